"""Occurrences: what a count, or a fault chosen from a menu, costs or earns. Knows no sheet and no seat."""

from collections.abc import Mapping
from fractions import Fraction

from scoring.engine.figures import ZERO, exact, plain
from scoring.engine.prices import earning, price, tally, worth
from scoring.engine.reasons import TIMES, Reason, both
from scoring.engine.values import number_of
from scoring.rubrics.kinds import Counted, Faults
from scoring.rubrics.prices import Fault, Rung

NOT_FREE = {"free.zh": "", "free.en": ""}


def counted(item: Counted, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """One reason a place. Free ones, rungs and price lists go by the count of the whole item, place after place."""
    reasons, count, before = [], 0, ZERO
    for place, value in read.items():
        here = int(number_of(value))
        count += here
        after = _change(item, count, full)
        reasons.append(_told(item, place, here, count, after - before, full))
        before = after
    return reasons


def faults(item: Faults, read: Mapping[str, str], full: Fraction) -> list[Reason]:
    """One reason a fault found, named by its title even where it has no price; a second one where its cap holds."""
    reasons = []
    menu = {fault.id: fault for fault in item.faults}
    for found, times in found_faults(item, read).items():
        fault = menu[found]
        code, words = _charge(fault, times, full)
        words |= both("label", fault.title)
        loss = tally(fault.lose or (), times, full, once=bool(fault.once))
        reasons.append(Reason(code, -loss, place=fault.id, values=words))
        if fault.cap is not None and loss > fault.cap:
            words = {"cap": plain(fault.cap), **both("label", fault.title)}
            reasons.append(Reason("cap", loss - exact(fault.cap), place=fault.id, values=words))
    return reasons


def found_faults(item: Faults, read: Mapping[str, str]) -> dict[str, int]:
    """How often each fault was found, those found only, in the order of the menu."""
    times = {fault.id: int(number_of(read[fault.id])) for fault in item.faults if fault.id in read}
    return {fault: found for fault, found in times.items() if found}


def _change(item: Counted, count: int, full: Fraction) -> Fraction:
    """What so many occurrences take off (negative), or earn."""
    if item.lose is not None:
        return -tally(item.lose, count, full, item.free, bool(item.once))
    if item.earn is not None:
        return exact(item.earn) * count
    if item.out_of is not None:
        return full * count / exact(item.out_of)
    rung = _reached(item, count)
    if rung is None:
        return ZERO
    return exact(rung.points) if rung.points is not None else -price(rung.lose, full)


def _reached(item: Counted, count: int) -> Rung | None:
    reached = [rung for rung in item.rungs or () if count >= rung.count]
    return max(reached, key=lambda rung: rung.count, default=None)


def _told(item: Counted, place: str, here: int, count: int, change: Fraction, full: Fraction) -> Reason:
    if item.lose is not None:
        code, words = _charge(item, here, full)
        return Reason(code, change, place=place, values=words)
    words = {"count": str(here), **both("unit", item.unit or TIMES), **worth(item, change, full)}
    if item.earn is not None:
        return Reason("earned", change, place=place, values={**words, "each": plain(item.earn)})
    if item.out_of is not None:
        return Reason("out-of", change, place=place, values={**words, "all": plain(item.out_of)})
    rung = _reached(item, count)
    if earning(item) or rung is None:
        return Reason("rung", change, place=place, values=words)
    return Reason("rung-lose", change, place=place, values={**words, "from": str(rung.count)})


def _charge(rule: Counted | Fault, times: int, full: Fraction) -> tuple[str, dict[str, str]]:
    """Which sentence a price list has, and its words: the same each time, once, in turn, or no price at all."""
    prices = [plain(price(each, full)) for each in rule.lose or ()]
    if rule.once:
        prices = prices[:1]
    unit = (rule.unit if isinstance(rule, Counted) else None) or TIMES
    free = rule.free if isinstance(rule, Counted) else 0
    words = {"count": str(times), **both("unit", unit)}
    words |= {"free.zh": f"（前 {free} {unit.zh}不计）", "free.en": f" (the first {free} free)"} if free else NOT_FREE
    if len(prices) == 1 and not rule.once and not free:  # a plain product: count × each
        return "count", {**words, "each": prices[0]}
    words |= {"each.zh": "、".join(prices), "each.en": ", ".join(prices)}
    code = "occurred" if not prices else "count-once" if rule.once else "count" if len(prices) == 1 else "count-list"
    return code, words
