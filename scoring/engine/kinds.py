"""How each kind of item is scored: one function a kind, chosen by its name. A new kind is a new function here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from scoring.engine.figures import ZERO, clock_text, exact, plain
from scoring.engine.marks import CLEAR
from scoring.engine.reasons import TIMES, Reason, both
from scoring.engine.values import number_of, refuse, tidy, top_of
from scoring.rubrics.kinds import (
    Attempts,
    Band,
    Checked,
    Counted,
    Item,
    Judged,
    Levels,
    Measured,
    Outside,
    TimeBand,
    Timed,
)
from scoring.rubrics.values import parse_duration

State = Literal["untouched", "clear", "deducted"]


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item is worth on one sheet. `points` is what is left of `full`, never outside 0…full.

    `untouched`: nobody has looked; `points` then shows what a running total may count (all of it, or nothing where
    points are earned by a figure) and `lost` is 0. `clear`: looked at, nothing lost. The points of `reasons` add
    up to −`lost`.
    """

    item: str
    points: Fraction
    full: Fraction
    lost: Fraction
    state: State
    reasons: tuple[Reason, ...] = ()
    faults: Mapping[str, int] = field(default_factory=dict)


def score_item(item: Item, places: Mapping[str, str], seat: str = "", chosen: Mapping[str, str] = {}) -> ItemScore:  # noqa: B006
    """Score one item from the values that stand, by place ("" is the item as a whole); the item is never below 0.

    One standing mark makes the item looked at: places without a mark then count as fine, and faults at
    places count even when the item as a whole says `clear`. A value the item does not admit is as good as none.
    """
    full = exact(item.points)
    values = {place: tidy(value) for place, value in places.items() if refuse(item, place, value) is None}
    if not values:
        return ItemScore(item.id, ZERO if earning(item) else full, full, ZERO, "untouched")
    read = {place: value for place, value in sorted(values.items(), key=_by_place) if value != CLEAR}
    losses = LOSSES[item.kind](item, read) if read else []
    reasons = [_told(item, seat, reason) for reason in losses if reason.points]
    lost = -sum((reason.points for reason in reasons), start=ZERO)
    kept = min(max(lost, ZERO), full)
    if kept != lost:
        reasons.append(Reason("capped", lost - kept, item=item.id, seat=seat))
    return ItemScore(item.id, full - kept, full, kept, "deducted" if kept else "clear", tuple(reasons))


def cost(item: Item, place: str, value: str) -> Fraction:
    """What this one mark alone takes off the item: the price a tablet shows beside a tap."""
    score = score_item(item, {place: value})
    return score.full - score.points


def earning(item: Item) -> bool:
    """Whether the item starts at nothing and earns points by a figure, instead of losing them by faults."""
    if isinstance(item, Counted):
        return item.lose is None
    return item.kind in ("timed", "outside", "ranked")


def _by_place(entry: tuple[str, str]) -> int:
    return int(entry[0] or 0)


def _told(item: Item, seat: str, reason: Reason) -> Reason:
    """The reason with its item and seat, and the name of its place where that is more than its number."""
    values = reason.values
    if item.places and reason.place and (item.places.labels or item.places.per > 1):
        values = {**values, **both("label", item.places.name(int(reason.place)))}
    return Reason(reason.code, reason.points, item.id, reason.place, seat, values)


def within(value: Decimal, band: Band | TimeBand) -> bool:
    """Whether a value lies in a band: `from` and `to` belong to it, `over` and `under` do not."""
    return (
        (band.from_ is None or value >= band.from_)
        and (band.over is None or value > band.over)
        and (band.to is None or value <= band.to)
        and (band.under is None or value < band.under)
    )


def steps_in(amount: Decimal, size: Decimal, count: Literal["full", "started", "exact"]) -> Fraction:
    """How many steps of `size` an amount holds: the full ones only, or a started one too."""
    full, rest = divmod(amount, size)
    if count == "exact":
        return Fraction(amount) / Fraction(size)
    return Fraction(int(full) + (1 if rest and count == "started" else 0))


def _price(lose: Decimal | Literal["all"], item: Item) -> Fraction:
    return exact(item.points) if lose == "all" else exact(lose)


def _each(item: Measured | Checked) -> Fraction:
    """The price of one place that is wrong: as written, else the item's points in equal parts."""
    if item.each is not None:
        return exact(item.each)
    return exact(item.points) / (item.places.count if item.places else 1)


def _measured(item: Measured, read: Mapping[str, str]) -> list[Reason]:
    losses = []
    for place, value in read.items():
        if value == "in":
            continue
        if value == "out":
            losses.append(Reason("out", -_each(item), place=place))
            continue
        reading = number_of(value)
        deviation = abs(reading - item.nominal)
        words = {"reading": plain(reading), "nominal": plain(item.nominal), "deviation": plain(deviation)}
        words |= both("unit", item.unit)
        losses.append(_off(item, place, deviation, words))
    return losses


