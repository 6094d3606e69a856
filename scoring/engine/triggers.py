"""Which effects items bring about: faults of a menu, and items that miss their minimum. Changes no figure itself."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.engine.effects import Cause, missed
from scoring.engine.fulls import fulls_of
from scoring.engine.kinds import ItemScore
from scoring.engine.marks import standing
from scoring.engine.panel import PanelScore
from scoring.engine.values import tidy
from scoring.rubrics.kinds import Faults, Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module

if TYPE_CHECKING:
    from scoring.engine.module import Given

SILENT = ("untouched", "not-applicable")  # what says nothing about an item


def item_causes(rubric: Rubric, rule: Module, given: "Given", figures: Mapping[str, Fraction]) -> list[Cause]:
    """The effects of a module's items, in the order of the sheet; an item nobody has marked brings none about.

    A minimum is seen against what the item is worth here: one that does not apply misses none.
    """
    if not rubric.acting:
        return []
    scores = scores_of(given.panels)
    scores |= {score.item: [score] for score in given.outside}
    fulls = fulls_of(rubric, rule, given.panels)
    found: list[Cause] = []
    for section in rule.sections:
        for item in section.items:
            known = [score for score in scores.get(item.id, ()) if score.state not in SILENT]
            if not known:
                continue
            if isinstance(item, Faults):
                found += _faults(item, section.id, known)
            if item.points or item.kind != "checked":
                points = figures.get(item.id, Fraction(0))
                found += missed(item.needs, points, fulls[item.id], item.title, item.id, section.id)
            elif item.needs and _denied(item, given):
                found.append(Cause(item.needs.else_, item.title, item.id, section.id))
    return found


def scores_of(panels: tuple[PanelScore, ...]) -> dict[str, list[ItemScore]]:
    """Every item's scores on the sheets that count for it."""
    found: dict[str, list[ItemScore]] = {}
    for panel in panels:
        for sheet in panel.sheets:
            for score in sheet.items:
                if sheet.seat not in panel.struck_items.get(score.item, panel.struck):
                    found.setdefault(score.item, []).append(score)
    return found


def _faults(item: Faults, section: str, scores: list[ItemScore]) -> list[Cause]:
    """A fault acts as soon as one of the sheets that count has it often enough."""
    found = []
    for fault in item.faults:
        times = max(score.faults.get(fault.id, 0) for score in scores)
        if fault.acts and times >= fault.from_:
            found.append(Cause(fault, fault.title, item.id, section))
    return found


def _denied(item: Item, given: "Given") -> bool:
    """Whether somebody says no at an item without points that is checked: it has no figure to be short of."""
    return any(mark.item == item.id and tidy(mark.value) == "no" for mark in standing(given.facts.marks).values())
