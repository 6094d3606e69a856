"""Readings: windows, one-sided tolerances, steps from edge and nominal, bands, earning, several taken as one."""

from fractions import Fraction as F

import pytest

from scoring.engine.kinds import cost, score_item
from scoring.engine.values import refuse
from tests.engine.making import item


def points(thing, *readings):
    """What is left after one reading, or after readings at places 1, 2, …."""
    places = {str(number): value for number, value in enumerate(readings, 1)} if thing.places else {"": readings[0]}
    return score_item(thing, places).points


def said(thing, reading, language="zh"):
    return score_item(thing, {"": reading}).reasons[0].say(language)


def step(count="full", size="1", lose="1", **more):
    return {"size": size, "count": count, "lose": lose, **more}


ONE_SIDED = item("measured", unit="cm", nominal="10", tolerance={"above": "0.5"}, each="1")
WINDOW = item("measured", unit="cm", window={"from": "10", "under": "12"}, each="1")
LEAST = item("measured", unit="cm", window={"over": "10"}, each="1")
MOST = item("measured", unit="cm", window={"to": "12"}, each="1")


@pytest.mark.parametrize(
    ("thing", "reading", "left"),
    [
        (ONE_SIDED, "9.99", 1), (ONE_SIDED, "10", 2), (ONE_SIDED, "10.5", 2), (ONE_SIDED, "10.51", 1),
        (WINDOW, "9.99", 1), (WINDOW, "10", 2), (WINDOW, "11.99", 2), (WINDOW, "12", 1), (WINDOW, "-1", 1),
        (LEAST, "10", 1), (LEAST, "10.01", 2), (LEAST, "999", 2),
        (MOST, "12", 2), (MOST, "12.01", 1), (MOST, "-5", 2),
    ],
)  # fmt: skip
def test_sides_and_windows_with_their_edges(thing, reading, left):
    assert points(thing, reading) == left


def test_what_is_allowed_is_said():
    assert said(ONE_SIDED, "9") == "9 厘米，超出 10 −0/+0.5，−1"
    assert said(WINDOW, "9") == "9 厘米，应不低于 10、低于 12，−1"
    assert said(WINDOW, "9", "en") == "9 cm, should be at least 10 and under 12, −1"
    assert said(LEAST, "9", "en") == "9 cm, should be over 10, −1"


BANDS = [{"to": "1", "lose": "0"}, {"over": "1", "to": "2", "lose": "0.5"}, {"over": "2", "lose": "all"}]


def test_bands_on_the_distance_to_a_window():
    thing = item("measured", unit="cm", window={"from": "10", "under": "12"}, bands=BANDS)
    values = ("9", "8.99", "8", "7.99", "12", "13", "13.01", "14.01")
    assert [points(thing, value) for value in values] == [2, F("1.5"), F("1.5"), 0, 2, 2, F("1.5"), 0]
    assert said(thing, "8") == "8 厘米，应不低于 10、低于 12，相差 2，−0.5"


def test_bands_on_the_reading_itself_take_off_or_earn():
    off = item("measured", unit="celsius", bands_on="reading", bands=[{"under": "60", "lose": "all"}, {"from": "60"}])
    assert [points(off, value) for value in ("-3", "59.9", "60")] == [0, 0, 2]
    assert said(off, "59.9", "en") == "59.9 °C, −2"
    earn = item("measured", "5", unit="m", bands_on="reading",
                bands=[{"from": "3", "under": "5", "points": "2"}, {"from": "5", "points": "5"}])  # fmt: skip
    assert [points(earn, value) for value in ("2.99", "3", "4.99", "5")] == [0, 2, 2, 5]
    assert said(earn, "3") == "读数 3 米，得 2，满分 5，−3"
    assert score_item(earn, {}).points == 0


