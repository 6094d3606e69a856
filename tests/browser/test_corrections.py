"""The scoresheet when something goes wrong: keys meant for a note, wiping, refusals, a restored backup, new rules."""

import shutil
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read
from tests.browser.by_program import Program
from tests.browser.hall import Hall, add_hose

PUT = """async (marks) => { // as another installation's, so that none of them is sent
  for (const mark of marks) localStorage.setItem(`outbox:${mark.uid}`, JSON.stringify({ ...mark, home: "elsewhere" }));
  const order = (await import("/static/js/stored.js")).stored().map((mark) => mark.uid);
  for (const mark of marks) localStorage.removeItem(`outbox:${mark.uid}`);
  return order;
}"""
DRAWN_AGAIN = """async () => {
  dispatchEvent(new StorageEvent("storage", { key: "outbox:" }));
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
}"""
SLEPT = "performance.now = ((now) => () => now() - 60000)(performance.now.bind(performance))"


class Venue(Hall):
    """The hall, and a fire hose that the same judge times."""

    def __init__(self, home):
        super().__init__(home)
        app = create_app(home)
        with app.app_context():
            person = read.person_by_link(self.day.link["judge"])
            self.hose = add_hose(person)
        database.close(app)


@pytest.fixture(scope="module")
def venue(tmp_path_factory):
    venue = Venue(tmp_path_factory.mktemp("venue") / "instance")
    venue.start()
    yield venue
    venue.stop()
    venue.expect_no_stumble()


@pytest.fixture
def sheet(venue, screens):
    """sheet(station, seat) → the page of that sheet on a tablet on which the judge is signed in."""

    def open_sheet(station, key="M"):
        page = venue.open(screens)
        page.goto(venue.sheet(station, key))
        expect(page.locator("#sheet.listening")).to_be_visible()
        return page

    return open_sheet


def line(page, item):
    return page.locator(f'[id="i-{item}"]')


def sign(page, item):
    return line(page, item).locator('[data-do="state"]')


def value_at(page, item, place):
    return line(page, item).locator(f'svg .place[data-place="{place}"] .val')


def unfold(page, item, place):
    """Open the drawing and go to a place by keyboard."""
    line(page, item).locator('[data-do="open"]').click()
    line(page, item).locator(f'rect.hit[data-place="{place}"]').click()


def sent(page):
    expect(page.locator("[data-unsent]")).to_have_text("待发送 0", timeout=20_000)


def test_what_is_typed_into_a_note_is_no_reading(sheet, venue):
    page = sheet(1)
    unfold(page, "5.1", 3)
    page.keyboard.type("2.3")
    line(page, "5.1").locator("[data-note]").click()  # what was typed so far is taken
    page.locator("#note-text").press_sequentially("a4b5c")
    page.keyboard.press("Backspace")
    expect(page.locator("#note-text")).to_have_value("a4b5")
    page.locator("[data-shut]").click()
    line(page, "5.1").locator('[data-do="open"]').click()
    sent(page)
    assert venue.marks(1) == [("5.1", "2.3")]


def test_the_keyboard_alone_goes_on_to_the_next_place(sheet):
    page = sheet(1)
    unfold(page, "5.2", 3)
    line(page, "5.2").locator('svg .place[data-place="3"]').focus()
    for reading in ("2.1", "2.3"):
        page.keyboard.type(reading)
        page.keyboard.press("Enter")
    expect(value_at(page, "5.2", 3)).to_have_text("2.1")
    expect(value_at(page, "5.2", 4)).to_have_text("2.3")
    expect(line(page, "5.2").locator('svg .place[data-place="5"]')).to_be_focused()


def test_next_unseen_goes_on_without_network(sheet, screens):
    page = sheet(2)
    screens.outage = True
    page.context.set_offline(True)
    line(page, "1.1").locator(".pick [data-value]").first.click()
    for item in ("1.2", "3.1"):
        page.locator("[data-next]").click()
        expect(sign(page, item)).to_be_focused()
        page.keyboard.press("Enter")
        expect(sign(page, item)).to_have_attribute("data-state", "clear")


def test_taking_off_leaves_nothing_that_was_corrected(sheet, screens):
    page = sheet(1)
    picks = line(page, "1.1").locator(".pick [data-value]")
    picks.first.click()
    sent(page)
    screens.outage = True
    page.context.set_offline(True)
    for pressed in ("true", "false"):  # once more takes it off
        picks.nth(1).evaluate("button => button.click()")
        expect(picks.nth(1)).to_have_attribute("aria-pressed", pressed)
    page.context.set_offline(False)
    sent(page)
    expect(sign(page, "1.1")).to_have_attribute("data-state", "untouched")
    unfold(page, "3.4", 2)
    for reading in ("2.1", "2.4"):
        page.keyboard.type(reading)
        sign(page, "3.5").focus()
        page.keyboard.press("Enter")
        line(page, "3.4").locator('rect.hit[data-place="2"]').click()
        expect(value_at(page, "3.4", 2)).to_have_text(reading)
        sent(page)
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(sign(page, "3.4")).to_have_attribute("data-state", "untouched")
    page.locator(".snack button").click()  # put back
    expect(value_at(page, "3.4", 2)).to_have_text("2.4")
    expect(sign(page, "3.4")).to_have_text("−0.2")


