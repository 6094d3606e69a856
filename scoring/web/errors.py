"""What refusals and failures look like to people and to scripts: a table from codes to HTTP, friendly pages, JSON."""

import logging
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from scoring.web.language import language

# Refusals not named here are 409: the request was understood, but the state of the competition does not allow it.
# fmt: off
WRONG_VALUES = (
    "attempt", "choice", "clear", "clock-act", "count", "decimals", "duration", "empty", "field", "invalid", "item",
    "level", "long", "no-places", "number", "number-range", "order", "outside-item", "panel", "penalty", "place",
    "place-missing", "range", "reading", "reason", "role", "status", "step", "time", "uid", "yes-no",
    "adjustment", "setting", "value", "round", "penalty-item", "fault", "fault-missing", "element", "grade", "drawn",
    "note-kind", "note-empty", "reason-word", "photo", "photo-size",
)
# fmt: on
STATUS = {
    **dict.fromkeys(WRONG_VALUES, 422),  # what was sent is not a value that anybody could take
    "signed-out": 401,
    "not-yours": 403,
    "not-allowed": 403,
    "unknown": 404,
    "not-found": 404,
}
CONFLICT = 409

log = logging.getLogger("scoring")


def status_of(refusal) -> int:
    """The HTTP status of a domain refusal."""
    return STATUS.get(refusal.code, CONFLICT)


def refused(refusal) -> Response:
    """Answer a script with a domain refusal: {"code", "message"} in the page's language."""
    return say(status_of(refusal), refusal.code, refusal.say(language()))


def say(status: int, code: str, message: str) -> Response:
    answer = jsonify(code=code, message=message)
    answer.status_code = status
    return answer


def wants_json() -> bool:
    """Is it one of our scripts (or another program) that asks, rather than a person's browser?"""
    if request.is_json or "X-CSRFToken" in request.headers or request.path.endswith(".json"):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def sentences(status: int) -> tuple[str, str]:
    """What happened, and what to do."""
    again = _("Go back, reload the page and try once more.")
    kept = _("Nothing that was saved is lost. Try once more; if it happens again, tell the organiser.")
    known = {
        400: (_("The request was not understood"), again),
        401: (_("Please sign in"), _("Your sign-in has ended or was withdrawn.")),
        403: (_("This page is not for your role"), _("Ask the organiser if you think it should be.")),
        404: (_("There is no such page"), _("The address may be mistyped, or what it named is gone.")),
        405: (_("The request was not understood"), again),
        413: (_("The file is too large"), _("Send a smaller one.")),
        429: (_("Too many tries"), _("Wait a minute, then try again.")),
        500: (_("Something went wrong on the server"), kept),
    }
    return known.get(status, (_("That did not work"), again))


def page(status: int) -> Response:
    what, remedy = sentences(status)
    if wants_json():
        return say(status, f"http-{status}", f"{what}{'。' if language() == 'zh' else '. '}{remedy}")
    return make_response(render_template("access/error.html", status=status, what=what, remedy=remedy), status)


def show_errors(app: Flask) -> None:
    """Register the pages; nothing of the inside is ever shown, it goes to the log."""

    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> Response:
        message = _("This page is too old to send anything. Reload it; what you entered on this device is kept.")
        if wants_json():
            return say(400, "csrf", message)
        what = _("Please reload the page")
        return make_response(render_template("access/error.html", status=400, what=what, remedy=message), 400)

    @app.errorhandler(HTTPException)
    def expected(error: HTTPException) -> Any:
        if error.response is not None:
            return error.response
        answer = page(error.code or 500)
        for name, value in error.get_headers():
            if name in {"Allow", "Retry-After"}:
                answer.headers[name] = value
        return answer

    @app.errorhandler(InternalServerError)
    def broken(error: InternalServerError) -> Response:
        if error.original_exception is None:
            log.error("%s %s: 500", request.method, request.path)
        return page(500)
