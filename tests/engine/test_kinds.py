"""Every kind of item: what its values cost, borders, caps, reasons."""

from fractions import Fraction as F
from typing import get_args

import pytest

from scoring.engine.kinds import CHANGES, cost, score_item
from scoring.engine.prices import earning
from scoring.rubrics.kinds import Item
from tests.engine.making import item, title

GAUGE = item("measured", "2", unit="cm", nominal="1.5", tolerance="0.2", each="0.2", places=10)
BANDS = item(
    "measured", "3", unit="cm",
    bands=[{"to": "2", "lose": "0"}, {"over": "2", "to": "3", "lose": "1"}, {"over": "3", "lose": "all"}],
)  # fmt: skip
FULL = item("measured", "2", unit="cm", nominal="45", step={"size": "2", "count": "full", "lose": "1"})
STARTED = item("measured", "2", unit="cm", nominal="45", step={"size": "1", "count": "started", "lose": "0.5"})
LEVELS = [
    {"id": "good", "title": title("good"), "points": "3"},
    {"id": "fair", "title": title("fair"), "points": "1.5"},
    {"id": "poor", "title": title("poor"), "points": "0"},
]


def points(thing, **places):
    """What is left of the item; places are given as _1="out", the item as a whole as _="clear"."""
    return score_item(thing, {place[1:]: value for place, value in places.items()}).points


@pytest.mark.parametrize(
    ("reading", "left"),
    [("1.3", "2"), ("1.7", "2"), ("1.29", "1.8"), ("1.71", "1.8"), ("2.1", "1.8"), ("in", "2"), ("out", "1.8")],
)
def test_measured_against_a_tolerance_whose_edges_are_in(reading, left):
    assert points(GAUGE, _4=reading) == F(left)


def test_measured_reason_tells_reading_and_limit():
    (reason,) = score_item(GAUGE, {"4": "2.1"}, "M").reasons
    assert (reason.code, reason.points, reason.item, reason.place, reason.seat) == (
        "reading",
        F("-0.2"),
        "1.1",
        "4",
        "M",
    )
    assert reason.say("zh") == "第 4 位：2.1 厘米，超出 1.5 ± 0.2，−0.2"
    assert reason.say("en") == "Place 4: 2.1 cm, outside 1.5 ± 0.2, −0.2"


@pytest.mark.parametrize(("reading", "left"), [("0", "3"), ("2", "3"), ("2.01", "2"), ("-3", "2"), ("3.01", "0")])
def test_measured_by_bands_with_stated_edges(reading, left):
    assert points(BANDS, _=reading) == F(left)


def test_a_reading_between_all_bands_costs_nothing():
    gap = item("measured", "3", unit="cm", bands=[{"from": "1", "under": "2", "lose": "1"}])
    assert [points(gap, _=value) for value in ("0.9", "1", "1.99", "2")] == [3, 2, 2, 3]


@pytest.mark.parametrize(
    ("thing", "reading", "left"),
    [
        (FULL, "45", "2"), (FULL, "46.99", "2"), (FULL, "47", "1"), (FULL, "43", "1"), (FULL, "49", "0"),
        (FULL, "60", "0"),
        (STARTED, "45", "2"), (STARTED, "45.01", "1.5"), (STARTED, "46", "1.5"), (STARTED, "46.01", "1"),
    ],
)  # fmt: skip
def test_measured_by_full_and_started_steps(thing, reading, left):
    assert points(thing, _=reading) == F(left)


def test_out_of_tolerance_without_a_price_takes_the_item_or_its_even_part():
    assert points(item("measured", "2", unit="cm", tolerance="0.2"), _="0.3") == 0
    assert points(item("measured", "1", unit="cm", tolerance="0.2", places=3), _2="out") == F(2, 3)
    assert points(item("measured", "2", unit="cm"), _="0.01") == 0


