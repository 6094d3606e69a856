"""A push that fails: the write that it would announce is done, acknowledged, and announced with the next one."""

import time

import pytest

from scoring.app import create_app
from scoring.store import database, read
from tests.live.conftest import must, record, set_up


@pytest.fixture
def app(tmp_path):
    made = create_app(tmp_path)
    with made.app_context():
        yield made
    database.close(made)


def received(viewer):
    return [packet["args"][0] for packet in viewer.get_received("/live") if packet["name"] == "standings"]


def wait_for(viewer, seconds=5):
    """What the viewer gets, as soon as it gets something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if got := received(viewer):
            return got
        time.sleep(0.01)
    return []


def mark(people, number):
    contestant, seat = people.sheets["open"]
    event = read.event_by_slug("open")
    item = next(item.id for item in read.rubric_of(event).items_of("impression") if item.kind == "judged")
    return record.record_mark(record.By(), f"failing-{number}", contestant, seat, item, "", f"1.{number}", number)


def test_a_failing_push_does_not_fail_the_write(app, caplog):
    people = set_up()
    feed = app.extensions["scoring.feed"]
    viewer = app.extensions["socketio"].test_client(app, namespace="/live", auth={"event": "open"})
    assert wait_for(viewer)
    emit = feed.socketio.emit

    def broken(*_words, **_more):
        raise OSError("the network is gone")

    feed.socketio.emit = broken
    assert must(mark(people, 1))["order"] == 1
    assert not wait_for(viewer, 0.5)
    assert "a push failed" in caplog.text
    feed.socketio.emit = emit
    assert must(mark(people, 2))["order"] == 2
    assert wait_for(viewer)[-1]["revision"] == read.event_by_slug("open").revision
    viewer.disconnect("/live")


def test_a_broken_reading_does_not_fail_the_write_either(app, caplog):
    people = set_up()
    viewer = app.extensions["socketio"].test_client(app, namespace="/live", auth={"event": "open"})
    assert wait_for(viewer)
    feed = app.extensions["scoring.feed"]
    crowd, feed.crowd = feed.crowd, None
    assert must(mark(people, 1))["order"] == 1
    assert "not announced" in caplog.text
    feed.crowd = crowd
    viewer.disconnect("/live")
