"""Invented marks: every kind admits what is made for it, and the same chance makes the same marks again."""

import random
from decimal import Decimal

import pytest

from scoring.engine.invented import element_for, marks_for, outside_for, penalties_for, seconds_for, skill
from scoring.engine.minutes import SECONDS
from scoring.engine.values import clearable, refuse
from scoring.rubrics.kinds import SEATLESS
from tests.engine.making import clock, item, plain_item, rubric, title

SEEDS = range(40)


BANDS = [{"to": "1", "lose": "0"}, {"over": "1", "under": "2", "lose": "0.5"}, {"from": "2", "lose": "all"}]
ITEMS = {
    "each": item("measured", unit="cm", nominal="1.5", tolerance="0.2", each="0.2", places=10),
    "every place": item("measured", unit="cm", nominal="1.5", tolerance="0.2", each="0.2",
                        places={"count": 10, "all": True}),
    "gauge at zero": item("measured", unit="cm", tolerance="0.2", each="2"),
    "window": item("measured", unit="cm", window={"over": "1", "under": "3"}, each="2"),
    "half a window": item("measured", unit="cm", window={"from": "1"}, each="2"),
    "limit": item("measured", unit="cm", window={"to": "4"}, each="2"),
    "bands": item("measured", unit="cm", bands=BANDS),
    "bands on reading": item("measured", unit="cm", bands=[{"under": "1", "points": "0"}, {"from": "1", "points": "2"}],
                             **{"bands-on": "reading"}),
    "step": item("measured", unit="deg", nominal="45", step={"size": "1", "count": "full", "lose": "0.5"}),
    "above": item("measured", unit="cm", nominal="45", above={"size": "1", "count": "exact", "lose": "0.5"}),
    "time in a range": item("measured", unit="time", nominal="1:00", tolerance="5", each="2",
                            range={"from": "0:50", "to": "1:10"}),
    "earn": item("measured", unit="cm", earn={"points": "0.5", "from": "10"}, range={"from": "0"}),
    "mean of readings": item("measured", unit="cm", nominal="3", tolerance="1", each="2", take="mean", places=3),
    "mean in a window": item("measured", unit="cm", window={"from": "1"}, each="2", take="mean", places=3),
    "earn nothing": item("measured", unit="cm", earn={"points": "0"}),
    "counted": item("counted", lose="0.2", free="1", places=3),
    "earned": item("counted", earn="0.5"),
    "out of": item("counted", **{"out-of": "20"}),
    "rungs": item("counted", rungs=[{"count": "1", "points": "1"}, {"count": "3", "points": "2"}]),
    "falling rungs": item("counted", rungs=[{"count": "1", "lose": "1"}, {"count": "3", "lose": "all"}]),
    "faults": item("faults", faults=[{"id": "A", "title": title("a"), "lose": "0.5"},
                                     {"id": "B", "title": title("b"), "zero": "item"}]),
    "checked": item("checked", places=4),
    "attempts": item("attempts", lose=["0", "1"]),
    "levels": item("levels", levels=[{"id": "0", "title": title("a")}, {"id": "1", "title": title("b")}]),
    "judged": item("judged", step="0.1"),
    "judged at places": item("judged", step="0.1", each="0.4", places=5),
    "judged below zero": item("judged", step="0.5", least="-2"),
    "timed": item("timed", bands=[{"to": "0:40", "points": "2"}, {"over": "0:40", "points": "1"}]),
    "not applicable": item("checked", **{"not-applicable": "section"}),
}  # fmt: skip


@pytest.mark.parametrize("made", ITEMS.values(), ids=ITEMS.keys())
def test_every_kind_is_marked_as_it_admits(made):
    seen = set()
    for seed in SEEDS:
        pairs = marks_for(made, seed * 5 % 101, random.Random(seed))
        assert pairs or not clearable(made)
        assert [pair for pair in pairs if refuse(made, *pair)] == []
        seen |= set(pairs)
    assert len(seen) > 1 or made.kind == "measured"
    assert marks_for(made, 50, random.Random(7)) == marks_for(made, 50, random.Random(7))


def test_where_every_place_is_asked_for_every_place_is_marked():
    made = [marks_for(ITEMS["every place"], 20, random.Random(seed)) for seed in SEEDS]
    assert {len(pairs) for pairs in made} == {10}
    assert all(len({place for place, _ in pairs}) == 10 for pairs in made)


