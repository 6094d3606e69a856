"""What an item can bring at most and at least, and whether what it earns fits. Knows no single kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.rubrics import item, kinds
from scoring.rubrics.checks.effects import Around
from scoring.rubrics.checks.words import shown
from scoring.rubrics.parts import Module, Section
from scoring.rubrics.problems import Finding, Path


@dataclass(frozen=True, slots=True)
class Room:
    """Where an item stands, and what its effects may act on."""

    module: Module
    section: Section
    around: Around


def losable(item: item.ItemBase) -> Decimal | None:
    """How much the item can lose, so that a higher price says nothing more; None without end."""
    return None if item.lowest is None else item.points - item.lowest


def seatless(item: kinds.Item) -> bool:
    """Whether no seat marks it."""
    return item.kind in kinds.SEATLESS or (isinstance(item, kinds.Timed) and bool(item.clock))


def earned(item: item.ItemBase, entries: Sequence[tuple[Path, Decimal]], whole: Path) -> Iterator[Finding]:
    """No entry earns more than the item may bring or less, and the best one earns it all.

    `entries` are the points with the place where each stands; `whole` is where it is told that the full is not reached.
    """
    low, high = item.lowest, item.highest
    for path, points in entries:
        if high is not None and points > high:
            yield Finding(path, "over-points", {"value": shown(points), "points": shown(high)})
        elif low is not None and points < low:
            yield Finding(path, "under-floor", {"value": shown(points), "floor": shown(low)})
    best = max((points for _, points in entries), default=item.points)
    if best < item.points:
        yield Finding(whole, "full-not-reached", {"value": shown(best), "points": shown(item.points)}, key=True)
