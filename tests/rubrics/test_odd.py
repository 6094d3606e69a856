"""What is odd as a whole: faults that better the place, links that part nobody, clocks alone, fields misnamed."""

import pytest

from scoring.rubrics.reader import read_rubric

SMALL = """\
rubric: small@1
title: {{zh: 小, en: Small}}
panels: [{{id: judges, title: {{zh: 评委, en: Judges}}, combine: mean}}]
{top}
sections:
  - id: "1"
    title: {{zh: 一, en: One}}
    panel: judges
    items:
      - {{id: "1", title: {{zh: 甲, en: A}}, points: 10, {item}}}
"""


def told(text):
    reading = read_rubric(text, "small@1.yaml")
    return [found.code for found in (*reading.problems, *reading.warnings)]


def codes(item="kind: checked", top=""):
    return told(SMALL.format(item=item, top=top))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("kind: checked", ["faults-better"]),
        ("kind: checked, role: aside", ["adds-nothing"]),
        ("kind: attempts, lose: [0, all]", ["faults-better"]),
        ("kind: faults, faults: [{id: a, title: {zh: 甲, en: A}, lose: 1}]", ["faults-better"]),
        ("kind: counted, lose: 1", ["faults-better"]),
        ("kind: counted, rungs: [{count: 1, lose: 1}]", ["faults-better"]),
        ("kind: counted, rungs: [{count: 1, points: 10}]", []),
        ("kind: counted, earn: 1", []),
        ("kind: measured, unit: m, tolerance: 1, each: 10", ["faults-better"]),
        ("kind: measured, unit: m, step: {size: 1, count: full, lose: 1}", ["faults-better"]),
        ("kind: measured, unit: m, bands: [{to: 1, lose: 1}, {over: 1, lose: all}]", ["faults-better"]),
        ("kind: measured, unit: m, bands: [{to: 1, points: 10}, {over: 1, points: 0}]", []),
        ("kind: measured, unit: m, earn: {points: 1}", []),
        ("kind: judged, step: 1", []),
        ("kind: judged, step: 1, bands: [{lose: 1}]", ["faults-better"]),
        ("kind: timed, bands: [{to: 1:00, lose: 0}, {over: 1:00, lose: 1}]", ["faults-better"]),
        ("kind: levels, levels: [{id: a, title: {zh: 甲, en: A}}, {id: b, title: {zh: 乙, en: B}}]", []),
        ("kind: outside, score: value", ["unused-panel"]),
    ],
)
def test_where_low_wins_what_loses_its_points_is_told(item, expected):
    assert codes(item, "ranking: {wins: low}") == expected
    assert "faults-better" not in codes(item)
    assert "faults-better" not in codes(item, "ranking: {wins: low}\nfield: {score: best, points: 9, wins: high}")


def test_points_that_only_make_places_may_be_lost_where_low_wins():
    text = SMALL.format(item="kind: checked", top="ranking: {wins: low}").replace("mean}", "mean, by-rank: true}")
    assert told(text) == []


def test_an_item_without_points_may_cost_where_low_wins():
    text = SMALL.format(item="kind: counted, lose: 1", top="ranking: {wins: low}").replace("points: 10", "points: 0")
    assert told(text) == []


SETTLED = ["tie-rounded-before"]
SHORT = "penalties: [{id: p, title: {zh: 罚, en: P}, lose: "
OVER = "clock: {limit: 5:00, overtime: {every: 1:00, points: 1, count: "


@pytest.mark.parametrize(
    ("stage", "more", "expected"),
    [
        ("module: 2", "", SETTLED),
        ("module: 3", "", []),
        ("panel: 1", "", SETTLED),
        ("panel: 3", "", []),
        ("section: 1", "", []),
        ("judge: 1", "", []),
        ("module: 2", "total: {times: 1/3}", []),
        ("module: 2", SHORT + "0.001}]", SETTLED),
        ("panel: 2", SHORT + "[0.5, all]}]", SETTLED),
        ("panel: 2", SHORT + "[1, 0.25]}]", SETTLED),
        ("panel: 2", SHORT + "0.125}]", []),
        ("panel: 2", "penalties: [{id: p, title: {zh: 奖, en: P}, add: 0.125}]", []),
        ("panel: 2", "penalties: [{id: p, title: {zh: 罚, en: P}, halve: module}]", []),
        ("panel: 2", "penalties: [{id: p, title: {zh: 罚, en: P}, keep: 90%, on: module}]", []),
        ("panel: 2", "penalties: [{id: p, title: {zh: 罚, en: P}, zero: module}]", SETTLED),
        ("panel: 2", "adjust: {up: 1, step: 0.5}", SETTLED),
        ("panel: 2", "adjust: {up: 1, step: 0.125}", []),
        ("panel: 2", "groups: [{id: g, title: {zh: 甲, en: G}, items: ['1'], lose-at-most: 9}]", []),
        ("panel: 2", "field: {score: best, points: 9}", []),
        ("module: 2", "field: {score: best, points: 9}", SETTLED),
        ("panel: 2", OVER + "full}}", SETTLED),
        ("panel: 2", OVER + "exact}}", []),
        ("module: 2", OVER + "exact}}", SETTLED),
        ("panel: 2", "clock: {bands: [{to: 1:00, points: 0.5}, {over: 1:00, lose: 1}]}", SETTLED),
        ("panel: 2", "clock: {bands: [{to: 1:00, points: 0.125}, {over: 1:00, lose: 1}]}", []),
        ("panel: 2", "clock: {score: time}", ["longer-wins"]),
    ],
)
def test_an_exact_total_parts_nobody_once_an_earlier_stage_has_rounded(stage, more, expected):
    top = f"rounding: {{{stage}, total: 2}}\nties: [{{by: exact, wins: high}}]\n{more}"
    assert codes("kind: judged, step: 1", top) == expected


