"""Notes by HTTP: who may note, see and open what; the rule and earlier values beside an item; none for the public."""

import base64
import io
import json
import re

import openpyxl
import pytest

from scoring.store import record
from tests.pictures import FROM_A_CAMERA, JPEG
from tests.web.desk_day import hand_in, must, run_clock, uid
from tests.web.test_judge import Tablet, app, contestant, day, seat, tablet  # noqa: F401 - the same day of judging

PHOTO = base64.b64encode(FROM_A_CAMERA).decode()


class Judge(Tablet):
    """A tablet that notes."""

    def note(self, about, on, item="3.4", kind="text", value="", **more):
        body = {"uid": f"note-{uid()}", "contestant": about, "seat": on, "item": item, "kind": kind, "value": value}
        return self.post("/judge/notes", body | more.pop("instead", {}) | more)

    def beside(self, about, on, item="3.4"):
        return self.web.get(f"/judge/sheet/{about}/{on}/item/{item}.json")


@pytest.fixture
def judge(app, day):  # noqa: F811
    return Judge(app, day.link["judge"])


def test_a_note_is_answered_with_what_stands_on_the_sheet(judge, contestant, seat):  # noqa: F811
    assert judge.note(contestant, seat, value="碟子滑了").json["notes"][0]["text"] == "碟子滑了"
    same = f"note-{uid()}"
    for _ in range(2):
        answer = judge.note(contestant, seat, kind="chip", value="桌面不平", uid=same)
        assert [each["text"] for each in answer.json["notes"]] == ["碟子滑了", "桌面不平"]
    left = judge.note(contestant, seat, item="", withdraws=same).json["notes"]
    assert [each["kind"] for each in left] == ["text"]


def test_figures_stay_as_they_are(judge, contestant, seat):  # noqa: F811
    before = judge.mark(contestant, seat, "3.4", "4", "out").json["sheet"]
    judge.note(contestant, seat, value="x")
    after = judge.web.get(f"/judge/sheet/{contestant}/{seat}.json").json
    for name in ("items", "total", "lost", "covered", "open", "last", "state"):
        assert before[name] == after[name]


def test_the_rule_and_what_was_given_before(judge, day, seat):  # noqa: F811
    judge.mark(day.at[1, 1], seat, "3.4", "4", "out")
    judge.mark(day.at[1, 3], seat, "3.4", "", "clear")
    judge.note(day.at[1, 1], seat, value="只在一号位")
    told = judge.beside(day.at[1, 2], seat).json
    assert [(each["station"], each["said"], each["cost"]) for each in told["before"]] == [
        (3, "看过·不扣", ""),
        (1, "1 处 × 0.2", "-0.2"),
    ]
    assert told["notes"] == []
    assert (told["help"]["title"], told["help"]["points"]) == ("距桌沿 1.5 厘米", "2")
    assert "1.5 ± 0.2 厘米" in told["help"]["lines"] and "每处超差 −0.2" in told["help"]["lines"]
    assert "李小明" not in json.dumps(told, ensure_ascii=False)
    assert judge.beside(day.at[1, 2], seat, "99").status_code == 404


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"value": ""}, 422),
        ({"value": "长" * 201}, 422),
        ({"value": 5}, 422),
        ({"kind": "chip", "value": "编的"}, 422),
        ({"kind": "photo", "photo": "%%%"}, 422),
        ({"kind": "photo", "photo": base64.b64encode(b"GIF89a").decode()}, 422),
        ({"kind": "photo", "photo": "A" * 700_001}, 422),
        ({"item": "12.1", "value": "印象分不归测量组"}, 422),
        ({"instead": {"contestant": "1"}, "value": "x"}, 422),
        ({"instead": {"contestant": 999}, "value": "x"}, 404),
    ],
)
def test_what_is_no_note_is_refused_with_words(judge, contestant, seat, more, status):  # noqa: F811
    answer = judge.note(contestant, seat, **more)
    assert answer.status_code == status
    assert answer.json["message"]
    assert judge.beside(contestant, seat).json["notes"] == []


