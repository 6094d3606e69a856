"""Writing values that no seat enters: examination marks, sales figures."""

from collections.abc import Mapping, Sequence

from scoring.store.models import Mark
from scoring.store.record.fact import By
from scoring.store.refusals import Refusal, RowProblem


def record_outside(by: By, uid: str, contestant_id: int, item: str, value: str) -> Mark | Refusal:
    """The value of an outside or ranked item; a later one replaces it, "" takes it back."""
    raise NotImplementedError


def record_outsides(by: By, event_id: int, rows: Sequence[Mapping[str, str]]) -> list[RowProblem]:
    """All rows or none; each has uid, contestant (entry number), item, value. Answers what is wrong (rows from 1)."""
    raise NotImplementedError
