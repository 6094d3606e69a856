"""Writing paper sheets: one person keys a sheet in, another confirms or rejects it. Only a confirmed one is marks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scoring.store.derived import sheet_state
from scoring.store.entered import Chair, Entered, group, load
from scoring.store.keyed import Line, body_of, lines_of, marks_of, with_lines
from scoring.store.models import Event, Keying, Mark, Person, Seat
from scoring.store.read.sheets import ON_SHEET, ground_of, score_of
from scoring.store.record.fact import SEATS, By, Scene, add, add_all, repeated, scene_of
from scoring.store.record.sheets import Hand, NewMark, hand_in, row_of, sitting, wrong
from scoring.store.refusals import Refusal, refusal
from scoring.store.rubrics import rubric_of
from scoring.store.writer import write

LONGEST = 500


def record_keyed(by: By, uid: str, contestant_id: int, seat_id: int, lines: Sequence[Line]) -> Keying | Refusal:
    """Keep what the paper says: (item, place, value) …, the whole sheet. Nothing of it counts yet.

    Refused once the sheet has entries, while items are missing, or while what somebody else keyed waits. Of two keyed
    by the same person the later stands. A repeated uid is the same fact only while that waits and says the same.
    """
    return write(lambda session: _key(session, by, uid, contestant_id, seat_id, lines))


def confirm_keyed(by: By, uid: str, keyed: str) -> Keying | Refusal:
    """A second person has compared it with the paper: now it is marks by the first, and the sheet is handed in."""
    return write(lambda session: _decide(session, by, uid, keyed, "confirmed", ""))


def reject_keyed(by: By, uid: str, keyed: str, reason: str) -> Keying | Refusal:
    """It does not say what the paper says: it goes back to who keyed it. Also once the sheet came in another way."""
    reason = reason.strip()[:LONGEST]
    if not reason:
        return refusal("reason")
    return write(lambda session: _decide(session, by, uid, keyed, "rejected", reason))


def _key(
    session: Session, by: By, uid: str, contestant_id: int, seat_id: int, lines: Sequence[Line]
) -> Keying | Refusal:
    same = {"contestant_id": contestant_id, "seat_id": seat_id, "act": "keyed"}
    row: Keying | Refusal | None = repeated(session, Keying, uid, **same)
    if row is not None:
        return row if isinstance(row, Refusal) else _again(session, row, lines)
    found = _untouched(session, contestant_id, seat_id)
    if isinstance(found, Refusal):
        return found
    scene, seat, entered = found
    waiting = _waiting(session, contestant_id, group(scene.rubric, scene.seats, seat))
    if waiting is not None and waiting.person_id != by.person_id:
        person = session.get(Person, waiting.person_id) if waiting.person_id else None
        return refusal("keying-waits", name=person.name if person else "?")
    refused = _wrong(session, scene, seat, entered, uid, lines)
    if refused is not None:
        return refused
    return _add(session, by, uid, scene, seat, act="keyed", body=body_of(lines))


def _again(session: Session, row: Keying, lines: Sequence[Line]) -> Keying | Refusal:
    """What the same page is answered when it comes once more, perhaps corrected after the browser's Back."""
    event = session.get_one(Event, row.event_id)
    seats = list(session.scalars(SEATS, {"event": event.id}))
    seat = next(seat for seat in seats if seat.id == row.seat_id)
    waiting = _waiting(session, row.contestant_id, group(rubric_of(event), seats, seat))
    return row if waiting is row and row.body == body_of(lines) else refusal("page-sent")


