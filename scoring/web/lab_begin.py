"""What new parts of a rubric start with, and what a row keeps when its kind changes. Knows no form."""

import re
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from scoring.rubrics import edit
from scoring.rubrics.checks.items import PLACED
from scoring.rubrics.kinds import Checked
from scoring.rubrics.problems import Path
from scoring.rubrics.values import Text, Unit
from scoring.rubrics.written import Tree
from scoring.web.lab_fields import bare, listed
from scoring.web.lab_parts import KINDS, model_at, value_at

NEW: Tree = {"zh": "新的", "en": "New"}
FIRST: dict[str, dict[str, Tree]] = {  # what a new part has beside the fields it must have
    "Panel": {"combine": "mean", "seats": "3"},
    "Penalty": {"lose": "1", "unit": "times"},
    "Award": {"count": "1"},
    "Band": {"from": "0", "lose": "0"},
    "TimeBand": {"from": "0:00", "points": "0"},
    "PriceBand": {"from": "0:00", "lose": "0"},
    "Rung": {"points": "1"},
    "Fault": {"lose": "0.5"},
    "GradeBand": {"from": "90"},
    "Group": {"items": []},
    "Measured": {"unit": "cm", "nominal": "0", "tolerance": "0.2"},
    "Counted": {"unit": "times"},
    "Attempts": {"lose": ["0", "all"]},
    "Judged": {"step": "0.5"},
    "Ranked": {"ladder": {"first": "10", "less": "1"}},
    "Tie": {"by": "exact", "wins": "high"},
}
PRICED: dict[str, Path] = {
    "Measured": ("each",),
    "Counted": ("lose",),
    "Outside": ("full",),
    "Ranked": ("ladder", "first"),
}
SEVERAL = {"Levels": ("levels", 3), "Faults": ("faults", 1), "Element": ("catalogue", 2), "Timed": ("bands", 1)}


def begin(tree: Tree, path: Path) -> Tree:
    """A new entry for the list at `path`."""
    model = Checked if path[-1] == "items" else model_at(path, tree)
    above = value_at(tree, path[:-1])
    if model is Text:
        return NEW
    made = _begin(model, free_id(tree, path, model.__name__.lower()))
    panel = next((str(one.get("id", "")) for one in listed(tree, "panels")), "")
    if path[-1] == "sections":
        made = {**made, "panel": panel, "items": [_begin(Checked, f"{made['id']}.1")]}
    if path[-1] == "items" and panel and isinstance(above, dict) and not above.get("panel"):
        made["panel"] = panel
    return made


def fit(text: str, path: Path) -> str:
    """A row whose kind has changed: what the new kind does not know goes, what it must have is begun."""
    tree = edit.value_at(text)
    item = value_at(tree, path)
    model = KINDS.get(item.get("kind", "") if isinstance(item, dict) else "")
    if model is None:
        return text
    known = {str(info.alias or name) for name, info in model.model_fields.items()}
    for name in item:
        lost = name not in known or (name == "places" and item["kind"] not in PLACED)
        if lost or (name in ("lose", "bands", "score", "unit") and not _may_stay(model, name)):
            text = edit.drop(text, (*path, name))
    left = value_at(edit.value_at(text), path)
    for name, value in _begin(model, "").items():
        if name not in left and not (model.__name__ == "Measured" and name == "tolerance" and left.get("window")):
            text = edit.put(text, (*path, name), value)
    price = PRICED.get(model.__name__)
    return edit.put(text, (*path, *price), str(left.get("points", "1"))) if price and price[0] not in left else text


def _may_stay(model: type[BaseModel], name: str) -> bool:
    """Whether a field of the same name means the same in the new kind."""
    return name == "unit" and model.__name__ in ("Measured", "Counted", "Outside", "Ranked")


def _begin(model: type[BaseModel], fresh: str) -> dict[str, Any]:
    """The fields a part must have, with first values."""
    made: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        alias, inner = str(info.alias or name), bare(info.annotation)
        if not info.is_required() or alias in FIRST.get(model.__name__, {}):
            continue
        if inner is Text:
            made[alias] = NEW
        elif alias == "id":
            made[alias] = fresh
        elif get_origin(inner) is Literal:
            made[alias] = str(get_args(inner)[0])
        elif inner is Unit:
            made[alias] = "times"
        elif get_origin(inner) is tuple:
            made[alias] = []
        else:
            made[alias] = "1"
    made |= FIRST.get(model.__name__, {})
    if model.__name__ in SEVERAL:
        field, many = SEVERAL[model.__name__]
        entries = bare(get_args(bare(model.model_fields[field].annotation))[0])
        made[field] = [_begin(entries, str(number)) for number in range(many)]
    return {name: value for name, value in made.items() if not (name in ("id", "title", "points") and not fresh)}


def free_id(tree: Tree, path: Path, word: str) -> str:
    """The next number of a list (3.5 after 3.4), else a word with a number."""
    entries = value_at(tree, path)
    ids = (
        [str(entry.get("id", "")) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    )
    taken = set(_ids(tree))
    last = next((name for name in reversed(ids) if re.search(r"\d\Z", name)), "")
    if not last and path[-1] == "items":
        above = value_at(tree, path[:-1])
        last = f"{above.get('id', '1')}.0" if isinstance(above, dict) else "1.0"
    lead, number = (last.rstrip("0123456789"), last[len(last.rstrip("0123456789")) :]) if last else ("", "")
    if not last and path[-1] not in ("sections", "levels"):
        lead = f"{word}-"
    start = int(number or "0") + 1
    return next(name for name in (f"{lead}{count}" for count in range(start, start + 999)) if name not in taken)


def _ids(tree: Any) -> Iterable[str]:
    """Every id in a tree."""
    if isinstance(tree, dict):
        if isinstance(tree.get("id"), str):
            yield tree["id"]
        for value in tree.values():
            yield from _ids(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _ids(value)
