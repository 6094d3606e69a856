"""The judge's addresses: who may enter what, what a repeated or a bad mark is answered; no name is ever shown."""

import json
import re

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from tests.web.desk_day import hand_in, must, open_day, run_clock, uid


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path / "instance")
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    """The measuring group sits with one judge, the first impression seat with another."""
    with app.app_context():
        day = open_day(heats=1, stations=3, name="李小明{}")
        measurer = read.person_by_link(day.link["judge"])
        other = must(record.create_person(measurer.competition_id, "张评委", "judge"))
        must(record.change_seat(day.seat["M"], person_id=measurer.id))
        must(record.change_seat(day.seat["J1"], person_id=other.id))
        day.link["other"] = other.link
    return day


class Tablet:
    """A signed-in browser without a screen."""

    def __init__(self, app, link, language="zh"):
        self.web = app.test_client()
        self.web.set_cookie("language", language)
        self.token = re.search(r'csrf-token" content="([^"]+)"', self.web.get(f"/join/{link}").text)[1]
        assert self.web.post(f"/join/{link}", headers={"X-CSRFToken": self.token}).status_code in (302, 303)

    def post(self, address, body):
        return self.web.post(address, json=body, headers={"X-CSRFToken": self.token})

    def mark(self, contestant, seat, item, place="", value="", order=1, **more):
        mark = {"uid": uid(), "contestant": contestant, "seat": seat, "item": item, "place": place, "value": value}
        return self.post("/judge/marks", {"marks": [mark | {"order": order} | more]})


@pytest.fixture
def tablet(app, day):
    return Tablet(app, day.link["judge"])


@pytest.fixture
def contestant(day):
    return day.at[1, 2]


@pytest.fixture
def seat(day):
    return day.seat["M"]


def test_a_mark_is_answered_with_the_figures_of_the_sheet(tablet, contestant, seat):
    answer = tablet.mark(contestant, seat, "3.4", "4", "2.1")
    assert answer.status_code == 200
    assert answer.json["results"][0]["ok"] is True
    sheet = answer.json["sheet"]
    assert (sheet["full"], sheet["lost"], sheet["total"]) == ("52", "0.2", "51.8")
    assert sheet["items"]["3.4"]["cost"] == "-0.2"
    assert sheet["covered"] == 1
    assert "3.4" not in sheet["open"]


def test_the_same_mark_twice_is_taken_once(tablet, contestant, seat):
    same = uid()
    first = tablet.mark(contestant, seat, "3.5", "", "2", uid=same).json["sheet"]
    again = tablet.mark(contestant, seat, "3.5", "", "2", uid=same).json
    assert again["results"] == [{"uid": same, "ok": True}]
    assert again["sheet"]["revision"] == first["revision"]
    assert len(again["sheet"]["last"]) == 1


def test_of_several_marks_only_the_bad_one_is_refused_and_hears_why(tablet, contestant, seat):
    def one(item, value, order):
        return {"uid": uid(), "contestant": contestant, "seat": seat, "item": item, "value": value, "order": order}

    marks = [one("3.5", "1", 1), one("3.5", "many", 2), one("11", "clear", 3)]
    answer = tablet.post("/judge/marks", {"marks": marks})
    assert answer.status_code == 200
    assert [bool(result.get("ok")) for result in answer.json["results"]] == [True, False, True]
    assert "整数" in answer.json["results"][1]["refusal"]["message"]
    assert answer.json["sheet"]["covered"] == 2


def test_a_single_bad_mark_has_the_status_of_its_refusal_and_the_sheet_all_the_same(tablet, contestant, seat):
    answer = tablet.mark(contestant, seat, "3.4", "11", "2.1")
    assert answer.status_code >= 400
    assert "ok" not in answer.json["results"][0]
    assert answer.json["sheet"]["covered"] == 0


