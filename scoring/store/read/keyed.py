"""Reading what was keyed from paper: what waits for a second person, what came back, and how one of them reads."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from scoring.store.derived import sheet_state
from scoring.store.entered import group, load
from scoring.store.keyed import keyed_ground, lines_of
from scoring.store.models import Contestant, Event, Keying, Person, db
from scoring.store.read.setup import events, place_of
from scoring.store.read.sheets import ON_SHEET, told
from scoring.store.read.taps import value_of, where
from scoring.store.rubrics import rubric_of


def keyed_sheets(competition_id: int) -> list[dict[str, Any]]:
    """Of all open events, oldest first, those that wait for a second person and those that came back.

    [{id, uid, state: waiting|rejected, event (slug), title, contestant_id, number, heat, station, seat_id, seat (key),
    person_id, by (name of who keyed it), at (ms), reason, rejected_by, overtaken (True where the sheet was entered,
    handed in or signed in another way since: what waits can only be rejected)}].
    """
    running = [event for event in events(competition_id) if event.state == "open"]
    found = [row for event in running for row in _of_event(event)]
    return sorted(found, key=lambda row: row["at"])


def _of_event(event: Event) -> list[dict[str, Any]]:
    asked = select(Keying, Person.name).outerjoin(Person, Person.id == Keying.person_id)
    rows = db.session.execute(asked.where(Keying.event_id == event.id).order_by(Keying.id)).all()
    if not rows:
        return []
    rubric, seats = rubric_of(event), {seat.id: seat for seat in event.seats}
    keyed = {row.Keying.uid: row for row in rows if row.Keying.act == "keyed"}
    last: dict[tuple[int, int], Any] = {}
    for row in rows:
        first = group(rubric, event.seats, seats[row.Keying.seat_id])[0].id
        last[row.Keying.contestant_id, first] = row
    found = []
    for row in last.values():
        fact = row.Keying
        overtaken = fact.act != "confirmed" and _began(event, fact)
        if fact.act == "confirmed" or (fact.act == "rejected" and overtaken):
            continue
        start = keyed[fact.of] if fact.act == "rejected" else row
        line = _line(event, start.Keying, start.name or "", fact, row.name or "")
        found.append(line | {"overtaken": overtaken})
    return found


def _began(event: Event, fact: Keying) -> bool:
    """Whether the sheet was entered, handed in or signed in another way since: then the paper is not needed."""
    entered = load(db.session(), event.id, [fact.contestant_id], kinds=ON_SHEET)[fact.contestant_id]
    seat = next(seat for seat in event.seats if seat.id == fact.seat_id)
    return sheet_state(rubric_of(event), event.seats, seat, entered)[0] != "untouched"


def _line(event: Event, keyed: Keying, name: str, last: Keying, by: str) -> dict[str, Any]:
    contestant = db.session.get_one(Contestant, keyed.contestant_id)
    heat, station = place_of(contestant)
    rejected = last.act == "rejected"
    return {
        "id": keyed.id,
        "uid": keyed.uid,
        "state": "rejected" if rejected else "waiting",
        "event": event.slug,
        "contestant_id": contestant.id,
        "number": contestant.number,
        "heat": heat,
        "station": station,
        "seat_id": keyed.seat_id,
        "person_id": keyed.person_id,
        "by": name,
        "at": last.at,
        "reason": last.reason,
        "rejected_by": by if rejected else "",
    }


def keyed_sheet(keying_id: int, language: str = "zh") -> dict[str, Any] | None:
    """One keyed sheet, None when there is no such: {keying, by, lines: [(item, place, value)], said: {item:
    [(place, value) in words]}, sheet: SheetState}.

    The SheetState is of the sheet as the paper has it, see `read.sheet`; no result knows of it.
    """
    keying = db.session.get(Keying, keying_id)
    if keying is None or keying.act != "keyed":
        return None
    contestant = db.session.get_one(Contestant, keying.contestant_id)
    event = contestant.event
    seat = next(seat for seat in event.seats if seat.id == keying.seat_id)
    entered = load(db.session(), event.id, [contestant.id], kinds=ON_SHEET)[contestant.id]
    ground = keyed_ground(contestant, event, rubric_of(event), event.seats, seat, entered, keying)
    person = db.session.get(Person, keying.person_id) if keying.person_id else None
    return {
        "keying": keying,
        "by": person.name if person else "",
        "lines": lines_of(keying),
        "said": _said(event, lines_of(keying), language),
        "sheet": told(ground, language),
    }


def _said(event: Event, lines: Sequence[tuple[str, str, str]], language: str) -> dict[str, list[tuple[str, str]]]:
    """Line by line what the paper says, in its words."""
    items, found = rubric_of(event).items, dict[str, list[tuple[str, str]]]()
    for id_, place, value in lines:
        item = items[id_]
        named = where(item, place, language).removeprefix(item.title.say(language)).removeprefix(" · ")
        found.setdefault(id_, []).append((named, value_of(item, value, language)))
    return found


def keyed_before(contestant_id: int, seat_ids: Sequence[int]) -> Keying | None:
    """What was keyed last for this sheet, whatever became of it: the form begins with it."""
    mine = Keying.contestant_id == contestant_id, Keying.seat_id.in_(seat_ids), Keying.act == "keyed"
    return db.session.scalar(select(Keying).where(*mine).order_by(Keying.id.desc()).limit(1))
