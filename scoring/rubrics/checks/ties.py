"""The tie chain: every link names something that exists and can still part those who are equal."""

from collections.abc import Iterator

from scoring.rubrics.checks.settled import settled_at
from scoring.rubrics.checks.words import ITEM, MODULE, PANEL, SECTION, VALUE, idle, idle_fields, needs, never, refers
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Filling, Finding, Path
from scoring.rubrics.rules import Tie

PANELS = ("panel", "untrimmed", "judges")
Named = tuple[set[str], Filling]


def ties(rubric: Rubric) -> Iterator[Finding]:
    """Every link of the chain, in order."""
    names = _names(rubric)
    settled = settled_at(rubric) if any(tie.by == "exact" for tie in rubric.ties) else None
    seen: set[tuple[str, str | None, int | None]] = set()
    for index, tie in enumerate(rubric.ties):
        path: Path = ("ties", index)
        named = names.get("panel" if tie.by in PANELS else tie.by)
        if named is not None and tie.of is None and tie.by != "time":
            yield needs(path, f"by: {tie.by}", "of")
        elif named is not None and tie.of is not None:
            told = list(refers((*path, "of"), tie.of, *named))
            yield from told or _pointless(rubric, path, tie)
        elif tie.of is not None:
            yield idle(path, "of", f"by: {tie.by}")
        if tie.by != "exact":
            yield from idle_fields(path, tie, ["decimals"], f"by: {tie.by}")
        elif tie.decimals is not None and tie.decimals <= rubric.rounding.decimals:
            yield Finding((*path, "decimals"), "tie-decimals", {"decimals": str(rubric.rounding.decimals)})
        if (tie.by, tie.of, tie.decimals) in seen:
            yield Finding((*path, "by"), "tie-twice")
        seen.add((tie.by, tie.of, tie.decimals))
        yield from _without(rubric, path, tie, settled)


def _names(rubric: Rubric) -> dict[str, Named]:
    sections = [section for part in rubric.written for section in part.sections]
    return {
        "module": ({part.id for part in rubric.modules}, MODULE),
        "time": ({part.id for part in rubric.modules if part.clock}, ("有 clock 的模块", "module with a clock")),
        "panel": ({panel.id for panel in rubric.panels}, PANEL),
        "section": ({section.id for section in sections}, SECTION),
        "runs": ({section.id for section in sections if section.runs}, ("有 runs 的项目", "section with runs")),
        "item": ({item.id for section in sections for item in section.items}, ITEM),
        "group": ({group.id for part in rubric.written for group in part.groups}, ("分组", "group")),
        "value": ({value.id for value in rubric.values}, VALUE),
        "round": ({each.id for each in rubric.rounds[:-1]}, ("前面的轮次", "earlier round")),
    }


def _pointless(rubric: Rubric, path: Path, tie: Tie) -> Iterator[Finding]:
    """A link that names a panel for something the panel does not have."""
    panel = next((panel for panel in rubric.panels if panel.id == tie.of), None)
    if tie.by == "untrimmed" and panel is not None and panel.drop is None:
        yield Finding((*path, "by"), "tie-untrimmed")
    if tie.by == "judges" and panel is not None and panel.combine == "shared":
        yield Finding((*path, "by"), "tie-one-sheet")


def _without(rubric: Rubric, path: Path, tie: Tie, settled: str | None) -> Iterator[Finding]:
    """A link that compares what the rubric does not have at all."""
    if tie.by == "time" and not any(part.clock for part in rubric.written):
        yield Finding((*path, "by"), "tie-no-clock")
    every = [*rubric.whole_penalties, *(penalty for part in rubric.written for penalty in part.penalties)]
    if tie.by == "penalties" and not every:
        yield never(path, f"by: {tie.by}", ("没有罚分项", "there are no penalties"))
    if tie.by == "modules" and len(rubric.modules) < 2:
        yield never(path, f"by: {tie.by}", ("没有几个模块可比", "there are not several modules"))
    if tie.by == "exact" and tie.decimals is None and rubric.ranking.on == "exact":
        yield never(path, f"by: {tie.by}", ("名次本来就按未取整的成绩", "ranks go by the exact figure already"))
    elif tie.by == "exact" and settled is not None:
        yield Finding((*path, "by"), "tie-rounded-before", {"stage": settled})
