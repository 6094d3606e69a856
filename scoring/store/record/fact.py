"""What every fact needs before it is written: who enters it, is it a repetition, is the contestant still open."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, inspect, select, update
from sqlalchemy.orm import Session, joinedload

from scoring.rubrics.language import Rubric
from scoring.store.clock import now_ms
from scoring.store.models import Base, Contestant, Event, Seat, Signature
from scoring.store.refusals import Refusal, refusal
from scoring.store.rubrics import rubric_of

# Put together once. What is returned replaces what the session knew, so nothing else is left to bring up to date.
MORE = update(Event).where(Event.id == bindparam("event")).values(revision=Event.revision + 1).returning(Event)
AFRESH = {"populate_existing": True, "synchronize_session": False}
SEATS = select(Seat).where(Seat.event_id == bindparam("event")).order_by(Seat.position, Seat.id)

UID = re.compile(r"[A-Za-z0-9_.:\-]{4,100}")


@dataclass(frozen=True, slots=True)
class By:
    """Who enters a fact, on which device."""

    person_id: int | None = None
    device_id: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a fact belongs: the contestant, the event, its rubric and its seats in order."""

    contestant: Contestant
    event: Event
    rubric: Rubric
    seats: list[Seat]

    def seat(self, seat_id: int) -> Seat | None:
        """The seat of that id, if it belongs to this event."""
        return next((seat for seat in self.seats if seat.id == seat_id), None)


def touch(session: Session, event_id: int) -> Event:
    """One more revision of the event; from here on nobody else writes to it until this transaction ends."""
    event = session.scalars(MORE, {"event": event_id}, execution_options=AFRESH).one()
    session.info.setdefault("changes", {})[event_id] = event.revision
    return event


def scene_of(
    session: Session, contestant_id: int, *, signed: bool = False, practice: bool = False
) -> Scene | Refusal:
    """The scene of a new fact. Refused in an event that is not open, and once signed unless `signed` says otherwise.

    Only what a judge does on the tablet may be practised: everything else refuses the practice contestant.
    """
    places = joinedload(Contestant.heat), joinedload(Contestant.station)
    contestant = session.get(Contestant, contestant_id, options=places)
    if contestant is None:
        return refusal("unknown")
    event = touch(session, contestant.event_id)
    if event.state != "open":
        return refusal("not-open")
    if contestant.practice and not practice:
        return refusal("practice")
    if not signed and is_signed(session, contestant_id):
        return refusal("signed")
    return Scene(contestant, event, rubric_of(event), list(session.scalars(SEATS, {"event": event.id})))


def is_signed(session: Session, contestant_id: int) -> bool:
    """Whether the chief's signature stands."""
    acts = select(Signature.act).where(Signature.contestant_id == contestant_id, Signature.act.in_(("sign", "reopen")))
    return session.scalar(acts.order_by(Signature.id.desc()).limit(1)) == "sign"


def repeated(session: Session, table: type[Any], uid: str, **same: object) -> Any | Refusal | None:
    """The row that this uid already made, None when it is new; refused when it made another kind of thing."""
    if not UID.fullmatch(uid):
        return refusal("uid")
    row = session.scalar(select(table).where(table.uid == uid))
    if row is not None and any(getattr(row, name) != value for name, value in same.items()):
        return refusal("uid-reused")
    return row


def add(session: Session, table: type[Base], by: By, uid: str, scene: Scene, **values: object) -> int:
    """Write the fact, stamped with the server's clock; answers its row id."""
    return add_all(session, table, by, scene, [{"uid": uid, **values}])


def add_all(session: Session, table: type[Base], by: By, scene: Scene, facts: Sequence[Mapping[str, object]]) -> int:
    """Write several facts of one kind at once, each with its uid; answers the row id of a single one, else 0."""
    same = {
        "person_id": by.person_id,
        "device_id": by.device_id,
        "at": now_ms(),
        "event_id": scene.event.id,
        "contestant_id": scene.contestant.id,
    }
    columns = inspect(table).columns
    rows = [{columns[name].key: value for name, value in {**same, **fact}.items()} for fact in facts]
    done = session.connection().execute(insert(cast(Table, table.__table__)), rows[0] if len(rows) == 1 else rows)
    return int(done.inserted_primary_key[0]) if len(rows) == 1 and done.inserted_primary_key else 0
