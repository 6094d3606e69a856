"""Stretches of figures and times: edges, gaps, overlaps, and what they cost or earn. Knows no item and no clock."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.rubrics.checks.words import one_of, shown
from scoring.rubrics.prices import Edges
from scoring.rubrics.problems import MOST, Filling, Finding, Path

Say = Callable[[Decimal], str]
ZERO = Decimal(0)
NO_EDGES = Edges()


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `low` to `high` (None: without end), and whether each edge belongs."""

    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool

    @property
    def empty(self) -> bool:
        """Whether no figure lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.high < self.low or (self.high == self.low and not (self.low_in and self.high_in))

    @property
    def mirrored(self) -> "Stretch":
        """The same below zero: what ends becomes what begins."""
        low, high = (None if edge is None else -edge for edge in (self.low, self.high))
        return Stretch(high, self.high_in, low, self.low_in)

    def misses(self, other: "Stretch") -> bool:
        """Whether it has no figure in common with another."""
        return _after(self, other) or _after(other, self)


FROM_ZERO = Stretch(ZERO, True, None, False)


def stretch_of(edges: Any) -> Stretch:
    """The stretch that four edges describe."""
    low = edges.over if edges.over is not None else edges.from_
    high = edges.under if edges.under is not None else edges.to
    return Stretch(low, edges.over is None and low is not None, high, edges.under is None and high is not None)


def edges(path: Path, part: Any) -> Iterator[Finding]:
    """One edge a side, and something between them."""
    doubled = False
    for inner, outer in (("from", "over"), ("to", "under")):
        if getattr(part, "from_" if inner == "from" else inner) is not None and getattr(part, outer) is not None:
            doubled = True
            yield Finding((*path, outer), "band-edges", {"fields": f"{inner} / {outer}"}, key=True)
    if not doubled and stretch_of(part).empty:
        yield Finding(path, "band-empty")


def priced(path: Path, bands: Sequence[Any]) -> Iterator[Finding]:
    """Every band says either what it costs or what it earns."""
    for index, band in enumerate(bands):
        yield from one_of((*path, index), band, "lose", "points")


def covering(path: Path, bands: Sequence[Any], whole: Stretch = FROM_ZERO, say: Say = shown) -> Iterator[Finding]:
    """Bands in order, in which every figure of `whole` lies exactly once; `say` writes a figure."""
    wrong = [finding for index, band in enumerate(bands) for finding in edges((*path, index), band)]
    if wrong:
        yield from wrong
        return
    stretches = [stretch_of(band) for band in bands]
    first, last = stretches[0], stretches[-1]
    if _short_of(first, whole):
        if whole.low is None:
            yield Finding((*path, 0), "band-open")
        else:
            yield Finding((*path, 0), "band-start", {"value": say(whole.low)})
    yield from _joints(path, stretches, say)
    if _short_of(last.mirrored, whole.mirrored):
        end = (*path, len(bands) - 1)
        yield Finding(end, "band-end") if whole.high is None else Finding(end, "band-short", {"value": say(whole.high)})
    for index, stretch in enumerate(stretches):
        if not stretch.empty and stretch.misses(whole):
            yield Finding((*path, index), "band-unreachable")


def apart(path: Path, bands: Sequence[Any], say: Say = shown) -> Iterator[Finding]:
    """Bands in any order, gaps allowed, of which no two share a figure."""
    wrong = [finding for index, band in enumerate(bands) for finding in edges((*path, index), band)]
    yield from wrong
    order = sorted(enumerate(map(stretch_of, () if wrong else bands)), key=lambda each: _start(each[1]))
    furthest: Stretch | None = None
    for index, stretch in order:
        if furthest is not None and not _after(stretch, furthest):
            yield Finding((*path, index), "band-overlap", {"value": _sample(stretch, say)})
        if furthest is None or _start(furthest.mirrored) > _start(stretch.mirrored):
            furthest = stretch


def first_wins(path: Path, bands: Sequence[Any]) -> Iterator[Finding]:
    """Bands of which the first that fits decides: none lies wholly inside one before it."""
    wrong = [finding for index, band in enumerate(bands) for finding in edges((*path, index), band)]
    yield from wrong
    stretches = [stretch_of(band) for band in bands]
    for index, stretch in enumerate(stretches if not wrong else ()):
        if any(_inside(stretch, before) for before in stretches[: min(index, MOST)]):
            yield Finding((*path, index), "band-hidden")


def _start(stretch: Stretch) -> tuple[bool, Decimal, bool]:
    """What sorts stretches by where they begin."""
    return stretch.low is not None, stretch.low or ZERO, not stretch.low_in


def _after(one: Stretch, other: Stretch) -> bool:
    """Whether `one` begins only where `other` has ended."""
    if one.low is None or other.high is None:
        return False
    return one.low > other.high or (one.low == other.high and not (one.low_in and other.high_in))


def _short_of(first: Stretch, whole: Stretch) -> bool:
    """Whether the first band begins later than what has to be covered."""
    if first.low is None:
        return False
    return whole.low is None or first.low > whole.low or (first.low == whole.low and whole.low_in and not first.low_in)


def _inside(one: Stretch, other: Stretch) -> bool:
    """Whether every figure of `one` lies in `other`."""
    return not _short_of(other, one) and not _short_of(other.mirrored, one.mirrored)


def _joints(path: Path, stretches: Sequence[Stretch], say: Say) -> Iterator[Finding]:
    """Where one band ends the next begins."""
    for index in range(1, len(stretches)):
        before, here = stretches[index - 1], stretches[index]
        place = (*path, index)
        if not _after(here, before):
            yield Finding(place, "band-overlap", {"value": _sample(here, say)})
        elif before.high is not None and here.low is not None and before.high < here.low:
            low, high = say(before.high), say(here.low)
            gap: Filling = f"{low} 与 {high} 之间", f"what lies between {low} and {high}"
            yield Finding(place, "band-gap", {"value": gap})
        elif not here.low_in and not before.high_in and here.low is not None:
            yield Finding(place, "band-gap", {"value": say(here.low)})


def _sample(stretch: Stretch, say: Say) -> Filling:
    """A figure to name where stretches overlap."""
    if stretch.low is None:
        return ("较小的数", "what is small") if stretch.high is None else say(stretch.high)
    return say(stretch.low)
