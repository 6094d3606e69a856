"""A small day of table setting for the tests of the screens: heats, people of every role, sheets as wanted."""

import itertools
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.engine.values import clearable
from scoring.rubrics import reader
from scoring.store import read, record
from scoring.store.record import By, Refusal

RUBRIC = "table-setting-15min@1"
NUMBERS = itertools.count(1)


def must(outcome):
    """The value of a write that has to succeed."""
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def uid():
    """A fresh id, as a client would make it."""
    return f"test-{next(NUMBERS):08}"


@dataclass
class Day:
    """Row ids: `at[heat, station]` is a contestant, `seat` a seat by its key; `link` is a pass by role."""

    slug: str
    event: int
    at: dict[tuple[int, int], int] = field(default_factory=dict)
    seat: dict[str, int] = field(default_factory=dict)
    link: dict[str, str] = field(default_factory=dict)


def open_day(heats=2, stations=6, naming="name", title="", name="选手{}") -> Day:
    """Set the day up through the store's own door and open it; needs an app context."""
    text = reader.shipped()[RUBRIC].read_text(encoding="utf-8")
    competition = must(record.create_competition("示例市职工职业技能竞赛", "Sample City Skills Contest"))
    event = must(
        record.create_event(competition.id, RUBRIC, text, title=title, slug="tables", naming=naming, stations=stations)
    )
    day = Day("tables", event.id)
    for role in ("chief", "floor", "organiser", "judge"):
        day.link[role] = must(record.create_person(competition.id, f"示例{role}", role)).link
    for heat, station in itertools.product(range(1, heats + 1), range(1, stations + 1)):
        number = f"{heat}{station:02}"
        day.at[heat, station] = must(
            record.add_contestant(event.id, number, name.format(number), "示例酒店", heat, station)
        ).id
    must(record.open_event(event.id))
    day.seat = {seat.key: seat.id for seat in read.event_by_slug("tables").seats}
    return day


def mark_sheet(day: Day, contestant: int, key: str, items: int = 99, lower: str = "0") -> None:
    """Mark the first `items` items of a sheet: judged ones `lower` under full, everything else without a fault."""
    event = read.event_by_slug(day.slug)
    seat = next(seat for seat in event.seats if seat.key == key)
    marks = []
    for order, item in enumerate(read.rubric_of(event).items_of(seat.panel)[:items], start=1):
        value = "clear" if clearable(item) and item.kind != "attempts" else "1"
        if item.kind == "judged" and not item.places:
            value = str(max(item.least, item.points - Decimal(lower)))
        marks.append({"uid": uid(), "item": item.id, "place": "", "value": value, "order": order})
    must(record.record_marks(By(), contestant, day.seat[key], marks))


def hand_in(day: Day, contestant: int, lower: str = "0", but: tuple[str, ...] = ()) -> None:
    """Mark and hand in every sheet of a contestant, except those of the seats `but`; J3 stays `lower` under full."""
    for key, seat in day.seat.items():
        if key in but:
            continue
        mark_sheet(day, contestant, key, lower=lower if key == "J3" else "0")
        must(record.submit_sheet(By(), uid(), contestant, seat))


def run_clock(contestant: int, time: str = "14:05") -> None:
    """Start and stop the clock, and give it the time of a watch."""
    must(record.record_clock(By(), uid(), contestant, "start"))
    must(record.record_clock(By(), uid(), contestant, "stop"))
    must(record.record_clock(By(), uid(), contestant, "set", time, "watch"))
