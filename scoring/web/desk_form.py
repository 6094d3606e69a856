"""A seat's whole sheet as a form for the keyboard: its lines, what they say as marks, what is refused. No store."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from scoring.engine.marks import CLEAR, RUN_WORDS
from scoring.engine.values import NA, clearable, refuse, tidy
from scoring.rubrics.kinds import Checked, Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Run, Section
from scoring.store.models import Seat
from scoring.web.language import language
from scoring.web.try_rows import Control, Drawer, Line, Part
from scoring.web.try_sheet import Setup, Typed, name, places_of

ALONE = Setup(1, {}, looked=False)


@dataclass(slots=True)
class Row(Line):
    """A line with the item it is about, and whether the rest of its section may be cleared with it at once."""

    item: str = ""
    swept: bool = False


@dataclass(slots=True)
class Filled:
    """What the fields say: marks by item as (place, value), and why a field is not taken, by its name."""

    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """The whole sheet as (item, place, value)."""
        return [(item, place, value) for item, pairs in self.pairs.items() for place, value in pairs]


class SheetForm(Drawer):
    """The sections of one seat's sheet; an empty field says nothing, so that "nothing found" has a box of its own."""

    def __init__(self, rubric: Rubric, seat: Seat, typed: Typed, wrong: Typed) -> None:
        super().__init__(rubric, ALONE, typed, wrong)
        self.seats = {seat.panel: (seat.key,)}

    def parts(self) -> list[tuple[str, Part]]:
        """(section id, part) as the paper has them."""
        sections = [section for module in self.rubric.parts for section in module.sections]
        drawn = [(section.id, self._part(1, section)) for section in sections]
        return [(section, part) for section, part in drawn if part.lines]

    def _part(self, number: int, section: Section) -> Part:
        lines: list[Line] = [
            self._row(number, item)
            for item in section.items
            if self.rubric.panel_of(section, item) in self.seats
        ]
        title = self.speaker.say(section.title)
        if not isinstance(section, Run):
            return Part(f"{section.id} {title}" if section.id[:1].isdigit() else title, lines)
        above = next(part for module in self.rubric.written for part in module.sections if part.id == section.of)
        title = f"{self.speaker.say(above.title)} · {title}"
        words = [("", "–"), ("failed", _("failed")), ("passed", pgettext("run", "let go"))]
        words.append(("void", pgettext("run", "annulled")))
        return Part(title, lines, self._control(name(1, "run", section.id), "select", title, options=words))

    def _row(self, number: int, item: Item) -> Row:
        panel = next(iter(self.seats))
        line = self._line(number, item, panel)
        swept = clearable(item) and item.kind in ("measured", "counted", "checked", "faults")
        return Row(line.no, line.title, line.rule, line.points, line.cells, item.id, swept)

    def _controls(self, number: int, item: Item, seat: str) -> list[Control]:
        found = super()._controls(number, item, seat)
        if needs_box(item):
            label = _("looked at, nothing off")
            title = f"{self.speaker.say(item.title)}, {label}"
            found.append(self._control(name(number, seat, item.id, CLEAR), "tick", title, short=f"✓ {label}"))
        return found


def needs_box(item: Item) -> bool:
    """Whether "nothing found" cannot be said by one of its own choices."""
    return clearable(item) and not (isinstance(item, Checked) and item.places is None)


def filled(rubric: Rubric, seat: Seat, typed: Typed, only: Sequence[str] | None = None) -> Filled:
    """What the form says, of all items or `only` of some. A refused field is told and left out."""
    found = Filled()
    own = {item.id for item in rubric.items_of(seat.panel)}
    for section in (section for module in rubric.parts for section in module.sections):
        items = [item for item in section.items if item.id in own]
        word = typed.get(name(1, "run", section.id), "") if isinstance(section, Run) else ""
        for at, item in enumerate(items):
            if only is not None and item.id not in only:
                continue
            if word in RUN_WORDS:
                found.pairs[item.id] = [("", word)] if at == 0 else []
            else:
                found.pairs[item.id] = list(_pairs(item, name(1, seat.key, item.id, ""), typed, found.wrong))
    return found


def _pairs(item: Item, called: str, typed: Typed, wrong: dict[str, str]) -> Iterator[tuple[str, str]]:
    if typed.get(called + NA):
        yield "", NA
        return
    some = False
    for place in places_of(item):
        value = tidy(typed.get(called + place, ""))
        refused = refuse(item, place, value) if value else None
        if refused:
            wrong[called + place] = refused.say(language())
        elif value:
            yield place, value
        some = some or bool(value)
    if typed.get(called + CLEAR) and needs_box(item):
        if some:
            wrong[called + CLEAR] = _("Either nothing was off, or what stands here: not both.")
        else:
            yield "", CLEAR


def typed_of(rubric: Rubric, seat: Seat, lines: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Marks as the fields that say them; `clear` yields to what stands at single places."""
    typed: dict[str, str] = {}
    sections = rubric.sections_by_item
    placed = {item for item, place, _value in lines if place}
    for item, place, value in lines:
        called = name(1, seat.key, item, "")
        if not place and value in RUN_WORDS and "#" in item:
            typed[name(1, "run", sections[item].id)] = value
        elif not place and value in (CLEAR, NA):
            box = value == CLEAR and needs_box(rubric.items[item])
            if value == NA or (box and item not in placed):
                typed[called + value] = "1"
            elif value == CLEAR and not box:
                typed[called] = "yes"
        else:
            typed[called + place] = value
    return typed


def standing_of(state: Mapping[str, Any]) -> dict[str, dict[str, tuple[str, str]]]:
    """The marks that stand on a SheetState, as {item: {place: (value, uid)}}."""
    return {
        item: {
            **({"": (row["value"], row["uid"])} if row["uid"] else {}),
            **{place: (mark["value"], mark["uid"]) for place, mark in row["places"].items()},
        }
        for item, row in state["items"].items()
    }


def changes(
    state: Mapping[str, Any], wanted: Mapping[str, Sequence[tuple[str, str]]], uid: str
) -> list[dict[str, Any]]:
    """The marks that lead from what stands to what is wanted: new values, and withdrawals of what is gone."""
    marks: list[dict[str, Any]] = []
    standing, order = standing_of(state), int(state["order"])
    for item, pairs in wanted.items():
        here, now = standing.get(item, {}), dict(pairs)
        new: list[dict[str, Any]] = [
            {"item": item, "place": place, "value": value}
            for place, value in now.items()
            if here.get(place, ("", ""))[0] != value
        ]
        new += [
            {"item": item, "place": place, "value": "", "withdraws": old}
            for place, (_value, old) in here.items()
            if place not in now
        ]
        for mark in new:
            order += 1
            marks.append(mark | {"uid": f"{uid}.{len(marks) + 1}", "order": order})
    return marks
