"""Items whose points depend on the whole field."""

from fractions import Fraction as F

from scoring.engine.field import by_place, field_items, settle, share_of_best
from scoring.engine.result import result_of
from tests.engine.making import facts, item, plain_item, rubric

SALES = item("outside", "10", score="best")
SECONDS = item("outside", "10", score="best", wins="low")
LADDER = item("ranked", "45", ladder={"first": "45", "less": "2", "floor": "40"})
TABLE = item("ranked", "10", table=["10", "6"], wins="low")


def test_a_share_of_the_best_value():
    assert share_of_best(SALES, 30, [30, 15, 10]).points == 10
    third = share_of_best(SALES, 10, [30, 15, 10])
    assert third.points == F(10, 3)
    assert third.reasons[0].say("en") == "10 against the best 30: 3.3333… of 10, −6.6666…"
    assert share_of_best(SALES, 0, [30]).points == 0


def test_when_the_best_is_zero_nobody_earns():
    score = share_of_best(SALES, 0, [0, 0])
    assert (score.points, score.reasons[0].code) == (0, "best-zero")


def test_where_the_low_value_wins():
    assert share_of_best(SECONDS, 20, [20, 40]).points == 10
    assert share_of_best(SECONDS, 40, [20, 40]).points == 5
    assert share_of_best(SECONDS, 40, [0, 40]).points == 0
    assert share_of_best(SECONDS, 0, [0, 40]).points == 10


def test_a_value_from_out_of_the_field_earns_no_more_than_the_points():
    assert share_of_best(SALES, 60, [30]).points == 10
    assert share_of_best(SALES, 60, []).points == 10
    assert share_of_best(SECONDS, 10, []).points == 10


def test_a_ladder_by_place_with_shared_places_and_a_floor():
    field = [9, 8, 8, 7, 6]
    assert [by_place(LADDER, value, field).points for value in field] == [45, 43, 43, 40, 40]
    assert by_place(LADDER, 8, field).reasons[0].say("zh") == "8，列第 2 位，得 43，满分 45，−2"
    assert by_place(LADDER, 9, field).reasons == ()


def test_a_table_by_place_ends_at_zero():
    assert [by_place(TABLE, value, [1, 2, 3]).points for value in (1, 2, 3)] == [10, 6, 0]


def results(of, **values):
    return [result_of(of, facts(name, seats=(), **value)) for name, value in values.items()]


def test_who_is_disqualified_sets_no_best():
    of = rubric(plain_item("outside", "10", "1", score="best"))
    assert [each.id for each in field_items(of)] == ["1"]
    honest = {"outside": {"1": "100"}}
    settled = settle(of, results(of, A=honest, B={"outside": {"1": "900"}, "status": "dsq"}, C={}))
    assert [str(each.total) for each in settled] == ["10.00", "None", "None"]
    assert [each.status for each in settled] == ["ok", "dsq", "incomplete"]
    assert settled[2].why[0].say("en") == "item 1: no value"


def test_a_pending_item_counts_nothing_and_items_are_rounded_where_the_rubric_says():
    of = rubric(plain_item("outside", "10", "1", score="best"), rounding={"item": "1"})
    first, second = results(of, A={"outside": {"1": "3"}}, B={"outside": {"1": "1"}})
    assert (str(first.running), first.modules[0].outside[0].reasons[0].code) == ("0.00", "pending")
    assert settle(of, [first, second])[1].exact == F("3.3")


def test_a_rubric_without_such_items_is_left_alone():
    of = rubric(plain_item("outside", "10", "1"))
    given = results(of, A={"outside": {"1": "7"}})
    assert settle(of, given) == tuple(given)
