"""A WorldSkills marking scheme becomes a rubric that checks, or problems that name sheet, row and column."""

import io
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import Workbook

from scoring.engine.kinds import score_item
from scoring.paper.marking_cells import SENTENCES, mark_of
from scoring.paper.marking_scheme import measured, read_scheme
from scoring.rubrics.reader import read_rubric

HEADER = (
    "Sub\nCriterion\nID",
    "Sub Criterion\nName or Description",
    "Day of Marking",
    "Aspect\nType\nM = Meas\nJ = Judg",
    "Aspect - Description",
    "Judg Score",
    "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
    "Requirement\n(Measurement Only)",
    "WSSS Section",
    "Calculation Row (Export only)",
    "Max\nMark",
)
LEVEL_ROWS = [(None, None, None, None, None, level, f"level {level} in words") for level in range(4)]
ROWS = [
    ("A1", "Table layout", "1\nand 2"),
    (None, None, None, "M", "Plate from the edge", None, None, "15 mm ± 2", 1, None, 0.3),
    (None, None, None, "M", "No glass is chipped", None, "all of them", "none", 1, None, 0.5),
    (None, None, None, "J", "Overall impression", None, "walk round it", None, 2, None, 2),
    *LEVEL_ROWS,
    ("B1", "Service", 2, "J", "Posture", None, None, None, 2, None, 0.7),
    *LEVEL_ROWS,
]
X = (None,) * 3


