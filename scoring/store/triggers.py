"""The guard of the fact tables: the database itself refuses to change or delete a fact, on SQLite and on PostgreSQL."""

from collections.abc import Sequence

from sqlalchemy import DDL, Connection, MetaData, event

FACT_TABLES = (
    "mark",
    "held_mark",
    "note",
    "keying",
    "clock_fact",
    "penalty",
    "adjustment",
    "setting_fact",
    "ruling",
    "signature",
)

# PostgreSQL wants one function for all tables; TRUNCATE needs a trigger of its own there.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION facts_are_only_added() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'facts are only added: % on %', TG_OP, TG_TABLE_NAME; END $$
"""


def statements(dialect: str, tables: Sequence[str] = FACT_TABLES) -> list[str]:
    """The DDL that guards these tables, for `sqlite` or `postgresql`."""
    if dialect == "postgresql":
        guards = [
            f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION facts_are_only_added()"
            for table in tables
        ]
        return [POSTGRESQL_FUNCTION, *guards]
    return [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'facts are only added'); END"
        for table in tables
        for act in ("update", "delete")
    ]


def guard(metadata: MetaData) -> None:
    """Make the triggers whenever all tables are made: `create_all` and the migrations end at the same schema."""

    @event.listens_for(metadata, "after_create")
    def make(_target: MetaData, connection: Connection, **_: object) -> None:
        for statement in statements(connection.dialect.name):
            connection.execute(DDL(statement.replace("%", "%%")))  # type: ignore[no-untyped-call]
