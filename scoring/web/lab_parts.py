"""The parts of a rubric that have a page of their own, in the order of the sheet, and what new parts start with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from flask_babel import gettext as _
from pydantic import BaseModel

from scoring.engine.figures import plain
from scoring.rubrics.item import ItemBase
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Path
from scoring.rubrics.values import parse_number
from scoring.rubrics.written import Tree
from scoring.web.lab_fields import Box, bare, boxes_of, called, listed, name_of, title, word_of

Sort = Literal["page", "module", "section", "item"]
ABOUT, RANKING, MORE = "about", "ranking", "more"
# The order of an item's form; "" is what its kind has.
ORDER = ("id", "points", "panel", "title", "", "places", "help", "reasons")
FIELDS_OF = {
    ABOUT: ("title", "points", "source", "notes", "rounding", "total"),
    RANKING: ("ranking", "ties", "awards", "grades", "outcomes", "values"),
    MORE: ("settings", "adjust", "groups", "field", "needs", "floor", "rounds", "teams"),
}
KINDS: dict[str, type[BaseModel]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(Item)[0])
}


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the outline: `at` is its address, `no` its number, `points` and `how` what it is worth and how."""

    at: str
    sort: Sort
    word: str
    no: str = ""
    points: str = ""
    how: str = ""
    panel: str = ""
    wrong: int = 0


def outline(tree: Tree, wrong: Iterable[tuple[Path, str]] = ()) -> list[Part]:
    """Every part, with the number of problems in it."""
    parts = [Part(ABOUT, "page", _("Title and notes"), points=_of(tree, "points"))]
    parts += _list(tree, (), "panels", called("Rubric", "panels"))
    if listed(tree, "modules"):
        parts += _list(tree, (), "penalties", called("Rubric", "penalties"))
        for index, module in enumerate(listed(tree, "modules")):
            path: Path = ("modules", index)
            weight = module.get("weight") if isinstance(module.get("weight"), str) else ""
            parts.append(Part(name_of(path), "module", title(module), points=str(weight)))
            parts += _module(module, path)
    else:
        parts += _module(tree, ())
    parts += [Part(RANKING, "page", _("Ranking, ties, awards")), Part(MORE, "page", _("More rules"))]
    owners = [owner_of(path, parts) for path, said in wrong]
    return [replace(part, wrong=owners.count(part.at)) for part in parts]


def owner_of(path: Path, parts: list[Part]) -> str:
    """The page on which a problem is mended."""
    inner = name_of(path) + "."
    found = [part.at for part in parts if inner.startswith(part.at + ".")]
    if found:
        return max(found, key=len)
    return next((at for at, fields in FIELDS_OF.items() if path and path[0] in fields), ABOUT)


def path_at(at: str) -> Path:
    """Where the part of an address stands in the file."""
    return () if at in FIELDS_OF else tuple(int(step) if step.isdecimal() else step for step in at.split("."))


def form_of(tree: Tree, at: str) -> tuple[Box, ...]:
    """The form of a part; an item's begins with its kind."""
    path = path_at(at)
    model, here = model_at(path, tree), value_at(tree, path)
    if not issubclass(model, ItemBase):
        return boxes_of(model, path, here, tree, FIELDS_OF.get(at, ()))
    boxes = [box for box in boxes_of(model, path, here, tree) if box.path[-1] != "kind"]
    boxes.sort(key=lambda box: ORDER.index(box.path[-1]) if box.path[-1] in ORDER else ORDER.index(""))
    kind = here.get("kind", "") if isinstance(here, dict) else ""
    choices = tuple((name, word_of("kind", name)) for name in KINDS)
    unknown = () if kind in KINDS else ((kind, kind or _("please choose")),)
    word = called(model.__name__ if model is not ItemBase else "Checked", "kind")
    first = Box((*path, "kind"), word, "choice", str(kind), (*unknown, *choices), there=True)
    return (*boxes[:1], first, *boxes[1:])


def value_at(tree: Tree | None, path: Path) -> Any:
    """The part of a tree at a path, or None."""
    for step in path:
        if isinstance(tree, dict) and isinstance(step, str):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def model_at(path: Path, tree: Tree) -> type[BaseModel]:
    """What the language calls the part at a path, or an entry of the list there; LookupError where it has none."""
    model: Any = Rubric
    for index, step in enumerate(path):
        if isinstance(step, int):
            continue
        fields = {str(info.alias or name): info for name, info in model.model_fields.items()}
        hint = bare(fields[step].annotation)
        hint = bare(get_args(hint)[0]) if get_origin(hint) is tuple else hint
        if step == "items" and not isinstance(hint, type):
            entry = value_at(tree, path[: index + 2])
            kind = entry.get("kind") if isinstance(entry, dict) else None
            hint = KINDS.get(kind if isinstance(kind, str) else "", ItemBase)
        if not (isinstance(hint, type) and issubclass(hint, BaseModel)):
            raise LookupError(path)
        model = hint
    return model  # type: ignore[no-any-return]


def _module(tree: Any, path: Path) -> list[Part]:
    clock = tree.get("clock") if isinstance(tree, dict) else None
    limit = clock.get("limit", "") if isinstance(clock, dict) else _("none")
    parts = [Part(name_of((*path, "clock")), "page", called("Rubric", "clock"), points=str(limit))]
    parts += _list(tree, path, "penalties", called("Rubric", "penalties"))
    for index, section in enumerate(listed(tree, "sections")):
        here = (*path, "sections", index)
        worth = _sum(listed(section, "items"))
        parts.append(
            Part(name_of(here), "section", title(section), _of(section, "id"), worth, "", _of(section, "panel"))
        )
        for number, item in enumerate(listed(section, "items")):
            kind = _of(item, "kind")
            at = name_of((*here, "items", number))
            how = word_of("kind", kind) if kind else ""
            figures = _of(item, "id"), _of(item, "points"), how, _of(item, "panel")
            parts.append(Part(at, "item", title(item), *figures))
    return parts


def _list(tree: Any, path: Path, name: str, word: str) -> list[Part]:
    entries = [Part(name_of((*path, name, index)), "page", title(one)) for index, one in enumerate(listed(tree, name))]
    return [replace(part, how=word) for part in entries]


def _sum(items: list[dict[str, Any]]) -> str:
    """What the rows add up to, as far as they are figures."""
    figures = [parse_number(_of(item, "points")) for item in items if item.get("role") != "factor"]
    return plain(sum((figure for figure in figures if figure is not None), Decimal(0)))


def _of(part: Any, name: str) -> str:
    value = part.get(name) if isinstance(part, dict) else None
    return value if isinstance(value, str) else ""
