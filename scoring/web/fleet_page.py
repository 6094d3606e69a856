"""What the fleet page shows: every seat with its tablets, what is wrong first. It works out no score."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.live.fleet import FRESH, STANDS
from scoring.live.presence import Call, Nudge, Tablet
from scoring.store import read
from scoring.store.clock import now_ms
from scoring.store.models import Event
from scoring.web.chief_page import seat_titles
from scoring.web.fleet_words import (
    battery_face,
    call_words,
    link_face,
    nudge_face,
    silence_words,
    silent_seats,
)
from scoring.web.hours import hour, moment
from scoring.web.language import language
from scoring.web.presence import fleet_of_app
from scoring.web.tablet_check import worries

LEVELS = ("now", "soon", "fine")  # red, amber, nothing to do
LOW, EMPTY = 15, 5  # percent of a battery
UNSENT = 30_000  # ms after which entries that wait are worth a look

Row = dict[str, Any]


def fleet_view(events: Sequence[Event]) -> dict[str, Any]:
    """{now, version, here, of, hands, seats: [row]}, rows with what needs a hand first.

    row = {seat_id, event, event_title, seat, person, level, alarms: [{level, sign, words, call?}], tablets: [{device,
    kind, browser, here, at, …}], sheet: {contestant, heat, station, covered, of} or None, call, nudge}. Times are ms.
    """
    now = now_ms()
    titles: dict[int, str] = {}
    sheets: dict[tuple[int, int], dict[str, Any]] = {}
    silent: dict[int, list[dict[str, Any]]] = {}
    for event in events:
        titles |= titles_of(event)
        sheets |= read.coverage(event)
        for one in fleet_of_app().silence(event.id):
            silent.setdefault(one["seat_id"], []).append(one)
    rows = [_row(one, titles, sheets, silent, now) for one in read.crew(events)]
    rows.sort(key=lambda row: (LEVELS.index(row["level"]), row["since"]))
    return {
        "now": now,
        "version": current_app.config["VERSION"],
        "here": sum(any(tablet["here"] for tablet in row["tablets"]) for row in rows),
        "of": len(rows),
        "hands": sum(row["level"] == "now" for row in rows),
        "seats": rows,
    }


def titles_of(event: Event) -> dict[int, str]:
    """What the seats of an event are called."""
    panels = {panel.id: panel.title.say(language()) for panel in read.rubric_of(event).panels}
    return seat_titles(
        [
            {"id": seat.id, "panel": seat.panel, "panel_title": panels.get(seat.panel, seat.panel), "title": seat.title}
            for seat in event.seats
        ]
    )


def _row(one: Row, titles: Any, sheets: Any, silent: Any, now: int) -> Row:
    """One seat with everything that is known of its tablets."""
    fleet, seat, event = fleet_of_app(), one["seat"], one["event"]
    tablets, elsewhere = _tablets(one, titles, now)
    first = tablets[0] if tablets else None
    call, nudge = fleet.calls.get(seat.id), fleet.nudges.get(seat.id)
    alarms = [
        *_call_alarm(call, event, sheets),
        *_silence_alarm(silent.get(seat.id, []), now),
        *_tablet_alarms(tablets, one["called"] and not elsewhere, now),
    ]
    alarms.sort(key=lambda alarm: LEVELS.index(alarm["level"]))
    open_sheet = sheets.get((first["contestant"], seat.id)) if first else None
    return {
        "seat_id": seat.id,
        "event": event.slug,
        "event_title": event.title if language() == "zh" else event.title_en or event.title,
        "seat": titles[seat.id],
        "person": one["person"],
        "level": alarms[0]["level"] if alarms else "fine",
        "since": call.since if call else now,
        "alarms": alarms,
        "tablets": tablets,
        "elsewhere": "" if tablets else elsewhere,
        "sheet": {"contestant": first["contestant"], **open_sheet} if first and open_sheet else None,
        "nudge": _nudge_of(nudge, now),
    }


def _tablets(one: Row, titles: dict[int, str], now: int) -> tuple[list[Row], str]:
    """The tablets at this seat, the one heard last first; and where else the judge's tablet is."""
    fleet, here, loose, elsewhere = fleet_of_app(), [], [], ""
    for device in one["devices"]:
        told = fleet.tablets.get(device["id"])
        at = _seat_of(device, told, one["own"], now)
        if at == one["seat"].id:
            here.append(_tablet(device, told, now))
        elif told is not None and now - told.at < FRESH:
            elsewhere = _("at %(seat)s now", seat=titles[at]) if at in titles else _("in another event now")
        elif at is None:
            loose.append(_tablet(device, told, now))
    here = here or ([] if elsewhere else loose)
    here.sort(key=lambda tablet: (-tablet["at"], -tablet["seen"]))
    return [tablet for tablet in here if _in_use(tablet, now)] or here[:1], elsewhere