def _off(item: Measured, place: str, deviation: Decimal, words: dict[str, str]) -> Reason:
    """The price of one reading by the item's price list: bands, steps, or a tolerance whose edges are still in."""
    if item.bands is not None:
        band = next((band for band in item.bands if within(deviation, band)), None)
        return Reason("band", -_price(band.lose, item) if band else ZERO, place=place, values=words)
    if item.step is not None:
        free = item.tolerance is not None and deviation <= item.tolerance.above
        steps = 0 if free else steps_in(deviation, item.step.size, item.step.count)
        words |= {"size": plain(item.step.size), "each": plain(item.step.lose), "steps": str(steps)}
        return Reason("step", -exact(item.step.lose) * steps, place=place, values=words)
    tolerance = item.tolerance.above if item.tolerance else Decimal(0)
    words["tolerance"] = plain(tolerance)
    return Reason("reading", -_each(item) if deviation > tolerance else ZERO, place=place, values=words)


def _counted(item: Counted, read: Mapping[str, str]) -> list[Reason]:
    unit = both("unit", item.unit or TIMES)
    if item.lose is not None:
        return [
            Reason(
                "count",
                -_price(item.lose[0], item) * int(number_of(value)),
                place=place,
                values={"count": plain(number_of(value)), "each": plain(_price(item.lose[0], item)), **unit},
            )
            for place, value in read.items()
        ]
    count = sum(int(number_of(value)) for value in read.values())
    words = {"count": str(count), "full": plain(item.points), **unit}
    if item.earn is not None:
        got = min(exact(item.points), exact(item.earn) * count)
        return [
            Reason("earned", got - exact(item.points), values={**words, "each": plain(item.earn), "got": plain(got)})
        ]
    reached = [rung for rung in item.rungs or () if count >= rung.count]
    got = Fraction(max(reached, key=lambda rung: rung.count).points) if reached else ZERO
    return [Reason("rung", got - exact(item.points), values={**words, "got": plain(got)})]


def _checked(item: Checked, read: Mapping[str, str]) -> list[Reason]:
    return [Reason("not-met", -_each(item), place=place) for place, value in read.items() if value == "no"]


def _attempts(item: Attempts, read: Mapping[str, str]) -> list[Reason]:
    losses = []
    for place, value in read.items():
        attempt = int(number_of(value))
        lose = item.lose[min(attempt, len(item.lose)) - 1]  # the last price stands for all later attempts
        losses.append(Reason("attempt", -_price(lose, item), place=place, values={"attempt": str(attempt)}))
    return losses


def _levels(item: Levels, read: Mapping[str, str]) -> list[Reason]:
    part = exact(item.points) / (item.places.count if item.places else 1)
    losses = []
    for place, value in read.items():
        level = next(level for level in item.levels if level.id == value)
        got = exact(level.points) * part / exact(item.points)
        words = {"got": plain(got), "full": plain(part), **both("level", level.title)}
        losses.append(Reason("level", got - part, place=place, values=words))
    return losses


def _judged(item: Judged, read: Mapping[str, str]) -> list[Reason]:
    top = top_of(item)
    losses = []
    for place, value in read.items():
        mark = exact(number_of(value))
        losses.append(Reason("judged", mark - top, place=place, values={"mark": plain(mark), "full": plain(top)}))
    return losses


def _timed(item: Timed, read: Mapping[str, str]) -> list[Reason]:
    part = Fraction(1, item.places.count if item.places else 1)
    losses = []
    for place, value in read.items():
        seconds = parse_duration(value) or Decimal(0)
        band = next((band for band in item.bands if within(seconds, band)), None)
        got = (exact(band.points) if band else ZERO) * part
        full = exact(item.points) * part
        words = {"time": clock_text(seconds), "got": plain(got), "full": plain(full)}
        losses.append(Reason("timed", got - full, place=place, values=words))
    return losses


def _outside(item: Outside, read: Mapping[str, str]) -> list[Reason]:
    """Points in proportion to the full figure; without one the value is the points. `best` of the field: `field.py`."""
    value, whole, full = Fraction(number_of(read[""])), Fraction(item.full or item.points), exact(item.points)
    words = {
        "ratio": f"{plain(value)} ÷ {plain(whole)}",
        "value": plain(value),
        "whole": plain(whole),
        "full": plain(full),
    }
    return [Reason("part", full * value / whole - full, values=words)]


LOSSES: dict[str, Callable[[Any, Mapping[str, str]], list[Reason]]] = {
    "measured": _measured,
    "counted": _counted,
    "checked": _checked,
    "attempts": _attempts,
    "levels": _levels,
    "judged": _judged,
    "timed": _timed,
    "outside": _outside,
}
