"""Where the lower figure wins: the longer time, and faults that would better the place. Knows no single price."""

from collections.abc import Iterator

from scoring.rubrics import kinds
from scoring.rubrics.checks.words import shown
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module
from scoring.rubrics.problems import Finding, Path


def low(rubric: Rubric, path: Path, part: Module) -> Iterator[Finding]:
    """What is the wrong way round in one module, as far as who wins can tell."""
    yield from _time(rubric, path, part)
    if rubric.wins_of(part) == "low":
        if part.clock and part.clock.stop and part.clock.stop.then == "zero":
            yield Finding((*path, "clock", "stop", "then"), "zero-wins")
        yield from _faults(rubric, path, part)


def _time(rubric: Rubric, path: Path, part: Module) -> Iterator[Finding]:
    """Where the time is the figure the short one wins, as a rule."""
    if part.clock is None or part.clock.score != "time":
        return
    if part.field is not None:
        if part.field.wins == "high":
            yield Finding((*path, "field"), "longer-wins", {"remedy": "wins: low"}, key=True)
    elif rubric.ranking.wins == "high":
        yield Finding((*path, "clock", "score"), "longer-wins", {"remedy": "ranking: {wins: low}"})


def _faults(rubric: Rubric, path: Path, part: Module) -> Iterator[Finding]:
    """An item that starts with its points and loses them would be the better the more is wrong."""
    by_place = {panel.id for panel in rubric.panels if panel.by_rank}  # there the points only make places
    for index, section in enumerate(part.sections):
        for number, item in enumerate(section.items):
            counts = item.points and item.role == "add" and rubric.panel_of(section, item) not in by_place
            if counts and loses(item):
                here = (*path, "sections", index, "items", number, "points")
                yield Finding(here, "faults-better", {"points": shown(item.points)})


def loses(item: kinds.Item) -> bool:
    """Whether the item starts with its points and loses them by what is found."""
    if isinstance(item, kinds.Faults | kinds.Checked | kinds.Attempts):
        return True
    if isinstance(item, kinds.Counted):
        return item.lose is not None or any(rung.lose is not None for rung in item.rungs or ())
    if isinstance(item, kinds.Measured) and not item.bands:
        return item.earn is None
    if isinstance(item, kinds.Measured | kinds.Judged | kinds.Timed | kinds.Outside):
        return any(band.lose is not None for band in item.bands or ())
    return False
