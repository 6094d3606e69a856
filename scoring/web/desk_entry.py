"""The desk enters for a judge: at once, as a proxy; or a paper sheet, which counts when a second person confirmed it.

GET  /desk-entry?event=&who=&seat=&way=       chooses a sheet (goes there when all is given); what waits
GET, POST /desk-entry/<slug>/<contestant>/<seat>/<way>   the whole sheet as a form; way: proxy or paper. POST of all its
                                              fields enters them (proxy), or keeps them for the second person
POST /desk-entry/<slug>/<contestant>/<seat>/<way>/lines  JSON {uid, items: [ids], fields: {name: text}}: enters these
                                              lines (proxy) or looks at them (paper) → {ok, wrong, lines, sheet}
POST /desk-entry/<slug>/<contestant>/<seat>/hand-in      {uid, signed=1}: the judge has signed the paper

The second person's pages, /desk-entry/keyed/<id>, are in desk_confirm.py. Organiser and chief enter as proxies; paper
may be keyed and confirmed by the floor too, who sees no mark but the paper's. Fields are named as desk_form.py says.
Forms carry csrf_token, JSON the header X-CSRFToken.
"""

import secrets
from typing import Any, cast

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from scoring.store import read, record
from scoring.store.clock import now_ms
from scoring.store.models import Competition, Contestant, Event, Seat
from scoring.store.record import Hand, NewMark
from scoring.store.refusals import Refusal, refusal
from scoring.web import desk_form
from scoring.web.access import needs
from scoring.web.acts import event_of, sent
from scoring.web.errors import refused, say
from scoring.web.hours import moment
from scoring.web.language import language
from scoring.web.outcome import chosen, done, not_done, seat_name, title_of

blueprint = Blueprint("desk_entry", __name__, url_prefix="/desk-entry")

PROXIES = ("organiser", "chief")
KEYERS = (*PROXIES, "floor")
SHUT = ("submitted", "signed", "excused")
MOST_FIELDS = 3000


@blueprint.get("")
@needs(*KEYERS)
def home() -> str | Answer:
    """Which sheet; and the keyed ones that wait for a second person."""
    competition = _competition()
    running = [each for each in read.events(competition.id) if each.state == "open"] if competition else []
    wanted = request.args.get("event", "")
    event = next((each for each in running if each.slug == wanted), running[0] if running else None)
    problem = ""
    if event is not None and request.args.get("who"):
        found = _chosen_sheet(event)
        if not isinstance(found, str):
            return found
        problem = found
    return render_template(
        "desk_entry/home.html",
        competition=competition,
        events=running,
        event=event,
        entries=read.contestants(event.id) if event else [],
        problem=problem,
        keyed=[_told(row) for row in read.keyed_sheets(competition.id)] if competition else [],
        may_proxy=_may_proxy(),
        **_words(),
    )


def _chosen_sheet(event: Event) -> Answer | str:
    """The way to the sheet that the form asks for, or what is wrong with the form."""
    who, key = request.args.get("who", "").strip(), request.args.get("seat", "")
    seat = next((each for each in event.seats if each.key == key), None)
    one = next((each for each in read.contestants(event.id) if who in _names(each)), None)
    if one is None:
        return _("There is no contestant “%(who)s”: write the entry number, or heat-station such as 2-5.", who=who[:40])
    if seat is None:
        return _("Choose the seat.")
    way = "proxy" if request.args.get("way") == "proxy" and _may_proxy() else "paper"
    return redirect(url_for(".sheet", slug=event.slug, contestant_id=one.id, seat_id=seat.id, way=way))


def _names(one: Contestant) -> set[str]:
    """What may be typed for a contestant."""
    place = {f"{one.heat.number}-{one.station.number}"} if one.heat and one.station else set()
    return {one.number, *place}


