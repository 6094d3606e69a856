"""Who goes on from a round: by place, by total, with ties, from every heat."""

from decimal import Decimal
from fractions import Fraction as F

import pytest

from scoring.engine.result import result_of
from scoring.engine.rounds import goes_on, reaches, rounds_of
from scoring.engine.standings import standings
from scoring.rubrics.contest import Qualify
from tests.engine.making import facts, mark, plain_item, rubric, title, words
from tests.engine.test_rounds import contest, facts_of, told


def on(people, wins="high", **rule):
    """Who goes on of "A 90": the names in one word; "A dns" has no rank."""
    of = rubric(plain_item("judged", "1000", "1", step="0.01"), ranking={"wins": wins})
    table = standings(of, [result_of(of, each) for each in facts_of(*(f"x {each}" for each in people))])
    return "".join(sorted(goes_on(of, Qualify.model_validate(words(rule)) if rule else None, table)))


FIVE = "A 90", "B 80", "C 80", "D 70", "E dns"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, "ABCD"),
        ({"first": "1"}, "A"),
        ({"first": "2"}, "ABC"),
        ({"first": "2", "ties": "out"}, "A"),
        ({"first": "3", "ties": "out"}, "ABC"),
        ({"first": "9"}, "ABCD"),
        ({"least": "80"}, "ABC"),
        ({"least": "80.01"}, "A"),
        ({"least": "95"}, ""),
        ({"least": "100%"}, "A"),
        ({"least": "80%"}, "ABC"),
        ({"least": "70%"}, "ABCD"),
        ({"first": "3", "least": "81"}, "A"),
        ({"first": "1", "least": "50"}, "A"),
        ({"first": "1", "next": "1"}, "ABC"),
        ({"first": "1", "next": "1", "ties": "out"}, "A"),
        ({"first": "1", "next": "2", "ties": "out"}, "ABC"),
        ({"first": "1", "next": "3"}, "ABCD"),
        ({"first": "9", "next": "3"}, "ABCD"),
    ],
)
def test_who_goes_on(rule, expected):
    assert on(FIVE, **rule) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [({"first": "1"}, "A"), ({"least": "50"}, "AB"), ({"least": "80%"}, "AB"), ({"least": "81%"}, "A")],
)
def test_who_goes_on_where_low_wins(rule, expected):
    assert on(("A 40", "B 50", "C 60"), wins="low", **rule) == expected


def test_the_next_best_where_low_wins():
    assert on(FIVE, "low", first="1", next="1") == "BCD"


AGE = {
    "values": [{"id": "age", "title": title("age")}],
    "ties": [{"by": "value", "of": "age", "wins": "low"}],
}
EQUALS = [  # two heats that A and D win; the others have the same total, C is the youngest of them
    facts(name, mark("1", value), round="heats", groups={"heat": heat}, outside={"age": age})
    for name, value, heat, age in (
        ("A", "90", "1", "20"), ("B", "80", "1", "30"), ("C", "80", "1", "20"),
        ("D", "85", "2", "20"), ("E", "80", "2", "25"), ("F", "80", "2", "25"),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"next": "1"}, "ACD"),
        ({"next": "2"}, "ACDEF"),
        ({"next": "2", "ties": "out"}, "ACD"),
        ({"next": "3", "ties": "out"}, "ACDEF"),
        ({"next": "9", "ties": "out"}, "ABCDEF"),
    ],
)
def test_the_tie_chain_parts_the_next_best_over_all_heats(rule, expected):
    for ranking in ({}, {"first": "1"}, {"first": "9"}):
        of = contest({"qualify": {"first": "1", **rule}}, ranking={"within": "heat", **ranking}, **AGE)
        rows = rounds_of(of, EQUALS).rounds["heats"].rows
        assert "".join(sorted(row.contestant for row in rows if row.advanced)) == expected


def test_exactly_the_least_is_enough():
    assert reaches(Decimal(60), F(60), F(90), "high") and not reaches(Decimal(60), F("59.99"), F(90), "high")
    assert reaches(Decimal(60), F(60), F(30), "low") and not reaches(Decimal(60), F("60.01"), F(30), "low")
    assert reaches(F(2, 3), F(60), F(90), "high") and not reaches(F(2, 3), F("59.99"), F(90), "high")
    assert reaches(F(2, 3), F(90), F(60), "low") and not reaches(F(2, 3), F("90.01"), F(60), "low")


def test_every_heat_sends_its_first():
    of = contest({"qualify": {"first": "1"}}, ranking={"within": "heat"})
    table = rounds_of(of, facts_of("heats A 90 heat=1", "heats B 80 heat=1", "heats C 50 heat=2", "heats D 40 heat=2"))
    assert [(row.scope, row.rank, row.contestant, row.advanced) for row in table.rounds["heats"].rows] == [
        ("1", 1, "A", True), ("1", 2, "B", False), ("2", 1, "C", True), ("2", 2, "D", False),
    ]  # fmt: skip
    assert [(row.rank, row.contestant, row.scope) for row in table.rows] == [
        (1, "A", ""), (2, "B", ""), (3, "C", ""), (4, "D", ""),
    ]  # fmt: skip


# the table


def test_ties_at_the_border_go_through_or_stay_out():
    people = "heats A 90", "heats B 80", "heats C 80", "final A 5"
    through = rounds_of(contest({"qualify": {"first": "2"}}), facts_of(*people, "final B 7", "final C 6"))
    assert [row.contestant for row in through.rows] == ["B", "C", "A"]
    out = rounds_of(contest({"qualify": {"first": "2", "ties": "out"}}), facts_of(*people))
    assert told(out) == [(1, "A", "5.00", "final"), (2, "B", "80.00", "heats"), (2, "C", "80.00", "heats")]
    assert [row.tied for row in out.rows] == [False, True, True]
