"""The fleet page and what feeds it: beats, words, calls, silent seats, order of what needs a hand, who may see it."""

import re

import pytest

from scoring.app import create_app
from scoring.live.fleet import FRESH
from scoring.store import database, read, record
from scoring.store.clock import now_ms
from scoring.store.models import Journal, db
from scoring.store.record import By
from tests.web.desk_day import hand_in, mark_sheet, must, open_day, run_clock, uid


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    """Heat 1 is called; the judge sits at M, a second one at J1."""
    with app.app_context():
        day = open_day(heats=2, stations=3)
        event = read.event_by_slug("tables")
        must(record.set_heat_state(event.heats[0].id, "active"))
        judge = read.person_by_link(day.link["judge"])
        other = must(record.create_person(event.competition_id, "另一位", "judge"))
        day.link["other"] = other.link
        must(record.change_seat(day.seat["M"], person_id=judge.id))
        must(record.change_seat(day.seat["J1"], person_id=other.id))
    return day


@pytest.fixture
def signed_in(app, day):
    def client_of(role):
        client = app.test_client()
        client.post(f"/join/{day.link[role]}")
        return client

    return client_of


def here(client, seat, **more):
    return client.post("/judge/here", json={"seat": seat, "waiting": 0, "refused": 0, **more})


def row_of(client, seat, path="/fleet/tables.json"):
    return next(row for row in client.get(path).json["seats"] if row["seat_id"] == seat)


def said(row):
    return [alarm["words"] for alarm in row["alarms"]]


