"""From the plain tree to frozen values: what pydantic refuses, told by field and type. Knows no YAML and no file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scoring.rubrics.language import Rubric
from scoring.rubrics.mend import mend
from scoring.rubrics.problems import MOST, Filling, Finding, Path, did_you_mean, listing, meant, quoted
from scoring.rubrics.values import UNITS, Text

WRITTEN = ("number", "duration", "percent", "ratio", "reading", "bound", "share", "word-or-number", "whole", "loss")
LIMITS = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("at-least", "ge"),
    "less_than_equal": ("at-most", "le"),
    "string_too_long": ("too-long", "max_length"),
    "too_short": ("too-few", "min_length"),
}
ALSO_CALLED = {  # what people write for a field; it is offered where one of these may stand
    **dict.fromkeys(("from", "min", "minimum", "lowest"), ("least", "floor")),
    **dict.fromkeys(("to", "max", "maximum", "highest"), ("most", "ceiling", "cap", "at-most")),
    **dict.fromkeys(("deduct", "deduction", "minus", "penalty", "price", "cost"), ("lose", "each")),
    **dict.fromkeys(("bonus", "plus", "reward"), ("add", "earn")),
    **dict.fromkeys(("name", "label", "text"), ("title",)),
    **dict.fromkeys(("description", "note", "comment", "rule"), ("help", "notes")),
    **dict.fromkeys(("type", "mode"), ("kind",)),
    **dict.fromkeys(("full", "worth", "value", "mark", "marks"), ("points",)),
    **dict.fromkeys(("percent", "percentage", "coefficient", "share", "ratio"), ("weight", "ratio", "keep")),
    **dict.fromkeys(("number", "amount", "n", "times"), ("count",)),
    **dict.fromkeys(("options", "grades", "choices"), ("levels", "anchors")),
    **dict.fromkeys(("judges", "number-of-judges"), ("seats", "panels")),
    **dict.fromkeys(("judge", "group"), ("panel",)),
    **dict.fromkeys(("key", "code", "no"), ("id",)),
    **dict.fromkeys(("table", "window", "ranges", "tiers", "scale"), ("bands",)),
}
TRADES = (  # what is worked out elsewhere: a rubric has no such part
    *("match", "matches", "league", "round-robin", "rounds-robin", "game", "games", "sets"),
    *("fixtures", "pairings", "knockout", "draw", "bracket"),
)
FORMULAS = ("formula", "formulas", "expression", "if", "when", "condition")  # nor has any part of it one of these
ENDS = {  # of a link that parts ties: “younger” is neither, and either may be what is meant
    "high": ("high（数大的在前，如年长者）", "high (the larger figure first, such as the elder)"),
    "low": ("low（数小的在前，如年轻者）", "low (the smaller figure first, such as the younger)"),
}
TYPES = {
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
    "tuple_type": "list",
    "list_type": "list",
    "string_type": "scalar",
    "string_too_short": "empty",
    "flag": "flag",
}


def shape(root: Any) -> tuple[Rubric | None, list[Finding], set[Path]]:
    """The rubric a tree describes, what is wrong with its fields, and the paths where stand-ins replace the faults.

    With faults the rubric is only good for finding more of them.
    """
    try:
        return Rubric.model_validate(root), [], set()
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _is_echo(detail)]
    if len(details) > MOST:
        return None, [_told(root, detail) for detail in details[: MOST + 1]], set()
    findings = [_told(root, detail) for detail in details]
    mended, stand_ins = mend(root, [(_written(root, _path(detail["loc"])), detail["type"]) for detail in details])
    try:
        return Rubric.model_validate(mended), findings, stand_ins
    except ValidationError:
        return None, findings, stand_ins


def _told(root: Any, detail: ErrorDetails) -> Finding:
    return _finding(root, _written(root, _path(detail["loc"])), detail)


def _is_echo(detail: ErrorDetails) -> bool:
    """pydantic counts refused entries out and then also calls the list too short."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _path(loc: tuple[int | str, ...]) -> Path:
    """pydantic's place without the kind that it puts after an item's number."""
    return tuple(
        part
        for index, part in enumerate(loc)
        if not (index > 1 and loc[index - 2] == "items" and isinstance(loc[index - 1], int))
    )


def _written(root: Any, path: Path) -> Path:
    """The path as the file has it: a scalar that stands for several fields, or for a list of one, ends it."""
    for index in range(len(path)):
        if not isinstance(_at(root, path[:index]), dict if isinstance(path[index], str) else list):
            return path[:index]
    return path


def _at(root: Any, path: Path) -> Any:
    """The part of the tree at a path, or None."""
    for step in path:
        if isinstance(root, dict) and isinstance(step, str):
            root = root.get(step)
        elif isinstance(root, list) and isinstance(step, int) and step < len(root):
            root = root[step]
        else:
            return None
    return root


