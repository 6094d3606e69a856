"""The controls of “try it”: one for each row and seat, what they say as facts, and what is refused. Stores nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from scoring.engine.marks import CLEAR, Facts, Mark
from scoring.engine.simulate import seats_of
from scoring.engine.values import NA, choice_of, clearable, refuse, tidy
from scoring.rubrics.kinds import Element, Item, Outside, Ranked
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Run, Section
from scoring.rubrics.prices import Choice
from scoring.rubrics.rules import Penalty
from scoring.rubrics.values import parse_duration, parse_number
from scoring.web.language import language

DONE = "done"
MOST_CONTESTANTS = 4
MOST_SEATS = 9
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setup:
    """What is tried: how many contestants, how many seats a panel has, whether empty rows were looked at."""

    contestants: int
    seats: Mapping[str, int]
    looked: bool = True


@dataclass(slots=True)
class Entered:
    """The facts of every contestant, and why a field was not taken, by its name."""

    facts: list[Facts]
    wrong: dict[str, str] = field(default_factory=dict)


def name(contestant: int, *parts: str) -> str:
    """The name of a field; ids have no bar in them."""
    return "|".join((str(contestant), *parts))


def seats_by_panel(rubric: Rubric, setup: Setup) -> dict[str, tuple[str, ...]]:
    """The seats of every panel that marks something."""
    return {
        panel.id: seats_of(panel.id, panel.combine == "shared", setup.seats)
        for panel in rubric.panels
        if rubric.items_of(panel.id)
    }


def entered(rubric: Rubric, setup: Setup, typed: Typed) -> Entered:
    """Every field as a fact. One that cannot be taken is told and left out; the others count."""
    found = Entered([])
    seats = seats_by_panel(rubric, setup)
    for contestant in range(1, setup.contestants + 1):
        marks = list(_marks(rubric, setup, contestant, typed, seats, found.wrong))
        times = dict(_times(rubric, contestant, typed, found.wrong))
        penalties, named = _penalties(rubric, contestant, typed, found.wrong)
        found.facts.append(
            Facts(
                contestant=str(contestant),
                marks=tuple(marks),
                seats=seats,
                time=times,
                penalties=penalties,
                named=named,
                outside=dict(_outside(rubric, contestant, typed, found.wrong)),
                adjust=dict(_adjusted(rubric, contestant, typed, found.wrong)),
                status=typed.get(name(contestant, "status"), ""),
                groups={"heat": "1", "group": "1"},
            )
        )
    return found


def _marks(
    rubric: Rubric,
    setup: Setup,
    contestant: int,
    typed: Typed,
    seats: Mapping[str, Sequence[str]],
    wrong: dict[str, str],
) -> Iterator[Mark]:
    count = 0
    chosen = _chosen(rubric, contestant, typed, seats)
    for section in (section for module in rubric.parts for section in module.sections):
        word = run_state(section, contestant, typed)
        for at, item in enumerate(section.items if word else ()):
            for seat in seats.get(rubric.panel_of(section, item) or "", ()):
                pairs = [("", word)] * (at == 0)
                if word == DONE:
                    pairs = list(_pairs(item, setup, name(contestant, seat, item.id, ""), typed, chosen, wrong))
                for place, value in pairs:
                    count += 1
                    yield Mark(seat, item.id, place, value, count, f"{contestant}-{count}")


def run_state(section: Section, contestant: int, typed: Typed) -> str:
    """What is said of a run: done, a word of its own, or "" (not begun); a section that is done once is done."""
    if not isinstance(section, Run) or section.runs is None:
        return DONE
    least = section.runs.count if section.runs.least is None else section.runs.least
    usual = DONE if section.number <= max(1, least) else ""
    return typed.get(name(contestant, "run", section.id), usual)


def _pairs(
    item: Item, setup: Setup, called: str, typed: Typed, chosen: Mapping[str, Choice], wrong: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """The marks of one item on one sheet; `called` is what its fields' names begin with."""
    if typed.get(called + NA):
        yield "", NA
        return
    some = False
    for place in places_of(item):
        value = tidy(typed.get(called + place, ""))
        refused = refuse(item, place, value, chosen) if value else None
        if refused:
            wrong[called + place] = refused.say(language())
        elif value:
            yield place, value
        some = some or bool(value)
    if not some and setup.looked and clearable(item):
        yield "", CLEAR


