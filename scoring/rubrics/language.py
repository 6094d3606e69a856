"""A whole rubric as frozen values: modules, sections, items and rules. Reading it from YAML is `reader.py`'s work."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from scoring.rubrics.contest import Entered, Group, OutcomeRule, Round, Runs, Setting, Teams, TotalRule
from scoring.rubrics.effects import Need
from scoring.rubrics.kinds import SEATLESS, FieldRule, Item, ItemId, Timed
from scoring.rubrics.rules import Adjust, Award, Clock, GradeBand, Panel, Penalty, Ranking, Rounding, Tie
from scoring.rubrics.values import Bound, Flag, Positive, Text, Value, Weight

RubricId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9\-]{1,63}@[1-9][0-9]{0,3}$")]
MAIN = "main"  # what the module of a rubric without modules is called


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

    @property
    def written(self) -> Decimal:
        """What the items add up to as they are written: factors multiply and do not count."""
        return sum((item.points for item in self.items if item.role == "add"), start=Decimal(0))

    @cached_property
    def factor(self) -> Fraction:
        """What each of its items is multiplied by: `as` ÷ the items' points, or `weight`."""
        if self.as_ is not None and self.written:
            return Fraction(self.as_) / Fraction(self.written)
        return self.weight if self.weight is not None else Fraction(1)


class Run(Section):
    """One run of a section, made when the rubric is read: number `number` of section `of`, items called `id#number`."""

    of: str
    number: int


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
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

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
    """The most a section can bring, converted; a section of runs that are added up brings it once a run that counts."""
    points = Fraction(section.written) * section.factor
    runs = section.runs
    if runs is None or runs.combine != "sum":
        return points
    return points * min(runs.count, runs.best or runs.count)


class Rubric(Value):
    """The rules of an event: either `modules`, or `sections` (with what belongs to a module) for a single one."""

    rubric: RubricId
    title: Text
    points: Positive | None = None  # the header's claim, weights applied; `check` warns when rows differ
    source: Text | None = None
    notes: tuple[Text, ...] = ()
    settings: tuple[Setting, ...] = ()
    panels: tuple[Panel, ...] = ()
    clock: Clock | None = None
    penalties: tuple[Penalty, ...] = ()  # beside `modules`: off the total, after the weights
    adjust: Adjust | None = None  # beside `modules`: on the total
    groups: tuple[Group, ...] = ()
    sections: tuple[Section, ...] = ()
    modules: tuple[Module, ...] = ()
    field: FieldRule | None = None
    needs: Need | None = None
    floor: Bound | None = None
    total: TotalRule = TotalRule()
    rounds: tuple[Round, ...] = ()
    values: tuple[Entered, ...] = ()
    outcomes: tuple[OutcomeRule, ...] = ()
    ranking: Ranking = Ranking()
    ties: tuple[Tie, ...] = ()
    awards: tuple[Award, ...] = ()
    grades: tuple[GradeBand, ...] = ()
    teams: Teams | None = None
    rounding: Rounding = Rounding()

    @cached_property
    def written(self) -> tuple[Module, ...]:
        """The modules as they stand in the file; a file without any is one module called `main`."""
        if self.modules:
            return self.modules
        return (
            Module.model_construct(
                id=MAIN,
                title=self.title,
                clock=self.clock,
                penalties=self.penalties,
                adjust=self.adjust,
                groups=self.groups,
                field=self.field,
                needs=self.needs,
                floor=Decimal(0) if self.floor is None else self.floor,
                sections=self.sections,
            ),
        )

    @cached_property
    def parts(self) -> tuple[Module, ...]:
        """The modules with every section of runs replaced by its runs: what is marked, stored and scored."""
        return tuple(_with(module, sections=tuple(_runs(module))) for module in self.written)

    @cached_property
    def whole_penalties(self) -> tuple[Penalty, ...]:
        """The penalties on the total of an event that has modules."""
        return self.penalties if self.modules else ()

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by id, in the order of the sheet."""
        return {item.id: item for module in self.parts for item in module.items}

    def panel_of(self, section: Section, item: Item) -> str | None:
        """The id of the panel that marks an item; None for what no seat enters."""
        if item.kind in SEATLESS or (isinstance(item, Timed) and item.clock):
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

    def for_round(self, name: str) -> "Rubric":
        """The rubric of one round alone: its modules, and no rounds. What is carried into it is no part of it."""
        wanted = next(each for each in self.rounds if each.id == name)
        modules = tuple(module for module in self.modules if not wanted.modules or module.id in wanted.modules)
        return _with(self, modules=modules, rounds=(), teams=None)


def _with(part: Any, **changes: Any) -> Any:
    """A copy of a frozen part with other fields, without what it has already worked out."""
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_construct(**{**fields, **changes})


def _runs(module: Module) -> Iterator[Section]:
    for section in module.sections:
        if section.runs is None:
            yield section
            continue
        fields = {name: getattr(section, name) for name in Section.model_fields}
        for number in range(1, section.runs.count + 1):
            name = Text(zh=f"{section.runs.title.zh} {number}", en=f"{section.runs.title.en} {number}")
            items = tuple(_renamed(item, number) for item in section.items)
            yield Run.model_construct(
                **{**fields, "id": f"{section.id}#{number}", "title": name, "short": name, "items": items},
                of=section.id,
                number=number,
            )


def _renamed(item: Item, number: int) -> Item:
    """An item of run `number`; a grade looks at the element of its own run."""
    renamed: dict[str, Any] = {"id": f"{item.id}#{number}"}
    if item.kind == "graded":
        renamed["of"] = f"{item.of}#{number}"
    return item.model_copy(update=renamed)
