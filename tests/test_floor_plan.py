"""The house stands as its plan says: who imports whom, how long things are, where each outside library comes in."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.floor_plan import ROOMS, problems_of

ROOT = Path(__file__).parents[1]
SUFFIXES = {".py", ".js", ".html"}
# What is meant to break a rule: (path, words of the problem, reason). Short, or better empty.
EXCEPTIONS: list[tuple[str, str, str]] = []


def is_meant(problem):
    return any(problem.startswith(f"{path}:") and words in problem for path, words, _ in EXCEPTIONS)


def files():
    folders = (ROOT / "scoring", ROOT / "tests", ROOT / "benchmarks")
    found = [path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES]
    names = [path.relative_to(ROOT).as_posix() for path in [*found, ROOT / "wsgi.py"]]
    return sorted(name for name in names if not name.startswith("scoring/static/vendor/"))


def test_every_file_keeps_the_rules():
    names = files()
    assert len(names) > 5
    problems = [
        problem
        for name in names
        for problem in problems_of(name, (ROOT / name).read_text(encoding="utf-8"))
        if not is_meant(problem)
    ]
    assert not problems, "\n" + "\n".join(problems)


def test_the_plan_names_every_room_in_order():
    plan = (ROOT / "scoring" / "__init__.py").read_text(encoding="utf-8")
    places = [plan.find(f"    {room}/") for room in ROOMS]
    assert -1 not in places
    assert places == sorted(places)


IMPORT_ALL = """
import importlib, pkgutil, sys
import {package}
for module in pkgutil.walk_packages({package}.__path__, "{package}."):
    importlib.import_module(module.name)
print(*sorted({{name.split(".")[0] for name in sys.modules}}))
"""


def loaded_by(script):
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_engine_needs_neither_web_nor_database_nor_yaml():
    loaded = loaded_by(IMPORT_ALL.format(package="scoring.engine"))
    assert "scoring" in loaded
    assert not loaded & {"flask", "werkzeug", "sqlalchemy", "yaml", "gevent", "socketio", "wtforms", "openpyxl"}


def test_the_package_itself_imports_nothing():
    before = loaded_by("import sys; print(*{name.split('.')[0] for name in sys.modules})")
    after = loaded_by("import sys, scoring; print(*{name.split('.')[0] for name in sys.modules})")
    assert after - before == {"scoring"}


OPENING = '"""A sentence."""\n'
BROKEN = [
    ("scoring/engine/marks.py", OPENING + "from scoring.store import models\n", "must not import scoring.store"),
    ("scoring/engine/marks.py", OPENING + "from ..store import models\n", "must not import scoring.store"),
    ("scoring/engine/marks.py", OPENING + "from .. import web\n", "must not import scoring.web"),
    ("scoring/store/read.py", OPENING + "def f():\n    import scoring.app\n", "must not import scoring.app"),
    ("scoring/things/read.py", OPENING, "no room"),
    ("scoring/config.py", OPENING, "not in the floor plan"),
    ("scoring/rubrics/rules.py", OPENING + "import yaml\n", "yaml may only be imported"),
    ("scoring/web/judge.py", OPENING + "from sqlalchemy.orm import Session\n", "sqlalchemy"),
    ("scoring/web/judge.py", OPENING + "from wtforms import Form\n", "wtforms"),
    ("scoring/cli.py", OPENING + "import gevent.monkey\n", "gevent"),
    ("scoring/web/results.py", OPENING + "import openpyxl\n", "openpyxl"),
    ("scoring/engine/clock.py", OPENING + "x = 0.5\n", "0.5 is a float"),
    ("scoring/rubrics/rules.py", OPENING + "x = float('1')\n", "float(…)"),
    ("scoring/web/judge.py", OPENING + "def long():\n" + "    x = 1\n" * 50, "long has 51 lines"),
    ("scoring/web/judge.py", "x = 1\n", "no opening sentence"),
    ("scoring/web/judge.py", OPENING + "x = 1\n" * 300, "301 lines"),
    ("tests/helpers.py", OPENING, "helpers.py does not say"),
    ("scoring/static/js/utils.js", "// A sentence.\n", "utils.js does not say"),
    ("scoring/static/js/judge.js", "export const x = 1;\n", "no opening sentence"),
    ("scoring/static/js/judge.js", "// A sentence.\n" * 201, "201 lines"),
    ("scoring/templates/judge/sheet.html", "<p>\n" * 151, "151 lines"),
    ("scoring/templates/judge/sheet.html", "<p>\n<script>go()</script>", "sheet.html:2: inline script"),
    ("scoring/templates/judge/sheet.html", '<p\n  class="{{ a }}" style="color:red">', "style= in a tag"),
    ("scoring/templates/judge/sheet.html", '<a href="#" onclick="go()">', "onclick= in a tag"),
    ("scoring/templates/judge/sheet.html", "<style>p{}</style>", "<style"),
    ("scoring/templates/judge/sheet.html", '<a href="javascript:go()">', "javascript:"),
]
SOUND = [
    ("scoring/live/feed.py", OPENING + "import gevent\nfrom ..engine import standings\nimport scoring.store\n"),
    ("scoring/app.py", OPENING + "from scoring.web import judge\nfrom scoring.live import feed\n"),
    ("scoring/rubrics/reader.py", OPENING + "import yaml\nfrom . import language\n"),
    ("scoring/engine/__init__.py", OPENING + "from .marks import Mark\nfrom ..rubrics import rules\n"),
    ("scoring/web/judge.py", OPENING + "x = 0.5\n"),
    ("scoring/templates/a.html", '<script src="/x.js" type="module"></script>{{ icon(style="x", onset="y") }}'),
    ("scoring/templates/a.html", '<script type="application/json">{"a": 1}</script><input data-style="x">'),
]


@pytest.mark.parametrize(("path", "text", "words"), BROKEN, ids=[case[2] for case in BROKEN])
def test_a_broken_rule_is_noticed(path, text, words):
    problems = problems_of(path, text)
    assert any(words in problem for problem in problems), problems


@pytest.mark.parametrize(("path", "text"), SOUND)
def test_a_sound_file_passes(path, text):
    assert problems_of(path, text) == []
