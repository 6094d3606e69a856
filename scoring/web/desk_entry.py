"""The desk enters for a judge: at once, as a proxy; or a paper sheet, which counts when a second person confirmed it.

GET  /desk-entry?event=&who=&seat=&way=       chooses a sheet (goes there when all is given); what waits
GET, POST /desk-entry/<slug>/<contestant>/<seat>/<way>   the whole sheet as a form; way: proxy or paper. POST of all its
                                              fields enters them (proxy), or keeps them for the second person
POST /desk-entry/<slug>/<contestant>/<seat>/<way>/lines  JSON {uid, items: [ids], fields: {name: text}, drawn: {name:
                                              text}}: enters what was altered on these lines (proxy → {ok, wrong, lines,
                                              sheet}), or looks at them (paper → {ok, wrong, lines})
POST /desk-entry/<slug>/<contestant>/<seat>/hand-in  {uid, signed=1, seen}: the judge has signed what was `seen`

The second person's pages, /desk-entry/keyed/<id>, are in desk_confirm.py. Organiser and chief enter as proxies; paper
may be keyed and confirmed by the floor too, who sees no mark but the paper's. Fields are named as desk_form.py says.
`drawn` are the fields as the page showed them first (of a form: as JSON): only what differs from them is entered, and a
line that was changed elsewhere since is refused. Forms carry csrf_token, JSON the header X-CSRFToken.
"""

import json
import secrets
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, cast

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from scoring.store import read, record
from scoring.store.clock import now_ms
from scoring.store.models import Contestant, Event, Seat
from scoring.store.record import Hand, NewMark
from scoring.store.refusals import Refusal, refusal
from scoring.web import desk_form
from scoring.web.access import needs
from scoring.web.acts import event_of, sent
from scoring.web.errors import refused, say
from scoring.web.hours import moment
from scoring.web.language import language
from scoring.web.outcome import done, not_done, own, seat_name, title_of

blueprint = Blueprint("desk_entry", __name__, url_prefix="/desk-entry")

PROXIES = ("organiser", "chief")
KEYERS = (*PROXIES, "floor")
SHUT = ("submitted", "signed", "excused")
HANDED = ("submitted", "signed")
MOST_FIELDS = 3000
TURNS = 3  # a tablet that delivers in the very moment makes us look again


@blueprint.get("")
@needs(*KEYERS)
def home() -> str | Answer:
    """Which sheet; and the keyed ones that wait for a second person."""
    competition = own()
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
    if request.method == "GET":
        return _form(event, one, seat, way, _state(one, seat))
    found = desk_form.filled(read.rubric_of(event), seat, request.form)
    return _proxied(event, one, seat, found) if way == "proxy" else _keyed(event, one, seat, found)


def _keyed(event: Event, one: Contestant, seat: Seat, found: desk_form.Filled) -> Any:
    """Keep the paper for the second person, or draw the form again with what is wrong."""
    if not found.wrong:
        answer = record.record_keyed(g.by, _uid(), one.id, seat.id, found.lines)
        if not isinstance(answer, Refusal):
            told = _("Kept. A second person must now compare it with the paper.")
            return done(told, url_for(".home", event=event.slug))
        flash(answer.say(language()), "wrong")
    return _form(event, one, seat, "paper", _state(one, seat), request.form, found.wrong), 422


def _proxied(event: Event, one: Contestant, seat: Seat, found: desk_form.Filled) -> Any:
    """Enter what the form alters, or nothing: where a line is refused, draw it again over what stands now."""
    drawn = _texts(_json(request.form.get("drawn", "")))
    answer = _enter(one, seat, found, drawn, _uid(), whole=True)
    state, overtaken = answer if not isinstance(answer, Refusal) else (_state(one, seat), [])
    if isinstance(answer, Refusal):
        flash(answer.say(language()), "wrong")
    elif not (found.wrong or overtaken):
        address = url_for(".sheet", slug=event.slug, contestant_id=one.id, seat_id=seat.id, way="proxy")
        return done(_("Saved."), address)
    rubric = read.rubric_of(event)
    typed = desk_form.redrawn(seat, request.form, drawn, desk_form.drawn_of(rubric, seat, state), overtaken)
    wrong = desk_form.wrong_of(seat, found, overtaken)
    return _form(event, one, seat, "proxy", state, typed, wrong, overtaken), 422


@blueprint.post("/<slug>/<int:contestant_id>/<int:seat_id>/<any(proxy, paper):way>/lines")
@needs(*KEYERS)
def lines(slug: str, contestant_id: int, seat_id: int, way: str) -> Response:
    """Some lines of the sheet, looked at; by a proxy entered, too."""
    _event, one, seat = _sheet_of(slug, contestant_id, seat_id, way)
    facts = sent()
    items, fields = facts.get("items"), facts.get("fields")
    if not isinstance(items, list) or not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        return say(422, "invalid", _("A JSON object is expected."))
    rubric = read.rubric_of(seat.event)
    found = desk_form.filled(rubric, seat, _texts(fields), [str(item) for item in items])
    if way == "paper":
        return jsonify(ok=True, wrong=found.wrong, lines=desk_form.typed_lines(seat, found))
    answer = _enter(one, seat, found, _texts(facts.get("drawn")), facts["uid"])
    if isinstance(answer, Refusal):
        return refused(answer)
    state, overtaken = answer
    told = desk_form.entered_lines(rubric, seat, state, found, overtaken)
    wrong = desk_form.wrong_of(seat, found, overtaken)
    figures = {name: state[name] for name in ("state", "total", "full", "covered", "of", "seen")}
    return jsonify(ok=True, wrong=wrong, lines=told, sheet=figures)


