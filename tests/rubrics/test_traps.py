"""The traps of YAML: what other readers turn into something else is kept as typed, or refused in plain words."""

from decimal import Decimal

import pytest

from scoring.rubrics.item import Places
from scoring.rubrics.reader import read_rubric
from scoring.rubrics.source import digest, explain_escape

SMALL = """\
rubric: small@1
title: {zh: 小, en: Small}
panels:
  - {id: judges, title: {zh: 评委, en: Judges}, combine: mean}
clock: {limit: 1:30}
sections:
  - id: 1
    title: {zh: no, en: 017}
    panel: judges
    items:
      - {id: 1.1, title: {zh: on, en: 12:30}, points: 1.10, kind: checked}
      - {id: 1.10, title: {zh: yes, en: 2026-03-01}, points: 1_0, kind: checked}
"""


def codes(text, name="small@1.yaml"):
    return [(problem.line, problem.column, problem.code) for problem in read_rubric(text, name).problems]


def test_scalars_stay_as_typed():
    assert codes(SMALL) == [(12, 62, "number")]
    rubric = read_rubric(SMALL.replace("1_0", "１．５"), "small@1.yaml").rubric
    first, second = rubric.items.values()
    assert (first.id, second.id) == ("1.1", "1.10")
    assert str(first.points) == "1.10"
    assert second.points == Decimal("1.5")
    assert (first.title.zh, first.title.en) == ("on", "12:30")
    assert (second.title.zh, second.title.en) == ("yes", "2026-03-01")
    assert (rubric.sections[0].title.zh, rubric.sections[0].title.en) == ("no", "017")
    assert rubric.clock.limit == 90


@pytest.mark.parametrize(
    "wrong", ["1e2", "1,5", "NaN", ".5", "5.", "+1", "1.0000001", "--1", "1 0", "true", "0x1F", "∞"]
)
def test_numbers_are_never_guessed(wrong):
    assert codes(SMALL.replace("1_0", f'"{wrong}"')) == [(12, 62, "number")]


def test_the_minus_of_print_is_a_minus():
    text = SMALL.replace("points: 1_0", "points: 0, floor: −1.5, each: 1")
    assert read_rubric(text, "small@1.yaml").rubric.items["1.10"].floor == Decimal("-1.5")
    assert codes(SMALL.replace("1_0", "−−1")) == [(12, 62, "number")]


@pytest.mark.parametrize("wrong", ["90", "1:60", "1:3", "-1:30", "1:30.123", "1m30s", "1:30:00"])
def test_times_are_never_guessed(wrong):
    assert codes(SMALL.replace("1:30", f'"{wrong}"', 1).replace("1_0", "1")) == [(5, 16, "duration")]


def test_values_are_frozen():
    rubric = read_rubric(SMALL.replace("1_0", "1"), "small@1.yaml").rubric
    with pytest.raises(ValueError, match="frozen"):
        rubric.items["1.1"].points = Decimal(9)


def test_a_byte_order_mark_is_a_warning_and_moves_no_column():
    reading = read_rubric(b"\xef\xbb\xbf" + SMALL.encode(), "small@1.yaml")
    assert [(p.line, p.column, p.code) for p in reading.problems] == [(12, 62, "number")]
    assert [warning.code for warning in reading.warnings] == ["bom"]
    assert read_rubric("\ufeff" + SMALL.replace("1_0", "1"), "small@1.yaml").rubric


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_chinese_encodings_are_named_not_read(encoding):
    assert codes(SMALL.encode(encoding)) == [(1, 1, "gb18030")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named_not_read(encoding):
    assert codes(SMALL.encode(encoding)) == [(1, 1, "utf-16")]


def test_line_ends_of_windows_keep_their_places():
    assert codes(SMALL.replace("\n", "\r\n").encode()) == [(12, 62, "number")]


def test_every_reference_is_told():
    text = SMALL.replace("1_0", "1").replace("title: {zh: 小, en: Small}", "title: &t {zh: 小, en: Small}\nsource: *t")
    assert codes(text) == [(2, 8, "anchor"), (3, 9, "anchor")]


def test_a_billion_laughs_stop_at_the_anchors():
    text = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{m}, *{m}]\n" for m, n in zip("abcdefgh", "bcdefghi", strict=True))
    assert {code for _, _, code in codes(text)} == {"anchor"}


