"""Totals: whether the weights make 100%, and whether the rows make what the header says."""

from collections.abc import Iterator
from fractions import Fraction

from scoring.rubrics.checks.words import never, shown
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, is_closed
from scoring.rubrics.problems import Finding


def sums(rubric: Rubric) -> Iterator[Finding]:
    """Warnings only: real sheets do not always close."""
    shares = [module.weight for module in rubric.modules if "weight" in module.model_fields_set]
    weights = _weights(rubric, ())
    closed = weights == 1 or (rubric.rounds and all(_weights(rubric, each.modules) == 1 for each in rubric.rounds))
    if shares and max(shares) < 1 and not closed and rubric.total.times is None:  # from 100% up they are multipliers
        yield Finding(("modules",), "weights-sum", {"sum": shown(weights * 100)}, key=True)
    full = full_of(rubric)
    if full is None:
        return
    if rubric.points is not None and full != rubric.points and not any(each.modules for each in rubric.rounds):
        yield Finding(("points",), "points-differ", {"claimed": shown(rubric.points), "sum": shown(full)})
    if rubric.total.at_most is not None and _raw(rubric) <= rubric.total.at_most:
        points = shown(_raw(rubric))
        yield never(("total",), "at-most", (f"满分只有 {points}", f"there are only {points} points"))


def _weights(rubric: Rubric, names: tuple[str, ...]) -> Fraction:
    """What the weights of the modules named add up to; of all of them where none is named."""
    return sum((each.weight for each in rubric.modules if not names or each.id in names), start=Fraction(0))


def full_of(rubric: Rubric) -> Fraction | None:
    """The most a total can be; None where items multiply, a place is the figure, or the time is."""
    if any(_open(rubric, part) for part in rubric.written):
        return None
    raw = _raw(rubric)
    return raw if rubric.total.at_most is None else min(raw, Fraction(rubric.total.at_most))


def most_of(rubric: Rubric) -> Fraction | None:
    """The same where nothing can bring more than its full points, and no round adds to another; else None."""
    if any(each.carry is not None or each.weight is not None for each in rubric.rounds):
        return None
    closed = all(is_closed(section) for part in rubric.written for section in part.sections)
    return full_of(rubric) if closed else None


def _raw(rubric: Rubric) -> Fraction:
    fulls = sorted((part.most * part.factor for part in rubric.written), reverse=True)
    full = sum(fulls[: rubric.total.best], start=Fraction(0))
    return full if rubric.total.times is None else full * rubric.total.times


def _open(rubric: Rubric, part: Module) -> bool:
    if part.field is not None:
        return not part.field.most
    if part.clock is not None and part.clock.score == "time":
        return True
    by_place = {panel.id for panel in rubric.panels if panel.by_rank}
    rows = [(section, item) for section in part.sections for item in section.items]
    return any(item.role == "factor" or rubric.panel_of(section, item) in by_place for section, item in rows)
