"""Entries that cannot be sent: two tabs do not fight, a file or a code carries them over, the certificate shows it."""

import json

import pytest
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.screens import DESK, TABLET, Screens
from tests.browser.server import Server
from tests.web.desk_day import must, open_day


@pytest.fixture(scope="module")
def venue(tmp_path_factory):
    venue = Server(tmp_path_factory.mktemp("rescue") / "instance")
    app = create_app(venue.home)
    with app.app_context():
        venue.day = open_day(heats=1, stations=2)
        person = read.person_by_link(venue.day.link["judge"])
        must(record.change_seat(venue.day.seat["M"], person_id=person.id))
        venue.person, venue.name = person.id, app.config["INSTANCE"].id
    database.close(app)
    venue.start()
    yield venue
    venue.stop()


def signed_in(screens: Screens, venue, role, size):
    page = screens.open(size, touch=size is TABLET)
    page.goto(f"{venue.address}/join/{venue.day.link[role]}")
    page.locator("main form button").first.click()
    page.wait_for_url("**/judge" if role == "judge" else "**/organise**")
    return page


def sheet_of(venue, station):
    return f"{venue.address}/judge/sheet/{venue.day.at[1, station]}/{venue.day.seat['M']}"


def fault(page, times=1):
    for _ in range(times):
        page.locator('[id="i-3.5"] [data-step=more]').click()


def unsent(page):
    return page.locator("[data-unsent]")


def scripts_of(page):
    """Where the page has its scripts from: they are there without a network too."""
    return page.evaluate("new URL('.', document.querySelector('script[type=module]').src).href.replace(/.$/, '')")


def test_of_two_tabs_only_one_enters(screens, venue):
    first = signed_in(screens, venue, "judge", TABLET)
    first.goto(sheet_of(venue, 1))
    fault(first)
    expect(unsent(first)).to_have_text("待发送 0")
    second = first.context.new_page()
    second.goto(sheet_of(venue, 1))
    expect(first.locator("dialog.other-tab")).to_be_visible()
    second.locator('[id="i-3.5"] [data-step=more]').click()
    expect(second.locator('[id="i-3.5"] .state b')).to_have_text("−0.4")
    first.locator("dialog.other-tab button").click()
    expect(second.locator("dialog.other-tab")).to_be_visible()
    expect(first.locator('[id="i-3.5"] .state b')).to_have_text("−0.4")  # the other's entry is here
    second.close()
    fault(first)
    expect(first.locator('[id="i-3.5"] .state b')).to_have_text("−0.6")
    expect(unsent(first)).to_have_text("待发送 0")


@pytest.mark.parametrize("way", ["file", "code"])
def test_what_cannot_be_sent_is_carried_over(screens, venue, way, tmp_path):
    tablet = signed_in(screens, venue, "judge", TABLET)
    tablet.goto(sheet_of(venue, 2))
    before = tablet.locator("[data-total]").inner_text()
    screens.outage = True
    tablet.context.set_offline(True)
    fault(tablet, 2)
    expect(unsent(tablet)).to_have_text("待发送 2")
    tablet.locator(".unsent").click()
    desk = signed_in(screens, venue, "organiser", DESK)
    if way == "file":
        with tablet.expect_download() as download:
            tablet.locator(".way-out .button").first.click()
        desk.goto(f"{venue.address}/rescue")
        desk.locator("input[type=file]").set_input_files(download.value.path())
    else:
        tablet.locator(".way-out .button").nth(1).click()
        expect(tablet.locator(".way-out svg")).to_be_visible()
        address = tablet.evaluate(
            """async (js) => {
              const { addressOf } = await import(`${js}/rescue_file.js`);
              const { stored } = await import(`${js}/stored.js`);
              return addressOf(document.querySelector('meta[name=instance]').content, stored());
            }""",
            scripts_of(tablet),
        )
        desk.goto(address)
    desk.locator("#found button").click()
    expect(desk.locator("#done li").first).to_have_text("录入 2 条")
    tablet.context.set_offline(False)  # they arrive once more, by themselves
    expect(unsent(tablet)).to_have_text("待发送 0")
    screens.outage = False
    tablet.reload()
    assert float(tablet.locator("[data-total]").inner_text()) == pytest.approx(float(before) - 0.4)
    desk.goto(f"{venue.address}/results/{venue.day.slug}/certificate")
    expect(desk.locator(".verdict.whole")).to_be_visible()
    head = "(js) => import(`${js}/chain.js`).then((chain) => chain.heads()[0][3].slice(0, 8))"
    code = tablet.evaluate(head, scripts_of(tablet))
    expect(desk.locator("td.code").filter(has_text=code)).to_be_visible()


