"""A whole rubric as frozen values: modules, sections, items and rules. Reading it from YAML is `reader.py`'s work."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from scoring.rubrics.kinds import Item, ItemId
from scoring.rubrics.rules import Award, Clock, Panel, Penalty, Rounding, Tie
from scoring.rubrics.values import Percent, Positive, Text, Value

RubricId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9\-]{1,63}@[1-9][0-9]{0,3}$")]


class Section(Value):
    """A group of items, judged by `panel` unless an item says otherwise. `short` is its word on a narrow tab."""

    id: ItemId
    title: Text
    short: Text | None = None
    panel: str | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Module(Value):
    """A weighted part of an event: sections, with the clock and penalties that act on their sum before the weight."""

    id: ItemId
    title: Text
    weight: Percent = Fraction(1)
    clock: Clock | None = None
    penalties: tuple[Penalty, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @property
    def items(self) -> Iterator[Item]:
        """Every item of the module, in the order of the sheet."""
        return (item for section in self.sections for item in section.items)

    @property
    def points(self) -> Decimal:
        """What the items of the module add up to."""
        return sum((item.points for item in self.items), start=Decimal(0))


class Rubric(Value):
    """The rules of an event: either `modules`, or `sections` (with `clock` and `penalties`) for a single one."""

    rubric: RubricId
    title: Text
    points: Positive | None = None  # the header's claim, weights applied; `check` warns when rows differ
    source: Text | None = None
    notes: tuple[Text, ...] = ()
    panels: tuple[Panel, ...]
    clock: Clock | None = None
    penalties: tuple[Penalty, ...] = ()
    sections: tuple[Section, ...] = ()
    modules: tuple[Module, ...] = ()
    ties: tuple[Tie, ...] = ()
    awards: tuple[Award, ...] = ()
    rounding: Rounding = Rounding()

    @cached_property
    def parts(self) -> tuple[Module, ...]:
        """The modules; a file without any is one module called `main`."""
        if self.modules:
            return self.modules
        return (
            Module.model_construct(
                id="main",
                title=self.title,
                weight=Fraction(1),
                clock=self.clock,
                penalties=self.penalties,
                sections=self.sections,
            ),
        )

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by id, in the order of the sheet."""
        return {item.id: item for module in self.parts for item in module.items}

    def panel_of(self, section: Section, item: Item) -> str | None:
        """The id of the panel that marks an item; None for outside values, which no seat enters."""
        if item.kind in ("outside", "ranked"):
            return None
        return item.panel or section.panel

    def items_of(self, panel: str) -> tuple[Item, ...]:
        """The items that every seat of a panel marks, in the order of the sheet."""
        return tuple(item for module in self.parts for item in self.rows.get((module.id, panel), ()))

    @cached_property
    def rows(self) -> dict[tuple[str, str], tuple[Item, ...]]:
        """The items by module and panel, in the order of the sheet; items of no panel are left out."""
        found: dict[tuple[str, str], tuple[Item, ...]] = {}
        for module in self.parts:
            for section in module.sections:
                for item in section.items:
                    panel = self.panel_of(section, item)
                    if panel is not None:
                        found[module.id, panel] = (*found.get((module.id, panel), ()), item)
        return found
