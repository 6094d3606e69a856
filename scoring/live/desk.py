"""`/desk`: tells signed-in staff that something changed; what it was they fetch by HTTP, as their role allows."""

from functools import partial
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO

from scoring.live.pace import Pace
from scoring.store import read

LEAST = 0.25  # seconds between two messages about one event: each makes every desk fetch


class Desk:
    """Who is on the line, by which device."""

    def __init__(self, app: Flask, socketio: SocketIO, cookie: str) -> None:
        self.app = app
        self.socketio = socketio
        self.cookie = cookie  # the name of the device's cookie
        self.staff: dict[str, str] = {}  # sid → token of the device, which may be revoked at any time
        self.revisions: dict[str, int] = {}
        self.paces: dict[str, Pace] = {}
        self.roll_call = Pace(socketio, self.call_roll, LEAST)
        socketio.on_event("connect", self.welcome, namespace="/desk")
        socketio.on_event("disconnect", self.farewell, namespace="/desk")

    def welcome(self, _auth: Any = None) -> None:
        token = request.cookies.get(self.cookie, "")
        if not token or read.device_by_token(token) is None:
            raise ConnectionRefusedError("signed out")
        self.staff[request.sid] = token  # type: ignore[attr-defined]

    def farewell(self, *_reason: Any) -> None:
        self.staff.pop(request.sid, None)  # type: ignore[attr-defined]

    def changed(self, slug: str, revision: int) -> None:
        """Something of the event was written."""
        self.revisions[slug] = max(revision, self.revisions.get(slug, 0))
        if self.staff:
            self.paces.setdefault(slug, Pace(self.socketio, partial(self.tell, slug), LEAST)).ask()

    def tell(self, slug: str) -> None:
        self.socketio.emit("changed", {"event": slug, "revision": self.revisions[slug]}, namespace="/desk")

    def people_changed(self) -> None:
        """A device may have been revoked or its person may have left."""
        if self.staff:
            self.roll_call.ask()

    def call_roll(self) -> None:
        with self.app.app_context():
            gone = {token for token in set(self.staff.values()) if read.device_by_token(token) is None}
        for sid in [sid for sid, token in self.staff.items() if token in gone]:
            self.socketio.server.disconnect(sid, namespace="/desk")
