"""A tablet's browser is killed, as a dead battery kills it, moments after entries that were never sent: they arrive."""

import contextlib

import psutil
from playwright.sync_api import Error, expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.screens import TABLET
from tests.browser.server import VENUE, Server
from tests.browsers import find_browser
from tests.web.desk_day import must, open_day

WRITTEN = 500  # ms that a browser may take to write what it was given


def open_on(playwright, folder):
    """The tablet's browser on its own storage."""
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=find_browser(),
        args=[f"--host-resolver-rules=MAP {VENUE} 127.0.0.1"],
        viewport=TABLET,
        has_touch=True,
    )
    return context, context.pages[0]


def sign_in(page, server, day):
    page.goto(f"{server.address}/join/{day.link['judge']}")
    page.locator("main form button").first.click()
    page.wait_for_url("**/judge")


def kill(folder):
    """Every process of the browser that runs on this storage, at once."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if any(str(folder) in word for word in process.cmdline()):
                process.kill()


def test_unsent_entries_outlive_a_killed_browser(playwright, tmp_path):
    server = Server(tmp_path / "instance")
    app = create_app(server.home)
    with app.app_context():
        day = open_day(heats=1, stations=1)
        person = read.person_by_link(day.link["judge"])
        must(record.change_seat(day.seat["M"], person_id=person.id))
    database.close(app)
    server.start()
    sheet = f"{server.address}/judge/sheet/{day.at[1, 1]}/{day.seat['M']}"
    folder = tmp_path / "browser"
    context, page = open_on(playwright, folder)
    sign_in(page, server, day)
    page.goto(sheet)
    page.locator("#begin button.main").click()
    context.set_offline(True)
    for _ in range(2):
        page.locator('[id="i-3.5"] [data-step=more]').click()
        page.wait_for_timeout(300)
    expect(page.locator("[data-unsent]")).to_have_text("待发送 2")
    page.wait_for_timeout(WRITTEN)
    kill(folder)
    with contextlib.suppress(Error):
        context.close()
    context, page = open_on(playwright, folder)
    sign_in(page, server, day)  # a cookie so young was not on the disk either
    page.goto(sheet)
    expect(page.locator('[id="i-3.5"] .state b')).to_have_text("−0.4")
    expect(page.locator("[data-unsent]")).to_have_text("待发送 0")
    context.close()
    server.stop()
    server.expect_no_stumble()
