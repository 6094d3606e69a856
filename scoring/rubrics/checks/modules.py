"""Modules and their sections: runs, groups, penalties, what is multiplied or converted, what must be reached."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from scoring.rubrics.checks.clocks import clock
from scoring.rubrics.checks.effects import SCOPES, Around, charged, effect, keeps_less, need
from scoring.rubrics.checks.figures import field_rule
from scoring.rubrics.checks.items import check_item
from scoring.rubrics.checks.points import Room, losable, seatless
from scoring.rubrics.checks.words import (
    ITEM,
    PANEL,
    idle,
    idle_fields,
    never,
    not_both,
    refers,
    shown,
    unique,
)
from scoring.rubrics.contest import Group, Runs
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, Section, group_full, is_closed, section_full
from scoring.rubrics.problems import Finding, Path, quoted
from scoring.rubrics.rules import Adjust, Penalty

PRICES = ("lose", "add", "seconds")


def module(rubric: Rubric, path: Path, part: Module) -> Iterator[Finding]:
    """One module with all it is made of."""
    around = around_of(part)
    if part.clock:
        yield from clock((*path, "clock"), part.clock)
    for index, penalty in enumerate(part.penalties):
        yield from _penalty((*path, "penalties", index), penalty, part, around)
    if part.adjust:
        yield from adjust((*path, "adjust"), part.adjust)
    for index, group in enumerate(part.groups):
        yield from _group((*path, "groups", index), group, part, around)
    if part.field:
        yield from field_rule((*path, "field"), part.field)
    yield from _limits(path, part)
    if rubric.wins_of(part) == "high" and not part.sections:
        yield from _nothing_to_lose(path, part)
    for index, section in enumerate(part.sections):
        yield from _section(rubric, (*path, "sections", index), section, part, around)


def around_of(part: Module) -> Around:
    """What an effect found in the module may act on, and what its `of` may name."""
    repeated = {item.id for section in part.sections if section.runs for item in section.items}
    return Around(
        scopes=SCOPES,
        items={item.id for item in part.items} - repeated,
        sections={section.id for section in part.sections},
        repeated=repeated,
        found=("item", "section"),
    )


def _limits(path: Path, part: Module) -> Iterator[Finding]:
    full = part.most if part.field is None else None
    own_time = part.clock is not None and part.clock.score == "time"
    if part.as_ is not None and not part.full:
        yield idle(path, "as", ("没有可折算的满分", "there are no full points to convert"))
    if isinstance(part.floor, Decimal) and full is not None and not own_time and part.floor > full:
        yield Finding((*path, "floor"), "limits-crossed", {"floor": shown(part.floor), "ceiling": shown(full)})
    if part.needs:
        most = full if not own_time and all(is_closed(section) for section in part.sections) else None
        yield from need((*path, "needs"), part.needs, most, Around(("module", "all")), None if own_time else full)


def _nothing_to_lose(path: Path, part: Module) -> Iterator[Finding]:
    """A module of a clock alone, which can only take, from a figure that starts at its floor."""
    rule = part.clock
    if rule is None or rule.score or rule.early or part.floor == "none" or part.floor < 0:
        return
    if any(band.points is not None for band in rule.bands):
        return
    why = "模块本身没有分；请写 floor: none", "the module has no points to lose; write floor: none"
    for field in ("overtime", "short", "bands"):
        if getattr(rule, field):
            yield never((*path, "clock"), field, why)


def _penalty(path: Path, penalty: Penalty, part: Module, around: Around) -> Iterator[Finding]:
    yield from charged(path, penalty, PRICES)
    yield from not_both(path, penalty, "lose", "add")
    yield from effect(path, penalty, Around(around.scopes, around.items, around.sections, around.repeated, ("item",)))
    yield from keeps_less(path, penalty, {"module": part.full} if part.field is None else {})
    if penalty.seconds is not None and part.clock is None:
        yield idle(path, "seconds", ("模块没有 clock", "the module has no clock"))


def adjust(path: Path, rule: Adjust) -> Iterator[Finding]:
    """A range that holds something, in whole steps."""
    if not rule.up and not rule.down:
        yield Finding(path, "adjusts-nothing")
    for field in ("up", "down"):
        amount: Decimal = getattr(rule, field)
        if amount % rule.step:
            yield Finding((*path, field), "step-range", {"value": shown(amount), "step": shown(rule.step)})


def _group(path: Path, group: Group, part: Module, around: Around) -> Iterator[Finding]:
    yield from unique(((*path, "items", index), name) for index, name in enumerate(group.items))
    for index, name in enumerate(group.items):
        if name in around.repeated:
            yield Finding((*path, "items", index), "item-of-runs", {"value": quoted(name)})
        else:
            yield from refers((*path, "items", index), name, around.items, ITEM)
    fulls = {item.id: section.worth(item) * section.own_factor for section in part.sections for item in section.items}
    if not set(group.items) <= fulls.keys():
        return
    full = group_full(group, fulls)
    if group.best is not None and group.best >= len(group.items):
        count = str(len(group.items))
        yield never(path, "best", (f"只有 {count} 条", f"there are {count} items"))
    for field, limit, room in (
        ("lose-at-most", group.lose_at_most, _together(part, group, losable)),
        ("earn-at-most", group.earn_at_most, _together(part, group, lambda item: item.highest)),
    ):
        if limit is not None and room is not None and limit >= room:
            points = shown(room)
            yield never(path, field, (f"合计只有 {points} 分", f"together they have {points} points"))
    if group.needs:
        room = _together(part, group, lambda item: item.highest)
        most = None if room is None else full
        yield from need((*path, "needs"), group.needs, most, Around(("module", "all")), full)


def _together(part: Module, group: Group, room: Callable[[Item], Decimal | None]) -> Fraction | None:
    """What the items of a group can lose, or bring, in all; None without end."""
    rows = [(section, item) for section in part.sections for item in section.items if item.id in group.items]
    rooms = [(room(item), section.share_of(item) * section.yield_of(item)) for section, item in rows]
    if any(each is None for each, _ in rooms):
        return None
    return sum((Fraction(each) * times for each, times in rooms if each is not None), start=Fraction(0))


def _section(rubric: Rubric, path: Path, section: Section, part: Module, around: Around) -> Iterator[Finding]:
    known = {panel.id for panel in rubric.panels}
    if section.panel is not None:
        yield from refers((*path, "panel"), section.panel, known, PANEL)
    yield from not_both(path, section, "as", "weight")
    if section.as_ is not None and not section.written:
        yield idle(path, "as", ("各条都是 0 分", "its items have no points"))
    named = {tie.of for tie in rubric.ties}
    if all(item.role != "add" and item.id not in named and not item.needs for item in section.items):
        yield Finding((*path, "items"), "adds-nothing", key=True)
    if section.needs:
        own = Around(("section", "module", "all"), found=("section",), of=False)
        full = section_full(section)
        yield from need((*path, "needs"), section.needs, full if is_closed(section) else None, own, full)
    if section.runs:
        yield from _runs((*path, "runs"), section.runs)
    if section.runs:
        own_items = {item.id for item in section.items}
        around = replace(around, items=around.items | own_items, repeated=around.repeated - own_items, run=True)
    for number, item in enumerate(section.items):
        row = (*path, "items", number)
        if not seatless(item):
            if item.panel is not None:
                yield from refers((*row, "panel"), item.panel, known, PANEL)
            elif section.panel is None:
                yield Finding(row, "no-panel", {"value": quoted(item.id)})
        yield from check_item(row, item, Room(part, section, around))


def _runs(path: Path, runs: Runs) -> Iterator[Finding]:
    count = {"limit": str(runs.count)}
    for field in ("least", "best"):
        number: int | None = getattr(runs, field)
        if number is not None and number > runs.count:
            yield Finding((*path, field), "at-most", count)
    if runs.combine not in ("sum", "mean", "median"):
        yield from idle_fields(path, runs, ["best", "drop"], f"combine: {runs.combine}")
    if runs.best is not None and runs.drop:
        yield Finding((*path, "drop"), "not-both", {"first": "best", "second": "drop"}, key=True)
    before = None
    for index, line in enumerate(runs.drop):
        here = (*path, "drop", index)
        if line.worst >= line.from_:
            yield Finding((*here, "worst"), "drops-all", {"count": str(line.from_)})
        if before is not None and line.from_ <= before.from_:
            yield Finding((*here, "from"), "not-ascending")
        elif line.from_ > runs.count:
            yield never(here, "from", (f"最多只有 {runs.count} 次", f"there are {runs.count} runs at most"))
        before = line


def whole_penalties(rubric: Rubric) -> Iterator[Finding]:
    """Penalties, and the adjustment, on the total of an event with modules."""
    for index, penalty in enumerate(rubric.whole_penalties):
        path: Path = ("penalties", index)
        yield from charged(path, penalty, PRICES)
        yield from not_both(path, penalty, "lose", "add")
        yield from effect(path, penalty, Around(("all",)))
        if penalty.seconds is not None:
            why = "秒数要写在有 clock 的模块里", "seconds belong to a module with a clock"
            yield idle(path, "seconds", why)
    if rubric.modules and rubric.adjust:
        yield from adjust(("adjust",), rubric.adjust)
