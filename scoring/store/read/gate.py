"""THE GATE: the only way from the database to an audience.

Unsigned results, names of blind events, single marks and the reasons of a status never pass.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from scoring.engine.explain import factor_of
from scoring.store.memo import Shelf, shelf_of
from scoring.store.models import Contestant, Event, Unit, db
from scoring.store.read.results import table_of
from scoring.store.read.setup import event_by_slug
from scoring.store.rubrics import rubric_of

RULES = {
    "signed": {"zh": "裁判长签字后公布", "en": "released when signed by the chief judge"},
    "at-once": {"zh": "边评边显示，以签字成绩为准", "en": "shown as it is marked; only signed results count"},
}

_CONTESTANT, _UNIT = Contestant.metadata.tables["contestant"], Unit.metadata.tables["unit"]
NAMES = (
    select(_CONTESTANT.c.number, _CONTESTANT.c.name, _UNIT.c.name.label("unit"))
    .select_from(_CONTESTANT.outerjoin(_UNIT))
    .where(_CONTESTANT.c.event_id == bindparam("event"), _CONTESTANT.c.practice.is_(False))
)


def public_standings(slug: str) -> dict[str, Any] | None:
    """What everybody may see of an event; None for a draft or an unknown one.

    {"event", "title", "title_en", "competition", "competition_en", "revision", "from": None,
    "state": "waiting"|"provisional"|"final", "done", "of", "rule": {"zh", "en"},
    "columns": [{"id", "title": {"zh", "en"}, "weight": "30%"|"×2"|""}] of the modules, where there are several,
    "rows": [{"rank", "contestant", "name", "unit", "total", "parts": {column id: weighted figure}, "tied",
    "award": {"zh", "en"}|None, "moved": 0}]}. Only ranked contestants have a row. In a blind event name and unit
    are "".
    """
    event = event_by_slug(slug)
    if event is None or event.state == "draft":
        return None
    shelf = shelf_of(db.session(), event)
    rows = _rows(event, shelf)
    return {
        "event": event.slug,
        "title": event.title,
        "title_en": event.title_en,
        "revision": event.revision,
        "from": None,
        "state": _state(event, bool(rows)),
        "done": sum(_is_done(event, known) for known in shelf.known.values()),
        "of": len(shelf.known),
        "rule": RULES[event.release],
        "competition": event.competition.title,
        "competition_en": event.competition.title_en,
        "columns": _columns(event),
        "rows": rows,
    }


def public_events() -> list[dict[str, str]]:
    """[{"event", "title", "title_en", "state"}] of the events the public may see, newest competition first."""
    shown = select(Event).where(Event.state != "draft")
    found = []
    for event in db.session.scalars(shown.order_by(Event.competition_id.desc(), Event.position, Event.id)).all():
        state = _state(event, bool(_rows(event, shelf_of(db.session(), event))))
        found.append({"event": event.slug, "title": event.title, "title_en": event.title_en, "state": state})
    return found


def _rows(event: Event, shelf: Shelf) -> list[dict[str, Any]]:
    released = {each.result.contestant for each in shelf.known.values() if _is_released(event, each)}
    names = db.session.execute(NAMES, {"event": event.id}) if event.naming == "name" else ()
    people = {each.number: each for each in names}
    parts = _columns(event)
    rows = []
    for row in table_of(event, shelf, "released").rows:
        if row.rank is None or row.total is None or row.contestant not in released:
            continue
        person = people.get(row.contestant)
        rows.append(
            {
                "rank": row.rank,
                "contestant": row.contestant,
                "name": person.name if person else "",
                "unit": (person.unit or "") if person else "",
                "total": str(row.total),
                "parts": {part["id"]: _brought(row.parts, part["id"]) for part in parts},
                "tied": row.tied,
                "award": {"zh": row.award.zh, "en": row.award.en} if row.award else None,
                "moved": 0,
            }
        )
    return rows


def _brought(parts: Mapping[str, str], module: str) -> str:
    """What a module brings to the total; nothing where an optional one was not entered."""
    return parts.get(f"{module}.weighted", parts.get(module, ""))


def _columns(event: Event) -> list[dict[str, Any]]:
    """The modules, where there are several: what each brings to the total is as public as the total."""
    modules = rubric_of(event).parts
    if len(modules) < 2:
        return []
    factors = {module.id: "" if module.factor == 1 else factor_of(module) for module in modules}
    return [
        {
            "id": module.id,
            "title": {"zh": module.title.zh, "en": module.title.en},
            "weight": f"×{factors[module.id]}" if factors[module.id].isdecimal() else factors[module.id],
        }
        for module in modules
    ]


def _is_released(event: Event, known: Any) -> bool:
    """Signed; or, where every mark is shown at once, begun."""
    return known.signature is not None or (event.release == "at-once" and known.touched)


def _is_done(event: Event, known: Any) -> bool:
    return known.signature is not None or (event.release == "at-once" and known.result.status != "incomplete")


def _state(event: Event, any_rows: bool) -> str:
    if not any_rows:
        return "waiting"
    return "final" if event.state == "closed" else "provisional"
