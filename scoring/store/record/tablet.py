"""Taking what a tablet sends: every mark is entered or held, none is dropped, and each has its number in a journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from scoring.store.chain import JOURNAL, LINK, MOST_ENTRIES, link
from scoring.store.clock import now_ms
from scoring.store.entered import LATE, group, load
from scoring.store.models import Base, Contestant, Event, HeldMark, Journal, Mark, Seat
from scoring.store.read.sheets import Ground, sheet, told
from scoring.store.record.fact import SEATS, UID, By, Scene, add_all, touch
from scoring.store.record.sheets import NewMark, ground_now, row_of, sitting, wrong
from scoring.store.refusals import Refusal, refusal
from scoring.store.rubrics import rubric_of
from scoring.store.writer import write

Newest = tuple[str, str, int]  # item, place, row id
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
    "link",
    where=lambda table: (
        (table.journal == bindparam("journal")) & table.number.in_(bindparam("numbers", expanding=True))
    ),
)
LOCK = select(Event).where(Event.id == bindparam("event")).with_for_update()  # SQLite has one writer anyway
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

    `known` had been received before. `unjudged`: nothing became of them, they must be numbered again (journal-forked).
    """

    refusals: dict[str, Refusal] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    unjudged: set[str] = field(default_factory=set)
    state: dict[str, Any] | None = None  # the SheetState afterwards; None where the sheet is none of the sender's
    ground: Ground | None = None

    def refuse(self, uids: Iterable[str], why: Refusal) -> None:
        for uid in uids:
            self.refusals[uid] = why
            if why.code in LATE:
                self.kept.add(uid)


@dataclass(frozen=True, slots=True)
class Way:
    """How marks come. `bar` is a code of LATE where the sender has no right to enter here any more: all are held then.

    `carried`: brought by another device than the tablet that made them, which may have entered newer ones itself.
    """

    bar: str = ""
    carried: bool = False


STRAIGHT = Way()


def take_marks(
    by: By,
    contestant_id: int,
    seat_id: int,
    marks: Sequence[NewMark],
    language: str = "zh",
    way: Way = STRAIGHT,
) -> Taken | Refusal:
    """Enter the marks of one sheet, in one transaction; hold each that cannot be entered, with the reason.

    A uid that is known is answered as it was the first time. Refused as a whole only where nothing can be kept: no such
    sheet, a uid that names another fact, a place in the journal that another mark has, or that follows on another one
    (journal-forked).
    """
    done = write(lambda session: _take(session, by, contestant_id, seat_id, marks, way))
    if isinstance(done, Refusal):
        return done
    if not way.bar:
        done.state = told(done.ground, language) if done.ground else sheet(contestant_id, seat_id, language)
    return done


def record_heads(by: By, heads: Sequence[tuple[str, int, int]]) -> None:
    """Note how many entries each journal has, as (journal, seat_id, entries made)."""
    heads = [head for head in heads if JOURNAL.fullmatch(head[0]) and 0 < head[2] <= MOST_ENTRIES]

    def work(session: Session) -> None:
        for journal, seat_id, head in heads:
            seat = session.get(Seat, seat_id)
            if seat is not None and _note(session, by, journal, seat, head):
                session.get_one(Journal, journal).device_id = by.device_id  # the tablet may have signed in anew

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
    session: Session, by: By, contestant_id: int, seat_id: int, marks: Sequence[NewMark], way: Way
) -> Taken | Refusal:
    if not all(UID.fullmatch(mark["uid"]) for mark in marks):
        return refusal("uid")
    contestant, seat = _pair(session, contestant_id, seat_id)
    if contestant is None or seat is None:
        return refusal("not-together")
    event = session.scalars(LOCK, {"event": seat.event_id}).one()  # the same request may be under way a second time
    known = {row.uid: row for row in session.execute(KNOWN, {"uids": [mark["uid"] for mark in marks]})}
    if any((row.contestant_id, row.seat_id) != (contestant_id, seat_id) for row in known.values()):
        return refusal("uid-reused")
    if len(known) < len(marks):
        event = touch(session, event.id)
    scene = Scene(contestant, event, rubric_of(event), list(session.scalars(SEATS, {"event": event.id})))
    taken = Taken(known=set(known))
    for row in known.values():
        if row.code:
            mark = next(mark for mark in marks if mark["uid"] == row.uid)
            taken.refuse([row.uid], _again(session, scene, seat, mark, row.code))
    fresh = [mark for mark in marks if mark["uid"] not in known]
    if fresh:
        if not _in_journal(session, by, seat, contestant_id, fresh):
            taken.unjudged = {mark["uid"] for mark in fresh}
            return taken if known else refusal("journal-forked")
        _enter(session, by, scene, seat, fresh, way, taken)
        taken.ground = ground_now(session, scene, seat)
    return taken


