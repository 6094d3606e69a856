"""Every faulty file is told its one fault, in the right place, in zh and en; no broken file makes the reader fall."""

import csv
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rubrics.problems import MESSAGES, WARNINGS
from scoring.rubrics.reader import load, read_rubric, shipped

FAULTY = Path(__file__).parent / "faulty"
EXPECTED = list(
    csv.DictReader(
        (FAULTY / "expected.tsv").read_text(encoding="utf-8").splitlines(), delimiter="	", quoting=csv.QUOTE_NONE
    )
)
TEXTS = [path.read_text(encoding="utf-8") for path in shipped().values()]
TRICKS = [
    ":",
    "：",
    "，",
    '"',
    "'",
    "{",
    "}",
    "[",
    "]",
    "\t",
    "- ",
    "&a ",
    "*a",
    "!x ",
    "---\n",
    "\n",
    " ",
    "#",
    "|",
    ">",
]
TRICKS += ["\u3000", "\x00", "\ud800", "0", "-", "%", "null", '"\\UFFFFFFFF"', "? ", "<<: ", "all", "1e9", "@", "\x85"]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: row["file"])
def test_one_fault(expected):
    reading = load(FAULTY / expected["file"])
    found = [("problem", problem) for problem in reading.problems]
    found += [("warning", warning) for warning in reading.warnings]
    assert len(found) == 1
    weight, problem = found[0]
    place = (str(problem.line), str(problem.column), problem.code, weight)
    assert place == (expected["line"], expected["column"], expected["code"], expected["weight"])
    assert (problem.zh, problem.en) == (expected["zh"], expected["en"])
    assert (reading.rubric is None) == (weight == "problem")
    start = f"{FAULTY / expected['file']}:{expected['line']}:{expected['column']}: "
    assert problem.say("zh") == start + expected["zh"]
    assert problem.say("en") == start + expected["en"]


def test_every_file_is_expected():
    assert {row["file"] for row in EXPECTED} == {path.name for path in FAULTY.glob("*.yaml")}
    assert len(EXPECTED) >= 30


def test_messages_are_complete_in_both_languages():
    for code, (zh, en) in MESSAGES.items():
        assert re.search(r"[\u4e00-\u9fff]", zh), code
        assert not re.search(r"[\u4e00-\u9fff]", en), code
        assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en)), code
    assert set(MESSAGES) >= WARNINGS


def test_all_problems_at_once():
    """Writing, fields and rules are told together, in the order of the file."""
    text = shipped()["table-setting-15min@1"].read_text(encoding="utf-8")
    for old, new in (
        ("limit: 15:00", "limit: 900"),
        ("each: 0.5", "eahc: 0.5"),
        ("{zh: 碟间距均等, en", "{zh:碟间距均等, en"),
        ('id: "9.2"', 'id: "9.1"'),
        ("kind: judged", "kind: jugded"),
        ('of: "12"', 'of: "99"'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    problems = read_rubric(text, "table-setting-15min@1.yaml").problems
    assert [problem.code for problem in problems] == [
        "duration",
        "unknown-field",
        "choice",
        "colon-space",
        "duplicate-id",
        "unknown-reference",
    ]
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


@given(
    text=st.sampled_from(TEXTS),
    start=st.floats(0, 1),
    length=st.integers(0, 60),
    trick=st.sampled_from(TRICKS) | st.text(max_size=4),
    cut=st.booleans(),
)
@settings(max_examples=120, deadline=None)
def test_mutilated_files_never_raise(text, start, length, trick, cut):
    at = int(start * len(text))
    _reads(text[:at] + trick + ("" if cut else text[at + length :]))


def test_shuffled_lines_never_raise():
    chance = random.Random(7)
    for _ in range(20):
        lines = chance.choice(TEXTS).splitlines(keepends=True)
        for _ in range(chance.randrange(1, 6)):
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
        _reads("".join(lines))


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_never_raise(raw):
    _reads(raw)


def _reads(text):
    reading = read_rubric(text, "any@1.yaml")
    assert (reading.rubric is None) == bool(reading.problems)
    for problem in reading.problems + reading.warnings:
        problem.say("zh").encode()
        problem.say("en").encode()
        assert problem.line >= 1
        assert problem.column >= 1
        assert "\n" not in problem.zh + problem.en
