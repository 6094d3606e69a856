"""The desk by keyboard: a paper sheet typed, told what is wrong, kept over a reload, confirmed; a line overtaken."""

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


def home_of(page):
    return page.locator("meta[name=instance]").get_attribute("content")


def write(page, *values):
    for value in values:
        page.keyboard.type(value)
        page.keyboard.press("Enter")


def key_in(server, desk):
    """The first person, from the choice of the sheet to the list of those that wait."""
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


def send_back_and_correct(desk, other):
    """The second person rejects it; the first corrects it, reloads, and sends it again; the second opens that."""
    other.locator("#reason").fill("7.3 是 2")
    other.locator("#reason").press("Enter")
    expect(other.locator(".flash")).to_contain_text("已退回")

    desk.reload()
    desk.get_by_role("link", name="重新录入").click()
    field = desk.locator("[data-item='7.3'] input").first
    expect(field).to_have_value("3")
    field.fill("2")
    with desk.expect_response("**/lines"):
        field.press("Enter")
    desk.reload()
    expect(field).to_have_value("2")
    mine = f"desk:{home_of(desk)}:"
    kept = desk.evaluate("mine => Object.keys(localStorage).some((key) => key.startsWith(mine))", mine)
    assert kept, "another competition at this address has drafts of its own"
    desk.get_by_role("button", name="录完，交第二人核对").click()
    expect(desk.locator(".keyed")).to_contain_text("等另一人核对")

    other.reload()
    other.get_by_role("link", name="与纸质表核对").click()
    expect(other.locator(".sheet tr", has_text="7.3").locator(".reads")).to_have_text("2")


def confirm_it(other):
    confirm = other.locator("[data-confirm]")
    expect(confirm).to_be_disabled()
    for tick in other.locator("[name=seen]").all():
        tick.check()
    confirm.click()
    expect(other.locator(".flash")).to_contain_text("已确认")


def test_two_people_bring_a_paper_sheet_in(serving, screens, tmp_path):
    home = tmp_path / "day"
    app = create_app(home)
    with app.app_context():
        day = open_day(heats=1, stations=2)
        second = must(record.create_person(read.competition().id, "乙", "organiser")).link
    database.close(app)
    server = serving(home=home)

    desk = sign_in(server, screens, day.link["floor"])
    key_in(server, desk)

    other = sign_in(server, screens, second)
    expect(other.locator(".ways").first).to_contain_text("1 份待核对")
    other.get_by_role("link", name="工作台录入").click()
    other.get_by_role("link", name="与纸质表核对").click()
    send_back_and_correct(desk, other)
    confirm_it(other)

    judge = sign_in(server, screens, day.link["chief"])
    expect(judge.locator(f"tr[data-contestant='{day.at[1, 2]}']")).to_contain_text("纸质")


def test_a_line_that_another_changed_meanwhile_is_shown_and_not_overwritten(serving, screens, tmp_path):
    home = tmp_path / "day"
    app = create_app(home)
    with app.app_context():
        day = open_day(heats=1, stations=1)
    database.close(app)
    server = serving(home=home)
    there = f"{server.address}/desk-entry/tables/{day.at[1, 1]}/{day.seat['M']}/proxy"
    desk, other = (sign_in(server, screens, day.link[role]) for role in ("organiser", "chief"))

    def places(page):
        return page.locator("[data-item='3.4'] .boxes > .box:not(.tick) input")

    def enter(page, place, value):
        places(page).nth(place - 1).fill(value)
        with page.expect_response("**/lines"):
            places(page).nth(place - 1).press("Enter")

    for page in (desk, other):
        page.goto(there)
        expect(page.locator("#desk-sheet.listening")).to_be_visible()
    enter(other, 3, "2.1")
    enter(other, 4, "out")
    enter(desk, 7, "2.2")
    expect(desk.locator("[data-item='3.4'] [data-why]")).to_contain_text("别处改过")
    expect(places(desk).nth(2)).to_have_value("2.1")
    expect(places(desk).nth(6)).to_have_value("")
    enter(desk, 7, "2.2")
    expect(desk.locator("[data-item='3.4'] .reason:not([hidden])")).to_have_count(0)
    expect(desk.locator("[data-item='3.4'] .now")).to_have_text("−0.6")
    other.reload()
    assert [field.input_value() for field in places(other).all()[2:7]] == ["2.1", "out", "", "", "2.2"]
