"""Joining with a seat's card, and the check of the tablet. A person's own link and PIN are in access.py.

GET  /seat/<code>        whose seat it is; opening it changes nothing: messengers open links only to preview them
POST /seat/<code>        pairs this browser with the seat and signs it in as the judge who sits there; form fields
                         `sitter` (row id as the page showed it, or empty), where it is empty `judge` (row id) or
                         `name`; `others` = end (they are taken over) or keep
GET  /judge/check        the check of browser, storage, clock and link; `?seat=ID` where to go on
GET  /judge/check/now    {"now": ms of the server's clock}: one small request of the link test
POST /judge/check        what was found, as tablet_check.py says → {"ok": true}, or 422 {"code", "message"}
"""

import json
import time
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from flask_limiter.util import get_remote_address

from scoring.store import read, record
from scoring.store.clock import now_ms
from scoring.store.models import Seat
from scoring.store.passes import code_of
from scoring.store.refusals import Refusal
from scoring.web import tablet_check
from scoring.web.access import admitted, limiter, needs, onward, surroundings, this_browser
from scoring.web.errors import refused, say, status_of
from scoring.web.hours import moment
from scoring.web.language import language
from scoring.web.outcome import seat_name, title_of

blueprint = Blueprint("join", __name__)

WRONG_CODES_OF_ONE = "30 per minute"  # from one address: one phone alone cannot shut the others out
WRONG_CODES_OF_ALL = "120 per minute"  # 113 million codes: a hundred seats' would be met after more than six days


def was_unknown(answer: Response) -> bool:
    return answer.status_code == 404


def too_many(limit: RequestLimit) -> Response:
    """Say how long to wait, where the code can be typed."""
    wait = max(1, round(limit.reset_at - time.time()))
    problem = _("Too many wrong codes. Wait %(seconds)s seconds, or ask the organiser.", seconds=wait)
    answer = current_app.make_response((render_template("access/sign_in.html", problem=problem, **surroundings()), 429))
    answer.headers["Retry-After"] = str(wait)
    return answer


@blueprint.route("/seat/<code>", methods=["GET", "POST"])
@limiter.limit(
    WRONG_CODES_OF_ONE, key_func=get_remote_address, deduct_when=was_unknown, on_breach=too_many, per_method=False
)
@limiter.limit(
    WRONG_CODES_OF_ALL, key_func=lambda: "every code", deduct_when=was_unknown, on_breach=too_many, per_method=False
)
def card(code: str) -> Any:
    """The seat of a card: shown, and taken by a tap."""
    seat = read.seat_by_code(code_of(code))
    if seat is None:
        problem = _("This seat's code is no longer valid. Ask the organiser for the new card.")
        return render_template("access/sign_in.html", problem=problem, **surroundings()), 404
    if request.method == "POST":
        return _take(seat)
    if g.device and g.device.seat_id == seat.id and g.person.id == seat.person_id:
        return redirect(url_for("judge.heats", seat=seat.id))
    return _page(seat)


@blueprint.get("/judge/check")
@needs("judge")
def check() -> str:
    """The check runs by itself; the link test can be skipped."""
    found = tablet_check.found_on(g.device)
    return render_template("access/check.html", goal=_goal(), found=found, moment=moment)


@blueprint.get("/judge/check/now")
@needs("judge")
def now() -> Response:
    return jsonify(now=now_ms())


@blueprint.post("/judge/check")
@needs("judge")
def keep() -> Response:
    """Keep what the tablet found; nothing is added but the hour."""
    found = tablet_check.shape(request.get_json(silent=True))
    if isinstance(found, str):
        return say(422, "invalid", found)
    kept = record.keep_check(g.device.id, json.dumps({"at": now_ms(), **found}, ensure_ascii=False))
    return refused(kept) if isinstance(kept, Refusal) else jsonify(ok=True)


def _take(seat: Seat) -> Any:
    sitter, judge = (request.form.get(name, type=int) for name in ("sitter", "judge"))
    known = tablet_check.found_on(g.device or g.former)
    name = "" if judge else request.form.get("name", "")
    token = record.join_seat(seat.code or "", this_browser(), sitter, judge=judge, name=name)
    if isinstance(token, Refusal):
        return _page(read.seat_by_id(seat.id) or seat, token.say(language()), name), status_of(token)
    heats = url_for("judge.heats", seat=seat.id)
    if request.values.get("next") and seat.person:
        return admitted(token, onward(seat.person))
    return admitted(token, heats if known else url_for(".check", seat=seat.id))


def _page(seat: Seat, problem: str = "", name: str = "") -> str:
    """What the card shows: event, seat, who sits there, which tablets are there already."""
    return render_template(
        "access/seat.html",
        seat=seat,
        event=title_of(seat.event),
        called=seat_name(seat),
        others=read.tablets_of(seat.id, g.device.id if g.device else None),
        free=[] if seat.person else read.free_judges(seat.event.competition_id),
        unsent_of=tablet_check.unsent_on,
        moment=moment,
        problem=problem,
        name=name,
    )


def _goal() -> str:
    seat = request.args.get("seat", type=int)
    return url_for("judge.heats", seat=seat) if seat else url_for("judge.heats")
