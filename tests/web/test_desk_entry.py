"""The desk's addresses: entering for a judge line by line, paper keyed by one person and confirmed by another."""

import html
import json
import re

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from tests.web.desk_day import hand_in, mark_sheet, must, open_day, uid


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    with app.app_context():
        day = open_day(heats=1, stations=3)
        day.link["second"] = must(record.create_person(read.competition().id, "乙", "organiser")).link
    return day


def signed_in(app, day, role):
    client = app.test_client()
    client.set_cookie("language", "zh")
    client.post(f"/join/{day.link[role]}")
    return client


@pytest.fixture
def organiser(app, day):
    return signed_in(app, day, "organiser")


@pytest.fixture
def chief(app, day):
    return signed_in(app, day, "chief")


@pytest.fixture
def floor(app, day):
    return signed_in(app, day, "floor")


def address(day, seat, way, station=1):
    return f"/desk-entry/tables/{day.at[1, station]}/{day.seat[seat]}/{way}"


def line(client, day, seat, way, fields, *items, station=1, drawn=None, **more):
    named, before = ({f"1|{seat}|{name}": value for name, value in each.items()} for each in (fields, drawn or {}))
    body = {"uid": uid(), "items": list(items), "fields": named, "drawn": before, **more}
    return client.post(f"{address(day, seat, way, station)}/lines", json=body)


def state(app, day, seat, station=1):
    with app.app_context():
        return read.sheet(day.at[1, station], day.seat[seat])


def whole(app, day, **more):
    """All fields of the measuring sheet: nothing found but what `more` says."""
    with app.app_context():
        rubric = read.rubric_of(read.event_by_slug("tables"))
        items = rubric.items_of("measuring")
    fields = {f"1|M|{item.id}|clear": "1" for item in items if item.id != "3.4"}
    fields |= {f"1|M|{item.id}|": "yes" for item in items if item.kind == "checked" and not item.places}
    return fields | {"1|M|3.4|4": "2.1", "1|M|3.4|7": "out", "uid": uid()} | more


def drawn_on(page):
    """What a page of the form says it was drawn with."""
    return json.loads(html.unescape(re.search(r'name="drawn" value="([^"]*)"', page)[1]))


def by_tablet(app, day, item, seat="M", **places):
    """What the judge's tablet delivers: {place: value}; p7="out" is place 7."""
    marks = [
        {"uid": uid(), "item": item, "place": place[1:], "value": value, "order": order}
        for order, (place, value) in enumerate(places.items(), start=1)
    ]
    with app.app_context():
        must(record.record_marks(By(), day.at[1, 1], day.seat[seat], marks))


def places(app, day, item="3.4"):
    return {place: mark["value"] for place, mark in state(app, day, "M")["items"][item]["places"].items()}


def waiting(app):
    with app.app_context():
        return read.keyed_sheets(read.competition().id)


def test_a_line_counts_as_soon_as_it_is_left(app, day, organiser):
    answer = line(organiser, day, "M", "proxy", {"3.4|4": "2.1", "3.4|7": "out"}, "3.4")
    (said,) = answer.json["lines"].values()
    assert (said["state"], said["cost"], said["redraw"]) == ("deducted", "-0.4", False)
    assert (answer.json["sheet"]["total"], answer.json["sheet"]["covered"]) == ("51.6", 1)
    sheet = state(app, day, "M")
    assert {row["means"] for row in sheet["last"]} == {"proxy"}
    line(organiser, day, "M", "proxy", {"3.4|4": "2.3"}, "3.4", drawn={"3.4|4": "2.1", "3.4|7": "out"})
    assert places(app, day) == {"4": "2.3"}


def test_the_same_line_sent_twice_is_one(app, day, organiser):
    same = uid()
    for _ in range(2):
        assert line(organiser, day, "M", "proxy", {"3.5|": "2"}, "3.5", uid=same).status_code == 200
    assert len(state(app, day, "M")["last"]) == 1


def test_a_wrong_field_is_told_in_words_and_the_others_count(app, day, organiser):
    answer = line(organiser, day, "M", "proxy", {"3.5|": "viel", "11|": "1"}, "3.5", "11")
    (said,) = answer.json["wrong"].values()
    assert "整数" in said and list(answer.json["wrong"]) == ["1|M|3.5|"]
    assert [answer.json["lines"][item]["state"] for item in ("3.5", "11")] == ["untouched", "deducted"]
    answer = line(organiser, day, "M", "proxy", {"3.4|clear": "1", "3.4|4": "2.1"}, "3.4")
    assert list(answer.json["wrong"]) == ["1|M|3.4|clear"], "both at once is refused, not guessed"
    assert state(app, day, "M")["items"]["3.4"]["state"] == "untouched"


