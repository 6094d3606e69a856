"""Which marks an item admits, and what a refusal says."""

import pytest

from scoring.engine.prices import top_of
from scoring.engine.values import clearable, number_of, refuse, whole
from tests.engine.making import item, title

LEVELS = [{"id": "good", "title": title("good"), "points": "2"}, {"id": "poor", "title": title("poor"), "points": "0"}]
BAND = [{"to": "2", "lose": "0"}, {"over": "2", "lose": "all"}]

GAUGE = item("measured", unit="cm", tolerance="0.2", each="0.2", places=10)
BANDS = item("measured", unit="cm", bands=BAND)
MEAN = item("measured", unit="cm", tolerance="0.2", each="2", take="mean", places=3)
LOSE = item("counted", lose="0.2")
EARN = item("counted", earn="1")
CHECKED = item("checked")
ATTEMPTS = item("attempts", lose=["0", "all"])
LEVEL = item("levels", levels=LEVELS)
JUDGED = item("judged", step="0.5", least="0.5")
TWISTED = item("judged", "2", step="0.3")
SEATED = item("judged", "2", step="0.1", places=10)
TIMED = item("timed", bands=[{"to": "1:00", "points": "2"}])
PART = item("outside", "100", full="100", decimals="1")
BEST = item("outside", "10", score="best")
RANKED = item("ranked", "45", ladder={"first": "45", "less": "2"}, decimals="0")


@pytest.mark.parametrize(
    ("thing", "place", "value"),
    [
        (GAUGE, "1", "1.5"),
        (GAUGE, "10", "in"),
        (GAUGE, "3", "out"),
        (GAUGE, "3", "clear"),
        (GAUGE, "", "clear"),
        (GAUGE, "1", " １．５ "),
        (BANDS, "", "2.01"),
        (BANDS, "", "-1"),
        (LOSE, "", "0"),
        (LOSE, "", "999"),
        (LOSE, "", "3.0"),
        (EARN, "", "3"),
        (CHECKED, "", "yes"),
        (CHECKED, "", "no"),
        (ATTEMPTS, "", "1"),
        (ATTEMPTS, "", "clear"),
        (LEVEL, "", "good"),
        (JUDGED, "", "0.5"),
        (JUDGED, "", "2"),
        (JUDGED, "", "clear"),
        (TWISTED, "", "2"),
        (SEATED, "4", "0.2"),
        (TIMED, "", "0:45.20"),
        (PART, "", "99.5"),
        (PART, "", "100"),
        (BEST, "", "123456.78"),
        (RANKED, "", "7"),
    ],
)
def test_admitted(thing, place, value):
    assert refuse(thing, place, value) is None


@pytest.mark.parametrize(
    ("thing", "place", "value", "code", "remedy"),
    [
        (GAUGE, "11", "1.5", "place", "1 to 10"),
        (GAUGE, "01", "1.5", "place", "1 to 10"),
        (GAUGE, "0", "1.5", "place", "1 to 10"),
        (GAUGE, "host", "1.5", "place", "1 to 10"),
        (GAUGE, "²", "1.5", "place", "1 to 10"),
        (GAUGE, "", "1.5", "place-missing", "1–10"),
        (GAUGE, "1", "1,5", "reading", "in, or out"),
        (GAUGE, "1", "yes", "reading", "in, or out"),
        (BANDS, "", "in", "reading", "number such as 1.5"),
        (BANDS, "1", "2", "no-places", "leave the place empty"),
        (LOSE, "", "1.5", "count", "0 to 999"),
        (LOSE, "", "-1", "count", "0 to 999"),
        (LOSE, "", "1000", "count", "0 to 999"),
        (LOSE, "", "", "count", "0 to 999"),
        (EARN, "", "clear", "clear", "write the figure"),
        (CHECKED, "", "1", "yes-no", "yes (met) or no"),
        (ATTEMPTS, "", "0", "attempt", "1 to 999"),
        (LEVEL, "", "best", "level", "good, poor"),
        (JUDGED, "", "0.4", "range", "0.5 to 2"),
        (JUDGED, "", "2.5", "range", "0.5 to 2"),
        (JUDGED, "", "NaN", "number", "0.5 to 2"),
        (JUDGED, "", "八", "number", "0.5 to 2"),
        (JUDGED, "", "1.5分", "number", "without a unit"),
        (MEAN, "", "clear", "clear", "3 places"),
        (JUDGED, "", "0.7", "step", "from 0.5 by 0.5 to 2"),
        (SEATED, "4", "0.3", "range", "0 to 0.2"),
        (TIMED, "", "45", "duration", "m:ss"),
        (TIMED, "", "clear", "clear", "write the figure"),
        (PART, "", "100.5", "number", "0 to 100"),
        (PART, "", "99.55", "decimals", "at most 1"),
        (BEST, "", "-1", "number", "0 or more"),
        (BEST, "", "clear", "clear", "write the figure"),
        (RANKED, "", "7.5", "decimals", "at most 0"),
    ],
)
def test_refused_with_limit_and_remedy(thing, place, value, code, remedy):
    refusal = refuse(thing, place, value)
    assert refusal.code == code
    assert remedy in refusal.say("en")
    assert refusal.say("zh-CN") == refusal.zh != refusal.en


