"""What was entered about contestants, as the tables hold it, and the engine's Facts made from it. Knows no name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from scoring.engine import clock, marks
from scoring.rubrics.language import Rubric
from scoring.rubrics.values import parse_duration
from scoring.store.models import ClockFact, Mark, Penalty, Ruling, Seat, Signature

TIMES = Penalty.count.label("times")  # a Row has a method called count

MARK = (
    Mark.id, Mark.uid, Mark.contestant_id, Mark.seat_id, Mark.item, Mark.place, Mark.value, Mark.order, Mark.withdraws
)  # fmt: skip
CLOCK = (ClockFact.id, ClockFact.contestant_id, ClockFact.module, ClockFact.act, ClockFact.value, ClockFact.at)
PENALTY = (Penalty.id, Penalty.uid, Penalty.contestant_id, Penalty.penalty, TIMES, Penalty.withdraws)
RULING = (Ruling.id, Ruling.contestant_id, Ruling.act, Ruling.value, Ruling.seat_id, Ruling.reason)
SIGNATURE = (
    Signature.id, Signature.contestant_id, Signature.seat_id, Signature.act, Signature.reason, Signature.person_id,
    Signature.at, Signature.digest,
)  # fmt: skip

KINDS: Mapping[str, tuple[type[Any], tuple[Any, ...]]] = {
    "marks": (Mark, MARK),
    "clock": (ClockFact, CLOCK),
    "penalties": (Penalty, PENALTY),
    "rulings": (Ruling, RULING),
    "signatures": (Signature, SIGNATURE),
}

Fact = Row[Any]


@dataclass(slots=True)
class Entered:
    """The facts of one contestant by kind, each in the order they were written."""

    marks: list[Fact] = field(default_factory=list)
    clock: list[Fact] = field(default_factory=list)
    penalties: list[Fact] = field(default_factory=list)
    rulings: list[Fact] = field(default_factory=list)
    signatures: list[Fact] = field(default_factory=list)

    @property
    def status(self) -> str:
        """What the chief ruled last: dns, dnf, dsq, void, or ""."""
        return next((ruling.value for ruling in reversed(self.rulings) if ruling.act == "status"), "")

    @property
    def excused(self) -> frozenset[int]:
        """The seats that do not judge this contestant."""
        last = {ruling.seat_id: ruling.act for ruling in self.rulings if ruling.act in ("excuse", "seat")}
        return frozenset(seat for seat, act in last.items() if act == "excuse")

    @property
    def signature(self) -> Fact | None:
        """The chief's signature, while it stands."""
        last = next((each for each in reversed(self.signatures) if each.act in ("sign", "reopen")), None)
        return last if last is not None and last.act == "sign" else None

    def handed(self, seats: Iterable[int]) -> Fact | None:
        """The last submit or return of the sheet that these seats fill in."""
        seats = set(seats)
        acts = (
            each for each in reversed(self.signatures) if each.seat_id in seats and each.act in ("submit", "return")
        )
        return next(acts, None)

    def counted(self) -> dict[str, list[Fact]]:
        """The penalties that stand, by id, oldest first."""
        withdrawn = {each.withdraws for each in self.penalties if each.withdraws}
        standing: dict[str, list[Fact]] = defaultdict(list)
        for each in self.penalties:
            if not each.withdraws and each.uid not in withdrawn:
                standing[each.penalty].append(each)
        return dict(standing)


@dataclass(frozen=True, slots=True)
class Watch:
    """A clock as its facts leave it: `acts` since the last reset; `set` is a time read from a watch instead."""

    acts: tuple[tuple[str, int], ...] = ()
    set: Decimal | None = None

    @property
    def state(self) -> str:
        """ready, running, paused or stopped."""
        return "stopped" if self.set is not None else clock.clock_state(self.acts)

    def seconds(self, now_ms: int) -> Decimal:
        """Working time so far, in hundredths of a second, cut."""
        return self.set if self.set is not None else clock.elapsed(self.acts, now_ms)

    @property
    def started(self) -> int | None:
        """When it was first started."""
        return next((at for act, at in self.acts if act == "start"), None)


