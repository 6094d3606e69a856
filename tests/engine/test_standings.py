"""Ranks, ties, awards, parts."""

from decimal import Decimal

import pytest

from scoring.engine.awards import awards_of, places_of
from scoring.engine.result import result_of
from scoring.engine.standings import natural, standings
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Award
from tests.engine.making import facts, mark, module, plain_item, rubric, title, words

ITEMS = plain_item("counted", "10", "1", lose="1"), plain_item("counted", "10", "2", lose="0.001")
PENALTIES = [{"id": "dropped", "title": title("dropped"), "lose": "1"}]
CLOCK = {"limit": "10:00"}


def table(*contestants, **more):
    """Standings of (name, value of item 1, value of item 2, seconds, dropped)."""
    of = rubric(*ITEMS, clock=CLOCK, penalties=PENALTIES, **more)
    given = [
        facts(name, mark("1", one), mark("2", two), time=time, penalties={"dropped": dropped})
        for name, one, two, time, dropped in contestants
    ]
    return standings(of, [result_of(of, each) for each in given]), of


def ranks(found: object) -> list[tuple[object, str, bool]]:
    return [(row.rank, row.contestant, row.tied) for row in found.rows]


def test_equal_totals_share_the_better_rank_and_leave_a_gap():
    found, _ = table(("C", "1", "0", 60, 0), ("A", "0", "0", 60, 0), ("B", "0", "0", 60, 0))
    assert ranks(found) == [(1, "A", True), (1, "B", True), (3, "C", False)]
    assert [row.parted_by for row in found.rows] == [None] * 3


def test_totals_are_compared_as_they_are_rounded():
    found, _ = table(("A", "0", "4", 60, 0), ("B", "0", "0", 60, 0))
    assert ranks(found) == [(1, "A", True), (1, "B", True)]


@pytest.mark.parametrize(
    ("link", "winner", "said"),
    [
        ({"by": "time", "wins": "low"}, "B", "equal totals, parted by time (0:59.50)"),
        ({"by": "time", "of": "main", "wins": "low"}, "B", "equal totals, parted by time (0:59.50)"),
        ({"by": "time", "wins": "high"}, "A", "equal totals, parted by time (1:00)"),
        ({"by": "penalties", "wins": "low"}, "A", "equal totals, parted by penalties (0)"),
        ({"by": "module", "of": "main", "wins": "high"}, "B", "equal totals, parted by test (18.999)"),
        ({"by": "panel", "of": "p", "wins": "high"}, "B", "equal totals, parted by panel (19.999)"),
        ({"by": "section", "of": "s", "wins": "high"}, "B", "equal totals, parted by section (19.999)"),
        ({"by": "item", "of": "1", "wins": "high"}, "B", "equal totals, parted by item 1 (10)"),
    ],
)
def test_every_link_of_the_chain(link, winner, said):
    found, _ = table(("A", "1", "2", 60, 0), ("B", "0", "1", "59.5", 1), ties=[link])
    assert ranks(found)[0] == (1, winner, False)
    assert ranks(found)[1][0] == 2
    assert found.rows[0].parted_by.say("en") == said


def test_the_chain_goes_on_until_it_parts_and_some_stay_equal():
    ties = [{"by": "time", "wins": "low"}, {"by": "penalties", "wins": "low"}]
    people = ("A", "1", "0", 50, 0), ("B", "1", "0", 60, 0), ("C", "0", "0", 60, 1), ("D", "0", "0", 60, 1)
    found, _ = table(*people, ("E", "5", "0", 10, 0), ties=ties)
    assert ranks(found) == [(1, "A", False), (2, "B", False), (3, "C", True), (3, "D", True), (5, "E", False)]
    assert [row.parted_by and row.parted_by.values["by.en"] for row in found.rows] == [
        "time", "penalties", "penalties", "penalties", None,
    ]  # fmt: skip


def test_a_link_without_a_figure_for_everybody_parts_nobody():
    of = rubric(*ITEMS, ties=[{"by": "time", "wins": "low"}, {"by": "item", "of": "1", "wins": "high"}])
    times = {"A": 60, "B": None, "C": 50}
    given = [facts(name, mark("1", "0"), mark("2", "0"), time=time) for name, time in times.items()]
    found = standings(of, [result_of(of, each) for each in given])
    assert ranks(found) == [(1, "A", True), (1, "B", True), (1, "C", True)]


