"""The calculation of one result line by line: panels, sections, penalties, clock, weights, rank. Works out nothing.

It only words what the engine kept on the way; the sums stand in `engine/`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.clock import ClockScore
from scoring.engine.explain import module_steps, total_steps
from scoring.engine.figures import clock_text, decimals_of, plain
from scoring.engine.panel import PanelScore
from scoring.engine.reasons import Reason
from scoring.engine.result import Result
from scoring.engine.standings import Row
from scoring.paper.words import word
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module
from scoring.rubrics.rules import Clock

COLUMNS = {
    "panel": "part:{}",
    "penalty": "part:penalties",
    "clock": "part:clock",
    "weight": "part:{}.weighted",
}  # which column of the result sheet shows the figure of a step
LONGEST = 99_999  # a denominator beyond this tells nobody anything


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a sum or mean: whose it is, and whether it was struck."""

    label: str
    figure: str
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the calculation: what it is, the formula, the figure it gives, why; `terms` are a panel's sheets.

    `column` is the key of the result sheet's column that shows the figure, "" where none does.
    """

    title: str
    formula: str
    figure: str
    said: str = ""
    terms: tuple[Term, ...] = ()
    main: bool = False
    column: str = ""


def shown(figure: Fraction) -> str:
    """A figure as text: whole where it ends, else cut, with its exact fraction behind it unless that is unreadable."""
    if decimals_of(figure) is not None or figure.denominator > LONGEST:
        return plain(figure)
    return f"{plain(figure)} ({figure.numerator}/{figure.denominator})"


def module_steps_of(rubric: Rubric, module: Module, result: Result, language: str) -> Iterable[Step]:
    """The engine's own steps; each with the sentence that explains it."""
    score = next(part for part in result.modules if part.module == module.id)
    panels = {panel.panel: panel for panel in score.panels if not panel.section}
    outside = {given.item: given for given in score.outside}
    charges = {reason.item: reason for reason in score.penalties}
    steps = module_steps(rubric, result, module.id)
    last = len(steps) - 1
    for number, step in enumerate(steps):
        why_, terms = "", tuple[Term, ...]()
        if step.code == "panel":
            why_, terms = _panel_rule(rubric, panels[step.of], language), _sheets(panels[step.of])
        elif step.code == "outside":
            why_ = sentences(outside[step.of].reasons, language)
        elif step.code in ("penalty", "zero"):
            why_ = charges[step.of].say(language)
        elif step.code == "clock" and score.clock:
            why_ = sentences(score.clock.reasons, language)
        column = COLUMNS[step.code].format(step.of) if step.code in COLUMNS else ""
        main = number == last
        title = step.title.say(language)
        if step.code == "section":
            written = (section for part in rubric.written for section in part.sections)
            title = next(section.title.say(language) for section in written if section.id == step.of)
        yield Step(title, step.text, shown(step.figure), why_, terms, main, column)
    if score.clock and module.clock and not score.clock.points:
        why_ = sentences(score.clock.told, language) or _on_time(module.clock, score.clock, language)
        figure = "" if score.clock.ends else "0"
        yield Step(word("time", language), "", figure, why_, column="part:clock")


def _on_time(rule: Clock, score: ClockScore, language: str) -> str:
    """The time beside its limit, where there is one."""
    time = clock_text(score.seconds)
    return word("on-time", language, time, clock_text(rule.limit)) if rule.limit is not None else time


def sentences(reasons: Iterable[Reason], language: str) -> str:
    """Several reasons as one line."""
    return ("；" if language.startswith("zh") else "; ").join(reason.say(language) for reason in reasons)


def _sheets(score: PanelScore) -> tuple[Term, ...]:
    """The totals of the sheets, those that were struck marked as such; nothing to list for a single one."""
    if len(score.sheets) < 2:
        return ()
    return tuple(Term(sheet.seat, shown(sheet.total), score.struck.get(sheet.seat, "")) for sheet in score.sheets)


def _panel_rule(rubric: Rubric, score: PanelScore, language: str) -> str:
    """How this panel's sheets became one figure, in words."""
    if score.combine == "shared":
        return word("shared", language)
    rule = rubric.panels_by_id[score.panel]
    struck = bool(score.struck or any(score.struck_items.values()))
    values: tuple[int, ...] = (len(score.sheets),)
    key = {"median": "median", "sum": "sum-of"}.get(rule.combine, "mean")
    if rule.drop is not None and struck:
        key, values = ("trimmed-sum" if rule.combine == "sum" else "trimmed"), (rule.drop.high, rule.drop.low)
    said = word(key, language, *values)
    return word("by-item", language, said) if score.over == "item" else said


def total_steps_of(rubric: Rubric, row: Row, result: Result, language: str) -> Iterable[Step]:
    """From the modules to the total, then what the total is worth: rank, tie, award; or why there is none."""
    if row.total is None:
        if row.status == "incomplete":
            yield Step(word("running", language), "", str(result.running))
        yield Step(word("status", language), "", word(row.status, language), sentences(row.why, language), main=True)
        return
    for step in total_steps(rubric, result):
        figure = str(result.total) if step.code == "total" else shown(step.figure)
        yield Step(step.title.say(language), step.text, figure, main=step.code == "total")
    if row.status != "ok":
        causes = sentences(row.why, language) if row.status == "fail" else ""
        yield Step(word("status", language), "", word(row.status, language), causes, main=True)
    if row.rank is not None:
        place = word("shared-rank" if row.tied else "sole-rank", language, row.rank)
        why = row.parted_by.say(language) if row.parted_by else ""
        yield Step(word("place-of", language), "", place, why, main=True)
    if row.award:
        yield Step(word("award", language), "", row.award.say(language))