def workbook(rows=ROWS, header=HEADER, above=(("Skill", "Restaurant service"), ()), title="Scheme"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in (*above, header, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def scheme(rows=ROWS, **how):
    return read_scheme(workbook(rows, **how), "restaurant@1", "餐厅服务")


def rubric_of(rows=ROWS):
    made = scheme(rows)
    assert made.problems == ()
    reading = read_rubric(made.text, "restaurant@1.yaml")
    assert reading.rubric, [problem.say("en") for problem in reading.problems]
    return reading.rubric


def test_the_draft_is_a_rubric_without_remarks():
    made = scheme()
    assert (made.aspects, made.problems, made.remarks) == (4, (), ())
    reading = read_rubric(made.text, "restaurant@1.yaml")
    assert (reading.problems, reading.warnings) == ((), ())
    assert "one language" in made.text and "只有一种语言" in made.text


def test_sub_criteria_aspects_and_panels():
    rubric = rubric_of()
    assert [(each.id, each.title.en) for each in rubric.sections] == [("A1", "Table layout"), ("B1", "Service")]
    assert rubric.points == Decimal("3.5")
    assert {item.id: (item.kind, str(item.points)) for item in rubric.items.values()} == {
        "A1.1": ("measured", "0.3"),
        "A1.2": ("checked", "0.5"),
        "A1.3": ("levels", "2"),
        "B1.1": ("levels", "0.7"),
    }
    panels = {panel.id: panel for panel in rubric.panels}
    assert (panels["measurement"].combine, panels["judgement"].combine) == ("shared", "mean")
    assert (panels["judgement"].over, panels["judgement"].seats) == ("item", 3)
    assert panels["judgement"].spread.then == "discuss"
    assert {item.id for item in rubric.items_of("judgement")} == {"A1.3", "B1.1"}
    assert {item.id for item in rubric.items_of("measurement")} == {"A1.1", "A1.2"}


def test_a_size_with_a_tolerance_is_measured():
    item = rubric_of().items["A1.1"]
    assert (str(item.nominal), str(item.tolerance.above), str(item.each)) == ("15", "2", "0.3")
    assert item.help.en == "15 mm ± 2"
    assert score_item(item, {"": "17"}).lost == 0
    assert score_item(item, {"": "17.1"}).points == 0


@pytest.mark.parametrize("level", range(4))
def test_a_level_is_worth_its_third_exactly(level):
    item = rubric_of().items["B1.1"]
    assert score_item(item, {"": str(level)}).points == Fraction(7, 10) * level / 3
    assert item.levels[level].title.zh == f"level {level} in words"


def test_judges_a_level_apart_need_not_discuss():
    most = next(panel for panel in rubric_of().panels if panel.id == "judgement").spread.most
    assert Fraction(2, 3) <= most < Fraction(4, 3)


def test_levels_without_words_get_the_usual_ones():
    made = scheme([("A1", "Layout", 1, "J", "Beauty", None, None, None, None, None, 1)])
    assert [remark.say("en") for remark in made.remarks] == [
        "Scheme, F4: the levels have no description; the usual words are filled in"
    ]
    rubric = read_rubric(made.text, "restaurant@1.yaml").rubric
    assert rubric.items["A1.1"].levels[3].title.en == "Wholly exceeds industry standard"
    assert [panel.id for panel in rubric.panels] == ["judgement"]


WRONG = [
    ([(*X, "M", "No group", *[None] * 5, 1)], "D4", "no-group"),
    ([("A 1", "Layout", 1, "M", "x", *[None] * 5, 1)], "A4", "id"),
    ([("A1", "a", 1, "M", "x", *[None] * 5, 1), ("A1", "b", 1, "M", "y", *[None] * 5, 1)], "A5", "id-twice"),
    ([("A1", "Layout", 1, "X", "x", *[None] * 5, 1)], "D4", "type"),
    ([("A1", "Layout", 1, "M", None, *[None] * 5, 1)], "E4", "no-title"),
    ([("A1", "Layout", 1, "M", "x" * 601, *[None] * 5, 1)], "E4", "too-long"),
    ([("A1", "Layout", 1, "M", "x", *[None] * 5, None)], "K4", "no-mark"),
    ([("A1", "Layout", 1, "M", "x", *[None] * 5, "two")], "K4", "mark"),
    ([("A1", "Layout", 1, "M", "x", *[None] * 5, 0)], "K4", "mark"),
    ([("A1", "Layout", 1, "M", "x", *[None] * 5, 1), (*X, None, None, 0, "none")], "F5", "level-alone"),
    ([("A1", "Layout", 1, "J", "x", *[None] * 5, 1), *LEVEL_ROWS, (*X, None, None, 3, "again")], "F9", "level"),
    ([("A1", "Layout", 1, "J", "x", *[None] * 5, 1), *LEVEL_ROWS, (*X, None, None, 4, "more")], "F9", "level"),
    ([("A1", "Layout", 1, "J", "x", *[None] * 5, 1), *LEVEL_ROWS[:3]], "F4", "levels-missing"),
]


@pytest.mark.parametrize(("rows", "cell", "code"), WRONG, ids=[f"{case[2]} {case[1]}" for case in WRONG])
def test_a_problem_names_its_cell(rows, cell, code):
    made = scheme(rows)
    assert made.text is None
    said = made.problems[0]
    assert f"{said.column}{said.row}" == cell
    start = SENTENCES[code][1].partition("{")[0]
    assert said.en.startswith(start)
    assert said.say("zh").startswith(f"Scheme，{cell}：")


def test_every_problem_is_told_at_once():
    rows = [("A1", "a", 1, "Q", "x", *[None] * 5, 1), (*X, "M", None, *[None] * 5, "-")]
    assert [f"{each.column}{each.row}" for each in scheme(rows).problems] == ["D4", "E5", "K5"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no workbook", "this is no Excel workbook (.xlsx)"),
        (b"PK\x05\x06" + bytes(18), "this is no Excel workbook (.xlsx)"),
        (workbook([], header=("Name", "Points")), "no sheet has the header of a marking scheme"),
        (workbook([], header=HEADER[:-1]), "Scheme, 3: the column “Max Mark” is missing"),
        (workbook([]), "the workbook has no aspects (M or J)"),
        (workbook([], above=[()] * 5001), "Scheme: more than 5000 rows"),
    ],
)
def test_what_is_no_marking_scheme_says_so(content, words):
    made = read_scheme(content, "restaurant@1", "Restaurant")
    assert made.text is None
    assert made.problems[0].say("en").startswith(words)


def test_too_large_when_unpacked(monkeypatch):
    monkeypatch.setattr("scoring.paper.marking_cells.MOST_BYTES", 10)
    assert scheme().problems[0].say("zh") == "文件太大"


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        (0.1 + 0.2, "0.3"),
        (2, "2"),
        ("1,5", "1.5"),
        (1 / 3, None),
        ("1.0000001", None),
        ("NaN", None),
        ("1e12", None),
        (None, None),
    ],
)
def test_marks_are_exact(cell, mark):
    assert mark_of(cell) == (None if mark is None else Decimal(mark))


@pytest.mark.parametrize(
    ("requirement", "words"),
    [
        ("120 +/- 5 mm", ("mm", "120", "5")),
        ("90° ± 1°", ("deg", "90", "1")),
        ("距边 1.5 厘米 ± 0.2", ("cm", "1.5", "0.2")),
        ("15 ± 2", None),
        ("in good order", None),
        ("3 pipes ± 1 knot", None),
    ],
)
def test_requirements(requirement, words):
    found = measured(requirement, "1")
    assert (found and (found["unit"], found["nominal"], found["tolerance"])) == words
