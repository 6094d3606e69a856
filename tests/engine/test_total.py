"""Which modules count, what is missing of them, and what counts back: best, drop, least, nothing entered."""

import pytest

from scoring.engine.result import result_of
from scoring.engine.standings import standings
from tests.engine.making import facts, mark, module, plain_item, rubric, section, title

RUN = {"title": title("race"), "count": "4", "wins": "low", "failed": "8", "drop": [{"from": "3", "worst": "1"}]}


def entering(total, *figures, wins="high", **more):
    """A result of optional modules a, b, c, whose figures are given; "" is a module not entered."""
    items = [plain_item("judged", "10", str(n), step="1") for n in range(len(figures))]
    modules = [module(f"m{n}", item, optional=True) for n, item in enumerate(items)]
    of = rubric(modules=modules, total=total, ranking={"wins": wins}, **more)
    return result_of(of, facts("X", *(mark(str(n), value) for n, value in enumerate(figures) if value)))


@pytest.mark.parametrize(
    ("total", "figures", "wins", "expected"),
    [
        ({"best": "2"}, ("9", "5", "7"), "high", "16.00"),
        ({"best": "2"}, ("9", "5", "7"), "low", "12.00"),
        ({"best": "2"}, ("9", "", ""), "high", "9.00"),
        ({"drop": [{"from": "3", "worst": "1"}]}, ("9", "5", "7"), "high", "16.00"),
        ({"drop": [{"from": "3", "worst": "1"}]}, ("9", "5", ""), "high", "14.00"),
        ({"drop": [{"from": "2", "worst": "1"}, {"from": "3", "worst": "2"}]}, ("9", "5", "7"), "low", "5.00"),
        ({"drop": [{"from": "1", "worst": "5"}]}, ("9", "5", "7"), "high", "9.00"),
        ({"least": "2"}, ("9", "5", ""), "high", "14.00"),
    ],
)
def test_the_modules_that_count(total, figures, wins, expected):
    found = entering(total, *figures, wins=wins)
    assert (found.status, str(found.total)) == ("ok", expected)
    lost = sum(reason.points * reason.share for reason in found.why)
    assert lost == found.exact - sum(10 for figure in figures if figure)


def test_who_enters_too_few_modules_has_no_result():
    found = entering({"least": "2"}, "9", "", "")
    assert (found.status, [reason.say("zh") for reason in found.why]) == ("dnf", ["完成的模块太少，按未完成处理"])


def test_who_enters_nothing_is_not_ranked():
    found = entering({}, "", "")
    assert (found.status, [reason.code for reason in found.why]) == ("incomplete", ["nothing-entered"])


def regatta(*people):
    race = plain_item("judged", "8", "race", step="1")
    of = rubric(
        sections=[section("s", race, runs=RUN)],
        ranking={"wins": "low"},
        ties=[{"by": "runs", "of": "s", "wins": "low"}],
    )
    rows = standings(
        of,
        [
            result_of(of, facts(name, *(mark(f"race#{n}", place) for n, place in enumerate(places.split(), 1))))
            for name, places in people
        ],
    ).rows
    return [(row.rank, row.contestant, str(row.total)) for row in rows]


def test_what_was_dropped_does_not_count_back():
    assert regatta(("E", "4 5 5 8"), ("F", "4 5 5 6")) == [(1, "E", "14.00"), (1, "F", "14.00")]
    assert regatta(("E", "3 5 6 8"), ("F", "4 5 5 6")) == [(1, "E", "14.00"), (2, "F", "14.00")]


def test_a_failed_run_counts_back_with_its_points():
    assert regatta(("E", "1 5 failed failed"), ("F", "4 4 6 8")) == [(1, "E", "14.00"), (2, "F", "14.00")]


def test_the_figures_of_low_runs_count_from_nothing():
    race = plain_item("judged", "8", "race", step="1")
    of = rubric(sections=[section("s", race, runs=RUN)], ranking={"wins": "low"})
    found = result_of(of, facts("X", *(mark(f"race#{n}", "2") for n in range(1, 5))))
    assert [str(reason.points) for reason in found.why if reason.share] == ["6"]


def test_no_valid_run_decides_although_another_section_is_open():
    jump = {"title": title("jump"), "count": "2", "none": "dnf"}
    of = rubric(
        sections=[
            section("s", plain_item("judged", "9", "1", step="1"), runs=jump),
            section("t", plain_item("judged", "9", "2", step="1"), runs=jump),
        ]
    )
    assert result_of(of, facts("X", mark("1#1", "failed"), mark("1#2", "failed"))).status == "dnf"
    assert result_of(of, facts("X", mark("1#1", "failed"))).status == "incomplete"


def test_a_sheet_that_may_have_been_forgotten_is_told():
    of = rubric(plain_item("judged", "9", "1", step="1"), panel={"combine": "mean", "seats": "3"})
    found = result_of(of, facts("X", mark("1", "9", seat="A"), mark("1", "8", seat="B"), seats=("A", "B")))
    assert (found.status, [flag.say("en") for flag in found.flags]) == ("ok", ["panel: scoresheets of 2 of 3 seats"])


def test_nobody_is_absent_from_what_has_not_begun():
    def at(*races):
        items = [plain_item("judged", "9", str(n), step="1") for n in range(2)]
        field = {"score": "rank", "wins": "low", "absent": "5"}
        of = rubric(modules=[module(f"m{n}", item, optional=True, field=field) for n, item in enumerate(items)],
                    ranking={"wins": "low"})  # fmt: skip
        people = [facts("X", *(mark(str(n), "1") for n in races)), facts("Y", mark("0", "2"))]
        return {row.contestant: str(row.total) for row in standings(of, [result_of(of, each) for each in people]).rows}

    assert at(0) == {"X": "1.00", "Y": "2.00"}
    assert at(0, 1) == {"X": "2.00", "Y": "7.00"}


def test_points_for_being_absent_are_no_entry():
    items = [plain_item("judged", "9", str(n), step="1") for n in range(2)]
    field = {"score": "rank", "wins": "low", "absent": "5"}
    of = rubric(
        modules=[module(f"m{n}", item, optional=True, field=field) for n, item in enumerate(items)],
        ranking={"wins": "low"},
        total={"least": "2"},
    )
    people = [facts("X", mark("0", "1"), mark("1", "1")), facts("Y", mark("0", "2"))]
    assert [row.status for row in standings(of, [result_of(of, each) for each in people]).rows] == ["ok", "dnf"]
