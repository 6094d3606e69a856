"""A scalar may stand for a whole part or for a list of one: what is wrong in it is told at the scalar, quoted."""

import pytest

from scoring.rubrics.prices import Sides
from scoring.rubrics.reader import read_rubric
from scoring.rubrics.values import Unit

TEXT = """\
rubric: small@1
title: {zh: 小, en: Small}
panels: [{id: judges, title: {zh: 评委, en: Judges}, combine: mean}]
rounding: {total: 2}
sections:
  - id: "1"
    title: {zh: 一, en: One}
    panel: judges
    items:
      - {id: "1", title: {zh: 甲, en: A}, points: 1, kind: measured, unit: cm, tolerance: 0.2, each: 1}
      - {id: "2", title: {zh: 乙, en: B}, points: 1, kind: counted, lose: 1}
"""


def told(old, new):
    problems = read_rubric(TEXT.replace(old, new), "small@1.yaml").problems
    return [(problem.line, problem.column, problem.code, problem.en.partition(" is ")[0]) for problem in problems]


def test_short_and_long_forms_say_the_same():
    short = read_rubric(TEXT, "small@1.yaml").rubric.items
    written = TEXT.replace("tolerance: 0.2", "tolerance: {below: 0.2, above: 0.2}").replace("lose: 1}", "lose: [1]}")
    written = written.replace("unit: cm", "unit: {zh: 厘米, en: cm}").replace("total: 2", "total: {decimals: 2}")
    assert read_rubric(written, "small@1.yaml").rubric.items == short
    assert short["1"].tolerance == Sides(below="0.2", above="0.2")
    assert short["1"].unit == Unit(zh="厘米", en="cm")


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code"),
    [
        ("tolerance: 0.2", "tolerance: x", 10, 90, "tolerance"),
        ("lose: 1}", "lose: x}", 11, 74, "loss"),
        ("lose: 1}", "lose: [1, x]}", 11, 78, "loss"),
        ("total: 2", "total: x", 4, 19, "whole"),
        ("tolerance: 0.2", "tolerance: {below: x}", 10, 98, "tolerance"),
    ],
)
def test_the_scalar_is_quoted_where_it_stands(old, new, line, column, code):
    assert told(old, new) == [(line, column, code, "“x”")]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code"),
    [
        ("lose: 1}", "lose: {a: 1}}", 11, 74, "scalar"),
        ("lose: 1}", "lose: []}", 11, 74, "too-few"),
        ("tolerance: 0.2", "tolerance: [1]", 10, 90, "mapping"),
        ("unit: cm", "unit: {zh: 厘米}", 10, 75, "missing"),
        ("unit: cm", "unit: [cm]", 10, 75, "mapping"),
    ],
)
def test_what_is_neither_form(old, new, line, column, code):
    assert [found[:3] for found in told(old, new)] == [(line, column, code)]


def test_an_unknown_unit_lists_the_known_ones():
    (problem,) = read_rubric(TEXT.replace("unit: cm", "unit: inch"), "small@1.yaml").problems
    assert problem.code == "unit"
    assert "“inch”" in problem.zh
    assert "cm、mm" in problem.zh
    assert "{zh: …, en: …}" in problem.en


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("combine: mean}", "combine: mean, by-rank: yes}", "flag"),
        ("points: 1, kind: counted", "points: 1, weight: none, kind: counted", "ratio"),
        ("lose: 1}", "earn: 1, help: {zh: " + "长" * 601 + ", en: long}}", "too-long"),
        ("lose: 1}", "lose: 1, ? [a] : b}", "key"),
        ("rounding: {total: 2}", "field: {score: place, rates: [{to: 20, points: 1}]}", "percent"),
        ("rounding: {total: 2}", "field: {score: place, rates: [{to: 120%, points: 1}]}", "percent"),
    ],
)
def test_single_values_are_refused_in_their_own_words(old, new, code):
    assert old in TEXT
    assert [found[2] for found in told(old, new)] == [code]
