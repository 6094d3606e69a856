"""The desk by keyboard: a paper sheet typed, told what is wrong, kept over a reload, confirmed; a line overtaken."""

from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.screens import DESK
from tests.web.desk_day import mark_sheet, must, open_day


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


def two_desks(serving, screens, home, before=lambda day: None):
    """A measuring sheet open for entering at two desks."""
    app = create_app(home)
    with app.app_context():
        day = open_day(heats=1, stations=1)
        before(day)
    database.close(app)
    server = serving(home=home)
    desks = [sign_in(server, screens, day.link[role]) for role in ("organiser", "chief")]
    for desk in desks:
        desk.goto(f"{server.address}/desk-entry/tables/{day.at[1, 1]}/{day.seat['M']}/proxy")
        expect(desk.locator("#desk-sheet.listening")).to_be_visible()
    return desks


def stands(page, item):
    page.reload()
    return field_of(page, item).input_value()


def field_of(page, item):
    return page.locator(f"[data-item='{item}'] .box:not(.tick) input").first


def why_of(page, item):
    return page.locator(f"[data-item='{item}'] [data-why]")


def leave(page, item, value):
    field_of(page, item).fill(value)
    with page.expect_response("**/lines"):
        field_of(page, item).press("Enter")


LEAVING = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"


def test_a_line_that_was_not_delivered_says_so_and_is_sent_again(serving, screens, tmp_path):
    desk, other = two_desks(serving, screens, tmp_path / "day")
    leave(desk, "3.5", "1")
    expect(why_of(desk, "3.5")).to_be_hidden()
    screens.outage = True
    desk.route("**/lines", lambda way: way.fulfill(status=500, json={}))
    leave(desk, "3.5", "2")
    expect(why_of(desk, "3.5")).to_contain_text("还没有录入")
    assert desk.evaluate(LEAVING), "who leaves now is asked"
    desk.locator("[name=signed]").check()
    desk.locator(".hand-in button").click()
    expect(desk.locator("[data-held]")).to_contain_text("没有提交：以下各行还没有录入：3.5")
    assert stands(other, "3.5") == "1"

    desk.unroute("**/lines")
    screens.outage = False
    expect(why_of(desk, "3.5")).to_be_hidden()  # after some seconds, by itself
    assert (stands(other, "3.5"), desk.evaluate(LEAVING)) == ("2", False)

    screens.outage = True
    desk.route("**/lines", lambda way: way.fulfill(status=500, json={}), times=1)
    leave(desk, "3.5", "3")
    leave(desk, "11", "1")
    expect(why_of(desk, "3.5")).to_be_hidden()
    assert (stands(other, "3.5"), stands(other, "11")) == ("3", "1"), "it goes with the next line"
    screens.outage = False


def test_the_desk_hands_in_what_its_page_shows(serving, screens, tmp_path):
    desk, other = two_desks(serving, screens, tmp_path / "day", lambda day: mark_sheet(day, day.at[1, 1], "M"))
    with other.expect_response("**/lines"):
        other.locator("[data-item='3.5'] .tick input").uncheck()
    leave(other, "3.5", "2")  # a line that the desk never touched
    desk.locator("[name=signed]").check()
    desk.locator(".hand-in button").click()
    expect(desk.locator("[data-held]")).to_contain_text("刚在别处改过：3.5")
    expect(field_of(desk, "3.5")).to_have_value("2")
    expect(why_of(desk, "3.5")).to_contain_text("别处改过")
    desk.locator(".hand-in button").click()
    expect(desk.locator(".flash")).to_contain_text("已代")


def test_a_change_that_a_redrawn_line_makes_void_is_said(serving, screens, tmp_path):
    desk, other = two_desks(serving, screens, tmp_path / "day", lambda day: mark_sheet(day, day.at[1, 1], "M"))
    held = []
    desk.route("**/lines", lambda way: held.append(way), times=1)
    field_of(desk, "3.5").press("/")  # as it stands already: nothing is altered
    with other.expect_response("**/lines"):
        other.locator("[data-item='3.5'] .tick input").uncheck()
    leave(other, "3.5", "2")
    field_of(desk, "3.5").fill("1")
    field_of(desk, "3.5").press("Enter")
    held[0].continue_()
    expect(field_of(desk, "3.5")).to_have_value("2")
    expect(why_of(desk, "3.5")).to_contain_text("没有录入")
    assert stands(other, "3.5") == "2"
