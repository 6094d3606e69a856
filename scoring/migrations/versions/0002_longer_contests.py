"""Longer contests: rounds, the day's settings, adjustments, items of penalties, eligibility and groups."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from scoring.store.triggers import statements

revision = "0002"
down_revision = "0001"

FACTS = ("adjustment", "setting_fact")
MORE: dict[str, list[sa.Column[Any]]] = {
    "event": [
        sa.Column("round", sa.String(), nullable=False, server_default=""),
        sa.Column("settings", sa.String(), nullable=False, server_default=""),
        sa.Column("settings_version", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("before_id", sa.Integer(), nullable=True),
    ],
    "contestant": [
        sa.Column("group_name", sa.String(), nullable=False, server_default=""),
        sa.Column("eligible", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("carried", sa.String(), nullable=False, server_default=""),
    ],
    "penalty": [sa.Column("item", sa.String(), nullable=False, server_default="")],
    "signature": [sa.Column("settings_version", sa.Integer(), nullable=False, server_default="0")],
}


def fact_columns(table: str) -> list[sa.schema.SchemaItem]:
    """What every fact has."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f(f"fk_{table}_device_id_device")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id_event")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    ]


def upgrade() -> None:
    for table, columns in MORE.items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "adjustment",
        *fact_columns("adjustment"),
        sa.Column("contestant_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contestant_id"], ["contestant.id"], name=op.f("fk_adjustment_contestant_id_contestant")
        ),
    )
    op.create_index("ix_adjustment_contestant_id", "adjustment", ["contestant_id"])
    op.create_index("ix_adjustment_event_id", "adjustment", ["event_id"])
    op.create_table(
        "setting_fact",
        *fact_columns("setting_fact"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("settings", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.UniqueConstraint("event_id", "version", name=op.f("uq_setting_fact_event_id")),
    )
    for statement in statements(op.get_bind().dialect.name, FACTS):
        op.execute(sa.DDL(statement.replace("%", "%%")))


def downgrade() -> None:
    for table in FACTS:
        op.drop_table(table)
    for table, columns in MORE.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)
