"""The words of the fleet page: lines, batteries, calls, silent seats, words to a seat. Knows no database."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from scoring.live.presence import Nudge
from scoring.web.floor_words import line_words

SLOW, POOR = 400, 2_000  # ms there and back
NAMED = 4  # seats that one line names
FEW = 3  # messages lost of the last six
Face = dict[str, Any]


def link_face(rtt: int | None, lost: int, test: Face) -> Face:
    """A line in a word and its figures: {level: good|slow|poor|untold, word, figure, test}."""
    tested = _tested(test)
    if rtt is None:
        return {"level": "untold", "word": pgettext("line", "not told yet"), "figure": "", "test": tested}
    level = "poor" if rtt >= POOR or lost >= FEW else "slow" if rtt >= SLOW or lost else "good"
    words = {"good": pgettext("line", "good"), "slow": pgettext("line", "slow"), "poor": pgettext("line", "poor")}
    figure = _("%(ms)s ms", ms=rtt)
    if lost:
        figure += " · " + _("%(n)s lost", n=lost)
    return {"level": level, "word": words[level], "figure": figure, "test": tested}


def _tested(test: Face) -> str:
    """What the link test of the tablet check found."""
    if not isinstance(test.get("median_ms"), int | float):
        return ""
    figures = {"median": round(test["median_ms"]), "lost": test.get("lost", 0), "sent": test.get("sent", 0)}
    return _("when checked: %(median)s ms, %(lost)s of %(sent)s lost", **figures)


def battery_face(battery: tuple[int, bool] | None, low: int, empty: int) -> Face:
    """{level, figure, charging}; browsers that tell nothing say so."""
    if battery is None:
        return {"level": "fine", "figure": "", "charging": False}
    percent, charging = battery
    level = "fine" if charging or percent > low else "now" if percent <= empty else "soon"
    return {"level": level, "figure": f"{percent}%", "charging": charging}


def call_words(place: Face | None, item: str) -> str:
    """What a judge calls about."""
    station = _("station %(n)s", n=place["station"]) if place and place["station"] else ""
    about = ", ".join(part for part in (station, _("item %(n)s", n=item) if item else "") if part)
    return _("calls: %(about)s", about=about) if about else pgettext("fleet", "calls the chief judge")


def silence_words(silent: list[Face]) -> str:
    """Stations that have finished while this seat enters nothing."""
    stations = ", ".join(str(one["station"] or "–") for one in silent)
    if len(silent) > 1:
        return _("stations %(stations)s have finished, no entry comes", stations=stations)
    left = silent[0]["open"]
    if not left:
        return _("station %(n)s has finished, sheet not handed in", n=stations)
    return ngettext(
        "station %(station)s has finished, %(num)s item open, no entry comes",
        "station %(station)s has finished, %(num)s items open, no entry comes",
        left,
        station=stations,
    )


def silent_seats(seats: list[str]) -> str:
    """All silent seats of an event in one line; of many the first ones."""
    named = _(", ").join(seats[:NAMED]) + (" …" if len(seats) > NAMED else "")
    return ngettext(
        "%(num)s seat enters nothing though its station has finished: %(seats)s",
        "%(num)s seats enter nothing though their stations have finished: %(seats)s",
        len(seats),
        seats=named,
    )


def ready_sentences() -> dict[str, str]:
    """Words that are sent with one tap, and read in the tablet's own language."""
    return {
        "hand-in": _("Please hand in your sheet."),
        "go-on": _("Please go on judging, we are waiting for this seat."),
        "look": _("Please check your entries once more."),
        "wait": _("Please wait, the chief judge comes to you."),
        "come": _("Please come to the chief judge."),
    }


def nudge_face(nudge: Nudge, old: bool, hour: Callable[[int, bool], str]) -> Face:
    """How far words to a seat got: {uid, text, state: sent|shown|seen|old, words}."""
    sent = _("sent %(time)s", time=hour(nudge.at, True))
    steps = [sent]
    if nudge.shown:
        steps.append(_("shown %(time)s", time=hour(nudge.shown, True)))
    if nudge.seen:
        steps.append(_("seen %(time)s", time=hour(nudge.seen, True)))
    state = "seen" if nudge.seen else "old" if old else "shown" if nudge.shown else "sent"
    if state == "old":
        steps.append(_("never answered"))
    text = ready_sentences().get(nudge.ready, nudge.text)
    return {"uid": nudge.uid, "text": text, "state": state, "words": " → ".join(steps)}


def sentences() -> dict[str, str]:
    """The page's words for its script."""
    return {
        **age_words(),
        "words_to": _("Words to {seat}"),
        "sent": _("Sent to {seat}."),
        "choose": _("Choose a sentence or write one."),
        **line_words(),
    }


def age_words() -> dict[str, str]:
    """How long ago something was, in one figure."""
    return {"seconds": _("{n} s"), "minutes": _("{n} min"), "hours": _("{n} h")}
