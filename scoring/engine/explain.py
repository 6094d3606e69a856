"""Show me why: a result as lines of a calculation, each with its formula as text. Works out nothing new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.engine.figures import aligned, plain, signed
from scoring.engine.kinds import ItemScore
from scoring.engine.module import ModuleScore
from scoring.engine.panel import PanelScore, share_of
from scoring.engine.reasons import Reason
from scoring.engine.result import Result
from scoring.engine.sections import SectionScore
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, Run
from scoring.rubrics.rules import Panel
from scoring.rubrics.values import Text

ITEMS_WRITTEN_OUT = 12  # a sum of more items than this is not written out


@dataclass(frozen=True, slots=True)
class Step:
    """One line: `title` says what it is, `text` is the formula in figures only, `figure` its exact outcome.

    `code` is panel, outside, section, sum, penalty, act, clock, zero, floor, module, field, round, weight or total;
    `of` the id it is about.
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
    "floor": Text(zh="不低于下限", en="Not below the floor"),
    "module": Text(zh="实得分", en="Net score"),
    "weight": Text(zh="折合", en="Weighted"),
    "field": Text(zh="按全场换算", en="By the field"),
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
    rule = rubric.panels_by_id[panel.panel]
    decimals = rubric.rounding.decimals
    if panel.combine == "shared":
        text = plain(panel.exact)
    elif panel.over == "item":
        added = [figure for item, figure in panel.items.items() if rubric.items[item].role == "add"]
        written = " + ".join(plain(figure) for figure in added) if len(added) <= ITEMS_WRITTEN_OUT else "Σ"
        text = f"{written} = {plain(panel.exact, decimals)}"
    else:
        kept = [sheet.total for sheet in panel.sheets if sheet.seat not in panel.struck]
        text = combined_formula(rule, kept, decimals)
    return text if panel.points == panel.exact else f"{text} → {plain(panel.points)}"


def item_formula(rubric: Rubric, panel: PanelScore, item: str) -> str:
    """How one item's figure came from the sheets: those that count for it, as a mean or a sum."""
    rule = rubric.panels_by_id[panel.panel]
    out = panel.struck_items.get(item, panel.struck)
    scores = [(sheet, score) for sheet in panel.sheets for score in sheet.items if score.item == item]
    marked = [pair for pair in scores if pair[1].state != "untouched"] if rule.missing == "skip" else scores
    kept = [sheet.figure(score) for sheet, score in marked or scores if sheet.seat not in out]
    text = combined_formula(rule, kept, rubric.rounding.decimals)
    exact = sum(kept, start=Fraction(0)) * share_of(rule, len(kept))
    return text if panel.items[item] == exact else f"{text} → {plain(panel.items[item])}"


def combined_formula(rule: Panel, figures: Sequence[Fraction], decimals: int) -> str:
    """A mean or a sum written out, with what it is multiplied by; of a single figure it is the figure."""
    times = "" if rule.times is None else f" × {rule.times}"
    if len(figures) == 1 and not times:
        return plain(figures[0])
    written = " + ".join(aligned(figures))
    if len(figures) > 1 and (rule.combine != "sum" or times):
        written = f"({written})"
    divided = f" ÷ {len(figures)}" if rule.combine != "sum" and len(figures) > 1 else ""
    figure = sum(figures, start=Fraction(0)) * share_of(rule, len(figures))
    return f"{written}{divided}{times} = {plain(figure, decimals)}"


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
    if score.field is not None:
        steps.append(Step("field", module, WORDS["field"], _by_the_field(score.field), score.exact))
    if score.points != score.exact:
        places = rubric.rounding.at("module")[0] or 0
        mode = rubric.rounding.at("module")[1]
        steps.append(_rounding(mode, module, score.exact, plain(score.points, places), score.points))
    if score.weight != 1:
        text = f"{plain(score.points)} × {factor_of(rule)} = {plain(score.weighted)}"
        steps.append(Step("weight", module, WORDS["weight"], text, score.weighted))
    return tuple(steps)


def factor_of(module: Module) -> str:
    """What a module is multiplied by as people write it: 2, 30%, 1/3, or the conversion 40/50."""
    if module.as_ is not None and module.weight == 1:
        return f"{plain(module.as_)}/{plain(module.most)}"
    if module.factor.denominator == 1:
        return plain(module.factor)
    percent = plain(module.factor * 100)
    return str(module.factor) if "…" in percent else f"{percent}%"


