"""Rules beyond one performance: rounds, outcomes, ties, awards, grades, teams, late settings, the total."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.rubrics.checks import bands
from scoring.rubrics.checks.effects import Around, charged, need
from scoring.rubrics.checks.figures import field_rule
from scoring.rubrics.checks.places import modules
from scoring.rubrics.checks.times import readings
from scoring.rubrics.checks.words import (
    MODULE,
    VALUE,
    above_zero,
    idle,
    idle_fields,
    never,
    not_both,
    one_of,
    refers,
    shown,
    unique,
)
from scoring.rubrics.contest import Qualify, Setting, Teams
from scoring.rubrics.kinds import Outside, Ranked
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Finding, Path
from scoring.rubrics.rules import Award

ROUND = "轮次", "round"


def contest(rubric: Rubric, full: Fraction | None) -> Iterator[Finding]:
    """All rules of the event; `full` is the most a total can be, None where nobody can tell."""
    for index, setting in enumerate(rubric.settings):
        yield from _setting(("settings", index), setting)
    yield from _rounds(rubric)
    yield from unique((("outcomes", index, "status"), each.status) for index, each in enumerate(rubric.outcomes))
    yield from _values(rubric)
    yield from _total(rubric, full)
    yield from awards(("awards",), rubric.awards, full if rubric.ranking.wins == "high" else None)
    yield from bands.first_wins(("grades",), rubric.grades)
    if rubric.teams:
        yield from _teams(("teams",), rubric.teams, {each.id for each in rubric.rounds})


def _setting(path: Path, setting: Setting) -> Iterator[Finding]:
    yield from readings(path, setting)
    least, most = setting.least, setting.most
    if least is not None and most is not None and least > most:
        yield Finding((*path, "most"), "at-least", {"limit": shown(least)})
    elif least is not None and setting.value < least:
        yield Finding((*path, "value"), "at-least", {"limit": shown(least)})
    elif most is not None and setting.value > most:
        yield Finding((*path, "value"), "at-most", {"limit": shown(most)})


def _rounds(rubric: Rubric) -> Iterator[Finding]:
    known = {module.id for module in rubric.modules}
    last = len(rubric.rounds) - 1
    for index, each in enumerate(rubric.rounds):
        path: Path = ("rounds", index)
        if each.modules and not known:
            yield idle(path, "modules", ("没有 modules", "there are no modules"))
        else:
            for number, name in enumerate(each.modules):
                yield from refers((*path, "modules", number), name, known, MODULE)
            yield from unique(((*path, "modules", number), name) for number, name in enumerate(each.modules))
        if each.carry is not None and index == 0:
            yield idle(path, "carry", ("第一轮之前没有成绩", "nothing comes before the first round"))
        yield from above_zero((*path, "carry"), each.carry, "0%")
        yield from above_zero((*path, "weight"), each.weight, "0%")
        if each.qualify and index == last:
            yield idle(path, "qualify", ("最后一轮之后没有下一轮", "nothing comes after the last round"))
        elif each.qualify:
            yield from _qualify((*path, "qualify"), each.qualify, rubric.ranking.within)
    named = {name for each in rubric.rounds for name in each.modules}
    if rubric.rounds and all(each.modules for each in rubric.rounds):
        for index, module in enumerate(rubric.modules):
            if module.id not in named:
                yield Finding(("modules", index, "id"), "module-in-no-round", {"value": module.id})


def _qualify(path: Path, rule: Qualify, within: str) -> Iterator[Finding]:
    if rule.first is None and rule.least is None:
        yield from one_of(path, rule, "first", "least")
    if rule.first is None:
        yield from idle_fields(path, rule, ["ties", "next"], ("没有 first", "no first"))
    elif rule.next_ is not None and within == "event":
        why = "名次不分场次或组别；直接写 first", "the ranking is not by heats or groups; write first"
        yield idle(path, "next", why)
    if isinstance(rule.least, Fraction) and rule.least > 1:
        yield Finding((*path, "least"), "at-most", {"limit": "100%"})
    yield from above_zero((*path, "least"), rule.least)


def _values(rubric: Rubric) -> Iterator[Finding]:
    compared = {tie.of for tie in rubric.ties if tie.by == "value"}
    for path, name in _against(rubric):
        yield from refers(path, name, {value.id for value in rubric.values}, VALUE)
        compared.add(name)
    for index, value in enumerate(rubric.values):
        if value.id not in compared:
            yield Finding(("values", index, "id"), "unused-value", {"value": value.id})


def _against(rubric: Rubric) -> Iterator[tuple[Path, str]]:
    """The values that numbers from outside are compared with."""
    for path, part in modules(rubric):
        for index, section in enumerate(part.sections):
            for number, item in enumerate(section.items):
                if isinstance(item, Outside | Ranked) and item.against is not None:
                    yield (*path, "sections", index, "items", number, "against", "value"), item.against.value


def _total(rubric: Rubric, full: Fraction | None) -> Iterator[Finding]:
    rule = rubric.total
    yield from above_zero(("total", "times"), rule.times)
    if rule.at_most is not None and isinstance(rule.floor, Decimal) and rule.floor >= rule.at_most:
        values = {"floor": shown(rule.floor), "ceiling": shown(rule.at_most)}
        yield Finding(("total", "at-most"), "limits-crossed", values)
    if rule.best is not None and rule.best >= len(rubric.written):
        count = str(len(rubric.written))
        yield never(("total",), "best", (f"只有 {count} 个模块", f"there are {count} modules"))
    if rule.needs:
        yield from need(("total", "needs"), rule.needs, full, Around(("all",)))
    if rubric.ranking.first is not None and not rubric.ties:
        yield idle(("ranking",), "first", ("没有 ties", "there are no ties"))


def awards(path: Path, given: Sequence[Award], full: Fraction | None) -> Iterator[Finding]:
    """Each award says how many it is for; together they are for no more than all."""
    for index, award in enumerate(given):
        here = (*path, index)
        yield from not_both(here, award, "count", "ratio")
        if award.count is None and award.ratio is None:
            yield from one_of(here, award, "count", "ratio", "least")
        if award.ratio is None:
            yield from idle_fields(here, award, ["round"], ("没有 ratio", "no ratio"))
        yield from above_zero((*here, "ratio"), award.ratio, "0%")
        if award.least is not None and full is not None and award.least > full:
            yield Finding((*here, "least"), "least-over", {"value": shown(award.least), "points": shown(full)})
    ratio = sum((award.ratio for award in given if award.ratio is not None), Fraction(0))
    if ratio > 1:
        yield Finding(path, "awards-over", {"sum": shown(ratio * 100)}, key=True)


def _teams(path: Path, teams: Teams, rounds: set[str]) -> Iterator[Finding]:
    if teams.round is not None:
        yield from refers((*path, "round"), teams.round, rounds, ROUND)
    if teams.points:
        yield from field_rule((*path, "points"), teams.points)
    for index, penalty in enumerate(teams.penalties):
        here = (*path, "penalties", index)
        yield from charged(here, penalty, ("lose", "add", "seconds"))
        why = "代表队只扣分或加分", "of a team only points are taken or given"
        fields = ("seconds", "zero", "halve", "keep", "at-most", "on", "of", "status", "run", "award")
        yield from idle_fields(here, penalty, fields, why)
    yield from _team_ties(path, teams)
    yield from awards((*path, "awards"), teams.awards, None)


def _team_ties(path: Path, teams: Teams) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, tie in enumerate(teams.ties):
        here = (*path, "ties", index)
        if tie.by in seen:
            yield Finding((*here, "by"), "tie-twice")
        elif tie.by == "penalties" and not teams.penalties:
            yield never(here, "by: penalties", ("没有罚分项", "there are no penalties"))
        seen.add(tie.by)
