"""Rounds: who goes on, what is carried, the final order, and facts of a round that somebody is not in."""


import pytest

from scoring.engine.marks import Facts
from scoring.engine.rounds import rounds_of
from tests.engine.making import facts, mark, module, plain_item, rubric, title


def contest(first=None, final=None, **more):
    """Two rounds, each the whole rubric: one mark up to 100."""
    rounds = [
        {"id": "heats", "title": title("heats"), **(first or {})},
        {"id": "final", "title": title("final"), **(final or {})},
    ]
    return rubric(plain_item("judged", "100", "1", step="0.01"), rounds=more.pop("rounds", rounds), **more)


def facts_of(*lines):
    """Facts from "heats A 50": round, contestant and mark, or a status, or "open" for nothing."""
    found = []
    for line in lines:
        at, name, value, *more = line.split()
        marks = (mark("1", value),) if value[0].isdigit() else ()
        known = dict(word.split("=") for word in more)
        status = "" if marks or value == "open" else value
        found.append(facts(name, *marks, status=status, groups=known, round=at))
    return found


def told(table):
    return [(row.rank, row.contestant, str(row.total), row.round) for row in table.rows]


HEATS = "heats A 90", "heats B 80", "heats C 70", "heats D 60"


def test_until_the_next_round_begins_the_table_is_that_of_the_first():
    table = rounds_of(contest({"qualify": {"first": "2"}}), facts_of(*HEATS, "final A open"))
    assert told(table) == [
        (1, "A", "90.00", "heats"), (2, "B", "80.00", "heats"), (3, "C", "70.00", "heats"), (4, "D", "60.00", "heats"),
    ]  # fmt: skip
    assert [row.advanced for row in table.rows] == [True, True, False, False]
    assert [row.provisional for row in table.rows] == [False] * 4
    assert list(table.rounds) == ["heats"]


def test_an_outcome_ranked_last_shares_the_place_behind_those_of_its_round():
    of = contest({"qualify": {"first": "3"}}, outcomes=[{"status": "dnf", "total": "last"}])
    table = rounds_of(of, facts_of(*HEATS, "final A 5", "final B dnf", "final C dnf"))
    assert [(row.rank, row.contestant, row.total and str(row.total), row.tied) for row in table.rows] == [
        (1, "A", "5.00", False), (2, "B", None, True), (2, "C", None, True), (4, "D", "60.00", False),
    ]  # fmt: skip
    early = rounds_of(of, facts_of("heats A 5", "heats B dnf"))
    assert [(row.rank, row.contestant, row.advanced) for row in early.rows] == [(1, "A", True), (2, "B", False)]


def test_nothing_is_won_before_the_final_has_begun():
    of = contest({"qualify": {"first": "1"}}, awards=[{"title": title("cup"), "count": "1"}])
    won = {row.contestant: row.award and row.award.en for row in rounds_of(of, facts_of(*HEATS)).rows}
    assert won == dict.fromkeys("ABCD")
    assert rounds_of(of, facts_of(*HEATS, "final A 1")).rows[0].award == of.awards[0].title
    nobody = contest({"qualify": {"least": "91"}}, awards=[{"title": title("cup"), "count": "1"}])
    assert rounds_of(nobody, facts_of(*HEATS)).rows[0].award == nobody.awards[0].title


def test_finalists_first_then_the_others_by_their_round():
    table = rounds_of(contest({"qualify": {"first": "2"}}), facts_of(*HEATS, "final A 10", "final B 20"))
    assert told(table) == [
        (1, "B", "20.00", "final"), (2, "A", "10.00", "final"), (3, "C", "70.00", "heats"), (4, "D", "60.00", "heats"),
    ]  # fmt: skip
    assert [row.parts.get("heats.total") for row in table.rows] == ["80.00", "90.00", None, None]
    assert [row.advanced for row in table.rows] == [False] * 4
    assert [(row.rank, row.contestant, row.advanced) for row in table.rounds["heats"].rows] == [
        (1, "A", True), (2, "B", True), (3, "C", False), (4, "D", False),
    ]  # fmt: skip


def test_ties_are_parted_down_to_the_last_who_goes_on():
    of = contest(
        {"qualify": {"first": "2"}},
        ranking={"first": "1"},
        values=[{"id": "age", "title": title("age")}],
        ties=[{"by": "value", "of": "age", "wins": "low"}],
    )
    people = facts_of("heats A 90", "heats B 80", "heats C 80", "heats D 70", "heats E 70", "final A 5", "final C 5")
    for each in people:
        each.outside["age"] = str(ord("Z") - ord(each.contestant))
    table = rounds_of(of, people)
    assert [(row.rank, row.contestant) for row in table.rounds["heats"].rows] == [
        (1, "A"), (2, "C"), (3, "B"), (4, "D"), (4, "E"),
    ]  # fmt: skip
    assert [(row.rank, row.contestant) for row in table.rows] == [(1, "C"), (2, "A"), (3, "B"), (4, "D"), (4, "E")]


