"""What a rubric says of itself: names of items in runs, and how it is read again."""

import pytest

from scoring.rubrics.reader import load
from scoring.rubrics.source import explain
from tests.engine.making import plain_item, rubric, section, title


def test_an_item_of_a_run_is_named_after_its_run():
    runs = {"title": title("jump"), "count": "2"}
    of = rubric(
        sections=[section("s", plain_item("checked", id="a"), runs=runs), section("t", plain_item("checked", id="b"))]
    )
    assert [of.named(item).en for item in of.items.values()] == ["jump 1 · item a", "jump 2 · item a", "item b"]


def test_a_rubric_from_a_file_is_read_again_with_other_figures():
    of = load("cardiopulmonary-resuscitation@1").rubric
    again = of.with_settings((("pass-line", "85"),)).rubric
    assert (of.total.needs.least, again.total.needs.least) == (80, 85)
    assert of.with_settings((("pass-line", "95"),)).problems
    with pytest.raises(ValueError, match="not read from a file"):
        rubric(plain_item("checked")).with_settings(())


def test_what_the_parser_says_anew_is_a_fault_all_the_same():
    assert [fault.code for fault in explain("a", "", None, "something never heard of", (1, 1))] == ["syntax"]
