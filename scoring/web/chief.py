"""The chief judge: who has handed in, sheets side by side, return, excuse, status, sign, reopen, heats. Never a name.

GET  /chief                          the events; goes straight on when there is only one
GET  /chief/<slug>?contestant=ID     the matrix, with one contestant's sheets beside it
GET  /chief/<slug>/rows              the matrix alone, fetched again after a change
GET  /chief/<slug>/sheets/<id>       one contestant's sheets alone
POST /chief/<slug>/return            {uid, contestant, seat, reason}
POST /chief/<slug>/decline           {uid, contestant, seat, reason}: a judge asked for the sheet and does not get it
POST /chief/<slug>/aside             {uid, contestant, held, reason}: a mark that came too late is not entered
POST /chief/<slug>/excuse            {uid, contestant, seat, reason, again?}; `again` true: the seat judges after all
POST /chief/<slug>/status            {uid, contestant, status, reason}; status: one of STATUSES, or "" to lift it
POST /chief/<slug>/adjust            {uid, contestant, module, value, reason}; module "" is the total, value is signed
POST /chief/<slug>/sign              {uid, contestants: [ids]} → {ok, signed, kept: [why the others were not]}
POST /chief/<slug>/reopen            {uid, contestant, reason}
POST /chief/<slug>/heat              {uid, heat, state}; `heat` is its number, state: waiting, active, done

Below it: the day's settings (day_settings.py), trainees (trainees.py).

`contestant` and `seat` are row ids, as in read.chief_view. POSTs carry X-CSRFToken and JSON. Answers {ok, …}, or
{code, message} with the refusal's status. The same uid twice is one act.
"""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from scoring.store import read, record
from scoring.store.models import Event
from scoring.store.refusals import Refusal
from scoring.web import day_settings, trainees
from scoring.web.access import needs
from scoring.web.acts import answered, by, contestant_of, event_of, number, sent, word
from scoring.web.chief_page import adjustable_parts, matrix_of
from scoring.web.chief_side import side_of
from scoring.web.chief_words import sentences, statuses
from scoring.web.errors import refused, say
from scoring.web.fleet_page import alarms_of
from scoring.web.language import language
from scoring.web.outcome import own

blueprint = Blueprint("chief", __name__, url_prefix="/chief")
blueprint.register_blueprint(day_settings.blueprint)
blueprint.register_blueprint(trainees.blueprint)

MOST_AT_ONCE = 500  # results signed by one command


@blueprint.get("")
@needs("chief", "organiser")
def events() -> str | Answer:
    """Which event to watch."""
    running = _events()
    if len(running) == 1:
        return redirect(url_for("chief.matrix", slug=running[0].slug))
    return render_template("chief/events.html", events=running, competition=own())


@blueprint.get("/<slug>")
@needs("chief", "organiser")
def matrix(slug: str) -> str:
    """The matrix, and the sheets of the contestant that the address names."""
    event = event_of(slug)
    wanted = request.args.get("contestant", type=int)
    return render_template(
        "chief/matrix.html",
        page=matrix_of(event, len(_events()) > 1),
        side=side_of(event, wanted) if wanted else None,
        statuses=statuses(),
        adjustable=adjustable_parts(event),
        words=sentences(event),
        alarms=alarms_of(event),
        slug=slug,
        competition=own(),
    )


@blueprint.get("/<slug>/rows")
@needs("chief", "organiser")
def rows(slug: str) -> str:
    """The matrix without its frame."""
    return render_template("chief/_matrix.html", page=matrix_of(event_of(slug)))


@blueprint.get("/<slug>/sheets/<int:contestant_id>")
@needs("chief", "organiser")
def sheets(slug: str, contestant_id: int) -> str:
    """One contestant's sheets without their frame."""
    return render_template("chief/_side.html", side=side_of(event_of(slug), contestant_id))


@blueprint.post("/<slug>/return")
@needs("chief")
def return_sheet(slug: str) -> Response:
    """Give a sheet back to its judge."""
    event, facts = event_of(slug), sent()
    contestant, seat, reason = contestant_of(facts, event), _seat(facts, event), word(facts, "reason", needed=True)
    return answered(record.return_sheet(by(), facts["uid"], contestant.id, seat, reason))