def _seat_of(device: Row, told: Tablet | None, own: set[int], now: int) -> int | None:
    """Where a tablet is: where it says; the seat it is paired with while it says nothing. None: perhaps anywhere."""
    if told and told.beat.person == device["person_id"] and (now - told.at < FRESH or told.beat.seat in own):
        return told.beat.seat
    return device["seat_id"] if device["seat_id"] in own else None


def _in_use(tablet: Row, now: int) -> bool:
    """Heard just now, or lately and with entries on it; one that was never signed out does not stand here for ever."""
    held = tablet["waiting"] or tablet["refused"]
    return tablet["here"] or bool(held and now - tablet["at"] < read.LATELY)


def _tablet(device: Row, told: Tablet | None, now: int) -> Row:
    """One device: what it is, what its check found, what it said last."""
    beat, check = told.beat if told else None, device["checked"]
    link = check.get("link") if isinstance(check.get("link"), dict) else {}
    version = current_app.config["VERSION"]
    return {
        "device": device["id"],
        "kind": device["label"] or _("Device"),
        "browser": " ".join(str(check[name]) for name in ("browser", "version") if check.get(name)),
        "check": {"wrong": worries(check) if check else [], "done": bool(check)},
        "here": told is not None and now - told.at < FRESH,
        "at": told.at if told else 0,
        "seen": max(device["seen"], told.at if told else 0),
        "rtt_ms": told.rtt if told else None,
        "lost": told.lost if told else 0,
        "link": link_face(told.rtt if told else None, told.lost if told else 0, link or {}),
        "waiting": beat.waiting if beat else 0,
        "stuck": bool(told and told.unsent_since and now - told.unsent_since > UNSENT),
        "refused": beat.refused if beat else 0,
        "battery": battery_face(beat.battery if beat else None, LOW, EMPTY),
        "version": beat.version if beat else "",
        "old": bool(beat and beat.version != version),
        "visible": beat.visible if beat else True,
        "contestant": beat.contestant if beat else None,
        "item": beat.item if beat else "",
    }


def _call_alarm(call: Call | None, event: Event, sheets: Any) -> list[Row]:
    """The judge calls: red until somebody comes."""
    if call is None:
        return []
    place = sheets.get((call.contestant, call.seat))
    words = call_words(place, item_words(event, call.item))
    if call.coming is None:
        return [_alarm("now", "hand", words) | {"call": call.uid, "since": call.since, "coming": False}]
    words = _("%(call)s · somebody is coming", call=words)
    return [_alarm("soon", "hand", words) | {"call": call.uid, "since": call.since, "coming": True}]


def _silence_alarm(silent: list[Row], now: int) -> list[Row]:
    if not silent:
        return []
    since = max(one["since"] for one in silent)
    return [_alarm("now", "clock", silence_words(silent)) | {"since": since}]


