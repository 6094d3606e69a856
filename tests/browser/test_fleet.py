"""A judge and the chief, each at a real browser: words stay until they are seen; a call is made, answered, ended."""

import pytest
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.screens import DESK, TELEPHONE, UPRIGHT
from tests.browser.server import Server
from tests.web.desk_day import must, open_day


class Venue(Server):
    """A small day; the judge sits at the measuring seat."""

    def __init__(self, home):
        super().__init__(home)
        app = create_app(home)
        with app.app_context():
            self.day = open_day(heats=1, stations=2)
            person = read.person_by_link(self.day.link["judge"])
            must(record.change_seat(self.day.seat["M"], person_id=person.id))
            must(record.set_heat_state(read.event_by_slug("tables").heats[0].id, "active"))
        database.close(app)


@pytest.fixture
def venue(tmp_path):
    venue = Venue(tmp_path / "instance")
    venue.start()
    yield venue
    venue.stop()
    venue.expect_no_stumble()


def signed_in(page, venue, role, onward):
    page.goto(f"{venue.address}/join/{venue.day.link[role]}")
    page.locator("main form button").first.click()
    page.goto(venue.address + onward)
    return page


def test_words_and_calls_go_both_ways(venue, screens):
    seat = venue.day.seat["M"]
    sheet = f"/judge/sheet/{venue.day.at[1, 1]}/{seat}"
    tablet = signed_in(screens.open(UPRIGHT, touch=True), venue, "judge", sheet)
    chief = signed_in(screens.open(DESK), venue, "chief", "/fleet/tables")
    row = chief.locator(f"#seat-{seat}")
    expect(row.locator(".at")).to_contain_text("0 / 28")
    expect(chief.locator("#link[data-state=live]")).to_be_visible()

    row.locator("[data-words]").click()
    chief.locator("#words-text").fill("请看 2 号桌")
    chief.locator("#ask-words button[value=go]").click()
    banner = tablet.locator(".nudge")
    expect(banner).to_contain_text("请看 2 号桌")
    expect(row.locator(".words.shown")).to_be_visible()
    banner.locator("button").tap()
    expect(banner).to_be_hidden()
    expect(row.locator(".words.seen")).to_be_visible()

    tablet.locator("[data-call-chief]").tap()
    expect(tablet.locator("[data-coming]")).to_contain_text("已通知裁判长")
    expect(row.locator(".alarm.now")).to_contain_text("赛位 1")
    tablet.goto(venue.address + "/judge")  # the call goes along
    expect(tablet.locator("[data-call-chief][aria-pressed=true]")).to_be_visible()
    chief.goto(venue.address + "/chief/tables")
    calm = chief.get_by_text("都已到位")
    expect(calm).to_be_hidden()  # while an alarm stands above it
    chief.locator("#alarms [data-answer=coming]").click()
    expect(tablet.locator("[data-coming]")).to_contain_text("裁判长马上过来")
    chief.locator("#alarms [data-answer=over]").click()
    expect(tablet.locator("[data-call-chief][aria-pressed=false]")).to_be_visible()
    expect(chief.locator("#alarms [data-answer]")).to_have_count(0)
    expect(calm).to_be_visible()

    chief.set_viewport_size(TELEPHONE)
    for page in ("/chief/tables", "/fleet/tables"):
        chief.goto(venue.address + page)
        assert chief.locator(".tools").bounding_box()["height"] < 110, page
        chief.locator(".tools .button").last.focus()
        expect(chief.locator(".tools .button").last).to_be_in_viewport(ratio=1)
