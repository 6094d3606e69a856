"""What a judge says or chooses: yes or no, an attempt, a level, a mark, an element, a grade. Knows no sheet."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from scoring.engine.figures import ZERO, clock_text, exact, plain
from scoring.engine.prices import band_at, earning, left_of, price, share_of, top_of, worth
from scoring.engine.reasons import Reason, both
from scoring.engine.values import number_of
from scoring.rubrics.kinds import Attempts, Checked, Element, Graded, Judged, Levels, Outside, Timed
from scoring.rubrics.prices import Choice
from scoring.rubrics.values import parse_duration

NO_WORTH = {"worth.zh": "", "worth.en": ""}


def checked(item: Checked, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """What is not met costs `each`, or the place's even part."""
    each = share_of(item) if item.each is None else exact(item.each)
    return [Reason("not-met", -each, place=place) for place, value in read.items() if value == "no"]


def attempts(item: Attempts, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """The price of the attempt that succeeded; none of them costs everything."""
    reasons = []
    for place, value in read.items():
        if value == "no":
            reasons.append(Reason("attempt-none", -full, place=place))
            continue
        attempt = int(number_of(value))
        lose = item.lose[min(attempt, len(item.lose)) - 1]  # the last price stands for all later attempts
        reasons.append(Reason("attempt", -price(lose, full), place=place, values={"attempt": str(attempt)}))
    return reasons


def levels(item: Levels, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """The points of the level chosen; at places the place's part of them."""
    part, many = share_of(item), item.places.count if item.places else 1
    reasons = []
    for place, value in read.items():
        index = next(index for index, level in enumerate(item.levels) if level.id == value)
        got = level_points(item, index) / many
        words = {**worth(item, got, part), **both("level", item.levels[index].title)}
        reasons.append(Reason("level", got - part, place=place, values=words))
    return reasons


def level_points(item: Levels, index: int) -> Fraction:
    """What a level earns: as written, else evenly spread from nothing at the first to all at the last."""
    points = item.levels[index].points
    return exact(item.points) * index / (len(item.levels) - 1) if points is None else exact(points)


def judged(item: Judged, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """The mark is what is got; with bands the band it lies in says what is got, or what is lost."""
    part, earns = top_of(item) if item.places else share_of(item), earning(item)
    reasons = []
    for place, value in read.items():
        mark = number_of(value)
        code, got = "judged", exact(mark)
        if item.bands is not None:
            code, got = "judged-band", left_of(band_at(item.bands, mark), part, full, earns)
        words = {"mark": plain(mark), **worth(item, got, part)} | (NO_WORTH if item.bands and not earns else {})
        reasons.append(Reason(code, got if earns else got - part, place=place, values=words))
    return reasons


class Again(Choice):
    """An entry of a catalogue that an earlier run had already, where it counts once."""


def again(choice: Choice) -> Again:
    """The same, worth nothing."""
    grades = tuple(grade.model_copy(update={"points": Decimal(0)}) for grade in choice.grades)
    return Again.model_construct(id=choice.id, title=choice.title, points=Decimal(0), grades=grades)


def element(item: Element, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """What the entry chosen is worth."""
    reasons = []
    for place, value in read.items():
        choice = next(choice for choice in item.catalogue if choice.id == value)
        got = exact(choice.points)
        words = {**both("choice", choice.title), **worth(item, got, share_of(item))}
        code = "element-again" if isinstance(choice, Again) else "element"
        reasons.append(Reason(code, got, place=place, values=words))
    return reasons


def graded(item: Graded, read: Mapping[str, str], choice: Choice) -> list[Reason]:
    """What the grade is worth on the element chosen."""
    reasons = []
    for place, value in read.items():
        got = exact(next(grade.points for grade in choice.grades if grade.id == value))
        words = {"grade": value, **both("choice", choice.title), **worth(item, got, share_of(item))}
        reasons.append(Reason("graded", got, place=place, values=words))
    return reasons


def timed(item: Timed, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """What the band earns or costs; at places the place's part of it."""
    part, many, earns = share_of(item), item.places.count if item.places else 1, earning(item)
    reasons = []
    for place, value in read.items():
        seconds = parse_duration(value) or Decimal(0)
        got = left_of(band_at(item.bands, seconds), full, full, earns) / many
        words = {"time": clock_text(seconds), **worth(item, got, part)} | ({} if earns else NO_WORTH)
        reasons.append(Reason("timed", got if earns else got - part, place=place, values=words))
    return reasons


def outside(item: Outside, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """The value as it was given; the item is no part of a row of places."""
    return [counting(item, exact(number_of(value)), full) for value in read.values()]


def counting(item: Outside, value: Fraction, full: Fraction) -> Reason:
    """Points in proportion to the full figure, the value itself, or its band. `best` of the field: `field.py`."""
    words = {"value": written_value(item, value), "full": plain(full)}
    if item.score == "value":
        return Reason("value", value, values=words | worth(item, value, full))
    if item.score == "bands":
        earns = earning(item)
        got = left_of(band_at(item.bands or (), value), full, full, earns)
        words |= worth(item, got, full) if earns else NO_WORTH
        return Reason("value-band", got if earns else got - full, values=words)
    whole = exact(item.full or item.points)
    words |= {"ratio": f"{plain(value)} ÷ {plain(whole)}", "whole": plain(whole)}
    return Reason("part", full * value / whole if whole else ZERO, values=words)


def written_value(item: Outside, value: Fraction) -> str:
    """A value from outside as it is typed: `m:ss` where its unit is the time."""
    return clock_text(value) if item.unit is not None and item.unit.is_time else plain(value)
