"""What parts those who are equal: the tie chain, link by link, and in which words. Hands out no ranks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from scoring.engine.figures import ZERO, clock_text, plain, rounded, total
from scoring.engine.panel import PanelScore, mean
from scoring.engine.penalties import sum_of
from scoring.engine.reasons import Reason, both
from scoring.engine.result import Result, penalty_points
from scoring.engine.total import counted_modules
from scoring.rubrics.field import Wins
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Tie
from scoring.rubrics.values import Text, parse_reading

Figures = tuple[Fraction, ...]  # one figure, several to compare one after the other, the best first, or none
Parted = Mapping[str, tuple[Reason, ...]]  # what parted each from others, link by link
Equal = tuple[list[str], Parted]  # who is still equal, and how they came to be


class Link(Protocol):
    """What every chain is made of: which of two figures is the better one."""

    @property
    def wins(self) -> Wins:
        """Whether the high or the low figure comes first."""
        ...


L = TypeVar("L", bound=Link)


def part(
    group: Sequence[str],
    chain: Sequence[L],
    compared: Callable[[L, Sequence[str]], Mapping[str, Figures]],
    said: Callable[[L, Figures], Reason],
) -> list[Equal]:
    """Split equals by a chain into groups that stay equal, best first.

    `compared` gives everybody's figures for a link. Lists are compared best first, and who still has a figure where
    the other has none is ahead: who has none at all stands behind those who have one. Where nobody has any, the link
    parts nobody.
    """
    if len(group) == 1 or not chain:
        return [(list(group), {})]
    link, rest = chain[0], chain[1:]
    figures = compared(link, group)
    merits = {name: merit(found, link.wins) for name, found in figures.items()}
    if len(set(merits.values())) == 1:
        return part(group, rest, compared, said)
    parted: list[Equal] = []
    for best in sorted(set(merits.values()), reverse=True):
        equal = [name for name in group if merits[name] == best]
        own = {name: said(link, figures[name]) for name in equal}
        for names, more in part(equal, rest, compared, said):
            parted.append((names, {name: (own[name], *more.get(name, ())) for name in names}))
    return parted


def merit(figures: Figures, wins: Wins) -> Figures:
    """Figures such that the greater ones are the better: best first, turned round where low wins."""
    return tuple(sorted((figure if wins == "high" else -figure for figure in figures), reverse=True))


def parted_by(by: Text, value: str) -> Reason:
    """The sentence of a link: what was compared, and what it was."""
    return Reason("parted", values={"value": value, **both("by", by)})


def written(figures: Figures, wins: Wins, is_time: bool = False) -> str:
    """The figures of a link as text, best first: 12.4 / 12.1, or 1:05."""
    order = sorted(figures, reverse=wins == "high")
    return " / ".join(clock_text(figure) if is_time else plain(figure) for figure in order) or "–"


def part_results(rubric: Rubric, group: Sequence[Result]) -> list[Equal]:
    """Split contestants with equal totals by the rubric's tie chain."""
    by_id = {result.contestant: result for result in group}

    def compared(link: Tie, names: Sequence[str]) -> Mapping[str, Figures]:
        return figures_of(rubric, link, [by_id[name] for name in names])

    def said(link: Tie, figures: Figures) -> Reason:
        if link.by == "value" and not figures:
            return Reason("not-entered", values=both("by", title_of(rubric, link)))
        return parted_by(title_of(rubric, link), written(figures, link.wins, _is_time(rubric, link)))

    return part(list(by_id), rubric.ties, compared, said)


def figures_of(rubric: Rubric, link: Tie, group: Sequence[Result]) -> dict[str, Figures]:
    """What a link compares, by contestant."""
    if link.by == "judges":
        return _judges(rubric, link, group)
    return {result.contestant: COMPARED[link.by](rubric, link, result) for result in group}


def _one(figure: Fraction | None) -> Figures:
    return () if figure is None else (figure,)


