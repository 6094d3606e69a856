"""A power cut and an orderly end, with judges entering and screens watching."""

import signal
import sqlite3
import threading
import time
from contextlib import closing

import pytest

from benchmarks.screens import Hall
from benchmarks.venue import Venue
from scoring.demo.browser import Browser
from tests.live.conftest import enter, furnish

HANDS = 4


@pytest.fixture
def crowded(tmp_path):
    """A server of its own, because it will be killed."""
    people = furnish(tmp_path)
    with Venue(tmp_path) as venue:
        yield venue, people


def uids(home):
    with closing(sqlite3.connect(home / "scoring.sqlite")) as raw:
        return [uid for (uid,) in raw.execute("SELECT uid FROM mark")]


def test_every_acknowledged_mark_is_there_once_after_kill_9(crowded):
    venue, people = crowded
    sent, acknowledged, over = [], [], threading.Event()
    seat = people.sheets["open"][1]
    browsers = [Browser(venue.address, people.links["judge"]) for _ in range(HANDS)]

    def keep_entering(browser, contestant):
        browser.sign_in()
        for turn in range(10_000):
            if over.is_set():
                return
            uid = f"crash-{contestant}-{turn:05}"
            sent.append(uid)
            status, _, _ = enter(browser, (contestant, seat), f"1.{turn % 10}", uid=uid)
            if status == 200:
                acknowledged.append(uid)

    hands = [
        threading.Thread(target=keep_entering, args=pair, daemon=True)
        for pair in zip(browsers, people.contestants["open"], strict=True)
    ]
    for hand in hands:
        hand.start()
    assert Hall.until(lambda: len(acknowledged) > 20, 30)
    for _ in range(2):
        before = len(acknowledged)
        venue.kill()
        assert set(acknowledged) <= set(uids(venue.home))
        venue.open()
        assert Hall.until(lambda before=before: len(acknowledged) > before + 10, 30)
    over.set()
    for hand in hands:
        hand.join(30)
        assert not hand.is_alive()
    for browser in browsers:
        browser.close()
    kept = uids(venue.home)
    assert sorted(kept) == sorted(set(kept))
    assert set(kept) == set(acknowledged) == set(sent)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_within_five_seconds_while_screens_watch(crowded, how):
    venue, people = crowded
    with Hall() as hall:
        screens = [hall.watch(venue.address, "/live", {"event": "open"}) for _ in range(20)]
        assert hall.until(lambda: all(screen.events for screen in screens))
        browser = Browser(venue.address, people.links["judge"])
        browser.sign_in()
        assert venue.end(how) < 5
        assert venue.process.returncode == 0
        browser.close()
        started = time.monotonic()
        venue.open()
        assert time.monotonic() - started < 20


def test_a_taken_port_is_said_in_a_sentence(crowded, tmp_path_factory):
    venue, _ = crowded
    second = Venue(tmp_path_factory.mktemp("second"))
    second.port = venue.port
    with pytest.raises(RuntimeError, match=rf"端口 {venue.port} 已被另一个程序占用(.|\n)*Port {venue.port} is taken"):
        second.open()
    assert second.process.returncode == 1


def test_a_served_instance_is_not_served_twice(crowded):
    venue, _ = crowded
    second = Venue(venue.home)
    with pytest.raises(RuntimeError, match=r"另一个程序正在使用(.|\n)*another process is using"), second:
        pass
