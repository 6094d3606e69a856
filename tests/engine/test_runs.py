"""Runs of a section: which count, what they become, what failed, passed and void ones mean."""

from fractions import Fraction as F

import pytest

from scoring.engine.result import result_of
from scoring.engine.runs import RunScore, combine_runs, runs_reason
from scoring.engine.scoresheet import score
from tests.engine.making import facts, mark, plain_item, rubric, section

JUMP = plain_item("measured", "0", "jump", unit="m", earn={"points": "1"}, ceiling="none", decimals="2")


def of_runs(*items, panel=None, **runs):
    runs = {"title": {"zh": "试跳", "en": "attempt"}, "count": "3", **runs}
    return rubric(panel=panel, sections=[section("s", *(items or (JUMP,)), runs=runs)], rounding={"total": "2"})


def jumps(*values, of=None, seat="A", item="jump"):
    marks = [mark(f"{item}#{number}", value, seat=seat) for number, value in enumerate(values, 1) if value]
    return result_of(of or of_runs(combine="best"), facts("X", *marks))


@pytest.mark.parametrize(
    ("rule", "values", "total"),
    [
        ({"combine": "best"}, ("8.01", "8.20", "8.10"), "8.20"),
        ({"combine": "best", "wins": "low"}, ("8.01", "8.20", "8.10"), "8.01"),
        ({"combine": "worst"}, ("8.01", "8.20", "8.10"), "8.01"),
        ({"combine": "last"}, ("8.01", "8.20", "8.10"), "8.10"),
        ({"combine": "sum"}, ("8.01", "8.20", "8.10"), "24.31"),
        ({"combine": "sum", "best": "2"}, ("8.01", "8.20", "8.10"), "16.30"),
        ({"combine": "mean"}, ("1", "1", "2"), "1.33"),
        ({"combine": "mean", "drop": [{"from": "3", "worst": "1"}]}, ("1", "1", "2"), "1.50"),
        ({"combine": "mean", "drop": [{"from": "4", "worst": "1"}]}, ("1", "1", "2"), "1.33"),
        (
            {"combine": "sum", "drop": [{"from": "2", "worst": "1"}, {"from": "3", "worst": "2"}]},
            ("1", "1", "2"),
            "2.00",
        ),
        ({"combine": "sum", "drop": [{"from": "1", "worst": "9"}]}, ("1", "3", "2"), "3.00"),
        ({"combine": "median"}, ("1", "5", "2"), "2.00"),
        ({"combine": "best"}, ("failed", "7.50", "failed"), "7.50"),
        ({"combine": "mean"}, ("failed", "7", "passed"), "7.00"),
        ({"combine": "mean", "failed": "0"}, ("failed", "7", "passed"), "3.50"),
        ({"combine": "sum", "failed": "60"}, ("failed", "7", "passed"), "67.00"),
        ({"combine": "mean"}, ("void", "7", "passed"), "3.50"),
        ({"combine": "median", "least": "2"}, ("1", "4", ""), "2.50"),
    ],
)
def test_runs_become_one_figure(rule, values, total):
    found = jumps(*values, of=of_runs(**rule))
    assert (found.status, str(found.total)) == ("ok", total)
    assert (
        sum((reason.points * reason.share for reason in found.why), start=F(0)) == found.exact - found.modules[0].full
    )


def test_no_valid_run_is_zero_points_or_a_failure():
    assert str(jumps("failed", "passed", "failed").total) == "0.00"
    found = jumps("failed", "failed", "failed", of=of_runs(combine="best", none="dnf"))
    assert (found.status, [reason.code for reason in found.why]) == ("dnf", ["outcome"])
    assert jumps("failed", "void", "failed", of=of_runs(combine="best", none="dnf")).status == "ok"


def test_an_annulled_run_is_never_the_best_where_low_wins():
    rule = {"combine": "best", "wins": "low", "none": "dnf"}
    found = jumps("void", "7", "8", of=of_runs(**rule))
    assert (str(found.total), found.why[-1].values["runs"]) == ("7.00", "(×) 7 (8)")
    assert str(jumps("void", "7", "8", of=of_runs(**rule, failed="5")).total) == "5.00"
    assert jumps("void", "failed", "void", of=of_runs(**rule)).status == "dnf"


def test_a_run_that_is_missing_is_waited_for():
    found = jumps("8.00", "8.10", "")
    assert (found.status, found.missing[0].values["items"], str(found.running)) == ("incomplete", "jump#3", "8.10")
    assert jumps("8.00", "8.10", "", of=of_runs(combine="best", least="2")).status == "ok"
    assert jumps("", "", "", of=of_runs(combine="best", least="0")).status == "ok"
    left_out = jumps("8.00", "", "8.20", of=of_runs(combine="best", least="1"))
    assert (left_out.status, left_out.missing[0].values["items"]) == ("incomplete", "jump#2")


