"""The lines of a longer event: rounds, runs, watches, adjustments, settings, teams, and everything wrong with them."""

from decimal import Decimal
from pathlib import Path

import pytest

from scoring.engine.marks_file import read_marks
from scoring.engine.tabulate import tabulate
from scoring.rubrics.reader import read_rubric
from tests.engine.making import plain_item, rubric, title

TEXT = Path(__file__).with_name("games.yaml").read_text(encoding="utf-8")
GAMES = read_rubric(TEXT, "games@1.yaml").rubric
HEAD = "contestant,seat,item,place,value,round,attempt,heat,team,group\n"


def read(*lines, of=GAMES):
    found = read_marks(of, HEAD + "\n".join(lines), "m.csv")
    assert [problem.say("en") for problem in found.problems] == []
    return found


def one(*lines):
    (facts,) = read(*lines).facts
    return facts


def told(*lines, of=GAMES):
    """The problems of some lines as (line, column, code); each is said in two languages."""
    found = read_marks(of, HEAD + "\n".join(lines), "m.csv")
    assert found.facts == ()
    assert all(problem.zh != problem.en and problem.zh and problem.en for problem in found.problems)
    return [(problem.line, problem.column, problem.code) for problem in found.problems]


def test_an_attempt_names_the_run():
    facts = one("A,M,far,,5,,2,,,", "A,M,far,,4,,,,,", "A,M,far#3,,failed,,,,,", "A,,wind,,1.5,,2,,,")
    assert [(mark.item, mark.value) for mark in facts.marks] == [("far#2", "5"), ("far#1", "4"), ("far#3", "failed")]
    assert facts.outside == {"wind#2": "1.5"}
    assert facts.seats == {"m": ("M",)}


def test_what_is_said_of_faults_and_of_what_does_not_apply():
    facts = one("A,J,slips,spoon,2,,,,,", "A,J,slips,glass,1,,,,,", "A,J,gap,,na,,,,,")
    assert [(mark.place, mark.value) for mark in facts.marks] == [("spoon", "2"), ("glass", "1"), ("", "na")]
    assert facts.round == "final", "the only round with this module"


def test_times_by_module_and_by_watch():
    facts = one("A,W1,time,throw,1:00,final,,,,", "A,W2,time,throw,1:01.5,final,,,,", "A,,time,table,4:00,,,,,")
    assert facts.watches == {"throw": (Decimal(60), Decimal("61.5"))}
    assert facts.time == {"table": Decimal(240)}


def test_a_fact_without_a_round_belongs_to_the_only_one_or_to_the_first():
    first, last = read("A,M,far,,5,,,,,", "A,,status,,dsq,final,,,,", "A,,late,,1,,,,,", "A,,late,,2,final,,,,").facts
    assert (first.round, len(first.marks), first.status, first.penalties) == ("heats", 1, "", {"late": 1})
    assert (last.round, len(last.marks), last.status, last.penalties) == ("final", 0, "dsq", {"late": 2})


def test_what_is_always_true_is_true_in_every_round():
    lines = [
        "A,M,far,,5,,,1,U,",
        "A,J,gap,,clear,,,2,,x",
        "A,,weight,,61.5,,,,,",
        "A,,lap,,1:05,,,,,",
        "A,,eligible,,no,,,,,",
    ]
    first, last = read(*lines).facts
    assert first.outside == last.outside == {"weight": "61.5", "lap": "1:05"}
    assert (first.eligible, last.eligible) == (False, False)
    assert first.groups == {"heat": "1", "team": "U", "group": "x"}
    assert last.groups == {"heat": "2", "team": "U", "group": "x"}


def test_somebody_of_whom_only_lasting_things_are_said_is_in_the_first_round():
    facts = one("A,,weight,,61.5,,,,,", "A,,eligible,,yes,,,,,")
    assert (facts.round, facts.outside, facts.eligible) == ("heats", {"weight": "61.5"}, True)
    assert one("A,,weight,,61.5,final,,,,").round == "final"


def test_penalties_add_up_and_may_name_an_item():
    facts = one("A,,torn,far,2,heats,2,,,", "A,,torn,wind,1,heats,,,,", "A,,slip,,1,heats,,,,", "A,,slip,,1,heats,,,,")
    assert facts.penalties == {"torn": 3, "slip": 2}
    assert facts.named == {"torn": ("far#2", "far#2", "wind#1")}


def test_what_the_chief_judge_adds_or_takes():
    facts = one("A,,adjustment,table,+1.5,final,,,,", "A,,adjustment,,−1,final,,,,")
    assert facts.adjust == {"table": Decimal("1.5"), "": Decimal(-1)}
    whole = rubric(plain_item("counted", lose="1"), adjust={"up": "1", "step": "1"})
    assert read("A,,adjustment,,1,,,,,", of=whole).facts[0].adjust == {"main": Decimal(1)}


def test_penalties_of_a_team_add_up():
    found = read("A,M,far,,5,,,,U,", ",,rude,,1,,,,U,", ",,rude,,2,,,,U,")
    assert found.teams == {"U": {"rude": 3}}
    assert [facts.contestant for facts in found.facts] == ["A"]


