"""Reading people, their passes and devices."""

from collections.abc import Sequence

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import contains_eager

from scoring.store.models import Device, Person, db
from scoring.store.passes import ROLES, token_digest

# Put together once: this is asked with every request of a signed-in device.
SIGNED_IN = (
    select(Device)
    .join(Device.person)
    .options(contains_eager(Device.person))
    .where(Device.token_digest == bindparam("digest"), Device.revoked.is_(None), Person.active)
)


def people(competition_id: int | None) -> Sequence[Person]:
    """All active people of a competition (and those of none), by role and name."""
    here = or_(Person.competition_id == competition_id, Person.competition_id.is_(None))
    found = db.session.scalars(select(Person).where(Person.active, here).order_by(Person.name, Person.id)).all()
    return sorted(found, key=lambda person: ROLES.index(person.role))


def person_by_id(person_id: int) -> Person | None:
    """That person, whether still active or not."""
    return db.session.get(Person, person_id)


def person_by_link(link: str) -> Person | None:
    """The active person of a personal link."""
    return db.session.scalar(select(Person).where(Person.link == link, Person.active))


def person_by_pin(pin: str) -> Person | None:
    """The active person of a PIN. Slowing down wrong tries is the caller's work."""
    return db.session.scalar(select(Person).where(Person.pin == pin, Person.active))


def device_by_token(token: str) -> Device | None:
    """The device of a cookie's token, unless it is revoked or its person left."""
    return db.session.scalar(SIGNED_IN, {"digest": token_digest(token)})


def organiser_exists() -> bool:
    """Is there anybody who can set things up?"""
    return db.session.scalar(select(Person.id).where(Person.role == "organiser", Person.active).limit(1)) is not None
