"""The workbook, read back by another library: its figures are the engine's, its names stay text."""

import io
import zipfile
from fractions import Fraction

import openpyxl
import pytest

from scoring.engine.standings import standings
from scoring.paper.calculation import calculation
from scoring.paper.tables import result_sheet
from scoring.paper.workbook import result_workbook
from scoring.rubrics.contest import OutcomeRule
from scoring.rubrics.reader import shipped
from tests.paper.contests import Contest, contest

RUBRICS = sorted(shipped())


def workbook(field: Contest, language: str = "zh", held: dict[str, str] | None = None) -> bytes:
    sheet = result_sheet(field.rubric, field.standings, field.entrants, field.occasion, language, held or {})
    results = field.standings.results
    trees = [calculation(field.rubric, row, results[row.contestant], language) for row in field.standings.rows]
    return result_workbook(sheet, field.rubric, trees, results, field.entrants, language)


def pages(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {page.title: [[cell.value for cell in row] for row in page.rows] for page in book}


def table(rows: list[list[object]], first: str) -> list[dict[str, object]]:
    at = next(number for number, row in enumerate(rows) if row[0] == first)
    heads = [str(head) for head in rows[at]]
    return [dict(zip(heads, row, strict=True)) for row in rows[at + 1 :]]


def figure(cell: object) -> Fraction:
    """A cell's exact figure; one that never ends stands in brackets."""
    return Fraction(str(cell).split("(")[-1].rstrip(")"))


@pytest.mark.parametrize("rubric_id", RUBRICS)
def test_the_result_sheet_holds_the_engines_figures(rubric_id):
    field = contest(rubric_id, 9)
    lines = {line["参赛编号"]: line for line in table(pages(workbook(field))["总成绩表"], "名次") if line["参赛编号"]}
    assert len(lines) == 9
    for row in field.standings.rows:
        line = lines[row.contestant]
        assert line["名次"] == row.rank
        total = None if row.total is None else float(row.total)
        assert line["总成绩"] == total
        for module in field.rubric.parts if len(field.rubric.parts) > 1 else ():
            if module.factor == 1:
                continue
            head = next(head for head in line if head.startswith(f"{module.title.zh}\n×"))
            shown = float(row.parts[f"{module.id}.weighted"]) if row.total is not None else None
            assert line[head] == shown


@pytest.mark.parametrize("rubric_id", RUBRICS)
def test_the_details_add_up_to_every_sheet(rubric_id):
    field = contest(rubric_id, 5)
    lines = table(pages(workbook(field))["明细"], "参赛编号")
    for contestant, result in field.standings.results.items():
        for module in result.modules:
            for panel in module.panels:
                for sheet in panel.sheets:
                    items = {each.item for each in sheet.items}
                    own = [line for line in lines if line["参赛编号"] == contestant and line["评委席"] == sheet.seat]
                    own = [line for line in own if line["序号"] in items]
                    points = [line["得分"] for line in own if line["得分"] is not None]
                    exact = sum((Fraction(each.points) for each in sheet.items), start=Fraction(0))
                    assert sum(figure(point) for point in points) == exact


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_that_look_like_formulas_stay_text(language):
    content = workbook(contest("table-setting-15min@1", 6), language)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in parts.read(name)
                assert b"<hyperlink" not in parts.read(name)
    names = [cell for rows in pages(content).values() for row in rows for cell in row]
    assert '=HYPERLINK("http://example.test")' in names
    assert "=cmd|' /C calc'!A0" in names


def test_figures_keep_the_decimals_of_the_rubric():
    field = contest("table-setting-15min@1", 6)
    page = openpyxl.load_workbook(io.BytesIO(workbook(field)))["总成绩表"]
    head = next(row for row in page.rows if row[0].value == "名次")
    column = next(cell.column for cell in head if cell.value == "总成绩")
    shapes = {page.cell(row[0].row, column).number_format for row in page.rows if isinstance(row[0].value, int)}
    assert shapes == {"0.00"}


def test_what_never_ends_is_text_with_its_exact_fraction():
    field = contest("table-setting-15min@1", 8)
    thirds = {
        str(line["结果"])
        for line in table(pages(workbook(field))["计算"], "参赛编号")
        if line["结果"] and "/" in str(line["结果"])
    }
    means = {
        f"({panel.points.numerator}/{panel.points.denominator})"
        for result in field.standings.results.values()
        for module in result.modules
        for panel in module.panels
        if panel.points.denominator % 3 == 0
    }
    assert means, "the seed should give a mean that never ends"
    for mean in means:
        assert any(mean in third for third in thirds), (mean, thirds)


def test_equal_results_give_equal_bytes():
    field = contest("bed-making-3min@1", 5)
    assert workbook(field) == workbook(field)


def test_unsigned_results_stand_below_without_figures():
    field = contest("table-setting-15min@1", 6)
    first = field.standings.rows[0]
    lines = table(pages(workbook(field, held={first.contestant: "unsigned"}))["总成绩表"], "名次")
    line = next(line for line in lines if line["参赛编号"] == first.contestant)
    assert (line["名次"], line["总成绩"], line["备注"]) == (None, None, "待裁判长签字")


def test_every_mark_is_listed_as_it_was_entered():
    field = contest("table-setting-15min@1", 4)
    lines = table(pages(workbook(field))["录入"], "参赛编号")
    for contestant, result in field.standings.results.items():
        own = {
            (line["评委席"] or "", line["细则"], line["处"] or "", line["录入"])
            for line in lines
            if line["参赛编号"] == contestant
        }
        for mark in result.facts.marks:
            assert (mark.seat, mark.item, mark.place, mark.value) in own
        if result.facts.status:
            assert ("", "status", "", result.facts.status) in own


def test_the_print_set_up_repeats_the_head_and_counts_pages():
    page = openpyxl.load_workbook(io.BytesIO(workbook(contest("livestream-sales@1", 6))))["总成绩表"]
    head = next(row[0].row for row in page.rows if row[0].value == "名次")
    assert page.print_title_rows == f"${head}:${head}"
    assert page.page_setup.paperSize == 9
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_a_rank_without_a_total_stands_in_its_column():
    field = contest("bed-making-3min@1", 3)
    last = OutcomeRule(status="dns", total="last")
    rubric = field.rubric.model_copy(update={"outcomes": (last,)})
    table_of = standings(rubric, field.standings.results.values())
    sheet = result_sheet(rubric, table_of, field.entrants, field.occasion, "zh", {})
    assert [(line.cells[0], line.cells[-1]) for line in sheet.ranked][-1] == ("2", "缺席")
