"""Reading people, their passes and devices."""

from collections.abc import Sequence

from scoring.store.models import Device, Person


def people(competition_id: int | None) -> Sequence[Person]:
    """All active people of a competition (and those of none), by role and name."""
    raise NotImplementedError


def person_by_link(link: str) -> Person | None:
    """The active person of a personal link."""
    raise NotImplementedError


def person_by_pin(pin: str) -> Person | None:
    """The active person of a PIN. Slowing down wrong tries is the caller's work."""
    raise NotImplementedError


def device_by_token(token: str) -> Device | None:
    """The device of a cookie's token, unless it is revoked or its person left."""
    raise NotImplementedError


def organiser_exists() -> bool:
    """Is there anybody who can set things up?"""
    raise NotImplementedError
