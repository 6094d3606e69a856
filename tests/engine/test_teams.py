"""The table of teams: best members, points by place, penalties, ties, awards, too few members."""

import pytest

from scoring.engine.result import result_of
from scoring.engine.rounds import rounds_of
from scoring.engine.standings import standings
from scoring.engine.teams import Member, teams_of
from tests.engine.making import facts, mark, plain_item, rubric, title
from tests.engine.test_rounds import contest, facts_of

NAMES = {"title": title("teams")}
HALVED = "late: 88 reduced to 44, −44"
LATE = {"id": "late", "title": title("late")}


def teams(people, counts=None, individual=None, **rule):
    """The table of teams from "A1 50": the letter is the team, the figure the total; "A2 dns" is a status.

    `counts` says how often a penalty was recorded against a team, `individual` what the rubric says beside `teams`.
    """
    of = rubric(plain_item("judged", "100", "1", step="0.001"), teams={**NAMES, **rule}, **(individual or {}))
    given = []
    for name, value in (each.split() for each in people):
        known = {"groups": {"team": name[0]} if name[0] != "-" else {}}
        marks = (mark("1", value),) if value[0].isdigit() else ()
        given.append(facts(name, *marks, status="" if marks or value == "open" else value, **known))
    return teams_of(of, standings(of, [result_of(of, each) for each in given]), counts or {})


def told(rows):
    return [(row.rank, row.team, row.total and str(row.total)) for row in rows]


THREE = "A1 50", "A2 40", "A3 30", "B1 60", "B2 20", "B3 10", "C1 35", "C2 34", "C3 33"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, [(1, "A", "120.00"), (2, "C", "102.00"), (3, "B", "90.00")]),
        ({"best": "2"}, [(1, "A", "90.00"), (2, "B", "80.00"), (3, "C", "69.00")]),
        ({"best": "1"}, [(1, "B", "60.00"), (2, "A", "50.00"), (3, "C", "35.00")]),
        ({"best": "9"}, [(1, "A", "120.00"), (2, "C", "102.00"), (3, "B", "90.00")]),
        ({"combine": "mean"}, [(1, "A", "40.00"), (2, "C", "34.00"), (3, "B", "30.00")]),
        ({"combine": "mean", "best": "2"}, [(1, "A", "45.00"), (2, "B", "40.00"), (3, "C", "34.50")]),
        ({"wins": "low", "best": "1"}, [(1, "B", "10.00"), (2, "A", "30.00"), (3, "C", "33.00")]),
    ],
)
def test_the_best_members_together(rule, expected):
    assert told(teams(THREE, **rule)) == expected


def test_a_mean_is_exact_and_rounded_like_a_total():
    rows = teams(("A1 1", "A2 1", "A3 0"), combine="mean", individual={"rounding": {"total": "3"}})
    assert str(rows[0].total) == "0.667"
    assert str(teams(("A1 0.05", "A2 0.04"), combine="mean")[0].total) == "0.05"


def test_members_say_what_they_brought_and_whether_it_counts():
    rows = teams(("A1 30", "A2 50.5", "A3 dns", "A4 open", "A5 30"), best="2")
    assert rows[0].members == (
        Member("A2", "50.50", True),
        Member("A1", "30.00", True),
        Member("A5", "30.00", False),
        Member("A3", "", False),
        Member("A4", "", False),
    )
    assert str(rows[0].total) == "80.50"


def test_who_failed_is_disqualified_or_out_of_competition_brings_nothing():
    for status in ("fail", "dsq", "ooc"):
        assert told(teams(("A1 30", f"A2 {status}"))) == [(1, "A", "30.00")]


def test_who_is_in_no_team_is_in_no_table():
    assert told(teams(("A1 30", "-1 90"))) == [(1, "A", "30.00")]
    assert teams(("-1 90",)) == ()
    of = rubric(plain_item("judged", "100", "1", step="1"))
    assert teams_of(of, standings(of, [result_of(of, facts("A", groups={"team": "x"}))])) == ()


# too few


