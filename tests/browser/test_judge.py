"""The scoresheet in a real browser: every kind of mark, none lost offline, hold, undo, review, return."""


import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.screens import TABLET, TELEPHONE, UPRIGHT, Screens
from tests.browser.server import Server
from tests.web.desk_day import must, open_day, uid

SIZES = {"landscape": TABLET, "portrait": UPRIGHT, "phone": TELEPHONE}
LEAST = 44  # px, of everything that is tapped


class Venue(Server):
    """A day of table setting on a server of its own; one judge sits on the measuring seat and on an impression seat."""

    def __init__(self, home):
        super().__init__(home)
        app = create_app(home)
        with app.app_context():
            self.day = open_day(heats=1, stations=6)
            person = read.person_by_link(self.day.link["judge"])
            for key in ("M", "J1"):
                must(record.change_seat(self.day.seat[key], person_id=person.id))
        database.close(app)

    def sheet(self, station, key="M"):
        return f"{self.address}/judge/sheet/{self.day.at[1, station]}/{self.day.seat[key]}"


@pytest.fixture(scope="module")
def venue(tmp_path_factory):
    venue = Venue(tmp_path_factory.mktemp("venue") / "instance")
    venue.start()
    yield venue
    venue.stop()


@pytest.fixture(scope="module")
def signed_in(browser, venue):
    """What the tablet keeps after the judge followed the personal link."""
    page = (context := browser.new_context()).new_page()
    page.goto(f"{venue.address}/join/{venue.day.link['judge']}")
    page.locator("main form button").first.click()
    page.wait_for_url("**/judge")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def tablet(screens: Screens, venue, signed_in):
    """tablet(size, language) → the page of a tablet on which the judge is signed in."""

    def open_tablet(size="landscape", language="zh"):
        page = screens.open(SIZES[size], touch=True, storage_state=signed_in)
        page.context.add_cookies([{"name": "language", "value": language, "url": venue.address}])
        return page

    return open_tablet


def line(page, item):
    return page.locator(f'[id="i-{item}"]')


def sign_of(page, item):
    return line(page, item).locator('[data-do="state"]')


def total(page):
    return page.locator("[data-total]")


@pytest.mark.parametrize("size", SIZES)
def test_every_kind_of_mark_changes_the_servers_total(venue, tablet, size):
    page = tablet(size)
    page.goto(venue.sheet({"landscape": 1, "portrait": 2, "phone": 3}[size]))
    expect(total(page)).to_have_text("52")
    line(page, "1.1").get_by_text("两次").click()
    expect(total(page)).to_have_text("51.5")
    for price in ("−0.2", "−0.4"):
        line(page, "3.5").get_by_role("button", name="加一").click()
        expect(sign_of(page, "3.5")).to_have_text(price)
    page.locator('[id="i-3.4"] [data-do="open"]').click()
    place = line(page, "3.4").locator('svg .place[data-place="7"]')
    place.locator(".hit").click()
    expect(place.locator(".val")).to_have_text("−0.2")
    line(page, "3.4").locator('rect.hit[data-place="4"]').click()
    for key in "2.1":
        line(page, "3.4").locator(f'[data-key="{key}"]').click()
    line(page, "3.4").get_by_role("button", name="下一位").click()
    expect(line(page, "3.4").locator('svg .place[data-place="4"] .val')).to_have_text("2.1")
    expect(line(page, "3.4").locator("[data-place-name]")).to_have_text("第 5 位")
    expect(sign_of(page, "3.4")).to_have_text("−0.4")
    expect(total(page)).to_have_text("50.7")
    place.locator(".hit").click()  # once more takes it back
    expect(total(page)).to_have_text("50.9")
    expect(page.locator("[data-unsent]")).to_have_text("待发送 0")


def test_a_judged_mark_by_anchor_and_by_fine_step(venue, tablet):
    page = tablet("portrait")
    page.goto(venue.sheet(1, "J1"))
    line(page, "12.1").get_by_text("良", exact=True).click()
    expect(sign_of(page, "12.1")).to_have_text("−1")
    line(page, "12.1").get_by_role("button", name="高一点").click()
    expect(line(page, "12.1").locator("[data-mark]")).to_have_text("4.1")
    expect(sign_of(page, "12.1")).to_have_text("−0.9")


