"""What a rubric does to fields that never were: how likely ties are, how far totals spread, which items never matter.

Performances are invented once and drawn into field after field; every figure is the engine's own. The caller brings the
chance and takes the steps one by one, so that it may stop when it has enough.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from scoring.engine.awards import places_of
from scoring.engine.invented import (
    Luck,
    element_for,
    marks_for,
    outside_for,
    penalties_for,
    quality_at,
    seconds_for,
    skill,
)
from scoring.engine.marks import RUN_WORDS, Facts, Mark
from scoring.engine.result import Result, result_of
from scoring.engine.standings import Row, natural, standings
from scoring.rubrics.kinds import Element, Graded, Item, Outside, Ranked, Timed
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, Run

FAILED = 5  # percent of all runs that give no valid result
STATIONS, GROUPS = 6, 3  # a heat has so many contestants, an event so many groups
POOL = 40  # so many performances are invented for each place in a field
LEAST_POOL, MOST_POOL = 600, 2000
TRIES = 40  # an item is tried in so many fields before it is said that it never mattered
TRIED_A_FIELD = 2
PERCENTILES = (0, 5, 25, 50, 75, 95, 100)
WIDTHS = tuple(Decimal(digit).scaleb(power) for power in range(-4, 7) for digit in (1, 2, 5))
BINS = 24  # at most


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the fields are, how many are drawn, and how many seats each panel has (shared ones have one)."""

    contestants: int
    fields: int
    seats: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it. `fields` were drawn from `performances`, of which `unranked` (by status) have no total.

    `tied_first`, `tied_award`, `tied_any`: in so many fields rank 1 is shared, the last place of an award is, any is;
    `equal_first`: so many had equal totals at the top, before any tie rule. `percentiles` and `bins` (from, to, how
    many) are of all totals; `gaps` are those between first and second. `idle`: items with the number of fields in
    which everybody was given the same mark there without any rank changing; `examined` is how many items were tried.
    """

    contestants: int
    fields: int
    performances: int
    tied_first: int
    tied_award: int
    tied_any: int
    equal_first: int
    percentiles: tuple[tuple[int, Decimal], ...]
    bins: tuple[tuple[Decimal, Decimal, int], ...]
    gaps: tuple[tuple[int, Decimal], ...]
    unranked: Mapping[str, int]
    idle: tuple[tuple[str, int], ...]
    examined: int


class Simulation:
    """A pool of performances, the fields drawn from it, and what was seen in them so far."""

    def __init__(self, rubric: Rubric, plan: Plan, luck: Luck) -> None:
        self.rubric, self.plan, self.luck = rubric, plan, luck
        self.pool: list[Result] = []
        self.seen: Counter[str] = Counter()
        self.gaps: list[Decimal] = []
        # how often each item was tried in vain; one that ever mattered leaves the list
        self.idle = {item.id.partition("#")[0]: 0 for item in rubric.items.values() if is_tried(item)}
        self.examined = len(self.idle)
        self.wanted = min(max(plan.contestants * POOL, LEAST_POOL), MOST_POOL)

    @property
    def length(self) -> int:
        """How many steps there are."""
        return self.wanted + self.plan.fields

    def steps(self) -> Iterator[int]:
        """Work, one performance or field a step; answers how many steps are done."""
        for number in range(1, self.wanted + 1):
            facts = performance(self.rubric, str(number), self.plan.seats, self.luck)
            self.pool.append(result_of(self.rubric, facts))
            yield number
        for number in range(1, self.plan.fields + 1):
            self._field([self._as(result, at) for at, result in enumerate(self._draw())])
            yield self.wanted + number

    def _draw(self) -> list[Result]:
        return self.luck.sample(self.pool, min(self.plan.contestants, len(self.pool)))

    def _as(self, result: Result, at: int) -> Result:
        """A performance in this field's heat and group."""
        groups = {"heat": str(at // STATIONS + 1), "group": str(at % GROUPS + 1)}
        return replace(result, facts=replace(result.facts, groups=groups))

    def _field(self, field: list[Result]) -> None:
        rows = standings(self.rubric, field).rows
        self.seen["fields"] += 1
        ranked = [row for row in rows if row.rank is not None and row.total is not None]
        first = [row for row in ranked if row.rank == 1]
        self.seen["first"] += len(first) > 1
        self.seen["any"] += any(row.tied for row in ranked)
        self.seen["award"] += shared_at_border(self.rubric, ranked, len(rows))
        totals = [row.total for row in ranked if row.total is not None]
        if len(totals) > 1:
            self.seen["equal"] += totals[0] == totals[1]
            self.gaps.append(abs(totals[0] - totals[1]))
        for item in sorted(self.idle, key=lambda name: (self.idle[name], natural(name)))[:TRIED_A_FIELD]:
            if self.idle[item] < TRIES:
                self.idle[item] += 1
                if ranks(standings(self.rubric, alike(self.rubric, item, field)).rows) != ranks(rows):
                    del self.idle[item]

    def report(self) -> Report:
        """What was seen so far."""
        totals = sorted(result.total for result in self.pool if result.total is not None and result.status == "ok")
        return Report(
            contestants=self.plan.contestants,
            fields=self.seen["fields"],
            performances=len(self.pool),
            tied_first=self.seen["first"],
            tied_award=self.seen["award"],
            tied_any=self.seen["any"],
            equal_first=self.seen["equal"],
            percentiles=percentiles(totals),
            bins=bins(totals),
            gaps=percentiles(sorted(self.gaps)),
            unranked=dict(Counter(result.status for result in self.pool if result.status != "ok")),
            idle=tuple((item, tried) for item, tried in self.idle.items() if tried),
            examined=self.examined,
        )


def performance(rubric: Rubric, contestant: str, seats: Mapping[str, int], luck: Luck) -> Facts:
    """Everything about one invented contestant: the same performance, seen by every judge with their own eyes."""
    skilled = skill(luck)
    items = rubric.items
    chosen = {key: element_for(item, luck) for key, item in items.items() if isinstance(item, Element)}
    qualities = {key: quality_at(skilled, luck) for key in items}
    failed = _failed(rubric, luck)
    sitting = {panel.id: seats_of(panel.id, panel.combine == "shared", seats) for panel in rubric.panels}
    marks: list[Mark] = []
    for panel, keys in sitting.items():
        for seat in keys:
            for item in rubric.items_of(panel):
                word = failed.get(item.id)
                pairs = marks_for(item, qualities[item.id], luck, chosen) if word is None else [("", word)] * bool(word)
                for place, value in pairs:
                    order = len(marks)
                    marks.append(Mark(seat, item.id, place, value, order, f"{contestant}-{order}"))
    return Facts(
        contestant=contestant,
        marks=tuple(marks),
        seats=sitting,
        time={part.id: seconds_for(part.clock, skilled, luck) for part in rubric.parts if part.clock is not None},
        penalties=penalties_for(rubric.whole_penalties, skilled, luck) | _penalties(rubric.parts, skilled, luck),
        named=_named(rubric.parts, luck),
        outside=_outside(rubric, qualities, luck),
    )


def seats_of(panel: str, shared: bool, seats: Mapping[str, int]) -> tuple[str, ...]:
    """The keys of a panel's seats; a group that shares its sheet is one."""
    return tuple(f"{panel}-{number}" for number in range(1, (1 if shared else seats.get(panel, 1)) + 1))


def _failed(rubric: Rubric, luck: Luck) -> dict[str, str]:
    """The items of runs without a valid result: the word at the first of them, nothing at the others."""
    words: dict[str, str] = {}
    for module in rubric.parts:
        for section in module.sections:
            if isinstance(section, Run) and luck.randrange(100) < FAILED:
                words |= {item.id: "" for item in section.items} | {section.items[0].id: RUN_WORDS[0]}
    return words


def _penalties(parts: Sequence[Module], skilled: int, luck: Luck) -> dict[str, int]:
    return {name: times for part in parts for name, times in penalties_for(part.penalties, skilled, luck).items()}


def _named(parts: Sequence[Module], luck: Luck) -> dict[str, tuple[str, ...]]:
    """For penalties that act on one item: which."""
    return {
        rule.id: (luck.choice([item.id for item in part.items]),)
        for part in parts
        for rule in part.penalties
        if rule.of is None and "item" in (rule.zero, rule.halve, rule.on)
    }


def _outside(rubric: Rubric, qualities: Mapping[str, int], luck: Luck) -> dict[str, str]:
    values = {value.id: Decimal(luck.randrange(18, 101)) for value in rubric.values}
    found = {key: str(value) for key, value in values.items()}
    for key, item in rubric.items.items():
        if isinstance(item, Outside | Ranked):
            other = values.get(item.against.value) if item.against else None
            found[key] = outside_for(item, qualities[key], luck, other)
    return found


def is_tried(item: Item) -> bool:
    """Whether everybody can be given the same mark there: not an element, which other items look at, nor the clock."""
    return not isinstance(item, Element | Graded) and not (isinstance(item, Timed) and item.clock)


def alike(rubric: Rubric, item: str, field: Sequence[Result]) -> list[Result]:
    """The same field where everybody has the first one's marks at an item, in each of its runs; failed runs stay so."""
    donor = field[0].facts
    given = [mark for mark in donor.marks if mark.item.partition("#")[0] == item and mark.value not in RUN_WORDS]
    known = {mark.item for mark in given}
    results = []
    for result in field:
        facts = result.facts
        failed = {mark.item.partition("#")[2] for mark in facts.marks if "#" in mark.item and mark.value in RUN_WORDS}
        replaced = {key for key in known if "#" not in key or key.partition("#")[2] not in failed}
        marks = [mark for mark in facts.marks if mark.item not in replaced]
        marks += [mark for mark in given if mark.item in replaced]
        outside = dict(facts.outside)
        if item in donor.outside:
            outside[item] = donor.outside[item]
        results.append(result_of(rubric, replace(facts, marks=tuple(marks), outside=outside)))
    return results


def ranks(rows: Sequence[Row]) -> dict[str, int | None]:
    """Who has which rank."""
    return {row.contestant: row.rank for row in rows}


def shared_at_border(rubric: Rubric, ranked: Sequence[Row], entries: int) -> bool:
    """Whether the last place of an award and the place after it are shared: somebody wins by a tie."""
    many = Counter(row.rank for row in ranked)
    border = 0
    for award in rubric.awards:
        if award.count is None and award.ratio is None:
            continue
        border += places_of(award, entries)
        if any(rank is not None and rank <= border < rank + shared - 1 for rank, shared in many.items()):
            return True
    return False


def percentiles(figures: Sequence[Decimal]) -> tuple[tuple[int, Decimal], ...]:
    """Figures in ascending order at the usual shares of their number; of nothing there are none."""
    return tuple((share, figures[(len(figures) - 1) * share // 100]) for share in PERCENTILES) if figures else ()


def bins(figures: Sequence[Decimal]) -> tuple[tuple[Decimal, Decimal, int], ...]:
    """How many ascending figures lie in each of equally wide stretches with round edges; the lower edge belongs."""
    if not figures:
        return ()
    width = next((width for width in WIDTHS if (figures[-1] - figures[0]) / width < BINS - 1), WIDTHS[-1])
    first = _floor(figures[0], width)
    counts = Counter(_floor(figure, width) - first for figure in figures)
    edges = [(first + number) * width for number in range(max(counts) + 2)]
    return tuple((one, other, counts[number]) for number, (one, other) in enumerate(pairwise(edges)))


def _floor(figure: Decimal, width: Decimal) -> int:
    """How many whole widths lie below a figure; a decimal's own division goes toward zero."""
    return (Fraction(figure) / Fraction(width)).__floor__()
