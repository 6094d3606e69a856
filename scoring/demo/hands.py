"""The demo's invented people: the same contestant does the same things after every start. Knows no database."""

import random
from typing import Any, TypedDict

from scoring.engine import invented
from scoring.engine.figures import clock_text
from scoring.rubrics.kinds import Element
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module


class Entry(TypedDict):
    """One mark without its id and order."""

    item: str
    place: str
    value: str


def chance(*seed: object) -> random.Random:
    """Repeatable chance: a restarted demo invents the same people doing the same things."""
    return random.Random(":".join(map(str, seed)))  # noqa: S311  a robot's mood is no secret


def skill_of(event: str, number: str) -> int:
    """How good a contestant is, from 30 to 100."""
    return invented.skill(chance("skill", event, number))


def sheet(rubric: Rubric, panel: str, event: str, number: str, seat: str) -> dict[str, list[Entry]]:
    """A whole scoresheet, item by item in the order of the form."""
    skill = skill_of(event, number)
    chosen = {
        item.id: invented.element_for(item, chance(event, number, item.id))
        for item in rubric.items.values()
        if isinstance(item, Element)
    }
    made = {}
    for item in rubric.items_of(panel):
        quality = invented.quality_at(skill, chance("quality", event, number, item.id))
        pairs = invented.marks_for(item, quality, chance(event, number, seat, item.id), chosen)
        made[item.id] = [Entry(item=item.id, place=place, value=value) for place, value in pairs]
    return made


def working_time(module: Module, event: str, number: str) -> str | None:
    """What the stopwatch says at the end, a few over the limit; None where no clock runs."""
    if module.clock is None:
        return None
    seconds = invented.seconds_for(module.clock, skill_of(event, number), chance("clock", event, number))
    return clock_text(seconds)


def penalties(module: Module, event: str, number: str) -> list[str]:
    """Which penalties a contestant earns, each as often as it is recorded; most earn none, and none is ruinous."""
    known = tuple(penalty for penalty in module.penalties if not penalty.acts)
    found = invented.penalties_for(known, skill_of(event, number), chance("penalty", event, number))
    return [name for name, times in found.items() for _ in range(times)]


BY_WATCH = "示例：以秒表为准 / sample: by the stopwatch"


def outside_value(item: Any, event: str, number: str) -> str:
    """An examination mark near the top of its scale, or a sales figure, which is spread much wider."""
    return invented.outside_for(item, skill_of(event, number), chance("outside", event, number, item.id))
