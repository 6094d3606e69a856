"""The facts that scoring starts from, and which of them still stand. Knows no person, no device and no hour."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Mark:
    """One fact entered by a seat about one item of one contestant.

    `place` is "" for the item as a whole, else "1"…"n". `value` is the text the judge typed: a reading, a count, a
    level's id, a judged mark, an attempt's number, `yes`/`no`, `in`/`out`, `m:ss`, or `clear` (looked at, nothing
    found). `seat` is "" for facts of no seat (outside values). `order` is the seat's own count of its marks on this
    sheet: of two marks on the same slot the higher order stands, whatever arrived first; equal orders go by `id`.
    A mark with `withdraws` takes back the mark of that id and says nothing else.
    """

    seat: str
    item: str
    place: str
    value: str
    order: int
    id: str
    withdraws: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about one contestant of one event.

    `marks` in any order. `seats` maps a panel's id to the seats that sit on it for this contestant, excused ones left
    out. `time` is seconds of working time by module id. `penalties` maps a penalty id to how often it was recorded,
    withdrawn ones left out, `named` the items a penalty was written down for, one entry a record. `status` is "" or one
    of STATUSES. `outside` maps the id of an item or of an entered value to its text. `adjust` is what the chief judge
    added or took by module id, on the total under "". `groups` says the contestant's heat, group and team. Who is not
    `eligible` is ranked but wins no award. `round` names the round the facts belong to, `carried` is what the round
    before brings into it.
    """

    contestant: str
    marks: tuple[Mark, ...] = ()
    seats: dict[str, tuple[str, ...]] = field(default_factory=dict)
    time: dict[str, Decimal] = field(default_factory=dict)
    penalties: dict[str, int] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    status: str = ""
    watches: dict[str, tuple[Decimal, ...]] = field(default_factory=dict)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    adjust: dict[str, Decimal] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    eligible: bool = True
    round: str = ""
    carried: Fraction | None = None


# absent, not finished, withdrawn, failed, disqualified, annulled, stopped and not scored, out of competition
STATUSES = ("dns", "dnf", "wdr", "fail", "dsq", "annul", "void", "ooc")
RUN_WORDS = ("failed", "passed", "void")  # of a run: no valid result, let go, counts as 0 (where low wins: failed)


def standing(marks: Iterable[Mark]) -> dict[tuple[str, str, str], Mark]:
    """The marks that stand, by (seat, item, place): withdrawn ones gone, of each slot the one of the highest order."""
    marks = tuple(marks)
    withdrawn = {mark.withdraws for mark in marks if mark.withdraws}
    slots: dict[tuple[str, str, str], Mark] = {}
    for mark in marks:
        if mark.withdraws or mark.id in withdrawn:
            continue
        slot = (mark.seat, mark.item, mark.place)
        other = slots.get(slot)
        if other is None or (mark.order, mark.id) > (other.order, other.id):
            slots[slot] = mark
    return slots
