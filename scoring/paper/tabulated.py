"""What `scoring tabulate` found as an XLSX workbook: the table of the contestants, and of the teams. Plain figures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from scoring.engine.tabulate import columns_of, table_of, team_table_of
from scoring.paper.pages import Book, Page, Value, footer
from scoring.paper.words import word

WIDTHS = {"rank": 8, "contestant": 14, "team": 14, "total": 10, "tied": 8, "members": 40, "why": 80}
WIDTH = 12


def standings_workbook(document: Mapping[str, Any], language: str = "zh") -> bytes:
    """The document of `tabulate` as a sheet for the contestants and one for the teams, if there are any."""
    book = Book(document["rubric"], language)
    page = _page(book, document, "result-sheet", language)
    front, parts, _ = columns_of(document)
    _fill(page, table_of(document, language), range(len(front), len(front) + len(parts)), language)
    if document.get("teams"):
        _fill(_page(book, document, "teams", language), team_table_of(document, language), range(0), language)
    return book.close()


def _page(book: Book, document: Mapping[str, Any], title: str, language: str) -> Page:
    left = f"{footer(document['rubric'])} · {word('digest', language, document['digest'][:16])}"
    return book.page(word(title, language), (left, word("page", language, "&P", "&N"), ""), True)


def _fill(page: Page, rows: list[list[str]], parts: range, language: str) -> None:
    """The rows under their heads; the columns of `parts` are figures, and called by the ids of the rubric."""
    names = ["" if at in parts else name for at, name in enumerate(rows[0])]
    page.widths([WIDTHS.get(name, WIDTH) for name in names])
    keys = ["reason" if name == "why" else name for name in names]
    page.heads([word(key, language) if key else head for key, head in zip(keys, rows[0], strict=True)])
    for row in rows[1:]:
        page.line([_cell(name, text, language) for name, text in zip(names, row, strict=True)])


def _cell(name: str, text: str, language: str) -> Value:
    """One cell: figures and ranks as numbers, words in the language of the sheet."""
    if name in ("", "rank", "total"):
        return Decimal(text) if text else None
    if name in ("tied", "through"):
        return word(name, language) if text == "yes" else ""
    return word(text, language) if name == "status" else text
