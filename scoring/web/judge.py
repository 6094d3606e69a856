"""The judge's screens: heats, scoresheet, review; and the addresses by which marks come in. Never shows a name.

GET  /judge                                  the heat by station; `?seat=ID` where a person has several seats
GET  /judge/sheet/<contestant>/<seat>        the scoresheet, drawn from the rubric
GET  /judge/sheet/<contestant>/<seat>.json   its SheetState, as `read.sheet` answers it, with `clock` and `floor`
GET  /judge/sheet/<contestant>/<seat>/review what was taken off and why, what is missing; the place to hand in
POST /judge/marks                            {"marks": [{"uid", "contestant", "seat", "item", "place", "value", "order",
                                             "withdraws"?}]}: 1 to 100 of ONE sheet; contestant and seat are row ids
  with the place in the tablet's journal: "journal", "number", "link", as store/chain.py says; and with "known" of the
  SheetState that the judge saw: what another tablet entered since is not overwritten unseen
  → {"results": [{"uid", "ok": true} | {"uid", "refusal": {"code", "message"}, "kept"?: true}], "sheet": SheetState}
  200 when at least one was taken, else the status of the first refusal. Sent twice with the same uid = taken once.
  "kept": the server holds the mark until somebody decides about it (the sheet was handed in, say)
POST /judge/sheet/<contestant>/<seat>/submit, ask, unask, aside: handing.py

POSTs carry the header X-CSRFToken (from <meta name="csrf-token">). Other errors are {"code", "message"} too.
"""

from itertools import groupby
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from scoring.engine.values import clearable
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Section
from scoring.store import read, record
from scoring.store.clock import now_ms
from scoring.store.models import Contestant, Seat
from scoring.store.record import By
from scoring.store.refusals import Refusal
from scoring.web import drawing, handing
from scoring.web.access import ask_in, needs
from scoring.web.errors import refused, say, status_of
from scoring.web.floor_words import status_word
from scoring.web.language import language
from scoring.web.marks import bar_of, fact_of, marks_of, results_of
from scoring.web.right_place import floor_of
from scoring.web.rubric_words import Speaker
from scoring.web.seat_words import seat_of_panel, trainee_of_panel

judge = Blueprint("judge", __name__, url_prefix="/judge")
judge.register_blueprint(handing.blueprint)

SHUT = ("submitted", "signed", "excused")
SWEPT = ("measured", "counted", "checked", "faults")  # all others are never marked without a look at each


@judge.app_template_global("speaker_of")
def speaker_of(rubric: Rubric) -> Speaker:
    """Who says the rules of the rubric in the page's language."""
    return Speaker(rubric, language())


@judge.get("")
@needs("judge")
def heats() -> str:
    """The person's heats by station, the active one first; with several seats, of the chosen one."""
    seats = read.seats_of(g.person)
    wish = request.args.get("seat", type=int)
    seat = next((seat for seat in seats if seat.id == wish), seats[0] if seats else None)
    return render_template(
        "judge/heats.html",
        seats=seats,
        seat=seat,
        named=seat_named,
        status_word=status_word,
        heats=_heats(seat) if seat else [],
        practice=read.practice_card(seat) if seat else None,
    )


@judge.get("/sheet/<int:contestant_id>/<int:seat_id>")
@needs("judge")
def sheet(contestant_id: int, seat_id: int) -> str:
    """The scoresheet; read-only once it is handed in."""
    seat, contestant = _mine(contestant_id, seat_id)
    rubric = read.rubric_of(seat.event)
    return render_template(
        "judge/sheet.html",
        seat=seat,
        named=seat_named,
        contestant=contestant,
        rubric=rubric,
        parts=parts_of(rubric, seat),
        whole={section.id: section for module in rubric.written for section in module.sections},
        state=_on_the_floor(_state(contestant_id, seat_id), seat, contestant),
        now_ms=now_ms(),
        prices=lambda item: read.prices(item, language()),
        clearable=clearable,
        swept=sweepable,
        drawing=drawing,
    )


@judge.get("/sheet/<int:contestant_id>/<int:seat_id>.json")
@needs("judge")
def state(contestant_id: int, seat_id: int) -> Response:
    """The figures of the sheet, for redrawing."""
    seat, contestant = _mine(contestant_id, seat_id)
    return jsonify(_on_the_floor(_state(contestant_id, seat_id), seat, contestant))


