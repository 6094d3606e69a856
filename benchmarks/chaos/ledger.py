"""What every actor intended, mark by mark, and the comparison of that with a database file. It knows no network.

A mark is *lost* when no row holds it as it was meant (no row, or another value, item, place, sheet). *Double* is every
row beyond the first of a uid, and every row that nobody intended. *Reordered* are marks whose order is not what was
intended or does not rise along the sheet, and slots where another mark stands than the one meant last.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scoring.engine.marks import Mark, standing

SAID = ("contestant", "seat", "item", "place", "value", "withdraws")
ROWS = """
SELECT uid, contestant_id AS contestant, seat_id AS seat, item, place, value, sequence AS "order", withdraws, held
FROM (SELECT *, 0 AS held FROM (SELECT uid, contestant_id, seat_id, item, place, value, sequence, withdraws FROM mark)
      UNION ALL
      SELECT *, 1 FROM (SELECT uid, contestant_id, seat_id, item, place, value, sequence, withdraws FROM held_mark))
WHERE seat_id IS NOT NULL
"""
MOST_SAID = 20  # wrong things are told one by one so far, then only counted


@dataclass(slots=True)
class Intended:
    """One mark at the moment of the tap; `at` orders the marks of all actors, in seconds of this machine's clock."""

    actor: str
    at: float
    uid: str
    contestant: int
    seat: int
    item: str
    place: str
    value: str
    order: int
    withdraws: str
    acknowledged: bool = False

    @property
    def sheet(self) -> tuple[int, int]:
        return self.contestant, self.seat


class Ledger:
    """The marks in the order in which they were intended; a uid is intended once."""

    def __init__(self) -> None:
        self.marks: dict[str, Intended] = {}

    def intend(self, actor: str, at: float, mark: dict[str, Any]) -> None:
        if mark["uid"] not in self.marks:
            words = {name: mark.get(name, "") for name in ("item", "place", "value", "withdraws")}
            numbers = {name: mark[name] for name in ("contestant", "seat", "order")}
            self.marks[mark["uid"]] = Intended(actor=actor, at=at, uid=mark["uid"], **numbers, **words)

    def acknowledge(self, uid: str) -> None:
        self.marks[uid].acknowledged = True

    @property
    def acknowledged(self) -> int:
        return sum(mark.acknowledged for mark in self.marks.values())

    def write(self, file: Path) -> None:
        lines = (json.dumps(asdict(mark), ensure_ascii=False) for mark in self.marks.values())
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    @staticmethod
    def read(file: Path) -> "Ledger":
        ledger = Ledger()
        for line in file.read_text(encoding="utf-8").splitlines():
            mark = Intended(**json.loads(line))
            ledger.marks[mark.uid] = mark
        return ledger


@dataclass(slots=True)
class Verdict:
    """The figures of the last line, and in words what is wrong."""

    intended: int
    acknowledged: int
    stored: int
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    reordered: list[str] = field(default_factory=list)
    held: int = 0

    @property
    def right(self) -> bool:
        same = self.intended == self.acknowledged == self.stored
        return same and self.intended > 0 and not (self.lost or self.double or self.reordered)

    def words(self) -> Iterator[str]:
        for kind in ("lost", "double", "reordered"):
            found = getattr(self, kind)
            yield from (f"  {kind}: {each}" for each in found[:MOST_SAID])
            if len(found) > MOST_SAID:
                yield f"  {kind}: … and {len(found) - MOST_SAID} more"

    def line(self) -> str:
        return (
            f"intended {self.intended} acknowledged {self.acknowledged} stored {self.stored} "
            f"lost {len(self.lost)} double {len(self.double)} reordered {len(self.reordered)}"
        )


