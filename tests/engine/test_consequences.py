"""What a fault or a missed minimum does beyond points: a run without result, no award, another item of the run."""

from fractions import Fraction as F

import pytest

from scoring.engine.explain import module_steps
from scoring.engine.result import result_of
from scoring.engine.rounds import rounds_of
from scoring.engine.standings import standings
from tests.engine.making import facts, mark, module, plain_item, rubric, section, title

TEN = plain_item("judged", "10", "mark", step="1")
RUNS = {"title": title("run"), "count": 3, "least": 1, "combine": "sum"}


def fault(**effect):
    return plain_item("faults", "0", "faults", faults=[{"id": "drop", "title": title("drop"), **effect}])


def runs(*items, **rule):
    return rubric(sections=[{**section("s", *items), "runs": {**RUNS, **rule}}])


def attempt(number, value, drops="0"):
    return mark(f"mark#{number}", value), mark(f"faults#{number}", drops, place="drop")


def told(found):
    return [reason.code for reason in found.why]


@pytest.mark.parametrize(
    ("effect", "rule", "total"),
    [
        ({"run": "failed"}, {"combine": "mean"}, "8.00"),
        ({"run": "void"}, {"combine": "mean"}, "4.00"),
        ({"run": "failed"}, {"combine": "mean", "failed": "2"}, "5.00"),
        ({"run": "failed", "from": "2"}, {"combine": "mean"}, "8.50"),
        ({"zero": "item", "of": "mark"}, {}, "8.00"),
        ({"halve": "section"}, {}, "12.50"),
    ],
)
def test_a_fault_acts_on_the_run_it_was_found_in(effect, rule, total):
    of = runs(TEN, fault(**effect), **rule)
    found = result_of(of, facts("A", *attempt(1, "8"), *attempt(2, "9", "1")))
    assert str(found.total) == total


def test_why_a_run_has_no_result_is_told():
    of = runs(TEN, fault(run="failed"), combine="best")
    found = result_of(of, facts("A", *attempt(1, "8"), *attempt(2, "9", "1")))
    sentence = next(reason for reason in found.why if reason.code == "run-effect")
    assert (sentence.say("zh"), sentence.say("en")) == ("因“drop”，这一次无效", "drop: this run is not valid")
    assert sum((reason.points * reason.share for reason in found.why), start=F(0)) == found.exact - 10
    assert "run-effect" not in told(result_of(of, facts("A", *attempt(1, "8"))))


def test_a_minimum_of_a_run_fails_that_run_alone():
    need = {"least": "95", "else": {"run": "failed"}}
    of = runs(
        TEN, plain_item("judged", "100", "accuracy", step="1", role="aside", needs=need), combine="best", none="dnf"
    )
    good, bad = (mark("mark#1", "6"), mark("accuracy#1", "95")), (mark("mark#2", "9"), mark("accuracy#2", "94"))
    assert str(result_of(of, facts("A", *good, *bad)).total) == "6.00"
    assert result_of(of, facts("B", mark("mark#1", "6"), mark("accuracy#1", "94"))).status == "dnf"


def test_who_wins_no_award_keeps_the_place():
    need = {"least": "60%", "else": {"award": "none"}}
    awards = [{"title": title("gold"), "count": "1"}]
    of = rubric(
        modules=[module("theory", plain_item("judged", "10", "t", step="1"), needs=need), module("work", TEN)],
        awards=awards,
    )
    field = [result_of(of, facts(name, mark("t", theory), mark("mark", work)))
             for name, theory, work in (("A", "5", "10"), ("B", "6", "8"))]  # fmt: skip
    rows = standings(of, field).rows
    assert [(row.contestant, row.rank, row.eligible, row.award is not None) for row in rows] == [
        ("A", 1, False, False),
        ("B", 2, True, True),
    ]
    assert [result.eligible for result in field] == [False, True]
    assert field[0].why[-1].say("en") == "module theory (5, at least 6 needed): no award"
    whole = rubric(TEN, total={"needs": {"least": "8", "else": {"award": "none"}}})
    assert [result_of(whole, facts("A", mark("mark", value))).eligible for value in ("7", "8")] == [False, True]
    optional = rubric(
        modules=[
            module("theory", plain_item("judged", "10", "t", step="1"), needs=need, optional=True),
            module("work", TEN),
        ]
    )
    found = result_of(optional, facts("A", mark("t", "5"), mark("mark", "9")))
    assert (str(found.total), found.eligible) == ("14.00", False)


THREE = {"combine": "mean", "seats": 3}


