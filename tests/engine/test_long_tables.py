"""The table of a longer event: awards, grades, flags, teams and rounds, as JSON and as rows of text."""

import json

from scoring.engine.tabulate import as_csv, parts_in_order, table_of, tabulate
from tests.engine.making import plain_item, rubric, title

HEAD = "contestant,seat,item,place,value\n"
AWARDED = rubric(
    plain_item("counted", "10", "1", lose="1"),
    panel={"combine": "mean", "spread": {"most": "2", "then": "flag"}},
    awards=[{"title": {"zh": "一等奖", "en": "First prize"}, "count": "1"}],
    grades=[{"title": {"zh": "优秀", "en": "Excellent"}, "from_": "8"}],
    ties=[{"by": "value", "of": "age", "wins": "low"}],
    values=[{"id": "age", "title": title("age")}],
    teams={"title": title("teams"), "best": "1", "penalties": [{"id": "late", "title": title("late"), "lose": "1"}]},
)
LONG_HEAD = "contestant,seat,item,place,value,heat,team\n"
FIELD = (
    "A,J1,1,,0,1,U\nA,J2,1,,4,,\nA,,age,,30,,\nB,J1,1,,2,2,U\nB,J2,1,,2,,\nB,,age,,20,,\nB,,eligible,,no,,\n"
    "C,J1,1,,9,1,V\nC,J2,1,,9,,\nD,,status,,ooc,1,\nD,J1,1,,0,,\nD,J2,1,,0,,\n,,late,,1,,V\n"
)


def test_awards_grades_flags_and_what_parted_equals():
    document = tabulate(AWARDED, "d", LONG_HEAD + FIELD, "m.csv").document
    b, a, c, d = document["standings"]
    assert [row["contestant"] for row in (b, a, c, d)] == ["B", "A", "C", "D"]
    assert [row["rank"] for row in (b, a, c, d)] == [1, 2, 3, None]
    assert (b["parted"]["zh"], c["parted"]) == ("总分相同，比age（20）", None)
    assert (b["award"], b["eligible"], a["award"]) == (None, False, {"zh": "一等奖", "en": "First prize"})
    assert (a["grade"], c["grade"]) == ({"zh": "优秀", "en": "Excellent"}, None)
    assert ([flag["code"] for flag in a["flags"]], b["flags"]) == (["spread"], [])
    assert [(row["heat"], row["team"]) for row in (b, a, c, d)] == [("2", "U"), ("1", "U"), ("1", "V"), ("1", "")]
    assert (d["status"], d["total"], d["parts"]["main"]) == ("ooc", "10.00", "10.00"), "out of competition, yet on show"
    assert all("group" not in row and "round" not in row for row in document["standings"])


def test_the_table_of_teams():
    document = tabulate(AWARDED, "d", LONG_HEAD + FIELD, "m.csv").document
    first, second = document["teams"]
    assert list(first) == ["rank", "team", "total", "tied", "award", "parted", "members", "why"]
    assert [first[name] for name in ("rank", "team", "total", "tied", "award")] == [1, "U", "8.00", False, None]
    assert first["members"] == [
        {"contestant": "B", "figure": "8.00", "counts": True}, {"contestant": "A", "figure": "8.00", "counts": False},
    ]  # fmt: skip
    assert (second["total"], [why["points"] for why in second["why"]]) == ("0.00", ["-1.00"])


def test_the_teams_as_rows_of_text():
    document = tabulate(AWARDED, "d", LONG_HEAD + FIELD, "m.csv").document
    assert as_csv(document, "en", teams=True).splitlines() == [
        "rank,team,total,tied,members,why",
        "1,U,8.00,no,B 8.00; (A 8.00),",
        '2,V,0.00,no,C 1.00,"late: late: 1 ×, 1 off each, −1"',
    ]
    assert "B 8.00；(A 8.00)" in as_csv(document, teams=True)


