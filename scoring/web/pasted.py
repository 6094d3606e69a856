"""Reads lines pasted from a spreadsheet or typed, columns parted by tabs, commas or semicolons. Writes nothing."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

MOST_LINES = 2000
COLUMNS = ("number", "name", "unit_name", "heat_no", "station_no")
# the first cell of a line that names the columns
HEADINGS = {"号码", "编号", "参赛编号", "参赛号", "选手编号", "选手号", "序号"}
HEADINGS |= {"number", "no", "no.", "entry number", "entry", "id"}
COMMAS = re.compile(r"[,，;；]")


@dataclass(slots=True)
class Line:
    """One pasted line: its number as the paster counts, its cells, and what is wrong with it, in words."""

    number: int
    cells: list[str]
    problems: list[str] = field(default_factory=list)

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


def lines_of(text: str) -> list[Line]:
    """The lines that say something; a first line of headings is left out."""
    found: list[Line] = []
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        cells = [cell.strip().strip('"“”').strip() for cell in (raw.split("\t") if "\t" in raw else COMMAS.split(raw))]
        while cells and not cells[-1]:
            cells.pop()
        if any(cells) and not (not found and cells[0].lower() in HEADINGS):
            found.append(Line(number, cells))
    return found


def entries(text: str, taken: Collection[str], places: Mapping[tuple[int, int], str], stations: int) -> list[Line]:
    """Lines of `number, name, unit[, heat, station]` with the problems that can be seen before writing.

    `taken`: entry numbers of the event; `places`: who stands at (heat, station); `stations`: how many.
    """
    lines = lines_of(text)
    seen: dict[str, int] = {}
    places_seen: dict[tuple[int, int], int] = {}
    for line in lines:
        number = line.cell(0)
        if not number:
            line.problems.append(_("the entry number is missing"))
        elif number in taken:
            line.problems.append(_("number %(number)s is entered already", number=number))
        elif number in seen:
            first = seen[number]
            line.problems.append(_("number %(number)s stands in line %(line)s already", number=number, line=first))
        seen.setdefault(number, line.number)
        if len(line.cells) > len(COLUMNS):
            line.problems.append(_("more than %(most)s columns", most=len(COLUMNS)))
        _check_place(line, places, places_seen, stations)
    if len(lines) > MOST_LINES:
        lines[MOST_LINES].problems.append(_("at most %(most)s lines at once", most=MOST_LINES))
    return lines


def _check_place(
    line: Line, places: Mapping[tuple[int, int], str], seen: dict[tuple[int, int], int], stations: int
) -> None:
    heat, station = whole(line.cell(3)), whole(line.cell(4))
    if not line.cell(3) and not line.cell(4):
        return
    if heat is None or station is None:
        line.problems.append(_("heat and station are whole numbers, both or neither"))
        return
    if not 1 <= station <= stations:
        line.problems.append(_("there are stations 1 to %(most)s only", most=stations))
    place = {"heat": heat, "station": station}
    if (heat, station) in places:
        who = places[heat, station]
        line.problems.append(_("heat %(heat)s, station %(station)s is taken by %(who)s", who=who, **place))
    elif (heat, station) in seen:
        first = seen[heat, station]
        line.problems.append(
            _("heat %(heat)s, station %(station)s stands in line %(line)s already", line=first, **place)
        )
    seen.setdefault((heat, station), line.number)


def row_of(line: Line) -> dict[str, str | int | None]:
    """The line as the store takes it."""
    row: dict[str, str | int | None] = {name: line.cell(column) for column, name in enumerate(COLUMNS)}
    row["heat_no"], row["station_no"] = whole(line.cell(3)), whole(line.cell(4))
    return row


def whole(text: str) -> int | None:
    """A whole number from 1, in digits of any width; else None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return int(plain) if re.fullmatch(r"[0-9]{1,4}", plain) and int(plain) else None
