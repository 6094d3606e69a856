"""Writing what judges enter: marks, and the act of handing a scoresheet in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypedDict

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from scoring.engine.values import refuse
from scoring.store.derived import sheet_state
from scoring.store.entered import Entered, group, load
from scoring.store.handed import handed_copy, is_drawn, seen_of
from scoring.store.models import Mark, Seat, Signature
from scoring.store.read.sheets import ON_SHEET, Ground, ground_of, score_of, sheet, slots_of, told
from scoring.store.record.fact import UID, By, Scene, add, add_all, repeated, scene_of
from scoring.store.refusals import Refusal, refusal
from scoring.store.signed import digest_of
from scoring.store.writer import write

MOST_ORDER = 1_000_000
LONGEST = 40  # no value, place or item id is longer
_MARK = Mark.metadata.tables["mark"].c
KNOWN = select(_MARK.uid, _MARK.contestant_id, _MARK.seat_id).where(_MARK.uid.in_(bindparam("uids", expanding=True)))


class NewMark(TypedDict, total=False):
    """One mark, as record_mark takes it; `place` and `withdraws` may be missing, item and value of a withdrawal too.

    From a tablet it has its place in the tablet's journal, as store/chain.py says, and `known` of the SheetState that
    the judge saw; from the desk, that of the SheetState it was compared with.
    """

    uid: str
    item: str
    place: str
    value: str
    order: int
    withdraws: str
    journal: str
    number: int
    link: str
    known: int


@dataclass(frozen=True, slots=True)
class Hand:
    """How a sheet is handed in: the signature's strokes, and how many entries the tablet's journal has by then.

    `reason` is proxy where the desk hands it in, from paper that the judge has signed; paper where it was keyed twice.
    """

    drawn: str = ""
    journal: str = ""
    number: int = 0
    reason: str = ""


NO_HAND = Hand()


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
    by: By, contestant_id: int, seat_id: int, marks: Sequence[NewMark], language: str = "zh", means: str = ""
) -> dict[str, Any] | Refusal:
    """Several marks of one sheet in one transaction, all or none; answers the SheetState.

    `means` is how they come, where they do not come on the seat's own tablet: proxy (entered at the desk).
    """
    done = write(lambda session: _marks(session, by, contestant_id, seat_id, marks, means))
    if isinstance(done, Refusal):
        return done
    return told(done, language) if done else _state(contestant_id, seat_id, language)


def submit_sheet(
    by: By, uid: str, contestant_id: int, seat_id: int, language: str = "zh", hand: Hand = NO_HAND, seen: str = ""
) -> dict[str, Any] | Refusal:
    """Hand the scoresheet in, keeping a copy of it; answers the SheetState. Refused while items are open, naming them.

    `seen` is that of the SheetState which the judge read: refused when the sheet says something else by now. A repeated
    uid is the same handing-in, and answers the same.
    """
    refused = write(lambda session: _submit(session, by, uid, contestant_id, seat_id, hand, seen))
    return refused or _state(contestant_id, seat_id, language)


def _state(contestant_id: int, seat_id: int, language: str) -> dict[str, Any] | Refusal:
    return sheet(contestant_id, seat_id, language) or refusal("not-together")


def _marks(
    session: Session, by: By, contestant_id: int, seat_id: int, marks: Sequence[NewMark], means: str
) -> Ground | Refusal | None:
    """Write what is new."""
    fresh = _fresh(session, contestant_id, seat_id, marks)
    if isinstance(fresh, Refusal):
        return fresh
    if not fresh:
        return None
    scene = scene_of(session, contestant_id, signed=True, practice=True)
    if isinstance(scene, Refusal):
        return scene
    entered = load(session, scene.event.id, [contestant_id], kinds=("rulings", "signatures"))[contestant_id]
    seat = sitting(scene, seat_id, entered)
    if isinstance(seat, Refusal):
        return seat
    if _newer(session, scene, seat, fresh):
        return refusal("overtaken")
    for mark in fresh:
        refused = wrong(session, scene, seat, mark)
        if refused:
            return refused
    add_all(session, Mark, by, scene, [row_of(seat, mark) | {"means": means} for mark in fresh])
    return ground_now(session, scene, seat)


def _newer(session: Session, scene: Scene, seat: Seat, marks: Sequence[NewMark]) -> bool:
    """Whether the sheet has marks that nobody knew of when these were made."""
    if not all("known" in mark for mark in marks):
        return False
    together = [each.id for each in group(scene.rubric, scene.seats, seat)]
    here = _MARK.contestant_id == scene.contestant.id, _MARK.seat_id.in_(together)
    return (session.scalar(select(func.max(_MARK.id)).where(*here)) or 0) > min(mark["known"] for mark in marks)


def ground_now(session: Session, scene: Scene, seat: Seat) -> Ground:
    """What the sheet is made of at this moment of the transaction; it is scored after the COMMIT."""
    entered = load(session, scene.event.id, [scene.contestant.id], kinds=ON_SHEET)[scene.contestant.id]
    return ground_of(scene.contestant, scene.event, scene.rubric, scene.seats, seat, entered)


def _fresh(session: Session, contestant_id: int, seat_id: int, marks: Sequence[NewMark]) -> list[NewMark] | Refusal:
    """Those that are not written yet; refused when a uid made another fact."""
    if not all(UID.fullmatch(mark["uid"]) for mark in marks):
        return refusal("uid")
    known = {row.uid: row for row in session.execute(KNOWN, {"uids": [mark["uid"] for mark in marks]})}
    if any((row.contestant_id, row.seat_id) != (contestant_id, seat_id) for row in known.values()):
        return refusal("uid-reused")
    return [mark for mark in marks if mark["uid"] not in known]


def sitting(scene: Scene, seat_id: int, entered: Entered) -> Seat | Refusal:
    """The seat, if its sheet for this contestant may be written on."""
    seat = scene.seat(seat_id)
    if seat is None:
        return refusal("not-together")
    if entered.signature is not None and not seat.trainee:  # a trainee's sheet is no part of what was signed
        return refusal("signed")
    state, _ = sheet_state(scene.rubric, scene.seats, seat, entered)
    if state == "excused":
        return refusal("excused", seat=seat.key)
    return refusal("submitted") if state == "submitted" else seat


def wrong(session: Session, scene: Scene, seat: Seat, mark: NewMark) -> Refusal | None:
    """Why this mark cannot stand on the seat's sheet."""
    order = mark.get("order", 0)
    if isinstance(order, bool) or not isinstance(order, int) or not 0 <= order <= MOST_ORDER:
        return refusal("order")
    if mark.get("withdraws"):
        target = session.execute(
            select(Mark.contestant_id, Mark.seat_id).where(Mark.uid == mark["withdraws"])
        ).one_or_none()
        together = {each.id for each in group(scene.rubric, scene.seats, seat)}
        if target and (target.contestant_id != scene.contestant.id or target.seat_id not in together):
            return refusal("withdraw-other")
        return None  # an unknown one is still on its way: the order of arrival does not matter
    item = scene.rubric.items.get(mark.get("item", ""))
    if item is None or item not in scene.rubric.items_of(seat.panel):
        return refusal("item", item=mark.get("item", "")[:LONGEST])
    value = mark.get("value", "")
    if len(value) > LONGEST:
        return refusal("long", most=LONGEST)
    return refuse(item, mark.get("place", ""), value)