def _time(rubric: Rubric, link: Tie, result: Result) -> Figures:
    """Working time as it was charged, of the module `of`, else of all modules together."""
    clocks = [module.clock for module in result.modules if module.clock and link.of in (None, module.module)]
    return (Fraction(sum(clock.counted for clock in clocks)),) if clocks else ()


def _penalties(rubric: Rubric, link: Tie, result: Result) -> Figures:
    """What penalties took in all modules and off the total, as a positive figure before weights."""
    return (penalty_points(result.modules) - sum_of(result.penalties),)


def _exact(rubric: Rubric, link: Tie, result: Result) -> Figures:
    if link.decimals is None:
        return (result.exact,)
    return (Fraction(rounded(result.exact, link.decimals, rubric.rounding.at("total")[1])),)


def _module(rubric: Rubric, link: Tie, result: Result) -> Figures:
    return _one(next((each.points for each in result.modules if each.module == link.of and each.entered), None))


def _modules(rubric: Rubric, link: Tie, result: Result) -> Figures:
    """The modules that count in the total, those entered."""
    return tuple(module.points for module in counted_modules(rubric, result.modules) if module.entered)


def _panels(link: Tie, result: Result) -> list[PanelScore]:
    return [panel for module in result.modules for panel in module.panels if panel.panel == link.of]


def _panel(rubric: Rubric, link: Tie, result: Result) -> Figures:
    found = _panels(link, result)
    return (total(panel.points for panel in found),) if found else ()


def _untrimmed(rubric: Rubric, link: Tie, result: Result) -> Figures:
    """The plain mean of all complete sheets of the panel, section by section where it combines sections."""
    sheets = [[sheet.total for sheet in panel.sheets if not sheet.open] for panel in _panels(link, result)]
    return (total(mean(totals) for totals in sheets),) if any(sheets) else ()


def _judges(rubric: Rubric, link: Tie, group: Sequence[Result]) -> dict[str, Figures]:
    """How many of the judges who saw the whole group give nobody in it more; no figures where none saw it all."""
    sheets: dict[str, dict[str, Fraction]] = {}
    for result in group:
        own = sheets.setdefault(result.contestant, {})
        for panel in _panels(link, result):
            for sheet in panel.sheets:
                own[sheet.seat] = own.get(sheet.seat, ZERO) + sheet.total
    seats = set.intersection(*(set(own) for own in sheets.values()))
    if not seats:
        return dict.fromkeys(sheets, ())
    ranks = any(panel.id == link.of and panel.by_rank for panel in rubric.panels)  # its sheets are points all the same
    first = max if rubric.ranking.wins == "high" or ranks else min
    bests = {seat: first(own[seat] for own in sheets.values()) for seat in seats}
    return {name: (Fraction(sum(own[seat] == bests[seat] for seat in seats)),) for name, own in sheets.items()}


def _section(rubric: Rubric, link: Tie, result: Result) -> Figures:
    sections = (section for module in result.modules if module.entered for section in module.sections)
    return _one(next((section.points for section in sections if section.section == link.of), None))


def _sections(rubric: Rubric, link: Tie, result: Result) -> Figures:
    return tuple(section.points for module in result.modules if module.entered for section in module.sections)


def _runs(rubric: Rubric, link: Tie, result: Result) -> Figures:
    """The runs of the section that count, where they are put together; all valid ones where one of them is taken.

    A failed or annulled run is a figure to compare where it counts as more than nothing.
    """
    sections = [section for module in result.modules for section in module.sections if section.section == link.of]
    rules = {section.id: section.runs for module in rubric.written for section in module.sections}
    rule = rules.get(link.of or "")
    together = rule is not None and rule.combine in ("sum", "mean", "median")
    runs = [run for section in sections for run in section.runs if run.counts or not together]
    return tuple(run.points for run in runs if run.state == "valid" or (run.points and together))


def _item(rubric: Rubric, link: Tie, result: Result) -> Figures:
    """The item's points; of an item in runs the sum of all valid ones: what is said of a run speaks for all of it."""
    sections = (section for module in result.modules if module.entered for section in module.sections)
    found = []
    for section in sections:
        valid = {str(run.number) for run in section.runs if run.state == "valid"}
        for item, points in section.items.items():
            name, _, run = item.partition("#")
            if name == link.of:
                found.append(points if not run or run in valid else ZERO)
    return (total(found),) if found else ()


