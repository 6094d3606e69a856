"""Reading competitions, events and who takes part."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from scoring.engine.standings import natural
from scoring.store.models import Competition, Contestant, Event, db
from scoring.store.rubrics import reading_of, rubric_of

__all__ = [
    "competition",
    "competitions",
    "contestant",
    "contestants",
    "event_by_id",
    "event_by_slug",
    "events",
    "health",
    "practice_contestant",
    "reading_of",
    "rubric_of",
]

BY_SLUG = select(Event).where(Event.slug == bindparam("slug")).options(joinedload(Event.competition))
_EVENT = Event.metadata.tables["event"].c
REVISION = select(_EVENT.revision).where(_EVENT.slug == bindparam("slug"))


def competition(competition_id: int | None = None) -> Competition | None:
    """The competition of that id; without one the newest."""
    if competition_id is not None:
        return db.session.get(Competition, competition_id)
    return db.session.scalar(select(Competition).order_by(Competition.id.desc()).limit(1))


def competitions() -> Sequence[Competition]:
    """All, newest first."""
    return db.session.scalars(select(Competition).order_by(Competition.id.desc())).all()


def events(competition_id: int) -> Sequence[Event]:
    """The events of a competition in their order."""
    mine = select(Event).where(Event.competition_id == competition_id)
    return db.session.scalars(mine.order_by(Event.position, Event.id)).all()


def event_by_slug(slug: str) -> Event | None:
    """The event of that name in addresses."""
    return db.session.scalar(BY_SLUG, {"slug": slug})


def revision_of(slug: str) -> int | None:
    """How far the event of that name is; None for an unknown one."""
    return db.session.execute(REVISION, {"slug": slug}).scalar()


def event_by_id(event_id: int) -> Event | None:
    """The event of that row id, as the signal `changed` names it."""
    return db.session.get(Event, event_id)


def contestant(contestant_id: int) -> Contestant | None:
    """One contestant."""
    return db.session.get(Contestant, contestant_id)


def contestants(event_id: int) -> Sequence[Contestant]:
    """All of an event, by heat and station (those without a place last), then number; never one for practice."""
    real = Contestant.event_id == event_id, Contestant.practice.is_(False)
    found = db.session.scalars(select(Contestant).where(*real)).all()
    return sorted(found, key=lambda each: (*place_of(each, last=10**6), natural(each.number)))


def practice_contestant(event_id: int) -> Contestant | None:
    """The one for trying the tablet; of several the newest, which took the place of the others."""
    mine = select(Contestant).where(Contestant.event_id == event_id, Contestant.practice)
    return db.session.scalar(mine.order_by(Contestant.id.desc()).limit(1))


def place_of(contestant: Contestant, last: Any = None) -> tuple[Any, Any]:
    """Heat and station by their numbers; `last` where there is none."""
    heat, station = contestant.heat, contestant.station
    return (heat.number if heat else last, station.number if station else last)


def health() -> dict[str, Any]:
    """{"database": "ok", "revision": sum of all events' revisions}; raises when the database does not answer."""
    return {"database": "ok", "revision": int(db.session.scalar(select(func.sum(Event.revision))) or 0)}
