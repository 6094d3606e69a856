"""Notes on a bad network: what was typed, tapped and photographed is there after a reload, and arrives once."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.judging import Tablet
from tests.browser.organising import sign_in
from tests.browser.screens import UPRIGHT
from tests.pictures import FROM_A_CAMERA
from tests.web.desk_day import mark_sheet, must, open_day

ITEM = "3.4"
CAMERA = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": FROM_A_CAMERA}


@pytest.fixture
def link(tmp_path):
    """An open event in the instance; the personal link of its measuring group."""
    app = create_app(tmp_path / "instance")
    with app.app_context():
        day = open_day(heats=1, stations=2)
        person = read.person_by_link(day.link["judge"])
        must(record.change_seat(day.seat["M"], person_id=person.id))
        mark_sheet(day, day.at[1, 2], "M")
    database.close(app)
    return f"/join/{day.link['judge']}"


def kept(home):
    with closing(sqlite3.connect(home / "scoring.sqlite")) as raw:
        return raw.execute("SELECT kind, value FROM note ORDER BY id").fetchall()


def test_notes_survive_a_bad_network_and_arrive_once(link, serving, screens):
    server = serving()
    page = screens.open(UPRIGHT, touch=True, base_url=server.address)
    sign_in(page, link, "zh")
    Tablet(page).begin(1)
    panel, button = page.locator("#notes"), Tablet(page).item(ITEM).locator("[data-note]")
    count, unsent, answers = button.locator("[data-notes]"), page.locator(".remarked [data-count]"), []

    def swallow(route):  # it is stored, but the tablet never hears of it
        answers.append(route.fetch(url=route.request.url.replace(server.address, server.here)).status)
        route.abort()

    page.route("**/judge/notes", lambda route: route.abort())
    button.tap()
    expect(panel).to_contain_text("1.5 ± 0.2 厘米")
    panel.locator("[data-chip=桌面不平]").tap()
    panel.locator("input[type=file]").set_input_files(CAMERA)
    expect(panel.locator("[data-list] li")).to_have_count(2)
    panel.locator("textarea").press_sequentially("碟子滑")
    page.reload()
    expect(count).to_have_text("2")
    assert kept(server.home) == []

    page.unroute("**/judge/notes")
    page.route("**/judge/notes", swallow)
    button.tap()
    expect(panel.locator("textarea")).to_have_value("碟子滑")
    panel.locator("textarea").press_sequentially("了")
    with page.expect_event("requestfailed", lambda failed: "/judge/notes" in failed.url and answers):
        panel.locator("[data-shut]").tap()  # closing enters what was typed
    expect(count).to_have_text("3")
    page.unroute("**/judge/notes")
    assert 200 in answers
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(unsent).to_be_empty()
    found = kept(server.home)
    assert [kind for kind, _ in found] == ["chip", "photo", "text"]
    assert (found[0][1], found[2][1]) == ("桌面不平", "碟子滑了")
    assert b"Exif" not in (server.home / "photos" / found[1][1]).read_bytes()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('note:')).length") == 0

    button.tap()
    expect(panel.locator("[data-list] img")).to_have_js_property("complete", True)
    assert panel.locator("[data-list] img").evaluate("(image) => image.naturalWidth") > 0
    panel.locator("[data-chip=桌面不平]").tap()  # tapped again it is taken back
    expect(count).to_have_text("2")
    expect(unsent).to_be_empty()
    assert len(kept(server.home)) == 4


def test_walking_the_heat_each_station_has_its_notes_and_the_rule(link, serving, screens):
    server = serving()
    page = screens.open(UPRIGHT, touch=True, base_url=server.address)
    sign_in(page, link, "zh")
    page.locator("a[href*='/judge/heat/']").first.tap()
    panel, stations = page.locator("#notes"), page.locator(".stations .part")
    buttons = stations.locator("[data-note]")
    page.route("**/judge/notes", lambda route: route.abort())
    buttons.nth(1).tap()
    expect(panel.locator("h2")).to_contain_text("赛位 2")
    panel.locator("textarea").press_sequentially("台布有褶")
    panel.locator("[data-shut]").tap()
    expect(buttons.nth(1).locator("[data-notes]")).to_have_text("1")
    expect(buttons.nth(0).locator("[data-notes]")).to_be_empty()
    page.locator('[data-turn="on"]').tap()  # another item has none
    expect(buttons.nth(1).locator("[data-notes]")).to_be_empty()
    page.locator('[data-turn="back"]').tap()
    expect(buttons.nth(1)).to_have_accessible_name("赛位 2 1.1：看细则，已有 1 条备注")
    assert kept(server.home) == []

    page.unroute("**/judge/notes")
    page.reload()  # sent from this page
    expect(page.locator(".remarked [data-count]")).to_be_empty()
    assert kept(server.home) == [("text", "台布有褶")]
    buttons.nth(0).tap()
    expect(panel.locator("h2")).to_contain_text("赛位 1")
    expect(panel.locator("[data-have]")).to_be_hidden()
    panel.locator("[data-shut]").tap()
    stations.nth(1).locator(".plate").tap()
    expect(Tablet(page).item("1.1").locator("[data-notes]")).to_have_text("1")


SUBMIT = """async (uid) => (await fetch(`${location.pathname}/submit`, {
    method: "POST", body: JSON.stringify({ uid }),
    headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrf-token]").content },
  })).status"""


def test_what_was_half_typed_when_the_sheet_was_shut_is_told_and_stays(link, serving, screens):
    server = serving()
    page = screens.open(UPRIGHT, touch=True, base_url=server.address)
    sign_in(page, link, "zh")
    Tablet(page).begin(2)
    panel, button = page.locator("#notes"), Tablet(page).item(ITEM).locator("[data-note]")
    button.tap()
    panel.locator("textarea").press_sequentially("还没写完")
    screens.outage = True  # its refusal is no complaint
    assert page.evaluate(SUBMIT, "handed-in-elsewhere") == 200
    expect(page.locator("#sheet[data-locked]")).to_be_visible()  # the page was told, and shows how the sheet stands
    expect(button).to_have_class("noting noted")
    button.tap()
    expect(panel.locator("[data-list] li.bad")).to_contain_text("还没写完评分表已提交")
    assert kept(server.home) == []
