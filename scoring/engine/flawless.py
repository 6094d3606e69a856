"""The best mark an item admits: what a sheet looks like when there is nothing to find. Knows no sheet and no chance."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.engine.figures import clock_text, plain
from scoring.engine.kinds import score_item
from scoring.engine.prices import Stretch, top_of
from scoring.engine.values import NO_CHOICE, clearable, refuse
from scoring.rubrics.kinds import Counted, Element, Graded, Item, Judged, Measured, Outside, Ranked, Timed
from scoring.rubrics.prices import Choice

MUCH = "100"  # of what has no scale of its own


def flawless(item: Item, chosen: Mapping[str, Choice] = NO_CHOICE) -> str | None:
    """The value that brings most, for the item or each of its places; None where *clear* already says it.

    Also None where nothing can be found, such as a grade whose element is not chosen yet. `chosen` as in `refuse`.
    """
    if clearable(item):
        return None
    places = [str(number + 1) for number in range(item.places.count)] if item.places else [""]
    known = [value for value in _candidates(item, chosen) if refuse(item, places[0], value, chosen) is None]
    return max(known, key=lambda value: _brings(item, {place: value for place in places}, chosen), default=None)


def _brings(item: Item, values: Mapping[str, str], chosen: Mapping[str, Choice]) -> Fraction:
    if isinstance(item, Outside | Ranked):
        return Fraction(0)  # the first candidate: what it brings may depend on the field
    return score_item(item, values, chosen=chosen).points


def _candidates(item: Any, chosen: Mapping[str, Choice]) -> Iterator[str]:
    if isinstance(item, Judged):
        yield plain(top_of(item))
    elif isinstance(item, Element):
        yield from (choice.id for choice in item.catalogue)
    elif isinstance(item, Graded):
        yield from (grade.id for grade in (chosen[item.of].grades if item.of in chosen else ()))
    elif isinstance(item, Counted):
        yield from _counts(item)
    elif isinstance(item, Measured):
        yield from _readings(item)
    elif isinstance(item, Timed):
        yield from (clock_text(figure) for band in item.bands for figure in _figures(band))
    else:
        yield from _values(item)


def _counts(item: Counted) -> Iterator[str]:
    yield "0"
    yield from (str(rung.count) for rung in item.rungs or ())
    if item.earn is not None:
        yield str((Fraction(item.points) / Fraction(item.earn)).__ceil__())
    if item.out_of is not None:
        yield plain(item.out_of)


def _readings(item: Measured) -> Iterator[str]:
    stretches = [*(item.bands or ()), *([item.window] if item.window else [])]
    figures = [item.nominal, *(figure for stretch in stretches for figure in _figures(stretch))]
    if item.earn is not None and item.earn.points:
        figures.append(item.earn.from_ + item.earn.size * (item.points - item.earn.base) / item.earn.points)
    figures += [edge for edge in (item.range.from_, item.range.to) if edge is not None] if item.range else []
    for figure in figures:
        short = round(figure, 2)
        yield clock_text(max(short, Decimal(0))) if item.unit.is_time else plain(short)


def _values(item: Outside | Ranked) -> Iterator[str]:
    timed = item.unit is not None and item.unit.is_time
    figures = [item.full or item.points] if isinstance(item, Outside) else []
    for figure in [*figures, Decimal(MUCH)]:
        yield clock_text(figure) if timed else plain(figure)


def _figures(stretch: Stretch) -> Iterator[Decimal]:
    """Figures at the edges of a stretch and just inside them."""
    for edge in (stretch.from_, stretch.over, stretch.to, stretch.under):
        if edge is not None:
            yield from (edge, edge + 1, max(edge - 1, Decimal(0)))
