"""Invented fields: the same seed gives the same report, and what must come out of a plain rubric does."""

import random
from decimal import Decimal
from itertools import islice
from types import SimpleNamespace

import pytest

from scoring.engine.marks import RUN_WORDS
from scoring.engine.minutes import SECONDS, minutes
from scoring.engine.result import result_of
from scoring.engine.simulate import (
    TRIES,
    Plan,
    Simulation,
    alike,
    bins,
    percentiles,
    performance,
    seats_of,
    shared_at_border,
)
from tests.engine.making import facts, mark, module, plain_item, rubric, section, title

SEEDS = range(40)
PLAN = Plan(contestants=12, fields=30, seats={"p": 3})


def simulated(rules, plan=PLAN, seed=1, steps=None):
    made = Simulation(rules, plan, random.Random(seed))
    done = [number for number in islice(made.steps(), steps)]
    return made, done


def report(rules, plan=PLAN, seed=1):
    return simulated(rules, plan, seed)[0].report()


def test_a_performance_is_complete_and_the_same_for_the_same_chance():
    rules = rubric(
        plain_item("judged", "10", "1", step="0.1"),
        plain_item("outside", "5", "2", full="10"),
        plain_item("ranked", "5", "3", table=["5", "3"], against={"value": "age", "as": "gained"}),
        panel={"combine": "mean"},
        clock={"limit": "15:00"},
        penalties=[{"id": "wrong", "title": title("wrong"), "zero": "item"}],
        values=[{"id": "age", "title": title("age")}],
    )
    first, again = (performance(rules, "1", {"p": 3}, random.Random(5)) for _ in range(2))
    assert first == again
    assert first.seats == {"p": ("p-1", "p-2", "p-3")}
    assert set(first.outside) == {"2", "3", "age"}
    assert first.named["wrong"][0] in ("1", "2", "3")
    assert result_of(rules, first).status == "ok"
    assert seats_of("p", True, {"p": 3}) == ("p-1",)


def test_a_failed_run_is_said_once():
    runs = {"title": title("throw"), "count": "6", "combine": "best"}
    rules = rubric(modules=[module("m") | {"sections": [section("s", plain_item("measured", "10", "d", unit="m",
                   earn={"points": "1"}), plain_item("judged", "5", "j", step="1"), runs=runs)]}])  # fmt: skip
    seen = 0
    for seed in SEEDS:
        words = [one for one in performance(rules, "1", {}, random.Random(seed)).marks if one.value in RUN_WORDS]
        seen += len(words)
        assert all(one.item.startswith("d#") for one in words)
    assert 2 < seen < 40


def test_the_same_seed_gives_the_same_report():
    rules = rubric(plain_item("judged", "10", "1", step="0.1"), plain_item("checked", "2", "2"))
    assert report(rules) == report(rules) != report(rules, seed=2)


def test_steps_count_up_and_a_report_can_be_had_at_any_time():
    rules = rubric(plain_item("checked", "2", "1"))
    made, done = simulated(rules)
    assert done == list(range(1, made.length + 1))
    assert made.report().fields == PLAN.fields
    early = simulated(rules, steps=5)[0].report()
    assert (early.fields, early.performances, early.gaps) == (0, 5, ())
    alone = report(rules, Plan(1, 3, {}))
    assert (alone.fields, alone.gaps, alone.equal_first) == (3, (), 0)


def test_yes_or_no_alone_always_ties():
    found = report(rubric(plain_item("checked", "2", "1"), awards=[{"title": title("first"), "count": "1"}]))
    assert (found.tied_first, found.tied_any, found.equal_first) == (30, 30, 30)
    assert 20 < found.tied_award <= 30
    assert {figure for _, figure in found.percentiles} == {Decimal("0.00"), Decimal("2.00")}
    assert found.gaps[0] == (0, Decimal(0))


def test_a_fine_scale_hardly_ever_ties():
    found = report(rubric(plain_item("judged", "1000", "1", step="0.01"), panel={"combine": "mean"}))
    assert found.tied_first < 3 <= 30 - found.tied_any
    assert sum(many for _, _, many in found.bins) == found.performances
    assert found.unranked == {}