def test_a_sheet_knows_what_is_open_and_what_is_not_used():
    of = of_runs(combine="best", least="1")
    sheet = score(of, "p", "A", [mark("jump#1", "8.00")])
    assert (sheet.open, sheet.unused, sheet.covered, sheet.total) == ((), ("jump#2", "jump#3"), 1, 8)
    assert score(of, "p", "A", [mark("jump#2", "failed")]).open == ("jump#1",)


def test_what_multiplies_is_not_added():
    dive = plain_item("judged", "10", "mark", step="0.5")
    hard = plain_item("judged", "4", "hard", step="0.1", role="factor")
    panel = {"combine": "sum", "drop": {"high": "1", "low": "1", "from": "3"}, "seats": "3"}
    of = of_runs(dive, hard, panel=panel, count="2")
    marks = [
        mark(f"mark#{n}", value, seat=seat)
        for n in (1, 2)
        for seat, value in zip("ABC", ("7", "8", "6.5"), strict=False)
    ]
    marks += [mark(f"hard#{n}", "3.2", seat=seat) for n in (1, 2) for seat in "ABC"]
    found = result_of(of, facts("X", *marks, seats=("A", "B", "C")))
    assert str(found.total) == "44.80"  # 7 × 3.2 twice
    assert [run.points for run in found.modules[0].sections[0].runs] == [F("22.4"), F("22.4")]
    assert found.parts["s#1"] == "22.40"


def test_one_section_with_a_factor_without_runs():
    mark_, hard = (
        plain_item("judged", "10", "mark", step="0.5"),
        plain_item("judged", "4", "hard", step="0.1", role="factor"),
    )
    of = rubric(sections=[section("s", mark_, hard)])
    found = result_of(of, facts("X", mark("mark", "7.5"), mark("hard", "2.0")))
    assert str(found.total) == "15.00"
    assert [reason.code for reason in found.why if reason.share] == ["multiplied"]


def test_runs_are_converted_together():
    of = rubric(
        sections=[
            section(
                "s",
                plain_item("judged", "10", "mark", step="1"),
                runs={"title": {"zh": "轮", "en": "run"}, "count": "2", "combine": "mean"},
                as_="30",
            )
        ]
    )
    found = result_of(of, facts("X", mark("mark#1", "7"), mark("mark#2", "8")))
    assert (str(found.total), found.modules[0].full) == ("22.50", 30)


def test_an_effect_in_a_run_acts_on_that_run():
    fair = plain_item("checked", "0", "fair", needs={"least": "100%", "else": {"zero": "section"}})
    of = of_runs(JUMP, fair, combine="sum", count="2")
    marks = [mark("jump#1", "8"), mark("jump#2", "7"), mark("fair#1", "no"), mark("fair#2", "yes")]
    assert str(result_of(of, facts("X", *marks)).total) == "7.00"


def test_only_sections_of_runs_are_combined():
    plain_section = rubric(plain_item("checked")).parts[0].sections[0]
    with pytest.raises(ValueError, match="has no runs"):
        combine_runs(plain_section, [RunScore("s#1", 1, "valid", F(1))])


def test_a_value_from_outside_begins_a_run():
    number = plain_item("outside", "0", "n", score="value")
    of = rubric(sections=[section("s", number, runs={"title": {"zh": "轮", "en": "run"}, "count": "3", "least": "0"})])
    found = result_of(of, facts("X", outside={"n#1": "4", "n#2": "3"}))
    assert (found.status, str(found.total)) == ("ok", "7.00")
    waiting = result_of(of, facts("X", outside={"n#2": "3"}))
    assert [reason.item for reason in waiting.missing] == ["n#1"]


def test_only_sections_of_runs_are_told_as_runs():
    plain_section = rubric(plain_item("checked")).parts[0].sections[0]
    with pytest.raises(ValueError, match="has no runs"):
        runs_reason(plain_section, [], F(1), F(1))


def test_an_effect_on_a_section_of_runs_as_a_whole():
    low = {"least": "50%", "else": {"halve": "section"}}
    of = rubric(
        sections=[
            section(
                "s",
                plain_item("judged", "10", "1", step="1"),
                needs=low,
                runs={"title": {"zh": "轮", "en": "run"}, "count": "2"},
            )
        ]
    )
    assert str(result_of(of, facts("X", mark("1#1", "4"), mark("1#2", "5"))).total) == "4.50"
    assert str(result_of(of, facts("X", mark("1#1", "5"), mark("1#2", "5"))).total) == "10.00"
