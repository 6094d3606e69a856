"""The practice contestant: a judge's tablet takes it, and no list, figure or file anywhere knows of it."""

import json

import pytest

from scoring.store import read, record
from tests.store.making import BY, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid


@pytest.fixture
def event(app):
    return event_of()


@pytest.fixture
def practice(event):
    return made(record.begin_practice(event.id)).id


def everything(event):
    """All that is read of an event's contestants by anybody but a judge at practice, as one text."""
    found = {
        "board": read.public_standings(event.slug),
        "events": read.public_events(),
        "standings": [{**row, "why": None} for row in read.standings_of(event)],
        "released": [{**row, "why": None} for row in read.standings_of(event, only_released=True)],
        "chief": read.chief_view(event),
        "floor": {**read.floor_view(event), "now_ms": 0},
        "heats": {seat.key: read.heat_view(seat) for seat in event.seats},
        "contestants": [one.number for one in read.contestants(event.id)],
        "facts": sorted(read.facts_of(event)),
        "results": sorted(read.results_of(event)),
        "table": [row.contestant for row in read.standings_table(event).rows],
        "consequences": read.consequences(event, "gap", "0.9"),
        "held": read.held(event),
        "means": sorted(map(str, read.means_by_seat(event).items())),
    }
    return json.dumps(found, ensure_ascii=False, default=str)


def without_revision(text, event):
    return text.replace(f'"revision": {event.revision}', '"revision": n')


def practise(event, contestant):
    made(mark(event, contestant, "M", "1.1", "clear"))
    made(mark(event, contestant, "M", "1.2", "4", order=2))
    made(record.submit_sheet(BY, uid(), contestant, seat_of(event, "M")))
    made(mark(event, contestant, "J1", "2.1", "9.9"))


def test_nothing_anywhere_is_changed_by_it(event):
    one, two, _ = entries_of(event)
    judge(event, one)
    sign(one)
    judge(event, two, sales="200")
    before = without_revision(everything(event), event)
    practise(event, made(record.begin_practice(event.id)).id)
    assert without_revision(everything(event), event) == before


def test_where_every_mark_is_shown_at_once_it_is_not(app):
    event = event_of(release="at-once")
    before = json.dumps({**read.public_standings(event.slug), "revision": 0})
    practise(event, made(record.begin_practice(event.id)).id)
    assert json.dumps({**read.public_standings(event.slug), "revision": 0}) == before


def test_the_tablet_takes_it_like_any_other(event, practice):
    seat = next(seat for seat in event.seats if seat.key == "M")
    assert read.practice_card(seat)["state"] == "untouched"
    practise(event, practice)
    card = read.practice_card(seat)
    assert (card["contestant_id"], card["state"], card["covered"], card["total"]) == (practice, "submitted", 2, "2")
    assert read.sheet(practice, seat.id)["state"] == "submitted"


def test_it_is_emptied_by_beginning_again(event, practice):
    practise(event, practice)
    again = made(record.begin_practice(event.id)).id
    seat = next(seat for seat in event.seats if seat.key == "M")
    assert again != practice
    card = read.practice_card(seat)
    assert (card["contestant_id"], card["state"], card["covered"]) == (again, "untouched", 0)


def test_nobody_does_anything_else_with_it(event, practice):
    practise(event, practice)
    acts = [
        record.sign_result(BY, uid(), practice),
        record.set_status(BY, uid(), practice, "dns"),
        record.return_sheet(BY, uid(), practice, seat_of(event, "M"), "x"),
        record.excuse_seat(BY, uid(), practice, seat_of(event, "M"), "x"),
        record.record_adjustment(BY, uid(), practice, "main", "0.5", "x"),
        record.record_clock(BY, uid(), practice, "start"),
        record.record_penalty(BY, uid(), practice, "dropped"),
        record.record_outside(BY, uid(), practice, "3.1", "50"),
        record.record_keyed(BY, uid(), practice, seat_of(event, "J2"), [("2.1", "", "9")]),
        record.change_contestant(practice, name="真人", heat_no=9, station_no=1),
    ]
    assert [refused(act) for act in acts] == ["practice"] * len(acts)
    assert record.record_outsides(BY, event.id, [{"uid": uid(), "contestant": "练习 1", "item": "3.1", "value": "9"}])
    assert (read.why(practice), read.compare(practice), read.floor_row(practice)) == (None, None, None)


def test_an_event_opens_closes_and_is_filled_without_it(app):
    event = event_of(entries=1)
    (one,) = entries_of(event)
    made(record.begin_practice(event.id))
    made(record.place_contestants(event.id))
    assert read.practice_contestant(event.id).heat_id is None
    judge(event, one)
    sign(one)
    made(record.close_event(event.id))
    assert refused(record.begin_practice(event.id)) == "not-open"


def test_an_event_with_nobody_else_does_not_open(app):
    from tests.store.making import RUBRIC

    competition = made(record.create_competition("空"))
    event = made(record.create_event(competition.id, "store-test@1", RUBRIC, slug="empty"))
    made(record.begin_practice(event.id))
    assert refused(record.open_event(event.id)) == "no-contestants"