def test_counted_deductions_stop_at_the_items_points():
    touches = item("counted", "2", lose="0.2", unit=title("次"))
    assert [points(touches, _=count) for count in ("0", "1", "9", "10", "11")] == [2, F("1.8"), F("0.2"), 0, 0]
    score = score_item(touches, {"": "12"})
    assert [(reason.code, reason.points) for reason in score.reasons] == [("count", F("-2.4")), ("capped", F("0.4"))]
    assert score.reasons[0].say("zh") == "12 次，每次扣 0.2，−2.4"
    assert score.reasons[1].say("zh") == "扣完为止，+0.4"
    assert score.lost == 2


def test_counted_earnings_stop_at_the_items_points():
    interactions = item("counted", "5", earn="1")
    assert [points(interactions, _=count) for count in ("0", "3", "5", "6")] == [0, 3, 5, 5]
    assert score_item(interactions, {"": "3"}).reasons[0].say("zh") == "3 次，每次 1 分，得 3，满分 5，−2"


def test_counted_rungs():
    shown = item("counted", "5", rungs=[{"count": "1", "points": "2"}, {"count": "3", "points": "5"}])
    assert [points(shown, _=count) for count in ("0", "1", "2", "3", "9")] == [0, 2, 2, 5, 5]


def test_counted_at_places_adds_up():
    assert points(item("counted", "5", earn="1", places=3), _1="2", _3="1") == 3
    assert points(item("counted", "5", lose="1", places=3), _1="2", _3="1") == 2


def test_checked_takes_its_price_or_an_exact_part():
    assert points(item("checked", "1"), _="no") == 0
    assert points(item("checked", "1"), _="yes") == 1
    assert points(item("checked", "1", each="0.5"), _="no") == F("0.5")
    assert points(item("checked", "1", places=3), _1="no") == F(2, 3)
    assert points(item("checked", "1", places=3), _1="no", _2="no", _3="no") == 0
    assert points(item("checked", "1", each="0.2", places=6), **{f"_{n}": "no" for n in range(1, 7)}) == 0


def test_attempts_the_last_price_stands_for_all_later():
    throws = item("attempts", "6", lose=["0", "2", "all"])
    assert [points(throws, _=value) for value in ("1", "2", "3", "4", "99", "clear")] == [6, 4, 0, 0, 0, 6]
    assert score_item(throws, {"": "2"}).reasons[0].say("en") == "succeeded at attempt 2, −2"


def test_levels():
    service = item("levels", "3", levels=LEVELS)
    assert [points(service, _=value) for value in ("good", "fair", "poor", "clear")] == [3, F("1.5"), 0, 3]
    assert score_item(service, {"": "fair"}).reasons[0].say("zh") == "评为“fair”，得 1.5，满分 3，−1.5"
    assert points(item("levels", "3", levels=LEVELS, places=2), _1="poor") == F("1.5")


def test_a_level_above_the_items_points_earns_no_more_than_they_are():
    generous = item("levels", "2", levels=LEVELS)
    score = score_item(generous, {"": "good"})
    assert (score.points, score.state) == (2, "clear")
    assert sum(reason.points for reason in score.reasons) == 0


def test_judged():
    beauty = item("judged", "5", step="0.1")
    assert [points(beauty, _=value) for value in ("0", "4.3", "5", "clear")] == [0, F("4.3"), 5, 5]
    assert score_item(beauty, {"": "4.3"}).reasons[0].say("en") == "marked 4.3 of 5, −0.7"
    assert points(item("judged", "2", step="0.1", places=10), _1="0.1", _2="0") == F("1.7")


def test_timed_bands():
    clip = item("timed", "5", bands=[{"to": "0:40", "points": "3"}, {"over": "0:40", "to": "0:50", "points": "4"},
                                     {"over": "0:50", "to": "1:00", "points": "5"}])  # fmt: skip
    values = ("0:40", "0:40.01", "0:50", "0:50.01", "1:00", "1:00.01")
    assert [points(clip, _=value) for value in values] == [3, 4, 4, 5, 5, 0]
    assert score_item(clip, {"": "0:40.01"}).reasons[0].say("en") == "time 0:40.01: 4 of 5, −1"
    assert points(item("timed", "5", bands=[{"points": "4"}], places=2), _1="0:10") == 2


