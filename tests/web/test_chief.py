"""The chief's addresses: return, excuse, status, sign, reopen, heats; what the matrix shows, and that nothing leaks."""

import re

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from tests.web.desk_day import hand_in, mark_sheet, open_day, run_clock, uid


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    with app.app_context():
        return open_day(heats=2, stations=3, naming="number", name="示例选手{}")


@pytest.fixture
def chief(app, day):
    return signed_in(app, day, "chief")


def signed_in(app, day, role):
    client = app.test_client()
    client.post(f"/join/{day.link[role]}")
    return client


def act(client, what, **facts):
    return client.post(f"/chief/tables/{what}", json={"uid": uid(), **facts})


def complete(app, day, *places, lower="0"):
    """Everything of these contestants is in."""
    with app.app_context():
        for place in places:
            hand_in(day, day.at[place], lower=lower)
            run_clock(day.at[place])


def view(app, day, heat, station):
    with app.app_context():
        rows = read.chief_view(read.event_by_slug("tables"))["rows"]
    return next(row for row in rows if row["contestant_id"] == day.at[heat, station])


def board(app):
    with app.app_context():
        return [row["contestant"] for row in read.public_standings("tables")["rows"]]


def words(html):
    """The text of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_signing_puts_the_result_on_the_board_and_reopening_takes_it_off(app, day, chief):
    complete(app, day, (1, 1))
    assert board(app) == []
    assert act(chief, "sign", contestants=[day.at[1, 1]]).json["signed"] == 1
    assert board(app) == ["101"]
    assert act(chief, "reopen", contestant=day.at[1, 1], reason="").status_code == 422
    assert board(app) == ["101"]
    assert act(chief, "reopen", contestant=day.at[1, 1], reason="漏记一件").status_code == 200
    assert board(app) == []
    assert view(app, day, 1, 1)["ready_to_sign"]


def test_several_are_signed_at_once_and_the_unready_stay_and_say_why(app, day, chief):
    complete(app, day, (1, 1), (1, 2))
    told = act(chief, "sign", contestants=[day.at[1, station] for station in (1, 2, 3)])
    assert told.json["signed"] == 2
    assert len(told.json["kept"]) == 1
    assert sorted(board(app)) == ["101", "102"]


def test_an_incomplete_result_is_not_signed(app, day, chief):
    told = act(chief, "sign", contestants=[day.at[1, 1]])
    assert (told.status_code, bool(told.json["message"])) == (409, True)
    assert board(app) == []


def test_a_returned_sheet_goes_back_with_its_reason(app, day, chief):
    complete(app, day, (1, 1))
    facts = {"contestant": day.at[1, 1], "seat": day.seat["J2"]}
    assert act(chief, "return", **facts, reason="  ").status_code == 422
    assert act(chief, "return", **facts, reason="12.1 请复看").status_code == 200
    cell = view(app, day, 1, 1)["cells"][day.seat["J2"]]
    assert (cell["state"], cell["reason_if_returned"]) == ("returned", "12.1 请复看")
    page = words(chief.get("/chief/tables").text)
    assert "已退回" in page
    assert "退回后还没有再交" in page


def test_an_excused_judge_is_left_out_and_may_come_back(app, day, chief):
    with app.app_context():
        hand_in(day, day.at[1, 1], but=("J3",))
        run_clock(day.at[1, 1])
    facts = {"contestant": day.at[1, 1], "seat": day.seat["J3"], "reason": "亲属"}
    assert not view(app, day, 1, 1)["ready_to_sign"]
    assert act(chief, "excuse", **facts).status_code == 200
    assert view(app, day, 1, 1)["ready_to_sign"]
    assert "回避" in words(chief.get("/chief/tables/rows").text)
    assert act(chief, "excuse", **facts).status_code == 409
    assert act(chief, "excuse", **facts, again=True).status_code == 200
    assert not view(app, day, 1, 1)["ready_to_sign"]


def test_a_status_is_ruled_and_lifted_each_with_a_reason(app, day, chief):
    one = day.at[1, 3]
    assert act(chief, "status", contestant=one, status="dns").status_code == 422
    assert act(chief, "status", contestant=one, status="gone", reason="x").status_code == 422
    assert act(chief, "status", contestant=one, status="dns", reason="未到场").status_code == 200
    assert view(app, day, 1, 3)["status"] == "dns"
    assert "缺席" in words(chief.get("/chief/tables/rows").text)
    assert act(chief, "status", contestant=one, status="", reason="迟到获准").status_code == 200
    assert view(app, day, 1, 3)["status"] == ""


def test_an_absent_contestant_is_never_shown_or_signed_as_full_marks(app, day, chief):
    one = day.at[1, 3]
    act(chief, "status", contestant=one, status="dns", reason="未到场")
    for _ in range(2):  # before and after the signature
        page = chief.get(f"/chief/tables?contestant={one}").text
        row = page.split(f'data-contestant="{one}"', 1)[1].split("</tr>", 1)[0]
        assert "缺席" in page
        assert "52.0" not in row
        assert "28.0" not in row
        assert "80.00" not in page
        act(chief, "sign", contestants=[one])
    assert view(app, day, 1, 3)["stage"] == "signed"


def test_heats_are_called_and_ended(app, day, chief):
    assert act(chief, "heat", heat=1, state="active").json["state"] == "active"
    assert view(app, day, 1, 1)["heat_state"] == "active"
    assert act(chief, "heat", heat=1, state="done").status_code == 200
    assert act(chief, "heat", heat=9, state="done").status_code == 404
    assert act(chief, "heat", heat=1, state="dancing").status_code == 422


def test_the_matrix_says_who_is_waited_for(app, day, chief):
    with app.app_context():
        mark_sheet(day, day.at[1, 1], "J1", items=5)
        hand_in(day, day.at[1, 1], but=("J1", "J2"))
    page = words(chief.get("/chief/tables/rows").text)
    assert "差 3 条" in page
    assert page.count("还没有") == 2


def test_a_judge_far_from_the_others_is_pointed_out_and_not_swept_into_signing_all(app, day, chief):
    complete(app, day, (1, 1))
    complete(app, day, (1, 2), lower="2")
    rows = chief.get("/chief/tables/rows").text
    assert "先看分歧" in rows
    assert f'data-sign="{day.at[1, 1]}"' in rows
    side = chief.get(f"/chief/tables/sheets/{day.at[1, 2]}").text
    assert "J3与其他席最多相差" in side
    assert "<mark>" in side
    assert f'data-sign="{day.at[1, 2]}"' in side, "alone it may be signed"


def test_the_calculation_adds_up_as_shown(app, day, chief):
    complete(app, day, (1, 1), lower="0.2")
    with app.app_context():
        record.record_penalty(By(), uid(), day.at[1, 1], "dropped", 2)
    side = words(chief.get(f"/chief/tables/sheets/{day.at[1, 1]}").text)
    # three judges: 28, 28 and 28 − 8 × 0.2 = 26.4; 82.4 ÷ 3 = 27.4666…; 52 + 27.4666… − 2 × 3 = 73.47
    assert "印象评委 (28.0 + 28.0 + 26.4) ÷ 3 27.4666…" in side
    assert "测量组 52.00" in side
    assert "物品落地 2 件，每件扣 3 −6" in side
    assert "用时 14:05，未超时 0" in side
    assert "签字并公布 73.47 分" in side


def test_nobody_is_named_to_a_blind_chief(app, day, chief):
    complete(app, day, (1, 1))
    for address in ("", "/rows", f"/sheets/{day.at[1, 1]}"):
        page = chief.get(f"/chief/tables{address}").text
        assert "示例选手" not in page
        assert "示例酒店" not in page


def test_the_chief_alone_signs(app, day):
    complete(app, day, (1, 1))
    organiser = signed_in(app, day, "organiser")
    assert organiser.get("/chief/tables").status_code == 200
    assert act(organiser, "sign", contestants=[day.at[1, 1]]).status_code == 403
    assert act(signed_in(app, day, "floor"), "reopen", contestant=day.at[1, 1], reason="x").status_code == 403
    assert app.test_client().get("/chief/tables").status_code == 302


@pytest.mark.parametrize(
    ("what", "facts", "status"),
    [
        ("sign", {"contestants": []}, 422),
        ("sign", {"contestants": "all"}, 422),
        ("sign", {"contestants": [99999]}, 404),
        ("return", {"contestant": 1, "seat": 99999, "reason": "x"}, 404),
        ("status", {"contestant": 1, "status": "dns", "reason": "x" * 400}, 422),
        ("status", {"contestant": 1, "status": ["dns"], "reason": "x"}, 422),
        ("heat", {"heat": True, "state": "done"}, 422),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(chief, what, facts, status):
    told = act(chief, what, **facts)
    assert (told.status_code, bool(told.json["message"])) == (status, True)


def test_english_is_whole(app, day, chief):
    complete(app, day, (1, 1))
    chief.get("/language/en")
    page = words(chief.get(f"/chief/tables?contestant={day.at[1, 1]}").text)
    assert not re.search("[\u4e00-\u9fff]", page.replace("示例chief", "").replace("中文", ""))
    assert "Sign and release 80.00" in page


@pytest.mark.parametrize("rubric", ["bed-making-3min@1", "livestream-sales@1", "table-setting-per-setting@1"])
def test_every_shipped_rubric_has_its_desk(app, monkeypatch, rubric):
    monkeypatch.setattr("tests.web.desk_day.RUBRIC", rubric)
    with app.app_context():
        day = open_day(heats=2, stations=2)
        hand_in(day, day.at[1, 1], lower="0.2")
    desk, floor = signed_in(app, day, "chief"), signed_in(app, day, "floor")
    assert f'id="row-{day.at[2, 2]}"' in desk.get("/chief/tables").text
    assert "合计" in desk.get(f"/chief/tables/sheets/{day.at[1, 1]}").text
    assert f'id="card-{day.at[1, 2]}"' in floor.get("/floor/tables?heat=1").text
