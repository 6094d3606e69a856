"""Edits on the text of a rubric file: only the characters that are meant change, comments stay. Text in, text out.

A path names a part as in the tree: ("sections", 0, "items", 2, "title", "zh"). Nothing is judged here: the caller
reads the new text with `read_rubric` and shows what is wrong with it. Lists and mappings keep the form they have, in
brackets or in lines; `scoring.rubrics.written` says how new parts are written.
"""

import re

from scoring.rubrics.problems import Path
from scoring.rubrics.reader import Part, tree_of
from scoring.rubrics.written import ORDER, Tree, entry, field, flow, scalar

Parts = dict[Path, Part]
KEY = re.compile(r"""("[^"]*"|'[^']*'|[^:\s]+)\s*:""")


class NotThere(LookupError):
    """The text has no part at that path."""


def value_at(text: str, path: Path = ()) -> Tree | None:
    """The part at a path as plain mappings, lists and texts; None where there is none."""
    return _plain(tree_of(text), path)


def put(text: str, path: Path, value: Tree) -> str:
    """Write a value at a path: in place of the old one, or as a new field, with all that has to stand around it."""
    parts = tree_of(text)
    old = parts.get(path)
    if old is None:
        return _add(text, parts, path, value)
    if _plain(parts, path) == value:
        return text
    flowing = _in_flow(parts, path[:-1])
    end = _stop(text, parts, path)
    if isinstance(value, str) and isinstance(old.value, str):
        quote = text[old.start : old.start + 1]
        gap = " " if old.start == end and text[old.start - 1 : old.start] == ":" else ""
        return text[: old.start] + gap + scalar(value, flowing, quote if quote in ("'", '"') else "") + text[end:]
    if flowing or old.flow or not isinstance(path[-1], str):
        return text[: old.start] + flow(value) + text[end:]
    lines = field(path[-1], value, parts[path[:-1]].column)
    return text[: old.key] + _newline(text).join(lines).lstrip() + text[end:]


def drop(text: str, path: Path) -> str:
    """Take a field or an entry away; a mapping that is left with nothing goes too, a list stays as []."""
    parts = tree_of(text)
    if path not in parts or not path:
        raise NotThere(path)
    home = parts[path[:-1]]
    if isinstance(home.value, int):
        if home.value == 1:
            return put(text, path[:-1], [])
        return _cut_flow(text, parts, path) if home.flow else _cut_entry(text, parts, path)
    if len(_children(parts, path[:-1])) == 1 and len(path) > 1:
        return drop(text, path[:-1]) if isinstance(path[-2], str) else put(text, path[:-1], {})
    return _cut_flow(text, parts, path) if home.flow else _cut_field(text, parts, path)


def insert(text: str, path: Path, index: int, value: Tree) -> str:
    """Add an entry to the list at `path`, before entry `index` or at the end; a list that is missing is made."""
    parts = tree_of(text)
    home = parts.get(path)
    if home is None or not isinstance(home.value, int) or not home.value:
        return _first(text, parts, path, value)
    beside = parts[(*path, min(index, home.value - 1))]
    if home.flow:
        if index < home.value:
            return text[: beside.start] + flow(value) + ", " + text[beside.start :]
        return text[: beside.end] + ", " + flow(value) + text[beside.end :]
    start, end = _region(text, parts, (*path, min(index, home.value - 1)))
    newline = _newline(text)
    made = newline.join(entry(value, _dash(text, beside)[1]))
    gap = newline * (2 if _spaced(text, parts, path) else 1)
    if index < home.value:
        return text[:start] + made + gap + text[start:]
    return text[:end] + gap + made + text[end:]


def repeat(text: str, path: Path) -> str:
    """The entry once more behind itself, without the comment above it."""
    parts = tree_of(text)
    if path not in parts or not path or not isinstance(path[-1], int):
        raise NotThere(path)
    part = parts[path]
    if parts[path[:-1]].flow:
        return text[: part.end] + ", " + text[part.start : part.end] + text[part.end :]
    start = text.rfind("\n", 0, _dash(text, part)[0]) + 1
    end = _region(text, parts, path)[1]
    gap = _newline(text) * (2 if _spaced(text, parts, path[:-1]) else 1)
    return text[:end] + gap + text[start:end] + text[end:]


def move(text: str, path: Path, by: int) -> str:
    """Change places with the entry before (-1) or behind (+1), comments and all; at the ends nothing happens."""
    parts = tree_of(text)
    if path not in parts or not path or not isinstance(path[-1], int):
        raise NotThere(path)
    other = (*path[:-1], path[-1] + by)
    if other not in parts:
        return text
    flowing = parts[path[:-1]].flow
    spans = [(parts[p].start, parts[p].end) if flowing else _region(text, parts, p) for p in (path, other)]
    (start, end), (after, last) = sorted(spans)
    return text[:start] + text[after:last] + text[end:after] + text[start:end] + text[last:]


def _plain(parts: Parts, path: Path) -> Tree | None:
    part = parts.get(path)
    if part is None:
        return None
    if isinstance(part.value, str):
        return part.value
    below = {step: _plain(parts, (*path, step)) or "" for step in _children(parts, path)}
    if isinstance(part.value, int):
        return list(below.values())
    return {str(name): value for name, value in below.items()}


