"""Whole contests out of thin air for the paper's tests: seeded marks on the shipped rubrics, ranked by the engine."""

import random
from dataclasses import dataclass, replace

from scoring.engine.marks import Facts
from scoring.engine.result import result_of
from scoring.engine.simulate import performance
from scoring.engine.standings import Standings, standings
from scoring.paper.tables import Entrant, Occasion
from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import read_rubric, shipped
from scoring.rubrics.source import digest

NAMES = ("示例阿依娜·样本古丽·演示汗木", '=HYPERLINK("http://example.test")', "+1", "@SUM(A1)", "选手甲", "-2")
UNITS = ("示例市演示新区样本国际会议中心大酒店餐饮服务分公司", "=cmd|' /C calc'!A0", "样本宾馆")


@dataclass(frozen=True)
class Contest:
    """A rubric, its ranked field, and invented people."""

    rubric: Rubric
    standings: Standings
    entrants: dict[str, Entrant]
    occasion: Occasion


def contest(rubric_id: str, entries: int = 6, seed: int = 1) -> Contest:
    """A contest of `entries`; the last is absent and the one before has an open item."""
    text = shipped()[rubric_id].read_text("utf-8")
    rubric = read_rubric(text, f"{rubric_id}.yaml").rubric
    assert rubric is not None
    chance = random.Random(seed)
    facts = [facts_of(rubric, f"B{number:02}", chance, number, entries) for number in range(1, entries + 1)]
    entrants = {
        each.contestant: Entrant(each.contestant, NAMES[at % len(NAMES)], UNITS[at % len(UNITS)], at + 1)
        for at, each in enumerate(facts)
    }
    occasion = Occasion("示例市 R&D 竞赛", "摆台", rubric_id, digest(text), 4127, "暂定成绩", "2026-11-22")
    return Contest(rubric, standings(rubric, [result_of(rubric, each) for each in facts]), entrants, occasion)


def facts_of(rubric: Rubric, name: str, chance: random.Random, number: int, entries: int) -> Facts:
    if number == entries:
        return Facts(name, status="dns")
    facts = performance(rubric, name, {panel.id: panel.seats for panel in rubric.panels}, chance)
    facts = replace(facts, penalties={}, named={})
    return replace(facts, marks=facts.marks[1:]) if number == entries - 1 else facts
