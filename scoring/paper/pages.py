"""A workbook's pages: how text, figures and headings are put into cells. Knows no scoring.

The only file that touches XlsxWriter. Text is always written as text, so a name like `=A1` never becomes a formula.
"""

import io
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter

from scoring.engine.figures import decimals_of, plain

A4 = 9
LINE_HEIGHT = 14  # points, for letters of 10
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 the file's own stamp is fixed, so that equal results give equal bytes
FONTS = {"zh": "宋体", "en": "Arial"}

Value = str | int | Decimal | Fraction | None


class Book:
    """One workbook in the making. Formats are made once a kind, as XlsxWriter wants it."""

    def __init__(self, title: str, language: str) -> None:
        self.out = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.file = xlsxwriter.Workbook(self.out, options)
        self.file.set_properties({"title": title, "created": CREATED})
        self.font = FONTS["zh" if language.startswith("zh") else "en"]
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **kind: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(kind.items()))
        if key not in self.formats:
            base = {"font_name": self.font, "font_size": 10, "valign": "vcenter"}
            self.formats[key] = self.file.add_format(base | kind)
        return self.formats[key]

    def page(self, name: str, foot: tuple[str, str, str], landscape: bool = False) -> "Page":
        """A new sheet on A4, one page wide, with `foot` left, middle and right; its codes `&P`, `&N` are Excel's."""
        sheet = self.file.add_worksheet(name)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        left, middle, right = foot
        sheet.set_footer(f"&L&8{left}&C&8{middle}&R&8{right}")
        return Page(self, sheet)

    def close(self) -> bytes:
        """The finished file."""
        self.file.close()
        return self.out.getvalue()


class Page:
    """One sheet, filled from top to bottom; `row` is the next free one."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet
        self.row = 0
        self.columns: list[int] = []

    def widths(self, widths: Sequence[int]) -> None:
        """Column widths in characters of a figure's width."""
        self.columns = list(widths)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def put(self, column: int, value: Value, row: int | None = None, **kind: Any) -> None:
        """One cell. A number keeps its decimals; one that never ends is written as text with its exact fraction."""
        row = self.row if row is None else row
        if isinstance(value, Fraction):
            count = decimals_of(value)
            if count is None:
                value = f"{plain(value)} ({value.numerator}/{value.denominator})"
                kind = {"align": "right"} | kind
            else:
                value = Decimal(plain(value))
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self.book.format(**kind))
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, self.book.format(**kind))
        else:
            number = Decimal(value)
            places = max(0, -int(number.as_tuple().exponent))
            shape = "0" + ("." + "0" * places if places else "")
            self.sheet.write_number(row, column, number, self.book.format(num_format=shape, **kind))

    def wide(self, text: str, columns: int, height: int | None = None, **kind: Any) -> None:
        """One line of text over `columns` columns."""
        if columns > 1:
            self.sheet.merge_range(self.row, 0, self.row, columns - 1, "", self.book.format(**kind))
        self.sheet.write_string(self.row, 0, text, self.book.format(**kind))
        if height:
            self.sheet.set_row(self.row, height)
        self.row += 1

    def heads(self, titles: Sequence[str]) -> None:
        """The heading row: repeated on every printed page, kept in view on screen, with filters."""
        for column, title in enumerate(titles):
            self.put(column, title, bold=True, border=1, align="center", text_wrap=True, bg_color="#F2F2F2")
        lines = max(lines_of(title, width) for title, width in zip(titles, self.columns, strict=True))
        self.sheet.set_row(self.row, LINE_HEIGHT * lines + 4)
        self.sheet.repeat_rows(self.row)
        self.sheet.freeze_panes(self.row + 1, 0)
        self.row += 1

    def line(self, values: Sequence[Value], shape: Callable[[int], dict[str, Any]] | None = None) -> None:
        """One row of the table; `shape` gives a column's own properties. Wrapped text gets the height it needs."""
        lines = 0
        for column, value in enumerate(values):
            kind = shape(column) if shape else {}
            if kind.get("text_wrap") and isinstance(value, str):
                lines = max(lines, lines_of(value, self.columns[column]))
            self.put(column, value, border=1, **kind)
        if lines:
            self.sheet.set_row(self.row, LINE_HEIGHT * lines + 6)
        self.row += 1


def lines_of(text: str, width: int) -> int:
    """How many lines the text takes in a column of `width` figures; a Chinese character is as wide as two."""
    wide = (sum(2 if unicodedata.east_asian_width(mark) in "WFA" else 1 for mark in part) for part in text.split("\n"))
    return sum(max(1, -(-length // max(1, width - 1))) for length in wide)


def footer(text: str) -> str:
    """Text for a foot: Excel reads & as the start of a code."""
    return text.replace("&", "&&")
