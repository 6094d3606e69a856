"""Figures that become points only by looking at the whole field: a share of the best, or points by place."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.engine.by_rank import rank_sheets
from scoring.engine.figures import ZERO, clock_text, plain
from scoring.engine.gather import value_of
from scoring.engine.kinds import ItemScore
from scoring.engine.marks import Facts
from scoring.engine.module import reassemble, with_field
from scoring.engine.reasons import Reason, both
from scoring.engine.result import Result, close
from scoring.engine.scoresheet import round_item
from scoring.rubrics.field import FieldRule
from scoring.rubrics.kinds import Outside, Ranked
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module
from scoring.rubrics.values import Text

ABSENT = ("dns", "dnf", "wdr", "ooc")  # who did not finish, or does not compete, is never part of the field
ANNULLED = ("dsq", "annul", "void")  # bought orders must not set the best, unless the rule keeps them
AMONG = {
    "event": Text(zh="全场", en="the field"),
    "heat": Text(zh="本场次", en="the heat"),
    "group": Text(zh="本组", en="the group"),
}

Write = Callable[[Fraction], str]


@dataclass(frozen=True, slots=True)
class Field:
    """The figures that one rule compares in one scope, best first; a figure is negated where the high one wins."""

    rule: FieldRule
    order: tuple[Fraction, ...]

    @property
    def entries(self) -> int:
        """How many are in the field: contestants of the scope who have a figure and are neither absent nor annulled."""
        return len(self.order)

    def place_of(self, figure: Fraction) -> tuple[int, int]:
        """The place of a figure, and how many share it; who is not in the field is placed as if alone in it."""
        merit = _merit(self.rule, figure)
        better = bisect_left(self.order, merit)
        return better + 1, max(bisect_right(self.order, merit) - better, 1)


@dataclass(frozen=True, slots=True)
class Turned:
    """What a figure became: its `points` of `full`, and the sentence that says how."""

    points: Fraction
    full: Fraction
    code: str
    words: Mapping[str, str]

    def reason(self, item: str = "") -> Reason:
        """The sentence, priced with what is lost against the full points (nothing where the place is the figure)."""
        return Reason(self.code, self.points - self.full, item=item, values={**self.words, "got": plain(self.points)})


WAITING = Turned(ZERO, ZERO, "pending", {})


def field_of(rule: FieldRule, figures: Iterable[Fraction]) -> Field:
    """The field of one scope from the figures of those who are in it."""
    return Field(rule, tuple(sorted(_merit(rule, figure) for figure in figures)))


def _merit(rule: FieldRule, figure: Fraction) -> Fraction:
    return -figure if rule.wins == "high" else figure


def turn(field: Field, figure: Fraction, write: Write = plain) -> Turned:
    """Points for a figure by the rule of its field; `write` says how the figure is written in the sentence."""
    rule = field.rule
    turned = _share(field, figure, write) if rule.score == "best" else _by_place(field, figure)
    words = {"value": write(figure), "full": plain(turned.full), **both("among", AMONG[rule.scope]), **turned.words}
    return replace(turned, words=words)


def _share(field: Field, figure: Fraction, write: Write) -> Turned:
    """Points × figure ÷ best, or best ÷ figure where low wins; a best of 0 or below leaves nothing to share."""
    rule = field.rule
    full, high = Fraction(rule.most), rule.wins == "high"
    best = _merit(rule, field.order[0]) if field.order else figure
    words = {"best": write(best), "ratio": f"{write(figure)} ÷ {write(best)}"}
    if high and best <= 0:
        return Turned(ZERO, full, "best-zero", {**words, "ratio": "0"})
    if high:
        return Turned(full * figure / best, full, "best", words)
    words["ratio"] = f"{write(best)} ÷ {write(figure)}"
    if best <= 0 or figure <= 0:
        return Turned(full if figure <= best else ZERO, full, "best", words)
    return Turned(full * best / figure, full, "best", words)


def _by_place(field: Field, figure: Fraction) -> Turned:
    """Points by place, or the place itself. Who shares places takes the better one, or the mean of what they bring."""
    rule = field.rule
    place, shared = field.place_of(figure)
    mean = rule.shared == "mean" and shared > 1
    places = range(place, place + shared) if mean else (place,)
    words = {"rank": f"{place}–{place + shared - 1}" if mean else str(place), "entries": str(field.entries)}
    if rule.score == "rank":
        got = Fraction(sum(places), len(places))
        return Turned(got, got, "field-rank", words)
    got = sum((points_at(rule, each, field.entries) for each in places), start=ZERO) / len(places)
    top = points_at(rule, 1, field.entries) if rule.ladder is not None else Fraction(rule.most)
    return Turned(got, top, "place" if rule.rates is None else "rate", words)


def without_figure(field: Field, entries: int) -> Turned:
    """What those get who have no figure: the points stated, or what the place behind all entries brings."""
    rule = field.rule
    if rule.absent != "last":
        points = Fraction(rule.absent or 0)
    elif rule.score == "place":
        points = points_at(rule, entries + 1, entries)
    else:
        points = Fraction(entries + 1) if rule.score == "rank" else ZERO
    return Turned(points, points if rule.score == "rank" else Fraction(rule.most), "field-absent", {})


def points_at(rule: FieldRule, place: int, entries: int) -> Fraction:
    """What a place brings: by the ladder, the table (beyond its end nothing) or the share of the field it is in."""
    if rule.ladder is not None:
        first = entries if rule.ladder.first == "entries" else rule.ladder.first
        return max(Fraction(rule.ladder.floor), Fraction(first) - Fraction(rule.ladder.less) * (place - 1))
    if rule.table is not None:
        return Fraction(rule.table[place - 1]) if place <= len(rule.table) else ZERO
    reached = [rate for rate in rule.rates or () if place <= rate.to * entries]
    return Fraction(min(reached, key=lambda rate: rate.to).points) if reached else ZERO


def rule_of(item: Outside | Ranked) -> FieldRule:
    """The rule of the field that an item's own words amount to."""
    if isinstance(item, Outside):
        rule = FieldRule.model_construct(score="best", points=item.points)
    else:
        rule = FieldRule.model_construct(
            score="place", ladder=item.ladder, table=item.table, rates=item.rates, shared=item.shared
        )
    return rule.model_copy(update={"wins": item.wins, "scope": item.scope, "annulled": item.annulled})


