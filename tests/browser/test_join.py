"""Joining with a seat's card in a real browser: take-over told at once, revoked, back at the same item, restarts."""

import pytest
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.screens import TABLET, UPRIGHT
from tests.browser.server import Server
from tests.web.desk_day import must, open_day

AT_ONCE = 2000  # ms


class Venue(Server):
    """A day of table setting on a server of its own; three seats have a judge."""

    def __init__(self, home):
        super().__init__(home)
        app = create_app(home)
        with app.app_context():
            self.day = open_day(heats=1, stations=3)
            competition = read.competition().id
            record.make_codes(list(self.day.seat.values()))
            for key in ("J1", "J2", "J3"):
                judge = must(record.create_person(competition, f"示例评委 {key}", "judge"))
                must(record.change_seat(self.day.seat[key], person_id=judge.id))
            self.substitute = must(record.create_person(competition, "示例替补", "judge")).id
            self.code = {key: read.seat_by_id(seat).code for key, seat in self.day.seat.items()}
        database.close(app)

    def sheet(self, station, key):
        return f"{self.address}/judge/sheet/{self.day.at[1, station]}/{self.day.seat[key]}"


@pytest.fixture(scope="module")
def venue(tmp_path_factory):
    venue = Venue(tmp_path_factory.mktemp("venue") / "instance")
    venue.start()
    yield venue
    venue.stop()
    venue.expect_no_stumble()


def join(page, venue, key, button="main form button"):
    page.goto(f"{venue.address}/seat/{venue.code[key]}")
    page.locator(button).first.click()
    page.wait_for_url("**/judge**")


def open_sheet(page, venue, key, station=1):
    page.goto(venue.sheet(station, key))
    expect(page.locator("#sheet.listening")).to_be_attached()
    expect(page.locator("[data-net]:not(.away)")).to_be_attached()
    begin = page.locator("dialog[open] button.main")  # reads the station back before the first entry
    if begin.count():
        begin.click()


def test_the_old_tablet_is_told_of_a_take_over_and_what_it_still_holds(venue, screens):
    old, new = screens.open(TABLET, touch=True), screens.open(UPRIGHT, touch=True)
    join(old, venue, "J1")
    open_sheet(old, venue, "J1")
    screens.outage = True
    old.route("**/judge/marks", lambda route: route.abort())
    old.locator('[id="i-12.1"]').get_by_text("良", exact=True).click()
    expect(old.locator("[data-unsent]")).to_have_text("待发送 1")
    new.goto(f"{venue.address}/seat/{venue.code['J1']}")
    expect(new.locator(".others")).to_contain_text("本席另有 1 台平板在用")
    new.locator("button[value=end]").click()
    new.wait_for_url("**/judge/check**")
    told = old.locator("dialog#ended")
    expect(told).to_be_visible(timeout=AT_ONCE)
    expect(told.locator("h2 [data-why]:visible")).to_have_text("这个评委席已由另一台平板接手")
    expect(told.locator("[data-count]")).to_have_text("本机上还有 1 条没有发出。")
    old.unroute("**/judge/marks")
    told.locator("[data-look]").click()
    join(old, venue, "J1", "button[value=end]")  # back in seconds
    expect(new.locator("h1")).to_be_visible()
    new.goto(f"{venue.address}/judge")
    expect(new).to_have_url(f"{venue.address}/sign-in?next=/judge")


def test_a_revoked_tablet_joins_again_by_typed_letters_and_is_back_at_its_item(venue, screens):
    page, desk = screens.open(TABLET, touch=True), screens.open(TABLET)
    desk.goto(f"{venue.address}/join/{venue.day.link['organiser']}")
    desk.locator("main form button").first.click()
    join(page, venue, "J2")
    expect(page.locator("[data-line=browser].good")).to_be_attached()
    expect(page.locator("[data-line=storage].good")).to_be_attached()
    expect(page.locator("[data-line=link] [data-said]")).to_contain_text("6 / 60")
    page.locator("[data-go]").click()
    page.wait_for_url("**/judge?seat=*")
    open_sheet(page, venue, "J2", station=2)
    page.locator('[id="i-12.2"]').get_by_text("良", exact=True).click()
    expect(page.locator("[data-unsent]")).to_have_text("待发送 0")
    screens.outage = True
    desk.goto(f"{venue.address}/organise/events/tables/seats")
    expect(desk.locator(".tablet-line .fine")).to_contain_text("网络")  # what the check said of the link
    desk.goto(f"{venue.address}/organise/seat-cards/{venue.day.seat['J2']}/renew")
    desk.locator("form.form button").click()
    expect(page.locator("dialog#ended")).to_be_visible(timeout=AT_ONCE)
    expect(page.locator("dialog#ended h2 [data-why]:visible")).to_have_text("组织者已让这台平板退出登录")
    letters = desk.locator(".card", has_text="J2").locator(".pin b").text_content()
    page.goto(f"{venue.address}/sign-in")
    page.fill("#pin", letters.lower())
    page.locator("main form button.main").click()
    page.locator("main form button").first.click()
    on = page.locator("[data-place] a")
    expect(on).to_have_text("接着评：赛位 2，细则 12.2")
    on.click()
    expect(page.locator('[id="i-12.2"]')).to_be_in_viewport()
    expect(page.locator("[data-net]:not(.away)")).to_be_attached()
    desk.goto(f"{venue.address}/organise/events/tables/seats")
    desk.select_option(f"[name=person-{venue.day.seat['J2']}]", str(venue.substitute))
    desk.locator("#seats .button.main").click()
    expect(page.locator("#sheet")).to_have_attribute("data-person", str(venue.substitute), timeout=AT_ONCE)


def test_sign_in_and_place_outlive_browser_and_server(venue, browser_type, browser_type_launch_args, tmp_path):
    def tablet():
        kept = tmp_path / "tablet"
        context = browser_type.launch_persistent_context(kept, viewport=TABLET, **browser_type_launch_args)
        return context, context.new_page()

    context, page = tablet()
    join(page, venue, "J3")
    open_sheet(page, venue, "J3")
    page.locator('[id="i-12.1"] .words').click()
    context.close()
    venue.kill()
    venue.start()
    context, page = tablet()
    try:
        page.goto(venue.address)
        expect(page.locator("[data-place] a:visible")).to_contain_text("细则 12.1")
    finally:
        context.close()