def test_bands_of_points_on_the_deviation():
    bands = [{"to": "1", "points": "5"}, {"over": "1", "lose": "4"}]
    thing = item("measured", "5", unit="cm", nominal="45", bands=bands)
    assert [points(thing, value) for value in ("46", "46.01", "44")] == [5, 1, 5]
    assert said(thing, "46.01", "en") == "46.01 cm, 1.01 off 45: 1 of 5, −4"


EDGE = item("measured", "5", unit="cm", nominal="45", tolerance="2", step=step("started", lose="0.5"))
NOMINAL = item("measured", "5", unit="cm", nominal="45", tolerance="2", step=step("full", from_="nominal"))


@pytest.mark.parametrize(
    ("thing", "reading", "left"),
    [
        (EDGE, "47", "5"), (EDGE, "47.01", "4.5"), (EDGE, "48", "4.5"), (EDGE, "48.01", "4"), (EDGE, "42.99", "4.5"),
        (NOMINAL, "47", "5"), (NOMINAL, "47.01", "3"), (NOMINAL, "48", "2"), (NOMINAL, "42", "2"), (NOMINAL, "43", "5"),
    ],
)  # fmt: skip
def test_steps_from_the_edge_or_from_the_nominal_once_it_is_passed(thing, reading, left):
    assert points(thing, reading) == F(left)


def test_steps_say_what_they_count():
    assert said(EDGE, "48.5") == "48.5 厘米，超出 45 ± 2 达 1.5，每厘米扣 0.5，计 2 次，−1"
    assert said(NOMINAL, "48.5", "en") == "48.5 cm, 3.5 off 45: 3 × 1 (1 per cm), −3"
    window = item("measured", unit="cm", window={"to": "9"}, step=step("exact", size="3"))
    assert said(window, "10") == "10 厘米，应不高于 9，相差 1，每 3 厘米扣 1，计 0.3333… 次，−0.3333…"
    assert points(window, "10") == F(5, 3)


def test_two_slopes_a_side_left_out_is_free():
    below, above = step("exact", lose="2"), step("exact", lose="0.5")
    slopes = item("measured", "10", unit="km", nominal="5", below=below, above=above)
    assert [points(slopes, value) for value in ("5", "4.5", "6", "0", "25")] == [10, 9, F("9.5"), 0, 0]
    only_below = item("measured", "10", unit="km", nominal="5", below=below)
    assert [points(only_below, value) for value in ("4", "5", "99")] == [8, 10, 10]
    only_above = item("measured", "10", unit="km", window={"from": "4", "to": "5"}, above=step("full", lose="2"))
    assert [points(only_above, value) for value in ("3", "5.99", "6")] == [10, 10, 8]


def test_an_edge_that_does_not_belong_is_out_by_nothing():
    window = item("measured", "10", unit="cm", window={"under": "5"}, above=step("started"))
    assert [points(window, value) for value in ("4.99", "5", "5.01", "6.01")] == [10, 10, 9, 8]


def test_readings_earn_in_steps_or_in_part():
    exact = item("measured", "20", unit="m", earn={"points": "2"})
    assert [points(exact, value) for value in ("0", "3.25", "10", "10.01")] == [0, F("6.5"), 20, 20]
    assert said(exact, "3.25") == "3.25 米，每米记 2 分，得 6.5，满分 20，−13.5"
    full = item("measured", "20", unit="m", earn={"points": "1", "size": "0.5", "count": "full", "from": "3"})
    assert [points(full, value) for value in ("3", "3.49", "3.5", "4.2")] == [0, 0, 1, 2]
    assert said(full, "3.5", "en") == "3.5 m, from 3 m, 1 per 0.5 m: 1 of 20, −19"
    started = item("measured", "20", unit="m", earn={"points": "1", "size": "0.5", "count": "started", "from": "3"})
    assert [points(started, value) for value in ("3", "3.01", "3.5", "3.51")] == [0, 1, 1, 2]


