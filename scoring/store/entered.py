"""What was entered about contestants, as the tables hold it, and the engine's Facts made from it. Knows no name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, Select, bindparam, inspect, select
from sqlalchemy.orm import Session

from scoring.engine import clock, marks
from scoring.rubrics.language import Rubric
from scoring.rubrics.values import parse_duration
from scoring.store.models import Adjustment, ClockFact, Contestant, HeldMark, Mark, Penalty, Ruling, Seat, Signature

KINDS: Mapping[str, type[Any]] = {
    "marks": Mark,
    "held": HeldMark,
    "clock": ClockFact,
    "penalties": Penalty,
    "adjustments": Adjustment,
    "rulings": Ruling,
    "signatures": Signature,
}
COLUMNS: Mapping[str, str] = {
    "marks": "id uid contestant_id seat_id item place value order withdraws means",
    "held": "id uid contestant_id seat_id item place value order withdraws code at person_id",
    "clock": "id contestant_id module act value at",
    "penalties": "id uid contestant_id penalty count withdraws item",
    "adjustments": "id contestant_id module value reason",
    "rulings": "id contestant_id act value seat_id reason",
    "signatures": "id contestant_id seat_id act reason person_id at digest settings_version",
}
# Refusals that are no fault of what was entered. Of others (a reading out of range) the judge is told, no one else.
LATE = frozenset(
    ("submitted", "signed", "excused", "not-open", "not-together", "moved", "overtaken", "taken-over", "withdraw-other")
)
NAMES = {"count": "times"}  # a Row has a method called count

Fact = Row[Any]
Chair = Seat | Row[Any]  # a seat, or only its id, key, panel and whether it is a trainee's


def _reading(kind: str) -> Select[Any]:
    """Plain columns, no mapped objects: this is read at every tap."""
    columns = inspect(KINDS[kind]).columns
    named = [columns[name].label(NAMES.get(name, name)) for name in COLUMNS[kind].split()]
    return select(*named).where(columns["contestant_id"].is_not(None)).order_by(columns["id"])


def _of_event(kind: str) -> Select[Any]:
    return _reading(kind).where(inspect(KINDS[kind]).columns["event_id"] == bindparam("event"))


def _of_some(kind: str) -> Select[Any]:
    contestant = inspect(KINDS[kind]).columns["contestant_id"]
    return _reading(kind).where(contestant.in_(bindparam("contestants", expanding=True)))


# Made once: putting a statement together costs more than running it.
OF_EVENT = {kind: _of_event(kind) for kind in KINDS}
OF_SOME = {kind: _of_some(kind) for kind in KINDS}


@dataclass(slots=True)
class Entered:
    """The facts of one contestant by kind, each in the order they were written."""

    marks: list[Fact] = field(default_factory=list)
    held: list[Fact] = field(default_factory=list)
    clock: list[Fact] = field(default_factory=list)
    penalties: list[Fact] = field(default_factory=list)
    adjustments: list[Fact] = field(default_factory=list)
    rulings: list[Fact] = field(default_factory=list)
    signatures: list[Fact] = field(default_factory=list)

    @property
    def status(self) -> str:
        """What the chief ruled last: one of STATUSES, or ""."""
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

    @property
    def late(self) -> list[Fact]:
        """The held marks that somebody must still decide about: enter them again, or leave them aside."""
        settled = {ruling.value for ruling in self.rulings if ruling.act == "aside"}
        return [held for held in self.held if held.code in LATE and held.uid not in settled]

    def handed(self, seats: Iterable[int]) -> Fact | None:
        """The last submit or return of the sheet that these seats fill in."""
        seats = set(seats)
        acts = (
            each for each in reversed(self.signatures) if each.seat_id in seats and each.act in ("submit", "return")
        )
        return next(acts, None)

    def asked(self, seats: Iterable[int]) -> Fact | None:
        """The `ask` that these seats wait for, or the `decline` that answered it; a return or a submit ends both."""
        seats = set(seats)
        last = next((each for each in reversed(self.signatures) if each.seat_id in seats), None)
        return last if last is not None and last.act in ("ask", "decline") else None

    def adjusted(self) -> dict[str, Decimal]:
        """What the chief judge added or took, by module; the last word on each stands, 0 is none."""
        last = {each.module: Decimal(each.value) for each in self.adjustments}
        return {module: amount for module, amount in last.items() if amount}

    def counted(self) -> dict[str, list[Fact]]:
        """The penalties that stand, by id, oldest first."""
        withdrawn = {each.withdraws for each in self.penalties if each.withdraws}
        standing: dict[str, list[Fact]] = defaultdict(list)
        for each in self.penalties:
            if not each.withdraws and each.uid not in withdrawn:
                standing[each.penalty].append(each)
        return dict(standing)


@dataclass(frozen=True, slots=True)
class Entrant:
    """What the engine may know of a contestant besides facts: never a name, and a unit only by its row id."""

    number: str
    groups: tuple[tuple[str, str], ...] = ()
    eligible: bool = True
    carried: str = ""


def entrant_of(contestant: Contestant) -> Entrant:
    """The same of a contestant's row."""
    heat = contestant.heat.number if contestant.heat else None
    return entrant(
        contestant.number, heat, contestant.unit_id, contestant.group, contestant.eligible, contestant.carried
    )


def entrant(number: str, heat: int | None, unit_id: int | None, group: str, eligible: bool, carried: str) -> Entrant:
    """Heat, team (the unit) and group, as far as there are any."""
    known = {"heat": heat, "team": unit_id, "group": group}
    return Entrant(number, tuple((name, str(value)) for name, value in known.items() if value), eligible, carried)


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
    for kind in KINDS:
        if kind not in kinds:
            continue
        if contestant_ids is None:
            facts = session.execute(OF_EVENT[kind], {"event": event_id})
        else:
            facts = session.execute(OF_SOME[kind], {"contestants": contestant_ids})
        for fact in facts:
            getattr(found[fact.contestant_id], kind).append(fact)
    return found


def group(rubric: Rubric, seats: Sequence[Chair], seat: Chair) -> list[Chair]:
    """The seats that fill in one sheet together: those of a shared panel; else the seat alone, as a trainee's is."""
    shared = any(panel.id == seat.panel and panel.combine == "shared" for panel in rubric.panels)
    if seat.trainee or not shared:
        return [seat]
    return [each for each in seats if each.panel == seat.panel and not each.trainee]


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


def facts_from(rubric: Rubric, entrant: Entrant, seats: Sequence[Chair], entered: Entered) -> marks.Facts:
    """What the engine takes: marks of all seats that judge, times of stopped clocks, penalties, values, status.

    Trainees are left out here, and nowhere else: they judge along, and no result knows of them.
    """
    excused = entered.excused
    sitting = [seat for seat in seats if seat.id not in excused and not seat.trainee]
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
    counted = entered.counted()
    return marks.Facts(
        contestant=entrant.number,
        marks=tuple(all_marks),
        seats={panel: tuple(keys) for panel, keys in panels.items()},
        time={module: watch.seconds(0) for module, watch in times.items() if watch.state == "stopped"},
        penalties={penalty: sum(each.times for each in facts) for penalty, facts in counted.items()},
        named={
            penalty: tuple(each.item for each in facts if each.item)
            for penalty, facts in counted.items()
            if any(each.item for each in facts)
        },
        adjust=entered.adjusted(),
        groups=dict(entrant.groups),
        eligible=entrant.eligible,
        carried=Fraction(entrant.carried) if entrant.carried else None,
        outside={item: fact.value for item, fact in outside_of(entered.marks).items()},
        status=entered.status,
    )
