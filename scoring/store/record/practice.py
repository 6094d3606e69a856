"""Writing the practice contestant: the one that judges may try their tablets on, and that is in no result."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scoring.store.models import Contestant, Event
from scoring.store.record.fact import touch
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

NUMBER = "练习 {}"  # no entry list has such a number


def begin_practice(event_id: int) -> Contestant | Refusal:
    """A practice contestant with empty sheets; it takes the place of an earlier one, whose facts stay unseen."""

    def work(session: Session) -> Contestant | Refusal:
        if session.get(Event, event_id) is None:
            return refusal("unknown")
        event = touch(session, event_id)
        if event.state == "closed":
            return refusal("not-open")
        before = session.scalar(
            select(func.count(Contestant.id)).where(Contestant.event_id == event_id, Contestant.practice)
        )
        here = set(session.scalars(select(Contestant.number).where(Contestant.event_id == event_id)))
        number = next(
            each for count in range((before or 0) + 1, 10_000) if (each := NUMBER.format(count)) not in here
        )
        contestant = Contestant(event_id=event_id, number=number, practice=True)
        session.add(contestant)
        session.flush()
        return contestant

    return write(work)
