"""Writing what judges enter: marks, and the act of handing a scoresheet in."""

from collections.abc import Sequence
from typing import Any, TypedDict

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from scoring.engine.values import refuse
from scoring.rubrics.kinds import Item
from scoring.store.derived import sheet_state
from scoring.store.entered import Entered, group, load
from scoring.store.models import Mark, Seat, Signature
from scoring.store.read.sheets import ON_SHEET, Ground, ground_of, score_of, sheet, told
from scoring.store.record.fact import UID, By, Scene, add, add_all, repeated, scene_of
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

MOST_ORDER = 1_000_000
LONGEST = 40  # no value, place or item id is longer
_MARK = Mark.metadata.tables["mark"].c
KNOWN = select(_MARK.uid, _MARK.contestant_id, _MARK.seat_id).where(_MARK.uid.in_(bindparam("uids", expanding=True)))


class NewMark(TypedDict, total=False):
    """One mark, as record_mark takes it; `place` and `withdraws` may be missing, item and value of a withdrawal too."""

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
    mark = NewMark(uid=uid, item=item, place=place, value=value, order=order, withdraws=withdraws)
    return record_marks(by, contestant_id, seat_id, [mark], language)


def record_marks(
    by: By, contestant_id: int, seat_id: int, marks: Sequence[NewMark], language: str = "zh"
) -> dict[str, Any] | Refusal:
    """Several marks of one sheet in one transaction, all or none; answers the SheetState."""
    done = write(lambda session: _marks(session, by, contestant_id, seat_id, marks))
    if isinstance(done, Refusal):
        return done
    return told(done, language) if done else _state(contestant_id, seat_id, language)


def submit_sheet(by: By, uid: str, contestant_id: int, seat_id: int, language: str = "zh") -> dict[str, Any] | Refusal:
    """Hand the scoresheet in; answers the SheetState. Refused while items are open, naming them."""
    refused = write(lambda session: _submit(session, by, uid, contestant_id, seat_id))
    return refused or _state(contestant_id, seat_id, language)


def _state(contestant_id: int, seat_id: int, language: str) -> dict[str, Any] | Refusal:
    return sheet(contestant_id, seat_id, language) or refusal("not-together")


def _marks(
    session: Session, by: By, contestant_id: int, seat_id: int, marks: Sequence[NewMark]
) -> Ground | Refusal | None:
    """Write what is new; what the sheet is made of then is read here, once, and scored after the COMMIT."""
    fresh = _fresh(session, contestant_id, seat_id, marks)
    if isinstance(fresh, Refusal):
        return fresh
    if not fresh:
        return None
    scene = scene_of(session, contestant_id, signed=True)
    if isinstance(scene, Refusal):
        return scene
    entered = load(session, scene.event.id, [contestant_id], kinds=("rulings", "signatures"))[contestant_id]
    seat = _sitting(scene, seat_id, entered)
    if isinstance(seat, Refusal):
        return seat
    sheet_seats = {each.id for each in group(scene.rubric, scene.seats, seat)}
    items = {item.id: item for item in scene.rubric.items_of(seat.panel)}
    for mark in fresh:
        refused = _wrong(session, scene, sheet_seats, items, mark)
        if refused:
            return refused
    add_all(session, Mark, by, scene, [_row(seat, mark) for mark in fresh])
    entered.marks = load(session, scene.event.id, [contestant_id], kinds=("marks",))[contestant_id].marks
    return ground_of(scene.contestant, scene.event, scene.rubric, scene.seats, seat, entered)


def _fresh(session: Session, contestant_id: int, seat_id: int, marks: Sequence[NewMark]) -> list[NewMark] | Refusal:
    """Those that are not written yet; refused when a uid made another fact."""
    if not all(UID.fullmatch(mark["uid"]) for mark in marks):
        return refusal("uid")
    known = {row.uid: row for row in session.execute(KNOWN, {"uids": [mark["uid"] for mark in marks]})}
    if any((row.contestant_id, row.seat_id) != (contestant_id, seat_id) for row in known.values()):
        return refusal("uid-reused")
    return [mark for mark in marks if mark["uid"] not in known]


def _sitting(scene: Scene, seat_id: int, entered: Entered) -> Seat | Refusal:
    """The seat, if its sheet for this contestant may be written on."""
    if entered.signature is not None:
        return refusal("signed")
    seat = scene.seat(seat_id)
    if seat is None:
        return refusal("not-together")
    state, _ = sheet_state(scene.rubric, scene.seats, seat, entered)
    if state == "excused":
        return refusal("excused", seat=seat.key)
    return refusal("submitted") if state == "submitted" else seat


def _wrong(
    session: Session, scene: Scene, sheet_seats: set[int], items: dict[str, Item], mark: NewMark
) -> Refusal | None:
    order = mark.get("order", 0)
    if isinstance(order, bool) or not isinstance(order, int) or not 0 <= order <= MOST_ORDER:
        return refusal("order")
    if mark.get("withdraws"):
        target = session.execute(
            select(Mark.contestant_id, Mark.seat_id).where(Mark.uid == mark["withdraws"])
        ).one_or_none()
        if target and (target.contestant_id != scene.contestant.id or target.seat_id not in sheet_seats):
            return refusal("withdraw-other")
        return None  # an unknown one is still on its way: the order of arrival does not matter
    item = items.get(mark.get("item", ""))
    if item is None:
        return refusal("item", item=mark.get("item", "")[:LONGEST])
    value = mark.get("value", "")
    if len(value) > LONGEST:
        return refusal("long", most=LONGEST)
    return refuse(item, mark.get("place", ""), value)


def _row(seat: Seat, mark: NewMark) -> dict[str, object]:
    return {
        "uid": mark["uid"],
        "seat_id": seat.id,
        "item": mark.get("item", "")[:LONGEST],
        "place": mark.get("place", "")[:LONGEST],
        "value": mark.get("value", "")[:LONGEST],
        "order": mark.get("order", 0),
        "withdraws": mark.get("withdraws", "")[:100],
    }


def _submit(session: Session, by: By, uid: str, contestant_id: int, seat_id: int) -> Refusal | None:
    row = repeated(session, Signature, uid, contestant_id=contestant_id, seat_id=seat_id, act="submit")
    if row is not None:
        return row if isinstance(row, Refusal) else None
    scene = scene_of(session, contestant_id, signed=True)
    if isinstance(scene, Refusal):
        return scene
    entered = load(session, scene.event.id, [contestant_id], kinds=ON_SHEET)[contestant_id]
    seat = _sitting(scene, seat_id, entered)
    if isinstance(seat, Refusal):
        return seat
    score = score_of(ground_of(scene.contestant, scene.event, scene.rubric, scene.seats, seat, entered))
    if score.open:
        return refusal("open-items", count=len(score.open), items="、".join(score.open), items_en=", ".join(score.open))
    add(session, Signature, by, uid, scene, seat_id=seat_id, act="submit", reason="", copy="", digest="")
    return None
