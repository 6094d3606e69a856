"""Counts and faults chosen from a menu: price lists in turn, free ones, once, rungs, shares, caps."""

from fractions import Fraction as F

import pytest

from scoring.engine.kinds import score_item
from scoring.engine.values import clearable, refuse
from tests.engine.making import item, title


def points(thing, *counts):
    """What is left after one count, or after counts at places 1, 2, …."""
    places = {str(number): value for number, value in enumerate(counts, 1)} if thing.places else {"": counts[0]}
    return score_item(thing, places).points


def said(thing, count, language="zh"):
    return score_item(thing, {"": count}).reasons[0].say(language)


COUNTS = ("0", "1", "2", "3", "9")


def test_prices_in_turn_the_last_stands_for_all_later():
    thing = item("counted", "10", lose=["0", "1", "3"])
    assert [points(thing, count) for count in ("0", "1", "2", "3", "4", "5")] == [10, 10, 9, 6, 3, 0]
    assert said(thing, "3") == "3 次，依次扣 0、1、3，−4"
    assert said(thing, "3", "en") == "3 ×, 0, 1, 3 off in turn, −4"
    assert points(item("counted", "10", lose=["1", "all"]), "2") == 0


def test_free_ones_cost_nothing():
    thing = item("counted", "10", lose="2", free="2", unit="pieces")
    assert [points(thing, count) for count in COUNTS] == [10, 10, 10, 8, 0]
    assert said(thing, "3") == "3 件，每件扣 2（前 2 件不计），−2"
    assert said(thing, "3", "en") == "3 pieces, 2 off each (the first 2 free), −2"


def test_once_costs_once_however_many():
    thing = item("counted", "10", lose="2", once=True)
    assert [points(thing, count) for count in COUNTS] == [10, 8, 8, 8, 8]
    assert said(thing, "3") == "3 次，只扣一次 2，−2"
    both = item("counted", "10", lose="2", once=True, free="2")
    assert [points(both, count) for count in COUNTS] == [10, 10, 10, 8, 8]


def test_lists_and_free_ones_go_by_the_count_of_all_places():
    thing = item("counted", "10", lose=["1", "2"], free="1", places=3)
    assert points(thing, "1", "1", "1") == 7
    score = score_item(thing, {"3": "2", "1": "1"})
    assert [(reason.place, reason.points) for reason in score.reasons] == [("3", -3)]
    assert points(item("counted", "10", lose="2", once=True, places=3), "1", "4", "1") == 8


def test_earning_may_exceed_the_points_up_to_the_ceiling():
    bonus = item("counted", "5", earn="2", ceiling="8")
    assert [points(bonus, count) for count in ("2", "3", "4", "5")] == [4, 6, 8, 8]
    assert said(bonus, "3", "en") == "3 × at 2: 6 of 5, +1"
    endless = item("counted", "5", earn="2", ceiling="none")
    assert points(endless, "99999") == 199998


def test_what_may_be_earned_may_be_counted_far():
    assert refuse(item("counted", earn="1"), "", "100000").code == "count"
    assert refuse(item("counted", lose="1"), "", "1000").say("zh") == "“1000”不是次数：请写 0 到 999 的整数"


def test_rungs_that_take_off():
    thing = item("counted", "5", rungs=[{"count": "2", "lose": "1"}, {"count": "4", "lose": "all"}])
    assert [points(thing, count) for count in ("0", "1", "2", "3", "4", "9")] == [5, 5, 4, 4, 0, 0]
    assert said(thing, "3") == "3 次（2 及以上），−1"
    assert said(thing, "3", "en") == "3 ×, 2 or more, −1"
    assert clearable(thing)
    assert score_item(thing, {}).points == 5
    assert points(item("counted", "5", rungs=[{"count": "1"}]), "3") == 5


def test_rungs_that_earn():
    thing = item("counted", "5", rungs=[{"count": "1", "points": "2"}, {"count": "3", "points": "5"}])
    assert said(thing, "2") == "共 2 次，得 2，满分 5，−3"
    assert said(thing, "0") == "共 0 次，得 0，满分 5，−5"
    assert not clearable(thing)


