"""Show me why: the lines of a calculation."""

from decimal import Decimal

import pytest

from scoring.engine.explain import factor_of, item_formula, module_steps, panel_formula, total_steps
from scoring.engine.result import result_of
from scoring.engine.standings import standings
from tests.engine.making import facts, mark, module, plain_item, rubric, section, title

BEAUTY = plain_item("judged", "30", "1", step="0.1")
MANNER = plain_item("judged", "10", "2", step="0.1")
CLOCK = {"limit": "1:00", "overtime": {"every": "0:10", "points": "2", "count": "started", "cap": "3"}}
PENALTIES = [
    {"id": "dropped", "title": title("dropped"), "lose": "3"},
    {"id": "wrong-way", "title": title("wrong way"), "lose": "5", "once": True},
    {"id": "named", "title": title("named"), "zero": "module"},
]
TRIMMED = {"combine": "trimmed", "drop": {"high": "1", "low": "1", "from": "4"}}


def judged(*figures, of, **more):
    """A result whose seats A, B … mark item 1 with the figures, and item 2 clear."""
    seats = "ABCDE"[: len(figures)]
    marks = [mark("1", figure, seat=seat) for seat, figure in zip(seats, figures, strict=True)]
    marks += [mark("2", "clear", seat=seat) for seat in seats]
    return result_of(of, facts("A", *marks, seats=tuple(seats), **more))


def lines(steps):
    return [(step.code, step.text) for step in steps]


def test_a_mean_is_written_out():
    of = rubric(BEAUTY, panel={"combine": "mean"})
    found = judged("25", "24.5", "19.5", of=of)
    assert panel_formula(of, found.modules[0].panels[0]) == "(25.0 + 24.5 + 19.5) ÷ 3 = 23.00"
    assert lines(module_steps(of, found, "main")) == [("panel", "(25.0 + 24.5 + 19.5) ÷ 3 = 23.00")]
    assert lines(total_steps(of, found)) == [("total", "23.00")]


def test_what_does_not_end_and_is_rounded_shows_both():
    of = rubric(BEAUTY, panel={"combine": "mean"}, rounding={"panel": "1"})
    found = judged("25", "24", "24", of=of)
    assert panel_formula(of, found.modules[0].panels[0]) == "(25 + 24 + 24) ÷ 3 = 24.3333… → 24.3"


def test_struck_sheets_are_left_out_of_the_formula():
    of = rubric(BEAUTY, panel=TRIMMED)
    (only,) = judged("20", "25", "24", "10", of=of).modules[0].panels
    assert panel_formula(of, only) == "(20 + 24) ÷ 2 = 22.00"
    assert item_formula(of, only, "1") == "(20 + 24) ÷ 2 = 22.00"
    assert only.struck == {"D": "low", "B": "high"}


def test_items_averaged_one_by_one():
    of = rubric(BEAUTY, MANNER, panel={"combine": "mean", "over": "item"}, rounding={"item": "1"})
    (only,) = judged("20", "25", "24", of=of).modules[0].panels
    assert item_formula(of, only, "1") == "(20 + 25 + 24) ÷ 3 = 23.00"
    assert panel_formula(of, only) == "23 + 10 = 33.00"
    (thirds,) = judged("20", "25", "25", of=of).modules[0].panels
    assert item_formula(of, thirds, "1") == "(20 + 25 + 25) ÷ 3 = 23.3333… → 23.3"
    many = [plain_item("checked", "1", str(number)) for number in range(13)]
    long = rubric(*many, panel={"combine": "mean", "over": "item"})
    marks = [mark(str(number), "yes", seat=seat) for number in range(13) for seat in "AB"]
    (summed,) = result_of(long, facts("A", *marks, seats=("A", "B"))).modules[0].panels
    assert panel_formula(long, summed) == "Σ = 13.00"


def test_one_sheet_and_none():
    of = rubric(BEAUTY, panel={"combine": "mean"})
    assert panel_formula(of, judged("20", of=of).modules[0].panels[0]) == "20"
    shared = rubric(BEAUTY)
    assert panel_formula(shared, judged("20.5", of=shared).modules[0].panels[0]) == "20.5"
    assert panel_formula(of, result_of(of, facts("A", seats=())).modules[0].panels[0]) == "0"


