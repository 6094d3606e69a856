"""A contest of several rounds: who goes on, what is carried along, and the final order. Scores each round by itself."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from scoring.engine.field import settle
from scoring.engine.marks import Facts
from scoring.engine.reasons import Reason, both
from scoring.engine.result import Result, result_of
from scoring.engine.standings import Place, Standings, natural, rank, scopes, standings, table
from scoring.rubrics.contest import Qualify, Round
from scoring.rubrics.field import Wins
from scoring.rubrics.language import Rubric

BEHIND = ("dns", "dnf", "wdr", "void", "fail")  # reached the round, was not ranked in it, and keeps a place behind it


@dataclass(frozen=True, slots=True)
class Stage:
    """One round as it was performed: its rules, its own table, and who goes on from it."""

    round: Round
    rules: Rubric
    table: Standings
    through: frozenset[str]


def rounds_of(rubric: Rubric, facts: Iterable[Facts]) -> Standings:
    """The table of the whole contest from the facts of every contestant and round; of a rubric without rounds as ever.

    First come those who reached the last round, ranked by it, then those who reached the one before, and so on. Who
    reached a round but is not ranked in it (absent, not finished, withdrawn, stopped, failed) keeps a place: behind
    those who are and before those who did not reach it, in the order of the round before. Who is disqualified or
    annulled has none, and the others move up. Who is incomplete has no rank yet, but the place is kept.

    A round counts once anything has been recorded in it about somebody who came through to it. Facts of a round that a
    contestant is not in are flagged, and not scored. While somebody is incomplete in a round that others go on from,
    its rows are provisional. Nobody wins anything before the round they go on to has begun. `parts` has the totals of
    earlier rounds as `<round>.total`, `rounds` their tables.
    """
    given = list(facts)
    if not rubric.rounds:
        return standings(rubric, [result_of(rubric, each) for each in given])
    known = _by_round(rubric, given)
    stages = _performed(rubric, known)
    last = {name: at for at, stage in enumerate(stages) for name in stage.table.results}
    results = {name: _flagged(rubric, known, name, stages, at) for name, at in last.items()}
    ranking = rubric.ranking.model_copy(update={"within": "group" if rubric.ranking.within == "group" else "event"})
    awards = () if stages and stages[-1].through else rubric.awards
    whole = rubric.model_copy(update={"ranking": ranking, "awards": awards})
    order = sorted(results, key=lambda name: (-last[name], natural(name)))
    places: dict[str, Place] = {}
    for scope, group in scopes(ranking.within, [results[name] for name in order]).items():
        names = [result.contestant for result in group]
        places |= {place.contestant: replace(place, scope=scope) for place in _final_order(stages, last, names)}
    own = {name: row for stage in stages for row in stage.table.rows for name in [row.contestant]}
    rows = tuple(
        replace(row, round=mine.round, advanced=mine.advanced, provisional=mine.provisional)
        for row in table(whole, [results[name] for name in order], places).rows
        for mine in [own[row.contestant]]
    )
    return Standings(rows, results, {stage.round.id: stage.table for stage in stages})


def _by_round(rubric: Rubric, given: Sequence[Facts]) -> dict[str, dict[str, Facts]]:
    """The facts by round and contestant; what names no round belongs to the first, and everybody is in that."""
    known: dict[str, dict[str, Facts]] = {each.id: {} for each in rubric.rounds}
    first = rubric.rounds[0].id
    for each in given:
        known[each.round if each.round in known else first][each.contestant] = each
    for each in given:
        known[first].setdefault(each.contestant, _blank(each))
    return known


def _blank(facts: Facts) -> Facts:
    """Who somebody is, of whom nothing is recorded in a round."""
    groups = {name: group for name, group in facts.groups.items() if name != "heat"}
    return Facts(facts.contestant, groups=groups, eligible=facts.eligible)


def _performed(rubric: Rubric, known: Mapping[str, Mapping[str, Facts]]) -> list[Stage]:
    """The rounds that have begun, each with those who came through the one before."""
    first = known[rubric.rounds[0].id]
    entrants = sorted(first, key=natural)
    stages: list[Stage] = []
    for each in rubric.rounds:
        if stages and not any(_begun(rubric, known[each.id].get(name)) for name in entrants):
            break
        facts = [known[each.id].get(name) or _blank(first[name]) for name in entrants]
        stage = _stage(rubric, each, facts, stages)
        stages.append(stage)
        entrants = [name for name in entrants if name in stage.through]
    return stages


def _stage(rubric: Rubric, each: Round, facts: Sequence[Facts], before: Sequence[Stage]) -> Stage:
    """One round scored for those who are in it, with what they bring along."""
    rules = _rules(rubric, each)
    totals = {stage.round.id: {row.contestant: row.total for row in stage.table.rows} for stage in before}
    results = []
    for own in facts:
        carried = None
        if before and each.carry is not None:
            carried = each.carry * Fraction(totals[before[-1].round.id][own.contestant] or 0)
        results.append(result_of(rules, replace(own, round=each.id, carried=carried)))
    settled = []
    for result in settle(rules, results):
        earlier = {f"{name}.total": str(found[result.contestant]) for name, found in totals.items()}
        settled.append(replace(result, parts={**result.parts, **earlier}))
    found = table(rules, settled, {place.contestant: place for place in rank(rules, settled)})
    final = each.id == rubric.rounds[-1].id
    through = frozenset[str]() if final else frozenset(goes_on(rules, each.qualify, found))
    waiting = not final and any(row.status == "incomplete" for row in found.rows)
    rows = tuple(
        replace(row, round=each.id, advanced=row.contestant in through, provisional=row.provisional or waiting)
        for row in found.rows
    )
    return Stage(each, rules, replace(found, rows=rows), through)


def _rules(rubric: Rubric, each: Round) -> Rubric:
    """The rubric of a round: no awards yet, and ties are parted down to the last place that goes on."""
    rules = rubric.for_round(each.id).model_copy(update={"awards": (), "rounds": rubric.rounds})
    return rules if each.qualify is None or each.qualify.first is None else _parted_to(rules, each.qualify.first)


def _parted_to(rules: Rubric, first: int) -> Rubric:
    """The same rules, with ties parted down to this rank at least."""
    ranking = rules.ranking
    if ranking.first is None or ranking.first >= first:
        return rules
    return rules.model_copy(update={"ranking": ranking.model_copy(update={"first": first})})


def _begun(rubric: Rubric, facts: Facts | None) -> bool:
    """Whether anything has been recorded in a round about a contestant, beyond who it is."""
    if facts is None:
        return False
    said = (facts.marks, facts.time, facts.watches, facts.penalties, facts.adjust, facts.status)
    return any(said) or any(item in rubric.items for item in facts.outside)


def goes_on(rules: Rubric, qualify: Qualify | None, table: Standings) -> set[str]:
    """Who goes on from a table: everybody with a rank and a total, and within the rule where there is one.

    In a round that is ranked by heats or groups, each of these sends its `first` n, and `least` is seen against its own
    best. Exactly the `least` is enough. The `next` n are the first of all the others, ranked together by the same rules
    as a heat is. Who is still equal on the last place goes on or not, as `ties` says.
    """
    ranked = [row for row in table.rows if row.rank is not None and row.total is not None]
    if qualify is None:
        return {row.contestant for row in ranked}
    sharing = Counter((row.scope, row.rank) for row in ranked)
    bests = {row.scope: row.total for row in reversed(ranked)}
    found = set()
    for row in ranked:
        total, best = Fraction(row.total or 0), Fraction(bests[row.scope] or 0)
        shared = sharing[row.scope, row.rank]
        if qualify.first is not None and not _among(qualify.first, row.rank or 0, shared, qualify):
            continue
        if qualify.least is None or reaches(qualify.least, total, best, rules.ranking.wins):
            found.add(row.contestant)
    if qualify.next_ is None:
        return found
    rest = [table.results[row.contestant] for row in ranked if row.contestant not in found]
    return found | _next_best(rules, qualify, qualify.next_, rest)


def _next_best(rules: Rubric, qualify: Qualify, many: int, rest: Sequence[Result]) -> set[str]:
    """The first of those who did not go on by their place, in one ranking over all heats."""
    places = _over_all(_parted_to(rules, many), rest)
    sharing = Counter(place.rank for place in places)
    return {place.contestant for place in places if _among(many, place.rank, sharing[place.rank], qualify)}


def _among(many: int, rank: int, sharing: int, qualify: Qualify) -> bool:
    """Whether a rank that so many share is among the first `many`."""
    return (rank if qualify.ties == "through" else rank + sharing - 1) <= many


def reaches(least: Fraction | Decimal, total: Fraction, best: Fraction, wins: Wins) -> bool:
    """Whether a total is good enough: a Decimal is a total, a Fraction the part of the best that must be reached.

    Where low wins, a total reaches 80% of the best as long as best ÷ total is at least that.
    """
    if isinstance(least, Fraction):
        return total >= least * best if wins == "high" else total * least <= best
    return total >= least if wins == "high" else total <= least


def _final_order(stages: Sequence[Stage], last: Mapping[str, int], names: Sequence[str]) -> list[Place]:
    """The places of one ranking, from the last round down to the first."""
    places: list[Place] = []
    taken = 0
    for at in range(len(stages) - 1, -1, -1):
        own = [stages[at].table.results[name] for name in names if last[name] == at]
        ranked = _over_all(stages[at].rules, own, taken)
        taken += len(ranked) + sum(result.status == "incomplete" for result in own)
        placed = {place.contestant for place in ranked}
        behind = [each.contestant for each in own if each.contestant not in placed and each.status in BEHIND]
        before = stages[at - 1]
        followers = _over_all(before.rules, [before.table.results[name] for name in behind], taken) if at else []
        taken += len(followers)
        places += [*ranked, *followers]
    return places


def _over_all(rules: Rubric, results: Sequence[Result], taken: int = 0) -> list[Place]:
    """The places that some results of a round take behind so many others, whatever heat they were in."""
    ranking = rules.ranking.model_copy(update={"within": "event"})
    return rank(rules.model_copy(update={"ranking": ranking}), results, taken)


def _flagged(
    rubric: Rubric, known: Mapping[str, Mapping[str, Facts]], name: str, stages: Sequence[Stage], last: int
) -> Result:
    """The result of the last round, told where something was recorded in a round the contestant is not in.

    Who wins no award by what happened in one round wins none at all.
    """
    result = stages[last].table.results[name]
    eligible = all(stage.table.results[name].eligible for stage in stages[: last + 1])
    flags = tuple(
        Reason("not-in-round", values=both("title", each.title))
        for each in rubric.rounds[last + 1 :]
        if _begun(rubric, known[each.id].get(name))
    )
    return replace(result, flags=(*result.flags, *flags), eligible=eligible)
