"""The judge's screens: heats, scoresheet, review; and the addresses by which marks come in. Never shows a name.

GET  /judge                                  the heat by station; `?seat=ID` where a person has several seats
GET  /judge/sheet/<contestant>/<seat>        the scoresheet, drawn from the rubric
GET  /judge/sheet/<contestant>/<seat>.json   its SheetState, as `read.sheet` answers it, with `clock`
GET  /judge/sheet/<contestant>/<seat>/review what was taken off and why, what is missing; the place to hand in
POST /judge/marks                            {"marks": [{"uid", "contestant", "seat", "item", "place", "value", "order",
                                             "withdraws"?}]}: 1 to 100 of ONE sheet; contestant and seat are row ids
  → {"results": [{"uid", "ok": true} | {"uid", "refusal": {"code", "message"}}], "sheet": SheetState}
  200 when at least one was taken, else the status of the first refusal. Sent twice with the same uid = taken once.
POST /judge/sheet/<contestant>/<seat>/submit {"uid"} → {"sheet": SheetState}, or the refusal {"code", "message"}

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
from scoring.store.models import Contestant, Seat
from scoring.store.record import NewMark
from scoring.store.refusals import Refusal
from scoring.web import drawing
from scoring.web.access import needs
from scoring.web.errors import refused, say, status_of
from scoring.web.floor_words import status_word
from scoring.web.language import language
from scoring.web.rubric_words import Speaker
from scoring.web.seat_words import seat_of_panel

judge = Blueprint("judge", __name__, url_prefix="/judge")

MOST_MARKS = 100  # in one request; a sweep of the longest section is far below
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
        named=_named,
        status_word=status_word,
        heats=_heats(seat) if seat else [],
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
        named=_named,
        contestant=contestant,
        rubric=rubric,
        parts=_parts(rubric, seat),
        whole={section.id: section for module in rubric.written for section in module.sections},
        state=_with_clock(_state(contestant_id, seat_id)),
        prices=lambda item: read.prices(item, language()),
        clearable=clearable,
        swept=_swept,
        drawing=drawing,
    )


@judge.get("/sheet/<int:contestant_id>/<int:seat_id>.json")
@needs("judge")
def state(contestant_id: int, seat_id: int) -> Response:
    """The figures of the sheet, for redrawing."""
    _mine(contestant_id, seat_id)
    return jsonify(_with_clock(_state(contestant_id, seat_id)))


@judge.get("/sheet/<int:contestant_id>/<int:seat_id>/review")
@needs("judge")
def review(contestant_id: int, seat_id: int) -> str | Answer:
    """What the sheet says, once more in words, before it is handed in."""
    seat, contestant = _mine(contestant_id, seat_id)
    state = _state(contestant_id, seat_id)
    if state["state"] in ("submitted", "signed", "excused"):
        return redirect(url_for(".sheet", contestant_id=contestant_id, seat_id=seat_id))
    rubric = read.rubric_of(seat.event)
    return render_template(
        "judge/review.html",
        seat=seat,
        named=_named,
        contestant=contestant,
        rubric=rubric,
        items=rubric.items_of(seat.panel),
        named_in=lambda item: rubric.named(item).say(language()),
        drawing=drawing,
        state=state,
        clearable=lambda item: clearable(item) and _swept(item),
    )


@judge.post("/marks")
@needs("judge")
def marks() -> Response:
    """Take the marks of one sheet: in one transaction if all are admissible, else one by one, each with its reason."""
    sent = _marks_of(request.get_json(silent=True))
    if isinstance(sent, str):
        return say(422, "invalid", sent)
    contestant_id, seat_id = sent[0]["contestant"], sent[0]["seat"]
    if not read.belong_together(g.person.id, contestant_id, seat_id):
        abort(404)
    facts = [
        NewMark(uid=mark["uid"], item=mark["item"], place=mark["place"], value=mark["value"], order=mark["order"],
                withdraws=mark["withdraws"])
        for mark in sent
    ]  # fmt: skip
    state, refusals = _take(contestant_id, seat_id, facts)
    reply = jsonify(results=[_result(fact["uid"], refusals.get(fact["uid"])) for fact in facts], sheet=state)
    if len(refusals) == len(facts):
        reply.status_code = status_of(next(iter(refusals.values())))
    return reply


@judge.post("/sheet/<int:contestant_id>/<int:seat_id>/submit")
@needs("judge")
def submit(contestant_id: int, seat_id: int) -> Response:
    """Hand the sheet in; refused while items are open."""
    _mine(contestant_id, seat_id)
    uid = (request.get_json(silent=True) or {}).get("uid")
    if not isinstance(uid, str) or not _is_uid(uid):
        return say(422, "invalid", "uid")
    answer = record.submit_sheet(g.by, uid, contestant_id, seat_id, language())
    return refused(answer) if isinstance(answer, Refusal) else jsonify(sheet=answer)


def _take(contestant_id: int, seat_id: int, facts: list[NewMark]) -> tuple[dict[str, Any], dict[str, Refusal]]:
    """The SheetState after these marks, and the refusals by uid."""
    refusals: dict[str, Refusal] = {}
    answer = record.record_marks(g.by, contestant_id, seat_id, facts, language())
    if not isinstance(answer, Refusal):
        return answer, refusals
    for fact in facts:
        answer = record.record_marks(g.by, contestant_id, seat_id, [fact], language()) if len(facts) > 1 else answer
        if isinstance(answer, Refusal):
            refusals[fact["uid"]] = answer
    return _state(contestant_id, seat_id), refusals


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


def _named(seat: Seat) -> str:
    """What a seat is called on screen: its own title, else its panel's, numbered where the panel has several."""
    if seat.title:
        return seat.title
    panel = next((panel for panel in read.rubric_of(seat.event).panels if panel.id == seat.panel), None)
    fellows = [each.id for each in seat.event.seats if each.panel == seat.panel]
    title = panel.title.say(language()) if panel else seat.key
    return seat_of_panel(title, fellows.index(seat.id) + 1) if len(fellows) > 1 else title


