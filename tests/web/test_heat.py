"""One item over all stations, and the right contestant: which heat is shown, what is said while another one is on."""

import json
import re

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from tests.web.desk_day import hand_in, must, open_day, uid
from tests.web.test_judge import Tablet


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path / "instance")
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    """Two heats of three stations; the measuring group sits with one judge, an impression seat with another."""
    with app.app_context():
        day = open_day(heats=2, stations=3, name="李小明{}")
        measurer = read.person_by_link(day.link["judge"])
        other = must(record.create_person(measurer.competition_id, "张评委", "judge"))
        must(record.change_seat(day.seat["M"], person_id=measurer.id))
        must(record.change_seat(day.seat["J1"], person_id=other.id))
        day.link["other"] = other.link
    return day


@pytest.fixture
def tablet(app, day):
    return Tablet(app, day.link["judge"], "en")


@pytest.fixture
def call(app, day):
    """call(2) → the floor makes heat 2 the one that is on."""

    def make_active(number, state="active"):
        with app.app_context():
            heats = {heat.number: heat.id for heat in read.event_by_id(day.event).heats}
            must(record.set_heat_state(heats[number], state))

    return make_active


def stations(page):
    return re.findall(r'<li class="part[^>]*data-contestant="(\d+)" data-station="(\d+)"', page)


def heat(tablet, day, **wish):
    return tablet.web.get(f"/judge/heat/{day.seat['M']}", query_string=wish).text


def test_the_heat_that_is_on_is_shown_unless_another_is_asked_for(tablet, day, call):
    first = [(str(day.at[1, station]), str(station)) for station in (1, 2, 3)]
    second = [(str(day.at[2, station]), str(station)) for station in (1, 2, 3)]
    assert stations(heat(tablet, day)) == first
    call(2)
    assert stations(heat(tablet, day)) == second
    assert stations(heat(tablet, day, heat=1)) == first
    assert stations(heat(tablet, day, heat=9)) == second


def test_every_item_of_the_seat_is_there_once_and_no_other(tablet, day):
    page = heat(tablet, day)
    assert len(re.findall(r"<template data-template=", page)) == 28
    assert 'data-template="12.1"' not in page  # the impression judges'
    assert len(re.findall(r'<tr data-go="[^"]+"', page)) == 28


def test_the_item_that_is_asked_for_comes_first(tablet, day):
    assert 'data-first="3.4"' in heat(tablet, day, item="3.4")
    assert 'data-first="1.1"' in heat(tablet, day, item="12.1")


def test_who_is_absent_has_no_line_and_a_sheet_handed_in_is_read_only(app, tablet, day):
    with app.app_context():
        must(record.set_status(By(), uid(), day.at[1, 1], "dns", "缺席"))
        hand_in(day, day.at[1, 2])
    page = heat(tablet, day)
    assert [station for _, station in stations(page)] == ["2", "3"]
    assert len(re.findall(r'<li class="part [^>]*data-locked', page)) == 1


def test_nobody_walks_on_another_seat(app, day):
    other = Tablet(app, day.link["other"])
    assert other.web.get(f"/judge/heat/{day.seat['M']}").status_code == 404
    assert other.web.get(f"/judge/heat/{day.seat['J1']}").status_code == 200
    chief = Tablet(app, day.link["chief"])
    assert chief.web.get(f"/judge/heat/{day.seat['M']}").status_code == 403


def test_the_list_leads_to_the_view_only_where_there_are_several_stations(app, tablet, day):
    assert f"/judge/heat/{day.seat['M']}?heat=1" in tablet.web.get("/judge").text
    with app.app_context():
        for station in (2, 3):
            must(record.set_status(By(), uid(), day.at[1, station], "dns", "缺席"))
            must(record.change_contestant(day.at[2, station], heat_no=None, station_no=None))
    page = tablet.web.get("/judge").text
    assert f"/judge/heat/{day.seat['M']}?heat=1" in page
    assert f"/judge/heat/{day.seat['M']}?heat=2" not in page


@pytest.mark.parametrize("naming", ["name", "number"])
def test_no_name_and_no_entry_number_is_shown(app, tablet, day, naming):
    with app.app_context():
        must(record.change_event(day.event, naming=naming))
    page = heat(tablet, day)
    assert "李小明" not in page
    assert "示例酒店" not in page
    assert "102" not in re.sub(r"[\d.]{4,}|#\w+", "", page)  # nor in hours, versions, colours


def state(tablet, day, at):
    return tablet.web.get(f"/judge/sheet/{day.at[at]}/{day.seat['M']}.json").json["floor"]


def test_all_is_well_while_no_heat_is_on_and_in_the_heat_that_is(tablet, day, call):
    assert state(tablet, day, (1, 2)) == state(tablet, day, (2, 2))
    assert state(tablet, day, (1, 2))["text"] == ""
    call(1)
    assert state(tablet, day, (1, 2))["text"] == ""


def test_a_later_heat_is_said_with_the_way_to_the_same_station(tablet, day, call):
    call(1)
    call(2)  # the floor starts it while the first is still marked
    floor = state(tablet, day, (1, 2))
    assert floor["text"] == "Heat 2 has begun; you are still in heat 1, station 2: finish it, or go on."
    assert floor["go"] == {
        "href": f"/judge/sheet/{day.at[2, 2]}/{day.seat['M']}",
        "text": "Go to heat 2, station 2",
    }
    assert not floor["off"]  # heat 1 was not closed
    call(1, "done")
    assert state(tablet, day, (1, 2))["off"]
    assert state(tablet, day, (1, 2))["short"] == "Heat 1, not now"


