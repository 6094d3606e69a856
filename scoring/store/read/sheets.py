"""Reading for the judge: my seats, my heat, one scoresheet, and what each tap will cost. Never a name."""

from collections.abc import Sequence
from typing import Any

from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.store.models import Person, Seat


def seats_of(person: Person) -> Sequence[Seat]:
    """The seats a person sits on in open events, by event and position."""
    raise NotImplementedError


def heat_view(seat: Seat) -> list[dict[str, Any]]:
    """Flat list ordered by heat and station (use groupby("heat")):

    {contestant_id, heat, heat_state, station, state: untouched|entering|submitted|returned|signed|excused, covered, of, total, full, reason_if_returned, status}.
    """
    raise NotImplementedError


def sheet(contestant_id: int, seat_id: int, language: str = "zh") -> dict[str, Any] | None:
    """The SheetState; every figure is text; None when the two do not belong together.

    {contestant_id, seat_id, event (slug), heat, station, state, total, full, lost, covered, of, open: [item ids],
    returned_reason, order (highest so far), revision,
    items: {id: {state: untouched|clear|deducted, cost ("-0.4" or ""), points, sum ("2 处 × 0.2"),
                 places: {"4": {value, cost, uid}}, value, uid, reasons: [text]}},
    last: [{uid, item, place, value, text, cost}] newest first, for undo}.
    """
    raise NotImplementedError


def cost_table(rubric: Rubric, item: Item) -> dict[str, Any]:
    """What each tap on an item will cost, as text; see `prices`."""
    raise NotImplementedError


def prices(item: Item) -> dict[str, str]:
    """Price by what is tapped: counted "1", "2" …; attempts "1", "2" …; levels by id; checked/measured with `each`: "each"; judged: empty."""
    raise NotImplementedError
