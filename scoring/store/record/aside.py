"""Writing that a mark which came too late is settled: left aside by the chief, or by the judge who made it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from scoring.store.clock import now_ms
from scoring.store.models import HeldMark, Ruling
from scoring.store.record.fact import By, repeated, touch
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

LONGEST = 500


def set_aside(
    by: By, uid: str, held_uid: str, reason: str, own: bool = False, event_id: int | None = None
) -> Ruling | Refusal:
    """Settle a held mark. It changes no figure, so it is possible in a closed event and after signing, too.

    With `event_id` only a mark of that event. `own`: a judge settles what the same person entered, and need give no
    reason; refused when somebody else made it.
    """
    if not own and not reason.strip():
        return refusal("reason")
    return write(lambda session: _aside(session, by, uid, held_uid, reason, own, event_id))


def _aside(
    session: Session, by: By, uid: str, held_uid: str, reason: str, own: bool, event_id: int | None
) -> Ruling | Refusal:
    row: Ruling | Refusal | None = repeated(session, Ruling, uid, act="aside", value=held_uid)
    if row is not None:
        return row
    held = session.scalar(select(HeldMark).where(HeldMark.uid == held_uid))
    if held is None or event_id not in (None, held.event_id):
        return refusal("unknown")
    if own and (by.person_id is None or held.person_id != by.person_id):
        return refusal("held-other")
    touch(session, held.event_id)
    earlier = select(Ruling).where(
        Ruling.contestant_id == held.contestant_id, Ruling.act == "aside", Ruling.value == held_uid
    )
    settled = session.scalars(earlier.order_by(Ruling.id)).first()
    if settled is not None:
        return settled  # twice is once: two people may look at the same mark
    ruling = Ruling(
        uid=uid, person_id=by.person_id, device_id=by.device_id, at=now_ms(), event_id=held.event_id,
        contestant_id=held.contestant_id, seat_id=held.seat_id, act="aside", value=held_uid,
        reason=reason.strip()[:LONGEST],
    )  # fmt: skip
    session.add(ruling)
    session.flush()
    return ruling
