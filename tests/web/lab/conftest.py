"""An application on an empty instance, an organiser, and their copy of the table setting."""

import pytest

from scoring.app import create_app
from scoring.store import database
from tests.web.lab.typing_in import copy
from tests.web.organiser.forms import make_competition, signed_in


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def desk(app):
    """An organiser with a competition and a copy of the table setting."""
    desk = signed_in(app)
    make_competition(desk)
    assert copy(desk).status_code == 303
    return desk
