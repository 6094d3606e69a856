"""Who performs when and where: heats filled by the number of stations, or one contestant moved by hand.

GET  /organise/events/<slug>/heats          the plan, heats × stations
POST /organise/events/<slug>/heats/fill     gives everybody without a place one
POST /organise/events/<slug>/heats/move     one contestant to a heat and station, or to none
GET, POST /organise/events/<slug>/heats/clear   asks, then takes all places away
"""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.store import read, record
from scoring.store.models import Contestant, Event
from scoring.store.refusals import Refusal
from scoring.web.access import needs
from scoring.web.forms import MoveForm, choices
from scoring.web.outcome import accepted, ask, done, event_of, not_done, page

blueprint = Blueprint("heats", __name__, url_prefix="/events/<slug>/heats")


@blueprint.get("")
@needs("organiser")
def grid(slug: str) -> Any:
    """The plan; `?contestant=ID` chooses whom the form moves, `?heat=` and `?station=` where to."""
    wanted = {"heat_no": request.args.get("heat", type=int), "station_no": request.args.get("station", type=int)}
    return _grid(event_of(slug), MoveForm(formdata=None, contestant=request.args.get("contestant", type=int), **wanted))


@blueprint.post("/fill")
@needs("organiser")
def fill(slug: str) -> Any:
    """Heats in the order of entry numbers, every station filled."""
    event = event_of(slug)
    back = url_for(".grid", slug=slug)
    without = sum(one.heat_id is None for one in read.contestants(event.id))
    placed = record.place_contestants(event.id)
    if isinstance(placed, Refusal):
        return not_done(placed, back)
    return done(ngettext("%(num)s contestant got a place.", "%(num)s contestants got a place.", without), back)


@blueprint.post("/move")
@needs("organiser")
def move(slug: str) -> Any:
    """One contestant to another place; without heat and station to none."""
    event = event_of(slug)
    form = MoveForm()
    form.contestant.choices = choices(_choices(read.contestants(event.id)))
    if form.validate_on_submit():
        moved = record.change_contestant(
            form.contestant.data, heat_no=form.heat_no.data, station_no=form.station_no.data
        )
        if accepted(moved, form):
            words = {"who": _who(moved)}
            told = _("%(who)s is moved.", **words) if moved.heat else _("%(who)s has no place now.", **words)
            return done(told, url_for(".grid", slug=slug))
    return _grid(event, form), 422


@blueprint.route("/clear", methods=["GET", "POST"])
@needs("organiser")
def clear(slug: str) -> Any:
    """Ask, then take every place away, to fill them anew."""
    event = event_of(slug)
    back = url_for(".grid", slug=slug)
    placed = [one for one in read.contestants(event.id) if one.heat_id is not None]
    if request.method == "POST" and event.state == "draft":
        for one in placed:
            outcome = record.change_contestant(one.id, heat_no=None, station_no=None)
            if isinstance(outcome, Refusal):
                return not_done(outcome, back)
        return done(_("All places are free."), back)
    lines = [
        ngettext("%(num)s contestant loses the place.", "%(num)s contestants lose their places.", len(placed)),
        _("Contestants, names and units stay. Fill the heats again afterwards, or by hand."),
    ]
    return ask(_("Take all places away?"), lines, _("Take all places away"), back, event=event)


def _grid(event: Event, form: MoveForm) -> str:
    everybody = list(read.contestants(event.id))
    form.contestant.choices = choices(_choices(everybody))
    at = {(one.heat.number, one.station.number): one for one in everybody if one.heat and one.station}
    last = max((heat for heat, _station in at), default=0)
    rows = [(heat, [at.get((heat, station.number)) for station in event.stations]) for heat in range(1, last + 1)]
    without = [one for one in everybody if one.heat_id is None]
    return page("heats.html", event=event, tab="heats", form=form, rows=rows, without=without, everybody=everybody)


def _choices(everybody: Any) -> list[tuple[int, str]]:
    return [(one.id, _who(one)) for one in sorted(everybody, key=lambda one: one.number)]


def _who(one: Contestant) -> str:
    return f"{one.number} {one.name}".strip()
