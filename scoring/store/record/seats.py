"""Writing seats: places on a panel, and who sits on them."""

from typing import Any

from scoring.store.models import Seat
from scoring.store.refusals import Refusal


def create_seat(event_id: int, panel: str, title: str = "") -> Seat | Refusal:
    """One more seat on a panel of the rubric; its key is the next free M, J1, J2 …"""
    raise NotImplementedError


def change_seat(seat_id: int, **fields: Any) -> Seat | Refusal:
    """Change any of title, person_id (None frees the seat)."""
    raise NotImplementedError


def remove_seat(seat_id: int) -> Refusal | None:
    """Refused once the seat has marks."""
    raise NotImplementedError