@blueprint.route("/<slug>/<int:contestant_id>/<int:seat_id>/<any(proxy, paper):way>", methods=["GET", "POST"])
@needs(*KEYERS)
def sheet(slug: str, contestant_id: int, seat_id: int, way: str) -> Any:
    """The whole sheet; POST takes all of it at once."""
    event, one, seat = _sheet_of(slug, contestant_id, seat_id, way)
    rubric, state = read.rubric_of(event), _state(one, seat)
    if request.method == "GET":
        return _form(event, one, seat, way, _before(event, one, seat, way, state), {}, state)
    found = desk_form.filled(rubric, seat, request.form)
    if found.wrong:
        return _form(event, one, seat, way, request.form, found.wrong, state), 422
    answer = _enter(one, seat, found, state) if way == "proxy" else _key(one, seat, found)
    if isinstance(answer, Refusal):
        flash(answer.say(language()), "wrong")
        return _form(event, one, seat, way, request.form, {}, state), 422
    if way == "paper":
        return done(_("Kept. A second person must now compare it with the paper."), url_for(".home", event=slug))
    return done(_("Saved."), url_for(".sheet", slug=slug, contestant_id=one.id, seat_id=seat.id, way=way))


@blueprint.post("/<slug>/<int:contestant_id>/<int:seat_id>/<any(proxy, paper):way>/lines")
@needs(*KEYERS)
def lines(slug: str, contestant_id: int, seat_id: int, way: str) -> Response:
    """Some lines of the sheet, looked at; by a proxy entered, too."""
    _event, one, seat = _sheet_of(slug, contestant_id, seat_id, way)
    facts = sent()
    items, fields = facts.get("items"), facts.get("fields")
    if not isinstance(items, list) or not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        return say(422, "invalid", _("A JSON object is expected."))
    typed = {str(name): value for name, value in fields.items() if isinstance(value, str)}
    rubric = read.rubric_of(seat.event)
    found = desk_form.filled(rubric, seat, typed, [str(item) for item in items])
    state = _state(one, seat)
    if way == "proxy":
        good = {item: pairs for item, pairs in found.pairs.items() if not _refused_in(found, seat, item)}
        answer = _write(one, seat, desk_form.changes(state, good, facts["uid"]), state)
        if isinstance(answer, Refusal):
            return refused(answer)
        state = answer
    told = {item: _line(state, seat, item, found, way) for item in found.pairs}
    figures = {name: state[name] for name in ("state", "total", "full", "covered", "of")}
    return jsonify(ok=True, wrong=found.wrong, lines=told, sheet=figures)


@blueprint.post("/<slug>/<int:contestant_id>/<int:seat_id>/hand-in")
@needs(*PROXIES)
def hand_in(slug: str, contestant_id: int, seat_id: int) -> Answer:
    """Hand the sheet in for the judge, who has signed the paper."""
    _event, one, seat = _sheet_of(slug, contestant_id, seat_id, "proxy")
    back = url_for(".sheet", slug=slug, contestant_id=one.id, seat_id=seat.id, way="proxy")
    if not request.form.get("signed"):
        return not_done(refusal("not-signed-paper"), back)
    answer = record.submit_sheet(g.by, request.form.get("uid", ""), one.id, seat.id, language(), Hand(reason="proxy"))
    if isinstance(answer, Refusal):
        return not_done(answer, back)
    return done(_("Handed in for %(seat)s.", seat=seat_name(seat)), url_for(".home", event=slug))


def _enter(one: Contestant, seat: Seat, found: desk_form.Filled, state: dict[str, Any]) -> dict[str, Any] | Refusal:
    return _write(one, seat, desk_form.changes(state, found.pairs, _uid()), state)


def _write(
    one: Contestant, seat: Seat, marks: list[dict[str, Any]], state: dict[str, Any]
) -> dict[str, Any] | Refusal:
    if not marks:
        return state
    facts = [cast(NewMark, mark) for mark in marks]
    return record.record_marks(g.by, one.id, seat.id, facts, language(), means="proxy")


def _key(one: Contestant, seat: Seat, found: desk_form.Filled) -> Any:
    return record.record_keyed(g.by, _uid(), one.id, seat.id, found.lines)