@pytest.mark.parametrize(
    ("item", "section", "expected"),
    [
        ("kind: judged, step: 1", "", SETTLED),
        ("kind: judged, step: 1", "runs: {title: {zh: 次, en: Run}, count: 2}", []),
        ("kind: judged, step: 1, role: factor", "", ["adds-nothing"]),
        ("kind: outside, score: value", "", ["unused-panel"]),
    ],
)
def test_a_rounded_panel_settles_only_what_is_added_as_it_is(item, section, expected):
    text = SMALL.format(item=item, top="rounding: {panel: 1, total: 2}\nties: [{by: exact, wins: high}]")
    text = text.replace("    panel: judges\n", f"    panel: judges\n    {section}\n")
    assert told(text) == expected


MODULES = """\
rubric: small@1
title: {{zh: 小, en: Small}}
panels: [{{id: judges, title: {{zh: 评委, en: Judges}}, combine: mean}}]
modules:
  - id: one
    title: {{zh: 甲, en: A}}
    sections:
      - {{id: s, title: {{zh: 一, en: One}}, panel: judges, items: [
          {{id: a, title: {{zh: 甲, en: A}}, points: 10, kind: judged, step: 1}}]}}
  - id: two
    title: {{zh: 乙, en: B}}
    weight: {weight}
    clock: {{limit: 5:00}}
rounding: {{module: 2, total: 2}}
ties: [{{by: exact, wins: high}}]
{more}
"""
ROUNDS = "rounds: [{id: r, title: {zh: 一, en: R}, qualify: {first: 2, ties: through}}, {id: f, title: {zh: 二, en: F}"


@pytest.mark.parametrize(
    ("weight", "more", "expected"),
    [
        ("100%", "", SETTLED),
        ("200%", "", SETTLED),
        ("1/3", "", ["weights-sum"]),
        ("100%", SHORT + "0.01}]", SETTLED),
        ("100%", SHORT + "0.001}]", []),
        ("100%", "adjust: {up: 1, step: 0.001}", []),
        ("100%", "total: {needs: {least: 1, else: {keep: 90%, on: all}}}", []),
        ("100%", ROUNDS + ", carry: 50%}]", []),
    ],
)
def test_rounded_modules_settle_only_what_is_added_whole_times(weight, more, expected):
    assert told(MODULES.format(weight=weight, more=more)) == expected


CLOCK_ALONE = """\
rubric: small@1
title: {{zh: 小, en: Small}}
panels: []
{top}
clock: {{limit: 5:00, {clock}}}
"""
EACH = "{every: 0:30, points: 1, count: started}"


