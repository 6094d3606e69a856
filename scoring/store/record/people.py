"""Writing people, their passes (link and PIN) and the devices they signed in on."""

from typing import Any

from scoring.store.models import Device, Person
from scoring.store.refusals import Refusal


def create_person(competition_id: int | None, name: str, role: str) -> Person | Refusal:
    """A person with a fresh link and PIN. `role`: organiser, chief, floor or judge."""
    raise NotImplementedError


def change_person(person_id: int, **fields: Any) -> Person | Refusal:
    """Change any of name, role, language."""
    raise NotImplementedError


def renew_pass(person_id: int) -> Person | Refusal:
    """A new link and PIN; every device signed in with the old ones is revoked."""
    raise NotImplementedError


def retire_person(person_id: int) -> Person | Refusal:
    """The person leaves: devices revoked, seats free, facts stay. Refused for the last active organiser."""
    raise NotImplementedError


def sign_in_device(person_id: int, label: str = "") -> str | Refusal:
    """A new device of this person; answers the token for its cookie (kept only as a digest)."""
    raise NotImplementedError


def revoke_device(device_id: int) -> Device | Refusal:
    """The device must sign in again."""
    raise NotImplementedError


def touch_device(device_id: int) -> None:
    """Note that the device was seen; writes at most once a minute."""
    raise NotImplementedError
