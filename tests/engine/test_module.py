"""What happens between items and the total: effects, minimums, groups, conversions, penalties, outcomes."""

from decimal import Decimal as D
from fractions import Fraction as F

import pytest

from scoring.engine.result import result_of
from tests.engine.making import facts, mark, module, plain_item, rubric, section, title

TEN = plain_item("judged", "10", "1", step="1")
FIVE = plain_item("judged", "5", "2", step="1")
STEP = plain_item("checked", "0", "critical", needs={"least": "100%", "else": {"status": "fail"}})


def scored(of, *marks, **more):
    return result_of(of, facts("X", *marks, **more))


def codes(found):
    return [reason.code for reason in found.why]


def adds_up(found, full):
    """Every point between the full points and the exact total has its reason."""
    return sum((reason.points * reason.share for reason in found.why), start=F(0)) == found.exact - full


@pytest.mark.parametrize(
    ("effect", "total"),
    [
        ({"zero": "item"}, "5.00"),
        ({"zero": "section"}, "0.00"),
        ({"zero": "module"}, "0.00"),
        ({"zero": "all"}, "0.00"),
        ({"halve": "item"}, "6.50"),
        ({"halve": "section"}, "4.00"),
        ({"keep": "90%", "on": "module"}, "7.20"),
        ({"at_most": "1", "on": "item"}, "6.00"),
        ({"at_most": "6", "on": "all"}, "6.00"),
        ({"zero": "item", "of": "2"}, "3.00"),
        ({"zero": "section", "of": "nothing"}, "8.00"),
    ],
)
def test_an_item_below_its_minimum_acts(effect, total):
    low = plain_item(
        "judged",
        "10",
        "1",
        step="1",
        needs={"least": "40%", "else": {k.replace("_", "-"): v for k, v in effect.items()}},
    )
    of = rubric(low, FIVE)
    found = scored(of, mark("1", "3"), mark("2", "5"))
    assert (found.status, str(found.total)) == ("ok", total)
    assert adds_up(found, 15)
    assert str(scored(of, mark("1", "4"), mark("2", "5")).total) == "9.00"  # exactly the minimum is enough


def test_a_critical_step_without_points_fails_and_keeps_the_total():
    of = rubric(TEN, STEP)
    assert scored(of, mark("1", "8"), mark("critical", "yes")).status == "ok"
    found = scored(of, mark("1", "8"), mark("critical", "no"))
    assert (found.status, str(found.total), codes(found)) == ("fail", "8.00", ["outcome", "judged"])
    assert found.why[0].say("zh") == "item critical，按不合格处理"
    assert scored(of, mark("1", "8")).status == "incomplete"


def test_minimums_of_sections_and_modules_wait_for_the_last_mark():
    need = {"least": "60%", "else": {"status": "fail"}}
    of = rubric(sections=[section("s", TEN, FIVE, needs=need), section("t", STEP)])
    assert scored(of, mark("1", "2"), mark("critical", "yes")).status == "incomplete"
    assert scored(of, mark("1", "4"), mark("2", "4"), mark("critical", "yes")).status == "fail"
    assert scored(of, mark("1", "4"), mark("2", "5"), mark("critical", "yes")).status == "ok"
    of = rubric(TEN, needs={"least": "6", "else": {"at-most": "3", "on": "module"}})
    assert [str(scored(of, mark("1", value)).total) for value in ("5", "6", "2")] == ["3.00", "6.00", "2.00"]


def test_a_minimum_of_the_total_and_a_cap_on_it():
    of = rubric(TEN, total={"needs": {"least": "6", "else": {"status": "fail"}}, "at-most": "9"})
    assert [(found.status, str(found.total)) for found in (scored(of, mark("1", v)) for v in ("5", "6", "10"))] == [
        ("fail", "5.00"),
        ("ok", "6.00"),
        ("ok", "9.00"),
    ]
    assert codes(scored(of, mark("1", "10"))) == ["ceiling"]


