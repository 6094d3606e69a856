"""Rules of a whole rubric that single fields cannot see: ids, references, sums, clocks, ties. Knows no YAML."""

from collections.abc import Iterator
from difflib import get_close_matches
from fractions import Fraction

from scoring.rubrics.check_items import as_time, check_item, one_of, shown
from scoring.rubrics.language import Module, Rubric
from scoring.rubrics.problems import Filling, Finding, Path, quoted
from scoring.rubrics.rules import Clock, Panel

RESERVED = ("time", "status")  # facts of no seat in a file of marks
PARTS = ("penalties", "clock")  # figures that stand beside those of panels and modules


def check(rubric: Rubric, file: str) -> Iterator[Finding]:
    """Everything wrong or odd in a rubric whose fields are right; `file` is the name it was read from."""
    if file.endswith((".yaml", ".yml")) and file != f"{rubric.rubric}.yaml":
        yield Finding(("rubric",), "file-name", {"value": quoted(rubric.rubric), "name": quoted(file)})
    yield from _layout(rubric)
    yield from _ids(rubric)
    yield from _panels(rubric)
    for path, module in modules(rubric):
        yield from _module(rubric, path, module)
    yield from _ties(rubric)
    yield from _awards(rubric)
    yield from _sums(rubric)


def modules(rubric: Rubric) -> list[tuple[Path, Module]]:
    """Every module with its path in the tree; the nameless one of a file without modules is the file itself."""
    if rubric.modules:
        return [(("modules", index), module) for index, module in enumerate(rubric.modules)]
    return [((), rubric.written[0])]


def _layout(rubric: Rubric) -> Iterator[Finding]:
    if rubric.modules:
        for field in ("sections", "clock", "penalties"):
            if getattr(rubric, field):
                yield Finding((field,), "sections-and-modules", {"field": field}, key=True)
    elif not rubric.sections:
        yield Finding((), "no-sections")
    clocks = [(*path, "clock") for path, module in modules(rubric) if module.clock]
    for clock in clocks[1:]:
        yield Finding(clock, "two-clocks", key=True)


def _ids(rubric: Rubric) -> Iterator[Finding]:
    """Ids are told apart within three families: rows and penalties, sections, panels and modules."""
    rows: list[tuple[Path, str]] = []
    sections: list[tuple[Path, str]] = []
    parts: list[tuple[Path, str]] = [(("panels", index, "id"), panel.id) for index, panel in enumerate(rubric.panels)]
    for path, module in modules(rubric):
        if path:
            parts.append(((*path, "id"), module.id))
        for index, section in enumerate(module.sections):
            here = (*path, "sections", index)
            sections.append(((*here, "id"), section.id))
            rows += [((*here, "items", number, "id"), item.id) for number, item in enumerate(section.items)]
        rows += [((*path, "penalties", number, "id"), penalty.id) for number, penalty in enumerate(module.penalties)]
    for family, reserved in ((rows, RESERVED), (sections, ()), (parts, PARTS)):
        first: dict[str, Path] = {}
        for path, name in family:
            if name in reserved:
                yield Finding(path, "reserved-id", {"value": name})
            elif name in first:
                yield Finding(path, "duplicate-id", {"value": name}, first=first[name])
            first.setdefault(name, path)


def _panels(rubric: Rubric) -> Iterator[Finding]:
    rows = [(section, item) for part in rubric.written for section in part.sections for item in section.items]
    used = {rubric.panel_of(section, item) for section, item in rows if item.kind not in ("outside", "ranked")}
    sound = used <= {
        panel.id for panel in rubric.panels
    }  # else a misspelt reference would also read as an unused panel
    for index, panel in enumerate(rubric.panels):
        path: Path = ("panels", index)
        yield from _panel(path, panel)
        if sound and panel.id not in used:
            yield Finding((*path, "id"), "unused-panel", {"value": panel.id})


def _panel(path: Path, panel: Panel) -> Iterator[Finding]:
    if panel.combine == "trimmed" and panel.drop is None:
        yield Finding(path, "needs", {"field": "combine: trimmed", "needed": "drop"})
    if panel.combine != "trimmed" and panel.drop is not None:
        yield Finding((*path, "drop"), "not-here", {"field": "drop", "why": f"combine: {panel.combine}"}, key=True)
    if panel.combine == "shared":
        if panel.seats != 1:
            yield Finding((*path, "seats"), "shared-seats")
        if panel.over == "item":
            yield Finding((*path, "over"), "not-here", {"field": "over", "why": "combine: shared"}, key=True)
    if panel.least > panel.seats:
        yield Finding((*path, "least"), "least-seats", {"seats": str(panel.seats)})
    if panel.combine == "trimmed" and panel.drop is not None:
        dropped = panel.drop.high + panel.drop.low
        if panel.drop.from_ <= dropped:
            yield Finding((*path, "drop", "from"), "drop-from", {"dropped": str(dropped)})
        elif panel.seats < panel.drop.from_:
            yield Finding((*path, "seats"), "never-drops", {"seats": str(panel.seats), "from_": str(panel.drop.from_)})


