"""Show me why: a result as lines of a calculation, each with its formula as text. Works out nothing new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.figures import aligned, plain, signed
from scoring.engine.kinds import ItemScore
from scoring.engine.panel import PanelScore
from scoring.engine.reasons import Reason
from scoring.engine.module import ModuleScore
from scoring.engine.result import Result
from scoring.rubrics.language import Module, Rubric
from scoring.rubrics.values import Text

ITEMS_WRITTEN_OUT = 12  # a sum of more items than this is not written out


@dataclass(frozen=True, slots=True)
class Step:
    """One line: `title` says what it is, `text` is the formula in figures only, `figure` its exact outcome.

    `code` is panel, outside, sum, penalty, clock, zero, floor, module, round, weight or total; `of` the id it is about.
    """

    code: str
    of: str
    title: Text
    text: str
    figure: Fraction


WORDS = {
    "sum": Text(zh="小计", en="Subtotal"),
    "clock": Text(zh="用时", en="Time"),
    "zero": Text(zh="本模块记 0 分", en="The module scores 0"),
    "floor": Text(zh="不低于 0 分", en="Not below 0"),
    "module": Text(zh="实得分", en="Net score"),
    "weight": Text(zh="折合", en="Weighted"),
    "total": Text(zh="总分", en="Total"),
}
MODES = {
    "half-up": Text(zh="四舍五入", en="Rounded half up"),
    "half-even": Text(zh="四舍六入五成双", en="Rounded half to even"),
    "cut": Text(zh="舍去尾数", en="Cut off"),
    "up": Text(zh="进位", en="Rounded up"),
}


def panel_formula(rubric: Rubric, panel: PanelScore) -> str:
    """How the sheets became one figure, such as "(25.0 + 24.5 + 19.5) ÷ 3 = 23.00"; struck sheets are left out."""
    if not panel.sheets:
        return plain(panel.points)
    decimals = rubric.rounding.decimals
    if panel.combine == "shared":
        text = plain(panel.exact)
    elif panel.over == "item":
        figures = list(panel.items.values())
        written = " + ".join(plain(figure) for figure in figures) if len(figures) <= ITEMS_WRITTEN_OUT else "Σ"
        text = f"{written} = {plain(panel.exact, decimals)}"
    else:
        text = mean_formula([sheet.total for sheet in panel.sheets if sheet.seat not in panel.struck], decimals)
    return text if panel.points == panel.exact else f"{text} → {plain(panel.points)}"


def item_formula(rubric: Rubric, panel: PanelScore, item: str) -> str:
    """How one item's figure came from the sheets: the mean of those that count for it."""
    out = panel.struck_items.get(item, panel.struck)
    kept = [
        score.points for sheet in panel.sheets if sheet.seat not in out for score in sheet.items if score.item == item
    ]
    text = mean_formula(kept, rubric.rounding.decimals)
    exact = sum(kept, start=Fraction(0)) / len(kept)
    return text if panel.items[item] == exact else f"{text} → {plain(panel.items[item])}"


def mean_formula(figures: Sequence[Fraction], decimals: int) -> str:
    """A mean written out; of a single figure it is the figure."""
    if len(figures) == 1:
        return plain(figures[0])
    mean = sum(figures, start=Fraction(0)) / len(figures)
    return f"({' + '.join(aligned(figures))}) ÷ {len(figures)} = {plain(mean, decimals)}"


def sum_formula(figures: Iterable[Fraction]) -> str:
    """A sum written out with its signs: 79.6 − 6 + 1 = 74.6."""
    figures = list(figures)
    text = plain(figures[0])
    for figure in figures[1:]:
        text += f" {'−' if figure < 0 else '+'} {plain(abs(figure))}"
    return f"{text} = {plain(sum(figures, start=Fraction(0)))}".replace("-", "−")


