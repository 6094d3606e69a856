"""The public pages: the board for the hall, the phone page, and their standings as JSON.

They know only what the feed read through the gate in `store/read.py` lets out, and pass it on as it is.
"""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask_babel import gettext as _

from scoring.live.feed import Snapshot
from scoring.store import read
from scoring.store.clock import now_ms

blueprint = Blueprint("display", __name__)

THEMES = ("navy", "red")
DWELL = 12_000  # ms that a page of the board stays
LEAST_DWELL = 2_000


@blueprint.get("/screen")
def screen() -> Any:
    """The first public event; `?events=a,b` shows these in turn, `?events=all` every public one."""
    public = [event["event"] for event in read.public_events()]
    wanted = [slug.strip() for slug in request.args.get("events", "").split(",") if slug.strip()]
    everything = wanted == ["all"]
    events = public if everything else [slug for slug in wanted if slug in public] if wanted else public[:1]
    if not events:
        return _nothing("display.board", _("No event is open yet") if not public else _("No such event"))
    return _board(events, everything)


@blueprint.get("/screen/<slug>")
def board(slug: str) -> Any:
    """The board of one event."""
    if _snapshot(slug) is None:
        return _nothing("display.board", _("No such event"))
    return _board([slug], everything=False)


@blueprint.get("/live/<slug>")
def phone(slug: str) -> Any:
    """The standings in one column, for a telephone in the audience."""
    snapshot = _snapshot(slug)
    if snapshot is None:
        return _nothing("display.phone", _("No such event"))
    return render_template("display/phone.html", standings=snapshot.standings, now=now_ms())


@blueprint.get("/live/events.json")
def events() -> Response:
    """The events that the public may see."""
    answer = jsonify(read.public_events())
    answer.cache_control.no_cache = True
    return answer


@blueprint.get("/live/<slug>/standings.json")
def standings(slug: str) -> Any:
    """The public snapshot; ETag is the revision, so that a screen asking again costs nothing."""
    snapshot = _snapshot(slug)
    if snapshot is None:
        return jsonify({"error": "no such event"}), 404
    answer = Response(snapshot.body, mimetype="application/json")
    answer.set_etag(str(snapshot.standings["revision"]))
    answer.cache_control.no_cache = True
    return answer.make_conditional(request)


def _snapshot(slug: str) -> Snapshot | None:
    """What the feed last sent or would send now, with its one byte string."""
    snapshot: Snapshot | None = current_app.extensions["scoring.feed"].newest(slug)
    return snapshot


def _board(events: list[str], everything: bool) -> str:
    snapshots = [snapshot.standings for slug in events if (snapshot := _snapshot(slug))]
    setting = {
        "events": events,
        "all": everything,
        "standings": snapshots,
        "now": now_ms(),
        "dwell": _dwell(request.args.get("dwell", "")),
    }
    return render_template("display/board.html", title=snapshots[0]["title"], theme=_theme(), setting=setting)


def _nothing(goal: str, sentence: str) -> Any:
    """A friendly page that says what is missing and offers what there is."""
    page = render_template(
        "display/none.html", sentence=sentence, events=read.public_events(), goal=goal, theme=_theme()
    )
    return page, 404 if request.view_args else 200


def _theme() -> str:
    theme = request.args.get("theme", "")
    return theme if theme in THEMES else THEMES[0]


def _dwell(seconds: str) -> int:
    """`?dwell=20` keeps each page for 20 seconds."""
    return max(LEAST_DWELL, int(seconds) * 1000) if seconds.isdecimal() and len(seconds) < 5 else DWELL
