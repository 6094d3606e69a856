"""Writing what a seat's card does: its code, made when first asked for, and the tablet that is paired by it."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scoring.store.models import Event, Person, Seat
from scoring.store.passes import random_code
from scoring.store.record.devices import Browser, end_all, enrol, hand_over
from scoring.store.record.fact import touch
from scoring.store.record.people import new_pass
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

LONGEST_NAME = 60


def make_codes(seat_ids: Sequence[int]) -> None:
    """Every one of these seats has a code from now on; those that have one keep it."""

    def work(session: Session) -> None:
        for seat in session.scalars(select(Seat).where(Seat.id.in_(seat_ids), Seat.code.is_(None))):
            seat.code = _unused(session)
            session.flush()

    write(work)


def renew_code(seat_id: int) -> Seat | Refusal:
    """A new code: the printed card is dead, and the tablets that are paired with the seat must join again."""

    def work(session: Session) -> Seat | Refusal:
        seat = session.get(Seat, seat_id)
        if seat is None:
            return refusal("unknown")
        seat.code = _unused(session)
        end_all(session, "revoked", seat_id=seat_id)
        return seat

    return write(work)


def join_seat(
    code: str, browser: Browser, sitter: int | None, *, judge: int | None = None, name: str = ""
) -> str | Refusal:
    """Pair a browser with a seat and sign it in as the judge who sits there; answers the token for its cookie.

    `sitter` is who sat there when the page was drawn: refused when that has changed. Where nobody sits, `judge` (one
    without a seat) or a new judge called `name` sits down.
    """

    def work(session: Session) -> str | Refusal:
        seat = session.scalar(select(Seat).where(Seat.code == code))
        if seat is None:
            return refusal("unknown")
        if seat.person_id != sitter:
            return refusal("seat-changed")
        person = session.get(Person, sitter) if sitter is not None else _sit_down(session, seat, judge, name)
        if isinstance(person, Refusal):
            return person
        if person is None or not person.active:
            return refusal("unknown")
        if person.role != "judge":
            return refusal("seat-of-staff", name=person.name)
        return enrol(session, browser, person, seat)

    return write(work)


def _sit_down(session: Session, seat: Seat, judge: int | None, name: str) -> Person | Refusal:
    """Give the free seat to a judge who has none, or to a new one."""
    competition = session.get_one(Event, seat.event_id).competition_id
    person = session.get(Person, judge) if judge is not None else None
    if judge is None:
        if not name.strip():
            return refusal("empty", field_zh="姓名", field_en="name")
        if len(name.strip()) > LONGEST_NAME:
            return refusal("long", most=LONGEST_NAME)
        person = Person(competition_id=competition, name=name.strip(), role="judge")
        new_pass(session, person)
        session.add(person)
        session.flush()
    elif person is None or not person.active or person.role != "judge" or _sits(session, person):
        return refusal("seat-changed")
    elif person.competition_id not in (None, competition):
        return refusal("unknown")
    touch(session, seat.event_id)
    seat.person_id = person.id
    hand_over(session, seat, person)
    return person


def _sits(session: Session, person: Person) -> bool:
    """Whether somebody has a seat in an event that is not over."""
    taken = select(func.count(Seat.id)).join(Event).where(Seat.person_id == person.id, Event.state != "closed")
    return bool(session.scalar(taken))


def _unused(session: Session) -> str:
    while session.scalar(select(Seat.id).where(Seat.code == (code := random_code()))) is not None:
        pass
    return code
