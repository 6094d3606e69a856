"""What can be wrong in a file of marks, and how it is said in zh and en. Knows neither rubric nor file."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from scoring.engine.marks import RUN_WORDS
from scoring.rubrics.problems import Problem

COLUMNS = ("contestant", "seat", "item", "place", "value")
LONGER = ("round", "attempt", "heat", "team", "group")  # of longer events; may be left out
HEADER = ",".join(COLUMNS)

FAULTS: dict[str, tuple[str, str]] = {
    # the file
    "empty": ("文件是空的；第一行应是 {header}", "the file is empty; its first line should be {header}"),
    "separator": (
        "各列用“{sign}”隔开了；请另存为以逗号分隔的 CSV",
        "the columns are separated by “{sign}”; save the file as comma-separated CSV",
    ),
    "unknown-column": (
        "不认识的列“{text}”（第一行应是 {header}）{hint_zh}",
        "unknown column “{text}” (the first line should be {header}){hint_en}",
    ),
    "header": (
        "第一行应是列名，照抄 {header}；这里是“{text}”",
        "the first line should name the columns, just as in {header}; here it says “{text}”",
    ),
    "double-column": ("列“{text}”出现了两次", "the column “{text}” stands here twice"),
    "missing-column": (
        "缺少列“{text}”；第一行应是 {header}",
        "the column “{text}” is missing; the first line should be {header}",
    ),
    "needed-column": (
        "本标准在每个 {name} 内比较：请加上 {name} 列",
        "this rubric compares within each {name}: add a column {name}",
    ),
    "cells": ("这一行有 {have} 格，应有 {need} 格", "this line has {have} cells, {need} are needed"),
    "more": (
        "问题已超过 {most} 个，其余不再列出；请先改正以上各处",
        "more than {most} problems; the rest is not listed: mend these first",
    ),
    # whom a line is about
    "contestant": ("缺少选手", "the contestant is missing"),
    "constant": (
        "第 {first} 行写的是{name}“{said}”，这里是“{text}”：同一选手只能有一个",
        "line {first} says {name} “{said}”, here it is “{text}”: a contestant has one",
    ),
    "needed": (
        "选手“{contestant}”没有写 {name}：本标准在每个 {name} 内比较",
        "contestant “{contestant}” has no {name}, and this rubric compares within each {name}",
    ),
    "no-teams": ("本标准没有团体名次：缺少选手", "this rubric ranks no teams: the contestant is missing"),
    "team-item": (
        "没有团体罚分“{text}”{hint_zh}；选手的记录请写明选手",
        "there is no team penalty “{text}”{hint_en}; for a fact of a contestant name the contestant",
    ),
    "team-alone": (
        "“{item}”是团体罚分：contestant 请留空，只写 team",
        "“{item}” is a penalty of a team: leave contestant empty and name the team",
    ),
    "setting-alone": (
        "“{item}”是全场的设定：contestant 请留空",
        "“{item}” is a setting for everybody: leave contestant empty",
    ),
    "unknown-team": ("没有选手属于队“{text}”{hint_zh}", "no contestant belongs to the team “{text}”{hint_en}"),
    # rounds and runs
    "round": (
        "本标准只有一轮，“{text}”请留空或写 1",
        "this rubric has a single round: leave “{text}” empty or write 1",
    ),
    "unknown-round": ("没有轮次“{text}”：请写 {known} 之一", "there is no round “{text}”: write one of {known}"),
    "round-without": (
        "“{item}”不在轮次“{text}”内：可写 {known}",
        "“{item}” is no part of round “{text}”: write {known}",
    ),
    "attempts": (
        "“{text}”不行：“{item}”有 {most} 次，请写 1 到 {most}",
        "“{text}” will not do: “{item}” is done {most} times, write 1 to {most}",
    ),
    "attempt-twice": (
        "细则“{item}”已写明第几次：attempt 请留空",
        "“{item}” already says which time it is: leave attempt empty",
    ),
    # what a line states
    "no-item": (
        "缺少 item：细则编号、罚分编号、time 或 status",
        "the item is missing: the id of an item or penalty, time or status",
    ),
    "unknown-item": ("没有细则或罚分“{text}”{hint_zh}", "there is no item or penalty “{text}”{hint_en}"),
    "no-clock": ("本标准不计时，没有 time", "this rubric has no clock, so there is no time"),
    "clock-item": (
        "“{item}”按模块的用时得分：请写 time，不写“{item}”",
        "“{item}” is scored by the working time of its module: write time instead",
    ),
    "no-adjust": (
        "本标准不许裁判长在这里调整分数",
        "this rubric lets the chief judge adjust nothing here",
    ),
    "module": (
        "这里要写明模块：place 请写 {known} 之一",
        "the module has to be named here: write one of {known} as the place",
    ),
    "adjust": (
        "“{text}”不行：只能在 −{down} 到 +{up} 之间，每 {step} 一档",
        "“{text}” will not do: from −{down} to +{up} in steps of {step}",
    ),
    "penalty-item": (
        "这项罚分落在一条细则上：place 请写细则编号",
        "this penalty falls on one item: write the item's id as the place",
    ),
    "seat-given": ("“{item}”不属于任何评委席：seat 请留空", "“{item}” belongs to no seat: leave the seat empty"),
    "seat-missing": ("细则“{item}”由评委席打分：请写 seat", "item “{item}” is marked by a seat: name the seat"),
    "place-given": ("“{item}”不分位置：place 请留空", "“{item}” has no places: leave the place empty"),
    "status-place": (
        "“status”说的是整场比赛：place 请留空；只缺一个模块时，该模块的各行不写就是（模块须写 optional）",
        "a status is about the whole contest: leave the place empty; for a single module missed, leave its lines out "
        "(the module has to be optional)",
    ),
    "round-given": ("“{item}”不分轮次：round 请留空", "“{item}” belongs to no round: leave the round empty"),
    "attempt-given": ("“{item}”不分次数：attempt 请留空", "“{item}” is done in no runs: leave attempt empty"),
    "time": (
        "“{text}”不是用时：请写 分:秒，如 15:30 或 15:30.01{hint_zh}",
        "“{text}” is not a time: write m:ss, such as 15:30 or 15:30.01{hint_en}",
    ),
    "watch-and-time": (
        "与第 {first} 行不合：要么写各只表的用时（各有 seat），要么只写一个 seat 为空的用时",
        "line {first} gives it otherwise: write what each watch says (each with its seat), or one time without a seat",
    ),
    "status": ("没有状态“{text}”：请写 {known} 之一", "there is no status “{text}”: write one of {known}"),
    "eligible": (
        "“{text}”不行：请写 yes（可获奖）或 no（不参评）",
        "“{text}” will not do: write yes (may win an award) or no",
    ),
    "times": (
        "“{text}”不是次数：请写 0 到 {most} 的整数",
        "“{text}” is not a count: write a whole number from 0 to {most}",
    ),
    "value": (
        "“{text}”不是{title_zh}：请写数，至多 {decimals} 位小数",
        "“{text}” is not a figure for “{title_en}”: write a number with at most {decimals} decimals",
    ),
    # late settings
    "setting": ("“{text}”不是数：请写一个数，如 0.3", "“{text}” is not a number: write one, such as 0.3"),
    "setting-least": ("“{text}”太小：至少 {least}", "“{text}” is too small: at least {least}"),
    "setting-most": ("“{text}”太大：至多 {most}", "“{text}” is too large: at most {most}"),
    "setting-breaks": (
        "按今天定的数，评分标准自相矛盾：{told_zh}",
        "with the figures of the day the rubric contradicts itself: {told_en}",
    ),
    # twice
    "duplicate": (
        "与第 {first} 行重复：同一处只能有一个值",
        "the same slot as line {first}: it can have only one value",
    ),
    "shared": (
        "第 {first} 行的评委席“{other}”在同一张共用评分表上记了“{value}”",
        "seat “{other}” in line {first} says “{value}” on the same shared sheet",
    ),
}

NO_RESULT = (
    *RUN_WORDS,
    *("dnf", "dns", "dsq", "dq", "wdr", "nt", "cap", "crash", "foul", "retired"),
    *("未完成", "弃权", "缺席", "退赛", "失败", "犯规", "无成绩", "取消资格"),
)


def said(file: str, line: int, column: int, code: str, words: Mapping[str, object]) -> Problem:
    """The problem `code` at its place."""
    zh, en = FAULTS[code]
    return Problem(file, line, column, code, zh.format_map(words), en.format_map(words))


def hint(word: str, known: Iterable[str]) -> dict[str, str]:
    """“did you mean …” in both languages, empty where nothing comes near."""
    near = get_close_matches(word[:100], list(known), 1)
    return {
        "hint_zh": f"，是不是“{near[0]}”？" if near else "",
        "hint_en": f"; did you mean “{near[0]}”?" if near else "",
    }


def outcome_hint(value: str, in_run: bool = False) -> dict[str, str]:
    """How to say that there is no result, in both languages, where an outcome was written as a value."""
    word = value.strip().lower()
    if word not in NO_RESULT or (in_run and word in RUN_WORDS):
        return {"hint_zh": "", "hint_en": ""}
    if in_run:
        return {
            "hint_zh": "；这一次没有成绩写 failed（放弃写 passed，不计写 void）",
            "hint_en": "; a run without a result is written failed (or passed, void)",
        }
    return {
        "hint_zh": "；没有成绩的选手另写一行：item 写 status，value 写 dnf、dns、dsq 等",
        "hint_en": "; an outcome is a line of its own: status as the item, dnf, dns, dsq … as the value",
    }
