"""The table of teams, made from the ranked table of their members: the best n of each, together. Knows no marks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.engine.awards import awards_of
from scoring.engine.effects import effect_reason, kept, outcome_reason
from scoring.engine.field import Field, field_of, scope_of, turn
from scoring.engine.figures import ZERO, plain, rounded
from scoring.engine.penalties import causes_of, charges, sum_of
from scoring.engine.reasons import Reason
from scoring.engine.standings import Row, Standings, natural
from scoring.engine.ties import Figures, part, parted_by, written
from scoring.rubrics.contest import Teams, TeamTie
from scoring.rubrics.field import FieldRule
from scoring.rubrics.language import Rubric
from scoring.rubrics.values import Text

Counts = Mapping[str, Mapping[str, int]]  # team → penalty id → how often
NO_PENALTIES: Counts = {}
EMPTY = Standings((), {})


@dataclass(frozen=True, slots=True)
class Member:
    """One contestant of a team: the figure brought, "" where there is none, and whether it `counts` for the team."""

    contestant: str
    figure: str
    counts: bool


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One line of the table of teams. `rank` and `total` are None with too few members or an outcome; see `why`.

    `members` those that bring most first, then who brings nothing. `why` is what came off the total, or what keeps
    the team from having a place.
    """

    rank: int | None
    team: str
    total: Decimal | None
    tied: bool
    members: tuple[Member, ...]
    award: Text | None
    why: tuple[Reason, ...]
    parted_by: Reason | None


@dataclass(frozen=True, slots=True)
class Brought:
    """What a team has: its members' rows and figures, its exact total, penalties, and whether it has a place.

    `last` is the figure of the last member who counts.
    """

    team: str
    rows: tuple[Row, ...]
    members: tuple[Member, ...]
    exact: Fraction
    last: Fraction
    charged: Fraction
    placed: bool
    why: tuple[Reason, ...]


def teams_of(rubric: Rubric, table: Standings, penalties: Counts = NO_PENALTIES) -> tuple[TeamRow, ...]:
    """The table of teams, those with a place first; empty where the rubric has no teams or nobody is in one.

    The rows of the contest are taken, in rounds those of each member's last one; with `round` those of this round, in
    which only those who reached it are, and which is empty until it has begun. Only members with a rank and a total
    bring anything. Equal totals, as they are rounded, are parted by the chain.
    """
    rule = rubric.teams
    if rule is None:
        return ()
    if rule.round is not None:
        table = table.rounds.get(rule.round, EMPTY)
    members: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        team = table.results[row.contestant].facts.groups.get("team", "")
        if team:
            members[team].append(row)
    figures = figures_of(rule, table)
    teams = [
        _brought(rule, team, members[team], figures, penalties.get(team, {})) for team in sorted(members, key=natural)
    ]
    return _ranked(rubric, rule, teams)


def figures_of(rule: Teams, table: Standings) -> dict[str, Fraction]:
    """What every ranked contestant brings to a team: the total, or points by the individual place.

    The places are those of the table, ties already parted; only with `score: best` the totals are compared. All ranked
    contestants are the field, also those of no team.
    """
    ranked = [row for row in table.rows if row.rank is not None and row.total is not None]
    totals = {row.contestant: Fraction(row.total or 0) for row in ranked}
    points = rule.points
    if points is None:
        return totals
    if points.score != "best":
        points = points.model_copy(update={"wins": "low"})
        totals = {row.contestant: Fraction(row.rank or 0) for row in ranked}
    fields = _fields(points, table, totals)
    return {
        name: turn(fields[scope_of(points.scope, table.results[name].facts)], figure).points
        for name, figure in totals.items()
    }


def _fields(points: FieldRule, table: Standings, figures: Mapping[str, Fraction]) -> dict[str, Field]:
    scopes: dict[str, list[Fraction]] = defaultdict(list)
    for name, figure in figures.items():
        scopes[scope_of(points.scope, table.results[name].facts)].append(figure)
    return {scope: field_of(points, found) for scope, found in scopes.items()}


