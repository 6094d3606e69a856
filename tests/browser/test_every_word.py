"""Menus, catalogues, grades, runs and what does not apply, tapped on a tablet lying and standing."""

import pytest
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.screens import TABLET, TELEPHONE, UPRIGHT
from tests.browser.server import Server
from tests.web.desk_day import must
from tests.web.every_word import RUBRIC

SIZES = {"landscape": TABLET, "portrait": UPRIGHT, "phone": TELEPHONE}
LEAST = 44  # px, of everything that is tapped
DWELL = 300  # ms: two taps at once on the same toggle are a slip


class Venue(Server):
    """One event with every kind of line; one judge sits on every seat."""

    def __init__(self, home):
        super().__init__(home)
        app = create_app(home)
        with app.app_context():
            competition = must(record.create_competition("样样都有"))
            event = must(record.create_event(competition.id, "every-word@1", RUBRIC, slug="every", stations=3))
            judge = must(record.create_person(competition.id, "示例评委", "judge"))
            for station in (1, 2, 3):
                must(record.add_contestant(event.id, f"{station}", "", "", 1, station))
            must(record.open_event(event.id))
            event = read.event_by_slug("every")
            self.link, self.seat = judge.link, {seat.key: seat.id for seat in event.seats}
            self.at = {one.station.number: one.id for one in read.contestants(event.id)}
            for seat in self.seat.values():
                must(record.change_seat(seat, person_id=judge.id))
        database.close(app)

    def sheet(self, station, key):
        return f"{self.address}/judge/sheet/{self.at[station]}/{self.seat[key]}"


@pytest.fixture(scope="module")
def venue(tmp_path_factory):
    venue = Venue(tmp_path_factory.mktemp("venue") / "instance")
    venue.start()
    yield venue
    venue.stop()


@pytest.fixture(params=SIZES)
def tablet(request, screens, venue):
    """A signed-in tablet of each size, with a station of its own."""
    page = screens.open(SIZES[request.param], touch=True)
    page.goto(f"{venue.address}/join/{venue.link}")
    page.locator("main form button").first.click()
    page.wait_for_url("**/judge")
    page.station = list(SIZES).index(request.param) + 1
    return page


def line(page, item):
    return page.locator(f'[id="i-{item}"]')


def sign_of(page, item):
    return line(page, item).locator('[data-do="state"]')


def test_faults_are_found_counted_and_priced(venue, tablet):
    tablet.goto(venue.sheet(tablet.station, "J1"))
    line(tablet, "2.1").locator(".words").click()
    menu = line(tablet, "2.1")
    for price in ("−0.5", "−1.5"):
        menu.locator('[data-at="A2"] [data-step=more]').click()
        expect(menu.locator('[data-at="A2"] [data-place-cost]')).to_have_text(price)
    menu.locator("[data-find]").fill("b")
    expect(menu.locator('[data-at="A2"]')).to_be_hidden()
    menu.locator('[data-at="B1"] .toggle').click()
    expect(sign_of(tablet, "2.1")).to_have_text("−3.5")
    expect(menu.locator("[data-brief]")).to_have_text("A2 × 2 B1")
    for control in menu.locator(".menu button:visible").all():
        assert control.bounding_box()["height"] >= LEAST
    tablet.wait_for_timeout(DWELL)
    menu.locator('[data-at="B1"] .toggle').click()
    expect(sign_of(tablet, "2.1")).to_have_text("−1.5")
    assert tablet.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_element_gives_its_grades(venue, tablet):
    tablet.goto(venue.sheet(tablet.station, "J1"))
    grade = line(tablet, "grade")
    expect(grade.locator("[data-hint]")).to_be_visible()
    line(tablet, "figure").locator('[data-value="planche"]').click()
    expect(sign_of(tablet, "figure")).to_have_text("2")
    expect(grade.locator('[data-value="+1"]')).to_be_hidden()
    grade.locator('[data-value="-1"]').click()
    expect(sign_of(tablet, "grade")).to_have_text("−1")


def test_a_run_that_failed_is_told_once_and_taken_back(venue, tablet):
    tablet.goto(venue.sheet(tablet.station, "J1"))
    run = tablet.locator('[id="s-dives#2"]')
    expect(tablet.locator('[id="s-dives#3"] .spare')).to_be_visible()
    run.locator('[data-word-of-run="failed"]').click()
    expect(sign_of(tablet, "mark#2")).to_have_text("失败")
    expect(tablet.locator('.tabs [data-section="dives#2"] .ring')).to_have_class("ring full")
    tablet.wait_for_timeout(DWELL)
    run.locator('[data-word-of-run="failed"]').click()
    expect(sign_of(tablet, "mark#2")).to_have_attribute("data-state", "untouched")


def test_what_does_not_apply_and_a_time_typed(venue, tablet):
    tablet.goto(venue.sheet(tablet.station, "F"))
    line(tablet, "1.6").locator(".extra button").click()
    expect(sign_of(tablet, "1.6")).to_have_text("不适用")
    line(tablet, "1.3").locator(".words").click()
    for key in ("0", ":", "2", "5", "enter"):
        line(tablet, "1.3").locator(f'[data-key="{key}"]').click()
    expect(sign_of(tablet, "1.3")).to_have_text("−8")
    line(tablet, "1.5").locator(".extra button").click()
    expect(sign_of(tablet, "1.5")).to_have_text("−4")
