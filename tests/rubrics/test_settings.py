"""Late settings: `$name` takes the value of the file or of the day, before anything else looks at it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.rubrics.reader import load, read_rubric

TEXT = """\
rubric: small@1
title: {zh: $小, en: $small}
settings:
  - {id: tolerance, title: {zh: 允差, en: Tolerance}, value: 0.2, least: 0.1, most: 0.5}
  - {id: seats, title: {zh: 席位, en: Seats}, value: 3}
panels: [{id: judges, title: {zh: 评委, en: Judges}, combine: mean, seats: $seats, times: $seats}]
sections:
  - id: "1"
    title: {zh: 一, en: One}
    panel: judges
    items:
      - {id: "1", title: {zh: 甲, en: A}, points: 1, kind: measured, unit: cm, tolerance: $tolerance, each: 1}
      - {id: "2", title: {zh: 乙, en: B}, points: 1, kind: counted, lose: [$tolerance, all]}
"""


def read(text=TEXT, settings=()):
    return read_rubric(text, "small@1.yaml", settings)


def told(text=TEXT, settings=()):
    reading = read(text, settings)
    return [(p.line, p.column, p.code) for p in (*reading.problems, *reading.warnings)]


def test_the_value_stands_wherever_its_name_is_written():
    rubric = read().rubric
    assert rubric.items["1"].tolerance.above == rubric.items["1"].tolerance.below == Decimal("0.2")
    assert rubric.items["2"].lose == (Decimal("0.2"), "all")
    assert rubric.panels[0].seats == 3
    assert rubric.panels[0].times == Fraction(3)
    assert rubric.title.zh == "$小"


def test_the_day_overrides_the_file():
    rubric = read(settings=(("tolerance", "0.5"), ("seats", "1"))).rubric
    assert rubric.items["1"].tolerance.above == Decimal("0.5")
    assert [setting.value for setting in rubric.settings] == [Decimal("0.5"), 1]
    assert read().rubric.items["1"].tolerance.above == Decimal("0.2")


def test_load_takes_them_too(tmp_path):
    file = tmp_path / "small@1.yaml"
    file.write_text(TEXT, encoding="utf-8")
    assert load(file, settings=(("seats", "5"),)).rubric.panels[0].seats == 5


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ((("tolerance", "0.6"),), [(4, 60, "at-most")]),
        ((("tolerance", "0.09"),), [(4, 60, "at-least")]),
        ((("tolerance", "some"),), [(4, 60, "reading")]),
        ((("tolerence", "0.3"),), [(4, 3, "unknown-setting")]),
    ],
)
def test_what_the_day_may_not_say(settings, expected):
    assert told(settings=settings) == expected


def test_an_override_of_a_file_without_settings_is_told_at_its_start():
    text = TEXT[: TEXT.index("settings:")] + TEXT[TEXT.index("panels:") :].replace("$seats", "3")
    assert told(text.replace("$tolerance", "1"), (("any", "1"),)) == [(1, 1, "unknown-setting")]


def test_a_fault_in_what_was_filled_in_is_told_where_the_name_stands():
    problem, *_ = read(settings=(("seats", "2.5"),)).problems
    assert (problem.line, problem.code) == (6, "whole")
    assert "“$seats = 2.5”" in problem.zh
    assert problem.column == TEXT.splitlines()[5].index("$seats") + 1


def test_a_name_without_a_value_is_told_once():
    assert told(TEXT.replace("each: 1}", "each: $eahc}")) == [(12, 108, "unknown-setting")]
    assert told(TEXT.replace("value: 0.2,", "value: lots,")) == [(4, 60, "reading")]
    assert told(TEXT.replace("value: 0.2, ", "")) == [(4, 5, "missing")]


def test_settings_that_are_no_list_of_settings():
    reading = read(TEXT.replace("  - {id: tolerance", "    id: tolerance\n  # ").replace("  - {id: seats", "  # "))
    assert "list" in [problem.code for problem in reading.problems]
    assert told(TEXT.replace("{id: tolerance,", "{id: [tolerance],"))


def test_a_price_in_words_is_no_setting():
    text = TEXT.replace("each: 1}", "each: $}")
    assert [code for _, _, code in told(text)] == ["unknown-setting"]
    assert "number" in [code for _, _, code in told(TEXT.replace("each: 1}", 'each: "$ 1"}'))]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("value: 1:30, least: 1:00, most: 2:00", []),
        ("value: 90, least: 1:00, most: 2:00", ["duration", "duration"]),
        ("value: 1:30, least: 60", ["duration"]),
        ("value: 1:30, most: 90.5", ["duration"]),
    ],
)
def test_a_time_fixed_on_the_day_is_written_as_one(value, expected):
    text = f"""\
rubric: small@1
title: {{zh: 小, en: Small}}
settings: [{{id: long, title: {{zh: 时长, en: Length}}, {value}, unit: time}}]
panels: [{{id: judges, title: {{zh: 评委, en: Judges}}, combine: mean}}]
sections:
  - id: "1"
    title: {{zh: 一, en: One}}
    panel: judges
    items:
      - id: "1"
        title: {{zh: 甲, en: A}}
        points: 10
        kind: measured
        unit: time
        window: {{under: $long}}
        range: {{to: 240:00}}
        step: {{size: 0:05, count: full, lose: 1}}
"""
    assert [code for _, _, code in told(text)] == expected
