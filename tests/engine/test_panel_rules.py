"""Panels in a result: judges too far apart, too many or missing, and how their sheets become one figure."""

import pytest

from tests.engine.making import mark, plain_item, rubric, section, title
from tests.engine.test_module_rules import FIVE, TEN, adds_up, scored


def test_judges_too_many_levels_apart():
    levels = [{"id": str(n), "title": title(str(n))} for n in range(4)]
    item = plain_item("levels", "9", "1", levels=levels)
    panel = {"combine": "mean", "seats": "2", "spread": {"most": "1", "over": "level", "then": "discuss"}}
    of = rubric(item, TEN | {"id": "2"}, panel=panel)
    for other, status in (("1", "incomplete"), ("2", "ok"), ("3", "ok")):
        marks = [
            mark("1", "3", seat="A"),
            mark("1", other, seat="B"),
            mark("2", "9", seat="A"),
            mark("2", "1", seat="B"),
        ]
        assert scored(of, *marks, seats=("A", "B")).status == status
    assert scored(of, seats=("A", "B")).status == "incomplete"


@pytest.mark.parametrize("over", ["sheet", "item"])
def test_judges_too_far_apart(over):
    panel = {"combine": "mean", "seats": "2", "spread": {"most": "1", "over": over, "then": "flag"}}
    marks = [mark("1", "8", seat="A"), mark("1", "6", seat="B")]
    found = scored(rubric(TEN, panel=panel), *marks, seats=("A", "B"))
    assert (found.status, [flag.code for flag in found.flags]) == ("ok", ["spread"])
    panel["spread"]["then"] = "discuss"
    assert scored(rubric(TEN, panel=panel), *marks, seats=("A", "B")).status == "incomplete"
    panel["spread"]["most"] = "2"
    assert scored(rubric(TEN, panel=panel), *marks, seats=("A", "B")).status == "ok"
    panel["spread"]["most"] = "0"
    assert scored(rubric(TEN, panel=panel), marks[0], seats=("A",)).status == "ok"
    assert scored(rubric(TEN, panel=panel), seats=("A", "B")).status == "incomplete"


@pytest.mark.parametrize("over", ["sheet", "item"])
def test_judges_too_far_apart_by_a_share_of_the_full_points(over):
    """A fifth: 3 of the 15 points of a sheet, or 2 of the 10 and 1 of the 5 of an item."""
    panel = {"combine": "mean", "seats": "2", "spread": {"most": "20%", "over": over, "then": "flag"}}
    of = rubric(TEN, FIVE, panel=panel)
    near = {"sheet": ("9", "6"), "item": ("8", "6")}[over]
    far = {"sheet": ("9", "5"), "item": ("9", "6")}[over]
    same = [mark("2", "3", seat="A"), mark("2", "3", seat="B")]
    for (one, other), flags in ((near, []), (far, ["spread"])):
        found = scored(of, mark("1", one, seat="A"), mark("1", other, seat="B"), *same, seats=("A", "B"))
        assert [flag.code for flag in found.flags] == flags
    most = {"sheet": "3", "item": "2"}[over]
    assert found.flags[0].values["most"] == most
    assert found.flags[0].item == {"sheet": "", "item": "1"}[over]
    marks = [mark("1", "9", seat="A"), mark("2", "3", seat="A"), mark("1", "7", seat="B"), mark("2", "1", seat="B")]
    found = scored(rubric(TEN, FIVE, panel=panel), *marks, seats=("A", "B"))
    widest = {"sheet": ("", "4"), "item": ("2", "2")}[over]  # 2 of 10 points are in order, 2 of 5 are not
    assert [(flag.item, flag.values["gap"]) for flag in found.flags] == [widest]


@pytest.mark.parametrize(
    ("panel", "seats", "flags"),
    [
        ({"seats": "2"}, "AB", []),
        ({"seats": "2"}, "A", ["few-seats"]),
        ({"seats": "2"}, "ABC", ["many-seats"]),
        ({}, "ABC", []),
    ],
)
def test_sheets_that_are_not_as_many_as_seats_are_flagged(panel, seats, flags):
    marks = [mark("1", "8", seat=seat) for seat in seats]
    found = scored(rubric(TEN, panel={"combine": "mean", **panel}), *marks, seats=tuple(seats))
    assert (str(found.total), [flag.code for flag in found.flags]) == ("8.00", flags)
    if flags == ["many-seats"]:
        assert found.flags[0].say("zh") == "panel设 2 席，却有 3 份评分表"
        assert found.flags[0].say("en") == "panel: 3 scoresheets where there are 2 seats"


@pytest.mark.parametrize(
    ("panel", "values", "total"),
    [
        ({"combine": "median"}, "7 9 8", "8.00"),
        ({"combine": "median"}, "7 9 8 8", "8.00"),
        ({"combine": "median"}, "7 9 6 8", "7.50"),
        ({"combine": "closest"}, "7 9 4", "8.00"),
        ({"combine": "closest"}, "7 8 9", "8.50"),
        ({"combine": "closest"}, "7 8", "7.50"),
        ({"combine": "closest"}, "7", "7.00"),
        ({"combine": "sum"}, "7 9 8", "24.00"),
        ({"combine": "sum", "times": "3/5"}, "7 9 8 10 6", "24.00"),
        ({"combine": "sum", "drop": {"high": "1", "low": "1", "from": "5"}}, "7 9 8 10 6", "24.00"),
        ({"combine": "mean", "times": "0.5"}, "7 9", "4.00"),
    ],
)
def test_how_judges_become_one_figure(panel, values, total):
    marks = [mark("1", value, seat=seat) for seat, value in zip("ABCDE", values.split(), strict=False)]
    of = rubric(TEN, panel={"seats": str(len(marks)), **panel})
    found = scored(of, *marks, seats=tuple("ABCDE"[: len(marks)]))
    assert (str(found.total), adds_up(found, found.modules[0].full)) == (total, True)


@pytest.mark.parametrize("over", ["sheet", "item"])
def test_a_panel_that_skips_what_is_missing(over):
    panel = {"combine": "mean", "seats": "2", "missing": "skip", "over": over}
    of = rubric(TEN, FIVE, panel=panel)
    marks = [mark("1", "8", seat="A"), mark("2", "4", seat="A"), mark("1", "6", seat="B")]
    found = scored(of, *marks, seats=("A", "B"))
    assert (found.status, str(found.total)) == ("ok", "12.00" if over == "sheet" else "11.00")
    assert scored(of, *marks[2:], seats=("A", "B")).status == "incomplete"


def test_a_panel_that_works_section_by_section():
    panel = {"combine": "trimmed", "over": "section", "seats": "3", "drop": {"high": "1", "low": "1", "from": "3"}}
    of = rubric(panel=panel, sections=[section("s", TEN), section("t", FIVE)])
    marks = [mark("1", v, seat=s) for s, v in zip("ABC", "678", strict=False)] + [
        mark("2", v, seat=s) for s, v in zip("ABC", "531", strict=False)
    ]
    assert str(scored(of, *marks, seats=("A", "B", "C")).total) == "10.00"
