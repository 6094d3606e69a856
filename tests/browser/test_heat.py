"""A whole sheet in taps; one item over six stations; another heat begins; slipping fingers; a stopwatch.

SCORING_WALK=1 takes the pictures of the walk anew, into docs/pictures.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.by_program import Program
from tests.browser.hall import add_hose
from tests.browser.judging import Tablet
from tests.browser.screens import TABLET
from tests.browser.server import ROOT, Server
from tests.web.desk_day import must, open_day

MOST_TAPS = 90  # for a whole TS-A sheet with four faults
PICTURES = ROOT / "docs" / "pictures" if os.environ.get("SCORING_WALK") else None
COUNT_TAPS = """addEventListener("pointerdown", () =>
  sessionStorage.setItem("taps", Number(sessionStorage.getItem("taps")) + 1), true)"""
TAP_TWICE = """(node) => [1, 2].forEach((detail) => ["pointerdown", "click"].forEach((kind) =>
  node.dispatchEvent(new PointerEvent(kind, { bubbles: true, cancelable: true, detail }))))"""
BEGAN_ELSEWHERE = """(node) => { // what the finger pressed went away, and the page moved up below it
  document.querySelector(".hold").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 2 }));
  node.dispatchEvent(new PointerEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
}"""
BEGUN_EARLIER = """() => {
  const home = document.querySelector("meta[name=instance]").content;
  const key = Object.keys(localStorage).find((name) => name.startsWith(`watch:${home}:`));
  const watch = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...watch, since: watch.since - 20000 }));
}"""


class Venue(Server):
    """Two heats of table setting, six stations; one judge is the measuring group, and times a fire hose besides."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        app = create_app(home)
        with app.app_context():
            self.day = open_day(heats=2, stations=6)
            person = read.person_by_link(self.day.link["judge"])
            must(record.change_seat(self.day.seat["M"], person_id=person.id))
            second = must(record.create_person(person.competition_id, "张评委", "judge"))
            self.second = must(record.create_seat(self.day.event, "measuring")).id  # of the same sheets
            must(record.change_seat(self.second, person_id=second.id))
            self.day.link["second"] = second.link
            self.hose = add_hose(person)
        database.close(app)

    def sheet(self, heat: int, station: int) -> str:
        return f"{self.address}/judge/sheet/{self.day.at[heat, station]}/{self.day.seat['M']}"

    def call(self, heat: int, state: str = "active") -> None:
        with Program(self.here, self.day.link["chief"]) as chief:
            chief.post(f"/chief/{self.day.slug}/heat", heat=heat, state=state)


@pytest.fixture(scope="module")
def venue(tmp_path_factory):
    venue = Venue(tmp_path_factory.mktemp("venue") / "instance")
    venue.start()
    yield venue
    venue.stop()
    venue.expect_no_stumble()


@pytest.fixture(scope="module")
def signed_in(browser, venue):
    page = (context := browser.new_context()).new_page()
    page.goto(f"{venue.address}/join/{venue.day.link['judge']}")
    page.locator("main form button").first.click()
    page.wait_for_url("**/judge")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def tablet(screens, signed_in):
    def open_tablet(tables=True):
        return screens.open(TABLET, touch=True, tables=tables, storage_state=signed_in)

    return open_tablet


def sign(box, item):
    return box.locator(f'[data-item="{item}"] [data-do="state"]')


def picture(page, number):
    if PICTURES:
        page.wait_for_timeout(400)  # rings and fills come to rest
        page.screenshot(path=PICTURES / f"walk-{number}.png")


def sections(page):
    return page.locator(".part").evaluate_all("parts => parts.map((part) => part.dataset.section)")


