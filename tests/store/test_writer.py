"""The one writer: what waits together is committed together, and nobody pays for another's mistake."""

import contextlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from scoring.store import database, read, record
from scoring.store.models import Competition, Mark, db
from scoring.store.refusals import refusal
from scoring.store.writer import KEY, Writer, changed, write
from tests.store.making import BY, app_on, entries_of, event_of, mark, refused, seat_of


def together(app, works):
    """Run the works as one batch: while the first is written the others line up. Answers value or error of each."""
    outcomes = [None] * len(works)
    inside, go = threading.Event(), threading.Event()

    def hold(session):
        inside.set()
        assert go.wait(10)

    def run(number, work):
        with app.app_context():
            try:
                outcomes[number] = write(work)
            except Exception as error:
                outcomes[number] = error

    def first():
        with app.app_context(), contextlib.suppress(sqlite3.OperationalError):
            write(hold)

    threads = [threading.Thread(target=first)]
    threads[0].start()
    assert inside.wait(10)
    threads += [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads[1:]:
        thread.start()
    while len(app.extensions[KEY].queue) < len(works):
        threading.Event().wait(0.001)
    go.set()
    for thread in threads:
        thread.join(10)
    return outcomes


def adds(title):
    def work(session):
        session.add(Competition(title=title))
        session.flush()
        return title

    return work


def fails(session):
    session.add(Competition(title="never"))
    session.flush()
    raise RuntimeError("a bug")


def clashes(session):
    session.add(Competition(title="never"))
    session.flush()
    session.execute(
        text("INSERT INTO competition (id, title, title_en, venue, day) SELECT id, '', '', '', '' FROM competition")
    )


def refuses(session):
    session.add(Competition(title="never"))
    session.flush()
    return refusal("unknown")


def titles():
    db.session.rollback()
    return sorted(db.session.scalars(select(Competition.title)))


def test_one_failure_does_not_harm_the_others(either):
    commits = []
    sqlalchemy_event.listen(db.engine, "commit", lambda _: commits.append(1))
    outcomes = together(either, [adds("a"), fails, adds("b"), clashes, refuses, adds("c")])
    assert outcomes[0] == "a" and outcomes[2] == "b" and outcomes[5] == "c"
    assert isinstance(outcomes[1], RuntimeError)
    assert isinstance(outcomes[3], IntegrityError)
    assert refused(outcomes[4]) == "unknown"
    assert titles() == ["a", "b", "c"]
    assert len(commits) == 2, "six writes that waited together share one COMMIT"


def test_a_commit_that_fails_acknowledges_nothing(app):
    def disk_full(connection):
        raise sqlite3.OperationalError("database or disk is full")

    sqlalchemy_event.listen(db.engine, "commit", disk_full)
    outcomes = together(app, [adds("a"), adds("b")])
    sqlalchemy_event.remove(db.engine, "commit", disk_full)
    assert all(isinstance(outcome, sqlite3.OperationalError) for outcome in outcomes)
    assert titles() == []
    with app.app_context():
        assert write(adds("after")) == "after"
    assert titles() == ["after"]


def test_a_transaction_that_sqlite_gave_up_acknowledges_nothing(app):
    """A full disk rolls the whole transaction back, and SQLite lets the next statement start a new one in silence."""

    def gives_up(session):
        session.connection().connection.dbapi_connection.execute("ROLLBACK")

    outcomes = together(app, [adds("a"), gives_up, adds("b")])
    assert all(isinstance(outcome, Exception) for outcome in outcomes)
    assert titles() == []


def test_the_batch_can_be_carried_to_another_thread(tmp_path):
    threads = set()
    with ThreadPoolExecutor(1) as pool:

        def carried(batch):
            def seen():
                threads.add(threading.current_thread().name)
                batch()

            pool.submit(seen).result()

        app = app_on(tmp_path, run=carried)
        with app.app_context():
            event = event_of()
            assert mark(event, entries_of(event)[0], "M", "1.2", "1")["items"]["1.2"]["cost"] == "-0.5"
        database.close(app)
    assert len(threads) == 1 and threading.current_thread().name not in threads


def test_the_signal_comes_once_after_the_commit(app):
    event, seen = event_of(), []
    first = entries_of(event)[0]

    def heard(sender, event_id, revision):
        fresh = read.event_by_id(event_id)
        seen.append((sender is app, event_id, revision, fresh.revision, db.session.scalar(select(Mark.value))))

    before = event.revision
    with changed.connected_to(heard):
        mark(event, first, "M", "1.2", "1", uid="one-mark")
        mark(event, first, "M", "1.2", "1", uid="one-mark")  # a repetition changes nothing
        assert refused(mark(event, first, "M", "9.9", "1")) == "item"
        record.record_marks(
            BY, first, seat_of(event, "J1"), [{"uid": "sweep-1", "item": "2.1", "value": "9", "order": 1}]
        )
    assert seen == [(True, event.id, before + 1, before + 1, "1"), (True, event.id, before + 2, before + 2, "1")]


def test_a_subscriber_that_fails_harms_nobody(app, caplog):
    event, seen = event_of(), []

    def fails_(sender, **words):
        raise RuntimeError("the hall is on fire")

    def hears(sender, **words):
        seen.append(words)

    with changed.connected_to(fails_), changed.connected_to(hears):
        assert mark(event, entries_of(event)[0], "M", "1.2", "1")["covered"] == 1
    assert len(seen) == 1
    assert "the hall is on fire" in caplog.text


@pytest.mark.parametrize("same", [False, True], ids=["60 marks", "one mark sent 60 times"])
def test_sixty_at_once_lose_nothing(either, same):
    event = event_of(entries=12)
    entries, seat = entries_of(event), seat_of(event, "M")
    before, answers, start = event.revision, [None] * 60, threading.Barrier(60)

    def one(number):
        with either.app_context():
            start.wait(20)
            place = 1 if same else number
            answers[number] = record.record_mark(
                BY, f"tap-{place}", entries[place % 12], seat, "1.1", str(place % 10 + 1), "2.1", place
            )

    threads = [threading.Thread(target=one, args=(number,)) for number in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.rollback()
    rows = db.session.scalars(select(Mark.uid)).all()
    expected = {"tap-1"} if same else {f"tap-{number}" for number in range(60)}
    assert set(rows) == expected and len(rows) == len(expected)
    assert all(isinstance(answer, dict) for answer in answers)
    assert read.event_by_id(event.id).revision == before + len(expected)
    if same:
        assert all(answer == answers[0] for answer in answers)


class Ended(BaseException):
    """What ends a green thread from outside."""


def test_a_caller_that_is_ended_while_it_waits_takes_nobody_along(app, monkeypatch):
    writer = app.extensions[KEY]
    lead = Writer.lead
    ended = []

    def ends_once(self):
        if not ended:
            ended.append(1)
            raise Ended
        lead(self)

    monkeypatch.setattr(Writer, "lead", ends_once)
    with pytest.raises(Ended):
        write(adds("never"))
    assert not writer.led and not writer.queue
    assert write(adds("after")) == "after"
    assert titles() == ["after"]
