"""A whole rubric as frozen values: modules, sections, items and rules. Reading it from YAML is `reader.py`'s work."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import PrivateAttr, StringConstraints

from scoring.rubrics.contest import Entered, Group, OutcomeRule, Round, Setting, Teams, TotalRule
from scoring.rubrics.effects import Need
from scoring.rubrics.field import FieldRule, Wins
from scoring.rubrics.kinds import SEATLESS, Item, Timed
from scoring.rubrics.parts import Module, Run, Section, runs_of, with_
from scoring.rubrics.rules import Adjust, Award, Clock, GradeBand, Panel, Penalty, Ranking, Rounding, Tie
from scoring.rubrics.values import Bound, Positive, Text, Value

if TYPE_CHECKING:
    from scoring.rubrics.reader import Reading
    from scoring.rubrics.settings import Overrides

RubricId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9\-]{1,63}@[1-9][0-9]{0,3}$")]
MAIN = "main"  # what the module of a rubric without modules is called


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

    _reader: Any = PrivateAttr(default=None)

    def read_again(self, reader: "Callable[[Overrides], Reading]") -> None:
        """Remember how the rubric was read, so that it can be read again with the figures of the day."""
        self._reader = reader

    def with_settings(self, figures: "Overrides") -> "Reading":
        """The same rubric with other figures for its settings, as (id, text) pairs, or the problems they lead to."""
        if self._reader is None:
            raise ValueError("this rubric was not read from a file")
        reading: Reading = self._reader(figures)
        return reading

    @cached_property
    def written(self) -> tuple[Module, ...]:
        """The modules as they stand in the file; a file without any is one module called `main`."""
        return tuple(self._measured(module) for module in self._modules())

    def _measured(self, module: Module) -> Module:
        """The module with its sections told how much each panel makes of an item's points, and who wins."""
        yields = {panel.id: panel.yields for panel in self.panels}
        for section in module.sections:
            section.told(yields, self.wins_of(module) == "low")
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
        return tuple(with_(module, sections=tuple(runs_of(module))) for module in self.written)

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

    @cached_property
    def plain_panels(self) -> frozenset[str]:
        """The panels all of whose sections are simply added: only of these the figure says what they bring."""
        special = {panel.id for units in self.units.values() for panel, part, _ in units if part in self.special}
        return frozenset(panel.id for panel in self.panels if panel.id not in special)

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
        fulls = sorted((module.most * module.factor for module in self.parts), reverse=True)
        points = sum(fulls[: self.total.best], start=Fraction(0))
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
        """The rubric of one round alone: its modules, its weight, and no rounds. What is carried is no part of it."""
        wanted = next(each for each in self.rounds if each.id == name)
        modules = tuple(module for module in self.modules if not wanted.modules or module.id in wanted.modules)
        total = self.total
        if wanted.weight is not None:
            total = with_(total, times=wanted.weight * (1 if total.times is None else total.times))
        plain: Rubric = with_(self, modules=modules, total=total, rounds=(), teams=None)
        return plain