@judge.get("/sheet/<int:contestant_id>/<int:seat_id>/review")
@needs("judge")
def review(contestant_id: int, seat_id: int) -> str | Answer:
    """What the sheet says, once more in words, before it is handed in."""
    seat, contestant = _mine(contestant_id, seat_id)
    state = _state(contestant_id, seat_id)
    if state["state"] in SHUT:
        return redirect(url_for(".sheet", contestant_id=contestant_id, seat_id=seat_id))
    rubric = read.rubric_of(seat.event)
    return render_template(
        "judge/review.html",
        seat=seat,
        named=seat_named,
        contestant=contestant,
        rubric=rubric,
        items=rubric.items_of(seat.panel),
        named_in=lambda item: rubric.named(item).say(language()),
        drawing=drawing,
        state=state,
        floor=floor_of(contestant, seat),
        clearable=lambda item: clearable(item) and sweepable(item),
    )


@judge.post("/marks")
def marks() -> Answer:
    """Take the marks of one sheet: each is entered, or held. A tablet that lost its seat may still send."""
    lost = g.former if g.former and g.former.ended == "taken-over" else None
    turned_away = None if lost else ask_in(("judge",))
    if turned_away is not None:
        return turned_away
    sent = marks_of(request.get_json(silent=True))
    if isinstance(sent, str):
        return say(422, "invalid", sent)
    device, by = (lost, By(lost.person_id, lost.id)) if lost else (g.device, g.by)
    contestant_id, seat_id = sent[0]["contestant"], sent[0]["seat"]
    bar = bar_of(device.person_id, device, contestant_id, seat_id)
    if bar and not read.once_sat(device, contestant_id, seat_id):
        abort(404)
    taken = record.take_marks(by, contestant_id, seat_id, [fact_of(mark) for mark in sent], language(), record.Way(bar))
    if isinstance(taken, Refusal):
        return refused(taken)
    reply = jsonify(results=results_of(sent, taken), sheet=taken.state)
    if len(taken.refusals) == len(sent):
        reply.status_code = status_of(next(iter(taken.refusals.values())))
    return reply


def _mine(contestant_id: int, seat_id: int) -> tuple[Seat, Contestant]:
    """The seat and the contestant, if this person sits there and the two belong together; else there is no page."""
    seat = next((seat for seat in read.seats_of(g.person) if seat.id == seat_id), None)
    contestant = read.contestant(contestant_id)
    if seat is None or contestant is None or contestant.event_id != seat.event_id:
        abort(404)
    return seat, contestant


def _state(contestant_id: int, seat_id: int) -> dict[str, Any]:
    state = read.sheet(contestant_id, seat_id, language())
    if state is None:
        abort(404)
    return state


def seat_named(seat: Seat) -> str:
    """What a seat is called on screen: its own title, else its panel's, numbered where the panel has several."""
    if seat.title:
        return seat.title
    panel = next((panel for panel in read.rubric_of(seat.event).panels if panel.id == seat.panel), None)
    title = panel.title.say(language()) if panel else seat.key
    if seat.trainee:
        return trainee_of_panel(title, seat.key)
    fellows = [each.id for each in seat.event.seats if each.panel == seat.panel and not each.trainee]
    return seat_of_panel(title, fellows.index(seat.id) + 1) if len(fellows) > 1 else title


def _on_the_floor(state: dict[str, Any], seat: Seat, contestant: Contestant) -> dict[str, Any]:
    """The same with the station's clock and whether its heat is on, for showing; answers to marks leave both out."""
    row = read.floor_row(state["contestant_id"])
    clock = row["clock"] if row else None
    floor = floor_of(contestant, seat, state["state"] in SHUT)
    return handing.with_hours(state) | {"clock": clock if clock and clock["module"] else None, "floor": floor}


def _heats(seat: Seat) -> list[dict[str, Any]]:
    """The rows of each heat: the active heat first, the others in their order."""
    rows = read.heat_view(seat)
    heats = [
        {"number": number, "state": own[0]["heat_state"], "rows": own}
        for number, own in ((number, list(group)) for number, group in groupby(rows, key=lambda row: row["heat"]))
    ]
    return sorted(heats, key=lambda heat: heat["state"] != "active")


def parts_of(rubric: Rubric, seat: Seat) -> list[tuple[Section, list[Item]]]:
    """The sections that this seat marks, each with only this panel's items."""
    own = (
        (section, [item for item in section.items if rubric.panel_of(section, item) == seat.panel])
        for module in rubric.parts
        for section in module.sections
    )
    return [(section, items) for section, items in own if items]


def sweepable(item: Item) -> bool:
    """Whether "looked at, nothing found" may be said of it together with others."""
    return item.kind in SWEPT and clearable(item)
