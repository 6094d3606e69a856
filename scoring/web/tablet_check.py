"""What a tablet says of itself: what its check may find, what of it somebody should know, what it still has unsent.

{"at": ms of the server's clock when it came, "browser", "version": text, "old": below the floor or not,
 "storage": "kept" (found again after the page was left), "works", "fails",
 "private": true, false, null (cannot be told), "offset_ms": the tablet's clock minus the server's, or null,
 "screen": "1024×768@2",
 "link": null (skipped) or {"sent", "lost", "median_ms", "p95_ms", "longest_ms"}}

`lost` had no answer within five seconds; `longest_ms` is the longest time between two answers (about 1000 is good:
one is asked a second); median, p95 and longest are null where nothing was answered.
"""

import json
import re
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.store import read
from scoring.store.models import Device

FLOOR = {"Safari": (15, 4), "Chromium": (99, 0)}
STORAGE = ("kept", "works", "fails")
SCREEN = re.compile(r"\d{2,5}×\d{2,5}(@\d(\.\d{1,4})?)?")
MOST = 10**13  # ms: a clock that was never set is half a century behind
MOST_SENT = 3600
SLOW = 1000  # ms at the 95th percentile
GAP = 5000  # ms without an answer
CLOCK = 60_000  # ms

LINK = ("sent", "lost", "median_ms", "p95_ms", "longest_ms")
KEYS = {"browser", "version", "old", "storage", "private", "offset_ms", "screen", "link"}


def shape(sent: Any) -> dict[str, Any] | str:
    """What was sent, if it is a check and nothing else; otherwise the name of what is wrong."""
    if not isinstance(sent, dict) or set(sent) != KEYS:
        return ", ".join(sorted(KEYS))
    right = {
        "browser": _is_text(sent["browser"], 40),
        "version": _is_text(sent["version"], 20),
        "old": isinstance(sent["old"], bool),
        "storage": sent["storage"] in STORAGE,
        "private": sent["private"] is None or isinstance(sent["private"], bool),
        "offset_ms": sent["offset_ms"] is None or _is_count(sent["offset_ms"], MOST, -MOST),
        "screen": isinstance(sent["screen"], str) and bool(SCREEN.fullmatch(sent["screen"])),
        "link": sent["link"] is None or _is_link(sent["link"]),
    }
    return next((name for name, good in right.items() if not good), sent)


def found_on(device: Device | None) -> dict[str, Any] | None:
    """The last check of a device."""
    found = json.loads(device.checked) if device and device.checked else None
    return found if isinstance(found, dict) else None


def unsent_on(device: Device) -> int | None:
    """How many entries the tablet said it still had, by its last beat or its journals; None where it never said."""
    tablet = current_app.extensions["scoring.fleet"].tablets.get(device.id)
    return tablet.beat.waiting if tablet else read.unsent_of(device.id)


def worries(found: dict[str, Any]) -> list[str]:
    """What somebody should look after before the contest; nothing to say is good."""
    said = []
    if found["old"]:
        said.append(_("browser too old: %(browser)s", browser=f"{found['browser']} {found['version']}"))
    if found["storage"] == "fails":
        said.append(_("keeps nothing when it is offline"))
    if found["private"]:
        said.append(_("probably a private window"))
    if found["offset_ms"] is not None and abs(found["offset_ms"]) > CLOCK:
        minutes = round(abs(found["offset_ms"]) / CLOCK)
        said.append(ngettext("clock wrong by %(num)s minute", "clock wrong by %(num)s minutes", minutes))
    link = found["link"]
    if link and is_weak(link):
        said.append(_("weak link: %(lost)s of %(sent)s lost", lost=link["lost"], sent=link["sent"]))
    return said


def is_weak(link: dict[str, Any]) -> bool:
    """Whether a judge would notice."""
    nothing = link["p95_ms"] is None
    return nothing or link["lost"] * 20 > link["sent"] or link["p95_ms"] > SLOW or link["longest_ms"] > GAP


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and (not value or value.isprintable())


def _is_count(value: Any, most: int, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_link(link: Any) -> bool:
    if not isinstance(link, dict) or set(link) != set(LINK):
        return False
    if not _is_count(link["sent"], MOST_SENT, 1) or not _is_count(link["lost"], link["sent"]):
        return False
    figures = [link[name] for name in LINK[2:]]
    if link["lost"] == link["sent"]:
        return figures == [None] * len(figures)
    return all(_is_count(figure, 10**7) for figure in figures) and link["median_ms"] <= link["p95_ms"]
