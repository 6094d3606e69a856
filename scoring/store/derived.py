"""What follows from one contestant's facts: result, state of every sheet, clocks, penalties, stage. Stores nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.figures import ZERO
from scoring.engine.reasons import Reason
from scoring.engine.result import Result, result_of
from scoring.rubrics.language import Rubric
from scoring.store.entered import Chair, Entered, Entrant, Fact, Watch, facts_from, group, watches


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


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one contestant. `signature` is the chief's, while it stands."""

    result: Result
    sheets: Mapping[int, SheetLine]
    clocks: Mapping[str, Watch]
    penalties: Mapping[str, tuple[tuple[str, int], ...]]  # id → (uid, count), oldest first
    status: str
    signature: Fact | None
    touched: bool

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
        return self.signature is None and told and not self.out

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
        sheets={seat.id: _line(rubric, seats, seat, entered, result) for seat in seats},
        clocks=watches(rubric, entered.clock),
        penalties={
            penalty: tuple((each.uid, each.times) for each in facts) for penalty, facts in entered.counted().items()
        },
        status=entered.status,
        signature=entered.signature,
        touched=bool(entered.marks or entered.clock or entered.penalties or entered.adjustments or entered.status),
    )


def sheet_state(rubric: Rubric, seats: Sequence[Chair], seat: Chair, entered: Entered) -> tuple[str, str]:
    """The state of a seat's sheet, and why it was returned."""
    together = {each.id for each in group(rubric, seats, seat)}
    act = entered.handed(together)
    if seat.id in entered.excused:
        return "excused", ""
    if entered.signature is not None:
        return "signed", ""
    if act is not None:
        return ("submitted", "") if act.act == "submit" else ("returned", act.reason)
    return ("entering" if any(mark.seat_id in together for mark in entered.marks) else "untouched"), ""


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
        needed=bool(sheets) or not rubric.items_of(seat.panel) or all(module.entered for module in result.modules),
    )


def adds_up(rubric: Rubric, panel: str) -> bool:
    """Whether the items of a panel are simply added: none multiplies, and none belongs to a run."""
    return not any(rubric.sections_by_item[item.id].special for item in rubric.items_of(panel))
