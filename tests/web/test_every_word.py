"""Every kind of line through the judge's addresses: its control is drawn, its mark taken, its figure told."""

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from tests.web.desk_day import must
from tests.web.every_word import RUBRIC
from tests.web.test_judge import Tablet


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path / "instance")
    yield app
    database.close(app)


@pytest.fixture
def links(app):
    """Passes by role; the judge sits on every seat; seats by key and the first contestant beside them."""
    with app.app_context():
        competition = must(record.create_competition("样样都有", "Every word"))
        event = must(record.create_event(competition.id, "every-word@1", RUBRIC, slug="every", stations=2))
        people = {role: must(record.create_person(competition.id, role, role)) for role in ("judge", "chief", "floor")}
        for seat in read.event_by_slug("every").seats:
            must(record.change_seat(seat.id, person_id=people["judge"].id))
        for number in (1, 2):
            must(record.add_contestant(event.id, f"{number}", "甲", "单位", 1, number))
        must(record.open_event(event.id))
        event = read.event_by_slug("every")
        links = {role: person.link for role, person in people.items()}
        return links | {"seats": {seat.key: seat.id for seat in event.seats}, "one": read.contestants(event.id)[0].id}


class Sheet(Tablet):
    """One seat's sheet for the first contestant."""

    def __init__(self, app, links, key, language="zh"):
        super().__init__(app, links["judge"], language)
        self.one, self.seat, self.orders = links["one"], links["seats"][key], iter(range(1, 99))

    def enter(self, item, value, place=""):
        answer = self.mark(self.one, self.seat, item, place, value, next(self.orders))
        assert answer.status_code == 200, answer.json
        return answer.json["sheet"]

    def refused(self, item, value, place=""):
        (said,) = self.mark(self.one, self.seat, item, place, value, next(self.orders)).json["results"]
        return said["refusal"]["code"]

    @property
    def page(self):
        return self.web.get(f"/judge/sheet/{self.one}/{self.seat}").text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", ["F", "J1"])
def test_every_line_has_its_control(app, links, key, language):
    page = Sheet(app, links, key, language).page
    with app.app_context():
        event = read.event_by_slug("every")
        panel = next(seat.panel for seat in event.seats if seat.key == key)
        for item in read.rubric_of(event).items_of(panel):
            assert f'id="i-{item.id}"' in page
    wanted = {
        "F": ('data-key=":"', 'data-value="no"', 'data-value="na"', 'data-value="5152B"', "data-find"),
        "J1": ('data-at="A2"', "toggle", 'data-word-of-run="failed"', 'data-value="-1"', 'data-value="planche"'),
    }[key]
    assert all(word in page for word in wanted)
    assert "#1<" not in page  # an id that is made up is never shown


def test_named_faults_are_counted_each_at_its_price(app, links):
    sheet = Sheet(app, links, "J1")
    sheet.enter("2.1", "2", "A2")
    told = sheet.enter("2.1", "1", "B1")["items"]["2.1"]
    assert (told["cost"], told["places"]["A2"]["cost"], told["places"]["B1"]["cost"]) == ("-3.5", "-1.5", "-2")
    assert sheet.refused("2.1", "1", "Z9") == "fault"
    assert sheet.enter("2.1", "0", "A2")["items"]["2.1"]["cost"] == "-2"


def test_a_reading_is_priced_on_its_own_side(app, links):
    sheet = Sheet(app, links, "F")
    assert sheet.enter("1.1", "29.2")["items"]["1.1"]["cost"] == "-1"
    assert sheet.enter("1.1", "30.5")["items"]["1.1"]["state"] == "clear"
    assert sheet.enter("1.3", "0:20.01")["items"]["1.3"]["points"] == "12"
    assert sheet.enter("1.5", "no")["items"]["1.5"]["cost"] == "-4"


def test_what_does_not_apply_leaves_the_denominator(app, links):
    sheet = Sheet(app, links, "F")
    told = sheet.enter("1.6", "na")
    assert told["items"]["1.6"]["state"] == "not-applicable"
    assert told["items"]["1.6"]["reasons"]
    assert sheet.enter("1.7", "na", "2")["items"]["1.7"]["state"] in ("clear", "deducted")


def test_a_grade_is_worth_what_the_chosen_element_says(app, links):
    sheet = Sheet(app, links, "J1")
    assert sheet.enter("2.3", "-2")["items"]["grade"]["choices"] is None
    assert sheet.enter("figure", "planche")["items"]["grade"]["choices"] == {"0": "0", "-1": "-1"}
    told = sheet.enter("grade", "-1")["items"]["grade"]
    assert told["points"] == "-1"
    assert sheet.enter("figure", "cross")["items"]["grade"]["choices"]["+1"] == "0.5"


def test_runs_nobody_needs_are_not_waited_for_and_a_word_decides_a_run(app, links):
    sheet = Sheet(app, links, "J1")
    first = sheet.enter("mark#1", "7")
    assert "mark#2" in first["open"] and "mark#3" not in first["open"]
    assert first["items"]["mark#3"]["state"] == "unused"
    told = sheet.enter("mark#2", "failed")
    assert "mark#2" not in told["open"] and told["items"]["mark#2"]["value"] == "failed"
    other = Sheet(app, links, "F").enter("1.4", "1")
    assert other["items"]["dive#2"]["state"] == "told" and "dive#2" not in other["open"]
    assert "mark#3" in sheet.enter("mark#4", "5")["open"]
    assert sheet.refused("2.1", "failed") in ("fault-missing", "count")


def test_the_chief_adjusts_within_limits_and_fixes_a_setting(app, links):
    chief = Tablet(app, links["chief"])
    assert "do-adjust" in chief.web.get(f"/chief/every/sheets/{links['one']}").text
    act = {"uid": "adjust-0001", "contestant": links["one"], "module": "work", "value": "-0.5", "reason": "示例"}
    assert chief.post("/chief/every/adjust", act).json["ok"]
    assert chief.post("/chief/every/adjust", act | {"uid": "adjust-0002", "value": "9"}).status_code == 422
    Sheet(app, links, "F").enter("1.1", "30.4")
    shown = chief.web.get("/chief/every/settings/gap?value=0.2").text
    assert "0.5 → <b>" not in shown and 'name="version" value="0"' in shown and "1 名" not in shown
    assert chief.web.get("/chief/every/settings/gap?value=7").status_code == 422
    form = {"csrf_token": chief.token, "uid": "setting-0001", "value": "0.2", "version": "0", "reason": "换了尺"}
    assert chief.web.post("/chief/every/settings/gap", data=form).status_code == 303
    assert "换了尺" in chief.web.get("/chief/every/settings").text
    again = chief.web.post("/chief/every/settings/gap", data=form | {"uid": "setting-0002", "value": "0.3"})
    assert again.status_code == 422 and "别人刚改过" in again.text
    assert Sheet(app, links, "F").enter("1.4", "0")["rules"] == 1


def test_a_penalty_on_an_item_names_it(app, links):
    floor = Tablet(app, links["floor"])
    act = {"uid": "penalty-0001", "contestant": links["one"], "penalty": "spoilt"}
    assert floor.post("/floor/every/penalty", act).status_code == 422
    row = floor.post("/floor/every/penalty", act | {"uid": "penalty-0002", "item": "1.4"}).json["row"]
    assert row["penalties"]["spoilt"]["count"] == 1
    with app.app_context():
        assert read.facts_of(read.event_by_slug("every"))[links["one"]].named == {"spoilt": ("1.4",)}
