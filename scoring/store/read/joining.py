"""Reading for pairing: the seat of a code, who may sit there, which tablets are paired with it, how one ended."""

from collections.abc import Sequence

from sqlalchemy import func, select

from scoring.store.clock import now_ms
from scoring.store.models import Device, Event, HeldMark, Journal, Mark, Person, Seat, db
from scoring.store.passes import token_digest

LATELY = 30 * 60_000  # ms: a tablet that was seen since then may still be in somebody's hands


def seat_by_code(code: str) -> Seat | None:
    """The seat of a code of six letters."""
    return db.session.scalar(select(Seat).where(Seat.code == code)) if code else None


def seat_by_id(seat_id: int) -> Seat | None:
    """The seat of that row id."""
    return db.session.get(Seat, seat_id)


def only_seat(person: Person) -> Seat | None:
    """The seat of a judge who has exactly one in events that are not over; such a judge's tablet belongs there."""
    if person.role != "judge":
        return None
    mine = select(Seat).join(Event).where(Seat.person_id == person.id, Event.state != "closed")
    found = db.session.scalars(mine).all()
    return found[0] if len(found) == 1 else None


def free_judges(competition_id: int) -> Sequence[Person]:
    """Judges of the competition who sit nowhere yet, by name."""
    seated = select(Seat.person_id).join(Event).where(Seat.person_id.is_not(None), Event.state != "closed")
    here = (Person.competition_id == competition_id) | Person.competition_id.is_(None)
    free = select(Person).where(Person.active, Person.role == "judge", here, Person.id.not_in(seated))
    return db.session.scalars(free.order_by(Person.name, Person.id)).all()


def tablets_of(seat_id: int, but: int | None = None) -> Sequence[Device]:
    """The devices that may be in use at a seat and were seen lately, the newest first; `but` one of them.

    They are paired with it, or with none: a judge of several seats who signed in by PIN uses those at any of them.
    """
    loose = Device.seat_id.is_(None) & Person.seats.any(Seat.id == seat_id) & (Person.role == "judge")
    there = select(Device).join(Device.person).where((Device.seat_id == seat_id) | loose, Device.revoked.is_(None))
    lately = there.where(Person.active, Device.seen >= now_ms() - LATELY, Device.id.is_distinct_from(but))
    return db.session.scalars(lately.order_by(Device.seen.desc(), Device.id.desc())).all()


def tablet_of(journal: str, person_id: int, seat_id: int) -> Device | None:
    """The person's tablet that keeps a journal of a seat.

    The server may never have heard of the journal: then it may be that of a tablet that was taken over there, if there
    is one of which no journal is known.
    """
    own = select(Device).where(Device.person_id == person_id)
    keeper = own.join(Journal, Journal.device_id == Device.id).where(Journal.id == journal)
    there = (Device.seat_id == seat_id) | Device.seat_id.is_(None)
    heard = select(Journal.id).where(Journal.device_id == Device.id, Journal.seat_id == seat_id).exists()
    ousted = own.where(there, Device.ended == "taken-over", ~heard).limit(1)
    return db.session.scalar(keeper) or db.session.scalar(ousted)


def paired_devices(event_id: int) -> dict[int, list[Device]]:
    """The devices in use that are paired with the seats of an event, by the seat's row id; the one seen last first."""
    paired = select(Device).join(Device.person).join(Seat, Seat.id == Device.seat_id)
    wanted = paired.where(Seat.event_id == event_id, Device.revoked.is_(None), Person.active)
    found: dict[int, list[Device]] = {}
    for device in db.session.scalars(wanted.order_by(Device.seen.desc(), Device.id.desc())):
        if device.seat_id is not None:
            found.setdefault(device.seat_id, []).append(device)
    return found


def unsent_of(device_id: int) -> int | None:
    """How many entries the tablet had made, when it last said so, that have not arrived; None where it never said."""
    made = db.session.scalar(select(func.sum(Journal.head)).where(Journal.device_id == device_id))
    if made is None:
        return None
    mine = select(Journal.id).where(Journal.device_id == device_id)
    here = sum(
        db.session.scalar(select(func.count(table.id)).where(table.journal.in_(mine))) or 0
        for table in (Mark, HeldMark)
    )
    return max(0, int(made) - here)


def former_device(token: str) -> Device | None:
    """The device of a cookie's token that has ended; `ended` says why, "" where that is unknown or its person left."""
    device = db.session.scalar(select(Device).where(Device.token_digest == token_digest(token)))
    return device if device and (device.revoked is not None or not device.person.active) else None
