"""What the items of a module bring at most, once what does not apply has left the denominators. Knows no marks."""

from collections.abc import Iterable
from fractions import Fraction

from scoring.engine.figures import total
from scoring.engine.panel import PanelScore
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, Section

LEAVES = ("section", "module")  # what does not apply there makes the other items worth more


def fulls_of(rubric: Rubric, rule: Module, panels: Iterable[PanelScore]) -> dict[str, Fraction]:
    """The most each item brings, converted: nothing where it does not apply, and more where it carries others' points.

    Judges may differ in what applies: the sheets that count are averaged.
    """
    fulls = {item.id: section.worth(item) * section.own_factor for section in rule.sections for item in section.items}
    if not any(item.not_applicable in LEAVES for item in rule.items):
        return fulls
    return fulls | {
        item: _on_the_sheets(rubric.items[item], rubric.sections_by_item[item], panel) * fulls[item]
        for panel in panels
        for item in panel.items
        if fulls[item] and not rubric.sections_by_item[item].runs
    }


def _on_the_sheets(item: Item, section: Section, panel: PanelScore) -> Fraction:
    """How many times its usual points an item is worth on the sheets that count; once where there are none."""
    usual = Fraction(item.points) * section.share_of(item)
    struck = panel.struck_items.get(item.id, panel.struck)
    found = [
        score.full * sheet.factors.get(item.id, 1) / usual
        for sheet in panel.sheets
        if sheet.seat not in struck
        for score in sheet.items
        if score.item == item.id
    ]
    return total(found) / len(found) if found else Fraction(1)
