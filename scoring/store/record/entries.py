"""Writing who takes part: units, contestants, heats and where everybody performs."""

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.store.models import Contestant, Event, Heat, Unit
from scoring.store.refusals import Refusal, RowProblem


def add_unit(competition_id: int, name: str) -> Unit | Refusal:
    """The unit of that name, made if it is new."""
    raise NotImplementedError


def add_contestant(
    event_id: int,
    number: str,
    name: str = "",
    unit_name: str = "",
    heat_no: int | None = None,
    station_no: int | None = None,
) -> Contestant | Refusal:
    """One entry; heat and station are made when new. Refused when the number or the place is taken."""
    raise NotImplementedError


def add_contestants(event_id: int, rows: Sequence[Mapping[str, Any]]) -> list[RowProblem]:
    """All rows or none; each has number, name, unit_name, heat_no, station_no. Answers what is wrong (row numbers from 1); empty when added."""
    raise NotImplementedError


def change_contestant(contestant_id: int, **fields: Any) -> Contestant | Refusal:
    """Change any of number, name, unit_name, heat_no, station_no. The number is fixed once facts exist."""
    raise NotImplementedError


def remove_contestant(contestant_id: int) -> Refusal | None:
    """Refused once facts exist: set a status instead."""
    raise NotImplementedError


def place_contestants(event_id: int) -> Event | Refusal:
    """Give those without a place one: heats in order of numbers, filling every station."""
    raise NotImplementedError


def set_heat_state(heat_id: int, state: str) -> Heat | Refusal:
    """waiting, active or done."""
    raise NotImplementedError
