"""The table of teams as a sheet says it: rank, unit, members with what they bring, total. It calculates nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.engine.standings import Standings
from scoring.engine.teams import TeamRow, teams_of
from scoring.paper.tables import Entrant
from scoring.paper.words import word
from scoring.rubrics.language import Rubric


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One team: its cells as text; of `members` those that count for the team stand first."""

    rank: str
    unit: str
    members: tuple[tuple[str, str, bool], ...]  # who, what is brought, whether it counts
    total: str
    award: str
    remark: str


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """The whole table with its title and heads."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[TeamLine, ...]


HEADS = ("rank", "unit", "members", "total", "award", "remark")


def team_sheet(
    rubric: Rubric, standings: Standings, entrants: Mapping[str, Entrant], language: str
) -> TeamSheet | None:
    """The teams of these standings, a contestant's unit being the team; None where the rubric has no teams."""
    if rubric.teams is None:
        return None
    units = {
        result.facts.groups["team"]: entrants[number].unit
        for number, result in standings.results.items()
        if "team" in result.facts.groups and number in entrants
    }
    lines = tuple(_line(row, units, entrants, language) for row in teams_of(rubric, standings))
    return TeamSheet(rubric.teams.title.say(language), tuple(word(head, language) for head in HEADS), lines)


def _line(row: TeamRow, units: Mapping[str, str], entrants: Mapping[str, Entrant], language: str) -> TeamLine:
    said = [word("tied", language)] if row.tied else []
    said += [row.parted_by.say(language)] if row.parted_by else []
    said += [reason.say(language) for reason in row.why]
    return TeamLine(
        rank="" if row.rank is None else str(row.rank),
        unit=units.get(row.team, row.team),
        members=tuple(
            (entrants[each.contestant].name or each.contestant, each.figure, each.counts)
            for each in row.members
            if each.contestant in entrants
        ),
        total="" if row.total is None else str(row.total),
        award=row.award.say(language) if row.award else "",
        remark=("；" if language.startswith("zh") else "; ").join(said),
    )
