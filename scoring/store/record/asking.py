"""Writing what is said about a sheet that was handed in: the judge asks to have it back, the chief declines.

Granting is the chief's `return_sheet`. Nothing here changes a mark, and the sheet stays handed in until it is returned.
"""

from sqlalchemy.orm import Session

from scoring.store.derived import asked_of
from scoring.store.entered import Entered, group, load
from scoring.store.models import Seat, Signature
from scoring.store.record.fact import By, Scene, add, repeated, scene_of
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

LONGEST = 500


def ask_back(by: By, uid: str, contestant_id: int, seat_id: int, reason: str) -> Signature | Refusal:
    """The judge asks for the sheet; possible after the chief signed, too. Refused without a reason, or when asked."""
    if not reason.strip():
        return refusal("reason")
    return write(lambda session: _act(session, by, uid, contestant_id, seat_id, "ask", reason))


def unask(by: By, uid: str, contestant_id: int, seat_id: int) -> Signature | Refusal:
    """The judge takes the asking back."""
    return write(lambda session: _act(session, by, uid, contestant_id, seat_id, "unask", ""))


def decline(by: By, uid: str, contestant_id: int, seat_id: int, reason: str) -> Signature | Refusal:
    """The chief leaves the sheet as it is, and tells the judge why."""
    if not reason.strip():
        return refusal("reason")
    return write(lambda session: _act(session, by, uid, contestant_id, seat_id, "decline", reason))


def _act(
    session: Session, by: By, uid: str, contestant_id: int, seat_id: int, act: str, reason: str
) -> Signature | Refusal:
    row: Signature | Refusal | None = repeated(
        session, Signature, uid, contestant_id=contestant_id, seat_id=seat_id, act=act
    )
    if row is not None:
        return row
    scene = scene_of(session, contestant_id, signed=True)
    if isinstance(scene, Refusal):
        return scene
    seat = scene.seat(seat_id)
    if seat is None:
        return refusal("not-together")
    entered = load(session, scene.event.id, [contestant_id], kinds=("rulings", "signatures"))[contestant_id]
    refused = _untimely(scene, seat, entered, act)
    if refused is not None:
        return refused
    values = {"seat_id": seat_id, "act": act, "reason": reason.strip()[:LONGEST]}
    return session.get_one(Signature, add(session, Signature, by, uid, scene, **values))


def _untimely(scene: Scene, seat: Seat, entered: Entered, act: str) -> Refusal | None:
    """Only a sheet that is handed in can be asked for, and only what was asked can be taken back or declined."""
    asked = asked_of(scene.rubric, scene.seats, seat, entered)
    waiting = asked is not None and asked.act == "ask"
    if act != "ask":
        return None if waiting else refusal("not-asked")
    handed = entered.handed(each.id for each in group(scene.rubric, scene.seats, seat))
    if handed is None or handed.act != "submit":
        return refusal("not-submitted")
    return refusal("already-asked") if waiting else None