@pytest.mark.parametrize(
    ("rules", "status"),
    [
        ({"total": {"needs": {"least": "60", "else": {"status": "fail"}}}}, "ok"),
        ({"total": {"needs": {"least": "60.01", "else": {"status": "fail"}}}}, "fail"),
        ({"needs": {"least": "60", "else": {"status": "fail"}}, "rounding": {"mode": "half-up", "module": 2}}, "ok"),
        ({"needs": {"least": "60", "else": {"status": "fail"}}}, "fail"),
    ],
)
def test_a_minimum_looks_at_the_figure_that_is_shown(rules, status):
    of = rubric(plain_item("judged", "100", "1", step="0.01"), panel=THREE, **rules)
    marks = [mark("1", value, seat=seat) for seat, value in (("A", "60"), ("B", "60"), ("C", "59.99"))]
    found = result_of(of, facts("X", *marks, seats=("A", "B", "C")))
    assert (str(found.running), found.status) == ("60.00", status)


def test_a_section_is_looked_at_after_its_rounding():
    need = {"least": "7", "else": {"zero": "section"}}
    for rounding, total in (({"section": 0}, "7.00"), ({}, "0.00")):
        of = rubric(sections=[section("s", plain_item("judged", "10", "1", step="0.1"), needs=need)],
                    rounding={"mode": "half-up", **rounding})  # fmt: skip
        assert str(result_of(of, facts("A", mark("1", "6.5"))).total) == total


def test_of_several_modules_a_percentage_is_taken_of_those_that_count():
    of = rubric(modules=[module(name, plain_item("judged", "10", name, step="1")) for name in ("a", "b")],
                total={"best": "1", "needs": {"least": "60%", "else": {"status": "fail"}}})  # fmt: skip
    assert result_of(of, facts("A", mark("a", "6"), mark("b", "2"))).status == "ok"
    assert result_of(of, facts("A", mark("a", "5"), mark("b", "2"))).status == "fail"


def test_what_a_run_loses_by_an_effect_on_an_item_is_told_once():
    of = runs(TEN, fault(zero="item", of="mark"))
    found = result_of(of, facts("A", *attempt(1, "8"), *attempt(2, "9", "1")))
    assert (str(found.total), found.modules[0].full) == ("8.00", 30)
    assert sum((reason.points * reason.share for reason in found.why), start=F(0)) == 8 - 30
    assert [step.text for step in module_steps(of, found, "main")] == ["8 + 0 = 8"]


def test_what_an_effect_on_an_item_took_stands_in_the_gross_of_the_calculation():
    spoilt = {"id": "spoilt", "title": title("spoilt"), "zero": "item", "of": "mark"}
    of = rubric(TEN, plain_item("judged", "10", "2", step="1"), penalties=[spoilt])
    found = result_of(of, facts("A", mark("mark", "8"), mark("2", "5"), penalties={"spoilt": 1}))
    steps = [(step.code, step.text, step.figure) for step in module_steps(of, found, "main")]
    assert str(found.total) == "5.00"
    assert all(kind != "module" or figure == 5 for kind, _, figure in steps)
    assert sum((reason.points for reason in found.why), start=F(0)) == 5 - 20


def test_where_low_wins_a_void_run_is_said_to_be_not_valid():
    of = rubric(sections=[{**section("s", plain_item("counted", "0", "mark", earn="1"), fault(run="void")),
                           "runs": {**RUNS, "combine": "best", "wins": "low"}}], ranking={"wins": "low"})  # fmt: skip
    found = result_of(of, facts("A", *attempt(1, "8", "1"), *attempt(2, "9")))
    assert str(found.total) == "9.00"
    assert "drop: this run is not valid" in [reason.say("en") for reason in found.why]


def test_who_wins_no_award_in_one_round_wins_none_at_all():
    need = {"least": "6", "else": {"award": "none"}}
    modules = [
        module("a", plain_item("judged", "10", "a", step="1"), needs=need),
        module("b", plain_item("judged", "10", "b", step="1")),
    ]
    rounds = [
        {"id": "one", "title": title("one"), "modules": ["a"]},
        {"id": "two", "title": title("two"), "modules": ["b"]},
    ]
    of = rubric(modules=modules, rounds=rounds, awards=[{"title": title("gold"), "count": "1"}])
    given = [facts(name, mark(item, value), round=at) for name, at, item, value in (
        ("A", "one", "a", "5"), ("A", "two", "b", "9"), ("B", "one", "a", "6"), ("B", "two", "b", "8"))]  # fmt: skip
    assert [(row.contestant, row.award is not None) for row in rounds_of(of, given).rows] == [("A", False), ("B", True)]


def test_a_module_that_ended_may_still_cost_the_award():
    rules = [
        {"id": "out", "title": title("out"), "status": "dsq"},
        {"id": "bar", "title": title("bar"), "award": "none"},
    ]
    of = rubric(
        modules=[
            module("a", plain_item("judged", "10", "a", step="1"), penalties=rules, optional=True),
            module("b", TEN),
        ]
    )
    found = result_of(of, facts("A", mark("a", "9"), mark("mark", "7"), penalties={"out": 1, "bar": 1}))
    assert (str(found.total), found.status, found.eligible) == ("7.00", "ok", False)
    assert [reason.say("en") for reason in found.why].count("bar: no award") == 1
