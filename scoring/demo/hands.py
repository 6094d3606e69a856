"""What an invented judge enters for an invented performance; same seed, same marks. Knows rubrics, no database."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypedDict

from scoring.rubrics.kinds import Attempts, Checked, Counted, Item, Judged, Levels, Measured, Timed
from scoring.rubrics.language import Module, Rubric


class Entry(TypedDict):
    """One mark without its id and order."""

    item: str
    place: str
    value: str


def chance(*seed: object) -> random.Random:
    """Repeatable chance: a restarted demo invents the same people doing the same things."""
    return random.Random(":".join(map(str, seed)))  # noqa: S311  a robot's mood is no secret


def skill_of(event: str, number: str) -> float:
    """How good a contestant is, from 0.3 to 1."""
    return 0.3 + 0.7 * chance("skill", event, number).betavariate(3, 1.6)


def sheet(rubric: Rubric, panel: str, event: str, number: str, seat: str) -> dict[str, list[Entry]]:
    """A whole scoresheet, item by item in the order of the form."""
    skill = skill_of(event, number)
    return {
        item.id: [
            Entry(item=item.id, place=place, value=value)
            for place, value in entries(item, skill, chance(event, number, seat, item.id))
        ]
        for item in rubric.items_of(panel)
    }


def entries(item: Item, skill: float, luck: random.Random) -> Iterator[tuple[str, str]]:
    """(place, value) pairs of one item; a single ("", "clear") where nothing was found."""
    found = list(FAULTS[item.kind](item, 1 - skill, luck)) if item.kind in FAULTS else []
    yield from found or [("", "clear")]


def places_hit(item: Item, share: float, luck: random.Random) -> list[str]:
    count = item.places.count if item.places else 1
    hit = [str(n) for n in range(1, count + 1) if luck.random() < share]
    return hit if item.places else [""] * bool(hit)


def measured(item: Measured, clumsy: float, luck: random.Random) -> Iterator[tuple[str, str]]:
    for place in places_hit(item, clumsy * 0.5, luck):
        away = (item.tolerance or Decimal(0)) + Decimal(luck.randint(1, 6)) / 10
        sign = -1 if item.nominal > away and luck.random() < 0.5 else 1
        yield place, str(item.nominal + sign * away)


def counted(item: Counted, clumsy: float, luck: random.Random) -> Iterator[tuple[str, str]]:
    if item.lose is not None:
        faults = sum(luck.random() < clumsy * 0.6 for _ in range(4))
        if faults:
            yield "", str(faults)
    elif item.rungs is not None:
        most = item.rungs[-1].count
        yield "", str(max(0, round(most * (1.15 - clumsy * luck.uniform(0.5, 1.6)))))
    else:
        most = int(item.points / (item.earn or item.points))
        yield "", str(max(0, round(most * (1 - clumsy * luck.uniform(0.2, 1.2)))))


def checked(item: Checked, clumsy: float, luck: random.Random) -> Iterator[tuple[str, str]]:
    for place in places_hit(item, clumsy * 0.35, luck):
        yield place, "no"


def attempts(item: Attempts, clumsy: float, luck: random.Random) -> Iterator[tuple[str, str]]:
    yield "", str(1 + (luck.random() < clumsy * 0.7) + (luck.random() < clumsy * 0.2))


def levels(item: Levels, clumsy: float, luck: random.Random) -> Iterator[tuple[str, str]]:
    best_first = sorted(item.levels, key=lambda level: -level.points)
    yield "", best_first[min(len(best_first) - 1, int(clumsy * luck.uniform(0, 2) * len(best_first)))].id


def judged(item: Judged, clumsy: float, luck: random.Random) -> Iterator[tuple[str, str]]:
    count = item.places.count if item.places else 1
    top = item.points if not item.places else (item.each or item.points / count)
    steps = int((top - item.least) / item.step)
    for n in range(1, count + 1):
        lost = round(steps * min(1.0, max(0.0, clumsy * luck.gauss(0.75, 0.18))))
        yield (str(n) if item.places else ""), str(item.least + (steps - lost) * item.step)


def timed(item: Timed, clumsy: float, luck: random.Random) -> Iterator[tuple[str, str]]:
    best = max(item.bands, key=lambda band: band.points)
    low = best.from_ or best.over or Decimal(0)
    high = best.to or best.under or low + 60
    yield "", clock_text(low + (high - low) * Decimal(str(round(luck.uniform(0.2, 0.8) + clumsy * luck.random(), 2))))


FAULTS: dict[str, Callable[[Any, float, random.Random], Iterator[tuple[str, str]]]] = {
    "measured": measured,
    "counted": counted,
    "checked": checked,
    "attempts": attempts,
    "levels": levels,
    "judged": judged,
    "timed": timed,
}


def working_time(module: Module, event: str, number: str) -> str | None:
    """What the stopwatch says at the end, a few over the limit; None where no clock runs."""
    if module.clock is None:
        return None
    luck = chance("clock", event, number)
    usual, late = (1.0, 0.004) if module.clock.short else (0.84 + 0.12 * luck.random(), 0.07)
    share = Decimal(str(round(usual + (late if luck.random() < 0.15 else 0), 4)))
    return clock_text(module.clock.limit * share)


def clock_text(seconds: Decimal) -> str:
    hundredths = int(seconds * 100)
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"


def penalties(module: Module, event: str, number: str) -> list[str]:
    """Which penalties a contestant earns; most earn none."""
    luck = chance("penalty", event, number)
    known = [penalty.id for penalty in module.penalties if penalty.lose is not None]
    return [luck.choice(known) for _ in range(2) if known and luck.random() < 0.12]


BY_WATCH = "示例：以秒表为准 / sample: by the stopwatch"


def outside_value(item: Any, event: str, number: str) -> str:
    """An examination mark near the top of its scale, or a sales figure, which is spread much wider."""
    luck, skill = chance("outside", event, number, item.id), skill_of(event, number)
    full = getattr(item, "full", None)
    if full:
        value = full * Decimal(str(round(min(1.0, 0.5 + 0.5 * skill * luck.uniform(0.8, 1.05)), 3)))
    else:
        value = Decimal(str(round(8000 * skill**3 * luck.uniform(0.3, 1.4), 2)))
    return str(value.quantize(Decimal(1).scaleb(-min(item.decimals, 2))))
