"""Reading what the floor recorded, fact by fact, withdrawn ones too. No score is read here."""

from collections import defaultdict
from typing import Any, TypedDict

from sqlalchemy import select

from scoring.store.models import ClockFact, Contestant, Event, Heat, Penalty, Person, db


class Line(TypedDict):
    """One recorded act. `kind`: clock or penalty; `act`: start, pause …, or the penalty's id."""

    uid: str
    at: int
    kind: str
    act: str
    value: str
    reason: str
    count: int
    withdrawn: bool
    by: str


def journal_of(event: Event, heat: int) -> dict[int, list[Line]]:
    """The lines of every contestant of a heat by row id, newest first; withdrawals are not lines, they strike one."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for fact, name in _facts(ClockFact, event, heat):
        line = Line(
            uid=fact.uid, at=fact.at, kind="clock", act=fact.act, value=fact.value, reason=fact.reason,
            count=1, withdrawn=False, by=name or "",
        )  # fmt: skip
        lines[fact.contestant_id].append(line)
    penalties = _facts(Penalty, event, heat)
    struck = {fact.withdraws for fact, _ in penalties if fact.withdraws}
    for fact, name in penalties:
        if fact.withdraws:
            continue
        line = Line(
            uid=fact.uid, at=fact.at, kind="penalty", act=fact.penalty, value="", reason="",
            count=fact.count, withdrawn=fact.uid in struck, by=name or "",
        )  # fmt: skip
        lines[fact.contestant_id].append(line)
    for found in lines.values():
        found.sort(key=lambda line: line["at"], reverse=True)
    return dict(lines)


def _facts(table: type[ClockFact] | type[Penalty], event: Event, heat: int) -> list[tuple[Any, str | None]]:
    """The facts of one table for a heat with the name of who entered each, oldest first."""
    query = (
        select(table, Person.name)
        .join(Contestant, Contestant.id == table.contestant_id)
        .join(Heat, Heat.id == Contestant.heat_id)
        .outerjoin(Person, Person.id == table.person_id)
        .where(table.event_id == event.id, Heat.number == heat)
        .order_by(table.id)
    )
    return [(fact, name) for fact, name in db.session.execute(query)]
