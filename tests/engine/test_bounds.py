"""What holds for items of every kind: floor and ceiling, unmarked, not applicable, runs, items that multiply."""

from fractions import Fraction as F

import pytest

from scoring.engine.kinds import score_item
from scoring.engine.values import refuse
from tests.engine.making import item, title

PLACES = {f"{number}": "yes" for number in range(1, 7)}


def checked(policy, points="3", **more):
    return item("checked", points, places=6, not_applicable=policy, **more)


def told(score, language="zh"):
    return [reason.say(language) for reason in score.reasons]


def adds_up(score):
    return sum(reason.points for reason in score.reasons) == score.points - score.full == -score.lost


@pytest.mark.parametrize(
    ("floor", "left"), [({}, 0), ({"floor": "-1"}, -1), ({"floor": "none"}, -7), ({"floor": "0.5"}, F("0.5"))]
)
def test_an_item_loses_no_more_than_down_to_its_floor(floor, left):
    score = score_item(item("counted", "2", lose="3", **floor), {"": "3"})
    assert score.points == left
    assert adds_up(score)


def test_a_floor_says_itself():
    assert told(score_item(item("counted", "2", lose="3"), {"": "1"}))[1] == "扣完为止，+1"
    assert told(score_item(item("counted", "2", lose="3", floor="-2"), {"": "3"}))[1] == "最低计 -2 分，+5"
    assert told(score_item(item("counted", "2", lose="3", floor="1"), {"": "3"}), "en")[1] == "at least 1, +8"


@pytest.mark.parametrize(("ceiling", "left"), [({}, 2), ({"ceiling": "5"}, 5), ({"ceiling": "none"}, 9)])
def test_an_item_brings_no_more_than_its_ceiling(ceiling, left):
    score = score_item(item("counted", "2", earn="3", **ceiling), {"": "3"})
    assert (score.points, score.full, score.state) == (left, 2, "clear")
    assert adds_up(score)


def test_a_ceiling_below_the_points_holds_too():
    score = score_item(item("counted", "5", lose="1", ceiling="4"), {"": "clear"})
    assert (score.points, score.state, told(score)) == (4, "deducted", ["最高计 4 分，−1"])


def test_items_without_points_only_add_or_only_take():
    bonus, deduction = item("counted", "0", earn="1"), item("counted", "0", lose="2")
    assert [score_item(bonus, {"": count}).points for count in ("0", "1", "5")] == [0, 1, 5]
    assert [score_item(deduction, {"": count}).points for count in ("0", "1", "5")] == [0, -2, -10]
    assert score_item(item("counted", "0", earn="1", ceiling="3"), {"": "5"}).points == 3
    assert told(score_item(bonus, {"": "2"})) == ["2 次，每次 1 分，得 2，+2"]


@pytest.mark.parametrize(
    ("thing", "points", "state", "sentence"),
    [
        (item("counted", "3", lose="1"), 3, "untouched", None),
        (item("counted", "3", earn="1"), 0, "untouched", None),
        (item("counted", "3", lose="1", untouched="zero"), 0, "deducted", "没有人评，按 0 分计，−3"),
        (item("counted", "3", earn="1", untouched="zero"), 0, "deducted", "没有人评，按 0 分计，−3"),
        (item("counted", "3", earn="1", untouched="full"), 3, "clear", "没有人评，按满分计"),
        (item("counted", "0", lose="1", untouched="zero"), 0, "clear", "没有人评，按 0 分计"),
        (item("counted", "3", lose="1", floor="1", untouched="zero"), 1, "deducted", "没有人评，按 0 分计，−2"),
    ],
)
def test_what_an_item_nobody_marked_means(thing, points, state, sentence):
    score = score_item(thing, {})
    assert (score.points, score.state, told(score)) == (points, state, [sentence] if sentence else [])
    assert state == "untouched" or adds_up(score)


def test_not_applicable_is_refused_where_the_rubric_does_not_know_it():
    assert refuse(item("checked"), "", "na").code == "yes-no"
    assert refuse(item("checked", not_applicable="met"), "", "na") is None
    assert refuse(checked("item"), "3", "na") is None


@pytest.mark.parametrize("policy", ["met", "item", "section", "module"])
def test_a_whole_item_that_does_not_apply(policy):
    score = score_item(item("counted", "3", earn="1", not_applicable=policy), {"": "na"})
    gone = policy in ("section", "module")
    expected = (0, 0, "not-applicable") if gone else (3, 3, "clear")
    assert (score.points, score.full, score.state) == expected
    assert told(score, "en") == [f"not applicable: {'left out of the full points' if gone else 'counts as met'}"]


