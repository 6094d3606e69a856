"""The main job, end to end: set up by forms, marked on tablets, signed, on the open board by itself, taken home.

Worked out by hand first (80 points; the measuring group has 52 of them, the two judges 28):

Contestant 03 at station 3
  measuring   1.1 second attempt −0.5; 3.4 place 4 reads 2.1, which is not within 1.5 ± 0.2, −0.2; place 7 out −0.2;
              3.5 two touches at 0.2 −0.4; 6.3 place 5 out −0.3; all else clear     52 − 1.6            = 50.4
  first judge 2.5 + 4 + 2.5 + 1 + 4 + 3 + 3.5 + 4                                                        = 24.5
  second      2 + 3.5 + (3 − 0.1) + 0.5 + 3 + 2.5 + 4 + (4 + 0.1 + 0.1)                                  = 22.6
  mean        (24.5 + 22.6) ÷ 2                                                                          = 23.55
  clock       15:30.01: 30.01 s late, two started half-minutes at 2 points                               = −4
  penalty     one piece dropped                                                                          = −3
  total       50.4 + 23.55 − 4 − 3                                                                       = 66.95
Contestant 01: no fault, 52; both judges full marks, 28; one piece knocked over −2; 14:00                = 78.00
Contestant 02: no fault, 52; both judges 1 + 2 + 1 + 0.5 + 2 + 1 + 2 + 2 = 11.5; 14:05                   = 63.50
Contestant 04 is not judged. Signed before: 01 first, 02 second. Then 03 comes between: 02 becomes third.
"""

import io
from decimal import Decimal

import openpyxl
import pytest
from playwright.sync_api import expect

from scoring.engine.tabulate import tabulate
from scoring.rubrics import reader
from tests.browser.by_program import Program
from tests.browser.judging import Tablet
from tests.browser.organising import CHIEF, FLOOR, RUBRIC, SITTERS, SLUG, set_up, sign_in
from tests.browser.screens import HALL, TABLET, UPRIGHT

ENTRIES = [
    "01,选手一,示例大酒店,1,1",
    "02,选手二,样本国际酒店有限公司,1,2",
    "03,选手三,示例江畔酒店,1,3",
    "04,选手四,样本湖宾馆,1,4",
]
JUDGED = ("2", "7.1", "7.3", "10.3", "12.1", "12.2", "12.3", "12.4")
FULL = ("3", "4", "3", "1", "5", "3", "4", "5")
FIRST = ("2.5", "4", "2.5", "1", "4", "3", "3.5", "4")
SECOND = ("2", "3.5", "2.9", "0.5", "3", "2.5", "4", "4.2")
POOR = ("1", "2", "1", "0.5", "2", "1", "2", "2")
MEASURED = [
    *("1.1", "1.2", "3.1", "3.2", "3.3", "3.4", "3.5", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "5.5"),
    *("6.1", "6.2", "6.3", "6.4", "7.2", "8.1", "8.2", "9.1", "9.2", "9.3", "10.1", "10.2", "11"),
]
BEFORE = [("1", "选手一", "78.00"), ("2", "选手二", "63.50")]
AFTER = [("1", "选手一", "78.00"), ("2", "选手三", "66.95"), ("3", "选手二", "63.50")]
# (rank, number, measuring, impression, penalties, time, clock, total), as the columns of the sheet stand
SHEET = [
    (1, "01", "52.00", "28.00", "-2.00", "14:00", "0.00", "78.00"),
    (2, "03", "50.40", "23.55", "-3.00", "15:30.01", "-4.00", "66.95"),
    (3, "02", "52.00", "11.50", "0.00", "14:05", "0.00", "63.50"),
]
MARKS = "\n".join(
    [
        "contestant,seat,item,place,value",
        *(f"{who},M,{item},,clear" for who in ("01", "02") for item in MEASURED if item != "1.1"),
        *(f"{who},M,1.1,,1" for who in ("01", "02")),
        *(f"01,{judge},{item},,{mark}" for judge in ("J1", "J2") for item, mark in zip(JUDGED, FULL, strict=True)),
        *(f"02,{judge},{item},,{mark}" for judge in ("J1", "J2") for item, mark in zip(JUDGED, POOR, strict=True)),
        "01,,time,,14:00",
        "01,,knocked-over,,1",
        "02,,time,,14:05",
        "03,M,1.1,,2",
        "03,M,3.4,4,2.1",
        "03,M,3.4,7,out",
        "03,M,3.5,,2",
        "03,M,6.3,5,out",
        *(f"03,M,{item},,clear" for item in MEASURED if item not in ("1.1", "3.4", "3.5", "6.3")),
        *(f"03,J1,{item},,{mark}" for item, mark in zip(JUDGED, FIRST, strict=True)),
        *(f"03,J2,{item},,{mark}" for item, mark in zip(JUDGED, SECOND, strict=True)),
        "03,,time,,15:30.01",
        "03,,dropped,,1",
    ]
)