def test_too_few_members_leave_a_team_without_a_place():
    rows = teams(("A1 50", "A2 dns", "B1 20", "B2 10", "C1 dns"), least="2")
    assert told(rows) == [(1, "B", "30.00"), (None, "A", None), (None, "C", None)]
    assert rows[1].members[0] == Member("A1", "50.00", True)
    assert rows[1].why[0].say("zh") == "有成绩的成员 1 名，至少要 2 名"
    assert rows[2].why[0].say("en") == "members with a result: 0, at least 2 needed"
    assert rows[0].why == ()


def test_nobody_with_a_result_is_too_few_by_itself():
    assert told(teams(("A1 dns",), combine="mean")) == [(None, "A", None)]


# ties by the last member who counts


@pytest.mark.parametrize(
    ("people", "rule", "expected"),
    [
        (("A1 50", "A2 30", "B1 45", "B2 35"), {}, [(1, "B", "35"), (2, "A", "30")]),
        (("A1 50", "A2 30", "A3 29", "B1 45", "B2 35", "B3 1"), {"best": "2"}, [(1, "B", "35"), (2, "A", "30")]),
        (("A1 50", "A2 30", "B1 80"), {"best": "2"}, [(1, "B", "80"), (2, "A", "30")]),
        (("A1 40", "A2 40", "B1 40", "B2 40"), {}, [(1, "A", None), (1, "B", None)]),
    ],
)
def test_the_last_member_who_counts_parts_equal_teams(people, rule, expected):
    rows = teams(people, ties=[{"by": "last", "wins": "high"}], **rule)
    said = "equal totals, parted by the last member who counts ({})"
    told = [(rank, team, None if figure is None else said.format(figure)) for rank, team, figure in expected]
    assert [(row.rank, row.team, row.parted_by and row.parted_by.say("en")) for row in rows] == told


def test_with_points_by_place_the_last_member_is_compared_by_these():
    rule = {"points": {"score": "rank"}, "wins": "low", "best": "2", "ties": [{"by": "last", "wins": "low"}]}
    rows = teams(("A1 90", "A2 60", "A3 10", "B1 80", "B2 70", "B3 50"), **rule)  # places 1 + 4 and 2 + 3
    assert told(rows) == [(1, "B", "5.00"), (2, "A", "5.00")]
    assert rows[0].parted_by.say("zh") == "总分相同，比计分的最后一名成员（3）"


# points by place


PLACES = "A1 100", "A2 40", "B1 50", "B2 50", "-1 10"  # places 1, 4, 2, 2, 5: who is in no team holds one too
LADDER = {"score": "place", "ladder": {"first": "entries", "less": "1"}}
TABLE = {"score": "place", "table": ["7", "5", "3"]}
RATES = {"score": "place", "rates": [{"to": "20%", "points": "10"}, {"to": "60%", "points": "6"}]}


@pytest.mark.parametrize(
    ("points", "wins", "expected"),
    [
        (LADDER, "high", [(1, "B", "8.00"), (2, "A", "7.00")]),
        ({**LADDER, "shared": "mean"}, "high", [(1, "A", "7.00"), (1, "B", "7.00")]),
        (TABLE, "high", [(1, "B", "10.00"), (2, "A", "7.00")]),
        ({**TABLE, "shared": "mean"}, "high", [(1, "B", "8.00"), (2, "A", "7.00")]),
        (RATES, "high", [(1, "B", "12.00"), (2, "A", "10.00")]),
        ({"score": "rank"}, "low", [(1, "B", "4.00"), (2, "A", "5.00")]),
        ({"score": "rank", "shared": "mean"}, "low", [(1, "A", "5.00"), (1, "B", "5.00")]),
        ({"score": "best", "points": "10"}, "high", [(1, "A", "14.00"), (2, "B", "10.00")]),
    ],
)
def test_points_by_the_individual_place(points, wins, expected):
    assert told(teams(PLACES, points=points, wins=wins)) == expected


