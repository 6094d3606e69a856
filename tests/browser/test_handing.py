"""A sheet's way in a real browser: signed with a finger, handed in, asked for, granted, corrected, handed in again."""

import re
import sqlite3

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.by_program import Program
from tests.browser.screens import DESK, UPRIGHT
from tests.web.desk_day import hand_in, mark_sheet, must, open_day, run_clock


@pytest.fixture
def venue(serving, tmp_path):
    """Everything of station 1 is in but the sheet of J1, which is marked and waits for its signature."""
    home = tmp_path / "day"
    app = create_app(home)
    with app.app_context():
        day = open_day(heats=1, stations=2)
        judge = read.person_by_link(day.link["judge"])
        must(record.change_seat(day.seat["J1"], person_id=judge.id))
        hand_in(day, day.at[1, 1], but=("J1",))
        mark_sheet(day, day.at[1, 1], "J1")
        run_clock(day.at[1, 1])
    database.close(app)
    return serving(home=home), day


def sign_in(venue, screens, role, size):
    server, day = venue
    page = screens.open(size, touch=role == "judge")
    page.context.add_cookies([{"name": "language", "value": "en", "url": server.address}])
    page.goto(f"{server.address}/join/{day.link[role]}")
    page.locator("main form button").first.click()
    page.wait_for_url(f"**/{role}**")
    return page


def stroke(page, *points):
    """A finger draws across the pad, in parts of its width and height."""
    box = page.locator("button.pad").bounding_box()
    first, *rest = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in points]
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [first]})
    for point in rest:
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()


def expect_sound(page):
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert not found, [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_signed_handed_in_asked_for_corrected_and_both_versions_are_shown(venue, screens):
    server, day = venue
    tablet, desk = sign_in(venue, screens, "judge", UPRIGHT), sign_in(venue, screens, "chief", DESK)
    sheet = f"{server.address}/judge/sheet/{day.at[1, 1]}/{day.seat['J1']}"

    tablet.goto(f"{sheet}/review")
    hand_in_now, pad = tablet.locator("[data-hand-in]"), tablet.locator("button.pad")
    expect(pad).to_be_enabled()
    pad.scroll_into_view_if_needed()
    stroke(tablet, (0.5, 0.9), (0.5, 0.5), (0.51, 0.1))  # a thumb that meant to scroll
    expect(pad).to_contain_text("too short")
    expect(hand_in_now).to_be_disabled()
    tablet.locator("[data-again]").tap()
    stroke(tablet, (0.1, 0.5), (0.3, 0.2), (0.5, 0.7), (0.8, 0.4))
    expect(pad).to_have_attribute("aria-pressed", "true")
    assert hand_in_now.is_disabled(), "not by the movement that ended the signature"
    expect_sound(tablet)
    hand_in_now.tap()

    expect(tablet.locator("#sheet[data-locked]")).to_be_visible()
    tablet.locator("[data-begin]").tap()
    tablet.locator("[data-chip]").first.tap()
    expect(tablet.locator("#ask-back [value=yes]")).to_have_css("background-color", "rgb(29, 79, 145)")
    expect_sound(tablet)
    tablet.locator("#ask-back [value=yes]").tap()
    expect(tablet.locator("#asking")).to_contain_text("Something was missed")

    expect(desk.locator(".waiting")).to_contain_text("asks for the sheet back")
    desk.locator(f"tr[data-contestant='{day.at[1, 1]}']").click()
    expect(desk.locator(".side .ink path").first).to_have_attribute("d", re.compile("^M60 100L"))
    expect_sound(desk)
    desk.locator("[id^=grant-ask]").click()
    expect(desk.locator("#return-reason")).to_have_value("Something was missed")
    desk.locator("#ask-return button[value=go]").click()

    expect(tablet.locator(".banner.warn")).to_contain_text("Something was missed")
    tablet.locator('[id="i-12.1"] .pick [data-value]').nth(1).tap()
    expect(tablet.locator(".foot .unsent [data-unsent]")).to_contain_text("0")
    tablet.goto(f"{sheet}/review")
    tablet.locator("button.pad").tap()
    hand_in_now.tap()
    expect(tablet.locator("#sheet[data-locked]")).to_be_visible()
    expect(desk.locator(".side .versions tbody tr")).to_have_count(1)
    expect(desk.locator(".side .handed")).to_contain_text("Version 1 → version 2: 1 change")
    assert number_handed_in(server.home) == 1, "the tablet said how many entries it had made"


def test_what_changes_while_it_is_read_is_shown_before_it_is_signed(venue, screens):
    """The desk enters for the judge who reviews: once unheard of, so that the server refuses; once seen at once."""
    server, day = venue
    tablet = sign_in(venue, screens, "judge", UPRIGHT)
    sheet, at = f"/judge/sheet/{day.at[1, 1]}/{day.seat['J1']}", f"{day.at[1, 1]}/{day.seat['J1']}"
    pad, great = tablet.locator("button.pad"), tablet.locator(".great")
    screens.outage = True  # the network that hides the change, and the refusal, are no complaints

    def found(value, before):
        with Program(server.here, day.link["chief"]) as desk:
            fields, drawn = {"1|J1|12.1|": value}, {"1|J1|12.1|": before}
            where = f"/desk-entry/{day.slug}/{at}/proxy/lines"
            assert desk.post(where, items=["12.1"], fields=fields, drawn=drawn)["ok"]

    tablet.route(f"**{sheet}.json", lambda route: route.abort())
    tablet.goto(f"{server.address}{sheet}/review")
    full = great.inner_text()
    pad.tap()
    found("4.5", before="5")
    tablet.locator("[data-hand-in]:enabled").tap()
    expect(tablet.locator("[data-changed]")).to_contain_text("changed while you were reading it")
    expect(great).not_to_have_text(full)
    expect(pad).to_have_attribute("aria-pressed", "false")

    tablet.unroute(f"**{sheet}.json")
    expect(tablet).to_have_url(re.compile("/review$"))  # said once
    tablet.reload()
    expect(tablet.locator("[data-changed]")).to_have_count(0)
    now = great.inner_text()
    pad.tap()
    found("4", before="4.5")
    expect(tablet.locator("[data-changed]")).to_be_visible()
    expect(great).not_to_have_text(now)
    expect(pad).to_have_attribute("aria-pressed", "false")
    pad.tap()
    tablet.locator("[data-hand-in]:enabled").tap()
    expect(tablet.locator("#sheet[data-locked]")).to_be_visible()


def number_handed_in(home):
    with sqlite3.connect(home / "scoring.sqlite") as base:
        last = "SELECT number FROM signature WHERE act = 'submit' ORDER BY id DESC LIMIT 1"
        return base.execute(last).fetchone()[0]
