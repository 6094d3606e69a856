"""The ranked table of an event: field, totals, ranks with their ties, awards. Knows contestants by id only."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from scoring.engine.awards import awards_of, grade_of
from scoring.engine.field import scope_of, settle, unsettled
from scoring.engine.figures import plain, rounded
from scoring.engine.reasons import Reason
from scoring.engine.result import Result, Status
from scoring.engine.ties import Equal, Figures, part, part_results, parted_by
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Ranking
from scoring.rubrics.values import Text

EXACT = Text(zh="未取整的总分", en="the total before rounding")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    `rank` is None unless `status` is "ok" or an outcome that the rubric ranks after all; `total` is also on show for
    who failed or is out of competition, and None for an outcome that is ranked last. `tied` says that the rank is
    shared. `parted_by` names the link of the tie chain that set the row apart from an equal total. `provisional` rows
    may still move without a mark of their own: something depends on the field and somebody in the same scope is not
    complete. `flags` are those of the result, and values that were missed where equal totals were parted. `parts` are
    figures as text: see `parts_of` in result.py. `grade` is the word for the total. Who is not `eligible` keeps the
    rank and wins no award. `scope` is the heat or group that `rank` counts within, "" for the whole event. In a contest
    of rounds, `round` is the last one the contestant was in and `advanced` says that there is or will be another (see
    rounds.py).
    """

    rank: int | None
    contestant: str
    total: Decimal | None
    tied: bool
    status: Status
    award: Text | None
    parts: Mapping[str, str]
    why: tuple[Reason, ...]
    provisional: bool
    parted_by: Reason | None
    grade: Text | None = None
    eligible: bool = True
    scope: str = ""
    round: str = ""
    advanced: bool = False
    flags: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Standings:
    """The table: ranked rows first, then the others in natural order; with several rankings, one after the other.

    `results` are the settled ones by contestant. `rounds` holds the tables of single rounds, by their ids.
    """

    rows: tuple[Row, ...]
    results: Mapping[str, Result]
    rounds: Mapping[str, "Standings"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where `rank` puts one contestant, within the heat or group `scope` where each has its own ranking.

    `parted` is what set it apart from an equal total, link by link.
    """

    rank: int
    contestant: str
    tied: bool
    parted: tuple[Reason, ...] = ()
    scope: str = ""

    @property
    def parted_by(self) -> Reason | None:
        """What decided in the end."""
        return self.parted[-1] if self.parted else None

    @property
    def flags(self) -> tuple[Reason, ...]:
        """What somebody should look at: a value nobody entered decides like one that is not there."""
        return tuple(reason for reason in self.parted if reason.code == "not-entered")


def standings(rubric: Rubric, results: Iterable[Result]) -> Standings:
    """The table of all results given; who has not begun belongs in it too, or the field looks complete."""
    settled = settle(rubric, sorted(results, key=lambda result: natural(result.contestant)))
    return table(rubric, settled, {place.contestant: place for place in rank(rubric, settled)})


def table(rubric: Rubric, settled: Sequence[Result], places: Mapping[str, Place]) -> Standings:
    """The table of settled results whose places are known; the others follow in the order they are given."""
    by_id = {result.contestant: result for result in settled}
    within = rubric.ranking.within
    awards = awarded(rubric, settled, places)
    moving = unsettled(rubric, settled)
    rows = []
    for scope, group in scopes(within, settled).items():
        ranked = [by_id[name] for name, place in places.items() if place.scope == scope]
        for result in [*ranked, *(result for result in group if result.contestant not in places)]:
            place = places.get(result.contestant)
            row = Row(
                rank=place.rank if place else None,
                contestant=result.contestant,
                total=shown_total(rubric, result),
                tied=bool(place and place.tied),
                status=result.status,
                award=awards.get(result.contestant),
                parts=result.parts,
                why=result.why,
                provisional=result.contestant in moving,
                parted_by=place.parted_by if place else None,
                grade=grade_of(rubric.grades, result.total if result.status in ("ok", "ooc") else None),
                eligible=result.eligible,
                scope=scope,
                flags=(*result.flags, *(place.flags if place else ())),
            )
            rows.append(row)
    return Standings(tuple(rows), by_id)


def awarded(rubric: Rubric, results: Sequence[Result], places: Mapping[str, Place]) -> dict[str, Text]:
    """Who wins what, in each ranking by itself; no outcome ranked last. Who is out of competition is no entry."""
    won: dict[str, Text] = {}
    for group in scopes(rubric.ranking.within, results).values() if rubric.awards else ():
        placed = (each for each in group if each.contestant in places and given_total(rubric, each) != "last")
        ranks = {each.contestant: places[each.contestant].rank for each in placed}
        entries = sum(each.status != "ooc" for each in group)
        totals = {each.contestant: total_of(rubric, each) or Decimal(0) for each in group}
        passed_over = {each.contestant for each in group if not each.eligible}
        won |= awards_of(rubric.awards, ranks, entries, totals, passed_over, rubric.ranking.wins)
    return won


def scopes(within: str, results: Iterable[Result]) -> dict[str, list[Result]]:
    """The results of each heat or group in natural order, who belongs to none at the end; one scope for the event."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        found[scope_of(within, result.facts)].append(result)
    return {name: found[name] for name in sorted(found, key=lambda name: (not name, natural(name)))}


def given_total(rubric: Rubric, result: Result) -> Decimal | Literal["last"] | None:
    """The total that the rubric gives to the outcome of a result, or `last`; None where it gives none."""
    return next((rule.total for rule in rubric.outcomes if rule.status == result.status), None)


def total_of(rubric: Rubric, result: Result) -> Decimal | None:
    """The total a contestant is ranked with: that of the result, or the one the rubric gives to its outcome."""
    given = given_total(rubric, result)
    if isinstance(given, Decimal):
        return rounded(Fraction(given), rubric.rounding.decimals, rubric.rounding.at("total")[1])
    return result.total if given is None and result.status == "ok" else None


def shown_total(rubric: Rubric, result: Result) -> Decimal | None:
    """The total on show: the one to be ranked with, else that of the result; an outcome that is last has none."""
    if given_total(rubric, result) == "last":
        return None
    total = total_of(rubric, result)
    return result.total if total is None else total


def rank(rubric: Rubric, results: Sequence[Result], after: int = 0) -> list[Place]:
    """Rank by total, the one that `wins` first; the tie chain parts equal totals, link by link.

    Who is still equal shares the better rank, and the one after it is left out (1, 1, 3). Ranked on the exact figure,
    equal totals are parted by it first. Below rank `first` of the ranking nothing is parted by the chain. Outcomes that
    the rubric ranks `last` share the rank behind all who have a total. Ranks begin behind `after` others, in every heat
    or group anew.
    """
    places: list[Place] = []
    for scope, group in scopes(rubric.ranking.within, results).items():
        by_id = {result.contestant: result for result in group}
        last = after
        for equal, exactly in _equal_totals(rubric, group):
            chained: list[Equal] = [(equal, {})]
            if rubric.ranking.first is None or last < rubric.ranking.first:
                chained = _down_to(rubric.ranking, last, part_results(rubric, [by_id[name] for name in equal]))
            for names, parted in chained:
                reasons = {name: (*exactly.get(name, ()), *parted.get(name, ())) for name in names}
                places += [Place(last + 1, name, len(names) > 1, reasons[name], scope) for name in names]
                last += len(names)
        behind = [result.contestant for result in group if given_total(rubric, result) == "last"]
        places += [Place(last + 1, name, len(behind) > 1, scope=scope) for name in behind]
    return places


def _equal_totals(rubric: Rubric, group: Sequence[Result]) -> list[Equal]:
    """Who has the same total, the winning one first; on the exact figure only who has the same of that."""
    shown: dict[Decimal, list[str]] = defaultdict(list)
    exact: dict[str, Fraction] = {}
    for result in group:
        total = total_of(rubric, result)
        if total is not None:
            shown[total].append(result.contestant)
            exact[result.contestant] = result.exact if result.status == "ok" else Fraction(total)
    chain = (rubric.ranking,) if rubric.ranking.on == "exact" else ()

    def compared(link: Ranking, names: Sequence[str]) -> Mapping[str, Figures]:
        return {name: (exact[name],) for name in names}

    def said(link: Ranking, figures: Figures) -> Reason:
        return parted_by(EXACT, plain(figures[0]))

    totals = sorted(shown, reverse=rubric.ranking.wins == "high")
    return [equal for total in totals for equal in part(shown[total], chain, compared, said)]


def _down_to(ranking: Ranking, last: int, parted: list[Equal]) -> list[Equal]:
    """The groups that begin at rank `first` or before it; all of those behind it stay equal, as they were."""
    kept: list[Equal] = []
    names: list[str] = []
    reasons: dict[str, tuple[Reason, ...]] = {}
    for equal, why in parted:
        if ranking.first is None or last < ranking.first:
            kept.append((equal, why))
        else:
            names += equal
            reasons |= why
        last += len(equal)
    return [*kept, (sorted(names, key=natural), reasons)] if names else kept


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts A2 before A10."""
    parts = re.split(r"(\d{1,18})", text)  # every second part is a number; int() refuses endless ones
    return tuple((int(part), "") if number % 2 else (-1, part) for number, part in enumerate(parts))