def test_a_tie_in_the_final_is_parted_by_an_earlier_round():
    of = contest(ties=[{"by": "round", "of": "heats", "wins": "high"}])
    table = rounds_of(of, facts_of("heats A 70", "heats B 80", "final A 5", "final B 5"))
    assert told(table) == [(1, "B", "5.00", "final"), (2, "A", "5.00", "final")]
    assert table.rows[0].parted_by.say("en") == "equal totals, parted by the total of heats (80)"


# who has no rank in a round


@pytest.mark.parametrize("status", ["dns", "dnf", "wdr", "void", "fail"])
def test_who_is_not_ranked_in_the_final_stays_before_those_who_did_not_reach_it(status):
    people = *HEATS, "final A " + status, "final B " + status, "final C 50"
    table = rounds_of(contest({"qualify": {"first": "3"}}), facts_of(*people))
    assert [(row.rank, row.contestant, row.status) for row in table.rows] == [
        (1, "C", "ok"), (2, "A", status), (3, "B", status), (4, "D", "ok"),
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["dsq", "annul"])
def test_who_is_disqualified_in_the_final_has_no_place_and_the_others_move_up(status):
    people = *HEATS, "final A " + status, "final B 50"
    table = rounds_of(contest({"qualify": {"first": "2"}}), facts_of(*people))
    assert [(row.rank, row.contestant, row.round) for row in table.rows] == [
        (1, "B", "final"), (2, "C", "heats"), (3, "D", "heats"), (None, "A", "final"),
    ]  # fmt: skip


def test_who_is_absent_in_the_final_is_equal_to_whom_they_were_equal_to():
    people = "heats A 80", "heats B 80", "heats C 70", "heats D 10", "final A dns", "final B dns", "final C 1"
    table = rounds_of(contest({"qualify": {"first": "3"}}), facts_of(*people))
    assert [(row.rank, row.contestant, row.tied) for row in table.rows] == [
        (1, "C", False), (2, "A", True), (2, "B", True), (4, "D", False),
    ]  # fmt: skip


def test_an_outcome_of_the_final_may_be_ranked_after_all():
    of = contest({"qualify": {"first": "2"}}, outcomes=[{"status": "dnf", "total": "0"}])
    table = rounds_of(of, facts_of(*HEATS, "final A dnf", "final B 50"))
    assert told(table)[:2] == [(1, "B", "50.00", "final"), (2, "A", "0.00", "final")]


def test_while_a_finalist_is_incomplete_the_place_is_kept():
    people = *HEATS, "final A 50", "final B open", "final C dns"
    table = rounds_of(contest({"qualify": {"first": "3"}}), facts_of(*people))
    assert [(row.rank, row.contestant, row.status) for row in table.rows] == [
        (1, "A", "ok"), (3, "C", "dns"), (4, "D", "ok"), (None, "B", "incomplete"),
    ]  # fmt: skip


def test_a_finalist_without_any_facts_is_incomplete():
    table = rounds_of(contest({"qualify": {"first": "2"}}), facts_of(*HEATS, "final A 50"))
    assert [(row.rank, row.contestant, row.status) for row in table.rows] == [
        (1, "A", "ok"), (3, "C", "ok"), (4, "D", "ok"), (None, "B", "incomplete"),
    ]  # fmt: skip


def test_who_has_no_rank_in_the_first_round_has_none_at_all():
    people = "heats A 90", "heats B dns", "heats C ooc", "final A 5"
    table = rounds_of(contest({"qualify": {"first": "1"}}), facts_of(*people))
    assert [(row.rank, row.contestant) for row in table.rows] == [(1, "A"), (None, "B"), (None, "C")]


def test_while_somebody_is_incomplete_who_goes_on_is_provisional():
    table = rounds_of(contest({"qualify": {"first": "1"}}), facts_of("heats A 90", "heats B open", "final A 5"))
    assert [row.provisional for row in table.rounds["heats"].rows] == [True, True]
    assert [(row.contestant, row.provisional) for row in table.rows] == [("A", False), ("B", True)]


# facts of a round that somebody is not in


def test_marks_of_who_did_not_come_through_are_flagged_and_not_scored():
    people = *HEATS, "final A 50", "final C 99"
    table = rounds_of(contest({"qualify": {"first": "1"}}), facts_of(*people))
    assert told(table)[0] == (1, "A", "50.00", "final")
    assert told(table)[2] == (3, "C", "70.00", "heats")
    assert [flag.say("zh") for flag in table.results["C"].flags] == ["没有进入final，却有final的记录"]
    assert [flag.say("en") for flag in table.results["C"].flags] == ["has marks in final without being through to it"]
    assert table.results["A"].flags == ()


