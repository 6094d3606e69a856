"""What “try it” draws: every row with its controls, then clock, penalties and values from outside. Scores nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from scoring.engine.figures import plain
from scoring.engine.marks import STATUSES
from scoring.engine.prices import top_of
from scoring.engine.values import NA, clearable
from scoring.paper.words import word
from scoring.rubrics.kinds import Attempts, Checked, Element, Faults, Graded, Item, Judged, Levels, Outside, Ranked
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Run, Section
from scoring.web.language import language
from scoring.web.rubric_words import Speaker, worth
from scoring.web.try_sheet import (
    DONE,
    Setup,
    Typed,
    name,
    penalties_of,
    places_of,
    run_state,
    seats_by_panel,
    wants_item,
)

Option = tuple[str, str]


@dataclass(slots=True)
class Control:
    """One field. `sort` is text, select or tick; `label` is read aloud, `short` stands beside it."""

    name: str
    sort: str
    label: str
    value: str = ""
    short: str = ""
    wrong: str = ""
    options: Sequence[Option] = ()
    ghost: str = ""


@dataclass(slots=True)
class Cell:
    """The controls of one seat on one row; `seat` is empty where there is only one."""

    seat: str
    controls: list[Control]


@dataclass(slots=True)
class Line:
    """One row of the sheet, or one fact of no seat."""

    no: str
    title: str
    rule: str
    points: str
    cells: list[Cell]


@dataclass(slots=True)
class Part:
    """A section (or one run of it) with its rows; `run` says what became of the run."""

    title: str
    lines: list[Line]
    run: Control | None = None


@dataclass(slots=True)
class Try:
    """One contestant's fields."""

    number: str
    parts: list[Part] = field(default_factory=list)
    facts: list[Part] = field(default_factory=list)


