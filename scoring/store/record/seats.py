"""Writing seats: places on a panel, and who sits on them."""

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Panel
from scoring.store.models import (
    Device,
    Event,
    HeldMark,
    Journal,
    Keying,
    Mark,
    Module,
    Note,
    Person,
    Ruling,
    Seat,
    Signature,
)
from scoring.store.record.devices import hand_over
from scoring.store.record.fact import touch
from scoring.store.refusals import Refusal, refusal
from scoring.store.rubrics import rubric_of
from scoring.store.writer import write


def create_seat(event_id: int, panel: str, title: str = "", trainee: bool = False) -> Seat | Refusal:
    """One more seat on a panel of the rubric; its key is the next free M, J1, J2 …, of a trainee TR1, TR2 …"""

    def work(session: Session) -> Seat | Refusal:
        if session.get(Event, event_id) is None:
            return refusal("unknown")
        event = touch(session, event_id)
        rubric = rubric_of(event)
        rule = next((each for each in rubric.panels if each.id == panel), None)
        if rule is None:
            return refusal("panel", panel=panel[:40])
        if event.state == "closed":
            return refusal("not-open")
        return _add(session, event, rubric, rule, title, trainee)

    return write(work)


def change_seat(seat_id: int, **fields: Any) -> Seat | Refusal:
    """Change any of title, person_id (None frees the seat), trainee.

    Whether it is a trainee's is fixed once the seat has marks, or once a result is signed that it had part in.
    """

    def work(session: Session) -> Seat | Refusal:
        seat = session.get(Seat, seat_id)
        if seat is None:
            return refusal("unknown")
        touch(session, seat.event_id)
        for name, value in fields.items():
            if name not in ("title", "person_id", "trainee"):
                return refusal("field", field=name)
            if name == "trainee":
                refused = _turn(session, seat, bool(value))
                if refused:
                    return refused
                continue
            person = session.get(Person, value) if name == "person_id" and value is not None else None
            if name == "person_id" and value is not None:
                if person is None or not person.active:
                    return refusal("retired" if person else "unknown")
                if person.role not in ("judge", "chief"):
                    return refusal("seat-has-others", name=person.name)
            setattr(seat, name, value if name == "person_id" else str(value).strip())
            if name == "person_id":
                hand_over(session, seat, person)
        return seat

    return write(work)


def remove_seat(seat_id: int) -> Refusal | None:
    """Refused once the seat has marks."""

    def work(session: Session) -> Refusal | None:
        seat = session.get(Seat, seat_id)
        if seat is None:
            return refusal("unknown")
        touch(session, seat.event_id)
        if _used(session, seat_id):
            return refusal("seat-used", seat=seat.key)
        session.execute(update(Device).where(Device.seat_id == seat_id).values(seat_id=None))
        session.delete(seat)
        return None

    return write(work)


def _used(session: Session, seat_id: int) -> bool:
    """Whether anything was entered for the seat or decided about it."""
    return any(
        session.scalar(select(func.count()).select_from(table).where(table.seat_id == seat_id))
        for table in (Mark, HeldMark, Note, Keying, Signature, Ruling, Journal)
    )


def _turn(session: Session, seat: Seat, trainee: bool) -> Refusal | None:
    """Make the seat a trainee's, or a real one; every result would change by it."""
    if seat.trainee == trainee:
        return None
    if _used(session, seat.id):
        return refusal("seat-turned", seat=seat.key)
    signed = Signature.event_id == seat.event_id, Signature.act == "sign"
    if session.scalar(select(func.count(Signature.id)).where(*signed)):
        return refusal("seat-signed", seat=seat.key)
    seat.trainee = trainee
    return None


def add_seats(session: Session, event: Event, rubric: Rubric) -> None:
    """As many seats on every panel as the rubric says; those of panels that it does not have go."""
    here = list(session.scalars(select(Seat).where(Seat.event_id == event.id)))
    panels = {panel.id for panel in rubric.panels if rubric.items_of(panel.id)}
    for seat in here:
        if seat.panel not in panels:
            session.delete(seat)
    session.flush()
    for panel in rubric.panels:
        if panel.id in panels:
            for _ in range(panel.seats - sum(seat.panel == panel.id and not seat.trainee for seat in here)):
                _add(session, event, rubric, panel, "")
    modules = {module.key: module.id for module in session.scalars(select(Module).where(Module.event_id == event.id))}
    for seat in session.scalars(select(Seat).where(Seat.event_id == event.id)):
        seat.module_id = modules.get(module_of(rubric, seat.panel))
    session.flush()


def module_of(rubric: Rubric, panel: str) -> str:
    """The first module that a panel works in."""
    marked = (
        module.id
        for module in rubric.parts
        for section in module.sections
        for item in section.items
        if rubric.panel_of(section, item) == panel
    )
    return next(marked, "")


def _add(session: Session, event: Event, rubric: Rubric, panel: Panel, title: str, trainee: bool = False) -> Seat:
    seats = session.execute(select(Seat.key, Seat.position).where(Seat.event_id == event.id)).all()
    taken = {key for key, _ in seats}
    if trainee:
        names: tuple[str, ...] = tuple(f"TR{count}" for count in range(1, 99))
    elif panel.combine == "shared":  # M of measuring, then M2 …
        initial = panel.id[0].upper()
        names = (initial, *(f"{initial}{count}" for count in range(2, 99)))
    else:
        names = tuple(f"J{count}" for count in range(1, 99))
    key = next(name for name in names if name not in taken)
    order = [each.id for each in rubric.panels]
    module = select(Module.id).where(Module.event_id == event.id, Module.key == module_of(rubric, panel.id))
    seat = Seat(event_id=event.id, panel=panel.id, key=key, title=title.strip(), module_id=session.scalar(module))
    seat.trainee = trainee
    seat.position = order.index(panel.id) * 100 + sum(position // 100 == order.index(panel.id) for _, position in seats)
    session.add(seat)
    session.flush()
    return seat
