"""Writing what judges enter: marks, and the act of handing a scoresheet in."""

from collections.abc import Sequence
from typing import Any, TypedDict

from scoring.store.record.fact import By
from scoring.store.refusals import Refusal


class NewMark(TypedDict, total=False):
    """One mark of a sweep, as record_mark takes it."""

    uid: str
    item: str
    place: str
    value: str
    order: int
    withdraws: str


def record_mark(
    by: By,
    uid: str,
    contestant_id: int,
    seat_id: int,
    item: str,
    place: str,
    value: str,
    order: int,
    withdraws: str = "",
    language: str = "zh",
) -> dict[str, Any] | Refusal:
    """One mark; answers the SheetState of `read.sheet`. A repeated uid answers the same and writes nothing.

    With `withdraws` (a uid of this sheet) item, place and value may be empty.
    """
    raise NotImplementedError


def record_marks(
    by: By, contestant_id: int, seat_id: int, marks: Sequence[NewMark], language: str = "zh"
) -> dict[str, Any] | Refusal:
    """Several marks of one sheet in one transaction, all or none; answers the SheetState."""
    raise NotImplementedError


def submit_sheet(by: By, uid: str, contestant_id: int, seat_id: int, language: str = "zh") -> dict[str, Any] | Refusal:
    """Hand the scoresheet in; answers the SheetState. Refused while items are open, naming them."""
    raise NotImplementedError
