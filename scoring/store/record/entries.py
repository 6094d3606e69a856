"""Writing who takes part: units, contestants, heats and where everybody performs."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scoring.engine.standings import natural
from scoring.store.entered import KINDS
from scoring.store.models import Competition, Contestant, Event, Heat, Keying, Note, Station, Unit
from scoring.store.record.fact import is_signed, touch
from scoring.store.refusals import Refusal, RowProblem, refusal
from scoring.store.writer import write

FIELDS = ("number", "name", "unit_name", "heat_no", "station_no", "group", "eligible", "carried")
JUDGED = ("number", "heat_no", "group", "eligible", "carried")  # what a signed result was made with
HEAT_STATES = ("waiting", "active", "done")
MOST_HEATS, MOST_STATIONS, LONGEST = 999, 99, 200


FACTS: tuple[type[Any], ...] = (*KINDS.values(), Note, Keying)  # all that may be entered about a contestant


class _Refused(Exception):
    """Ends a list of rows, so that none of them is written."""


def add_unit(competition_id: int, name: str) -> Unit | Refusal:
    """The unit of that name, made if it is new."""

    def work(session: Session) -> Unit | Refusal:
        if session.get(Competition, competition_id) is None:
            return refusal("unknown")
        return _unit(session, competition_id, name.strip()) or refusal("empty", field_zh="单位", field_en="unit")

    return write(work)


def add_contestant(
    event_id: int,
    number: str,
    name: str = "",
    unit_name: str = "",
    heat_no: int | None = None,
    station_no: int | None = None,
    group: str = "",
    eligible: bool = True,
) -> Contestant | Refusal:
    """One entry; heat and station are made when new. Refused when the number or the place is taken."""
    row: dict[str, Any] = {"number": number, "name": name, "unit_name": unit_name, "group": group, "eligible": eligible}
    row |= {"heat_no": heat_no, "station_no": station_no}

    def work(session: Session) -> Contestant | Refusal:
        event = _event(session, event_id)
        return event if isinstance(event, Refusal) else _add(session, event, row)

    return write(work)


def add_contestants(event_id: int, rows: Sequence[Mapping[str, Any]]) -> list[RowProblem]:
    """All rows or none; each has number and any other of FIELDS. Answers what is wrong (rows from 1)."""
    problems: list[RowProblem] = []

    def work(session: Session) -> None:
        problems.clear()
        event = _event(session, event_id)
        if isinstance(event, Refusal):
            problems.append(RowProblem(0, event))
            raise _Refused
        for count, row in enumerate(rows, start=1):
            made = _add(session, event, row)
            if isinstance(made, Refusal):
                problems.append(RowProblem(count, made))
        if problems:
            raise _Refused

    try:
        write(work)
    except _Refused:
        return problems
    return []


def change_contestant(contestant_id: int, **fields: Any) -> Contestant | Refusal:
    """Change any of FIELDS. The number is fixed once facts exist, all but name and unit once the result is signed."""

    def work(session: Session) -> Contestant | Refusal:
        contestant = session.get(Contestant, contestant_id)
        if contestant is None:
            return refusal("unknown")
        if contestant.practice:
            return refusal("practice")
        event = touch(session, contestant.event_id)
        unknown = next((name for name in fields if name not in FIELDS), None)
        if unknown:
            return refusal("field", field=unknown)
        if fields.get("number", contestant.number) != contestant.number and _has_facts(session, contestant_id):
            return refusal("has-facts", number=contestant.number)
        here = {
            "number": contestant.number,
            "name": contestant.name,
            "unit_name": contestant.unit.name if contestant.unit else "",
            "heat_no": contestant.heat.number if contestant.heat else None,
            "station_no": contestant.station.number if contestant.station else None,
            "group": contestant.group,
            "eligible": contestant.eligible,
            "carried": contestant.carried,
        }
        if any(fields.get(name, here[name]) != here[name] for name in JUDGED) and is_signed(session, contestant_id):
            return refusal("signed")
        return _fill(session, event, contestant, here | fields)

    return write(work)


def remove_contestant(contestant_id: int) -> Refusal | None:
    """Refused once facts exist: set a status instead."""

    def work(session: Session) -> Refusal | None:
        contestant = session.get(Contestant, contestant_id)
        if contestant is None:
            return refusal("unknown")
        if _has_facts(session, contestant_id):
            return refusal("has-facts", number=contestant.number)
        touch(session, contestant.event_id)
        session.delete(contestant)
        return None

    return write(work)


def place_contestants(event_id: int) -> Event | Refusal:
    """Give those without a place one: heats in order of numbers, filling every free station of heats that wait."""

    def work(session: Session) -> Event | Refusal:
        event = _event(session, event_id)
        if isinstance(event, Refusal):
            return event
        stations = sorted(session.scalars(select(Station.number).where(Station.event_id == event_id)))
        if not stations:
            return refusal("no-stations")
        real = Contestant.event_id == event_id, Contestant.practice.is_(False)
        entries = list(session.scalars(select(Contestant).where(*real)))
        taken = {(each.heat.number, each.station.number) for each in entries if each.heat and each.station}
        begun = {
            heat.number
            for heat in session.scalars(select(Heat).where(Heat.event_id == event_id))
            if heat.state != "waiting"
        }
        free = (
            (heat, station)
            for heat in range(1, MOST_HEATS)
            if heat not in begun
            for station in stations
            if (heat, station) not in taken
        )
        for contestant in sorted(entries, key=lambda each: natural(each.number)):
            if contestant.heat_id is None:
                _place(session, event, contestant, *next(free))
        return event

    return write(work)


def set_heat_state(heat_id: int, state: str) -> Heat | Refusal:
    """waiting, active or done."""

    def work(session: Session) -> Heat | Refusal:
        heat = session.get(Heat, heat_id)
        if heat is None:
            return refusal("unknown")
        if state not in HEAT_STATES:
            return refusal(
                "choice", field_zh="场次状态", field_en="state", value=state[:20], choices=", ".join(HEAT_STATES)
            )
        touch(session, heat.event_id)
        heat.state = state
        return heat

    return write(work)


def _event(session: Session, event_id: int) -> Event | Refusal:
    """The event, if entries may still come in."""
    if session.get(Event, event_id) is None:
        return refusal("unknown")
    event = touch(session, event_id)
    return refusal("not-open") if event.state == "closed" else event


def _add(session: Session, event: Event, row: Mapping[str, Any]) -> Contestant | Refusal:
    contestant = Contestant(event_id=event.id)
    empty: dict[str, Any] = {"name": "", "unit_name": "", "heat_no": None, "station_no": None}
    empty |= {"group": "", "eligible": True, "carried": ""}
    return _fill(session, event, contestant, {**empty, **row})


def _fill(session: Session, event: Event, contestant: Contestant, row: Mapping[str, Any]) -> Contestant | Refusal:
    number = str(row.get("number") or "").strip()
    if not number:
        return refusal("empty", field_zh="参赛编号", field_en="number")
    if max(len(number), len(row["name"] or ""), len(row["unit_name"] or "")) > LONGEST:
        return refusal("long", most=LONGEST)
    with session.no_autoflush:
        same = select(Contestant.id).where(Contestant.event_id == event.id, Contestant.number == number)
        if session.scalar(same) not in (None, contestant.id):
            return refusal("number-taken", number=number)
    contestant.number, contestant.name = number, (row["name"] or "").strip()
    contestant.group, contestant.eligible = (row["group"] or "").strip()[:LONGEST], bool(row["eligible"])
    contestant.carried = row["carried"] or ""
    unit = _unit(session, event.competition_id, (row["unit_name"] or "").strip())
    contestant.unit_id = unit.id if unit else None
    heat, station = row["heat_no"], row["station_no"]
    if (heat is None) != (station is None):
        return refusal("place-half")
    for field_zh, field_en, value, most in (
        ("场次", "heat", heat, MOST_HEATS),
        ("赛位", "station", station, MOST_STATIONS),
    ):
        if value is not None and not (isinstance(value, int) and 1 <= value <= most):
            return refusal("number-range", field_zh=field_zh, field_en=field_en, least=1, most=most)
    if heat is None:
        contestant.heat_id = contestant.station_id = None
    else:
        other = _place(session, event, contestant, heat, station)
        if other is not None:
            return refusal("place-taken", heat=heat, station=station, number=other)
    session.add(contestant)
    session.flush()
    return contestant


def _place(session: Session, event: Event, contestant: Contestant, heat_no: int, station_no: int) -> str | None:
    """Put the contestant there, making heat and station; answers the number of whoever is there already."""
    with session.no_autoflush:
        heat = session.scalar(select(Heat).where(Heat.event_id == event.id, Heat.number == heat_no))
        station = session.scalar(select(Station).where(Station.event_id == event.id, Station.number == station_no))
        if heat is None:
            heat = Heat(event_id=event.id, number=heat_no)
            session.add(heat)
        if station is None:
            station = Station(event_id=event.id, number=station_no)
            session.add(station)
        session.flush()
        there = select(Contestant).where(Contestant.heat_id == heat.id, Contestant.station_id == station.id)
        other = session.scalar(there)
    if other is not None and other.id != contestant.id:
        return other.number
    contestant.heat_id, contestant.station_id = heat.id, station.id
    session.flush()
    return None


def _unit(session: Session, competition_id: int, name: str) -> Unit | None:
    if not name:
        return None
    with session.no_autoflush:
        unit = session.scalar(select(Unit).where(Unit.competition_id == competition_id, Unit.name == name))
    if unit is None:
        unit = Unit(competition_id=competition_id, name=name)
        session.add(unit)
        session.flush()
    return unit


def _has_facts(session: Session, contestant_id: int) -> bool:
    return any(
        session.scalar(select(func.count(table.id)).where(table.contestant_id == contestant_id))
        for table in FACTS
    )
