"""What was derived lately, kept so that a tap rescores one contestant, not everybody. Forgetting loses nothing.

Facts are only added and their ids grow, so whatever is newer than the last id seen is all that can have changed.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import Select, bindparam, func, inspect, literal, select, union_all
from sqlalchemy.orm import Session

from scoring.store.derived import Known, derive
from scoring.store.entered import KINDS, Entrant, entrant, load
from scoring.store.models import Base, Event
from scoring.store.rubrics import rubric_of, rubrics_by_version

KEY = "scoring-memo"
MOST_EVENTS = 16

# Plain columns, put together once: all this is asked at every push.
_SEAT, _CONTESTANT = Base.metadata.tables["seat"].c, Base.metadata.tables["contestant"].c
SEATS: Select[Any] = (
    select(_SEAT.id, _SEAT.key.label("key"), _SEAT.panel, _SEAT.trainee)
    .where(_SEAT.event_id == bindparam("event"))
    .order_by(_SEAT.position, _SEAT.id)
)
_HEAT = Base.metadata.tables["heat"]
ENTRANTS: Select[Any] = (
    select(
        _CONTESTANT.id,
        _CONTESTANT.number,
        _HEAT.c.number.label("heat"),
        _CONTESTANT.unit_id,
        _CONTESTANT.group_name,
        _CONTESTANT.eligible,
        _CONTESTANT.carried,
    )
    .select_from(Base.metadata.tables["contestant"].outerjoin(_HEAT))
    .where(_CONTESTANT.event_id == bindparam("event"), _CONTESTANT.practice.is_(False))  # those are in no result
    .order_by(_CONTESTANT.id)
)


def _newest(kind: str) -> Select[Any]:
    table = inspect(KINDS[kind]).columns
    newer = table["event_id"] == bindparam("event"), table["id"] > bindparam(kind)
    return (
        select(literal(kind), table["contestant_id"], func.max(table["id"]))
        .where(*newer, table["contestant_id"].is_not(None))
        .group_by(table["contestant_id"])
    )


NEWEST = union_all(*(_newest(kind) for kind in KINDS))


@dataclass(slots=True)
class Shelf:
    """One event: up to which revision and which ids its contestants are known."""

    revision: int = -1
    shape: int = -1  # the revision at which contestants or seats changed last
    setting: object = None  # what else a result depends on: rubric, seats
    last: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    entrants: dict[int, Entrant] = field(default_factory=dict)
    known: dict[int, Known] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)  # standings made of all this, by their name


class Memo:
    """The shelves of one application, the least used thrown out first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.shelves: OrderedDict[int, Shelf] = OrderedDict()

    def of(self, session: Session, event: Event) -> Shelf:
        """Everything derived of an event as `session` sees it, or newer. Not to be changed."""
        with self.lock:
            shelf = self.shelves.setdefault(event.id, Shelf())
            self.shelves.move_to_end(event.id)
            while len(self.shelves) > MOST_EVENTS:
                self.shelves.popitem(last=False)
            if event.revision < shelf.shape:
                return self.renewed(session, event, Shelf())  # the reader began before that, and asks for who was there
            if event.revision > shelf.revision:
                self.shelves[event.id] = shelf = self.renewed(session, event, shelf)
            return shelf

    def renewed(self, session: Session, event: Event, shelf: Shelf) -> Shelf:
        """The next shelf; the old one stays whole for whoever still reads it."""
        seats = session.execute(SEATS, {"event": event.id}).all()
        rules = (event.rubric_text, event.round, event.settings)
        setting = (rules, tuple((seat.id, seat.key, seat.panel, seat.trainee) for seat in seats))
        if setting != shelf.setting:
            shelf = Shelf(setting=setting)
        entrants = {id_: entrant(*known) for id_, *known in session.execute(ENTRANTS, {"event": event.id})}
        last, touched = newest(session, event.id, shelf.last)
        changed = [
            id_
            for id_, known in entrants.items()
            if id_ in touched or id_ not in shelf.known or shelf.entrants[id_] != known
        ]
        facts = load(session, event.id, changed if len(changed) <= len(entrants) // 2 else None)
        known = {id_: shelf.known[id_] for id_ in entrants if id_ in shelf.known}
        rubric, versions = rubric_of(event), rubrics_by_version(session, event) if event.settings_version else {}
        for id_ in changed:
            signature = facts[id_].signature
            rules_then = versions.get(signature.settings_version, rubric) if signature is not None else rubric
            known[id_] = derive(rules_then, entrants[id_], seats, facts[id_])
        same = shelf.revision >= 0 and entrants == shelf.entrants
        shape = shelf.shape if same else event.revision
        return Shelf(event.revision, shape, setting, last, entrants, {id_: known[id_] for id_ in entrants})


def newest(session: Session, event_id: int, last: Mapping[str, int]) -> tuple[dict[str, int], set[int]]:
    """The newest id of every kind of fact, and the contestants with facts newer than `last`."""
    ids, touched = dict(last), set()
    for kind, contestant_id, id_ in session.execute(NEWEST, {"event": event_id, **last}):
        touched.add(contestant_id)
        ids[kind] = max(ids[kind], id_)
    return ids, touched


def shelf_of(session: Session, event: Event) -> Shelf:
    """Everything derived of an event. Needs an application context."""
    memo: Memo = current_app.extensions[KEY]
    return memo.of(session, event)
