"""Puts the rooms together into one Flask application. Nothing is decided here about scores, people or screens."""

import re
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, jsonify, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect

from scoring.instance import Instance, open_instance
from scoring.live.sockets import off_the_loop, open_sockets
from scoring.store import database, read
from scoring.web import (
    certificate,
    chief,
    desk_confirm,
    display,
    fleet,
    floor,
    heat_view,
    help,
    join,
    judge,
    judge_notes,
    offline,
    organiser,
    presence,
    rescue,
    results,
)
from scoring.web.access import device_cookie, use_access
from scoring.web.errors import show_errors
from scoring.web.language import use_languages
from scoring.web.version import version_of

YEAR = 31_536_000
PLAIN_HOST = re.compile(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")


class Application(Flask):
    """Files stand at /static/@VERSION/…: a browser keeps them and asks for none again until one of them changes.

    The same files at /static/… and at any other version, for a page that is older than the server: asked for again.
    """

    def __init__(self, home: Path) -> None:
        version = version_of(Path(__file__).parent)
        super().__init__("scoring", instance_path=str(home), static_url_path=f"/static/@{version}")
        self.config["VERSION"] = version
        for address in ("/static/@<int:version>/<path:filename>", "/static/<path:filename>"):
            self.add_url_rule(address, view_func=self.send_unnamed)

    def send_unnamed(self, filename: str, version: int = 0) -> Response:
        return self.send_static_file(filename)

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        named = request.endpoint == "static" or (filename or "").startswith("vendor/")
        return YEAR if named else None


class Cookies(SecureCookieSessionInterface):
    """What came encrypted stays so."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def create_app(instance: Path | None = None, *, alone: bool = True, tls: bool = False, **config: Any) -> Flask:
    """The whole application on one instance folder; `config` overrides settings, for tests.

    Raises InstanceProblem, store.lock.InstanceBusy and live.sockets.WrongSetUp, each of which says what to do.
    `alone` False is for commands that look while a server may be running. `tls`: staff come by https.
    """
    home = open_instance(instance)
    app = Application(home.home)
    app.session_interface = Cookies()
    app.config.update(settings_of(home, tls))
    app.config.from_prefixed_env("SCORING")
    app.config.update(config)
    database.init(app, home.database, home.home, alone=alone, run=off_the_loop())
    CSRFProtect(app)
    use_languages(app, home.home / "cache")
    use_access(app)
    show_errors(app)
    for screen in (judge.judge, floor.blueprint, chief.blueprint, organiser.blueprint, results.blueprint):
        app.register_blueprint(screen)
    for screen in (display.blueprint, presence.blueprint, fleet.blueprint, join.blueprint, judge_notes.blueprint):
        app.register_blueprint(screen)
    for screen in (certificate.blueprint, rescue.blueprint, heat_view.blueprint, help.blueprint, offline.blueprint):
        app.register_blueprint(screen)
    app.register_blueprint(desk_confirm.blueprint)
    app.after_request(secure)
    app.add_url_rule("/healthz", view_func=healthz)
    open_sockets(app, device_cookie(app))
    app.after_request(call_roll)
    return app


def settings_of(home: Instance, tls: bool) -> dict[str, Any]:
    """Cookies are named after the instance: cookies do not tell ports apart, and two instances may share a laptop.

    After TLS, too: browsers never let plain http replace a cookie that came encrypted, so nobody could sign in again.
    """
    name = f"{home.id}-tls" if tls else home.id
    return {
        "INSTANCE": home,
        "TLS": tls,
        "SECRET_KEY": home.secret,
        "SESSION_COOKIE_NAME": f"session-{name}",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": YEAR,
        "DEVICE_COOKIE_NAME": f"device-{name}",
        "WTF_CSRF_TIME_LIMIT": None,  # a tablet may be offline over lunch
        "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def call_roll(answer: Response) -> Response:
    """Whoever was signed out over HTTP must not go on listening on an open socket."""
    if request.method == "POST" and {"access", "join", "organiser"} & set(request.blueprints):
        current_app.extensions["scoring.feed"].desk.people_changed()
    return answer


def secure(answer: Response) -> Response:
    """Only our own files run; ws:// is named because Safari 15 does not let 'self' cover it."""
    host = request.host if PLAIN_HOST.fullmatch(request.host) else ""
    sockets = f" ws://{host} wss://{host}" if host else ""
    answer.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; connect-src 'self'{sockets}; img-src 'self' data:; worker-src 'self'; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    )
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "same-origin")  # a personal link must not travel
    if answer.cache_control.max_age == YEAR:
        answer.cache_control.immutable = True
    elif not answer.cache_control:
        answer.headers.setdefault("Cache-Control", "no-store" if "Set-Cookie" in answer.headers else "no-cache")
    return answer


def healthz() -> tuple[Response, int]:
    """For watchdogs and load balancers: does the database answer?"""
    try:
        return jsonify(status="ok", **read.health()), 200
    except Exception:  # whatever it is, the answer is the same
        return jsonify(status="failed", database="failed", revision=None), 503
