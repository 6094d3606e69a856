"""A comma-separated text as cells that know their line and column. Knows nothing of what stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.rubrics.problems import Problem

LINE_END = re.compile(r"\r\n|\n|\r")
QUOTED = re.compile(r'\s*"((?:[^"]|"")*)("?)\s*')

FAULTS = {
    "utf-16": (
        "文件存成了 UTF-16；请另存为“CSV UTF-8（逗号分隔）”",
        "the file is saved as UTF-16; save it as “CSV UTF-8 (comma delimited)”",
    ),
    "gb18030": (
        "文件存成了 GB18030（GBK、ANSI）编码；请另存为“CSV UTF-8（逗号分隔）”",
        "the file is saved in GB18030 (GBK, “ANSI”); save it as “CSV UTF-8 (comma delimited)”",
    ),
    "not-utf-8": (
        "这里不是 UTF-8 文字；请另存为“CSV UTF-8（逗号分隔）”",
        "this is not UTF-8 text; save the file as “CSV UTF-8 (comma delimited)”",
    ),
    "quote": (
        "引号没有成对；一格之内不能换行",
        "a quotation mark is not closed; a cell cannot hold a line break",
    ),
    "after-quote": (
        "引号之后只能是逗号；格内的引号要写两个",
        "only a comma can follow the closing quotation mark; inside a cell write it twice",
    ),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, without outer blanks; line and column count from 1."""

    text: str
    line: int
    column: int


class Unreadable(Exception):
    """Carries the one problem that keeps a text or a line from being read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.en)
        self.problem = problem


def fault(name: str, line: int, column: int, code: str) -> Unreadable:
    """The problem `code` at its place."""
    zh, en = FAULTS[code]
    return Unreadable(Problem(name, line, column, code, zh, en))


def decoded(content: bytes | str, name: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Other encodings are named, never guessed."""
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:4]:
        raise fault(name, 1, 1, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = LINE_END.split(content[: error.start].decode("utf-8-sig", "replace"))
        try:
            content.decode("gb18030")
        except UnicodeDecodeError:
            raise fault(name, len(before), len(before[-1]) + 1, "not-utf-8") from None
        raise fault(name, len(before), len(before[-1]) + 1, "gb18030") from None


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, with their numbers. One at a time: a file may have millions."""
    if "\r" in text:
        text = LINE_END.sub("\n", text)
    start, number, whole = 0, 0, len(text)
    while start <= whole:
        end = text.find("\n", start)
        line = text[start : whole if end < 0 else end]
        start = whole + 1 if end < 0 else end + 1
        number += 1
        if line.strip(" \t,"):
            yield number, line


def texts_of(line: str, number: int, name: str) -> list[str]:
    """The texts of a line's cells; where each stands is `cells_of`'s slower work."""
    if '"' in line:
        return [cell.text for cell in cells_of(line, number, name)]
    return [text.strip() for text in line.split(",")]


def cells_of(line: str, number: int, name: str) -> list[Cell]:
    """All cells of a line."""
    return list(each_cell(line, number, name))


def each_cell(line: str, number: int, name: str) -> Iterator[Cell]:
    """Split a line at its commas; a cell in quotation marks may hold commas, and a doubled mark stands for one."""
    start = 0
    while start <= len(line):
        quoted = QUOTED.match(line, start)
        if quoted is None:
            end = line.find(",", start)
            end = len(line) if end < 0 else end
            raw = line[start:end]
            yield Cell(raw.strip(), number, start + 1 + len(raw) - len(raw.lstrip()))
        else:
            column, end = line.index('"', start) + 1, quoted.end()
            if not quoted[2]:
                raise fault(name, number, column, "quote")
            if end < len(line) and line[end] != ",":
                raise fault(name, number, end + 1, "after-quote")
            yield Cell(quoted[1].replace('""', '"').strip(), number, column)
        start = end + 1
