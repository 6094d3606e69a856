"""One contestant's result: modules added up, what acts on the total, and where it stands. The field: `field.py`.

A Result keeps every figure on the way to its total, so that each can be shown with its calculation.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from scoring.engine.clock import ClockScore, against_low, charge, watched
from scoring.engine.effects import Cause, effect_reason, kept, outcome_reason, short_of
from scoring.engine.figures import ZERO, clock_text, plain, rounded
from scoring.engine.kinds import ItemScore, score_figure, score_item
from scoring.engine.marks import Facts, Mark
from scoring.engine.module import Given, ModuleScore, assemble
from scoring.engine.panel import PanelScore, combine
from scoring.engine.penalties import causes_of, charges, seconds_of, sum_of
from scoring.engine.performance import Performance, performance_of
from scoring.engine.reasons import Reason, both
from scoring.engine.scoresheet import Scoresheet, round_item, sheet_of
from scoring.engine.values import number_of, refuse
from scoring.rubrics.kinds import Item, Outside, Ranked, Timed
from scoring.rubrics.language import Module, Rubric, Run
from scoring.rubrics.rules import Panel
from scoring.rubrics.values import Text, parse_reading

WHOLE = Text(zh="本赛项", en="the event")  # what a sentence calls the only module of an event without modules

Status = Literal["ok", "incomplete", "dns", "dnf", "wdr", "fail", "dsq", "annul", "void", "ooc"]
WORST_FIRST: tuple[Status, ...] = ("annul", "dsq", "dns", "wdr", "dnf", "void", "fail")
WITH_TOTAL = ("ok", "fail", "ooc")  # outcomes that keep their total on show, once nothing is missing


@dataclass(frozen=True, slots=True)
class Result:
    """One contestant's result with every figure it came from.

    `total` is None unless `status` is "ok", "fail" or "ooc" and nothing is missing; `running` is the same figure as far
    as it is known, untouched items counting as if nothing were found. `exact` is the figure before the last rounding.
    `facts` are what it was made from. `penalties` and `effects` act on the total of all modules. `why` says what is
    missing when incomplete, the cause of a status, else every point lost. `flags` are to be looked at. `parts`: see
    `parts_of`.
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


def result_of(rubric: Rubric, facts: Facts) -> Result:
    """The result of one contestant; items that depend on the field are still pending (`standings` settles them)."""
    performance = performance_of(rubric, facts.marks, facts.outside)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in facts.marks:
        marks[mark.seat].append(mark)
    return close(
        rubric, facts, tuple(_module(rubric, module, facts, performance, marks) for module in rubric.parts)
    )


def close(rubric: Rubric, facts: Facts, modules: tuple[ModuleScore, ...]) -> Result:
    """Add the modules up, let act what acts on the total, and say where the result stands."""
    missing = tuple(reason for module in modules for reason in module.missing)
    penalties = charges(rubric.whole_penalties, facts.penalties, rubric.ranking.wins)
    exact, own, causes = _total(rubric, facts, modules, penalties, bool(missing))
    outcomes = [outcome for module in modules for outcome in module.outcomes]
    outcomes += [(str(each.effect.status), outcome_reason(each)) for each in causes if each.effect.status]
    status = _status(facts, modules, outcomes, missing)
    running = rounded(exact, rubric.rounding.decimals, rubric.rounding.at("total")[1])
    why: tuple[Reason, ...]
    if status in ("ok", "ooc"):
        why = (*(reason for module in modules for reason in module.reasons), *penalties, *own)
    elif status == "incomplete":
        why = missing
    else:
        why = _causes(modules, outcomes, status) or (Reason(status),)
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
        flags=tuple(flag for module in modules for flag in module.flags),
    )


def _total(
    rubric: Rubric, facts: Facts, modules: Sequence[ModuleScore], penalties: Sequence[Reason], waiting: bool
) -> tuple[Fraction, tuple[Reason, ...], list[Cause]]:
    """The exact total, what acted on it, and the effects found on the way; all in the order of the manual."""
    rule, own = rubric.total, list[Reason]()
    points = sum((module.weighted for module in modules), start=ZERO)
    if rule.best is not None:
        order = sorted((module.weighted for module in modules if module.entered), reverse=rubric.ranking.wins == "high")
        best = sum(order[: rule.best], start=ZERO)
        own.append(Reason("total-best", best - points, values={"best": str(rule.best), "got": plain(best)}))
        points = best
    if rule.times is not None:
        own.append(Reason("total-times", points * rule.times - points, values={"times": str(rule.times)}))
        points *= rule.times
    if facts.carried is not None:
        own.append(Reason("carried", facts.carried, values={"amount": plain(facts.carried)}))
        points += facts.carried
    points += sum_of(penalties)
    adjusted = Fraction(facts.adjust.get("", 0))
    if adjusted:
        own.append(Reason("adjusted", adjusted, values={"amount": plain(adjusted), **both("title", WHOLE)}))
        points += adjusted
    causes = causes_of(rubric.whole_penalties, facts.penalties, facts.named)
    if rule.needs and not waiting and short_of(rule.needs, points, rubric.full):
        causes.append(Cause(rule.needs.else_, rubric.title))
    for cause in [*(each for module in modules for each in module.whole), *causes]:
        if cause.scope in ("all", "module"):
            after = kept(cause.effect, points)
            if after != points:
                own.append(effect_reason(cause, points, after))
            points = after
    for code, bound, beyond in (("floor", rubric.total_floor, points.__lt__), ("ceiling", rule.at_most, points.__gt__)):
        if bound is not None and bound != "none" and beyond(Fraction(bound)):
            own.append(Reason(code, Fraction(bound) - points, values={"bound": plain(bound)}))
            points = Fraction(bound)
            break
    return points, tuple(own), causes


