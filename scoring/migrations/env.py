"""How Alembic runs the migrations: in one transaction, on the app's own engine. Needs an application context."""

from alembic import context
from flask import current_app

from scoring.store.models import db

engine = current_app.extensions["migrate"].db.engine

with engine.connect().execution_options(writes=True) as connection:
    raw = connection.connection.dbapi_connection
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        raw.execute("PRAGMA foreign_keys=OFF")  # changing a table means dropping and renaming it there
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,  # our SQLite connections begin for real, so a failed migration leaves nothing
    )
    with context.begin_transaction():
        context.run_migrations()
    if sqlite:
        raw.execute("PRAGMA foreign_keys=ON")
