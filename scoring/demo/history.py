"""What happened before the demo begins, written through the same functions as by people. Run as a program: HOME.

In a process of its own, because the server must patch before anything of the application is loaded.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from scoring.app import create_app
from scoring.demo import hands, sample
from scoring.demo.sample import EVENTS, Sample
from scoring.rubrics import reader
from scoring.rubrics.language import Rubric
from scoring.store import read, record
from scoring.store.chain import Chain
from scoring.store.models import Contestant, Event, Person
from scoring.store.record import By, NewMark, Refusal
from scoring.store.record.history import OldFloor, OldSheet, record_history

SEEDED = "seeded"  # a file in the instance folder: the history is complete
LEFT = 2  # items that are still open on the sheets of the next contestant, so that the board moves soon


class NotWritten(Exception):
    """The history does not fit the rules; a fault of the demo itself."""


def sure(answer: Any) -> Any:
    """A refusal here is a fault of the demo."""
    if isinstance(answer, Refusal):
        raise NotWritten(f"{answer.code}: {answer.zh}")
    if isinstance(answer, list) and answer:
        raise NotWritten("; ".join(problem.say("zh") for problem in answer))
    return answer


def known(event: int) -> Event:
    found = read.event_by_id(event)
    if found is None:
        raise NotWritten(f"event {event} is gone")
    return found


def write_history(home: Path) -> None:
    """Make the competition with its people, and everything that is done."""
    app = create_app(home)
    with app.app_context():
        competition = sure(record.create_competition(*sample.TITLE, venue=sample.VENUE)).id
        sure(record.create_person(competition, sample.ORGANISER, "organiser"))
        chief = sure(record.create_person(competition, sample.CHIEF, "chief"))
        for one in EVENTS:
            write_event(competition, one, By(chief.id))
    (home / SEEDED).write_text("1\n", encoding="utf-8")


def write_event(competition: int, one: Sample, chief: By) -> None:
    text = reader.shipped()[one.rubric].read_text(encoding="utf-8")
    event = sure(
        record.create_event(competition, one.rubric, text, slug=one.slug, release=one.release, stations=one.stations)
    ).id
    people = seat_people(competition, one, event)
    floor = By(sure(record.create_person(competition, sample.floor_name(one), "floor")).id)
    sure(record.add_contestants(event, sample.contestants(one)))
    sure(record.open_event(event))
    opened = known(event)
    rubric = read.rubric_of(opened)
    everybody = sorted(opened.contestants, key=lambda each: each.number)
    write_outside(opened, rubric, everybody, floor)
    done = [(each.id, each.number) for each in everybody[: one.done]]
    nearly = (everybody[one.done].id, everybody[one.done].number)
    chains = {seat: Chain() for seat, *_ in people}
    sheets = [old_sheet(one, rubric, entrant, seat, chains) for entrant in done for seat in people]
    sheets += [old_sheet(one, rubric, nearly, seat, chains, LEFT) for seat in people]
    watched = [old_floor(one, rubric, entrant, floor) for entrant in done]
    sure(record_history(event, sheets, watched))
    for seat, _key, _panel, person in people:
        record.record_heads(By(person), [(chains[seat].journal, seat, chains[seat].number)])
    sure(record.sign_results(chief, f"demo-sign-{one.slug}", [contestant for contestant, _ in done]))
    set_heats(one, event)


def seat_people(competition: int, one: Sample, event: int) -> list[tuple[int, str, str, int]]:
    """A judge on every seat: (seat, key, panel, person)."""
    found = known(event)
    counts: dict[str, int] = {}
    seated = []
    for seat, key, panel in [(seat.id, seat.key, seat.panel) for seat in found.seats]:
        counts[panel] = counts.get(panel, 0) + 1
        person: Person = sure(record.create_person(competition, sample.judge_name(one, panel, counts[panel]), "judge"))
        sure(record.change_seat(seat, person_id=person.id))
        seated.append((seat, key, panel, person.id))
    return seated


def write_outside(event: Event, rubric: Rubric, everybody: Iterable[Contestant], by: By) -> None:
    """Examination marks and sales figures of everybody."""
    rows = [
        {
            "uid": f"demo-out-{event.slug}-{number}-{item.id}".replace(".", "_"),
            "contestant": number,
            "item": item.id,
            "value": hands.outside_value(item, event.slug, number),
        }
        for number in [each.number for each in everybody]
        for item in rubric.items.values()
        if item.kind in ("outside", "ranked")
    ]
    if rows:
        sure(record.record_outsides(by, event.id, rows))


def old_floor(one: Sample, rubric: Rubric, entrant: tuple[int, str], by: By) -> OldFloor:
    contestant, number = entrant
    times = {module.id: hands.working_time(module, one.slug, number) for module in rubric.parts}
    penalties = [penalty for module in rubric.parts for penalty in hands.penalties(module, one.slug, number)]
    known_times = {module: time for module, time in times.items() if time}
    return OldFloor(by, f"demo-{one.slug}-{number}", contestant, known_times, hands.BY_WATCH, penalties)


def old_sheet(
    one: Sample,
    rubric: Rubric,
    entrant: tuple[int, str],
    seat: tuple[int, str, str, int],
    chains: dict[int, Chain],
    left: int = 0,
) -> OldSheet:
    """The sheet of one seat, numbered as its tablet would; with `left` so many items are still to be judged."""
    (contestant, number), (place, key, panel, person) = entrant, seat
    items = list(hands.sheet(rubric, panel, one.slug, number, key).values())
    entered = [entry for entries in items[: len(items) - left] for entry in entries]
    uid = f"demo-{one.slug}-{number}-{key}"
    where = {"contestant": contestant, "seat": place, "withdraws": ""}
    made = [{"uid": f"{uid}-{n}", "order": n, **where, **entry} for n, entry in enumerate(entered, 1)]
    marks = [cast(NewMark, chains[place].add(mark)) for mark in made]
    return OldSheet(By(person), "" if left else f"{uid}-submit", contestant, place, marks)


def set_heats(one: Sample, event: int) -> None:
    """Heats whose stations are all signed are over, the next one is on."""
    found = known(event)
    current = one.done // one.stations + 1
    for heat, number in [(heat.id, heat.number) for heat in found.heats]:
        if number <= current:
            sure(record.set_heat_state(heat, "active" if number == current else "done"))


if __name__ == "__main__":
    write_history(Path(sys.argv[1]))
