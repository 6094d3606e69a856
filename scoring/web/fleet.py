"""The fleet: every seat with its tablet, words to it, answers to calls. For organiser and chief; never who performs.

GET  /fleet, /fleet/<slug>            every seat of the open events, or of one; `?part=rows` the rows alone,
                                      `?part=alarms` (of one event) calls and silent seats alone
GET  /fleet.json, /fleet/<slug>.json  the same as {now, version, here, of, hands, seats: [row]}, see fleet_page.py
POST /fleet/<slug>/nudge              {uid, seat, ready} or {uid, seat, text}: words to a seat, at most 80 characters
POST /fleet/<slug>/call               {uid, call, act}: answer a judge's call; act: coming, over

`seat` is a row id, `call` the uid of the call. POSTs carry X-CSRFToken and JSON; nothing of all this is kept on disk.
"""

from typing import Any

from flask import Blueprint, Response, g, jsonify, render_template, request
from flask_babel import gettext as _

from scoring.live.presence import Nudge
from scoring.store import read
from scoring.store.clock import now_ms
from scoring.store.models import Event
from scoring.web.access import needs
from scoring.web.acts import event_of, number, sent, word
from scoring.web.errors import say
from scoring.web.fleet_page import alarms_of, fleet_view
from scoring.web.fleet_words import ready_sentences, sentences
from scoring.web.outcome import own
from scoring.web.presence import fleet_of_app

blueprint = Blueprint("fleet", __name__)

LONGEST = 80  # characters of free words


blueprint.add_app_template_global(ready_sentences)


@blueprint.get("/fleet")
@needs("chief", "organiser")
def everything() -> str:
    """All open events at once."""
    return _page(None)


@blueprint.get("/fleet.json")
@needs("chief", "organiser")
def everything_json() -> Response:
    return jsonify(fleet_view(_open_events()))


@blueprint.get("/fleet/<slug>")
@needs("chief", "organiser")
def one_event(slug: str) -> str:
    """One event alone."""
    event = event_of(slug)
    if request.args.get("part") == "alarms":
        return render_template("fleet/_alarms.html", alarms=alarms_of(event), slug=slug)
    return _page(event)


@blueprint.get("/fleet/<slug>.json")
@needs("chief", "organiser")
def one_event_json(slug: str) -> Response:
    return jsonify(fleet_view(_open(event_of(slug))))


@blueprint.post("/fleet/<slug>/nudge")
@needs("chief", "organiser")
def nudge(slug: str) -> Response:
    """Words to a seat: a ready sentence, or at most 80 characters."""
    event, facts = event_of(slug), sent()
    wanted = number(facts, "seat")
    seat = next((seat for seat in event.seats if seat.id == wanted), None)
    if seat is None:
        return say(404, "unknown", _("There is no such seat in this event."))
    if seat.person_id is None:
        return say(409, "empty-seat", _("Nobody sits there."))
    ready, text = word(facts, "ready"), word(facts, "text")
    if ready not in ready_sentences() and not text:
        return say(422, "invalid", _("Choose a sentence or write one."))
    if len(text) > LONGEST:
        return say(422, "long", _("At most %(most)s characters, please.", most=LONGEST))
    ready = "" if text else ready
    words = Nudge(facts["uid"], seat.id, seat.person_id, g.person.role, ready, text, now_ms())
    made = fleet_of_app().nudge(words)
    return jsonify(ok=True, uid=made.uid, at=made.at)


@blueprint.post("/fleet/<slug>/call")
@needs("chief", "organiser")
def call(slug: str) -> Response:
    """Somebody comes, or has been there."""
    facts = sent()
    event_of(slug)
    act = word(facts, "act", needed=True)
    if act not in ("coming", "over"):
        return say(422, "invalid", "act: coming, over")
    if not fleet_of_app().answer_call(word(facts, "call", needed=True), g.person.role, act == "over"):
        return say(409, "call-over", _("This call has ended; the judge took it back."))
    return jsonify(ok=True)


def _page(event: Event | None) -> str:
    events = _open(event) if event else _open_events()
    words: dict[str, Any] = {"view": fleet_view(events), "event": event}
    if request.args.get("part") == "rows":
        return render_template("fleet/_rows.html", **words)
    return render_template(
        "fleet/page.html",
        **words,
        events=_open_events(),
        ready=ready_sentences(),
        longest=LONGEST,
        words=sentences(),
        competition=own(),
    )


def _open_events() -> list[Event]:
    competition = own()
    return [event for event in read.events(competition.id) if event.state == "open"] if competition else []


def _open(event: Event) -> list[Event]:
    """The event, if tablets can enter anything in it."""
    return [event] if event.state == "open" else []