def test_places_are_those_of_the_table():
    low = {"ranking": {"wins": "low"}}
    assert told(teams(PLACES, points=TABLE, individual=low)) == [(1, "B", "6.00"), (2, "A", "5.00")]
    exact = {"ranking": {"on": "exact"}}
    rows = teams(("A1 50.001", "B1 50.002"), points=TABLE, individual=exact)
    assert told(rows) == [(1, "B", "7.00"), (2, "A", "5.00")]


def test_places_in_a_group_earn_by_the_group():
    of = rubric(
        plain_item("judged", "100", "1", step="1"),
        ranking={"within": "group"},
        teams={**NAMES, "points": {**TABLE, "scope": "group"}},
    )
    given = [
        facts(name, mark("1", value), groups={"team": team, "group": group})
        for name, value, team, group in (("A", "9", "x", "men"), ("B", "8", "y", "men"), ("C", "2", "y", "women"))
    ]
    rows = teams_of(of, standings(of, [result_of(of, each) for each in given]))
    assert told(rows) == [(1, "y", "12.00"), (2, "x", "7.00")]


# penalties


@pytest.mark.parametrize(
    ("more", "count", "expected", "said"),
    [
        ({"lose": "2"}, 1, "88.00", ["late: 1 ×, 2 off each, −2"]),
        ({"lose": "2"}, 3, "84.00", ["late: 3 ×, 2 off each, −6"]),
        ({"lose": "2"}, 0, "90.00", []),
        ({"lose": ["2", "5"]}, 2, "83.00", ["late: 2 ×, −7"]),
        ({"lose": "2", "once": "true"}, 3, "88.00", ["late, −2"]),
        ({"lose": "2", "cap": "5"}, 3, "85.00", ["late: 3 ×, −5"]),
        ({"add": "1"}, 2, "92.00", ["late: 2 ×, +2"]),
        ({"halve": "all", "from": "2"}, 1, "90.00", []),
        ({"halve": "all", "from": "2"}, 2, "45.00", ["late: 90 halved to 45, −45"]),
        ({"zero": "all", "from": "3"}, 3, "0.00", ["late: 90 becomes 0, −90"]),
        ({"lose": "2", "keep": "50%", "on": "all"}, 1, "44.00", ["late: 1 ×, 2 off each, −2", HALVED]),
        ({"at-most": "99", "on": "all"}, 1, "90.00", []),
        ({"at-most": "59", "on": "all"}, 1, "59.00", ["late: counts at most 59, −31"]),
    ],
)
def test_penalties_of_a_unit_come_off_its_total(more, count, expected, said):
    row = teams(("A1 50", "A2 40"), {"A": {"late": count}}, penalties=[{**LATE, **more}])[0]
    assert (str(row.total), [reason.say("en") for reason in row.why]) == (expected, said)


def test_points_of_members_are_written_as_they_are():
    rows = teams(("A1 50", "B1 50"), points={**TABLE, "shared": "mean"})
    assert rows[0].members == (Member("A1", "6", True),)


def test_a_penalty_of_one_unit_is_none_of_another():
    rows = teams(("A1 50", "B1 49"), {"A": {"late": 1}}, penalties=[{**LATE, "lose": "2"}])
    assert told(rows) == [(1, "B", "49.00"), (2, "A", "48.00")]


def test_a_unit_may_lose_its_place():
    rows = teams(("A1 50", "B1 20"), {"A": {"late": 1}}, penalties=[{**LATE, "status": "dsq"}])
    assert told(rows) == [(1, "B", "20.00"), (None, "A", None)]
    assert [reason.say("zh") for reason in rows[1].why] == ["late，取消成绩"]


# ties and awards


TOTALS, PLACED, PENALTIES = ({"by": by, "wins": wins} for by, wins in (
    ("totals", "high"), ("places", "low"), ("penalties", "low"),
))  # fmt: skip