def test_penalties_and_clock_in_their_order():
    of = rubric(BEAUTY, clock=CLOCK, penalties=PENALTIES)
    found = judged("20", of=of, time=81, penalties={"dropped": 2, "wrong-way": 2})
    steps = module_steps(of, found, "main")
    assert lines(steps) == [
        ("panel", "20"),
        ("penalty", "−3 × 2 = −6"),
        ("penalty", "−5"),
        ("clock", "−2 × 3 = −6; +3"),
        ("module", "20 − 6 − 5 − 3 = 6"),
    ]
    assert [step.title.en for step in steps] == ["panel", "dropped", "wrong way", "Time", "Net score"]


def test_floor_and_zero():
    of = rubric(BEAUTY, clock=CLOCK, penalties=PENALTIES)
    below = module_steps(of, judged("5", of=of, time=60, penalties={"dropped": 2}), "main")
    assert lines(below)[-2:] == [("module", "5 − 6 = −1"), ("floor", "0")]
    zeroed = module_steps(of, judged("5", of=of, time=60, penalties={"named": 1}), "main")
    assert lines(zeroed) == [("panel", "5"), ("zero", "0")]


def test_modules_weights_and_roundings():
    theory = module("theory", plain_item("outside", "100", "t", full="120"), weight="30%")
    practice = module(
        "practice",
        BEAUTY,
        plain_item("outside", "10", "s", score="best"),
        plain_item("ranked", "10", "r", table=["10", "5"]),
        weight="70%",
    )
    of = rubric(modules=[theory, practice], rounding={"module": "1"})
    outside = {"t": "100", "s": "30", "r": "30"}
    one = result_of(of, facts("A", mark("1", "25"), outside=outside))
    two = result_of(of, facts("B", mark("1", "25"), outside={"t": "120", "s": "10", "r": "10"}))
    table = standings(of, [one, two])
    found = table.results["B"]
    assert lines(module_steps(of, found, "practice")) == [
        ("panel", "25"),
        ("outside", "10 ÷ 30 × 10 = 3.3333…"),
        ("outside", "№ 2 = 5"),
        ("sum", "25 + 3.3333… + 5 = 33.3333…"),
        ("round", "33.3333… → 33.3"),
        ("weight", "33.3 × 70% = 23.31"),
    ]
    assert lines(module_steps(of, table.results["A"], "theory")) == [
        ("outside", "100 ÷ 120 × 100 = 83.3333…"),
        ("round", "83.3333… → 83.3"),
        ("weight", "83.3 × 30% = 24.99"),
    ]
    assert lines(module_steps(of, table.results["A"], "practice"))[1] == ("outside", "10")
    assert lines(total_steps(of, found)) == [("sum", "30 + 23.31 = 53.31"), ("total", "53.31")]


def test_the_last_rounding_names_its_mode():
    of = rubric(plain_item("checked", "1", "1", places=3), rounding={"mode": "cut"})
    found = result_of(of, facts("A", mark("1", "no", "1")))
    steps = total_steps(of, found)
    assert lines(steps) == [("round", "0.6666… → 0.66"), ("total", "0.66")]
    assert steps[0].title.say("zh") == "舍去尾数"
    assert found.total == Decimal("0.66")


RUNS = {"title": title("run"), "count": "2"}


def test_sums_and_multiples_of_judges():
    ten = plain_item("judged", "10", "1", step="1")
    for panel, text in (
        ({"combine": "sum"}, "7 + 8 = 15.00"),
        ({"combine": "sum", "times": "1/2"}, "(7 + 8) × 1/2 = 7.50"),
        ({"combine": "mean", "times": "2"}, "(7 + 8) ÷ 2 × 2 = 15.00"),
    ):
        of = rubric(ten, panel={"seats": "2", **panel})
        marks = [mark("1", value, seat=seat) for seat, value in zip("AB", "78", strict=True)]
        found = result_of(of, facts("X", *marks, seats=("A", "B")))
        assert panel_formula(of, found.modules[0].panels[0]) == text
        assert item_formula(of, found.modules[0].panels[0], "1") == text


def test_runs_and_factors_are_lines_of_their_own():
    ten, two = plain_item("judged", "10", "1", step="1"), plain_item("judged", "2", "2", step="1", role="factor")
    of = rubric(
        sections=[section("s", ten, runs=RUNS, as_="30"), section("t", plain_item("judged", "10", "3", step="1"), two)]
    )
    found = result_of(of, facts("X", mark("1#1", "7"), mark("1#2", "8"), mark("3", "5"), mark("2", "2")))
    assert lines(module_steps(of, found, "main")) == [
        ("section", "7 + 8 = 15 → 45"),
        ("section", "5 × 2 = 10"),
        ("sum", "45 + 10 = 55"),
    ]


