"""Whether a sheet belongs to the heat that is on, and where to go if not. Heats and stations, never a name."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from scoring.store.models import Contestant, Event, Heat, Seat

ALL_WELL: dict[str, Any] = {"off": False, "text": "", "short": "", "go": None}


def heat_now(event: Event) -> Heat | None:
    """The heat that is on; of several that were begun the last."""
    return max((heat for heat in event.heats if heat.state == "active"), key=lambda heat: heat.number, default=None)


def floor_of(contestant: Contestant, seat: Seat, shut: bool = False) -> dict[str, Any]:
    """{off: another heat is on and this one is not, text ("" while all is well), short, go: {href, text} or None,
    heat: the same of the heat as a whole}. `shut`: the sheet takes nothing any more, so nothing is left to finish.
    """
    whole = heat_of(contestant.event, contestant.heat.number if contestant.heat else None, seat)
    now, own, station = heat_now(contestant.event), contestant.heat, contestant.station
    if now is None or contestant.practice or (own is not None and own.id == now.id):
        return {**ALL_WELL, "heat": whole}
    here = {"heat": own.number, "station": station.number} if own and station else {}
    words = {"now": now.number, **here}
    if not here:
        text = _("Heat %(now)s is on; this contestant has no heat.", **words)
    elif shut:
        text = _("Heat %(now)s is on; this sheet of heat %(heat)s, station %(station)s is shut.", **words)
    elif own is not None and own.state == "waiting":
        text = _("Heat %(now)s is on; this is heat %(heat)s, station %(station)s, not called yet.", **words)
    else:
        text = _(
            "Heat %(now)s has begun; you are still in heat %(heat)s, station %(station)s: finish it, or go on.", **words
        )
    return {
        "off": own is None or own.state != "active",
        "text": text,
        "short": _("Heat %(heat)s, not now", **words) if here else _("no heat"),
        "go": _next(now, contestant, seat),
        "heat": whole,
    }


def _next(now: Heat, contestant: Contestant, seat: Seat) -> dict[str, str]:
    """The same station of the heat that is on; where nobody stands there, the list."""
    there = next((each for each in now.contestants if each.station_id == contestant.station_id), None)
    if there is None or there.station is None:
        return {"href": url_for("judge.heats", seat=seat.id), "text": _("Go to heat %(now)s", now=now.number)}
    href = url_for("judge.sheet", contestant_id=there.id, seat_id=seat.id)
    words = {"now": now.number, "station": there.station.number}
    return {"href": href, "text": _("Go to heat %(now)s, station %(station)s", **words)}


def heat_of(event: Event, number: int | None, seat: Seat) -> dict[str, Any]:
    """The same for a whole heat, as the view of one item over its stations says it."""
    now = heat_now(event)
    if now is None or number == now.number:
        return ALL_WELL
    own = next((heat for heat in event.heats if heat.number == number), None)
    words = {"now": now.number, "heat": number}
    if own is not None and own.state == "waiting":
        text = _("Heat %(now)s is on; this is heat %(heat)s, not called yet.", **words)
    else:
        text = _("Heat %(now)s has begun; you are still in heat %(heat)s: finish it, or go on.", **words)
    return {
        "off": own is None or own.state != "active",
        "text": text,
        "short": _("Heat %(heat)s, not now", **words),
        "go": {"href": url_for("heat.walk", seat_id=seat.id), "text": _("Go to heat %(now)s", now=now.number)},
    }