def row_of(seat: Seat, mark: NewMark) -> dict[str, object]:
    """The columns of the mark, and where it stands in its tablet's journal if it stands in one."""
    return {
        "uid": mark["uid"],
        "seat_id": seat.id,
        "item": mark.get("item", ""),
        "place": mark.get("place", ""),
        "value": mark.get("value", ""),
        "order": mark.get("order", 0),
        "withdraws": mark.get("withdraws", ""),
        "journal": mark.get("journal") or None,
        "number": mark.get("number") or None,
        "link": mark.get("link", ""),
    }


def _submit(
    session: Session, by: By, uid: str, contestant_id: int, seat_id: int, hand: Hand, seen: str
) -> Refusal | None:
    if hand.drawn and not is_drawn(hand.drawn):
        return refusal("drawn")
    row = repeated(session, Signature, uid, contestant_id=contestant_id, seat_id=seat_id, act="submit")
    if row is not None:
        return row if isinstance(row, Refusal) else None
    scene = scene_of(session, contestant_id, signed=True, practice=True)
    if isinstance(scene, Refusal):
        return scene
    entered = load(session, scene.event.id, [contestant_id], kinds=ON_SHEET)[contestant_id]
    seat = sitting(scene, seat_id, entered)
    if isinstance(seat, Refusal):
        return seat
    return hand_in(session, by, uid, scene, seat, entered, hand, seen)


def hand_in(
    session: Session, by: By, uid: str, scene: Scene, seat: Seat, entered: Entered, hand: Hand, seen: str = ""
) -> Refusal | None:
    """Write the signature under a sheet that may be written on, with its copy. Refused while items are open, and where
    it says something else than what was `seen`."""
    ground = ground_of(scene.contestant, scene.event, scene.rubric, scene.seats, seat, entered)
    score, version, slots = score_of(ground), scene.event.settings_version, slots_of(ground.marks)
    if seen and seen != seen_of(slots, score, version):
        return refusal("sheet-changed")
    if score.open:
        return refusal("open-items", count=len(score.open), items="、".join(score.open), items_en=", ".join(score.open))
    copy = handed_copy(scene.event.slug, scene.contestant.number, seat.key, slots, score, version)
    values = {"copy": copy, "digest": digest_of(copy), "settings_version": version, **asdict(hand)}
    add(session, Signature, by, uid, scene, seat_id=seat.id, act="submit", **values)
    return None