def _decide(session: Session, by: By, uid: str, keyed: str, act: str, reason: str) -> Keying | Refusal:
    row: Keying | Refusal | None = repeated(session, Keying, uid, of=keyed, act=act)
    if row is not None:
        return row if isinstance(row, Refusal) or row.reason == reason else refusal("keying-decided")
    first = session.scalar(select(Keying).where(Keying.uid == keyed, Keying.act == "keyed"))
    if first is None:
        return refusal("unknown")
    if by.person_id is None or by.person_id == first.person_id:
        return refusal("keying-same")
    if act == "rejected":
        scene = scene_of(session, first.contestant_id, signed=True)
        seat = scene.seat(first.seat_id) if isinstance(scene, Scene) else None
        if isinstance(scene, Refusal) or seat is None:
            return scene if isinstance(scene, Refusal) else refusal("not-together")
    else:
        found = _untouched(session, first.contestant_id, first.seat_id)
        if isinstance(found, Refusal):
            return found
        scene, seat, entered = found
    waiting = _waiting(session, first.contestant_id, group(scene.rubric, scene.seats, seat))
    if waiting is None or waiting.id != first.id:
        return refusal("keying-decided")
    if act == "confirmed":
        refused = _enter(session, by, uid, scene, seat, entered, first)
        if refused is not None:
            return refused
    return _add(session, by, uid, scene, seat, act=act, of=keyed, reason=reason)


def _enter(
    session: Session, by: By, uid: str, scene: Scene, seat: Seat, entered: Entered, first: Keying
) -> Refusal | None:
    """Make it marks by who keyed it, and hand the sheet in for who confirmed it."""
    lines = lines_of(first)
    refused = _wrong(session, scene, seat, entered, first.uid, lines)  # the day's settings may have changed meanwhile
    if refused is not None:
        return refused
    rows = [row_of(seat, _new(mark)) | {"means": "paper"} for mark in marks_of(first.uid, seat.id, lines)]
    add_all(session, Mark, By(first.person_id, first.device_id), scene, rows)
    entered = load(session, scene.event.id, [scene.contestant.id], kinds=ON_SHEET)[scene.contestant.id]
    return hand_in(session, by, f"{uid}.in", scene, seat, entered, Hand(reason="paper"))


def _untouched(
    session: Session, contestant_id: int, seat_id: int
) -> tuple[Scene, Seat, Entered] | Refusal:
    """The scene of a sheet that nobody has entered anything on."""
    scene = scene_of(session, contestant_id)
    if isinstance(scene, Refusal):
        return scene
    entered = load(session, scene.event.id, [contestant_id], kinds=ON_SHEET)[contestant_id]
    seat = sitting(scene, seat_id, entered)
    if isinstance(seat, Refusal):
        return seat
    together = {each.id for each in group(scene.rubric, scene.seats, seat)}
    state, _ = sheet_state(scene.rubric, scene.seats, seat, entered)
    if state != "untouched" or any(mark.seat_id in together for mark in entered.marks):
        return refusal("keying-touched")
    return scene, seat, entered


def _waiting(session: Session, contestant_id: int, together: Sequence[Chair]) -> Keying | None:
    """What was keyed last for the sheet of these seats, while nobody has decided about it."""
    mine = Keying.contestant_id == contestant_id, Keying.seat_id.in_([each.id for each in together])
    last = session.scalar(select(Keying).where(*mine).order_by(Keying.id.desc()).limit(1))
    return last if last is not None and last.act == "keyed" else None


def _wrong(
    session: Session, scene: Scene, seat: Seat, entered: Entered, uid: str, lines: Sequence[Line]
) -> Refusal | None:
    for mark in marks_of(uid, seat.id, lines):
        refused = wrong(session, scene, seat, _new(mark))
        if refused is not None:
            return refused
    whole = with_lines(entered, uid, seat.id, lines)
    score = score_of(ground_of(scene.contestant, scene.event, scene.rubric, scene.seats, seat, whole))
    if score.open:
        return refusal("open-items", count=len(score.open), items="、".join(score.open), items_en=", ".join(score.open))
    return None


def _new(mark: Any) -> NewMark:
    return NewMark(uid=mark.uid, item=mark.item, place=mark.place, value=mark.value, order=mark.order)


def _add(session: Session, by: By, uid: str, scene: Scene, seat: Seat, **values: str) -> Keying:
    return session.get_one(Keying, add(session, Keying, by, uid, scene, seat_id=seat.id, **values))
