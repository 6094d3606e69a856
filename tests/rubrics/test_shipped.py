"""The shipped rubrics are the sheets they claim to be, row by row, without a problem or a warning."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.rubrics.reader import load, shipped

# rubric: rows, readings, points of each module, rows of each kind
SHEETS = {
    "table-setting-15min@1": (
        36,
        200,
        ["80"],
        {"measured": 17, "checked": 6, "counted": 4, "attempts": 1, "judged": 8},
    ),
    "table-setting-per-setting@1": (
        36,
        273,
        ["70"],
        {"measured": 16, "checked": 14, "attempts": 1, "judged": 5},
    ),
    "bed-making-3min@1": (23, 37, ["70"], {"measured": 6, "checked": 7, "attempts": 3, "judged": 7}),
    "livestream-sales@1": (23, 33, ["100", "100"], {"checked": 3, "counted": 5, "judged": 11, "outside": 4}),
}


def rubric_of(name):
    reading = load(name)
    assert [problem.say("en") for problem in reading.problems + reading.warnings] == []
    return reading.rubric


def prices_of(penalties):
    return {penalty.id: lose for penalty in penalties for lose in penalty.lose or ()}


def test_all_four_are_there():
    assert set(shipped()) >= set(SHEETS)


@pytest.mark.parametrize("name", SHEETS)
def test_rows_readings_and_sums(name):
    rows, readings, points, kinds = SHEETS[name]
    rubric = rubric_of(name)
    items = rubric.items.values()
    assert len(items) == rows
    assert sum(item.places.count if item.places else 1 for item in items) == readings
    assert [str(part.full) for part in rubric.parts] == points
    assert Counter(item.kind for item in items) == kinds


@pytest.mark.parametrize("name", SHEETS)
def test_every_row_has_the_right_panel(name):
    rubric = rubric_of(name)
    by_panel = {panel.id: rubric.items_of(panel.id) for panel in rubric.panels}
    impression = by_panel.get("impression") or by_panel["judges"]
    assert {item.kind for item in impression} == {"judged"}
    others = [item for panel, items in by_panel.items() if items is not impression for item in items]
    assert "judged" not in {item.kind for item in others}
    outside = [item for item in rubric.items.values() if item.kind == "outside"]
    assert len(impression) + len(others) + len(outside) == len(rubric.items)


@pytest.mark.parametrize("name", SHEETS)
def test_ids_are_the_numbers_of_the_sheet(name):
    for part in rubric_of(name).parts:
        for section in part.sections:
            assert section.short is not None
            assert [item.id for item in section.items] in (
                [section.id],
                [f"{section.id}.{number}" for number in range(1, len(section.items) + 1)],
            )


@pytest.mark.parametrize("name", SHEETS)
def test_texts_are_short_enough_for_a_tablet(name):
    rubric = rubric_of(name)
    for section in (section for part in rubric.parts for section in part.sections):
        assert len(section.short.zh) <= 3
        assert len(section.short.en) <= 10
    for item in rubric.items.values():
        assert len(item.title.zh) <= 24, item.id
        assert len(item.title.en) <= 60, item.id


def test_clock_and_penalties_of_the_15_minute_sheet():
    rubric = rubric_of("table-setting-15min@1")
    clock = rubric.clock
    assert (clock.limit, clock.prepare, clock.stop.at, clock.stop.then) == (900, 180, 1020, "void")
    assert (clock.overtime.every, clock.overtime.points, clock.overtime.count) == (30, 2, "started")
    assert (clock.early, clock.short) == (None, None)
    prices = prices_of(rubric.penalties)
    assert prices == {"dropped": 3, "knocked-over": 2, "missing": 1, "anticlockwise": 1}


def test_clock_and_penalties_of_the_per_setting_sheet():
    rubric = rubric_of("table-setting-per-setting@1")
    clock = rubric.clock
    assert (clock.limit, clock.stop) == (1080, None)
    assert (clock.overtime.every, clock.overtime.points, clock.overtime.count) == (30, 1, "full")
    assert (clock.early.every, clock.early.points, clock.early.count) == (30, 1, "full")
    prices = prices_of(rubric.penalties)
    spills = {"spilled-drop": 1, "spilled-puddle": 3}
    assert prices == {"dropped": 5, "missing": 5, "knocked-over": 1, "adjusting": 1, **spills}


def test_clock_penalties_and_bands_of_the_bed_sheet():
    rubric = rubric_of("bed-making-3min@1")
    clock = rubric.clock
    assert (clock.limit, clock.prepare, clock.stop.at, clock.stop.then) == (180, 120, 240, "void")
    assert (clock.overtime.every, clock.overtime.points, clock.overtime.count) == (10, 2, "started")
    assert prices_of(rubric.penalties) == {"running": 2, "kneeling": 2, "propping": 2}
    first, second, third = rubric.items["1.2"].bands
    assert (first.to, first.lose) == (2, 0)
    assert (second.over, second.to, second.lose) == (2, 3, 1)
    assert (third.over, third.lose) == (3, "all")
    assert rubric.items["1.5"].places.layout == "bed-corners"
    assert rubric.items["1.5"].each == Decimal("1.25")
    fold = rubric.items["3.8"]
    assert (fold.nominal, fold.step.size, fold.step.count, fold.step.lose) == (45, 2, "full", 1)


def test_weights_panel_and_field_of_the_livestream_sheet():
    rubric = rubric_of("livestream-sales@1")
    theory, practical = rubric.modules
    assert (theory.id, theory.weight, practical.id, practical.weight) == (
        "theory",
        Fraction(3, 10),
        "practical",
        Fraction(7, 10),
    )
    judges, recorder = rubric.panels
    assert (judges.combine, judges.drop.high, judges.drop.low, judges.drop.from_) == ("trimmed", 1, 1, 4)
    assert (judges.seats, judges.least, recorder.combine) == (5, 3, "shared")
    assert [rubric.items[name].score for name in ("theory", "6.1", "6.2", "6.3")] == ["part", "best", "best", "best"]
    assert [(rung.count, rung.points) for rung in rubric.items["3.3"].rungs] == [(1, 2), (3, 5)]
    assert prices_of(practical.penalties) == {"banned-words": 2}
    effects = {penalty.id: penalty.zero or penalty.status for penalty in practical.penalties if penalty.acts}
    assert effects == {"identity-shown": "module", "off-topic": "module", "fake-orders": "dsq"}
    assert [award.ratio for award in rubric.awards] == [Fraction(1, 10), Fraction(2, 10), Fraction(3, 10)]
