"""What stands in the fields of “try it” at first: nothing to find, or an invented performance. Knows no page."""

import random
from collections.abc import Mapping
from decimal import Decimal

from scoring.engine.figures import clock_text, plain
from scoring.engine.flawless import flawless
from scoring.engine.marks import CLEAR, RUN_WORDS, Facts
from scoring.engine.simulate import performance
from scoring.engine.values import NA, choice_of
from scoring.rubrics.kinds import Element, Outside, Ranked
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Run
from scoring.rubrics.prices import Choice
from scoring.web.try_sheet import DONE, Setup, name, places_of, seats_by_panel


def perfect(rubric: Rubric, setup: Setup) -> dict[str, str]:
    """Fields that give all there is to get; rows where *clear* says enough stay empty."""
    typed: dict[str, str] = {}
    chosen: dict[str, Choice] = {}
    best: dict[str, str] = {}
    for key, item in rubric.items.items():
        best[key] = flawless(item, chosen) or ""
        if isinstance(item, Element) and (choice := choice_of(item, best[key])):
            chosen[key] = choice
    for contestant in range(1, setup.contestants + 1):
        for panel, seats in seats_by_panel(rubric, setup).items():
            for item in rubric.items_of(panel):
                for seat in seats if best[item.id] else ():
                    typed |= {name(contestant, seat, item.id, place): best[item.id] for place in places_of(item)}
        for key, item in rubric.items.items():
            if isinstance(item, Outside | Ranked):
                typed[name(contestant, "outside", key)] = best[key]
        typed |= {name(contestant, "outside", value.id): "30" for value in rubric.values}
        for module in rubric.parts:
            if module.clock is not None:
                typed[name(contestant, "time", module.id)] = clock_text(module.clock.limit or Decimal(60))
    return typed


def by_chance(rubric: Rubric, setup: Setup, luck: random.Random) -> dict[str, str]:
    """Fields as invented performances fill them in."""
    typed: dict[str, str] = {}
    for contestant in range(1, setup.contestants + 1):
        typed |= fields_of(rubric, contestant, performance(rubric, str(contestant), setup.seats, luck))
    return typed


def fields_of(rubric: Rubric, contestant: int, facts: Facts) -> dict[str, str]:
    """Facts as the fields that give them."""
    typed: dict[str, str] = {}
    words: Mapping[str, str] = {mark.item: mark.value for mark in facts.marks if mark.value in RUN_WORDS}
    for section in (section for module in rubric.parts for section in module.sections):
        if isinstance(section, Run):
            said = [words[item.id] for item in section.items if item.id in words]
            typed[name(contestant, "run", section.id)] = said[0] if said else DONE
    for mark in facts.marks:
        if mark.value not in (CLEAR, *RUN_WORDS):
            place = NA if mark.value == NA else mark.place
            typed[name(contestant, mark.seat, mark.item, place)] = "1" if mark.value == NA else mark.value
    typed |= {name(contestant, "time", module): clock_text(seconds) for module, seconds in facts.time.items()}
    typed |= {name(contestant, "penalty", key): str(times) for key, times in facts.penalties.items()}
    typed |= {name(contestant, "of", key): items[0] for key, items in facts.named.items() if key in facts.penalties}
    typed |= {name(contestant, "outside", key): value for key, value in facts.outside.items()}
    typed |= {name(contestant, "adjust", key): plain(points) for key, points in facts.adjust.items()}
    return typed
