"""Writing devices: who is signed in where, how that ended, what the check found. Who may pair stands in joining."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scoring.store.clock import now_ms
from scoring.store.models import Device, Person, Seat
from scoring.store.passes import token_digest
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that wants to be a device.

    `label`: what kind of device. `former`: which device it was until now, perhaps ended; what its tablet check found
    stays true, it is the same browser. `alone`: the other tablets of the same seat end.
    """

    label: str = ""
    former: int | None = None
    alone: bool = False


def sign_in_device(
    person_id: int, label: str = "", *, seat_id: int | None = None, browser: Browser | None = None
) -> str | Refusal:
    """A new device of this person; answers the token for its cookie (kept only as a digest).

    `seat_id` pairs it with a seat of theirs. `browser` says more than the label.
    """

    def work(session: Session) -> str | Refusal:
        person = session.get(Person, person_id)
        if person is None or not person.active:
            return refusal("retired" if person else "unknown")
        seat = session.get(Seat, seat_id) if seat_id is not None else None
        if seat_id is not None and (seat is None or seat.person_id != person_id):
            return refusal("seat-changed")
        return enrol(session, browser or Browser(label), person, seat)

    return write(work)


def revoke_device(device_id: int, why: str = "revoked") -> Device | Refusal:
    """The device must sign in again. `why`: signed-out, revoked, taken-over, again."""

    def work(session: Session) -> Device | Refusal:
        device = session.get(Device, device_id)
        if device is None:
            return refusal("unknown")
        _end([device], why)
        return device

    return write(work)


def touch_device(device_id: int) -> None:
    """Note that the device was seen; writes at most once a minute (the caller should ask only then)."""

    def work(session: Session) -> None:
        now = now_ms()
        seen = update(Device).where(Device.id == device_id, Device.seen <= now - MINUTE).values(seen=now)
        session.execute(seen)

    write(work)


def keep_check(device_id: int, found: str) -> Device | Refusal:
    """What the tablet check found, as JSON (its keys: docs/tablets/join.md); the last one stands."""

    def work(session: Session) -> Device | Refusal:
        device = session.get(Device, device_id)
        if device is None or device.revoked is not None:
            return refusal("unknown")
        device.checked = found
        return device

    return write(work)


def enrol(session: Session, browser: Browser, person: Person, seat: Seat | None) -> str:
    """Make the browser a device of the person, within a write; answers its token."""
    former = session.get(Device, browser.former) if browser.former is not None else None
    if former is not None:
        _end([former], "again")
    if seat is not None and browser.alone:
        for loose in session.scalars(select(Device).filter_by(person_id=person.id, seat_id=None, revoked=None)):
            loose.seat_id = seat.id  # read.tablets_of named it, too
        end_all(session, "taken-over", seat_id=seat.id)
    token, now = secrets.token_urlsafe(32), now_ms()
    session.add(
        Device(
            person_id=person.id,
            token_digest=token_digest(token),
            label=browser.label[:200],
            created=now,
            seen=now,
            seat_id=seat.id if seat else None,
            checked=former.checked if former else "",
        )
    )
    return token


def end_all(session: Session, why: str, **of: int) -> None:
    """End every device of a person (`person_id`) or of a seat (`seat_id`), within a write."""
    _end(session.scalars(select(Device).filter_by(**of, revoked=None)), why)


def hand_over(session: Session, seat: Seat, to: Person | None) -> None:
    """Tablets that are paired with a seat become the judge's who is put there, within a write.

    They stay with a seat that becomes free, and wait for whoever comes. Only judges' tablets change hands, and only to
    judges: a tablet must never become a chief judge's because of a change in a list. The tablet of somebody who comes
    from elsewhere, from no seat or one they left, goes on with this seat.
    """
    if to is None:
        return
    if to.role == "judge":
        mine = select(Device).where(Device.person_id == to.id, Device.revoked.is_(None))
        elsewhere = mine.outerjoin(Seat, Seat.id == Device.seat_id).where(Seat.person_id.is_distinct_from(to.id))
        for device in session.scalars(elsewhere):
            device.seat_id = seat.id
    for device in session.scalars(select(Device).filter_by(seat_id=seat.id, revoked=None)):
        if to.role == "judge" and session.get_one(Person, device.person_id).role == "judge":
            device.person_id = to.id
        elif device.person_id != to.id:
            device.seat_id = None


def _end(devices: Iterable[Device], why: str) -> None:
    """How it ended the first time is what counts."""
    for device in devices:
        if device.revoked is None:
            device.revoked, device.ended = now_ms(), why
