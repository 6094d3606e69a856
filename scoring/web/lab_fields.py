"""The fields of a rubric's part as a form, drawn from the language itself: a new word of it needs nothing here.

What a field is called comes from `rubrics.field_words`; what may stand in it is judged when the text is read again.
"""

from dataclasses import dataclass, replace
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from flask_babel import gettext as _
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scoring.rubrics.choice_words import choice_word
from scoring.rubrics.field_words import field_word
from scoring.rubrics.problems import Path
from scoring.rubrics.values import UNITS, Short, Text, Unit
from scoring.rubrics.written import Tree
from scoring.web.lab_hints import hint_of
from scoring.web.language import language

How = Literal["line", "figure", "choice", "flag", "list", "pair", "unit", "sides", "group", "rows"]
OWN = "own"  # a unit with words of its own
LONG = ("help", "source", "notes")
ELSEWHERE = ("rubric", "modules", "sections", "items", "panels", "clock", "penalties")  # parts with a page of their own
USUAL = {
    "Rubric": ("title", "points", "source", "notes", "ties", "awards", "rounding"),
    "Module": ("title", "weight"),
    "Section": ("title", "short", "panel"),
    "Measured": ("unit", "nominal", "tolerance", "each"),
    "Counted": ("unit", "lose"),
    "Checked": ("each",),
    "Judged": ("least", "step", "anchors"),
    "Outside": ("full", "unit"),
    "Ranked": ("wins", "ladder"),
    "Panel": ("combine", "seats", "least", "over"),
    "Clock": ("limit", "prepare", "overtime", "stop"),
    "Penalty": ("lose", "unit", "once"),
    "Rounding": ("mode", "total"),
    "Tie": ("by", "of", "wins"),
    "Award": ("title", "count", "ratio"),
    "Anchor": ("mark", "title"),
    "Level": ("id", "title", "points"),
    "Fault": ("id", "title", "lose"),
    "Choice": ("id", "title", "points"),
    "Band": ("from", "over", "to", "under", "lose", "points"),
    "TimeBand": ("from", "over", "to", "under", "lose", "points"),
    "PriceBand": ("from", "over", "to", "under", "lose", "points"),
    "Rung": ("count", "points", "lose"),
    "Places": ("count", "layout", "labels"),
}
ALWAYS = ("id", "title", "points", "panel", "help")  # of an item


@dataclass(frozen=True, slots=True)
class Box:
    """One thing to fill in: where it stands in the file, its word, how it is typed, what stands there now.

    `boxes`: what is inside a pair, a group or a list of rows. `usual` ones are in sight, the others under “more”.
    `single`: a list of one is written as its only value. `hint`: a word of advice.
    """

    path: Path
    word: str
    how: How
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    boxes: tuple["Box", ...] = ()
    usual: bool = True
    there: bool = False
    single: bool = False
    hint: str = ""

    @property
    def name(self) -> str:
        """Its name in the form."""
        return name_of(self.path)


def name_of(path: Path) -> str:
    """A path as a form and an address carry it."""
    return ".".join(str(step) for step in path)


def path_of(name: str) -> Path:
    """The path again."""
    return tuple(int(step) if step.isdecimal() else step for step in name.split(".") if step)


def boxes_of(
    model: type[BaseModel], path: Path, tree: Tree | None, root: Tree, only: tuple[str, ...] = ()
) -> tuple[Box, ...]:
    """The form of one part: `tree` is what stands there, `root` the whole file. `only`: no other fields than these."""
    made = []
    for name, info in model.model_fields.items():
        alias = str(info.alias or name)
        if alias in only if only else (alias not in ELSEWHERE):
            value = tree.get(alias) if isinstance(tree, dict) else None
            made.append(_box(model, alias, info, (*path, alias), value, root))
    return tuple(sorted(made, key=lambda box: not box.usual))


def _box(model: type[BaseModel], alias: str, info: FieldInfo, path: Path, value: Tree | None, root: Tree) -> Box:
    inner = bare(info.annotation)
    there = value is not None
    words: dict[str, Any] = {
        "path": path,
        "word": called(model.__name__, alias),
        "there": there,
        "hint": hint_of(model.__name__, alias),
        "usual": there or info.is_required() or alias in USUAL.get(model.__name__, ()) or _is_row(model, alias),
    }
    default = "" if info.is_required() or info.default is None else str(info.default)
    if alias in ("panel", "of") and inner is str:
        return Box(how="choice", value=_text(value), choices=_named(alias, path, value, root), **words)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _part(inner, alias, path, value, root, words)
    if get_origin(inner) is tuple:
        return _several(info.annotation, get_args(inner)[0], path, value, root, words)
    if get_origin(inner) is Literal:
        choices = [choice for choice in get_args(inner) if isinstance(choice, str)]
        if not choices:
            return Box(how="flag", value=_text(value), **words)
        return Box(how="choice", value=_text(value), choices=_choices(alias, choices, info, default, value), **words)
    return Box(how="line" if inner is str else "figure", value=_text(value), **words)


