"""The schema describes every word of the language, in standard words of JSON Schema, and takes what `check` takes."""

import json
import re
from pathlib import Path

import pytest
import yaml

from scoring.rubrics.reader import shipped
from scoring.rubrics.schema import schema, sentences

SCHEMA = json.loads(schema())
WIDE = Path(__file__).parent / "wide@1.yaml"
TYPES = {"string": str, "number": (int, float), "integer": int, "boolean": bool, "object": dict, "array": list}


class Core(yaml.SafeLoader):
    """Reads as editors do, by YAML 1.2: `on` is a word and 1:30 a text; only true and false are what they say."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?\d+$"), list("-0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?\d+\.\d+$"), list("-0123456789"))


def tree(text):
    return yaml.load(text, Core)  # noqa: S506 (a safe loader with fewer words)


def fits(value, part):
    """Whether a value fits a part of the schema: as much of JSON Schema as ours uses."""
    if "$ref" in part:
        return fits(value, SCHEMA["$defs"][part["$ref"].rpartition("/")[2]])
    if "anyOf" in part or "oneOf" in part:
        return sum(fits(value, choice) for choice in part.get("anyOf", part.get("oneOf"))) >= 1
    if "enum" in part or "const" in part:
        return value in part.get("enum", [part.get("const")])
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    if not any(isinstance(value, TYPES[kind]) for kind in kinds):
        return False
    if isinstance(value, dict):
        known = part["properties"]
        return set(part.get("required", ())) <= set(value) <= set(known) and all(
            fits(each, known[name]) for name, each in value.items()
        )
    if isinstance(value, list):
        return len(value) >= part.get("minItems", 0) and all(fits(each, part["items"]) for each in value)
    if isinstance(value, str):
        return re.search(part.get("pattern", ""), value) is not None
    return part.get("minimum", value) <= value and ("exclusiveMinimum" not in part or part["exclusiveMinimum"] < value)


@pytest.mark.parametrize("path", [WIDE, *shipped().values()], ids=lambda path: path.stem)
def test_every_sound_file_fits(path):
    assert fits(tree(path.read_text(encoding="utf-8")), SCHEMA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("each: 0.5", "eahc: 0.5"),
        ("kind: faults", "kind: fault"),
        ("wins: high, on", "wins: hi, on"),
        ("unit: mm", "unit: inch"),
    ],
)
def test_what_is_misspelt_does_not_fit(old, new):
    text = WIDE.read_text(encoding="utf-8")
    assert old in text
    assert not fits(tree(text.replace(old, new, 1)), SCHEMA)


def test_scalars_may_stand_for_whole_parts():
    assert fits(0.2, {"$ref": "#/$defs/Sides"})
    assert fits({"below": 0.1}, {"$ref": "#/$defs/Sides"})
    assert fits("$tolerance", {"$ref": "#/$defs/Sides"})
    assert fits("cm", {"$ref": "#/$defs/Unit"})
    assert fits(2, {"$ref": "#/$defs/Stage"})
    assert not fits([2], {"$ref": "#/$defs/Stage"})


def test_names_are_as_in_the_file_and_every_part_is_described():
    section = SCHEMA["$defs"]["Section"]["properties"]
    assert {"as", "weight", "runs"} <= set(section)
    assert not {"as_", "lose_at_most", "from_"} & set(re.findall(r'"(\w+)": {', schema()))
    for name, part in SCHEMA["$defs"].items():
        assert part.get("description") or part["anyOf"][0].get("description"), name


def test_hover_text_of_a_field_is_what_the_docstring_says_of_it():
    counted = SCHEMA["$defs"]["Counted"]["properties"]
    assert counted["free"]["description"] == "`free`: so many cost nothing."
    assert "none" in counted["floor"]["description"]
    assert "null" not in schema().split('"default"')[0]


def test_a_field_nobody_describes_has_no_hover_text():
    from scoring.rubrics.values import Text

    assert sentences(Text, "zh") == ""