def test_what_was_entered_offline_survives_a_reload_and_arrives_once(venue, screens, tablet):
    page = tablet()
    page.goto(venue.sheet(4))
    screens.outage = True
    page.context.set_offline(True)
    sign_of(page, "4.1").click()
    line(page, "11").get_by_role("button", name="加一").click()
    line(page, "11").get_by_role("button", name="加一").click()
    expect(page.locator("[data-unsent]")).to_have_text("待发送 3")
    expect(sign_of(page, "11")).to_have_attribute("data-state", "waiting")
    expect(total(page)).to_have_text("52")  # no arithmetic of the tablet's own
    venue.stop()
    page.context.set_offline(False)
    try:
        assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('outbox:')).length") == 3
    finally:
        venue.start()
    page.reload()
    expect(page.locator("[data-unsent]")).to_have_text("待发送 0", timeout=20_000)
    expect(sign_of(page, "11")).to_have_text("−1")
    expect(total(page)).to_have_text("51")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('outbox:')).length") == 0


def test_a_refused_mark_is_shown_with_its_reason_until_it_is_removed(venue, screens, tablet):
    page = tablet()
    screens.outage = True  # the refusal is a 409 or 422
    page.goto(venue.sheet(5))
    page.locator('[id="i-9.1"] [data-do="open"]').click()
    for key in ("1", ".", "1", "1", "1", "1", "1", "1"):
        line(page, "9.1").locator(f'[data-key="{key}"]').click()
    line(page, "9.1").get_by_role("button", name="记下").click()
    expect(sign_of(page, "9.1")).to_have_attribute("data-state", "deducted")
    page.evaluate(
        """async () => {
        const { openOutbox } = await import("/static/js/outbox.js");
        const { contestant, seat, person } = document.getElementById("sheet").dataset;
        const order = 500;
        openOutbox({ person: Number(person) }).add([
          { contestant: Number(contestant), seat: Number(seat), item: "3.5", value: "-3", order }]);
        }"""
    )
    page.reload()
    expect(page.locator("[data-unsent]")).to_have_text("未接受 1")
    expect(line(page, "3.5").locator(".refusal")).to_contain_text("整数")
    page.locator(".unsent").click()
    page.locator(".journal .refused button").click()
    expect(page.locator("[data-unsent]")).to_have_text("待发送 0")


def test_holding_sweeps_the_rest_of_a_section_and_a_short_press_does_not(venue, tablet):
    page = tablet("portrait")
    page.goto(venue.sheet(5))
    hold = page.locator('[id="s-4"] .hold')
    hold.click()  # a short press
    page.wait_for_timeout(1300)
    expect(sign_of(page, "4.1")).to_have_attribute("data-state", "untouched")
    box = hold.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 20)
    page.mouse.down()
    for item in ("4.1", "4.2", "4.3"):
        expect(sign_of(page, item)).to_have_attribute("data-state", "clear")
    page.mouse.up()
    page.locator(".snack button").click()
    expect(sign_of(page, "4.2")).to_have_attribute("data-state", "untouched")


def test_the_sweep_without_holding_asks(venue, tablet):
    page = tablet("portrait")
    page.goto(venue.sheet(5))
    page.locator('[id="s-10"] .hold').evaluate("button => button.click()")  # as a screen reader does
    page.locator("#ask").get_by_role("button", name="是，没有发现问题").click()
    expect(sign_of(page, "10.2")).to_have_attribute("data-state", "clear")


def test_the_keyboard_alone_marks_a_place(venue, tablet):
    page = tablet()
    page.goto(venue.sheet(6))
    page.locator('[id="i-5.2"] [data-do="open"]').focus()
    page.keyboard.press("Enter")
    page.locator('[id="i-5.2"] svg .place.sel').focus()
    page.keyboard.press("ArrowRight")
    expect(line(page, "5.2").locator("[data-place-name]")).to_have_text("第 2 位")
    page.keyboard.press("Space")
    expect(line(page, "5.2").locator('svg .place[data-place="2"] .val')).to_have_text("−0.2")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("3.5")
    page.keyboard.press("Enter")
    expect(sign_of(page, "5.2")).to_have_text("−0.4")
    page.keyboard.press("Escape")
    expect(line(page, "5.2").locator(".bench")).to_be_hidden()


