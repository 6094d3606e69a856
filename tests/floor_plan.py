"""The rules of the house as functions: each takes one file and answers what is wrong with it, as sentences.

They know nothing of the scoring rooms beyond their names; tests/test_floor_plan.py applies them to every file.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

ROOMS = ("rubrics", "engine", "store", "paper", "live", "web")  # a room imports only rooms before it
MEETING_PLACES = {"app", "cli", "demo", "instance", "serving"}  # where all rooms meet; no room may import them
ENTRANCES = {"__init__", "__main__"}

# One outside library, one door: who may import it, as the beginnings of paths below the checkout.
STORE = ("scoring/store/", "scoring/migrations/")
GATES = ("scoring/live/", "scoring/app.py", "wsgi.py")  # gevent has to patch before anything else is imported
DOORS = {
    "yaml": ("scoring/rubrics/reader.py",),
    "sqlalchemy": STORE,
    "flask_sqlalchemy": STORE,
    "alembic": STORE,
    "flask_migrate": (*STORE, "scoring/app.py", "scoring/cli.py"),
    "xlsxwriter": ("scoring/paper/",),
    "openpyxl": ("scoring/paper/",),
    "typst": ("scoring/paper/",),
    "flask_socketio": GATES,
    "socketio": GATES,
    "engineio": GATES,
    "simple_websocket": GATES,
    "gevent": GATES,
    "gunicorn": GATES,
    "trustme": ("scoring/live/certificates.py",),
    "cryptography": ("scoring/live/certificates.py",),
    "wtforms": ("scoring/web/forms", "scoring/app.py"),
    "flask_wtf": ("scoring/web/", "scoring/app.py"),
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "data", "info", "process", "misc"}
LINES = {".py": 300, ".html": 150, ".js": 200}
FUNCTION_LINES = 50


def imports(path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module that the file imports, wherever in it, with relative names made whole, and its line."""
    package = PurePosixPath(path).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join(filter(None, [*start, node.module]))
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def place_of(module: str) -> str | None:
    """`scoring.store.models` → `store`; None for a module of somebody else."""
    parts = module.split(".")
    return (parts[1] if len(parts) > 1 else "") if parts[0] == "scoring" else None


def wrong_rooms(path: str, tree: ast.AST) -> Iterator[str]:
    """A room imports only rooms above it, and never a meeting place."""
    parts = PurePosixPath(path).parts
    if parts[0] != "scoring" or len(parts) < 3 or parts[1] == "migrations":
        return
    here = parts[1]
    if here in MEETING_PLACES:  # one of them may be a folder
        return
    if here not in ROOMS:
        yield f"{path}:1: {here} is no room of the house; the rooms are {', '.join(ROOMS)}"
        return
    allowed = {"", here, *ROOMS[: ROOMS.index(here)]}
    for line, module in imports(path, tree):
        there = place_of(module)
        if there is not None and there not in allowed and (there in ROOMS or there in MEETING_PLACES):
            yield f"{path}:{line}: the room {here} must not import {module}"


def unknown_places(path: str, _: ast.AST) -> Iterator[str]:
    """Beside the rooms only the meeting places and the entrances stand in scoring/."""
    parts = PurePosixPath(path).parts
    stem = PurePosixPath(path).stem
    if parts[0] == "scoring" and len(parts) == 2 and stem not in MEETING_PLACES | ENTRANCES:
        yield f"{path}:1: not in the floor plan; it belongs into one of the rooms"


def wrong_doors(path: str, tree: ast.AST) -> Iterator[str]:
    """One outside library, one door; tests and benchmarks may look at the house from outside."""
    if not path.startswith("scoring/") and path != "wsgi.py":
        return
    for line, module in imports(path, tree):
        doors = DOORS.get(module.split(".")[0])
        if doors and not path.startswith(doors):
            yield f"{path}:{line}: {module} may only be imported in {', '.join(doors)}"


def floats(path: str, tree: ast.AST) -> Iterator[str]:
    """No float touches a score: neither a literal nor float(…) in the two rooms that calculate."""
    if not path.startswith(("scoring/rubrics/", "scoring/engine/")):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"{path}:{node.lineno}: {node.value!r} is a float; write Decimal or Fraction from text"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            yield f"{path}:{node.lineno}: float(…)"


def long_functions(path: str, tree: ast.AST) -> Iterator[str]:
    if path.startswith("scoring/migrations/"):
        return  # a migration is one long list of columns, written once
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines, at most {FUNCTION_LINES}"


def no_docstring(path: str, tree: ast.AST) -> Iterator[str]:
    assert isinstance(tree, ast.Module)
    if not (ast.get_docstring(tree) or "").strip():
        yield f"{path}:1: no opening sentence"


def no_comment(path: str, text: str) -> Iterator[str]:
    if PurePosixPath(path).suffix == ".js" and not text.lstrip().startswith(("//", "/*")):
        yield f"{path}:1: no opening sentence"


def too_long(path: str, text: str) -> Iterator[str]:
    limit = LINES.get(PurePosixPath(path).suffix)
    lines = len(text.splitlines())
    if limit and lines > limit:
        yield f"{path}:1: {lines} lines, at most {limit}"


def vague_name(path: str, _: str) -> Iterator[str]:
    for part in PurePosixPath(path).parts:
        if part.split(".")[0].strip("_") in VAGUE_NAMES:
            yield f"{path}:1: {part} does not say what it is"


JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
IN_TAG = re.compile(r"<[a-z][^>]*?\s(style|on[a-z]+)\s*=", re.IGNORECASE)
STYLE_BLOCK = re.compile(r"<style\b|\bjavascript:", re.IGNORECASE)


def inline_code(path: str, text: str) -> Iterator[str]:
    """The content security policy forbids inline script and style; blocks of JSON are no script."""
    if PurePosixPath(path).suffix != ".html":
        return
    blank = JINJA.sub(lambda match: "\n" * match[0].count("\n") or " ", text)
    found = [(match.start(), f"{match[1]}= in a tag") for match in IN_TAG.finditer(blank)]
    found += [(match.start(), match[0]) for match in STYLE_BLOCK.finditer(blank)]
    found += [
        (match.start(), "inline script")
        for match in SCRIPT.finditer(blank)
        if not re.search(r"\bsrc\s*=|application/json", match[1])
    ]
    for position, what in found:
        yield f"{path}:{blank.count(chr(10), 0, position) + 1}: {what} (inline code is forbidden)"


TREE_RULES = (wrong_rooms, unknown_places, wrong_doors, floats, long_functions, no_docstring)
TEXT_RULES = (no_comment, too_long, vague_name, inline_code)


def problems_of(path: str, text: str) -> list[str]:
    """Everything that is wrong with one file; `path` is relative to the checkout, with slashes."""
    found = [problem for rule in TEXT_RULES for problem in rule(path, text)]
    if path.endswith(".py"):
        tree = ast.parse(text)
        found += [problem for rule in TREE_RULES for problem in rule(path, tree)]
    return found
