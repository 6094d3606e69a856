"""What acts beyond points: faults, penalties and minimums that zero, halve, keep, cap or decide an outcome."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from scoring.rubrics.checks.words import ITEM, SECTION, above_zero, idle, idle_fields, needs, never, refers, shown
from scoring.rubrics.effects import Effect, Need
from scoring.rubrics.prices import Fault
from scoring.rubrics.problems import Finding, Path, listing, quoted
from scoring.rubrics.rules import Penalty

SCOPED = ("zero", "halve", "keep", "at-most")
CONSEQUENCES = (*SCOPED, "status", "run", "award")
SCOPES = ("item", "section", "module", "all")


@dataclass(frozen=True, slots=True)
class Around:
    """Where an effect stands: the scopes that can still act there, and what `of` may name.

    `found`: a scope of item or section has one of its own here (the place where the fault was found).
    """

    scopes: tuple[str, ...]
    items: Set[str] = frozenset()
    sections: Set[str] = frozenset()
    repeated: Set[str] = frozenset()  # items of runs: nobody can tell which run is meant
    found: tuple[str, ...] = ()
    of: bool = True
    run: bool = False  # whether it is found in one of several runs


def effect(path: Path, part: Effect, around: Around) -> Iterator[Finding]:
    """At most one consequence, on a scope that is still open here."""
    consequences = ((name, getattr(part, name.replace("-", "_"))) for name in CONSEQUENCES)
    given = [name for name, value in consequences if value is not None]
    if len(given) > 1:
        fields = listing(list(CONSEQUENCES))
        yield Finding((*path, given[1]), "one-effect", {"fields": fields}, key=True)
        return
    limited = bool(given) and given[0] in ("keep", "at-most")
    if given == ["at-most"] and part.on is None and isinstance(part, Fault | Penalty):
        yield Finding((*path, "at-most"), "on-or-cap", key=True)
    elif limited and part.on is None:
        yield needs(path, given[0], "on")
    if not limited and part.on is not None:
        yield idle(path, "on", ("没有 keep 或 at-most", "no keep or at-most"))
    if part.keep is not None and part.keep >= 1:
        yield Finding((*path, "keep"), "below", {"limit": "100%"})
    if part.run is not None and not around.run:
        yield idle(path, "run", ("它不在 runs 里", "it is found in no run"))
    if given and given[0] in SCOPED:
        field = "on" if limited else given[0]
        yield from _scope(path, part, field, part.zero or part.halve or part.on, around)
    elif part.of is not None:
        yield idle(path, "of", ("没有范围", "nothing here has a scope"))


def _scope(path: Path, part: Effect, field: str, scope: str | None, around: Around) -> Iterator[Finding]:
    if scope is None:
        return
    if scope not in around.scopes:
        yield Finding((*path, field), "scope", {"value": scope, "choices": listing(list(around.scopes))})
    elif part.of is None:
        if scope == "section" and scope not in around.found:
            yield needs(path, f"{field}: section", "of")
    elif scope not in ("item", "section") or not around.of:
        yield idle(path, "of", f"{field}: {scope}")
    elif scope == "item" and part.of in around.repeated:
        yield Finding((*path, "of"), "item-of-runs", {"value": quoted(part.of)})
    else:
        known, what = (around.items, ITEM) if scope == "item" else (around.sections, SECTION)
        yield from refers((*path, "of"), part.of, known, what)


def need(
    path: Path, part: Need, full: Fraction | None, around: Around, parts_of: Fraction | None = None
) -> Iterator[Finding]:
    """A minimum that can be reached and be missed, with one consequence.

    `full` is the most there can be, None where nobody can tell; `parts_of` is what a percentage is taken of.
    """
    least: Fraction | Decimal = part.least
    if isinstance(part.least, Fraction) and part.least > 1:
        yield Finding((*path, "least"), "at-most", {"limit": "100%"})
    elif isinstance(part.least, Fraction) and parts_of == 0:
        yield Finding((*path, "least"), "percent-of-nothing")
    elif isinstance(part.least, Decimal) and full is not None and least > full:
        yield Finding((*path, "least"), "least-over", {"value": shown(least), "points": shown(full)})
    yield from above_zero((*path, "least"), least)
    yield from effect((*path, "else"), part.else_, around)
    if not part.else_.acts:
        yield Finding((*path, "else"), "no-effect", {"fields": listing(list(CONSEQUENCES))})


def charged(path: Path, part: Fault | Penalty, prices: tuple[str, ...]) -> Iterator[Finding]:
    """A fault or a penalty: it does something, and its limits limit something. `prices`: the fields that are prices."""
    priced = any(getattr(part, name) is not None for name in prices)
    if not priced and not part.acts:
        fields = listing([*prices, *CONSEQUENCES])
        yield Finding(path, "no-effect", {"fields": fields})
    if not priced:
        limits = [name for name in ("once", "cap", "free") if name in type(part).model_fields]
        yield from idle_fields(path, part, limits, ("没有价格", "no price"))
    if not part.acts:
        yield from idle_fields(path, part, ["from"], ("没有后果", "no consequence"))
    if part.once and part.cap is not None:
        yield idle(path, "cap", "once")
    yield from listed((*path, "lose"), part.lose or (), bool(part.once))
    dearest = max((price for price in (*(part.lose or ()), *_flat(part, prices)) if price != "all"), default=None)
    if part.cap is not None and dearest is not None and dearest > part.cap:
        yield Finding((*path, "cap"), "cap-under-price", {"cap": shown(part.cap), "value": shown(dearest)})


def _flat(part: Any, prices: tuple[str, ...]) -> list[Decimal]:
    return [value for name in prices if isinstance(value := getattr(part, name), Decimal)]


def listed(path: Path, prices: tuple[Any, ...], once: bool = False) -> Iterator[Finding]:
    """A list of prices for the 1st, 2nd, … time: all of them can come up, and one of them costs something."""
    if once and len(prices) > 1:
        yield Finding((*path, 1), "price-unused", {"why": "once"})
    for index, (before, _) in enumerate(pairwise(prices), 1):
        if before == "all":
            yield Finding((*path, index), "price-unused", {"why": "all"})
            return
    if prices and all(price == 0 for price in prices):
        yield Finding(path, "costs-nothing")


def too_much(path: Path, price: Any, full: Decimal | None) -> Iterator[Finding]:
    """A single price of more than there is to lose (None: without end); only a warning."""
    if isinstance(price, Decimal) and full is not None and price > full:
        yield Finding(path, "price-over-points", {"value": shown(price), "points": shown(full)})


def keeps_less(path: Path, part: Effect, fulls: dict[str, Fraction]) -> Iterator[Finding]:
    """A cap on a scope that never has more than that; only a warning."""
    full = fulls.get(part.on or "")
    if part.at_most is not None and full is not None and part.at_most >= full:
        points = shown(full)
        yield never(path, "at-most", (f"满分只有 {points}", f"there are only {points} points"))
