"""The ranked table of an event: field, totals, ranks with their ties, awards. Knows contestants by id only."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.engine.awards import awards_of
from scoring.engine.field import field_items, settle
from scoring.engine.figures import ZERO, clock_text, plain
from scoring.engine.reasons import Reason, both
from scoring.engine.result import Result, Status, penalty_points
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Tie
from scoring.rubrics.values import Text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    `rank` and `total` are None unless `status` is "ok". `tied` says that the rank is shared. `parted_by` names the
    link of the tie chain that set the row apart from an equal total. `provisional` rows may still move without a mark
    of their own: an item depends on the field and somebody is not complete. `parts` are figures as text, rounded like
    totals: by module id (before the weight), `<module>.weighted` where the weight is not 1, by panel id,
    `penalties`, `clock`.
    """

    rank: int | None
    contestant: str
    total: Decimal | None
    tied: bool
    status: Status
    award: Text | None
    parts: Mapping[str, str]
    why: tuple[Reason, ...]
    provisional: bool
    parted_by: Reason | None


@dataclass(frozen=True, slots=True)
class Standings:
    """The table: ranked rows first, then the others in natural order; `results` are the settled ones by contestant."""

    rows: tuple[Row, ...]
    results: Mapping[str, Result]


@dataclass(frozen=True, slots=True)
class Place:
    """Where `rank` puts one contestant."""

    rank: int
    contestant: str
    tied: bool
    parted_by: Reason | None


def standings(rubric: Rubric, results: Iterable[Result]) -> Standings:
    """The table of all results given; who has not begun belongs in it too, or the field looks complete."""
    settled = settle(rubric, sorted(results, key=lambda result: natural(result.contestant)))
    by_id = {result.contestant: result for result in settled}
    open_field = bool(field_items(rubric)) and any(result.status == "incomplete" for result in settled)
    places = {place.contestant: place for place in rank(rubric, settled)}
    awards = awards_of(rubric.awards, {place.contestant: place.rank for place in places.values()}, len(settled))
    order = [by_id[contestant] for contestant in places] + [each for each in settled if each.contestant not in places]
    rows = []
    for result in order:
        place = places.get(result.contestant)
        rows.append(
            Row(
                rank=place.rank if place else None,
                contestant=result.contestant,
                total=result.total,
                tied=bool(place and place.tied),
                status=result.status,
                award=awards.get(result.contestant),
                parts=result.parts,
                why=result.why,
                provisional=open_field,
                parted_by=place.parted_by if place else None,
            )
        )
    return Standings(tuple(rows), by_id)


def rank(rubric: Rubric, results: Sequence[Result]) -> list[Place]:
    """Rank by total; the tie chain parts equal totals, link by link; who is still equal shares the better rank.

    The rank after a shared one is left out (1, 1, 3). A link for which one of the group has no figure parts nobody.
    """
    ranked = [result for result in results if result.status == "ok" and result.total is not None]
    groups: dict[Decimal, list[Result]] = defaultdict(list)
    for result in ranked:
        groups[result.total or Decimal(0)].append(result)
    places: list[Place] = []
    for total in sorted(groups, reverse=True):
        for equal, parted in _part(rubric, groups[total], rubric.ties, {}):
            first = len(places) + 1
            places += [
                Place(first, result.contestant, len(equal) > 1, parted.get(result.contestant)) for result in equal
            ]
    return places


def _part(
    rubric: Rubric, group: list[Result], chain: Sequence[Tie], parted: Mapping[str, Reason]
) -> list[tuple[list[Result], Mapping[str, Reason]]]:
    """Split a group of equal totals by the rest of the chain into groups that stay equal, best first."""
    if len(group) == 1 or not chain:
        return [(group, parted)]
    link = chain[0]
    figures = {result.contestant: LINKS[link.by](link, result) for result in group}
    known = {figure for figure in figures.values() if figure is not None}
    if None in figures.values() or len(known) == 1:
        return _part(rubric, group, chain[1:], parted)
    groups = []
    for figure in sorted(known, reverse=link.wins == "high"):
        equal = [result for result in group if figures[result.contestant] == figure]
        reasons = {result.contestant: _parted(rubric, link, figure) for result in equal}
        groups += _part(rubric, equal, chain[1:], {**parted, **reasons})
    return groups


def _time(link: Tie, result: Result) -> Fraction | None:
    """Working time of the module `of`, else of all modules with a time."""
    seconds = [time for module, time in result.facts.time.items() if link.of in (None, module)]
    return Fraction(sum(seconds)) if seconds else None


def _penalties(link: Tie, result: Result) -> Fraction | None:
    return penalty_points(result.modules)


def _module(link: Tie, result: Result) -> Fraction | None:
    return next((module.points for module in result.modules if module.module == link.of), None)


def _panel(link: Tie, result: Result) -> Fraction | None:
    found = [panel.points for module in result.modules for panel in module.panels if panel.panel == link.of]
    return sum(found, start=ZERO) if found else None


def _section(link: Tie, result: Result) -> Fraction | None:
    sections = (section for module in result.modules for section in module.sections)
    return next((section.points for section in sections if section.section == link.of), None)


def _item(link: Tie, result: Result) -> Fraction | None:
    sections = (section for module in result.modules for section in module.sections)
    return next((points for section in sections for item, points in section.items.items() if item == link.of), None)


LINKS: dict[str, Callable[[Tie, Result], Fraction | None]] = {
    "time": _time,
    "penalties": _penalties,
    "module": _module,
    "panel": _panel,
    "section": _section,
    "item": _item,
}


def _parted(rubric: Rubric, link: Tie, figure: Fraction) -> Reason:
    value = clock_text(Decimal(figure.numerator) / figure.denominator) if link.by == "time" else plain(figure)
    return Reason("parted", values={"value": value, **both("by", title_of(rubric, link))})


def title_of(rubric: Rubric, link: Tie) -> Text:
    """What a link of the tie chain compares, in words."""
    if link.by == "time":
        return Text(zh="用时", en="time")
    if link.by == "penalties":
        return Text(zh="罚分", en="penalties")
    named: dict[str, Iterable[tuple[str, Text]]] = {
        "module": ((module.id, module.title) for module in rubric.parts),
        "panel": ((panel.id, panel.title) for panel in rubric.panels),
        "section": ((section.id, section.title) for module in rubric.parts for section in module.sections),
        "item": ((item.id, item.title) for item in rubric.items.values()),
    }
    return next(title for id_, title in named[link.by] if id_ == link.of)


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts A2 before A10."""
    parts = re.split(r"(\d+)", text)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
