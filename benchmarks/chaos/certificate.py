"""What the instance says of itself after the run: the reconciliation certificate of every event."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATABASE = "scoring.sqlite"


@dataclass(frozen=True, slots=True)
class Line:
    """One seat of one event, as its certificate counts it; `wrong` says in words what is not whole."""

    name: str
    made: int
    received: int
    whole: bool
    wrong: str


def certified(home: Path) -> list[Line]:
    """The lines of all certificates, one a seat."""
    from scoring.app import create_app
    from scoring.store import database, read

    app = create_app(home)
    with app.app_context():
        competitions = [competition.id for competition in read.competitions()]
        events = [event for competition in competitions for event in read.events(competition)]
        lines = [line_of(event.slug, seat) for event in events for seat in read.certificate(event)]
    database.close(app)
    return lines


def line_of(slug: str, seat: Any) -> Line:
    name = f"{slug}/{seat.key}"
    faults = [
        f"{name} {kind} {numbers}"
        for journal in seat.journals
        for kind in ("missing", "twice", "altered")
        if (numbers := getattr(journal, kind))
    ]
    if seat.unnumbered:
        faults.append(f"{name} has {seat.unnumbered} entries of no journal")
    return Line(name, seat.made, seat.received, seat.whole and not seat.unnumbered, "; ".join(faults))


def wrong(lines: list[Line]) -> list[str]:
    """The seats that are not whole, in words."""
    return [f"{line.wrong} (made {line.made}, received {line.received})" for line in lines if not line.whole]


def copied(home: Path, to: Path) -> Path:
    """The whole instance once more, to break something in; nobody serves it."""
    shutil.copytree(home, to, ignore=shutil.ignore_patterns("*-journal", "browsers"))
    return to


def without_guards(raw: sqlite3.Connection) -> None:
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')


def remove_one(home: Path) -> str:
    """Delete one mark, past the triggers; answers its uid."""
    with closing(sqlite3.connect(home / DATABASE)) as raw, raw:
        without_guards(raw)
        (half,) = raw.execute("SELECT count(*) / 2 FROM mark").fetchone()
        (row, uid) = raw.execute("SELECT id, uid FROM mark ORDER BY id LIMIT 1 OFFSET ?", (half,)).fetchone()
        raw.execute("DELETE FROM mark WHERE id = ?", (row,))
    return uid