def total_steps(rubric: Rubric, result: Result) -> tuple[Step, ...]:
    """From the modules to the total: their sum where there are several, what acts on it, and the last rounding."""
    steps = []
    if len(result.modules) > 1:
        figures = [module.weighted for module in result.modules]
        steps.append(Step("sum", "", WORDS["sum"], sum_formula(figures), sum(figures, start=Fraction(0))))
    acts = [reason for reason in (*result.penalties, *result.effects) if reason.points]
    steps += [Step("act", reason.item, _bare(reason), _charge(reason), reason.points) for reason in acts]
    total = Fraction(result.running)
    if total != result.exact:
        mode = rubric.rounding.at("total")[1]
        steps.append(_rounding(mode, "", result.exact, str(result.running), total))
    steps.append(Step("total", "", WORDS["total"], str(result.running), total))
    return tuple(steps)


def _bare(reason: Reason) -> Text:
    """What a reason says, without its price."""
    bare = replace(reason, points=Fraction(0))
    return Text(zh=bare.say("zh"), en=bare.say("en"))


def _gross(rubric: Rubric, rule: Module, score: ModuleScore) -> list[Step]:
    """Panels and outside values; a section of runs, or one with items that multiply, is one line of its own."""
    panels = {panel.id: panel.title for panel in rubric.panels}
    items = {item.id: item.title for item in rule.items}
    special = {section.of if isinstance(section, Run) else section.id for section in rule.sections if section.special}
    steps = [
        Step("panel", panel.panel, panels[panel.panel], panel_formula(rubric, panel), panel.points)
        for panel in score.panels
        if panel.section.split("#")[0] not in special
    ]
    steps += [
        Step("outside", outside.item, items[outside.item], _outside(outside), outside.points)
        for outside in score.outside
        if not rubric.sections_by_item[outside.item].special
    ]
    for section in score.sections:
        if section.section in special:
            told = [reason for reason in section.reasons if reason.item == section.section][-1]
            steps.append(Step("section", section.section, _bare(told), _section(told, section), section.points))
    if len(steps) > 1:
        steps.append(Step("sum", rule.id, WORDS["sum"], sum_formula(step.figure for step in steps), score.gross))
    return steps


def _section(told: Reason, section: SectionScore) -> str:
    """The runs, or the product, and the figure they became."""
    got = told.values["got"]
    text = f"{told.values.get('product') or _runs(told)} = {got}"
    points = plain(section.points)
    return text if got == points else f"{text} → {points}"


def _runs(told: Reason) -> str:
    """The runs written out: as a sum or a mean of those that count, else one beside the other."""
    runs = told.values["runs"].split(" ")
    counted = [run for run in runs if not run.startswith("(")]
    plainly = all(run[-1:].isdigit() for run in counted)  # a failed one that counts for something is no figure here
    if told.code == "runs-sum" and counted and plainly:
        return " + ".join(counted)
    if told.code == "runs-mean" and len(counted) > 1 and plainly:
        return f"({' + '.join(counted)}) ÷ {len(counted)}"
    return ", ".join(runs)


def _by_the_field(reason: Reason) -> str:
    """What the field made of a figure."""
    words = reason.values
    if "ratio" in words:
        return f"{words['ratio']} × {words['full']} = {words['got']}"
    return f"№ {words['rank']} = {words['got']}" if "rank" in words else words.get("got", "")


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
    steps += [Step("act", each.item, _bare(each), signed(each.points), each.points) for each in _acting(score)]
    if score.adjusted:
        steps.append(Step("act", rule.id, _bare(score.adjusted), signed(score.adjusted.points), score.adjusted.points))
    if steps:
        text = sum_formula([score.gross, *(step.figure for step in steps)])
        steps.append(Step("module", rule.id, WORDS["module"], text, score.figure + score.taken - score.floored))
    if score.zeroing:
        steps.append(Step("zero", score.zeroing[0].item, _bare(score.zeroing[0]), "0", Fraction(0)))
    elif score.floored:
        steps.append(Step("floor", rule.id, WORDS["floor"], plain(score.figure), score.figure))
    return steps


def _acting(score: ModuleScore) -> tuple[Reason, ...]:
    """What acts on the module as a whole; what acted on an item stands in its section's figure."""
    return tuple(reason for reason in score.effects if reason not in score.on_items)


def _charge(reason: Reason) -> str:
    """A price by number, such as "−3 × 2 = −6", or the bare price."""
    count = reason.values.get("count") or reason.values.get("steps")
    if not count or "each" not in reason.values:
        return signed(reason.points)
    minus = "−" if reason.points < 0 else ""
    return f"{minus}{reason.values['each']} × {count} = {signed(reason.points)}"


def _rounding(mode: str, of: str, exact: Fraction, text: str, figure: Fraction) -> Step:
    return Step("round", of, MODES[mode], f"{plain(exact)} → {text}", figure)
