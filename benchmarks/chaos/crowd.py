"""Who judges: events with their seats, and what every scripted seat is going to enter, drawn from the seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from scoring.engine import invented
from scoring.rubrics import reader
from scoring.rubrics.kinds import Item

RUBRIC = "table-setting-15min@1"
IMPRESSION = "impression"
SEATS_OF_EVENT = 8  # one measuring group, seven impression judges
STATIONS, HEATS = 4, 2
# Of a hundred acts of a scripted seat so many go back to what was entered, take it back, sweep, walk on.
CORRECTS, WITHDRAWS, SWEEPS, WALKS = 22, 8, 7, 6


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat of one event: `link` signs its person in, `sheets` are the contestants it judges."""

    name: str
    slug: str
    seat: int
    panel: str
    link: str
    sheets: tuple[int, ...]


@dataclass(slots=True)
class Crowd:
    tablets: list[Chair] = field(default_factory=list)
    seats: list[Chair] = field(default_factory=list)
    chief: str = ""


def set_up(home: Path, seats: int, tablets: int) -> Crowd:
    """Open events with so many seats in the instance folder; tablets sit at measuring and impression seats in turns."""
    from scoring.app import create_app
    from scoring.store import database

    app = create_app(home)
    with app.app_context():
        chairs, chief = seated(-(-(seats + tablets) // SEATS_OF_EVENT))
    database.close(app)
    measuring = [chair for chair in chairs if chair.panel != IMPRESSION]
    others = [chair for chair in chairs if chair.panel == IMPRESSION]
    crowd = Crowd(chief=chief)
    for number in range(tablets):
        row = measuring if (number % 2 == 0 and measuring) or not others else others
        crowd.tablets.append(row.pop(0))
    crowd.seats = (measuring + others)[:seats]
    return crowd


def seated(events: int) -> tuple[list[Chair], str]:
    """The seats of so many open events with a person on each, and the chief judge's link; needs an app context."""
    from scoring.store import read, record

    text = reader.shipped()[RUBRIC].read_text(encoding="utf-8")
    competition = record.create_competition("混沌", "Chaos").id
    chairs = []
    for number in range(1, events + 1):
        slug = f"chaos-{number}"
        event = record.create_event(competition, RUBRIC, text, slug=slug, title=slug, stations=STATIONS).id
        while len(read.event_by_id(event).seats) < SEATS_OF_EVENT:
            record.create_seat(event, IMPRESSION)
        for heat in range(1, HEATS + 1):
            for station in range(1, STATIONS + 1):
                record.add_contestant(event, f"{heat}{station:02}", "", "", heat, station)
        sheets = tuple(each.id for each in read.contestants(event))
        for seat in list(read.event_by_id(event).seats):
            person = record.create_person(competition, f"{slug} {seat.key}", "judge")
            record.change_seat(seat.id, person_id=person.id)
            chairs.append(Chair(f"{slug}/{seat.key}", slug, seat.id, seat.panel, person.link, sheets))
        record.open_event(event)
    return chairs, record.create_person(competition, "chief", "chief").link


@dataclass(frozen=True, slots=True)
class Meant:
    """One mark of an act: its uid is known before the run begins."""

    uid: str
    item: str = ""
    place: str = ""
    value: str = ""
    withdraws: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What a scripted seat does at one moment: marks of one sheet, entered together."""

    at: float
    contestant: int
    marks: tuple[Meant, ...]


class Intentions:
    """The acts of one scripted seat, from the first to the last; the same seed draws the same ones."""

    def __init__(self, seed: int, chair: Chair, items: list[Item]) -> None:
        self.luck = Random(f"intentions {seed} {chair.name}")
        self.seed, self.chair, self.items = seed, chair, items
        self.number = 0
        self.entered: dict[int, dict[tuple[str, str], list[str]]] = {sheet: {} for sheet in chair.sheets}
        self.here = self.luck.choice(chair.sheets)

    def until(self, seconds: float, rate: float) -> Iterator[Act]:
        """Acts at `rate` a second, as irregular as people are."""
        at = self.luck.uniform(0, 1 / rate)
        while at < seconds:
            marks = self.next()
            if marks:
                yield Act(at, self.here, marks)
            at += min(self.luck.expovariate(rate), 6 / rate)

    def next(self) -> tuple[Meant, ...]:
        dice = self.luck.randrange(100)
        if dice < WALKS:
            self.here = self.luck.choice(self.chair.sheets)
        entered = self.entered[self.here]
        standing = [slot for slot, uids in entered.items() if uids]
        if dice < WALKS + SWEEPS:
            swept = self.luck.sample(self.items, min(len(self.items), self.luck.randint(2, 6)))
            return tuple(mark for item in swept for mark in self.values(item, 3))
        if standing and dice < WALKS + SWEEPS + WITHDRAWS:
            slot = self.luck.choice(standing)
            return (Meant(self.uid(), *slot, withdraws=entered[slot].pop()),)
        item = self.luck.choice(self.items)
        if standing and dice < WALKS + SWEEPS + WITHDRAWS + CORRECTS:
            wrong = self.luck.choice(standing)[0]
            item = next(each for each in self.items if each.id == wrong)
        return self.values(item, 1)

    def values(self, item: Item, most: int) -> tuple[Meant, ...]:
        """So many valid values of an item, or as many as it has."""
        pairs = invented.marks_for(item, self.luck.randint(20, 80), self.luck)
        self.luck.shuffle(pairs)
        marks = tuple(Meant(self.uid(), item.id, place, value) for place, value in pairs[:most])
        for mark in marks:
            self.entered[self.here].setdefault((mark.item, mark.place), []).append(mark.uid)
        return marks

    def uid(self) -> str:
        self.number += 1
        return sha256(f"{self.seed} {self.chair.name} {self.number}".encode()).hexdigest()[:32]