@pytest.mark.parametrize(
    ("limits", "total", "full"),
    [
        ({"lose-at-most": "4"}, "11.00", 15),
        ({"earn-at-most": "2"}, "2.00", 2),
        ({"best": "1"}, "4.00", 10),
        ({"best": "2"}, "6.00", 15),
        ({"best": "1", "earn-at-most": "12"}, "4.00", 10),
        ({"needs": {"least": "50%", "else": {"zero": "module"}}}, "0.00", 15),
        ({"best": "1", "needs": {"least": "40%", "else": {"zero": "module"}}}, "4.00", 10),
        ({"best": "1", "needs": {"least": "41%", "else": {"zero": "module"}}}, "0.00", 10),
        ({}, "6.00", 15),
    ],
)
def test_groups_limit_their_items_together(limits, total, full):
    of = rubric(TEN, FIVE, groups=[{"id": "g", "title": title("group"), "items": ["1", "2"], **limits}])
    found = scored(of, mark("1", "4"), mark("2", "2"))
    assert str(found.total) == total
    assert of.parts[0].most == full
    assert adds_up(found, 15)
    assert scored(of, mark("1", "4")).status == "incomplete"


def test_sections_and_items_are_converted():
    of = rubric(sections=[section("s", TEN, as_="30"), section("t", FIVE, weight="2")])
    found = scored(of, mark("1", "7"), mark("2", "4"))
    assert (str(found.total), found.modules[0].full, adds_up(found, 40)) == ("29.00", 40, True)
    double = {**FIVE, "weight": "2"}
    found = scored(rubric(TEN, double), mark("1", "7"), mark("2", "4"))
    assert (str(found.total), found.modules[0].full, adds_up(found, 20)) == ("15.00", 20, True)


def test_what_does_not_apply_leaves_the_denominator():
    gone = plain_item("checked", "5", "2", not_applicable="section").copy()
    gone["not-applicable"] = gone.pop("not_applicable")
    of = rubric(sections=[section("s", TEN, gone), section("t", {**FIVE, "id": "3"})])
    found = scored(of, mark("1", "8"), mark("2", "na"), mark("3", "5"))
    assert str(found.total) == "17.00"  # 8 × 15 ÷ 10 + 5
    gone = {**gone, "not-applicable": "module"}
    of = rubric(sections=[section("s", TEN, gone), section("t", {**FIVE, "id": "3"})])
    found = scored(of, mark("1", "8"), mark("2", "na"), mark("3", "5"))
    assert found.exact == F(13) * 20 / 15
    everything = rubric(sections=[section("s", gone)])
    assert str(scored(everything, mark("2", "na")).total) == "0.00"


def test_modules_are_converted_divided_and_best_ones_count():
    modules = [module("a", TEN, **{"as": "40"}), module("b", FIVE, weight="2", optional=True)]
    of = rubric(modules=modules, total={"times": "1/3"})
    found = scored(of, mark("1", "5"), mark("2", "4"))
    assert (found.exact, adds_up(found, 50)) == (F(28, 3), True)
    assert scored(of, mark("1", "5")).exact == F(20, 3)
    best = rubric(modules=modules, total={"best": "1"})
    assert str(scored(best, mark("1", "1"), mark("2", "4")).total) == "8.00"


def test_penalties_of_the_event_come_off_the_total_after_the_weights():
    late = {"id": "late", "title": title("late"), "lose": "1"}
    veto = {"id": "veto", "title": title("veto"), "at-most": "5", "on": "all"}
    of = rubric(modules=[module("a", TEN, weight="50%")], penalties=[late, veto])
    found = scored(of, mark("1", "8"), penalties={"late": 2})
    assert (str(found.total), found.parts["penalties"]) == ("2.00", "-2.00")
    assert str(scored(of, mark("1", "8"), penalties={"late": 9}).total) == "0.00"
    assert str(scored(of, mark("1", "10"), penalties={"veto": 1}).total) == "5.00"
    below = rubric(modules=[module("a", TEN, floor="none")], penalties=[late])
    assert str(scored(below, mark("1", "1"), penalties={"late": 2}).total) == "-1.00"


def test_what_the_chief_judge_adds():
    of = rubric(TEN, adjust={"up": "0.1", "down": "0.1", "step": "0.05"})
    found = scored(of, mark("1", "8"), adjust={"main": D("-0.05")})
    assert (str(found.total), codes(found)) == ("7.95", ["judged", "adjusted"])
    of = rubric(modules=[module("a", TEN)], adjust={"up": "0.1", "step": "0.05"})
    assert str(scored(of, mark("1", "8"), adjust={"": D("0.1")}).total) == "8.10"


