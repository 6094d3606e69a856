"""Elements over several runs: each entry once, grades that serve a whole catalogue, as points or as parts."""

from fractions import Fraction as F

import pytest

from scoring.engine.result import result_of
from tests.engine.making import facts, mark, rubric, section, title

CATALOGUE = [
    {"id": "a", "title": title("A"), "points": "4"},
    {"id": "b", "title": title("B"), "points": "1.3"},
]
GRADES = [{"id": "+1", "points": "10%"}, {"id": "0", "points": "0"}, {"id": "-1", "points": "-0.5"}]


def element(**more):
    return {"id": "move", "title": title("move"), "points": "0", "kind": "element", "catalogue": CATALOGUE, **more}


def graded(**more):
    return {
        "id": "grade",
        "title": title("grade"),
        "points": "0",
        "kind": "graded",
        "of": "move",
        "grades": GRADES,
        **more,
    }


def skated(*pairs, **more):
    runs = {"title": title("element"), "count": 3, "least": 0, "combine": "sum"}
    of = rubric(sections=[{**section("s", element(**more), graded()), "runs": runs}])
    marks = [
        mark(f"{item}#{run}", value)
        for run, pair in enumerate(pairs, 1)
        for item, value in zip(("move", "grade"), pair, strict=True)
    ]
    return result_of(of, facts("A", *marks))


@pytest.mark.parametrize(
    ("pairs", "total"),
    [
        ((("a", "+1"),), F(22, 5)),
        ((("b", "+1"),), F(143, 100)),
        ((("b", "0"),), F(13, 10)),
        ((("a", "-1"), ("b", "-1")), F(43, 10)),
    ],
)
def test_grades_for_a_whole_catalogue(pairs, total):
    assert skated(*pairs).exact == total


@pytest.mark.parametrize(
    ("pairs", "more", "total"),
    [
        ((("a", "+1"), ("a", "+1")), {}, F(44, 5)),
        ((("a", "+1"), ("a", "+1")), {"once": True}, F(22, 5)),
        ((("a", "+1"), ("a", "-1")), {"once": True}, F(22, 5)),
        ((("a", "0"), ("b", "0"), ("a", "+1")), {"once": True}, F(53, 10)),
    ],
)
def test_an_entry_that_counts_once(pairs, more, total):
    found = skated(*pairs, **more)
    assert found.exact == total
    again = [reason.say("en") for reason in found.why if reason.code == "element-again"]
    assert bool(again) == (more != {} and len({move for move, _ in pairs}) < len(pairs))


def test_an_entry_counts_once_for_every_section_alone():
    runs = {"title": title("run"), "count": 1, "combine": "sum"}
    first = {**section("s", element(once=True)), "runs": runs}
    second = {**section("t", {**element(once=True), "id": "other"}), "runs": runs}
    found = result_of(rubric(sections=[first, second]), facts("A", mark("move#1", "a"), mark("other#1", "a")))
    assert found.exact == 8


def test_a_run_that_failed_uses_no_entry_up():
    runs = {"title": title("element"), "count": 3, "least": 0, "combine": "sum"}
    of = rubric(sections=[{**section("s", element(once=True), graded()), "runs": runs}])
    marks = [mark("move#1", "a"), mark("grade#1", "failed"), mark("move#2", "a"), mark("grade#2", "+1")]
    assert result_of(of, facts("A", *marks)).exact == F(22, 5)


def test_a_part_of_an_element_is_exact_however_many_digits_it_has():
    long = {"id": "a", "title": title("A"), "points": "123456789.123457"}
    grades = [{"id": "+1", "points": "12345678.123457%"}]
    of = rubric(sections=[section("s", {**element(), "catalogue": [long]}, {**graded(), "grades": grades})])
    found = result_of(of, facts("A", mark("move", "a"), mark("grade", "+1")))
    assert found.exact == F("123456789.123457") * (1 + F("12345678.123457") / 100)