def _uid() -> str:
    """The form's own, so that a form sent twice is one act."""
    return request.form.get("uid", "") or secrets.token_hex(16)


def _refused_in(found: desk_form.Filled, seat: Seat, item: str) -> bool:
    return any(name.startswith(desk_form.name(1, seat.key, item, "")) for name in found.wrong)


def _line(state: dict[str, Any], seat: Seat, item: str, found: desk_form.Filled, way: str) -> dict[str, str]:
    """How one line stands: by a proxy as the sheet has it, on paper whether anything right is said."""
    if way == "paper":
        said = bool(found.pairs[item]) and not _refused_in(found, seat, item)
        return {"state": "typed" if said else "untouched", "cost": ""}
    row = state["items"][item]
    return {"state": row["state"], "cost": row["cost"]}


def _before(event: Event, one: Contestant, seat: Seat, way: str, state: dict[str, Any]) -> dict[str, str]:
    """What stands in the fields at first: the sheet as it is; of paper what this person keyed before."""
    rubric = read.rubric_of(event)
    if way == "proxy":
        standing = desk_form.standing_of(state)
        marks = [(item, place, value) for item, here in standing.items() for place, (value, _) in here.items()]
        return desk_form.typed_of(rubric, seat, marks)
    keyed = read.keyed_before(one.id, [seat.id])
    mine = read.keyed_sheet(keyed.id, language()) if keyed is not None and keyed.person_id == g.person.id else None
    return desk_form.typed_of(rubric, seat, mine["lines"]) if mine else {}


def _form(
    event: Event, one: Contestant, seat: Seat, way: str, typed: Any, wrong: dict[str, str], state: dict[str, Any]
) -> str:
    waiting = read.keyed_sheets(event.competition_id)
    return render_template(
        "desk_entry/sheet.html",
        competition=event.competition,
        event=event,
        one=one,
        seat=seat,
        way=way,
        parts=desk_form.SheetForm(read.rubric_of(event), seat, typed, wrong).parts(),
        state=state,
        shut=state["state"] in SHUT or (way == "paper" and state["state"] != "untouched"),
        rejected=next((row for row in waiting if _is_mine(row, one, seat) and row["state"] == "rejected"), None),
        waits=next((row for row in waiting if _is_mine(row, one, seat) and row["state"] == "waiting"), None),
        uid=secrets.token_hex(16),
        may_proxy=_may_proxy(),
        **_words(),
    )


def _is_mine(row: dict[str, Any], one: Contestant, seat: Seat) -> bool:
    return (row["contestant_id"], row["seat_id"]) == (one.id, seat.id)


def _sheet_of(slug: str, contestant_id: int, seat_id: int, way: str) -> tuple[Event, Contestant, Seat]:
    """What the address names, if this person may enter there in this way."""
    if way == "proxy" and not _may_proxy():
        abort(403)
    event, one = event_of(slug), read.contestant(contestant_id)
    seat = next((each for each in event.seats if each.id == seat_id), None)
    if one is None or seat is None or one.event_id != event.id or one.practice:
        abort(404)
    return event, one, seat


def _state(one: Contestant, seat: Seat) -> dict[str, Any]:
    return read.sheet(one.id, seat.id, language()) or abort(404)


def _may_proxy() -> bool:
    return g.person.role in PROXIES


def _competition() -> Competition | None:
    return read.competition(g.person.competition_id) if g.person.competition_id else chosen()


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A keyed sheet with its words, for the list."""
    event = read.event_by_slug(row["event"])
    seat = next((each for each in event.seats if each.id == row["seat_id"]), None) if event else None
    minutes = max(0, now_ms() - row["at"]) // 60_000
    mine = row["person_id"] == g.person.id
    return row | {
        "title": title_of(event) if event else "",
        "seat_name": seat_name(seat) if seat else "",
        "minutes": minutes,
        "mine": mine,
    }


def _words() -> dict[str, Any]:
    return {"seat_name": seat_name, "title_of": title_of, "moment": moment}
