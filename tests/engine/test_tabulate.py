"""A file of marks becomes the table, or is told what is wrong with it, line by line."""

import json

import pytest

from scoring.engine.tabulate import as_csv, table_of, tabulate
from scoring.rubrics.source import digest
from tests.engine.making import module, plain_item, rubric, title

CLOCK = {"limit": "15:00", "overtime": {"every": "0:30", "points": "2", "count": "started"}}
PENALTIES = [{"id": "dropped", "title": title("物品落地"), "lose": "3", "unit": title("件")}]
GAPS = plain_item("measured", "2", "3.4", unit="cm", nominal="1.5", tolerance="0.2", each="0.2", places=10)
BEAUTY = {**plain_item("judged", "6", "12", step="0.1"), "panel": "q"}
PANELS = [
    {"id": "p", "title": title("measuring"), "combine": "shared"},
    {"id": "q", "title": title("judges"), "combine": "mean", "least": "1"},
]
RUBRIC = rubric(GAPS, BEAUTY, panels=PANELS, clock=CLOCK, penalties=PENALTIES)
LIVE = rubric(
    modules=[
        module("theory", plain_item("outside", "100", "t", full="100"), weight="30%"),
        module("live", plain_item("outside", "10", "gmv", score="best"), weight="70%"),
    ],
    panels=PANELS,
)
HEAD = "contestant,seat,item,place,value\n"
WHOLE = HEAD + "A,M,3.4,4,2.1\nA,J1,12,,5\nA,J2,12,,5\nA,J3,12,,5.5\nA,,time,,15:00.01\nA,,dropped,,1\n"


def told(text, of=RUBRIC):
    """The problems of a file as (line, column, code), each said in both languages with its place in front."""
    found = tabulate(of, "d", text, "m.csv")
    assert found.document is None
    for problem in found.problems:
        place = f"m.csv:{problem.line}:{problem.column}: "
        assert problem.say("zh").startswith(place)
        assert problem.say("en").startswith(place)
        assert problem.say("zh") != problem.say("en")
    return [(problem.line, problem.column, problem.code) for problem in found.problems]


def rows(text, of=RUBRIC):
    found = tabulate(of, "d", text, "m.csv")
    assert found.problems == ()
    return found.document["standings"]


def test_the_document_has_the_names_programs_rely_on():
    document = tabulate(RUBRIC, "abc", WHOLE, "m.csv").document
    assert document == json.loads(json.dumps(document))
    assert (document["rubric"], document["digest"]) == ("test@1", digest("abc"))
    assert list(document) == ["rubric", "digest", "standings"]
    (row,) = document["standings"]
    assert list(row) == [
        "rank", "contestant", "total", "tied", "status", "award", "grade", "parted", "flags", "why", "parts",
    ]  # fmt: skip
    assert (row["rank"], row["contestant"], row["total"], row["tied"], row["status"]) == (1, "A", "1.97", False, "ok")
    assert row["parts"] == {
        "main": "1.97", "p": "1.80", "q": "5.17", "section:s": "6.97", "time:main": "900.01", "penalties": "-3.00",
        "clock": "-2.00",
    }  # fmt: skip
    assert row["why"][0] == {
        "code": "reading", "item": "3.4", "place": "4", "seat": "M", "points": "-0.20", "share": "1",
        "zh": "第 4 位：2.1 厘米，超出 1.5 ± 0.2，−0.2", "en": "Place 4: 2.1 cm, outside 1.5 ± 0.2, −0.2",
    }  # fmt: skip
    assert [(why["item"], why["points"], why["share"]) for why in row["why"][1:]] == [
        ("12", "-1.00", "1/3"), ("12", "-1.00", "1/3"), ("12", "-0.50", "1/3"),
        ("time", "-2.00", "1"), ("dropped", "-3.00", "1"),
    ]  # fmt: skip


def test_bytes_and_text_blank_lines_and_columns_in_any_order():
    turned = "value,place,item,seat,contestant,attempt\n2.1,4,3.4,M,A,\n\n5,,12,J1,A\n".replace("A\n", "A,\n")
    turned += "5,,12,J2,A,,\n5.5,,12,J3,A,\n15:00.01,,time,,A,\n1,,dropped,,A,\n"
    assert rows(turned) == rows(WHOLE) == rows(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())


