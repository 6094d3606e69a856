"""Which marks stand."""

from scoring.engine.marks import standing
from tests.engine.making import mark


def test_the_higher_order_stands_whatever_came_first():
    early, late = mark("1", "0.5", order=1), mark("1", "0.7", order=2)
    assert standing([late, early]) == {("A", "1", ""): late}


def test_equal_orders_go_by_id():
    one, two = mark("1", "a", order=1, id="x"), mark("1", "b", order=1, id="y")
    assert standing([one, two]) == standing([two, one]) == {("A", "1", ""): two}


def test_a_withdrawal_brings_the_mark_before_back():
    first, second = mark("1", "a", order=1, id="x"), mark("1", "b", order=2, id="y")
    back = mark("1", "", order=3, withdraws="y")
    assert standing([back, second, first]) == {("A", "1", ""): first}


def test_places_and_seats_are_slots_of_their_own():
    marks = [mark("1", "in", "1"), mark("1", "out", "2"), mark("1", "in", "1", seat="B")]
    assert len(standing(marks)) == 3
