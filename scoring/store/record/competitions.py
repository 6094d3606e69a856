"""Writing competitions and their events: made, changed, opened, closed."""

import re
import secrets
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from scoring.rubrics import reader, source
from scoring.rubrics.language import Rubric
from scoring.store.clock import now_ms
from scoring.store.models import Competition, Contestant, Event, Heat, Module, Ruling, Seat, Station
from scoring.store.record.fact import By, is_signed, touch
from scoring.store.record.seats import add_seats
from scoring.store.refusals import Refusal, refusal
from scoring.store.rubrics import rubric_of
from scoring.store.writer import write

SLUG = re.compile(r"[a-z0-9][a-z0-9\-]{0,38}[a-z0-9]")
RELEASE = ("signed", "at-once")
NAMING = ("name", "number")
TOTALS = ("shown", "hidden")  # the running total on judges' tablets
MOST_STATIONS = 99


def create_competition(title: str, title_en: str = "", venue: str = "", day: str = "") -> Competition | Refusal:
    """Make a competition; `day` is an ISO date or "". Refused without a title."""
    if not title.strip():
        return refusal("empty", field_zh="名称", field_en="title")

    def work(session: Session) -> Competition:
        competition = Competition(title=title.strip(), title_en=title_en.strip(), venue=venue.strip(), day=day.strip())
        session.add(competition)
        return competition

    return write(work)


def change_competition(competition_id: int, **fields: Any) -> Competition | Refusal:
    """Change any of title, title_en, venue, day."""

    def work(session: Session) -> Competition | Refusal:
        competition = session.get(Competition, competition_id)
        if competition is None:
            return refusal("unknown")
        for name, value in fields.items():
            if name not in ("title", "title_en", "venue", "day"):
                return refusal("field", field=name)
            setattr(competition, name, str(value).strip())
        return competition if competition.title else refusal("empty", field_zh="名称", field_en="title")

    return write(work)


def create_event(
    competition_id: int,
    rubric_ref: str,
    rubric_text: str,
    title: str = "",
    title_en: str = "",
    slug: str | None = None,
    release: str = "signed",
    naming: str = "name",
    stations: int = 6,
    round: str = "",
    before_id: int | None = None,
) -> Event | Refusal:
    """Make a draft event with the rubric's modules, one seat per panel place (keys M, J1, J2 …) and stations 1…n.

    Empty titles are the rubric's own. Refused when the rubric text has problems (the sentence names the first). Of a
    rubric with rounds the event is one `round` (the first unless named); `before_id` is the event of the one before.
    """
    reading = reader.read_rubric(rubric_text, f"{rubric_ref}.yaml")
    rubric = reading.rubric
    if rubric is None:
        problem = reading.problems[0]
        return refusal("rubric", problem_zh=problem.say("zh"), problem_en=problem.say("en"))
    rounds = [each.id for each in rubric.rounds]
    round = round or (rounds[0] if rounds else "")
    if round and round not in rounds:
        return refusal("round", round=round[:40])

    def work(session: Session) -> Event | Refusal:
        if session.get(Competition, competition_id) is None:
            return refusal("unknown")
        mine = select(func.count(Event.id)).where(Event.competition_id == competition_id)
        event = Event(
            competition_id=competition_id,
            position=session.scalar(mine) or 0,
            rubric_ref=rubric.rubric,
            title=title.strip() or rubric.title.zh,
            title_en=title_en.strip() or ("" if title.strip() else rubric.title.en),
            round=round,
            before_id=before_id if round else None,
        )
        event.rubric_text, event.slug = rubric_text, slug or _free_slug(session, rubric)
        refused = _settings(session, event, {"release": release, "naming": naming, "slug": event.slug})
        if refused:
            return refused
        _kept(session, event)
        _furnished(session, event, rubric)
        return _stations(session, event, stations) or event

    return write(work)