def places_of(item: Item) -> list[str]:
    """The places of an item as marks name them; faults of a menu are places too."""
    if item.kind == "faults":
        return [fault.id for fault in item.faults]
    return [str(number) for number in range(1, item.places.count + 1)] if item.places else [""]


def _chosen(rubric: Rubric, contestant: int, typed: Typed, seats: Mapping[str, Sequence[str]]) -> dict[str, Choice]:
    """The elements that are chosen, by item: grades are refused or not by them."""
    found: dict[str, Choice] = {}
    for item in rubric.items.values():
        if isinstance(item, Element):
            values = (
                tidy(typed.get(name(contestant, seat, item.id, ""), "")) for keys in seats.values() for seat in keys
            )
            choice = next((choice for value in values if (choice := choice_of(item, value))), None)
            found |= {item.id: choice} if choice else {}
    return found


def _times(rubric: Rubric, contestant: int, typed: Typed, wrong: dict[str, str]) -> Iterator[tuple[str, Decimal]]:
    for module in rubric.parts:
        called = name(contestant, "time", module.id)
        text = tidy(typed.get(called, ""))
        if module.clock is None or not text:
            continue
        seconds = parse_duration(text)
        if seconds is None:
            wrong[called] = _("“%(value)s” is not a time: write m:ss, such as 14:30.", value=text)
        else:
            yield module.id, seconds


def penalties_of(rubric: Rubric) -> list[Penalty]:
    """The penalties of all modules and of the event."""
    return [*(rule for module in rubric.parts for rule in module.penalties), *rubric.whole_penalties]


def wants_item(rule: Penalty) -> bool:
    """Whether the item it acts on is written beside it when it is recorded."""
    return rule.of is None and "item" in (rule.zero, rule.halve, rule.on)


def _penalties(
    rubric: Rubric, contestant: int, typed: Typed, wrong: dict[str, str]
) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    counts: dict[str, int] = {}
    named: dict[str, tuple[str, ...]] = {}
    for rule in penalties_of(rubric):
        called = name(contestant, "penalty", rule.id)
        text = tidy(typed.get(called, ""))
        number = parse_number(text) if text else Decimal(0)
        if number is None or number != int(number) or not 0 <= number <= 99:
            wrong[called] = _("“%(value)s” is not a count: write a whole number from 0 to 99.", value=text)
        elif number:
            counts[rule.id] = int(number)
            item = typed.get(name(contestant, "of", rule.id), "")
            if wants_item(rule) and item in rubric.items:
                named[rule.id] = (item,) * int(number)
    return counts, named


def _outside(rubric: Rubric, contestant: int, typed: Typed, wrong: dict[str, str]) -> Iterator[tuple[str, str]]:
    known: Iterable[tuple[str, Any]] = [
        *((key, item) for key, item in rubric.items.items() if isinstance(item, Outside | Ranked)),
        *((value.id, None) for value in rubric.values),
    ]
    for key, item in known:
        called = name(contestant, "outside", key)
        text = tidy(typed.get(called, ""))
        refused = refuse(item, "", text) if text and item is not None else None
        if refused:
            wrong[called] = refused.say(language())
        elif text and item is None and parse_number(text) is None:
            wrong[called] = _("“%(value)s” is not a number.", value=text)
        elif text:
            yield key, text


def _adjusted(rubric: Rubric, contestant: int, typed: Typed, wrong: dict[str, str]) -> Iterator[tuple[str, Decimal]]:
    rules = [*((module.id, module.adjust) for module in rubric.parts), ("", rubric.adjust if rubric.modules else None)]
    for key, rule in rules:
        called = name(contestant, "adjust", key)
        text = tidy(typed.get(called, ""))
        number = parse_number(text.replace("−", "-").removeprefix("+")) if text else None
        if rule is None or not text:
            continue
        if number is None or not -rule.down <= number <= rule.up or number % rule.step:
            wrong[called] = _(
                "At most %(up)s up and %(down)s down, in steps of %(step)s.", up=rule.up, down=rule.down, step=rule.step
            )
        else:
            yield key, number