def test_who_has_no_rank_comes_last_in_natural_order():
    of = rubric(*ITEMS)
    given = [facts("A10", status="dns"), facts("A2"), facts("B", mark("1", "0"), mark("2", "0"))]
    found = standings(of, [result_of(of, each) for each in given])
    assert [(row.rank, row.contestant, row.status, row.total) for row in found.rows] == [
        (1, "B", "ok", Decimal("20.00")),
        (None, "A2", "incomplete", None),
        (None, "A10", "dns", None),
    ]
    assert found.results["A2"].running == 20


def test_the_order_of_arrival_does_not_matter():
    people = ("A", "1", "0", 50, 0), ("B", "1", "0", 60, 0), ("C", "0", "0", 60, 1)
    assert ranks(table(*people)[0]) == ranks(table(*people[::-1])[0])


def test_parts_are_rounded_like_totals():
    found, _ = table(("A", "1", "2", 60, 2))
    assert found.rows[0].parts == {"main": "17.00", "p": "19.00", "penalties": "-2.00", "clock": "0.00"}


def test_weighted_modules_have_two_parts_and_a_panel_adds_up():
    modules = [
        module("one", plain_item("judged", "10", "1", step="1"), weight="30%"),
        module("two", plain_item("judged", "10", "2", step="1"), weight="70%", penalties=[
            {"id": "named", "title": title("named"), "zero": "module"}]),
    ]  # fmt: skip
    of = rubric(modules=modules)
    found = standings(of, [result_of(of, facts("A", mark("1", "5"), mark("2", "8"), penalties={"named": 1}))])
    assert found.rows[0].parts == {
        "one": "5.00", "one.weighted": "1.50", "p": "13.00", "two": "0.00", "two.weighted": "0.00",
        "penalties": "-8.00", "clock": "0.00",
    }  # fmt: skip
    assert found.rows[0].total == Decimal("1.50")


def test_the_field_is_provisional_until_everybody_is_complete():
    of = rubric(plain_item("outside", "10", "1", score="best"))
    done = [result_of(of, facts(name, seats=(), outside={"1": value})) for name, value in (("A", "30"), ("B", "10"))]
    early = standings(of, [*done, result_of(of, facts("C", seats=()))])
    assert [row.provisional for row in early.rows] == [True] * 3
    final = standings(of, [*done, result_of(of, facts("C", seats=(), status="dns"))])
    assert [(row.total, row.provisional) for row in final.rows] == [
        (10, False),
        (Decimal("3.33"), False),
        (None, False),
    ]


def award(name, **more):
    return Award.model_validate(words({"title": title(name), **more}))


def test_awards_by_count_take_the_next_places_and_ties_at_the_border_share():
    awards = award("first", count=1), award("second", count=2)
    won = awards_of(awards, {"A": 1, "B": 1, "C": 3, "D": 3, "E": 5}, 5)
    assert {name: title.en for name, title in won.items()} == {"A": "first", "B": "first", "C": "second", "D": "second"}


@pytest.mark.parametrize(("rounding", "expected"), [("half-up", [0, 1, 2]), ("up", [1, 1, 2]), ("down", [0, 0, 1])])
def test_awards_by_ratio_of_all_entries(rounding, expected):
    tenth = award("first", ratio="10%", round=rounding)
    assert [places_of(tenth, entries) for entries in (4, 5, 19)] == expected


def test_awards_stand_in_the_rows():
    found, of = table(
        ("A", "0", "0", 60, 0), ("B", "1", "0", 60, 0), awards=[{"title": title("first"), "ratio": "50%"}]
    )
    assert isinstance(of, Rubric)
    assert [row.award and row.award.zh for row in found.rows] == ["first", None]


def test_natural_order():
    assert sorted(["A10", "a", "A2", "10", "9"], key=natural) == ["9", "10", "A2", "A10", "a"]


def test_nobody():
    assert standings(rubric(*ITEMS), []).rows == ()
