"""Whole contests out of thin air for the paper's tests: seeded marks on the shipped rubrics, ranked by the engine."""

import random
from dataclasses import dataclass
from decimal import Decimal

from scoring.engine.marks import Facts, Mark
from scoring.engine.result import result_of
from scoring.engine.standings import Standings, standings
from scoring.paper.tables import Entrant, Occasion
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import digest, read_rubric, shipped

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
    seats = {
        panel.id: tuple(f"{panel.id[0].upper()}{seat}" for seat in range(1, panel.seats + 1)) for panel in rubric.panels
    }
    marks = [
        mark
        for panel, chairs in seats.items()
        for seat in chairs
        for mark in sheet(rubric.items_of(panel), seat, name, chance)
    ]
    if number == entries - 1:
        marks = marks[1:]
    return Facts(
        contestant=name,
        marks=tuple(marks),
        seats=seats,
        time={part.id: part.clock.limit + Decimal(chance.randint(-30, 30)) for part in rubric.parts if part.clock},
        penalties={penalty.id: 1 for part in rubric.parts for penalty in part.penalties[:2] if penalty.lose},
        outside={
            item.id: str(chance.randint(1, 100)) for item in rubric.items.values() if item.kind in ("outside", "ranked")
        },
    )


def sheet(items: tuple[Item, ...], seat: str, name: str, chance: random.Random) -> list[Mark]:
    marks = []
    for item in items:
        place, value = mark_on(item, chance)
        order = len(marks) + 1
        marks.append(Mark(seat, item.id, place, value, order, f"{name}-{seat}-{item.id}-{order}"))
    return marks


def mark_on(item: Item, chance: random.Random) -> tuple[str, str]:
    """One admissible mark: a fault as often as none."""
    place = str(chance.randint(1, item.places.count)) if item.places else ""
    if item.kind == "judged":
        steps = int((item.points if item.places is None else (item.each or item.points)) / item.step)
        return place, str(item.step * chance.randint(steps // 2, steps))
    if item.kind == "attempts":
        return place, str(chance.randint(1, 3))
    if item.kind == "counted":
        return place, str(chance.randint(0, 3))
    if item.kind == "measured":
        return place, str(item.nominal + Decimal(chance.randint(-6, 6)) / 10)
    if item.kind == "levels":
        return place, chance.choice(item.levels).id
    if item.kind == "timed":
        return place, f"{chance.randint(0, 5)}:30"
    return place, chance.choice(("yes", "no"))
