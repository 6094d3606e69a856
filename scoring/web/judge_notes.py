"""A judge's notes on an item: words, ready words, a photo; and the item's rule in full. No figure changes here.

GET  /judge/sheet/<contestant>/<seat>/item/<item>.json  {"notes": [note], "before": [given], "help": {…}}: what this
                      seat noted, what it gave the item to its last six contestants, and the rule; never a name
POST /judge/notes     {"uid", "contestant", "seat", "item", "place"?, "kind": "text|chip|photo", "value"?, "photo"?
                      (JPEG, base64), "withdraws"?} → {"notes": [note]} of the sheet, or {"code", "message"}
GET  /photos/<uid>.jpg  the picture of a photo note: for chief, organiser, and whoever sits on the seat that took it

note = {uid, item, place, kind, value, text}; given = {heat, station, said, cost, points, state}. The same uid sent
again is the same note. Notes are taken while the sheet is open, then refused with words.
"""

import base64
import binascii
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, request

from scoring.engine.figures import plain
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.remarks import remarks_of
from scoring.store import read, record
from scoring.store.models import Seat
from scoring.store.refusals import Refusal
from scoring.web.access import at_home, needs
from scoring.web.drawing import code_of, earns
from scoring.web.errors import refused, say
from scoring.web.language import language
from scoring.web.rubric_words import Speaker

blueprint = Blueprint("judge_notes", __name__)

STAFF = ("organiser", "chief")
TEXTS = ("uid", "item", "place", "kind", "value", "withdraws")
MOST_PHOTO = 700_000  # characters of base64


@blueprint.get("/judge/sheet/<int:contestant_id>/<int:seat_id>/item/<item_id>.json")
@needs("judge")
def item(contestant_id: int, seat_id: int, item_id: str) -> Response:
    """Everything beside one line of the sheet."""
    if not read.belong_together(g.person.id, contestant_id, seat_id):
        abort(404)
    seat = next(each for each in read.seats_of(g.person) if each.id == seat_id)
    rubric = read.rubric_of(seat.event)
    found = next((each for each in rubric.items_of(seat.panel) if each.id == item_id), None)
    if found is None:
        abort(404)
    return jsonify(
        notes=[note for note in notes_on(seat, contestant_id) if note["item"] == item_id],
        before=read.before(contestant_id, seat_id, item_id, language()),
        help=help_of(rubric, found),
    )


@blueprint.post("/judge/notes")
@needs("judge")
def add() -> Response:
    """One note; answers what stands on the sheet now."""
    sent = _note_of(request.get_json(silent=True))
    if isinstance(sent, str):
        return say(422, "invalid", sent)
    contestant_id, seat_id = sent.pop("contestant"), sent.pop("seat")
    seat = next((each for each in read.seats_of(g.person) if each.id == seat_id), None)
    if seat is None or not read.belong_together(g.person.id, contestant_id, seat_id):
        abort(404)
    done = record.record_note(g.by, sent.pop("uid"), contestant_id, seat_id, **sent)
    if isinstance(done, Refusal):
        return refused(done)
    return jsonify(notes=notes_on(seat, contestant_id))


@blueprint.get("/photos/<uid>.jpg")
@needs("judge", *STAFF)
def photo(uid: str) -> Response:
    """The picture itself."""
    note = read.note_by_uid(uid)
    file = read.photo_of(uid) if note else None
    if note is None or file is None:
        abort(404)
    if not at_home(read.event_by_id(note.event_id)):
        abort(404)
    if g.person.role not in STAFF and note.seat_id not in [seat.id for seat in read.seats_of(g.person)]:
        abort(404)
    answer = Response(file.read_bytes(), mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@blueprint.app_template_global("notes_on")
def notes_on(seat: Seat, contestant_id: int) -> list[dict[str, Any]]:
    """What stands on this seat's sheet, oldest first."""
    names = ("uid", "item", "place", "kind", "value", "text")
    notes: list[Any] = read.notes_of(seat.event, language(), contestant_id, seat.id)
    return [{name: note[name] for name in names} for note in notes if note["stands"]]


@blueprint.app_template_global("help_of")
def help_of(rubric: Rubric, item: Item) -> dict[str, Any]:
    """The rule of an item as its judge reads it: what it is called, what is asked, what each finding is worth."""
    tongue = language()
    speaker = Speaker(rubric, tongue)
    return {
        "number": code_of(item.id),
        "title": item.title.say(tongue),
        "other": item.title.say("en" if tongue.startswith("zh") else "zh"),
        "points": plain(item.points) if item.points else "",
        "earns": earns(item),
        "text": speaker.say(item.help),
        "lines": speaker.lines(item),
        "section": rubric.sections_by_item[item.id].title.say(tongue),
        "source": speaker.say(rubric.source),
        "reasons": [{"value": each.zh, "text": each.say(tongue)} for each in remarks_of(item)],
    }


def _note_of(sent: Any) -> dict[str, Any] | str:
    """The note of a request, or which field is wrong. What a note may say is the store's business."""
    if not isinstance(sent, dict):
        return "{}"
    note: dict[str, Any] = {}
    for name in TEXTS:
        value = sent.get(name, "text" if name == "kind" else "")
        if not isinstance(value, str) or len(value) > 2000:
            return name
        note[name] = value
    for name in ("contestant", "seat"):
        if not isinstance(sent.get(name), int) or isinstance(sent[name], bool) or not 0 <= sent[name] < 2**31:
            return name
        note[name] = sent[name]
    picture = sent.get("photo", "")
    if not isinstance(picture, str) or len(picture) > MOST_PHOTO:
        return "photo"
    try:
        note["photo"] = base64.b64decode(picture, validate=True)
    except (binascii.Error, ValueError):
        return "photo"
    return note
