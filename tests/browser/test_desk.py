"""The chief's desk and the floor's tablet in a real browser: they follow, ask before harm, lose no tap."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from tests.browser.screens import DESK, TABLET, TELEPHONE, UPRIGHT
from tests.web.desk_day import hand_in, mark_sheet, must, open_day, run_clock, uid

LONG = "示例国际会议中心大酒店有限责任公司餐饮部欧阳示例{}"


@pytest.fixture
def venue(serving, tmp_path):
    """A server on a day with one heat being checked, one under way and one to come."""
    home = tmp_path / "day"
    app = create_app(home)
    with app.app_context():
        day = open_day(heats=3, stations=6, naming="number", name=LONG)
        record.create_person(None, "示例组织者", "organiser")
        heats = {heat.number: heat.id for heat in read.event_by_slug(day.slug).heats}
        for station in range(1, 7):
            hand_in(day, day.at[1, station], lower="2" if station == 3 else "0.2", but={4: ("J2",)}.get(station, ()))
            run_clock(day.at[1, station])
        must(record.set_heat_state(heats[1], "done"))
        must(record.set_heat_state(heats[2], "active"))
        mark_sheet(day, day.at[2, 1], "J1", items=3)
        must(record.record_clock(By(), uid(), day.at[2, 2], "start"))
    database.close(app)
    return serving(home=home), day


def sign_in(venue, screens, role, size, language="zh", touch=False):
    server, day = venue
    page = screens.open(size, touch=touch)
    page.context.add_cookies([{"name": "language", "value": language, "url": server.address}])
    page.goto(f"{server.address}/join/{day.link[role]}")
    page.locator("main form button").first.click()
    page.wait_for_url("**/tables")
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    return page


def row(page, day, heat, station):
    return page.locator(f"tr[data-contestant='{day.at[heat, station]}']")


def test_the_matrix_follows_and_leaves_what_the_chief_is_doing_alone(venue, screens):
    day = venue[1]
    desk = sign_in(venue, screens, "chief", DESK)
    tablet = sign_in(venue, screens, "floor", TABLET, touch=True)
    row(desk, day, 1, 3).click()
    expect(desk.locator(".side h2")).to_have_text("第 1 场 赛位 3")
    desk.locator("#do-return").click()
    desk.locator("#ask-return label").filter(has_text="J3").click()
    desk.locator("#return-reason").fill("12.1 请复看")

    card = tablet.locator(f"#card-{day.at[2, 2]}")
    card.locator("[data-penalty=dropped]").tap()
    expect(row(desk, day, 2, 2)).to_contain_text("−3")
    expect(desk.locator("#ask-return")).to_be_visible()
    expect(desk.locator("#return-reason")).to_have_value("12.1 请复看")
    expect(desk.locator("#return-reason")).to_be_focused()
    expect(row(desk, day, 1, 3)).to_have_class("picked")

    desk.locator("#ask-return button[value=go]").click()
    expect(row(desk, day, 1, 3)).to_contain_text("已退回")
    expect(desk.locator(".waiting")).to_contain_text("退回后还没有再交")


def test_signing_a_heat_tells_how_many_and_leaves_out_what_needs_a_look(venue, screens):
    day = venue[1]
    desk = sign_in(venue, screens, "chief", DESK)
    desk.get_by_role("button", name="签可签的 4 个").click()
    dialog = desk.locator("#ask-sign")
    expect(dialog).to_contain_text("为第 1 场的 4 个成绩签字？")
    expect(dialog).to_contain_text("编号和成绩将在大屏公布")
    expect(dialog).to_contain_text("其余 2 个")
    desk.keyboard.press("Escape")
    expect(row(desk, day, 1, 1)).to_contain_text("可签")
    desk.get_by_role("button", name="签可签的 4 个").click()
    dialog.locator("button[value=go]").click()
    expect(row(desk, day, 1, 1)).to_contain_text("已签字")
    expect(row(desk, day, 1, 3)).to_contain_text("先看分歧")
    expect(row(desk, day, 1, 4)).to_contain_text("在等")

    row(desk, day, 1, 1).click()
    desk.locator("#do-reopen").click()
    desk.locator("#ask-reopen button[value=go]").click()
    expect(desk.locator("#ask-reopen"), "without a reason it stays open").to_be_visible()
    desk.locator("#reopen-reason").fill("漏记一件")
    desk.locator("#ask-reopen button[value=go]").click()
    expect(row(desk, day, 1, 1)).to_contain_text("可签")


def test_the_matrix_is_walked_with_the_keyboard(venue, screens):
    day = venue[1]
    desk = sign_in(venue, screens, "chief", DESK, "en")
    desk.locator(f"#row-{day.at[1, 1]}").focus()
    desk.keyboard.press("ArrowDown")
    expect(desk.locator(f"#row-{day.at[1, 2]}")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".side h2")).to_have_text("Heat 1, station 2")
    expect(desk.locator(f"#row-{day.at[1, 2]}")).to_have_attribute("aria-current", "true")
    desk.go_back()
    expect(row(desk, day, 1, 2)).not_to_have_class("picked")


def test_the_floor_starts_a_heat_at_once_and_stops_station_by_station(venue, screens):
    day = venue[1]
    tablet = sign_in(venue, screens, "floor", TABLET, touch=True)
    tablet.locator("#start-all").tap()
    expect(tablet.locator("#ask-start")).to_contain_text("赛位 1、3、4、5、6：5 个计时同时开始。")
    tablet.locator("#ask-start button[value=go]").tap()
    one, two = (tablet.locator(f"#card-{day.at[2, station]}") for station in (1, 3))
    expect(one).to_contain_text("进行中")
    expect(one.locator(".clock")).not_to_have_text("0:00")
    expect(two.locator(".clock")).to_have_text(one.locator(".clock").inner_text())
    one.get_by_role("button", name="停止").tap()
    expect(one).to_contain_text("完毕")
    expect(tablet.locator(".finished")).to_contain_text("1 / 6")

    one.locator("[data-open=record]").tap()
    tablet.locator("#record [data-correct=set]").tap()
    tablet.locator("#watch-value").fill("15:30.01")
    tablet.locator("#watch-reason").fill("误按")
    tablet.locator("#ask-set button[value=go]").tap()
    expect(tablet.locator("#record .journal")).to_contain_text("秒表用时 15:30.01")
    tablet.locator("#record button[value=cancel]").tap()
    expect(one).to_contain_text("−4")


def test_a_penalty_tapped_during_an_outage_arrives_once(venue, screens):
    server, day = venue
    tablet = sign_in(venue, screens, "floor", TABLET, touch=True)
    fault = tablet.locator(f"#f-{day.at[2, 2]}-dropped")
    screens.outage = True
    server.kill()
    fault.tap()
    expect(tablet.locator("#said")).to_contain_text("还没送达")
    server.start()
    expect(fault.locator(".times")).to_have_text("× 1", timeout=20_000)
    tablet.locator("#said button").tap()
    expect(fault.locator(".times")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_sound_at_every_size(venue, screens, language):
    day = venue[1]
    picked = f"?contestant={day.at[1, 3]}"
    looks = [
        ("chief", DESK, picked, "#do-status"),
        ("chief", TABLET, "", "#sign-1"),
        ("chief", UPRIGHT, picked, "#do-excuse"),
        ("floor", TABLET, "?heat=2", "#start-all"),
        ("floor", UPRIGHT, "?heat=1", f"#more-{day.at[1, 1]}"),
        ("floor", TELEPHONE, "?heat=2", f"#more-{day.at[2, 2]}"),
    ]
    for role, size, query, opens in looks:
        page = sign_in(venue, screens, role, size, language, touch=role == "floor")
        page.goto(page.url.partition("?")[0] + query)
        expect(page.locator("#link")).to_have_attribute("data-state", "live")
        check(page, role)
        page.locator(opens).click()
        expect(page.locator("dialog[open]")).to_be_visible()
        check(page, role)


def check(page, role):
    """Nothing sticks out sideways, axe finds nothing serious, a thumb meets every button of the floor."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert not found, [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]
    if role == "floor":
        small = page.evaluate(
            """() => [...document.querySelectorAll("main button, dialog[open] button")]
                 .map((one) => [one.id || one.textContent.trim(), one.getBoundingClientRect()])
                 .filter(([, box]) => box.width && (box.height < 47.9 || box.width < 47.9)).map(([name]) => name)"""
        )
        assert not small, small
