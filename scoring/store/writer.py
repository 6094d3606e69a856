"""The one writer: every write goes through it, those that arrive during a commit share the next. Knows no table.

Nobody owns a thread here. Whoever finds the writer idle leads: takes all that wait as one batch (a SAVEPOINT each, one
COMMIT), runs it through `run`, wakes the others and hands the lead on. `run` may carry the batch to a native thread, so
that a slow disk does not stop a server of green threads; the writer's connection is used nowhere but inside a batch.
"""

import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar, cast

from blinker import Signal
from flask import current_app
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scoring.store.models import Base, db
from scoring.store.refusals import Refusal

T = TypeVar("T")
Run = Callable[[Callable[[], None]], None]

MOST = 256  # writes in one batch
KEY = "scoring-writer"

changed = Signal(
    "An event changed. Sent with the Flask app as sender, event_id and revision, once per write, after its commit."
)
log = logging.getLogger(__name__)


def at_once(batch: Callable[[], None]) -> None:
    """Run the batch right here."""
    batch()


class Job:
    """One write that waits for its turn: the function, and what became of it."""

    def __init__(self, write: Callable[[Session], Any]) -> None:
        self.write = write
        self.turn = threading.Event()  # set when the job is done, or when its caller shall lead
        self.done = False
        self.value: Any = None
        self.row: tuple[type[Base], Any] | None = None  # a row is answered by its key: its session ends with the batch
        self.error: BaseException | None = None
        self.changes: dict[int, int] = {}

    def do(self, connection: Connection) -> None:
        """Run inside a savepoint of its own; a refusal or an error takes back this job alone."""
        with Session(bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            self.value, self.row = self.write(session), None
            if isinstance(self.value, Refusal):
                session.rollback()
                return
            session.flush()
            if isinstance(self.value, Base):
                self.row = (type(self.value), inspect(self.value).identity)
            session.commit()
            self.changes = dict(session.info.get("changes", {}))

    def attempt(self, connection: Connection) -> None:
        """Do it, keep an error for the caller. After a clash of unique keys the second try finds the other's row."""
        for last in (False, True):
            try:
                return self.do(connection)
            except IntegrityError as error:
                if last:
                    self.error = error
            except Exception as error:
                self.error = error
                return None
        return None


class Writer:
    """Group commit on one connection of `engine`."""

    def __init__(self, engine: Engine, run: Run = at_once) -> None:
        self.engine = engine.execution_options(writes=True)
        self.run = run
        self.gate = threading.Lock()  # guards the two below
        self.queue: deque[Job] = deque()
        self.led = False
        self.connection: Connection | None = None

    def submit(self, write: Callable[[Session], Any]) -> Job:
        """Run `write` in a batch; answers after its COMMIT, raises what it raised."""
        job = Job(write)
        with self.gate:
            self.queue.append(job)
            lead, self.led = not self.led, True
        try:
            if not lead:
                job.turn.wait()
            if not job.done:
                self.lead()
        except BaseException:
            self.abandon(job, lead or job.turn.is_set())
            raise
        if job.error is not None:
            raise job.error
        return job

    def lead(self) -> None:
        """Write all that wait as one batch, wake their callers, hand the lead to the next in the queue."""
        with self.gate:
            jobs = [self.queue.popleft() for _ in range(min(MOST, len(self.queue)))]
        try:
            self.run(lambda: self.batch(jobs))
        except BaseException as error:
            for job in jobs:
                job.error = job.error or error
            raise
        finally:
            for job in jobs:
                job.done = True
                job.turn.set()
            self.hand_on()

    def hand_on(self) -> None:
        with self.gate:
            if self.queue:
                self.queue[0].turn.set()
            else:
                self.led = False

    def abandon(self, job: Job, led: bool) -> None:
        """The caller was ended while it waited: leave the queue, and pass the lead on if it had come already."""
        with self.gate:
            waiting = job in self.queue
            if waiting:
                self.queue.remove(job)
        if waiting and led:
            self.hand_on()

    def batch(self, jobs: list[Job]) -> None:
        """One transaction. If its COMMIT fails, all its jobs failed, and the next batch starts on a new connection."""
        try:
            if self.connection is None:
                self.connection = self.engine.connect()
            with self.connection.begin():
                for job in jobs:
                    job.attempt(self.connection)
                    self.must_hold()
        except BaseException as error:
            for job in jobs:
                job.error = error
            self.close()

    def must_hold(self) -> None:
        """A failing disk makes SQLite drop the transaction in silence: then nothing of the batch was written."""
        if self.engine.dialect.name == "sqlite" and self.connection is not None:
            raw = self.connection.connection.dbapi_connection
            if raw is None or not raw.in_transaction:
                raise OSError("the database gave the transaction up: is the disk full?")

    def close(self) -> None:
        """Give the connection back; the next batch opens another."""
        connection, self.connection = self.connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.invalidate()
            with contextlib.suppress(Exception):
                connection.close()


def write(work: Callable[[Session], T]) -> T:
    """Run `work` in the one writer, wait for its COMMIT, announce what changed, answer what `work` answered.

    A row comes back attached to the caller's session, whose own reading starts afresh so that it sees the write.
    `work` must use only the session it is given. Needs an application context.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    writer: Writer = app.extensions[KEY]
    job = writer.submit(work)
    db.session.rollback()  # ends the snapshot that the caller may have been reading from
    for event_id, revision in job.changes.items():
        announce(app, event_id, revision)
    value: Any = db.session.get(*job.row) if job.row else job.value
    return cast(T, value)


def announce(app: object, event_id: int, revision: int) -> None:
    """Tell every subscriber; one that fails harms neither the write nor the others."""
    for receiver in changed.receivers_for(app):
        try:
            receiver(app, event_id=event_id, revision=revision)
        except Exception:
            log.exception("a subscriber of `changed` failed for event %s at revision %s", event_id, revision)
