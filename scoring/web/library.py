"""The rubrics an event can be made from: the shipped ones and the organisers' own files, read, kept, taken back.

The text before the last change of an own file stands in `.before` beside it, a removed file in `.removed`.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from scoring.rubrics import edit
from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import Reading, read_rubric, shipped
from scoring.rubrics.source import digest
from scoring.rubrics.written import Tree
from scoring.store import read
from scoring.store.models import Event

REF = re.compile(r"([a-z][a-z0-9\-]{1,63})@([1-9][0-9]{0,3})")
BEFORE, REMOVED = ".before", ".removed"


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

    @property
    def tree(self) -> Tree:
        """What the file says, as far as it can be read; problems or not."""
        return edit.value_at(self.text) or {}


class Stale(Exception):
    """The file was changed since it was looked at; `book` is how it stands now."""

    def __init__(self, book: Book) -> None:
        super().__init__(book.ref)
        self.book = book


def books() -> list[Book]:
    """Every file: the organisers' own first; one of theirs takes the place of a shipped one of the same name."""
    own = sorted(_own_folder().glob("*.yaml"))
    taken = {file.stem for file in own}
    given = [file for ref, file in shipped().items() if ref not in taken]
    return [_open(file, own=True) for file in own] + [_open(file, own=False) for file in given]


def book(ref: str) -> Book | None:
    """The file of that name, or None."""
    if REF.fullmatch(ref) is None:  # a name given by hand: looked for, never put together
        return next((found for found in books() if found.ref == ref), None)
    given = shipped().get(ref)
    if _file(ref).exists():
        return _open(_file(ref), own=True)
    return _open(given, own=False) if given else None


def slug_of(ref: str, taken: set[str]) -> str:
    """A name for addresses made of the rubric's own, with a number behind it when it is taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", ref.split("@")[0].lower()).strip("-")[:36].strip("-") or "event"
    names = [plain, *(f"{plain}-{number}" for number in range(2, 100))]
    return next((name for name in names if name not in taken), plain)


def next_version(ref: str) -> str:
    """The same name with the first version above all there are, removed files included."""
    name = ref.partition("@")[0]
    files = [*shipped(), *(file.stem for file in _own_folder().rglob(f"{name}@*.yaml"))]
    found = [REF.fullmatch(stem) for stem in files]
    versions = [int(match[2]) for match in found if match and match[1] == name]
    return f"{name}@{max(versions, default=0) + 1}"


def free_name(ref: str) -> str:
    """A name for a copy: my-NAME, with a number behind it when it is taken."""
    plain = "my-" + ref.partition("@")[0].removeprefix("my-")[:50]
    names = [plain, *(f"{plain}-{number}" for number in range(2, 1000))]
    return next(name for name in names if next_version(name).endswith("@1"))


def called(text: str, ref: str) -> str:
    """The text under another id@version."""
    return edit.put(text, ("rubric",), ref) if edit.value_at(text) is not None else text


def add(ref: str, text: str) -> None:
    """A new file; one that is there already is never overwritten."""
    if REF.fullmatch(ref) is None or ref in shipped() or _file(ref).exists():
        raise FileExistsError(ref)
    _write(_file(ref), text)


def save(ref: str, text: str, seen: str) -> str:
    """Keep a changed text of an own file; answers the ref under which it stands now.

    `seen`: the digest of the text that was changed; raises Stale when it is no longer the file's. A rubric that an
    event was opened with stays as it is: the change becomes its next version.
    """
    old = book(ref)
    if old is None or not old.own:
        raise FileNotFoundError(ref)
    if old.digest != seen:
        raise Stale(old)
    if text == old.text:
        return ref
    if events_of(ref, opened=True):
        ref = next_version(ref)
        _write(_before(ref), called(old.text, ref))
        _write(_file(ref), called(text, ref))
    else:
        _write(_before(ref), _file(ref).read_bytes())
        _write(_file(ref), text)
    return ref


def text_before(ref: str) -> str | None:
    """The text before the last change, where there is one."""
    try:
        return _before(ref).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return None


def undo(ref: str) -> bool:
    """Take the last change back; once more brings it again."""
    now, before = _file(ref), _before(ref)
    if not (now.exists() and before.exists()) or events_of(ref, opened=True):
        return False
    text = now.read_bytes()
    before.replace(now)
    _write(before, text)
    return True


def remove(ref: str) -> Path | None:
    """Put an own file away; answers where it is kept."""
    if REF.fullmatch(ref) is None or not _file(ref).exists():
        return None
    kept = _own_folder() / REMOVED / f"{ref}.yaml"
    kept.parent.mkdir(parents=True, exist_ok=True)
    _file(ref).replace(kept)
    _before(ref).unlink(missing_ok=True)
    return kept


def events_of(ref: str, opened: bool) -> list[Event]:
    """The events of any competition that use a rubric: those once opened, or those in preparation."""
    found = [event for one in read.competitions() for event in read.events(one.id)]
    return [event for event in found if event.rubric_ref == ref and (event.state != "draft") == opened]


def _own_folder() -> Path:
    folder: Path = current_app.config["INSTANCE"].rubrics
    return folder


def _file(ref: str) -> Path:
    return _own_folder() / f"{ref}.yaml"


def _before(ref: str) -> Path:
    return _own_folder() / BEFORE / f"{ref}.yaml"


def _write(file: Path, text: str | bytes) -> None:
    """Whole or not at all, whatever happens meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_bytes(text.encode() if isinstance(text, str) else text)
    draft.replace(file)


def _open(file: Path, own: bool) -> Book:
    try:
        content = file.read_bytes()
    except OSError:
        content = b""
    reading = read_rubric(content, file.name)
    text = content.decode("utf-8-sig", "replace")
    return Book(file.stem, own, text, digest(text), reading)
