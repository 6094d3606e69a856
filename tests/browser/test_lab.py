"""The rubric lab in a real browser: copy, change, check, save, use, judge. Two windows; the keyboard; no script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.judging import Tablet
from tests.browser.organising import (
    RUBRIC,
    SITTERS,
    SLUG,
    enter_contestants,
    make_competition,
    open_event,
    seat_judges,
    sign_in,
    told,
)
from tests.browser.screens import DESK, TABLET, UPRIGHT

MINE = "union-tables@1"
EDIT = f"/organise/library/{MINE}/edit"
ROW = "sections.0.items.1"
SAID = {"zh": "必须大于 0", "en": "Must be more than 0"}


@pytest.fixture
def desk(serving, screens):
    """Signs an organiser in and copies the table setting; answers the page and the server."""

    def opened(language="en", size=DESK, **more):
        server = serving()
        page = screens.open(size, base_url=server.address, **more)
        sign_in(page, server.address + server.link("organiser"), language)
        make_competition(page)
        page.goto("/organise/library")
        page.locator(f"a[href$='{RUBRIC}/copy']").first.click()
        expect(page.locator("[name=name]")).to_have_value("my-table-setting-15min")
        page.locator("[name=name]").fill("union-tables")
        page.locator("form .button.main").click()
        told(page)
        return page, server

    return opened


def field(page, name, row=ROW):
    return page.locator(f"[id='{row}.{name}']")


def choose(page, at):
    page.locator(f".outline [data-part='{at}']").click()
    expect(page.locator(f".outline [data-part='{at}']")).to_have_attribute("aria-current", "true")


def save(page):
    page.locator("form#edit .save .main").click()
    told(page)


def change(page, language):
    """A tolerance, a price that will not do and then does, and a row with other words and points."""
    choose(page, ROW)
    field(page, "tolerance.below").fill("0.3")
    field(page, "each").fill("0")
    expect(page.locator(f"[data-reason='{ROW}.each']")).to_contain_text(SAID[language])
    expect(field(page, "each")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".verdict.bad")).to_be_visible()
    field(page, "each").fill("0.5")
    expect(page.locator(".verdict.good")).to_be_visible()
    expect(page.locator(f"[data-reason='{ROW}.each']")).to_be_hidden()
    save(page)
    choose(page, "sections.0.items.0")
    field(page, "title.zh", "sections.0.items.0").fill("一次铺开")
    field(page, "title.en", "sections.0.items.0").fill("Laid at once")
    field(page, "points", "sections.0.items.0").fill("3")
    expect(page.locator(".verdict.odd")).to_be_visible()  # the header still says 80
    save(page)
    choose(page, "about")
    page.locator("[id='points']").fill("81")
    save(page)
    expect(page.locator(".verdict.odd")).to_have_count(0)


def use(page):
    """An event with one contestant is made from the copy and opened; answers the measuring group's link."""
    page.locator(".tabs a[href$='/edit']").click()
    page.locator(f"a[href$='{MINE}/use']").click()
    page.locator("[name=slug]").fill(SLUG)
    page.locator("[name=stations]").fill("2")
    page.locator("form .button.main").click()
    told(page)
    seat_judges(page)
    enter_contestants(page, ["01,选手一,示例大酒店,1,1"])
    page.goto("/organise/cards")
    card = page.locator("article.card").filter(has=page.locator(f"h2:text-is('{SITTERS['M']}')"))
    link = card.locator(".scan a").get_attribute("href")
    open_event(page)
    return link


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copy_is_changed_used_opened_and_scored(language, desk, screens):
    page, server = desk(language)
    change(page, language)
    page.locator(".tabs a[href$='/try']").click()
    page.locator("button[value=perfect]").click()
    expect(page.locator("main")).to_contain_text("81.00")
    link = use(page)

    group = Tablet(screens.open(UPRIGHT, touch=True, base_url=server.address))
    sign_in(group.page, link, language)
    group.begin(1)
    expect(group.item("1.1").locator(".words b")).to_have_text({"zh": "一次铺开", "en": "Laid at once"}[language])
    group.choose("1.1", "2")
    group.expect_price("1.1", "−0.5")
    group.unfold("1.2")
    group.page.locator("[id='i-1.2'] .place[data-place='1']").tap()
    for section in ("3", "4", "5", "6", "8", "9", "10"):
        group.sweep(section)
    group.clear("7.2")
    group.clear("11")
    group.hand_in("52")  # 53 − 0.5 − 0.5
    page.goto(EDIT)
    expect(page.locator(".note")).to_contain_text("union-tables@2")