def change_event(event_id: int, **fields: Any) -> Event | Refusal:
    """Change title, title_en, release, naming, totals, position; of a draft slug, stations, rubric_ref and _text."""

    def work(session: Session) -> Event | Refusal:
        if session.get(Event, event_id) is None:
            return refusal("unknown")
        event = touch(session, event_id)
        for name in ("slug", "stations", "rubric_ref", "rubric_text"):
            if event.state != "draft" and name in fields:
                return refusal("not-draft", field=name)
        return _change(session, event, dict(fields)) or event

    return write(work)


def remove_event(event_id: int) -> Refusal | None:
    """Take a draft away with its seats, stations, heats and contestants; None is success.

    Refused once it was opened: from then on there may be facts, and those stay.
    """

    def work(session: Session) -> Refusal | None:
        event = session.get(Event, event_id)
        if event is None:
            return refusal("unknown")
        if event.state != "draft":
            return refusal("not-a-draft")
        for table in (Contestant, Seat, Heat, Station, Module):
            session.execute(delete(table).where(table.event_id == event_id))
        session.execute(delete(Event).where(Event.id == event_id))
        return None

    return write(work)


def open_event(event_id: int, by: By = By()) -> Event | Refusal:  # noqa: B008  By is frozen
    """Freeze rubric text and digest and let marks in. Refused without contestants, or with a panel that has no seat."""

    def work(session: Session) -> Event | Refusal:
        if session.get(Event, event_id) is None:
            return refusal("unknown")
        event = touch(session, event_id)
        if event.state != "draft":
            return refusal("already-open")
        real = Contestant.event_id == event_id, Contestant.practice.is_(False)
        if not session.scalar(select(func.count(Contestant.id)).where(*real)):
            return refusal("no-contestants")
        judged = Seat.event_id == event_id, Seat.trainee.is_(False)
        seated = set(session.scalars(select(Seat.panel).where(*judged)))
        rubric = rubric_of(event)
        for panel in rubric.panels:
            if panel.id not in seated and rubric.items_of(panel.id):
                return refusal("no-seats", panel_zh=panel.title.zh, panel_en=panel.title.en)
        event.rubric_digest = source.digest(event.rubric_text)
        return _turn(session, event, "open", by)

    return write(work)


def close_event(event_id: int, by: By = By()) -> Event | Refusal:  # noqa: B008
    """No more marks; the standings become final. Refused while results are unsigned, unless shown at once anyway."""

    def work(session: Session) -> Event | Refusal:
        if session.get(Event, event_id) is None:
            return refusal("unknown")
        event = touch(session, event_id)
        if event.state != "open":
            return refusal("not-open")
        real = Contestant.event_id == event_id, Contestant.practice.is_(False)
        entries = session.scalars(select(Contestant.id).where(*real))
        unsigned = sum(not is_signed(session, id_) for id_ in entries)
        if unsigned and event.release == "signed":
            return refusal("unsigned", count=unsigned)
        return _turn(session, event, "close", by)

    return write(work)


def reopen_event(event_id: int, reason: str, by: By = By()) -> Event | Refusal:  # noqa: B008
    """Let marks in again after closing."""
    if not reason.strip():
        return refusal("reason")

    def work(session: Session) -> Event | Refusal:
        if session.get(Event, event_id) is None:
            return refusal("unknown")
        event = touch(session, event_id)
        return _turn(session, event, "reopen", by, reason) if event.state == "closed" else refusal("not-closed")

    return write(work)


def _turn(session: Session, event: Event, act: str, by: By, reason: str = "") -> Event:
    """The event's new state, and the fact who turned it."""
    event.state = "closed" if act == "close" else "open"
    ruling = {
        "uid": f"{act}.{secrets.token_hex(12)}",
        "event_id": event.id,
        "act": act,
        "reason": reason.strip(),
        "value": "",
    }
    session.execute(insert(Ruling).values(**ruling, at=now_ms(), person_id=by.person_id, device_id=by.device_id))
    return event


