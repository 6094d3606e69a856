"""The result pages through HTTP: staff only, the sheet, the calculation, and a workbook that agrees with the board."""

import io

import openpyxl
import pytest

from scoring.app import create_app
from scoring.store import database, record
from scoring.store.record import By
from tests.web.desk_day import hand_in, must, open_day, run_clock, uid


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """One for all: these tests only read."""
    app = create_app(tmp_path_factory.mktemp("results"), TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture(scope="module")
def day(app):
    """Three at the tables: the first two signed, one with 1.5 cm gone wrong; the third handed in only."""
    with app.app_context():
        day = open_day(heats=1, stations=4, name="示例选手{}")
        for station, lower in ((1, "0.4"), (2, "0"), (3, "0.2")):
            hand_in(day, day.at[1, station], lower)
            run_clock(day.at[1, station])
        for station in (1, 2):
            must(record.sign_result(By(), uid(), day.at[1, station]))
    return day


def client(app, day, role):
    browser = app.test_client()
    if role:
        browser.post(f"/join/{day.link[role]}")
    return browser


@pytest.fixture
def organiser(app, day):
    return client(app, day, "organiser")


def addresses(day):
    return ("/results", "/results/tables", f"/results/tables/{day.at[1, 1]}", "/results/tables.xlsx")


@pytest.mark.parametrize("role", ["judge", "floor"])
def test_judges_and_floor_see_no_results(app, day, role):
    for address in addresses(day):
        answer = client(app, day, role).get(address)
        assert answer.status_code == 403, address
        assert "示例选手" not in answer.text


def test_the_public_is_sent_to_sign_in(app, day):
    for address in addresses(day):
        assert client(app, day, None).get(address).location.startswith("/sign-in"), address


@pytest.mark.parametrize("role", ["organiser", "chief"])
def test_organiser_and_chief_see_them(app, day, role):
    browser = client(app, day, role)
    assert browser.get("/results").location == "/results/tables"
    for address in addresses(day)[1:]:
        assert browser.get(address).status_code == 200, address


def test_the_sheet_ranks_what_is_signed_and_names_what_waits(organiser, day):
    page = organiser.get("/results/tables").text
    assert "总成绩表" in page
    assert page.index("示例选手102") < page.index("示例选手101") < page.index("示例选手103")
    assert "待裁判长签字" in page
    assert "评分未齐" in page
    preview = organiser.get("/results/tables?all=1").text
    assert preview.index("示例选手102") < preview.index("示例选手103") < preview.index("示例选手101")


def test_every_figure_leads_to_its_calculation(organiser, day):
    page = organiser.get("/results/tables").text
    for column in ("part:measuring", "part:impression", "total"):
        assert f'href="/results/tables/{day.at[1, 1]}#{column}"' in page
    tree = organiser.get(f"/results/tables/{day.at[1, 1]}").text
    for column in ("part:measuring", "part:impression", "part:clock", "total"):
        assert tree.count(f'id="{column}"') == 1, column


def test_the_calculation_says_readings_means_and_rank(organiser, day):
    page = organiser.get(f"/results/tables/{day.at[1, 1]}").text
    assert "3 席平均" in page
    assert "÷ 3" in page
    assert "第 2 名" in page
    assert "用时 14:05，限时 15:00" in page
    english = organiser.get(f"/results/tables/{day.at[1, 1]}?lang=en").text
    assert "mean of 3 seats" in english
    assert "rank 2" in english


def test_a_contestant_of_nobody_is_unknown(organiser, day):
    assert organiser.get("/results/tables/99999").status_code == 404
    assert organiser.get("/results/nowhere").status_code == 404
    assert organiser.get("/results/nowhere.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("language", "title", "rank", "number", "total"),
    [("zh", "总成绩表", "名次", "参赛编号", "总成绩"), ("en", "Result sheet", "Rank", "Number", "Total")],
)
def test_the_workbooks_figures_are_the_boards(organiser, language, title, rank, number, total):
    answer = organiser.get(f"/results/tables.xlsx?lang={language}")
    assert answer.headers["Content-Disposition"].endswith(".xlsx")
    page = openpyxl.load_workbook(io.BytesIO(answer.data))[title]
    rows = [[cell.value for cell in row] for row in page.rows]
    head = next(row for row in rows if row[0] == rank)
    shown = {row[head.index(number)]: (row[0], row[head.index(total)]) for row in rows if isinstance(row[0], int)}
    board = organiser.get("/live/tables/standings.json").json["rows"]
    assert shown == {row["contestant"]: (row["rank"], float(row["total"])) for row in board}
    assert len(board) == 2
