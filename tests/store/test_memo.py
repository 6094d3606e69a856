"""What is remembered is what would be computed anew: after every write, a restart, and for early readers."""

import random

import pytest
from sqlalchemy.orm import Session

from scoring.store import database, memo, read, record
from scoring.store.models import Event, db
from tests.store.making import BY, app_on, entries_of, event_of, judge, made, mark, seat_of, sign, uid  # fmt: skip


def remembered(event):
    fresh = memo.Memo().of(db.session(), event)
    kept = memo.shelf_of(db.session(), event)
    assert kept.known == fresh.known and list(kept.known) == list(fresh.known)
    return kept


ACTS = [
    lambda event, one: mark(event, one, "M", "1.1", random.choice(["1.5", "2.1", "clear"]), str(random.randint(1, 10))),
    lambda event, one: mark(event, one, "M", "1.2", str(random.randint(0, 5)), order=random.randint(1, 9)),
    lambda event, one: mark(event, one, "J1", "2.1", random.choice(["7.5", "9", "clear"]), order=random.randint(1, 9)),
    lambda event, one: record.submit_sheet(BY, uid(), one, seat_of(event, "J1")),
    lambda event, one: record.return_sheet(BY, uid(), one, seat_of(event, "J1"), "x"),
    lambda event, one: record.record_penalty(BY, uid(), one, "dropped"),
    lambda event, one: record.record_clock(BY, uid(), one, random.choice(["start", "stop", "pause", "resume"])),
    lambda event, one: record.record_outside(BY, uid(), one, "3.1", str(random.randint(1, 99))),
    lambda event, one: record.excuse_seat(BY, uid(), one, seat_of(event, "J2"), "x"),
    lambda event, one: record.seat_again(BY, uid(), one, seat_of(event, "J2")),
    lambda event, one: record.set_status(BY, uid(), one, random.choice(["", "dnf"])),
    lambda event, one: record.sign_result(BY, uid(), one),
    lambda event, one: record.reopen_result(BY, uid(), one, "x"),
]


@pytest.mark.parametrize("seed", range(3))
def test_every_write_leaves_the_memory_right(either, seed):
    random.seed(seed)
    event = event_of(entries=4)
    entries = entries_of(event)
    judge(event, entries[3])
    for _ in range(60):
        random.choice(ACTS)(event, random.choice(entries))
        remembered(read.event_by_id(event.id))


def test_changes_of_the_set_up_are_noticed(app):
    event = event_of()
    first = entries_of(event)[0]
    judge(event, first)
    remembered(event)
    seat = made(record.create_seat(event.id, "impression"))
    assert remembered(read.event_by_id(event.id)).known[first].out == [seat.id]
    assert record.remove_seat(seat.id) is None
    made(record.add_contestant(event.id, "99", "新"))
    made(record.change_contestant(entries_of(event)[-1], number="100"))
    assert [each.result.contestant for each in remembered(read.event_by_id(event.id)).known.values()][-1] == "100"
    assert record.remove_contestant(entries_of(event)[-1]) is None
    assert len(remembered(read.event_by_id(event.id)).known) == 3


def test_one_mark_rescores_one_contestant(app, monkeypatch):
    event = event_of(entries=9)
    entries = entries_of(event)
    read.chief_view(event)
    scored, derive = [], memo.derive
    monkeypatch.setattr(memo, "derive", lambda *words: scored.append(words[1].number) or derive(*words))
    mark(event, entries[4], "M", "1.2", "1")
    for look in (read.chief_view, read.floor_view, read.results_of, read.standings_of):
        look(read.event_by_id(event.id))
    read.public_standings(event.slug)
    assert scored == ["5"]


def test_a_reader_who_began_earlier_sees_who_was_there(app):
    event = event_of()
    with Session(db.engine) as early:
        before = early.get(Event, event.id)
        assert memo.shelf_of(early, before).known.keys() == set(entries_of(event))
        made(record.add_contestant(event.id, "99"))
        now = read.event_by_id(event.id)
        assert len(memo.shelf_of(db.session(), now).known) == 4
        assert len(memo.shelf_of(early, before).known) == 3
        assert len(memo.shelf_of(db.session(), now).known) == 4


def test_after_a_restart_everything_is_as_it_was(tmp_path):
    app = app_on(tmp_path)
    with app.app_context():
        event = event_of()
        for contestant in entries_of(event):
            judge(event, contestant, faults=str(contestant % 3))
        sign(entries_of(event)[0])
        slug, board, rows = event.slug, read.public_standings(event.slug), read.standings_of(event)
    database.close(app)
    app = app_on(tmp_path)
    with app.app_context():
        assert read.public_standings(slug) == board
        assert read.standings_of(read.event_by_slug(slug)) == rows
    database.close(app)


def test_the_memory_is_bounded(app, monkeypatch):
    monkeypatch.setattr(memo, "MOST_EVENTS", 2)
    for _ in range(4):
        read.public_standings(event_of(entries=1).slug)
    assert len(app.extensions[memo.KEY].shelves) == 2
    assert len(read.public_events()) == 4
