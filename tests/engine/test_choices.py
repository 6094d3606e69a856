"""What a judge says or chooses: no success, even levels, marks with bands, elements, grades, times, outside values."""

from fractions import Fraction as F

import pytest

from scoring.engine.kinds import cost, score_figure, score_item
from scoring.engine.values import choice_of, clearable, refuse
from tests.engine.making import item, title


def points(thing, value, chosen=None):
    return score_item(thing, {"": value}, "A", chosen or {}).points


def said(thing, value, language="zh", chosen=None):
    return score_item(thing, {"": value}, "A", chosen or {}).reasons[0].say(language)


def level(id, points=None):
    return {"id": id, "title": title(id), **({} if points is None else {"points": points})}


def test_no_attempt_succeeded():
    throws = item("attempts", "6", lose=["0", "2"])
    assert [points(throws, value) for value in ("1", "2", "3", "no")] == [6, 4, 4, 0]
    assert said(throws, "no") == "没有成功，−6"
    assert refuse(throws, "", "0").say("en").endswith("from 1 to 999, or no where none succeeded")
    assert refuse(throws, "", "none").code == "attempt"


def test_levels_without_points_lie_evenly():
    four = item("levels", "10", levels=[level(id) for id in "0123"])
    assert [points(four, value) for value in "0123"] == [0, F(10, 3), F(20, 3), 10]
    assert said(four, "1") == "评为“1”，得 3.3333…，满分 10，−6.6666…"
    two = item("levels", "3", levels=[level("no-good"), level("good")], places=2)
    assert score_item(two, {"1": "good", "2": "no-good"}).points == F(3, 2)


def test_a_level_may_cost_more_than_the_item():
    deep = item("levels", "3", levels=[level("bad", "-2"), level("fair", "1"), level("good", "3")], floor="none")
    assert [points(deep, value) for value in ("bad", "fair", "good")] == [-2, 1, 3]
    capped = item("levels", "3", levels=[level("bad", "-2"), level("good", "3")], floor="0")
    score = score_item(capped, {"": "bad"})
    assert (score.points, [reason.code for reason in score.reasons]) == (0, ["level", "capped"])


EXECUTION = item("judged", "5", least="-3", most="3", step="1", floor="none")


@pytest.mark.parametrize(("mark", "brings"), [("-3", -3), ("0", 0), ("3", 3)])
def test_a_mark_may_be_negative(mark, brings):
    assert points(EXECUTION, mark) == brings


def test_a_mark_beyond_its_range_is_refused():
    assert refuse(EXECUTION, "", "-4").say("en") == "“-4” is out of range: write a mark from -3 to 3"
    assert refuse(EXECUTION, "", "0.5").code == "step"
    assert refuse(EXECUTION, "", "clear").code == "clear"  # the highest mark is not the item's points
    assert clearable(item("judged", "5", step="1"))
    assert clearable(item("judged", "5", step="1", role="aside"))
    assert not clearable(item("judged", "5", step="1", role="factor"))
    assert refuse(item("judged", "5", least="1", most="10", step="1"), "", "10") is None


def test_a_mark_above_the_points_stops_at_the_ceiling():
    out_of_ten = item("judged", "5", most="10", step="1")
    assert [points(out_of_ten, mark) for mark in ("4", "5", "6")] == [4, 5, 5]
    assert points(item("judged", "5", most="10", step="1", ceiling="8"), "9") == 8


def test_marks_in_bands():
    bands = [{"under": "6", "points": "0"}, {"from": "6", "to": "8", "points": "3"}, {"over": "8", "points": "5"}]
    earn = item("judged", "5", most="10", step="1", bands=bands)
    assert [points(earn, mark) for mark in ("5", "6", "8", "9")] == [0, 3, 3, 5]
    assert said(earn, "6") == "评 6 分，得 3，满分 5，−2"
    assert score_item(earn, {}).points == 0
    assert not clearable(earn)
    lose = item("judged", "5", step="1", bands=[{"under": "3", "lose": "2"}, {"under": "2", "lose": "all"}])
    assert [points(lose, mark) for mark in ("1", "2.0", "3")] == [3, 3, 5]
    assert said(lose, "2", "en") == "marked 2, −2"
    assert clearable(lose)


DIVES = item(
    "element", "10", id="3.1",
    catalogue=[
        {"id": "101B", "title": title("forward dive"), "points": "1.5",
         "grades": [{"id": "+1", "points": "0.5"}, {"id": "0", "points": "0"}, {"id": "-1", "points": "-0.3"}]},
        {"id": "103C", "title": title("one and a half"), "points": "12"},
    ],
)  # fmt: skip


def test_an_element_is_worth_what_its_catalogue_says():
    assert [points(DIVES, value) for value in ("101B", "103C")] == [F("1.5"), 10]
    assert said(DIVES, "101B") == "选“forward dive”，得 1.5，满分 10，−8.5"
    assert said(DIVES, "101B", "en") == "chose “forward dive”: 1.5 of 10, −8.5"
    assert score_item(DIVES, {}).points == 0
    assert refuse(DIVES, "", "101C").say("en") == "“101C” is not in the catalogue: write one of 101B, 103C"
    assert refuse(DIVES, "", "clear").say("en").endswith("write the id chosen")
    assert refuse(DIVES, "", "void").code == "element"


def test_a_coefficient_is_its_own_value():
    factor = DIVES.model_copy(update={"role": "factor"})
    assert [points(factor, value) for value in ("101B", "103C")] == [F("1.5"), 12]
    assert said(factor, "103C", "en") == "chose “one and a half”: factor 12, +2"