def test_a_value_from_outside_counts_in_proportion():
    assert points(item("outside", "30", full="100"), _="85") == F("25.5")
    assert points(item("outside", "30"), _="20") == 20
    assert score_item(item("outside", "30", full="100"), {"": "85"}).reasons[0].say("zh") == "85 ÷ 100 × 30 分，−4.5"


def test_untouched_is_not_perfect():
    touched = score_item(GAUGE, {"1": "in"})
    untouched = score_item(GAUGE, {})
    assert (touched.state, untouched.state) == ("clear", "untouched")
    assert (untouched.points, untouched.lost) == (2, 0)
    assert score_item(item("counted", "5", earn="1"), {}).points == 0
    assert earning(item("timed", bands=[{"points": "1"}]))


def test_clear_for_the_item_does_not_hide_faults_at_places():
    score = score_item(GAUGE, {"": "clear", "3": "out", "10": "out", "2": "clear"})
    assert (score.points, score.state) == (F("1.6"), "deducted")
    assert [reason.place for reason in score.reasons] == ["3", "10"]


def test_a_value_the_item_does_not_admit_leaves_it_untouched():
    assert score_item(GAUGE, {"11": "out", "": "in"}).state == "untouched"
    assert score_item(GAUGE, {"11": "out", "1": "out"}).points == F("1.8")


def test_places_with_names_say_them():
    cloth = item("measured", "2", unit="cm", tolerance="0.2", each="0.5",
                 places={"count": "2", "labels": [title("host side"), title("left side")]})  # fmt: skip
    assert score_item(cloth, {"2": "out"}).reasons[0].say("zh") == "left side：超出允许误差，−0.5"
    assert score_item(cloth, {"1": "out"}).reasons[0].say("en") == "host side: out of tolerance, −0.5"


def test_the_price_of_one_tap():
    assert cost(GAUGE, "3", "out") == F("0.2")
    assert cost(item("counted", "5", earn="1"), "", "2") == 3


def test_every_kind_has_its_function():
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(Item)[0])}
    assert set(CHANGES) == kinds - {"ranked", "graded"}  # by place in the field, by the element


ALL = item("checked", "3", each="1", places={"count": 3, "all": True}, not_applicable="met")


def test_every_place_may_have_to_be_marked_before_the_item_counts_as_looked_at():
    waits = score_item(ALL, {"1": "yes", "3": "no"}, "M")
    assert (waits.state, waits.points, waits.lost) == ("untouched", 3, 0)
    (reason,) = waits.reasons
    assert (reason.code, reason.item, reason.seat, reason.points) == ("places-open", "1.1", "M", 0)
    assert reason.say("zh") == "还有 1 处未评"
    assert reason.say("en") == "places still to be marked: 1"
    assert points(ALL, _1="yes", _2="clear", _3="no") == 2
    assert score_item(ALL, {"1": "na", "2": "clear", "3": "no"}).state == "deducted"


@pytest.mark.parametrize("word", ["clear", "na"])
def test_a_word_for_the_item_as_a_whole_speaks_for_every_place(word):
    assert score_item(ALL, {"": word}).state == "clear"
    assert points(ALL, _=word, _2="no") == 2


def test_points_that_are_earned_wait_for_every_place_with_nothing():
    earns = item("counted", "6", earn="1", places={"count": 3, "all": True})
    assert (score_item(earns, {"1": "2"}).state, points(earns, _1="2")) == ("untouched", 0)
    assert points(earns, _1="2", _2="0", _3="1") == 3


def test_a_tap_at_one_place_has_its_price_although_others_are_waited_for():
    assert cost(ALL, "1", "no") == 1
    assert cost(ALL, "1", "yes") == 0


def test_an_item_nobody_marked_means_what_it_says_even_where_every_place_is_asked_for():
    assert score_item(item("checked", "3", places={"count": 3, "all": True}, untouched="full"), {}).points == 3


def test_what_does_not_apply_multiplies_by_one():
    found = score_item(item("judged", "2", step="0.1", role="factor", not_applicable="section"), {"": "na"})
    assert (found.state, found.points) == ("not-applicable", 1)