def test_a_refused_mark_is_settled_on_its_own_sheet(sheet, screens, venue):
    page = sheet(2)
    screens.outage = True  # the refusal is a 422
    unfold(page, "5.1", 2)
    page.keyboard.type("1:5")
    page.keyboard.press("Enter")
    expect(page.locator("[data-unsent]")).to_have_text("未接受 1")
    page.goto(venue.sheet(3))
    told = page.locator(".journal .refused li")
    expect(told).to_contain_text("第 1 场 赛位 2 · 5.1 2 1:5")
    expect(page.locator(".item .refusal:not([hidden])")).to_have_count(0)
    told.get_by_role("link", name="去看").click()
    page.wait_for_url(f"**{venue.sheet(2)}")
    expect(line(page, "5.1").locator(".refusal")).to_be_visible()
    page.locator('[id="s-5"] .hold').evaluate("button => button.click()")
    page.locator("#ask").get_by_role("button", name="是，没有发现问题").click()
    expect(sign(page, "5.2")).to_have_attribute("data-state", "clear")
    expect(sign(page, "5.1")).to_have_attribute("data-state", "untouched")


def test_an_open_page_follows_the_server_back_to_a_restored_backup(sheet, screens, venue, tmp_path):
    page = sheet(3)
    expect(page.locator("[data-total]")).to_have_text("52")
    base = venue.home / "scoring.sqlite"
    with closing(sqlite3.connect(base)) as raw:
        raw.execute("VACUUM INTO ?", [str(tmp_path / "backup")])
    line(page, "11").locator("[data-step=more]").click()
    expect(page.locator("[data-total]")).to_have_text("51.5")
    screens.outage = True
    venue.stop()
    for rest in ("-wal", "-shm"):
        base.with_name(base.name + rest).unlink(missing_ok=True)
    shutil.copy(tmp_path / "backup", base)
    venue.start()
    expect(page.locator("[data-total]")).to_have_text("52", timeout=20_000)


def test_new_rules_reach_a_page_on_which_a_mark_waited(sheet, screens, venue):
    page = sheet(3, "J1")
    screens.outage = True
    page.route("**/judge/marks", lambda route: route.abort())
    page.evaluate("document.body.dataset.before = 'yes'")
    line(page, "12.1").locator(".pick button").first.click()
    expect(page.locator("[data-unsent]")).to_have_text("待发送 1")
    hide_totals(venue)
    expect(page.locator("[data-total]")).to_have_text("")
    page.unroute("**/judge/marks")
    expect(page.locator("body[data-before]")).to_have_count(0, timeout=20_000)
    sent(page)


def hide_totals(venue):
    with Program(venue.here, venue.day.link["organiser"]) as organiser:
        form = {"title": "示例", "release": "signed", "naming": "name", "totals": "hidden"}
        body = urlencode({"csrf_token": organiser.browser.token, **form})
        organiser.browser.ask("POST", "/organise/events/tables", body, "application/x-www-form-urlencoded")


def test_a_page_that_came_late_is_not_loaded_again(venue, screens):
    page = venue.open(screens)
    screens.outage = True
    late = []
    page.route("**/js/outbox.js", lambda route: late.append(route))
    page.clock.install()
    page.goto(venue.sheet(1), wait_until="commit")
    expect(page.locator(".foot")).to_be_visible()
    while not late:
        page.wait_for_timeout(50)
    page.clock.run_for(13_000)
    expect(page.locator(".not-loaded")).to_be_visible()
    late[0].continue_()
    page.clock.resume()
    expect(page.locator("#sheet.listening")).to_be_visible()
    expect(page.locator(".not-loaded")).to_have_count(0)


def test_the_list_of_entries_keeps_its_focus(sheet):
    page = sheet(1)
    line(page, "3.5").locator("[data-step=more]").click()
    sent(page)
    undo = page.locator(".journal .last button").first
    undo.focus()
    page.evaluate(DRAWN_AGAIN)
    expect(undo).to_be_focused()


def test_sleep_counts_on_the_stopwatch(venue, screens):
    page = venue.open(screens)
    page.goto(venue.hose)
    item = page.locator(".item").filter(has=page.locator("[data-watch]")).first
    item.locator('[data-do="open"]').click()
    item.locator('[data-watch-do="turn"]').click()
    expect(item.locator("[data-watch] b")).not_to_have_text("0:00.0")
    with page.expect_response("**/healthz"):
        page.evaluate(SLEPT)  # the one clock stood still, the other went on
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert item.locator("[data-watch] b").inner_text() > "0:00.0"
    expect(item.locator("[data-watch-jumped]")).to_be_hidden()


def test_entries_go_in_the_order_of_their_journals_whatever_the_clock_says(sheet):
    page = sheet(1)
    marks = [
        {"uid": uid, "journal": journal, "number": number, "at": at, "order": order}
        for uid, journal, number, at, order in (
            ("late", "b", 2, 40, 2),  # the clock was set back
            ("other", "a", 1, 75, 1),
            ("first", "b", 1, 100, 1),
            ("twin", "b", 3, 50, 4),
            ("elder", "b", 3, 45, 3),
        )
    ]
    assert page.evaluate(PUT, marks) == ["other", "first", "late", "elder", "twin"]


def test_undoing_a_correction_shows_what_stands_again_without_a_network(sheet, screens):
    page = sheet(2, "M")
    count = line(page, "11").locator("[data-count]")
    for _ in range(2):
        line(page, "11").locator("[data-step=more]").click()
    sent(page)
    screens.outage = True
    page.context.set_offline(True)
    page.locator(".snack button").click()
    expect(count).to_have_text("1")
    page.context.set_offline(False)
    sent(page)
    expect(count).to_have_text("1")