def _brought(
    rule: Teams, team: str, rows: Sequence[Row], figures: Mapping[str, Fraction], counts: Mapping[str, int]
) -> Brought:
    """The best members' figures together, and what comes off; of equal figures the better place counts."""
    known = [row for row in rows if row.contestant in figures]
    known.sort(key=lambda row: figures[row.contestant], reverse=rule.wins == "high")
    many = len(known) if rule.best is None else min(rule.best, len(known))
    exact = sum((figures[row.contestant] for row in known[:many]), start=ZERO)
    if rule.combine == "mean" and many:
        exact /= many
    why = [reason for reason in charges(rule.penalties, counts, rule.wins) if reason.points]
    exact += sum_of(why)
    charged = sum_of(why) if rule.wins == "low" else -sum_of(why)
    placed = len(known) >= rule.least
    if not placed:
        why.append(Reason("few-members", values={"have": str(len(known)), "least": str(rule.least)}))
    for cause in causes_of(rule.penalties, counts, {}):
        if cause.effect.status:
            placed = False
            why.append(outcome_reason(cause))
            continue
        after = kept(cause.effect, exact)
        why += [effect_reason(cause, exact, after)] if after != exact else []
        exact = after
    shown = [str(row.total) if rule.points is None else plain(figures[row.contestant]) for row in known]
    members = [Member(row.contestant, shown[at], at < many) for at, row in enumerate(known)]
    members += [Member(row.contestant, "", False) for row in rows if row.contestant not in figures]
    last = figures[known[many - 1].contestant] if many else ZERO
    return Brought(team, tuple(known), tuple(members), exact, last, charged, placed, tuple(why))


def _ranked(rubric: Rubric, rule: Teams, teams: Sequence[Brought]) -> tuple[TeamRow, ...]:
    decimals, mode = rubric.rounding.decimals, rubric.rounding.at("total")[1]
    totals = {each.team: rounded(each.exact, decimals, mode) for each in teams}
    by_name = {each.team: each for each in teams}
    equal: dict[Decimal, list[str]] = defaultdict(list)
    for each in teams:
        if each.placed:
            equal[totals[each.team]].append(each.team)

    def compared(link: TeamTie, names: Sequence[str]) -> Mapping[str, Figures]:
        return {name: _compared(link, by_name[name]) for name in names}

    def said(link: TeamTie, figures: Figures) -> Reason:
        return parted_by(TITLES[link.by], written(figures, link.wins))

    places: dict[str, tuple[int, bool, Reason | None]] = {}
    for total in sorted(equal, reverse=rule.wins == "high"):
        for names, parted in part(equal[total], rule.ties, compared, said):
            first = len(places) + 1
            places |= {name: (first, len(names) > 1, (None, *parted.get(name, ()))[-1]) for name in names}
    ranks = {name: place[0] for name, place in places.items()}
    awards = awards_of(rule.awards, ranks, len(teams), totals, wins=rule.wins)
    rows = []
    for name in [*places, *(each.team for each in teams if not each.placed)]:
        each = by_name[name]
        rank, tied, reason = places.get(name, (None, False, None))
        brought = totals[name] if each.placed else None
        rows.append(TeamRow(rank, name, brought, tied, each.members, awards.get(name), each.why, reason))
    return tuple(rows)


TITLES = {
    "totals": Text(zh="成员总分（从最好的起依次比）", en="the members' totals, best first"),
    "places": Text(zh="成员名次（从最好的起依次比）", en="the members' places, best first"),
    "last": Text(zh="计分的最后一名成员", en="the last member who counts"),
    "penalties": Text(zh="罚分", en="penalties"),
}


def _compared(link: TeamTie, team: Brought) -> Figures:
    """What a link compares; totals and places of every member who brings something, not only of those who count."""
    if link.by in ("last", "penalties"):
        return (team.last if link.by == "last" else team.charged,)
    if link.by == "places":
        return tuple(Fraction(row.rank or 0) for row in team.rows)
    return tuple(Fraction(row.total or 0) for row in team.rows)
