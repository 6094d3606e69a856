"""A file of marks, one fact a line, read into the facts of each contestant; tells everything wrong at once."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches

from scoring.engine.lines import Cell, Unreadable, cells_of, decoded, lines_of
from scoring.engine.marks import STATUSES, Facts, Mark
from scoring.engine.values import MOST, refuse, tidy, whole
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Problem, quoted
from scoring.rubrics.values import parse_duration

COLUMNS = ("contestant", "seat", "item", "place", "value")
LONGER = ("round", "attempt", "heat", "team")  # of longer events; heat and team change no score
HEADER = ",".join(COLUMNS)

FAULTS = {
    "empty": ("文件是空的；第一行应是 {header}", "the file is empty; its first line should be {header}"),
    "separator": (
        "各列用“{sign}”隔开了；请另存为以逗号分隔的 CSV",
        "the columns are separated by “{sign}”; save the file as comma-separated CSV",
    ),
    "unknown-column": (
        "不认识的列“{text}”（第一行应是 {header}）{hint_zh}",
        "unknown column “{text}” (the first line should be {header}){hint_en}",
    ),
    "double-column": ("列“{text}”出现了两次", "the column “{text}” stands here twice"),
    "missing-column": (
        "缺少列“{text}”；第一行应是 {header}",
        "the column “{text}” is missing; the first line should be {header}",
    ),
    "cells": ("这一行有 {have} 格，应有 {need} 格", "this line has {have} cells, {need} are needed"),
    "contestant": ("缺少选手", "the contestant is missing"),
    "round": (
        "本标准只有一轮，“{text}”请留空或写 1",
        "this rubric has a single round: leave “{text}” empty or write 1",
    ),
    "no-item": (
        "缺少 item：细则编号、罚分编号、time 或 status",
        "the item is missing: the id of an item or penalty, time or status",
    ),
    "unknown-item": ("没有细则或罚分“{text}”{hint_zh}", "there is no item or penalty “{text}”{hint_en}"),
    "no-clock": ("本标准不计时，没有 time", "this rubric has no clock, so there is no time"),
    "seat-given": ("“{item}”不属于任何评委席：seat 请留空", "“{item}” belongs to no seat: leave the seat empty"),
    "seat-missing": ("细则“{item}”由评委席打分：请写 seat", "item “{item}” is marked by a seat: name the seat"),
    "place-given": ("“{item}”不分位置：place 请留空", "“{item}” has no places: leave the place empty"),
    "time": (
        "“{text}”不是用时：请写 分:秒，如 15:30 或 15:30.01",
        "“{text}” is not a time: write m:ss, such as 15:30 or 15:30.01",
    ),
    "status": ("没有状态“{text}”：请写 {known} 之一", "there is no status “{text}”: write one of {known}"),
    "times": (
        "“{text}”不是次数：请写 0 到 {most} 的整数",
        "“{text}” is not a count: write a whole number from 0 to {most}",
    ),
    "duplicate": (
        "与第 {first} 行重复：同一处只能有一个值",
        "the same slot as line {first}: it can have only one value",
    ),
    "shared": (
        "第 {first} 行的评委席“{other}”在同一张共用评分表上记了“{value}”",
        "seat “{other}” in line {first} says “{value}” on the same shared sheet",
    ),
}


@dataclass(slots=True)
class Collected:
    """What the lines have said so far about one contestant."""

    marks: list[Mark] = field(default_factory=list)
    time: dict[str, Decimal] = field(default_factory=dict)
    penalties: dict[str, int] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    status: str = ""


def read_marks(rubric: Rubric, content: bytes | str, name: str) -> tuple[list[Facts], list[Problem]]:
    """The facts of every contestant in the file, in order of appearance, and every problem of the file called `name`.

    Seats are inferred: a seat belongs to every panel whose items it marks for anybody; for a contestant it has not
    marked at all it is absent. Facts are only worth using when there is no problem.
    """
    reader = _Reader(rubric, name)
    try:
        lines = list(lines_of(decoded(content, name)))
    except Unreadable as unreadable:
        return [], [unreadable.problem]
    if not lines:
        reader.tell(Cell("", 1, 1), "empty", header=HEADER)
        return [], reader.problems
    columns = reader.header(*lines[0])
    if reader.problems:
        return [], reader.problems
    for number, line in lines[1:]:
        reader.line(columns, number, line)
    return reader.facts(), reader.problems


class _Reader:
    """Goes through the lines once and remembers who has said what where."""

    def __init__(self, rubric: Rubric, name: str) -> None:
        self.rubric = rubric
        self.name = name
        self.problems: list[Problem] = []
        self.people: dict[str, Collected] = {}
        self.slots: dict[tuple[str, ...], tuple[int, str, str]] = {}
        self.penalties = {penalty.id for module in rubric.parts for penalty in module.penalties}
        self.clocked = [module.id for module in rubric.parts if module.clock]
        self.panels = {item.id: panel.id for panel in rubric.panels for item in rubric.items_of(panel.id)}
        self.shared = {panel.id for panel in rubric.panels if panel.combine == "shared"}

    def tell(self, cell: Cell, code: str, **words: object) -> None:
        zh, en = FAULTS[code]
        filled = {"text": quoted(cell.text), **words}
        self.problems.append(
            Problem(self.name, cell.line, cell.column, code, zh.format_map(filled), en.format_map(filled))
        )

    def header(self, number: int, line: str) -> list[str]:
        """The names of the columns, in the order of the file."""
        for sign in (";", "\t", "；", "，"):
            if sign in line and "," not in line:
                self.tell(Cell(line, number, line.index(sign) + 1), "separator", sign="Tab" if sign == "\t" else sign)
                return []
        try:
            cells = cells_of(line, number, self.name)
        except Unreadable as unreadable:
            self.problems.append(unreadable.problem)
            return []
        names: list[str] = []
        for cell in cells:
            column = tidy(cell.text).lower()
            if column and column not in COLUMNS + LONGER:
                self.tell(cell, "unknown-column", header=HEADER, **_hint(column, COLUMNS + LONGER))
            elif column and column in names:
                self.tell(cell, "double-column")
            names.append(column)
        end = Cell("", number, len(line) + 1)
        for column in COLUMNS:
            if column not in names:
                self.tell(Cell(column, end.line, end.column), "missing-column", header=HEADER)
        return names

    def line(self, columns: list[str], number: int, line: str) -> None:
        """Take one fact."""
        try:
            cells = cells_of(line, number, self.name)
        except Unreadable as unreadable:
            self.problems.append(unreadable.problem)
            return
        extra = [cell for cell in cells[len(columns) :] if cell.text]
        if extra or len(cells) < len(columns):
            at = extra[0] if extra else Cell("", number, len(line) + 1)
            self.tell(at, "cells", have=len(cells), need=len(columns))
            return
        row = dict(zip(columns, cells, strict=False))
        for column in ("round", "attempt"):
            if column in row and row[column].text not in ("", "1"):
                self.tell(row[column], "round")
        if not row["contestant"].text:
            self.tell(row["contestant"], "contestant")
            return
        person = self.people.setdefault(row["contestant"].text, Collected())
        self._fact(person, row)

    def _fact(self, person: Collected, row: dict[str, Cell]) -> None:
        what = tidy(row["item"].text)
        item = self.rubric.items.get(what)
        if item is not None and what in self.panels:
            self._mark(person, row, item)
        elif what in ("time", "status") or what in self.penalties or item is not None:
            self._seatless(person, row, what, item)
        elif not what:
            self.tell(row["item"], "no-item")
        else:
            known = [*self.rubric.items, *self.penalties, "time", "status"]
            self.tell(row["item"], "unknown-item", **_hint(what, known))

    def _mark(self, person: Collected, row: dict[str, Cell], item: Item) -> None:
        """A mark of a seat."""
        seat, place, value = row["seat"].text, tidy(row["place"].text), row["value"].text
        if not seat:
            self.tell(row["seat"], "seat-missing", item=item.id)
            return
        if not self._admitted(row, item, place, value) or not self._once(row, (seat, item.id, place)):
            return
        panel = self.panels[item.id]
        if panel in self.shared:
            first = self.slots.setdefault(
                ("shared", row["contestant"].text, panel, item.id, place), (row["value"].line, seat, tidy(value))
            )
            if first[1:] != (seat, tidy(value)) and first[2] != tidy(value):
                self.tell(row["value"], "shared", first=first[0], other=first[1], value=first[2])
        number = row["value"].line
        person.marks.append(Mark(seat, item.id, place, value, number, str(number)))

    def _admitted(self, row: dict[str, Cell], item: Item, place: str, value: str) -> bool:
        refusal = refuse(item, place, value)
        if refusal is None:
            return True
        at = row["place"] if refusal.code in ("place", "no-places", "place-missing") else row["value"]
        self.problems.append(Problem(self.name, at.line, at.column, refusal.code, refusal.zh, refusal.en))
        return False

    def _once(self, row: dict[str, Cell], slot: tuple[str, ...]) -> bool:
        line = row["value"].line
        first = self.slots.setdefault(("slot", row["contestant"].text, *slot), (line, "", ""))
        if first[0] != line:
            self.tell(row["value"], "duplicate", first=first[0])
        return first[0] == line

    def _seatless(self, person: Collected, row: dict[str, Cell], what: str, item: Item | None) -> None:
        """Facts of no seat: the time, the status, penalties (they add up) and values from outside."""
        for column in ("seat", "place"):
            if row[column].text:
                self.tell(row[column], f"{column}-given", item=what)
                return
        value = tidy(row["value"].text)
        if what in self.penalties:
            count = whole(value)
            if count is None:
                self.tell(row["value"], "times", most=MOST)
            else:
                person.penalties[what] = person.penalties.get(what, 0) + count
        elif what == "time":
            seconds = parse_duration(value)
            if not self.clocked:
                self.tell(row["item"], "no-clock")
            elif seconds is None:
                self.tell(row["value"], "time")
            elif self._once(row, ("time",)):
                person.time = dict.fromkeys(self.clocked, seconds)
        elif what == "status":
            if value.lower() not in STATUSES:
                self.tell(row["value"], "status", known=", ".join(STATUSES))
            elif self._once(row, ("status",)):
                person.status = value.lower()
        elif item is not None and self._admitted(row, item, "", value) and self._once(row, (what,)):
            person.outside[what] = value

    def facts(self) -> list[Facts]:
        """Everything collected, with the seats each contestant had."""
        sits: dict[str, set[str]] = defaultdict(set)
        for person in self.people.values():
            for mark in person.marks:
                sits[self.panels[mark.item]].add(mark.seat)
        found = []
        for contestant, person in self.people.items():
            present = {mark.seat for mark in person.marks}
            seats = {panel: tuple(sorted(seats & present)) for panel, seats in sits.items()}
            found.append(
                Facts(
                    contestant, tuple(person.marks), seats, person.time, person.penalties, person.outside, person.status
                )
            )
        return found


def _hint(word: str, known: list[str] | tuple[str, ...]) -> dict[str, str]:
    near = get_close_matches(word, known, 1)
    return {
        "hint_zh": f"，是不是“{near[0]}”？" if near else "",
        "hint_en": f"; did you mean “{near[0]}”?" if near else "",
    }
