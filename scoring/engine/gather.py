"""From the facts of one contestant to what a module is made from: sheets, panels, outside values, the time."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from scoring.engine.clock import ClockScore, against_low, charge, watched
from scoring.engine.figures import ZERO, clock_text
from scoring.engine.kinds import ItemScore, score_figure, score_item
from scoring.engine.marks import Facts, Mark
from scoring.engine.module import Given
from scoring.engine.panel import PanelScore, combine
from scoring.engine.penalties import seconds_of
from scoring.engine.performance import Performance
from scoring.engine.reasons import Reason, both
from scoring.engine.scoresheet import Scoresheet, round_item, sheet_of
from scoring.engine.values import number_of, refuse
from scoring.rubrics.kinds import Item, Outside, Ranked, Timed
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, Run
from scoring.rubrics.rules import Panel
from scoring.rubrics.values import Text, parse_reading

WHOLE = Text(zh="本赛项", en="the event")  # what a sentence calls the only module of an event without modules


def given_of(
    rubric: Rubric, module: Module, facts: Facts, performance: Performance, marks: Mapping[str, list[Mark]]
) -> Given:
    """What a module is made from; `marks` are the contestant's by seat. What is missing is named."""
    panels = tuple(_panels(rubric, module, facts, performance, marks))
    clock, missing = _clock(rubric, module, facts)
    outside = tuple(_outside(rubric, module, facts, performance, clock))
    missing = [reason for panel in panels for reason in panel.missing] + missing
    for item in module.items:
        if not isinstance(item, Outside | Ranked) or not _expected(rubric, item, performance):
            continue
        if value_of(item, facts) is None:
            missing.append(Reason("no-value", item=item.id, values=both("title", item.title)))
    entered = not module.optional or _entered(module, facts)
    if not entered:
        panels, outside, missing = (), (), []
    return Given(panels, outside, clock, tuple(missing), facts, performance, entered)


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
