"""What the browser tests share: this machine's browser, servers of their own, screens that are listened to."""

import pytest
from playwright.sync_api import expect

from tests.browser.screens import Screens
from tests.browser.server import VENUE, Server
from tests.browsers import find_browser

expect.set_options(timeout=15_000)  # ms; machines that test are slower than tablets


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The installed browser; it finds the venue's host name on this computer."""
    place = f"--host-resolver-rules=MAP {VENUE} 127.0.0.1"
    return {**browser_type_launch_args, "executable_path": find_browser(), "args": [place]}


@pytest.fixture
def serving(tmp_path):
    """Starts servers, by default on an empty instance, and ends them; a server that stumbled fails the test."""
    started = []

    def start(*words, home=None):
        started.append(Server(home or tmp_path / "instance", *words))
        return started[-1].start()

    yield start
    for server in started:
        server.stop()
    for server in started:
        server.expect_no_stumble()


@pytest.fixture
def screens(browser):
    """Opens tablets, desks, boards; whatever one of them complained of fails the test."""
    opened = Screens(browser)
    yield opened
    opened.close()
    assert not opened.complaints, "\n".join(opened.complaints)