def test_a_whole_sheet_with_four_faults_takes_few_taps(venue, tablet):
    """Every section is reached by its tab, so that no swipe stays uncounted."""
    page = tablet(tables=False)
    page.add_init_script(COUNT_TAPS)
    page.goto(f"{venue.address}/judge")
    hand = Tablet(page)
    picture(page, 1)
    page.locator(".heat").first.locator("a.card").nth(3).tap()
    expect(page.locator("#begin")).to_contain_text("赛位 4")
    picture(page, 2)
    page.locator("#begin [value=yes]").tap()
    hand.choose("1.1", "2")
    hand.expect_price("1.1", "−0.5")
    picture(page, 3)
    for section in sections(page):
        page.locator(f'.tabs a[data-section="{section}"]').tap()
        if section == "3":
            hand.unfold("3.4")
            hand.read("3.4", 4, "2.1")
            hand.expect_price("3.4", "−0.2")
            picture(page, 4)
            hand.count("3.5", 2)
            hand.expect_price("3.5", "−0.4")
        elif section == "6":
            hand.unfold("6.3")
            hand.place_out("6.3", 5)
            hand.expect_price("6.3", "−0.3")
        if section == "4":
            picture(page, 5)
        part = page.locator(f'[id="s-{section}"]')
        if part.locator(".hold").is_visible():
            hand.sweep(section)
        else:
            for item in part.locator('.item[data-now="untouched"]').evaluate_all("all => all.map((one) => one.id)"):
                hand.clear(item.removeprefix("i-"))
    picture(page, 6)
    expect(page.locator(".foot [data-left]")).to_have_text("全部看过")
    hand.expect_sent()
    page.locator(".foot [data-submit]:not(.wait)").tap()
    expect(page.locator(".great")).to_have_text("50.6")
    expect(page.locator(".read-back .station b")).to_have_text("4")
    page.locator("button.pad").tap()
    picture(page, 7)
    page.locator("[data-hand-in]").tap()
    expect(page.locator("#sheet[data-locked]")).to_be_visible()
    taps = int(page.evaluate("sessionStorage.getItem('taps')"))
    print(f"\na whole sheet with four faults: {taps} taps")
    assert 30 < taps <= MOST_TAPS
    page.goto(venue.sheet(1, 4))  # asked once is enough
    expect(page.locator("#begin")).to_have_count(0)


def test_one_item_over_six_stations(venue, tablet):
    page = tablet(tables=False)
    page.goto(f"{venue.address}/judge/heat/{venue.day.seat['M']}?heat=2&item=3.4")
    page.locator("#begin [value=yes]").tap()
    stations = page.locator(".stations .part")
    third, fourth = stations.nth(2), stations.nth(3)
    third.locator('[data-do="open"]').tap()
    third.locator('.place[data-place="7"]').tap()
    expect(sign(third, "3.4")).to_have_text("−0.2")
    page.locator('[data-turn="on"]').tap()  # with the drawing open it leads to the next station
    for key in ["2", ".", "1", "enter"]:
        fourth.locator(f'.keys [data-key="{key}"]').tap()
    expect(sign(fourth, "3.4")).to_have_text("−0.2")
    expect(third.locator(".bench")).to_be_hidden()
    expect(page.locator('tr[data-go="3.4"] td').nth(3)).to_contain_text("−0.2")
    expect(fourth.locator(".plate small")).to_have_text("1/28")
    hold = page.locator(".hold")
    expect(hold).to_contain_text("其余 4 个赛位")
    fourth.locator('[data-do="open"]').tap()
    picture(page, 8)
    box = hold.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 20)
    page.mouse.down()
    expect(hold).to_be_hidden()
    page.mouse.up()
    expect(page.locator("[data-here]")).to_have_text("本条 6 / 6 赛位")
    page.locator(".snack button").tap()  # one undo for all four
    expect(sign(stations.nth(0), "3.4")).to_have_attribute("data-state", "untouched")
    expect(page.locator("[data-here]")).to_have_text("本条 2 / 6 赛位")
    page.locator('tr[data-go="3.5"] button').tap()
    stations.nth(0).locator('[data-step="more"]').tap()
    stations.nth(1).locator('[data-step="more"]').tap()
    expect(sign(stations.nth(1), "3.5")).to_have_text("−0.2")
    expect(page.locator("[data-unsent]")).to_have_text("待发送 0")
    page.reload()
    expect(page.locator(".this")).to_contain_text("3.5")
    expect(sign(stations.nth(0), "3.5")).to_have_text("−0.2")
    third.locator(".plate").tap()  # the same marks on the sheet of that station
    page.locator("#begin [value=yes]").tap()
    expect(sign(page, "3.4")).to_have_text("−0.2")
    expect(sign(page, "3.5")).to_have_attribute("data-state", "untouched")


def test_what_another_tablet_overtook_is_said_with_its_station_and_the_way_there(venue, tablet, screens):
    page = tablet()
    screens.outage = True  # its refusal is no complaint
    page.goto(f"{venue.address}/judge/heat/{venue.day.seat['M']}?heat=2&item=6.1")
    station = page.locator(".stations .part").nth(4)
    expect(page.locator("#heat.listening")).to_be_attached()
    late = page.locator("[data-late-note]")
    expect(late).to_be_hidden()
    page.route("**/judge/sheet/**.json", lambda route: route.fulfill(status=204))  # it does not hear of it in time
    with Program(venue.here, venue.day.link["second"]) as second:
        second.mark(venue.day.at[2, 5], venue.second, [("6.1", "", "clear")])
    station.locator(".extra button, .place, [data-do=state]").first.tap()
    expect(late).to_contain_text("有 1 条记录来晚了")
    expect(station.locator(".refusal")).to_contain_text("另一台平板")
    page.unroute("**/judge/sheet/**.json")
    page.goto(f"{venue.sheet(2, 5)}/review")
    expect(late).to_contain_text("有 1 条记录来晚了")
    page.goto(f"{venue.address}/judge/heat/{venue.day.seat['M']}?heat=2&item=6.1")
    expect(late.get_by_role("link")).to_have_text("赛位 5")
    late.get_by_role("link").tap()
    late.get_by_role("button").tap()
    page.locator(".late-marks .button").last.tap()  # leave it aside
    expect(late).to_be_hidden()


