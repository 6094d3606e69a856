"""Whether anything is left for the total's own rounding, or an earlier stage has rounded as far. Sure or silent."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from scoring.rubrics.checks.points import seatless
from scoring.rubrics.effects import Effect
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module
from scoring.rubrics.rules import Adjust, Clock, Penalty

Amounts = Iterator[Decimal | None]


def settled_at(rubric: Rubric) -> str | None:
    """The stage after which totals have no more decimals than are shown; None where that is not sure."""
    decimals = rubric.rounding.decimals
    if not (_passes_on(rubric) and all(_fits(each, decimals) for each in _on_the_total(rubric))):
        return None
    for stage in ("module", "panel"):
        own = rubric.rounding.at(stage)[0]
        sure = stage == "module" or all(_only_sheets(part, decimals) for part in rubric.written)
        if sure and own is not None and own <= decimals:
            return stage
    return None


def _passes_on(rubric: Rubric) -> bool:
    """Whether the modules are only added up, whole times: nothing is divided on the way to the total."""
    divided = any(part.factor.denominator != 1 for part in rubric.written)
    carried = any(each.carry is not None or each.weight is not None for each in rubric.rounds)
    parts = any(effect.keep is not None or effect.halve is not None for effect in _effects(rubric))
    return not (divided or carried or parts or rubric.total.times is not None)


def _only_sheets(part: Module, decimals: int) -> bool:
    """Whether a module is what its panels bring, with prices of no more decimals."""
    if part.field is not None or part.groups or any(section.special for section in part.sections):
        return False
    if any(seatless(item) for item in part.items):
        return False
    amounts = [*_charged(part.penalties), *_adjusted(part.adjust), *_timed(part.clock)]
    return all(_fits(each, decimals) for each in amounts)


def _on_the_total(rubric: Rubric) -> Amounts:
    yield from _charged(rubric.whole_penalties)
    yield from _adjusted(rubric.adjust)


def _charged(penalties: tuple[Penalty, ...]) -> Amounts:
    for penalty in penalties:
        yield from (price for price in (penalty.add, *(penalty.lose or ())) if isinstance(price, Decimal))


def _adjusted(rule: Adjust | None) -> Amounts:
    if rule is not None:
        yield rule.step


def _timed(rule: Clock | None) -> Amounts:
    """What the clock brings or takes; None where that has no end of decimals."""
    if rule is None:
        return
    if rule.score is not None:
        yield None
    for steps in (rule.overtime, rule.early, rule.short):
        if steps is not None:
            yield None if steps.count == "exact" else steps.points
    for band in rule.bands:
        yield band.lose if band.points is None else band.points


def _fits(amount: Decimal | None, decimals: int) -> bool:
    return amount is not None and amount == round(amount, decimals)


def _effects(part: Any) -> Iterator[Effect]:
    """A part of a rubric and everything inside it, as far as it acts beyond points."""
    if isinstance(part, tuple):
        for each in part:
            yield from _effects(each)
    elif isinstance(part, BaseModel):
        if isinstance(part, Effect):
            yield part
        for name in type(part).model_fields:
            yield from _effects(getattr(part, name))
