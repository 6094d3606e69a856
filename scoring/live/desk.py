"""`/desk`: tells signed-in staff that something changed; what it was they fetch by HTTP, as their role allows."""

from functools import partial
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from scoring.live.fleet import keep_rooms, rooms_of
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
        self.persons: dict[str, int] = {}  # sid → whose device it was when it connected
        self.revisions: dict[str, int] = {}
        self.paces: dict[str, Pace] = {}
        self.roll_call = Pace(socketio, self.call_roll, LEAST)
        socketio.on_event("connect", self.welcome, namespace="/desk")
        socketio.on_event("disconnect", self.farewell, namespace="/desk")

    def welcome(self, _auth: Any = None) -> None:
        token = request.cookies.get(self.cookie, "")
        device = read.device_by_token(token) if token else None
        if device is None:
            raise ConnectionRefusedError("signed out", {"why": why_ended(token)})
        for room in rooms_of(device):
            join_room(room)
        sid: str = request.sid  # type: ignore[attr-defined]
        self.staff[sid], self.persons[sid] = token, device.person_id

    def farewell(self, *_reason: Any) -> None:
        for known in (self.staff, self.persons):
            known.pop(request.sid, None)  # type: ignore[attr-defined]

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
        """Who is signed out is told why, then cut off; who has become somebody else is told to look again."""
        with self.app.app_context():
            devices = {token: read.device_by_token(token) for token in set(self.staff.values())}
            ended = {token: why_ended(token) for token, device in devices.items() if device is None}
            now = {token: device.person_id for token, device in devices.items() if device is not None}
            rooms = {token: rooms_of(device) for token, device in devices.items() if device is not None}
        for sid, token in list(self.staff.items()):
            if token in ended:
                self.socketio.emit("ended", {"why": ended[token]}, namespace="/desk", to=sid)
                self.socketio.server.disconnect(sid, namespace="/desk")
            elif token in rooms:
                keep_rooms(self.socketio.server, sid, rooms[token])
            if token in now and self.persons.get(sid) != now.get(token):
                self.socketio.emit("moved", {}, namespace="/desk", to=sid)


def why_ended(token: str) -> str:
    """Why the device of this token is signed out: signed-out, revoked, taken-over, again."""
    former = read.former_device(token) if token else None
    return (former.ended if former else "") or "signed-out"