def test_a_price_that_never_ends_is_written_as_a_number():
    thirds = rubric(plain_item("checked", "1", "1", places=3))
    assert rows(HEAD + "A,M,1,1,no\n", thirds)[0]["why"][0]["points"] == "-0.333333"
    eighths = rubric(plain_item("counted", "1", "1", lose="0.125"))
    assert rows(HEAD + "A,M,1,,1\n", eighths)[0]["why"][0]["points"] == "-0.125"


def test_full_width_digits_are_read():
    assert rows(WHOLE.replace("2.1", "２．１").replace("15:00.01", "１５：００．０１")) == rows(WHOLE)


def test_penalties_add_up():
    assert rows(WHOLE + "A,,dropped,,0\n")[0]["total"] == "1.97"
    assert rows(WHOLE.replace("15:00.01", "15:00") + "A,,dropped,,1\n")[0]["parts"]["penalties"] == "-6.00"


def test_a_seat_that_marked_nothing_is_absent_and_an_open_item_is_named():
    text = WHOLE + "B,M,3.4,,clear\nB,J1,12,,6\nB,,time,,14:00\n"
    assert [(row["contestant"], row["total"]) for row in rows(text)] == [("B", "8.00"), ("A", "1.97")]
    open_item = HEAD + "A,J1,3.4,,clear\nA,J1,12,,6\nA,,time,,1:00\nB,J1,12,,6\nB,,time,,1:00\n"
    late = rows(open_item)[1]
    assert (late["rank"], late["total"], late["status"], late["why"][0]["en"]) == (
        None, None, "incomplete", "seat J1 has not marked: 3.4",
    )  # fmt: skip


def test_a_missing_time_is_named():
    (row,) = rows(WHOLE.replace("A,,time,,15:00.01\n", ""))
    assert (row["status"], [why["code"] for why in row["why"]]) == ("incomplete", ["no-time"])
    assert row["parts"] == {}, "what nobody looked at must not read as full marks"


def test_a_status_needs_nothing_else():
    (row,) = rows(HEAD + "A,,status,,DNS\n")
    assert (row["status"], row["why"][0]["zh"]) == ("dns", "缺席")


def test_values_from_outside_and_the_field():
    text = HEAD + "A,,t,,80\nA,,gmv,,300\nB,,t,,90\nB,,gmv,,100\n"
    assert [(row["rank"], row["contestant"], row["total"]) for row in rows(text, LIVE)] == [
        (1, "A", "31.00"), (2, "B", "29.33"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("A,M,3.4,11,1.5", 9, "place"),
        ("A,M,3.4,,1.5", 9, "place-missing"),
        ("A,J1,12,1,5", 9, "no-places"),
        ("A,M,3.4,1,1..5", 11, "reading"),
        ("A,J1,12,,6.1", 10, "range"),
        ("A,J1,12,,5.55", 10, "step"),
        ("A,M,3.5,,clear", 5, "unknown-item"),
        ("A,,droped,,1", 4, "unknown-item"),
        ("A,M,,1,x", 5, "no-item"),
        ("A,,3.4,1,1.5", 3, "seat-missing"),
        ("A,M,dropped,,1", 3, "seat-given"),
        ("A,M,time,,1:00", 3, "seat-given"),
        ("A,,dropped,2,1", 12, "place-given"),
        ("A,,dropped,,-1", 13, "times"),
        ("A,,dropped,,one", 13, "times"),
        ("A,,time,,15", 10, "time"),
        ("A,,time,,15:30:00", 10, "time"),
        ("A,,status,,late", 12, "status"),
        (",M,3.4,1,1.5", 1, "contestant"),
        ("A,M,3.4,1", 10, "cells"),
        ("A,M,3.4,1,1.5,x", 15, "cells"),
        ('A,"M,3.4,1,1.5', 3, "quote"),
        ("A,M,3.4,4,2.1", 11, "duplicate"),
        ("A,,time,,1:00", 10, "duplicate"),
        ("A,M2,3.4,4,1.5", 12, "shared"),
    ],
)
def test_a_line_that_cannot_be_used(line, column, code):
    assert told(WHOLE + line + "\n") == [(8, column, code)]


def test_strange_and_endless_texts_are_told_or_taken():
    names = ["²", "9" * 5000, "10", "٣"]
    found = rows(HEAD + "".join(f"{name},,status,,dns\n" for name in names))
    assert sorted(row["contestant"] for row in found) == sorted(names)
    (problem,) = tabulate(RUBRIC, "d", HEAD + f"A,M,3.4,{'1' * 5000},\x1b\n", "m.csv").problems
    assert (problem.code, len(problem.zh) < 1000) == ("place", True)


