"""The only door for YAML: a file's text becomes a frozen rubric, or the list of everything that is wrong with it."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path as File
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.events import AliasEvent, CollectionStartEvent, DocumentStartEvent, Event, NodeEvent, ScalarEvent
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from scoring.rubrics.check import check
from scoring.rubrics.language import Rubric
from scoring.rubrics.mend import is_sure
from scoring.rubrics.problems import MOST, Finding, Path, Problem, is_warning, meant, problem, quoted
from scoring.rubrics.settings import Filled, Overrides, fill
from scoring.rubrics.shape import shape
from scoring.rubrics.source import Fault, decode, explain, explain_escape, explain_flow

DEEPEST = 12
MOST_EVENTS = 40_000  # a hundred items and a catalogue of 300 elements, each with ten grades, take 30,000
HERE = File(__file__).parent


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: a rubric when there is no problem, and the warnings that do not keep it from being used."""

    rubric: Rubric | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(slots=True)
class Tree:
    """Plain dicts, lists and texts; every scalar as it was typed. `values` and `keys` tell where each path stands."""

    root: Any
    values: dict[Path, tuple[int, int]]
    keys: dict[Path, tuple[int, int]]
    empty: set[Path]
    faults: list[Fault]

    def locate(self, finding: Finding) -> tuple[int, int]:
        """Line and column of a finding; what is missing is told at the part it is missing from."""
        path = finding.path
        if finding.key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))


@lru_cache(maxsize=64)
def read_rubric(text: bytes | str, name: str, settings: Overrides = ()) -> Reading:
    """Read a rubric from the content of the file called `name`. Never raises: all problems are in the result.

    `settings` are (id, value as text) pairs that stand in place of the values the file gives its settings.
    """
    source, faults = decode(text)
    if all(is_warning(fault.code) for fault in faults):
        rubric, more = _read(source, File(name).name, settings)
        faults += more
    else:
        rubric = None
    told = sorted({(f.line, f.column, f.code): f for f in faults}.values(), key=lambda f: (f.line, f.column))
    problems = _said(name, [fault for fault in told if not is_warning(fault.code)])
    if rubric is not None:
        rubric.read_again(lambda figures: read_rubric(text, name, figures))
    warnings = _said(name, [fault for fault in told if is_warning(fault.code)])
    return Reading(None if problems else rubric, problems, warnings)


def _said(name: str, faults: list[Fault]) -> tuple[Problem, ...]:
    """The faults in words; of very many only the first."""
    if len(faults) > MOST:
        last = faults[MOST]
        faults = [*faults[:MOST], Fault(last.line, last.column, "too-many", {"limit": str(MOST)})]
    return tuple(problem(name, fault.line, fault.column, fault.code, fault.values) for fault in faults)


@dataclass(frozen=True, slots=True)
class Part:
    """Where one part of a file stands: `start` to `end` are characters; `key` is where its field's name starts.

    `flow`: written in brackets. `value`: a scalar's text, the names of a mapping's fields, the length of a list.
    """

    start: int
    end: int
    key: int
    column: int
    flow: bool
    value: str | tuple[str, ...] | int


@lru_cache(maxsize=16)
def tree_of(text: str) -> dict[Path, Part]:
    """Every part of a file by its path, for edits that leave the rest as it is; empty where it cannot be read.

    The answer is kept for the next who asks: it is there to be looked at only.
    """
    parts: dict[Path, Part] = {}
    try:
        node, _ = _compose(text)
    except (yaml.YAMLError, ValueError, OverflowError):
        node = None
    if node is not None:
        _place(node, (), node.start_mark.index, parts)
    return parts


def _place(node: Node, path: Path, key: int, parts: dict[Path, Part]) -> None:
    """Note where a node and all below it stand; of a field written twice the first."""
    children: list[tuple[str | int, int, Node]] = []
    value: str | tuple[str, ...] | int
    if isinstance(node, MappingNode):
        children = [(str(name.value), name.start_mark.index, child) for name, child in node.value]
        value = tuple(str(name.value) for name, _ in node.value)
    elif isinstance(node, SequenceNode):
        children = [(index, child.start_mark.index, child) for index, child in enumerate(node.value)]
        value = len(children)
    else:
        value = str(node.value)
    flow = isinstance(node, CollectionNode) and bool(node.flow_style)
    start, column = node.start_mark.index, node.start_mark.column
    parts[path] = Part(start, node.end_mark.index, key, column, flow, value)
    for name, where, child in children:
        if (*path, name) not in parts:
            _place(child, (*path, name), where, parts)


def load(path_or_id: str | File, folders: Iterable[File] = (), settings: Overrides = ()) -> Reading:
    """Read a rubric from a file, or by its id `name@version` from the first of `folders` that has it, or shipped."""
    name = str(path_or_id)
    file = File(name)
    if isinstance(path_or_id, str) and not name.endswith((".yaml", ".yml")):
        known = shipped() | {file.stem: file for folder in reversed(list(folders)) for file in folder.glob("*@*.yaml")}
        if name not in known:
            values = {"name": quoted(name), "hint": meant(name, known)}
            return Reading(None, (problem(name, 1, 1, "not-found", values),), ())
        file = known[name]
    try:
        content = file.read_bytes()
    except OSError:
        return Reading(None, (problem(name, 1, 1, "unreadable"),), ())
    return read_rubric(content, str(file), settings)


