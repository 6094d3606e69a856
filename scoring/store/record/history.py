"""Writing what happened elsewhere and is over: whole sheets, times and penalties in one transaction.

Every mark is checked as if a judge sent it; that sheets are whole is found out when the chief signs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from scoring.engine.values import refuse
from scoring.rubrics.language import Rubric
from scoring.store.clock import now_ms
from scoring.store.models import ClockFact, Event, Mark, Penalty, Seat, Signature
from scoring.store.record.fact import By, is_signed, touch
from scoring.store.record.sheets import NewMark
from scoring.store.refusals import Refusal, refusal
from scoring.store.rubrics import rubric_of
from scoring.store.writer import write


@dataclass(frozen=True, slots=True)
class OldSheet:
    """A scoresheet; `uid` is the handing-in's own, empty while it is still being filled."""

    by: By
    uid: str
    contestant_id: int
    seat_id: int
    marks: Sequence[NewMark]


@dataclass(frozen=True, slots=True)
class OldFloor:
    """What the floor wrote down: `times` by module (m:ss.cc), penalties by id; `uid` begins each of theirs."""

    by: By
    uid: str
    contestant_id: int
    times: dict[str, str]
    reason: str
    penalties: Sequence[str]


def record_history(event_id: int, sheets: Sequence[OldSheet], floor: Sequence[OldFloor]) -> int | Refusal:
    """All or nothing; answers the number of facts written. Refused in an event that is not open."""
    return write(lambda session: _history(session, event_id, sheets, floor))


def _history(session: Session, event_id: int, sheets: Sequence[OldSheet], floor: Sequence[OldFloor]) -> int | Refusal:
    event = touch(session, event_id)
    if event.state != "open":
        return refusal("not-open")
    if any(
        is_signed(session, id_)
        for id_ in {each.contestant_id for each in sheets} | {one.contestant_id for one in floor}
    ):
        return refusal("signed")
    rubric = rubric_of(event)
    panels = {seat.id: seat.panel for seat in session.query(Seat).where(Seat.event_id == event_id)}
    wrong = next(_wrong(rubric, panels, sheets), None)
    if wrong:
        return wrong
    rows: list[tuple[type[Any], list[dict[str, Any]]]] = [
        (Mark, [row for sheet in sheets for row in _marks(event, sheet)]),
        (ClockFact, [row for each in floor for row in _times(event, each)]),
        (Penalty, [row for each in floor for row in _penalties(event, each)]),
        (Signature, [_submit(event, sheet) for sheet in sheets if sheet.uid]),
    ]
    for table, facts in rows:
        if facts:
            session.execute(insert(table), facts)
    return sum(len(facts) for _, facts in rows)


def _wrong(rubric: Rubric, panels: dict[int, str], sheets: Sequence[OldSheet]) -> Iterator[Refusal]:
    for sheet in sheets:
        if sheet.seat_id not in panels:
            yield refusal("not-together")
            return
        items = {item.id: item for item in rubric.items_of(panels[sheet.seat_id])}
        for mark in sheet.marks:
            item = items.get(mark["item"])
            problem = refuse(item, mark["place"], mark["value"]) if item else refusal("item", item=mark["item"])
            if problem:
                yield problem


def _fact(event: Event, by: By, uid: str, contestant_id: int, **values: object) -> dict[str, Any]:
    stamp = {"person_id": by.person_id, "device_id": by.device_id, "at": now_ms()}
    return {"uid": uid, **stamp, "event_id": event.id, "contestant_id": contestant_id, **values}


def _marks(event: Event, sheet: OldSheet) -> Iterator[dict[str, Any]]:
    for mark in sheet.marks:
        yield _fact(event, sheet.by, mark["uid"], sheet.contestant_id, seat_id=sheet.seat_id, withdraws="",
                    item=mark["item"], place=mark["place"], value=mark["value"], order=mark["order"],
                    journal=mark.get("journal"), number=mark.get("number"), link=mark.get("link", ""))  # fmt: skip


def _submit(event: Event, sheet: OldSheet) -> dict[str, Any]:
    return _fact(event, sheet.by, sheet.uid, sheet.contestant_id, seat_id=sheet.seat_id, act="submit")


def _times(event: Event, floor: OldFloor) -> Iterator[dict[str, Any]]:
    for module, time in floor.times.items():
        yield _fact(event, floor.by, f"{floor.uid}-{module}", floor.contestant_id, module=module, act="set",
                    value=time, reason=floor.reason)  # fmt: skip


def _penalties(event: Event, floor: OldFloor) -> Iterator[dict[str, Any]]:
    for n, penalty in enumerate(floor.penalties):
        yield _fact(event, floor.by, f"{floor.uid}-p{n}", floor.contestant_id, penalty=penalty, count=1, withdraws="")
