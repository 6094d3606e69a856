"""The JSON Schema of rubric files: help while typing in an editor. What is right is judged by `check`, not by this."""

import inspect
import json
import re
from typing import Any

from pydantic import BaseModel

from scoring.rubrics.language import Rubric
from scoring.rubrics.shape import mentioned
from scoring.rubrics.values import Value

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KEYWORDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum"}  # pydantic's words where JSON Schema has others
TYPED = {"string": ["string", "number"], "integer": ["integer", "string"]}  # `id: 1.1` is text; `seats: $n` is a number


def schema() -> str:
    """The schema as JSON text; the docstrings of the language are its hover text."""
    found = Rubric.model_json_schema(by_alias=True)
    models = {model.__name__: model for model in _models(Rubric, {})}
    _describe(found, Rubric)
    for name, part in found["$defs"].items():
        _describe(part, models[name])
    return json.dumps({"$schema": DIALECT, **_translated(found)}, ensure_ascii=False, indent=1) + "\n"


def sentences(model: type[BaseModel], field: str) -> str:
    """What the docstrings of a part of the language say of one of its fields, named as it is written in a file."""
    docs = [inspect.cleandoc(each.__dict__.get("__doc__") or "") for each in model.__mro__ if issubclass(each, Value)]
    found = [sentence for doc in docs for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z`])", " ".join(doc.split()))]
    return " ".join(sentence for sentence in found if re.search(rf"`{re.escape(field)}[`:]", sentence))


def _models(model: type[BaseModel], seen: dict[type[BaseModel], None]) -> list[type[BaseModel]]:
    """A part of the language and every part it is made of."""
    if model not in seen:
        seen[model] = None
        for field in model.model_fields.values():
            for inner in mentioned(field.annotation):
                _models(inner, seen)
    return list(seen)


def _describe(part: dict[str, Any], model: type[BaseModel]) -> None:
    """Hover text for each field that the docstring speaks of, and for the part itself."""
    fields = part["anyOf"][0] if "anyOf" in part else part
    for name, field in fields["properties"].items():
        said = sentences(model, name)
        if said:
            field["description"] = said


def _translated(part: Any) -> Any:
    """pydantic's schema in standard words; what may be left out is left out, never written as null."""
    if isinstance(part, list):
        return [_translated(value) for value in part if value != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    named = {name: value for name, value in part.items() if name != "title" or isinstance(value, dict)}
    kept = {KEYWORDS.get(name, name): _translated(value) for name, value in named.items() if value is not None}
    if "enum" not in kept and "const" not in kept and isinstance(kept.get("type"), str):
        kept["type"] = TYPED.get(kept["type"], kept["type"])
    choices = kept.pop("anyOf", [])
    if len(choices) == 1 or (choices and all(set(choice) == {"type"} for choice in choices)):
        types = [kind for choice in choices for kind in _listed(choice.get("type", []))]
        return {**choices[0], **({"type": list(dict.fromkeys(types))} if len(choices) > 1 else {}), **kept}
    return {"anyOf": choices, **kept} if choices else kept


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types
