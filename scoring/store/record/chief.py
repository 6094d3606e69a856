"""Writing what the chief decides: return a sheet, excuse a seat, status, sign a result, open it again."""

from collections.abc import Sequence

from scoring.store.models import Ruling, Signature
from scoring.store.record.fact import By
from scoring.store.refusals import Refusal, RowProblem


def return_sheet(by: By, uid: str, contestant_id: int, seat_id: int, reason: str) -> Signature | Refusal:
    """Give a submitted sheet back to its seat. Refused without a reason, or when the result is signed."""
    raise NotImplementedError


def excuse_seat(by: By, uid: str, contestant_id: int, seat_id: int, reason: str) -> Ruling | Refusal:
    """This seat does not judge this contestant (回避)."""
    raise NotImplementedError


def seat_again(by: By, uid: str, contestant_id: int, seat_id: int, reason: str = "") -> Ruling | Refusal:
    """An excused seat judges after all."""
    raise NotImplementedError


def set_status(by: By, uid: str, contestant_id: int, status: str, reason: str = "") -> Ruling | Refusal:
    """dns, dnf, dsq, void, or "" to lift it; a reason is needed for dsq and void."""
    raise NotImplementedError


def sign_result(by: By, uid: str, contestant_id: int) -> Signature | Refusal:
    """Sign: the result is copied, digested and released. Refused unless complete, saying what is missing."""
    raise NotImplementedError


def sign_results(by: By, uid_prefix: str, contestant_ids: Sequence[int]) -> list[RowProblem]:
    """Sign each that is complete, in one transaction; answers why the others were not (row = place in the list, from 1)."""
    raise NotImplementedError


def reopen_result(by: By, uid: str, contestant_id: int, reason: str) -> Signature | Refusal:
    """Take the signature back: the result leaves the public board until it is signed again."""
    raise NotImplementedError