def _group(rubric: Rubric, link: Tie, result: Result) -> Figures:
    groups = (group for module in result.modules if module.entered for group in module.groups)
    return _one(next((group.points for group in groups if group.group == link.of), None))


def _value(rubric: Rubric, link: Tie, result: Result) -> Figures:
    found = parse_reading(result.facts.outside.get(link.of or "", ""))
    return _one(None if found is None else Fraction(found))


def _round(rubric: Rubric, link: Tie, result: Result) -> Figures:
    """The total of an earlier round, as `rounds.py` leaves it among the parts."""
    found = result.parts.get(f"{link.of}.total")
    return _one(None if found is None else Fraction(found))


COMPARED: dict[str, Callable[[Rubric, Tie, Result], Figures]] = {
    "time": _time,
    "penalties": _penalties,
    "exact": _exact,
    "module": _module,
    "modules": _modules,
    "panel": _panel,
    "untrimmed": _untrimmed,
    "section": _section,
    "sections": _sections,
    "runs": _runs,
    "item": _item,
    "group": _group,
    "value": _value,
    "round": _round,
}


def _is_time(rubric: Rubric, link: Tie) -> bool:
    """Whether the figures of a link are seconds, written m:ss."""
    if link.by == "value":
        return any(value.unit is not None and value.unit.is_time for value in rubric.values if value.id == link.of)
    return link.by == "time"


def title_of(rubric: Rubric, link: Tie) -> Text:
    """What a link of the tie chain compares, in words."""
    if link.by == "time" and not (link.of and rubric.modules):
        return Text(zh="用时", en="time")
    if link.by == "exact" and link.decimals is not None:
        return Text(zh=f"总分（保留 {link.decimals} 位小数）", en=f"the total to {link.decimals} decimals")
    title = _named(rubric, link)
    order = ("从高到低", "highest first") if link.wins == "high" else ("从低到高", "lowest first")
    zh, en = TITLES.get(link.by, ("{title}", "{title}"))
    return Text(zh=zh.format(title=title.zh, order=order[0]), en=en.format(title=title.en, order=order[1]))


TITLES = {
    "time": ("{title}用时", "the time of {title}"),
    "untrimmed": ("{title}不去分的平均分", "{title}, the mean with nothing struck"),
    "judges": ("{title}中给分最高的评委人数", "{title}, the number of judges who put them first"),
    "runs": ("{title}各次成绩（{order}）", "the runs of {title}, {order}"),
    "sections": ("各项目得分（{order}）", "the figures of the sections, {order}"),
    "modules": ("各模块得分（{order}）", "the figures of the modules, {order}"),
    "round": ("{title}总分", "the total of {title}"),
}
FIXED = {
    "penalties": Text(zh="罚分", en="penalties"),
    "exact": Text(zh="未取整的总分", en="the total before rounding"),
}


def _named(rubric: Rubric, link: Tie) -> Text:
    """The title of what a link names by its id; what needs no name has a fixed one."""
    by = {"time": "module", "untrimmed": "panel", "judges": "panel", "runs": "section"}.get(link.by, link.by)
    sections = [section for module in rubric.written for section in module.sections]
    named: dict[str, Iterable[tuple[str, Text]]] = {
        "module": ((module.id, module.title) for module in rubric.written),
        "panel": ((panel.id, panel.title) for panel in rubric.panels),
        "section": ((section.id, section.title) for section in sections),
        "item": ((item.id, item.title) for section in sections for item in section.items),
        "group": ((group.id, group.title) for module in rubric.written for group in module.groups),
        "value": ((value.id, value.title) for value in rubric.values),
        "round": ((each.id, each.title) for each in rubric.rounds),
    }
    return next((title for id_, title in named.get(by, ()) if id_ == link.of), FIXED.get(by, rubric.title))