@pytest.mark.parametrize(
    ("penalty", "count", "total"),
    [
        ({"lose": ["1", "2"]}, 3, "5.00"),
        ({"lose": "1", "free": "2"}, 3, "9.00"),
        ({"lose": "1", "free": "2"}, 1, "10.00"),
        ({"lose": "1", "cap": "2"}, 5, "8.00"),
        ({"add": "1"}, 2, "12.00"),
        ({"add": "1", "cap": "1"}, 2, "11.00"),
        ({"lose": "1", "zero": "module", "from": "3"}, 2, "8.00"),
        ({"lose": "1", "zero": "module", "from": "3"}, 3, "0.00"),
        ({"halve": "module"}, 1, "5.00"),
        ({"zero": "item", "of": "1"}, 1, "0.00"),
    ],
)
def test_penalties_in_all_their_forms(penalty, count, total):
    of = rubric(TEN, penalties=[{"id": "p1", "title": title("p"), **penalty}])
    found = scored(of, mark("1", "10"), penalties={"p1": count})
    assert (str(found.total), adds_up(found, 10)) == (total, True)


def test_a_penalty_takes_the_points_of_the_item_it_names():
    of = rubric(TEN, FIVE, penalties=[{"id": "reused", "title": title("p"), "lose": "2", "zero": "item"}])
    found = scored(of, mark("1", "9"), mark("2", "4"), penalties={"reused": 2}, named={"reused": ("2", "2")})
    assert str(found.total) == "5.00"
    assert str(scored(of, mark("1", "9"), mark("2", "4"), penalties={"reused": 1}).total) == "11.00"


def test_the_third_warning_ends_it():
    of = rubric(TEN, penalties=[{"id": "w", "title": title("w"), "lose": "1", "status": "dsq", "from": "3"}])
    assert str(scored(of, mark("1", "10"), penalties={"w": 2}).total) == "8.00"
    assert scored(of, mark("1", "10"), penalties={"w": 3}).status == "dsq"


def test_faults_of_a_menu_bring_effects_about():
    faults = [
        {"id": "a", "title": title("a"), "lose": "1"},
        {"id": "b", "title": title("b"), "status": "dnf", "from": "2"},
    ]
    of = rubric(plain_item("faults", "10", "1", faults=faults))
    assert str(scored(of, mark("1", "2", place="a")).total) == "8.00"
    assert scored(of, mark("1", "1", place="b")).status == "ok"
    assert scored(of, mark("1", "2", place="b")).status == "dnf"


@pytest.mark.parametrize(
    ("status", "expected"),
    [("dsq", "dsq"), ("annul", "annul"), ("wdr", "wdr"), ("dnf", "dnf"), ("fail", "fail"), ("ooc", "ooc"), ("", "ok")],
)
def test_what_is_said_of_a_contestant(status, expected):
    found = scored(rubric(TEN), mark("1", "10"), status=status)
    assert (found.status, found.total is not None) == (expected, expected in ("ok", "fail", "ooc"))
    assert scored(rubric(TEN), status="ooc").status == "incomplete"


def test_a_disqualification_by_rule_beats_what_was_said():
    of = rubric(TEN, penalties=[{"id": "w", "title": title("w"), "status": "dsq"}])
    assert scored(of, penalties={"w": 1}, status="dns").status == "dsq"
    of = rubric(TEN, penalties=[{"id": "w", "title": title("w"), "status": "dnf"}])
    assert scored(of, penalties={"w": 1}, status="dns").status == "dns"


def test_an_outcome_says_what_was_reached_and_what_was_needed():
    of = rubric(TEN, needs={"least": "60%", "else": {"status": "fail"}})
    found = scored(of, mark("1", "5"))
    assert found.why[0].say("en") == "test (5, at least 6 needed): failed"
    assert found.why[0].say("zh") == "test得 5，未达到 6，按不合格处理"


def test_what_stands_aside_is_told_without_a_share():
    aside, known = {**FIVE, "role": "aside"}, plain_item("outside", "0", "3", score="value", role="aside")
    found = scored(rubric(TEN, aside, known), mark("1", "7"), mark("2", "4"), outside={"3": "12"})
    assert adds_up(found, 10)
    assert [reason.share for reason in found.why] == [1, 0, 0]
