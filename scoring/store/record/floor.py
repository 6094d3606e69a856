"""Writing what happens on the floor: the clock of a station, and penalties."""

from typing import Any

from scoring.store.record.fact import By
from scoring.store.refusals import Refusal


def record_clock(
    by: By, uid: str, contestant_id: int, act: str, value: str = "", reason: str = "", module: str = ""
) -> dict[str, Any] | Refusal:
    """`act`: start, pause, resume, stop, set (`value` m:ss.cc from a watch, with a reason), reset (with a reason). Answers the row of read.floor_view."""
    raise NotImplementedError


def record_penalty(
    by: By, uid: str, contestant_id: int, penalty: str, count: int = 1, withdraws: str = ""
) -> dict[str, Any] | Refusal:
    """Count a penalty, or take an earlier one (`withdraws`: its uid) back. Answers the row of read.floor_view."""
    raise NotImplementedError