def test_the_engine_agrees_with_the_hand():
    rubric = reader.load(RUBRIC, []).rubric
    made = tabulate(rubric, "", MARKS, "story.csv")
    assert made.document, [problem.say("en") for problem in made.problems]
    rows = [row for row in made.document["standings"] if row["rank"]]
    parts = ("measuring", "impression", "penalties", "clock")
    figures = [(row["rank"], row["contestant"], *(row["parts"][name] for name in parts), row["total"]) for row in rows]
    assert figures == [(*line[:5], *line[6:]) for line in SHEET]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_main_job(language, serving, screens):
    server = serving()
    desk, passes = set_up(server, screens, language, ENTRIES)
    board = screens.open(HALL, base_url=server.address)
    board.goto(f"/screen/{SLUG}?lang={language}")
    board.evaluate("window.neverReloaded = true")
    expect(board.locator(".hall.waiting .wait p")).to_have_text(
        {"zh": "成绩待公布", "en": "Results to be announced"}[language]
    )

    judge_by_program(server, passes)
    expect_board(board, BEFORE)

    group = tablet(screens, server, passes.link[SITTERS["M"]], language, UPRIGHT)
    measure(group)
    first = tablet(screens, server, passes.link[SITTERS["J1"]], language, TABLET)
    judge_first(first)
    second = tablet(screens, server, passes.link[SITTERS["J2"]], language, UPRIGHT)
    judge_second(second)
    keep_time(screens.open(TABLET, touch=True, base_url=server.address), passes.link[FLOOR], language)

    chief = screens.open(TABLET, touch=True, base_url=server.address)
    choose_result(chief, passes.link[CHIEF], language)
    expect_board(board, BEFORE)
    chief.locator("#ask-sign [value=go]").tap()
    expect_board(board, AFTER)
    expect(board.locator("#rows li .mv").nth(2)).to_have_text("▼ 1")
    assert board.evaluate("window.neverReloaded") is True
    take_away(desk, language)


def tablet(screens, server, link, language, size):
    """A judge's tablet at station 3, signed in by the card."""
    page = screens.open(size, touch=True, base_url=server.address)
    sign_in(page, link, language)
    made = Tablet(page)
    made.begin(3)
    return made


def measure(group):
    """A rung, a reading, two faults on the drawing, a count; everything else clear."""
    group.choose("1.1", "2")
    group.expect_price("1.1", "−0.5")
    group.clear("1.2")
    group.unfold("3.4")
    group.read("3.4", 4, "2.1")
    group.place_out("3.4", 7)
    group.expect_price("3.4", "−0.4")
    group.count("3.5", 2)
    group.expect_price("3.5", "−0.4")
    group.unfold("6.3")
    group.place_out("6.3", 5)
    group.expect_price("6.3", "−0.3")
    for section in ("3", "4", "5", "6", "8", "9", "10"):
        group.sweep(section)
    group.clear("7.2")
    group.clear("11")
    group.expect_total("50.4")
    group.hand_in("50.4")


def judge_first(judge):
    """Only the marks that stand on the buttons."""
    for item, mark in zip(JUDGED, FIRST, strict=True):
        judge.choose(item, mark)
    judge.expect_total("24.5")
    judge.hand_in("24.5")


def judge_second(judge):
    """Some marks between the buttons."""
    for item, mark in zip(JUDGED, ("2", "3.5", "3", "0.5", "3", "2.5", "4", "4"), strict=True):
        judge.choose(item, mark)
    judge.finer("7.3", "less")
    judge.finer("12.4", "more")
    judge.finer("12.4", "more")
    judge.expect_total("22.6")
    judge.hand_in("22.6")