def _tablet_alarms(tablets: list[Row], called: bool, now: int) -> list[Row]:
    """What is wrong with the tablets of a seat; `called`: it has something to enter now."""
    found = []
    if not tablets and called:
        found.append(_alarm("soon", "screen", _("no tablet is signed in here")))
    fresh = sum(tablet["here"] for tablet in tablets)
    if fresh > 1:
        found.append(_alarm("soon", "screen", _("%(n)s tablets at one seat", n=fresh)))
    for tablet in tablets:
        if not tablet["at"]:
            found += _unheard(tablet, now) if called else []
        elif not tablet["here"]:
            found.append(_away(tablet, called))
        elif tablet["stuck"]:
            words = ngettext("%(num)s entry does not arrive", "%(num)s entries do not arrive", tablet["waiting"])
            found.append(_alarm("now", "arrow-up", words))
        if tablet["refused"]:
            words = ngettext("%(num)s entry was not accepted", "%(num)s entries were not accepted", tablet["refused"])
            found.append(_alarm("now", "x", words))
        found += _worn(tablet)
    return found


def _away(tablet: Row, called: bool) -> Row:
    """A tablet that has stopped talking: urgent while its judge has to enter something, or entries are on it."""
    unsent = tablet["waiting"]
    words = (
        ngettext(
            "not heard, %(num)s entry is still on it", "not heard, %(num)s entries are still on it", unsent
        )
        if unsent
        else _("not heard any more")
    )
    return _alarm("now" if called or unsent else "soon", "wifi-off", words)


def _unheard(tablet: Row, now: int) -> list[Row]:
    """A tablet that has told nothing though its seat has something to enter: perhaps it still lies in its bag."""
    since = fleet_of_app().since
    if tablet["seen"] < since and now - since >= FRESH:
        words = _("not heard since the server started, %(time)s", time=moment(since))
        return [_alarm("now", "wifi-off", words)]
    return [_away(tablet, True)] if now - tablet["seen"] >= read.LATELY else []


def _worn(tablet: Row) -> list[Row]:
    """Battery, version, line, and what the check found: worth a look before it hurts."""
    found = []
    power = tablet["battery"]
    if power["level"] != "fine":
        found.append(_alarm(power["level"], "alert", _("battery %(figure)s", figure=power["figure"])))
    if tablet["here"] and tablet["link"]["level"] == "poor":
        found.append(_alarm("soon", "wifi", _("poor line")))
    if tablet["here"] and tablet["old"]:
        found.append(_alarm("soon", "undo", _("older version of the page, should reload")))
    return found + [_alarm("soon", "alert", words) for words in tablet["check"]["wrong"]]


def _alarm(level: str, sign: str, words: str) -> Row:
    return {"level": level, "sign": sign, "words": words}


def _nudge_of(nudge: Nudge | None, now: int) -> Row | None:
    """The last words to a seat, and how far they got; forgotten once seen and old."""
    if nudge is None or (nudge.seen and now - nudge.seen > STANDS):
        return None
    return nudge_face(nudge, now - nudge.at > STANDS, hour)


def item_words(event: Event, item: str) -> str:
    """An item by its number, or by its title where its id is no number; "" for none."""
    found = read.rubric_of(event).items.get(item)
    if found is None:
        return ""
    return found.id if found.id[:1].isdigit() else read.rubric_of(event).named(found).say(language())


def alarms_of(event: Event) -> list[Row]:
    """Calls of one event, its silent seats in one line, for the chief's matrix: [{seat, words, sign, level, call?}]."""
    fleet, titles, sheets = fleet_of_app(), titles_of(event), read.coverage(event)
    rows = [
        {"seat": titles[call.seat], "seat_id": call.seat, **alarm}
        for call in sorted(fleet.calls.values(), key=lambda call: call.since)
        if call.seat in titles
        for alarm in _call_alarm(call, event, sheets)
    ]
    silent: dict[int, list[str]] = {}
    for one in fleet.silence(event.id):
        silent.setdefault(one["seat_id"], []).append(str(one["station"] or "–"))
    seats = [f"{titles[seat]} ({', '.join(stations)})" for seat, stations in silent.items() if seat in titles]
    if seats:
        rows.append({"seat": "", "seat_id": 0, **_alarm("now", "clock", silent_seats(seats))})
    return rows
