"""Readings: how far one lies from what is allowed, and what that costs or earns. Knows no sheet and no seat."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from scoring.engine.figures import ZERO, clock_text, exact, plain, total
from scoring.engine.prices import band_at, earning, left_of, per_place, share_of, steps_in, stretch_words, within, worth
from scoring.engine.reasons import Reason
from scoring.engine.values import number_of
from scoring.rubrics.kinds import Measured
from scoring.rubrics.prices import Earn, Sides, Step

EXACTLY = Sides()


def readings(item: Measured, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """One reason a reading, or one for all that are taken as one: points off, or points earned where the item earns."""
    if per_place(item) or not item.places:
        return [_one(item, place, value, full) for place, value in read.items() if value != "in"]
    figure = taken(item, [exact(number_of(value)) for value in read.values()])
    return [_priced(item, "", figure, full)]


def taken(item: Measured, figures: list[Fraction]) -> Fraction:
    """The one figure of several readings; their mean may be a fraction that never ends."""
    if item.take in ("sum", "mean"):
        return total(figures) / (len(figures) if item.take == "mean" else 1)
    if item.take == "gap":
        return max(figures) - min(figures)
    return min(figures) if item.take == "smallest" else max(figures)


def beyond(item: Measured, reading: Fraction) -> tuple[int, Fraction]:
    """On which side of what is allowed a reading lies (−1, 0 inside, 1), and how far from that edge.

    On an edge of a window that does not belong to it, a reading is out by 0.
    """
    if item.window is None:
        sides, nominal = item.tolerance or EXACTLY, exact(item.nominal)
        low, high = nominal - exact(sides.below), nominal + exact(sides.above)
        return (-1, low - reading) if reading < low else (1, reading - high) if reading > high else (0, ZERO)
    if within(reading, item.window):
        return 0, ZERO
    bottom = item.window.over if item.window.from_ is None else item.window.from_
    if bottom is not None and reading <= exact(bottom):
        return -1, exact(bottom) - reading
    top = item.window.under if item.window.to is None else item.window.to
    return 1, reading - exact(top or Decimal(0))


def deviation_of(item: Measured, reading: Fraction) -> Fraction:
    """How far a reading is off: from the nominal, or from the nearest edge of the window."""
    return abs(reading - exact(item.nominal)) if item.window is None else beyond(item, reading)[1]


def written(item: Measured, figure: Decimal | Fraction) -> str:
    """A figure of the item as it is typed: `m:ss` where its unit is the time."""
    return clock_text(figure) if item.unit.is_time else plain(figure)


def limits(item: Measured) -> dict[str, str]:
    """What is allowed, in words: "1.5 ± 0.2", "1.5 −0.2/+0.5", or the edges of the window."""
    if item.window is not None:
        zh, en = stretch_words(item.window, lambda edge: written(item, edge))
        return {"limit.zh": zh, "limit.en": en}
    sides = item.tolerance or EXACTLY
    below, above = written(item, sides.below), written(item, sides.above)
    text = f"{written(item, item.nominal)} " + (f"± {above}" if below == above else f"−{below}/+{above}")
    return {"limit.zh": text, "limit.en": text}


def _one(item: Measured, place: str, value: str, full: Fraction) -> Reason:
    if value == "out":
        return Reason("out", -_each(item), place=place)
    return _priced(item, place, exact(number_of(value)), full)


def _priced(item: Measured, place: str, reading: Fraction, full: Fraction) -> Reason:
    """What one figure costs or earns by the item's price list."""
    words = {f"reading.{tongue}": _with_unit(item, reading, tongue) for tongue in ("zh", "en")}
    if item.earn is not None:
        return _earned(item, item.earn, place, reading, words)
    if item.bands is not None:
        return _banded(item, place, reading, words, full)
    if item.step or item.above or item.below:
        return _stepped(item, place, reading, words)
    side, _ = beyond(item, reading)
    code = "reading" if item.window is None else "window"
    return Reason(code, -_each(item) if side else ZERO, place=place, values=words | limits(item))


