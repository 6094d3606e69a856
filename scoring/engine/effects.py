"""What happens beyond points: a scope that keeps less, a minimum missed, an outcome. Knows no marks and no panels."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.figures import ZERO, plain
from scoring.engine.reasons import OUTCOMES, RUN_OUTCOMES, Reason, both
from scoring.rubrics.effects import Effect, Need
from scoring.rubrics.field import Wins
from scoring.rubrics.values import Text

NO_AWARD = "no-award"  # not an outcome: the place is kept


@dataclass(frozen=True, slots=True)
class Cause:
    """An effect that has come to act: what it is about (`title`), and the item and section it was found in.

    `short` are the figure and the least it should have been, where a minimum was missed.
    """

    effect: Effect
    title: Text
    item: str = ""
    section: str = ""
    short: tuple[Fraction, Fraction] | None = None

    @property
    def scope(self) -> str:
        """What keeps less: item, section, module, all; "" for an outcome."""
        return self.effect.zero or self.effect.halve or self.effect.on or ""

    @property
    def outcome(self) -> str:
        """The status it leads to, or NO_AWARD; "" for none."""
        return self.effect.status or (NO_AWARD if self.effect.award else "")

    @property
    def target(self) -> str:
        """The item or section that keeps less."""
        return self.effect.of or (self.item if self.scope == "item" else self.section)


def missed(
    need: Need | None, points: Fraction, full: Fraction, title: Text, item: str = "", section: str = ""
) -> list[Cause]:
    """What follows from a minimum that is missed: a part of the full points, or so many. Exactly it is enough."""
    if need is None:
        return []
    least = need.least * full if isinstance(need.least, Fraction) else Fraction(need.least)
    return [Cause(need.else_, title, item, section, (points, least))] if points < least else []


def kept(effect: Effect, figure: Fraction) -> Fraction:
    """What is left of a figure; an effect that takes away never adds, so what is below 0 stays."""
    if figure <= 0 and effect.at_most is None:
        return figure
    if effect.zero is not None:
        return ZERO
    if effect.halve is not None:
        return figure / 2
    if effect.keep is not None:
        return figure * effect.keep
    if effect.at_most is not None:
        return min(figure, Fraction(effect.at_most))
    return figure


def effect_reason(cause: Cause, before: Fraction, after: Fraction) -> Reason:
    """What the effect did to a figure, in words."""
    effect = cause.effect
    code = "zero" if effect.zero else "halve" if effect.halve else "keep" if effect.keep is not None else "at-most"
    words = {"before": plain(before), "after": plain(after), **both("title", cause.title)}
    return Reason(f"effect-{code}", after - before, item=cause.item, values=words)


def run_reason(cause: Cause, wins: Wins) -> Reason:
    """Why a run has no result, in words; its points are the run's business. Where low wins 0 would be the best."""
    outcome = RUN_OUTCOMES[cause.effect.run or ""] if wins == "high" else RUN_OUTCOMES["failed"]
    words = {**both("title", cause.title), **both("outcome", outcome)}
    return Reason("run-effect", item=cause.item, values=words)


def outcome_reason(cause: Cause) -> Reason:
    """The outcome an effect led to, in words."""
    words = {**both("title", cause.title), **both("outcome", OUTCOMES[cause.outcome])}
    words |= {"short.zh": "", "short.en": ""}
    if cause.short is not None:
        got, least = map(plain, cause.short)
        words |= {"short.zh": f"得 {got}，未达到 {least}", "short.en": f" ({got}, at least {least} needed)"}
    return Reason("penalty-status" if cause.effect.status == "dsq" else "outcome", item=cause.item, values=words)
