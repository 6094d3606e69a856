"""One seat's sheet for one contestant: the marks that stand become points, item by item. Knows no other seat."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from scoring.engine.figures import ZERO, round_at, total
from scoring.engine.kinds import ItemScore, score_item
from scoring.engine.marks import Mark, standing
from scoring.engine.performance import Performance, performance_of
from scoring.engine.prices import earning
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Run
from scoring.rubrics.prices import Choice
from scoring.rubrics.rules import Rounding

ONE = Fraction(1)
NOTHING: Mapping[str, str] = {}
MOST_REMEMBERED = 50_000  # scores of single items that a rubric keeps; a venue needs far fewer


@dataclass(frozen=True, slots=True)
class Scoresheet:
    """All items of one seat of one panel. `total` is already rounded where the rubric rounds a judge's sheet.

    `items` are worth what they are on paper; `factors` says what an item's points are multiplied by in `total` where
    that is not 1 (a converted section, what does not apply left out). Items that multiply are not added. `covered`
    counts the items looked at; `open` names the others, and while there is one `total` is a running figure only.
    `unused` items belong to runs that nobody has begun and that need not be.
    """

    seat: str
    panel: str
    items: tuple[ItemScore, ...]
    total: Fraction
    full: Fraction
    covered: int
    open: tuple[str, ...]
    unused: tuple[str, ...] = ()
    factors: Mapping[str, Fraction] = field(default_factory=dict)

    def figure(self, score: ItemScore) -> Fraction:
        """What one of its items counts for."""
        return score.points * self.factors[score.item] if score.item in self.factors else score.points


def score(rubric: Rubric, panel: str, seat: str, marks: Iterable[Mark]) -> Scoresheet:
    """The scoresheet of `seat` on `panel` from all marks of a contestant, in whatever order they arrived."""
    marks = tuple(marks)
    own = [mark for mark in marks if mark.seat == seat]
    return sheet_of(rubric, rubric.items_of(panel), panel, seat, own, performance_of(rubric, marks, {}))


def sheet_of(
    rubric: Rubric,
    items: Sequence[Item],
    panel: str,
    seat: str,
    marks: Iterable[Mark],
    performance: Performance | None = None,
) -> Scoresheet:
    """The same for chosen items, from marks that all belong to this one sheet; `performance` is of all the marks."""
    slots = sorted(standing(marks).values(), key=lambda mark: (mark.order, mark.id))
    if performance is None:
        performance = performance_of(rubric, slots, {})
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for mark in slots:  # of two seats that share one sheet, the later word on a slot stands
        values[mark.item][mark.place] = mark.value
    rounding, chosen = rubric.rounding, performance.chosen
    scores = tuple(_scored(rubric, item, values.get(item.id, NOTHING), seat, chosen) for item in items)
    unused, told = _idle(rubric, items, performance)
    untouched = tuple(
        score.item for score in scores if score.state == "untouched" and score.item not in unused | told
    )
    factors = _factors(rubric, items, scores)
    added = [each for item, each in zip(items, scores, strict=True) if item.role == "add" and item.id not in unused]
    figures = (each.points * factors.get(each.item, ONE) for each in added) if factors else (e.points for e in added)
    fulls = (each.full * factors.get(each.item, ONE) for each in added) if factors else (e.full for e in added)
    return Scoresheet(
        seat=seat,
        panel=panel,
        items=scores,
        total=round_at(total(figures), *rounding.at("judge")),
        full=total(fulls),
        covered=len(scores) - len(untouched) - len(unused),
        open=untouched,
        unused=tuple(item.id for item in items if item.id in unused),
        factors=factors,
    )


def _scored(
    rubric: Rubric, item: Item, places: Mapping[str, str], seat: str, chosen: Mapping[str, Choice]
) -> ItemScore:
    """The item's score on a sheet. It is remembered: thousands of sheets say the same few things of an item."""
    choice = chosen.get(item.of if item.kind == "graded" else item.id)
    key = (item.id, seat, choice and (choice.id, type(choice)), *places.items())
    found: ItemScore | None = rubric.remembered.get(key)
    if found is None:
        if len(rubric.remembered) >= MOST_REMEMBERED:
            rubric.remembered.clear()
        found = rubric.remembered[key] = round_item(score_item(item, places, seat, chosen), rubric.rounding)
    return found


def _idle(rubric: Rubric, items: Sequence[Item], performance: Performance) -> tuple[set[str], set[str]]:
    """Items of runs that need not be there, and items of runs that have been told by a word: neither is open."""
    unused: set[str] = set()
    told: set[str] = set()
    if not rubric.performed:
        return unused, told
    for item in items:
        run = rubric.performed.get(item.id)
        if isinstance(run, Run):
            if not performance.expects(run):
                unused.add(item.id)
            elif run.id in performance.words:
                told.add(item.id)
    return unused, told


def _factors(rubric: Rubric, items: Sequence[Item], scores: Sequence[ItemScore]) -> dict[str, Fraction]:
    """What each item is multiplied by where it is not 1: its section's conversion, and what does not apply left out.

    Points that leave a denominator are spread over what is left of it, in proportion: the section (or the sheet of the
    module) keeps its maximum. Runs and sections with factors are converted as a whole later, not item by item.
    """
    if not rubric.scaled:
        return {}
    by_section: dict[str, list[tuple[Item, ItemScore]]] = defaultdict(list)
    for item, score in zip(items, scores, strict=True):
        by_section[rubric.sections_by_item[item.id].id].append((item, score))
    factors: dict[str, Fraction] = {}
    whole = left = ZERO
    for rows in by_section.values():
        section = rubric.sections_by_item[rows[0][0].id]
        own = ONE if section.special else section.factor
        added = [(item, score) for item, score in rows if item.role == "add"]
        applies = total(score.full * (item.weight or 1) for item, score in added)
        gone = total(_gone(item, score, "section") for item, score in added)
        if gone and applies:
            own *= (applies + gone) / applies
        for item, _ in rows:
            factors[item.id] = own * _coefficient(rubric, item)
        whole += applies * own
        left += total(_gone(item, score, "module") for item, score in added) * own
    spread = (whole + left) / whole if left and whole else ONE
    return {item: factor * spread for item, factor in factors.items() if factor * spread != 1}


def _coefficient(rubric: Rubric, item: Item) -> Fraction:
    """An item's weight; where low wins, what an item without points loses is added."""
    weight = ONE if item.weight is None else item.weight
    costs = not item.points and item.role == "add" and not earning(item)
    return -weight if costs and rubric.low_wins(item.id) else weight


def _gone(item: Item, score: ItemScore, scope: str) -> Fraction:
    """The points of an item that do not apply and leave the denominator of `scope`."""
    return (Fraction(item.points) - score.full) * (item.weight or 1) if item.not_applicable == scope else ZERO


def round_item(score: ItemScore, rounding: Rounding) -> ItemScore:
    """An item's points rounded where the rubric rounds items; what was within its full points stays within them."""
    decimals, mode = rounding.at("item")
    if decimals is None:
        return score
    points = round_at(score.points, decimals, mode)
    points = min(score.full, points) if score.points <= score.full else points
    lost = ZERO if score.state == "untouched" else score.full - points
    return replace(score, points=points, lost=lost)
