"""What the public is pushed: the standings, on `/live`, sent only when what the gate lets through has changed.

It hears of every COMMIT and reads through the gate: the first change goes out at once, then at most one message every
max(LEAST, 3 × the last fan-out), the newest only. Nothing here can fail a write. `from` is always null: each message
is a whole snapshot, so a lost one needs no repair.
"""

import json
import logging
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from scoring.live.desk import Desk
from scoring.live.pace import Pace
from scoring.store import read
from scoring.store.writer import changed

log = logging.getLogger("scoring.live")

LEAST = 0.04  # seconds between two pushes of one event


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The public standings at one revision, with the one byte string that every HTTP reader gets."""

    standings: dict[str, Any]
    body: bytes
    seen: int  # the event's revision when this was last found true; the public's own may be older


class Feed:
    """One per application: `app.extensions["scoring.feed"]`."""

    def __init__(self, app: Flask, socketio: SocketIO, cookie: str) -> None:
        self.app = app
        self.socketio = socketio
        self.desk = Desk(app, socketio, cookie)
        self.snapshots: dict[str, Snapshot] = {}
        self.sent: dict[str, bytes] = {}  # slug → the body pushed last
        self.paces: dict[str, Pace] = {}
        self.viewers: dict[str, str] = {}  # sid → slug
        self.crowd: Counter[str] = Counter()  # slug → how many watch
        socketio.on_event("connect", self.welcome, namespace="/live")
        socketio.on_event("disconnect", self.farewell, namespace="/live")
        changed.connect(self.heard, sender=app)

    def snapshot(self, slug: str) -> tuple[int, bytes] | None:
        """Revision and bytes of the public standings; None for a draft or unknown event. Needs an app context."""
        snapshot = self.newest(slug)
        return (snapshot.standings["revision"], snapshot.body) if snapshot else None

    def newest(self, slug: str) -> Snapshot | None:
        """While the public content stays the same, so do revision and bytes, however much is being entered."""
        known, seen = self.snapshots.get(slug), read.revision_of(slug)
        if seen is None:
            return None
        if known and known.seen == seen:
            return known
        standings = read.public_standings(slug)
        if standings is None:
            self.snapshots.pop(slug, None)
            return None
        made = self.snapshots[slug] = renewed(standings, seen, known)
        return made

    def welcome(self, auth: Any = None) -> None:
        """A viewer comes: auth is {"event": slug}; it gets a snapshot at once."""
        slug = auth.get("event") if isinstance(auth, dict) else None
        if not isinstance(slug, str) or self.newest(slug) is None:
            raise ConnectionRefusedError("unknown event")
        sid = request.sid  # type: ignore[attr-defined]
        join_room(slug)
        self.viewers[sid] = slug
        self.crowd[slug] += 1
        self.socketio.start_background_task(self.greet, sid, slug)

    def greet(self, sid: str, slug: str) -> None:
        """Sent after the viewer joined, so that no push is missed between snapshot and room."""
        try:
            with self.app.app_context():
                snapshot = self.newest(slug)
            if snapshot and sid in self.viewers:
                if self.crowd[slug] == 1:
                    self.sent[slug] = snapshot.body
                self.socketio.emit("standings", snapshot.standings, namespace="/live", to=sid)
        except Exception:
            log.exception("the snapshot of %s was not sent", slug)

    def farewell(self, *_reason: Any) -> None:
        slug = self.viewers.pop(request.sid, None)  # type: ignore[attr-defined]
        if slug:
            self.crowd[slug] -= 1

    def heard(self, _app: Flask, event_id: int, revision: int) -> None:
        """The signal: somebody wrote. Returns at once and never raises, the write is done and must be acknowledged."""
        try:
            if not self.viewers and not self.desk.staff:
                return
            event = read.event_by_id(event_id)
            if event is None:
                return
            self.desk.changed(event.slug, revision)
            if self.crowd[event.slug]:
                self.paces.setdefault(event.slug, Pace(self.socketio, partial(self.push, event.slug), LEAST)).ask()
        except Exception:
            log.exception("a change was not announced; the next one will be")

    def push(self, slug: str) -> None:
        """Everybody who watches gets the newest standings, if they have not got them."""
        with self.app.app_context():
            snapshot = self.newest(slug)
        if snapshot and snapshot.body is not self.sent.get(slug):
            self.socketio.emit("standings", snapshot.standings, namespace="/live", to=slug)
            self.sent[slug] = snapshot.body


def renewed(standings: dict[str, Any], seen: int, known: Snapshot | None) -> Snapshot:
    """A new snapshot, or the known one found true once more."""
    if known and content(known.standings) == content(standings):
        return Snapshot(known.standings, known.body, seen)
    body = json.dumps(standings, ensure_ascii=False, separators=(",", ":")).encode()
    return Snapshot(standings, body, seen)


def content(standings: dict[str, Any]) -> dict[str, Any]:
    """What an audience sees, whatever the count of writes."""
    return {name: value for name, value in standings.items() if name != "revision"}
