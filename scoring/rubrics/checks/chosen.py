"""Items that a judge chooses a value for: levels, marks on a scale, elements of a catalogue and grades on them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from scoring.rubrics import kinds, prices
from scoring.rubrics.checks import bands
from scoring.rubrics.checks.points import Room, earned
from scoring.rubrics.checks.priced import banded, closes
from scoring.rubrics.checks.words import ITEM, idle, idle_fields, needs, refers, shown
from scoring.rubrics.problems import Finding, Path, quoted


def levels(path: Path, item: kinds.Levels, room: Room) -> Iterator[Finding]:
    """Every level has points or none has; they rise, or fall, from one to the next."""
    points = [level.points for level in item.levels if level.points is not None]
    if not points:
        return
    if len(points) < len(item.levels):
        missing = next(index for index, level in enumerate(item.levels) if level.points is None)
        yield Finding((*path, "levels", missing), "level-points")
        return
    steps = list(pairwise(points))
    if any(a > b for a, b in steps) and any(a < b for a, b in steps):
        yield Finding((*path, "levels"), "levels-order", key=True)
    entries: list[tuple[Path, Decimal]] = [
        ((*path, "levels", index, "points"), each) for index, each in enumerate(points)
    ]
    yield from earned(item, entries, (*path, "levels"))


def judged(path: Path, item: kinds.Judged, room: Room) -> Iterator[Finding]:
    """A scale with a top above its bottom, whole steps, and what its marks bring."""
    if item.places:
        yield from idle_fields(path, item, ["least", "most", "bands"], "places")
        if item.each is None:
            yield needs(path, "places", "each")
        yield from closes(path, item, item.each)
    elif item.each is not None:
        yield needs(path, "each", "places")
    field = "each" if item.places and item.each is not None else "most" if item.most is not None else "points"
    least = Decimal(0) if item.places else item.least
    top = item.each if field == "each" and item.each is not None else item.most if field == "most" else item.points
    if top is None or least >= top:
        yield Finding((*path, "least" if "least" in item.model_fields_set else field), "least-range")
        return
    if (top - least) % item.step:
        yield _between_steps((*path, "step" if field == "points" else field), item, least, top)
    else:
        yield from _anchors(path, item, least, top)
    if item.bands and not item.places:
        whole = bands.Stretch(least, True, top, True)
        yield from banded((*path, "bands"), item, item.bands, whole, shown)
    elif not item.places:
        yield from _scale(path, item, least, top)


def _anchors(path: Path, item: kinds.Judged, least: Decimal, top: Decimal) -> Iterator[Finding]:
    for index, anchor in enumerate(item.anchors):
        here = (*path, "anchors", index, "mark")
        if not least <= anchor.mark <= top:
            ends = {"least": shown(least), "most": shown(top)}
            yield Finding(here, "outside-range", {"value": shown(anchor.mark), **ends})
        elif (anchor.mark - least) % item.step:
            yield _between_steps(here, item, least, anchor.mark)


def _between_steps(path: Path, item: kinds.Judged, least: Decimal, mark: Decimal) -> Finding:
    ends = {"least": shown(least), "most": shown(mark)}
    return Finding(path, "span-steps", {**ends, "value": shown(mark - least), "step": shown(item.step)})


def _scale(path: Path, item: kinds.Judged, least: Decimal, top: Decimal) -> Iterator[Finding]:
    """The mark is what the item brings: both ends lie within what it may bring."""
    low, high = item.lowest, item.highest
    if low is not None and least < low:
        yield Finding((*path, "least"), "under-floor", {"value": shown(least), "floor": shown(low)})
    if high is not None and top > high and item.most is not None:
        yield Finding((*path, "most"), "over-points", {"value": shown(top), "points": shown(high)})
    elif top < item.points:
        yield Finding((*path, "most"), "full-not-reached", {"value": shown(top), "points": shown(item.points)})


def element(path: Path, item: kinds.Element, room: Room) -> Iterator[Finding]:
    """Entries worth no more than the item; their grades serve an item that is graded."""
    entries: list[tuple[Path, Decimal]] = [
        ((*path, "catalogue", index, "points"), choice.points) for index, choice in enumerate(item.catalogue)
    ]
    yield from earned(item, entries, (*path, "catalogue"))
    if item.once and room.section.runs is None:
        yield idle(path, "once", ("它不在 runs 里", "it is in no run"))
    if any(isinstance(each, kinds.Graded) and each.of == item.id for each in room.section.items):
        return
    for index, choice in enumerate(item.catalogue):
        if choice.grades:
            yield Finding((*path, "catalogue", index, "grades"), "grades-unused", {"value": quoted(item.id)}, key=True)
            return


def graded(path: Path, item: kinds.Graded, room: Room) -> Iterator[Finding]:
    """It grades an element of its own section, of which every entry has grades."""
    elements = {each.id: (n, each) for n, each in enumerate(room.section.items) if isinstance(each, kinds.Element)}
    if item.of not in elements:
        others = {each.id for each in room.module.items}
        if item.of in others:
            yield Finding((*path, "of"), "not-an-element", {"value": quoted(item.of)})
        else:
            yield from refers((*path, "of"), item.of, elements, ITEM)
        return
    number, found = elements[item.of]
    catalogue = (*path[:-1], number, "catalogue")
    entries: list[tuple[Path, Decimal]]
    if item.grades:
        yield from _graded_twice(catalogue, found.catalogue)
        entries = [
            ((*path, "grades", place, "points"), grade.on(choice).points)
            for place, grade in enumerate(item.grades)
            for choice in found.catalogue
        ]
    else:
        yield from _graded_entries(catalogue, found.catalogue)
        entries = [
            ((*catalogue, index, "grades", place, "points"), grade.points)
            for index, choice in enumerate(found.catalogue)
            for place, grade in enumerate(choice.grades)
        ]
    yield from earned(item, entries, (*path, "points"))


def _graded_twice(path: Path, catalogue: Sequence[prices.Choice]) -> Iterator[Finding]:
    """Grades for all entries, and an entry that has its own."""
    own = next((index for index, choice in enumerate(catalogue) if choice.grades), None)
    if own is not None:
        yield idle((*path, own), "grades", ("评分那一条已写 grades", "the item that grades it has grades"))


def _graded_entries(path: Path, catalogue: Sequence[prices.Choice]) -> Iterator[Finding]:
    for index, choice in enumerate(catalogue):
        if not choice.grades:
            yield Finding((*path, index), "no-grades", {"value": quoted(choice.id)})
