"""The scoresheet in WebKit: join, open, tap, price, reload, live socket; on plain http, by a name that is not loopback.

Chromium has all other tests of the pages; this one is for what an iPad's engine does differently.
"""

import ipaddress
import socket

import pytest

from scoring.app import create_app
from scoring.live.addresses import addresses
from scoring.store import database, read, record
from tests.browser.server import Server
from tests.browser.webkit import WebKit
from tests.browsers import WEBKIT_ADVICE, find_webkit, webkit_is_required
from tests.web.desk_day import must, open_day


def venue_name():
    """A name or address of this computer that a browser does not take for loopback."""
    own = socket.gethostname()
    try:
        socket.getaddrinfo(own, 80)
        if own != "localhost" and not own.replace(".", "").isdigit():
            return own
    except OSError:
        pass
    found = next((ip for ip in addresses("") if not ipaddress.ip_address(ip).is_loopback), None)
    return found or pytest.skip("this computer has neither a name nor an address on a network")


@pytest.fixture
def webkit():
    parts = find_webkit()
    if parts is None:
        (pytest.fail if webkit_is_required() else pytest.skip)(WEBKIT_ADVICE)
    with WebKit(*parts) as browser:
        yield browser


@pytest.fixture
def hall(tmp_path):
    """(address, link, sheet) of a running day; the judge measures."""
    app = create_app(tmp_path / "instance")
    with app.app_context():
        day = open_day(heats=1, stations=1)
        person = read.person_by_link(day.link["judge"])
        must(record.change_seat(day.seat["M"], person_id=person.id))
    database.close(app)
    server = Server(tmp_path / "instance", "serve", "--host", "0.0.0.0")  # noqa: S104
    server.start()
    yield f"http://{venue_name()}:{server.port}", day.link["judge"], f"/judge/sheet/{day.at[1, 1]}/{day.seat['M']}"
    server.stop()
    server.expect_no_stumble()


def test_a_judge_can_work_in_webkit(hall, webkit):
    address, link, sheet = hall
    webkit.go(f"{address}/join/{link}")
    assert webkit.script("return window.isSecureContext") is False
    webkit.tap("main form button")
    webkit.until(lambda: "/join/" not in webkit.script("return location.pathname"))
    webkit.go(f"{address}{sheet}")
    webkit.tap("#begin button[value=yes]")
    webkit.expect("[data-net] [data-said]", "已连接")
    webkit.expect("[data-total]", "52")
    webkit.tap("[id='i-11'] [data-step=more]")
    webkit.expect("[id='i-11'] .state b", "−0.5")
    webkit.tap("[id='i-3.4'] [data-do=open]")
    webkit.tap("[id='i-3.4'] .place[data-place='7'] .hit")
    webkit.expect("[id='i-3.4'] .place[data-place='7'] .val", "−0.2")
    webkit.expect("[data-total]", "51.3")
    webkit.expect("[data-unsent]", "待发送 0")
    webkit.reload()
    webkit.expect("[id='i-11'] .state b", "−0.5")
    webkit.expect("[data-total]", "51.3")
    webkit.expect("[data-net] [data-said]", "已连接")
