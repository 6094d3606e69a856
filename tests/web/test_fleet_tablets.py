"""Which tablet the fleet page shows at which seat, and what it says of one that tells nothing."""

import pytest

from scoring.app import create_app
from scoring.live.fleet import FRESH
from scoring.store import database, read, record
from scoring.store.clock import now_ms
from scoring.store.models import Device, db
from tests.web.desk_day import must
from tests.web.joining import FOUND, Hall

DAY = 24 * 3_600_000


@pytest.fixture
def hall(tmp_path):
    """Heat 1 is called; the judge of M sits at J2 as well; the chief looks."""
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    hall = Hall(app)
    with app.app_context():
        must(record.set_heat_state(read.event_by_slug("tables").heats[0].id, "active"))
    hall.fleet, hall.chief = app.extensions["scoring.fleet"], hall.tablet()
    hall.chief.post(f"/join/{hall.day.link['chief']}")
    yield hall
    database.close(app)


@pytest.fixture
def two_seats(hall):
    with hall.app.app_context():
        must(record.change_seat(hall.day.seat["J2"], person_id=hall.sitter().id))
    return hall


def here(hall, tablet, key, **more):
    facts = {"seat": hall.day.seat[key], "waiting": 0, "refused": 0, "version": hall.app.config["VERSION"], **more}
    assert tablet.post("/judge/here", json=facts).status_code == 200


def row_of(hall, key):
    rows = hall.chief.get("/fleet/tables.json").json["seats"]
    return next(row for row in rows if row["seat_id"] == hall.day.seat[key])


def said(row):
    return " ".join(alarm["words"] for alarm in row["alarms"])


def seen_last(hall, tablet, at):
    with hall.app.app_context():
        db.session.get(Device, hall.device(tablet).id).seen = at
        db.session.commit()


def test_a_tablet_stands_at_the_seat_where_it_is_used_not_where_it_was_paired(two_seats):
    hall = two_seats
    tablet = hall.joined()
    here(hall, tablet, "J2", waiting=2, refused=1, battery={"level": 4, "charging": False})
    paired, used = row_of(hall, "M"), row_of(hall, "J2")
    assert (paired["tablets"], paired["alarms"], "现在在" in paired["elsewhere"]) == ([], [], True)
    assert [(one["waiting"], one["refused"]) for one in used["tablets"]] == [(2, 1)]
    assert "4%" in said(used)
    assert "没有登录" not in said(used)


def test_a_second_tablet_that_is_not_paired_stands_beside_the_paired_one(two_seats):
    hall = two_seats
    with hall.app.app_context():
        pin = hall.sitter().pin
    paired, loose = hall.joined(), hall.tablet()
    loose.post("/sign-in", data={"pin": pin})
    here(hall, paired, "M")
    here(hall, loose, "M", waiting=3)
    row = row_of(hall, "M")
    assert sorted(one["waiting"] for one in row["tablets"]) == [0, 3]
    assert "2 台平板" in said(row)
    hall.fleet.tablets[hall.device(loose).id].at -= FRESH  # it went off; what is on it does not go from the page
    assert "还有 3 条" in said(row_of(hall, "M"))
    assert "2 台平板" not in said(row_of(hall, "M"))


def test_a_tablet_that_is_not_paired_is_named_before_it_is_taken_over(two_seats):
    hall = two_seats
    with hall.app.app_context():
        pin = hall.sitter().pin
    loose = hall.tablet()
    loose.post("/sign-in", data={"pin": pin})
    assert hall.device(loose).seat_id is None
    assert "在用" in hall.tablet().get(f"/seat/{hall.code()}").text
    hall.joined(others="end")
    assert hall.device(loose).ended == "taken-over"


def test_what_the_check_found_is_said_as_on_the_list_of_seats(hall):
    tablet = hall.joined()
    must_pass = tablet.post("/judge/check", json=FOUND | {"storage": "fails"})
    assert must_pass.status_code == 200
    here(hall, tablet, "M")
    assert "断网" in said(row_of(hall, "M"))
    assert "62 分钟" in said(row_of(hall, "M"))


def test_a_tablet_in_its_bag_is_an_alarm_once_its_heat_is_called(hall, monkeypatch):
    tablet = hall.joined()
    started = hall.fleet.since = now_ms() + 1
    monkeypatch.setattr("scoring.web.fleet_page.now_ms", lambda: started + FRESH - 1)
    assert row_of(hall, "M")["level"] == "fine"  # after a restart they all need a moment
    monkeypatch.setattr("scoring.web.fleet_page.now_ms", lambda: started + FRESH)
    row = row_of(hall, "M")
    assert (row["level"], "服务器启动" in said(row)) == ("now", True)
    with hall.app.app_context():
        must(record.set_heat_state(read.event_by_slug("tables").heats[0].id, "done"))
    assert row_of(hall, "M")["alarms"] == []
    assert tablet.get("/judge").status_code == 200


def test_a_tablet_that_was_seen_once_and_never_spoke_is_an_alarm_too(hall, monkeypatch):
    hall.joined()
    monkeypatch.setattr("scoring.web.fleet_page.now_ms", lambda: now_ms() + read.LATELY)
    assert "联系不上" in said(row_of(hall, "M"))


def test_a_tablet_that_was_never_signed_out_does_not_stand_there_for_ever(hall):
    last_year, today = hall.joined(), hall.joined(others="keep")
    seen_last(hall, last_year, now_ms() - 300 * DAY)
    hall.fleet.since = now_ms() - DAY
    here(hall, today, "M")
    row = row_of(hall, "M")
    assert [one["device"] for one in row["tablets"]] == [hall.device(today).id]
    assert row["alarms"] == []
    here(hall, last_year, "M", waiting=1)
    hall.fleet.tablets[hall.device(last_year).id].at -= read.LATELY
    assert len(row_of(hall, "M")["tablets"]) == 1