@blueprint.post("/<slug>/decline")
@needs("chief")
def decline(slug: str) -> Response:
    """A judge asked for the sheet; it stays as it is, and the judge reads why."""
    event, facts = event_of(slug), sent()
    contestant, seat, reason = contestant_of(facts, event), _seat(facts, event), word(facts, "reason", needed=True)
    return answered(record.decline(by(), facts["uid"], contestant.id, seat, reason))


@blueprint.post("/<slug>/aside")
@needs("chief")
def aside(slug: str) -> Response:
    """A mark that came too late is left aside."""
    event, facts = event_of(slug), sent()
    contestant_of(facts, event)
    held, reason = word(facts, "held", needed=True), word(facts, "reason", needed=True)
    return answered(record.set_aside(by(), facts["uid"], held, reason, event_id=event.id))


@blueprint.post("/<slug>/excuse")
@needs("chief")
def excuse(slug: str) -> Response:
    """A judge steps aside for one contestant, or sits down again."""
    event, facts = event_of(slug), sent()
    contestant, seat, reason = contestant_of(facts, event), _seat(facts, event), word(facts, "reason", needed=True)
    write = record.seat_again if facts.get("again") is True else record.excuse_seat
    return answered(write(by(), facts["uid"], contestant.id, seat, reason))


@blueprint.post("/<slug>/status")
@needs("chief")
def status(slug: str) -> Response:
    """Absent, not finished, withdrawn, stopped, failed, disqualified, annulled, out of competition; or none of them."""
    event, facts = event_of(slug), sent()
    contestant, reason = contestant_of(facts, event), word(facts, "reason", needed=True)
    return answered(record.set_status(by(), facts["uid"], contestant.id, word(facts, "status"), reason))


@blueprint.post("/<slug>/adjust")
@needs("chief")
def adjust(slug: str) -> Response:
    """Add points to a module or the total, or take some, within the rubric's limits."""
    event, facts = event_of(slug), sent()
    contestant, reason = contestant_of(facts, event), word(facts, "reason", needed=True)
    module, value = word(facts, "module"), word(facts, "value", needed=True)
    return answered(record.record_adjustment(by(), facts["uid"], contestant.id, module, value, reason))


@blueprint.post("/<slug>/sign")
@needs("chief")
def sign(slug: str) -> Response:
    """Sign one result or several: each that is complete is released, the others stay and say why."""
    event, facts = event_of(slug), sent()
    wanted = facts.get("contestants")
    if not isinstance(wanted, list) or not 0 < len(wanted) <= MOST_AT_ONCE:
        abort(say(422, "invalid", _("contestants: a list of row ids is expected.")))
    ids = [contestant_of({"contestant": one}, event).id for one in wanted]
    if len(ids) == 1:
        return answered(record.sign_result(by(), facts["uid"], ids[0]), signed=1, kept=[])
    problems = record.sign_results(by(), facts["uid"], ids)
    if problems and len(problems) >= len(ids):
        return refused(problems[0].refusal)
    kept = [problem.refusal.say(language()) for problem in problems]
    return jsonify(ok=True, signed=len(ids) - len(problems), kept=kept)


@blueprint.post("/<slug>/reopen")
@needs("chief")
def reopen(slug: str) -> Response:
    """Take the signature back; the result leaves the board."""
    event, facts = event_of(slug), sent()
    contestant, reason = contestant_of(facts, event), word(facts, "reason", needed=True)
    return answered(record.reopen_result(by(), facts["uid"], contestant.id, reason))


@blueprint.post("/<slug>/heat")
@needs("chief", "organiser")
def heat(slug: str) -> Response:
    """Call a heat, or say that it is over."""
    event, facts = event_of(slug), sent()
    wanted = number(facts, "heat")
    found = next((one for one in event.heats if one.number == wanted), None)
    if found is None:
        abort(say(404, "unknown", _("There is no such heat.")))
    outcome = record.set_heat_state(found.id, word(facts, "state", needed=True))
    return refused(outcome) if isinstance(outcome, Refusal) else jsonify(ok=True, heat=wanted, state=outcome.state)


def _seat(facts: dict[str, Any], event: Event) -> int:
    """The seat an act is about, of this event and no other."""
    wanted = number(facts, "seat")
    if wanted not in {seat.id for seat in event.seats}:
        abort(say(404, "unknown", _("There is no such seat in this event.")))
    return wanted


def _events() -> list[Event]:
    competition = own()
    return [event for event in read.events(competition.id) if event.state != "draft"] if competition else []