def test_better_performances_lose_less():
    rules = ITEMS["counted"]
    lost = [sum(len(marks_for(rules, quality, random.Random(seed))) for seed in SEEDS) for quality in (10, 95)]
    assert lost[0] > lost[1]


GRADES = [{"id": "x", "points": "0"}, {"id": "y", "points": "1"}]
CATALOGUE = [
    {
        "id": "5A",
        "title": title("a"),
        "points": "2",
        "grades": [{"id": "x", "points": "0"}, {"id": "y", "points": "1"}],
    },
    {"id": "5B", "title": title("b"), "points": "3"},
]


def test_a_grade_belongs_to_the_element_that_was_chosen():
    element, graded = item("element", id="e", catalogue=CATALOGUE), item("graded", id="g", of="e")
    for seed in SEEDS:
        choice = element_for(element, random.Random(seed))
        chosen = {"e": choice}
        assert marks_for(element, 50, random.Random(seed + 1), chosen) == [("", choice.id)]
        grades = marks_for(graded, 50, random.Random(seed), chosen)
        assert [value in ("x", "y") for _, value in grades] == [True] * bool(choice.grades)
    assert marks_for(element, 50, random.Random(1))[0][1] in ("5A", "5B")
    assert marks_for(graded, 50, random.Random(1)) == []


@pytest.mark.parametrize(
    "rule",
    [
        item("outside", full="100"),
        item("outside", score="value"),
        item("outside", score="best", decimals="0"),
        item("outside", score="best", unit="time"),
        item("outside", score="bands", bands=[{"under": "5", "points": "0"}, {"from": "5", "points": "2"}]),
        item("ranked", table=["2", "1"]),
    ],
    ids=lambda rule: f"{rule.kind} {getattr(rule, 'score', '')}",
)
def test_values_from_outside_are_admitted(rule):
    made = {outside_for(rule, seed * 2, random.Random(seed)) for seed in SEEDS}
    assert [value for value in made if refuse(rule, "", value)] == []
    assert len(made) > 3


@pytest.mark.parametrize(("way", "low", "high"), [("percent-lost", 79, 100), ("gained", 100, 121)])
def test_a_change_is_a_change_of_the_other_number(way, low, high):
    rule = item("outside", unit="kg", score="value", against={"value": "before", "as": way})
    made = [Decimal(outside_for(rule, seed * 2, random.Random(seed), Decimal(100))) for seed in SEEDS]
    assert all(low < value < high for value in made)


def test_working_times():
    late = [seconds_for(clock(), 70, random.Random(seed)) for seed in range(200)]
    assert 1 < sum(seconds > 900 for seconds in late) < 60
    scored = clock(score="time", limit="1:00")
    assert seconds_for(scored, 100, random.Random(1)) < seconds_for(scored, 30, random.Random(1))
    short = clock(short={"every": "0:30", "points": "1", "count": "started"})
    assert all(870 < seconds_for(short, 70, random.Random(seed)) < 910 for seed in SEEDS)
    bands = rubric(plain_item("checked"), clock={"bands": [{"over": "2:00", "lose": "1"}]}).clock
    assert 100 < seconds_for(bands, 70, random.Random(1)) < 135
    nothing = rubric(plain_item("checked"), clock={"prepare": "3:00"}).clock
    assert seconds_for(nothing, 70, random.Random(1)) > 200


def test_what_ends_a_performance_is_rare():
    rules = rubric(plain_item("checked"), penalties=[
        {"id": "slip", "title": title("slip"), "lose": "1"}, {"id": "cheat", "title": title("cheat"), "status": "dsq"},
    ]).penalties  # fmt: skip
    found = [penalties_for(rules, 50, random.Random(seed)) for seed in range(1000)]
    assert 20 < sum("slip" in each for each in found) < 200
    assert sum("cheat" in each for each in found) < 20


def test_skill_is_between_30_and_100():
    assert {30 <= skill(random.Random(seed)) <= 100 for seed in range(300)} == {True}


def test_every_kind_that_seats_mark_takes_its_seconds():
    assert set(SECONDS) == {each.kind for each in ITEMS.values()} | {"element", "graded"}
    assert not {*SECONDS} & {*SEATLESS}
