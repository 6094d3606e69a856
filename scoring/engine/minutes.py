"""How long one contestant takes, estimated: preparation, work, and what can only be measured after it. Reads no clock.

What judges see (counts, levels, marks) they enter while the contestant works; where that takes longer than the work,
it counts instead. What needs a tape or a gauge is measured afterwards, by all panels at the same time.
"""

from dataclasses import dataclass
from decimal import Decimal

from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module

SECONDS = {  # for one entry, by kind; a reading is taken and then entered
    "measured": 10,
    "counted": 4,
    "faults": 6,
    "checked": 3,
    "attempts": 3,
    "levels": 5,
    "judged": 6,
    "element": 5,
    "graded": 4,
    "timed": 8,
}


@dataclass(frozen=True, slots=True)
class Minutes:
    """One module, in seconds. `entering` and `measuring` are those of the panel that needs longest for it."""

    module: str
    prepare: Decimal
    work: Decimal
    entering: int
    measuring: int
    readings: int

    @property
    def total(self) -> Decimal:
        """Preparation, then work or entering, whichever is longer, then measuring."""
        return self.prepare + max(self.work, Decimal(self.entering)) + self.measuring


def minutes(rubric: Rubric) -> tuple[Minutes, ...]:
    """Every module that somebody marks or times."""
    found = (_module(rubric, module) for module in rubric.parts)
    return tuple(each for each in found if each.total)


def _module(rubric: Rubric, module: Module) -> Minutes:
    clock = module.clock
    sheets: list[tuple[Item, ...]] = [rubric.rows.get((module.id, panel.id), ()) for panel in rubric.panels]
    entering = [sum(_seconds(item) for item in items if item.kind != "measured") for items in sheets]
    readings = [sum(entries(item) for item in items if item.kind == "measured") for items in sheets]
    most = max(readings, default=0)
    return Minutes(
        module=module.id,
        prepare=(clock.prepare if clock else None) or Decimal(0),
        work=(clock.limit if clock else None) or Decimal(0),
        entering=max(entering, default=0),
        measuring=most * SECONDS["measured"],
        readings=most,
    )


def entries(item: Item) -> int:
    """How many entries an item asks for: one a place."""
    return item.places.count if item.places else 1


def _seconds(item: Item) -> int:
    return SECONDS[item.kind] * entries(item)