def test_the_keyboard_saves_and_the_focus_stays(desk):
    page, _server = desk()
    choose(page, ROW)
    field(page, "points").fill("2.5")
    page.keyboard.press("Control+s")
    told(page)
    expect(field(page, "points")).to_be_focused()
    page.keyboard.press("Enter")
    told(page)
    expect(field(page, "points")).to_be_focused()
    expect(field(page, "points")).to_have_value("2.5")
    page.locator("button[value='add:sections.0.items.1']").click()
    told(page)
    expect(field(page, "id", "sections.0.items.2")).to_be_focused()
    choose(page, "ranking")
    page.locator("button[value='add:awards']").click()
    told(page)
    expect(page.locator("[id='awards.3.title.zh']")).to_be_focused()
    page.locator("button[form=undo]").click()
    told(page)
    expect(page.locator("[id='awards.3.title.zh']")).to_have_count(0)


def test_typed_values_are_not_lost_by_leaving(desk):
    page, _server = desk()
    choose(page, ROW)
    field(page, "points").click()
    page.keyboard.type("9")
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.locator(".outline [data-part=clock]").click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
    expect(field(page, "points")).to_have_value("29")


def test_two_windows_do_not_overwrite_each_other(desk):
    page, _server = desk()
    choose(page, ROW)
    other = page.context.new_page()
    other.goto(f"{EDIT}?at={ROW}")
    field(page, "points").fill("3")
    page.locator("form#edit .save .main").click()
    told(page)
    field(other, "each").fill("0.4")
    other.locator("form#edit .save .main").click()
    expect(other.locator(".note.bad[role=alert]")).to_be_visible()
    expect(field(other, "each")).to_have_value("0.4")
    expect(field(other, "points")).to_have_value("3")
    other.locator("form#edit .save .main").click()
    told(other)
    other.goto(f"/organise/library/{MINE}/text")
    text = other.locator("#text").input_value()
    assert re.search(r"points: 3\n        kind: measured\n.*\n.*\n        each: 0.4", text)
    other.close()


def test_it_works_without_script(desk):
    page, _server = desk(java_script_enabled=False, size=TABLET)
    page.goto(f"{EDIT}?at={ROW}")
    field(page, "each").fill("nothing")
    page.locator("form#edit .save .main").click()
    told(page)
    expect(page.locator(f"[data-reason='{ROW}.each']")).to_be_visible()
    expect(page.locator(".verdict.bad")).to_be_visible()


def test_the_file_as_text_is_checked_while_one_types(desk):
    page, _server = desk()
    page.goto(f"/organise/library/{MINE}/text")
    text = page.locator("#text").input_value()
    page.locator("#text").fill(text.replace("combine: mean", "combine: meen"))
    expect(page.locator(".verdict.bad")).to_contain_text("mean")
    page.locator("#text").fill(text + "# the end\n")
    expect(page.locator(".verdict.good")).to_be_visible()
    page.locator("form#edit .save .main").click()
    told(page)
    assert page.locator("#text").input_value() == text + "# the end\n"


def test_the_previews_show_the_sheet_and_fit_on_paper(desk):
    page, _server = desk(size=TABLET)
    page.goto(f"/organise/library/{MINE}/tablet")
    page.locator("[id='i-1.2'] [data-do=open]").click()
    expect(page.locator("[id='i-1.2'] .bench")).to_be_visible()
    page.locator(".panels a").last.click()
    expect(page.locator("[id='i-12.1']")).to_be_visible()
    page.goto(f"/organise/library/{MINE}/paper")
    expect(page.locator(".paper")).to_have_count(3)
    page.emulate_media(media="print")
    expect(page.locator(".paper-bar")).to_be_hidden()
    wide = page.evaluate("[...document.querySelectorAll('.paper')].every((one) => one.scrollWidth <= one.clientWidth)")
    assert wide
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 6
