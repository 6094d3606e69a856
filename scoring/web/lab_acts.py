"""What the buttons of the workbench do to a rubric's rows: add, repeat, move, take away. Text in, text out."""

from typing import Any

from scoring.rubrics import edit
from scoring.rubrics.problems import Path
from scoring.rubrics.written import Tree
from scoring.web.lab_begin import begin, fit, free_id
from scoring.web.lab_fields import name_of, path_of
from scoring.web.lab_parts import ABOUT, FIELDS_OF, path_at, value_at

PAGES = ("modules", "sections", "items", "panels", "penalties")  # lists whose entries have a page of their own


def act(text: str, before: Tree, wanted: str, at: str) -> tuple[str, str]:
    """The text after the act `NAME:PATH` (nothing for plain saving), and the part to go on with.

    `before`: the file as it was; a row whose kind was changed since is fitted to its new kind.
    """
    here = (*path_at(at), "kind")
    kind = value_at(before, here)
    if kind is not None and kind != edit.value_at(text, here):
        text = fit(text, here[:-1])
    name, colon, where = wanted.partition(":")
    path = path_of(where)
    if not colon or not path:
        return text, at
    if name == "add":
        return _add(text, path, at)
    if edit.value_at(text, path) is None:
        raise edit.NotThere(path)
    if len(path) == 1:
        return (edit.drop(text, path) if name == "drop" else text), at
    onward = at if path[-2] not in PAGES else name_of(path)
    if name in ("up", "down"):
        return _move(text, path, -1 if name == "up" else 1, onward)
    if name == "copy":
        return _copy(text, path, onward)
    if name == "drop":
        return edit.drop(text, path), onward if path[-2] not in PAGES else _beside(text, path)
    return text, at


def _add(text: str, path: Path, at: str) -> tuple[str, str]:
    tree: Any = edit.value_at(text)
    index = len(value_at(tree, path) or ())
    if isinstance(path[-1], int):  # below the row that is named
        path, index = path[:-1], int(path[-1]) + 1
    text = edit.insert(text, path, index, begin(tree, path))
    return text, name_of((*path, index)) if path[-1] in PAGES else at


def _move(text: str, path: Path, by: int, onward: str) -> tuple[str, str]:
    moved = edit.move(text, path, by)
    other = (*path[:-1], int(path[-1]) + by)
    return moved, name_of(other) if moved != text and path[-2] in PAGES else onward


def _copy(text: str, path: Path, onward: str) -> tuple[str, str]:
    """Once more below, with numbers of its own; in a section its rows too."""
    made = (*path[:-1], int(path[-1]) + 1)
    text = edit.repeat(text, path)
    entry: Tree | None = edit.value_at(text, made)
    if isinstance(entry, dict) and "id" in entry:
        fresh = free_id(edit.value_at(text) or {}, path[:-1], str(path[-2]).removesuffix("s"))
        text = edit.put(text, (*made, "id"), fresh)
        for index in range(len(value_at(entry, ("items",)) or ())):
            text = edit.put(text, (*made, "items", index, "id"), f"{fresh}.{index + 1}")
    return text, name_of(made) if path[-2] in PAGES else onward


def _beside(text: str, path: Path) -> str:
    """The part to look at when one is gone: its neighbour, else what it stood in."""
    many = len(edit.value_at(text, path[:-1]) or ()) - 1
    if many > 0:
        return name_of((*path[:-1], min(int(path[-1]), many - 1)))
    return name_of(path[:-2]) if len(path) > 2 else next(iter(FIELDS_OF), ABOUT)
