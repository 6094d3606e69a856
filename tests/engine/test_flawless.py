"""The best mark of every kind brings everything; what *clear* already says needs no mark."""

import pytest

from scoring.engine.flawless import flawless
from scoring.engine.kinds import score_item
from scoring.engine.values import refuse
from tests.engine.making import item, title

GRADES = [{"id": "poor", "points": "0.5"}, {"id": "fine", "points": "2"}]
CATALOGUE = [
    {"id": "easy", "title": title("easy"), "points": "1"},
    {"id": "hard", "title": title("hard"), "points": "2", "grades": GRADES},
]
BEST = {
    "nothing to say": (item("measured", unit="cm", tolerance="1", each="2"), None),
    "judged": (item("judged", step="0.5"), None),
    "judged as a factor": (item("judged", points="3", step="0.5", role="factor"), "3"),
    "judged at places": (item("judged", step="0.5", role="factor", points="4", places=2), "2"),
    "earned": (item("counted", earn="0.3"), "7"),
    "rungs": (item("counted", rungs=[{"count": "1", "points": "1"}, {"count": "3", "points": "2"}]), "3"),
    "out of": (item("counted", **{"out-of": "20"}), "20"),
    "distance": (item("measured", unit="m", earn={"points": "0.5", "from": "10"}), "14"),
    "distance for nothing": (item("measured", unit="m", earn={"points": "0"}), "0"),
    "inside the range": (item("measured", unit="m", earn={"points": "1"}, range={"from": "0", "to": "1"}), "1"),
    "timed": (item("timed", bands=[{"to": "0:40", "points": "0"}, {"over": "0:40", "points": "2"}]), "0:41"),
    "element": (item("element", catalogue=CATALOGUE), "hard"),
    "theory": (item("outside", full="100"), "100"),
    "sales": (item("outside", score="best"), "2"),
    "sales by place": (item("ranked", table=["2", "1"]), "100"),
    "time from outside": (item("outside", score="best", unit="time"), "0:02"),
}


@pytest.mark.parametrize(("made", "best"), BEST.values(), ids=BEST.keys())
def test_the_best_mark(made, best):
    assert flawless(made) == best
    if best is not None:
        place = "1" if made.places else ""
        assert refuse(made, place, best) is None


@pytest.mark.parametrize("name", ["earned", "rungs", "out of", "distance", "timed", "element"])
def test_it_brings_all_there_is(name):
    made, best = BEST[name]
    assert score_item(made, {"": best}).points == 2


def test_readings_that_cannot_be_called_clear():
    mean = item("measured", unit="cm", window={"from": "5", "to": "6"}, each="2", take="mean", places=3)
    best = flawless(mean)
    assert score_item(mean, {str(place): best for place in (1, 2, 3)}).points == 2
    timed = item("measured", unit="time", earn={"points": "1", "size": "10"}, points="3")
    assert flawless(timed) == "0:30"


def test_a_grade_needs_its_element():
    graded = item("graded", of="e")
    hard = BEST["element"][0].catalogue[1]
    assert flawless(graded) is None
    assert flawless(graded, {"e": hard}) == "fine"
