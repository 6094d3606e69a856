"""One seat's sheet."""

from fractions import Fraction as F

from scoring.engine.scoresheet import score, sheet_of
from tests.engine.making import mark, plain_item, rubric

TOUCHES = plain_item("counted", "2", "1", lose="0.2")
PLATES = plain_item("checked", "1", "2", places=3)
SHARE = plain_item("checked", "1", "3", places=3)


def test_a_sheet_adds_up_its_own_marks_only():
    sheet = score(rubric(TOUCHES, PLATES), "p", "A", [mark("1", "2"), mark("1", "9", seat="B"), mark("9", "no")])
    assert (sheet.seat, sheet.panel, sheet.full) == ("A", "p", 3)
    assert sheet.total == F("2.6")
    assert (sheet.covered, sheet.open) == (1, ("2",))


def test_an_untouched_sheet_counts_as_nothing_found_but_stays_open():
    sheet = score(rubric(TOUCHES, PLATES), "p", "A", [])
    assert (sheet.total, sheet.covered, sheet.open) == (3, 0, ("1", "2"))


def test_thirds_stay_exact():
    sheet = score(rubric(PLATES, SHARE), "p", "A", [mark("2", "no", "1"), mark("3", "no", "1"), mark("3", "no", "2")])
    assert sheet.total == 1


def test_of_two_seats_on_one_sheet_the_later_word_stands():
    late, early = mark("1", "1", seat="A", order=2), mark("1", "3", seat="B", order=1)
    of = rubric(TOUCHES)
    for marks in ([late, early], [early, late]):
        assert sheet_of(of, of.items_of("p"), "p", "A+B", marks).total == F("1.8")


def test_rounding_of_items_and_of_the_sheet():
    marks = [mark("2", "no", "1"), mark("3", "no", "1")]
    by_item = score(rubric(PLATES, SHARE, rounding={"item": "1"}), "p", "A", marks)
    assert [each.points for each in by_item.items] == [F("0.7"), F("0.7")]
    assert by_item.items[0].lost == F("0.3")
    assert by_item.total == F("1.4")
    assert score(rubric(PLATES, SHARE, rounding={"judge": "1"}), "p", "A", marks).total == F("1.3")


def test_rounding_up_never_makes_an_item_worth_more_than_its_points():
    odd = plain_item("counted", "1.25", "1", lose="0.01")
    sheet = score(rubric(odd, rounding={"item": "1", "mode": "up"}), "p", "A", [mark("1", "1")])
    assert sheet.items[0].points == F("1.25")
    untouched = score(rubric(odd, rounding={"item": "1", "mode": "cut"}), "p", "A", [])
    assert (untouched.items[0].points, untouched.items[0].lost) == (F("1.2"), 0)
