"""What follows from one contestant's facts: result, state of every sheet, clocks, penalties, stage. Stores nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.engine.figures import ZERO
from scoring.engine.performance import NOTHING, Performance, performance_of
from scoring.engine.reasons import Reason
from scoring.engine.result import Result, result_of
from scoring.engine.scoresheet import Scoresheet, sheet_of
from scoring.rubrics.language import Rubric
from scoring.store.entered import (
    Chair,
    Entered,
    Entrant,
    Fact,
    Watch,
    engine_marks,
    facts_from,
    group,
    outside_of,
    watches,
)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One seat's sheet in one line. `state`: untouched, entering, submitted, returned, signed or excused."""

    state: str
    covered: int
    of: int
    total: Fraction
    full: Fraction
    open: tuple[str, ...]
    reason: str  # why it was returned
    sums: bool = True  # whether its items are simply added, so that `total` says something
    needed: bool = True  # False where all its modules are optional and nobody entered anything of them
    means: str = ""  # how some of its marks came: proxy (entered at the desk), paper (keyed twice); "" on the tablet
    asked: Fact | None = None  # the judge's `ask` to have it back, or the chief's `decline` of it

    def asks(self, seat: int) -> bool:
        """Whether this seat (of several that share the sheet, the one that did) waits to be answered."""
        return self.asked is not None and self.asked.act == "ask" and self.asked.seat_id == seat


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one contestant. `signature` is the chief's, while it stands.

    `sheets` are those that the result is made of; nothing here but `trainees` knows of a trainee's.
    """

    result: Result
    sheets: Mapping[int, SheetLine]
    clocks: Mapping[str, Watch]
    penalties: Mapping[str, tuple[tuple[str, int], ...]]  # id → (uid, count), oldest first
    status: str
    signature: Fact | None
    touched: bool
    late: tuple[Fact, ...] = ()  # marks that came too late, and nobody decided about
    trainees: Mapping[int, SheetLine] = field(default_factory=dict)

    @property
    def asked(self) -> list[int]:
        """The seats that ask for their sheet back."""
        return [seat for seat, line in self.sheets.items() if line.asks(seat)]

    @property
    def missing(self) -> tuple[Reason, ...]:
        """Why the result cannot be signed, as far as the engine knows."""
        return self.result.missing if self.result.status == "incomplete" else ()

    @property
    def out(self) -> list[int]:
        """The seats that have not handed in; nobody waits for them once a status has ended it."""
        judged = self.result.status in ("ok", "incomplete", "ooc") or (self.result.status == "fail" and not self.status)
        if not judged:
            return []
        waiting = ("untouched", "entering", "returned")
        return [seat for seat, line in self.sheets.items() if line.state in waiting and line.needed]

    @property
    def ready(self) -> bool:
        """Whether the chief can sign."""
        told = self.result.status != "incomplete" and (self.touched or self.result.status != "ok")
        return self.signature is None and told and not (self.out or self.late or self.asked)

    @property
    def stage(self) -> str:
        """Where the result stands: entering, submitted, complete or signed."""
        if self.signature is not None:
            return "signed"
        if self.ready:
            return "complete"
        return "submitted" if any(line.state == "submitted" for line in self.sheets.values()) else "entering"


def derive(rubric: Rubric, entrant: Entrant, seats: Sequence[Chair], entered: Entered) -> Known:
    """Score and describe one contestant."""
    result = result_of(rubric, facts_from(rubric, entrant, seats, entered))
    return Known(
        result=result,
        sheets={seat.id: _line(rubric, seats, seat, entered, result) for seat in seats if not seat.trainee},
        trainees={seat.id: learning(rubric, seats, seat, entered) for seat in seats if seat.trainee},
        clocks=watches(rubric, entered.clock),
        penalties={
            penalty: tuple((each.uid, each.times) for each in facts) for penalty, facts in entered.counted().items()
        },
        status=entered.status,
        signature=entered.signature,
        late=tuple(held for held in entered.late if held.seat_id not in _trainees(seats)),
        touched=bool(_judged(seats, entered) or entered.clock or entered.penalties or entered.adjustments)
        or bool(entered.status),
    )


def sheet_state(rubric: Rubric, seats: Sequence[Chair], seat: Chair, entered: Entered) -> tuple[str, str]:
    """The state of a seat's sheet, and why it was returned."""
    together = {each.id for each in group(rubric, seats, seat)}
    act = entered.handed(together)
    if seat.id in entered.excused:
        return "excused", ""
    if entered.signature is not None and not seat.trainee:
        return "signed", ""
    if act is not None:
        return ("submitted", "") if act.act == "submit" else ("returned", act.reason)
    return ("entering" if any(mark.seat_id in together for mark in entered.marks) else "untouched"), ""


