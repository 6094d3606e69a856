"""What can be wrong in a rubric file, and how it is said in zh and en. Knows neither YAML nor the rules themselves."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from scoring.rubrics.messages import MESSAGES, WARNINGS

Filling = str | tuple[str, str]  # the same in both languages, or (zh, en)
Path = tuple[str | int, ...]
MOST = 200  # more problems than this are not told: whoever mends so many looks again anyway
LONGEST, MANY = 40, 300  # how long names are, and how many of them, where a similar one is looked for
NEAR = 7 / 10  # of the letters must agree: `table` is no slip for `take`


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem whose place is still a path in the tree, such as ("sections", 0, "title").

    `key`: the field's name is meant, not its value. `first`: where the other one of a pair stands.
    """

    path: Path
    code: str
    values: Mapping[str, Filling] = field(default_factory=dict)
    key: bool = False
    first: Path | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file, at a line and column counted from 1."""

    file: str
    line: int
    column: int
    code: str
    zh: str
    en: str

    def say(self, language: str) -> str:
        """`FILE:LINE:COLUMN: sentence` in "zh" or "en"."""
        sentence = self.zh if language.startswith("zh") else self.en
        return f"{self.file}:{self.line}:{self.column}: {sentence}"


def problem(file: str, line: int, column: int, code: str, values: Mapping[str, Filling] | None = None) -> Problem:
    """Say the problem `code` with its values filled in."""
    zh, en = MESSAGES[code]
    filled = [{name: plain(_side(value, side)) for name, value in (values or {}).items()} for side in (0, 1)]
    return Problem(file, line, column, code, zh.format_map(filled[0]), en.format_map(filled[1]))


def is_warning(code: str) -> bool:
    """Warnings do not keep a rubric from being used: real sheets are sometimes odd."""
    return code in WARNINGS


def plain(text: str) -> str:
    """Text from a file made safe for a message: short, on one line, without control characters or half characters."""
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char for char in text[:600])


def quoted(text: str) -> str:
    """A short excerpt of what the file says."""
    return text if len(text) <= 40 else text[:39] + "…"


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known name that was probably meant, if there is one; of very many or very long names none is looked for."""
    names = [name for name in known if len(name) <= LONGEST]
    return get_close_matches(word, names, 1, NEAR) if len(word) <= LONGEST and len(names) <= MANY else []


def meant(word: str, known: Iterable[str]) -> Filling:
    """The same as the end of a sentence; nothing where there is none."""
    near = nearest(word, known)
    return did_you_mean(near[0]) if near else ""


def did_you_mean(word: str) -> tuple[str, str]:
    """The end of a sentence that offers another word."""
    return f"，是不是“{word}”？", f"; did you mean “{word}”?"


def listing(words: list[str]) -> tuple[str, str]:
    """The words of a choice, as (zh, en)."""
    return "、".join(words), ", ".join(words)


def _side(value: Filling, side: int) -> str:
    return value if isinstance(value, str) else value[side]
