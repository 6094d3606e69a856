"""Forty tablets freeze at once (SIGSTOP: the system acknowledges, nobody answers), forty others come in meanwhile.

The pings are shortened from 8 + 6 to 1 + 1 seconds; everything else is the server as it is started in a hall.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from benchmarks.screens import Hall
from benchmarks.venue import Venue
from scoring.demo.browser import Browser
from tests.live.conftest import enter, furnish

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process in its tracks")
TABLETS = 40
PING, PONG = 1, 1  # seconds
CROWD = """
import sys, time
from benchmarks.screens import Hall
sys.stdin.readline()
with Hall() as hall:
    screens = [hall.watch(sys.argv[1], "/live", {"event": "open"}) for _ in range(int(sys.argv[2]))]
    assert hall.until(lambda: all(screen.events for screen in screens))
    print("seated", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def quick(tmp_path, monkeypatch):
    """(venue, people) of a server that asks often whether its tablets are there."""
    monkeypatch.setenv("SCORING_PING_INTERVAL", str(PING))
    monkeypatch.setenv("SCORING_PING_TIMEOUT", str(PONG))
    people = furnish(tmp_path)
    with Venue(tmp_path) as venue:
        yield venue, people


@pytest.fixture
def crowd(quick):
    """A process that holds the connections of all tablets, once it is told to."""
    words = [sys.executable, "-c", CROWD, quick[0].address, str(TABLETS)]
    child = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], text=True
    )
    yield child
    child.kill()
    child.communicate()


@pytest.fixture
def judge(quick):
    """The judge's browser, one connection that stays."""
    with closing(Browser(quick[0].address, quick[1].links["judge"])) as browser:
        yield browser


def held(venue):
    """Open files and threads of the server's worker."""
    worker = psutil.Process(venue.process.pid).children()[0]
    return worker.num_fds(), worker.num_threads()


def test_frozen_tablets_are_let_go_and_others_come_in_meanwhile(quick, crowd, judge):
    venue, people = quick
    judge.sign_in()
    empty = held(venue)
    crowd.stdin.write("go\n")
    crowd.stdin.flush()
    assert crowd.stdout.readline() == "seated\n"
    full = held(venue)
    assert full[0] >= empty[0] + TABLETS
    crowd.send_signal(signal.SIGSTOP)
    frozen = time.monotonic()
    with Hall() as hall:
        fresh = [hall.watch(venue.address, "/live", {"event": "open"}) for _ in range(TABLETS)]
        assert hall.until(lambda: all(screen.events for screen in fresh), 5)
        seated = time.monotonic() - frozen
        most = held(venue)
        assert hall.until(lambda: held(venue)[0] <= empty[0] + TABLETS, 3 * (PING + PONG))
        freed = time.monotonic() - frozen
        after = held(venue)
        assert after[1] <= full[1]
        assert enter(judge, people.sheets["open"])[0] == 200
        assert hall.until(lambda: all(len(screen.events) > 1 for screen in fresh), 5)
        assert not any(screen.closed for screen in fresh)
    assert hall.until(lambda: held(venue)[0] <= empty[0], 5)
    print(f"\n{TABLETS} frozen freed after {freed:.1f} s, {TABLETS} others seated after {seated:.2f} s meanwhile")
    print(f"files, threads: empty {empty}, full {full}, both {most}, freed {after}, gone {held(venue)}")
    assert "Traceback" not in "".join(venue.said)
