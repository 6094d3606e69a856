"""One contestant's result: panels, outside values, penalties, clock, module by module. The field: `field.py`.

A Result keeps every figure on the way to its total, so that each can be shown with its calculation.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from scoring.engine.clock import ClockScore, charge
from scoring.engine.figures import ZERO, plain, round_at, rounded, total
from scoring.engine.kinds import ItemScore, score_item
from scoring.engine.marks import Facts, Mark
from scoring.engine.panel import PanelScore, combine
from scoring.engine.reasons import TIMES, Reason, both
from scoring.engine.scoresheet import Scoresheet, round_item, sheet_of
from scoring.engine.values import number_of, refuse
from scoring.rubrics.kinds import Item, Outside, Ranked
from scoring.rubrics.language import Module, Rubric
from scoring.rubrics.rules import Panel, Penalty
from scoring.rubrics.values import Text

WHOLE = Text(zh="本赛项", en="the event")  # what a sentence calls the only module of an event without modules

Status = Literal["ok", "incomplete", "dns", "dnf", "dsq", "void"]


@dataclass(frozen=True, slots=True)
class SectionScore:
    """What a section and each of its items are worth after the panels' rules, before any rounding of panels."""

    section: str
    points: Fraction
    full: Fraction
    items: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """One module: `gross` (panels and outside values) with `penalties` and `clock` is `exact`, never below 0.

    `points` is `exact` after the rubric's module rounding and `weighted` is points × weight. `floored` is what the
    floor gave back, `taken` what a penalty took that makes the module 0. `missing` is what keeps it incomplete.
    """

    module: str
    weight: Fraction
    full: Fraction
    sections: tuple[SectionScore, ...]
    panels: tuple[PanelScore, ...]
    outside: tuple[ItemScore, ...]
    penalties: tuple[Reason, ...]
    clock: ClockScore | None
    gross: Fraction
    floored: Fraction
    taken: Fraction
    exact: Fraction
    points: Fraction
    weighted: Fraction
    missing: tuple[Reason, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every point the module lost or gained, each with the share that reaches the total."""
        own = [reason for panel in self.panels for reason in panel.reasons]
        own += [reason for item in self.outside for reason in item.reasons]
        own += self.clock.reasons if self.clock else ()
        own += [reason for reason in self.penalties if reason.code != "penalty-zero"]
        if self.floored:
            own.append(Reason("floor", self.floored))
        zeroing = [reason for reason in self.penalties if reason.code == "penalty-zero"]
        own += [replace(reason, points=-self.taken if reason is zeroing[0] else ZERO) for reason in zeroing]
        return tuple(reason.shared(self.weight) for reason in own)


@dataclass(frozen=True, slots=True)
class Result:
    """One contestant's result with every figure it came from.

    `total` is None unless `status` is "ok"; `running` is the same figure as far as it is known, untouched items
    counting as if nothing were found. `exact` is the sum before the last rounding. `facts` are what it was made from.
    `why` says what is missing when incomplete, the cause of a status, else every point lost. `parts`: see `parts_of`.
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


def result_of(rubric: Rubric, facts: Facts) -> Result:
    """The result of one contestant; items that depend on the field are still pending (`standings` settles them)."""
    return close(rubric, facts, tuple(_module(rubric, module, facts) for module in rubric.parts))


def close(rubric: Rubric, facts: Facts, modules: tuple[ModuleScore, ...]) -> Result:
    """Add the modules up and say where the result stands."""
    exact = sum((module.weighted for module in modules), start=ZERO)
    missing = tuple(reason for module in modules for reason in module.missing)
    status = _status(facts, modules, missing)
    running = rounded(exact, rubric.rounding.decimals, rubric.rounding.at("total")[1])
    if status == "ok":
        why = tuple(reason for module in modules for reason in module.reasons)
    elif status == "incomplete":
        why = missing
    else:
        why = _causes(modules, status) or (Reason(status),)
    return Result(
        contestant=facts.contestant,
        status=status,
        modules=modules,
        exact=exact,
        running=running,
        total=running if status == "ok" else None,
        why=why,
        missing=missing,
        parts=parts_of(rubric, modules),
        facts=facts,
    )


def parts_of(rubric: Rubric, modules: Sequence[ModuleScore]) -> dict[str, str]:
    """The figures a table shows beside the total, as text rounded like totals; penalties and overtime are negative."""
    exact: dict[str, Fraction] = {}
    clocks = [module.clock.points for module in modules if module.clock]
    for module in modules:
        exact[module.module] = module.points
        if module.weight != 1:
            exact[f"{module.module}.weighted"] = module.weighted
        for panel in module.panels:
            exact[panel.panel] = exact.get(panel.panel, ZERO) + panel.points
    exact["penalties"] = -penalty_points(modules)
    exact["clock"] = sum(clocks, start=ZERO)
    return {name: str(rounded(figure, rubric.rounding.decimals, rubric.rounding.at("total")[1])) for name, figure in exact.items()}


def penalty_points(modules: Sequence[ModuleScore]) -> Fraction:
    """Points taken by penalties in all modules, as a positive figure before weights."""
    taken = (module.taken - sum((each.points for each in module.penalties), start=ZERO) for module in modules)
    return sum(taken, start=ZERO)


def _status(facts: Facts, modules: Sequence[ModuleScore], missing: Sequence[Reason]) -> Status:
    """Absent, not finished, disqualified, stopped and zero are five outcomes; a disqualification beats all."""
    if facts.status == "dsq" or any(_causes([module], "dsq") for module in modules):
        return "dsq"
    for status in ("dns", "dnf", "void"):
        if facts.status == status:
            return status
    if any(module.clock and module.clock.void for module in modules):
        return "void"
    return "incomplete" if missing else "ok"


def _causes(modules: Sequence[ModuleScore], status: str) -> tuple[Reason, ...]:
    """The penalties or times that led to a status."""
    if status == "dsq":
        return tuple(reason for module in modules for reason in module.penalties if reason.code == "penalty-status")
    if status == "void":
        return tuple(
            reason for module in modules if module.clock for reason in module.clock.reasons if module.clock.void
        )
    return ()


def _module(rubric: Rubric, module: Module, facts: Facts) -> ModuleScore:
    panels = tuple(_panels(rubric, module, facts))
    outside = tuple(_outside(rubric, module, facts))
    seconds = facts.time.get(module.id)
    clock = charge(module.clock, seconds) if module.clock and seconds is not None else None
    missing = [reason for panel in panels for reason in panel.missing]
    if module.clock and clock is None:
        missing.append(
            Reason("no-time", values={"module": module.id, **both("title", module.title if rubric.modules else WHOLE)})
        )
    for item in module.items:
        if isinstance(item, Outside | Ranked) and value_of(item, facts) is None:
            missing.append(Reason("no-value", item=item.id, values=both("title", item.title)))
    penalties = tuple(_penalty(rule, count) for rule in module.penalties if (count := facts.penalties.get(rule.id, 0)))
    return assemble(rubric, module, panels, outside, penalties, clock, tuple(missing))


def assemble(
    rubric: Rubric,
    module: Module,
    panels: tuple[PanelScore, ...],
    outside: tuple[ItemScore, ...],
    penalties: tuple[Reason, ...],
    clock: ClockScore | None,
    missing: tuple[Reason, ...],
) -> ModuleScore:
    """Sum a module: panels and outside values, then penalties and clock, floor, rounding and weight, in this order."""
    gross = total(panel.points for panel in panels) + total(item.points for item in outside)
    charged = gross + sum((reason.points for reason in penalties), start=ZERO) + (clock.points if clock else ZERO)
    zeroed = any(reason.code == "penalty-zero" for reason in penalties)
    exact = ZERO if zeroed else max(charged, ZERO)
    points = round_at(exact, *rubric.rounding.at("module"))
    return ModuleScore(
        module=module.id,
        weight=module.weight,
        full=module.full,
        sections=_sections(module, panels, outside),
        panels=panels,
        outside=outside,
        penalties=penalties,
        clock=clock,
        gross=gross,
        floored=max(-charged, ZERO),
        taken=max(charged, ZERO) if zeroed else ZERO,
        exact=exact,
        points=points,
        weighted=points * module.weight,
        missing=missing,
    )


def _sections(module: Module, panels: Sequence[PanelScore], outside: Sequence[ItemScore]) -> tuple[SectionScore, ...]:
    figures = {score.item: score.points for score in outside}
    for panel in panels:
        figures |= panel.items
    sections = []
    for section in module.sections:
        items = {item.id: figures.get(item.id, ZERO) for item in section.items}
        full = sum((Fraction(item.points) for item in section.items), start=ZERO)
        sections.append(SectionScore(section.id, total(items.values()), full, items))
    return tuple(sections)


def _panels(rubric: Rubric, module: Module, facts: Facts) -> list[PanelScore]:
    """The panels that have items in the module, in the order of the rubric."""
    scores = []
    for panel in rubric.panels:
        items = rubric.rows.get((module.id, panel.id), ())
        if items:
            scores.append(combine(panel, rubric, _sheets(rubric, panel, items, facts)))
    return scores


def _sheets(rubric: Rubric, panel: Panel, items: Sequence[Item], facts: Facts) -> list[Scoresheet]:
    """One sheet a seat; the seats of a shared panel fill in one sheet together."""
    seats = sorted(facts.seats.get(panel.id, ()))
    groups = [tuple(seats)] if panel.combine == "shared" and seats else [(seat,) for seat in seats]
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in facts.marks:
        marks[mark.seat].append(mark)
    return [
        sheet_of(
            items, rubric.rounding, panel.id, "+".join(group), [mark for seat in group for mark in marks.get(seat, ())]
        )
        for group in groups
    ]


def _outside(rubric: Rubric, module: Module, facts: Facts) -> list[ItemScore]:
    scores = []
    for item in module.items:
        if isinstance(item, Outside) and item.score == "part":
            score = score_item(item, {"": facts.outside.get(item.id, "")})
            scores.append(round_item(score, rubric.rounding))
        elif isinstance(item, Outside | Ranked):
            full = Fraction(item.points)
            scores.append(ItemScore(item.id, ZERO, full, ZERO, "untouched", (Reason("pending", item=item.id),)))
    return scores


def value_of(item: Outside | Ranked, facts: Facts) -> Decimal | None:
    """A contestant's value from outside; None while there is none that the item admits."""
    text = facts.outside.get(item.id, "")
    return number_of(text) if text and refuse(item, "", text) is None else None


def _penalty(rule: Penalty, count: int) -> Reason:
    words = both("title", rule.title)
    if rule.status:
        return Reason("penalty-status", item=rule.id, values=words)
    if rule.zero:
        return Reason("penalty-zero", item=rule.id, values=words)
    each = Fraction(rule.lose or 0)
    if rule.once:
        return Reason("penalty-once", -each, item=rule.id, values=words)
    words |= {"count": str(count), "each": plain(each), **both("unit", rule.unit or TIMES)}
    return Reason("penalty", -each * count, item=rule.id, values=words)
