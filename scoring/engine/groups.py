"""Items named together across sections: their subtotal, and what they lose, bring or count at most. Knows no panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.engine.effects import Cause, missed
from scoring.engine.figures import ZERO, plain, total
from scoring.engine.reasons import Reason, both
from scoring.rubrics.contest import Group
from scoring.rubrics.parts import Module, group_full

if TYPE_CHECKING:
    from scoring.engine.sections import SectionScore


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The subtotal of a group after its limits, the most its items bring together, and what the limits changed."""

    group: str
    points: Fraction
    full: Fraction
    change: Fraction = ZERO


def limit(
    rule: Module, sections: Sequence["SectionScore"], waiting: bool
) -> tuple[tuple[GroupScore, ...], list[Reason], list[Cause]]:
    """The groups of a module, what their limits give back or take, and the minimums missed once nothing is open."""
    figures = {item: points for section in sections for item, points in section.items.items()}
    fulls = {item: full for section in sections for item, full in section.fulls.items()}
    scores, reasons, causes = [], [], []
    for group in rule.groups:
        items = {item: figures.get(item, ZERO) for item in group.items}
        full = total(fulls.get(item, ZERO) for item in group.items)
        counts = any(item in rule.added for item in group.items)  # else it is a subtotal of what is not added at all
        change = change_of(group, items, fulls)
        points = total(items.values()) + change
        if change:
            words = {"before": plain(points - change), "after": plain(points), **both("title", group.title)}
            code = "group-best" if group.best else "group-limit"
            reasons.append(Reason(code, change if counts else ZERO, values=words))
        causes += [] if waiting else missed(group.needs, points, group_full(group, fulls), group.title)
        scores.append(GroupScore(group.id, points, full, change if counts else ZERO))
    return tuple(scores), reasons, causes


def change_of(group: Group, items: Mapping[str, Fraction], fulls: Mapping[str, Fraction]) -> Fraction:
    """What a group's limits add to the sum of its items, or take from it: best n, most lost, most won."""
    points = total(items.values())
    left = points if group.best is None else total(sorted(items.values(), reverse=True)[: group.best])
    if group.lose_at_most is not None:
        left = max(left, total(fulls.get(item, ZERO) for item in items) - Fraction(group.lose_at_most))
    if group.earn_at_most is not None:
        left = min(left, Fraction(group.earn_at_most))
    return left - points
