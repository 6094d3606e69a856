"""The rubrics an event can be made from: the shipped ones and the organisers' own, with what is wrong in them."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import Reading, digest, read_rubric, shipped

NEWEST_FIRST = re.compile(r"@(\d+)$")


@dataclass(frozen=True, slots=True)
class Book:
    """One file of the library. `ref` is what its name says: id@version; `text` is empty when it cannot be opened."""

    ref: str
    own: bool
    text: str
    digest: str
    reading: Reading

    @property
    def rubric(self) -> Rubric | None:
        return self.reading.rubric


def books() -> list[Book]:
    """Every file: the organisers' own first; one of theirs takes the place of a shipped one of the same name."""
    own = sorted(_own_folder().glob("*.yaml"))
    taken = {file.stem for file in own}
    given = [file for ref, file in shipped().items() if ref not in taken]
    return [_open(file, own=True) for file in own] + [_open(file, own=False) for file in given]


def book(ref: str) -> Book | None:
    """The file of that name, or None."""
    return next((found for found in books() if found.ref == ref), None)


def slug_of(ref: str, taken: set[str]) -> str:
    """A name for addresses made of the rubric's own, with a number behind it when it is taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", ref.split("@")[0].lower()).strip("-")[:36].strip("-") or "event"
    names = [plain, *(f"{plain}-{number}" for number in range(2, 100))]
    return next((name for name in names if name not in taken), plain)


def _own_folder() -> Path:
    return current_app.config["INSTANCE"].rubrics


def _open(file: Path, own: bool) -> Book:
    try:
        content = file.read_bytes()
    except OSError:
        content = b""
    reading = read_rubric(content, file.name)
    text = content.decode("utf-8-sig", "replace") if reading.rubric else ""
    return Book(file.stem, own, text, digest(text), reading)
