"""The second person's pages: what was keyed from paper beside the paper itself; confirmed or rejected, never edited.

GET  /desk-entry/keyed/<id>            what was keyed
POST /desk-entry/keyed/<id>/confirm    {uid, seen=<section> …} with every section ticked
POST /desk-entry/keyed/<id>/reject     {uid, reason}
"""

import secrets
from typing import Any

from flask import abort, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from scoring.store import read, record
from scoring.store.models import Event, Seat
from scoring.store.refusals import Refusal, refusal
from scoring.web.access import at_home, needs
from scoring.web.desk_entry import KEYERS, blueprint
from scoring.web.desk_form import SheetForm
from scoring.web.hours import moment
from scoring.web.language import language
from scoring.web.outcome import done, not_done, seat_name, title_of


@blueprint.get("/keyed/<int:keying_id>")
@needs(*KEYERS)
def keyed(keying_id: int) -> str:
    """The sheet line by line, as the paper has it."""
    found, event, seat = _keyed(keying_id)
    row = next((row for row in read.keyed_sheets(event.competition_id) if row["id"] == keying_id), None)
    waiting, mine = row is not None and row["state"] == "waiting", found["keying"].person_id == g.person.id
    overtaken = row is not None and row["overtaken"]
    return render_template(
        "desk_entry/keyed.html",
        competition=event.competition,
        event=event,
        seat=seat,
        one=read.contestant(found["keying"].contestant_id),
        sections=_sections(event, seat, found),
        sheet=found["sheet"],
        by=found["by"],
        at=moment(found["keying"].at),
        waiting=waiting,
        mine=mine,
        overtaken=overtaken,
        open=waiting and not (mine or overtaken),
        keying_id=keying_id,
        uid=secrets.token_hex(16),
        seat_name=seat_name,
        title_of=title_of,
    )


@blueprint.post("/keyed/<int:keying_id>/confirm")
@needs(*KEYERS)
def confirm(keying_id: int) -> Answer:
    """It says what the paper says: every section was compared."""
    found, event, seat = _keyed(keying_id)
    seen = set(request.form.getlist("seen"))
    unread = [section["title"] for section in _sections(event, seat, found) if section["id"] not in seen]
    here = url_for(".keyed", keying_id=keying_id)
    if unread:
        words = {"sections_zh": "、".join(unread), "sections_en": ", ".join(unread)}
        return not_done(refusal("keying-unread", **words), here)
    answer = record.confirm_keyed(g.by, request.form.get("uid", ""), found["keying"].uid)
    if isinstance(answer, Refusal):
        return not_done(answer, here)
    told = _("Confirmed: it counts now, and the sheet of %(seat)s is handed in.", seat=seat_name(seat))
    return done(told, url_for(".home", event=event.slug))


@blueprint.post("/keyed/<int:keying_id>/reject")
@needs(*KEYERS)
def reject(keying_id: int) -> Answer:
    """It does not; the first person hears why."""
    found, event, _seat = _keyed(keying_id)
    reason = request.form.get("reason", "")
    answer = record.reject_keyed(g.by, request.form.get("uid", ""), found["keying"].uid, reason)
    if isinstance(answer, Refusal):
        return not_done(answer, url_for(".keyed", keying_id=keying_id))
    row = next((row for row in read.keyed_sheets(event.competition_id) if row["id"] == keying_id), None)
    told = _("Rejected: it is back with %(name)s.", name=found["by"]) if row else _("Rejected: nothing is left to do.")
    return done(told, url_for(".home", event=event.slug))


def _keyed(keying_id: int) -> tuple[dict[str, Any], Event, Seat]:
    found = read.keyed_sheet(keying_id, language())
    if found is None:
        abort(404)
    event = read.event_by_id(found["keying"].event_id)
    seat = next((each for each in event.seats if each.id == found["keying"].seat_id), None) if event else None
    if event is None or seat is None or not at_home(event):
        abort(404)
    return found, event, seat


def _sections(event: Event, seat: Seat, found: dict[str, Any]) -> list[dict[str, Any]]:
    """The sections as the paper has them: {id, title, lines: [{no, title, points, said: [(place, value)], cost}]}."""
    form = SheetForm(read.rubric_of(event), seat, {}, {})
    rows = found["sheet"]["items"]
    return [
        {
            "id": section,
            "title": part.title,
            "lines": [
                {
                    "no": line.no,
                    "title": line.title,
                    "points": line.points,
                    "said": found["said"].get(line.item, []),  # type: ignore[attr-defined]
                    "cost": rows[line.item]["cost"],  # type: ignore[attr-defined]
                }
                for line in part.lines
            ],
        }
        for section, part in form.parts()
    ]
