"""A trainee judges along on a sheet of its own; no result, signature or wait knows of it, and the comparison does."""

import json

import pytest

from scoring.store import read, record
from scoring.store.verify import verify
from tests.store.making import BY, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid


@pytest.fixture
def event(app):
    return event_of()


def trainee(event, panel):
    return made(record.create_seat(event.id, panel, "", trainee=True))


def fresh(event):
    return read.event_by_slug(event.slug)


def figures(event):
    """Everything that says something about results."""
    now = fresh(event)
    said = {
        "standings": [{**row, "why": None} for row in read.standings_of(now)],
        "chief": {**read.chief_view(now), "revision": 0},
        "board": {**read.public_standings(now.slug), "revision": 0},
        "facts": {id_: facts.marks for id_, facts in read.facts_of(now).items()},
        "seats": {id_: facts.seats for id_, facts in read.facts_of(now).items()},
    }
    return json.dumps(said, ensure_ascii=False, default=str)


def test_no_figure_moves_and_nobody_waits(event):
    one = entries_of(event)[0]
    judge(event, one)
    before = figures(event)
    for panel in ("measuring", "impression"):
        trainee(event, panel)
    event = fresh(event)
    assert [seat.key for seat in event.seats if seat.trainee] == ["TR1", "TR2"]
    assert figures(event) == before
    made(mark(event, one, "TR1", "1.2", "4"))
    made(mark(event, one, "TR1", "1.1", "clear", order=2))
    made(mark(event, one, "TR2", "2.1", "1.0"))
    made(record.submit_sheet(BY, uid(), one, seat_of(event, "TR1")))
    assert figures(event) == before
    assert [sheet["seat"] for sheet in read.versions(one)] == ["M", "J1", "J2"]
    sign(one)
    assert verify().wrong == ()


def test_marks_of_a_trainee_alone_are_no_beginning(app):
    event = event_of(release="at-once")
    trainee(event, "impression")
    before = figures(event)
    made(mark(fresh(event), entries_of(event)[0], "TR1", "2.1", "5.0"))
    assert figures(event) == before
    assert refused(record.sign_result(BY, uid(), entries_of(event)[0])) == "sheets-out"


def test_its_sheet_is_its_own_beside_a_shared_one(event):
    one = entries_of(event)[0]
    trainee(event, "measuring")
    event = fresh(event)
    made(mark(event, one, "M", "1.2", "1"))
    sheet = made(mark(event, one, "TR1", "1.2", "3"))
    assert (sheet["items"]["1.2"]["cost"], sheet["total"]) == ("-1.5", "2.5")
    assert read.sheet(one, seat_of(event, "M"))["items"]["1.2"]["cost"] == "-0.5"
    cards = {row["contestant_id"]: row for row in read.heat_view(next(s for s in event.seats if s.key == "TR1"))}
    assert (cards[one]["state"], cards[one]["covered"]) == ("entering", 1)


def test_it_may_go_on_after_the_result_is_signed(event):
    one = entries_of(event)[0]
    trainee(event, "impression")
    event = fresh(event)
    judge(event, one)
    sign(one)
    sheet = made(mark(event, one, "TR1", "2.1", "7.0"))
    assert sheet["state"] == "entering"
    made(record.submit_sheet(BY, uid(), one, seat_of(event, "TR1")))
    assert refused(mark(event, one, "J1", "2.1", "7.0", order=9)) == "signed"
    assert verify().wrong == ()


def test_a_seat_with_entries_stays_what_it_is(event):
    one = entries_of(event)[0]
    seat = trainee(event, "impression")
    event = fresh(event)
    assert made(record.change_seat(seat.id, trainee=False)).trainee is False
    made(record.change_seat(seat.id, trainee=True))
    made(mark(fresh(event), one, "TR1", "2.1", "5.0"))
    assert refused(record.change_seat(seat.id, trainee=False)) == "seat-turned"
    judge(fresh(event), one)
    assert refused(record.change_seat(seat_of(event, "J1"), trainee=True)) == "seat-turned"


def test_no_seat_turns_once_a_result_is_signed(event):
    one = entries_of(event)[0]
    seat = trainee(event, "impression")
    judge(fresh(event), one)
    sign(one)
    assert refused(record.change_seat(seat.id, trainee=False)) == "seat-signed"
    assert verify().wrong == ()


def test_a_panel_of_trainees_alone_is_no_panel(app):
    from tests.store.making import RUBRIC

    competition = made(record.create_competition("a"))
    event = made(record.create_event(competition.id, "store-test@1", RUBRIC, slug="learning"))
    made(record.add_contestant(event.id, "1"))
    made(record.change_seat(seat_of(event, "M"), trainee=True))
    assert refused(record.open_event(event.id)) == "no-seats"


def test_beside_the_panel_item_by_item(event):
    one = entries_of(event)[0]
    trainee(event, "impression")
    event = fresh(event)
    judge(event, one, beauty=("9.0", "8.0"))
    made(mark(event, one, "TR1", "2.1", "5.0"))
    (found,) = read.trainees(event)
    assert (found["key"], found["begun"], found["handed"]) == ("TR1", 1, 0)
    (sheet,) = found["sheets"]
    (row,) = sheet["items"]
    assert (row["id"], row["panel"], row["trainee"], row["differs"]) == ("2.1", "8.5", "5", True)
    made(mark(event, one, "TR1", "2.1", "8.0", order=2))
    assert read.trainees(fresh(event))[0]["sheets"][0]["items"][0]["differs"] is False
