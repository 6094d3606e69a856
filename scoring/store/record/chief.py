"""Writing what the chief decides: return a sheet, excuse a seat, status, sign a result, open it again."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from scoring.engine.marks import STATUSES
from scoring.store.derived import Known, derive, sheet_state
from scoring.store.entered import Entered, entrant_of, load
from scoring.store.models import Ruling, Seat, Signature
from scoring.store.record.fact import By, Scene, add, is_signed, repeated, scene_of
from scoring.store.refusals import Refusal, RowProblem, refusal
from scoring.store.rubrics import settings_of
from scoring.store.signed import copy_of, digest_of
from scoring.store.writer import write

LONGEST = 500


def return_sheet(by: By, uid: str, contestant_id: int, seat_id: int, reason: str) -> Signature | Refusal:
    """Give a submitted sheet back to its seat. Refused without a reason, or when the result is signed."""

    def work(session: Session) -> Signature | Refusal:
        def act(scene: Scene) -> Signature | Refusal:
            seat, entered = scene.seat(seat_id), _entered(session, scene)
            if seat is None:
                return refusal("not-together")
            if sheet_state(scene.rubric, scene.seats, seat, entered)[0] != "submitted":
                return refusal("not-submitted")
            return _sign(session, by, uid, scene, "return", seat_id=seat_id, reason=reason)

        same = {"contestant_id": contestant_id, "seat_id": seat_id, "act": "return"}
        return _once(session, Signature, uid, same, act) if reason.strip() else refusal("reason")

    return write(work)


def excuse_seat(by: By, uid: str, contestant_id: int, seat_id: int, reason: str) -> Ruling | Refusal:
    """This seat does not judge this contestant (回避)."""
    if not reason.strip():
        return refusal("reason")
    return write(lambda session: _seat_ruling(session, by, uid, contestant_id, seat_id, "excuse", reason))


def seat_again(by: By, uid: str, contestant_id: int, seat_id: int, reason: str = "") -> Ruling | Refusal:
    """An excused seat judges after all."""
    return write(lambda session: _seat_ruling(session, by, uid, contestant_id, seat_id, "seat", reason))


def set_status(by: By, uid: str, contestant_id: int, status: str, reason: str = "") -> Ruling | Refusal:
    """One of STATUSES, or "" to lift it; a reason is needed for what takes a result away."""
    if status and status not in STATUSES:
        return refusal("status", status=status[:20])
    if status in ("fail", "dsq", "annul", "void") and not reason.strip():
        return refusal("reason")

    def work(session: Session) -> Ruling | Refusal:
        same = {"contestant_id": contestant_id, "act": "status", "value": status}
        found: Ruling | Refusal = _once(
            session, Ruling, uid, same, lambda scene: _rule(session, by, uid, scene, "status", status, None, reason)
        )
        return found

    return write(work)


def sign_result(by: By, uid: str, contestant_id: int) -> Signature | Refusal:
    """Sign: the result is copied, digested and released. Refused unless complete, saying what is missing."""
    return write(lambda session: _sign_result(session, by, uid, contestant_id))


def sign_results(by: By, uid_prefix: str, contestant_ids: Sequence[int]) -> list[RowProblem]:
    """Sign each that is complete, in one transaction; answers why the others were not (rows of the list, from 1)."""

    def work(session: Session) -> list[RowProblem]:
        problems = []
        changes: dict[int, int] = {}
        for row, contestant_id in enumerate(contestant_ids, start=1):
            with session.begin_nested() as attempt:
                session.info["changes"] = {}
                signed = _sign_result(session, by, f"{uid_prefix}.{contestant_id}", contestant_id)
                if isinstance(signed, Refusal):
                    problems.append(RowProblem(row, signed))
                    attempt.rollback()
                else:
                    changes |= session.info["changes"]
        session.info["changes"] = changes
        return problems

    return write(work)


def reopen_result(by: By, uid: str, contestant_id: int, reason: str) -> Signature | Refusal:
    """Take the signature back: the result leaves the public board until it is signed again."""
    if not reason.strip():
        return refusal("reason")

    def work(session: Session) -> Signature | Refusal:
        def act(scene: Scene) -> Signature | Refusal:
            if not is_signed(session, contestant_id):
                return refusal("not-signed")
            return _sign(session, by, uid, scene, "reopen", reason=reason)

        same = {"contestant_id": contestant_id, "act": "reopen"}
        found: Signature | Refusal = _once(session, Signature, uid, same, act, signed=True)
        return found

    return write(work)


def _once(
    session: Session,
    table: type[Any],
    uid: str,
    same: dict[str, Any],
    act: Callable[[Scene], Any],
    *,
    signed: bool = False,
) -> Any:
    """The row this uid made before, else what `act` makes of the scene."""
    row = repeated(session, table, uid, **same)
    if row is not None:
        return row
    scene = scene_of(session, same["contestant_id"], signed=signed)
    return scene if isinstance(scene, Refusal) else act(scene)


def _seat_ruling(
    session: Session, by: By, uid: str, contestant_id: int, seat_id: int, act: str, reason: str
) -> Ruling | Refusal:
    def decide(scene: Scene) -> Ruling | Refusal:
        seat = scene.seat(seat_id)
        if seat is None:
            return refusal("not-together")
        excused = seat_id in _entered(session, scene).excused
        if excused == (act == "excuse"):
            return refusal("already-excused" if excused else "not-excused", seat=seat.key)
        return _rule(session, by, uid, scene, act, "", seat, reason)

    same = {"contestant_id": contestant_id, "act": act, "seat_id": seat_id}
    found: Ruling | Refusal = _once(session, Ruling, uid, same, decide)
    return found


def _sign_result(session: Session, by: By, uid: str, contestant_id: int) -> Signature | Refusal:
    def act(scene: Scene) -> Signature | Refusal:
        entered = _entered(session, scene)
        known = derive(scene.rubric, entrant_of(scene.contestant), scene.seats, entered)
        refused = unready(known, scene.seats)
        if refused is not None:
            return refused
        version = scene.event.settings_version
        copy = copy_of(scene.event, known.result, settings_of(scene.event), version)
        return _sign(session, by, uid, scene, "sign", copy=copy, digest=digest_of(copy), settings_version=version)

    same = {"contestant_id": contestant_id, "act": "sign"}
    found: Signature | Refusal = _once(session, Signature, uid, same, act)
    return found


def unready(known: Known, seats: Sequence[Seat]) -> Refusal | None:
    """Why the chief cannot sign yet."""
    if known.out:
        keys = [seat.key for seat in seats if seat.id in known.out]
        return refusal("sheets-out", seats="、".join(keys), seats_en=", ".join(keys))
    if known.late:
        return refusal("held", count=len(known.late))
    if known.asked:
        keys = [seat.key for seat in seats if seat.id in known.asked]
        return refusal("asked", seats="、".join(keys), seats_en=", ".join(keys))
    if known.missing:
        zh, en = (
            "；".join(reason.say("zh") for reason in known.missing),
            [reason.say("en") for reason in known.missing],
        )
        return refusal("incomplete", missing_zh=zh, missing_en="; ".join(en))
    return None if known.touched or known.result.status != "ok" else refusal("nothing-entered")


def _entered(session: Session, scene: Scene) -> Entered:
    return load(session, scene.event.id, [scene.contestant.id])[scene.contestant.id]


def _rule(
    session: Session, by: By, uid: str, scene: Scene, act: str, value: str, seat: Seat | None, reason: str
) -> Ruling:
    seat_id = seat.id if seat else None
    values = {"act": act, "value": value, "seat_id": seat_id, "reason": reason.strip()[:LONGEST]}
    return session.get_one(Ruling, add(session, Ruling, by, uid, scene, **values))


def _sign(
    session: Session,
    by: By,
    uid: str,
    scene: Scene,
    act: str,
    seat_id: int | None = None,
    reason: str = "",
    copy: str = "",
    digest: str = "",
    settings_version: int = 0,
) -> Signature:
    kept = {"copy": copy, "digest": digest, "settings_version": settings_version}
    values = {"act": act, "seat_id": seat_id, "reason": reason.strip()[:LONGEST], **kept}
    return session.get_one(Signature, add(session, Signature, by, uid, scene, **values))