def test_elements_at_places_add_up():
    two = DIVES.model_copy(update={"places": item("checked", places=2).places})
    score = score_item(two, {"1": "101B", "2": "101B"})
    assert score.points == 3
    assert [reason.points for reason in score.reasons] == [F("1.5"), F("1.5"), -10]


GRADE = item("graded", "0", id="3.2", of="3.1")
CHOSEN = {"3.1": choice_of(DIVES, "101B")}


def test_a_grade_is_worth_what_its_element_says():
    assert [points(GRADE, grade, CHOSEN) for grade in ("+1", "0", "-1")] == [F("0.5"), 0, F("-0.3")]
    assert said(GRADE, "-1", chosen=CHOSEN) == "“forward dive”评为 -1，得 −0.3，−0.3"
    assert cost(GRADE, "", "-1", CHOSEN) == F("0.3")
    assert score_item(GRADE, {}, chosen=CHOSEN).reasons == ()


def test_a_grade_waits_for_its_element():
    score = score_item(GRADE, {"": "+1"})
    assert (score.state, score.points) == ("untouched", 0)
    assert score.reasons[0].say("en") == "3.1 has not been chosen, so the grade has no worth yet"
    other = {"3.1": choice_of(DIVES, "103C")}
    assert score_item(GRADE, {"": "+1"}, chosen=other).reasons[0].say("zh") == "“one and a half”没有这个等级"
    assert choice_of(DIVES, "999") is None


def test_refused_grades():
    assert refuse(GRADE, "", "+9", CHOSEN).say("en") == "there is no grade “+9”: write one of +1, 0, -1"
    assert refuse(GRADE, "", "+9") is None  # its element is not known yet
    assert refuse(GRADE, "", "very good").say("en").endswith("write the id of a grade")
    assert refuse(GRADE, "", "clear", CHOSEN).code == "clear"


def test_timed_bands_may_take_off():
    bands = [{"under": "1:00", "lose": "2"}, {"from": "1:00", "to": "2:00"}, {"over": "2:00", "lose": "9"}]
    speech = item("timed", "5", bands=bands)
    assert [points(speech, time) for time in ("0:59.99", "1:00", "2:00", "2:00.01")] == [3, 5, 5, 0]
    assert said(speech, "0:59.99") == "用时 0:59.99，−2"
    assert score_item(speech, {}).points == 5
    assert refuse(speech, "", "clear").code == "clear"
    assert score_item(item("timed", "4", bands=bands, places=2), {"1": "0:30", "2": "1:30"}).points == 3


PASS = [{"under": "60", "points": "0"}, {"from": "60", "points": "5"}]
OUT = {"part": {"full": "100"}, "value": {}, "bands": {"bands": PASS}}


@pytest.mark.parametrize(
    ("score", "value", "brings"),
    [
        ("part", "0", 0), ("part", "50", 5), ("part", "100", 10),
        ("value", "0", 0), ("value", "7.25", F("7.25")), ("value", "10", 10),
        ("bands", "-1", 0), ("bands", "59.99", 0), ("bands", "60", 5),
    ],
)  # fmt: skip
def test_values_from_outside(score, value, brings):
    assert points(item("outside", "10", score=score, **OUT[score]), value) == brings


def test_what_a_value_from_outside_says():
    assert said(item("outside", "10", score="value"), "7") == "按数值 7 计分，满分 10，−3"
    assert said(item("outside", "10", score="bands", **OUT["bands"]), "60", "en") == "value 60: 5 of 10, −5"
    lose = item("outside", "10", unit="time", score="bands", bands=[{"over": "1:30", "lose": "4"}])
    assert said(lose, "2:00") == "数值 2:00，−4"
    assert points(lose, "1:30") == 10
    assert points(item("outside", "0", score="part"), "0") == 0


@pytest.mark.parametrize(
    ("more", "value", "remedy"),
    [
        ({"score": "value"}, "10.01", "a number from 0 to 10"),
        ({"score": "value"}, "-1", "a number from 0 to 10"),
        ({"score": "value", "ceiling": "none"}, "-1", "a number that is 0 or more"),
        ({"score": "value", "floor": "none"}, "11", "a number that is 10 or less"),
        ({"score": "value", "floor": "none", "ceiling": "none"}, "x", "a number such as 1.5"),
        ({"score": "best", "unit": "time"}, "65", "m:ss"),
        ({"score": "best"}, "1:05", "0 or more"),
    ],
)
def test_refused_values_from_outside(more, value, remedy):
    refusal = refuse(item("outside", "10", **more), "", value)
    assert remedy in refusal.say("en")
    assert refusal.say("zh") != refusal.say("en")


@pytest.mark.parametrize(
    ("kind", "more", "value"),
    [
        ("outside", {"score": "value", "floor": "none"}, "-500"),
        ("outside", {"score": "best", "unit": "time"}, "1:05.50"),
        ("outside", {"full": "5", "against": {"value": "before", "as": "percent-lost"}}, "81.5"),
        ("ranked", {"table": ["3", "1"]}, "-4"),
    ],
)
def test_admitted_values_from_outside(kind, more, value):
    assert refuse(item(kind, "10", **more), "", value) is None


def test_a_change_against_another_number_is_scored_like_a_value():
    lost = item("outside", "10", full="5", against={"value": "before", "as": "percent-lost"})
    score = score_figure(lost, F(7, 3))
    assert (score.points, score.state) == (F(14, 3), "deducted")
    assert score.reasons[0].say("en") == "2.3333… ÷ 5 × 10, −5.3333…"
    assert score_figure(lost, F(6)).points == 10
    assert score_figure(lost, F(-1)).points == 0
