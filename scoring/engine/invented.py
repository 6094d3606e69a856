"""What an invented judge enters for an invented performance, for every kind of item. The caller brings the chance.

`quality` is how good the performance is at the item, 0 to 100; equal chance and quality give equal marks. Whatever is
made here is admitted by the item, or not made at all.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from scoring.engine.figures import clock_text, exact, plain
from scoring.engine.marks import CLEAR
from scoring.engine.prices import Stretch, top_of, within
from scoring.engine.values import NA, NO_CHOICE, clearable, refuse
from scoring.rubrics.kinds import (
    Attempts,
    Checked,
    Counted,
    Element,
    Faults,
    Graded,
    Item,
    Judged,
    Levels,
    Measured,
    Outside,
    Ranked,
    Timed,
)
from scoring.rubrics.prices import Choice
from scoring.rubrics.rules import Clock, Penalty

Luck = random.Random
Pair = tuple[str, str]
Chosen = Mapping[str, Choice]
TENTH = Decimal("0.1")
OUT_AT_WORST = 45  # percent of the places that a hopeless contestant has out of tolerance
NOT_MET_AT_WORST = 35
FINE = 10_000  # a scale may have more steps than a hundred


def skill(luck: Luck) -> int:
    """How good a contestant is: 30 to 100, most of them rather good."""
    return 30 + max(luck.randrange(71), luck.randrange(71))


def quality_at(skilled: int, luck: Luck) -> int:
    """How well a contestant of that skill does at one item today."""
    return min(100, max(0, skilled + luck.randrange(-18, 19)))


def marks_for(item: Item, quality: int, luck: Luck, chosen: Chosen = NO_CHOICE) -> list[Pair]:
    """(place, value) pairs of one item; a single ("", "clear") where nothing was found."""
    if item.not_applicable and luck.randrange(25) == 0:
        return [("", NA)]
    found = [pair for pair in MAKE[item.kind](item, quality, luck, chosen) if refuse(item, *pair, chosen) is None]
    if found and item.places and item.places.all:
        said = {place for place, _ in found}
        found += [(place, CLEAR) for place in _places(item) if place not in said]
    return found or ([("", CLEAR)] if clearable(item) else [])


def element_for(item: Element, luck: Luck) -> Choice:
    """What a contestant announces."""
    return luck.choice(item.catalogue)


def _percent(luck: Luck, share: int) -> bool:
    return luck.randrange(100) < share


def _places(item: Item) -> list[str]:
    return [str(number) for number in range(1, item.places.count + 1)] if item.places else [""]


def _hit(item: Item, share: int, luck: Luck) -> list[str]:
    """The places where something is wrong."""
    return [place for place in _places(item) if _percent(luck, share)]


def _at(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _inside(stretch: Stretch, luck: Luck) -> Decimal:
    """Some figure of a stretch; of an open one not too far from its edge."""
    low = stretch.from_ if stretch.from_ is not None else stretch.over
    high = stretch.to if stretch.to is not None else stretch.under
    if low is None:
        low = high - max(abs(high) / 2, Decimal(1)) if high is not None else Decimal(0)
        low = max(low, Decimal(0)) if high is not None and high > 0 else low
    if high is None:
        high = low + max(abs(low) / 2, Decimal(1))
    value = low + (high - low) * luck.randrange(1, 100) / 100
    return value if within(value, stretch) else low


def _measured(item: Measured, quality: int, luck: Luck, _: Chosen) -> Iterator[Pair]:
    if item.earn is not None:
        full = item.earn.size * item.points / item.earn.points if item.earn.points else item.earn.size
        for place in _places(item):
            yield place, _reading(item, item.earn.from_ + full * (quality + luck.randrange(-10, 11)) / 100)
        return
    if item.bands is not None and item.bands_on == "reading":
        for place in _places(item):
            yield place, _reading(item, _inside(luck.choice(item.bands), luck))
        return
    hit = _hit(item, (100 - quality) * OUT_AT_WORST // 100 + 5, luck)
    for place in _places(item):
        if place in hit:
            yield place, _reading(item, _beyond(item, luck))
        elif not clearable(item):  # where several readings become one figure, every one of them is needed
            yield place, _reading(item, item.nominal if item.window is None else _inside(item.window, luck))


def _beyond(item: Measured, luck: Luck) -> Decimal:
    """A reading that is out: beyond one of the edges, by a few steps of the price list."""
    low = item.nominal - (item.tolerance.below if item.tolerance else 0)
    high = item.nominal + (item.tolerance.above if item.tolerance else 0)
    if item.window is not None:
        edges = item.window
        low = edges.from_ if edges.from_ is not None else edges.over if edges.over is not None else item.nominal
        high = edges.to if edges.to is not None else edges.under if edges.under is not None else low
    if item.bands is not None:
        return item.nominal + _inside(luck.choice(item.bands), luck) * luck.choice((1, -1))
    step = item.step or item.above or item.below
    size = step.size if step is not None else max((high - low) / 4, TENTH)
    away = size * luck.randrange(1, 31) / 10
    return low - away if low > away and _percent(luck, 50) else high + away


def _reading(item: Measured, value: Decimal) -> str:
    """As it is read off: no finer than the rubric asks for, inside the range of the tool."""
    if item.range is not None and not within(value, item.range):
        edges = [edge for edge in (item.range.from_, item.range.to) if edge is not None]
        value = min(edges, key=lambda edge: abs(edge - value)) if edges else value
    if item.unit.is_time:
        return clock_text(_at(max(value, Decimal(0)), min(2, 2 if item.decimals is None else item.decimals)))
    return plain(_at(value, 1 if item.decimals is None else item.decimals))


def _counted(item: Counted, quality: int, luck: Luck, _: Chosen) -> Iterator[Pair]:
    good = min(100, max(0, quality + luck.randrange(-15, 16)))
    for place in _places(item):
        if item.lose is not None:
            faults = sum(_percent(luck, (100 - quality) * 6 // 10) for _ in range(4 + item.free))
            if faults:
                yield place, str(faults)
        elif item.rungs is not None:
            most = item.rungs[-1].count
            share = good if item.rungs[-1].lose is None else 100 - good
            yield place, str((most * share + most * 15) // 100)
        else:
            most = int(item.out_of or item.points / (item.earn or 1))
            yield place, str(most * good // 100)


def _faults(item: Faults, quality: int, luck: Luck, _: Chosen) -> Iterator[Pair]:
    share = (100 - quality) // max(2, len(item.faults) // 2) + 1
    for fault in item.faults:
        rare = 1 if fault.acts else share  # what ends a performance is not seen every day
        if _percent(luck, rare):
            yield fault.id, str(luck.choice((1, 1, 1, 2)))


def _checked(item: Checked, quality: int, luck: Luck, _: Chosen) -> Iterator[Pair]:
    for place in _hit(item, (100 - quality) * NOT_MET_AT_WORST // 100, luck):
        yield place, "no"


def _attempts(item: Attempts, quality: int, luck: Luck, _: Chosen) -> Iterator[Pair]:
    share = (100 - quality) * 6 // 10
    number = 1 + _percent(luck, share) + _percent(luck, share // 3)
    yield "", "no" if number > len(item.lose) and _percent(luck, 30) else str(number)


def _levels(item: Levels, quality: int, luck: Luck, _: Chosen) -> Iterator[Pair]:
    seen = min(99, max(0, quality + luck.randrange(-12, 13)))
    yield "", item.levels[seen * len(item.levels) // 100].id


def _judged(item: Judged, quality: int, luck: Luck, _: Chosen) -> Iterator[Pair]:
    least = Decimal(0) if item.places else item.least
    steps = int((top_of(item) - exact(least)) / exact(item.step))
    for place in _places(item):
        seen = min(FINE, max(0, quality * 100 + luck.randrange(-800, 801)))
        taken = (steps * (FINE * 35 + seen * 65) // 100 + FINE // 2) // FINE  # nobody uses the lower third of a scale
        yield place, plain(least + min(steps, taken) * item.step)


def _element(item: Element, quality: int, luck: Luck, chosen: Chosen) -> Iterator[Pair]:
    yield "", (chosen.get(item.id) or element_for(item, luck)).id


def _graded(item: Graded, quality: int, luck: Luck, chosen: Chosen) -> Iterator[Pair]:
    choice = chosen.get(item.of)
    if choice and choice.grades:
        ordered = sorted(choice.grades, key=lambda grade: grade.points)
        seen = min(99, max(0, quality + luck.randrange(-12, 13)))
        yield "", ordered[seen * len(ordered) // 100].id


def _timed(item: Timed, quality: int, luck: Luck, _: Chosen) -> Iterator[Pair]:
    best = max(item.bands, key=lambda band: (band.points or 0) - (band.lose or 0))
    band = best if _percent(luck, quality) else luck.choice(item.bands)
    yield "", clock_text(_at(max(_inside(band, luck), Decimal(0)), 2))


def outside_for(item: Outside | Ranked, quality: int, luck: Luck, other: Decimal | None = None) -> str:
    """A value that no seat enters: near the top of its scale, or spread widely where it has none.

    `other` is the number that it is compared with, where there is one: a change of up to a fifth.
    """
    if item.against is not None and other is not None:
        sign = 1 if item.against.as_ in ("gained", "percent-gained") else -1
        return plain(_at(other * (1000 + sign * (2 * quality + luck.randrange(20))) / 1000, item.decimals))
    full = None if isinstance(item, Ranked) or item.score in ("best", "bands") else item.full or item.points
    if isinstance(item, Outside) and item.bands:
        value = _inside(luck.choice(item.bands), luck)
    elif full:
        value = full * (50 + quality // 2) * luck.randrange(850, 1001) / 100_000
    else:
        value = Decimal(8000) * quality**2 * luck.randrange(40, 141) / 1_000_000
    if item.unit is not None and item.unit.is_time:
        return clock_text(_at(max(value, Decimal(0)), min(item.decimals, 2)))
    return plain(_at(value, item.decimals))


def seconds_for(clock: Clock, quality: int, luck: Luck) -> Decimal:
    """What the stopwatch says at the end; one in ten is a little over the limit."""
    edges = [edge for band in clock.bands for edge in (band.from_, band.over, band.to, band.under) if edge is not None]
    usual = clock.limit or max(edges, default=Decimal(300))
    if clock.score == "time":
        share = 1300 - 7 * quality + luck.randrange(-60, 61)
    elif clock.short:
        share = 1000 + luck.randrange(-25, 8)
    else:
        share = luck.randrange(1001, 1081) if _percent(luck, 10) else luck.randrange(840, 1001)
    return _at(usual * share / 1000 + Decimal(luck.randrange(100)) / 100, 2)


def penalties_for(rules: tuple[Penalty, ...], quality: int, luck: Luck) -> dict[str, int]:
    """Which penalties are recorded, and how often: most contestants have none; what ends it all is rare."""
    return {
        rule.id: luck.choice((1, 1, 1, 2))
        for rule in rules
        if luck.randrange(1000) < (5 if rule.acts else 20 + (100 - quality))
    }


MAKE: dict[str, Callable[[Any, int, Luck, Chosen], Iterator[Pair]]] = {
    "measured": _measured,
    "counted": _counted,
    "faults": _faults,
    "checked": _checked,
    "attempts": _attempts,
    "levels": _levels,
    "judged": _judged,
    "element": _element,
    "graded": _graded,
    "timed": _timed,
}
