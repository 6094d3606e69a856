"""What a module is made from: times and watches, panels, rounding, numbers compared, outcomes of optional modules."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F

import pytest

from scoring.engine.marks import Facts
from scoring.engine.result import result_of
from tests.engine.making import facts, mark, module, plain_item, rubric, title

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


def timed(*penalties, **clock):
    return rubric(sections=[], clock={"score": "time", **clock}, penalties=list(penalties), ranking={"wins": "low"})


def test_the_time_itself_is_the_score():
    knock = {"id": "knock", "title": title("knock"), "seconds": "5", "unit": "times"}
    assert str(scored(timed(knock), time="45.30", penalties={"knock": 2}).total) == "55.30"
    lose = {"id": "knock", "title": title("knock"), "lose": "5"}
    found = scored(timed(lose), time="45.30", penalties={"knock": 2})
    assert (str(found.total), found.parts["penalties"]) == ("55.30", "10.00")
    assert scored(timed()).status == "incomplete"
    capped = {**knock, "cap": "7", "free": "1"}
    assert str(scored(timed(capped), time="45.30", penalties={"knock": 3}).total) == "52.30"
    once = {**knock, "once": True}
    assert str(scored(timed(once), time="45.30", penalties={"knock": 3}).total) == "50.30"
    assert str(scored(timed(decimals="0"), time="45.99").total) == "45.00"


@pytest.mark.parametrize(
    ("take", "watches", "total"),
    [
        ("mean", ("45.31", "45.34"), "45.32"),
        ("shorter", ("45.31", "45.34"), "45.31"),
        ("longer", ("45.31", "45.34"), "45.34"),
        ("middle", ("45.31", "45.34", "45.50"), "45.34"),
        ("middle", ("45.31", "45.34"), "45.32"),
        ("mean", ("45.31", "45.81"), "45.56"),
        ("mean", ("45.31", "45.82"), None),
    ],
)
def test_several_watches(take, watches, total):
    of = timed(watches={"take": take, "apart": "0:00.50"})
    found = scored(of, watches={"main": tuple(map(D, watches))})
    if total is None:
        assert codes(found) == ["watches-apart"]
    else:
        assert str(found.total) == total
    assert str(scored(timed(), watches={"main": (D("45.31"),)}).total) == "45.31"


def test_the_clock_by_stretches_and_its_least_time():
    bands = [{"to": "1:00", "points": "3"}, {"over": "1:00", "to": "2:00", "lose": "0"}, {"over": "2:00", "lose": "4"}]
    of = rubric(TEN, clock={"bands": bands})
    assert [str(scored(of, mark("1", "10"), time=t).total) for t in ("60", "60.01", "120", "120.01")] == [
        "13.00",
        "10.00",
        "10.00",
        "6.00",
    ]
    fast = rubric(TEN, clock={"limit": "5:00", "fastest": {"at": "2:00", "then": "void"}})
    assert [scored(fast, mark("1", "10"), time=t).status for t in ("119.99", "120")] == ["void", "ok"]
    told = rubric(TEN, clock={"limit": "5:00", "fastest": {"at": "2:00", "then": "flag"}})
    found = scored(told, mark("1", "10"), time="119")
    assert (found.status, [flag.code for flag in found.flags]) == ("ok", ["too-fast"])


def test_a_timed_item_can_take_the_clocks_own_time():
    item = plain_item(
        "timed", "5", "t", clock=True, bands=[{"to": "1:00", "points": "5"}, {"over": "1:00", "points": "2"}]
    )
    of = rubric(item, clock={"limit": "2:00"})
    assert [str(scored(of, time=t).total) for t in ("60", "60.01")] == ["5.00", "2.00"]
    assert codes(scored(of)) == ["no-time"]


def test_overtime_is_added_where_low_wins():
    count = plain_item("counted", "0", "1", earn="4")
    clock = {"limit": "1:00", "overtime": {"every": "0:04", "points": "1", "count": "started"}}
    of = rubric(count, clock=clock, ranking={"wins": "low"})
    assert str(scored(of, mark("1", "2"), time="65").total) == "10.00"
    of = rubric(
        count, clock={"limit": "1:00", "overtime": {**clock["overtime"], "count": "exact"}}, ranking={"wins": "low"}
    )
    assert str(scored(of, mark("1", "0"), time="65").total) == "1.25"


STOPPED = {"limit": "1:00", "stop": {"at": "2:00", "then": "zero"}}


def test_a_stop_may_make_the_module_zero():
    of = rubric(modules=[module("a", TEN, clock=STOPPED), module("b", FIVE)])
    known = Facts("X", (mark("1", "8"), mark("2", "4")), {"p": ("A",)}, {"a": D("120.01")})
    found = result_of(of, known)
    assert (found.status, str(found.total), found.parts["a"]) == ("ok", "4.00", "0.00")
    assert [(reason.code, reason.points) for reason in found.why] == [("judged", -2), ("over-stop", -8), ("judged", -1)]
    assert adds_up(found, 15)
    in_time = result_of(of, replace(known, time={"a": D(120)}))
    assert str(in_time.total) == "12.00"
    assert "over-stop" not in codes(in_time)


def test_what_is_below_zero_is_not_bettered_by_a_stop():
    rude = {"id": "rude", "title": title("rude"), "lose": "20"}
    of = rubric(TEN, clock=STOPPED, penalties=[rude], floor="none", total={"floor": "none"})
    found = scored(of, mark("1", "8"), time="121", penalties={"rude": 1})
    assert (str(found.total), [reason.points for reason in found.why]) == ("-12.00", [-2, -20, 0])


@pytest.mark.parametrize(("then", "total"), [("dnf", None), ("fail", "8.00"), ("dsq", None), ("void", None)])
def test_a_stop_may_decide_the_outcome(then, total):
    clock = {**STOPPED, "stop": {"at": "2:00", "then": then}}
    found = scored(rubric(TEN, clock=clock), mark("1", "8"), time="121")
    assert (found.status, found.total and str(found.total), codes(found)[0]) == (then, total, "over-stop")
    assert codes(found).count("over-stop") == 1


def test_every_stage_can_be_rounded_in_its_own_way():
    panel = {"combine": "mean", "seats": "3"}
    marks = [mark("1", v, seat=s) for s, v in zip("ABC", "778", strict=False)]  # 7.333…
    for rounding, total in (
        ({"section": "1", "total": "2"}, "7.30"),
        ({"section": {"decimals": "1", "mode": "up"}, "total": "2"}, "7.40"),
        ({"panel": {"decimals": "0", "mode": "up"}, "total": "1"}, "8.0"),
        ({"mode": "cut", "module": "1", "total": "3"}, "7.300"),
        ({"total": {"decimals": "1", "mode": "up"}}, "7.4"),
    ):
        found = scored(rubric(TEN, panel=panel, rounding=rounding), *marks, seats=("A", "B", "C"))
        assert str(found.total) == total, rounding


def test_an_item_aside_is_not_added_but_known():
    aside = {**FIVE, "role": "aside"}
    found = scored(rubric(TEN, aside), mark("1", "7"), mark("2", "4"))
    assert (str(found.total), found.modules[0].full) == ("7.00", 10)
    assert found.modules[0].sections[0].items["2"] == 4


def change(way, now, before, **more):
    item = plain_item("outside", "0", "now", against={"value": "before", "as": way}, **{"score": "value", **more})
    of = rubric(item, values=[{"id": "before", "title": title("before")}], floor="none")
    return scored(of, outside={"now": now, **({"before": before} if before else {})})


@pytest.mark.parametrize(
    ("way", "now", "before", "total"),
    [
        ("lost", "68.5", "70", "1.50"),
        ("gained", "72", "70", "2.00"),
        ("percent-lost", "68", "70", "2.86"),
        ("percent-gained", "72", "70", "2.86"),
        ("percent", "35", "70", "50.00"),
        ("lost", "70", "70", "0.00"),
        ("percent-lost", "72", "70", "-2.86"),
        ("percent", "35", "0", None),
        ("lost", "35", "", None),
    ],
)
def test_a_number_is_compared_with_another_one(way, now, before, total):
    found = change(way, now, before)
    assert (found.status, str(found.total)) == (("ok", total) if total else ("incomplete", "None"))


def test_a_change_in_bands():
    bands = [{"under": "5", "points": "0"}, {"from": "5", "under": "10", "points": "3"}, {"from": "10", "points": "6"}]
    item = plain_item(
        "outside", "6", "now", against={"value": "before", "as": "percent-lost"}, score="bands", bands=bands
    )
    of = rubric(item, values=[{"id": "before", "title": title("before")}])
    totals = [str(scored(of, outside={"now": now, "before": "100"}).total) for now in ("95.01", "95", "90.01", "90")]
    assert totals == ["0.00", "3.00", "3.00", "6.00"]


def test_an_outcome_in_an_optional_module_concerns_it_alone():
    lane = {"id": "lane", "title": title("lane"), "status": "dsq"}
    of = rubric(modules=[module("a", TEN, optional=True, penalties=[lane]), module("b", FIVE)])
    found = scored(of, mark("1", "9"), mark("2", "4"), penalties={"lane": 1})
    assert (found.status, str(found.total), codes(found)) == ("ok", "4.00", ["penalty-status", "judged"])
    stop = {"limit": "1:00", "stop": {"at": "2:00", "then": "void"}}
    of = rubric(modules=[module("a", TEN, optional=True, clock=stop), module("b", FIVE)])
    found = scored(of, mark("1", "9"), mark("2", "4"))
    assert found.status == "incomplete"
    late = result_of(
        of,
        facts("X", mark("1", "9"), mark("2", "4")).__class__(
            "X", (mark("1", "9"), mark("2", "4")), {"p": ("A",)}, {"a": D("121")}
        ),
    )
    assert (late.status, str(late.total)) == ("ok", "4.00")


def test_an_effect_takes_nothing_from_what_is_below_zero():
    below = plain_item("counted", "0", "1", lose="1", needs={"least": "0", "else": {"halve": "section"}})
    of = rubric(below, floor="none")
    assert str(scored(of, mark("1", "2")).total) == "-2.00"
    nothing = plain_item("counted", "0", "1", lose="1", needs={"least": "0", "else": {"on": "item"}})
    assert str(scored(rubric(nothing, floor="none"), mark("1", "2")).total) == "-2.00"
    above = plain_item("judged", "10", "1", step="1", needs={"least": "9", "else": {"on": "item"}})
    assert str(scored(rubric(above), mark("1", "2")).total) == "2.00"


def test_remembered_scores_make_room(monkeypatch):
    monkeypatch.setattr("scoring.engine.scoresheet.MOST_REMEMBERED", 1)
    of = rubric(TEN, FIVE)
    assert str(scored(of, mark("1", "2"), mark("2", "3")).total) == "5.00"


def test_a_module_may_have_a_clock_alone():
    late = {"limit": "5:00", "overtime": {"every": "0:30", "points": "1", "count": "started"}}
    walk = {"id": "walk", "title": title("walk"), "clock": late, "floor": "none"}
    of = rubric(modules=[walk, module("skill", TEN)])
    in_5_10 = replace(facts("X", mark("1", "7")), time={"walk": D(310)})
    found = result_of(of, in_5_10)
    assert (found.parts["walk"], str(found.total)) == ("-1.00", "6.00")
    assert scored(of, mark("1", "7")).status == "incomplete"
    held = rubric(modules=[{**walk, "floor": "0"}, module("skill", TEN)])
    assert str(result_of(held, in_5_10).total) == "7.00"
