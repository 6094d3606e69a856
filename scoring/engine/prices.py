"""What price lists mean: stretches of a figure, steps beyond an edge, the 1st and 2nd price. Knows no mark."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Protocol, TypeVar

from scoring.engine.figures import ZERO, exact, plain
from scoring.rubrics.kinds import Counted, Item, Judged, Measured, Outside, Timed
from scoring.rubrics.prices import Band, Count, TimeBand

Lose = Decimal | Literal["all"]


class Stretch(Protocol):
    """Anything with the four edges of `rubrics.kinds.Edges`."""

    @property
    def from_(self) -> Decimal | None: ...
    @property
    def over(self) -> Decimal | None: ...
    @property
    def to(self) -> Decimal | None: ...
    @property
    def under(self) -> Decimal | None: ...


AnyBand = TypeVar("AnyBand", bound=Stretch)


def within(value: Decimal | Fraction, stretch: Stretch) -> bool:
    """Whether a value lies in a stretch: `from` and `to` belong to it, `over` and `under` do not."""
    figure = exact(value) if isinstance(value, Decimal) else value
    return (
        (stretch.from_ is None or figure >= exact(stretch.from_))
        and (stretch.over is None or figure > exact(stretch.over))
        and (stretch.to is None or figure <= exact(stretch.to))
        and (stretch.under is None or figure < exact(stretch.under))
    )


def band_at(bands: Iterable[AnyBand], value: Decimal | Fraction) -> AnyBand | None:
    """The band a value lies in; None where it lies in none."""
    return next((band for band in bands if within(value, band)), None)


def stretch_words(stretch: Stretch, write: Callable[[Decimal], str] = plain) -> tuple[str, str]:
    """A stretch in words, zh and en: "不低于 10、低于 12" and "at least 10 and under 12"."""
    edges = (
        (stretch.from_, "不低于", "at least"),
        (stretch.over, "高于", "over"),
        (stretch.to, "不高于", "at most"),
        (stretch.under, "低于", "under"),
    )
    given = [(write(edge), zh, en) for edge, zh, en in edges if edge is not None]
    return "、".join(f"{zh} {edge}" for edge, zh, _ in given), " and ".join(f"{en} {edge}" for edge, _, en in given)


def steps_in(amount: Decimal | Fraction, size: Decimal, count: Count) -> Fraction:
    """How many steps of `size` an amount holds: the full ones only, a started one too, or exactly."""
    steps = Fraction(amount) / exact(size)
    if count == "exact":
        return steps
    return Fraction(steps.__floor__() if count == "full" else steps.__ceil__())


def price(lose: Lose | None, full: Fraction) -> Fraction:
    """A price in points; `all` is the whole of an item that is worth `full`."""
    return full if lose == "all" else exact(lose) if lose is not None else ZERO


def tally(prices: Sequence[Lose], times: int, full: Fraction, free: int = 0, once: bool = False) -> Fraction:
    """What so many occurrences cost: the 1st, 2nd, … price added up, the last one stands for all later.

    The first `free` cost nothing; `once` charges the first price however many are left.
    """
    charged = max(times - free, 0)
    if not prices or not charged:
        return ZERO
    if once:
        return price(prices[0], full)
    listed = sum((price(lose, full) for lose in prices[:charged]), start=ZERO)
    return listed + price(prices[-1], full) * max(charged - len(prices), 0)


def left_of(band: Band | TimeBand | None, part: Fraction, full: Fraction, earns: bool) -> Fraction:
    """What a band leaves of `part`: its points, or `part` less its price; in no band nothing is earned or lost."""
    if band is not None and band.points is not None:
        return exact(band.points)
    if band is None or band.lose is None:
        return ZERO if earns else part
    return part - price(band.lose, full)


def per_place(item: Item) -> bool:
    """Whether every place has a price of its own: not where the readings of all places are taken as one."""
    return item.places is not None and not (isinstance(item, Measured) and item.take != "each")


def share_of(item: Item) -> Fraction:
    """What is priced by itself: a place, worth an equal part of the points, or all of the item."""
    points = exact(item.points)
    return points / item.places.count if item.places and per_place(item) else points


def top_of(item: Judged) -> Fraction:
    """The highest mark at the item, or at one of its places."""
    if item.places is not None:
        return share_of(item) if item.each is None else exact(item.each)
    return exact(item.points if item.most is None else item.most)


def earning(item: Item) -> bool:
    """Whether the item starts at nothing and earns points by a figure, instead of losing them by faults."""
    if isinstance(item, Counted):
        return item.lose is None and (item.rungs is None or any(rung.points is not None for rung in item.rungs))
    if isinstance(item, Measured) and item.earn is not None:
        return True
    if isinstance(item, Measured | Judged | Timed) or (isinstance(item, Outside) and item.bands is not None):
        return any(band.points is not None for band in item.bands or ())
    return item.kind in ("outside", "ranked", "element", "graded")


def worth(item: Item, got: Fraction, full: Fraction) -> dict[str, str]:
    """What was got, for a sentence: {worth} ": 3 of 5", {of} " of 5"; no "of 5" where it would say nothing.

    What multiplies is no points: it is called a factor.
    """
    of = item.role != "factor" and full and not (per_place(item) and earning(item))
    words = {"got": plain(got).replace("-", "−"), "full": plain(full)}
    words |= {"of.zh": f"，满分 {words['full']}", "of.en": f" of {words['full']}"} if of else {"of.zh": "", "of.en": ""}
    zh, en = ("，系数 ", ": factor ") if item.role == "factor" else ("，得 ", ": ")
    got_ = words["got"]
    return words | {"worth.zh": f"{zh}{got_}{words['of.zh']}", "worth.en": f"{en}{got_}{words['of.en']}"}