@pytest.mark.parametrize(
    ("top", "clock", "expected"),
    [
        ("", f"overtime: {EACH}", ["never-acts"]),
        ("", f"overtime: {EACH}, short: {EACH}", ["never-acts", "never-acts"]),
        ("", "bands: [{over: 6:00, lose: 1}]", ["never-acts"]),
        ("", "bands: [{to: 3:00, points: 1}, {over: 6:00, lose: 1}]", []),
        ("", f"overtime: {EACH}, early: {EACH}", []),
        ("", "stop: {at: 6:00, then: void}", []),
        ("floor: none", f"overtime: {EACH}", []),
        ("floor: -5", f"overtime: {EACH}", []),
        ("floor: 0", f"overtime: {EACH}", ["never-acts"]),
        ("ranking: {wins: low}", f"overtime: {EACH}", []),
        ("ranking: {wins: high}", "score: time", ["longer-wins"]),
    ],
)
def test_a_clock_may_stand_alone_and_needs_room_below_its_floor(top, clock, expected):
    reading = read_rubric(CLOCK_ALONE.format(top=top, clock=clock), "small@1.yaml")
    assert [found.code for found in (*reading.problems, *reading.warnings)] == expected
    assert reading.rubric is not None


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ("kind: judged, step: 1, from: 8", "least"),
        ("kind: judged, step: 1, MIN: 8", "least"),
        ("kind: judged, step: 1, maximum: 8", "most"),
        ("kind: checked, max: 8", "ceiling"),
        ("kind: checked, min: 8", "floor"),
        ("kind: checked, deduct: 8", "each"),
        ("kind: counted, deduct: 8", "lose"),
        ("kind: checked, description: x", "help"),
        ("kind: checked, coefficient: 2", "weight"),
        ("kind: checked, poinst: 2", "points"),
        ("kind: measured, unit: m, table: 2", "bands"),
        ("kind: timed, window: 2", "bands"),
    ],
)
def test_what_people_call_a_field_is_understood_and_offered(item, meant):
    reading = read_rubric(SMALL.format(item=item, top=""), "small@1.yaml")
    (found,) = (found for found in reading.problems if found.code == "unknown-field")
    assert found.en.endswith(f"; did you mean “{meant}”?")
    assert found.zh.endswith(f"，是不是“{meant}”？")


def test_a_field_without_its_space_is_told_apart_from_an_unknown_one():
    assert codes('"each:1": x, kind: checked') == ["colon-space"]
    assert codes('"each：1": x, kind: checked') == ["fullwidth-colon"]


@pytest.mark.parametrize("field", ["matches", "league", "rounds-robin", "games", "Sets", "formula", "if"])
def test_what_the_language_does_not_hold_is_said_once(field):
    (found,) = read_rubric(SMALL.format(item="kind: checked", top=f"{field}: 3"), "small@1.yaml").problems
    assert (found.line, found.code) == (4, "not-in-language")


def test_a_slip_that_is_called_like_a_game_is_a_slip_where_games_have_no_place():
    assert codes("kind: checked, when: 1") == ["not-in-language"]
    assert codes("kind: checked, games: 1") == ["unknown-field"]


def test_a_single_value_is_asked_for_without_speaking_of_links_elsewhere():
    assert codes("kind: checked", "clock: {limit: {from: 1:00, to: 2:00}}") == ["scalar"]
    assert codes("kind: checked", "ties: [{by: [section, time], wins: high}]") == ["one-link"]
    assert codes("kind: checked", "ranking: {wins: younger}") == ["choice"]


def test_what_rounds_bring_together_is_no_more_than_the_full_points_of_one():
    rounds = "rounds: [{id: a, title: {zh: 甲, en: A}}, {id: b, title: {zh: 乙, en: B}%s}]\n"
    awards = "awards: [{title: {zh: 奖, en: Prize}, least: 15}]"
    assert codes("kind: judged, step: 1", rounds % "" + awards) == ["least-over"]
    for more in (", carry: 100%", ", weight: 200%"):
        assert codes("kind: judged, step: 1", rounds % more + awards) == []
    exact = "ties: [{by: exact, wins: high}]\nrounding: {module: 2}"
    assert codes("kind: judged, step: 1", rounds % "" + exact) == ["tie-rounded-before"]
    assert codes("kind: judged, step: 1", rounds % ", weight: 1/3" + exact) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("kind: measured, unit: time, nominal: 1:30, tolerance: 0:05, each: 10", []),
        ("kind: measured, unit: time, nominal: 1:30, tolerance: {below: 0:05, above: 5}, each: 10", []),
        ("kind: measured, unit: time, window: {from: 3:50, to: 250}, each: 10", ["duration"]),
        ("kind: measured, unit: time, earn: {points: 1}", []),
        ("kind: measured, unit: time, earn: {points: 1, size: 10, from: 1:00}", []),
        ("kind: measured, unit: time, earn: {points: 1, size: 0:10, from: 60}", ["duration"]),
        ("kind: measured, unit: time, nominal: 1:30, above: {size: 5, count: full, lose: 1}", []),
        ("kind: measured, unit: time, earn: {points: 1}, range: {to: 6}", ["duration"]),
        ("kind: measured, unit: cm, nominal: 90, tolerance: 5, each: 10", []),
        ("kind: outside, unit: time, full: 90", ["duration", "unused-panel"]),
        ("kind: outside, unit: time, full: 1:30", ["unused-panel"]),
    ],
)
def test_a_time_is_written_in_minutes_and_seconds(item, expected):
    assert [each for each in codes(item) if each in ("duration", "unused-panel")] == expected