def _kept(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def _change(session: Session, event: Event, fields: dict[str, Any]) -> Refusal | None:
    if "rubric_text" in fields:
        event.rubric_text = fields.pop("rubric_text")
        reading = reader.read_rubric(event.rubric_text, f"{fields.pop('rubric_ref', event.rubric_ref)}.yaml")
        if reading.rubric is None:
            problem = reading.problems[0]
            return refusal("rubric", problem_zh=problem.say("zh"), problem_en=problem.say("en"))
        event.rubric_ref = reading.rubric.rubric
        known = [each.id for each in reading.rubric.rounds]
        event.round = event.round if event.round in known else known[0] if known else ""
        _furnished(session, event, reading.rubric)
    if "stations" in fields:
        refused = _stations(session, event, fields.pop("stations"))
        if refused:
            return refused
    return _settings(session, event, fields)


def _settings(session: Session, event: Event, fields: dict[str, Any]) -> Refusal | None:
    for name, value in fields.items():
        if name not in ("title", "title_en", "release", "naming", "totals", "position", "slug"):
            return refusal("field", field=name)
        choices = {"release": RELEASE, "naming": NAMING, "totals": TOTALS}.get(name)
        if choices and value not in choices:
            return refusal("choice", field=name, value=value, choices=", ".join(choices))
        if name == "title" and not str(value).strip():
            return refusal("empty", field_zh="名称", field_en="title")
        if name == "slug":
            if not SLUG.fullmatch(value):
                return refusal("slug", slug=str(value)[:60])
            with session.no_autoflush:
                other = session.scalar(select(Event.id).where(Event.slug == value))
            if other not in (None, event.id):
                return refusal("slug-taken", slug=value)
        setattr(event, name, int(value) if name == "position" else str(value).strip())
    return None


def _free_slug(session: Session, rubric: Rubric) -> str:
    """The rubric's name, with a number when it is taken."""
    name = rubric.rubric.split("@")[0][:34].strip("-")
    taken = set(session.scalars(select(Event.slug).where(Event.slug.startswith(name))))
    return next(slug for slug in (name, *(f"{name}-{count}" for count in range(2, 999))) if slug not in taken)


def _furnished(session: Session, event: Event, rubric: Rubric) -> None:
    """The modules and seats that the rubric, or the round of it that this event is, asks for."""
    rules = rubric.for_round(event.round) if event.round else rubric
    _modules(session, event, rules)
    add_seats(session, event, rules)


def _modules(session: Session, event: Event, rubric: Rubric) -> None:
    """The rubric's modules; those of an earlier rubric go."""
    for seat in session.scalars(select(Seat).where(Seat.event_id == event.id)):
        seat.module_id = None
    session.flush()
    for module in session.scalars(select(Module).where(Module.event_id == event.id)):
        session.delete(module)
    session.flush()
    for position, part in enumerate(rubric.parts):
        module = Module(event_id=event.id, key=part.id, position=position, title=part.title.zh, title_en=part.title.en)
        module.weight = str(part.weight)
        session.add(module)
    session.flush()


def _stations(session: Session, event: Event, count: int) -> Refusal | None:
    """Stations 1…count; those beyond go, unless somebody is placed there."""
    if not 1 <= count <= MOST_STATIONS:
        return refusal("number-range", field_zh="赛位数", field_en="stations", least=1, most=MOST_STATIONS)
    here = {station.number: station for station in session.scalars(select(Station).where(Station.event_id == event.id))}
    for number, station in here.items():
        if number > count:
            placed = session.scalar(select(Contestant.number).where(Contestant.station_id == station.id).limit(1))
            if placed is not None:
                return refusal("station-used", station=number, number=placed)
            session.delete(station)
    session.add_all(Station(event_id=event.id, number=number) for number in range(1, count + 1) if number not in here)
    session.flush()
    return None