def keep_time(page, link, language):
    """The floor starts and stops the clock of station 3, enters what the watch says, counts a dropped piece."""
    sign_in(page, link, language)
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    card = page.locator(".card[data-station$='3']")
    card.locator("[data-clock=start]").tap()
    card.locator("[data-clock=stop]").tap()
    card.locator("[data-open=record]").tap()
    page.locator("#record [data-correct=set]").tap()
    page.locator("#watch-value").fill("15:30.01")
    page.locator("#watch-reason").fill("以秒表为准")
    page.locator("#ask-set [value=go]").tap()
    expect(card.locator(".shut")).to_contain_text("15:30.01")
    page.locator("#record [value=cancel]").tap()
    card.locator(".fault[data-penalty=dropped]").first.tap()
    expect(card.locator(".fault[data-penalty=dropped] .times").first).to_have_text("× 1")


def choose_result(page, link, language):
    """The chief looks at station 3 and is asked whether to sign; everything up to the last tap."""
    sign_in(page, link, language)
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    page.locator("a[data-pick]").filter(has=page.locator(".chip:text-is('3')")).tap()
    expect(page.locator("dl.calc dd.end")).to_have_text("66.95")
    page.locator("#do-sign").tap()
    expect(page.locator("#ask-sign [data-title]")).to_contain_text("66.95")


def judge_by_program(server, passes):
    """Contestants 01 and 02: marked, timed and signed by the same requests as a tablet sends."""
    clear = [(item, "", "1" if item == "1.1" else "clear") for item in MEASURED]
    both_judges = [[(item, "", mark) for item, mark in zip(JUDGED, given, strict=True)] for given in (FULL, POOR)]
    marks = {"M": (clear, clear), "J1": both_judges, "J2": both_judges}
    for key, of_both in marks.items():
        with Program(server.here, passes.link[SITTERS[key]]) as judge:
            both = judge.sheets()[:2]
            for (contestant, seat), entered in zip(both, of_both, strict=True):
                judge.mark(contestant, seat, entered)
                judge.hand_in(contestant, seat)
    first, second = (contestant for contestant, _ in both)
    with Program(server.here, passes.link[FLOOR]) as floor:
        for contestant, time in ((first, "14:00"), (second, "14:05")):
            floor.post(f"/floor/{SLUG}/clock", contestant=contestant, act="start")
            floor.post(f"/floor/{SLUG}/clock", contestant=contestant, act="stop")
            floor.post(f"/floor/{SLUG}/clock", contestant=contestant, act="set", value=time, reason="以秒表为准")
        floor.post(f"/floor/{SLUG}/penalty", contestant=first, penalty="knocked-over")
    with Program(server.here, passes.link[CHIEF]) as chief:
        chief.post(f"/chief/{SLUG}/sign", contestants=[first, second])


def expect_board(board, rows):
    """Exactly these (rank, name, total) in this order."""
    shown = board.locator("#rows li")
    expect(shown.locator(".name")).to_have_text([name for _, name, _ in rows])
    expect(shown.locator(".n")).to_have_text([rank for rank, _, _ in rows])
    expect(shown.locator(".t")).to_have_text([total for _, _, total in rows])


def take_away(page, language):
    """The organiser downloads the workbook: its figures are the board's, the engine's and the hand's."""
    page.goto(f"/results/{SLUG}")
    with page.expect_download() as coming:
        page.locator("a[download]").click()
    book = openpyxl.load_workbook(io.BytesIO(coming.value.path().read_bytes()))
    lines = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert {"zh": "名次", "en": "Rank"}[language] in [line[0] for line in lines]
    found = [line for line in lines if line[1] in ("01", "02", "03", "04")]
    ranked = [(line[0], line[1], *line[4:10]) for line in found if line[0]]
    texts = [(rank, number, *(as_text(figure) for figure in rest)) for rank, number, *rest in ranked]
    assert texts == SHEET
    assert [line[1] for line in found if not line[0]] == ["04"]


def as_text(figure):
    """A number of the workbook with the rubric's two decimals, exactly; other cells as they are."""
    if isinstance(figure, int | float):
        exact = Decimal(str(figure))
        assert exact == exact.quantize(Decimal("0.01"))
        return f"{exact:.2f}"
    return figure
