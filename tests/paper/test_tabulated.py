"""The workbook of `scoring tabulate`, read back: figures as numbers, words in both languages, teams on a sheet."""

from scoring.engine.tabulate import tabulate
from scoring.paper.tabulated import standings_workbook
from scoring.rubrics.reader import read_rubric, shipped
from tests.engine.making import plain_item, rubric, title
from tests.paper.test_workbook import pages

TEAMS = {"title": title("teams"), "best": "1", "awards": [{"title": {"zh": "杯", "en": "Cup"}, "count": "1"}]}
ROUNDS = [{"id": "heats", "title": title("heats"), "qualify": {"first": "1"}}, {"id": "final", "title": title("final")}]
MARKS = "contestant,seat,item,place,value,team\nA,J,rank,,9,U\nB,J,rank,,8.5,U\nC,,status,,dns,V\nC,J,rank,,1,\n"


def test_tabulate_writes_the_same_figures_as_numbers():
    rubric = read_rubric(shipped()["bed-making-3min@1"].read_text("utf-8"), "bed").rubric
    marks = "contestant,seat,item,place,value\nA,,status,,dns\n"
    document = tabulate(rubric, "0" * 64, marks, "marks.csv").document
    document["standings"].append(
        {
            "rank": 1,
            "contestant": "=B",
            "total": "61.50",
            "tied": False,
            "status": "ok",
            "why": [],
            "parts": {"main": "61.50"},
        }
    )
    (rows,) = pages(standings_workbook(document)).values()
    assert rows[2][:3] == [1, "=B", 61.5]
    assert rows[1][4] == "缺席"


def sheets(language, **more):
    of = rubric(plain_item("judged", "10", "rank", step="0.5"), rounds=ROUNDS, **more)
    return pages(standings_workbook(tabulate(of, "", MARKS, "m.csv").document, language))


def test_the_table_of_teams_is_a_second_sheet():
    standings, teams = sheets("en", teams=TEAMS).values()
    assert standings[0][:8] == ["Rank", "Contestant", "Total", "Tied", "Status", "Round", "Goes on", "Team"]
    assert [row[6] for row in standings[1:]] == ["Goes on", None, None]
    assert teams == [
        ["Rank", "Team", "Total", "Tied", "Members", "Award", "Reason"],
        [1, "U", 9, None, "A 9.00; (B 8.50)", "Cup", None],
        [None, "V", None, None, "(C)", None, "members with a result: 0, at least 1 needed"],
    ]
    assert list(sheets("zh", teams=TEAMS)) == ["总成绩表", "团体表"]
    assert list(sheets("zh")) == ["总成绩表"]


def test_a_part_called_like_a_column_is_still_a_figure():
    section = {"id": "s", "title": title("s"), "panel": "p", "items": [plain_item("judged", "10", "rank", step="0.5")]}
    of = rubric(modules=[{"id": "status", "title": title("status"), "sections": [section]}])
    document = tabulate(of, "", MARKS, "m.csv").document
    (rows,) = pages(standings_workbook(document)).values()
    assert (rows[0][6], rows[1][6]) == ("status", 9)
