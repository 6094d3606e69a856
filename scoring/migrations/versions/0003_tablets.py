"""Tablets: journals and chains, held marks, notes, keyed paper, seat codes, practice and trainees, drawn signatures."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from scoring.store.triggers import statements

revision = "0003"
down_revision = "0002"

FACTS = ("held_mark", "note", "keying")


def text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def numbered() -> list[sa.Column[Any]]:
    """Where a fact stands in its tablet's journal."""
    return [sa.Column("journal", sa.String(), nullable=True), sa.Column("number", sa.Integer(), nullable=True)]


MORE: dict[str, list[sa.Column[Any]]] = {
    "event": [sa.Column("totals", sa.String(), nullable=False, server_default="shown")],
    "contestant": [flag("practice")],
    "seat": [sa.Column("code", sa.String(), nullable=True), flag("trainee")],
    "device": [text("ended"), sa.Column("seat_id", sa.Integer(), nullable=True), text("checked")],
    "mark": [*numbered(), text("link"), text("means")],
    "signature": [
        text("journal"),
        sa.Column("number", sa.Integer(), nullable=False, server_default="0"),
        text("drawn"),
    ],
}


def about(table: str) -> list[sa.schema.SchemaItem]:
    """What every fact about one contestant by one seat has."""
    kinds = {"person_id": "person", "device_id": "device", "event_id": "event"}
    kinds |= {"contestant_id": "contestant", "seat_id": "seat"}
    optional = ("person_id", "device_id")
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=name in optional) for name in kinds),
        *(
            sa.ForeignKeyConstraint([name], [f"{kind}.id"], name=op.f(f"fk_{table}_{name}_{kind}"))
            for name, kind in kinds.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    ]


def words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    for table, columns in MORE.items():
        for column in columns:
            op.add_column(table, column)
    op.create_index("uq_seat_code", "seat", ["code"], unique=True)
    op.create_table(
        "journal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_journal_device_id_device")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_journal_event_id_event")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_journal_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_event_id", "journal", ["event_id"])
    op.create_table(
        "held_mark",
        *about("held_mark"),
        *words("item", "place", "value", "withdraws", "code", "link"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *numbered(),
    )
    op.create_table("note", *about("note"), *words("item", "place", "kind", "value", "withdraws"))
    op.create_table("keying", *about("keying"), *words("act", "of", "body", "reason"))
    for table in FACTS:
        for name in ("event_id", "contestant_id"):
            op.create_index(f"ix_{table}_{name}", table, [name])
    op.create_index("ix_held_mark_sheet", "held_mark", ["contestant_id", "seat_id"])
    for table in ("mark", "held_mark"):
        op.create_index(f"uq_{table}_journal", table, ["journal", "number"], unique=True)
    for statement in statements(op.get_bind().dialect.name, FACTS):
        op.execute(sa.DDL(statement.replace("%", "%%")))


def downgrade() -> None:
    for table in ("mark", "held_mark"):
        op.drop_index(f"uq_{table}_journal", table)
    for table in (*FACTS, "journal"):
        op.drop_table(table)
    op.drop_index("uq_seat_code", "seat")
    for table, columns in MORE.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)