def test_a_beat_is_shown_at_its_seat(app, day, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    version = app.config["VERSION"]
    battery = {"level": 82, "charging": False}
    more = {"contestant": day.at[1, 2], "version": version, "battery": battery, "rtt_ms": 40, "waiting": 2}
    answer = here(judge, day.seat["M"], **more)
    assert answer.status_code == 200
    assert (answer.json["version"], answer.json["silence"]) == (version, [])
    row = row_of(chief, day.seat["M"])
    tablet = row["tablets"][0]
    assert (tablet["here"], tablet["waiting"], tablet["old"], tablet["link"]["level"]) == (True, 2, False, "good")
    assert tablet["battery"] == {"level": "fine", "figure": "82%", "charging": False}
    assert (row["sheet"]["station"], row["sheet"]["covered"], row["level"]) == (2, 0, "fine")


def test_an_odd_beat_is_refused_and_a_judge_speaks_only_for_own_seats(day, signed_in):
    judge = signed_in("judge")
    wrongs = [({"seat": None}, 404), ({"seat": day.seat["J1"]}, 404)]
    wrongs += [(wrong, 422) for wrong in ({"waiting": "2"}, {"waiting": True}, {"refused": -1}, {"item": "x" * 65})]
    wrongs += [(wrong, 422) for wrong in ({"battery": {"level": 120}}, {"battery": 5}, {"calling": 5}, {"nudge": "x"})]
    for wrong, status in wrongs:
        assert here(judge, **{"seat": day.seat["M"], **wrong}).status_code == status, wrong
    call = {"uid": "call-others", "seat": day.seat["J1"]}
    assert "call" not in here(judge, day.seat["M"], calling=call).json


def test_only_organiser_and_chief_see_the_fleet(app, day, signed_in):
    outside, organiser = [(signed_in("judge"), 403), (signed_in("floor"), 403), (app.test_client(), 401)], "organiser"
    for path in ("/fleet", "/fleet.json", "/fleet/tables", "/fleet/tables.json", "/fleet/tables?part=alarms"):
        for client, status in outside:
            assert client.get(path, headers={"Accept": "application/json"}).status_code == status, path
        assert signed_in(organiser).get(path).status_code == 200


def test_what_needs_a_hand_stands_first(app, day, signed_in):
    judge, other, organiser = signed_in("judge"), signed_in("other"), signed_in("organiser")
    version = app.config["VERSION"]
    here(judge, day.seat["M"], version=version)
    here(other, day.seat["J1"], version=version, battery={"level": 9, "charging": False})
    assert [row["seat_id"] for row in organiser.get("/fleet.json").json["seats"]][-1] == day.seat["M"]
    here(judge, day.seat["M"], version=version, calling={"uid": "call-first", "seat": day.seat["M"], "item": "3.4"})
    first = organiser.get("/fleet.json").json
    assert (first["seats"][0]["seat_id"], first["hands"]) == (day.seat["M"], 1)
    assert "3.4" in said(first["seats"][0])[0]
    page = organiser.get("/fleet").text
    assert page.index(f'id="seat-{day.seat["M"]}" class="now"') < page.index(f'id="seat-{day.seat["J1"]}" class="soon"')


def test_refused_stuck_and_lost_entries_are_urgent(app, day, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    fleet, now = app.extensions["scoring.fleet"], now_ms()
    fleet.clock = lambda: now - FRESH - 60_000
    here(judge, day.seat["M"], waiting=3)
    fleet.clock = lambda: now - 10
    here(judge, day.seat["M"], waiting=3, refused=1)
    row = row_of(chief, day.seat["M"])
    assert [alarm["level"] for alarm in row["alarms"]][:2] == ["now", "now"]
    fleet.clock = lambda: now - FRESH - 1
    here(judge, day.seat["M"], waiting=3)
    away = row_of(chief, day.seat["M"])["alarms"][0]
    assert (away["level"], away["sign"]) == ("now", "wifi-off")
    assert "3" in away["words"]


def test_two_tablets_at_one_seat_are_flagged(day, signed_in):
    for client in (signed_in("judge"), signed_in("judge")):
        here(client, day.seat["M"])
    row = row_of(signed_in("chief"), day.seat["M"])
    assert len(row["tablets"]) == 2
    assert "2 台平板" in " ".join(said(row))


def test_a_signed_out_tablet_is_gone(day, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    here(judge, day.seat["M"])
    assert row_of(chief, day.seat["M"])["tablets"]
    judge.post("/sign-out")
    assert not row_of(chief, day.seat["M"])["tablets"]


def test_words_reach_the_tablet_and_their_way_is_shown(day, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    facts = {"uid": uid(), "seat": day.seat["M"], "ready": "hand-in"}
    assert chief.post("/fleet/tables/nudge", json=facts).status_code == 200
    nudge = here(judge, day.seat["M"]).json["nudge"]
    assert (nudge["from"], nudge["ready"], nudge["text"]) == ("chief", "hand-in", "")
    assert row_of(chief, day.seat["M"])["nudge"]["state"] == "sent"
    here(judge, day.seat["M"], nudge={"uid": nudge["uid"], "seen": False})
    assert row_of(chief, day.seat["M"])["nudge"]["state"] == "shown"
    assert "nudge" not in here(judge, day.seat["M"], nudge={"uid": nudge["uid"], "seen": True}).json
    assert row_of(chief, day.seat["M"])["nudge"]["state"] == "seen"
    assert chief.post("/fleet/tables/nudge", json=facts).status_code == 200  # the same act once more
    assert "nudge" not in here(judge, day.seat["M"]).json


def test_odd_words_are_refused(day, signed_in):
    chief = signed_in("chief")
    odd = [({"text": "很" * 81}, 422), ({"text": " "}, 422), ({"ready": "nothing"}, 422)]
    odd += [({"seat": 10**6, "text": "请"}, 404), ({"seat": day.seat["J3"], "text": "请"}, 409)]
    for wrong, status in odd:
        facts = {"uid": uid(), "seat": day.seat["M"], **wrong}
        assert chief.post("/fleet/tables/nudge", json=facts).status_code == status, wrong


def test_a_call_is_answered_and_ended(day, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    call = {"uid": "call-0001", "seat": day.seat["M"], "contestant": day.at[1, 2], "item": "3.4"}
    since = here(judge, day.seat["M"], calling=call).json["call"]["since"]
    strip = chief.get("/chief/tables").text
    assert re.search(r'id="alarm-\d+-hand".*赛位 2，细则 3.4|赛位 2, 细则 3.4', strip, re.S)
    act = {"uid": uid(), "call": "call-0001", "act": "coming"}
    assert chief.post("/fleet/tables/call", json=act).status_code == 200
    told = here(judge, day.seat["M"], calling=call | {"since": since}).json["call"]
    assert (told["since"], told["from"], told["over"]) == (since, "chief", False)
    assert chief.post("/fleet/tables/call", json=act | {"act": "over"}).status_code == 200
    assert here(judge, day.seat["M"], calling=call).json["call"]["over"] is True
    assert 'data-of="call-0001"' not in chief.get("/fleet/tables?part=alarms").text
    assert chief.post("/fleet/tables/call", json=act | {"call": "call-none"}).status_code == 409


def silent(app, later=0):
    with app.app_context():
        return [
            (one["seat_id"], one["contestant_id"], one["open"])
            for one in read.silences(read.event_by_slug("tables"), now_ms() + later)
        ]


def test_a_finished_contestant_waits_for_silent_seats(app, day):
    with app.app_context():
        mark_sheet(day, day.at[1, 1], "J1", items=5)
        hand_in(day, day.at[1, 1], but=("M", "J1"))
    assert silent(app, 60_000) == []  # the clock has not stopped
    with app.app_context():
        run_clock(day.at[1, 1])
    assert silent(app, read.SILENT - 5_000) == []
    open_items = {seat: count for seat, contestant, count in silent(app, read.SILENT + 1_000)}
    assert set(open_items) == {day.seat["M"], day.seat["J1"]}
    assert open_items[day.seat["J1"]] == 3


def test_a_seat_that_enters_elsewhere_is_busy_not_silent(app, day, monkeypatch):
    with app.app_context():
        run_clock(day.at[1, 1])
        monkeypatch.setattr("scoring.store.record.fact.now_ms", lambda: now_ms() + 30_000)
        mark_sheet(day, day.at[1, 2], "M", items=1)
    assert day.seat["M"] not in {seat for seat, *_ in silent(app, read.SILENT + 1_000)}
    assert day.seat["M"] in {seat for seat, *_ in silent(app, read.SILENT + 40_000)}


def test_only_the_active_heat_is_silent(app, day):
    with app.app_context():
        run_clock(day.at[2, 1])
    assert silent(app, 600_000) == []


def test_without_a_clock_the_last_seat_out_is_silent(app, day, monkeypatch):
    """A rubric without a clock: finished means that all other seats have handed in."""
    monkeypatch.setattr("scoring.store.read.silence.rubric_of", lambda event: Unclocked(read.rubric_of(event)))
    with app.app_context():
        hand_in(day, day.at[1, 1], but=("M", "J1"))
    assert silent(app, 60_000) == []
    with app.app_context():
        mark_sheet(day, day.at[1, 1], "J1")
        must(record.submit_sheet(By(), uid(), day.at[1, 1], day.seat["J1"]))
    assert [seat for seat, *_ in silent(app, 60_000)] == [day.seat["M"]]


class Unclocked:
    """The rubric as if nothing of it was timed."""

    def __init__(self, rubric):
        self.rubric = rubric
        self.parts = ()

    def __getattr__(self, name):
        return getattr(self.rubric, name)


def test_silence_is_told_to_fleet_chief_and_tablet(app, day, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    with app.app_context():
        run_clock(day.at[1, 3])
    app.extensions["scoring.fleet"].clock = lambda: now_ms() + read.SILENT + 1_000
    told = here(judge, day.seat["M"]).json["silence"]
    assert [(one["station"], one["contestant"]) for one in told] == [(3, day.at[1, 3])]
    assert any("赛位 3 已完成" in words for words in said(row_of(chief, day.seat["M"])))
    assert "4 个席位没有记录" in chief.get("/fleet/tables?part=alarms").text


def test_heads_of_journals_are_noted_once_and_only_of_own_seats(app, day, signed_in):
    judge = signed_in("judge")
    heads = [["a1" * 16, day.seat["M"], 7], ["b2" * 16, day.seat["J1"], 9], ["odd"], 5]
    assert here(judge, day.seat["M"], journals=heads).status_code == 200
    with app.app_context():
        assert {one.id: one.head for one in db.session.query(Journal)} == {"a1" * 16: 7}


def test_pages_carry_the_version_and_an_old_one_is_seen(app, day, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    assert f'<meta name="app-version" content="{app.config["VERSION"]}">' in judge.get("/judge").text
    here(judge, day.seat["M"], version="old")
    assert row_of(chief, day.seat["M"])["tablets"][0]["old"] is True


def test_an_empty_fleet_says_so(app):
    with app.app_context():
        competition = must(record.create_competition("示例比赛", "Sample")).id
        link = must(record.create_person(competition, "示例", "organiser")).link
    client = app.test_client()
    client.post(f"/join/{link}")
    assert "赛项开放后" in client.get("/fleet").text
