"""One seat's sheet for one contestant: the marks that stand become points, item by item. Knows no other seat."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.engine.figures import ZERO, round_at, total
from scoring.engine.kinds import ItemScore, score_item
from scoring.engine.marks import Mark, standing
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Rounding


@dataclass(frozen=True, slots=True)
class Scoresheet:
    """All items of one seat of one panel. `total` is already rounded where the rubric rounds a judge's sheet.

    `covered` counts the items looked at; `open` names the others. While any is open, `total` is a running figure only.
    """

    seat: str
    panel: str
    items: tuple[ItemScore, ...]
    total: Fraction
    full: Fraction
    covered: int
    open: tuple[str, ...]


def score(rubric: Rubric, panel: str, seat: str, marks: Iterable[Mark]) -> Scoresheet:
    """The scoresheet of `seat` on `panel` from all marks of a contestant, in whatever order they arrived."""
    return sheet_of(rubric.items_of(panel), rubric.rounding, panel, seat, [mark for mark in marks if mark.seat == seat])


def sheet_of(items: Sequence[Item], rounding: Rounding, panel: str, seat: str, marks: Iterable[Mark]) -> Scoresheet:
    """The same for chosen items, from marks that all belong to this one sheet."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    slots = sorted(standing(marks).values(), key=lambda mark: (mark.order, mark.id))
    for mark in slots:  # of two seats that share one sheet, the later word on a slot stands
        values[mark.item][mark.place] = mark.value
    scores = tuple(round_item(score_item(item, values.get(item.id, {}), seat), rounding) for item in items)
    untouched = tuple(score.item for score in scores if score.state == "untouched")
    return Scoresheet(
        seat=seat,
        panel=panel,
        items=scores,
        total=round_at(total(score.points for score in scores), *rounding.at("judge")),
        full=total(score.full for score in scores),
        covered=len(scores) - len(untouched),
        open=untouched,
    )


def round_item(score: ItemScore, rounding: Rounding) -> ItemScore:
    """An item's points rounded where the rubric rounds items; never above what the item is worth."""
    if rounding.item is None:
        return score
    points = min(score.full, round_at(score.points, *rounding.at("item")))
    lost = ZERO if score.state == "untouched" else score.full - points
    return replace(score, points=points, lost=lost)