def test_after_the_hand_in_it_is_told(app, judge, day, contestant, seat):  # noqa: F811
    with app.app_context():
        hand_in(day, contestant)
    answer = judge.note(contestant, seat, value="忘了说")
    assert (answer.status_code, answer.json["code"]) == (409, "submitted")
    assert "退回" in answer.json["message"]


def test_a_photo_is_seen_by_its_seat_and_by_staff_only(app, judge, day, contestant, seat):  # noqa: F811
    assert judge.note(contestant, seat, kind="photo", photo=PHOTO, uid="photo-00000001").status_code == 200
    picture = "/photos/photo-00000001.jpg"
    for role in ("judge", "chief", "organiser"):
        answer = Tablet(app, day.link[role]).web.get(picture)
        assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/jpeg", JPEG)
        assert "private" in answer.headers["Cache-Control"]
    assert Tablet(app, day.link["other"]).web.get(picture).status_code == 404
    assert Tablet(app, day.link["floor"]).web.get(picture).status_code == 403
    assert app.test_client().get(picture).status_code in (302, 401)
    for wrong in ("photo-00000002", "..%2Fscoring", "config"):
        assert judge.web.get(f"/photos/{wrong}.jpg").status_code == 404


def test_another_judge_notes_on_no_sheet_but_the_own(app, day, contestant, seat):  # noqa: F811
    other = Judge(app, day.link["other"])
    assert other.note(contestant, seat, value="不是我的席").status_code == 404
    assert other.beside(contestant, seat).status_code == 404


def test_staff_see_notes_beside_the_item_and_the_public_nothing(app, judge, day, contestant, seat):  # noqa: F811
    judge.note(contestant, seat, value="碟子滑了一下")
    judge.note(contestant, seat, value="说错了", uid="note-wrong-one")
    judge.note(contestant, seat, item="", withdraws="note-wrong-one")
    judge.note(contestant, seat, kind="photo", photo=PHOTO, uid="photo-00000001")
    with app.app_context():
        hand_in(day, contestant)
        run_clock(contestant)
        must(record.sign_result(record.By(), uid(), contestant))
    chief = Tablet(app, day.link["chief"]).web
    for page in (f"/chief/tables?contestant={contestant}", f"/results/tables/{contestant}"):
        row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*?距桌沿 1.5 厘米.*?</tr>", chief.get(page).text, re.DOTALL)[0]
        assert "碟子滑了一下" in row and "/photos/photo-00000001.jpg" in row and "说错了" not in row
    book = openpyxl.load_workbook(io.BytesIO(Tablet(app, day.link["organiser"]).web.get("/results/tables.xlsx").data))
    rows = [[str(cell.value or "") for cell in row] for row in book["评委备注"].iter_rows(min_row=2)]
    assert [(row[2], row[3], row[6], row[8]) for row in rows] == [
        ("M", "3.4", "碟子滑了一下", "有效"),
        ("M", "3.4", "说错了", "已撤回"),
        ("M", "3.4", "photos/photo-00000001.jpg", "有效"),
    ]
    public = app.test_client()
    for page in ("/live/tables", "/live/tables/standings.json", "/screen/tables"):
        assert "碟子" not in public.get(page).text


def test_without_notes_the_workbook_has_no_page_for_them(app, day):  # noqa: F811
    body = Tablet(app, day.link["organiser"]).web.get("/results/tables.xlsx").data
    assert "评委备注" not in openpyxl.load_workbook(io.BytesIO(body)).sheetnames


def test_the_sheet_brings_rules_reasons_and_notes_along_for_when_the_network_is_away(judge, contestant, seat):  # noqa: F811
    judge.note(contestant, seat, value="碟子滑了")
    page = judge.web.get(f"/judge/sheet/{contestant}/{seat}").text
    blocks = dict(re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', page, re.DOTALL))
    helps, noted = json.loads(blocks["note-helps"]), json.loads(blocks["noted"])
    assert {each["value"] for each in helps["3.4"]["reasons"]} >= {"桌面不平", "参赛者已示意"}
    assert [each["text"] for each in noted[str(contestant)]] == ["碟子滑了"]
    assert page.count("data-note ") == len(helps)

