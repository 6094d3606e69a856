"""The version of the tables: which one is there, which one is wanted, how to get from one to the other."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Engine, text

from scoring.store.clock import now_ms

MIGRATING = 0x5C0121  # the advisory lock under which only one process migrates PostgreSQL


def known() -> list[str]:
    """The versions that this program knows, newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def found(engine: Engine) -> str | None:
    """The version of the tables in this database; None when there are none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine, backups: Path) -> None:
    """Bring the tables to this program's version; an existing SQLite file is set aside in `backups` first."""
    here, wanted = found(engine), known()[0]
    if here == wanted:
        return
    if engine.dialect.name == "postgresql":
        with engine.connect() as lock:
            lock.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATING})
            command.upgrade(_config(), "head")
            lock.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATING})
        return
    if here is not None:
        set_aside(engine, backups, f"before-{wanted}")
    command.upgrade(_config(), "head")


def set_aside(engine: Engine, folder: Path, name: str) -> Path:
    """Copy the SQLite database into `folder`, under a name that carries the time."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}-{now_ms()}.sqlite"
    copy_out(engine, target)
    return target


def copy_out(engine: Engine, target: Path) -> None:
    """A sound copy of the SQLite database as one file, also while it is written to."""
    with closing(sqlite3.connect(str(engine.url.database))) as raw:
        raw.execute("VACUUM INTO ?", (str(target),))


def _config() -> Any:
    return current_app.extensions["migrate"].migrate.get_config()