def test_a_team_without_a_place_has_no_total():
    few = AWARDED.model_copy(update={"teams": AWARDED.teams.model_copy(update={"least": 2})})
    document = tabulate(few, "d", LONG_HEAD + FIELD, "m.csv").document
    assert [(row["team"], row["rank"], row["total"]) for row in document["teams"]] == [
        ("U", 1, "8.00"), ("V", None, None),
    ]  # fmt: skip


def test_parts_stand_in_the_order_of_the_rubric_and_runs_by_their_numbers():
    few = "main", "p", "clock", "section:a", "section:b", "a#2", "a#10", "b#1"
    more = "main", "main.weighted", "p", "clock", "section:a", "section:b", "a#1", "a#2", "b#1", "time:main"
    assert parts_in_order([few, more, ("main", "q", "x#1")]) == [
        "main", "q", "x#1", "main.weighted", "p", "clock", "section:a", "a#1", "a#2", "a#10", "section:b", "b#1",
        "time:main",
    ]  # fmt: skip
    assert parts_in_order([]) == []


def test_a_table_of_words_and_figures():
    document = tabulate(AWARDED, "d", LONG_HEAD + FIELD, "m.csv").document
    head, b, a, *_ = table_of(document, "en")
    parts = ["main", "p", "penalties", "clock", "section:s"]
    assert head == [
        "rank", "contestant", "total", "tied", "status", "heat", "team", "eligible", *parts, "award", "grade", "flags",
        "why",
    ]  # fmt: skip
    assert b[:8] == ["1", "B", "8.00", "no", "ok", "2", "U", "no"]
    assert a[-4:-2] == ["First prize", "Excellent"]
    assert "4" in a[-2]


def test_rounds_have_their_tables_and_rows_their_round():
    section = {"id": "s", "title": title("s"), "panel": "p", "items": [plain_item("counted", "10", "1", lose="1")]}
    again = {"id": "t", "title": title("t"), "panel": "p", "items": [plain_item("counted", "10", "2", lose="1")]}
    modules = [
        {"id": "m", "title": title("m"), "sections": [section]}, {"id": "n", "title": title("n"), "sections": [again]},
    ]  # fmt: skip
    stages = [
        {"id": "r1", "title": title("one"), "modules": ["m"], "qualify": {"first": "1"}},
        {"id": "r2", "title": title("two"), "modules": ["n"]},
    ]
    contest = rubric(modules=modules, rounds=stages)
    text = HEAD + "A,J,1,,0\nB,J,1,,3\nA,J,2,,5\n"
    document = tabulate(contest, "d", text, "m.csv").document
    assert [(row["contestant"], row["round"], row["total"]) for row in document["standings"]] == [
        ("A", "r2", "5.00"), ("B", "r1", "7.00"),
    ]  # fmt: skip
    assert {name: [row["contestant"] for row in rows] for name, rows in document["rounds"].items()} == {
        "r1": ["A", "B"], "r2": ["A"],
    }  # fmt: skip
    assert {name: [row.get("through") for row in rows] for name, rows in document["rounds"].items()} == {
        "r1": [True, False], "r2": [None],
    }  # fmt: skip
    assert "through" not in table_of(document, "en")[0]
    before = tabulate(contest, "d", HEAD + "A,J,1,,0\nB,J,1,,3\n", "m.csv").document
    assert [row[:7] for row in table_of(before, "en")] == [
        ["rank", "contestant", "total", "tied", "status", "round", "through"],
        ["1", "A", "10.00", "no", "ok", "r1", "yes"], ["2", "B", "7.00", "no", "ok", "r1", "no"],
    ]  # fmt: skip


def test_json_comes_in_pieces_and_is_the_document():
    for text in (LONG_HEAD, LONG_HEAD + FIELD):
        made = tabulate(AWARDED, "d", text, "m.csv")
        assert json.loads("".join(made.json())) == made.document
    assert list(tabulate(AWARDED, "d", "", "m.csv").json()) == []
