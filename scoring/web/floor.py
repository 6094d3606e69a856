"""The floor: clocks and penalties of the stations of a heat. It never shows a mark, a score or a name.

GET  /floor                     the open events; goes straight on when there is only one
GET  /floor/<slug>?heat=N       the stations of a heat (the active one unless named), of one clock (`&module=ID`)
GET  /floor/<slug>/cards?heat=N the part of that page that is fetched again after a change
POST /floor/<slug>/clock        {uid, contestant, act, value?, reason?, module?}; act: start, pause, resume, stop,
                                set (value m:ss or m:ss.cc, with a reason), reset (with a reason)
POST /floor/<slug>/start        {uid, heat, module?}: starts every station of the heat that stands ready → {ok, started}
POST /floor/<slug>/penalty      {uid, contestant, penalty, count?, item?, withdraws?}; `item` where the penalty needs
                                one, `withdraws` is the uid of an earlier one

`contestant` is its row id, as in read.floor_view; `heat` its number. POSTs carry X-CSRFToken and JSON.
Answers {ok, uid, row}, or {code, message} with the refusal's status. The same uid twice is one act.
"""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from scoring.store import read, record
from scoring.store.refusals import Refusal
from scoring.web.access import needs
from scoring.web.acts import answered, by, contestant_of, event_of, number, sent, word
from scoring.web.floor_page import page_of
from scoring.web.floor_words import sentences
from scoring.web.language import language
from scoring.web.outcome import own

blueprint = Blueprint("floor", __name__, url_prefix="/floor")


@blueprint.get("")
@needs("floor", "chief", "organiser")
def events() -> str | Answer:
    """Which event to stand at."""
    running = _open_events()
    if len(running) == 1:
        return redirect(url_for("floor.stations", slug=running[0].slug))
    return render_template("floor/events.html", events=running, competition=own())


@blueprint.get("/<slug>")
@needs("floor", "chief", "organiser")
def stations(slug: str) -> str:
    """The stations of a heat with their clocks and penalties."""
    return render_template("floor/stations.html", page=_page(slug), words=sentences(), competition=own())


@blueprint.get("/<slug>/cards")
@needs("floor", "chief", "organiser")
def cards(slug: str) -> str:
    """The same without its frame."""
    return render_template("floor/_cards.html", page=_page(slug))


@blueprint.post("/<slug>/clock")
@needs("floor", "chief", "organiser")
def clock(slug: str) -> Response:
    """One act on the clock of one station."""
    event, facts = event_of(slug), sent()
    contestant = contestant_of(facts, event)
    value, reason = word(facts, "value"), word(facts, "reason")
    act, module = word(facts, "act", needed=True), word(facts, "module")
    row = record.record_clock(by(), facts["uid"], contestant.id, act, value, reason, module)
    return answered(row, uid=facts["uid"], row=row)


@blueprint.post("/<slug>/start")
@needs("floor", "chief", "organiser")
def start(slug: str) -> Response:
    """One command for the heat: every station that stands ready starts; the others are left alone."""
    event, facts = event_of(slug), sent()
    wanted = number(facts, "heat")
    heat = next((heat for heat in event.heats if heat.number == wanted), None)
    if heat is None:
        abort(404)
    if heat.state == "waiting":
        called = record.set_heat_state(heat.id, "active")
        if isinstance(called, Refusal):
            return answered(called)
    module = word(facts, "module")
    rows = read.floor_view(event, language())["rows"]
    ids = [row["contestant_id"] for row in rows if row["heat"] == wanted and _may_start(row, module)]
    outcomes = [record.record_clock(by(), f"{facts['uid']}.{one}", one, "start", module=module) for one in ids]
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    if refusals and len(refusals) == len(outcomes):
        return answered(refusals[0])
    return jsonify(ok=True, uid=facts["uid"], started=len(outcomes) - len(refusals))


@blueprint.post("/<slug>/penalty")
@needs("floor", "chief", "organiser")
def penalty(slug: str) -> Response:
    """Count a penalty, or take an earlier one back."""
    event, facts = event_of(slug), sent()
    contestant = contestant_of(facts, event)
    kind, withdraws = word(facts, "penalty", needed=not facts.get("withdraws")), word(facts, "withdraws")
    count, item = number(facts, "count", 1), word(facts, "item")
    row = record.record_penalty(by(), facts["uid"], contestant.id, kind, count, withdraws, item)
    return answered(row, uid=facts["uid"], row=row)


def _may_start(row: dict[str, Any], module: str) -> bool:
    """Ready ones; running ones too, which refuse, unless it was this very command that started them."""
    clock = next((each for each in row["clocks"] if each["module"] == module), row["clock"])
    return clock["state"] in ("ready", "running") and not row["signed"] and not row["status"]


def _open_events() -> list[Any]:
    competition = own()
    return [event for event in read.events(competition.id) if event.state == "open"] if competition else []


def _page(slug: str) -> dict[str, Any]:
    wanted, module = request.args.get("heat", type=int), request.args.get("module", "")
    return page_of(event_of(slug), wanted, len(_open_events()) > 1, module)
