"""How sheets become one figure: seats, what is struck, how far judges may lie apart."""

from collections.abc import Iterator
from fractions import Fraction

from scoring.rubrics.checks.points import seatless
from scoring.rubrics.checks.words import above_zero, idle, idle_fields, needs, never
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Finding, Path, quoted
from scoring.rubrics.rules import Drop, Panel, Spread


def panels(rubric: Rubric) -> Iterator[Finding]:
    """Every panel by itself, and whether it has anything to mark."""
    rows = [(section, item) for part in rubric.written for section in part.sections for item in section.items]
    used = {rubric.panel_of(section, item) for section, item in rows if not seatless(item)}
    sound = used <= {panel.id for panel in rubric.panels}  # else a misspelt name would also read as an unused panel
    for index, panel in enumerate(rubric.panels):
        path: Path = ("panels", index)
        yield from _panel(path, panel)
        worth = any(item.points for section, item in rows if rubric.panel_of(section, item) == panel.id)
        if sound and panel.id in used and panel.spread and isinstance(panel.spread.most, Fraction) and not worth:
            yield Finding((*path, "spread", "most"), "percent-of-nothing")
        if sound and panel.id not in used:
            yield Finding((*path, "id"), "unused-panel", {"value": quoted(panel.id)})


def _panel(path: Path, panel: Panel) -> Iterator[Finding]:
    if panel.combine == "trimmed" and panel.drop is None:
        yield needs(path, "combine: trimmed", "drop")
    if panel.drop is not None:
        if panel.combine in ("trimmed", "sum"):
            yield from _drop((*path, "drop"), panel, panel.drop)
        else:
            yield idle(path, "drop", f"combine: {panel.combine}")
    if panel.combine == "closest" and panel.seats < 3:
        few = f"只有 {panel.seats} 席", f"seats: {panel.seats}"
        yield never(path, "combine: closest", few)
    if panel.combine == "shared":
        if panel.seats != 1:
            yield Finding((*path, "seats"), "shared-seats")
        yield from idle_fields(path, panel, ["over", "spread", "missing", "by-rank"], "combine: shared")
    elif panel.spread is not None:
        yield from _spread((*path, "spread", "most"), panel.spread)
    if panel.least > panel.seats:
        yield Finding((*path, "least"), "least-seats", {"seats": str(panel.seats)})
    yield from above_zero((*path, "times"), panel.times)


def _spread(path: Path, spread: Spread) -> Iterator[Finding]:
    """A percentage is of the points that are compared, and less than all of them."""
    if isinstance(spread.most, Fraction) and spread.over == "level":
        yield Finding(path, "percent-of-levels")
    elif isinstance(spread.most, Fraction) and spread.most >= 1:
        yield Finding(path, "below", {"limit": "100%"})


def _drop(path: Path, panel: Panel, drop: Drop) -> Iterator[Finding]:
    dropped = drop.high + drop.low
    if not dropped:
        yield Finding(path, "drops-nothing")
    elif drop.from_ <= dropped:
        yield Finding((*path, "from"), "drop-from", {"dropped": str(dropped)})
    elif panel.seats < drop.from_:
        yield Finding((*path[:-1], "seats"), "never-drops", {"seats": str(panel.seats), "from_": str(drop.from_)})
