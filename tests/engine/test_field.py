"""Figures that become points by looking at the whole field: shares of the best, places, rates, scopes, who is in it."""

from fractions import Fraction as F

import pytest

from scoring.engine.field import field_items, field_of, field_rules, item_score, points_at, rule_of, settle, turn
from scoring.engine.result import result_of
from scoring.rubrics.field import FieldRule
from tests.engine.making import facts, item, plain_item, rubric, words

LADDER = {"first": "45", "less": "2", "floor": "40"}
BY_ENTRIES = {"first": "entries", "less": "1"}
RATES = [{"to": "10%", "points": "10"}, {"to": "30%", "points": "8"}, {"to": "100%", "points": "5"}]


def rule(**more):
    return FieldRule.model_validate(words({"score": "place", **more}))


def points(of, figures, values=None):
    """What the figures (or others compared with them) become in a field of these figures."""
    field = field_of(of, [F(figure) for figure in figures])
    return [turn(field, F(value)).points for value in (figures if values is None else values)]


def score(of, value, field):
    return item_score(of, field_of(rule_of(of), [F(figure) for figure in field]), F(value))


# a share of the best


@pytest.mark.parametrize(
    ("wins", "field", "expected"),
    [
        ("high", [30, 15, 10], [10, 5, F(10, 3)]),
        ("high", [30, 0], [10, 0]),
        ("high", [0, 0], [0, 0]),
        ("high", [-2, -4], [0, 0]),
        ("low", [20, 40, 30], [10, 5, F(20, 3)]),
        ("low", [0, 40], [10, 0]),
        ("low", [-2, 3], [10, 0]),
    ],
)
def test_a_share_of_the_best(wins, field, expected):
    assert points(rule(score="best", points="10", wins=wins), field) == expected


def test_a_share_says_what_it_was_compared_with():
    sales = item("outside", "10", score="best")
    third = score(sales, 10, [30, 15, 10])
    assert (third.points, third.lost, third.state) == (F(10, 3), F(20, 3), "deducted")
    assert third.reasons[0].say("en") == "10 against 30, the best of the field: 3.3333… of 10, −6.6666…"
    assert third.reasons[0].say("zh") == "10，全场最好 30，按比例得 3.3333…，满分 10，−6.6666…"
    assert third.reasons[0].values["ratio"] == "10 ÷ 30"
    assert score(sales, 30, [30]).reasons == ()
    assert score(sales, 0, [0]).reasons[0].say("en") == "the best of the field is 0: no points, −10"


def test_times_are_told_as_times():
    run = item("outside", "10", score="best", wins="low", unit="time", scope="heat")
    assert score(run, 90, [60, 90]).reasons[0].say("zh") == "1:30，本场次最好 1:00，按比例得 6.6666…，满分 10，−3.3333…"
    assert score(run, 90, [60, 90]).reasons[0].values["ratio"] == "1:00 ÷ 1:30"


@pytest.mark.parametrize(("ceiling", "expected"), [(None, 10), ("12", 12), ("none", 20)])
def test_who_is_out_of_the_field_earns_no_more_than_the_ceiling(ceiling, expected):
    more = {} if ceiling is None else {"ceiling": ceiling}
    assert score(item("outside", "10", score="best", **more), 60, [30]).points == expected


def test_a_ceiling_that_is_passed_is_told_as_a_gain():
    found = score(item("outside", "10", score="best", ceiling="none"), 60, [30])
    assert (found.full, found.lost, found.reasons[0].points) == (10, -10, 10)


@pytest.mark.parametrize(("floor", "expected"), [(None, 0), ("-4", -4), ("none", -10)])
def test_a_figure_below_zero_earns_no_less_than_the_floor(floor, expected):
    more = {} if floor is None else {"floor": floor}
    assert score(item("outside", "10", score="best", **more), -30, [30, -30]).points == expected


def test_alone_outside_an_empty_field():
    assert score(item("outside", "10", score="best"), 60, []).points == 10
    assert score(item("outside", "10", score="best", wins="low"), 60, []).points == 10
    assert score(item("outside", "10", score="best", wins="low"), 0, [30]).points == 10
    assert score(item("ranked", "10", rates=RATES), 60, []).points == 0


# points by place


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"ladder": LADDER}, [45, 43, 43, 40, 40]),
        ({"ladder": {"first": "6", "less": "2.5"}}, [6, F(7, 2), F(7, 2), 0, 0]),
        ({"ladder": LADDER, "shared": "mean"}, [45, 42, 42, 40, 40]),
        ({"ladder": BY_ENTRIES}, [5, 4, 4, 2, 1]),
        ({"ladder": BY_ENTRIES, "shared": "mean"}, [5, F(7, 2), F(7, 2), 2, 1]),
        ({"table": ["10", "6"]}, [10, 6, 6, 0, 0]),
        ({"table": ["10", "6"], "shared": "mean"}, [10, 3, 3, 0, 0]),
        ({"rates": RATES}, [8, 5, 5, 5, 5]),
        ({"score": "rank"}, [1, 2, 2, 4, 5]),
        ({"score": "rank", "shared": "mean"}, [1, F(5, 2), F(5, 2), 4, 5]),
        ({"score": "rank", "wins": "low"}, [5, 3, 3, 2, 1]),
    ],
)
def test_points_by_place(more, expected):
    assert points(rule(**more), [9, 8, 8, 7, 6]) == expected