def _finding(root: Any, path: Path, detail: ErrorDetails) -> Finding:
    """One of pydantic's errors, by its type; its English sentence is never shown."""
    kind, context = detail["type"], detail.get("ctx", {})
    value = _at(root, path)
    if kind == "missing":
        return Finding(path[:-1], "missing", {"field": str(path[-1]), "hint": ""})
    if kind == "union_tag_not_found":
        return Finding(path, "missing", {"field": "kind", "hint": _choices(_kinds(), "", True)})
    if kind == "extra_forbidden":
        return _unknown_field(root, path)
    if kind == "unit" and isinstance(value, str):
        return Finding(path, "unit", {"value": quoted(value), "hint": _choices(list(UNITS), "", True)})
    if kind == "union_tag_invalid":
        path, value = (*path, "kind"), context["tag"]
        return Finding(path, "choice", {"value": quoted(str(value)), "hint": _choices(_kinds(), str(value))})
    if kind == "literal_error" and isinstance(value, str):
        choices = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        said = ENDS if path[-1] == "wins" and "ties" in path else None
        word = "" if path[:2] == ("teams", "ties") else value  # a guess would hide that only these few are there
        return Finding(path, "choice", {"value": quoted(value), "hint": _choices(choices, word, said=said)})
    if kind == "string_pattern_mismatch":
        return Finding(path, "rubric-id" if path == ("rubric",) else "id", {"value": quoted(str(value))})
    if kind in WRITTEN and isinstance(value, str):
        if "tolerance" in path[-2:] and kind == "reading":
            return Finding(path, "tolerance", {"value": quoted(value)})
        words = {"words": str(context["words"])} if "words" in context else {}
        return Finding(path, kind, {"value": quoted(value), **words})
    if kind == "greater_than_equal" and "tolerance" in path[-2:]:
        return Finding(path, "one-side")
    if kind in LIMITS:
        code, name = LIMITS[kind]
        return Finding(path, code, {"limit": str(context[name])})
    return _wrong_type(root, path, kind, value)


def _wrong_type(root: Any, path: Path, kind: str, value: Any) -> Finding:
    code = TYPES.get(kind, "scalar" if kind in ("literal_error", *WRITTEN) else "refused")
    if code == "scalar" and isinstance(value, list) and "ties" in path:
        return Finding(path, "one-link")
    if code == "mapping" and isinstance(value, str):
        if found := re.match(r"([A-Za-z][\w\-]*)([:：])\S", value):
            return Finding(path, "colon-space" if found[2] == ":" else "fullwidth-colon", {"key": found[1]})
        if _models(root, path) == [Text]:
            return Finding(path, "text-pair")
    return Finding(path, code)


def _unknown_field(root: Any, path: Path) -> Finding:
    field = str(path[-1])
    if found := re.match(r"([A-Za-z][\w\-]*)([:：])\S", field):
        return Finding(path, "colon-space" if found[2] == ":" else "fullwidth-colon", {"key": found[1]}, key=True)
    plain = field.strip().lower()
    if plain in FORMULAS or (plain in TRADES and len(path) == 1):
        return Finding(path, "not-in-language", {"field": quoted(field)}, key=True)
    fields = _fields(root, path[:-1])
    other = next((name for name in ALSO_CALLED.get(plain, ()) if name in fields), None)
    hint = _choices(fields, field.strip()) if other is None else did_you_mean(other)
    return Finding(path, "unknown-field", {"field": quoted(field), "hint": hint}, key=True)


def _choices(
    choices: list[str], word: str, closed: bool = False, said: Mapping[str, tuple[str, str]] | None = None
) -> Filling:
    """The one probably meant, or else all that can stand here, with what is `said` of each."""
    near = meant(word, choices)
    if near or not choices:
        return near
    words = [(said or {}).get(each, (each, each)) for each in choices]
    (zh, _), (_, en) = listing([zh for zh, _ in words]), listing([en for _, en in words])
    return (f"，可写：{zh}", f"; one of: {en}") if closed else (f"；这里可写：{zh}", f"; possible here: {en}")


def _kinds() -> list[str]:
    return [_kind(model) for model in _models(None, ("sections", 0, "items", 0))]


def _kind(model: type[BaseModel]) -> str:
    """The word for an item's kind; "" for models that are no kinds."""
    return str(get_args(model.model_fields["kind"].annotation)[0]) if "kind" in model.model_fields else ""


def _fields(root: Any, path: Path) -> list[str]:
    """The fields that a part of the tree may have, as they are written."""
    models = _models(root, path)
    fields = [str(field.alias or name) for model in models for name, field in model.model_fields.items()]
    return list(dict.fromkeys(fields))


def _models(root: Any, path: Path) -> list[type[BaseModel]]:
    """The models that may stand at a path of the tree: one, or one a kind for an item that does not say its kind."""
    models: list[type[BaseModel]] = [Rubric]
    for index, step in enumerate(path):
        if isinstance(step, str):
            fields = [(field.alias or name, field) for model in models for name, field in model.model_fields.items()]
            inner = [mentioned(field.annotation) for name, field in fields if name == step]
            models = list(dict.fromkeys(model for found in inner for model in found))
        here = _at(root, path[: index + 1])
        if isinstance(here, dict) and len(models) > 1:
            models = [model for model in models if _kind(model) == here.get("kind")] or models
    return models


def mentioned(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that an annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from mentioned(part)