def test_so_many_out_of_so_many():
    quiz = item("counted", "10", out_of="3", unit={"zh": "题", "en": "questions"})
    assert [points(quiz, count) for count in ("0", "1", "2", "3")] == [0, F(10, 3), F(20, 3), 10]
    assert said(quiz, "1", "en") == "1 of 3 questions: 3.3333… of 10, −6.6666…"
    assert said(quiz, "2") == "3 题中 2 题，得 6.6666…，满分 10，−3.3333…"
    assert refuse(quiz, "", "4").say("en") == "“4” is not a count: write a whole number from 0 to 3"
    assert points(item("counted", "10", out_of="4", ceiling="none"), "5") == F("12.5")


MENU = item(
    "faults", "10",
    faults=[
        {"id": "spill", "title": title("spilt"), "lose": "1"},
        {"id": "drop", "title": title("dropped"), "lose": ["0", "2"], "cap": "5"},
        {"id": "late", "title": title("late"), "lose": "3", "once": True},
        {"id": "burn", "title": title("burnt"), "lose": "all"},
        {"id": "veto", "title": title("unsafe"), "zero": "item"},
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ({"": "clear"}, 10),
        ({"spill": "0"}, 10),
        ({"spill": "3"}, 7),
        ({"spill": "11"}, 0),
        ({"drop": "1"}, 10),
        ({"drop": "2"}, 8),
        ({"drop": "3"}, 6),
        ({"drop": "4"}, 5),
        ({"late": "1"}, 7),
        ({"late": "9"}, 7),
        ({"burn": "1"}, 0),
        ({"veto": "1"}, 10),
        ({"": "clear", "spill": "1", "late": "2", "drop": "2"}, 4),
    ],
)
def test_faults_of_a_menu(found, left):
    assert score_item(MENU, found).points == left


def test_faults_are_told_by_name_and_counted():
    score = score_item(MENU, {"veto": "2", "drop": "9", "spill": "1", "late": "0"}, "A")
    assert score.faults == {"spill": 1, "drop": 9, "veto": 2}
    assert [reason.say("zh") for reason in score.reasons] == [
        "spilt：1 次，每次扣 1，−1",
        "dropped：9 次，依次扣 0、2，−16",
        "dropped：至多扣 5，+11",
        "unsafe：出现 2 次",
    ]
    assert score.reasons[3].say("en") == "unsafe: 2 ×"
    assert {(reason.item, reason.seat) for reason in score.reasons} == {("1.1", "A")}


def test_a_menu_keeps_its_names_whatever_its_places_are_called():
    odd = MENU.model_copy(update={"places": item("checked", places={"count": "2", "per": "2"}).places})
    assert score_item(odd, {"spill": "1"}).reasons[0].say("en") == "spilt: 1 ×, 1 off each, −1"


def test_a_fault_without_a_price_is_a_fault_all_the_same():
    score = score_item(MENU, {"veto": "1"})
    assert (score.points, score.lost, score.state) == (10, 0, "deducted")
    assert (score_item(MENU, {"veto": "0"}).state, score_item(MENU, {}).state) == ("clear", "untouched")


def test_faults_may_take_more_than_the_item():
    deep = item("faults", "2", faults=[{"id": "a", "title": title("a"), "lose": "5"}], floor="-8")
    assert [score_item(deep, {"a": count}).points for count in ("1", "2", "3")] == [-3, -8, -8]
    pure = item("faults", "0", faults=[{"id": "a", "title": title("a"), "lose": "5"}])
    assert score_item(pure, {"a": "3"}).points == -15


@pytest.mark.parametrize(
    ("place", "value", "code", "remedy"),
    [
        ("mess", "1", "fault", "one of spill, drop, late, burn, veto"),
        ("1", "1", "fault", "one of spill"),
        ("", "1", "fault-missing", "name the fault (one of spill"),
        ("spill", "yes", "count", "0 to 999"),
        ("spill", "na", "count", "0 to 999"),
    ],
)
def test_refused_faults(place, value, code, remedy):
    refusal = refuse(MENU, place, value)
    assert (refusal.code, remedy in refusal.say("en")) == (code, True)


def test_a_long_menu_is_not_read_out():
    many = item("faults", faults=[{"id": f"f{n}", "title": title("x"), "lose": "1"} for n in range(20)])
    assert refuse(many, "x", "1").say("zh").endswith("f11…… 之一")
    assert refuse(many, "x", "1").say("en").endswith("f10, f11 …")
