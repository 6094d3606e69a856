"""What the desk enters for a judge stands on the judge's sheet, says whose hand it was, and follows the same rules."""

import pytest

from scoring.store import read, record
from scoring.store.models import Mark, db
from scoring.store.record import By, Hand
from tests.store.making import BY, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid


@pytest.fixture
def event(app):
    return event_of()


def enter(event, seat="J1", item="2.1", value="9.0", by=BY, **more):
    new = {"uid": uid(), "item": item, "place": "", "value": value, "order": 1, **more}
    return record.record_marks(by, entries_of(event)[0], seat_of(event, seat), [new], means="proxy")


def cell(event, seat):
    return read.chief_view(event)["rows"][0]["cells"][seat_of(event, seat)]


def test_a_mark_by_proxy_counts_and_says_so(event):
    person = made(record.create_person(event.competition_id, "工作人员", "organiser"))
    sheet = made(enter(event, by=By(person.id)))
    assert sheet["items"]["2.1"]["points"] == "9"
    assert [row["means"] for row in sheet["last"]] == ["proxy"], "the judge's own journal says whose hand it was"
    row = db.session.query(Mark).one()
    assert (row.means, row.person_id, row.seat_id) == ("proxy", person.id, seat_of(event, "J1"))
    assert (cell(event, "J1")["means"], cell(event, "J2")["means"]) == ("proxy", "")


def test_a_judges_own_mark_is_told_apart(event):
    made(mark(event, entries_of(event)[0], "J1", "2.1", "9.0"))
    sheet = made(enter(event, value="8.0", order=2))
    assert [row["means"] for row in sheet["last"]] == ["proxy"] and sheet["items"]["2.1"]["points"] == "8"
    sheet = made(mark(event, entries_of(event)[0], "J1", "2.1", "8.5", order=3))
    assert [row["means"] for row in sheet["last"]] == [""]


def test_what_came_since_the_desk_looked_is_not_written_over(event):
    known = made(enter(event))["known"]
    made(mark(event, entries_of(event)[0], "J1", "2.1", "8.5", order=2))
    assert refused(enter(event, value="7.0", order=3, known=known)) == "overtaken"
    sheet = made(enter(event, value="7.0", order=3, known=known + 1))
    assert sheet["items"]["2.1"]["points"] == "7"


def test_the_same_rules(event):
    assert refused(enter(event, value="11")) == "range"
    assert refused(enter(event, item="1.1", value="clear")) == "item"
    contestant = entries_of(event)[0]
    judge(event, contestant)
    assert refused(enter(event)) == "submitted"
    sign(contestant)
    assert refused(enter(event)) == "signed"


def test_handing_in_by_proxy_is_written_down(event):
    made(enter(event))
    contestant, seat = entries_of(event)[0], seat_of(event, "J1")
    made(record.submit_sheet(BY, uid(), contestant, seat, hand=Hand(reason="proxy")))
    act = read.versions(contestant)
    assert act[0]["seat_ids"] == [seat] and cell(event, "J1")["state"] == "submitted"


def test_sheets_say_who_was_entered_for(event):
    made(enter(event))
    assert read.means_by_seat(event) == {("1", "J1"): "proxy"}
