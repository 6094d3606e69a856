"""A paper sheet at the desk, by keyboard: typed, told at once what is wrong, kept over a reload, confirmed."""

from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.screens import DESK
from tests.web.desk_day import must, open_day


def sign_in(server, screens, link):
    page = screens.open(DESK)
    page.context.add_cookies([{"name": "language", "value": "zh", "url": server.address}])
    page.goto(f"{server.address}/join/{link}")
    page.locator("main form button").click()
    page.wait_for_load_state()
    return page


def write(page, *values):
    for value in values:
        page.keyboard.type(value)
        page.keyboard.press("Enter")


def test_two_people_bring_a_paper_sheet_in(serving, screens, tmp_path):
    home = tmp_path / "day"
    app = create_app(home)
    with app.app_context():
        day = open_day(heats=1, stations=2)
        second = must(record.create_person(read.competition().id, "乙", "organiser")).link
    database.close(app)
    server = serving(home=home)

    desk = sign_in(server, screens, day.link["floor"])
    desk.goto(f"{server.address}/desk-entry")
    expect(desk.locator("#who")).to_be_focused()
    desk.locator("#who").fill("1-2")
    desk.locator("#seat").select_option("J1")
    desk.keyboard.press("Enter")
    expect(desk.locator("#desk-sheet.listening")).to_be_visible()
    write(desk, "2.5", "9", "3")
    wrong = desk.locator("[data-item='7.1'] .reason:not([hidden])")
    expect(wrong).to_contain_text("4")
    expect(desk.locator("[data-item='2'] .now")).to_have_attribute("data-now", "typed")
    expect(desk.locator("[data-count]")).to_have_text("已看 2 / 8")

    desk.reload()
    expect(desk.locator("[data-item='7.3'] input").first).to_have_value("3")
    field = desk.locator("[data-item='7.1'] input").first
    field.fill("")
    field.press("/")
    expect(desk.locator("[data-item='7.3'] input").first).to_be_focused()
    desk.keyboard.press("Enter")
    write(desk, "1", "5", "3", "4")
    desk.keyboard.press("/")
    expect(desk.locator("[data-count]")).to_have_text("已看 8 / 8")
    desk.get_by_role("button", name="录完，交第二人核对").click()
    expect(desk.locator(".keyed")).to_contain_text("等另一人核对")

    other = sign_in(server, screens, second)
    expect(other.locator(".ways").first).to_contain_text("1 份待核对")
    other.get_by_role("link", name="工作台录入").click()
    other.get_by_role("link", name="与纸质表核对").click()
    confirm = other.locator("[data-confirm]")
    expect(confirm).to_be_disabled()
    for tick in other.locator("[name=seen]").all():
        tick.check()
    confirm.click()
    expect(other.locator(".flash")).to_contain_text("已确认")

    judge = sign_in(server, screens, day.link["chief"])
    expect(judge.locator(f"tr[data-contestant='{day.at[1, 2]}']")).to_contain_text("纸质")