@pytest.mark.parametrize(
    ("entries", "place", "expected"),
    [(10, 1, 10), (10, 2, 8), (10, 3, 8), (10, 4, 5), (9, 1, 8), (29, 2, 10), (29, 3, 8), (29, 9, 5), (10, 11, 0)],
)
def test_the_edge_of_a_rate_belongs_to_it(entries, place, expected):
    assert points_at(rule(rates=RATES[::-1]), place, entries) == expected


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({"ladder": LADDER}, "8，列全场第 2 位，得 43，满分 45，−2", "8, place 2 in the field: 43 of 45, −2"),
        (
            {"ladder": LADDER, "shared": "mean", "scope": "group"},
            "8，列本组第 2–3 位，得 42，满分 45，−3",
            "8, place 2–3 in the group: 42 of 45, −3",
        ),
        ({"ladder": BY_ENTRIES}, "8，列全场第 2 位，得 4，满分 5，−1", "8, place 2 in the field: 4 of 5, −1"),
        (
            {"rates": RATES, "scope": "heat"},
            "8，列本场次第 2 位（共 5），得 5，满分 10，−5",
            "8, place 2 of 5 in the heat: 5 of 10, −5",
        ),
        ({"score": "rank"}, "8，列全场第 2 位，以名次 2 计", "8, place 2 in the field, counts as 2"),
    ],
)
def test_a_place_says_itself(more, zh, en):
    reason = turn(field_of(rule(**more), [F(9), F(8), F(8), F(7), F(6)]), F(8)).reason()
    assert (reason.say("zh"), reason.say("en")) == (zh, en)


def test_a_ranked_item_keeps_within_its_points_unless_it_says_otherwise():
    assert score(item("ranked", "40", ladder=LADDER), 9, [9, 8]).points == 40
    assert score(item("ranked", "40", ladder=LADDER, ceiling="none"), 9, [9, 8]).points == 45
    assert score(item("ranked", "40", ladder=LADDER), 9, [9, 8]).reasons == ()
    assert score(item("ranked", "10", table=["10", "6"], wins="low"), 2, [1, 2]).points == 6


# who is in the field


def results(of, **values):
    return [result_of(of, facts(name, seats=(), **value)) for name, value in values.items()]


def totals(of, **values):
    return [None if each.total is None else str(each.total) for each in settle(of, results(of, **values))]


def sold(value, status="", **groups):
    return {"outside": {"1": str(value)}, "status": status, "groups": groups}


@pytest.mark.parametrize("status", ["dsq", "annul", "void"])
def test_who_is_annulled_sets_the_best_only_where_the_rule_keeps_it(status):
    dropped = rubric(plain_item("outside", "10", "1", score="best"))
    kept = rubric(plain_item("outside", "10", "1", score="best", annulled="kept"))
    assert totals(dropped, A=sold(100), B=sold(400, status)) == ["10.00", None]
    assert totals(kept, A=sold(100), B=sold(400, status)) == ["2.50", None]


@pytest.mark.parametrize("status", ["dns", "dnf", "wdr", "ooc"])
def test_who_is_absent_or_out_of_competition_is_never_in_the_field(status):
    of = rubric(plain_item("ranked", "10", "1", table=["10", "6"], annulled="kept"))
    assert totals(of, A=sold(100), B=sold(400, status))[0] == "10.00"


def test_who_is_out_of_competition_is_compared_all_the_same():
    of = rubric(plain_item("ranked", "10", "1", table=["10", "6"]))
    assert totals(of, A=sold(100), B=sold(90, "ooc"), C=sold(80)) == ["10.00", "6.00", "6.00"]


def test_an_incomplete_contestant_out_of_competition_sets_no_best():
    of = rubric(plain_item("outside", "10", "1", score="best"), plain_item("outside", "10", "2"))
    done = {"outside": {"1": "100", "2": "0"}}
    assert totals(of, A=done, B=sold(400, "ooc")) == ["10.00", None]


def test_who_failed_is_in_the_field():
    of = rubric(plain_item("outside", "10", "1", score="best"))
    assert totals(of, A=sold(100), B=sold(400, "fail")) == ["2.50", "10.00"]


def test_every_heat_has_its_own_best_and_nobody_is_in_two():
    of = rubric(plain_item("outside", "10", "1", score="best", scope="heat"))
    assert [each.scope for each in field_rules(of)] == ["heat"]
    found = totals(of, A=sold(100, heat="1"), B=sold(50, heat="1"), C=sold(50, heat="2"), D=sold(40), E=sold(10))
    assert found == ["10.00", "5.00", "10.00", "10.00", "2.50"]


def test_a_pending_item_counts_nothing_and_items_are_rounded_where_the_rubric_says():
    of = rubric(plain_item("outside", "10", "1", score="best"), rounding={"item": "1"})
    assert [each.id for each in field_items(of)] == ["1"]
    first, second = results(of, A=sold(3), B=sold(1))
    assert (str(first.running), first.modules[0].outside[0].reasons[0].code) == ("0.00", "pending")
    assert settle(of, [first, second])[1].exact == F("3.3")


def test_a_value_that_is_not_there_is_missing_and_changes_nothing():
    of = rubric(plain_item("outside", "10", "1", score="best"))
    found = settle(of, results(of, A=sold(100), B={}))
    assert (found[1].status, found[1].why[0].say("en")) == ("incomplete", "item 1: no value")
    assert str(found[0].total) == "10.00"


def test_a_rubric_without_such_items_is_left_alone():
    of = rubric(plain_item("outside", "10", "1"))
    given = results(of, A={"outside": {"1": "7"}})
    assert all(new is old for new, old in zip(settle(of, given), given, strict=True))
