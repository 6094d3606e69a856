"""One contestant's result: modules added up, what acts on the total, and where it stands. The field: `field.py`.

A Result keeps every figure on the way to its total, so that each can be shown with its calculation.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from scoring.engine.effects import NO_AWARD, outcome_reason
from scoring.engine.figures import ZERO, decimals_of, plain, rounded
from scoring.engine.gather import given_of
from scoring.engine.marks import Facts, Mark
from scoring.engine.module import ModuleScore, assemble
from scoring.engine.penalties import charges, sum_of
from scoring.engine.performance import performance_of
from scoring.engine.reasons import Reason
from scoring.engine.total import total_of
from scoring.rubrics.language import Rubric

Status = Literal["ok", "incomplete", "dns", "dnf", "wdr", "fail", "dsq", "annul", "void", "ooc"]
WORST_FIRST: tuple[Status, ...] = ("annul", "dsq", "dns", "wdr", "dnf", "void", "fail")
WITH_TOTAL = ("ok", "fail", "ooc")  # outcomes that keep their total on show, once nothing is missing


@dataclass(frozen=True, slots=True)
class Result:
    """One contestant's result with every figure it came from.

    `total` is None unless `status` is "ok", "fail" or "ooc" and nothing is missing; `running` is the same figure as far
    as it is known, untouched items counting as if nothing were found. `exact` is the figure before the last rounding.
    `facts` are what it was made from. `penalties` and `effects` act on the total of all modules. `why` says what is
    missing when incomplete, the cause of a status, else every point lost. `flags` are to be looked at. Who is not
    `eligible` keeps the rank and wins no award. `parts`: see `parts_of`.
    """

    contestant: str
    status: Status
    modules: tuple[ModuleScore, ...]
    exact: Fraction
    running: Decimal
    total: Decimal | None
    why: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    parts: Mapping[str, str]
    facts: Facts
    penalties: tuple[Reason, ...] = ()
    effects: tuple[Reason, ...] = ()
    flags: tuple[Reason, ...] = ()
    eligible: bool = True


def result_of(rubric: Rubric, facts: Facts) -> Result:
    """The result of one contestant; items that depend on the field are still pending (`standings` settles them)."""
    performance = performance_of(rubric, facts.marks, facts.outside)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in facts.marks:
        marks[mark.seat].append(mark)
    return close(
        rubric,
        facts,
        tuple(
            assemble(rubric, module, given_of(rubric, module, facts, performance, marks)) for module in rubric.parts
        ),
    )


def close(rubric: Rubric, facts: Facts, modules: tuple[ModuleScore, ...]) -> Result:
    """Add the modules up, let act what acts on the total, and say where the result stands."""
    missing = tuple(reason for module in modules for reason in module.missing)
    if not any(module.entered or module.outcomes for module in modules):
        missing += (Reason("nothing-entered"),)
    penalties = charges(rubric.whole_penalties, facts.penalties, rubric.ranking.wins)
    exact, own, acting = total_of(rubric, facts, modules, penalties, bool(missing))
    outcomes = [outcome for module in modules if module.entered for outcome in module.outcomes]
    outcomes += [(each.outcome, outcome_reason(each)) for each in acting if each.outcome]
    barred = tuple(reason for found, reason in outcomes if found == NO_AWARD)
    eligible = facts.eligible and not barred
    eligible = eligible and all(found != NO_AWARD for module in modules for found, _ in module.outcomes)
    status = _status(facts, outcomes, missing)
    running = rounded(exact, rubric.rounding.decimals, rubric.rounding.at("total")[1])
    why: tuple[Reason, ...]
    whole = (*(reason for module in modules for reason in module.reasons), *penalties, *own)
    causes = tuple(reason for found, reason in outcomes if found == status) or (Reason(status),)
    if status in ("ok", "ooc"):
        why = (*whole, *barred)
    elif status == "incomplete":
        why = missing
    else:
        why = (*causes, *whole) if status == "fail" and not missing else causes
    return Result(
        contestant=facts.contestant,
        status=status,
        modules=modules,
        exact=exact,
        running=running,
        total=running if status in WITH_TOTAL and not missing else None,
        why=why,
        missing=missing,
        parts=parts_of(rubric, modules, penalties, facts),
        facts=facts,
        penalties=penalties,
        effects=own,
        eligible=eligible,
        flags=tuple(flag for module in modules for flag in module.flags),
    )


def parts_of(
    rubric: Rubric, modules: Sequence[ModuleScore], penalties: Sequence[Reason] = (), facts: Facts | None = None
) -> dict[str, str]:
    """The figures a table shows beside the total, as text rounded like totals; penalties and overtime are negative.

    Modules, weighted ones as `<module>.weighted`, panels, `penalties`, `clock` (the points of the time); in a longer
    rubric also `section:<id>`, `group:<id>`, every run as `<section>#<number>`, `time:<module>` in seconds, `carried`.
    A panel that also marks a special section has none: its sections have. Nor has a module that nobody entered.
    """
    figures: dict[str, Fraction] = {}
    entered = [module for module in modules if module.entered or module.given.entered]
    for module in entered:
        figures[module.module] = module.points
        if module.weight != 1:
            figures[f"{module.module}.weighted"] = module.weighted
        for panel in module.panels:
            if panel.panel in rubric.plain_panels:
                figures[panel.panel] = figures.get(panel.panel, ZERO) + panel.points
    figures["penalties"] = sum((sum_of(module.penalties) - module.taken for module in modules), start=sum_of(penalties))
    figures["clock"] = sum((module.clock.points for module in modules if module.clock), start=ZERO)
    if facts is not None and facts.carried is not None:
        figures["carried"] = facts.carried
    decimals, mode = rubric.rounding.decimals, rubric.rounding.at("total")[1]
    inner = {name: figure for module in entered for name, figure in _inner_parts(module).items()}
    whole = {name: str(rounded(figure, decimals, mode)) for name, figure in figures.items()}
    return whole | {
        name: plain(figure, decimals) if decimals_of(figure) is not None else str(rounded(figure, decimals, mode))
        for name, figure in inner.items()
    }


def _inner_parts(module: ModuleScore) -> dict[str, Fraction]:
    """Sections, groups, runs and the time of a module, which are written exactly where they end."""
    figures = {f"section:{section.section}": section.points for section in module.sections}
    figures |= {f"group:{group.group}": group.points for group in module.groups}
    for section in module.sections:
        figures |= {run.section: run.points for run in section.runs if run.state == "valid" or run.counts}
    if module.clock:
        figures[f"time:{module.module}"] = Fraction(module.clock.counted)
    return figures


def penalty_points(modules: Sequence[ModuleScore]) -> Fraction:
    """What penalties cost in all modules, as a positive figure before weights, whether it was taken off or added."""
    signs = {"high": -1, "low": 1}
    return sum((module.taken + signs[module.wins] * sum_of(module.penalties) for module in modules), start=ZERO)


def _status(facts: Facts, outcomes: Sequence[tuple[str, Reason]], missing: Sequence[Reason]) -> Status:
    """Absent, not finished, withdrawn, failed, disqualified, annulled, stopped and zero are different outcomes.

    Of several the worst stands: annulled, disqualified, what was said of the contestant, what the rules led to.
    """
    led_to = {status for status, _ in outcomes}
    gravest = [status for status in ("annul", "dsq") if status == facts.status or status in led_to]
    said = [status for status in WORST_FIRST if status == facts.status]
    for status in (*gravest, *said, *(status for status in WORST_FIRST if status in led_to)):
        return status
    if missing:
        return "incomplete"
    return "ooc" if facts.status == "ooc" else "ok"
