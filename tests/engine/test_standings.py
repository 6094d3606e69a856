"""Ranks, shared ranks, separate rankings, outcomes that are ranked, parts, and what a row says."""

from decimal import Decimal

import pytest

from scoring.engine.result import result_of
from scoring.engine.standings import rank, standings, total_of
from tests.engine.making import facts, mark, plain_item, rubric, title

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


def marked(*people, **more):
    """Standings of (name, points of one item, facts)."""
    of = rubric(plain_item("judged", "100", "1", step="0.001"), **more)
    given = [facts(name, *([mark("1", value)] if value else []), **known) for name, value, known in people]
    return standings(of, [result_of(of, each) for each in given])


def ranks(found: object) -> list[tuple[object, str, bool]]:
    return [(row.rank, row.contestant, row.tied) for row in found.rows]


def test_equal_totals_share_the_better_rank_and_leave_a_gap():
    found, _ = table(("C", "1", "0", 60, 0), ("A", "0", "0", 60, 0), ("B", "0", "0", 60, 0))
    assert ranks(found) == [(1, "A", True), (1, "B", True), (3, "C", False)]
    assert [row.parted_by for row in found.rows] == [None] * 3


def test_totals_are_compared_as_they_are_rounded():
    found, _ = table(("A", "0", "4", 60, 0), ("B", "0", "0", 60, 0))
    assert ranks(found) == [(1, "A", True), (1, "B", True)]


def test_or_as_they_are_before_rounding_and_the_row_says_so():
    found, _ = table(
        ("A", "0", "4", 60, 0), ("B", "0", "0", 60, 0), ("C", "0", "4", 60, 0), ("D", "1", "0", 60, 0),
        ranking={"on": "exact"},
    )  # fmt: skip
    assert ranks(found) == [(1, "B", False), (2, "A", True), (2, "C", True), (4, "D", False)]
    said = [row.parted_by and row.parted_by.say("en") for row in found.rows]
    assert said[0] == "equal totals, parted by the total before rounding (20)"
    assert said[1:] == ["equal totals, parted by the total before rounding (19.996)"] * 2 + [None]


def test_the_chain_parts_who_is_exactly_equal():
    found, _ = table(
        ("A", "0", "4", 60, 0), ("B", "0", "4", 50, 0), ("C", "0", "0", 70, 0),
        ranking={"on": "exact"}, ties=[{"by": "time", "wins": "low"}],
    )  # fmt: skip
    assert ranks(found) == [(1, "C", False), (2, "B", False), (3, "A", False)]
    assert found.rows[1].parted_by.say("en") == "equal totals, parted by time (0:50)"


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
def test_a_link_of_the_chain_parts_equal_totals(link, winner, said):
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


# down to which rank


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (None, [(1, "E"), (2, "A"), (3, "B"), (4, "C"), (5, "D"), (6, "F"), (7, "G")]),
        ("1", [(1, "E"), (2, "A"), (2, "B"), (2, "C"), (2, "D"), (6, "F"), (6, "G")]),
        ("2", [(1, "E"), (2, "A"), (3, "B"), (3, "C"), (3, "D"), (6, "F"), (6, "G")]),
        ("3", [(1, "E"), (2, "A"), (3, "B"), (4, "C"), (4, "D"), (6, "F"), (6, "G")]),
        ("6", [(1, "E"), (2, "A"), (3, "B"), (4, "C"), (5, "D"), (6, "F"), (7, "G")]),
    ],
)
def test_ties_are_parted_only_down_to_a_rank(first, expected):
    people = [(name, "1", "0", 50 + number, 0) for number, name in enumerate("ABCD")]
    people += [("E", "0", "0", 90, 0), ("F", "2", "0", 60, 0), ("G", "2", "0", 61, 0)]
    more = {} if first is None else {"ranking": {"first": first}}
    found, _ = table(*people, ties=[{"by": "time", "wins": "low"}], **more)
    assert [(row.rank, row.contestant) for row in found.rows] == expected
    places = [place for place, _ in expected]
    assert [row.tied for row in found.rows] == [places.count(place) > 1 for place in places]


def test_whoever_stays_equal_behind_it_stands_in_natural_order():
    people = [(f"A{number}", "1", "0", 100 - number, 0) for number in (1, 2, 10)]
    found, _ = table(*people, ties=[{"by": "time", "wins": "low"}], ranking={"first": "1"})
    assert ranks(found) == [(1, "A10", False), (2, "A1", True), (2, "A2", True)]


def test_the_exact_figure_parts_below_it_too():
    found, _ = table(
        ("A", "0", "0", 60, 0), ("B", "1", "4", 60, 0), ("C", "1", "0", 60, 0), ranking={"on": "exact", "first": "1"}
    )
    assert ranks(found) == [(1, "A", False), (2, "C", False), (3, "B", False)]


# who wins, and within what


def test_the_low_total_wins_where_the_rubric_says_so():
    found = marked(("A", "30", {}), ("B", "20", {}), ("C", "30", {}), ranking={"wins": "low"})
    assert ranks(found) == [(1, "B", False), (2, "A", True), (2, "C", True)]


