"""Items that turn a figure into points: times, values from outside, places in the field; and the field rule itself."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.rubrics import field, kinds
from scoring.rubrics.checks import bands
from scoring.rubrics.checks.points import Room, earned
from scoring.rubrics.checks.priced import banded
from scoring.rubrics.checks.words import above_zero, as_time, ascending, idle, idle_fields, needs, one_of, shown
from scoring.rubrics.problems import Finding, Path

BY_PLACE = ("ladder", "table", "rates")


def timed(path: Path, item: kinds.Timed, room: Room) -> Iterator[Finding]:
    """Every time lies in one band; the module's own time needs a clock, and there is only one of it."""
    yield from banded((*path, "bands"), item, item.bands, bands.FROM_ZERO, as_time)
    if item.clock and room.section.runs:
        yield idle(path, "clock", "runs")
    elif item.clock and room.module.clock is None:
        why = "模块没有 clock", "the module has no clock"
        yield idle(path, "clock", why)


def outside(path: Path, item: kinds.Outside, room: Room) -> Iterator[Finding]:
    """What belongs to each way of turning the value into points."""
    if item.score == "part" and item.full is None:
        yield needs(path, "score: part", "full")
    if item.score == "bands" and item.bands is None:
        yield needs(path, "score: bands", "bands")
    belongs = {"part": ("full",), "best": ("wins", "scope", "annulled"), "bands": ("bands",), "value": ()}
    foreign = [field for score, fields in belongs.items() if score != item.score for field in fields]
    yield from idle_fields(path, item, foreign, f"score: {item.score}")
    if item.bands and item.score == "bands":
        signed = item.against is not None and item.against.as_ != "percent"
        whole = bands.stretch_of(bands.NO_EDGES) if signed else bands.FROM_ZERO
        yield from banded((*path, "bands"), item, item.bands, whole, shown)


def ranked(path: Path, item: kinds.Ranked, room: Room) -> Iterator[Finding]:
    """Points by place, no more than the item is worth."""
    yield from by_place(path, item)
    entries: list[tuple[Path, Decimal]] = []
    if item.ladder and item.ladder.first != "entries":
        entries = [((*path, "ladder", "first"), item.ladder.first)]
    elif item.table:
        entries = [((*path, "table", index), points) for index, points in enumerate(item.table)]
    elif item.rates:
        entries = [((*path, "rates", index, "points"), rate.points) for index, rate in enumerate(item.rates)]
    yield from earned(item, entries, entries[0][0] if item.ladder and entries else (*path, "table"))


def by_place(path: Path, rule: kinds.Ranked | field.FieldRule) -> Iterator[Finding]:
    """Exactly one list of points by place, from the best to the last."""
    yield from one_of(path, rule, *BY_PLACE)
    ladder = rule.ladder
    if ladder and ladder.first != "entries" and ladder.floor >= ladder.first:
        yield Finding((*path, "ladder", "floor"), "ladder-floor", {"first": shown(ladder.first)})
    table = rule.table or ()
    for index in range(1, len(table)):
        if table[index] > table[index - 1]:
            yield Finding((*path, "table", index), "not-descending")
    rates = rule.rates or ()
    yield from ascending((*path, "rates"), "to", ((index, rate.to) for index, rate in enumerate(rates)))
    for index, rate in enumerate(rates):
        yield from above_zero((*path, "rates", index, "to"), rate.to, "0%")
        if index and rate.points > rates[index - 1].points:
            yield Finding((*path, "rates", index, "points"), "not-descending")


def field_rule(path: Path, rule: field.FieldRule) -> Iterator[Finding]:
    """What belongs to each way of looking at the field."""
    if rule.score == "place":
        yield from by_place(path, rule)
    else:
        yield from idle_fields(path, rule, BY_PLACE, f"score: {rule.score}")
    if rule.score == "best":
        if rule.points is None:
            yield needs(path, "score: best", "points")
        yield from idle_fields(path, rule, ["shared"], "score: best")
        if rule.absent == "last":
            yield Finding((*path, "absent"), "absent-last")
    else:
        yield from idle_fields(path, rule, ["points"], f"score: {rule.score}")
