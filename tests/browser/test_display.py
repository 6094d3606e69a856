"""The screens of the hall in a real browser: rows that travel, pages, lost connections, the telephone, the papers."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, record
from scoring.store.record import By
from tests.browser.organising import sign_in
from tests.browser.screens import DESK, HALL, TELEPHONE
from tests.web.desk_day import hand_in, must, open_day, run_clock, uid

SIGN = """async (ids) => {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const answer = await fetch("/chief/tables/sign", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ uid: `sign-${ids.join("-")}-browser`, contestants: ids }),
  });
  return answer.status;
}"""
FLIGHTS = """() => new Promise((done) => {
  const look = () => {
    const flights = document.getAnimations().filter((flight) => flight.id === "travel");
    if (flights.length) done(flights.map((flight) => flight.effect.getTiming().duration));
    else requestAnimationFrame(look);
  };
  look();
})"""
SERIOUS = ("serious", "critical")


def history(home, heats=1, stations=3, signed=2, lower=lambda number: f"0.{number % 10}"):
    """An event whose results are all handed in; the first `signed` contestants are signed. Answers the day."""
    app = create_app(home, WTF_CSRF_ENABLED=False)
    with app.app_context():
        day = open_day(heats, stations, name="示例选手{}")
        places = itertools.product(range(1, heats + 1), range(1, stations + 1))
        for number, place in enumerate(places):
            hand_in(day, day.at[place], lower(number))
            run_clock(day.at[place])
            if number < signed:
                must(record.sign_result(By(), uid(), day.at[place]))
    database.close(app)
    return day


@pytest.fixture
def home(tmp_path):
    return tmp_path / "instance"


def chief_of(screens, server, day):
    page = screens.open(DESK, base_url=server.address)
    sign_in(page, f"/join/{day.link['chief']}", "zh")
    page.wait_for_url("**/chief/**")
    return page


def unheard(page, serious=SERIOUS):
    """What axe finds that is serious, as sentences."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in serious]


def test_a_signature_moves_the_rows_without_reload(home, serving, screens):
    day = history(home, signed=2, lower=lambda number: ("0.3", "0.6", "0")[number % 3])
    server = serving(home=home)
    board = screens.open(HALL, base_url=server.address)
    board.goto("/screen/tables")
    names = board.locator("#rows li .name")
    expect(names).to_have_text(["示例选手101", "示例选手102"])
    board.evaluate("window.unloaded = false; document.querySelector('#rows li').marked = true")
    chief = chief_of(screens, server, day)
    board.evaluate(f"() => {{ window.flights = ({FLIGHTS})(); }}")
    assert chief.evaluate(SIGN, [day.at[1, 3]]) == 200
    expect(names).to_have_text(["示例选手103", "示例选手101", "示例选手102"])
    expect(board.locator("#rows li .n")).to_have_text(["1", "2", "3"])
    expect(board.locator("#rows li .mv").nth(1)).to_have_text("▼ 1")
    assert 600 in board.evaluate("window.flights")
    assert board.evaluate("window.unloaded") is False
    assert board.evaluate("document.querySelectorAll('#rows li')[1].marked"), "the row itself moved, it was not redrawn"


def test_equal_results_are_held_together_and_pages_turn(home, serving, screens):
    history(home, heats=3, stations=5, signed=15, lower=lambda number: "0.1" if number < 3 else f"{number / 10:.1f}")
    server = serving(home=home)
    board = screens.open(HALL, base_url=server.address)
    board.goto("/screen/tables?dwell=2")
    expect(board.locator("#page")).to_have_text("第 1 / 2 页")
    ranks = board.locator("#rows li .n").all_text_contents()
    assert ranks[:4] == ["1", "1", "1", "4"]
    expect(board.locator("#rows li").nth(1)).to_have_class("first top tie-on tie-off")
    assert board.locator("#rows li").nth(13).bounding_box()["y"] > HALL["height"] - 100
    expect(board.locator("#page")).to_have_text("第 2 / 2 页", timeout=8000)
    expect(board.locator("#rows li").nth(13)).to_be_in_viewport()


def test_calm_screens_do_not_move_rows(home, serving, screens):
    day = history(home, signed=2)
    server = serving(home=home)
    board = screens.open(HALL, base_url=server.address, reduced_motion="reduce")
    board.goto("/screen/tables")
    expect(board.locator("#rows li")).to_have_count(2)
    chief = chief_of(screens, server, day)
    chief.evaluate(SIGN, [day.at[1, 3]])
    expect(board.locator("#rows li")).to_have_count(3)
    assert board.evaluate("document.getAnimations().length") == 0


