"""A whole rubric as frozen values: modules, sections, items and rules. Reading it from YAML is `reader.py`'s work."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, PrivateAttr, StringConstraints

from scoring.rubrics.contest import Entered, Group, OutcomeRule, Round, Runs, Setting, Teams, TotalRule
from scoring.rubrics.effects import Need
from scoring.rubrics.kinds import SEATLESS, FieldRule, Item, ItemId, Timed, Wins
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
    _yields: dict[str, Fraction] = PrivateAttr(default_factory=dict)

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
    """The most a section can bring, converted; a section of runs that are added up brings it once a run that counts."""
    points = section.written * section.factor
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
        return tuple(self._measured(module) for module in self._modules())

    def _measured(self, module: Module) -> Module:
        """The module with its sections told how much each panel makes of an item's points."""
        for section in module.sections:
            section._yields.update({panel.id: panel.yields for panel in self.panels})
        return module

    def _modules(self) -> tuple[Module, ...]:
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

    @cached_property
    def sections_by_item(self) -> dict[str, Section]:
        """The section (or run) of every item."""
        return {item.id: section for module in self.parts for section in module.sections for item in section.items}

    @cached_property
    def special(self) -> frozenset[str]:
        """The sections and runs whose figure is more than the sum of their items."""
        return frozenset(section.id for module in self.parts for section in module.sections if section.special)

    def named(self, item: Item) -> Text:
        """The title of an item, after that of its run where it belongs to one."""
        run = self.sections_by_item[item.id]
        if not isinstance(run, Run):
            return item.title
        return Text(zh=f"{run.title.zh} · {item.title.zh}", en=f"{run.title.en} · {item.title.en}")

    @cached_property
    def performed(self) -> dict[str, Section]:
        """The sections of items that a contestant chooses or repeats; empty where a rubric has neither."""
        return {
            item: section
            for item, section in self.sections_by_item.items()
            if isinstance(section, Run) or self.items[item].kind == "element"
        }

    @cached_property
    def scaled(self) -> bool:
        """Whether any item counts for more or less than it says on paper: conversions, and what may not apply."""
        sections = [section for module in self.written for section in module.sections]
        return any(section.factor != 1 for section in sections) or any(
            item.weight is not None or item.not_applicable in ("section", "module") or not item.points
            for section in sections
            for item in section.items
        )

    @cached_property
    def acting(self) -> bool:
        """Whether any item can bring an effect about."""
        return any(item.needs or item.kind == "faults" for item in self.items.values())

    @cached_property
    def units(self) -> dict[str, tuple[tuple[Panel, str, tuple[Item, ...]], ...]]:
        """By module: what each panel combines as one, as (panel, section or "", items), in the order of the rubric.

        Usually all that a panel marks in a module; a run, a section whose items multiply, or every section of a panel
        that works by section stands alone.
        """
        found: dict[str, tuple[tuple[Panel, str, tuple[Item, ...]], ...]] = {}
        for module in self.parts:
            units: dict[tuple[str, str], tuple[Item, ...]] = {}
            for panel in self.panels:
                for item in self.rows.get((module.id, panel.id), ()):
                    section = self.sections_by_item[item.id]
                    alone = section.special or panel.over == "section"
                    key = (panel.id, section.id if alone else "")
                    units[key] = (*units.get(key, ()), item)
            found[module.id] = tuple((self.panels_by_id[panel], part, items) for (panel, part), items in units.items())
        return found

    @cached_property
    def full(self) -> Fraction:
        """The most that can be reached in all, weights and division applied."""
        points = sum((module.full * module.factor for module in self.parts), start=Fraction(0))
        return points if self.total.times is None else points * self.total.times

    @cached_property
    def low_modules(self) -> frozenset[str]:
        """The items of modules in which the lower figure is better."""
        low = (module for module in self.parts if self.wins_of(module) == "low")
        return frozenset(item.id for module in low for item in module.items)

    def low_wins(self, item: str) -> bool:
        """Whether an item stands in a module in which the lower figure is better."""
        return item in self.low_modules

    def wins_of(self, module: Module) -> Wins:
        """Which figure of a module is better: as its field says, else as the ranking does."""
        return module.field.wins if module.field is not None else self.ranking.wins

    @property
    def total_floor(self) -> Bound:
        """What the total cannot fall below: as written, else 0 unless a module may be negative."""
        if self.total.floor is not None:
            return self.total.floor
        return "none" if any(module.floor == "none" or module.floor < 0 for module in self.parts) else Decimal(0)

    @cached_property
    def remembered(self) -> dict[Any, Any]:
        """What has been worked out under this rubric and may be asked for again. Only the engine reads and fills it."""
        return {}

    @cached_property
    def panels_by_id(self) -> dict[str, Panel]:
        """Every panel by its id."""
        return {panel.id: panel for panel in self.panels}

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
        plain: Rubric = _with(self, modules=modules, rounds=(), teams=None)
        return plain


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
            run = Run.model_construct(
                **{**fields, "id": f"{section.id}#{number}", "title": name, "short": name, "items": items},
                of=section.id,
                number=number,
                whole=section.title,
            )
            run._yields.update(section._yields)
            yield run


def _renamed(item: Item, number: int) -> Item:
    """An item of run `number`; a grade looks at the element of its own run."""
    renamed: dict[str, Any] = {"id": f"{item.id}#{number}"}
    if item.kind == "graded":
        renamed["of"] = f"{item.of}#{number}"
    return item.model_copy(update=renamed)
