"""Sections, their runs and the modules they make: what a sheet is divided into. Knows no panel and no ranking."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, PrivateAttr

from scoring.rubrics.contest import Group, Runs
from scoring.rubrics.effects import Need
from scoring.rubrics.field import FieldRule
from scoring.rubrics.item import ItemId
from scoring.rubrics.kinds import Item
from scoring.rubrics.rules import Adjust, Clock, Penalty
from scoring.rubrics.values import Bound, Flag, Positive, Text, Value, Weight


class Section(Value):
    """A group of items, judged by `panel` unless an item says otherwise. `short` is its word on a narrow tab.

    `as`: its items are converted to this maximum; `weight`: or multiplied. `needs`: the least it must reach. `runs`:
    it is done several times, and its run figures become one.
    """

    id: ItemId
    title: Text
    short: Text | None = None
    panel: str | None = None
    as_: Positive | None = None
    weight: Weight | None = None
    needs: Need | None = None
    runs: Runs | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    _yields: dict[str, Fraction] = PrivateAttr(default_factory=dict)
    _low: bool = PrivateAttr(default=False)

    def told(self, yields: dict[str, Fraction], low: bool) -> None:
        """Take note of how much each panel makes of an item's points, and whether the lower figure wins."""
        self._yields.update(yields)
        self._low = low

    @cached_property
    def written(self) -> Fraction:
        """What the items add up to as they are written, a panel that sums counted so often; factors do not count."""
        points = (self.worth(item) for item in self.items if item.role == "add")
        return sum(points, start=Fraction(0))

    @cached_property
    def special(self) -> bool:
        """Whether its figure is more than the sum of its items: runs, or items that multiply."""
        return self.runs is not None or any(item.role == "factor" for item in self.items)

    @property
    def own_factor(self) -> Fraction:
        """What its items are multiplied by one by one; a special section is converted as a whole."""
        return Fraction(1) if self.special else self.factor

    def share_of(self, item: Item) -> Fraction:
        """What an item that no panel marks is multiplied by: its weight and the section's conversion."""
        return self.own_factor if item.weight is None else self.own_factor * item.weight

    def worth(self, item: Item) -> Fraction:
        """What an item brings at most before the section is converted: its points, its weight, a panel that sums."""
        weight = Fraction(1) if item.weight is None else item.weight
        return Fraction(item.points) * weight * self.yield_of(item)

    def yield_of(self, item: Item) -> Fraction:
        """How many times an item's points its panel makes of them: 3 where three judges are summed."""
        return self._yields.get(item.panel or self.panel or "", Fraction(1))

    @cached_property
    def factor(self) -> Fraction:
        """What each of its items is multiplied by: `as` ÷ the items' points, or `weight`."""
        if self.as_ is not None and self.written:
            return Fraction(self.as_) / self.written
        return self.weight if self.weight is not None else Fraction(1)


class Run(Section):
    """One run of a section, made when the rubric is read: number `number` of section `of`, items called `id#number`."""

    of: str
    number: int
    whole: Text  # the title of the section as it is written


class Module(Value):
    """A weighted part of an event: sections, with the clock and penalties that act on their sum before the weight.

    `as`: the module is converted from its items' points to this maximum. `optional`: contestants without any fact of
    it are not incomplete. `field`: its figure becomes points by looking at the field.
    """

    id: ItemId
    title: Text
    weight: Weight = Fraction(1)
    as_: Positive | None = None
    optional: Flag | None = None
    clock: Clock | None = None
    penalties: tuple[Penalty, ...] = ()
    adjust: Adjust | None = None
    groups: tuple[Group, ...] = ()
    floor: Bound = Decimal(0)
    needs: Need | None = None
    field: FieldRule | None = None
    sections: tuple[Section, ...] = ()

    @property
    def items(self) -> Iterator[Item]:
        """Every item of the module, in the order of the sheet."""
        return (item for section in self.sections for item in section.items)

    @cached_property
    def full(self) -> Fraction:
        """What is at most reached before the weight: what the items add up to, converted, or what the field gives."""
        if self.field is not None:
            return Fraction(self.field.most)
        return sum((section_full(section) for section in self.sections if not is_later_run(section)), start=Fraction(0))

    @cached_property
    def factor(self) -> Fraction:
        """What the module's figure is multiplied by for the total: `as` ÷ its full points, times the weight."""
        converted = Fraction(self.as_) / self.full if self.as_ is not None and self.full else Fraction(1)
        return converted * self.weight


def is_later_run(section: Section) -> bool:
    """Whether it repeats a section that another run of the module already stands for."""
    return isinstance(section, Run) and section.number > 1


def section_full(section: Section) -> Fraction:
    """The most a section can bring, converted; a section of runs that are added up brings it once a run that counts.

    Where items multiply, or where the runs of the lowest figure win, there is none: what is brought counts from 0.
    """
    if any(item.role == "factor" for item in section.items) or (section._low and section.runs):
        return Fraction(0)
    points = section.written * section.factor
    runs = section.runs
    if runs is None or runs.combine != "sum":
        return points
    return points * min(runs.count, runs.best or runs.count)


def with_(part: Any, **changes: Any) -> Any:
    """A copy of a frozen part with other fields, without what it has already worked out."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_construct(**{**fields, **changes})


def runs_of(module: Module) -> Iterator[Section]:
    """The sections of a module with every section of runs replaced by its runs."""
    for section in module.sections:
        if section.runs is None:
            yield section
            continue
        fields = {name: getattr(section, name) for name in Section.model_fields}
        for number in range(1, section.runs.count + 1):
            name = Text(zh=f"{section.runs.title.zh} {number}", en=f"{section.runs.title.en} {number}")
            items = tuple(_renamed(item, number) for item in section.items)
            run = Run.model_construct(
                **{**fields, "id": f"{section.id}#{number}", "title": name, "short": name, "items": items},
                of=section.id,
                number=number,
                whole=section.title,
            )
            run.told(section._yields, section._low)
            yield run


def _renamed(item: Item, number: int) -> Item:
    """An item of run `number`; a grade looks at the element of its own run."""
    renamed: dict[str, Any] = {"id": f"{item.id}#{number}"}
    if item.kind == "graded":
        renamed["of"] = f"{item.of}#{number}"
    return item.model_copy(update=renamed)
