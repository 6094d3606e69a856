"""A file of marks becomes the ranked table, without server or database: the engine's own door, and its proof."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from scoring.engine.figures import decimals_of, plain, rounded
from scoring.engine.marks_file import read_marks
from scoring.engine.reasons import Reason
from scoring.engine.result import result_of
from scoring.engine.standings import Row, standings
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Problem

DECIMALS_OF_THIRDS = 6  # a price that never ends is written with so many


@dataclass(frozen=True, slots=True)
class Tabulation:
    """The table as plain lists and texts, ready for JSON, or None and the problems that keep it from being made."""

    document: dict[str, Any] | None
    problems: tuple[Problem, ...]


def tabulate(rubric: Rubric, digest: str, content: bytes | str, name: str) -> Tabulation:
    """Score the marks in the CSV called `name` by a rubric whose text has `digest`.

    The document is `{"rubric", "digest", "standings": [{"rank", "contestant", "total", "tied", "status", "why",
    "parts"}]}`: `rank` a whole number or null, `total` and `parts` text with the rubric's decimals (`parts` is empty
    unless `status` is "ok": what nobody looked at must not read as full marks), `why` a list of
    `{"code", "item", "place", "seat", "points", "share", "zh", "en"}`, where points × share is what reached the total.
    """
    facts, problems = read_marks(rubric, content, name)
    if problems:
        return Tabulation(None, tuple(sorted(problems, key=lambda each: (each.line, each.column))))
    table = standings(rubric, [result_of(rubric, each) for each in facts])
    rows = [_row(rubric, row) for row in table.rows]
    return Tabulation({"rubric": rubric.rubric, "digest": digest, "standings": rows}, ())


def _row(rubric: Rubric, row: Row) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "contestant": row.contestant,
        "total": None if row.total is None else str(row.total),
        "tied": row.tied,
        "status": row.status,
        "why": [_why(rubric, reason) for reason in row.why],
        "parts": dict(row.parts) if row.status == "ok" else {},
    }


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
        "zh": reason.say("zh"),
        "en": reason.say("en"),
    }


def table_of(document: dict[str, Any], language: str) -> list[list[str]]:
    """The document as rows of text under one header: a column for every part, and the reasons as one sentence."""
    parts = list(dict.fromkeys(name for row in document["standings"] for name in row["parts"]))
    table = [["rank", "contestant", "total", "tied", "status", *parts, "why"]]
    for row in document["standings"]:
        rank, tied = row["rank"], "yes" if row["tied"] else "no"
        figures = [row["parts"].get(name, "") for name in parts]
        why = ("；" if language == "zh" else "; ").join(_told(reason, language) for reason in row["why"])
        total = row["total"] or ""
        table.append(["" if rank is None else str(rank), row["contestant"], total, tied, row["status"], *figures, why])
    return table


def _told(reason: dict[str, str], language: str) -> str:
    """A reason with the item and the seat it is about: "1.4 J1：…"."""
    about = " ".join(name for name in (reason["item"], reason["seat"]) if name)
    colon = "：" if language == "zh" else ": "
    return f"{about}{colon}{reason[language]}" if about else reason[language]


def as_csv(document: dict[str, Any], language: str = "zh") -> str:
    """The same rows as comma-separated text; "zh" or "en" is the language of the reasons."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table_of(document, language))
    return text.getvalue()