def _children(parts: Parts, path: Path) -> list[str | int]:
    """The fields of a mapping, each once, or the numbers of a list."""
    value = parts[path].value
    if isinstance(value, str):
        return []
    return list(range(value)) if isinstance(value, int) else list(dict.fromkeys(value))


def _in_flow(parts: Parts, path: Path) -> bool:
    return any(parts[path[:length]].flow for length in range(len(path) + 1) if path[:length] in parts)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _stop(text: str, parts: Parts, path: Path) -> int:
    """Where the last character of a part is written; the reader's own end lies behind blanks and comments."""
    part = parts[path]
    inner = [] if part.flow else _children(parts, path)
    if inner:
        return max(_stop(text, parts, (*path, step)) for step in inner)
    return max(part.start, len(text[: part.end].rstrip()))


def _line_end(text: str, index: int) -> int:
    """Where the line of a character ends, before its line break."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _after(text: str, end: int) -> int:
    """Where the next line starts."""
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1


def _dash(text: str, part: Part) -> tuple[int, int]:
    """Where the dash of an entry stands, and its column."""
    dash = text.rfind("-", 0, part.start)
    return dash, dash - text.rfind("\n", 0, dash) - 1


def _region(text: str, parts: Parts, path: Path) -> tuple[int, int]:
    """All lines of an entry: the comment right above it, its own, and comments below that are indented deeper."""
    dash, column = _dash(text, parts[path])
    start = text.rfind("\n", 0, dash) + 1
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not re.match(rf" {{{column}}}#", text[above:start]):
            break
        start = above
    end = _line_end(text, _stop(text, parts, path))
    while (below := re.match(rf"(\r?\n) {{{column + 1},}}#[^\n]*", text[end:])) is not None:
        end += len(below[0].rstrip("\r"))
    return start, end


def _spaced(text: str, parts: Parts, path: Path) -> bool:
    """Whether blank lines stand between the entries of a list."""
    if (*path, 1) not in parts:
        return path[-1:] == ("sections",)
    between = text[_region(text, parts, (*path, 0))[1] : _region(text, parts, (*path, 1))[0]]
    return between.count("\n") > 1


def _add(text: str, parts: Parts, path: Path, value: Tree) -> str:
    """A field that is not there yet, behind those that usually stand before it."""
    home = parts.get(path[:-1])
    if not path or isinstance(path[-1], int):
        raise NotThere(path)
    if home is None or not isinstance(home.value, tuple) or not home.value:
        if len(path) == 1:
            raise NotThere(path)
        return put(text, path[:-1], {path[-1]: value})
    rank = {name: place for place, name in enumerate(ORDER)}
    mine = rank.get(path[-1], len(ORDER))
    names = [name for name in home.value if rank.get(name, len(ORDER)) <= mine] or [home.value[0]]
    end = max(_stop(text, parts, (*path[:-1], name)) for name in names)
    if _in_flow(parts, path[:-1]):
        return f"{text[:end]}, {path[-1]}: {flow(value, path[-1])}{text[end:]}"
    end = _line_end(text, end)
    newline = _newline(text)
    return text[:end] + newline + newline.join(field(path[-1], value, home.column)) + text[end:]


def _first(text: str, parts: Parts, path: Path, value: Tree) -> str:
    """The first entry of a list that is missing or empty."""
    old = parts.get(path)
    if old is None or _in_flow(parts, path[:-1]) or not isinstance(path[-1], str):
        return put(text, path, [value])
    lines = field(path[-1], [value], parts[path[:-1]].column)
    return text[: old.key] + _newline(text).join(lines).lstrip() + text[_stop(text, parts, path) :]


def _cut_flow(text: str, parts: Parts, path: Path) -> str:
    """A field or an entry between brackets, with its comma."""
    steps = _children(parts, path[:-1])
    place = steps.index(path[-1])
    part = parts[path]
    if place + 1 < len(steps):
        return text[: part.key] + text[parts[(*path[:-1], steps[place + 1])].key :]
    before = text[: part.key].rstrip()
    if before.endswith(","):
        return before[:-1] + text[part.end :]
    return text[: part.key] + text[part.end :]  # a comment stands between; a comma at the end is allowed


def _cut_entry(text: str, parts: Parts, path: Path) -> str:
    """The lines of an entry, and one of the two gaps around it: the one before the last entry, else the one behind."""
    start, end = _region(text, parts, path)
    rest = text[_after(text, end) :]
    before = text[:start]
    if not re.search(r"\n\r?\n\Z", before):
        return before + rest
    last = (*path[:-1], int(path[-1]) + 1) not in parts
    return before.rstrip() + _newline(text) + rest if last else before + rest.lstrip("\r\n")


def _cut_field(text: str, parts: Parts, path: Path) -> str:
    """The lines of a field; the first one of an entry leaves the dash to the next field."""
    part = parts[path]
    start = text.rfind("\n", 0, part.key) + 1
    if text[start : part.key].strip():
        steps = _children(parts, path[:-1])
        return text[: part.key] + text[parts[(*path[:-1], steps[1])].key :]
    return text[:start] + text[_after(text, _line_end(text, _stop(text, parts, path))) :]
