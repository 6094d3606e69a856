"""A tablet delivers while the desk enters for its judge: nothing of it is overwritten, what was not done is said."""

# ruff: noqa: F811 - the fixtures of the same day at the desk

import json
import re

from scoring.store import record
from scoring.store.record import By
from tests.web.desk_day import must, uid
from tests.web.test_desk_entry import (  # noqa: F401 - the same day at the desk
    address,
    app,
    by_tablet,
    day,
    drawn_on,
    line,
    organiser,
    places,
    state,
    whole,
)


def test_what_a_tablet_brought_meanwhile_is_shown_and_never_withdrawn(app, day, organiser):
    assert drawn_on(organiser.get(address(day, "M", "proxy")).text) == {}
    by_tablet(app, day, "3.4", p3="2.1", p4="out")
    by_tablet(app, day, "3.5", p="2")
    swept = line(organiser, day, "M", "proxy", {"3.4|7": "2.2", "3.5|clear": "1", "11|": "1"}, "3.4", "3.5", "11")
    assert (places(app, day), state(app, day, "M")["items"]["3.5"]["value"]) == ({"3": "2.1", "4": "out"}, "2")
    told = swept.json["lines"]
    assert [told[item]["redraw"] for item in ("3.4", "3.5", "11")] == [True, True, False]
    assert ["别处改过" in told[item].get("why", "") for item in ("3.4", "3.5", "11")] == [True, True, False]
    now = {"3.4|3": "2.1", "3.4|4": "out"}
    assert told["3.4"]["fields"] == {f"1|M|{name}": value for name, value in now.items()}
    line(organiser, day, "M", "proxy", now | {"3.4|7": "2.2"}, "3.4", drawn=now)
    assert places(app, day) == {"3": "2.1", "4": "out", "7": "2.2"}, "having seen it, the clerk adds to it"
    line(organiser, day, "M", "proxy", {"3.4|3": "2.1"}, "3.4", drawn={"3.4|3": "2.1"})
    assert len(places(app, day)) == 3, "a line that nobody altered changes nothing"


def test_a_mistyped_field_does_not_hide_what_a_tablet_brought(app, day, organiser):
    by_tablet(app, day, "3.4", p3="2.1")
    answer = line(organiser, day, "M", "proxy", {"3.4|7": "viel"}, "3.4").json
    assert answer["wrong"] == {} and answer["lines"]["3.4"]["why"]
    assert answer["lines"]["3.4"]["fields"] == {"1|M|3.4|3": "2.1"}


def test_saving_the_whole_form_touches_only_what_was_altered(app, day, organiser):
    there = address(day, "M", "proxy")
    by_tablet(app, day, "3.5", p="1")
    old = drawn_on(organiser.get(there).text)
    by_tablet(app, day, "3.4", p3="2.1", p4="out")
    by_tablet(app, day, "11", p="2")
    typed = old | {"1|M|3.4|7": "2.2", "1|M|3.5|": "2"}
    answer = organiser.post(there, data=typed | {"uid": uid(), "drawn": json.dumps(old)})
    assert answer.status_code == 422 and "别处改过" in answer.text
    assert (places(app, day), state(app, day, "M")["items"]["3.5"]["value"]) == ({"3": "2.1", "4": "out"}, "1")
    fresh = drawn_on(answer.text)
    assert fresh == {"1|M|3.4|3": "2.1", "1|M|3.4|4": "out", "1|M|3.5|": "1", "1|M|11|": "2"}
    shown = dict(re.findall(r'name="(1\|M\|[^"]+)" value="([^"]+)" placeholder', answer.text))
    assert shown == fresh | {"1|M|3.5|": "2"}, "what was typed on lines of its own still stands there"
    answer = organiser.post(there, data=shown | {"1|M|3.4|7": "2.2", "uid": uid(), "drawn": json.dumps(fresh)})
    sheet = state(app, day, "M")["items"]
    assert answer.status_code == 303 and places(app, day) == {"3": "2.1", "4": "out", "7": "2.2"}
    assert [sheet[item]["value"] for item in ("3.5", "11")] == ["2", "2"]


def test_a_form_sent_again_after_back_enters_what_is_new(app, day, organiser):
    there, same = address(day, "M", "proxy"), {"uid": uid(), "drawn": "{}"}
    organiser.post(there, data=same | {"1|M|3.5|": "1"})
    organiser.post(there, data=same | {"1|M|3.5|": "1", "1|M|11|": "2"})
    sheet = state(app, day, "M")
    assert [sheet["items"][item]["value"] for item in ("3.5", "11")] == ["1", "2"] and len(sheet["last"]) == 2
    answer = organiser.post(there, data=same | {"1|M|3.5|": "3", "1|M|11|": "2"})
    assert answer.status_code == 422 and state(app, day, "M")["items"]["3.5"]["value"] == "1"


def test_handing_in_from_an_old_page_does_not_say_that_it_is_handed_in(app, day, organiser):
    organiser.post(address(day, "M", "proxy"), data=whole(app, day))
    there, old = f"/desk-entry/tables/{day.at[1, 1]}/{day.seat['M']}/hand-in", {"uid": uid(), "signed": "1"}
    organiser.post(there, data=old, follow_redirects=True)
    with app.app_context():
        must(record.return_sheet(By(), uid(), day.at[1, 1], day.seat["M"], "第 3 位"))
    told = organiser.post(there, data=old, follow_redirects=True).text
    assert state(app, day, "M")["state"] == "returned"
    assert "这一次没有保存" in told and "已代" not in told


def test_an_emptied_field_brings_no_older_value_back(app, day, organiser):
    by_tablet(app, day, "3.5", p="1")
    by_tablet(app, day, "3.5", p="2")
    line(organiser, day, "M", "proxy", {"3.5|": ""}, "3.5", drawn={"3.5|": "2"})
    assert state(app, day, "M")["items"]["3.5"]["value"] == ""


def test_what_the_desk_did_not_read_is_not_handed_in(app, day, organiser):
    there = f"/desk-entry/tables/{day.at[1, 1]}/{day.seat['M']}/hand-in"
    organiser.post(address(day, "M", "proxy"), data=whole(app, day))
    read_then = re.search(r'name="seen" value="([^"]+)"', organiser.get(address(day, "M", "proxy")).text)[1]
    line(organiser, day, "M", "proxy", {"11|": "2"}, "11", drawn={"11|clear": "1"})
    told = organiser.post(there, data={"uid": uid(), "signed": "1", "seen": read_then}, follow_redirects=True).text
    assert state(app, day, "M")["state"] == "entering" and "又有了改动" in told
    assert drawn_on(told)["1|M|11|"] == "2", "the page is as the sheet stands now"
    looked = line(organiser, day, "M", "proxy", {"11|": "2"}, "11", drawn={"11|": "2"}).json["sheet"]["seen"]
    organiser.post(there, data={"uid": uid(), "signed": "1", "seen": looked})
    assert state(app, day, "M")["state"] == "submitted"