def item_score(item: Outside | Ranked, field: Field, figure: Fraction) -> ItemScore:
    """The item's points for a value, between its floor and its ceiling."""
    full = Fraction(item.points)
    turned = turn(field, figure, clock_text if item.unit and item.unit.is_time else plain)
    got = turned.points if item.lowest is None else max(turned.points, Fraction(item.lowest))
    got = got if item.highest is None else min(got, Fraction(item.highest))
    if got == full:
        return ItemScore(item.id, full, full, ZERO, "clear")
    reason = replace(turned, points=got, full=full, words={**turned.words, "full": plain(full)}).reason(item.id)
    return ItemScore(item.id, got, full, full - got, "deducted", (reason,))


def field_items(rubric: Rubric) -> tuple[Outside | Ranked, ...]:
    """The items of a rubric that cannot be scored for one contestant alone."""
    return tuple(
        item
        for item in rubric.items.values()
        if isinstance(item, Ranked) or (isinstance(item, Outside) and item.score == "best")
    )


def field_rules(rubric: Rubric) -> tuple[FieldRule, ...]:
    """Every rule of a rubric that looks at the field, of items and of modules."""
    modules = (module.field for module in rubric.parts)
    return (*(rule_of(item) for item in field_items(rubric)), *(rule for rule in modules if rule is not None))


def scope_of(scope: str, facts: Facts) -> str:
    """The heat or group that a contestant is compared within; "" for the event, and for who belongs to none."""
    return "" if scope == "event" else facts.groups.get(scope, "")


