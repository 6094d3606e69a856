"""Rules of a whole rubric that single fields cannot see; the rules of each part stand in `checks/`. Knows no YAML."""

from collections.abc import Iterator

from scoring.rubrics.checks.contest import contest
from scoring.rubrics.checks.low import low
from scoring.rubrics.checks.modules import module, whole_penalties
from scoring.rubrics.checks.panels import panels
from scoring.rubrics.checks.places import modules
from scoring.rubrics.checks.sums import most_of, sums
from scoring.rubrics.checks.ties import ties
from scoring.rubrics.checks.words import idle, unique
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Finding, Path, quoted

FACTS = ("time", "status", "eligible", "adjustment")  # facts of no seat in a file of marks
COLUMNS = ("round", "attempt", "heat", "team", "group")  # and its columns
PARTS = ("penalties", "clock", "carried", "total")  # figures that stand beside those of panels and modules
IN_MODULES = ("sections", "clock", "groups", "field", "needs", "floor")  # with modules these belong inside them

Family = list[tuple[Path, str]]


def check(rubric: Rubric, file: str) -> Iterator[Finding]:
    """Everything wrong or odd in a rubric whose fields are right; `file` is the name it was read from."""
    if file.endswith((".yaml", ".yml")) and file != f"{rubric.rubric}.yaml":
        yield Finding(("rubric",), "file-name", {"value": quoted(rubric.rubric), "name": quoted(file)})
    yield from _layout(rubric)
    yield from _ids(rubric)
    yield from panels(rubric)
    for path, part in modules(rubric):
        yield from module(rubric, path, part)
        yield from low(rubric, path, part)
    yield from whole_penalties(rubric)
    yield from contest(rubric, most_of(rubric))
    yield from ties(rubric)
    yield from sums(rubric)


def _layout(rubric: Rubric) -> Iterator[Finding]:
    if rubric.modules:
        for field in IN_MODULES:
            if field in rubric.model_fields_set:
                yield Finding((field,), "sections-and-modules", {"field": field}, key=True)
        if len(rubric.modules) == 1 and rubric.modules[0].optional:
            yield idle(("modules", 0), "optional", ("只有这一个模块", "it is the only module"))
    for path, part in modules(rubric):
        if not part.sections and not part.clock:
            yield Finding(path, "no-sections" if not path else "no-sections-here")


def _ids(rubric: Rubric) -> Iterator[Finding]:
    """Ids are told apart within families: facts, sections, panels and modules, groups, rounds."""
    facts: Family = []
    sections: Family = []
    groups: Family = []
    parts: Family = _named(("panels",), rubric.panels)
    for path, part in modules(rubric):
        parts += [((*path, "id"), part.id)] if path else []
        sections += _named((*path, "sections"), part.sections)
        for index, section in enumerate(part.sections):
            facts += _named((*path, "sections", index, "items"), section.items)
        facts += _named((*path, "penalties"), part.penalties)
        groups += _named((*path, "groups"), part.groups)
    facts += _named(("penalties",), rubric.whole_penalties)
    facts += _named(("values",), rubric.values) + _named(("settings",), rubric.settings)
    if rubric.teams:
        facts += _named(("teams", "penalties"), rubric.teams.penalties)
    yield from unique(facts, (*FACTS, *COLUMNS))
    yield from unique(parts, PARTS)
    for family in (sections, groups, _named(("rounds",), rubric.rounds)):
        yield from unique(family)


def _named(path: Path, entries: tuple[object, ...]) -> Family:
    """The ids of a list, with the place of each."""
    return [((*path, index, "id"), str(getattr(entry, "id", ""))) for index, entry in enumerate(entries)]