def test_below_its_start_a_reading_costs_the_same_or_another_price():
    even = item("measured", "100", unit="kg", earn={"base": "50", "points": "10", "from": "20"})
    assert [points(even, value) for value in ("20", "22", "19", "15", "14", "25", "26")] == [50, 70, 40, 0, 0, 100, 100]
    assert said(even, "19") == "19 公斤，低于 20 公斤，每公斤扣 10 分，另有基本分 50，得 40，满分 100，−60"
    other = item("measured", "100", unit="kg", earn={"base": "50", "points": "10", "below": "2", "from": "20"})
    assert [points(other, value) for value in ("20", "19", "21")] == [50, 48, 60]


def test_below_its_start_a_reading_may_be_a_gain():
    fast = item("measured", "10", unit="time", earn={"base": "5", "points": "-0.5", "size": "10", "from": "3:00"})
    assert [points(fast, value) for value in ("3:10", "3:00", "2:50", "2:40")] == [F("4.5"), 5, F("5.5"), 6]
    assert said(fast, "2:40") == "2:40，低于 3:00，每 0:10 加 0.5 分，另有基本分 5，得 6，满分 10，−4"
    assert said(fast, "2:40", "en") == "2:40, below 3:00, 0.5 gained per 0:10, base 5: 6 of 10, −4"
    other = item("measured", "10", unit="kg", earn={"base": "5", "points": "1", "below": "-2", "from": "3"})
    assert said(other, "2", "en") == "2 kg, below 3 kg, 2 gained per kg, base 5: 7 of 10, −3"


def test_earning_may_exceed_the_points_up_to_a_ceiling():
    bonus = item("measured", "5", unit="m", earn={"points": "1"}, ceiling="7")
    assert [points(bonus, value) for value in ("4", "6", "7", "8")] == [4, 6, 7, 7]
    score = score_item(bonus, {"": "8"})
    assert (score.lost, score.state) == (-2, "clear")
    assert [(reason.code, reason.points) for reason in score.reasons] == [("reading-earned", 3), ("at-most", -1)]
    assert score.reasons[1].say("en") == "at most 7, −1"
    assert cost(bonus, "", "6") == -1


def test_places_earn_one_by_one_and_none_without_a_reading():
    throws = item("measured", "30", unit="m", earn={"points": "1"}, places=3)
    score = score_item(throws, {"1": "7.5", "3": "4"})
    assert score.points == F("11.5")
    assert [reason.say("zh") for reason in score.reasons] == [
        "第 1 位：7.5 米，每米记 1 分，得 7.5，+7.5",
        "第 3 位：4 米，每米记 1 分，得 4，+4",
        "从 0 分起计，满分 30，−30",
    ]


def test_a_place_loses_no_more_than_the_cap():
    places = {"count": "3", "cap": "0.5"}
    thing = item("measured", unit="cm", step=step("exact", lose="0.2"), places=places)
    assert points(thing, "2.5", "0", "0") == F("1.5")
    assert points(thing, "2.6", "9", "1") == F("0.8")
    score = score_item(thing, {"2": "9"})
    assert [reason.say("zh") for reason in score.reasons][1] == "第 2 位：至多扣 0.5，+1.3"


TAKEN = {
    "mean": ("2", "3", "5", F(10, 3)), "sum": ("2", "3", "5", F(10)), "smallest": ("3", "2", "5", F(2)),
    "largest": ("5", "3", "2", F(5)), "gap": ("2", "5", "3", F(3)),
}  # fmt: skip


@pytest.mark.parametrize("take", TAKEN)
def test_several_readings_are_taken_as_one(take):
    *readings, figure = TAKEN[take]
    thing = item("measured", "100", unit="cm", earn={"points": "1"}, places=3, take=take)
    assert points(thing, *readings) == figure
    score = score_item(thing, {"1": readings[0], "3": readings[1]})
    assert (score.state, score.points, score.reasons[0].say("zh")) == ("untouched", 0, "还差 1 个读数")