def test_half_typed_digits_are_not_lost_when_the_judge_goes_on(venue, tablet):
    page = tablet()
    page.goto(venue.sheet(6))
    page.locator('[id="i-5.3"] [data-do="open"]').click()
    line(page, "5.3").locator('rect.hit[data-place="9"]').click()
    line(page, "5.3").locator('[data-key="9"]').click()
    page.reload()
    expect(sign_of(page, "5.3")).to_have_text("−0.2")


def test_review_sign_hand_in_and_come_back(venue, tablet):
    page = tablet("portrait")
    page.goto(venue.sheet(6, "J1"))
    for item in ("7.1", "7.3", "10.3", "12.1", "12.2", "12.3", "12.4"):
        line(page, item).locator(".pick button").first.click()
    expect(page.locator("[data-seen]")).to_have_text("已看 7 / 8")
    page.locator("[data-submit]").click()  # leads to what is missing
    expect(sign_of(page, "2")).to_be_focused()
    page.goto(f"{venue.sheet(6, 'J1')}/review")
    expect(page.locator("[data-hand-in]")).to_be_disabled()
    page.get_by_role("link", name="去看").click()
    line(page, "2").get_by_text("良", exact=True).click()
    page.get_by_text("然后提交").click()
    expect(page.locator(".great")).to_have_text("27.5")
    expect(page.locator("[data-hand-in]")).to_be_disabled()
    page.locator(".pad").click()
    page.locator("[data-hand-in]").click()
    expect(page.get_by_text("已提交，不能再改")).to_be_visible()
    line(page, "2").get_by_text("中", exact=True).click()  # the row stays whole, but takes nothing any more
    expect(line(page, "2").locator(".pick [aria-pressed=true]")).to_contain_text("良")
    expect(page.locator("[data-unsent]")).to_contain_text("0")

    chief = tablet()
    chief.context.clear_cookies()
    chief.goto(f"{venue.address}/join/{venue.day.link['chief']}")
    chief.locator("main form button").first.click()
    chief.wait_for_url("**/chief**")
    send_back(venue, chief, "12.1 请再看主题")
    expect(page.get_by_text("12.1 请再看主题")).to_be_visible()
    expect(page.locator("[data-submit]")).to_be_visible()


def send_back(venue, chief, reason):
    """As the chief's page does, without its buttons: they have their own test."""
    body = {"uid": uid(), "contestant": venue.day.at[1, 6], "seat": venue.day.seat["J1"], "reason": reason}
    token = chief.locator('meta[name="csrf-token"]').get_attribute("content")
    address = f"{venue.address}/chief/{venue.day.slug}/return"
    assert chief.evaluate(POST, [address, body, token])


POST = """async ([address, body, token]) => (await fetch(address, { method: "POST", body: JSON.stringify(body),
  headers: { "Content-Type": "application/json", "X-CSRFToken": token } })).ok"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_accessible_large_enough_and_fit(venue, tablet, size, language):
    page = tablet(size, language)
    for address, opening in (
        (f"{venue.address}/judge?seat={venue.day.seat['M']}", None),
        (venue.sheet(6), "3.4"),
        (venue.sheet(6), "6.2"),
        (venue.sheet(6, "J1"), None),
        (f"{venue.sheet(2)}/review", None),
    ):
        page.goto(address)
        if opening:
            page.locator(f'[id="i-{opening}"] [data-do="open"]').click()
        found = Axe().run(page).response["violations"]
        serious = [each for each in found if each["impact"] in ("serious", "critical")]
        assert not serious, (address, [(each["id"], each["nodes"][0]["html"][:200]) for each in serious])
        small = page.evaluate(SMALL, LEAST)
        assert not small, (address, small)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


SMALL = """(least) => [...document.querySelectorAll("a[href], button, [role=button]")]
  .filter((node) => !node.closest(".skip") && node.checkVisibility?.() !== false)
  .map((node) => [node, (node.querySelector(".hit") ?? node).getBoundingClientRect()])
  .filter(([node, box]) => box.width && (box.width < least - 0.5 || box.height < least - 0.5))
  .map(([node, box]) => `${node.outerHTML.slice(0, 120)} ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`)"""
