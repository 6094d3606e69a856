"""The public pages through HTTP: what the gate lets out and what never, the snapshot and its ETag, friendly ends."""

import json

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from tests.web.desk_day import hand_in, mark_sheet, must, open_day, run_clock, uid

PUBLIC = ("/screen", "/screen/tables", "/live/tables", "/live/events.json", "/live/tables/standings.json")


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def public(app):
    return app.test_client()


@pytest.fixture
def day(app):
    with app.app_context():
        return open_day(heats=1, stations=3, name="示例选手{}")


def complete(app, day, station, lower="0", sign=True):
    with app.app_context():
        one = day.at[1, station]
        hand_in(day, one, lower)
        run_clock(one)
        if sign:
            must(record.sign_result(By(), uid(), one))


def snapshot(public):
    return public.get("/live/tables/standings.json").json


def test_nothing_unsigned_reaches_any_public_page(app, day, public):
    complete(app, day, 1, sign=False)
    with app.app_context():
        mark_sheet(day, day.at[1, 2], "M", items=5)
        must(record.set_status(By(), uid(), day.at[1, 3], "dsq", "冒名顶替"))
    for address in PUBLIC:
        answer = public.get(address)
        assert answer.status_code == 200, address
        for secret in ("示例选手", "冒名", "dsq", "80.00", "示例酒店"):
            assert secret not in answer.text, (address, secret)
    assert snapshot(public)["state"] == "waiting"
    assert snapshot(public)["rows"] == []


def test_what_is_signed_is_shown_and_only_that(app, day, public):
    complete(app, day, 1)
    complete(app, day, 2, lower="0.3", sign=False)
    (row,) = snapshot(public)["rows"]
    assert (row["rank"], row["contestant"], row["name"], row["total"]) == (1, "101", "示例选手101", "80.00")
    assert "102" not in json.dumps([row])
    assert set(row) == {"rank", "contestant", "name", "unit", "total", "parts", "tied", "award", "moved"}


def test_a_reopened_result_leaves_the_board(app, day, public):
    complete(app, day, 1)
    assert len(snapshot(public)["rows"]) == 1
    with app.app_context():
        must(record.reopen_result(By(), uid(), day.at[1, 1], "复核"))
    assert snapshot(public)["rows"] == []
    assert "复核" not in public.get("/screen/tables").text


def test_a_blind_event_shows_numbers_only(app, public):
    with app.app_context():
        day = open_day(heats=1, stations=2, naming="number", name="示例选手{}")
    complete(app, day, 1)
    for address in PUBLIC:
        assert "示例选手" not in public.get(address).text, address
    assert snapshot(public)["rows"][0]["contestant"] == "101"


def test_the_snapshots_etag_is_its_revision_and_answers_304(app, day, public):
    complete(app, day, 1)
    first = public.get("/live/tables/standings.json")
    assert first.headers["ETag"] == f'"{first.json["revision"]}"'
    again = public.get("/live/tables/standings.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    complete(app, day, 2)
    newer = public.get("/live/tables/standings.json", headers={"If-None-Match": first.headers["ETag"]})
    assert newer.status_code == 200
    assert newer.json["revision"] > first.json["revision"]


def test_marks_that_are_not_public_do_not_change_the_etag(app, day, public):
    complete(app, day, 1)
    before = public.get("/live/tables/standings.json").headers["ETag"]
    with app.app_context():
        mark_sheet(day, day.at[1, 2], "M", items=3)
    assert public.get("/live/tables/standings.json").headers["ETag"] == before


def test_an_unknown_event_is_a_friendly_page(day, public):
    for address in ("/screen/nowhere", "/live/nowhere"):
        answer = public.get(address)
        assert answer.status_code == 404
        assert "没有这个赛项" in answer.text
        assert "/tables" in answer.text
    assert public.get("/live/nowhere/standings.json").status_code == 404


def test_a_draft_is_unknown_to_the_public(app, day, public):
    with app.app_context():
        event = read.event_by_slug("tables")
        must(
            record.create_event(event.competition_id, event.rubric_ref, event.rubric_text, slug="secret", title="保密")
        )
    assert public.get("/screen/secret").status_code == 404
    assert "保密" not in public.get("/live/events.json").text
    assert public.get("/live/secret/standings.json").status_code == 404


def test_a_screen_without_events_waits(public):
    answer = public.get("/screen")
    assert answer.status_code == 200
    assert "尚无开放的赛项" in answer.text
    assert "js/await.js" in answer.text


def test_the_screen_speaks_the_language_of_the_address(day, public):
    assert "成绩待公布" in public.get("/screen").text
    english = public.get("/screen?lang=en").text
    assert "Results to be announced" in english
    assert 'lang="en"' in english


def test_the_theme_and_the_pace_come_from_the_address(day, public):
    page = public.get("/screen/tables?theme=red&dwell=20").text
    assert 'data-theme="red"' in page
    assert '"dwell": 20000' in page
    odd = public.get("/screen/tables?theme=<b>&dwell=-3").text
    assert 'data-theme="navy"' in odd
    assert '"dwell": 12000' in odd
