"""Two versions of a rubric side by side: every difference is told once, in words of both languages."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from scoring.rubrics.choice_words import CHOICES, choice_word
from scoring.rubrics.compare import compare
from scoring.rubrics.field_words import FIELDS, field_word
from scoring.rubrics.language import Rubric
from scoring.rubrics.prices import Grade
from scoring.rubrics.reader import read_rubric
from scoring.rubrics.said import summary

PAPER = """
rubric: paper@1
title: {zh: 试, en: Trial}
panels:
  - {id: judges, title: {zh: 评委, en: Judges}, combine: mean, seats: 3}
  - {id: group, title: {zh: 测量组, en: Measurers}, combine: shared}
clock: {limit: "15:00", overtime: {every: 0:30, points: 2, count: started}}
penalties:
  - {id: dropped, title: {zh: 落地, en: Dropped}, lose: 3}
  - {id: knocked, title: {zh: 碰倒, en: Knocked}, lose: 2}
sections:
  - id: "1"
    title: {zh: 台面, en: Table}
    panel: group
    items:
      - id: "1.1"
        title: {zh: 距离, en: Distance}
        points: 2
        kind: measured
        unit: cm
        nominal: 1.5
        tolerance: 0.2
        each: 0.2
        places: {count: 10}
      - {id: "1.2", title: {zh: 洁净, en: Clean}, points: 1, kind: checked}
  - id: "2"
    title: {zh: 印象, en: Impression}
    panel: judges
    items:
      - {id: "2.1", title: {zh: 美感, en: Beauty}, points: 5, kind: judged, step: 0.5}