def test_late_settings_change_the_rubric():
    assert read("A,M,far,,5,,,,,").settings == {"slack": "0.2"}
    found = read("A,J,gap,,2,,,,,", ",,slack,,0.5,,,,,")
    assert found.settings == {"slack": "0.5"}
    assert found.rubric.items["gap"].tolerance.above == Decimal("0.5")
    document = tabulate(GAMES, TEXT, HEAD + "A,,status,,dns,,,,,\n,,slack,,０.5,,,,,\n", "m.csv").document
    assert document["settings"] == {"slack": "0.5"}


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (",,slack,,much,,,,,", 10, "setting"),
        (",,slack,,-1,,,,,", 10, "setting-least"),
        (",,slack,,1.1,,,,,", 10, "setting-most"),
        (",J,slack,,0.1,,,,,", 2, "seat-given"),
        (",,slack,1,0.1,,,,,", 9, "place-given"),
        (",,slack,,0.1,final,,,,", 14, "round-given"),
        (",,slack,,0.1,,1,,,", 15, "attempt-given"),
        ("A,,slack,,0.1,,,,,", 1, "setting-alone"),
        ("A,,rude,,1,,,,U,", 1, "team-alone"),
        (",,rude,,1,,,,V,", 14, "unknown-team"),
        (",,rude,,many,,,,U,", 9, "times"),
        (",,rud,,1,,,,U,", 3, "team-item"),
        (",J,rude,,1,,,,U,", 2, "seat-given"),
        (",,rude,2,1,,,,U,", 8, "place-given"),
        (",,rude,,1,final,,,U,", 11, "round-given"),
        (",,rude,,1,,1,,U,", 12, "attempt-given"),
        (",,late,,1,,,,,", 1, "contestant"),
        ("A,M,far,,5,finals,,,,", 12, "unknown-round"),
        ("A,J,gap,,2,heats,,,,", 12, "round-without"),
        ("A,M,far,,5,,4,,,", 13, "attempts"),
        ("A,M,far,,5,,0,,,", 13, "attempts"),
        ("A,M,far,,5,,x,,,", 13, "attempts"),
        ("A,M,far#2,,5,,2,,,", 15, "attempt-twice"),
        ("A,J,gap,,2,,2,,,", 13, "attempt-given"),
        ("A,J,gap,,2,,1,,,", 13, "attempt-given"),
        ("A,,time,table,4:00,,2,,,", 21, "attempt-given"),
        ("A,,late,,1,,2,,,", 13, "attempt-given"),
        ("A,M,far#4,,5,,,,,", 5, "unknown-item"),
        ("A,,quick,,3:00,,,,,", 4, "clock-item"),
        ("A,,time,,4:00,,,,,", 9, "module"),
        ("A,,time,tabel,4:00,,,,,", 9, "module"),
        ("A,J,time,table,4:00,,,,,", 3, "seat-given"),
        ("A,,eligible,,perhaps,,,,,", 14, "eligible"),
        ("A,,weight,,heavy,,,,,", 12, "value"),
        ("A,,weight,,61.55,,,,,", 12, "value"),
        ("A,,lap,,65,,,,,", 9, "value"),
        ("A,,adjustment,throw,1,,,,,", 15, "no-adjust"),
        ("A,,adjustment,table,2.5,,,,,", 21, "adjust"),
        ("A,,adjustment,table,-1.5,,,,,", 21, "adjust"),
        ("A,,adjustment,table,0.3,,,,,", 21, "adjust"),
        ("A,,adjustment,table,+-1,,,,,", 21, "adjust"),
        ("A,,torn,,1,,,,,", 9, "penalty-item"),
        ("A,,torn,fra,1,,,,,", 9, "unknown-item"),
        ("A,,torn,gap,1,,,,,", 9, "unknown-item"),
        ("A,J,torn,far,1,,,,,", 3, "seat-given"),
        ("A,,slip,far,1,,,,,", 9, "place-given"),
        ("A,J,slips,fork,1,,,,,", 11, "fault"),
        ("A,J,slips,,1,,,,,", 11, "fault-missing"),
        ("A,M,far,,5,,,2,,", 14, "constant"),
        ("A,M,far,,5,final,,1,V,", 21, "constant"),
    ],
)
def test_a_line_of_a_longer_event_that_cannot_be_used(line, column, code):
    assert told("A,J,gap,,1.5,,,1,U,", "A,M,far,,5,,2,1,,", line) == [(4, column, code)]


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("A,M,far,,DNF,,,,,", "failed（放弃写 passed，不计写 void）", "is written failed (or passed, void)"),
        ("A,M,far,,FAILED,,,,,", "是不是“failed”？", "; did you mean “failed”?"),
        ("A,J,gap,,crash,,,,,", "value 写 dnf、dns、dsq 等", "dnf, dns, dsq … as the value"),
        ("A,J,gap,,failed,,,,,", "value 写 dnf、dns、dsq 等", "dnf, dns, dsq … as the value"),
        ("A,,time,table,弃权,,,,,", "value 写 dnf、dns、dsq 等", "dnf, dns, dsq … as the value"),
        ("A,,time,table,fast,,,,,", "如 15:30 或 15:30.01", "such as 15:30 or 15:30.01"),
        ("A,,status,table,dnf,,,,,", "各行不写就是（模块须写 optional）", "(the module has to be optional)"),
    ],
)
def test_where_there_is_no_result_the_line_to_write_is_told(line, zh, en):
    (problem,) = read_marks(GAMES, HEAD + line, "m.csv").problems
    assert problem.zh.endswith(zh)
    assert problem.en.endswith(en)