def compare(ledger: Ledger, database: Path) -> Verdict:
    """The verdict on a database file; the server is not asked."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as raw:
        raw.row_factory = sqlite3.Row
        rows = [dict(row) for row in raw.execute(ROWS)]
    stored = {row["uid"]: row for row in reversed(rows)}
    verdict = Verdict(len(ledger.marks), ledger.acknowledged, len(rows), held=sum(row["held"] for row in rows))
    verdict.lost += lost(ledger.marks.values(), stored)
    verdict.double += double(rows, ledger)
    verdict.reordered += out_of_order(ledger.marks.values(), stored)
    verdict.reordered += outranked(ledger.marks.values(), [row for row in rows if not row["held"]])
    return verdict


def lost(intended: Iterable[Intended], stored: dict[str, Any]) -> Iterator[str]:
    for mark in intended:
        row = stored.get(mark.uid)
        said = "" if mark.acknowledged else ", and it was never acknowledged"
        if row is None:
            yield f"{told(mark)} is not stored{said}"
            continue
        other = [f"{name} {row[name]!r}" for name in SAID if row[name] != getattr(mark, name)]
        if other:
            yield f"{told(mark)} is stored with {', '.join(other)}"


def double(rows: Sequence[dict[str, Any]], ledger: Ledger) -> Iterator[str]:
    for uid, times in Counter(row["uid"] for row in rows).items():
        mark = ledger.marks.get(uid)
        if mark is None:
            yield from (f"row {uid} was intended by nobody" for _ in range(times))
        else:
            yield from (f"{told(mark)} is stored {times} times" for _ in range(times - 1))


def out_of_order(intended: Iterable[Intended], stored: dict[str, Any]) -> Iterator[str]:
    """Along each sheet of each actor the stored orders rise as they were intended."""
    last: dict[tuple[str, tuple[int, int]], int] = {}
    for mark in sorted(intended, key=lambda each: each.at):
        row = stored.get(mark.uid)
        if row is None:
            continue
        line = (mark.actor, mark.sheet)
        if row["order"] != mark.order:
            yield f"{told(mark)} has the order {row['order']}"
        elif row["order"] <= last.get(line, -1):
            yield f"{told(mark)} does not come after the mark intended before it, which has {last[line]}"
        last[line] = row["order"]


def outranked(intended: Iterable[Intended], rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Of every item and place the last intention stands; marks that are held for the chief judge stand nowhere."""
    entered = {row["uid"] for row in rows}
    meant: dict[tuple[int, int], dict[tuple[str, str], Intended]] = defaultdict(dict)
    by_sheet: dict[tuple[int, int], list[Intended]] = defaultdict(list)
    for mark in sorted(intended, key=lambda each: each.at):
        if mark.uid in entered:
            by_sheet[mark.sheet].append(mark)
    for sheet, marks in by_sheet.items():
        withdrawn = {mark.withdraws for mark in marks if mark.withdraws}
        for mark in marks:
            if not mark.withdraws and mark.uid not in withdrawn:
                meant[sheet][mark.item, mark.place] = mark
    found = stands(rows)
    for sheet in set(meant) | set(found):
        for slot in set(meant[sheet]) | set(found[sheet]):
            wanted, there = meant[sheet].get(slot), found[sheet].get(slot)
            if (wanted.uid if wanted else None) != (there.id if there else None):
                yield (
                    f"sheet {sheet}, {' '.join(slot)}: {told(wanted) if wanted else 'nothing'} should stand, "
                    f"there stands {f'{there.value} ({there.id[:8]})' if there else 'nothing'}"
                )


def stands(rows: Sequence[dict[str, Any]]) -> dict[tuple[int, int], dict[tuple[str, str], Mark]]:
    """What stands by the engine's own rule, whatever order the rows came in."""
    sheets: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for row in rows:
        seat = str(row["seat"])
        mark = Mark(seat, row["item"], row["place"], row["value"], row["order"], row["uid"], row["withdraws"])
        sheets[row["contestant"], row["seat"]].append(mark)
    found: dict[tuple[int, int], dict[tuple[str, str], Mark]] = defaultdict(dict)
    for sheet, marks in sheets.items():
        found[sheet] = {(item, place): mark for (_, item, place), mark in standing(marks).items()}
    return found


def told(mark: Intended) -> str:
    what = f"takes back {mark.withdraws[:8]}" if mark.withdraws else f"{mark.item} {mark.place} = {mark.value}"
    return f"{mark.uid[:8]} of {mark.actor} (sheet {mark.sheet}, order {mark.order}, {what})"