"""


def changes(*edits: tuple[str, str], before: str = PAPER) -> list[tuple[Any, ...]]:
    """What is told when each old text is replaced: (sort, rows, where, field, old, new), in Chinese."""
    after = before
    for old, new in edits:
        assert old in after
        after = after.replace(old, new)
    return [
        (
            change.sort,
            change.rows,
            " / ".join(text.zh for text in change.where),
            change.what and change.what.zh,
            change.old and change.old.zh,
            change.new and change.new.zh,
        )
        for change in compare(read(before), read(after))
    ]


def read(text: str) -> Rubric:
    reading = read_rubric(text, "paper@1.yaml")
    assert reading.rubric, [problem.en for problem in reading.problems]
    return reading.rubric


def test_the_same_rubric_has_no_changes():
    assert compare(read(PAPER), read(PAPER + "\n# a remark\n")) == ()


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("points: 2\n", "points: 3\n"), ("changed", True, "1 台面 / 1.1 距离", "分值", "2", "3")),
        (("tolerance: 0.2", "tolerance: 0.3"), ("changed", True, "1 台面 / 1.1 距离", "容差", "0.2", "0.3")),
        (
            ("tolerance: 0.2", "tolerance: {below: 0.2, above: 0}"),
            ("changed", True, "1 台面 / 1.1 距离", "容差 · 偏大", "0.2", "0"),
        ),
        (("each: 0.2", "each: 0.1"), ("changed", True, "1 台面 / 1.1 距离", "每处", "0.2", "0.1")),
        (("count: 10", "count: 8"), ("changed", True, "1 台面 / 1.1 距离", "位置 · 处数", "10", "8")),
        (("zh: 洁净", "zh: 干净"), ("changed", True, "1 台面 / 1.2 干净", "名称", "洁净", "干净")),
        (("step: 0.5", "step: 0.1"), ("changed", True, "2 印象 / 2.1 美感", "步长", "0.5", "0.1")),
        (('limit: "15:00"', 'limit: "16:30"'), ("changed", False, "", "计时 · 限时", "15:00", "16:30")),
        (("count: started", "count: full"), ("changed", False, "", "计时 · 超时 · 计数", "不足一步也计", "满一步才计")),
        (("lose: 3", "lose: [3, 5]"), ("changed", False, "罚分 / 落地", "扣分", "3", "3、5")),
        (("lose: 2}", "lose: 2, once: true}"), ("changed", False, "罚分 / 碰倒", "只计一次", None, "是")),
        (("combine: mean", "combine: median"), ("changed", False, "裁判组 / 评委", "合成方法", "平均", "中位数")),
        (("    panel: judges", "    panel: group"), ("changed", False, "2 印象", "裁判组", "评委", "测量组")),
        (("zh: 印象", "zh: 观感"), ("changed", False, "2 观感", "名称", "印象", "观感")),
    ],
)
def test_a_field_is_told_with_where_it_stands(edit, told):
    assert changes(edit) == [told]


def test_rows_that_came_and_went():
    row = '      - {id: "1.2", title: {zh: 洁净, en: Clean}, points: 1, kind: checked}\n'
    assert changes((row, "")) == [("removed", True, "1 台面 / 1.2 洁净", None, "是否达到，分值 1", None)]
    new = '      - {id: "1.3", title: {zh: 光泽, en: Shine}, points: 1, kind: counted, lose: 0.5, unit: times}\n'
    assert changes((row, row + new)) == [
        ("added", True, "1 台面 / 1.3 光泽", None, None, "计次，分值 1，单位 次，扣分 0.5")
    ]


def test_a_new_row_is_told_with_its_panel_and_the_words_of_its_scale():
    anchors = "anchors: [{mark: 5, title: {zh: 优, en: A}}, {mark: 3, title: {zh: 良, en: B}}]"
    row = f'{{id: "1.3", title: {{zh: 光泽, en: Shine}}, points: 5, panel: judges, kind: judged, step: 1, {anchors}}}'
    old = '      - {id: "1.2", title: {zh: 洁净, en: Clean}, points: 1, kind: checked}\n'
    assert changes((old, f"{old}      - {row}\n")) == [
        ("added", True, "1 台面 / 1.3 光泽", None, None, "评判打分，分值 5，裁判组 评委，步长 1，参考档 优 5、良 3")
    ]
    levels = "levels: [{id: a, title: {zh: 差, en: Bad}}, {id: b, title: {zh: 好, en: Good}, help: {zh: 全, en: All}}]"
    kind = f"kind: levels, {levels}}}"
    assert changes(("kind: checked}", kind))[0][5] == "选等级，等级 差、好 全"
    menu = "kind: faults, faults: [{id: A, title: {zh: 漏, en: Leak}, lose: 1, once: true}]}"
    assert changes(("kind: checked}", menu))[0][5] == "差错表，差错表 漏（扣分 1，只计一次 是）"


def test_a_renumbered_row_is_the_same_row():
    assert changes(('id: "1.2"', 'id: "1.9"')) == [("changed", True, "1 台面 / 1.9 洁净", "编号", "1.2", "1.9")]


def test_rows_are_known_by_their_titles_when_one_is_put_between():
    between = '      - {id: "1.1", title: {zh: 新, en: New}, points: 1, kind: checked}\n      - id: "1.2"\n'
    told = changes(('id: "1.2"', 'id: "1.3"'), ('      - id: "1.1"\n', between))
    assert [(each[0], each[2], each[3]) for each in told] == [
        ("added", "1 台面 / 1.1 新", None),
        ("changed", "1 台面 / 1.2 距离", "编号"),
        ("changed", "1 台面 / 1.3 洁净", "编号"),
    ]


def test_a_row_in_another_section_has_moved():
    row = '      - {id: "1.2", title: {zh: 洁净, en: Clean}, points: 1, kind: checked}\n'
    last = "kind: judged, step: 0.5}\n"
    assert changes((row, ""), (last, last + row)) == [
        ("moved", True, "2 印象 / 1.2 洁净", "所在项目", "1 台面", "2 印象")
    ]


def test_another_kind_is_told_as_a_whole():
    assert changes(("kind: judged, step: 0.5", "kind: checked")) == [
        ("changed", True, "2 印象 / 2.1 美感", "评分方式", "评判打分，步长 0.5", "是否达到")
    ]


def test_order_panels_penalties_and_sections():
    first, second = (line + "\n" for line in PAPER.splitlines() if "lose: 3" in line or "lose: 2}" in line)
    assert changes((first + second, second + first)) == [("moved", False, "罚分", None, "落地、碰倒", "碰倒、落地")]
    assert changes((first, "")) == [("removed", False, "罚分 / 落地", None, "扣分 3", None)]
    section = '  - id: "3"\n    title: {zh: 三, en: Three}\n    panel: judges\n    items:\n'
    row = '      - {id: "3.1", title: {zh: 甲, en: A}, points: 1, kind: checked}\n'
    assert changes((PAPER, PAPER + section + row)) == [
        ("added", True, "3 三 / 3.1 甲", None, None, "是否达到，分值 1"),
        ("added", False, "3 三", None, None, "3 三"),
    ]


def test_parts_without_ids():
    ties = "ties:\n  - {by: time, wins: low}\n"
    assert changes((PAPER, PAPER + ties)) == [("changed", False, "", "并列规则", None, "比较 用时，优胜 低者优先")]
    assert changes(("wins: low", "wins: high"), before=PAPER + ties) == [
        ("changed", False, "", "并列规则 · 1 · 优胜", "低者优先", "高者优先")
    ]


def test_modules_are_named():
    head, _, sections = PAPER.partition("clock:")
    sections = sections.partition("sections:")[2]
    indented = "".join(f"    {line}\n" for line in sections.strip("\n").splitlines())
    whole = (
        head + "modules:\n  - id: a\n    title: {zh: 实操, en: Practical}\n    weight: 70%\n    sections:\n" + indented
    )
    assert changes(("weight: 70%", "weight: 60%"), before=whole) == [("changed", False, "实操", "权重", "70%", "60%")]
    assert changes(("id: a\n", "id: b\n"), before=whole)[:2] == [
        ("added", False, "实操", None, None, "实操"),
        ("removed", False, "实操", None, "实操", None),
    ]


def test_times_of_readings_are_written_as_times():
    timed = PAPER.replace("unit: cm", "unit: time").replace("nominal: 1.5", "nominal: 1:30")
    timed = timed.replace("tolerance: 0.2", "tolerance: 0:00.50")
    assert changes(("nominal: 1:30", "nominal: 1:45"), before=timed) == [
        ("changed", True, "1 台面 / 1.1 距离", "标准值", "1:30", "1:45")
    ]
    assert changes(("tolerance: 0:00.50", "tolerance: 0:12"), before=timed) == [
        ("changed", True, "1 台面 / 1.1 距离", "容差", "0:00.50", "0:12")
    ]


def models(model: type[BaseModel] = Rubric, seen: set[Any] | None = None) -> Iterator[type[BaseModel]]:
    """Every class of the language."""
    seen = set() if seen is None else seen
    if model not in seen:
        seen.add(model)
        yield model
        for field in model.model_fields.values():
            for part in parts(field.annotation):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    yield from models(part, seen)


def parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from parts(part)


def test_every_field_and_choice_has_its_word():
    fields = {str(field.alias or name) for model in models() for name, field in model.model_fields.items()}
    choices = {
        choice
        for model in models()
        for field in model.model_fields.values()
        for part in parts(field.annotation)
        if get_origin(part) is Literal
        for choice in get_args(part)
        if isinstance(choice, str)
    }
    assert fields - FIELDS.keys() == set()
    assert choices - CHOICES.keys() == set()
    assert {name for name in FIELDS if "." not in name} - fields == set()
    assert {name for name in CHOICES if "=" not in name} - choices == set()
    assert field_word("Clock", "short") != field_word("Section", "short")
    assert choice_word("over", "no such") is None


def test_a_part_without_a_title_is_called_by_its_id():
    assert summary(Grade.model_validate({"id": "A", "points": "1.50"})).en == "A, points 1.5"
