"""Who wins which award: by count or by ratio of all entries, in the order of the rubric. Knows ranks, not people."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from scoring.engine.figures import Mode, rounded
from scoring.rubrics.rules import Award
from scoring.rubrics.values import Text

MODES: dict[str, Mode] = {"half-up": "half-up", "up": "up", "down": "cut"}


def awards_of(awards: Sequence[Award], ranks: Mapping[str, int], entries: int) -> dict[str, Text]:
    """The award of each ranked contestant who has one.

    Each award takes the next places after the one before it, so 1, 2 and 3 are places 1, 2–3 and 4–6. A ratio is of all
    `entries` that were given, absent ones too, rounded as the award says. A rank that is shared at the border is
    inside as soon as its first place is: all who share it win.
    """
    border = 0
    won: dict[str, Text] = {}
    for award in awards:
        border += places_of(award, entries)
        for contestant, rank in ranks.items():
            if rank <= border and contestant not in won:
                won[contestant] = award.title
    return won


def places_of(award: Award, entries: int) -> int:
    """How many places an award has among so many entries."""
    if award.count is not None:
        return award.count
    return int(rounded((award.ratio or Fraction(0)) * entries, 0, MODES[award.round]))
