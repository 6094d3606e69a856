"""Penalties recorded against a performance: points off or on, seconds, and effects from the n-th record on."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from scoring.engine.effects import Cause
from scoring.engine.figures import ZERO, plain
from scoring.engine.prices import tally
from scoring.engine.reasons import TIMES, Reason, both
from scoring.rubrics.rules import Penalty


def charges(penalties: Iterable[Penalty], counts: Mapping[str, int], wins: str = "high") -> tuple[Reason, ...]:
    """What was recorded, one Reason a penalty, with the points it takes or gives; effects act elsewhere.

    Where low wins, what costs is added.
    """
    found = (charge_of(rule, count) for rule in penalties if (count := counts.get(rule.id, 0)))
    return tuple(found) if wins == "high" else tuple(reason.turned() for reason in found)


def charge_of(rule: Penalty, count: int) -> Reason:
    """One penalty that was recorded `count` times."""
    words = both("title", rule.title)
    if rule.status == "dsq" and count >= rule.from_ and rule.lose is None:
        return Reason("penalty-status", item=rule.id, values=words)
    if rule.zero == "module" and count >= rule.from_ and rule.lose is None:
        return Reason("penalty-zero", item=rule.id, values=words)
    counted = min(max(count - rule.free, 0), 1 if rule.once else count)
    points = tally(rule.lose or (), count, ZERO, rule.free, bool(rule.once))
    points -= Fraction(rule.add or 0) * counted
    if rule.cap is not None:
        points = max(min(points, Fraction(rule.cap)), -Fraction(rule.cap))
    if rule.once:
        return Reason("penalty-once", -points, item=rule.id, values=words)
    words |= {"count": str(count), **both("unit", rule.unit or TIMES)}
    each = rule.lose[0] if rule.lose and len(rule.lose) == 1 else rule.add
    plainly = each is not None and abs(points) == Fraction(each) * count
    if plainly and each is not None:
        words["each"] = plain(Decimal(each))
    return Reason("penalty" if plainly and rule.lose else "penalty-counted", -points, item=rule.id, values=words)


def seconds_of(penalties: Iterable[Penalty], counts: Mapping[str, int]) -> Decimal:
    """The seconds that penalties add to the working time."""
    added = Decimal(0)
    for rule in penalties:
        count = max(counts.get(rule.id, 0) - rule.free, 0)
        seconds = (rule.seconds or Decimal(0)) * (min(count, 1) if rule.once else count)
        added += seconds if rule.cap is None or rule.seconds is None else min(seconds, rule.cap)
    return added


def causes_of(
    penalties: Iterable[Penalty], counts: Mapping[str, int], named: Mapping[str, tuple[str, ...]]
) -> list[Cause]:
    """The effects of penalties that have been recorded often enough; one a record where the record names the item."""
    found = []
    for rule in penalties:
        if not rule.acts or counts.get(rule.id, 0) < rule.from_:
            continue
        items = named.get(rule.id, ()) or ("",)
        found += [Cause(rule, rule.title, item=item) for item in dict.fromkeys(items)]
    return found


def sum_of(reasons: Iterable[Reason]) -> Fraction:
    """Their points together."""
    return sum((reason.points for reason in reasons), start=ZERO)
