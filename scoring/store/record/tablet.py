"""Taking what a tablet sends: every mark is entered or held, none is dropped, and each has its number in a journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from scoring.store.chain import JOURNAL, LINK, MOST_ENTRIES
from scoring.store.clock import now_ms
from scoring.store.entered import LATE, group, load
from scoring.store.models import Base, Contestant, Event, HeldMark, Journal, Mark, Seat
from scoring.store.read.sheets import Ground, sheet, told
from scoring.store.record.fact import SEATS, UID, By, Scene, add_all, touch
from scoring.store.record.sheets import NewMark, ground_now, row_of, sitting, wrong
from scoring.store.refusals import Refusal, refusal
from scoring.store.rubrics import rubric_of
from scoring.store.writer import write

_MARK, _HELD = (Base.metadata.tables[name] for name in ("mark", "held_mark"))


def _of_both(*columns: str, where: Any) -> Select[Any]:
    """The same question to entered and to held marks, with the code of the refusal, "" where there is none."""

    def asked(table: Table, code: Any) -> Select[Any]:
        return select(*(table.c[name] for name in columns), code.label("code")).where(where(table.c))

    return union_all(asked(_MARK, literal("")), asked(_HELD, _HELD.c.code))  # type: ignore[return-value]


# Put together once: these are asked at every tap.
KNOWN = _of_both(
    "uid", "contestant_id", "seat_id", where=lambda table: table.uid.in_(bindparam("uids", expanding=True))
)
NUMBERED = _of_both(
    "number",
    where=lambda table: (
        (table.journal == bindparam("journal")) & table.number.in_(bindparam("numbers", expanding=True))
    ),
)
NEWER = (
    select(_MARK.c.item, _MARK.c.place, func.max(_MARK.c.id))
    .where(_MARK.c.contestant_id == bindparam("contestant"), _MARK.c.seat_id.in_(bindparam("seats", expanding=True)))
    .where(_MARK.c.id > bindparam("known"))
    .where(or_(_MARK.c.journal.is_(None), _MARK.c.journal != bindparam("journal")))
    .where(or_(_MARK.c.device_id.is_(None), _MARK.c.device_id != bindparam("device")))
    .group_by(_MARK.c.item, _MARK.c.place)
)


@dataclass(slots=True)
class Taken:
    """What became of marks: refusals by uid (those of `kept` are held for a decision); all others are entered.

    `known` had been received before.
    """

    refusals: dict[str, Refusal] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    state: dict[str, Any] | None = None  # the SheetState afterwards; None where the sheet is none of the sender's
    ground: Ground | None = None

    def refuse(self, uids: Iterable[str], why: Refusal) -> None:
        for uid in uids:
            self.refusals[uid] = why
            if why.code in LATE:
                self.kept.add(uid)


def take_marks(
    by: By, contestant_id: int, seat_id: int, marks: Sequence[NewMark], language: str = "zh", bar: str = ""
) -> Taken | Refusal:
    """Enter the marks of one sheet, in one transaction; hold each that cannot be entered, with the reason.

    `bar` is a code of LATE where the sender has no right to enter here any more: then all are held. A uid that is known
    is answered as it was the first time. Refused as a whole only where nothing can be kept: no such sheet, a uid that
    names another fact, a place in the journal that another mark has (code journal-forked).
    """
    done = write(lambda session: _take(session, by, contestant_id, seat_id, marks, bar))
    if isinstance(done, Refusal):
        return done
    if not bar:
        done.state = told(done.ground, language) if done.ground else sheet(contestant_id, seat_id, language)
    return done


def record_heads(by: By, heads: Sequence[tuple[str, int, int]]) -> None:
    """Note how many entries each journal has, as (journal, seat_id, entries made)."""
    heads = [head for head in heads if JOURNAL.fullmatch(head[0]) and 0 < head[2] <= MOST_ENTRIES]

    def work(session: Session) -> None:
        for journal, seat_id, head in heads:
            seat = session.get(Seat, seat_id)
            if seat is not None:
                _note(session, by, journal, seat, head)

    if heads:
        write(work)


def _note(session: Session, by: By, journal: str, seat: Seat, head: int) -> bool:
    """The journal reaches at least this far; False where it is another seat's."""
    row = session.get(Journal, journal)
    if row is None:
        row = Journal(id=journal, event_id=seat.event_id, seat_id=seat.id, device_id=by.device_id, head=0, at=0)
        session.add(row)
    if row.seat_id != seat.id:
        return False
    if head > row.head:
        row.head, row.at = head, now_ms()
    return True