def test_all_problems_are_told_at_once_in_their_order():
    assert told(HEAD + "A,M,3.4,11,1\nA,,status,,x\nA,M,9,9,9\n") == [
        (2, 9, "place"), (3, 12, "status"), (4, 5, "unknown-item"),
    ]  # fmt: skip


def test_hints_and_first_lines_are_said():
    (typo,) = tabulate(RUBRIC, "d", WHOLE + "A,,droped,,1\n", "m.csv").problems
    assert typo.say("en") == "m.csv:8:4: there is no item or penalty “droped”; did you mean “dropped”?"
    (again,) = tabulate(RUBRIC, "d", WHOLE + "A,M,3.4,4,2.1\n", "m.csv").problems
    assert again.say("zh") == "m.csv:8:11: 与第 2 行重复：同一处只能有一个值"
    (far,) = tabulate(RUBRIC, "d", WHOLE + "A,,qqqq,,1\n", "m.csv").problems
    assert "did you mean" not in far.say("en")


def test_a_status_or_an_outside_value_twice():
    assert told(HEAD + "A,,status,,dns\nA,,status,,dns\n") == [(3, 12, "duplicate")]
    assert told(HEAD + "A,,t,,80\nA,,t,,80\nA,J1,t,,1\nA,,t,,101\nA,,time,,1:00\n", LIVE) == [
        (3, 7, "duplicate"), (4, 3, "seat-given"), (5, 7, "number"), (6, 4, "no-clock"),
    ]  # fmt: skip


def test_two_seats_of_a_shared_sheet_may_agree():
    assert rows(WHOLE + "A,M2,3.4,4,2.1\nA,M2,3.4,5,in\n")[0]["total"] == "1.97"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, 1, "empty")]),
        ("\n,,\n", [(1, 1, "empty")]),
        ("contestant;seat;item;place;value\n", [(1, 11, "separator")]),
        ("contestant\tseat\titem\tplace\tvalue\n", [(1, 11, "separator")]),
        ("contestant，seat，item，place，value\n", [(1, 11, "separator")]),
        ("contestant,seat,itme,place,value\n", [(1, 17, "unknown-column"), (1, 33, "missing-column")]),
        ("选手,席位,细则,位置,记录\nA,M,3.4,4,2.1\n", [(1, 1, "header")]),
        ("contestant,席位,细则,位置,记录\n", [(1, 1, "header")]),
        ("A,M,3.4,4,2.1\n", [(1, 1, "header")]),
        ("contestant,seat,item,place,value,seat\n", [(1, 34, "double-column")]),
        ('contestant,"seat\n', [(1, 12, "quote")]),
        (HEAD.encode() + "甲".encode("gb18030"), [(2, 1, "gb18030")]),
    ],
)
def test_a_file_that_is_not_such_a_file(text, expected):
    assert told(text) == expected


def test_longer_events_have_columns_that_may_be_empty():
    head = "contestant,seat,item,place,value,round,attempt,heat,team\n"
    assert rows(head + "A,,status,,dns,1,,3,x\n")[0]["status"] == "dns"
    assert told(head + "A,,status,,dns,2,,3,x\n") == [(2, 16, "round")]


def test_rows_for_a_workbook_and_csv():
    document = tabulate(RUBRIC, "d", WHOLE + "B,,status,,dns\n", "m.csv").document
    table = table_of(document, "en")
    parts = ["main", "p", "q", "penalties", "clock", "section:s", "time:main"]
    assert table[0] == ["rank", "contestant", "total", "tied", "status", *parts, "why"]
    assert table[1][:5] == ["1", "A", "1.97", "no", "ok"]
    assert table[2][:5] == ["", "B", "", "no", "dns"]
    assert table[2][-1] == "did not start"
    assert as_csv(document).splitlines()[2].endswith(",缺席")
    assert as_csv(document, "en").splitlines()[0].startswith("rank,contestant,total")


def test_a_row_of_reasons_names_item_and_seat():
    document = tabulate(RUBRIC, "d", WHOLE, "marks.csv").document
    why = table_of(document, "zh")[1][-1]
    assert "3.4 M：" in why
    assert "12 J1：" in why
    assert "dropped：" in why
