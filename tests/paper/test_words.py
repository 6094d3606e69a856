"""Every word that sheets and workbooks ask for is there, in both languages."""

import ast
import re
from pathlib import Path

import scoring
from scoring.engine.marks import STATUSES
from scoring.paper.words import WORDS, word

HOME = Path(scoring.__file__).parent
TEMPLATES = HOME / "templates" / "results"


def asked_for() -> set[str]:
    """The keys written out in calls of `word`, where it is the one of `paper`, and of `say` on result pages."""
    keys = set()
    for path in HOME.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        ours = path.parent.name == "paper" or any(
            isinstance(node, ast.ImportFrom) and node.module == "scoring.paper.words" for node in ast.walk(tree)
        )
        for node in ast.walk(tree) if ours else ():
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "word"
            if named and isinstance(node.args[0], ast.Constant):
                keys.add(node.args[0].value)
    for path in TEMPLATES.glob("*.html"):
        keys |= set(re.findall(r"\bsay\(\"([\w-]+)\"(?! ~)", path.read_text(encoding="utf-8")))
    return keys


def test_every_word_asked_for_is_there():
    keys = asked_for()
    assert len(keys) > 40
    assert keys <= set(WORDS)
    assert {"ok", "incomplete", *STATUSES} <= set(WORDS)


def test_every_word_has_both_languages():
    for key in WORDS:
        assert re.search(r"[\u4e00-\u9fff]|^[^a-z]*$", word(key, "zh")), key
        assert not re.search(r"[\u4e00-\u9fff]", word(key, "en")), key