def _take(
    session: Session, by: By, contestant_id: int, seat_id: int, marks: Sequence[NewMark], bar: str
) -> Taken | Refusal:
    if not all(UID.fullmatch(mark["uid"]) for mark in marks):
        return refusal("uid")
    known = {row.uid: row for row in session.execute(KNOWN, {"uids": [mark["uid"] for mark in marks]})}
    if any((row.contestant_id, row.seat_id) != (contestant_id, seat_id) for row in known.values()):
        return refusal("uid-reused")
    scene = _scene(session, contestant_id, seat_id, fresh=len(known) < len(marks))
    seat = scene.seat(seat_id) if scene else None
    if scene is None or seat is None:
        return refusal("not-together")
    taken = Taken(known=set(known))
    for row in known.values():
        if row.code:
            mark = next(mark for mark in marks if mark["uid"] == row.uid)
            taken.refuse([row.uid], _again(session, scene, seat, mark, row.code))
    fresh = [mark for mark in marks if mark["uid"] not in known]
    if fresh:
        if not _numbers_free(session, by, seat, fresh):
            return refusal("journal-forked")
        _enter(session, by, scene, seat, fresh, bar, taken)
        taken.ground = ground_now(session, scene, seat)
    return taken


def _enter(
    session: Session, by: By, scene: Scene, seat: Seat, fresh: Sequence[NewMark], bar: str, taken: Taken
) -> None:
    """Write every fresh mark into the table where it belongs."""
    shut = _shut(session, scene, seat, bar)
    newer = {} if shut else _newer(session, by, scene, seat, fresh)
    rows: dict[type[Base], list[dict[str, object]]] = {Mark: [], HeldMark: []}
    for mark in fresh:
        row = row_of(seat, mark)
        why = shut or wrong(session, scene, seat, mark)
        if why is None and newer.get((mark.get("item"), mark.get("place", "")), 0) > mark.get("known", 0):
            why = refusal("overtaken")
        if why is not None:
            taken.refuse([mark["uid"]], why)
            row["code"] = why.code
        rows[HeldMark if why else Mark].append(row)
    for table, new in rows.items():
        if new:
            add_all(session, table, by, scene, new)


def _scene(session: Session, contestant_id: int, seat_id: int, *, fresh: bool) -> Scene | None:
    """The scene of these marks whatever its state is; None where seat and contestant are not of one event."""
    places = joinedload(Contestant.heat), joinedload(Contestant.station)
    contestant = session.get(Contestant, contestant_id, options=places)
    seat = session.get(Seat, seat_id)
    if contestant is None or seat is None or seat.event_id != contestant.event_id:
        return None
    event = touch(session, contestant.event_id) if fresh else session.get_one(Event, contestant.event_id)
    return Scene(contestant, event, rubric_of(event), list(session.scalars(SEATS, {"event": event.id})))


def _shut(session: Session, scene: Scene, seat: Seat, bar: str) -> Refusal | None:
    """Why nothing can be entered on this sheet now."""
    if bar or scene.event.state != "open":
        return refusal(bar or "not-open")
    kinds = ("rulings", "signatures")
    entered = load(session, scene.event.id, [scene.contestant.id], kinds=kinds)[scene.contestant.id]
    free = sitting(scene, seat.id, entered)
    return free if isinstance(free, Refusal) else None


def _again(session: Session, scene: Scene, seat: Seat, mark: NewMark, code: str) -> Refusal:
    """The sentence that a held mark was answered with the first time."""
    if code in LATE:
        return refusal(code, seat=seat.key)
    return wrong(session, scene, seat, mark) or refusal("item", item=mark.get("item", ""))


def _numbers_free(session: Session, by: By, seat: Seat, fresh: Sequence[NewMark]) -> bool:
    """Whether the places that these marks claim in their journals are free."""
    claimed: dict[str, list[int]] = {}
    for mark in fresh:
        if mark.get("journal"):
            claimed.setdefault(mark["journal"], []).append(mark["number"])
    for journal, numbers in claimed.items():
        if len(set(numbers)) < len(numbers) or not _note(session, by, journal, seat, max(numbers)):
            return False
        if session.execute(NUMBERED, {"journal": journal, "numbers": numbers}).first() is not None:
            return False
    return True


def _newer(
    session: Session, by: By, scene: Scene, seat: Seat, fresh: Sequence[NewMark]
) -> dict[tuple[Any, Any], int]:
    """By item and place the newest mark (its row id) of another tablet that this one did not know of."""
    if "known" not in fresh[0]:
        return {}
    together = [each.id for each in group(scene.rubric, scene.seats, seat)]
    asked = {"contestant": scene.contestant.id, "seats": together, "device": by.device_id or 0}
    asked |= {"journal": fresh[0].get("journal") or "", "known": min(mark.get("known", 0) for mark in fresh)}
    return {(item, place): newest for item, place, newest in session.execute(NEWER, asked)}


def misplaced(journal: str, number: object, link: str) -> str | None:
    """Which of these, a mark's place in its tablet's journal, is not well formed; None where all are."""
    if not JOURNAL.fullmatch(journal):
        return "journal"
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_ENTRIES:
        return "number"
    return None if LINK.fullmatch(link) else "link"
