"""Reading whose sheets did not come from their own tablet alone: what the sheets and files say beside the seat."""

from scoring.store.memo import shelf_of
from scoring.store.models import Event, db


def means_by_seat(event: Event) -> dict[tuple[str, str], str]:
    """{(entry number, seat key): "proxy" (entered at the desk for the judge) or "paper" (keyed by two people)}."""
    keys = {seat.id: seat.key for seat in event.seats}
    return {
        (known.result.contestant, keys[seat]): line.means
        for known in shelf_of(db.session(), event).known.values()
        for seat, line in known.sheets.items()
        if line.means
    }
