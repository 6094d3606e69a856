"""What the check of a tablet may say, what is kept of it, what the organiser sees; and the cards of seats."""

import json

import pytest

from scoring.app import create_app
from scoring.store import database
from scoring.web.tablet_check import shape, worries
from tests.web.joining import FOUND, Hall


@pytest.fixture
def hall(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield Hall(app)
    database.close(app)


def test_the_check_is_kept_as_it_was_sent(hall):
    tablet = hall.joined()
    assert tablet.get("/judge/check").status_code == 200
    assert set(tablet.get("/judge/check/now").json) == {"now"}
    tablet.post("/judge/check", json=FOUND)
    kept = json.loads(hall.device(tablet).checked)
    assert kept.pop("at") > 0
    assert kept == FOUND
    assert hall.tablet().post("/judge/check", json=FOUND).status_code == 401


@pytest.mark.parametrize(
    "spoil",
    [
        {"extra": 1},
        {"browser": None},
        {"version": "1" * 21},
        {"old": 0},
        {"storage": "yes"},
        {"private": "no"},
        {"offset_ms": 1.5},
        {"offset_ms": True},
        {"screen": "1024x768"},
        {"link": {}},
        {"link": FOUND["link"] | {"lost": 61}},
        {"link": FOUND["link"] | {"median_ms": None}},
        {"link": FOUND["link"] | {"median_ms": 41}},
    ],
)
def test_what_is_no_check_is_refused(spoil):
    assert isinstance(shape(FOUND | spoil), str)
    assert shape(FOUND) == FOUND


def test_a_tablet_that_heard_nothing_may_say_so():
    silent = {"sent": 60, "lost": 60, "median_ms": None, "p95_ms": None, "longest_ms": None}
    assert shape(FOUND | {"link": silent}) == FOUND | {"link": silent}


def test_the_organiser_sees_what_is_wrong_per_seat(hall):
    tablet = hall.joined()
    tablet.post("/judge/check", json=FOUND)
    desk = hall.tablet()
    desk.post(f"/join/{hall.day.link['organiser']}")
    page = desk.get("/organise/events/tables/seats?lang=zh").text
    assert "iPad" in page
    assert "时钟差 62 分钟" in page
    with hall.app.test_request_context():
        assert not worries(FOUND | {"offset_ms": 900})
        weak = FOUND | {"link": FOUND["link"] | {"lost": 4}}
        said = worries(weak | {"old": True, "storage": "fails", "private": True})
    assert len(said) == 5


def test_cards_of_seats_carry_code_and_letters(hall):
    desk = hall.tablet()
    desk.post(f"/join/{hall.day.link['organiser']}", base_url="http://192.168.7.9:8000")
    page = desk.get("/organise/seat-cards?event=tables", base_url="http://192.168.7.9:8000").text
    for key in hall.day.seat:
        code = hall.code(key)
        assert f"{code[:3]} {code[3:]}" in page
        assert f'href="http://192.168.7.9:8000/seat/{code}"' in page
    seat, old = hall.day.seat["M"], hall.code()
    assert desk.get(f"/organise/seat-cards/{seat}/renew", base_url="http://192.168.7.9:8000").status_code == 200
    assert hall.code() == old
    desk.post(f"/organise/seat-cards/{seat}/renew", base_url="http://192.168.7.9:8000")
    assert hall.code() != old
