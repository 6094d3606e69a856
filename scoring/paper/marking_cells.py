"""The cells of a marking scheme: finds the header of each sheet and hands its lines on by column. Judges no aspect."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

MOST_ROWS = 5000
MOST_COLUMNS = 60
MOST_BYTES = 60_000_000  # unpacked
DECIMALS = 6


class Column(Enum):
    """The columns that are read, with words by which a header is known."""

    ID = "sub criterion id"
    NAME = "sub criterion name"
    DAY = "day of marking"
    TYPE = "aspect type"
    ASPECT = "aspect - description"
    SCORE = "judg score"
    EXTRA = "extra aspect description"
    REQUIREMENT = "requirement"
    MARK = "max mark"


OTHER_WORDS = {  # how else the headers are written
    "subcriterion id": Column.ID,
    "subcriterion name": Column.NAME,
    "aspect description": Column.ASPECT,
    "judge score": Column.SCORE,
    "judgement score": Column.SCORE,
    "extra description": Column.EXTRA,
    "maximum mark": Column.MARK,
}
NEEDED = (Column.ID, Column.TYPE, Column.ASPECT, Column.MARK)
NAMES = {
    Column.ID: "Sub Criterion ID",
    Column.TYPE: "Aspect Type",
    Column.ASPECT: "Aspect - Description",
    Column.MARK: "Max Mark",
}
SENTENCES = {
    # the file
    "no-workbook": ("这不是 Excel 工作簿（.xlsx）", "this is no Excel workbook (.xlsx)"),
    "too-large": ("文件太大", "the file is too large"),
    "too-many-rows": ("超过 {most} 行", "more than {most} rows"),
    "no-header": (
        "没有一张工作表有评分表的表头（要有 Aspect Type 和 Max Mark 两列）",
        "no sheet has the header of a marking scheme (columns Aspect Type and Max Mark)",
    ),
    "no-column": ("缺少列“{name}”", "the column “{name}” is missing"),
    "no-aspects": ("表里没有可评的细则（M 或 J）", "the workbook has no aspects (M or J)"),
    # sub criteria and aspects
    "no-group": ("细则上面没有子标准", "there is no sub criterion above this aspect"),
    "id": ("编号“{value}”只能用字母、数字、点和横线", "“{value}” may only have letters, digits, dots and hyphens"),
    "id-twice": ("子标准编号“{value}”重复", "the sub criterion “{value}” is there twice"),
    "type": ("“{value}”不是细则类型：请写 M 或 J", "“{value}” is no type of aspect: write M or J"),
    "no-title": ("细则没有说明", "the aspect has no description"),
    "too-long": ("说明太长：至多 {most} 字", "the description is too long: at most {most} characters"),
    "no-mark": ("细则没有满分", "the aspect has no maximum mark"),
    "mark": (
        "满分“{value}”不行：请写大于 0、至多六位小数的数",
        "“{value}” is no maximum mark: write a number above 0 with at most six decimals",
    ),
    # levels
    "level-alone": ("等级行上面没有评判细则（J）", "there is no judged aspect (J) above this level"),
    "level": (
        "等级“{value}”不行：每条依次写 0、1、2、3",
        "“{value}” is no level: write 0, 1, 2, 3, each once",
    ),
    "levels-missing": ("缺少等级 {levels}", "levels are missing: {levels}"),
    "usual-words": ("等级没有说明，已填入通用说法", "the levels have no description; the usual words are filled in"),
}


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong, or was filled in, at a cell; `row` 0 is the workbook or the sheet as a whole."""

    sheet: str
    row: int
    column: str
    zh: str
    en: str

    def say(self, language: str) -> str:
        """`Sheet 1, E12: sentence` in "zh" or "en"."""
        zh = language.startswith("zh")
        cell = f"{self.column}{self.row}" if self.row else ""
        place = ("，" if zh else ", ").join(part for part in (self.sheet, cell) if part)
        colon = "：" if zh else ": "
        return f"{place}{colon if place else ''}{self.zh if zh else self.en}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row below a header; `places` are the letters of the columns."""

    sheet: str
    row: int
    values: Mapping[Column, Any]
    places: Mapping[Column, str]

    def text(self, column: Column) -> str:
        """What the cell says, without outer blanks; whole numbers without a point."""
        value = self.values.get(column)
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip()

    def problem(self, column: Column, code: str, **values: object) -> SheetProblem:
        """A sentence about one of its cells."""
        return problem(code, self.sheet, self.row, self.places.get(column, ""), **values)


def problem(code: str, sheet: str = "", row: int = 0, column: str = "", **values: object) -> SheetProblem:
    """The sentence `code` about a cell, a sheet or the whole workbook."""
    zh, en = SENTENCES[code]
    return SheetProblem(sheet, row, column, zh.format_map(values), en.format_map(values))


def mark_of(value: object) -> Decimal | None:
    """A mark as an exact decimal; a workbook keeps 0.3 as a binary fraction, which its six decimals make good again."""
    try:
        number = Decimal(str(value).strip().replace(",", ".")) if value is not None else None
    except ArithmeticError:
        return None
    if number is None or not number.is_finite() or abs(number) >= 10**9:
        return None
    short = number.quantize(Decimal(1).scaleb(-DECIMALS)).normalize()
    return short if short == number or (isinstance(value, float) and abs(short - number) < Decimal("1e-9")) else None


def lines_of(content: bytes) -> tuple[list[Line], list[SheetProblem]]:
    """The lines of all sheets that have the header of a marking scheme, and what keeps them from being read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                return [], [problem("too-large")]
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError):
        return [], [problem("no-workbook")]
    lines: list[Line] = []
    problems: list[SheetProblem] = []
    found = False
    for sheet in book.worksheets:
        heads = 0
        for line in _below_headers(sheet, problems):
            if isinstance(line, Line):
                lines.append(line)
            else:
                heads += 1
        found = found or bool(heads)
    book.close()
    if not found and not problems:
        problems.append(problem("no-header"))
    return lines, problems


def _below_headers(sheet: Any, problems: list[SheetProblem]) -> Iterator[Line | None]:
    """The lines of one sheet; None for each header. A sheet may have one header a criterion."""
    places: dict[Column, int] = {}
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        if number > MOST_ROWS:
            problems.append(problem("too-many-rows", sheet.title, most=MOST_ROWS))
            return
        header = header_of(row)
        if Column.TYPE in header and len(header) > 2:
            places = header
            problems += [
                problem("no-column", sheet.title, number, name=NAMES[column])
                for column in NEEDED
                if column not in header
            ]
            yield None
        elif places and any(value is not None for value in row):
            values = {column: row[at] for column, at in places.items() if at < len(row)}
            yield Line(sheet.title, number, values, {name: get_column_letter(at + 1) for name, at in places.items()})


def header_of(row: tuple[Any, ...]) -> dict[Column, int]:
    """Which column stands where, as far as the row is a header."""
    known = {column.value: column for column in Column} | OTHER_WORDS
    found: dict[Column, int] = {}
    for at, value in enumerate(row):
        words = re.sub(r"[\s_]+", " ", str(value or "")).strip().lower()
        column = next((column for word, column in known.items() if words.startswith(word)), None)
        if column is not None:
            found.setdefault(column, at)
    return found
