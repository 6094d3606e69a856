"""Sections, their runs and the modules they make: what a sheet is divided into. Knows no panel and no ranking."""

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, TypeVar

from pydantic import Field, PrivateAttr

from scoring.rubrics.contest import Group, Runs
from scoring.rubrics.effects import Effect, Need
from scoring.rubrics.field import FieldRule
from scoring.rubrics.item import ItemId
from scoring.rubrics.kinds import Item
from scoring.rubrics.prices import Choice, SharedGrade
from scoring.rubrics.rules import Adjust, Clock, Penalty
from scoring.rubrics.values import Bound, Flag, Positive, Text, Value, Weight

E = TypeVar("E", bound=Effect)


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
    def most(self) -> Fraction:
        """The most it can bring before the weight: the full points, less what a group of items never lets count."""
        if self.field is not None:
            return self.full
        together = [self.added.get(item, Fraction(0)) for group in self.groups for item in group.items]
        limited = [group_full(group, self.added) for group in self.groups]
        return self.full - sum(together, start=Fraction(0)) + sum(limited, start=Fraction(0))

    @cached_property
    def added(self) -> dict[str, Fraction]:
        """What each item that is added brings at most."""
        rows = ((section, item) for section in self.sections for item in section.items if item.role == "add")
        return {item.id: section.worth(item) * section.own_factor for section, item in rows}

    @cached_property
    def factor(self) -> Fraction:
        """What the module's figure is multiplied by for the total: `as` ÷ the most it can bring, times the weight."""
        converted = Fraction(self.as_) / self.most if self.as_ is not None and self.most else Fraction(1)
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


def is_closed(section: Section) -> bool:
    """Whether nothing in it can bring more than its full points, so that these are the most there can be."""
    added = [item for item in section.items if item.role == "add"]
    bounded = all(item.highest is not None and item.highest <= item.points for item in added)
    return bounded and not any(item.role == "factor" for item in section.items) and not (section._low and section.runs)


def group_full(group: Group, fulls: Mapping[str, Fraction]) -> Fraction:
    """The most the items of a group bring together: of their full points the best n, and no more than its limit."""
    best = sorted((fulls.get(item, Fraction(0)) for item in group.items), reverse=True)[: group.best]
    full = sum(best, start=Fraction(0))
    return full if group.earn_at_most is None else min(full, Fraction(group.earn_at_most))


def with_(part: Any, **changes: Any) -> Any:
    """A copy of a frozen part with other fields, without what it has already worked out."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_construct(**{**fields, **changes})


def runs_of(module: Module) -> Iterator[Section]:
    """The sections of a module with every section of runs replaced by its runs."""
    for section in map(with_grades, module.sections):
        if section.runs is None:
            yield section
            continue
        own = {item.id for item in section.items}
        fields = {name: getattr(section, name) for name in Section.model_fields}
        for number in range(1, section.runs.count + 1):
            name = Text(zh=f"{section.runs.title.zh} {number}", en=f"{section.runs.title.en} {number}")
            items = tuple(_renamed(item, number, own) for item in section.items)
            run = Run.model_construct(
                **{**fields, "id": f"{section.id}#{number}", "title": name, "short": name, "items": items},
                of=section.id,
                number=number,
                whole=section.title,
            )
            run.told(section._yields, section._low)
            yield run


def with_grades(section: Section) -> Section:
    """The section with grades that serve a whole catalogue written out for each of its entries."""
    shared = {item.of: item.grades for item in section.items if item.kind == "graded" and item.grades}
    if not shared:
        return section
    items = [
        item.model_copy(update={"catalogue": tuple(_graded(choice, shared[item.id]) for choice in item.catalogue)})
        if item.kind == "element" and item.id in shared
        else item
        for item in section.items
    ]
    written: Section = with_(section, items=tuple(items))
    written.told(section._yields, section._low)
    return written


def _graded(choice: Choice, grades: Sequence[SharedGrade]) -> Choice:
    return choice.model_copy(update={"grades": tuple(grade.on(choice) for grade in grades)})


def _renamed(item: Item, number: int, own: Set[str]) -> Item:
    """An item of run `number`; grades and effects look at the `own` items of that run."""
    renamed: dict[str, Any] = {"id": f"{item.id}#{number}"}
    if item.kind == "graded":
        renamed["of"] = f"{item.of}#{number}"
    if item.kind == "faults":
        renamed["faults"] = tuple(_aimed(fault, number, own) for fault in item.faults)
    if item.needs:
        renamed["needs"] = with_(item.needs, else_=_aimed(item.needs.else_, number, own))
    return item.model_copy(update=renamed)


def _aimed(effect: E, number: int, own: Set[str]) -> E:
    """An effect that names an item of its own section means the one of the same run."""
    if effect.of is None or effect.of not in own:
        return effect
    aimed: E = with_(effect, of=f"{effect.of}#{number}")
    return aimed
