"""Numbers fixed late: `$name` in a tree becomes the setting's value before anything else is read. Knows no YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.rubrics.problems import MOST, Finding, Path, meant, quoted
from scoring.rubrics.values import parse_reading

Overrides = tuple[tuple[str, str], ...]  # (id, value as text), hashable so that a reading can be cached by it
LANGUAGES = ("zh", "en")  # what stands under these is text, whatever it begins with


@dataclass(slots=True)
class Filled:
    """What was filled in: `names` by path, the paths where nothing could be, and what is wrong or odd about it."""

    names: dict[Path, str] = field(default_factory=dict)
    unknown: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def fill(root: Any, overrides: Overrides) -> Filled:
    """Put the settings of a tree in their places, in the tree itself; `overrides` replace the values it has."""
    filled = Filled()
    known = _known(root)
    for name, value in overrides:
        if name in known:
            known[name][1]["value"] = value
        else:
            filled.findings.append(_unknown(("settings",), name, known))
    _walk(root, (), {name: entry.get("value") for name, (_, entry) in known.items()}, filled)
    used = set(filled.names.values())
    for name, (index, _) in known.items():
        if name not in used:
            filled.findings.append(Finding(("settings", index, "id"), "unused-setting", {"value": quoted(name)}))
    return filled


def _known(root: Any) -> dict[str, tuple[int, dict[str, Any]]]:
    """The settings of a tree by id, with their place in the list."""
    listed = root.get("settings") if isinstance(root, dict) else None
    found: dict[str, tuple[int, dict[str, Any]]] = {}
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            found.setdefault(entry["id"], (index, entry))
    return found


def _walk(node: Any, path: Path, values: Mapping[str, Any], filled: Filled) -> None:
    """Fill every `$name` below a node; what has no sound value stays as it is, told once where the fault is."""
    for step, child in _children(node):
        here = (*path, step)
        if step in LANGUAGES or here == ("settings",):
            continue
        if not isinstance(child, str):
            _walk(child, here, values, filled)
        elif child.startswith("$") and not any(char.isspace() for char in child):
            name = child[1:]
            value = values.get(name)
            filled.names[here] = name
            if name not in values:
                filled.unknown.add(here)
                filled.findings += [_unknown(here, name, values)] if len(filled.findings) <= MOST else []
            elif not isinstance(value, str) or parse_reading(value) is None:
                filled.unknown.add(here)
            else:
                node[step] = value


def _children(node: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, list):
        yield from enumerate(node)


def _unknown(path: Path, name: str, known: Mapping[str, Any]) -> Finding:
    return Finding(path, "unknown-setting", {"value": quoted(name), "hint": meant(name, known)})
