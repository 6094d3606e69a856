"""A paper sheet as somebody typed it in: what it says as marks, and the sheet it would make. It counts nowhere yet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.rubrics.language import Rubric
from scoring.store.entered import Entered, group
from scoring.store.models import Contestant, Event, Keying, Seat
from scoring.store.read.sheets import Ground, ground_of

Line = tuple[str, str, str]  # item, place, value


@dataclass(frozen=True, slots=True)
class KeyedMark:
    """One line of the paper in the shape of a mark's row."""

    uid: str
    seat_id: int
    item: str
    place: str
    value: str
    order: int
    withdraws: str = ""
    means: str = "paper"
    id: int = 0  # it has no row yet


def body_of(lines: Sequence[Line]) -> str:
    """The lines as they are kept."""
    return json.dumps([list(line) for line in lines], ensure_ascii=False, separators=(",", ":"))


def lines_of(keying: Keying) -> list[Line]:
    """The lines that were typed, in their order."""
    return [(item, place, value) for item, place, value in json.loads(keying.body)]


def marks_of(uid: str, seat_id: int, lines: Sequence[Line]) -> list[KeyedMark]:
    """The marks it will become when it is confirmed; their uids follow from its own."""
    return [KeyedMark(f"{uid}.{count}", seat_id, *line, order=count) for count, line in enumerate(lines, start=1)]


def with_lines(entered: Entered, uid: str, seat_id: int, lines: Sequence[Line]) -> Entered:
    """What would be entered with these lines on the sheet."""
    return replace(entered, marks=[*entered.marks, *marks_of(uid, seat_id, lines)])  # type: ignore[list-item]


def keyed_ground(
    contestant: Contestant,
    event: Event,
    rubric: Rubric,
    seats: Sequence[Seat],
    seat: Seat,
    entered: Entered,
    keying: Keying,
) -> Ground:
    """The ground of the sheet as the paper has it, to be shown and scored like any other.

    Of what was entered on the sheet itself it says nothing: who compares paper may not be allowed to see that.
    """
    real = {each.id for each in group(rubric, seats, seat)}
    bare = replace(entered, marks=[mark for mark in entered.marks if mark.seat_id not in real])
    return ground_of(contestant, event, rubric, seats, seat, with_lines(bare, keying.uid, seat.id, lines_of(keying)))
