"""What holds for an item of any kind: limits, places, minimums, ids of its choices. Single kinds: the files beside."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from scoring.rubrics import item, kinds
from scoring.rubrics.checks import chosen, figures, priced
from scoring.rubrics.checks.effects import need
from scoring.rubrics.checks.points import Room, seatless
from scoring.rubrics.checks.times import readings
from scoring.rubrics.checks.words import idle, idle_fields, needs, never, shown, unique
from scoring.rubrics.parts import Section
from scoring.rubrics.problems import Finding, Path

PLACED = ("measured", "counted", "checked", "judged")  # kinds that may be looked for at several places
MARKS = ("clear", "na")  # what may be entered instead of a choice
RUN_MARKS = ("failed", "passed", "void")
MOST_REASONS = 12  # more do not fit beside a standing judge's thumb
LONGEST_REASON = {"zh": 20, "en": 40}  # letters; as wide in the one as in the other

BY_KIND: dict[str, Callable[[Path, Any, Room], Iterator[Finding]]] = {
    "measured": priced.measured,
    "counted": priced.counted,
    "faults": priced.faults,
    "checked": priced.checked,
    "attempts": priced.attempts,
    "levels": chosen.levels,
    "judged": chosen.judged,
    "element": chosen.element,
    "graded": chosen.graded,
    "timed": figures.timed,
    "outside": figures.outside,
    "ranked": figures.ranked,
}


def check_item(path: Path, item: kinds.Item, room: Room) -> Iterator[Finding]:
    """Everything wrong or odd in one item whose fields are right."""
    if item.places:
        if item.kind in PLACED:
            yield from _places((*path, "places"), item, item.places)
        else:
            yield idle(path, "places", f"kind: {item.kind}")
    yield from readings(path, item)
    yield from _limits(path, item)
    yield from _unmarked(path, item)
    yield from _reasons((*path, "reasons"), item)
    yield from _ids(path, item, room.section)
    if item.needs:
        shared = item.role != "factor" and (item.points or item.kind != "checked")  # a no is short without points
        full = Fraction(item.points) if shared else None
        most = full if item.points and item.highest is not None and item.highest <= item.points else None
        yield from need((*path, "needs"), item.needs, most, room.around, full)
    yield from BY_KIND[item.kind](path, item, room)


def _places(path: Path, item: kinds.Item, places: item.Places) -> Iterator[Finding]:
    if places.labels is not None and len(places.labels) != places.count:
        counts = {"labels": str(len(places.labels)), "count": str(places.count)}
        yield Finding((*path, "labels"), "labels-count", counts)
    if places.count % places.per:
        yield Finding((*path, "per"), "per-divides", {"count": str(places.count), "per": str(places.per)})
    if places.layout == "bed-corners" and places.count != 4:
        yield Finding((*path, "count"), "corners")
    if places.all and isinstance(item, kinds.Measured) and item.take != "each":  # waited for anyway
        yield idle(path, "all", f"take: {item.take}")
    if places.per != 1 and places.layout != "round-table":
        yield idle(path, "per", f"layout: {places.layout}")
    if places.cap is None:
        return
    if item.kind == "judged":
        yield idle(path, "cap", "kind: judged")
    dearest = priced.dearest_place(item)
    if dearest is not None and dearest <= places.cap:
        most = shown(dearest)
        yield never(path, "cap", (f"每处最多只扣 {most}", f"a place loses {most} at most"))


def _limits(path: Path, item: kinds.Item) -> Iterator[Finding]:
    low, high = item.lowest, item.highest
    if low is not None and high is not None and low > high:
        field = "ceiling" if item.ceiling is not None else "floor"
        yield Finding((*path, field), "limits-crossed", {"floor": shown(low), "ceiling": shown(high)})
    elif high is not None and high < item.points:
        yield Finding((*path, "ceiling"), "full-not-reached", {"value": shown(high), "points": shown(item.points)})
    if not item.points and not item.needs and _only_shares(item):
        yield Finding((*path, "points"), "brings-nothing")


def _only_shares(item: kinds.Item) -> bool:
    """Whether whatever the item brings is a part of its points."""
    if isinstance(item, kinds.Checked):
        return item.each is None
    if isinstance(item, kinds.Levels):
        return all(level.points is None for level in item.levels)
    return isinstance(item, kinds.Outside) and item.score in ("part", "best")


def _unmarked(path: Path, item: kinds.Item) -> Iterator[Finding]:
    """What an item means that nobody marked, or that does not apply; no seat can say so of a figure from elsewhere."""
    if seatless(item):
        if item.panel is not None:
            yield Finding((*path, "panel"), "panel-on-outside", key=True)
        why = "clock: true" if item.kind == "timed" else f"kind: {item.kind}"
        yield from idle_fields(path, item, ["not-applicable"], why)
    if item.not_applicable == "item" and not item.places:
        yield needs(path, "not-applicable: item", "places")


def _reasons(path: Path, item: kinds.Item) -> Iterator[Finding]:
    """The words to note: few, short, and no two alike, because a note is known by its words."""
    if len(item.reasons) > MOST_REASONS:
        yield Finding(path, "reasons-many", {"limit": str(MOST_REASONS), "count": str(len(item.reasons))})
    for index, text in enumerate(item.reasons):
        for tongue, longest in LONGEST_REASON.items():
            if len(getattr(text, tongue)) > longest:
                yield Finding((*path, index, tongue), "too-long", {"limit": str(longest)})
        if text.zh in [earlier.zh for earlier in item.reasons[:index]]:
            yield Finding((*path, index), "reason-twice", {"value": text.zh})


def _ids(path: Path, item: kinds.Item, section: Section) -> Iterator[Finding]:
    """The ids of what can be chosen: each once, and none that is a mark with a meaning of its own."""
    reserved = (*MARKS, *(RUN_MARKS if section.runs else ()))
    if isinstance(item, kinds.Levels):
        yield from unique((((*path, "levels", i, "id"), level.id) for i, level in enumerate(item.levels)), reserved)
    elif isinstance(item, kinds.Faults):
        yield from unique(((*path, "faults", i, "id"), fault.id) for i, fault in enumerate(item.faults))
    elif isinstance(item, kinds.Graded):
        yield from unique((((*path, "grades", i, "id"), each.id) for i, each in enumerate(item.grades or ())), reserved)
    elif isinstance(item, kinds.Element):
        yield from unique((((*path, "catalogue", i, "id"), each.id) for i, each in enumerate(item.catalogue)), reserved)
        for index, choice in enumerate(item.catalogue):
            here = (*path, "catalogue", index, "grades")
            yield from unique((((*here, i, "id"), grade.id) for i, grade in enumerate(choice.grades)), reserved)