def test_a_heat_that_was_not_called_yet_is_said_too_on_sheet_review_and_heat(tablet, day, call):
    call(1)
    said = "Heat 1 is on; this is heat 2, station 3, not called yet."
    address = f"/judge/sheet/{day.at[2, 3]}/{day.seat['M']}"
    for page in (tablet.web.get(address).text, tablet.web.get(f"{address}/review").text):
        assert said in page
        assert "off-floor" in page or '"off": true' in page or '"off":true' in page
    assert "Heat 1 is on; this is heat 2, not called yet." in heat(tablet, day, heat=2)


def test_where_nobody_stands_at_that_station_the_way_leads_to_the_list(app, tablet, day, call):
    with app.app_context():
        must(record.change_contestant(day.at[2, 2], heat_no=None, station_no=None))
    call(2)
    assert state(tablet, day, (1, 2))["go"]["href"] == f"/judge?seat={day.seat['M']}"
    assert "has no heat" in state(tablet, day, (2, 2))["text"]


def test_a_shut_sheet_has_nothing_to_finish(app, tablet, day, call):
    with app.app_context():
        hand_in(day, day.at[1, 2])
    call(2)
    assert "finish" not in state(tablet, day, (1, 2))["text"]
    assert "shut" in state(tablet, day, (1, 2))["text"]


def test_the_table_is_read_back_before_the_first_mark_but_not_on_a_shut_sheet(app, tablet, day):
    address = f"/judge/sheet/{day.at[1, 2]}/{day.seat['M']}"
    assert "Station 2 · heat 1" in tablet.web.get(address).text
    with app.app_context():
        hand_in(day, day.at[1, 2])
    assert 'id="begin"' not in tablet.web.get(address).text


def test_the_stations_are_not_asked_about_where_all_is_handed_in(app, tablet, day):
    with app.app_context():
        hand_in(day, day.at[1, 1])
        hand_in(day, day.at[1, 2])
    assert 'id="begin"' in heat(tablet, day, heat=1)
    with app.app_context():
        hand_in(day, day.at[1, 3])
    assert 'id="begin"' not in heat(tablet, day, heat=1)


def test_the_view_brings_rules_and_the_notes_of_every_station_along(app, tablet, day):
    note = {"uid": uid(), "contestant": day.at[1, 2], "seat": day.seat["M"], "item": "3.4", "value": "slipped"}
    assert tablet.post("/judge/notes", note).status_code == 200
    blocks = re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', heat(tablet, day), re.DOTALL)
    found = {name: json.loads(said) for name, said in blocks}
    noted = {int(one): [each["text"] for each in notes] for one, notes in found["noted"].items()}
    assert noted == {day.at[1, 1]: [], day.at[1, 2]: ["slipped"], day.at[1, 3]: []}
    assert len(found["note-helps"]) == 28


def test_hidden_totals_are_not_sent_at_all(app, tablet, day):
    contestant, seat = day.at[1, 2], day.seat["M"]
    shown = tablet.mark(contestant, seat, "3.4", "4", "2.1").json["sheet"]
    assert (shown["full"], shown["total"], shown["lost"]) == ("52", "51.8", "0.2")
    with app.app_context():
        must(record.change_event(day.event, totals="hidden"))
    address = f"/judge/sheet/{contestant}/{seat}"
    for sheet in (
        tablet.mark(contestant, seat, "3.5", "", "1", order=2).json["sheet"],
        tablet.web.get(f"{address}.json").json,
    ):
        assert (sheet["full"], sheet["total"], sheet["lost"]) == ("", "", "")
        assert sheet["items"]["3.4"]["cost"] == "-0.2"  # what a line costs stays
    for page in (address, f"{address}/review", "/judge", f"/judge/heat/{seat}"):
        text = tablet.web.get(page).text
        assert "51.6" not in text
        assert "52 points" not in text
    assert "−0.2" in tablet.web.get(f"{address}/review").text
    with app.app_context():
        hand_in(day, day.at[1, 3])
    assert "52 points" not in tablet.web.get("/judge").text


def test_the_chief_sees_totals_that_judges_do_not(app, day):
    with app.app_context():
        must(record.change_event(day.event, totals="hidden"))
        hand_in(day, day.at[1, 1])
    page = Tablet(app, day.link["chief"]).web.get(f"/chief/{day.slug}?contestant={day.at[1, 1]}").text
    assert "52" in page


def test_the_organiser_chooses_whether_totals_are_shown(app, day):
    desk = Tablet(app, day.link["organiser"], "en")
    address = f"/organise/events/{day.slug}"
    assert "Judges see their running total" in desk.web.get(address).text
    form = {"title": "摆台", "release": "signed", "naming": "name", "totals": "hidden"}
    answer = desk.web.post(address, data=form, headers={"X-CSRFToken": desk.token})
    assert answer.status_code == 303
    with app.app_context():
        assert read.event_by_id(day.event).totals == "hidden"
    wrong = desk.web.post(address, data=form | {"totals": "half"}, headers={"X-CSRFToken": desk.token})
    assert wrong.status_code == 422
