"""Every word may be used, every rule has its faulty file, and borders lie where they should."""

import csv
import random
import time
from pathlib import Path

import pytest

from scoring.rubrics.checks.bands import Stretch
from scoring.rubrics.messages import ODD, RULES, UNSURE
from scoring.rubrics.problems import MOST, nearest
from scoring.rubrics.reader import read_rubric, shipped

HERE = Path(__file__).parent
WIDE = (HERE / "wide@1.yaml").read_text(encoding="utf-8")
ELSEWHERE = {"corners", "points-differ"}  # tested in this file, or with other numbers in another one

SMALL = """\
rubric: small@1
title: {{zh: 小, en: Small}}
panels: [{{id: judges, title: {{zh: 评委, en: Judges}}, combine: mean}}]
{top}
sections:
  - id: "1"
    title: {{zh: 一, en: One}}
    panel: judges
    items:
      - {{id: "1", title: {{zh: 甲, en: A}}, points: 10, {item}}}
"""


def codes(item="kind: checked", top=""):
    reading = read_rubric(SMALL.format(item=item, top=top), "small@1.yaml")
    return [found.code for found in (*reading.problems, *reading.warnings)]


def told(text, name="wide@1.yaml"):
    reading = read_rubric(text, name)
    return {(found.line, found.code) for found in (*reading.problems, *reading.warnings)}


def line_of(text, words):
    return text[: text.index(words)].count("\n") + 1


def test_every_word_may_be_used():
    reading = read_rubric(WIDE, "wide@1.yaml")
    assert [found.say("en") for found in (*reading.problems, *reading.warnings)] == []
    assert len(reading.rubric.items) == 34 + 6 * 2 + 3


