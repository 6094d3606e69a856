"""Reading what the fleet page shows of each seat: who sits there, on which devices, and how far their sheets are."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from scoring.store.memo import shelf_of
from scoring.store.models import Device, Event, Person, Seat, db
from scoring.store.read.setup import contestants, place_of

_SEAT, _EVENT = Seat.metadata.tables["seat"].c, Event.metadata.tables["event"].c
# Put together once: every tablet asks this every ten seconds.
SITS = (
    select(_SEAT.event_id)
    .where(_SEAT.id == bindparam("seat"), _SEAT.person_id == bindparam("person"))
    .where(_EVENT.id == _SEAT.event_id, _EVENT.state == "open")
)


def sits_in(person_id: int, seat_id: int) -> int | None:
    """The open event in which this person sits on this seat; None where that is not so."""
    return db.session.execute(SITS, {"person": person_id, "seat": seat_id}).scalar()


def crew(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Every seat of these events, with all devices that its person is signed in on, wherever they are used.

    [{event, seat, person, own: all seats of this person here, devices: [{id, person_id, label, seen (ms), seat_id: with
    which it is paired, or None, checked: what the tablet check found}], called: whether a heat is active whose sheets
    this seat has not all handed in}]
    """
    found = []
    own: dict[int, set[int]] = defaultdict(set)
    for seat in (seat for event in events for seat in event.seats if seat.person_id):
        own[seat.person_id or 0].add(seat.id)
    devices = _devices(set(own))
    for event in events:
        called = _called(event)
        for seat in event.seats:
            found.append(
                {
                    **{"event": event, "seat": seat, "person": seat.person.name if seat.person else ""},
                    **{"own": own.get(seat.person_id or 0, set()), "called": seat.id in called},
                    "devices": devices.get(seat.person_id or 0, []),
                }
            )
    return found


def _devices(people: set[int]) -> dict[int, list[dict[str, Any]]]:
    """The devices of these people that are signed in, the one seen last first."""
    rows = select(Device).join(Person).where(Device.revoked.is_(None), Person.active, Device.person_id.in_(people))
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for device in db.session.scalars(rows.order_by(Device.seen.desc(), Device.id.desc())):
        names = ("id", "person_id", "label", "seen", "seat_id")
        found[device.person_id].append(
            {name: getattr(device, name) for name in names} | {"checked": _checked(device.checked)}
        )
    return found


def _checked(text: str) -> dict[str, Any]:
    """What the tablet check found, {} where there was none."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _called(event: Event) -> set[int]:
    """The seats that have something to enter in a heat that is active."""
    known = shelf_of(db.session(), event).known
    here = [each.id for heat in event.heats if heat.state == "active" for each in heat.contestants]
    return {seat for each in here if each in known for seat in known[each].out}


def coverage(event: Event) -> dict[tuple[int, int], dict[str, Any]]:
    """{(contestant, seat): {heat, station, covered, of, state}} of every sheet of an event."""
    known = shelf_of(db.session(), event).known
    found = {}
    for contestant in contestants(event.id):
        heat, station = place_of(contestant)
        one = known.get(contestant.id)
        for seat, line in {**one.sheets, **one.trainees}.items() if one else ():
            place = {"heat": heat, "station": station}
            found[contestant.id, seat] = {**place, "covered": line.covered, "of": line.of, "state": line.state}
    return found
