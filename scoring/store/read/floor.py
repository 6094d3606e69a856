"""Reading for the floor: the clock and the penalties of every station."""

from typing import Any

from scoring.store.models import Event


def floor_view(event: Event, language: str = "zh") -> dict[str, Any]:
    """{event, revision, now_ms, clocked, limit, penalties: [{id, title, price, once}], rows: [row]}, rows by heat and station.

    row = {contestant_id, heat, heat_state, station, signed, status,
    clock: {state: ready|running|paused|stopped, elapsed_ms, started_at, limit_ms, cost, time},
    penalties: {id: {count, cost, uids: [newest first]}}}.
    """
    raise NotImplementedError
