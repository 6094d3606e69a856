"""What a result sheet says, once: the same table for the screen, the workbook and print.

It lays out what the engine found and calculates nothing itself. Figures stay text, exactly as rounded by the rubric.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from scoring.engine.explain import factor_of
from scoring.engine.figures import clock_text, plain
from scoring.engine.result import Result
from scoring.engine.standings import Row, Standings
from scoring.engine.ties import title_of
from scoring.paper.means import NO_MEANS, Means, means_notes
from scoring.paper.words import word
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, Section
from scoring.rubrics.rules import Clock

MOST_RUNS = 6  # so many runs have a column each; of more only what they make together
SIGNERS = ("chief", "supervisor", "arbitration", "tally", "checker", "published", "day")


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who stands behind a contestant of the engine, as the office knows them. `id` is for links, nothing else."""

    number: str
    name: str = ""
    unit: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a sheet belongs to: titles, the rules with their digest, the event's revision, and the state in words."""

    competition: str
    event: str
    rubric: str
    digest: str
    revision: int
    state: str = ""
    day: str = ""
    settings: str = ""  # the day's settings that stand, in words


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` says what it is, `head` its one or two lines; a `figure` column holds numbers as text."""

    key: str
    head: tuple[str, ...]
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One contestant: cells in the order of the columns. `cut` draws the line above it where an award ends."""

    contestant: str
    id: int
    rank: int | None
    cells: tuple[str, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """The whole sheet: ranked lines, the others below, what is said under the table, who signs."""

    title: str
    occasion: Occasion
    columns: tuple[Column, ...]
    ranked: tuple[Line, ...]
    others: tuple[Line, ...]
    notes: tuple[str, ...]
    signers: tuple[str, ...]
    means: Means = field(default_factory=lambda: NO_MEANS)  # of seats whose sheets are not from their tablets


def result_sheet(
    rubric: Rubric,
    standings: Standings,
    entrants: Mapping[str, Entrant],
    occasion: Occasion,
    language: str,
    held: Mapping[str, str] = MappingProxyType({}),
    means: Means = NO_MEANS,
) -> ResultSheet:
    """Lay the standings out as a sheet in `language`.

    `entrants` maps the engine's contestants to people. `held` names those whose result is not released, with the word
    for why ("unsigned" or a status): they stand below without rank and figures, whatever the row says.
    """
    columns = columns_of(rubric, language)
    ranked: list[Line] = []
    others: list[Line] = []
    award = None
    for row in standings.rows:
        entrant = entrants.get(row.contestant, Entrant(row.contestant))
        result = standings.results[row.contestant]
        why = held.get(row.contestant, "")
        cells = tuple(_cell(column, row, result, entrant, why, language) for column in columns)
        inside = row.rank is not None and not why
        cut = inside and award is not None and row.award != award
        line = Line(row.contestant, entrant.id, row.rank if inside else None, cells, cut)
        (ranked if inside else others).append(line)
        award = row.award if inside else award
    return ResultSheet(
        title=word("result-sheet", language),
        occasion=occasion,
        columns=columns,
        ranked=tuple(ranked),
        others=tuple(others),
        notes=notes_of(rubric, standings, len(ranked), language)
        + means_notes(means, {line.contestant for line in ranked}, language),
        signers=tuple(word(signer, language) for signer in SIGNERS),
        means=means,
    )


def columns_of(rubric: Rubric, language: str) -> tuple[Column, ...]:
    """The columns that this rubric's sheet has, from rank to remarks."""
    columns = [Column(key, (word(key, language),)) for key in ("rank", "number", "name", "unit")]
    columns += _part_columns(rubric, language)
    if rubric.whole_penalties or any(module.penalties for module in rubric.parts):
        columns.append(Column("part:penalties", (word("penalties", language),), figure=True))
    clocked = [module for module in rubric.parts if module.clock]
    for module in clocked:
        title = (module.title.say(language),) if len(clocked) > 1 else ()
        columns.append(Column(f"time:{module.id}", (*title, word("time", language))))
    if any(_charges(module.clock) for module in clocked):
        columns.append(Column("part:clock", (word("clock", language),), figure=True))
    if any(each.carry is not None for each in rubric.rounds):
        columns.append(Column("part:carried", (word("carried", language),), figure=True))
    columns.append(Column("total", (word("total", language),), figure=True))
    if rubric.grades:
        columns.append(Column("grade", (word("grade", language),)))
    if rubric.awards:
        columns.append(Column("award", (word("award", language),)))
    columns.append(Column("remark", (word("remark", language),)))
    return tuple(columns)


def _charges(clock: Clock | None) -> bool:
    """Whether the time takes or gives points."""
    return clock is not None and bool(clock.overtime or clock.early or clock.short or clock.bands)


def _part_columns(rubric: Rubric, language: str) -> list[Column]:
    """Modules with their weighted figures; of a single module its panels, or its sections where some have runs or
    multiply.
    """
    if len(rubric.parts) > 1 or rubric.parts[0].factor != 1:
        return [column for module in rubric.written for column in _module_columns(module, language)]
    written = rubric.written[0].sections
    if any(section.special for section in written):
        return [column for section in written for column in _section_columns(section, language)]
    used = [panel for panel in rubric.panels if rubric.items_of(panel.id)]
    if len(used) < 2:
        return []
    return [
        Column(
            f"part:{panel.id}",
            (panel.title.say(language), f"({plain(sum(item.points for item in rubric.items_of(panel.id)))})"),
            figure=True,
        )
        for panel in used
    ]


def _section_columns(section: Section, language: str) -> list[Column]:
    """A section; one of a few runs with every run before it."""
    title = section.title.say(language)
    runs = section.runs
    columns = [Column(f"part:section:{section.id}", (title,), figure=True)]
    if runs is None or runs.count > MOST_RUNS:
        return columns
    each = [
        Column(f"part:{section.id}#{number}", (title, f"{runs.title.say(language)} {number}"), figure=True)
        for number in range(1, runs.count + 1)
    ]
    return [*each, *columns]


def _module_columns(module: Module, language: str) -> list[Column]:
    title = module.title.say(language)
    full = (f"({plain(module.most)})",) if module.most else ()
    columns = [Column(f"part:{module.id}", (title, *full), figure=True)]
    if module.factor != 1:
        columns.append(Column(f"part:{module.id}.weighted", (title, f"×{factor_of(module)}"), figure=True))
    return columns


def percent(ratio: Fraction) -> str:
    """A share as people write it: 3/10 is 30%."""
    return f"{plain(ratio * 100)}%"


def _cell(column: Column, row: Row, result: Result, entrant: Entrant, held: str, language: str) -> str:
    shown = row.total is not None and not held
    kind, _, part = column.key.partition(":")
    if kind in ("number", "name", "unit"):
        return str(getattr(entrant, kind))
    if kind == "remark":
        return remark(row, held, language)
    if kind == "rank":
        return "" if held or row.rank is None else str(row.rank)
    if not shown:
        return ""
    if kind == "part":
        return row.parts.get(part, "")
    if kind == "time":
        return clock_text(result.facts.time[part]) if part in result.facts.time else ""
    if kind == "grade":
        return row.grade.say(language) if row.grade else ""
    if kind == "total":
        return "" if row.total is None else str(row.total)
    return row.award.say(language) if row.award else ""


def remark(row: Row, held: str, language: str) -> str:
    """What the last column says: why there is no rank, or that it is shared, or what parted it from an equal total."""
    if held or row.total is None:
        return word(held or row.status, language)
    said = [] if row.status == "ok" else [word(row.status, language)]
    said += [word("tied", language)] if row.tied else []
    said += [] if row.eligible else [word("not-eligible", language)]
    if row.parted_by:
        said.append(row.parted_by.say(language))
    return ("；" if language.startswith("zh") else "; ").join(said)


def notes_of(rubric: Rubric, standings: Standings, ranked: int, language: str) -> tuple[str, ...]:
    """The sentences under the table: how the total is made, how ties are parted, what is awarded, who is in it."""
    rounding = rubric.rounding
    total = word("sum", language, sum_rule(rubric, language)) + word(
        "rounded-total", language, rounding.decimals, word(rounding.mode, language)
    )
    notes = [total, tie_rule(rubric, language)]
    if rubric.awards:
        notes.append(word("awards", language, award_rule(rubric, language)))
    notes.append(word("entries", language, len(standings.rows), ranked))
    if any(row.provisional for row in standings.rows):
        notes.append(word("provisional", language))
    return tuple(notes)


def sum_rule(rubric: Rubric, language: str) -> str:
    """What is added up to the total, and what the sum is multiplied by."""
    said, times = _sum(rubric, language), rubric.total.times
    return said if times is None or times == 1 else f"({said}) × {plain(times * 100)}%"


def _sum(rubric: Rubric, language: str) -> str:
    """Weighted modules, or the panels of the only one."""
    if len(rubric.parts) > 1 or rubric.parts[0].factor != 1:
        titles = ((module.title.say(language), module) for module in rubric.parts)
        said = " + ".join(title if each.factor == 1 else f"{title} × {factor_of(each)}" for title, each in titles)
        return said + (f" − {word('penalties', language)}" if rubric.whole_penalties else "")
    module = rubric.parts[0]
    if any(section.special for section in module.sections):
        return " + ".join(section.title.say(language) for section in rubric.written[0].sections)
    rule = " + ".join(panel.title.say(language) for panel in rubric.panels if rubric.items_of(panel.id))
    if module.penalties:
        rule += f" − {word('penalties', language)}"
    if module.clock and (module.clock.overtime or module.clock.short):
        rule += f" − {word('over', language)}"
    if module.clock and module.clock.early:
        rule += f" + {word('early', language)}"
    return rule


def tie_rule(rubric: Rubric, language: str) -> str:
    """How equal totals are parted, in one sentence."""
    if not rubric.ties:
        return word("no-ties", language)
    links = [word(link.wins, language, title_of(rubric, link).say(language)) for link in rubric.ties]
    return word("ties", language, ("、" if language.startswith("zh") else ", ").join(links))


def award_rule(rubric: Rubric, language: str) -> str:
    """Which awards there are and how many places each has, in one line."""
    lines = []
    for award in rubric.awards:
        places = str(award.count) if award.count is not None else percent(award.ratio) if award.ratio else ""
        title = award.title.say(language)
        if award.least is not None:
            places = f"{places} (≥ {plain(award.least)})".strip()
        lines.append(f"{title} {places}" if award.count is None else word("wins-count", language, title, places))
    return ("、" if language.startswith("zh") else ", ").join(lines)
