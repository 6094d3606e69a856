"""Working time: limits in order, steps that can happen, time as the score itself. Knows no item."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from scoring.rubrics.checks import bands
from scoring.rubrics.checks.words import above_zero, as_time, idle_fields, needs, never, shown
from scoring.rubrics.problems import Finding, Path
from scoring.rubrics.rules import Clock, TimeSteps

STEPS = ("overtime", "early", "short")


def clock(path: Path, rule: Clock) -> Iterator[Finding]:
    """One module's clock."""
    if rule.limit is None:
        yield from (needs(path, field, "limit") for field in STEPS if getattr(rule, field) is not None)
    yield from above_zero((*path, "limit"), rule.limit, "0:00")
    yield from _order(path, rule)
    if rule.early and rule.short:
        yield Finding((*path, "short"), "early-and-short", key=True)
    if rule.decimals is None:
        yield from idle_fields(path, rule, ["mode"], ("没有 decimals", "no decimals"))
    if rule.score == "time":
        yield from idle_fields(path, rule, [*STEPS, "bands"], "score: time")
    for field in STEPS:
        steps = getattr(rule, field)
        if steps is not None:
            yield from _steps(path, field, steps, _span(rule, field))
    yield from bands.apart((*path, "bands"), rule.bands, as_time)
    yield from bands.priced((*path, "bands"), rule.bands)
    for index, band in enumerate(rule.bands):
        low = bands.stretch_of(band).low
        if rule.stop and low is not None and low >= rule.stop.at:
            yield Finding((*path, "bands", index), "after-stop", {"stop": as_time(rule.stop.at)})
    if rule.watches and rule.watches.apart is not None:
        yield from above_zero((*path, "watches", "apart"), rule.watches.apart, "0:00")


def _order(path: Path, rule: Clock) -> Iterator[Finding]:
    """The shortest time, the limit and the stop come in this order."""
    if rule.stop and rule.limit is not None and rule.stop.at <= rule.limit:
        yield Finding((*path, "stop", "at"), "stop-before-limit", {"limit": as_time(rule.limit)})
    end = rule.limit if rule.limit is not None else rule.stop.at if rule.stop else None
    if rule.fastest:
        yield from above_zero((*path, "fastest", "at"), rule.fastest.at, "0:00")
        if end is not None and rule.fastest.at >= end:
            yield Finding((*path, "fastest", "at"), "fastest-late", {"limit": as_time(end)})


def _span(rule: Clock, field: str) -> Decimal | None:
    """How much overtime, or time to spare, there can be; None without end."""
    if rule.limit is None:
        return None
    if field != "overtime":
        return rule.limit - (rule.fastest.at if rule.fastest and rule.fastest.then == "void" else 0)
    return rule.stop.at - rule.limit if rule.stop else None


def _steps(path: Path, field: str, steps: TimeSteps, span: Decimal | None) -> Iterator[Finding]:
    yield from above_zero((*path, field, "every"), steps.every, "0:00")
    if steps.cap is not None and steps.cap < steps.points:
        values = {"cap": shown(steps.cap), "value": shown(steps.points)}
        yield Finding((*path, field, "cap"), "cap-under-price", values)
    if span is None or span <= 0 or not steps.every:
        return
    count = Fraction(span) / Fraction(steps.every)
    if steps.count != "exact":
        count = Fraction(count.__floor__() if steps.count == "full" else count.__ceil__())
    most = count * Fraction(steps.points)
    said = as_time(span)
    if not most:
        yield never(path, field, (f"至多只有 {said}", f"there is only {said}"))
    elif steps.cap is not None and most < steps.cap:
        points = shown(most)
        yield never((*path, field), "cap", (f"{said} 内最多 {points} 分", f"{said} makes {points} points at most"))