def test_low_wins_on_the_exact_figure():
    found = marked(("A", "30.004", {}), ("B", "30.001", {}), ranking={"wins": "low", "on": "exact"})
    assert ranks(found) == [(1, "B", False), (2, "A", False)]


@pytest.mark.parametrize("within", ["heat", "group"])
def test_every_heat_or_group_is_ranked_by_itself(within):
    people = [
        ("A", "50", {"groups": {within: "10"}}), ("B", "90", {"groups": {within: "10"}}),
        ("C", "70", {"groups": {within: "2"}}), ("D", "", {"groups": {within: "2"}}),
        ("E", "60", {}), ("F", "60", {}),
    ]  # fmt: skip
    found = marked(*people, ranking={"within": within})
    assert [(row.scope, row.rank, row.contestant, row.tied) for row in found.rows] == [
        ("2", 1, "C", False), ("2", None, "D", False),
        ("10", 1, "B", False), ("10", 2, "A", False),
        ("", 1, "E", True), ("", 1, "F", True),
    ]  # fmt: skip


def test_ties_are_parted_down_to_the_rank_in_each_group():
    people = [(name, value, {"groups": {"group": name[0]}}) for name, value in (("A1", "5"), ("A2", "5"), ("B1", "5"))]
    found = marked(*people, ranking={"within": "group", "first": "1"}, ties=[{"by": "exact", "wins": "high"}])
    assert [(row.scope, row.rank) for row in found.rows] == [("A", 1), ("A", 1), ("B", 1)]


def test_ranks_may_begin_behind_others():
    chain = [{"by": "time", "wins": "low"}]
    of = rubric(plain_item("judged", "100", "1", step="1"), ranking={"first": "3"}, ties=chain)
    results = [result_of(of, facts(name, mark("1", "50"))) for name in "AB"]
    assert [(place.rank, place.contestant) for place in rank(of, results, 3)] == [(4, "A"), (4, "B")]


# outcomes


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


@pytest.mark.parametrize("status", ["fail", "ooc"])
def test_who_failed_or_is_out_of_competition_shows_the_total_without_a_rank(status):
    found = marked(("A", "90", {"status": status}), ("B", "50", {}))
    assert [(row.rank, row.contestant, str(row.total), row.status) for row in found.rows] == [
        (1, "B", "50.00", "ok"), (None, "A", "90.00", status),
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["dns", "dnf", "wdr", "fail", "dsq", "annul", "void"])
def test_an_outcome_may_be_ranked_after_all(status):
    people = ("A", "90", {"status": status}), ("B", "50", {}), ("C", "0", {})
    found = marked(*people, outcomes=[{"status": status, "total": "0"}])
    assert [(row.rank, row.contestant, str(row.total), row.status) for row in found.rows] == [
        (1, "B", "50.00", "ok"), (2, "A", "0.00", status), (2, "C", "0.00", "ok"),
    ]  # fmt: skip


def test_an_outcome_is_ranked_where_the_low_total_and_the_exact_one_win():
    people = ("A", "", {"status": "dnf"}), ("B", "50", {}), ("C", "", {"status": "dns"})
    outcomes = [{"status": "dnf", "total": "99.999"}]
    found = marked(*people, outcomes=outcomes, ranking={"wins": "low", "on": "exact"})
    assert [(row.rank, row.contestant, row.total) for row in found.rows] == [
        (1, "B", Decimal("50.00")), (2, "A", Decimal("100.00")), (None, "C", None),
    ]  # fmt: skip


@pytest.mark.parametrize("wins", ["high", "low"])
def test_outcomes_ranked_last_share_the_rank_behind_all_totals(wins):
    """No tie link parts them, though the totals they would have had differ, and they win nothing."""
    people = (
        ("A", "90", {"status": "fail"}), ("B", "50", {}), ("C", "80", {"status": "dnf"}), ("D", "50", {}),
        ("E", "70", {"status": "dns"}),
    )  # fmt: skip
    outcomes = [{"status": status, "total": "last"} for status in ("dnf", "fail")]
    of = {"ranking": {"wins": wins}, "ties": [{"by": "exact", "wins": wins}], "outcomes": outcomes}
    found = marked(*people, **of, awards=[{"title": title("all"), "count": "9"}])
    assert [(row.rank, row.contestant, row.total, row.tied, row.award is None) for row in found.rows] == [
        (1, "B", 50, True, False), (1, "D", 50, True, False),
        (3, "A", None, True, True), (3, "C", None, True, True), (None, "E", None, False, True),
    ]  # fmt: skip
    alone = marked(*people[1:4], outcomes=outcomes)
    assert [(row.rank, row.contestant, row.tied) for row in alone.rows][2] == (3, "C", False)


def test_the_total_to_be_ranked_with():
    of = rubric(plain_item("judged", "100", "1", step="1"), outcomes=[{"status": "fail", "total": "-1"}])
    for status, expected in (("", "50.00"), ("fail", "-1.00"), ("ooc", "None")):
        assert str(total_of(of, result_of(of, facts("A", mark("1", "50"), status=status)))) == expected
