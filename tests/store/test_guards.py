"""The database itself keeps facts as they were entered, and every migration ends at the tables of the models."""

import sqlite3

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from scoring.store import database, record, schema
from scoring.store.lock import InstanceBusy
from scoring.store.models import db
from scoring.store.triggers import FACT_TABLES
from tests.store.making import BY, app_on, entries_of, event_of, judge, refused, seat_of, sign, uid

HOSTILE = [
    *(f"UPDATE {table} SET uid = 'x'" for table in FACT_TABLES),  # noqa: S608
    *(f"DELETE FROM {table}" for table in FACT_TABLES),  # noqa: S608
]


@pytest.mark.parametrize("statement", HOSTILE)
def test_facts_are_only_added(either, statement):
    event = event_of()
    first = entries_of(event)[0]
    record.record_penalty(BY, uid(), first, "dropped")
    record.record_adjustment(BY, uid(), first, "main", "0.5", "spirit")
    record.record_setting(BY, uid(), event.id, "gap", "0.3", "measured with another tape")
    record.set_status(BY, uid(), entries_of(event)[1], "dns")
    record.record_note(BY, uid(), first, seat_of(event, "M"), "1.1", value="the cloth slid")
    record.record_keyed(BY, uid(), entries_of(event)[2], seat_of(event, "J1"), [("2.1", "", "9.0")])
    judge(event, first)
    sign(first)
    late = record.NewMark(uid=uid(), item="1.2", value="1", order=9)
    record.take_marks(BY, first, seat_of(event, "M"), [late])
    with pytest.raises(DBAPIError, match="only added"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_replace_and_truncate_are_refused_too(either):
    event = event_of()
    judge(event, entries_of(event)[0])
    if db.engine.dialect.name == "postgresql":
        hostile = "TRUNCATE mark"
    else:
        hostile = "INSERT OR REPLACE INTO mark SELECT * FROM mark LIMIT 1"
    with pytest.raises(DBAPIError, match="only added"):
        db.session.execute(text(hostile))
    db.session.rollback()


def test_connections_are_durable_and_checked(app):
    pragma = {
        name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def schema_of(path):
    with sqlite3.connect(path) as raw:
        rows = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name != 'alembic_version'")
        return {
            (kind, name, table, sql if kind == "trigger" else "")
            for kind, name, table, sql in rows
            if not name.startswith("sqlite_autoindex_alembic")
        }


def test_migrations_end_where_the_models_are(either, tmp_path):
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []
    if db.engine.dialect.name != "sqlite":
        return
    engine = create_engine(f"sqlite:///{tmp_path / 'models.sqlite'}")
    db.metadata.create_all(engine)
    engine.dispose()
    assert schema_of(tmp_path / "models.sqlite") == schema_of(tmp_path / "scoring.sqlite")


def test_migrations_go_down_and_up_again(either):
    config = schema._config()
    command.downgrade(config, "base")
    assert schema.found(db.engine) is None
    command.upgrade(config, "head")
    assert schema.found(db.engine) == schema.known()[0]
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


def test_an_older_database_is_set_aside_before_it_is_migrated(tmp_path, monkeypatch):
    app = app_on(tmp_path)
    with app.app_context():
        event_of()
        monkeypatch.setattr(schema, "known", lambda: ["next"])
        monkeypatch.setattr(schema.command, "upgrade", lambda *_: None)  # there is no next version yet
        schema.migrate(db.engine, tmp_path / "backups")
    database.close(app)
    (copy,) = (tmp_path / "backups").glob("before-next-*.sqlite")
    with sqlite3.connect(copy) as raw:
        assert raw.execute("SELECT count(*) FROM contestant").fetchone() == (3,)


def test_a_second_process_is_told_who_is_in_the_way(app, tmp_path):
    with pytest.raises(InstanceBusy, match="--instance") as caught:
        app_on(tmp_path)
    assert refused(caught.value.refusal) == "instance-busy"
    assert str(tmp_path) in caught.value.refusal.say("en")


def test_a_look_needs_no_lock(app, tmp_path):
    event_of()
    other = app_on(tmp_path, alone=False)
    with other.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM contestant")) == 3
    database.close(other)
