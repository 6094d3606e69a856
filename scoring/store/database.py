"""Opening the database: how connections behave, migrations at the first run, the lock, the one writer."""

import sqlite3
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from scoring.store import memo
from scoring.store.lock import InstanceLock
from scoring.store.models import db
from scoring.store.schema import migrate
from scoring.store.writer import KEY, Run, Writer, at_once

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
LOCK = "scoring-lock"
BACKUPS = "backups"

# FULL: a judge's acknowledged mark survives a power cut. recursive_triggers: REPLACE cannot slip past the guards.
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA recursive_triggers=ON",
)


def init(
    app: Flask, url: str = "", instance: Path | str | None = None, *, alone: bool = True, run: Run = at_once
) -> None:
    """Give `app` its database: `url`, or scoring.sqlite in the instance folder.

    Makes or migrates the tables. `alone` refuses (InstanceBusy) while another process serves the instance; commands
    that only look may pass False, then nothing is migrated. `run` is given to the Writer.
    """
    folder = Path(instance or app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    url = url or f"sqlite:///{folder / 'scoring.sqlite'}"
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"pool_size": 20, "max_overflow": 100})
    if alone and url.startswith("sqlite"):
        app.extensions[LOCK] = InstanceLock(folder)
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        behave(db.engine)
        if alone:
            migrate(db.engine, folder / BACKUPS)
        app.extensions[KEY] = Writer(db.engine, run)
        app.extensions[memo.KEY] = memo.Memo()


def close(app: Flask) -> None:
    """Close every connection and let the next process in; the app is of no use afterwards."""
    writer: Writer | None = app.extensions.pop(KEY, None)
    if writer is not None:
        writer.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    lock: InstanceLock | None = app.extensions.pop(LOCK, None)
    if lock is not None:
        lock.release()


def behave(engine: Engine) -> None:
    """On SQLite: pragmas, real BEGINs, IMMEDIATE for the writer: a read that turns into a write would fail at once."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connect(raw: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        raw.isolation_level = None  # the driver must not begin or commit by itself
        for pragma in PRAGMAS:
            raw.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