@pytest.mark.parametrize(
    ("kind", "value", "more"),
    [
        ("measured", "wide", {"unit": "cm", "tolerance": "0.2"}),
        ("measured", "9", {"unit": "cm", "tolerance": "0.2", "range": {"to": "5"}}),
        ("counted", "some", {"lose": "0.2"}),
        ("counted", "clear", {"earn": "1"}),
        ("checked", "maybe", {}),
        ("attempts", "0", {"lose": ["0", "all"]}),
        ("levels", "best", {"levels": LEVELS}),
        ("judged", "8", {"step": "0.5"}),
        ("timed", "45", {"bands": [{"to": "1:00", "points": "2"}]}),
        ("element", "q", {"catalogue": LEVELS}),
        ("graded", "", {"of": "e"}),
    ],
)
def test_where_an_item_may_not_apply_a_refusal_names_na(kind, value, more):
    refusal = refuse(item(kind, not_applicable="section", **more), "", value)
    assert refusal.en.endswith(", or na where it does not apply")
    assert refusal.zh.endswith("；不适用写 na")
    assert "na " not in refuse(item(kind, **more), "", value).en


def test_na_is_not_named_beside_a_figure_that_is_only_too_fine():
    fine = item("judged", step="0.5", not_applicable="section")
    assert refuse(fine, "", "0.7").en == "“0.7” is between the steps: marks go from 0 by 0.5 to 2"


@pytest.mark.parametrize(
    ("value", "meant"),
    [("Yes", "yes"), ("NO", "no"), ("是", "yes"), ("N/A", "na"), ("NA", "na"), ("不适用", "na"), ("Clear", "clear")],
)
def test_what_was_meant_is_offered_and_never_taken(value, meant):
    may_not = item("checked", not_applicable="section")
    assert refuse(may_not, "", meant) is None
    refusal = refuse(may_not, "", value)
    assert refusal.code == "yes-no"
    assert refusal.en.endswith(f"; did you mean “{meant}”?")
    assert refusal.zh.endswith(f"，是不是“{meant}”？")


def test_an_id_in_other_letters_is_offered_and_nothing_where_nothing_fits():
    levels = item("levels", levels=[{"id": "A", "title": title("a")}, {"id": "b", "title": title("b")}])
    assert refuse(levels, "", "a").en.endswith("did you mean “A”?")
    assert refuse(levels, "", "B").en.endswith("did you mean “b”?")
    assert "mean" not in refuse(levels, "", "n/a").en
    assert "mean" not in refuse(CHECKED, "", "N/A").en
    assert "mean" not in refuse(item("graded", of="dive"), "", "clear").en


def test_the_minus_of_print_is_a_minus():
    below = item("judged", points="3", least="-3", step="1")
    assert refuse(below, "", "−2") is None
    assert number_of("−2.5") == number_of("-2.5")


def test_clear_says_enough_only_where_faults_are_looked_for():
    assert [clearable(each) for each in (GAUGE, LOSE, CHECKED, ATTEMPTS, LEVEL, JUDGED)] == [True] * 6
    assert [clearable(each) for each in (EARN, TIMED, PART, BEST, RANKED)] == [False] * 5


def test_the_top_of_a_judged_item_is_shared_out_to_its_places():
    assert top_of(JUDGED) == 2
    assert top_of(SEATED) * 10 == 2
    assert top_of(item("judged", "2", step="0.1", each="0.5", places=10)) * 2 == 1


def test_reading_numbers():
    assert whole("３") == 3
    assert whole("x") is None
    with pytest.raises(ValueError, match="x"):
        number_of("x")
