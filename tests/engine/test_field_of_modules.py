"""Modules whose figure becomes points by looking at the field, and what is provisional meanwhile."""

from decimal import Decimal
from fractions import Fraction as F

import pytest

from scoring.engine.field import settle
from scoring.engine.result import result_of
from scoring.engine.standings import standings
from tests.engine.making import facts, item, mark, module, plain_item, rubric
from tests.engine.test_field import results, score, sold, totals


def race(**more):
    """One module whose figure is an outside number, turned into points by the field."""
    field = {"score": "place", "table": ["10", "8", "6"], **more}
    return rubric(plain_item("outside", "100", "1", score="value"), field=field)


def test_a_modules_figure_becomes_points_by_place():
    found = settle(race(), results(race(), A=sold(70), B=sold(90), C=sold(70), D=sold(60)))
    assert [str(each.total) for each in found] == ["8.00", "10.00", "8.00", "0.00"]
    assert found[0].modules[0].figure == 70
    assert found[0].modules[0].field.say("en") == "70, place 2 in the field: 8 of 10, −2"


@pytest.mark.parametrize(("value", "expected"), [("60", "10.00"), ("45", "7.50"), ("0", "0.00")])
def test_a_modules_share_of_the_best(value, expected):
    of = rubric(plain_item("outside", "100", "1", score="value"), field={"score": "best", "points": "10"})
    assert totals(of, A=sold(60), B=sold(value))[1] == expected


def test_a_share_of_a_module_is_never_more_than_its_points():
    of = rubric(plain_item("outside", "100", "1", score="value"), field={"score": "best", "points": "10"})
    assert totals(of, A=sold(60), B=sold(90, "ooc")) == ["10.00", "10.00"]


def test_rank_sums_where_the_low_total_wins():
    modules = [
        module(name, plain_item("outside", "100", f"{name}.1", score="value"), field={"score": "rank"})
        for name in ("one", "two")
    ]
    of = rubric(modules=modules, ranking={"wins": "low"})
    given = [
        facts(name, seats=(), outside={"one.1": one, "two.1": two})
        for name, one, two in (("A", "9", "7"), ("B", "8", "9"), ("C", "7", "8"))
    ]
    rows = standings(of, [result_of(of, each) for each in given]).rows
    assert [(row.rank, row.contestant, str(row.total)) for row in rows] == [
        (1, "B", "3.00"), (2, "A", "4.00"), (3, "C", "5.00"),
    ]  # fmt: skip


def test_a_time_is_ranked_as_a_time():
    of = rubric(
        plain_item("checked", "0", "1"),
        clock={"score": "time"},
        field={"score": "place", "table": ["10", "8"], "wins": "low"},
    )
    given = [facts(name, mark("1", "yes"), time=time) for name, time in (("A", "65.5"), ("B", "60"))]
    found = settle(of, [result_of(of, each) for each in given])
    assert [str(each.total) for each in found] == ["8.00", "10.00"]
    assert found[0].modules[0].field.say("zh") == "1:05.50，列全场第 2 位，得 8，满分 10，−2"


def test_what_is_not_complete_is_not_in_the_field_and_earns_nothing_yet():
    of = rubric(
        plain_item("outside", "100", "1", score="value"),
        plain_item("outside", "100", "2", score="value"),
        field={"score": "place", "table": ["10", "8"]},
    )
    done = {"outside": {"1": "10", "2": "10"}}
    found = settle(of, results(of, A=done, B=sold(90)))
    assert [str(each.running) for each in found] == ["10.00", "0.00"]
    assert found[1].modules[0].field.code == "pending"


def test_who_did_not_enter_an_optional_module_is_not_in_its_field():
    low = {"score": "place", "table": ["10", "8"], "wins": "low"}
    of = rubric(
        modules=[
            module("one", plain_item("outside", "100", "1", score="value")),
            module("two", plain_item("outside", "100", "2", score="value"), optional=True, field=low),
        ]
    )
    found = settle(of, results(of, A={"outside": {"1": "5", "2": "30"}}, B={"outside": {"1": "5"}}))
    assert [str(each.total) for each in found] == ["15.00", "5.00"]
    assert found[1].modules[1].field is None


# provisional


def test_rows_are_provisional_while_somebody_in_the_same_scope_is_incomplete():
    of = rubric(plain_item("outside", "10", "1", score="best", scope="heat"))
    given = results(of, A=sold(30, heat="1"), B=sold(10, heat="2"), C={"groups": {"heat": "2"}})
    assert [(row.contestant, row.provisional) for row in standings(of, given).rows] == [
        ("A", False), ("B", True), ("C", True),
    ]  # fmt: skip


def test_a_module_in_the_field_makes_rows_provisional_too():
    given = results(race(), A=sold(30), C={})
    assert [row.provisional for row in standings(race(), given).rows] == [True, True]
    done = results(race(), A=sold(30), C={"status": "dns"})
    assert [row.provisional for row in standings(race(), done).rows] == [False, False]


def test_a_panel_that_ranks_makes_rows_provisional_too():
    of = rubric(plain_item("judged", "10", "1", step="1"), panel={"combine": "sum", "by-rank": "true"})
    given = [result_of(of, facts("A", mark("1", "5"))), result_of(of, facts("B"))]
    assert [row.provisional for row in standings(of, given).rows] == [True, True]


def test_decimals_of_a_value_stay_exact():
    assert score(item("outside", "10", score="best"), Decimal("0.1"), [Decimal("0.3")]).points == F(10, 3)


@pytest.mark.parametrize(
    ("rule", "absent", "points"),
    [
        ({"score": "rank", "wins": "low"}, "last", "3.00"),
        ({"score": "place", "table": ["5", "3", "1"]}, "last", "1.00"),
        ({"score": "place", "table": ["5", "3", "1"]}, "0.5", "0.50"),
        ({"score": "rank", "wins": "low"}, "9", "9.00"),
        ({"score": "best", "points": "10"}, "last", "0.00"),
    ],
)
def test_who_has_no_figure_gets_what_the_rule_says(rule, absent, points):
    field = {**rule, "absent": absent}
    modules = [
        module("a", plain_item("judged", "10", "1", step="1"), optional=True, field=field),
        module("b", plain_item("judged", "10", "2", step="1")),
    ]
    of = rubric(modules=modules)
    people = [facts("X", mark("1", "8"), mark("2", "0")), facts("Y", mark("2", "0"))]
    assert str(standings(of, [result_of(of, each) for each in people]).results["Y"].total) == points
