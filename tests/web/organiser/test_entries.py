"""Contestants, heats and values from outside: by form, by pasted lines, all or none."""

import re

import pytest

from scoring.store import read
from tests.web.organiser.forms import at, event, numbers, paste, words


def test_one_contestant_is_added_changed_and_removed(app, desk, draft):
    one = {"number": "01", "name": "张三", "unit_name": "示例酒店", "heat_no": "1", "station_no": "2"}
    assert desk.post(f"{draft}/contestants", data=one).status_code == 303
    assert at(app, "01") == (1, 2)
    with app.app_context():
        row = read.contestants(event().id)[0].id
    assert 'value="示例酒店"' in desk.get(f"{draft}/contestants?edit={row}").text
    assert desk.post(f"{draft}/contestants/{row}", data=one | {"number": "007", "heat_no": "3"}).status_code == 303
    assert at(app, "007") == (3, 2)
    assert "Remove 007 张三?" in words(desk.get(f"{draft}/contestants/{row}/remove"))
    desk.post(f"{draft}/contestants/{row}/remove")
    assert numbers(app) == []


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"number": ""}, "number", "Every contestant has an entry number."),
        ({"number": "01"}, "number", "entry number 01 is taken"),
        ({"heat_no": "1"}, "station_no", "Give heat and station together"),
        ({"heat_no": "1", "station_no": "1"}, "station_no", "taken by 01"),
        ({"heat_no": "one", "station_no": "1"}, "heat_no", "Please write a whole number."),
        ({"heat_no": "1", "station_no": "61"}, "station_no", "From 1 to 60."),
    ],
)
def test_a_bad_contestant_is_refused_beside_the_field(app, desk, draft, change, field, reason):
    paste(desk, draft, "01,张三,示例酒店,1,1")
    answer = desk.post(f"{draft}/contestants", data={"number": "02", "name": "李四", "unit_name": ""} | change)
    assert answer.status_code == 422
    assert re.search(f'id="{field}-reason">.*{reason}', answer.text)
    assert 'value="李四"' in answer.text
    assert numbers(app) == ["01"]


def test_lines_are_looked_at_before_they_are_entered(app, desk, draft):
    lines = "编号\t姓名\t单位\r\n01\t张三\t示例酒店\r\n\r\n02，李四，第二酒店，1，2\r\n03,王五\r\n"
    shown = paste(desk, draft, lines, apply=False)
    assert shown.status_code == 200
    assert "Enter all 3 contestants" in words(shown)
    assert numbers(app) == []
    assert paste(desk, draft, lines).status_code == 303
    assert sorted(numbers(app)) == ["01", "02", "03"]
    assert at(app, "02") == (1, 2)


def test_one_bad_line_keeps_all_out(app, desk, draft):
    paste(desk, draft, "01,张三,示例酒店,1,1")
    lines = (
        "02,甲\n02,乙\n,丙\n01,丁\n05,戊,单位,1\n06,己,单位,1,1\n07,庚,单位,1,3\n08,辛,单位,2,1,多余\n09,壬,单位,2,2"
    )
    answer = paste(desk, draft, lines)
    assert answer.status_code == 422
    shown = words(answer)
    for reason in (
        "7 lines have problems",
        "number 02 stands in line 1 already",
        "the entry number is missing",
        "number 01 is entered already",
        "both or neither",
        "heat 1, station 1 is taken by 01",
        "there are stations 1 to 2 only",
        "more than 5 columns",
    ):
        assert reason in shown, reason
    assert "09,壬" in answer.text
    assert numbers(app) == ["01"]


def test_what_only_the_store_knows_comes_back_at_its_line(app, desk, draft):
    answer = paste(desk, draft, "01,甲\n02," + "长" * 300)
    assert answer.status_code == 422
    assert numbers(app) == []
    assert re.search(r'<tr class="bad"><td>2</td>', answer.text)


def test_empty_pastes_are_refused(desk, draft):
    assert paste(desk, draft, "").status_code == 422
    assert "There is no line to enter." in words(paste(desk, draft, "编号,姓名,单位"))


def test_heats_fill_by_themselves_and_by_hand(app, desk, draft):
    paste(desk, draft, "\n".join(f"{number:02},选手{number}" for number in range(1, 6)))
    assert "5 contestants have no place." in words(desk.get(f"{draft}/heats"))
    desk.post(f"{draft}/heats/fill")
    assert [at(app, number) for number in ("01", "02", "03", "05")] == [(1, 1), (1, 2), (2, 1), (3, 1)]
    with app.app_context():
        fifth = next(one.id for one in read.contestants(event().id) if one.number == "05")
    move = {"contestant": fifth, "heat_no": "1", "station_no": "1"}
    answer = desk.post(f"{draft}/heats/move", data=move)
    assert answer.status_code == 422
    assert "taken by 01" in words(answer)
    assert desk.post(f"{draft}/heats/move", data=move | {"heat_no": "4", "station_no": "2"}).status_code == 303
    assert at(app, "05") == (4, 2)
    desk.post(f"{draft}/heats/move", data=move | {"heat_no": "", "station_no": ""})
    assert at(app, "05") is None
    assert "4 contestants lose their places." in words(desk.get(f"{draft}/heats/clear"))
    desk.post(f"{draft}/heats/clear")
    assert at(app, "01") is None


def fields(desk, sales):
    """Names of the inputs, row by row."""
    return re.findall(r'name="(v-[^"]+)"', desk.get(sales).text)


def test_outside_values_are_saved_once_and_can_be_taken_back(app, desk, sales):
    names = fields(desk, sales)
    form = {"uid": "fixed", names[0]: "88.5", names[1]: "12000"}
    assert desk.post(sales, data=form).status_code == 303
    desk.post(sales, data=form)
    with app.app_context():
        facts = {one.contestant: one.outside for one in read.facts_of(event("sales")).values()}
    assert facts["01"]["theory"] == "88.5"
    assert facts["02"] == {}
    assert 'value="88.5"' in desk.get(sales).text
    desk.post(sales, data={"uid": "later", names[0]: ""})
    assert 'value="88.5"' not in desk.get(sales).text


def test_one_bad_value_keeps_all_out_and_all_typed(app, desk, sales):
    names = fields(desk, sales)
    answer = desk.post(sales, data={"uid": "x1", names[0]: "88.5", names[4]: "abc"})
    assert answer.status_code == 422
    assert 'value="abc"' in answer.text
    assert 'value="88.5"' in answer.text
    assert "1 value has a problem; nothing was saved." in words(answer)
    with app.app_context():
        assert all(not one.outside for one in read.facts_of(event("sales")).values())


def test_pasted_values_fill_the_table_without_being_saved(app, desk, sales):
    answer = desk.post(f"{sales}/paste", data={"lines": "编号\t理论\n01\t90\t5000\n99\t1\n02,1,2,3,4,5"})
    assert answer.status_code == 422
    shown = words(answer)
    assert "there is no contestant 99" in shown
    assert "at most 4 values are expected" in shown
    assert 'value="5000"' in answer.text
    with app.app_context():
        assert all(not one.outside for one in read.facts_of(event("sales")).values())


def test_an_event_without_outside_values_says_so(desk, draft):
    assert "Nothing comes from outside here." in words(desk.get(f"{draft}/outside"))