def asked_of(rubric: Rubric, seats: Sequence[Chair], seat: Chair, entered: Entered) -> Fact | None:
    """The `ask` to have this seat's sheet back, or the `decline` of it."""
    return entered.asked(each.id for each in group(rubric, seats, seat))


def _line(rubric: Rubric, seats: Sequence[Chair], seat: Chair, entered: Entered, result: Result) -> SheetLine:
    """From the sheets the result was made of; a panel that works in several modules has one sheet in each."""
    state, reason = sheet_state(rubric, seats, seat, entered)
    sheets = [
        sheet
        for module in result.modules
        for panel in module.panels
        for sheet in panel.sheets
        if panel.panel == seat.panel and seat.key in sheet.seat.split("+")
    ]
    return SheetLine(
        state=state,
        covered=sum(sheet.covered for sheet in sheets),
        of=sum(len(each.items) - len(each.unused) for each in sheets) if sheets else len(rubric.items_of(seat.panel)),
        total=sum((sheet.total for sheet in sheets), start=ZERO),
        full=sum((sheet.full for sheet in sheets), start=ZERO),
        open=tuple(item for sheet in sheets for item in sheet.open),
        reason=reason,
        sums=adds_up(rubric, seat.panel),
        asked=asked_of(rubric, seats, seat, entered),
        needed=bool(sheets) or not rubric.items_of(seat.panel) or all(module.entered for module in result.modules),
        means=means_of(rubric, seats, seat, entered),
    )


def _judged(seats: Sequence[Chair], entered: Entered) -> bool:
    """Whether anybody but a trainee has entered a mark."""
    trainees = _trainees(seats)
    return any(mark.seat_id not in trainees for mark in entered.marks)


def _trainees(seats: Sequence[Chair]) -> set[int]:
    return {seat.id for seat in seats if seat.trainee}


def learning(rubric: Rubric, seats: Sequence[Chair], seat: Chair, entered: Entered) -> SheetLine:
    """The line of a sheet that no result is made of: a trainee's, or one of the practice contestant."""
    state, reason = sheet_state(rubric, seats, seat, entered)
    sheet = own_sheet(rubric, seats, seat, entered)
    return SheetLine(
        state=state,
        covered=sheet.covered,
        of=len(sheet.items) - len(sheet.unused),
        total=sheet.total,
        full=sheet.full,
        open=sheet.open,
        reason=reason,
        sums=adds_up(rubric, seat.panel),
        means=means_of(rubric, seats, seat, entered),
    )


def own_sheet(rubric: Rubric, seats: Sequence[Chair], seat: Chair, entered: Entered) -> Scoresheet:
    """What the seat (with those who fill in its sheet together) has entered, scored apart from all results."""
    keys = {each.id: each.key for each in group(rubric, seats, seat)}
    marks = engine_marks((mark for mark in entered.marks if mark.seat_id in keys), keys)
    performance = performed(rubric, seats, seat, entered)
    return sheet_of(rubric, rubric.items_of(seat.panel), seat.panel, seat.key, marks, performance)


def performed(rubric: Rubric, seats: Sequence[Chair], seat: Chair, entered: Entered) -> Performance:
    """What is known beyond single items where this seat sits; a trainee stands in for the whole of its own panel."""
    if not rubric.performed:
        return NOTHING
    keys = {
        each.id: each.key
        for each in seats
        if each.id not in entered.excused and not each.trainee and not (seat.trainee and each.panel == seat.panel)
    }
    if seat.trainee:
        keys[seat.id] = seat.key
    values = {item: fact.value for item, fact in outside_of(entered.marks).items()}
    return performance_of(rubric, engine_marks(entered.marks, keys), values)


def means_of(rubric: Rubric, seats: Sequence[Chair], seat: Chair, entered: Entered) -> str:
    """How the marks of a sheet came, where not all came on the seat's own tablet: proxy before paper."""
    together = {each.id for each in group(rubric, seats, seat)}
    found = {mark.means for mark in entered.marks if mark.seat_id in together}
    return next((means for means in ("proxy", "paper") if means in found), "")


def adds_up(rubric: Rubric, panel: str) -> bool:
    """Whether the items of a panel are simply added: none multiplies, and none belongs to a run."""
    return not any(rubric.sections_by_item[item.id].special for item in rubric.items_of(panel))