def _module(rubric: Rubric, path: Path, module: Module) -> Iterator[Finding]:
    if module.clock:
        yield from _clock((*path, "clock"), module.clock)
    for index, penalty in enumerate(module.penalties):
        here: Path = (*path, "penalties", index)
        yield from one_of(here, {"lose": penalty.lose, "zero": penalty.zero, "status": penalty.status})
    panels = {panel.id for panel in rubric.panels}
    for index, section in enumerate(module.sections):
        here = (*path, "sections", index)
        if section.panel is not None:
            yield from refers((*here, "panel"), section.panel, panels, ("裁判组", "panel"))
        for number, item in enumerate(section.items):
            row: Path = (*here, "items", number)
            if item.kind in ("outside", "ranked"):
                if item.panel is not None:
                    yield Finding((*row, "panel"), "panel-on-outside", key=True)
            elif item.panel is not None:
                yield from refers((*row, "panel"), item.panel, panels, ("裁判组", "panel"))
            elif section.panel is None:
                yield Finding(row, "no-panel", {"value": item.id})
            yield from check_item(row, item)


def _clock(path: Path, clock: Clock) -> Iterator[Finding]:
    if clock.stop and clock.stop.at <= clock.limit:
        yield Finding((*path, "stop", "at"), "stop-before-limit", {"limit": as_time(clock.limit)})
    if clock.early and clock.short:
        yield Finding((*path, "short"), "early-and-short", key=True)
    for field in ("limit", "overtime", "early", "short"):
        part = getattr(clock, field)
        if (part if field == "limit" else part and part.every) == 0:
            yield Finding((*path, field) if field == "limit" else (*path, field, "every"), "above", {"limit": "0:00"})


def _ties(rubric: Rubric) -> Iterator[Finding]:
    names = {
        "module": ({part.id for part in rubric.modules}, ("模块", "module")),
        "panel": ({panel.id for panel in rubric.panels}, ("裁判组", "panel")),
        "section": ({section.id for part in rubric.written for section in part.sections}, ("项目", "section")),
        "item": (set(rubric.items), ("细则", "item")),
    }
    for index, tie in enumerate(rubric.ties):
        path: Path = ("ties", index)
        if tie.by in names and tie.of is None:
            yield Finding(path, "needs", {"field": f"by: {tie.by}", "needed": "of"})
        elif tie.by in names:
            yield from refers((*path, "of"), str(tie.of), *names[tie.by])
        elif tie.of is not None:
            yield Finding((*path, "of"), "not-here", {"field": "of", "why": f"by: {tie.by}"}, key=True)
        if tie.by == "time" and not any(part.clock for part in rubric.written):
            yield Finding((*path, "by"), "tie-no-clock")


def _awards(rubric: Rubric) -> Iterator[Finding]:
    for index, award in enumerate(rubric.awards):
        path: Path = ("awards", index)
        yield from one_of(path, {"count": award.count, "ratio": award.ratio})
        if award.ratio is None and "round" in award.model_fields_set:
            yield Finding((*path, "round"), "not-here", {"field": "round", "why": "count"}, key=True)
    ratio = sum((award.ratio for award in rubric.awards if award.ratio is not None), Fraction(0))
    if ratio > 1:
        yield Finding(("awards",), "awards-over", {"sum": shown(ratio * 100)}, key=True)


def _sums(rubric: Rubric) -> Iterator[Finding]:
    if rubric.modules:
        weights = sum((module.weight for module in rubric.modules), Fraction(0))
        if weights != 1:
            yield Finding(("modules",), "weights-sum", {"sum": shown(weights * 100)}, key=True)
    total = sum((part.full * part.factor for part in rubric.written), Fraction(0))
    if rubric.points is not None and total != rubric.points:
        yield Finding(("points",), "points-differ", {"claimed": shown(rubric.points), "sum": shown(total)})


def refers(path: Path, name: str, known: set[str], what: Filling) -> Iterator[Finding]:
    """A name stands for something that exists."""
    if name not in known:
        near = get_close_matches(name, sorted(known), 1) if len(name) > 3 else []
        hint: Filling = (f"，是不是“{near[0]}”？", f"; did you mean “{near[0]}”?") if near else ""
        yield Finding(path, "unknown-reference", {"value": quoted(name), "what": what, "hint": hint})