def _each(item: Measured) -> Fraction:
    return share_of(item) if item.each is None else exact(item.each)


def _with_unit(item: Measured, figure: Decimal | Fraction, language: str) -> str:
    text = written(item, figure)
    return text if item.unit.is_time else f"{text} {item.unit.say(language)}"


def _size(item: Measured, size: Decimal, language: str) -> str:
    """What a price is for, after 每 and "per": " 0.5 米" and "0.5 m", or 米 and "m" where it is one of them.

    Chinese writes a blank on either side of a figure, but none between words.
    """
    if size == 1 and not item.unit.is_time:
        return item.unit.say(language)
    text = _with_unit(item, size, language)
    return text if language == "en" else f" {text}{' ' * item.unit.is_time}"


def _earned(item: Measured, earn: Earn, place: str, reading: Fraction, words: dict[str, str]) -> Reason:
    """The base, and points for what a reading has above `from`, or less for what it lacks."""
    distance = reading - exact(earn.from_)
    each = earn.below if distance < 0 and earn.below is not None else earn.points
    change = exact(each) * steps_in(abs(distance), earn.size, earn.count)
    got = exact(earn.base) + (change if distance >= 0 else -change)
    for tongue, above, base in (("zh", "，从 {} 起", "，另有基本分 {}"), ("en", ", from {}", ", base {}")):
        words[f"from.{tongue}"] = start = _with_unit(item, earn.from_, tongue)
        words[f"above.{tongue}"] = above.format(start) if earn.from_ else ""
        words[f"base.{tongue}"] = base.format(plain(earn.base)) if earn.base else ""
        words[f"size.{tongue}"] = _size(item, earn.size, tongue)
    below = "reading-under" if each < 0 else "reading-below"  # what goes down as readings rise goes up as they fall
    words |= {"each": plain(abs(each) if distance < 0 else each), **worth(item, got, share_of(item))}
    itself = got == reading and each == earn.size == 1 and not item.points
    code = "reading-taken" if itself else "reading-earned" if distance >= 0 else below
    return Reason(code, got, place=place, values=words)


def _banded(item: Measured, place: str, reading: Fraction, words: dict[str, str], full: Fraction) -> Reason:
    deviation = deviation_of(item, reading)
    band = band_at(item.bands or (), reading if item.bands_on == "reading" else deviation)
    part, earns = share_of(item), earning(item)
    got = left_of(band, part, full, earns)
    words |= limits(item) | {"nominal": written(item, item.nominal), "deviation": written(item, deviation)}
    words |= worth(item, got, part) if earns else {"worth.zh": "", "worth.en": ""}
    code = "band-reading" if item.bands_on == "reading" else "band" if item.window is None else "band-window"
    return Reason(code, got if earns else got - part, place=place, values=words)


def _stepped(item: Measured, place: str, reading: Fraction, words: dict[str, str]) -> Reason:
    """Steps beyond the edge, or from the nominal once the edge is passed; a side without a price is free."""
    side, distance = beyond(item, reading)
    rule: Step | None = item.step or (item.above if side > 0 else item.below if side < 0 else None)
    if not side or rule is None:
        return Reason("step", place=place, values=words)
    from_nominal = rule.from_ == "nominal" or (item.window is None and item.tolerance is None)
    distance = abs(reading - exact(item.nominal)) if from_nominal else distance
    steps = steps_in(distance, rule.size, rule.count)
    words |= limits(item) | {
        "nominal": written(item, item.nominal),
        "deviation": written(item, distance),
        **{f"size.{tongue}": _size(item, rule.size, tongue) for tongue in ("zh", "en")},
        "each": plain(rule.lose),
        "steps": plain(steps),
    }
    code = "step" if from_nominal else "step-beyond" if item.window is None else "step-window"
    return Reason(code, -exact(rule.lose) * steps, place=place, values=words)