def test_an_item_too_small_to_see_never_matters():
    rules = rubric(
        plain_item("judged", "10", "1", step="0.5"),
        plain_item("checked", "0.001", "2"),
        plain_item("checked", "4", "3"),
    )
    found = report(rules, Plan(12, 60, {}))
    assert [name for name, _ in found.idle] == ["2"]
    assert found.examined == 3
    assert 0 < found.idle[0][1] <= TRIES


def test_who_has_no_total_is_counted():
    found = report(
        rubric(plain_item("checked", "2", "1"), clock={"limit": "1:00", "stop": {"at": "1:00", "then": "void"}})
    )
    assert set(found.unranked) == {"void"}
    assert 20 < found.unranked["void"] < found.performances // 2


def test_everybody_gets_the_same_mark_in_every_run_but_failed_ones():
    runs = {"title": title("throw"), "count": "2", "combine": "best"}
    rules = rubric(modules=[module("m") | {"sections": [section("s", plain_item("measured", "10", "d", unit="m",
                   earn={"points": "1"}), runs=runs)]}])  # fmt: skip
    field = [
        result_of(rules, facts("1", mark("d#1", "5"), mark("d#2", "6"))),
        result_of(rules, facts("2", mark("d#1", "failed"), mark("d#2", "1"))),
        result_of(rules, facts("3", mark("d#1", "2"), mark("d#2", "3"))),
    ]
    same = [{one.item: one.value for one in result.facts.marks} for result in alike(rules, "d", field)]
    assert same == [{"d#1": "5", "d#2": "6"}, {"d#1": "failed", "d#2": "6"}, {"d#1": "5", "d#2": "6"}]


def test_everybody_gets_the_same_value_from_outside():
    rules = rubric(plain_item("outside", "10", "o", full="10"))
    field = [result_of(rules, facts(name, outside={"o": value})) for name, value in (("1", "7"), ("2", "3"))]
    assert [result.facts.outside["o"] for result in alike(rules, "o", field)] == ["7", "7"]


@pytest.mark.parametrize(
    ("ranks", "shared"),
    [([1, 2, 3, 4], False), ([1, 1, 3, 4], True), ([1, 2, 2, 4], False), ([1, 2, 3, 3], True), ([1, 1, 1, 4], True)],
)
def test_a_tie_at_the_border_of_an_award(ranks, shared):
    awards = [{"title": title("gold"), "count": "1"}, {"title": title("silver"), "count": "2"}]
    rules = rubric(plain_item("checked"), awards=[*awards, {"title": title("all"), "least": "1"}])
    assert shared_at_border(rules, [SimpleNamespace(rank=rank) for rank in ranks], 4) is shared


def test_percentiles_and_bins():
    figures = [Decimal(number) for number in range(101)]
    assert dict(percentiles(figures)) == {share: share for share in (0, 5, 25, 50, 75, 95, 100)}
    assert percentiles([]) == bins([]) == ()
    assert bins([Decimal(5)] * 3) == ((Decimal("5.0000"), Decimal("5.0001"), 3),)
    assert bins([Decimal("-1.5"), Decimal(0), Decimal("1.5"), Decimal("44.5")])[:2] == ((-5, 0, 1), (0, 5, 2))
    assert sum(many for _, _, many in bins(figures)) == 101
    assert len(bins(figures)) < 25


def test_minutes_are_those_of_the_slowest_panel():
    rules = rubric(
        modules=[
            module("a", plain_item("measured", id="1", unit="cm", tolerance="1", each="1", places=12),
                   plain_item("judged", id="2", step="1"), clock={"limit": "15:00", "prepare": "3:00"}),
            module("b", plain_item("judged", id="3", step="1", places=20)),
            module("c", plain_item("outside", id="4", full="10")),
        ]
    )  # fmt: skip
    found = minutes(rules)
    assert [each.module for each in found] == ["a", "b"]
    assert found[0].total == 180 + 900 + 12 * SECONDS["measured"]
    assert found[1].total == 20 * SECONDS["judged"]