def _part(inner: type[BaseModel], alias: str, path: Path, value: Tree | None, root: Tree, words: dict[str, Any]) -> Box:
    """A text in both languages, a unit, a tolerance, or a group of fields."""
    if inner is Unit:
        choices = (("", _("none")), *((name, pair[language() == "en"]) for name, pair in UNITS.items()))
        named = value if isinstance(value, str) else OWN if value is not None else ""
        return Box(
            how="unit", value=named, choices=(*choices, (OWN, _("own words"))), boxes=_pair(path, value), **words
        )
    if inner is Text:
        return Box(how="pair", value="long" if alias in LONG else "", boxes=_pair(path, value), **words)
    if issubclass(inner, Short) and not isinstance(value, dict):
        if set(inner.short) == {"below", "above"}:
            return Box(how="sides", boxes=_sides(path, _text(value), ""), **words)
        return Box(how="figure", value=_text(value), **words)
    if issubclass(inner, Short) and set(inner.short) == {"below", "above"} and isinstance(value, dict):
        both = _text(value.get("below")) or "0", _text(value.get("above")) or "0"
        return Box(how="sides", boxes=_sides(path, *both), **words)
    return Box(how="group", boxes=boxes_of(inner, path, value, root), **words)


def _several(hint: Any, inner: Any, path: Path, value: Tree | None, root: Tree, words: dict[str, Any]) -> Box:
    """A list: of plain values in one line, of parts as rows."""
    model = bare(inner)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        typed = [value] if isinstance(value, str) else value or []
        single = "_several" in str(hint)
        return Box(how="list", value=", ".join(_text(each) for each in typed), single=single, **words)
    entries = value if isinstance(value, list) else []
    rows = tuple(_row(model, (*path, index), entry, root) for index, entry in enumerate(entries))
    return Box(how="rows", boxes=rows, **words)


def _row(model: type[BaseModel], path: Path, entry: Tree, root: Tree) -> Box:
    number = str(int(path[-1]) + 1)
    if model is Text:
        return Box(path, number, "pair", "long" if path[-2] in LONG else "", boxes=_pair(path, entry))
    boxes = boxes_of(model, path, entry, root)
    if path[-1]:  # advice stands once, in the first row
        boxes = tuple(replace(box, hint="") for box in boxes)
    return Box(path, number, "group", boxes=boxes, there=True)


def _pair(path: Path, value: Tree | None) -> tuple[Box, ...]:
    texts = value if isinstance(value, dict) else {}
    tongues = (("zh", _("Chinese")), ("en", _("English")))
    return tuple(Box((*path, tongue), word, "line", _text(texts.get(tongue))) for tongue, word in tongues)


def _sides(path: Path, below: str, above: str) -> tuple[Box, ...]:
    both = below == above
    return (
        Box((*path, "below"), "±", "figure", below),
        Box((*path, "above"), _("above, if different"), "figure", "" if both else above),
    )


def _choices(
    alias: str, choices: list[str], info: FieldInfo, default: str, value: Tree | None
) -> tuple[tuple[str, str], ...]:
    """What may be chosen, in words; an unknown value in the file stays in sight."""
    words = [(choice, word_of(alias, choice)) for choice in choices]
    if not info.is_required():
        first = _("as usual: %(choice)s", choice=word_of(alias, default)) if default in choices else _("none")
        words = [("", first), *((choice, word) for choice, word in words if choice != default or value == default)]
    elif value not in choices:
        words = [("", _("please choose")), *words]
    if isinstance(value, str) and value and value not in choices:
        words.append((value, value))
    return tuple(words)


def word_of(alias: str, choice: str) -> str:
    """What a choice is called."""
    found = choice_word(alias, choice)
    return found.say(language()) if found else choice


def _named(alias: str, path: Path, value: Tree | None, root: Tree) -> tuple[tuple[str, str], ...]:
    """The panels, or what else an id can name, by title."""
    known = panels(root) if alias == "panel" else rows(root)
    first = _("the section's panel") if alias == "panel" and "items" in path else _("none")
    extra = [] if value is None or value in dict(known) else [(_text(value), _text(value))]
    return (("", first), *known, *extra)


def called(owner: str, alias: str) -> str:
    """What a field is called; one without a word yet by its own name."""
    try:
        return field_word(owner, alias).say(language())
    except KeyError:
        return alias


def panels(root: Tree) -> list[tuple[str, str]]:
    """The panels of a file: id and title."""
    return [(_text(one.get("id")), title(one)) for one in listed(root, "panels")]


def rows(root: Tree) -> list[tuple[str, str]]:
    """Everything that has a number or a name: modules, sections, items, panels, groups, values; each id once."""
    homes = [root, *listed(root, "modules")]
    sections = [section for home in homes for section in listed(home, "sections")]
    parts = [*listed(root, "modules"), *sections, *(item for one in sections for item in listed(one, "items"))]
    parts += [one for home in homes for name in ("panels", "groups", "values", "rounds") for one in listed(home, name)]
    found = {_text(one.get("id")): title(one) for one in reversed(parts)}
    named = [(name, f"{name} {word}".strip() if name[0].isdigit() else word) for name, word in found.items() if name]
    return named[::-1]


def listed(tree: Any, name: str) -> list[dict[str, Any]]:
    """The entries of a list in a tree that may be faulty."""
    found = tree.get(name) if isinstance(tree, dict) else None
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def title(tree: Any) -> str:
    """The title of a part in the page's language, else in the other."""
    texts = tree.get("title") if isinstance(tree, dict) else None
    if not isinstance(texts, dict):
        return _text(texts)
    return _text(texts.get(language())) or _text(texts.get("zh")) or _text(texts.get("en"))


def bare(hint: Any) -> Any:
    """An annotation without None and without what only checks it."""
    if get_origin(hint) is Annotated:
        return bare(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        parts = [part for part in get_args(hint) if part is not type(None)]
        return bare(parts[0]) if len(parts) == 1 else hint
    return hint


def _is_row(model: type[BaseModel], alias: str) -> bool:
    return "kind" in model.model_fields and alias in ALWAYS


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