def test_another_heat_begins_while_a_sheet_is_open(venue, tablet):
    venue.call(1)
    page = tablet()
    page.goto(venue.sheet(1, 2))
    expect(page.locator("#sheet.listening")).to_be_visible()
    expect(page.locator(".late")).to_be_hidden()
    venue.call(2)
    expect(page.locator(".late b")).to_contain_text("第 2 场已开始；您还在第 1 场赛位 2")
    assert page.url == venue.sheet(1, 2)  # nothing switches by itself
    venue.call(1, "done")
    expect(page.locator(".foot > .station")).to_contain_text("非本场（第 1 场）")
    page.get_by_role("link", name="去第 2 场赛位 2").tap()
    expect(page.locator(".late")).to_be_hidden()
    expect(page.locator("#sheet")).to_have_attribute("data-contestant", str(venue.day.at[2, 2]))
    page.goto(f"{venue.address}/judge")
    expect(page.locator(".heat h2").first).to_contain_text("第 2 场")
    venue.call(1)
    venue.call(2, "done")
    expect(page.locator(".heat h2").first).to_contain_text("第 1 场")  # the list follows by itself


def test_slipping_fingers_enter_nothing_and_two_at_once_are_one(venue, tablet):
    page = tablet()
    page.goto(venue.sheet(1, 5))
    for item, way in (("1.2", 30), ("3.1", 4)):
        box = sign(page, item).bounding_box()
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 20 + way, box["y"] + 20)
        page.mouse.up()
    expect(sign(page, "3.1")).to_have_attribute("data-state", "clear")  # a finger may tremble
    expect(sign(page, "1.2")).to_have_attribute("data-state", "untouched")
    sign(page, "1.2").evaluate(TAP_TWICE)
    expect(sign(page, "1.2")).to_have_attribute("data-state", "clear")
    sign(page, "3.2").evaluate(BEGAN_ELSEWHERE)
    expect(sign(page, "3.2")).to_have_attribute("data-state", "untouched")
    page.locator('[id="i-3.5"] [data-step="more"]').evaluate(TAP_TWICE)
    expect(sign(page, "3.5")).to_have_text("−0.4")
    expect(sign(page, "1.2")).to_have_attribute("data-state", "clear")


def test_a_stopwatch_runs_on_over_a_reload_and_enters_nothing_by_itself(venue, tablet):
    page = tablet()
    page.goto(f"{venue.address}{venue.hose}")
    item = page.locator(".item").filter(has=page.locator("[data-watch]")).first
    turn = item.locator('[data-watch-do="turn"]')
    item.locator('[data-do="open"]').tap()
    turn.tap()
    expect(turn).to_have_text("停")
    expect(item.locator("[data-watch] b")).not_to_have_text("0:00.0")
    page.evaluate(BEGUN_EARLIER)  # the rubric takes no reading under five seconds
    page.reload()
    item.locator('[data-do="open"]').tap()
    expect(turn).to_have_text("停")
    turn.tap()
    shown = item.locator("[data-watch] b").inner_text()
    assert re.fullmatch(r"0:[2-5]\d\.\d", shown)
    item.locator('[data-watch-do="take"]').tap()
    expect(item.locator("[data-typed]")).to_contain_text(shown)  # cut, so the longer figure begins with it
    expect(item.locator("[data-do=state]")).to_have_attribute("data-state", "untouched")
    item.locator('[data-key="enter"]').tap()
    expect(item.locator("[data-do=state]")).not_to_have_attribute("data-state", "untouched")
    expect(item.locator("[data-watch-jumped]")).to_be_hidden()
    item.locator('[data-watch-do="reset"]').tap()
    turn.tap()
    page.evaluate("Date.now = ((now) => () => now() + 60000)(Date.now)")  # somebody sets the tablet's clock
    expect(item.locator("[data-watch-jumped]")).to_be_visible()
    assert item.locator("[data-watch] b").inner_text().startswith("0:")
