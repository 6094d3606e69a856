"""What always holds: order, withdrawal, bounds, equal ranks, and agreement with a second implementation."""

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.marks import Mark
from scoring.engine.panel import combine
from scoring.engine.result import result_of
from scoring.engine.scoresheet import score
from scoring.engine.standings import standings
from tests.engine import naive
from tests.engine.chance import random_items, random_marks
from tests.engine.making import facts, panel, plain_item, rubric

SHEETS = 100_000
A_RUBRIC = 500  # sheets of each random rubric

settings.register_profile("any machine", deadline=None)  # a busy machine is not a failure
settings.load_profile("any machine")

chances = st.integers(0, 2**32).map(random.Random)


def sheet_by(chance):
    """A random rubric with the random marks of one seat."""
    items = random_items(chance)
    return rubric(*items), marks_of(random_marks(chance, items))


def marks_of(drawn, seat="A"):
    return [Mark(seat, item, place, value, order, id, withdraws) for order, id, item, place, value, withdraws in drawn]


@given(chances)
def test_the_order_of_arrival_never_changes_a_score(chance):
    of, marks = sheet_by(chance)
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert score(of, "p", "A", marks) == score(of, "p", "A", shuffled)
    assert result_of(of, facts("X", *marks)).exact == result_of(of, facts("X", *shuffled)).exact


@given(chances)
def test_a_withdrawal_restores_the_score_before(chance):
    of, marks = sheet_by(chance)
    before = score(of, "p", "A", marks)
    items = random_items(chance)
    item, place, value = next(mark for mark in iter(lambda: random_marks(chance, items), None) if mark)[0][2:5]
    marks.append(Mark("A", item, place, value, 900, "new"))
    marks.append(Mark("A", item, place, "", 901, "back", withdraws="new"))
    assert score(of, "p", "A", marks) == before


@given(chances)
def test_no_item_leaves_its_bounds_and_the_reasons_add_up(chance):
    of, marks = sheet_by(chance)
    sheet = score(of, "p", "A", marks)
    for item in sheet.items:
        rule = of.items[item.item]
        assert item.lost == -sum(reason.points for reason in item.reasons)
        for language in ("zh", "en"):
            assert all("{" not in reason.say(language) for reason in item.reasons)
        if item.state != "untouched":
            assert rule.lowest is None or rule.lowest <= item.points or item.lost == 0
            assert rule.highest is None or rule.highest >= item.points
            assert item.points == item.full - item.lost
            assert (item.state == "deducted") == (item.lost > 0 or bool(item.faults))
    assert sheet.total == sum(item.points for item in sheet.items)


@given(chances, st.integers(1, 7), st.booleans())
def test_the_reasons_of_a_panel_add_up_to_what_it_lost(chance, seats, by_item):
    items = random_items(chance)
    of = rubric(*items)
    rule = panel("trimmed", drop={"high": "1", "low": "1", "from": "4"}, over="item" if by_item else "sheet")
    sheets = [score(of, "p", seat, marks_of(random_marks(chance, items), seat)) for seat in "ABCDEFG"[:seats]]
    found = combine(rule, of, sheets)
    assert sum(found.items.values()) == found.points
    lost = sum((reason.points * reason.share for reason in found.reasons), start=Fraction(0))
    if not any(sheet.open for sheet in sheets):
        assert found.points == found.full + lost
    totals = sorted(sheet.total for sheet in sheets)
    if not by_item:
        assert found.points == Fraction(sum(totals[1:-1] if seats >= 4 else totals)) / (
            seats - 2 if seats >= 4 else seats
        )


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(60, 62)), min_size=1, max_size=8),
    st.booleans(),
)
@settings(max_examples=200)
def test_equal_inputs_share_a_rank_unless_the_chain_parts_them(people, chained):
    ties = [{"by": "time", "wins": "low"}, {"by": "item", "of": "1", "wins": "high"}] if chained else []
    of = rubric(
        plain_item("counted", "4", "1", lose="1"),
        plain_item("counted", "4", "2", lose="1"),
        ties=ties,
        clock={"limit": "15:00"},
    )
    given_ = [
        facts(f"P{number}", *marks_of([(0, "x", "1", "", str(one), ""), (1, "y", "2", "", str(two), "")]), time=time)
        for number, (one, two, time) in enumerate(people)
    ]
    rows = standings(of, [result_of(of, each) for each in given_]).rows
    keys = {
        f"P{number}": (-(8 - one - two), *((time, one) if chained else ()))
        for number, (one, two, time) in enumerate(people)
    }
    for row in rows:
        better = [key for key in keys.values() if key < keys[row.contestant]]
        equal = [key for key in keys.values() if key == keys[row.contestant]]
        assert row.rank == len(better) + 1
        assert row.tied == (len(equal) > 1)


def test_a_second_implementation_agrees_on_100_000_sheets():
    chance = random.Random(20250322)
    for _ in range(SHEETS // A_RUBRIC):
        items = random_items(chance)
        of = rubric(*items)
        for _ in range(A_RUBRIC):
            drawn = random_marks(chance, items)
            sheet = score(of, "p", "A", marks_of(drawn))
            figures, untouched = naive.sheet(items, drawn)
            assert [each.points * naive.UNITS for each in sheet.items] == figures, (items, drawn)
            assert list(sheet.open) == untouched, (items, drawn)
            assert sheet.total * naive.UNITS == sum(figures)


def test_a_second_implementation_agrees_on_totals_of_whole_results():
    chance = random.Random(7)
    for _ in range(1_000):
        items = [item for item in random_items(chance) if item["kind"] != "graded"]  # it looks at other seats' sheets
        of = rubric(*items, panel={"combine": "mean"})
        seats = "ABCDE"[: chance.randint(1, 5)]
        drawn = {seat: random_marks(chance, items) for seat in seats}
        found = result_of(
            of, facts("X", *(mark for seat in seats for mark in marks_of(drawn[seat], seat)), seats=seats)
        )
        figures = [sum(naive.sheet(items, drawn[seat])[0]) for seat in seats]
        assert str(found.running) == naive.round_half_up(max(0, sum(figures)), naive.UNITS * len(seats), 2)
        assert (found.total is None) == any(naive.sheet(items, drawn[seat])[1] for seat in seats)
