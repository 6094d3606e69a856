"""The settings of the day that stand in a marks file: checked, and put into the rubric before any mark is read."""

from dataclasses import dataclass, field
from decimal import Decimal

from scoring.engine.figures import clock_text, plain
from scoring.engine.grid import Grid, Row
from scoring.engine.values import tidy
from scoring.rubrics.contest import Setting
from scoring.rubrics.language import Rubric
from scoring.rubrics.values import parse_reading


@dataclass(frozen=True, slots=True)
class Late:
    """The rubric with its late settings, and the figure that each of them has."""

    rubric: Rubric
    figures: dict[str, str] = field(default_factory=dict)


def with_settings(rubric: Rubric, grid: Grid) -> Late:
    """Read the rubric again with the figures of the lines that name neither contestant nor team.

    What is wrong with them is told in the grid; the rubric then stays as it was.
    """
    rules = {rule.id: rule for rule in rubric.settings}
    if not rules:
        return Late(rubric)
    lines: dict[str, Row] = {}
    figures = {rule.id: shown(rule, rule.value) for rule in rubric.settings}
    contestant, team, item, value = (grid.at(column) for column in ("contestant", "team", "item", "value"))
    before = len(grid.problems)
    for row in grid.rows(tells=False):
        texts = row[2]
        what = "" if texts[contestant] or texts[team] else tidy(texts[item])
        if what in lines:
            grid.tell(row, "value", "duplicate", first=lines[what][0])
        elif what in rules and _right(grid, row, rules[what]):
            lines[what] = row
            figures[what] = tidy(texts[value])
    if len(grid.problems) > before or not lines:
        return Late(rubric, figures)
    chosen = tuple((name, figures[name]) for name in lines)
    again = rubric.with_settings(chosen)
    if again.rubric is None:
        (*_, last) = lines.values()
        for problem in again.problems:
            grid.tell(last, "value", "setting-breaks", told_zh=problem.say("zh"), told_en=problem.say("en"))
    return Late(again.rubric or rubric, figures)


def shown(rule: Setting, figure: Decimal) -> str:
    """A setting's figure as it is typed: `m:ss` where its unit is the time."""
    return clock_text(figure) if rule.unit is not None and rule.unit.is_time else plain(figure)


def _right(grid: Grid, row: Row, rule: Setting) -> bool:
    """Whether a line gives a setting a figure it may have; else it is told."""
    before = len(grid.problems)
    texts = row[2]
    for column in ("seat", "place", "round", "attempt"):
        if texts[grid.at(column)]:
            grid.tell(row, column, f"{column}-given", item=rule.id)
    number = parse_reading(texts[grid.at("value")])
    if number is None:
        grid.tell(row, "value", "setting")
    elif rule.least is not None and number < rule.least:
        grid.tell(row, "value", "setting-least", least=shown(rule, rule.least))
    elif rule.most is not None and number > rule.most:
        grid.tell(row, "value", "setting-most", most=shown(rule, rule.most))
    return len(grid.problems) == before
