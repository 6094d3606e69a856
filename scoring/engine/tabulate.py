"""A file of marks becomes the ranked table, without server or database: the engine's own door, and its proof."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from scoring.engine.collected import GROUPS
from scoring.engine.figures import decimals_of, plain, rounded
from scoring.engine.marks_file import read_marks
from scoring.engine.reasons import Reason
from scoring.engine.result import Result
from scoring.engine.rounds import rounds_of
from scoring.engine.standings import Row, Standings, natural
from scoring.engine.teams import TeamRow, teams_of
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Problem
from scoring.rubrics.source import digest
from scoring.rubrics.values import Text

DECIMALS_OF_THIRDS = 6  # a price that never ends is written with so many
HEAD = ("rank", "contestant", "total", "tied", "status")
OWN = ("round", "through", *GROUPS, "eligible")  # columns that only a longer event has
LAST = ("award", "grade", "flags", "why")
TEAM = ("rank", "team", "total", "tied", "members", "award", "why")


@dataclass(frozen=True)
class Tabulation:
    """The table, or the problems that keep it from being made."""

    problems: tuple[Problem, ...] = ()
    head: dict[str, Any] = field(default_factory=dict)
    rubric: Rubric | None = None
    table: Standings | None = None

    @cached_property
    def document(self) -> dict[str, Any] | None:
        """The whole table as plain lists and texts, ready for JSON; None where there are problems."""
        if self.rubric is None or self.table is None:
            return None
        return {**self.head, "standings": list(rows_of(self.rubric, self.table))}

    def json(self) -> Iterator[str]:
        """The same as JSON in pieces, a contestant a line: a large field need not be in memory twice."""
        if self.rubric is None or self.table is None:
            return
        head = json.dumps(self.head, ensure_ascii=False)
        yield f'{head[:-1]}, "standings": ['
        sign = "\n"
        for row in rows_of(self.rubric, self.table):
            yield sign + json.dumps(row, ensure_ascii=False)
            sign = ",\n"
        yield "\n]}\n"


def tabulate(rubric: Rubric, text: bytes | str, content: bytes | str, name: str) -> Tabulation:
    """Score the marks in the CSV called `name` by a rubric that was read from `text` (its digest is told).

    The document is `{"rubric", "digest", "standings": [{"rank", "contestant", "total", "tied", "status", "award",
    "grade", "parted", "flags", "why", "parts"}]}`, with `settings`, `rounds` and `teams` where the rubric has them:
    `rank` a whole number or null, `total` and `parts` text with the rubric's decimals (`parts` is empty where there is
    no total: what nobody looked at must not read as full marks), `through` whether somebody goes on to the next round
    (in tables from which anybody does), `why` and `flags` lists of
    `{"code", "item", "place", "seat", "points", "share", "zh", "en"}`, where points × share is what reached the total.
    """
    read = read_marks(rubric, content, name)
    if read.problems:
        return Tabulation(read.problems)
    table = rounds_of(read.rubric, read.facts)
    head: dict[str, Any] = {"rubric": rubric.rubric, "digest": digest(text)}
    if read.settings:
        head["settings"] = read.settings
    if read.rubric.rounds:
        head["rounds"] = {name: list(rows_of(read.rubric, each)) for name, each in table.rounds.items()}
    if read.rubric.teams:
        head["teams"] = [_team(read.rubric, row) for row in teams_of(read.rubric, table, read.teams)]
    return Tabulation((), head, read.rubric, table)


def rows_of(rubric: Rubric, table: Standings) -> Iterator[dict[str, Any]]:
    """The rows of a table as plain values; columns that nobody uses are left out."""
    results = table.results.values()
    groups = [name for name in GROUPS if any(result.facts.groups.get(name) for result in results)]
    honours = not all(result.eligible for result in results)
    going = any(row.advanced for row in table.rows)
    for row in table.rows:
        result = table.results[row.contestant]
        own: dict[str, Any] = {"round": row.round} if row.round else {}
        own |= {"through": row.advanced} if going else {}
        own |= {name: result.facts.groups.get(name, "") for name in groups}
        yield {**_row(rubric, row, result), **own, **({"eligible": row.eligible} if honours else {})}


def _row(rubric: Rubric, row: Row, result: Result) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "contestant": row.contestant,
        "total": None if row.total is None else str(row.total),
        "tied": row.tied,
        "status": row.status,
        "award": _both(row.award),
        "grade": _both(row.grade),
        "parted": None if row.parted_by is None else _said(row.parted_by),
        "flags": [_why(rubric, reason) for reason in row.flags],
        "why": [_why(rubric, reason) for reason in row.why],
        "parts": {} if row.total is None else dict(row.parts),
        **({"provisional": True} if row.provisional else {}),
    }


def _team(rubric: Rubric, row: TeamRow) -> dict[str, Any]:
    members = [{"contestant": each.contestant, "figure": each.figure, "counts": each.counts} for each in row.members]
    return {
        "rank": row.rank,
        "team": row.team,
        "total": None if row.total is None else str(row.total),
        "tied": row.tied,
        "award": _both(row.award),
        "parted": None if row.parted_by is None else _said(row.parted_by),
        "members": members,
        "why": [_why(rubric, reason) for reason in row.why],
    }


def _both(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def _said(reason: Reason) -> dict[str, str]:
    return {"zh": reason.say("zh"), "en": reason.say("en")}


def _why(rubric: Rubric, reason: Reason) -> dict[str, str]:
    decimals = rubric.rounding.decimals
    ends = decimals_of(reason.points) is not None
    points = plain(reason.points, decimals) if ends else str(rounded(reason.points, DECIMALS_OF_THIRDS, "half-up"))
    return {
        "code": reason.code,
        "item": reason.item,
        "place": reason.place,
        "seat": reason.seat,
        "points": points,
        "share": str(reason.share),
        **_said(reason),
    }


def columns_of(document: Mapping[str, Any]) -> tuple[list[str], list[str], list[str]]:
    """The columns of the table: whose and where, a figure for every part, and words. What nobody has is left out."""
    rows = document["standings"]
    front = [*HEAD, *(name for name in OWN if any(name in row for row in rows))]
    parts = parts_in_order(dict.fromkeys(tuple(row["parts"]) for row in rows))
    return front, parts, [name for name in LAST if name == "why" or any(row.get(name) for row in rows)]


def parts_in_order(kinds: Iterable[Sequence[str]]) -> list[str]:
    """The names of all parts, from rows that may each lack some: every row's own order, runs beside their section.

    A part that the rows before did not have follows the one it follows in its own row.
    """
    order: list[str] = []
    for names in kinds:
        at = 0
        for name in names:
            if name in order:
                at = order.index(name) + 1
            else:
                order.insert(at, name)
                at += 1
    runs: dict[str, list[str]] = defaultdict(list)
    for name in order:
        section, sign, _ = name.partition("#")
        if sign and f"section:{section}" in order:
            runs[f"section:{section}"].append(name)
    beside = {run for names in runs.values() for run in names}
    alone = (name for name in order if name not in beside)
    return [each for name in alone for each in (name, *sorted(runs[name], key=natural))]


def table_of(document: Mapping[str, Any], language: str) -> list[list[str]]:
    """The document as rows of text under one header, reasons as one sentence."""
    front, parts, last = columns_of(document)
    table = [[*front, *parts, *last]]
    for row in document["standings"]:
        figures = [row["parts"].get(name, "") for name in parts]
        table.append([*_texts(row, front, language), *figures, *_texts(row, last, language)])
    return table


def team_table_of(document: Mapping[str, Any], language: str) -> list[list[str]]:
    """The table of teams as rows of text under one header; members that do not count stand in brackets."""
    rows = [{**row, "members": _members(row["members"], language)} for row in document["teams"]]
    columns = [name for name in TEAM if name != "award" or any(row["award"] for row in rows)]
    return [columns, *(_texts(row, columns, language) for row in rows)]


def _members(members: Iterable[Mapping[str, Any]], language: str) -> str:
    told = [(" ".join(filter(None, (each["contestant"], each["figure"]))), each["counts"]) for each in members]
    return ("；" if language == "zh" else "; ").join(text if counts else f"({text})" for text, counts in told)


def _texts(row: Mapping[str, Any], names: Iterable[str], language: str) -> list[str]:
    return [_text(row.get(name), language) for name in names]


def _text(value: Any, language: str) -> str:
    """A value of the document as the text of one cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ("；" if language == "zh" else "; ").join(_told(reason, language) for reason in value)
    if isinstance(value, dict):
        return str(value[language])
    return "" if value is None else str(value)


def _told(reason: dict[str, str], language: str) -> str:
    """A reason with the item and the seat it is about: "1.4 J1：…"."""
    about = " ".join(name for name in (reason["item"], reason["seat"]) if name)
    colon = "：" if language == "zh" else ": "
    return f"{about}{colon}{reason[language]}" if about else reason[language]


def as_csv(document: Mapping[str, Any], language: str = "zh", teams: bool = False) -> str:
    """The same rows, or those of the teams, as comma-separated text; the reasons in `language`, "zh" or "en"."""
    text = io.StringIO()
    rows = team_table_of(document, language) if teams else table_of(document, language)
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
