"""The floor's addresses: clocks and penalties through HTTP, what is refused and how, what the page shows and hides."""

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from scoring.web.floor_page import charges
from tests.web.desk_day import hand_in, open_day, run_clock, uid


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    with app.app_context():
        return open_day(heats=2, stations=3, name="示例选手{}")


@pytest.fixture
def floor(app, day):
    return signed_in(app, day, "floor")


def signed_in(app, day, role):
    client = app.test_client()
    client.post(f"/join/{day.link[role]}")
    return client


def act(client, what, **facts):
    return client.post(f"/floor/tables/{what}", json={"uid": uid(), **facts})


def clock(app, day, heat, station):
    with app.app_context():
        rows = read.floor_view(read.event_by_slug("tables"))["rows"]
    return next(row for row in rows if row["contestant_id"] == day.at[heat, station])


def test_with_one_event_the_first_page_goes_straight_to_it(floor):
    assert floor.get("/floor").location.endswith("/floor/tables")


def test_a_clock_starts_pauses_goes_on_and_stops(app, day, floor):
    one = day.at[1, 1]
    for what, state in (("start", "running"), ("pause", "paused"), ("resume", "running"), ("stop", "stopped")):
        answer = act(floor, "clock", contestant=one, act=what)
        assert answer.status_code == 200, answer.json
        assert answer.json["row"]["clock"]["state"] == state
        assert clock(app, day, 1, 1)["clock"]["state"] == state


def test_the_same_uid_twice_is_one_act(app, day, floor):
    facts = {"uid": uid(), "contestant": day.at[1, 1], "penalty": "dropped", "count": 1}
    for _ in range(3):
        assert floor.post("/floor/tables/penalty", json=facts).status_code == 200
    assert clock(app, day, 1, 1)["penalties"]["dropped"]["count"] == 1


def test_a_penalty_is_taken_back_by_its_uid(app, day, floor):
    first = act(floor, "penalty", contestant=day.at[1, 1], penalty="dropped")
    act(floor, "penalty", contestant=day.at[1, 1], penalty="dropped")
    assert act(floor, "penalty", contestant=day.at[1, 1], withdraws=first.json["uid"]).status_code == 200
    assert clock(app, day, 1, 1)["penalties"]["dropped"]["count"] == 1
    again = act(floor, "penalty", contestant=day.at[1, 1], withdraws=first.json["uid"])
    assert again.status_code == 409
    page = floor.get("/floor/tables?heat=1").text
    assert "已撤回" in page


def test_start_all_starts_only_those_that_stand_ready_and_calls_the_heat(app, day, floor):
    act(floor, "clock", contestant=day.at[1, 2], act="start")
    act(floor, "clock", contestant=day.at[1, 2], act="stop")
    order = {"uid": uid(), "heat": 1}
    assert floor.post("/floor/tables/start", json=order).json["started"] == 2
    states = [clock(app, day, 1, station)["clock"]["state"] for station in (1, 2, 3)]
    assert states == ["running", "stopped", "running"]
    assert clock(app, day, 1, 1)["heat_state"] == "active"
    assert clock(app, day, 2, 1)["clock"]["state"] == "ready"
    assert floor.post("/floor/tables/start", json=order).json["started"] == 2, "a repeated request answers the same"


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"act": "stop"}, 409),
        ({"act": "fly"}, 422),
        ({"act": "set", "value": "14:05"}, 422),
        ({"act": "set", "value": "14.05", "reason": "watch"}, 422),
        ({"act": 3}, 422),
        ({}, 422),
        ({"act": "start", "contestant": 9999}, 404),
        ({"act": "start", "contestant": "1"}, 422),
        ({"act": "start", "uid": "x"}, 422),
    ],
)
def test_refusals_say_why_and_write_nothing(app, day, floor, facts, status):
    answer = floor.post("/floor/tables/clock", json={"uid": uid(), "contestant": day.at[1, 1], **facts})
    assert answer.status_code == status, answer.json
    assert answer.json["code"] and answer.json["message"]
    assert clock(app, day, 1, 1)["clock"]["state"] == "ready"


def test_a_watch_time_needs_its_reason_and_stands_in_the_journal(app, day, floor):
    with app.app_context():
        run_clock(day.at[1, 1], "15:30.01")
    page = floor.get("/floor/tables?heat=1").text
    assert "秒表用时 15:30.01" in page
    assert "−4" in page, "a started second step of overtime costs twice"


def test_a_signed_contestant_is_locked(app, day, floor):
    with app.app_context():
        hand_in(day, day.at[1, 1])
        run_clock(day.at[1, 1])
        record.sign_result(By(), uid(), day.at[1, 1])
    assert act(floor, "penalty", contestant=day.at[1, 1], penalty="dropped").status_code == 409
    assert "裁判长已签字" in floor.get("/floor/tables?heat=1").text


def test_names_units_and_scores_are_not_on_the_page(floor):
    page = floor.get("/floor/tables?heat=1").text
    assert "示例选手" not in page
    assert "示例酒店" not in page


def test_english_is_whole(floor):
    floor.get("/language/en")
    page = floor.get("/floor/tables?heat=1").text
    assert "Start all 3 stations" in page
    assert "Limit 15:00; −2 for each 0:30 over, a part counts; stop at 17:00" in page


def test_only_the_floor_and_its_superiors_come_in(app, day):
    assert app.test_client().get("/floor/tables").location.startswith("/sign-in")
    assert app.test_client().post("/floor/tables/clock", json={}).status_code == 401
    assert signed_in(app, day, "judge").get("/floor/tables").status_code == 403
    assert signed_in(app, day, "chief").get("/floor/tables").status_code == 200


def test_without_the_token_nothing_is_taken(tmp_path):
    app = create_app(tmp_path / "guarded", TESTING=True)
    with app.app_context():
        day = open_day(heats=1, stations=1)
        token = record.sign_in_device(read.person_by_link(day.link["floor"]).id)
    client = app.test_client()
    client.set_cookie(app.config["DEVICE_COOKIE_NAME"], token)
    answer = act(client, "clock", contestant=day.at[1, 1], act="start")
    assert (answer.status_code, answer.json["code"]) == (400, "csrf")
    database.close(app)


def test_prices_of_overtime_are_told_ahead_with_their_borders(app, day):
    with app.test_request_context(), app.app_context():
        event = read.event_by_slug("tables")
        table = charges(read.rubric_of(event).parts[0].clock)
    # after 15:00 exactly nothing; from the next hundredth on the first started step; 15:30 still one step
    assert table[:3] == [[900_000, "−2"], [930_000, "−4"], [960_000, "−6"]]
    assert table[-1][0] == 1_020_000
    assert "17:00" in table[-1][1]


def test_a_stopped_clock_shows_the_hundredth_that_costs_a_step(day, floor):
    answer = act(floor, "clock", contestant=day.at[1, 1], act="set", value="15:30.01", reason="手表计时")
    assert answer.status_code == 200, answer.json
    assert "15:30<small>.01</small></time>" in floor.get("/floor/tables?heat=1").text