class Drawer:
    """Draws the fields of one rubric with what was typed and what was refused."""

    def __init__(self, rubric: Rubric, setup: Setup, typed: Typed, wrong: Typed) -> None:
        self.rubric, self.setup, self.typed, self.wrong = rubric, setup, typed, wrong
        self.speaker = Speaker(rubric, language())
        self.seats = seats_by_panel(rubric, setup)

    def tries(self) -> list[Try]:
        """Every contestant."""
        return [self._try(number) for number in range(1, self.setup.contestants + 1)]

    def _try(self, number: int) -> Try:
        sections = [(module, section) for module in self.rubric.parts for section in module.sections]
        parts = [self._part(number, section) for _module, section in sections]
        facts = [self._facts(number), self._penalties(number), self._outside(number)]
        return Try(str(number), [part for part in parts if part.lines], [part for part in facts if part.lines])

    def _part(self, number: int, section: Section) -> Part:
        state = run_state(section, number, self.typed)
        panels = [(item, self.rubric.panel_of(section, item)) for item in section.items]
        lines = [self._line(number, item, panel) for item, panel in panels if panel in self.seats]
        title = self.speaker.say(section.title)
        run = None
        if isinstance(section, Run):
            above = next(part for module in self.rubric.written for part in module.sections if part.id == section.of)
            title = f"{self.speaker.say(above.title)} · {title}"
            states = [("", _("not begun")), (DONE, _("done")), ("failed", _("failed"))]
            states += [("passed", pgettext("run", "let go")), ("void", pgettext("run", "annulled"))]
            run = self._control(name(number, "run", section.id), "select", title, options=states)
            run.value = state
            lines = lines if state == DONE else []
            return Part(title, lines or [Line("", "", "", "", [])], run)
        return Part(f"{section.id} {title}" if section.id[:1].isdigit() else title, lines, run)

    def _line(self, number: int, item: Item, panel: str | None) -> Line:
        keys = self.seats[panel or ""]
        several = len(keys) > 1
        cells = [Cell(str(at) * several, self._controls(number, item, seat)) for at, seat in enumerate(keys, 1)]
        return Line(
            no=number_of(item),
            title=self.speaker.say(item.title),
            rule=self.speaker.rule(item),
            points=worth(item),
            cells=cells,
        )

    def _controls(self, number: int, item: Item, seat: str) -> list[Control]:
        title = self.speaker.say(item.title)
        found = []
        for place in places_of(item):
            label, short = (title, "") if not place else self._place(item, place)
            control = self._control(
                name(number, seat, item.id, place), "text", f"{title}, {label}" if place else title, short=short
            )
            control.options = self._options(item)
            control.sort = "select" if control.options else "text"
            control.ghost = self._ghost(item)
            found.append(control)
        if item.not_applicable:
            label = _("not applicable")
            found.append(self._control(name(number, seat, item.id, NA), "tick", f"{title}, {label}", short=label))
        return found

    def _place(self, item: Item, place: str) -> tuple[str, str]:
        """How a place is read aloud, and what stands above its field."""
        if isinstance(item, Faults):
            fault = next(fault for fault in item.faults if fault.id == place)
            return self.speaker.say(fault.title), self.speaker.say(fault.title)
        label = self.speaker.say(item.places.name(int(place))) if item.places else place
        return label, label if item.places and item.places.labels else place

    def _options(self, item: Item) -> list[Option]:
        """What may be chosen; empty where figures are typed."""
        empty = [("", "✓" if clearable(item) and self.setup.looked else "–")]
        if isinstance(item, Checked):
            return [("", pgettext("mark", "met") if self.setup.looked else "–"), ("no", _("not met")), *self._yes()]
        if isinstance(item, Attempts):
            tries = [(str(at), str(at)) for at in range(1, len(item.lose) + 1)]
            return [*empty, *tries, ("no", _("none"))]
        if isinstance(item, Levels):
            return [*empty, *((level.id, self._level(level.title)) for level in item.levels)]
        if isinstance(item, Element):
            return [*empty, *((one.id, f"{one.id} {self.speaker.say(one.title)}") for one in item.catalogue)]
        if isinstance(item, Graded):
            element = self.rubric.items[item.of]
            known = element.catalogue if isinstance(element, Element) else ()
            grades = dict.fromkeys(grade.id for choice in known for grade in choice.grades)
            return [*empty, *((grade, grade) for grade in grades)]
        return []

    def _yes(self) -> list[Option]:
        return [] if self.setup.looked else [("yes", pgettext("mark", "met"))]

    def _level(self, title: Any) -> str:
        text = self.speaker.say(title)
        return text if len(text) < 40 else text[:39] + "…"

    def _ghost(self, item: Item) -> str:
        """What an empty field stands for."""
        if isinstance(item, Judged):
            low = "0" if item.places else plain(item.least)
            return f"{low}–{plain(top_of(item))}"
        if item.kind == "timed" or getattr(getattr(item, "unit", None), "is_time", False):
            return "m:ss"
        return "✓" if clearable(item) and self.setup.looked else ""

    def _facts(self, number: int) -> Part:
        """Clocks, what the chief judge may add or take, the outcome."""
        several = len(self.rubric.parts) > 1
        lines = []
        for module in self.rubric.parts:
            if module.clock is not None:
                said = self.speaker.clock(module.clock)
                title = f"{_('Working time')} · {self.speaker.say(module.title)}" if several else _("Working time")
                control = self._control(name(number, "time", module.id), "text", title, ghost="m:ss")
                lines.append(alone(title, _("; ").join(said), control))
        adjusts = [*((module.id, module.adjust) for module in self.rubric.parts), ("", self.rubric.adjust)]
        for key, rule in adjusts if self.rubric.modules else adjusts[:-1]:
            if rule is not None:
                title = _("Chief judge's adjustment")
                limits = f"−{plain(rule.down)} … +{plain(rule.up)}"
                lines.append(alone(title, limits, self._control(name(number, "adjust", key), "text", title)))
        outcomes = [("", "–"), *((status, word(status, language())) for status in STATUSES)]
        title = _("Outcome")
        control = self._control(name(number, "status"), "select", title, options=outcomes)
        return Part(_("Clock and outcome"), [*lines, alone(title, "", control)])

    def _penalties(self, number: int) -> Part:
        lines = []
        for rule in penalties_of(self.rubric):
            title = self.speaker.say(rule.title)
            controls = [self._control(name(number, "penalty", rule.id), "text", title, ghost="0")]
            if wants_item(rule):
                known = self.rubric.items.items()
                items = [("", "–"), *((key, f"{key} {self.speaker.say(item.title)}") for key, item in known)]
                label = f"{title}, {_('item')}"
                controls.append(self._control(name(number, "of", rule.id), "select", label, options=items))
            lines.append(Line("", title, self.speaker.penalty(rule), "", [Cell("", controls)]))
        return Part(_("Penalties"), lines)

    def _outside(self, number: int) -> Part:
        lines = []
        for key, item in self.rubric.items.items():
            if isinstance(item, Outside | Ranked):
                title = self.speaker.say(item.title)
                control = self._control(name(number, "outside", key), "text", title)
                line = alone(title, self.speaker.rule(item), control)
                line.no, line.points = number_of(item), worth(item)
                lines.append(line)
        for value in self.rubric.values:
            title = self.speaker.say(value.title)
            lines.append(alone(title, "", self._control(name(number, "outside", value.id), "text", title)))
        return Part(_("Values from outside"), lines)

    def _control(self, called: str, sort: str, label: str, **more: Any) -> Control:
        return Control(called, sort, label, self.typed.get(called, ""), wrong=self.wrong.get(called, ""), **more)


def number_of(item: Item) -> str:
    """The number people call a row by; a word that only the file knows is none."""
    shown = item.id.partition("#")[0]
    return shown if shown[:1].isdigit() else ""


def alone(title: str, rule: str, control: Control) -> Line:
    """A line with one field that belongs to no seat."""
    return Line("", title, rule, "", [Cell("", [control])])
