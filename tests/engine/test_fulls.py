"""What does not apply: a minimum is seen against what is left, and so is what a section was out of."""

from fractions import Fraction as F

import pytest

from scoring.engine.result import result_of
from tests.engine.making import facts, mark, plain_item, rubric, section

CAPPED = {"at-most": "9", "on": "all"}


def judged(name, scope, **more):
    return plain_item("judged", "10", name, step="0.5", **{"not-applicable": scope}, **more)


def found(*values, scope="module", needs=None, **more):
    """The result of one sheet with items 1, 2, … of 10 points each; the first has the minimum."""
    items = [judged(str(number), scope, **({"needs": needs} if needs and number == 1 else {})) for number in (1, 2, 3)]
    marks = [mark(str(number), value) for number, value in enumerate(values, start=1)]
    return result_of(rubric(sections=[section("s", *items, **more)]), facts("A", *marks))


@pytest.mark.parametrize("scope", ["section", "module"])
@pytest.mark.parametrize(
    ("values", "total"),
    [
        (("na", "10", "10"), "30.00"),  # what does not apply misses no minimum
        (("6", "na", "10"), "24.00"),  # (6 + 10) × 30 ÷ 20; 60 % of the item is exactly enough
        (("5.5", "na", "10"), "9.00"),  # it now counts 8.25, but is 55 % of its worth all the same
        (("5.5", "10", "10"), "9.00"),
    ],
)
def test_the_minimum_of_an_item_is_a_part_of_what_it_is_worth(scope, values, total):
    assert str(found(*values, scope=scope, needs={"least": "60%", "else": CAPPED}).total) == total


def test_a_section_is_out_of_what_applies():
    first = section("s", judged("1", "module"), judged("2", "module"), needs={"least": "60%", "else": CAPPED})
    of = rubric(sections=[first, section("t", judged("3", "module"))])
    result = result_of(of, facts("A", mark("1", "na"), mark("2", "5.5"), mark("3", "10")))
    sections = result.modules[0].sections
    assert [(each.points, each.full) for each in sections] == [(F(33, 4), 15), (15, 15)]
    assert str(result.total) == "9.00"  # 55 % of what is left of the section
    for each in sections:
        assert sum((reason.points * reason.share for reason in each.reasons), start=F(0)) == each.points - each.full


def test_a_section_of_which_nothing_applies_misses_no_minimum():
    first = section("s", judged("1", "module"), needs={"least": "60%", "else": CAPPED})
    of = rubric(sections=[first, section("t", judged("2", "module"))])
    assert str(result_of(of, facts("A", mark("1", "na"), mark("2", "8"))).total) == "16.00"


def test_judges_may_differ_in_what_applies():
    of = rubric(*(judged(name, "module") for name in ("1", "2")), panel={"combine": "mean"})
    marks = [mark("1", "na"), mark("2", "10"), mark("1", "10", seat="B"), mark("2", "10", seat="B")]
    result = result_of(of, facts("A", *marks, seats=("A", "B")))
    assert result.modules[0].sections[0].fulls == {"1": 5, "2": 15}  # A: 0 and 20; B: 10 and 10
    nobody = result_of(of, facts("B", seats=()))
    assert nobody.modules[0].sections[0].fulls == {"1": 10, "2": 10}
