"""The table of teams: units by their names, who counts for them, and in the workbook a page of its own."""

import io
from dataclasses import replace

import openpyxl
import pytest

from scoring.engine.result import result_of
from scoring.engine.standings import standings
from scoring.paper.tables import Entrant, result_sheet
from scoring.paper.teams import team_sheet
from scoring.paper.workbook import result_workbook
from tests.paper.contests import contest

TEAMS = {"B01": "7", "B02": "7", "B03": "9", "B04": "9", "B05": "7", "B06": "9"}
UNITS = {"7": "示例一队", "9": "样本二队"}


@pytest.fixture(scope="module")
def field():
    made = contest("staff-sports-day@1", 6)
    facts = [
        replace(result.facts, groups={"team": TEAMS[number]}) for number, result in made.standings.results.items()
    ]
    entrants = {number: Entrant(number, f"选手{number}", UNITS[team]) for number, team in TEAMS.items()}
    table = standings(made.rubric, [result_of(made.rubric, each) for each in facts])
    return replace(made, standings=table, entrants=entrants)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_team_is_told_with_its_unit_and_members(field, language):
    teams = team_sheet(field.rubric, field.standings, field.entrants, language)
    assert {line.unit for line in teams.lines} == set(UNITS.values())
    assert [line.rank for line in teams.lines] == ["1", "2"]
    members = {who for line in teams.lines for who, _, _ in line.members}
    assert members == {f"选手{number}" for number in TEAMS}
    absent = next(each for line in teams.lines for each in line.members if each[0] == "选手B06")
    assert absent[1:] == ("", False)


def test_a_rubric_without_teams_has_no_such_table():
    plain = contest("bed-making-3min@1", 3)
    assert team_sheet(plain.rubric, plain.standings, plain.entrants, "zh") is None


def test_the_workbook_has_a_page_for_them(field):
    teams = team_sheet(field.rubric, field.standings, field.entrants, "zh")
    sheet = result_sheet(field.rubric, field.standings, field.entrants, field.occasion, "zh")
    content = result_workbook(sheet, field.rubric, [], field.standings.results, field.entrants, "zh", teams)
    page = openpyxl.load_workbook(io.BytesIO(content))[teams.title]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert [rows[0][0], rows[1][0]] == [field.occasion.competition, teams.title]
    head = rows.index(list(teams.heads))
    told = rows[head + 1 : head + 1 + len(teams.lines)]
    assert [row[1] for row in told] == [line.unit for line in teams.lines]
    assert [str(row[0]) for row in told] == [line.rank for line in teams.lines]
    signed = [str(cell) for row in rows[head + 1 + len(teams.lines) :] for cell in row if cell]
    assert any(cell.startswith(sheet.signers[0]) for cell in signed), "a page that is signed by itself"
