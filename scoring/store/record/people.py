"""Writing people and their passes (link and PIN)."""

import secrets
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scoring.store.models import Person, Seat
from scoring.store.passes import ROLES
from scoring.store.record.devices import end_all
from scoring.store.record.fact import touch
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write


def create_person(competition_id: int | None, name: str, role: str) -> Person | Refusal:
    """A person with a fresh link and PIN. `role`: organiser, chief, floor or judge."""
    if not name.strip():
        return refusal("empty", field_zh="姓名", field_en="name")
    if role not in ROLES:
        return refusal("role", role=role[:20])

    def work(session: Session) -> Person:
        person = Person(competition_id=competition_id, name=name.strip(), role=role)
        new_pass(session, person)
        session.add(person)
        session.flush()
        return person

    return write(work)


def change_person(person_id: int, **fields: Any) -> Person | Refusal:
    """Change any of name, role, language."""

    def work(session: Session) -> Person | Refusal:
        person = session.get(Person, person_id)
        if person is None:
            return refusal("unknown")
        for name, value in fields.items():
            if name not in ("name", "role", "language"):
                return refusal("field", field=name)
            if name == "name" and not str(value).strip():
                return refusal("empty", field_zh="姓名", field_en="name")
            if name == "role" and value not in ROLES:
                return refusal("role", role=str(value)[:20])
            if name == "role" and value != "organiser" and _is_last_organiser(session, person):
                return refusal("last-organiser")
            if name == "language" and value not in ("zh", "en", ""):
                return refusal("choice", field=name, value=value, choices="zh, en")
            setattr(person, name, str(value).strip())
        return person

    return write(work)


def renew_pass(person_id: int) -> Person | Refusal:
    """A new link and PIN; every device signed in with the old ones is revoked."""

    def work(session: Session) -> Person | Refusal:
        person = session.get(Person, person_id)
        if person is None or not person.active:
            return refusal("retired" if person else "unknown")
        new_pass(session, person)
        end_all(session, "revoked", person_id=person_id)
        return person

    return write(work)


def retire_person(person_id: int) -> Person | Refusal:
    """The person leaves: devices revoked, seats free, facts stay. Refused for the last active organiser."""

    def work(session: Session) -> Person | Refusal:
        person = session.get(Person, person_id)
        if person is None:
            return refusal("unknown")
        if _is_last_organiser(session, person):
            return refusal("last-organiser")
        person.active = False
        new_pass(session, person)  # the printed card opens nothing any more
        end_all(session, "revoked", person_id=person_id)
        for seat in session.scalars(select(Seat).where(Seat.person_id == person_id)):
            touch(session, seat.event_id)
            seat.person_id = None
        return person

    return write(work)


def new_pass(session: Session, person: Person) -> None:
    """A link and a PIN that nobody else has, within a write."""
    person.link = secrets.token_urlsafe(15)
    with session.no_autoflush:
        while True:
            person.pin = f"{secrets.randbelow(10**6):06}"
            if session.scalar(select(func.count(Person.id)).where(Person.pin == person.pin)) == 0:
                return


def _is_last_organiser(session: Session, person: Person) -> bool:
    if person.role != "organiser" or not person.active:
        return False
    active = select(func.count(Person.id)).where(Person.role == "organiser", Person.active)
    return session.scalar(active) == 1