@pytest.mark.parametrize(
    ("policy", "marks", "points", "full"),
    [
        ("met", {"1": "na", "2": "no"}, F("2.5"), 3),
        ("item", {"1": "na", "2": "no"}, F(12, 5), 3),
        ("item", {"1": "na", "2": "no", "3": "na", "4": "na"}, 2, 3),
        ("item", {"1": "na"}, 3, 3),
        ("section", {"1": "na", "2": "no"}, 2, F("2.5")),
        ("module", {"1": "na", "2": "no", "3": "na"}, F("1.5"), 2),
        ("section", {"1": "na"}, F("2.5"), F("2.5")),
        ("item", {str(place): "na" for place in range(1, 7)}, 3, 3),
        ("met", {str(place): "na" for place in range(1, 7)}, 3, 3),
        ("item", {"": "na", "2": "no", "3": "yes"}, F("1.5"), 3),  # na for all that say nothing of their own
        ("section", {"": "na", "2": "no"}, 0, F("0.5")),
        ("section", {"": "clear", "2": "na"}, F("2.5"), F("2.5")),
        ("section", {"": "na", **PLACES}, 3, 3),
    ],
)
def test_places_that_do_not_apply(policy, marks, points, full):
    score = score_item(checked(policy), marks)
    assert (score.points, score.full) == (points, full)
    assert adds_up(score)


def test_all_places_that_do_not_apply_leave_the_denominator():
    score = score_item(checked("section"), {str(place): "na" for place in range(1, 7)})
    assert (score.points, score.full, score.state) == (0, 0, "not-applicable")


def test_a_written_price_keeps_its_proportion_when_places_do_not_apply():
    assert score_item(checked("item", each="1"), {"1": "na", "2": "na", "3": "na", "4": "no"}).points == 1
    assert score_item(checked("section", each="1"), {"1": "na", "2": "na", "3": "na", "4": "no"}).points == F("0.5")
    deep = checked("item", each="1", floor="-1")
    marks = {"1": "na", "2": "na", "3": "na", "4": "no", "5": "no", "6": "no"}
    assert score_item(deep, marks).points == -1


def test_what_is_said_of_places_that_do_not_apply():
    assert told(score_item(checked("item"), {"1": "na", "2": "no"})) == [
        "第 2 位：未达到要求，−0.6",
        "1 处不适用，分值归其余 5 处",
    ]
    assert told(score_item(checked("module"), {"1": "na"}), "en") == ["1 not applicable: out of 2.5 now"]
    assert told(score_item(checked("met"), {"1": "na"}), "en") == ["1 not applicable: counted as met"]


def test_a_place_that_does_not_apply_counts_as_met_where_points_are_earned():
    throws = item("measured", "30", unit="m", earn={"points": "1"}, places=3, not_applicable="met")
    score = score_item(throws, {"1": "4", "2": "na"})
    assert score.points == 14
    assert adds_up(score)


def test_a_menu_that_does_not_apply():
    menu = item("faults", "5", faults=[{"id": "a", "title": title("a"), "lose": "1"}], not_applicable="module")
    assert score_item(menu, {"": "na"}).state == "not-applicable"
    assert score_item(menu, {"": "na", "a": "2"}).points == 3


RUN = item("checked", "3").model_copy(update={"id": "1.1#2"})
RUN_PLACES = checked("met").model_copy(update={"id": "1.1#2"})


@pytest.mark.parametrize(
    ("word", "sentence"), [("failed", "这一次失败"), ("passed", "放弃这一次"), ("void", "这一次作废")]
)
def test_a_run_may_fail_be_passed_or_be_annulled(word, sentence):
    score = score_item(RUN, {"": word})
    assert (score.points, score.full, score.state, told(score)) == (0, 0, "clear", [sentence])
    assert score_item(RUN_PLACES, {"": word, "1": "no"}).full == 0
    assert refuse(RUN_PLACES, "1", word).code == "yes-no"
    assert refuse(item("checked"), "", word).code == "yes-no"
    assert score_item(RUN, {"": "no"}).points == 0


def test_what_a_whole_item_with_places_takes():
    assert refuse(item("checked", places=6), "", "no").say("en").endswith("(1–6); the item as a whole takes only clear")
    assert refuse(RUN_PLACES, "", "no").say("zh").endswith("整项只能记 clear、na、failed、passed、void")
    earn = item("counted", earn="1", places=2)
    assert refuse(earn, "", "1").say("en") == "the item has 2 places: name the place (1–2)"


def test_an_item_that_multiplies_is_worth_its_value():
    factor = item("judged", "1", least="0.8", most="1.3", step="0.1", role="factor")
    assert [score_item(factor, {"": mark}).points for mark in ("0.8", "1", "1.3")] == [F("0.8"), 1, F("1.3")]
    assert score_item(item("judged", "1", most="3", step="1", role="factor", ceiling="2"), {"": "3"}).points == 2
    assert told(score_item(factor, {"": "1.3"})) == ["评 1.3 分，+0.3"]
    assert score_item(item("outside", "1", score="value", role="factor"), {"": "2.8"}).points == F("2.8")
