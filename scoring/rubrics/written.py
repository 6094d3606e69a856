"""How new parts of a rubric file are written: plain or quoted, in brackets or in lines. Knows no file and no edit."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Tree: TypeAlias = str | Sequence["Tree"] | Mapping[str, "Tree"]

WIDEST = 112  # characters of a part in brackets; wider ones are written in lines
IN_LINES = ("sections", "modules", "items", "kind")  # what has one of these is never written in brackets
NUMBERED = ("id", "of")  # their figures are names: 1.10 is not 1.1, so they stand in quotes
UNSEEN = re.compile(r'[\\"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]')
PLAIN = re.compile(r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[\d.])).*")
UNSURE = re.compile(r":(?=\s|\Z)|\s#|\s\Z")
UNSURE_IN_FLOW = re.compile(r"[,\[\]{}?]|:(?=[\s,\[\]{}]|\Z)|\s#|\s\Z")
ORDER = (
    "rubric", "id", "by", "title", "short", "points", "source", "notes", "settings", "panel", "kind", "weight", "as",
    "optional", "combine", "unit", "nominal", "tolerance", "window", "each", "lose", "earn", "add", "seconds", "free",
    "once", "out-of", "full", "score", "of", "step", "count", "ratio", "above", "below", "size", "range", "decimals",
    "over", "drop", "times", "seats", "least", "most", "up", "down", "value", "cap", "rungs", "bands-on", "from", "to",
    "under", "bands", "wins", "ladder", "table", "rates", "anchors", "levels", "faults", "catalogue", "layout", "per",
    "labels", "places", "floor", "ceiling", "role", "not-applicable", "untouched", "zero", "halve", "keep", "at-most",
    "on", "status", "else", "needs", "help", "reasons", "runs", "panels", "limit", "prepare", "overtime", "early",
    "stop",
    "clock", "penalties", "adjust", "groups", "field", "items", "sections", "modules", "total", "rounds", "values",
    "outcomes", "ranking", "ties", "awards", "grades", "teams", "rounding", "zh", "en",
)  # fmt: skip


def scalar(value: str, flowing: bool, quote: str = "") -> str:
    """One value as it is typed: without quotes where that reads the same, else in double quotes (or as before)."""
    hidden = [mark for mark in UNSEEN.findall(value) if mark not in ("\\", '"')]
    if quote == "'" and not hidden:
        return "'" + value.replace("'", "''") + "'"
    unsure = (UNSURE_IN_FLOW if flowing else UNSURE).search(value)
    if not quote and not unsure and not hidden and PLAIN.fullmatch(value) and value not in ("~", "null"):
        return value
    return '"' + UNSEEN.sub(lambda found: _escape(found[0]), value) + '"'


def flow(value: Tree, name: str = "") -> str:
    """A part in brackets."""
    if isinstance(value, str):
        return scalar(value, True, _quote(name, value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(part, name)}" for name, part in value.items()) + "}"
    return "[" + ", ".join(flow(part) for part in value) + "]"


def field(name: str, value: Tree, column: int) -> list[str]:
    """The lines of one field of a mapping whose names stand in `column`."""
    lead = " " * column + f"{name}:"
    if isinstance(value, str):
        return [f"{lead} {scalar(value, False, _quote(name, value))}"]
    if not value or (name not in IN_LINES and not _in_lines(value, column)):
        return [f"{lead} {flow(value)}"]
    if isinstance(value, Mapping):
        return [lead, *(line for inner, part in value.items() for line in field(inner, part, column + 2))]
    return [lead, *(line for part in value for line in entry(part, column + 2))]


def entry(value: Tree, column: int) -> list[str]:
    """The lines of one entry of a list whose dashes stand in `column`."""
    dash = " " * column + "- "
    if isinstance(value, str):
        return [dash + scalar(value, False)]
    if not isinstance(value, Mapping) or not _in_lines(value, column):
        return [dash + flow(value)]
    lines = [line for name, part in value.items() for line in field(name, part, column + 2)]
    return [dash + lines[0].lstrip(), *lines[1:]]


def _quote(name: str, value: str) -> str:
    return '"' if name in NUMBERED and value[:1].isdigit() else ""


def _escape(mark: str) -> str:
    return f"\\{mark}" if mark in ("\\", '"') else f"\\u{ord(mark):04x}"


def _in_lines(value: Tree, column: int) -> bool:
    """Whether a part is too much for brackets."""
    if isinstance(value, Mapping) and any(name in IN_LINES for name in value):
        return True
    if not isinstance(value, (str, Mapping)) and any(_in_lines(part, column + 2) for part in value):
        return True
    return column + len(flow(value)) > WIDEST
