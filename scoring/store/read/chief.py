"""Reading for the chief judge: the matrix of seats and contestants, and the sheets of one contestant side by side."""

from typing import Any

from scoring.store.models import Event


def chief_view(event: Event, language: str = "zh") -> dict[str, Any]:
    """The live matrix.

    {event, title, revision, state, release, seats: [{id, key, panel, title, person}], rows: [row], waiting: [{seat_id, contestant_id, heat, station, why}],
    ready: [contestant ids], done, of}; row = {contestant_id, number, heat, heat_state, station, status, stage, total, clock, penalties, ready_to_sign,
    why_not: [text], cells: {seat_id: {state, covered, of, total, reason_if_returned}}}.
    """
    raise NotImplementedError


def compare(contestant_id: int, language: str = "zh") -> dict[str, Any] | None:
    """{contestant_id, heat, station, seats: […], items: [{id, title, points, panel, figures: {seat_id: text}, spread: text, flagged}]}."""
    raise NotImplementedError
