"""Who wins which award, and the grade of a total, in the order of the rubric. Knows ranks, not people."""

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal

from scoring.engine.figures import Mode, rounded
from scoring.engine.prices import within
from scoring.rubrics.field import Wins
from scoring.rubrics.rules import Award, GradeBand
from scoring.rubrics.values import Text

MODES: dict[str, Mode] = {"half-up": "half-up", "up": "up", "down": "cut"}
NO_TOTALS: Mapping[str, Decimal] = {}


def awards_of(
    awards: Sequence[Award],
    ranks: Mapping[str, int],
    entries: int,
    totals: Mapping[str, Decimal] = NO_TOTALS,
    passed_over: Container[str] = (),
    wins: Wins = "high",
) -> dict[str, Text]:
    """The award of each ranked contestant who has one.

    Each award takes the next places after the one before it, so 1, 2 and 3 are places 1, 2–3 and 4–6. A ratio is of all
    `entries` that were given, absent ones too, rounded as the award says. A rank that is shared at the border is
    inside as soon as its first place is: all who share it win. Who is `passed_over` (not eligible) keeps the rank, but
    takes up no place here: rank and honour are two columns, and the award goes to the next. An award ends before the
    first of `totals` that misses its `least`; the next award then starts there, so none has more places than it says.
    A rank that is kept for somebody who is not ranked yet is no rank to win with.
    """
    order = sorted((name for name in ranks if name not in passed_over), key=lambda name: ranks[name])
    passed = sorted(rank for name, rank in ranks.items() if name in passed_over)
    places = {name: ranks[name] - bisect_left(passed, ranks[name]) for name in order}
    won: dict[str, Text] = {}
    border = 0
    for award in awards:
        border += places_of(award, entries)
        for name in order[len(won) :]:
            if places[name] > border:
                break
            if award.least is not None and _misses(award.least, totals[name], wins):
                border = places[name] - 1
                break
            won[name] = award.title
    return won


def _misses(least: Decimal, total: Decimal, wins: Wins) -> bool:
    return total < least if wins == "high" else total > least


def places_of(award: Award, entries: int) -> int:
    """How many places an award has among so many entries: all of them where only a total is asked for."""
    if award.count is not None:
        return award.count
    if award.ratio is not None:
        return int(rounded(award.ratio * entries, 0, MODES[award.round]))
    return entries


def grade_of(grades: Sequence[GradeBand], total: Decimal | None) -> Text | None:
    """The word for a total: of the first band it lies in."""
    if total is None:
        return None
    return next((band.title for band in grades if within(total, band)), None)