@pytest.mark.parametrize(
    ("rule", "values", "text"),
    [
        ({"combine": "mean"}, "789", "(7 + 8 + 9) ÷ 3 = 8"),
        ({"combine": "mean", "best": "2"}, "789", "(8 + 9) ÷ 2 = 8.5"),
        ({"combine": "mean", "best": "1"}, "789", "(7), (8), 9 = 9"),
        ({"combine": "best"}, "78-", "(7), 8, (×) = 8"),
        ({"combine": "sum"}, "78-", "7 + 8 = 15"),
        ({"combine": "sum", "failed": "2"}, "7--", "7, ×, × = 11"),
    ],
)
def test_runs_are_written_out_as_what_they_are(rule, values, text):
    ten = plain_item("judged", "10", "1", step="1")
    of = rubric(sections=[section("s", ten, runs={**RUNS, "count": "3", **rule})])
    marks = [mark(f"1#{at}", "failed" if value == "-" else value) for at, value in enumerate(values, 1)]
    assert lines(module_steps(of, result_of(of, facts("X", *marks)), "main")) == [("section", text)]


@pytest.mark.parametrize(
    ("more", "said"),
    [({"weight": "2"}, "2"), ({"weight": "30%"}, "30%"), ({"weight": "1/3"}, "1/3"), ({"as_": "40"}, "40/10")],
)
def test_what_a_module_is_multiplied_by(more, said):
    of = rubric(modules=[module("a", plain_item("judged", "10", "1", step="1"), **more)])
    assert factor_of(of.parts[0]) == said


def test_what_acts_on_a_module_and_what_the_field_makes_of_it():
    ten = plain_item("judged", "10", "1", step="1", needs={"least": "5", "else": {"halve": "module"}})
    add = {"id": "add", "title": title("add"), "lose": ["1", "2"]}
    field = {"score": "best", "points": "40"}
    of = rubric(
        modules=[
            module("a", ten, penalties=[add], field=field),
            module("b", plain_item("judged", "9", "2", step="1"), as_="3"),
        ],
        adjust={"up": "1", "step": "1"},
        total={"times": "1/2"},
    )
    marks = [mark("1", "4"), mark("2", "6")]
    people = [
        facts("X", *marks, penalties={"add": 2}, adjust={"": Decimal(1)}),
        facts("Y", mark("1", "8"), mark("2", "9")),
    ]
    found = standings(of, [result_of(of, each) for each in people]).results["X"]
    assert lines(module_steps(of, found, "a")) == [
        ("panel", "4"),
        ("penalty", "−3"),
        ("act", "−0.5"),
        ("module", "4 − 3 − 0.5 = 0.5"),
        ("field", "0.5 ÷ 8 × 40 = 2.5"),
    ]
    assert lines(module_steps(of, found, "b")) == [("panel", "6"), ("weight", "6 × 3/9 = 2")]
    assert lines(total_steps(of, found)) == [
        ("sum", "2.5 + 2 = 4.5"),
        ("act", "−2.25"),
        ("act", "+1"),
        ("total", "3.25"),
    ]


def test_places_of_a_field_and_weights_that_never_end():
    ten = plain_item("judged", "10", "1", step="1")
    of = rubric(
        modules=[
            module(
                "a", ten, field={"score": "place", "table": ["5", "3"]}, weight="1/3", adjust={"up": "1", "step": "1"}
            )
        ]
    )
    found = standings(of, [result_of(of, facts("X", mark("1", "7"), adjust={"a": Decimal(1)}))]).results["X"]
    assert lines(module_steps(of, found, "a")) == [
        ("panel", "7"),
        ("act", "+1"),
        ("module", "7 + 1 = 8"),
        ("field", "№ 1 = 5"),
        ("weight", "5 × 1/3 = 1.6666…"),
    ]
    waiting = result_of(of, facts("X"))
    assert standings(of, [waiting]).rows[0].status == "incomplete"
    assert lines(module_steps(of, standings(of, [waiting]).results["X"], "a"))[-2][0] == "field"