def test_the_form_shows_what_stands_and_takes_everything_at_once(app, day, organiser):
    line(organiser, day, "M", "proxy", {"3.4|4": "2.1"}, "3.4")
    page = organiser.get(address(day, "M", "proxy")).text
    assert re.search(r'name="1\|M\|3.4\|4" value="2.1"', page)
    fields = whole(app, day) | {"drawn": json.dumps(drawn_on(page))}
    answer = organiser.post(address(day, "M", "proxy"), data=fields)
    assert answer.status_code == 303
    assert state(app, day, "M")["open"] == [] and state(app, day, "M")["state"] == "entering"


def test_handing_in_wants_the_judges_signature_on_paper(app, day, organiser):
    organiser.post(address(day, "M", "proxy"), data=whole(app, day))
    there = f"/desk-entry/tables/{day.at[1, 1]}/{day.seat['M']}/hand-in"
    organiser.post(there, data={"uid": uid()})
    assert state(app, day, "M")["state"] == "entering"
    organiser.post(there, data={"uid": uid(), "signed": "1"})
    assert state(app, day, "M")["state"] == "submitted"
    answer = line(organiser, day, "M", "proxy", {"11|": "1"}, "11")
    assert (answer.status_code, answer.json["code"]) == (409, "submitted")
    assert "不能录入" in organiser.get(address(day, "M", "proxy")).text


def test_chief_judge_and_sheets_say_that_it_was_the_desk(app, day, organiser, chief):
    line(organiser, day, "J1", "proxy", {"2|": "2.5"}, "2")
    matrix = chief.get("/chief/tables/rows").text
    assert matrix.count('class="means"') == 1 and "代录" in matrix
    assert "J1 · 代录" in chief.get(f"/chief/tables/sheets/{day.at[1, 1]}").text
    why = organiser.get(f"/results/tables/{day.at[1, 1]}?all=1").text
    assert "J1 (代录)" in why and "J2 (代录)" not in why


def test_who_may(app, day, organiser, floor):
    assert floor.get(address(day, "M", "proxy")).status_code == 403
    assert line(floor, day, "M", "proxy", {"11|": "1"}, "11").status_code == 403
    assert floor.get(address(day, "M", "paper")).status_code == 200
    assert "代评委录入" not in floor.get("/desk-entry").text
    judge = signed_in(app, day, "judge")
    assert judge.get("/desk-entry").status_code == 403
    with app.app_context():
        practice = must(record.begin_practice(day.event)).id
    assert organiser.get(f"/desk-entry/tables/{practice}/{day.seat['M']}/proxy").status_code == 404
    assert organiser.get(f"/desk-entry/tables/{day.at[1, 1]}/999/proxy").status_code == 404


def test_the_floor_sees_no_mark_of_a_judge(app, day, floor):
    with app.app_context():
        mark_sheet(day, day.at[1, 1], "J1", lower="1.7")
    page = floor.get(address(day, "J1", "paper")).text
    assert "不能录入" in page and "1|J1|" not in page


@pytest.mark.parametrize(("who", "station"), [("102", 2), ("1-3", 3)])
def test_a_sheet_is_chosen_by_number_or_by_place(day, organiser, who, station):
    answer = organiser.get(f"/desk-entry?event=tables&who={who}&seat=J2&way=paper")
    assert answer.headers["Location"] == address(day, "J2", "paper", station)
    assert "没有选手" in organiser.get("/desk-entry?event=tables&who=9-9&seat=J2&way=paper").text


def test_paper_is_only_looked_at_line_by_line(app, day, floor):
    answer = line(floor, day, "M", "paper", {"3.4|4": "2.1", "3.5|": "-1"}, "3.4", "3.5")
    assert {item: row["state"] for item, row in answer.json["lines"].items()} == {"3.4": "typed", "3.5": "untouched"}
    assert list(answer.json["wrong"]) == ["1|M|3.5|"]
    assert state(app, day, "M")["state"] == "untouched"


def test_paper_says_nothing_of_what_the_judge_entered(app, day, floor, organiser, chief):
    floor.post(address(day, "M", "paper"), data=whole(app, day))
    (row,) = waiting(app)
    chief.post(f"/desk-entry/keyed/{row['id']}/reject", data={"uid": uid(), "reason": "第 7 位没有扣"})
    by_tablet(app, day, "3.4", p1="out", p2="out", p3="out")
    by_tablet(app, day, "3.5", p="3")
    assert set(line(floor, day, "M", "paper", {}).json) == {"ok", "wrong", "lines"}
    page = floor.get(f"/desk-entry/keyed/{row['id']}").text
    assert "51.6" in page and re.findall(r'minus">([^<]+)<', page) == ["−0.4"], "the paper, and nothing but the paper"


