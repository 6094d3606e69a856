"""A new organiser in a real browser: from nothing to an open event; spreadsheet, keyboard, paper, every size."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.rubrics import reader
from scoring.store import database, read, record
from tests.browser.organising import sign_in, told
from tests.browser.screens import DESK, TABLET, TELEPHONE, UPRIGHT
from tests.web.desk_day import must

LIVE = "livestream-sales@1"
LONG = "示例国际会议中心大酒店有限责任公司（经济技术开发区分公司）"
ENTRIES = "编号\t姓名\t单位\n" + "\n".join(f"{number:02}\t选手{number}\t示例酒店" for number in range(1, 7))
PASTE = """(text) => {
  const box = new DataTransfer();
  box.setData("text", text);
  const happening = new ClipboardEvent("paste", {clipboardData: box, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(happening);
}"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_organiser_gets_from_nothing_to_an_open_event(serving, screens, language):
    server = serving()
    page = screens.open(TABLET, base_url=server.address)
    sign_in(page, server.address + server.link("organiser"), language)
    page.locator("[name=title]").fill("示例市技能竞赛")
    page.keyboard.press("Enter")
    told(page)
    page.locator("a[href='/organise/library']").first.click()
    page.locator("a[href$='bed-making-3min@1/use']").click()
    page.locator("[name=slug]").fill("Beds!")
    page.locator("form .button.main").click()
    expect(page.locator("#slug-reason")).to_be_visible()
    expect(page.locator("[name=slug]")).to_have_value("Beds!")
    page.locator("[name=slug]").fill("beds")
    page.locator("[name=stations]").fill("3")
    page.locator("form .button.main").click()
    told(page)
    seat_three(page)
    page.goto("/organise/events/beds/contestants/paste")
    page.locator("textarea").fill(ENTRIES)
    page.locator("[name=look]").click()
    page.locator("[name=apply]").click()
    told(page)
    expect(page.locator("#entries tbody tr")).to_have_count(6)
    page.goto("/organise/events/beds/heats")
    page.locator("form[action$=fill] button").click()
    expect(page.locator(".plan tbody tr")).to_have_count(2)
    page.goto("/organise/events/beds")
    page.locator("a[href$='/open']").click()
    page.locator("main form .button.main").click()
    told(page)
    expect(page.locator(".state.open")).to_be_visible()
    assert page.evaluate("fetch('/live/events.json').then((answer) => answer.json())")[0]["event"] == "beds"


def seat_three(page):
    """Three new judges on the seats that are free; each form offers the next free one first."""
    page.goto("/organise/events/beds/seats")
    for name in ("示例甲", "示例乙", "示例丙"):
        page.locator("form[action$=sitter] [name=name]").fill(name)
        page.locator("form[action$=sitter] button").click()
        told(page)
    expect(page.locator("#seats select.none")).to_have_count(1)


@pytest.fixture
def venue(serving, tmp_path):
    """A server with an open event of 79 contestants with long names, and the organiser's personal link."""
    home = tmp_path / "large"
    app = create_app(home)
    with app.app_context():
        competition = must(record.create_competition(f"{LONG}第十九届职工职业技能竞赛", "", LONG, "2026-05-01"))
        text = reader.shipped()[LIVE].read_text(encoding="utf-8")
        event = must(record.create_event(competition.id, LIVE, text, slug="sales", stations=6))
        for number in range(1, 80):
            must(record.add_contestant(event.id, f"{number:02}", "示例·欧阳长名字", LONG))
        for name, seat in zip(["阿卜杜·示例", "Alexandra Example-Longname"] * 3, event.seats, strict=True):
            judge = must(record.create_person(competition.id, name, "judge"))
            must(record.change_seat(seat.id, person_id=judge.id))
        must(record.place_contestants(event.id))
        must(record.open_event(event.id))
        person = must(record.create_person(None, "示例组织者", "organiser")).id
        link = next(one.link for one in read.people(competition.id) if one.id == person)
    database.close(app)
    return serving(home=home), f"/join/{link}"


def at_desk(venue, screens, size=DESK, language="zh"):
    server, link = venue
    page = screens.open(size, base_url=server.address)
    sign_in(page, server.address + link, language)
    page.wait_for_url("**/organise")
    return page


PAGES = ["", "/settings", "/library", f"/library/{LIVE}", f"/library/{LIVE}/use", "/people", "/cards", "/events/sales"]
ROOMS = ("seats", "contestants", "contestants/paste", "heats", "outside", "close")
PAGES += [f"/events/sales/{room}" for room in ROOMS]


def test_nothing_is_cut_off_on_any_screen_and_axe_finds_nothing(venue, screens):
    page = at_desk(venue, screens)
    for path in PAGES:
        page.goto(f"/organise{path}")
        for size in (DESK, TABLET, UPRIGHT, TELEPHONE):
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, size)
        page.set_viewport_size(TABLET)
        found = Axe().run(page).response["violations"]
        assert not found, (path, [(one["id"], [node["target"] for node in one["nodes"]]) for one in found])


def test_cells_of_a_spreadsheet_fill_the_table_and_the_page_warns_before_they_are_lost(venue, screens):
    page = at_desk(venue, screens)
    page.goto("/organise/events/sales/outside")
    fields = page.locator("table.values tbody input")
    fields.nth(1).focus()
    page.evaluate(PASTE, "12000\t30\n8000\t25\t7\t9\n")
    assert [fields.nth(place).input_value() for place in range(8)] == ["", "12000", "30", "", "", "8000", "25", "7"]
    fields.nth(0).fill("88.5")
    page.keyboard.press("Enter")
    expect(fields.nth(4)).to_be_focused()
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.locator(".doors a[aria-current]").click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
    page.locator("form[data-guard] button").click()
    told(page)
    expect(page.locator("table.values tbody input").first).to_have_value("88.5")


def test_finding_a_contestant_hides_the_others(venue, screens):
    page = at_desk(venue, screens)
    page.goto("/organise/events/sales/contestants")
    page.locator("[data-find]").fill("79")
    expect(page.locator("#entries tbody tr:visible")).to_have_count(1)
    page.locator("[data-find]").fill("nobody of that name")
    expect(page.locator("[data-none]")).to_be_visible()


def test_cards_fit_eight_to_a_page_of_paper(venue, screens):
    page = at_desk(venue, screens)
    page.goto("/organise/cards")
    assert page.locator(".cards").count() == 1
    page.emulate_media(media="print")
    for card in page.locator(".card").all():
        height = card.evaluate("(card) => [card.scrollHeight, card.clientHeight]")
        assert height[0] <= height[1]
    tall = page.locator(".cards").evaluate("(sheet) => sheet.getBoundingClientRect().height / 96 * 25.4")
    assert tall <= 277.1  # mm of A4 within its margins


def test_a_weighty_act_is_asked_for_and_done_by_keyboard_alone(venue, screens):
    page = at_desk(venue, screens, language="en")
    page.goto("/organise/people")
    row = page.locator("tr", has_text="Alexandra").first
    row.locator("a").focus()
    page.keyboard.press("Enter")
    page.locator("a[href$='/renew']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sentences")).to_contain_text("stops working")
    page.locator(".button.danger").focus()
    page.keyboard.press("Space")
    told(page)