def test_a_lost_connection_is_said_and_mended(home, serving, screens):
    history(home, signed=2)
    server = serving(home=home)
    board = screens.open(HALL, base_url=server.address)
    telephone = screens.open(TELEPHONE, base_url=server.address)
    board.goto("/screen/tables")
    telephone.goto("/live/tables")
    for page in (board, telephone):
        expect(page.locator("#fresh")).to_have_attribute("data-state", "live")
        expect(page.locator("#fresh")).to_contain_text("更新")
    screens.outage = True
    server.kill()
    for page in (board, telephone):
        expect(page.locator("#fresh")).to_contain_text("连接中断", timeout=20_000)
        expect(page.locator("#rows li").first).to_contain_text("示例选手")
    server.start()
    for page in (board, telephone):
        expect(page.locator("#fresh")).to_contain_text("更新", timeout=20_000)
    screens.outage = False


def test_a_screen_without_events_starts_by_itself(home, serving, screens):
    server = serving(home=home)
    board = screens.open(HALL, base_url=server.address)
    board.goto("/screen")
    expect(board.locator(".choose p")).to_have_text("尚无开放的赛项")
    screens.outage = True
    server.stop()
    history(home, signed=1)
    server.start()
    expect(board.locator("#rows li .name")).to_have_text(["示例选手101"], timeout=20_000)
    screens.outage = False


def test_the_telephone_searches_and_keeps_mine(home, serving, screens):
    history(home, stations=6, signed=6)
    server = serving(home=home)
    page = screens.open(TELEPHONE, touch=True, base_url=server.address)
    page.goto("/live/tables")
    expect(page.locator("#mine")).to_be_hidden()
    page.locator("#rows .row", has_text="示例选手104").locator(".pin").tap()
    expect(page.locator("#mine .name")).to_have_text(["示例选手104"])
    page.locator("#search").fill("105")
    expect(page.locator("#rows .name")).to_have_text(["示例选手105"])
    page.locator("#search").fill("nobody")
    expect(page.locator("#nothing")).to_have_text("没有找到这位选手。")
    page.reload()
    expect(page.locator("#mine .name")).to_have_text(["示例选手104"])
    page.locator("#mine .pin").tap()
    expect(page.locator("#mine")).to_be_hidden()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_serious(language, home, serving, screens):
    day = history(home, stations=5, signed=4)
    server = serving(home=home)
    hall = screens.open(HALL, base_url=server.address)
    screens.outage = True  # /screen/nowhere answers 404, as it should
    for address in ("/screen/tables", "/screen/tables?theme=red", "/screen/nowhere", "/live/tables"):
        hall.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        expect(hall.locator("#rows li, .choose p").first).to_be_visible()
        assert unheard(hall) == [], address
    desk = screens.open(DESK, base_url=server.address)
    sign_in(desk, f"/join/{day.link['organiser']}", language)
    desk.wait_for_url("**/organise**")
    for address in ("/results/tables", f"/results/tables/{day.at[1, 2]}", f"/results/tables/{day.at[1, 5]}"):
        desk.goto(address)
        expect(desk.locator(".paper")).to_be_visible()
        assert unheard(desk) == [], address


def test_the_result_page_says_when_it_is_old(home, serving, screens):
    day = history(home, signed=2)
    server = serving(home=home)
    chief = chief_of(screens, server, day)
    desk = screens.open(DESK, base_url=server.address)
    sign_in(desk, f"/join/{day.link['organiser']}", "zh")
    desk.goto("/results/tables")
    expect(desk.locator("td.name a").first).to_have_text("示例选手101")
    expect(desk.locator("#newer")).to_be_hidden()
    desk.wait_for_timeout(1000)  # the page's own connection has to stand
    chief.evaluate(SIGN, [day.at[1, 3]])
    expect(desk.locator("#newer")).to_be_visible()
    desk.locator("#newer a").click()
    expect(desk.locator("#newer")).to_be_hidden()
    expect(desk.locator("tbody tr:not(.other)")).to_have_count(3)


def test_a_figure_leads_to_its_calculation(home, serving, screens):
    day = history(home, signed=2)
    server = serving(home=home)
    desk = screens.open(DESK, base_url=server.address)
    sign_in(desk, f"/join/{day.link['organiser']}", "zh")
    desk.goto("/results/tables")
    desk.locator("td.impression a").first.click()
    expect(desk.locator("tr:target th")).to_have_text("印象评委")
    desk.locator("#only").check()
    expect(desk.locator(".items tr.fine").first).to_be_hidden()