def test_limits_of_size_and_depth():
    assert codes("# " + "x" * 300_000) == [(1, 1, "too-large")]
    assert codes("a: " + "[" * 2000)[0][2] == "too-deep"
    assert codes("a: [" + "x," * 70_000 + "]")[0][2] == "too-long-file"


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "---\n", "just words", "- a\n- b\n", "=", "? [a, b]\n: c\n", "<<: {a: 1}"]
)
def test_what_is_no_rubric_at_all(text):
    assert codes(text)


def test_places_are_called_by_label_number_or_seat():
    names = Places.model_validate({"count": "4", "per": "2", "labels": [{"zh": "门", "en": "door"}]})
    assert [names.name(place).zh for place in (1, 2, 3)] == ["门", "第 1 位第 2 处", "第 2 位第 1 处"]
    assert Places.model_validate({"count": "2"}).name(2).en == "Place 2"


@pytest.mark.parametrize("escape", ['"\\U0010FFFF \\UFFFFFFFF"', '"\\x"', '"\\UZZZZZZZZ"'])
def test_odd_escapes_are_told(escape):
    assert codes(SMALL.replace("zh: 小", f"zh: {escape}"))[0][2] in ("escape", "syntax", "quote", "bracket")


def test_the_same_text_has_the_same_digest():
    assert digest(SMALL) == digest(SMALL.encode())
    assert len(digest("")) == 64
    assert digest(SMALL) != digest(SMALL + "\n")


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ("[{to: 2, lose: 0}, {over: 2, lose: 1}]", None),
        ("[{under: 2, lose: 0}, {from: 2, lose: 1}]", None),
        ("[{from: 0, to: 2, lose: 0}, {over: 2, under: 3, lose: 1}, {from: 3, lose: all}]", None),
        ("[{to: 0, lose: 0}, {over: 0, lose: all}]", None),
        ("[{lose: 0}]", None),
        ("[{under: 2, lose: 0}, {over: 2, lose: 1}]", "band-gap"),
        ("[{to: 2, lose: 0}, {over: 2.5, lose: 1}]", "band-gap"),
        ("[{to: 2, lose: 0}, {from: 2, lose: 1}]", "band-overlap"),
        ("[{to: 2, lose: 0}, {over: 1, lose: 1}]", "band-overlap"),
        ("[{lose: 0}, {over: 1, lose: 1}]", "band-overlap"),
        ("[{over: 0, lose: 0}]", "band-start"),
        ("[{to: 2, lose: 0}, {over: 2, to: 3, lose: 1}]", "band-end"),
        ("[{to: 2, lose: 0}, {over: 2, to: 2, lose: 1}, {over: 2, lose: 1}]", "band-empty"),
        ("[{to: 2, under: 3, lose: 0}, {over: 2, lose: 1}]", "band-edges"),
    ],
)
def test_every_edge_of_a_band_counts(bands, code):
    text = SMALL.replace("1_0, kind: checked", f"1, kind: measured, unit: cm, bands: {bands}")
    assert {found for _, _, found in codes(text)} - {code} == set()
    assert bool(codes(text)) == bool(code)


def test_an_empty_text_is_told_and_a_quoted_sign_is_text():
    text = SMALL.replace("1_0", "1")
    assert codes(text.replace("zh: 小", "zh: ")) == [(2, 12, "empty")]
    assert codes(text.replace("zh: 小", 'zh: ""')) == [(2, 13, "empty")]
    assert codes(text.replace("zh: 小", 'zh: "   "')) == [(2, 13, "empty")]
    assert read_rubric(text.replace("zh: 小", 'zh: "~"'), "small@1.yaml").rubric.title.zh == "~"


def test_what_the_parser_stumbles_over_without_a_place_is_told_at_the_start():
    assert explain_escape("title: plain").code == "syntax"
