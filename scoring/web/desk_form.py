"""A seat's whole sheet as a form for the keyboard: its lines, what they say as marks, what is refused. No store."""

from collections.abc import Collection, Iterator, Mapping, Sequence
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

    def refused(self, seat: Seat, item: str) -> dict[str, str]:
        """Why fields of this line are not taken."""
        return {called: why for called, why in self.wrong.items() if called.startswith(name(1, seat.key, item, ""))}


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


def drawn_of(rubric: Rubric, seat: Seat, state: Mapping[str, Any]) -> dict[str, str]:
    """What stands on a SheetState, as the fields that a page is drawn with; empty ones are left out."""
    standing = standing_of(state)
    marks = [(item, place, value) for item, here in standing.items() for place, (value, _uid) in here.items()]
    return typed_of(rubric, seat, marks)


def fields_of(rubric: Rubric, seat: Seat, item: str, drawn: Typed) -> dict[str, str]:
    """Those of one line, and of the word about its run."""
    own, run = name(1, seat.key, item, ""), name(1, "run", rubric.sections_by_item[item].id)
    return {called: value for called, value in drawn.items() if called == run or called.startswith(own)}


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
    rubric: Rubric, seat: Seat, state: Mapping[str, Any], found: Filled, drawn: Typed, uid: str
) -> tuple[list[dict[str, Any]], list[str]]:
    """The marks for what the form alters of what its page was `drawn` with, and the lines that it may not alter.

    Those are altered elsewhere too, since the page was drawn: whoever typed has not seen what stands there now.
    """
    items = list(found.pairs)
    was = filled(rubric, seat, drawn, items).pairs
    now = filled(rubric, seat, drawn_of(rubric, seat, state), items).pairs
    marks: list[dict[str, Any]] = []
    overtaken: list[str] = []
    standing, order = standing_of(state), int(state["order"])
    for item, wanted in found.pairs.items():
        refused = found.refused(seat, item)
        if wanted == was[item] and not refused:
            continue
        if now[item] not in (was[item], wanted):
            overtaken.append(item)
        elif not refused:
            marks += _altered(item, standing.get(item, {}), was[item], wanted, state["under"])
    for count, mark in enumerate(marks, start=1):
        # the newest mark is in the name: the same page sent again, when more stands there, says something else
        mark |= {"uid": f"{uid}.{state['known']}.{count}", "order": order + count}
    return marks, overtaken


def _altered(
    item: str,
    here: Mapping[str, tuple[str, str]],
    was: Sequence[tuple[str, str]],
    wanted: Sequence[tuple[str, str]],
    under: Mapping[str, Sequence[Mapping[str, str]]],
) -> Iterator[dict[str, Any]]:
    """New values, and withdrawals of what the form showed and does not say any more, with what stood before it."""
    now = dict(wanted)
    for place, value in now.items():
        if here.get(place, ("", ""))[0] != value:
            yield {"item": item, "place": place, "value": value}
    for place, _value in was:
        if place not in now and place in here:
            uid = here[place][1]
            for gone in (*(each["uid"] for each in under.get(uid, ())), uid):  # half of it must not bring one back
                yield {"item": item, "place": place, "value": "", "withdraws": gone}


def redrawn(seat: Seat, typed: Typed, drawn: Typed, now: Typed, overtaken: Collection[str]) -> dict[str, str]:
    """The fields of a page that was not taken: what stands `now`, and over it what the form alters; not where that
    was altered elsewhere too.
    """
    lost = tuple(name(1, seat.key, item, "") for item in overtaken)
    fields = {called for called in {**typed, **drawn} if called.startswith("1|") and not called.startswith(lost)}
    said = {called: (typed.get(called, ""), drawn.get(called, ""), now.get(called, "")) for called in fields}
    return {**now, **{called: new for called, (new, old, stands) in said.items() if new != old and stands == old}}


def wrong_of(seat: Seat, found: Filled, overtaken: Collection[str]) -> dict[str, str]:
    """What is said at which field; nothing on lines that were changed elsewhere: they show what stands now."""
    lines = [found.refused(seat, item) for item in found.pairs if item not in overtaken]
    return {called: why for line in lines for called, why in line.items()}


def overtaken_words() -> str:
    """What is said of such a line."""
    return _("This line was changed elsewhere meanwhile: it shows what stands now, your change was not entered.")


def typed_lines(seat: Seat, found: Filled) -> dict[str, dict[str, str]]:
    """How lines of paper stand: whether anything right is said."""
    said = {item: bool(pairs) and not found.refused(seat, item) for item, pairs in found.pairs.items()}
    return {item: {"state": "typed" if right else "untouched", "cost": ""} for item, right in said.items()}


def entered_lines(
    rubric: Rubric, seat: Seat, state: Mapping[str, Any], found: Filled, overtaken: Collection[str]
) -> dict[str, dict[str, Any]]:
    """How lines stand on the sheet; the page takes their `fields` over as drawn, and shows them where it must `redraw`.

    A line with a refused field has none: what was typed there stays to be mended.
    """
    drawn = drawn_of(rubric, seat, state)
    stands = filled(rubric, seat, drawn, list(found.pairs)).pairs
    lines: dict[str, dict[str, Any]] = {}
    for item, wanted in found.pairs.items():
        row = state["items"][item]
        lines[item] = {"state": row["state"], "cost": row["cost"]}
        if item in overtaken or not found.refused(seat, item):
            fields = fields_of(rubric, seat, item, drawn)
            lines[item] |= {"fields": fields, "redraw": item in overtaken or stands[item] != wanted}
        if item in overtaken:
            lines[item]["why"] = overtaken_words()
    return lines
