"""What a tablet says of itself every ten seconds, and what it hears in answer. Nothing of it is a fact of the contest.

POST /judge/here {"seat", "contestant"?, "item"?, "waiting", "refused", "battery"?: {"level": percent, "charging"},
                  "version", "visible", "rtt_ms"?, "lost", "journals": [[id, seat, entries made]],
                  "calling"?: {"uid", "seat", "contestant"?, "item"?, "since"?}, "nudge"?: {"uid", "seen"}}
  → {"now", "version", "nudge"?: {"uid", "from", "ready", "text", "at"},
     "call"?: {"uid", "over", "since", "coming", "from"}, "silence": [{"station", "contestant", "open"}]}

Times are ms of the server's clock. `rtt_ms` is how long the message before took, `lost` how many came to nothing since.
`nudge` says back that the words are shown, and whether the judge tapped "seen".
"""

from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, request

from scoring.live.fleet import Fleet
from scoring.live.presence import Beat, Calling
from scoring.store import read, record
from scoring.store.clock import now_ms
from scoring.web.access import needs
from scoring.web.errors import say

blueprint = Blueprint("presence", __name__)

MOST_HEADS = 50
TOUCH = 60_000  # ms between two notes in the database of when a tablet was seen


class Odd(Exception):
    """A field that is not what it should be."""


@blueprint.post("/judge/here")
@needs("judge")
def here() -> Response:
    """Take the beat, answer what waits for this tablet."""
    sent = request.get_json(silent=True)
    try:
        beat = beat_of(sent if isinstance(sent, dict) else {})
    except Odd as field:
        return say(422, "invalid", str(field))
    if beat is None:
        return say(404, "unknown", "seat")
    fleet = fleet_of_app()
    heads, known = fleet.new_heads(beat), fleet.tablets.get(beat.device)
    answer = fleet.hear(beat)
    if heads:
        own = {seat.id for seat in read.seats_of(g.person)}
        record.record_heads(g.by, [head for head in heads if head[1] in own])
    if known is None or g.device.seen <= now_ms() - TOUCH:
        record.touch_device(beat.device)
    silent = [one for one in fleet.silence(beat.event) if one["seat_id"] == beat.seat]
    return jsonify(
        now=now_ms(),
        version=current_app.config["VERSION"],
        silence=[
            {"station": one["station"], "contestant": one["contestant_id"], "open": one["open"]} for one in silent
        ],
        **answer,
    )


def fleet_of_app() -> Fleet:
    """The one registry of this application."""
    fleet: Fleet = current_app.extensions["scoring.fleet"]
    return fleet


def beat_of(sent: dict[str, Any]) -> Beat | None:
    """The beat that was sent, None where the person does not sit there. Raises Odd with the name of a wrong field."""
    seat = whole(sent, "seat")
    event = read.sits_in(g.person.id, seat) if seat else None
    if seat is None or event is None:
        return None
    return Beat(
        device=g.device.id,
        person=g.person.id,
        seat=seat,
        event=event,
        contestant=whole(sent, "contestant"),
        item=text(sent, "item"),
        waiting=whole(sent, "waiting") or 0,
        refused=whole(sent, "refused") or 0,
        battery=battery_of(sent.get("battery")),
        version=text(sent, "version"),
        visible=sent.get("visible") is not False,
        rtt=whole(sent, "rtt_ms"),
        lost=min(whole(sent, "lost") or 0, 100),
        calling=calling_of(sent.get("calling"), seat, event),
        heard=heard_of(sent.get("nudge")),
        heads=heads_of(sent.get("journals")),
    )


def calling_of(sent: Any, seat: int, event: int) -> Calling | None:
    """The call that stands on the tablet; it may have been made at another seat of the same judge."""
    if sent is None:
        return None
    if not isinstance(sent, dict):
        raise Odd("calling")
    uid, of = text(sent, "uid"), whole(sent, "seat") or seat
    its_event = event if of == seat else read.sits_in(g.person.id, of)
    if len(uid) < 8 or its_event is None:
        return None
    since = sent.get("since")
    return Calling(
        uid, of, its_event, whole(sent, "contestant"), text(sent, "item"), since if type(since) is int else None
    )


def battery_of(sent: Any) -> tuple[int, bool] | None:
    """Percent and whether it is charging; None where the browser tells nothing."""
    if sent is None:
        return None
    level = whole(sent, "level") if isinstance(sent, dict) else None
    if level is None or level > 100:
        raise Odd("battery")
    return level, sent.get("charging") is True


def heard_of(sent: Any) -> tuple[str, bool] | None:
    """Which words the tablet shows, and whether they were seen."""
    if sent is None:
        return None
    if not isinstance(sent, dict):
        raise Odd("nudge")
    return text(sent, "uid"), sent.get("seen") is True


def heads_of(sent: Any) -> tuple[tuple[str, int, int], ...]:
    """(journal, seat, entries made) of the tablet's journals; whatever is no such thing is left out."""
    rows = [row for row in sent if isinstance(row, list) and len(row) == 3] if isinstance(sent, list) else []
    return tuple(
        (journal, seat, made)
        for journal, seat, made in rows[:MOST_HEADS]
        if isinstance(journal, str) and type(seat) is int and type(made) is int
    )


def whole(sent: dict[str, Any], name: str) -> int | None:
    """A whole number from 0 on, None where there is none."""
    value = sent.get(name)
    if value is None:
        return None
    if type(value) is not int or not 0 <= value < 2**31:
        raise Odd(name)
    return value


def text(sent: dict[str, Any], name: str) -> str:
    """A short text, "" where there is none."""
    value = sent.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 64:
        raise Odd(name)
    return value
