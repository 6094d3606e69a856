"""From modules to the total: which of them count, and what acts on their sum, in the order of the manual."""

from collections.abc import Sequence
from fractions import Fraction

from scoring.engine.effects import Cause, effect_reason, kept, missed
from scoring.engine.figures import ZERO, plain, rounded
from scoring.engine.gather import WHOLE
from scoring.engine.marks import Facts
from scoring.engine.module import ModuleScore
from scoring.engine.penalties import causes_of, sum_of
from scoring.engine.reasons import Reason, both
from scoring.rubrics.effects import Effect
from scoring.rubrics.language import Rubric
from scoring.rubrics.values import Text

FEW = Text(zh="完成的模块太少", en="too few modules entered")


def counted_modules(rubric: Rubric, modules: Sequence[ModuleScore]) -> list[ModuleScore]:
    """The modules that are added: all of them, or those left by `drop` and `best`, of those entered the best first."""
    rule = rubric.total
    if rule.best is None and not rule.drop:
        return list(modules)
    entered = [module for module in modules if module.entered]
    best_first = sorted(entered, key=lambda module: module.weighted, reverse=rubric.ranking.wins == "high")
    reached = [line.worst for line in rule.drop if len(entered) >= line.from_]
    worst = min(reached[-1], max(len(entered) - 1, 0)) if reached else 0
    return best_first[: len(best_first) - worst][: rule.best]


def total_of(
    rubric: Rubric, facts: Facts, modules: Sequence[ModuleScore], penalties: Sequence[Reason], waiting: bool
) -> tuple[Fraction, tuple[Reason, ...], list[Cause]]:
    """The exact total, what acted on it, and the effects found on the way; all in the order of the manual."""
    rule, own = rubric.total, list[Reason]()
    points = sum((module.weighted for module in modules), start=ZERO)
    counted = counted_modules(rubric, modules)
    best = sum((module.weighted for module in counted), start=ZERO)
    if len(counted) < len(modules):
        own.append(Reason("total-best", best - points, values={"best": str(len(counted)), "got": plain(best)}))
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
    if rule.least is not None and sum(module.entered and module.given.entered for module in modules) < rule.least:
        causes.append(Cause(Effect(status="dnf"), FEW))
    shown = Fraction(rounded(points, rubric.rounding.decimals, rubric.rounding.at("total")[1]))
    causes += [] if waiting else missed(rule.needs, shown, rubric.full, rubric.title)
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
