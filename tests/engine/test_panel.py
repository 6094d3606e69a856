"""How sheets become one figure."""

from fractions import Fraction as F

from scoring.engine.panel import combine, mean, strike
from scoring.engine.scoresheet import score
from tests.engine.making import mark, panel, plain_item, rubric

BEAUTY = plain_item("judged", "10", "1", step="0.1")
MANNER = plain_item("judged", "10", "2", step="0.1")
RUBRIC = rubric(BEAUTY, MANNER)


def sheets(*pairs, of=RUBRIC):
    """One sheet a pair of marks, of the seats A, B, C …"""
    marks = [
        mark(item, value, seat=seat)
        for seat, pair in zip("ABCDEFG", pairs, strict=False)
        for item, value in zip("12", pair, strict=False)
    ]
    return [score(of, "p", seat, marks) for seat, _ in zip("ABCDEFG", pairs, strict=False)]


def trimmed(**more):
    return panel("trimmed", drop={"high": "1", "low": "1", "from": "4"}, **more)


def test_the_mean_is_exact():
    combined = combine(panel(), RUBRIC, sheets(("5", "4"), ("5", "5"), ("6", "3")))
    assert combined.points == F(28, 3)
    assert combined.items == {"1": F(16, 3), "2": 4}
    assert combined.missing == ()


def test_one_shared_sheet_is_its_total():
    combined = combine(panel("shared"), RUBRIC, sheets(("5", "4.5")))
    assert (combined.points, combined.full, combined.combine) == (F("9.5"), 20, "shared")


def test_trimmed_strikes_exactly_one_at_each_end_also_of_equal_ones():
    combined = combine(trimmed(), RUBRIC, sheets(("5", "5"), ("5", "5"), ("4", "4"), ("4", "4"), ("4.5", "4")))
    assert combined.points == (10 + 8 + F("8.5")) / 3
    assert combined.struck == {"C": "low", "B": "high"}


def test_all_equal_sheets_still_lose_two():
    combined = combine(trimmed(), RUBRIC, sheets(*[("5", "5")] * 5))
    assert combined.points == 10
    assert combined.struck == {"A": "low", "E": "high"}


def test_nothing_is_struck_below_from():
    combined = combine(trimmed(), RUBRIC, sheets(("5", "5"), ("5", "5"), ("0", "0")))
    assert combined.points == F(20, 3)
    assert combined.struck == {}


def test_nothing_is_struck_when_nothing_would_be_left():
    rule = panel("trimmed", drop={"high": "2", "low": "1", "from": "2"})
    assert strike(rule, {"A": F(1), "B": F(2), "C": F(3)}) == {}
    assert strike(rule, {"A": F(1), "B": F(2), "C": F(3), "D": F(4)}) == {"A": "low", "C": "high", "D": "high"}


def test_only_one_end_can_be_struck():
    rule = panel("trimmed", drop={"high": "0", "low": "1", "from": "2"})
    assert strike(rule, {"A": F(1), "B": F(2)}) == {"A": "low"}


def test_trimmed_over_items_gives_another_figure():
    pairs = ("9", "1"), ("5", "5"), ("6", "6"), ("1", "9")
    by_sheet = combine(trimmed(), RUBRIC, sheets(*pairs))
    by_item = combine(trimmed(over="item"), RUBRIC, sheets(*pairs))
    assert by_sheet.points == 10
    assert by_item.points == 11
    assert by_item.struck == {}
    assert by_item.struck_items["1"] == {"D": "low", "A": "high"}
    assert by_item.items == {"1": F("5.5"), "2": F("5.5")}


def test_reasons_carry_their_share():
    combined = combine(trimmed(), RUBRIC, sheets(("5", "5"), ("6", "6"), ("7", "7"), ("8", "8")))
    assert {reason.seat for reason in combined.reasons} == {"B", "C"}
    assert sum(reason.points * reason.share for reason in combined.reasons) == combined.points - 20


def test_an_absent_judge_leaves_the_others_unless_too_few_remain():
    two = sheets(("5", "5"), ("6", "6"))
    assert combine(panel(least="2"), RUBRIC, two).missing == ()
    (missing,) = combine(panel(least="3"), RUBRIC, two).missing
    assert missing.say("en") == "panel: 2 of 3 scoresheets are in"
    nobody = combine(panel(), RUBRIC, [])
    assert (nobody.points, nobody.items, len(nobody.missing)) == (0, {}, 1)


def test_open_items_are_named_with_their_seat():
    (missing,) = combine(panel(), RUBRIC, sheets(("5", "5"), ("6",))).missing
    assert (missing.code, missing.seat) == ("open", "B")
    assert missing.say("zh") == "评委席 B 未评：2"


def test_rounding_points_of_the_rubric():
    thirds = ("5", "5"), ("5", "5"), ("5", "4.9")
    assert combine(panel(), rubric(BEAUTY, MANNER, rounding={"panel": "2"}), sheets(*thirds)).points == F("9.97")
    by_item = combine(panel(over="item"), rubric(BEAUTY, MANNER, rounding={"item": "1"}), sheets(*thirds))
    assert by_item.items == {"1": 5, "2": 5}
    assert by_item.points == 10


def test_the_order_of_the_sheets_does_not_matter():
    one = sheets(("5", "5"), ("6", "6"), ("6", "6"), ("8", "8"))
    assert combine(trimmed(), RUBRIC, one) == combine(trimmed(), RUBRIC, one[::-1])


def test_the_mean_of_nothing_is_nothing():
    assert mean([]) == 0
