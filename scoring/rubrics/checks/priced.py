"""Items that start full and lose: readings, counts, faults, yes and no, attempts. Knows no other item."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from scoring.rubrics import item, kinds, prices
from scoring.rubrics.checks import bands
from scoring.rubrics.checks.effects import charged, effect, keeps_less, listed, too_much
from scoring.rubrics.checks.points import Room, earned, losable
from scoring.rubrics.checks.words import (
    as_time,
    ascending,
    idle,
    idle_fields,
    needs,
    never,
    not_both,
    one_of,
    shown,
)
from scoring.rubrics.problems import Finding, Path

LISTS = ("each", "bands", "step", "above", "below", "earn")


def measured(path: Path, item: kinds.Measured, room: Room) -> Iterator[Finding]:
    """Exactly one price list, and what is allowed said once."""
    given = [name for name in LISTS if getattr(item, name) is not None]
    if len(given) != 1 and given != ["above", "below"]:
        names = "each、bands、step、above / below、earn", "each, bands, step, above / below, earn"
        second = given[2:] if given[:2] == ["above", "below"] else given[1:2]
        yield Finding((*path, *second[:1]), "one-of", {"fields": names}, key=bool(given))
    if item.each is not None and item.tolerance is None and item.window is None:
        yield needs(path, "each", "tolerance / window")
    yield from not_both(path, item, "tolerance", "window")
    yield from _allowed(path, item)
    yield from closes(path, item, item.each)
    if item.bands:
        yield from _bands((*path, "bands"), item)
    elif "bands_on" in item.model_fields_set:
        yield idle(path, "bands-on", ("没有 bands", "no bands"))
    for field in ("step", "above", "below"):
        step = getattr(item, field)
        if step is not None:
            yield from too_much((*path, field, "lose"), step.lose, losable(item))
            yield from _step((*path, field), item, step, field)
    if not item.places:
        yield from idle_fields(path, item, ["take"], ("没有 places", "no places"))
    if item.earn is not None and not item.earn.points and not item.earn.below:
        yield Finding((*path, "earn", "points"), "costs-nothing")


def _allowed(path: Path, item: kinds.Measured) -> Iterator[Finding]:
    """The nominal, its tolerance, the window and the range belong to the price list and to each other."""
    on_reading = bool(item.bands) and item.bands_on == "reading"
    if item.earn is not None or on_reading:
        why = "earn" if item.earn is not None else "bands-on: reading"
        yield from idle_fields(path, item, ["nominal", "tolerance", "window"], why)
    elif item.bands is not None:
        yield from idle_fields(path, item, ["tolerance"], "bands")
    steps = [step for step in (item.step, item.above, item.below) if step is not None]
    if item.window is not None:
        yield from bands.edges((*path, "window"), item.window)
        if bands.stretch_of(item.window) == bands.stretch_of(prices.Edges()):
            yield Finding((*path, "window"), "no-edges")
        from_nominal = any(step.from_ == "nominal" for step in steps)
        if "nominal" in item.model_fields_set and not (from_nominal or item.earn is not None or on_reading):
            yield idle(path, "nominal", "window")
    if item.range is not None:
        yield from bands.edges((*path, "range"), item.range)
        allowed = bands.stretch_of(item.window) if item.window else _nominal(item)
        span = bands.stretch_of(item.range)
        if not (item.earn or on_reading or span.empty) and span.misses(allowed):
            yield Finding((*path, "range"), "range-misses")


def _nominal(item: kinds.Measured) -> bands.Stretch:
    sides = item.tolerance or prices.Sides()
    return bands.Stretch(item.nominal - sides.below, True, item.nominal + sides.above, True)


def _step(path: Path, item: kinds.Measured, step: prices.Step, field: str) -> Iterator[Finding]:
    if item.window is None:
        return
    if step.from_ == "nominal" and "nominal" not in item.model_fields_set:
        yield needs(path, "from: nominal", "nominal")
    window = bands.stretch_of(item.window)
    if (field == "above" and window.high is None) or (field == "below" and window.low is None):
        side = ("上界", "upper") if field == "above" else ("下界", "lower")
        yield never(path[:-1], field, (f"window 没有{side[0]}", f"the window has no {side[1]} edge"))


def _bands(path: Path, item: kinds.Measured) -> Iterator[Finding]:
    say = as_time if item.unit.is_time else shown
    whole = bands.FROM_ZERO
    if item.bands_on == "reading" and item.range is not None:
        whole = bands.stretch_of(item.range)
    yield from banded(path, item, item.bands or (), whole, say)


def banded(
    path: Path, item: kinds.Item, given: tuple[prices.Band | prices.TimeBand, ...], whole: bands.Stretch, say: bands.Say
) -> Iterator[Finding]:
    """Bands that cover what can come, each with one price that fits the item."""
    yield from bands.covering(path, given, whole, say)
    yield from bands.priced(path, given)
    for index, band in enumerate(given):
        yield from too_much((*path, index, "lose"), band.lose, losable(item))
    if not item.places:
        best = [((*path, i, "points"), band.points) for i, band in enumerate(given) if band.points is not None]
        only_points = all(band.lose is None for band in given)
        yield from (each for each in earned(item, best, path) if only_points or each.code != "full-not-reached")


def counted(path: Path, item: kinds.Counted, room: Room) -> Iterator[Finding]:
    """Exactly one way of pricing, and what belongs to it."""
    yield from one_of(path, item, "lose", "earn", "rungs", "out-of")
    if item.lose is None:
        yield from idle_fields(path, item, ["free", "once"], ("没有 lose", "no lose"))
    else:
        yield from listed((*path, "lose"), item.lose, bool(item.once))
        for index, lose in enumerate(item.lose):
            yield from too_much((*path, "lose", index), lose, losable(item))
    if item.rungs:
        if item.places:
            yield idle(path, "places", "rungs")
        yield from _rungs((*path, "rungs"), item, item.rungs)


def _rungs(path: Path, item: kinds.Counted, rungs: tuple[prices.Rung, ...]) -> Iterator[Finding]:
    yield from bands.priced(path, rungs)
    yield from ascending(path, "count", ((index, rung.count) for index, rung in enumerate(rungs)))
    points = [(index, rung.points) for index, rung in enumerate(rungs) if rung.points is not None]
    losses = [(index, full_price(rung.lose, item)) for index, rung in enumerate(rungs) if rung.lose is not None]
    yield from ascending(path, "points", points)
    yield from ascending(path, "lose", losses)
    for index, rung in enumerate(rungs):
        yield from too_much((*path, index, "lose"), rung.lose, losable(item))
    whole = [] if losses else points
    told = earned(item, [((*path, index, "points"), each) for index, each in points], path)
    yield from (each for each in told if whole or each.code != "full-not-reached")


def faults(path: Path, item: kinds.Faults, room: Room) -> Iterator[Finding]:
    """Every fault of the menu does something, within what the item has to lose."""
    around = room.around
    fulls = {"module": room.module.full, "item": Fraction(item.points)}
    for index, fault in enumerate(item.faults):
        here = (*path, "faults", index)
        yield from charged(here, fault, ("lose",))
        yield from effect(here, fault, around)
        yield from keeps_less(here, fault, fulls if fault.of is None else {})
        for number, lose in enumerate(fault.lose or ()):
            yield from too_much((*here, "lose", number), lose, losable(item))


def checked(path: Path, item: kinds.Checked, room: Room) -> Iterator[Finding]:
    """All places together cost what the item is worth."""
    yield from closes(path, item, item.each)


def attempts(path: Path, item: kinds.Attempts, room: Room) -> Iterator[Finding]:
    """Later attempts cost no less, and the first may reach the full points."""
    prices = [full_price(lose, item) for lose in item.lose]
    for index in range(1, len(prices)):
        if prices[index] < prices[index - 1]:
            yield Finding((*path, "lose", index), "not-ascending")
    for index, lose in enumerate(item.lose):
        yield from too_much((*path, "lose", index), lose, losable(item))
    if prices[0] > 0:
        best = {"value": shown(max(item.points - prices[0], Decimal(0))), "points": shown(item.points)}
        yield Finding((*path, "lose", 0), "full-not-reached", best)


def full_price(lose: Decimal | Literal["all"], item: item.ItemBase) -> Decimal:
    """A price in points; `all` is the whole item."""
    return item.points if lose == "all" else lose


def closes(path: Path, item: kinds.Measured | kinds.Checked | kinds.Judged, each: Decimal | None) -> Iterator[Finding]:
    """All places together cost what the item is worth; real sheets sometimes miss that."""
    together = isinstance(item, kinds.Measured) and item.take != "each"
    count = item.places.count if item.places and not together else 1
    if each is not None and each * count != item.points and item.floor == 0:
        values = {"each": shown(each), "sum": shown(each * count), "points": shown(item.points), "count": str(count)}
        yield Finding((*path, "each"), "places-do-not-close", values)


def dearest_place(item: kinds.Item) -> Decimal | Fraction | None:
    """The most a single place can lose; None where nothing limits it."""
    share = Fraction(item.points) / (item.places.count if item.places else 1)
    if isinstance(item, kinds.Checked):
        return share if item.each is None else item.each
    if isinstance(item, kinds.Measured) and item.each is not None:
        return item.each
    if isinstance(item, kinds.Measured) and item.bands and all(band.lose is not None for band in item.bands):
        return max(full_price(band.lose, item) for band in item.bands if band.lose is not None)
    return None
