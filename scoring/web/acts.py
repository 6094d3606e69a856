"""What an act that a script sends must carry, and how it is answered. Shared by chief and floor."""

import re
from typing import Any

from flask import Response, abort, g, jsonify, request
from flask_babel import gettext as _

from scoring.store import read
from scoring.store.models import Contestant, Event
from scoring.store.record import By
from scoring.store.refusals import Refusal
from scoring.web.errors import refused, say

UID = re.compile(r"[A-Za-z0-9_.:\-]{8,80}")
LONGEST = 300  # of a reason or a typed value


def event_of(slug: str) -> Event:
    """The event of an address, else 404."""
    event = read.event_by_slug(slug)
    if event is None or event.state == "draft":
        abort(404)
    return event


def sent() -> dict[str, Any]:
    """The JSON object of the request with a client-made `uid`; anything else is refused with its reason."""
    facts = request.get_json(silent=True)
    if not isinstance(facts, dict):
        abort(say(422, "invalid", _("A JSON object is expected.")))
    if not (isinstance(facts.get("uid"), str) and UID.fullmatch(facts["uid"])):
        abort(say(422, "invalid", _("uid: 8 to 80 letters, digits or - _ . : are expected.")))
    return facts


def word(facts: dict[str, Any], name: str, needed: bool = False) -> str:
    """A text of the request, stripped; empty when it is missing and not needed."""
    value = facts.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        abort(
            say(
                422,
                "invalid",
                _("%(name)s: a text of at most %(most)s characters is expected.", name=name, most=LONGEST),
            )
        )
    if needed and not value.strip():
        abort(say(422, "invalid", _("%(name)s is missing.", name=name)))
    return value.strip()


def number(facts: dict[str, Any], name: str, fallback: int | None = None) -> int:
    """A whole number of the request."""
    value = facts.get(name, fallback)
    if not isinstance(value, int) or isinstance(value, bool):
        abort(say(422, "invalid", _("%(name)s: a whole number is expected.", name=name)))
    return value


def contestant_of(facts: dict[str, Any], event: Event) -> Contestant:
    """The contestant the act is about, of this event and no other."""
    found = read.contestant(number(facts, "contestant"))
    if found is None or found.event_id != event.id:
        abort(say(404, "unknown", _("There is no such contestant in this event.")))
    return found


def by() -> By:
    """Who acts, on which device."""
    return g.by


def answered(outcome: Any, **more: Any) -> Response:
    """The answer to a script: the refusal with its status, or what the act became."""
    if isinstance(outcome, Refusal):
        return refused(outcome)
    return jsonify(ok=True, **more)