def test_every_rule_has_its_faulty_file():
    lines = (HERE / "faulty" / "expected.tsv").read_text(encoding="utf-8").splitlines()
    shown = {row["code"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert set(RULES) | set(ODD) <= shown | ELSEWHERE
    assert set(RULES) >= UNSURE


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("kind: checked, places: {count: 3, layout: bed-corners}", ["corners"]),
        ("kind: checked, places: {count: 4, per: 2}", ["not-here"]),
        ("kind: checked, ceiling: 10", []),
        ("kind: checked, floor: 11", ["limits-crossed"]),
        ("kind: checked, needs: {least: 10, else: {status: fail}}", []),
        ("kind: checked, needs: {least: 100%, else: {keep: 99%, on: item}}", []),
        ("kind: counted, lose: 10", []),
        ("kind: counted, lose: 11, floor: none", []),
        ("kind: attempts, lose: [1, all]", ["full-not-reached"]),
        ("kind: attempts, lose: [0, 11]", ["price-over-points"]),
        ("kind: attempts, lose: [0, 2, 1]", ["not-ascending"]),
        ("kind: counted, lose: 11, floor: -1", []),
        ("kind: counted, lose: [0, 0]", ["costs-nothing"]),
        ("kind: counted, lose: [0, 1]", []),
        ("kind: checked, each: 1, places: {count: 5}, floor: none", []),
        ("kind: checked, each: 1, places: {count: 5}", ["places-do-not-close"]),
        ("kind: checked, places: {count: 5, cap: 1.9}", []),
        ("kind: measured, unit: m, tolerance: 1, each: 2, places: {count: 5, cap: 2}", ["never-acts"]),
        ("kind: measured, unit: m, tolerance: 1, each: 10, places: {count: 5}, take: mean", []),
        ("kind: measured, unit: m, bands: [{to: 1, lose: 1}, {over: 1, lose: all}], places: {count: 2, cap: 10}",
         ["never-acts"]),
        ("kind: measured, unit: m, bands: [{to: 1, lose: 1}, {over: 1, points: 3}], places: {count: 2, cap: 1}", []),
        ("kind: measured, unit: m, step: {size: 1, count: full, lose: 1}, places: {count: 2, cap: 1}", []),
        ("kind: measured, unit: m, window: {from: 1, to: 1}, each: 10", []),
        ("kind: measured, unit: m, nominal: 1, range: {to: 1}, step: {size: 1, count: full, lose: 1}", []),
        ("kind: measured, unit: m, nominal: 1, range: {under: 1}, step: {size: 1, count: full, lose: 1}",
         ["range-misses"]),
        ("kind: measured, unit: m, earn: {points: 0, below: 1}", []),
        ("kind: measured, unit: m, above: {size: 1, count: full, lose: 1}, "
         "below: {size: 1, count: full, lose: 1}, each: 10, tolerance: 1", ["one-of"]),
        ("kind: judged, step: 1, least: -3, floor: none", []),
        ("kind: judged, step: 1, least: 10", ["least-range"]),
        ("kind: judged, step: 1, most: 12, ceiling: none", []),
        ("kind: judged, step: 1, most: 5, bands: [{to: 5, points: 10}]", []),
        ("kind: judged, step: 1, most: 5, bands: [{under: 5, points: 10}]", ["band-short"]),
        ("kind: counted, rungs: [{count: 1, points: 5}, {count: 2, lose: 1}]", []),
        ("kind: ranked, table: [10, 10]", ["unused-panel"]),
        ("kind: ranked, ladder: {first: entries, less: 1, floor: 3}", ["unused-panel"]),
        ("kind: outside, score: value", ["unused-panel"]),
        ("kind: faults, faults: [{id: a, title: {zh: 甲, en: A}, at-most: 9, on: item}]", []),
        ("kind: faults, faults: [{id: a, title: {zh: 甲, en: A}, at-most: 10, on: item}]", ["never-acts"]),
        ("kind: faults, faults: [{id: a, title: {zh: 甲, en: A}, lose: [1, 1], once: true}]", ["price-unused"]),
    ],
)  # fmt: skip
def test_borders_of_items(item, expected):
    assert codes(item) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("points: 10", []),
        ("points: 9.99", ["points-differ"]),
        ("points: 9\ntotal: {at-most: 9}", []),
        ("points: 5\ntotal: {times: 1/2}", []),
        ("points: 9\nfield: {score: best, points: 9}", []),
        ("points: 9\nfield: {score: rank}", []),
        ("clock: {limit: 5:00, stop: {at: 5:00.01, then: void}}", []),
        ("clock: {limit: 5:00, overtime: {every: 0:30, points: 1, count: exact, cap: 2}}", []),
        ("clock: {limit: 5:00, stop: {at: 6:00, then: score}, "
         "overtime: {every: 2:00, points: 4, count: exact, cap: 4}}", ["never-acts"]),
        ("clock: {limit: 5:00, early: {every: 1:00, points: 1, count: full, cap: 5}}", []),
        ("clock: {limit: 5:00, early: {every: 1:00, points: 1, count: full, cap: 5.5}}", ["never-acts"]),
        ("clock: {fastest: {at: 1:00, then: flag}}", []),
        ("clock: {bands: [{to: 5:00, points: 1}, {over: 5:00, lose: 1}]}", []),
        ("clock: {bands: [{from: 1:00, to: 5:00, lose: 1}, {from: 2:00, to: 3:00, lose: 2}, {over: 5:00, lose: 3}]}",
         ["band-overlap"]),
        ("clock: {bands: [{from: 1:00, to: 5:00, lose: 1}, {from: 2:00, to: 3:00, lose: 2}, {over: 4:00, lose: 3}]}",
         ["band-overlap", "band-overlap"]),
        ("clock: {bands: [{to: 3:00, lose: 1}, {to: 2:00, lose: 2}]}", ["band-overlap"]),
        ("clock: {bands: [{lose: 1}, {lose: 2}]}", ["band-overlap"]),
        ("field: {score: place, table: [9, 7]}\npoints: 9", []),
        ("field: {score: place, ladder: {first: 8, less: 1}}\npoints: 8", []),
        ("teams: {title: {zh: 队, en: T}, points: {score: place, rates: [{to: 0%, points: 1}]}}", ["above"]),
        ("adjust: {up: 0.1, down: 0, step: 0.05}", []),
        ("groups: [{id: g, title: {zh: 甲, en: G}, items: ['1'], lose-at-most: 9.9}]", []),
        ("rounding: {total: 3}\nties: [{by: exact, decimals: 4, wins: high}]", []),
        ("rounding: {total: 4}\nties: [{by: exact, decimals: 4, wins: high}]", ["tie-decimals"]),
        ("awards: [{title: {zh: 奖, en: P}, ratio: 50%}, {title: {zh: 奖, en: P}, ratio: 50%}]", []),
        ("awards: [{title: {zh: 奖, en: P}, count: 1, least: 10}]", []),
        ("awards: [{title: {zh: 奖, en: P}, count: 1, least: 99}]\nranking: {wins: low}", ["faults-better"]),
        ("grades: [{title: {zh: 优, en: A}, over: 5}, {title: {zh: 良, en: B}, from: 5}]", []),
        ("grades: [{title: {zh: 优, en: A}, from: 5}, {title: {zh: 良, en: B}, over: 5}]", ["band-hidden"]),
        ("grades: [{title: {zh: 优, en: A}, to: 5}, {title: {zh: 良, en: B}, under: 5}]", ["band-hidden"]),
        ("grades: [{title: {zh: 优, en: A}, under: 5}, {title: {zh: 良, en: B}, to: 5}]", []),
    ],
)  # fmt: skip
def test_borders_of_rules(top, expected):
    assert codes(top=top) == expected


