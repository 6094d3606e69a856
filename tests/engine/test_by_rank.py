"""Judges who rank: places per judge, struck or added, and what stays out of the field."""

from fractions import Fraction as F

from scoring.engine.result import result_of
from scoring.engine.standings import standings
from tests.engine.making import facts, mark, plain_item, rubric

TEN = plain_item("judged", "10", "1", step="1")


def table(panel, sheets, **status):
    of = rubric(TEN, panel={"by-rank": True, "seats": "3", **panel}, ranking={"wins": "low"})
    people = [
        facts(
            name,
            *(mark("1", value, seat=seat) for seat, value in zip("ABC", values.split(), strict=False)),
            seats=tuple("ABC"[: len(values.split())]),
            status=status.get(name, ""),
        )
        for name, values in sheets.items()
    ]
    return standings(of, [result_of(of, each) for each in people])


def test_places_are_added_and_the_lowest_sum_wins():
    rows = table({"combine": "sum"}, {"X": "9 8 7", "Y": "8 8 9", "Z": "1 1 1"}).rows
    assert [(row.contestant, row.rank, str(row.total)) for row in rows] == [
        ("X", 1, "4.00"),
        ("Y", 1, "4.00"),
        ("Z", 3, "9.00"),
    ]
    assert sum(reason.points * reason.share for reason in rows[0].why) == F(4) - 10 * 3


def test_the_middle_place_counts():
    rows = table({"combine": "median"}, {"X": "9 8 7", "Y": "8 9 9", "Z": "1 1 8"}).rows
    assert [(row.contestant, str(row.total)) for row in rows] == [("Y", "1.00"), ("X", "2.00"), ("Z", "3.00")]
    assert "(" in next(reason for reason in rows[0].why if reason.code == "by-rank").say("zh")


def test_who_does_not_compete_takes_no_place():
    found = table({"combine": "sum"}, {"X": "9 9 9", "Y": "8 8 8", "Z": ""}, X="ooc")
    assert [(row.contestant, row.rank, row.status) for row in found.rows] == [
        ("Y", 1, "ok"),
        ("X", None, "ooc"),
        ("Z", None, "incomplete"),
    ]
    assert str(found.results["Y"].total) == "3.00"


def test_a_sheet_that_is_open_is_waited_for():
    found = table({"combine": "sum"}, {"X": "9 9 9", "Y": "8"})
    assert str(found.results["X"].total) == "3.00"
