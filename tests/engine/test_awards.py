"""Awards by places, share and threshold; who is passed over; the grade of a total."""

from decimal import Decimal

import pytest

from scoring.engine.awards import awards_of, grade_of, places_of
from scoring.rubrics.rules import Award, GradeBand
from tests.engine.making import title, words


def award(name, **more):
    return Award.model_validate(words({"title": title(name), **more}))


def won(awards, totals, passed_over="", wins="high"):
    """What each of the named wins by name; `totals` by name, ranks follow from them."""
    figures = {name: Decimal(total) for name, total in totals.items()}
    better = (lambda one, two: one > two) if wins == "high" else (lambda one, two: one < two)
    ranks = {name: 1 + sum(better(other, own) for other in figures.values()) for name, own in figures.items()}
    found = awards_of(awards, ranks, len(ranks), figures, passed_over, wins)
    return {name: found[name].en for name in sorted(found)}


def test_awards_by_count_take_the_next_places_and_ties_at_the_border_share():
    awards = award("first", count=1), award("second", count=2)
    found = awards_of(awards, {"A": 1, "B": 1, "C": 3, "D": 3, "E": 5}, 5)
    assert {name: text.en for name, text in found.items()} == {
        "A": "first", "B": "first", "C": "second", "D": "second",
    }  # fmt: skip


def test_places_of_one_two_three():
    awards = award("first", count=1), award("second", count=2), award("third", count=3)
    found = won(awards, {name: 90 - number for number, name in enumerate("ABCDEFG")})
    assert found == {"A": "first", "B": "second", "C": "second", "D": "third", "E": "third", "F": "third"}


def test_a_tie_across_the_border_wins_and_uses_up_the_next_places():
    awards = award("first", count=1), award("second", count=1)
    assert won(awards, {"A": 9, "B": 9, "C": 8}) == {"A": "first", "B": "first"}
    assert won(awards, {"A": 9, "B": 8, "C": 8}) == {"A": "first", "B": "second", "C": "second"}


@pytest.mark.parametrize(("rounding", "expected"), [("half-up", [0, 1, 2]), ("up", [1, 1, 2]), ("down", [0, 0, 1])])
def test_awards_by_ratio_of_all_entries(rounding, expected):
    tenth = award("first", ratio="10%", round=rounding)
    assert [places_of(tenth, entries) for entries in (4, 5, 19)] == expected


def test_a_ratio_is_of_all_entries_and_those_who_are_not_ranked_win_nothing():
    found = awards_of([award("first", ratio="50%")], {"A": 1, "B": 2}, 4)
    assert sorted(found) == ["A", "B"]


# a total that must be reached


def test_a_threshold_alone_is_for_everyone_who_reaches_it():
    assert won([award("passed", least="60")], {"A": 90, "B": "60.00", "C": "59.99"}) == {"A": "passed", "B": "passed"}


def test_a_threshold_alone_takes_what_the_awards_before_it_left():
    awards = award("first", count=1), award("passed", least="60")
    assert won(awards, {"A": 90, "B": 60, "C": 59}) == {"A": "first", "B": "passed"}
    assert won(awards, {"A": 50}) == {"A": "first"}


@pytest.mark.parametrize("places", [{"count": 2}, {"ratio": "50%"}])
def test_places_and_a_threshold_must_both_be_reached(places):
    both = [award("first", least="80", **places)]
    assert won(both, {"A": 90, "B": 80, "C": 85, "D": 70}) == {"A": "first", "C": "first"}
    assert won(both, {"A": 90, "B": 79, "C": 78, "D": 77}) == {"A": "first"}
    assert won(both, {"A": 79, "B": 78, "C": 77, "D": 76}) == {}


def test_an_award_that_stays_vacant_gives_its_places_to_nobody():
    awards = award("first", count=1, least="90"), award("second", count=2, least="80"), award("third", count=1)
    assert won(awards, {"A": 85, "B": 84, "C": 83, "D": 82}) == {"A": "second", "B": "second", "C": "third"}
    assert won(awards, {"A": 95, "B": 84, "C": 70, "D": 60}) == {"A": "first", "B": "second", "C": "third"}


def test_who_shares_a_place_reaches_the_threshold_together():
    awards = award("first", count=2, least="90"), award("second", count=1)
    assert won(awards, {"A": 95, "B": 89, "C": 89}) == {"A": "first", "B": "second", "C": "second"}


def test_where_low_wins_the_threshold_is_the_most():
    awards = award("first", count=1, least="60"), award("second", least="70")
    assert won(awards, {"A": 59, "B": 60, "C": 70, "D": 71}, wins="low") == {"A": "first", "B": "second", "C": "second"}
    assert won(awards, {"A": 61, "B": 71}, wins="low") == {"A": "second"}


# who is passed over


@pytest.mark.parametrize(
    ("passed_over", "expected"),
    [
        ("", {"A": "first", "B": "second", "C": "second"}),
        ("A", {"B": "first", "C": "second", "D": "second"}),
        ("B", {"A": "first", "C": "second", "D": "second"}),
        ("ABC", {"D": "first", "E": "second"}),
        ("ABCDE", {}),
    ],
)
def test_an_award_goes_past_who_is_not_eligible_to_the_next(passed_over, expected):
    awards = award("first", count=1), award("second", count=2)
    assert won(awards, {name: 90 - number for number, name in enumerate("ABCDE")}, passed_over) == expected


def test_a_rank_that_is_kept_for_somebody_else_wins_nothing_for_the_next():
    assert awards_of([award("first", count=1)], {"B": 2, "C": 3}, 3) == {}
    found = awards_of([award("first", count=1), award("second", count=1)], {"B": 2, "C": 3}, 3)
    assert {name: text.en for name, text in found.items()} == {"B": "second"}


def test_who_shares_a_rank_with_somebody_passed_over_moves_up_no_further_than_that_rank():
    assert won([award("first", count=1)], {"A": 90, "B": 90, "C": 80}, "A") == {"B": "first"}
    assert won([award("first", count=2)], {"A": 90, "B": 90, "C": 80}, "A") == {"B": "first", "C": "first"}


# grades


def band(name, **more):
    return GradeBand.model_validate(words({"title": title(name), **more}))


BANDS = [band("A", from_="90"), band("B", over="75", under="90"), band("C", from_="60", to="75")]


@pytest.mark.parametrize(
    ("total", "expected"),
    [("90", "A"), ("89.99", "B"), ("75.01", "B"), ("75", "C"), ("60", "C"), ("59.99", None), ("100", "A")],
)
def test_the_edges_of_a_grade_are_as_written(total, expected):
    found = grade_of(BANDS, Decimal(total))
    assert (found and found.en) == expected


def test_no_total_has_no_grade_and_of_two_bands_the_first_counts():
    assert grade_of(BANDS, None) is None
    assert grade_of([], Decimal(80)) is None
    assert grade_of([band("one", from_="60"), band("two", from_="80")], Decimal(85)).en == "one"