def parts_of(
    rubric: Rubric, modules: Sequence[ModuleScore], penalties: Sequence[Reason] = (), facts: Facts | None = None
) -> dict[str, str]:
    """The figures a table shows beside the total, as text rounded like totals; penalties and overtime are negative.

    Modules, weighted ones as `<module>.weighted`, panels, `penalties`, `clock` (the points of the time); in a longer
    rubric also `section:<id>`, `group:<id>`, every run as `<section>#<number>`, `time:<module>` in seconds, `carried`.
    """
    figures: dict[str, Fraction] = {}
    for module in modules:
        figures[module.module] = module.points
        if module.weight != 1:
            figures[f"{module.module}.weighted"] = module.weighted
        for panel in module.panels:
            if panel.points or not panel.section:
                figures[panel.panel] = figures.get(panel.panel, ZERO) + panel.points
        figures |= _inner_parts(module)
    figures["penalties"] = sum((sum_of(module.penalties) - module.taken for module in modules), start=sum_of(penalties))
    figures["clock"] = sum((module.clock.points for module in modules if module.clock), start=ZERO)
    if facts is not None and facts.carried is not None:
        figures["carried"] = facts.carried
    decimals, mode = rubric.rounding.decimals, rubric.rounding.at("total")[1]
    return {name: str(rounded(figure, decimals, mode)) for name, figure in figures.items()}


def _inner_parts(module: ModuleScore) -> dict[str, Fraction]:
    """Sections, groups, runs and the time of a module."""
    figures = {f"section:{section.section}": section.points for section in module.sections}
    figures |= {f"group:{group.group}": group.points for group in module.groups}
    for section in module.sections:
        figures |= {run.section: run.points for run in section.runs if run.state == "valid"}
    if module.clock:
        figures[f"time:{module.module}"] = Fraction(module.clock.counted)
    return figures


def penalty_points(modules: Sequence[ModuleScore]) -> Fraction:
    """What penalties cost in all modules, as a positive figure before weights, whether it was taken off or added."""
    signs = {"high": -1, "low": 1}
    return sum((module.taken + signs[module.wins] * sum_of(module.penalties) for module in modules), start=ZERO)


def _status(
    facts: Facts,
    modules: Sequence[ModuleScore],
    outcomes: Sequence[tuple[str, Reason]],
    missing: Sequence[Reason],
) -> Status:
    """Absent, not finished, withdrawn, failed, disqualified, annulled, stopped and zero are different outcomes.

    Of several the worst stands: annulled, disqualified, what was said of the contestant, what the rules led to.
    """
    led_to = {status for status, _ in outcomes}
    led_to |= {"void" for module in modules if module.clock and module.clock.void}
    for status in WORST_FIRST:
        if facts.status == status and status in ("annul", "dsq"):
            return status
        if status in led_to and status in ("annul", "dsq"):
            return status
    for status in WORST_FIRST:
        if facts.status == status:
            return status
    for status in WORST_FIRST:
        if status in led_to:
            return status
    if missing:
        return "incomplete"
    return "ooc" if facts.status == "ooc" else "ok"


def _causes(
    modules: Sequence[ModuleScore], outcomes: Sequence[tuple[str, Reason]], status: str
) -> tuple[Reason, ...]:
    """What led to a status: penalties, minimums missed, times."""
    led = tuple(reason for found, reason in outcomes if found == status)
    clocks = (module.clock for module in modules if module.clock and module.clock.void and status == "void")
    return (*led, *(reason for clock in clocks for reason in clock.reasons))


def _module(
    rubric: Rubric, module: Module, facts: Facts, performance: Performance, marks: Mapping[str, list[Mark]]
) -> ModuleScore:
    panels = tuple(_panels(rubric, module, facts, performance, marks))
    clock, missing = _clock(rubric, module, facts)
    outside = tuple(_outside(rubric, module, facts, performance, clock))
    missing = [reason for panel in panels for reason in panel.missing] + missing
    for item in module.items:
        if isinstance(item, Outside | Ranked) and value_of(item, facts) is None and _expected(rubric, item, performance):
            missing.append(Reason("no-value", item=item.id, values=both("title", item.title)))
    entered = not module.optional or _entered(module, facts)
    if not entered:
        panels, outside, missing = (), (), []
    return assemble(rubric, module, Given(panels, outside, clock, tuple(missing), facts, performance, entered))