def test_a_withdrawal_restores_the_sheet(tablet, contestant, seat):
    mark = tablet.mark(contestant, seat, "3.4", "7", "out").json["results"][0]["uid"]
    sheet = tablet.mark(contestant, seat, "3.4", "7", "", order=2, withdraws=mark).json["sheet"]
    assert sheet["total"] == "52"
    assert sheet["covered"] == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"uid": "x"}, "uid"),
        ({"uid": 5}, "uid"),
        ({"order": "1"}, "order"),
        ({"order": True}, "order"),
        ({"order": -1}, "order"),
        ({"value": 2.1}, "value"),
        ({"item": "9" * 65}, "item"),
        ({"place": None}, "place"),
    ],
)
def test_a_malformed_mark_is_refused_by_name_of_its_field(tablet, contestant, seat, change, field):
    mark = {
        "uid": uid(),
        "contestant": contestant,
        "seat": seat,
        "item": "3.4",
        "place": "4",
        "value": "2.1",
        "order": 1,
    }
    answer = tablet.post("/judge/marks", {"marks": [mark | change]})
    assert answer.status_code == 422
    assert field in answer.json["message"]


@pytest.mark.parametrize("body", [None, [], {}, {"marks": []}, {"marks": "x"}, {"marks": [5]}, {"marks": [{}] * 101}])
def test_a_malformed_request_is_refused(tablet, body):
    assert tablet.post("/judge/marks", body).status_code == 422


def test_marks_of_two_sheets_do_not_travel_together(tablet, day, seat):
    def one(contestant):
        return {"uid": uid(), "contestant": contestant, "seat": seat, "item": "11", "value": "1", "order": 1}

    assert tablet.post("/judge/marks", {"marks": [one(day.at[1, 1]), one(day.at[1, 2])]}).status_code == 422


def test_nobody_marks_on_another_seat(app, day, contestant, seat):
    other = Tablet(app, day.link["other"])
    assert other.mark(contestant, seat, "3.4", "4", "2.1").status_code == 404
    assert other.web.get(f"/judge/sheet/{contestant}/{seat}").status_code == 404
    assert other.web.get(f"/judge/sheet/{contestant}/{day.seat['J1']}").status_code == 200


def test_without_a_sign_in_or_a_token_nothing_is_taken(app, day, tablet, contestant, seat):
    mark = {"uid": uid(), "contestant": contestant, "seat": seat, "item": "11", "value": "1", "order": 1}
    assert tablet.web.post("/judge/marks", json={"marks": [mark]}).status_code == 400
    stranger = app.test_client()
    token = re.search(r'csrf-token" content="([^"]+)"', stranger.get("/sign-in").text)[1]
    answer = stranger.post("/judge/marks", json={"marks": [mark]}, headers={"X-CSRFToken": token})
    assert answer.status_code == 401


def test_chief_and_floor_have_no_scoresheet(app, day, contestant, seat):
    chief = Tablet(app, day.link["chief"])
    assert chief.web.get(f"/judge/sheet/{contestant}/{seat}").status_code == 403


def test_the_sheet_holds_only_this_panels_items_and_every_kind(app, day, contestant, tablet, seat):
    measuring = set(re.findall(r'data-item="([^"]+)"', tablet.web.get(f"/judge/sheet/{contestant}/{seat}").text))
    page = Tablet(app, day.link["other"]).web.get(f"/judge/sheet/{contestant}/{day.seat['J1']}").text
    impression = set(re.findall(r'data-item="([^"]+)"', page))
    assert len(measuring) == 28
    assert len(impression) == 8
    assert not measuring & impression
    assert {"2", "7.1", "12.4"} <= impression


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_of_the_judge_shows_who_performs(app, day, contestant, seat, language):
    tablet = Tablet(app, day.link["judge"], language)
    pages = [
        tablet.web.get(address).text
        for address in (
            "/judge",
            f"/judge/sheet/{contestant}/{seat}",
            f"/judge/sheet/{contestant}/{seat}.json",
            f"/judge/sheet/{contestant}/{seat}/review",
        )
    ]
    for page in pages:
        assert "李小明" not in page
        assert "示例酒店" not in page
        assert "102" not in re.sub(r"[\d.]{4,}|#\w+", "", page)  # the entry number; not hours, versions, colours


def test_prices_stand_on_the_controls_before_the_tap(tablet, contestant, seat):
    page = tablet.web.get(f"/judge/sheet/{contestant}/{seat}").text

    def line(item):
        return page.split(f'id="i-{item}"')[1].split("</article>")[0]

    assert [price in line("1.1") for price in ("不扣", "−0.5", "−2")] == [True] * 3
    assert "−0.2" in line("3.5")
    assert "超差" in line("3.4")
    assert "−0.2" in line("3.4")


