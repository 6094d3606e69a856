"""One contestant's result."""

from fractions import Fraction as F

import pytest

from scoring.engine.result import result_of
from tests.engine.making import facts, mark, module, plain_item, rubric, title

CLOCK = {"limit": "1:00", "overtime": {"every": "0:10", "points": "2", "count": "started"},
         "stop": {"at": "2:00", "then": "void"}}  # fmt: skip
PENALTIES = [
    {"id": "dropped", "title": title("dropped"), "lose": "3", "unit": title("件")},
    {"id": "wrong-way", "title": title("wrong way"), "lose": "5", "once": True},
    {"id": "named", "title": title("named"), "zero": "module"},
    {"id": "cheated", "title": title("cheated"), "status": "dsq"},
]
TOUCHES = plain_item("counted", "10", "1", lose="1")
BEAUTY = plain_item("judged", "10", "2", step="0.1")
ONE = rubric(TOUCHES, BEAUTY, clock=CLOCK, penalties=PENALTIES)
MARKS = mark("1", "2"), mark("2", "9")


def result(*marks, of=ONE, time=60, **more):
    return result_of(of, facts("A", *(marks or MARKS), time=time, **more))


def test_items_penalties_and_clock_make_the_total():
    found = result(time=61, penalties={"dropped": 1})
    assert (str(found.total), found.status) == ("12.00", "ok")
    assert [reason.points for reason in found.why] == [-2, -1, -2, -3]
    assert found.modules[0].gross == 17


def test_every_point_lost_carries_its_reason():
    for penalties in ({}, {"dropped": 2}, {"dropped": 9}, {"dropped": 9, "named": 2}, {"named": 1}):
        found = result(time=75, penalties=penalties)
        assert sum(reason.points * reason.share for reason in found.why) == found.exact - 20, penalties


def test_the_module_is_never_below_zero():
    found = result(penalties={"dropped": 6})
    assert (str(found.total), found.modules[0].floored) == ("0.00", 1)
    assert found.why[-1].say("en") == "not below 0, +1"


def test_a_penalty_that_counts_once():
    assert str(result(penalties={"wrong-way": 3}).total) == "12.00"


def test_a_penalty_that_makes_the_module_zero():
    found = result(penalties={"named": 1, "dropped": 1})
    assert (str(found.total), found.modules[0].taken) == ("0.00", 14)
    assert found.why[-1].say("zh") == "named，本模块记 0 分，−14"


def test_a_penalty_that_was_taken_back_leaves_nothing():
    assert result(penalties={"dropped": 0}).why == result().why


def test_disqualification_beats_everything():
    found = result(time=300, penalties={"cheated": 1})
    assert (found.status, found.total, found.why[0].say("en")) == ("dsq", None, "cheated: disqualified")
    assert result(status="dsq").why[0].say("zh") == "取消成绩"


@pytest.mark.parametrize("status", ["dns", "dnf", "dsq", "void"])
def test_a_status_needs_nothing_else(status):
    found = result_of(ONE, facts("A", seats=(), status=status))
    assert (found.status, found.total) == (status, None)
    assert [reason.code for reason in found.why] == [status]


def test_the_hard_stop():
    assert result(time=120).status == "ok"
    stopped = result(time="120.01")
    assert (stopped.status, stopped.total) == ("void", None)
    assert stopped.why[0].say("zh") == "用时 2:00.01，超过最长时间 2:00，不计分"


def test_what_is_missing_is_named_and_a_running_figure_kept():
    found = result(mark("1", "2"), time=None)
    assert (found.status, found.total, str(found.running)) == ("incomplete", None, "18.00")
    assert [reason.say("en") for reason in found.why] == ["seat A has not marked: 2", "the event: no time"]


def test_no_seat_at_all():
    found = result_of(ONE, facts("A", seats=(), time=60))
    assert [reason.code for reason in found.why] == ["few-sheets"]
    assert result_of(ONE, facts("A", time=60)).why[0].say("zh") == "评委席 A 未评：1, 2"


def test_two_seats_fill_in_one_shared_sheet():
    found = result(mark("1", "2", seat="A"), mark("2", "9", seat="B"), seats=("B", "A"))
    assert (str(found.total), found.modules[0].panels[0].sheets[0].seat) == ("17.00", "A+B")


THEORY = module("theory", plain_item("outside", "100", "t", full="100"), weight="30%")
PRACTICE = module("practice", TOUCHES, BEAUTY, weight="70%", clock=CLOCK, penalties=PENALTIES)
TWO = rubric(modules=[THEORY, PRACTICE])


def two(**more):
    from decimal import Decimal

    given = facts("A", *MARKS, **more)
    given.time["practice"] = Decimal(60)
    return result_of(TWO, given)


def test_modules_are_weighted():
    found = two(outside={"t": "85.5"}, penalties={"dropped": 1})
    assert [module.weighted for module in found.modules] == [F("25.65"), F("9.8")]
    assert str(found.total) == "35.45"
    assert sum(reason.points * reason.share for reason in found.why) == found.exact - 30 - 14


def test_a_value_from_outside_that_the_item_refuses_is_missing():
    found = two(outside={"t": "101"})
    assert found.status == "incomplete"
    assert found.why[0].say("en") == "item t: no value"
    assert two().status == "incomplete"


def test_rounding_points_of_the_rubric():
    thirds = rubric(plain_item("checked", "1", "1", places=3), rounding={"module": "1", "total": "3"})
    found = result_of(thirds, facts("A", mark("1", "no", "1")))
    assert (found.modules[0].exact, found.modules[0].points, str(found.total)) == (F(2, 3), F("0.7"), "0.700")


def test_sections_know_what_each_item_is_worth():
    (section,) = result().modules[0].sections
    assert (section.section, section.points, section.full, section.items) == ("s", 17, 20, {"1": 8, "2": 9})


def test_panels_of_other_modules_stay_out():
    judged = {"id": "q", "title": title("judges"), "combine": "mean"}
    split = rubric(
        {**TOUCHES}, {**BEAUTY, "panel": "q"},
        panels=[{"id": "p", "title": title("measuring"), "combine": "shared"}, judged],
    )  # fmt: skip
    given = facts("A", mark("1", "2"), mark("2", "9", seat="B"), mark("2", "8", seat="C"))
    given.seats["q"] = ("B", "C")
    found = result_of(split, given)
    assert [(panel.panel, panel.points) for panel in found.modules[0].panels] == [("p", 8), ("q", F("8.5"))]
    assert str(found.total) == "16.50"