def test_a_line_is_told_once_though_settings_are_read_before():
    assert told('A,"M,far,,5,,,,,', "A,M,far", "A,M,far,,5,,,,,,x") == [
        (2, 3, "quote"),
        (3, 8, "cells"),
        (4, 17, "cells"),
    ]


def test_a_word_that_other_rubrics_know():
    plain = rubric(plain_item("counted", lose="1"))
    lines = ["A,,adjustment,,1,,,,,", "A,,time,,1:00,,,,,", ",,late,,1,,,,U,", ",,late,,1,,,,,"]
    assert told(*lines, of=plain) == [(2, 4, "no-adjust"), (3, 4, "no-clock"), (4, 1, "no-teams"), (5, 1, "contestant")]


def test_the_longer_columns_may_be_missing():
    short = "contestant,seat,item,place,value\nA,J,gap,,2\nA,J,gap#2,,2\n,,rude,,1\n"
    found = read_marks(GAMES, short, "m.csv").problems
    assert [(problem.line, problem.column, problem.code) for problem in found] == [
        (3, 5, "unknown-item"), (4, 1, "contestant"),
    ]  # fmt: skip


def test_a_time_decided_on_and_watches_do_not_go_together():
    watches = "A,W1,time,throw,1:00,,,,,"
    assert told(watches, "A,,time,throw,1:00,,,,,") == [(3, 15, "watch-and-time")]
    assert told("A,,time,throw,1:00,,,,,", watches) == [(3, 17, "watch-and-time")]
    assert told(watches, watches) == [(3, 17, "duplicate")]


def test_the_same_slot_twice_and_a_setting_twice():
    assert told("A,M,far,,5,,,,,", "A,M,far#1,,6,,,,,") == [(3, 12, "duplicate")]
    assert told("A,,weight,,61,,,,,", "A,,weight,,61,,,,,") == [(3, 12, "duplicate")]
    assert told(",,slack,,0.1,,,,,", ",,slack,,0.3,,,,,") == [(3, 10, "duplicate")]
    assert read("A,M,far,,5,heats,,,,", "A,M,far,,6,final,,,,").facts[1].marks[0].value == "6"


def test_a_setting_that_breaks_the_rubric_is_told_at_its_line():
    bands = "bands: [{to: 0.2, lose: 0}, {over: $slack, lose: 2}]"
    text = TEXT.replace("tolerance: $slack", bands).replace("            each: 2\n", "")
    banded = read_rubric(text, "games@1.yaml").rubric
    assert read(",,slack,,0.2,,,,,", "A,J,gap,,1.6,,,,,", of=banded).rubric.items["gap"].bands[1].over == Decimal("0.2")
    assert told(",,slack,,0.3,,,,,", of=banded) == [(2, 10, "setting-breaks")]


def test_who_is_compared_within_a_heat_has_to_be_in_one():
    within = rubric(plain_item("counted", lose="1"), ranking={"within": "heat"})
    assert told("A,M,1.1,,0,,,1,,", "B,M,1.1,,0,,,,,", of=within) == [(3, 14, "needed")]
    short = read_marks(within, "contestant,seat,item,place,value\nA,M,1.1,,0\n", "m.csv").problems
    assert [(problem.line, problem.column, problem.code) for problem in short] == [(1, 33, "needed-column")]
    outside = rubric(plain_item("outside", "5", "o", score="best", scope="group"))
    assert told("A,,o,,1,,,,,", of=outside) == [(2, 13, "needed")]


def test_a_grade_has_to_be_one_of_the_chosen_element():
    entry = {"title": title("dive"), "points": "1"}
    dives = [
        {**entry, "id": "a", "grades": [{"id": "good", "points": "2"}]},
        {**entry, "id": "b", "grades": [{"id": "bad", "points": "1"}]},
    ]
    diving = rubric(
        plain_item("element", "1", "dive", catalogue=dives), plain_item("graded", "2", "how", of="dive"),
    )  # fmt: skip
    assert read("A,M,how,,good,,,,,", "A,M,dive,,a,,,,,", of=diving).facts
    assert told("A,M,how,,bad,,,,,", "A,M,dive,,a,,,,,", "B,M,dive,,b,,,,,", of=diving) == [(2, 10, "grade")]


def test_nobody_reads_more_than_a_thousand_problems():
    found = read_marks(GAMES, HEAD + "A,M,x,,1,,,,,\n" * 5000, "m.csv").problems
    assert (len(found), found[-1].code) == (1001, "more")