@blueprint.post("/<slug>/<int:contestant_id>/<int:seat_id>/hand-in")
@needs(*PROXIES)
def hand_in(slug: str, contestant_id: int, seat_id: int) -> Answer:
    """Hand the sheet in for the judge, who has signed the paper."""
    _event, one, seat = _sheet_of(slug, contestant_id, seat_id, "proxy")
    back = url_for(".sheet", slug=slug, contestant_id=one.id, seat_id=seat.id, way="proxy")
    if not request.form.get("signed"):
        return not_done(refusal("not-signed-paper"), back)
    uid, seen = (request.form.get(name, "") for name in ("uid", "seen"))
    answer = record.submit_sheet(g.by, uid, one.id, seat.id, language(), Hand(reason="proxy"), seen)
    if isinstance(answer, Refusal):
        return not_done(answer, back)
    if answer["state"] not in HANDED:
        return not_done(refusal("page-sent"), back)  # an old page: the sheet was returned since
    return done(_("Handed in for %(seat)s.", seat=seat_name(seat)), url_for(".home", event=slug))


def _enter(
    one: Contestant, seat: Seat, found: desk_form.Filled, drawn: Mapping[str, str], uid: str, whole: bool = False
) -> tuple[dict[str, Any], list[str]] | Refusal:
    """Enter what was altered; answers the SheetState and the lines that were altered elsewhere meanwhile.

    `whole`: nothing is entered where anything is refused.
    """
    rubric = read.rubric_of(seat.event)
    for _turn in range(TURNS):
        state = _state(one, seat)
        marks, overtaken = desk_form.changes(rubric, seat, state, found, drawn, uid)
        if (marks or overtaken) and state["state"] in SHUT:
            return refusal(state["state"], seat=seat.key)
        if not marks or (whole and (overtaken or found.wrong)):
            return state, overtaken
        facts = [cast(NewMark, mark | {"known": state["known"]}) for mark in marks]
        answer = record.record_marks(g.by, one.id, seat.id, facts, language(), means="proxy")
        if not isinstance(answer, Refusal):
            return answer, overtaken
        if answer.code != "overtaken":
            return answer
    return refusal("overtaken")


def _uid() -> str:
    """The form's own, so that a form sent twice is one act."""
    return request.form.get("uid", "") or secrets.token_hex(16)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _texts(fields: Any) -> dict[str, str]:
    """Fields by name, whatever was sent."""
    found = fields if isinstance(fields, dict) and len(fields) <= MOST_FIELDS else {}
    return {str(name): value for name, value in found.items() if isinstance(value, str)}


def _before(one: Contestant, seat: Seat, way: str, state: dict[str, Any]) -> dict[str, str]:
    """What stands in the fields at first: the sheet as it is; of paper what this person keyed before."""
    rubric = read.rubric_of(seat.event)
    if way == "proxy":
        return desk_form.drawn_of(rubric, seat, state)
    keyed = read.keyed_before(one.id, [seat.id])
    mine = read.keyed_sheet(keyed.id, language()) if keyed is not None and keyed.person_id == g.person.id else None
    return desk_form.typed_of(rubric, seat, mine["lines"]) if mine else {}


def _form(
    event: Event,
    one: Contestant,
    seat: Seat,
    way: str,
    state: dict[str, Any],
    typed: Any = None,
    wrong: Mapping[str, str] = MappingProxyType({}),
    overtaken: Collection[str] = (),
) -> str:
    """The form over this state of the sheet; `typed` are its fields where it is drawn again."""
    waiting, before = read.keyed_sheets(event.competition_id), _before(one, seat, way, state)
    typed = before if typed is None else typed
    return render_template(
        "desk_entry/sheet.html",
        competition=event.competition,
        event=event,
        one=one,
        seat=seat,
        way=way,
        parts=desk_form.SheetForm(read.rubric_of(event), seat, typed, wrong).parts(),
        overtaken=dict.fromkeys(overtaken, desk_form.overtaken_words()),
        overtaken_words=desk_form.overtaken_words(),
        drawn=json.dumps(before, ensure_ascii=False, sort_keys=True),
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


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A keyed sheet with its words, for the list."""
    event = read.event_by_slug(row["event"])
    seat = next((each for each in event.seats if each.id == row["seat_id"]), None) if event else None
    return row | {
        "title": title_of(event) if event else "",
        "seat_name": seat_name(seat) if seat else "",
        "minutes": max(0, now_ms() - row["at"]) // 60_000,
        "mine": row["person_id"] == g.person.id,
    }


def _words() -> dict[str, Any]:
    return {"seat_name": seat_name, "title_of": title_of, "moment": moment}
