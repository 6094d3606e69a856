"""The acts on a whole sheet by HTTP: handing in with a signature, asking back, answering, settling what came late."""

import re

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from tests.web.desk_day import hand_in, mark_sheet, must, open_day, run_clock, uid

DRAWN = "M10 20L300 40"


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    with app.app_context():
        day = open_day(heats=1, stations=2)
        for key, name in (("J1", "李评委"), ("J2", "王评委")):
            person = must(record.create_person(read.person_by_link(day.link["judge"]).competition_id, name, "judge"))
            must(record.change_seat(day.seat[key], person_id=person.id))
            day.link[key] = person.link
        hand_in(day, day.at[1, 1])
        run_clock(day.at[1, 1])
    return day


@pytest.fixture
def sheet(day):
    return f"/judge/sheet/{day.at[1, 1]}/{day.seat['J1']}"


def signed_in(app, day, who):
    client = app.test_client()
    client.post(f"/join/{day.link[who]}")
    return client


@pytest.fixture
def judge(app, day):
    return signed_in(app, day, "J1")


@pytest.fixture
def chief(app, day):
    return signed_in(app, day, "chief")


def send(client, address, **facts):
    return client.post(address, json={"uid": uid(), **facts})


def late_mark(judge, day):
    """An entry that the tablet sends when the sheet is handed in; answers its uid."""
    name = uid()
    mark = {"uid": name, "contestant": day.at[1, 1], "seat": day.seat["J1"], "item": "12.1", "value": "3", "order": 90}
    answer = judge.post("/judge/marks", json={"marks": [mark]})
    assert answer.json["results"][0]["kept"] is True
    return name


def words(client, address):
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).text).split())


def test_a_sheet_is_handed_in_with_its_signature_and_a_bad_one_is_refused(app, day, judge, sheet, chief):
    side = f"/chief/tables/sheets/{day.at[1, 1]}"
    assert "点按签名" in words(chief, side) and DRAWN not in chief.get(side).text
    facts = {"contestant": day.at[1, 1], "seat": day.seat["J1"], "reason": "12.1"}
    assert send(chief, "/chief/tables/return", **facts).status_code == 200
    for wrong in ({"drawn": "M1 2Z"}, {"drawn": 5}, {"drawn": "M" * 30_000}, {"journal": "?", "number": 1}):
        assert send(judge, f"{sheet}/submit", **wrong).status_code == 422, wrong
    for wrong in ({"journal": "ab" * 8, "number": -1}, {"journal": "ab" * 8, "number": "7"}):
        assert send(judge, f"{sheet}/submit", **wrong).status_code == 422, wrong
    done = send(judge, f"{sheet}/submit", drawn=DRAWN, journal="ab" * 8, number=7)
    assert (done.status_code, done.json["sheet"]["state"]) == (200, "submitted")
    assert f'<path d="{DRAWN}"' in chief.get(side).text
    assert "第 1 版 → 第 2 版：改了 0 处" in words(chief, side)
    assert f'<path d="{DRAWN}"' in chief.get(f"/results/tables/{day.at[1, 1]}?all=1").text


def test_what_was_not_read_is_not_signed(app, day):
    """The measuring group has one sheet and two seats: one reads it, the other finds another fault."""
    with app.app_context():
        second = must(record.create_seat(day.event, "measuring"))
        person = must(record.create_person(read.person_by_link(day.link["judge"]).competition_id, "张评委", "judge"))
        must(record.change_seat(day.seat["M"], person_id=person.id))
        day.link["M"] = person.link
        mark_sheet(day, day.at[1, 2], "M")

        def find(item, value, order):
            must(record.record_mark(By(), uid(), day.at[1, 2], second.id, item, "", value, order))

        measurer, sheet = signed_in(app, day, "M"), f"/judge/sheet/{day.at[1, 2]}/{day.seat['M']}"
        seen = measurer.get(f"{sheet}.json").json["seen"]
        assert f'data-seen="{seen}"' in measurer.get(f"{sheet}/review").text
        find("3.5", "1", 200)
        answer = send(measurer, f"{sheet}/submit", seen=seen)
        assert (answer.status_code, answer.json["code"]) == (409, "sheet-changed")
        now = measurer.get(f"{sheet}.json").json
        assert (now["state"], now["total"]) == ("entering", "51.8")
        find("3.5", "1", 201)  # the same once more changes nothing that was read
        done = send(measurer, f"{sheet}/submit", seen=now["seen"])
        assert (done.status_code, done.json["sheet"]["state"]) == (200, "submitted")


