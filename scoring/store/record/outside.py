"""Writing values that no seat enters: examination marks, sales figures."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scoring.engine.values import refuse
from scoring.rubrics.contest import Entered
from scoring.rubrics.kinds import Item, Outside, Ranked
from scoring.rubrics.values import parse_number, parse_reading
from scoring.store.models import Contestant, Mark
from scoring.store.record.fact import By, add, repeated, scene_of
from scoring.store.refusals import Refusal, RowProblem, refusal
from scoring.store.writer import write


class _Refused(Exception):
    """Ends a list of rows, so that none of them is written."""


def record_outside(by: By, uid: str, contestant_id: int, item: str, value: str) -> Mark | Refusal:
    """The value of an outside or ranked item, or of an entered value; a later one replaces it, "" takes it back."""
    return write(lambda session: _outside(session, by, uid, contestant_id, item, value))


def record_outsides(by: By, event_id: int, rows: Sequence[Mapping[str, str]]) -> list[RowProblem]:
    """All rows or none; each has uid, contestant (entry number), item, value. Answers what is wrong (rows from 1)."""
    problems: list[RowProblem] = []

    def work(session: Session) -> None:
        problems.clear()
        real = Contestant.event_id == event_id, Contestant.practice.is_(False)
        entries = select(Contestant.number, Contestant.id).where(*real)
        numbers = {number: id_ for number, id_ in session.execute(entries)}
        for count, row in enumerate(rows, start=1):
            number = row.get("contestant", "").strip()
            made: Mark | Refusal = refusal("no-contestant", number=number)
            if number in numbers:
                made = _outside(session, by, row["uid"], numbers[number], row.get("item", ""), row.get("value", ""))
            if isinstance(made, Refusal):
                problems.append(RowProblem(count, made))
        if problems:
            raise _Refused

    try:
        write(work)
    except _Refused:
        return problems
    return []


def _outside(session: Session, by: By, uid: str, contestant_id: int, item_id: str, value: str) -> Mark | Refusal:
    row: Mark | Refusal | None = repeated(session, Mark, uid, contestant_id=contestant_id, seat_id=None, item=item_id)
    if row is not None:
        return row
    scene = scene_of(session, contestant_id)
    if isinstance(scene, Refusal):
        return scene
    item: Item | Entered | None = scene.rubric.items.get(item_id)
    if not isinstance(item, Outside | Ranked):
        item = next((each for each in scene.rubric.values if each.id == item_id), None)
    if item is None:
        return refusal("outside-item", item=item_id[:40])
    value = value.strip()
    refused = _refuse(item, value) if value else None
    if refused is not None:
        return refused
    mine = (Mark.contestant_id == contestant_id, Mark.seat_id.is_(None), Mark.item == item_id)
    order = session.scalar(select(func.count(Mark.id)).where(*mine)) or 0
    values = {"seat_id": None, "item": item_id, "place": "", "value": value, "order": order + 1, "withdraws": ""}
    return session.get_one(Mark, add(session, Mark, by, uid, scene, **values))


def _refuse(item: Item | Entered, value: str) -> Refusal | None:
    """Why a value is not admitted; one that gives no points is any number of the decimals asked for."""
    if not isinstance(item, Entered):
        return refuse(item, "", value)
    number = parse_reading(value) if item.unit and item.unit.is_time else parse_number(value)
    if number is not None and number == round(number, item.decimals):
        return None
    return refusal("value", value=value[:20], decimals=item.decimals)