def clocked(rubric: Rubric) -> list[str]:
    """The modules that have a clock."""
    return [module.id for module in rubric.parts if module.clock]


def watches(rubric: Rubric, facts: Sequence[Fact]) -> dict[str, Watch]:
    """The clock of each clocked module."""
    modules = clocked(rubric)
    found: dict[str, Watch] = {}
    for module in modules:
        acts: list[tuple[str, int]] = []
        time: Decimal | None = None
        for fact in facts:
            if (fact.module or modules[0]) != module:
                continue
            if fact.act == "reset":
                acts, time = [], None
            elif fact.act == "set":
                time = parse_duration(fact.value)
            else:
                acts.append((fact.act, fact.at))
        found[module] = Watch(tuple(acts), time)
    return found


def load(
    session: Session,
    event_id: int,
    contestant_ids: Sequence[int] | None = None,
    kinds: Collection[str] = frozenset(KINDS),
) -> dict[int, Entered]:
    """The facts of an event, or of some of its contestants, by contestant; only the `kinds` asked for."""
    found: dict[int, Entered] = defaultdict(Entered)
    for kind, (table, columns) in KINDS.items():
        if kind not in kinds:
            continue
        query = select(*columns).where(table.contestant_id.is_not(None)).order_by(table.id)
        if contestant_ids is None:
            query = query.where(table.event_id == event_id)
        else:
            query = query.where(table.contestant_id.in_(contestant_ids))
        for fact in session.execute(query):
            getattr(found[fact.contestant_id], kind).append(fact)
    return found


def group(rubric: Rubric, seats: Sequence[Seat], seat: Seat) -> list[Seat]:
    """The seats that fill in one sheet together: those of a shared panel; else the seat alone."""
    shared = any(panel.id == seat.panel and panel.combine == "shared" for panel in rubric.panels)
    return [each for each in seats if each.panel == seat.panel] if shared else [seat]


def engine_marks(facts: Iterable[Fact], keys: Mapping[int, str]) -> tuple[marks.Mark, ...]:
    """Marks of one sheet as the engine takes them; a withdrawal reaches no other sheet."""
    facts = list(facts)
    owner = {fact.uid: fact.seat_id for fact in facts}
    return tuple(
        marks.Mark(keys[fact.seat_id], fact.item, fact.place, fact.value, fact.order, fact.uid, fact.withdraws)
        for fact in facts
        if fact.seat_id in keys and (not fact.withdraws or owner.get(fact.withdraws, fact.seat_id) in keys)
    )


def outside_of(facts: Iterable[Fact]) -> dict[str, Fact]:
    """The values from outside that stand, by item; an empty value took the earlier one back."""
    last: dict[str, Fact] = {}
    for fact in facts:
        if fact.seat_id is None:
            last[fact.item] = fact
    return {item: fact for item, fact in last.items() if fact.value}


def facts_from(rubric: Rubric, number: str, seats: Sequence[Seat], entered: Entered) -> marks.Facts:
    """What the engine takes: marks of all seats that judge, times of stopped clocks, penalties, values, status."""
    excused = entered.excused
    sitting = [seat for seat in seats if seat.id not in excused]
    panels: dict[str, list[str]] = defaultdict(list)
    for seat in sitting:
        panels[seat.panel].append(seat.key)
    all_marks: list[marks.Mark] = []
    for panel in panels:
        together = any(each.id == panel and each.combine == "shared" for each in rubric.panels)
        here = [seat for seat in sitting if seat.panel == panel]
        for keys in [{seat.id: seat.key for seat in here}] if together else [{seat.id: seat.key} for seat in here]:
            all_marks += engine_marks((mark for mark in entered.marks if mark.seat_id in keys), keys)
    times = watches(rubric, entered.clock)
    return marks.Facts(
        contestant=number,
        marks=tuple(all_marks),
        seats={panel: tuple(keys) for panel, keys in panels.items()},
        time={module: watch.seconds(0) for module, watch in times.items() if watch.state == "stopped"},
        penalties={penalty: sum(each.times for each in facts) for penalty, facts in entered.counted().items()},
        outside={item: fact.value for item, fact in outside_of(entered.marks).items()},
        status=entered.status,
    )
