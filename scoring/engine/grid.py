"""A marks file as rows under its header: which column is which, and where to point when a cell is wrong."""

from collections.abc import Iterator, Sequence
from itertools import islice

from scoring.engine.lines import Cell, Unreadable, cells_of, each_cell, lines_of, texts_of
from scoring.engine.marks_faults import COLUMNS, HEADER, LONGER, hint, said
from scoring.engine.values import Refusal, tidy
from scoring.rubrics.problems import Problem, plain, quoted

SIGNS = (";", "\t", "；", "，")
MOST_PROBLEMS = 1000
MOST_EXTRA = 200  # cells behind the header that are looked at for the first with something in it

Row = tuple[int, str, list[str]]  # number, line, texts; one empty text more than there are columns


class Grid:
    """The text of a file called `name`; `problems` is all that was told of it. Its rows need a right header."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.columns: list[str] = []
        self.problems: list[Problem] = []
        self._header()

    @property
    def full(self) -> bool:
        """Whether so much is wrong that nobody would read more of it."""
        return len(self.problems) >= MOST_PROBLEMS

    def rows(self, tells: bool = True) -> Iterator[Row]:
        """The lines below the header that have a cell for each column. Reading them again need not tell again."""
        need, lines = len(self.columns), lines_of(self.text)
        next(lines, None)
        for number, line in lines:
            try:
                texts = texts_of(line, number, self.name)
            except Unreadable as unreadable:
                if tells:
                    self.problems.append(unreadable.problem)
                continue
            if len(texts) == need or (len(texts) > need and not any(texts[need:])):
                texts[need:] = [""]
                yield number, line, texts
            elif tells:
                self._cells(number, line, len(texts))

    def at(self, column: str) -> int:
        """Where a column stands in the texts of a row; a column that the file does not have stands for no text."""
        return self.columns.index(column) if column in self.columns else -1

    def tell(self, row: Row, column: str, code: str, **words: object) -> None:
        """Tell what is wrong with one cell of a row."""
        cell = self._cell(row, column)
        self.problems.append(said(self.name, cell.line, cell.column, code, {"text": quoted(cell.text), **words}))

    def refuse(self, row: Row, column: str, refusal: Refusal) -> None:
        """Tell what an item does not admit."""
        cell = self._cell(row, column)
        zh, en = plain(refusal.zh), plain(refusal.en)
        self.problems.append(Problem(self.name, cell.line, cell.column, refusal.code, zh, en))

    def tell_head(self, column: str, code: str, **words: object) -> None:
        """Tell that the header lacks a column."""
        number, line = next(lines_of(self.text))
        self._tell(Cell(column, number, len(line) + 1), code, header=HEADER, **words)

    def tell_more(self, row: Row) -> None:
        """Tell that the rest is not listed."""
        self._tell(Cell("", row[0], 1), "more", most=MOST_PROBLEMS)

    def _tell(self, cell: Cell, code: str, **words: object) -> None:
        self.problems.append(said(self.name, cell.line, cell.column, code, {"text": quoted(cell.text), **words}))

    def _cell(self, row: Row, column: str) -> Cell:
        number, line, _ = row
        return next(islice(each_cell(line, number, self.name), self.columns.index(column), None))

    def _cells(self, number: int, line: str, have: int) -> None:
        """Tell that a line has too few cells, or more than the header with something in them."""
        need = len(self.columns)
        extra = (cell for cell in islice(each_cell(line, number, self.name), need, need + MOST_EXTRA) if cell.text)
        at = next(extra, Cell("", number, len(line) + 1))
        self._tell(at, "cells", have=have, need=len(self.columns))

    def _header(self) -> None:
        number, line = next(lines_of(self.text), (1, ""))
        if not line:
            return self._tell(Cell("", 1, 1), "empty", header=HEADER)
        for sign in SIGNS:
            if sign in line and "," not in line:
                at = Cell(line, number, line.index(sign) + 1)
                return self._tell(at, "separator", sign="Tab" if sign == "\t" else sign)
        try:
            cells = cells_of(line, number, self.name)
        except Unreadable as unreadable:
            return self.problems.append(unreadable.problem)
        if sum(tidy(cell.text).lower() in COLUMNS for cell in cells) < 2:  # no header at all, or one in other words
            return self._tell(Cell(line, number, 1), "header", header=HEADER)
        self._take(cells)
        for column in COLUMNS:
            if column not in self.columns:
                self.tell_head(column, "missing-column")
        return None

    def _take(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            column = tidy(cell.text).lower()
            if column and column not in COLUMNS + LONGER:
                self._tell(cell, "unknown-column", header=HEADER, **hint(column, COLUMNS + LONGER))
            elif column and column in self.columns:
                self._tell(cell, "double-column")
            self.columns.append(column)