def _enter(
    session: Session, by: By, scene: Scene, seat: Seat, fresh: Sequence[NewMark], way: Way, taken: Taken
) -> None:
    """Write every fresh mark into the table where it belongs."""
    shut = _shut(session, scene, seat, way.bar)
    device = 0 if way.carried else by.device_id or 0
    newest = [] if shut else _newest(session, device, scene, seat, fresh)
    rows: dict[type[Base], list[dict[str, object]]] = {Mark: [], HeldMark: []}
    for mark in fresh:
        row = row_of(seat, mark)
        why = shut or wrong(session, scene, seat, mark)
        if why is None and _overtaken(mark, newest):
            why = refusal("overtaken")
        if why is not None:
            taken.refuse([mark["uid"]], why)
            row["code"] = why.code
        rows[HeldMark if why else Mark].append(row)
    for table, new in rows.items():
        if new:
            add_all(session, table, by, scene, new)


def _pair(session: Session, contestant_id: int, seat_id: int) -> tuple[Contestant | None, Seat | None]:
    """Contestant and seat whatever their state is; None where they are not of one event."""
    places = joinedload(Contestant.heat), joinedload(Contestant.station)
    contestant = session.get(Contestant, contestant_id, options=places)
    seat = session.get(Seat, seat_id)
    together = contestant is not None and seat is not None and seat.event_id == contestant.event_id
    return (contestant, seat) if together else (None, None)


def _shut(session: Session, scene: Scene, seat: Seat, bar: str) -> Refusal | None:
    """Why nothing can be entered on this sheet now."""
    if scene.event.state != "open" and bar != "taken-over":
        return refusal("not-open")  # nobody sits anywhere then
    if bar:
        return refusal(bar)
    kinds = ("rulings", "signatures")
    entered = load(session, scene.event.id, [scene.contestant.id], kinds=kinds)[scene.contestant.id]
    free = sitting(scene, seat.id, entered)
    return free if isinstance(free, Refusal) else None


def _again(session: Session, scene: Scene, seat: Seat, mark: NewMark, code: str) -> Refusal:
    """The sentence that a held mark was answered with the first time."""
    if code in LATE:
        return refusal(code, seat=seat.key)
    return wrong(session, scene, seat, mark) or refusal("item", item=mark.get("item", ""))


def _in_journal(session: Session, by: By, seat: Seat, contestant_id: int, fresh: Sequence[NewMark]) -> bool:
    """Whether the places that these marks claim in their journals are free and follow on what stands before them."""
    claimed: dict[str, dict[int, NewMark]] = {}
    numbered = [mark for mark in fresh if mark.get("number")]
    for mark in numbered:
        claimed.setdefault(mark["journal"], {})[mark["number"]] = mark
    if sum(map(len, claimed.values())) < len(numbered):
        return False
    for journal, marks in claimed.items():
        asked = {"journal": journal, "numbers": [*marks, *(number - 1 for number in marks)]}
        links = {row.number: row.link for row in session.execute(NUMBERED, asked)}
        for number, mark in marks.items():
            if number in links:
                return False
            before = links.get(number - 1)
            if before is not None and _link(before, contestant_id, seat.id, mark) != mark["link"]:
                return False
    return all(_note(session, by, journal, seat, max(marks)) for journal, marks in claimed.items())


def _link(before: str, contestant_id: int, seat_id: int, mark: NewMark) -> str:
    texts = {name: str(mark.get(name, "")) for name in ("uid", "item", "place", "value", "withdraws")}
    return link(before, mark["number"], contestant=contestant_id, seat=seat_id, order=mark.get("order", 0), **texts)


def _newest(
    session: Session, device: int, scene: Scene, seat: Seat, fresh: Sequence[NewMark]
) -> Sequence[Newest]:
    """The newest marks (item, place, row id) of other tablets that this one did not know of."""
    if "known" not in fresh[0]:
        return []
    together = [each.id for each in group(scene.rubric, scene.seats, seat)]
    asked = {"contestant": scene.contestant.id, "seats": together, "device": device}
    asked |= {"journal": fresh[0].get("journal") or "", "known": min(mark.get("known", 0) for mark in fresh)}
    return [(item, place, newest) for item, place, newest in session.execute(NEWER, asked)]


def _overtaken(mark: NewMark, newest: Sequence[Newest]) -> bool:
    """Whether another tablet said something newer of that place; what is said of a whole item is of all its places."""
    item, place, known = mark.get("item", ""), mark.get("place", ""), mark.get("known", 0)
    return any(id_ > known and of == item and (not at or not place or at == place) for of, at, id_ in newest)


def misplaced(journal: str, number: object, link: str) -> str | None:
    """Which of these, a mark's place in its tablet's journal, is not well formed; None where all are."""
    if not JOURNAL.fullmatch(journal):
        return "journal"
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_ENTRIES:
        return "number"
    return None if LINK.fullmatch(link) else "link"