def _with_clock(state: dict[str, Any]) -> dict[str, Any]:
    """The same with the station's clock, for showing only; answers to marks leave it out, it costs a score."""
    row = read.floor_row(state["contestant_id"])
    clock = row["clock"] if row else None
    return state | {"clock": clock if clock and clock["module"] else None}


def _heats(seat: Seat) -> list[dict[str, Any]]:
    """The rows of each heat: the active heat first, the others in their order."""
    rows = read.heat_view(seat)
    heats = [
        {"number": number, "state": own[0]["heat_state"], "rows": own}
        for number, own in ((number, list(group)) for number, group in groupby(rows, key=lambda row: row["heat"]))
    ]
    return sorted(heats, key=lambda heat: heat["state"] != "active")


def _parts(rubric: Rubric, seat: Seat) -> list[tuple[Section, list[Item]]]:
    """The sections that this seat marks, each with only this panel's items."""
    own = (
        (section, [item for item in section.items if rubric.panel_of(section, item) == seat.panel])
        for module in rubric.parts
        for section in module.sections
    )
    return [(section, items) for section, items in own if items]


def _swept(item: Item) -> bool:
    return item.kind in SWEPT and clearable(item)


def _result(uid: str, refusal: Refusal | None) -> dict[str, Any]:
    if refusal is None:
        return {"uid": uid, "ok": True}
    return {"uid": uid, "refusal": {"code": refusal.code, "message": refusal.say(language())}}


def _is_uid(text: Any) -> bool:
    return isinstance(text, str) and 8 <= len(text) <= 64 and text.isascii() and text.isprintable()


def _marks_of(sent: Any) -> list[dict[str, Any]] | str:
    """The marks of a request, or which field is wrong. What a value may be is the store's and the engine's business."""
    marks = sent.get("marks") if isinstance(sent, dict) else None
    if not isinstance(marks, list) or not 1 <= len(marks) <= MOST_MARKS:
        return f"marks: 1 … {MOST_MARKS}"
    for number, mark in enumerate(marks):
        if not isinstance(mark, dict) or not _is_uid(mark.get("uid")):
            return f"marks[{number}].uid"
        for name in ("contestant", "seat", "order"):
            if not isinstance(mark.get(name), int) or isinstance(mark[name], bool) or not 0 <= mark[name] < 2**31:
                return f"marks[{number}].{name}"
        for name in ("item", "place", "value", "withdraws"):
            if not isinstance(mark.setdefault(name, ""), str) or len(mark[name]) > 64:
                return f"marks[{number}].{name}"
        if (mark["contestant"], mark["seat"]) != (marks[0]["contestant"], marks[0]["seat"]):
            return f"marks[{number}]: contestant, seat"
    return marks