def module_steps(rubric: Rubric, result: Result, module: str) -> tuple[Step, ...]:
    """Every step from the panels' figures to what the module brings to the total, in the order of the calculation."""
    rule = next(part for part in rubric.parts if part.id == module)
    score = next(part for part in result.modules if part.module == module)
    steps = _gross(rubric, rule, score) + _charged(rule, score)
    if score.points != score.exact:
        places = rubric.rounding.at("module")[0] or 0
        steps.append(_rounding(rubric, module, score.exact, plain(score.points, places), score.points))
    if score.weight != 1:
        text = f"{plain(score.points)} × {plain(score.weight * 100)}% = {plain(score.weighted)}"
        steps.append(Step("weight", module, WORDS["weight"], text, score.weighted))
    return tuple(steps)


def total_steps(rubric: Rubric, result: Result) -> tuple[Step, ...]:
    """From the modules to the total: their sum where there are several, and the last rounding."""
    steps = []
    if len(result.modules) > 1:
        text = sum_formula(module.weighted for module in result.modules)
        steps.append(Step("sum", "", WORDS["sum"], text, result.exact))
    total = Fraction(result.running)
    if total != result.exact:
        steps.append(_rounding(rubric, "", result.exact, str(result.running), total))
    steps.append(Step("total", "", WORDS["total"], str(result.running), total))
    return tuple(steps)


def _gross(rubric: Rubric, rule: Module, score: ModuleScore) -> list[Step]:
    panels = {panel.id: panel.title for panel in rubric.panels}
    steps = [
        Step("panel", panel.panel, panels[panel.panel], panel_formula(rubric, panel), panel.points)
        for panel in score.panels
    ]
    items = {item.id: item.title for item in rule.items}
    steps += [
        Step("outside", outside.item, items[outside.item], _outside(outside), outside.points)
        for outside in score.outside
    ]
    if len(steps) > 1:
        steps.append(Step("sum", rule.id, WORDS["sum"], sum_formula(step.figure for step in steps), score.gross))
    return steps


def _outside(score: ItemScore) -> str:
    """An outside value turned into points, told by the reason of what it lost."""
    words = next((reason.values for reason in score.reasons), {})
    if "ratio" in words:
        return f"{words['ratio']} × {words['full']} = {plain(score.points)}"
    if "rank" in words:
        return f"№ {words['rank']} = {plain(score.points)}"
    return plain(score.points)


def _charged(rule: Module, score: ModuleScore) -> list[Step]:
    """Penalties, clock, and what is left; nothing where nothing was charged."""
    titles = {penalty.id: penalty.title for penalty in rule.penalties}
    charges = [reason for reason in score.penalties if reason.points]
    steps = [Step("penalty", each.item, titles[each.item], _charge(each), each.points) for each in charges]
    if score.clock and score.clock.points:
        text = "; ".join(_charge(reason) for reason in score.clock.reasons)
        steps.append(Step("clock", rule.id, WORDS["clock"], text, score.clock.points))
    if steps:
        text = sum_formula([score.gross, *(step.figure for step in steps)])
        steps.append(Step("module", rule.id, WORDS["module"], text, score.exact + score.taken - score.floored))
    zeroing = [reason for reason in score.penalties if reason.code == "penalty-zero"]
    if zeroing:
        steps.append(Step("zero", zeroing[0].item, titles[zeroing[0].item], "0", Fraction(0)))
    elif score.floored:
        steps.append(Step("floor", rule.id, WORDS["floor"], "0", Fraction(0)))
    return steps


def _charge(reason: Reason) -> str:
    """A price by number, such as "−3 × 2 = −6", or the bare price."""
    count = reason.values.get("count") or reason.values.get("steps")
    if not count:
        return signed(reason.points)
    minus = "−" if reason.points < 0 else ""
    return f"{minus}{reason.values['each']} × {count} = {signed(reason.points)}"


def _rounding(rubric: Rubric, of: str, exact: Fraction, text: str, figure: Fraction) -> Step:
    return Step("round", of, MODES[rubric.rounding.mode], f"{plain(exact)} → {text}", figure)