def _expected(rubric: Rubric, item: Item, performance: Performance) -> bool:
    """Whether an item has to be there: it is in no run, or in one that has to be there and was not told by a word."""
    section = rubric.sections_by_item[item.id]
    if not isinstance(section, Run):
        return item.untouched == "incomplete"
    return performance.expects(section) and section.id not in performance.words


def _entered(module: Module, facts: Facts) -> bool:
    """Whether anything at all is known of an optional module."""
    items = {item.id for item in module.items}
    penalties = {penalty.id for penalty in module.penalties}
    return (
        any(mark.item in items for mark in facts.marks)
        or any(item in items for item in facts.outside)
        or any(facts.penalties.get(penalty) for penalty in penalties)
        or module.id in facts.time
        or module.id in facts.watches
    )


def _clock(rubric: Rubric, module: Module, facts: Facts) -> tuple[ClockScore | None, list[Reason]]:
    """The time of a module and what it means, or what is missing to say so."""
    if module.clock is None:
        return None, []
    seconds, apart = facts.time.get(module.id), None
    if seconds is None:
        seconds, apart = watched(module.clock, facts.watches.get(module.id, ()))
    if seconds is not None:
        score = charge(module.clock, seconds, seconds_of(module.penalties, facts.penalties))
        return (score if rubric.wins_of(module) == "high" else against_low(score)), []
    words = {"module": module.id, **both("title", module.title if rubric.modules else WHOLE)}
    return None, [apart or Reason("no-time", values=words)]


def _panels(
    rubric: Rubric, module: Module, facts: Facts, performance: Performance, marks: Mapping[str, list[Mark]]
) -> list[PanelScore]:
    """The panels that have items in the module, in the order of the rubric; special sections each by themselves."""
    scores = []
    for panel, section, items in rubric.units[module.id]:
        part = rubric.sections_by_item[items[0].id]
        if isinstance(part, Run) and not performance.expects(part):
            continue
        sheets = _sheets(rubric, panel, items, facts, performance, marks)
        scores.append(combine(panel, rubric, sheets, section))
    return scores


def _sheets(
    rubric: Rubric,
    panel: Panel,
    items: Sequence[Item],
    facts: Facts,
    performance: Performance,
    marks: Mapping[str, list[Mark]],
) -> list[Scoresheet]:
    """One sheet a seat; the seats of a shared panel fill in one sheet together."""
    seats = sorted(facts.seats.get(panel.id, ()))
    groups = [tuple(seats)] if panel.combine == "shared" and seats else [(seat,) for seat in seats]
    wanted = {item.id for item in items}
    sheets = []
    for group in groups:
        own = [mark for seat in group for mark in marks.get(seat, ()) if mark.item in wanted or mark.withdraws]
        sheets.append(sheet_of(rubric, items, panel.id, "+".join(group), own, performance))
    return sheets


def _outside(
    rubric: Rubric, module: Module, facts: Facts, performance: Performance, clock: ClockScore | None
) -> list[ItemScore]:
    """What no seat marks: values from outside, and times taken from the module's own clock."""
    scores = []
    for section in module.sections:
        if isinstance(section, Run) and not performance.expects(section):
            continue
        for item in section.items:
            if isinstance(item, Timed) and item.clock:
                text = clock_text(clock.counted) if clock else ""
                scores.append(round_item(score_item(item, {"": text} if text else {}), rubric.rounding))
            elif isinstance(item, Outside) and item.score != "best":
                value = value_of(item, facts) if item.against else None
                score = score_item(item, {"": facts.outside.get(item.id, "")} if item.against is None else {})
                score = score if value is None else score_figure(item, value)
                scores.append(round_item(score, rubric.rounding))
            elif isinstance(item, Outside | Ranked):
                full = Fraction(item.points)
                scores.append(ItemScore(item.id, ZERO, full, ZERO, "untouched", (Reason("pending", item=item.id),)))
    return scores


def value_of(item: Outside | Ranked, facts: Facts) -> Fraction | None:
    """A contestant's figure from outside, compared with another one where the item says so; None while it is missing.

    A percentage of 0 is no figure.
    """
    text = facts.outside.get(item.id, "")
    if not text or refuse(item, "", text) is not None:
        return None
    value, rule = Fraction(number_of(text)), item.against
    if rule is None:
        return value
    known = parse_reading(facts.outside.get(rule.value, ""))
    other = None if known is None else Fraction(known)
    if other is None or (rule.as_.startswith("percent") and not other):
        return None
    if rule.as_ == "percent":
        return value / other * 100
    change = other - value if rule.as_.endswith("lost") else value - other
    return change / other * 100 if rule.as_.startswith("percent") else change