def test_a_group_without_end_may_be_limited():
    groups = "groups: [{id: g, title: {zh: 甲, en: G}, items: ['1'], earn-at-most: 99, lose-at-most: 99}]"
    assert codes("kind: counted, earn: 1, ceiling: none, floor: none", groups) == []
    assert codes("kind: checked", groups) == ["never-acts", "never-acts"]


def test_of_very_many_problems_the_first_are_told():
    rows = "".join(f"      - {{id: a{number}, points: 1, kind: checked}}\n" for number in range(400))
    reading = read_rubric(SMALL.format(item="kind: checked", top="") + rows, "small@1.yaml")
    assert [problem.code for problem in reading.problems] == ["missing"] * MOST + ["too-many"]
    assert str(MOST) in reading.problems[-1].zh
    wrong = "".join(f"  - {{by: item, of: nothing-{number}, wins: high}}\n" for number in range(600))
    reading = read_rubric(SMALL.format(item="kind: checked", top="") + "ties:\n" + wrong, "small@1.yaml")
    assert len(reading.problems) == MOST + 1


def test_similar_names_are_looked_for_only_among_few_and_short_ones():
    assert nearest("judgs", ["judges", "tape"]) == ["judges"]
    assert nearest("judgs", ["judges", *map(str, range(400))]) == []
    assert nearest("j" * 41, ["j" * 40]) == []


def test_stretches_meet_only_where_both_edges_belong():
    below, upto, above = Stretch(None, False, 5, False), Stretch(None, False, 5, True), Stretch(5, True, None, False)
    assert below.misses(above)
    assert above.misses(below)
    assert not upto.misses(above)
    assert upto.mirrored == Stretch(-5, True, None, False)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("least: 0.1, most: 0.5", "least: 0.1, most: lots", "reading"),
        ("items: [gap, cord], lose-at-most", "items: [gap, [cord]], lose-at-most", "scalar"),
        ("qualify: {first: 8, next: 2, ties: through}", "qualify: {first: all, next: 2, ties: through}", "whole"),
        ("catalogue:\n", "catalog:\n", "unknown-field"),
        ("runs: {title: {zh: 投, en: Throw}, count: 3", "runs: {title: {zh: 投, en: Throw}, count: many", "whole"),
        ("- {by: round, of: first, wins: high}", "- {by: round, of: first, wins: hi}", "choice"),
        ("combine: trimmed, drop: {from: 5}", "combine: trimmed, drop: {from: five}", "whole"),
        ("{status: dns, total: 0}", "{status: absent, total: 0}", "choice"),
        ("clock: {score: time}", "clock: {score: seconds}", "choice"),
        ("field: {score: rank, wins: high}", "field: {score: places, wins: high}", "choice"),
        ("- {id: age,", "- {id: ag e,", "id"),
        ("penalties: [{id: absent", "penalties: [{id: a b", "id"),
    ],
)
def test_a_wrong_field_draws_no_other_problem_after_it(old, new, code):
    """What stands in for the faulty part keeps the rest from being blamed."""
    assert old in WIDE
    text = WIDE.replace(old, new, 1)
    lines = {(line, found) for line, found in told(text) if found != "missing"}
    assert {found for _, found in lines} == {code}
    assert lines == {(line_of(text, new.split("\n")[0]), code)}


WORDS = [
    "0",
    "-1",
    "99",
    "1:00",
    "50%",
    "all",
    "none",
    "time",
    "rank",
    "judges",
    "gap",
    "{}",
    "[]",
    "$tolerance",
    "true",
]


def mutated(text, chance):
    """The text with a few values, lines or words exchanged; most of it stays sound YAML."""
    lines = text.splitlines()
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(lines))
        cut = chance.randrange(5)
        if cut == 0:
            del lines[at]
        elif cut == 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif ": " in lines[at]:
            parts = lines[at].split(": ")
            place = chance.randrange(1, len(parts))
            rest = parts[place].lstrip("-0123456789.%:abcdefghijklmnopqrstuvwxyz ")
            other = lines[chance.randrange(len(lines))].split(": ")[-1]
            parts[place] = chance.choice([*WORDS, other]) + rest
            lines[at] = ": ".join(parts)
    return "\n".join(lines)


def test_mutated_rules_never_raise_and_never_take_long():
    chance = random.Random(3)
    texts = [WIDE, *(path.read_text(encoding="utf-8") for path in shipped().values())]
    reached = 0
    for _ in range(150):
        text = mutated(chance.choice(texts), chance)
        start = time.monotonic()
        reading = read_rubric(text, "wide@1.yaml")
        assert time.monotonic() - start < 2
        assert (reading.rubric is None) == bool(reading.problems)
        reached += {"empty", "indent"}.isdisjoint(found.code for found in reading.problems)
    assert reached > 50