def test_paper_that_a_tablet_overtook_is_put_aside_with_a_reason(app, day, floor, organiser):
    floor.post(address(day, "M", "paper"), data=whole(app, day))
    (row,) = waiting(app)
    with app.app_context():
        hand_in(day, day.at[1, 1])
    there = f"/desk-entry/keyed/{row['id']}"
    assert "请退回这份" in organiser.get("/desk-entry").text
    page = organiser.get(there).text
    assert "不能再确认" in page and "data-confirm" not in page
    told = organiser.post(f"{there}/reject", data={"uid": uid(), "reason": "平板已评"}, follow_redirects=True).text
    assert "不需要再处理" in told and waiting(app) == []


def test_a_paper_page_sent_again_with_another_figure_is_not_said_to_be_kept(app, day, floor):
    first = whole(app, day)
    assert floor.post(address(day, "M", "paper"), data=first).status_code == 303
    assert floor.post(address(day, "M", "paper"), data=first).status_code == 303, "the same is the same"
    answer = floor.post(address(day, "M", "paper"), data=first | {"1|M|3.4|4": "2.3"})
    assert answer.status_code == 422 and "这一次没有保存" in answer.text
    fresh = re.search(r'name="uid" value="([^"]+)"', answer.text)[1]
    assert re.search(r'name="1\|M\|3.4\|4" value="2.3"', answer.text), "what was typed still stands there"
    assert floor.post(address(day, "M", "paper"), data=first | {"1|M|3.4|4": "2.3", "uid": fresh}).status_code == 303
    with app.app_context():
        assert ("3.4", "4", "2.3") in read.keyed_sheet(read.keyed_sheets(read.competition().id)[0]["id"])["lines"]


def test_paper_counts_when_a_second_person_ticked_every_section(app, day, floor, organiser, chief):
    answer = floor.post(address(day, "M", "paper"), data=whole(app, day))
    assert answer.status_code == 303 and state(app, day, "M")["state"] == "untouched"
    (row,) = waiting(app)
    there = f"/desk-entry/keyed/{row['id']}"
    page = floor.get(there).text
    assert "须由另一人" in page and "data-confirm" not in page
    sections = re.findall(r'name="seen" value="([^"]+)"', chief.get(there).text)
    chief.post(f"{there}/confirm", data={"uid": uid(), "seen": sections[:-1]})
    assert state(app, day, "M")["state"] == "untouched", "one section was not compared"
    floor.post(f"{there}/confirm", data={"uid": uid(), "seen": sections})
    assert state(app, day, "M")["state"] == "untouched", "who keyed it is no second person"
    assert "1 份待核对" in organiser.get("/organise").text
    chief.post(f"{there}/confirm", data={"uid": uid(), "seen": sections})
    sheet = state(app, day, "M")
    assert (sheet["state"], sheet["total"], waiting(app)) == ("submitted", "51.6", [])
    assert "待核对" not in organiser.get("/organise").text
    assert "纸质" in chief.get("/chief/tables/rows").text


def test_the_second_person_reads_it_as_on_the_paper_and_can_only_reject(app, day, organiser, chief):
    organiser.post(address(day, "M", "paper"), data=whole(app, day))
    (row,) = waiting(app)
    page = chief.get(f"/desk-entry/keyed/{row['id']}").text
    assert "第 4 位" in page and "2.1 厘米" in page and "51.6" in page
    assert not re.search(r'name="1\|', page), "nothing can be edited"
    chief.post(f"/desk-entry/keyed/{row['id']}/reject", data={"uid": uid(), "reason": ""})
    assert waiting(app)[0]["state"] == "waiting"
    chief.post(f"/desk-entry/keyed/{row['id']}/reject", data={"uid": uid(), "reason": "第 7 位没有扣"})
    assert "第 7 位没有扣" in organiser.get("/desk-entry").text
    again = organiser.get(address(day, "M", "paper")).text
    assert "第 7 位没有扣" in again
    assert re.search(r'name="1\|M\|3.4\|4" value="2.1"', again), "it begins with what was typed"


def test_paper_with_gaps_or_mistakes_is_not_kept(app, day, organiser):
    fields = whole(app, day)
    gap = {name: value for name, value in fields.items() if "|11|" not in name}
    answer = organiser.post(address(day, "M", "paper"), data=gap)
    assert answer.status_code == 422 and "11" in answer.text and re.search(r'value="2.1"', answer.text)
    assert organiser.post(address(day, "M", "paper"), data=whole(app, day) | {"1|M|3.4|4": "x"}).status_code == 422
    assert waiting(app) == []


def test_a_sheet_with_entries_is_sent_the_other_way(app, day, organiser):
    with app.app_context():
        mark_sheet(day, day.at[1, 1], "M", items=2)
    page = organiser.get(address(day, "M", "paper")).text
    assert "不能再按纸质表整份录入" in page and address(day, "M", "proxy") in page
    with app.app_context():
        hand_in(day, day.at[1, 2])
    assert "需由裁判长退回" in organiser.get(address(day, "M", "paper", 2)).text