def test_submit_is_refused_while_something_is_open_and_locks_the_sheet_after(tablet, contestant, seat):
    address = f"/judge/sheet/{contestant}/{seat}"
    early = tablet.post(f"{address}/submit", {"uid": uid()})
    assert early.status_code == 409
    assert "1.1" in early.json["message"]
    fill(tablet, contestant, seat)
    same = uid()
    done = tablet.post(f"{address}/submit", {"uid": same})
    assert done.status_code == 200
    assert done.json["sheet"]["state"] == "submitted"
    assert tablet.post(f"{address}/submit", {"uid": same}).status_code == 200
    late = tablet.mark(contestant, seat, "11", "", "1", order=99)
    assert late.status_code == 409
    assert late.json["sheet"]["total"] == "52"
    assert "data-locked" in tablet.web.get(address).text
    assert tablet.web.get(f"{address}/review").status_code == 302


def test_a_returned_sheet_says_why_and_takes_marks_again(app, tablet, contestant, seat):
    fill(tablet, contestant, seat)
    tablet.post(f"/judge/sheet/{contestant}/{seat}/submit", {"uid": uid()})
    with app.app_context():
        must(record.return_sheet(By(), uid(), contestant, seat, "3.4 请复测第 4 位"))
    for address in (f"/judge/sheet/{contestant}/{seat}", "/judge", f"/judge/sheet/{contestant}/{seat}/review"):
        assert "3.4 请复测第 4 位" in tablet.web.get(address).text
    assert tablet.mark(contestant, seat, "3.4", "4", "2.1", order=99).json["sheet"]["total"] == "51.8"


def test_an_excused_judge_reads_only(app, tablet, contestant, seat):
    with app.app_context():
        must(record.excuse_seat(By(), uid(), contestant, seat, "同单位"))
    assert "data-locked" in tablet.web.get(f"/judge/sheet/{contestant}/{seat}").text
    assert tablet.mark(contestant, seat, "11", "", "1").status_code == 409


def test_the_list_says_how_far_every_station_is(app, day, tablet, seat):
    with app.app_context():
        must(record.set_status(By(), uid(), day.at[1, 1], "dns", "缺席"))
        hand_in(day, day.at[1, 2])
    tablet.mark(day.at[1, 3], seat, "11", "", "1")

    def cards_say(*words: str) -> bool:
        cards = tablet.web.get("/judge").text.split('class="card ')[1:]
        return all(word in card for word, card in zip(words, cards, strict=True))

    assert cards_say("缺席", "已提交", "已看 1 / 28")
    with app.app_context():
        run_clock(day.at[1, 2])
        must(record.sign_result(By(), uid(), day.at[1, 2]))
    assert cards_say("缺席", "裁判长已签字", "已看 1 / 28")


def test_the_review_lists_what_was_taken_off_and_what_is_missing(tablet, contestant, seat):
    tablet.mark(contestant, seat, "3.4", "4", "2.1")
    page = tablet.web.get(f"/judge/sheet/{contestant}/{seat}/review").text
    assert "第 4 位：2.1 厘米" in page
    assert "还差 27 条，不能提交" in page
    assert 'data-clear="3.1"' in page
    assert 'data-clear="1.1"' not in page  # attempts are looked at one by one


def test_somebody_without_a_seat_is_told_so(app, day):
    with app.app_context():
        person = must(record.create_person(read.competition().id, "新评委", "judge"))
        link = person.link
    assert "还没有评委席" in Tablet(app, link).web.get("/judge").text


def fill(tablet, contestant, seat):
    """Everything looked at, nothing found."""
    items = tablet.web.get(f"/judge/sheet/{contestant}/{seat}.json").json["open"]
    marks = [
        {"uid": uid(), "contestant": contestant, "seat": seat, "item": item, "value": "clear", "order": number}
        for number, item in enumerate(items, start=1)
    ]
    answer = tablet.post("/judge/marks", {"marks": marks})
    assert answer.status_code == 200, json.dumps(answer.json)