def test_entries_of_another_competition_go_into_a_file_of_their_own(screens, venue):
    tablet = signed_in(screens, venue, "judge", TABLET)
    mark = {"uid": "a" * 32, "home": "another", "person": venue.person, "contestant": venue.day.at[1, 1], "at": 1}
    mark |= {"seat": venue.day.seat["M"], "item": "6.4", "place": "", "value": "1", "withdraws": "", "order": 900}
    tablet.evaluate("(mark) => localStorage.setItem('outbox:' + mark.uid, JSON.stringify(mark))", mark)
    tablet.goto(f"{venue.address}/judge")
    expect(tablet.locator("[data-queue]")).to_contain_text("别的比赛")
    screens.outage = True
    tablet.goto(sheet_of(venue, 1))
    expect(unsent(tablet)).to_have_text("待发送 0")
    tablet.context.set_offline(True)
    fault(tablet)
    tablet.locator(".unsent").click()
    own, foreign = (saved(tablet, name) for name in ("存成文件", "把这些存成文件"))
    assert (own["home"], [one["item"] for one in own["marks"]]) == (venue.name, ["3.5"])
    assert (foreign["home"], [one["uid"] for one in foreign["marks"]]) == ("another", [mark["uid"]])
    tablet.locator(".way-out .button").nth(1).click()
    expect(tablet.locator(".way-out svg")).to_be_visible()  # of the own entry: a code takes one journal only
    tablet.context.set_offline(False)
    expect(unsent(tablet)).to_have_text("待发送 0")
    screens.outage = False
    desk = signed_in(screens, venue, "organiser", DESK)
    opened(desk, venue, foreign)
    expect(desk.locator(".note.bad")).to_have_text("这些记录属于别的比赛，没有导入。")
    opened(desk, venue, own | {"marks": [mark, *own["marks"]]})  # a file that calls itself ours
    expect(desk.locator("#found")).to_contain_text("共 1 条记录，属于 1 张评分表")
    desk.locator("#found button").click()
    expect(desk.locator("#done h2")).to_have_text("有的没能导入")
    expect(desk.locator("#done li")).to_have_text(["1 条早已送到", "1 条是别的比赛的，不导入"])


def saved(tablet, name):
    """What the file holds that this button makes."""
    with tablet.expect_download() as download:
        tablet.get_by_role("button", name=name, exact=True).click()
    return json.loads(download.value.path().read_text(encoding="utf-8"))


def opened(desk, venue, rescue):
    desk.goto(f"{venue.address}/rescue")
    file = {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(rescue).encode()}
    desk.locator("input[type=file]").set_input_files(file)


def test_what_another_competition_left_in_the_browser_counts_for_nothing_here(screens, venue):
    tablet = screens.open(TABLET, touch=True, tables=False)
    tablet.goto(f"{venue.address}/join/{venue.day.link['judge']}")
    tablet.evaluate(
        """([contestant, seat]) => {
          const place = JSON.stringify({ contestant, item: "3.5", at: Date.now() });
          for (const home of ["", "another:"]) {
            localStorage.setItem(`begun:${home}${contestant}:${seat}`, "1");
            localStorage.setItem(`place:${home}${seat}`, place);
          }
        }""",
        [venue.day.at[1, 2], venue.day.seat["M"]],
    )
    tablet.locator("main form button").first.click()
    tablet.wait_for_url("**/judge")
    expect(tablet.locator("[data-net].away")).to_have_count(0)
    expect(tablet.locator("[data-place]")).to_be_hidden()
    tablet.goto(sheet_of(venue, 2))
    expect(tablet.locator("#begin")).to_be_visible()
    tablet.locator("#begin [value=yes]").click()
    fault(tablet)
    expect(unsent(tablet)).to_have_text("待发送 0")
    tablet.goto(f"{venue.address}/judge")
    expect(tablet.locator("[data-place]")).to_contain_text("3.5")  # its own it does remember
    tablet.goto(sheet_of(venue, 2))
    expect(tablet.locator("#sheet.listening")).to_be_visible()
    expect(tablet.locator("#begin")).to_be_hidden()


def test_a_full_tablet_says_so_and_takes_nothing_half(screens, venue):
    tablet = signed_in(screens, venue, "judge", TABLET)
    tablet.goto(sheet_of(venue, 1))
    before = tablet.locator("[data-total]").inner_text()
    tablet.evaluate(
        """() => {
          for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2)) {
            try { while (true) localStorage.setItem("ballast" + Math.random(), "x".repeat(size)); } catch { continue; }
          }
        }"""
    )
    fault(tablet)
    expect(tablet.locator("#ask")).to_contain_text("存不下")
    tablet.evaluate(
        "Object.keys(localStorage).filter((k) => k.startsWith('ballast')).forEach((k) => localStorage.removeItem(k))"
    )
    tablet.locator("#ask button").last.click()
    expect(tablet.locator("[data-total]")).to_have_text(before)
    fault(tablet)
    expect(tablet.locator("[data-total]")).not_to_have_text(before)


def test_a_page_that_came_without_its_script_says_so_and_comes_back(screens, venue):
    tablet = signed_in(screens, venue, "judge", TABLET)
    screens.outage = True
    tablet.route("**/js/judge_enter.js", lambda route: route.abort())
    tablet.goto(sheet_of(venue, 1))
    expect(tablet.locator(".not-loaded")).to_contain_text("没有完全打开")
    tablet.unroute("**/js/judge_enter.js")
    expect(tablet.locator(".not-loaded")).to_have_count(0)  # by itself
    tablet.goto(sheet_of(venue, 1))
    expect(tablet.locator("#sheet.listening")).to_be_visible()
