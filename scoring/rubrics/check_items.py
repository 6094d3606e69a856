"""Rules of single items beyond types: one function a kind. Knows no other item and no panel."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from scoring.rubrics import kinds
from scoring.rubrics.problems import Finding, Path


def check_item(path: Path, item: kinds.Item) -> Iterator[Finding]:
    """Everything wrong or odd in one item whose fields are right."""
    if item.places:
        yield from _places((*path, "places"), item.places)
        if item.kind in ("attempts", "levels", "timed", "outside", "ranked"):
            yield Finding((*path, "places"), "not-here", {"field": "places", "why": f"kind: {item.kind}"}, key=True)
    yield from BY_KIND[item.kind](path, item)


def _places(path: Path, places: kinds.Places) -> Iterator[Finding]:
    if places.labels is not None and len(places.labels) != places.count:
        counts = {"labels": str(len(places.labels)), "count": str(places.count)}
        yield Finding((*path, "labels"), "labels-count", counts)
    if places.count % places.per:
        yield Finding((*path, "per"), "per-divides", {"count": str(places.count), "per": str(places.per)})
    if places.layout == "bed-corners" and places.count != 4:
        yield Finding((*path, "count"), "corners")
    if places.per != 1 and places.layout != "round-table":
        yield Finding((*path, "per"), "not-here", {"field": "per", "why": f"layout: {places.layout}"}, key=True)


def _measured(path: Path, item: kinds.Measured) -> Iterator[Finding]:
    yield from one_of(path, {"each": item.each, "bands": item.bands, "step": item.step})
    if item.each is not None and item.tolerance is None:
        yield Finding(path, "needs", {"field": "each", "needed": "tolerance"})
    if item.each is None and item.tolerance is not None:
        why = "bands" if item.bands else "step"
        yield Finding((*path, "tolerance"), "not-here", {"field": "tolerance", "why": why}, key=True)
    yield from _closes(path, item, item.each)
    if item.bands:
        yield from _bands((*path, "bands"), item.bands)
        for index, band in enumerate(item.bands):
            yield from _price((*path, "bands", index, "lose"), item, band.lose)
    if item.step:
        yield from _price((*path, "step", "lose"), item, item.step.lose)


def _counted(path: Path, item: kinds.Counted) -> Iterator[Finding]:
    yield from one_of(path, {"lose": item.lose, "earn": item.earn, "rungs": item.rungs})
    if item.lose is not None:
        yield from _price((*path, "lose"), item, item.lose)
    if item.rungs:
        if item.places:
            yield Finding((*path, "places"), "not-here", {"field": "places", "why": "rungs"}, key=True)
        yield from _ordered((*path, "rungs"), "count", [rung.count for rung in item.rungs])
        yield from _ordered((*path, "rungs"), "points", [rung.points for rung in item.rungs])
        yield from _reaches((*path, "rungs"), item, [rung.points for rung in item.rungs])


def _checked(path: Path, item: kinds.Checked) -> Iterator[Finding]:
    yield from _closes(path, item, item.each)


def _attempts(path: Path, item: kinds.Attempts) -> Iterator[Finding]:
    prices = [item.points if lose == "all" else lose for lose in item.lose]
    for index, (before, after) in enumerate(pairwise(prices), 1):
        if after < before:
            yield Finding((*path, "lose", index), "not-ascending")
    for index, lose in enumerate(item.lose):
        yield from _price((*path, "lose", index), item, lose)
    if prices[0] > 0:
        best = {"value": shown(max(item.points - prices[0], Decimal(0))), "points": shown(item.points)}
        yield Finding((*path, "lose", 0), "full-not-reached", best)


def _levels(path: Path, item: kinds.Levels) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for index, level in enumerate(item.levels):
        here = (*path, "levels", index, "id")
        if level.id == "clear":
            yield Finding(here, "reserved-id", {"value": level.id})
        elif level.id in first:
            yield Finding(here, "duplicate-id", {"value": level.id}, first=first[level.id])
        first.setdefault(level.id, here)
    yield from _reaches((*path, "levels"), item, [level.points for level in item.levels])


def _judged(path: Path, item: kinds.Judged) -> Iterator[Finding]:
    top, most = item.points, "points"
    if item.places:
        if item.each is None:
            yield Finding(path, "needs", {"field": "places", "needed": "each"})
        else:
            top, most = item.each, "each"
        if item.least:
            yield Finding((*path, "least"), "not-here", {"field": "least", "why": "places"}, key=True)
        yield from _closes(path, item, item.each)
    elif item.each is not None:
        yield Finding((*path, "each"), "needs", {"field": "each", "needed": "places"}, key=True)
    least = Decimal(0) if item.places else item.least
    if least >= top:
        yield Finding((*path, "least"), "least-range")
    odd = least < top and (top - least) % item.step != 0
    if odd:
        values = {"value": shown(top - least), "step": shown(item.step)}
        yield Finding((*path, "step") if most == "points" else (*path, "each"), "step-range", values)
    for index, anchor in enumerate(item.anchors):
        here = (*path, "anchors", index, "mark")
        if not least <= anchor.mark <= top:
            ends = {"least": shown(least), "most": shown(top)}
            yield Finding(here, "outside-range", {"value": shown(anchor.mark), **ends})
        elif not odd and (anchor.mark - least) % item.step:
            yield Finding(here, "step-range", {"value": shown(anchor.mark - least), "step": shown(item.step)})


def _timed(path: Path, item: kinds.Timed) -> Iterator[Finding]:
    yield from _bands((*path, "bands"), item.bands)
    yield from _reaches((*path, "bands"), item, [band.points for band in item.bands])


def _outside(path: Path, item: kinds.Outside) -> Iterator[Finding]:
    if item.score == "part" and item.full is None:
        yield Finding(path, "needs", {"field": "score: part", "needed": "full"})
    if item.score == "best" and item.full is not None:
        yield Finding((*path, "full"), "not-here", {"field": "full", "why": "score: best"}, key=True)
    if item.score == "part" and item.wins == "low":
        yield Finding((*path, "wins"), "not-here", {"field": "wins", "why": "score: part"}, key=True)


def _ranked(path: Path, item: kinds.Ranked) -> Iterator[Finding]:
    yield from one_of(path, {"ladder": item.ladder, "table": item.table})
    if item.ladder:
        yield from _reaches((*path, "ladder", "first"), item, [item.ladder.first], single=True)
    if item.table:
        for index, (before, after) in enumerate(pairwise(item.table), 1):
            if after > before:
                yield Finding((*path, "table", index), "not-descending")
        yield from _reaches((*path, "table"), item, item.table)


def _closes(path: Path, item: kinds.Measured | kinds.Checked | kinds.Judged, each: Decimal | None) -> Iterator[Finding]:
    """All places together cost what the item is worth; real sheets sometimes miss that."""
    count = item.places.count if item.places else 1
    if each is not None and each * count != item.points:
        values = {"each": shown(each), "sum": shown(each * count), "points": shown(item.points), "count": str(count)}
        yield Finding((*path, "each"), "places-do-not-close", values)


def _price(path: Path, item: kinds.ItemBase, lose: Decimal | str) -> Iterator[Finding]:
    if isinstance(lose, Decimal) and lose > item.points:
        yield Finding(path, "price-over-points", {"value": shown(lose), "points": shown(item.points)})


def _reaches(path: Path, item: kinds.ItemBase, points: Sequence[Decimal], single: bool = False) -> Iterator[Finding]:
    """No entry earns more than the item, and the best earns it all. The points stand at `path` itself when `single`."""
    for index, earned in enumerate(points):
        if earned > item.points:
            here = path if single else (*path, index) if path[-1] == "table" else (*path, index, "points")
            yield Finding(here, "over-points", {"value": shown(earned), "points": shown(item.points)})
    if max(points) < item.points:
        yield Finding(path, "full-not-reached", {"value": shown(max(points)), "points": shown(item.points)}, key=True)


def _ordered(path: Path, field: str, numbers: Sequence[Decimal | int]) -> Iterator[Finding]:
    for index, (before, after) in enumerate(pairwise(numbers), 1):
        if after <= before:
            yield Finding((*path, index, field), "not-ascending")


def _bands(path: Path, bands: Sequence[kinds.Band | kinds.TimeBand]) -> Iterator[Finding]:
    """From 0 without end, every reading belongs to exactly one band."""
    doubled = [finding for index, band in enumerate(bands) for finding in _edges((*path, index), band)]
    if doubled:
        yield from doubled
        return
    end: tuple[Decimal, bool] | None = (Decimal(0), False)  # where the bands so far end, and whether that edge belongs
    for index, band in enumerate(bands):
        here = (*path, index)
        say = as_time if isinstance(band, kinds.TimeBand) else shown
        start, belongs = (band.over, False) if band.over is not None else (band.from_ or Decimal(0), True)
        if index == 0:
            if start > 0 or not belongs:
                yield Finding(here, "band-start")
        elif end is None or start < end[0] or (start == end[0] and belongs and end[1]):
            yield Finding(here, "band-overlap", {"value": say(start)})
        elif start > end[0]:
            between = f"{say(end[0])} 与 {say(start)} 之间", f"what lies between {say(end[0])} and {say(start)}"
            yield Finding(here, "band-gap", {"value": between})
        elif not belongs and not end[1]:
            yield Finding(here, "band-gap", {"value": say(start)})
        upper = band.under if band.under is not None else band.to
        end = None if upper is None else (upper, band.under is None)
        if end and (end[0] < start or (end[0] == start and not (belongs and end[1]))):
            yield Finding(here, "band-empty")
    if end is not None:
        yield Finding((*path, len(bands) - 1), "band-end")


def _edges(path: Path, band: kinds.Band | kinds.TimeBand) -> Iterator[Finding]:
    for field, other in (("from", "over"), ("to", "under")):
        if getattr(band, "from_" if field == "from" else field) is not None and getattr(band, other) is not None:
            yield Finding((*path, other), "band-edges", {"fields": f"{field} / {other}"}, key=True)


def one_of(path: Path, fields: dict[str, object]) -> Iterator[Finding]:
    """Exactly one of some fields is given."""
    given = [name for name, value in fields.items() if value is not None]
    if len(given) != 1:
        names = ("、".join(fields), ", ".join(fields))
        yield Finding((*path, given[1]) if given else path, "one-of", {"fields": names}, key=bool(given))


def shown(number: Decimal | Fraction) -> str:
    """A number as people write it, without trailing zeros; a fraction is rounded to six decimals."""
    part = number if isinstance(number, Decimal) else Decimal(number.numerator) / Decimal(number.denominator)
    text = f"{part:.6f}"
    return text.rstrip("0").rstrip(".")


def as_time(seconds: Decimal) -> str:
    """Seconds as people write a time: 90 is 1:30."""
    return f"{seconds // 60}:{seconds % 60:0>2}"


BY_KIND: dict[str, Callable[[Path, Any], Iterator[Finding]]] = {
    "measured": _measured,
    "counted": _counted,
    "checked": _checked,
    "attempts": _attempts,
    "levels": _levels,
    "judged": _judged,
    "timed": _timed,
    "outside": _outside,
    "ranked": _ranked,
}
