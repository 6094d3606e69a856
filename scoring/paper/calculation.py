"""How one result came about, figure by figure: marks, items, sheets, panels, penalties, clock, weights, rank.

It only words what the engine kept on the way; the sums stand in `engine/`. Names of people do not occur.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.figures import ZERO
from scoring.engine.kinds import ItemScore
from scoring.engine.marks import RUN_WORDS, standing
from scoring.engine.module import ModuleScore
from scoring.engine.result import Result
from scoring.engine.standings import Row
from scoring.paper.steps import Step, Term, module_steps_of, shown, total_steps_of
from scoring.paper.words import word
from scoring.rubrics.kinds import Element, Faults, Item, Levels
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module

__all__ = ["Calculation", "Step", "Term", "calculation", "said", "shown"]

VALUES = ("clear", "in", "out", "yes", "no", "na")


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
        steps=tuple(total_steps_of(rubric, row, result, language)),
        missing=tuple(reason.say(language) for reason in (result.missing or ())),
    )


def said(item: Item | None, value: str, language: str) -> str:
    """A mark's value in words where it is not a figure: yes, out, clear, the name of a level, of a chosen element."""
    if value in VALUES:
        return word(value, language)
    if item is not None and "#" in item.id and value in RUN_WORDS:
        return word(f"run-{value}", language)
    if isinstance(item, Levels):
        return next((level.title.say(language) for level in item.levels if level.id == value), value)
    if isinstance(item, Element):
        return next((f"{value} {each.title.say(language)}" for each in item.catalogue if each.id == value), value)
    return value


def place_name(item: Item | None, place: str, language: str) -> str:
    """A place by the name the rubric gives it, a fault by its code and name, else the place's number."""
    if isinstance(item, Faults):
        return next((f"{place} {fault.title.say(language)}" for fault in item.faults if fault.id == place), place)
    labels = item.places.labels if item is not None and item.places else None
    if labels and place.isdigit() and 0 < int(place) <= len(labels):
        return labels[int(place) - 1].say(language)
    return place


def _module(rubric: Rubric, module: Module, score: ModuleScore, result: Result, language: str) -> ModuleTree:
    seats = list(dict.fromkeys(sheet.seat for panel in score.panels for sheet in panel.sheets))
    written = next(part for part in rubric.written if part.id == module.id)
    titles = {section.id: section.title for section in written.sections}
    sections = [
        SectionLines(
            title=titles[figures.section].say(language),
            full=figures.full,
            points=figures.points,
            items=tuple(_item(rubric, item, score, points, result, language) for item, points in figures.items.items()),
        )
        for figures in score.sections
    ]
    return ModuleTree(
        id=module.id,
        title=module.title.say(language),
        weight=module.weight,
        full=score.full,
        seats=tuple(seats),
        sections=tuple(sections),
        steps=tuple(module_steps_of(rubric, module, result, language)),
    )


def _item(rubric: Rubric, name: str, score: ModuleScore, points: Fraction, result: Result, language: str) -> ItemLine:
    item, cells = rubric.items[name], []
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
    return ItemLine(item.id, rubric.named(item).say(language), Fraction(item.points), points, tuple(cells))


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