def unsettled(rubric: Rubric, results: Sequence[Result]) -> set[str]:
    """Who may still move without a mark of their own: somebody in the same scope of a field is incomplete."""
    found: set[str] = set()
    ranking_panels = {"event" for panel in rubric.panels if panel.by_rank}
    for scope in {rule.scope for rule in field_rules(rubric)} | ranking_panels:
        waiting = {scope_of(scope, result.facts) for result in results if result.status == "incomplete"}
        found |= {result.contestant for result in results if scope_of(scope, result.facts) in waiting}
    return found


def fields_of(rule: FieldRule, figures: Mapping[str, Fraction], results: Sequence[Result]) -> dict[str, Field]:
    """The field of every scope, from the figures by contestant."""
    outside = {*ABSENT, *(() if rule.annulled == "kept" else ANNULLED)}
    scopes: dict[str, list[Fraction]] = defaultdict(list)
    for result in results:
        found = scopes[scope_of(rule.scope, result.facts)]
        if result.contestant in figures and not {result.status, result.facts.status} & outside:
            found.append(figures[result.contestant])
    return {scope: field_of(rule, found) for scope, found in scopes.items()}


def settle(rubric: Rubric, results: Sequence[Result]) -> tuple[Result, ...]:
    """The same results with every item and module that depends on the field scored against those who are in it."""
    settled = _settle_items(rubric, rank_sheets(rubric, results))
    for module in rubric.parts:
        if module.field is not None:
            settled = _settle_module(rubric, module, module.field, settled)
    return settled


def _settle_items(rubric: Rubric, results: Sequence[Result]) -> tuple[Result, ...]:
    scores: dict[str, dict[str, ItemScore]] = {result.contestant: {} for result in results}
    for item in field_items(rubric):
        values = {result.contestant: value_of(item, result.facts) for result in results}
        figures = {contestant: Fraction(value) for contestant, value in values.items() if value is not None}
        fields = fields_of(rule_of(item), figures, results)
        for result in results:
            if result.contestant in figures:
                field = fields[scope_of(item.scope, result.facts)]
                score = item_score(item, field, figures[result.contestant])
                scores[result.contestant][item.id] = round_item(score, rubric.rounding)
    return tuple(_with_items(rubric, result, scores[result.contestant]) for result in results)


def _with_items(rubric: Rubric, result: Result, scores: Mapping[str, ItemScore]) -> Result:
    modules = []
    for rule, module in zip(rubric.parts, result.modules, strict=True):
        outside = tuple(scores.get(score.item, score) for score in module.outside)
        modules.append(module if outside == module.outside else reassemble(rubric, rule, module, outside))
    same = all(new is old for new, old in zip(modules, result.modules, strict=True))
    return result if same else close(rubric, result.facts, tuple(modules))


def _settle_module(rubric: Rubric, module: Module, rule: FieldRule, results: Sequence[Result]) -> tuple[Result, ...]:
    """A module's figure turned into points. One that is not complete yet, or not entered, is not in the field."""
    at = rubric.parts.index(module)
    entered = {result.contestant: result.modules[at] for result in results if result.modules[at].entered}
    figures = {contestant: score.figure for contestant, score in entered.items() if not score.missing}
    fields = fields_of(rule, figures, results)
    write = clock_text if module.clock is not None and module.clock.score == "time" else plain
    settled = []
    for result in results:
        score = entered.get(result.contestant)
        if score is None and rule.absent is not None and figures:
            turned = without_figure(fields[scope_of(rule.scope, result.facts)], len(results))
            modules = list(result.modules)
            given = replace(modules[at], entered=True, outcomes=())
            modules[at] = with_field(rubric, module, given, turned.points, turned.reason())
            result = close(rubric, result.facts, tuple(modules))
        elif score is not None:
            turned = WAITING
            if result.contestant in figures:
                turned = turn(fields[scope_of(rule.scope, result.facts)], score.figure, write)
            if rule.score == "best":  # who is out of the field may be better than its best
                turned = replace(turned, points=min(max(turned.points, ZERO), turned.full))
            modules = list(result.modules)
            modules[at] = with_field(rubric, module, score, turned.points, turned.reason())
            result = close(rubric, result.facts, tuple(modules))
        settled.append(result)
    return tuple(settled)
