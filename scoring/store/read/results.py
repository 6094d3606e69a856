"""Reading results and standings: facts joined from the tables, scored by the engine, memoised per contestant."""

from typing import Any

from scoring.store.models import Event


def facts_of(event: Event) -> dict[int, Any]:
    """The engine's Facts by contestant row id."""
    raise NotImplementedError


def results_of(event: Event) -> dict[int, Any]:
    """The engine's Result by contestant row id; recomputed only where a newer fact exists."""
    raise NotImplementedError


def standings_of(event: Event, only_released: bool = False) -> list[dict[str, Any]]:
    """Ranked rows joined with names: {rank, contestant (number), contestant_id, name, unit, heat, station, total, tied, award ({zh, en} or None), parts, status, stage, provisional, why: [engine Reasons]}.

    For staff. The public's own way is `public_standings`.
    """
    raise NotImplementedError
