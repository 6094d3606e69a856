"""The reconciliation certificate: is every entry that the tablets made here, once, unaltered? It reads no score."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scoring.store.chain import link
from scoring.store.entered import LATE
from scoring.store.models import Contestant, Device, Event, HeldMark, Journal, Mark, Ruling, Seat, Signature, db

COLUMNS = ("uid", "contestant_id", "seat_id", "item", "place", "value", "order", "withdraws", "journal", "number")


@dataclass(slots=True)
class JournalCount:
    """One tablet's list for one seat: entries 1 … `made` should be here. Lists name the numbers at fault."""

    journal: str
    device: str
    made: int
    received: int
    missing: list[int] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)
    altered: list[int] = field(default_factory=list)
    last: str = ""  # the link of the last entry, as the tablet shows its beginning

    @property
    def whole(self) -> bool:
        """None missing, none twice, none altered."""
        return not (self.missing or self.twice or self.altered)


@dataclass(slots=True)
class SeatCount:
    """One seat: its journals, and what came in other ways, which has no journal to be checked against."""

    seat_id: int
    key: str
    title: str
    journals: list[JournalCount] = field(default_factory=list)
    entered: int = 0  # stand in the sheets
    held: int = 0  # kept apart, with the reason
    undecided: int = 0  # of those, how many nobody has decided about
    proxy: int = 0
    paper: int = 0
    unnumbered: int = 0  # by other programs, without a journal

    @property
    def made(self) -> int:
        return sum(each.made for each in self.journals)

    @property
    def received(self) -> int:
        return sum(each.received for each in self.journals)

    @property
    def whole(self) -> bool:
        """Everything that the seat's tablets made is here, once and unaltered."""
        return all(each.whole for each in self.journals)


def certificate(event: Event) -> list[SeatCount]:
    """One SeatCount a seat, by position. Entries of the practice contestant are counted too: the chain runs through."""
    session = db.session()
    seats = {
        seat.id: SeatCount(seat.id, seat.key, seat.title)
        for seat in session.scalars(select(Seat).where(Seat.event_id == event.id).order_by(Seat.position, Seat.id))
    }
    entries: dict[str, list[Any]] = {}
    for table in (Mark, HeldMark):
        for row in _rows(session, table, event.id):
            count = seats.get(row.seat_id)
            if count is None:
                continue  # a value from outside
            if table is HeldMark:
                count.held += 1
            else:
                count.entered += 1
                count.proxy += row.means == "proxy"
                count.paper += row.means == "paper"
                count.unnumbered += not row.means and row.number is None
            if row.number is not None:
                entries.setdefault(row.journal, []).append(row)
    for held in _undecided(session, event.id):
        seats[held].undecided += 1
    for journal, seat_id, device, made in _journals(session, event.id, entries):
        seats[seat_id].journals.append(_count(journal, device, made, entries.get(journal, [])))
    return list(seats.values())


def _rows(session: Session, table: type[Any], event_id: int) -> Iterable[Any]:
    columns = [getattr(table, name) for name in (*COLUMNS, "link", "means") if hasattr(table, name)]
    return session.execute(select(*columns).where(table.event_id == event_id).order_by(table.id))


def _undecided(session: Session, event_id: int) -> Iterable[int]:
    """The seat of each; what was practised, or entered by a trainee, nobody has to decide about."""
    settled = select(Ruling.value).where(Ruling.event_id == event_id, Ruling.act == "aside")
    late = select(HeldMark.seat_id).join(Seat, Seat.id == HeldMark.seat_id).where(Seat.trainee.is_(False))
    late = late.join(Contestant, Contestant.id == HeldMark.contestant_id).where(Contestant.practice.is_(False))
    late = late.where(HeldMark.event_id == event_id, HeldMark.code.in_(LATE))
    return session.scalars(late.where(HeldMark.uid.not_in(settled)))


def _journals(
    session: Session, event_id: int, entries: dict[str, list[Any]]
) -> Iterable[tuple[str, int, str, int]]:
    """(journal, seat, kind of device, how many entries it is known to have made), the oldest first.

    How many is the highest of what the tablet said of itself, what stands in a handing-in, and what arrived.
    """
    said: dict[str, tuple[int, int]] = {}  # of a journal: its seat, and how many
    signed = select(Signature.journal, Signature.seat_id, Signature.number).where(Signature.event_id == event_id)
    for journal, seat_id, number in session.execute(signed.where(Signature.journal != "").order_by(Signature.number)):
        said[journal] = seat_id or 0, number
    asked = select(Journal, Device.label).outerjoin(Device, Device.id == Journal.device_id)
    rows = session.execute(asked.where(Journal.event_id == event_id).order_by(Journal.at, Journal.id)).all()
    for row in rows:
        journal = row.Journal
        arrived = max((each.number for each in entries.get(journal.id, [])), default=0)
        yield journal.id, journal.seat_id, row.label or "", max(journal.head, said.get(journal.id, (0, 0))[1], arrived)
    for lost in sorted((entries.keys() | said.keys()) - {row.Journal.id for row in rows}):
        own = entries.get(lost, [])  # its row was taken away by hand; who wrote in it, or signed, still names it
        seat_id, made = said.get(lost, (own[0].seat_id if own else 0, 0))
        yield lost, seat_id, "", max([made, *(each.number for each in own)])


def _count(journal: str, device: str, made: int, rows: list[Any]) -> JournalCount:
    """Walk the chain from 1; after a gap the next entry has nothing to be checked against but is here."""
    count = JournalCount(journal, device, made, len(rows))
    by_number: dict[int, Any] = {}
    for row in rows:
        if row.number in by_number:
            count.twice.append(row.number)
        by_number[row.number] = row
    previous: str | None = journal
    for number in range(1, made + 1):
        row = by_number.get(number)
        if row is None:
            count.missing.append(number)
            previous = None
            continue
        content = (row.uid, row.contestant_id, row.seat_id, row.item, row.place, row.value, row.order, row.withdraws)
        if previous is not None and link(previous, number, *content) != row.link:
            count.altered.append(number)
        previous = row.link
    count.last = previous or ""
    return count