def test_marks_of_nobody_who_came_through_begin_no_round():
    table = rounds_of(contest({"qualify": {"first": "1"}}), facts_of(*HEATS, "final C 99"))
    assert list(table.rounds) == ["heats"]
    assert table.results["C"].flags[0].code == "not-in-round"


def test_who_is_only_known_from_a_later_round_is_in_the_first_too():
    table = rounds_of(contest({"qualify": {"first": "1"}}), facts_of("heats A 90", "final B 99"))
    assert [(row.contestant, row.status, row.round) for row in table.rows] == [
        ("A", "ok", "heats"), ("B", "incomplete", "heats"),
    ]  # fmt: skip
    assert table.results["B"].flags[0].code == "not-in-round"


def test_what_names_no_round_belongs_to_the_first():
    given = [facts("A", mark("1", "50")), facts("B", mark("1", "60"), round="nowhere")]
    assert told(rounds_of(contest(), given)) == [(1, "B", "60.00", "heats"), (2, "A", "50.00", "heats")]


def test_what_is_true_of_a_person_begins_no_round():
    of = contest({"qualify": {"first": "1"}}, values=[{"id": "age", "title": title("age")}])
    age = Facts("A", outside={"age": "30"}, groups={"team": "x"}, round="final")
    assert list(rounds_of(of, [*facts_of(*HEATS), age]).rounds) == ["heats"]


def test_a_value_from_outside_begins_a_round():
    of = rubric(
        modules=[
            module("theory", plain_item("outside", "100", "t")),
            module("practice", plain_item("outside", "100", "p", score="value")),
        ],
        rounds=[
            {"id": "one", "title": title("one"), "modules": ["theory"], "qualify": {"first": "1"}},
            {"id": "two", "title": title("two"), "modules": ["practice"], "carry": "30%"},
        ],
    )
    given = [
        Facts("A", outside={"t": "80"}, round="one"),
        Facts("B", outside={"t": "90"}, round="one"),
        Facts("B", outside={"p": "50"}, round="two"),
    ]
    table = rounds_of(of, given)
    assert told(table) == [(1, "B", "77.00", "two"), (2, "A", "80.00", "one")]
    assert table.rows[0].parts["practice"] == "50.00"
    assert "practice" not in table.rows[1].parts


# groups, heats, awards


def test_groups_are_apart_all_the_way():
    awards = [{"title": title("cup"), "count": "1"}]
    of = contest({"qualify": {"first": "1"}}, ranking={"within": "group"}, awards=awards)
    people = "heats M1 50 group=M", "heats M2 60 group=M", "heats W1 30 group=W", "heats W2 20 group=W"
    table = rounds_of(of, facts_of(*people, "final M2 10 group=M"))
    assert [(row.scope, row.rank, row.contestant, row.award and row.award.en) for row in table.rows] == [
        ("M", 1, "M2", "cup"), ("M", 2, "M1", None), ("W", 2, "W2", None), ("W", None, "W1", None),
    ]  # fmt: skip
    assert all(row.award is None for row in table.rounds["heats"].rows)


def test_who_is_not_recorded_in_the_final_keeps_group_and_eligibility_but_not_the_heat():
    of = contest({"qualify": {"first": "2"}})
    first = facts_of("heats A 90 heat=1 team=x", "heats B 80 heat=2 team=y", "final A 5 heat=1 team=x")
    first[1] = Facts(**{**{name: getattr(first[1], name) for name in Facts.__slots__}, "eligible": False})
    result = rounds_of(of, first).results["B"]
    assert (result.facts.groups, result.facts.eligible, result.facts.round) == ({"team": "y"}, False, "final")


def test_a_rubric_without_rounds_is_ranked_as_ever():
    of = rubric(plain_item("judged", "100", "1", step="1"))
    table = rounds_of(of, [facts("A", mark("1", "50")), facts("B", mark("1", "60"))])
    assert [(row.rank, row.contestant, row.round) for row in table.rows] == [(1, "B", ""), (2, "A", "")]
    assert table.rounds == {}


def test_three_rounds_from_the_last_to_the_first():
    rounds = [
        {"id": "one", "title": title("one"), "qualify": {"first": "3"}},
        {"id": "two", "title": title("two"), "qualify": {"first": "1"}},
        {"id": "three", "title": title("three")},
    ]
    people = [f"one {name} {value}" for name, value in (("A", 90), ("B", 80), ("C", 70), ("D", 60), ("E", 50))]
    people += ["two A 10", "two B dnf", "two C 30", "three C 1"]
    table = rounds_of(contest(rounds=rounds), facts_of(*people))
    assert [(row.rank, row.contestant, row.round, row.advanced) for row in table.rows] == [
        (1, "C", "three", False), (2, "A", "two", False), (3, "B", "two", False), (4, "D", "one", False),
        (5, "E", "one", False),
    ]  # fmt: skip


def test_nobody():
    assert rounds_of(contest(), []).rows == ()