def shipped() -> dict[str, File]:
    """The rubrics that come with the program, by id."""
    return {file.stem: file for file in sorted(HERE.glob("*@*.yaml"))}


def _read(text: str, name: str, settings: Overrides) -> tuple[Rubric | None, list[Fault]]:
    try:
        node, faults = _compose(text)
    except yaml.MarkedYAMLError as error:
        where, wrong = _at(error.context_mark), _at(error.problem_mark)
        return None, explain(text, error.context or "", where, error.problem or "", wrong)
    except (yaml.YAMLError, ValueError, OverflowError):
        return None, [explain_escape(text)]
    if node is None:
        return None, faults or [Fault(1, 1, "empty-file")]
    tree = Tree(None, {}, {}, set(), [])
    tree.root = _grow(node, (), tree)
    filled = fill(tree.root, settings)
    rubric, findings, stand_ins = shape(tree.root)
    findings = [finding for finding in findings if finding.path not in tree.empty | filled.unknown]
    if rubric is not None:
        sure = (finding for finding in check(rubric, name) if not stand_ins or is_sure(finding, stand_ins))
        findings += islice(sure, 2 * MOST)
    return rubric, tree.faults + [_fault(finding, tree, filled) for finding in [*filled.findings, *findings]]


def _fault(finding: Finding, tree: Tree, filled: Filled) -> Fault:
    """A finding with its place in the file; what a setting has put there is quoted with the setting's name."""
    values = dict(finding.values)
    if finding.first is not None:
        values["first"] = str(tree.locate(Finding(finding.first, ""))[0])
    name = filled.names.get(finding.path)
    if name is not None and isinstance(values.get("value"), str) and finding.path not in filled.unknown:
        values["value"] = f"${name} = {values['value']}"
    return Fault(*tree.locate(finding), finding.code, values)


def _at(mark: Any) -> tuple[int, int] | None:
    return (mark.line + 1, mark.column + 1) if mark else None


class _Replay(Composer, Resolver):
    """Makes a tree of events that have been read already, so that a file is parsed once."""

    def __init__(self, events: list[Event]) -> None:
        Composer.__init__(self)
        Resolver.__init__(self)
        self.events = deque(events)

    def check_event(self, *kinds: type[Event]) -> bool:
        return isinstance(self.events[0], kinds)

    def peek_event(self) -> Event:
        return self.events[0]

    def get_event(self) -> Event:
        return self.events.popleft()


def _compose(text: str) -> tuple[Node | None, list[Fault]]:
    """The tree of a text, or what is wrong with it; raises what the parser raises."""
    events: list[Event] = []
    faults = _scan(text, events)
    return (None if faults else _Replay(events).get_single_node()), faults


def _scan(text: str, events: list[Event]) -> list[Fault]:
    """Refuse what needs no tree: too much, too deep, references, tags, a second document; keeps the events."""
    faults: list[Fault] = []
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, yaml.SafeLoader)):
        events.append(event)
        here = _at(event.start_mark) or (1, 1)
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if count > MOST_EVENTS:
            return [*faults, Fault(*here, "too-long-file", {"limit": str(MOST_EVENTS)})]
        if depth > DEEPEST:
            return [*faults, Fault(*here, "too-deep", {"limit": str(DEEPEST)})]
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                return [*faults, Fault(*here, "two-documents")]
        if isinstance(event, NodeEvent) and event.anchor:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            faults.append(Fault(*here, "anchor", {"mark": sign + quoted(event.anchor)}))
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag:
            faults.append(Fault(*here, "tag", {"mark": quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))}))
    return faults


def _grow(node: Node, path: Path, tree: Tree) -> Any:
    """The plain value of a node; notes where everything stands, and duplicate or empty fields."""
    here = (node.start_mark.line + 1, node.start_mark.column + 1)
    tree.values[path] = here
    if isinstance(node, SequenceNode):
        return [_grow(child, (*path, index), tree) for index, child in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return _grow_mapping(node, path, tree)
    if _is_empty(node):
        tree.empty.add(path)
        tree.faults.append(Fault(*here, "empty"))
    return str(node.value)


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style is None and node.value in ("", "~", "null")


def _grow_mapping(node: MappingNode, path: Path, tree: Tree) -> dict[str, Any]:
    grown: dict[str, Any] = {}
    for key, value in node.value:
        here = (key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, ScalarNode):
            tree.faults.append(Fault(*here, "key"))
            continue
        if node.flow_style and value.start_mark.index == key.end_mark.index and _is_empty(value):
            field, rest, fault = explain_flow(key.value, *here)
            tree.faults.append(fault)
            if field is not None:
                grown[field] = rest
            continue
        inner = (*path, key.value)
        if key.value in grown:
            first = str(tree.keys.get(inner, here)[0])
            tree.faults.append(Fault(*here, "duplicate-key", {"field": quoted(key.value), "first": first}))
            continue
        tree.keys[inner] = here
        grown[key.value] = _grow(value, inner, tree)
    return grown