def test_one_figure_of_all_places_has_one_price():
    thing = item("measured", unit="cm", tolerance="0.2", each="1.5", places=3, take="gap", not_applicable="item")
    assert points(thing, "1", "1.2", "1.1") == 2
    assert points(thing, "1", "1.21", "1.1") == F("0.5")
    assert score_item(thing, {"1": "1"}).points == 2
    assert score_item(thing, {"1": "1", "2": "9", "3": "na"}).points == F("0.5")
    score = score_item(thing, {"1": "1", "2": "1", "": "na"})
    assert (score.points, score.reasons[0].say("en")) == (2, "1 not applicable, left out")
    assert refuse(thing, "", "clear").code == "clear"
    assert refuse(thing, "1", "out").code == "reading"
    assert points(item("measured", unit="cm", tolerance="0.2", places=3, take="mean"), "1", "1", "1") == 0


def test_a_mean_that_never_ends_is_priced_exactly_and_lies_in_its_band():
    thing = item("measured", unit="time", nominal="1:00", bands=BANDS, places=3, take="mean")
    assert points(thing, "1:01", "1:01", "1:01") == 2
    assert points(thing, "1:01", "1:01", "1:01.01") == F("1.5")
    (reason,) = score_item(thing, {"1": "1:01", "2": "1:01", "3": "1:01.01"}).reasons
    assert reason.say("en") == "1:01.0033…, 0:01.0033… off 1:00, −0.5"


TIME = item("measured", "10", unit="time", nominal="3:00", tolerance="5", step=step("started", size="10"))


@pytest.mark.parametrize(("reading", "left"), [("3:05", 10), ("3:05.01", 9), ("3:15", 9), ("2:44.99", 8), ("2:55", 10)])
def test_a_duration_is_measured_in_seconds(reading, left):
    assert points(TIME, reading) == left


def test_a_duration_is_said_as_it_is_typed():
    assert said(TIME, "3:15") == "3:15，超出 3:00 ± 0:05 达 0:10，每 0:10 扣 1，计 1 次，−1"


@pytest.mark.parametrize(
    ("more", "value", "remedy"),
    [
        ({"unit": "time", "each": "1"}, "65", "m:ss such as 1:05, in, or out"),
        ({"unit": "time", "step": step()}, "1:65", "m:ss such as 1:05"),
        ({"unit": "cm", "step": step()}, "1:05", "a number such as 1.5"),
        ({"unit": "cm", "earn": {"points": "1"}}, "in", "a number such as 1.5"),
        ({"unit": "cm", "above": step()}, "out", "a number such as 1.5"),
        ({"unit": "cm", "below": step()}, "out", "a number such as 1.5"),
        ({"unit": "cm", "step": step(), "range": {"from": "0", "under": "10"}}, "10", "at least 0 and under 10"),
        ({"unit": "cm", "step": step(), "range": {"from": "0"}}, "-0.1", "at least 0"),
        ({"unit": "time", "step": step(), "range": {"to": "10:00"}}, "10:00.01", "at most 10:00"),
        ({"unit": "cm", "step": step(), "decimals": "1"}, "1.25", "at most 1"),
        ({"unit": "time", "step": step(), "decimals": "0"}, "1:05.50", "at most 0"),
    ],
)
def test_refused_readings(more, value, remedy):
    refusal = refuse(item("measured", **more), "", value)
    assert remedy in refusal.say("en")
    assert refusal.say("zh") != refusal.say("en")


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({"unit": "cm", "step": step(), "range": {"from": "0", "under": "10"}}, "9.999"),
        ({"unit": "cm", "step": step(), "range": {"from": "-5", "to": "10"}}, "-5"),
        ({"unit": "cm", "step": step(), "decimals": "1"}, "1.20"),
        ({"unit": "time", "window": {"to": "1:00"}, "each": "1"}, "out"),
        ({"unit": "time", "step": step(), "decimals": "0"}, "1:05.00"),
    ],
)
def test_admitted_readings(more, value):
    assert refuse(item("measured", **more), "", value) is None
