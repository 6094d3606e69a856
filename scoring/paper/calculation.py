"""How one result came about, figure by figure: marks, items, sheets, panels, penalties, clock, weights, rank.

It only words what the engine kept on the way; the sums stand in `engine/`. Names of people do not occur.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.explain import module_steps, total_steps
from scoring.engine.figures import ZERO, clock_text, decimals_of, plain
from scoring.engine.kinds import ItemScore
from scoring.engine.marks import standing
from scoring.engine.panel import PanelScore
from scoring.engine.reasons import Reason
from scoring.engine.module import ModuleScore
from scoring.engine.result import Result
from scoring.engine.standings import Row
from scoring.paper.words import word
from scoring.rubrics.kinds import Item, Levels
from scoring.rubrics.language import Module, Rubric

COLUMNS = {
    "panel": "part:{}",
    "penalty": "part:penalties",
    "clock": "part:clock",
    "weight": "part:{}.weighted",
}  # which column of the result sheet shows the figure of a step
LONGEST = 99_999  # a denominator beyond this tells nobody anything
VALUES = ("clear", "in", "out", "yes", "no")


@dataclass(frozen=True, slots=True)
class Entered:
    """One mark that stands: where, what was typed, what it costs (0: nothing) and why."""

    place: str
    value: str
    price: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One item on one sheet. `state` is untouched, clear or deducted; `struck` is "", high or low."""

    seat: str
    points: Fraction
    lost: Fraction
    state: str
    struck: str
    entered: tuple[Entered, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line of the sheet with every seat that marked it; `points` is what it is worth after the panel's rule."""

    id: str
    title: str
    full: Fraction
    points: Fraction
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SectionLines:
    """A section and its items."""

    title: str
    full: Fraction
    points: Fraction
    items: tuple[ItemLine, ...]


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


@dataclass(frozen=True, slots=True)
class ModuleTree:
    """A module: its seats in order, its items, and the steps from panels to the weighted score."""

    id: str
    title: str
    weight: Fraction
    full: Fraction
    seats: tuple[str, ...]
    sections: tuple[SectionLines, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Calculation:
    """The whole tree of one contestant; `steps` lead to total and rank, `missing` says what is open."""

    contestant: str
    status: str
    total: str
    rank: int | None
    modules: tuple[ModuleTree, ...]
    steps: tuple[Step, ...]
    missing: tuple[str, ...]


def calculation(rubric: Rubric, row: Row, result: Result, language: str) -> Calculation:
    """Everything that led to `row`, in words of `language` and with the engine's own figures."""
    pairs = list(zip(rubric.parts, result.modules, strict=True))
    return Calculation(
        contestant=row.contestant,
        status=row.status,
        total="" if row.total is None else str(row.total),
        rank=row.rank,
        modules=tuple(_module(rubric, module, score, result, language) for module, score in pairs),
        steps=tuple(_total_steps(rubric, row, result, language)),
        missing=tuple(reason.say(language) for reason in (result.missing or ())),
    )


def shown(figure: Fraction) -> str:
    """A figure as text: whole where it ends, else cut, with its exact fraction behind it unless that is unreadable."""
    if decimals_of(figure) is not None or figure.denominator > LONGEST:
        return plain(figure)
    return f"{plain(figure)} ({figure.numerator}/{figure.denominator})"


def said(item: Item | None, value: str, language: str) -> str:
    """A mark's value in words where it is not a figure: yes, out, clear, the name of a level."""
    if value in VALUES:
        return word(value, language)
    if isinstance(item, Levels):
        return next((level.title.say(language) for level in item.levels if level.id == value), value)
    return value


def place_name(item: Item | None, place: str, language: str) -> str:
    """A place by the name the rubric gives it, else by its number."""
    labels = item.places.labels if item is not None and item.places else None
    if labels and place.isdigit() and 0 < int(place) <= len(labels):
        return labels[int(place) - 1].say(language)
    return place


def _module(rubric: Rubric, module: Module, score: ModuleScore, result: Result, language: str) -> ModuleTree:
    seats = list(dict.fromkeys(sheet.seat for panel in score.panels for sheet in panel.sheets))
    sections = [
        SectionLines(
            title=section.title.say(language),
            full=figures.full,
            points=figures.points,
            items=tuple(_item(item, score, figures.items[item.id], result, language) for item in section.items),
        )
        for section, figures in zip(module.sections, score.sections, strict=True)
    ]
    return ModuleTree(
        id=module.id,
        title=module.title.say(language),
        weight=module.weight,
        full=score.full,
        seats=tuple(seats),
        sections=tuple(sections),
        steps=tuple(_module_steps(rubric, module, result, language)),
    )


def _item(item: Item, score: ModuleScore, points: Fraction, result: Result, language: str) -> ItemLine:
    cells = []
    for panel in score.panels:
        if item.id not in panel.items:
            continue
        struck = panel.struck_items.get(item.id, panel.struck)
        for sheet in panel.sheets:
            marked = next(each for each in sheet.items if each.item == item.id)
            values = _values(result, item.id, sheet.seat.split("+"))
            cells.append(_cell(item, sheet.seat, marked, values, struck.get(sheet.seat, ""), language))
    for given in score.outside:
        if given.item == item.id:
            value = result.facts.outside.get(item.id, "")
            cells.append(_cell(item, "", given, {"": value} if value else {}, "", language))
    return ItemLine(item.id, item.title.say(language), Fraction(item.points), points, tuple(cells))


def _values(result: Result, item: str, seats: list[str]) -> dict[str, str]:
    """The marks that stand on one item, by place; of two seats that share a sheet the later word."""
    slots = [mark for mark in standing(result.facts.marks).values() if mark.item == item and mark.seat in seats]
    return {mark.place: mark.value for mark in sorted(slots, key=lambda mark: (mark.order, mark.id))}


def _cell(item: Item, seat: str, score: ItemScore, values: Mapping[str, str], struck: str, language: str) -> Cell:
    by_place = {reason.place: reason for reason in score.reasons if reason.code != "capped"}
    entered = []
    for place in sorted(values, key=lambda place: (len(place), place)):
        reason = by_place.get(place)
        entered.append(
            Entered(
                place=place_name(item, place, language),
                value=said(item, values[place], language),
                price=reason.points if reason else ZERO,
                reason=reason.say(language) if reason else "",
            )
        )
    reasons = tuple(reason.say(language) for reason in score.reasons)
    return Cell(seat, score.points, score.lost, score.state, struck, tuple(entered), reasons)


def _module_steps(rubric: Rubric, module: Module, result: Result, language: str) -> Iterable[Step]:
    """The engine's own steps; each with the sentence that explains it."""
    score = next(part for part in result.modules if part.module == module.id)
    panels = {panel.panel: panel for panel in score.panels}
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
        yield Step(step.title.say(language), step.text, shown(step.figure), why_, terms, main, column)
    if score.clock and module.clock and not score.clock.points:
        times = (clock_text(score.clock.seconds), clock_text(module.clock.limit))
        why_ = sentences(score.clock.reasons, language) or word("on-time", language, *times)
        figure = "" if score.clock.void else "0"
        yield Step(word("time", language), "", figure, why_, column="part:clock")


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
    rule = next(panel for panel in rubric.panels if panel.id == score.panel)
    trimmed = rule.drop is not None and bool(score.struck or any(score.struck_items.values()))
    key = ("trimmed" if trimmed else "mean") + ("-items" if score.over == "item" else "")
    values = (rule.drop.high, rule.drop.low) if rule.drop and trimmed else (len(score.sheets),)
    return word(key, language, *values)


def _total_steps(rubric: Rubric, row: Row, result: Result, language: str) -> Iterable[Step]:
    """From the modules to the total, then what the total is worth: rank, tie, award; or why there is none."""
    if row.status != "ok":
        if row.status == "incomplete":
            yield Step(word("running", language), "", str(result.running))
        yield Step(word("status", language), "", word(row.status, language), sentences(row.why, language), main=True)
        return
    for step in total_steps(rubric, result):
        figure = str(result.total) if step.code == "total" else shown(step.figure)
        yield Step(step.title.say(language), step.text, figure, main=step.code == "total")
    if row.rank is not None:
        place = word("shared-rank" if row.tied else "sole-rank", language, row.rank)
        why = row.parted_by.say(language) if row.parted_by else ""
        yield Step(word("place-of", language), "", place, why, main=True)
    if row.award:
        yield Step(word("award", language), "", row.award.say(language))