def test_asking_back_is_answered_on_both_screens(day, judge, sheet, chief):
    assert send(judge, f"{sheet}/ask", reason="").status_code == 422
    same = uid()
    answers = [judge.post(f"{sheet}/ask", json={"uid": same, "reason": "漏看了"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    asked = answers[1].json["sheet"]["asked"]
    assert (asked["act"], asked["reason"], bool(re.fullmatch(r"\d\d:\d\d", asked["hour"]))) == ("ask", "漏看了", True)
    assert send(judge, f"{sheet}/ask", reason="x").status_code == 409
    assert "申请退回" in words(chief, "/chief/tables/rows")
    assert "漏看了" in words(chief, f"/chief/tables/sheets/{day.at[1, 1]}")
    facts = {"contestant": day.at[1, 1], "seat": day.seat["J1"]}
    assert send(chief, "/chief/tables/sign", contestants=[day.at[1, 1]]).json["code"] == "asked"
    assert send(chief, "/chief/tables/decline", **facts, reason=" ").status_code == 422
    assert send(chief, "/chief/tables/decline", **facts, reason="看过录像").status_code == 200
    assert judge.get(f"{sheet}.json").json["asked"]["reason"] == "看过录像"
    assert send(judge, f"{sheet}/ask", reason="再看").status_code == 200
    assert send(judge, f"{sheet}/unask").json["sheet"]["asked"]["act"] == ""
    assert send(chief, "/chief/tables/sign", contestants=[day.at[1, 1]]).status_code == 200


def test_a_late_mark_is_shown_and_settled_by_the_chief(day, judge, sheet, chief):
    held = late_mark(judge, day)
    assert [one["uid"] for one in judge.get(f"{sheet}.json").json["held"]] == [held]
    assert "1 条来晚" in words(chief, "/chief/tables/rows")
    side = words(chief, f"/chief/tables/sheets/{day.at[1, 1]}")
    assert "12.1" in side and "李评委" in side and "评分表已提交" in side
    assert send(chief, "/chief/tables/sign", contestants=[day.at[1, 1]]).json["code"] == "held"
    facts = {"contestant": day.at[1, 1], "held": held}
    assert send(chief, "/chief/tables/aside", **facts, reason="").status_code == 422
    assert send(chief, "/chief/tables/aside", **facts, reason="误触").status_code == 200
    assert send(chief, "/chief/tables/sign", contestants=[day.at[1, 1]]).status_code == 200


def test_the_judge_settles_an_own_late_mark(app, day, judge, sheet):
    held = late_mark(judge, day)
    other = signed_in(app, day, "J2")
    assert send(other, f"{sheet}/aside", held=held).status_code == 404
    theirs = f"/judge/sheet/{day.at[1, 1]}/{day.seat['J2']}"
    assert send(other, f"{theirs}/aside", held=held).status_code == 409
    assert send(judge, f"{sheet}/aside", held=held).json["sheet"]["held"] == []


@pytest.mark.parametrize("act", ["submit", "ask", "unask", "aside"])
def test_nobody_acts_for_another_seat(app, day, sheet, act):
    assert send(signed_in(app, day, "J2"), f"{sheet}/{act}", reason="x", held="x").status_code == 404
    assert send(signed_in(app, day, "chief"), f"{sheet}/{act}", reason="x", held="x").status_code == 403


@pytest.mark.parametrize("act", ["decline", "aside"])
def test_only_the_chief_judge_answers(app, day, act):
    facts = {"contestant": day.at[1, 1], "seat": day.seat["J1"], "reason": "x", "held": "x"}
    assert send(signed_in(app, day, "organiser"), f"/chief/tables/{act}", **facts).status_code == 403