@pytest.mark.parametrize(
    ("people", "chain", "expected", "said"),
    [
        (("A1 50", "A2 40", "B1 60", "B2 30"), [], [(1, "A"), (1, "B")], None),
        (
            ("A1 50", "A2 40", "B1 60", "B2 30"), [TOTALS], [(1, "B"), (2, "A")],
            "equal totals, parted by the members' totals, best first (60 / 30)",
        ),
        (
            ("A1 50", "A2 40", "B1 60", "B2 30"), [PLACED], [(1, "B"), (2, "A")],
            "equal totals, parted by the members' places, best first (1 / 4)",
        ),
        (
            ("A1 50", "A2 40", "B1 50", "B2 40", "B3 1"), [TOTALS], [(1, "B"), (2, "A")],
            "equal totals, parted by the members' totals, best first (50 / 40 / 1)",
        ),
        (
            ("A1 50", "A2 40", "B1 50", "B2 40", "B3 1"), [PLACED], [(1, "B"), (2, "A")],
            "equal totals, parted by the members' places, best first (1 / 3 / 5)",
        ),
        (("A1 50", "A2 40", "B1 50", "B2 40"), [TOTALS, PLACED], [(1, "A"), (1, "B")], None),
    ],
)  # fmt: skip
def test_equal_teams_are_parted_by_their_members(people, chain, expected, said):
    rows = teams(people, best="2", ties=chain)
    assert [(row.rank, row.team) for row in rows] == expected
    assert (rows[0].parted_by and rows[0].parted_by.say("en")) == said
    assert [row.tied for row in rows] == [said is None] * 2


def test_equal_teams_are_parted_by_their_penalties():
    people = "A1 50", "B1 52", "C1 40"
    rows = teams(people, {"B": {"late": 1}}, penalties=[{**LATE, "lose": "2"}], ties=[PENALTIES])
    assert told(rows) == [(1, "A", "50.00"), (2, "B", "50.00"), (3, "C", "40.00")]
    assert rows[1].parted_by.say("zh") == "总分相同，比罚分（2）"


def test_teams_win_awards_by_their_places():
    awards = [{"title": title("cup"), "count": "1"}, {"title": title("good"), "ratio": "50%", "least": "40"}]
    rows = teams(("A1 50", "B1 45", "C1 39", "D1 dns"), awards=awards)
    assert [row.award and row.award.en for row in rows] == ["cup", "good", None, None]
    low = [{"title": title("cup"), "least": "45"}]
    assert [row.award and row.award.en for row in teams(("A1 50", "B1 45"), awards=low, wins="low")] == ["cup", None]


# rounds


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, [(1, "x", "30.00"), (2, "y", "15.00")]),
        ({"round": "heats"}, [(1, "x", "50.00"), (2, "y", "45.00")]),
        ({"round": "final"}, [(1, "x", "10.00"), (2, "y", "5.00")]),
        ({"round": "heats", "points": {"score": "rank"}, "wins": "low"}, [(1, "x", "5.00"), (1, "y", "5.00")]),
        ({"round": "final", "least": "2"}, [(None, "x", None), (None, "y", None)]),
    ],
)
def test_the_totals_are_those_of_the_last_round_or_of_the_one_named(rule, expected):
    of = contest({"qualify": {"first": "2"}}, teams={**NAMES, **rule})
    given = facts_of(
        "heats A 30 team=x", "heats B 20 team=x", "heats C 35 team=y", "heats D 10 team=y",
        "final A 10 team=x", "final C 5 team=y",
    )  # fmt: skip
    assert told(teams_of(of, rounds_of(of, given))) == expected


def test_a_round_that_has_not_begun_has_no_teams():
    of = contest({"qualify": {"first": "1"}}, teams={**NAMES, "round": "final"})
    assert teams_of(of, rounds_of(of, facts_of("heats A 30 team=x"))) == ()


def test_a_penalty_is_added_where_the_low_total_wins():
    rule = {"wins": "low", "penalties": [{**LATE, "lose": "2"}], "ties": [{"by": "penalties", "wins": "low"}]}
    assert told(teams(("A1 30", "B1 32", "C1 33"), {"A": {"late": 1}}, **rule)) == [
        (1, "B", "32.00"), (2, "A", "32.00"), (3, "C", "33.00"),
    ]  # fmt: skip
