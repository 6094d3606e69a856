"""An application on an empty instance, the organiser at their desk, an event in preparation and one that is open."""

import pytest

from scoring.app import create_app
from scoring.store import database
from tests.web.organiser.forms import LIVE, make_competition, paste, signed_in, use


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def desk(app):
    return signed_in(app)


@pytest.fixture
def draft(app, desk):
    """A competition with one event of table setting, made through the forms."""
    assert make_competition(desk).status_code == 303
    assert use(desk, slug="tables", stations="2").status_code == 303
    return "/organise/events/tables"


@pytest.fixture
def sales(app, desk, draft):
    """An open event with values from outside: theory, sales value, orders, followers."""
    use(desk, LIVE, slug="sales", stations="3")
    paste(desk, "/organise/events/sales", "01,甲\n02,乙")
    desk.post("/organise/events/sales/open")
    return "/organise/events/sales/outside"
