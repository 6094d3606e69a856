"""From items to sections: sums, items that multiply, runs, minimums. The items' figures are given, panels are done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.engine.effects import Cause, effect_reason, kept, missed, run_reason
from scoring.engine.figures import ZERO, plain, round_at, total
from scoring.engine.fulls import fulls_of
from scoring.engine.performance import Performance
from scoring.engine.reasons import Reason, both
from scoring.engine.runs import RunScore, combine_runs, none_valid, runs_reason
from scoring.rubrics.effects import Effect
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, Run, Section, section_full
from scoring.rubrics.values import Text

if TYPE_CHECKING:
    from scoring.engine.module import Given


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section (as written: its runs together) and each of its items after the panels' rules, before panel rounding.

    `fulls` are the most its items bring. `runs` are its runs, `reasons` every point lost or won, whose points times
    share add up to `points` − `full`.
    """

    section: str
    points: Fraction
    full: Fraction
    items: Mapping[str, Fraction]
    fulls: Mapping[str, Fraction]
    runs: tuple[RunScore, ...] = ()
    reasons: tuple[Reason, ...] = ()


def section_scores(
    rubric: Rubric, rule: Module, given: "Given", figures: Mapping[str, Fraction], found: Sequence[Cause]
) -> tuple[tuple[SectionScore, ...], list[Cause]]:
    """Every section of the module in order, with what acts on it, and the minimums missed."""
    reasons, most = _reasons_by_section(rubric, given), fulls_of(rubric, rule, given.panels)
    parts: dict[str, list[Section]] = {}
    for part in rule.sections:
        parts.setdefault(part.of if isinstance(part, Run) else part.id, []).append(part)
    open_items = _open(given)
    scores, causes = [], list[Cause]()
    for name, sections in parts.items():
        score = _section(name, sections, given.performance, figures, most, reasons, found)
        needs, runs = sections[0].needs, sections[0].runs
        waiting = bool(open_items & score.items.keys()) or bool(given.missing and runs)
        causes += [] if waiting else missed(needs, _shown(rubric, score), score.full, _title(sections[0]), section=name)
        if runs and runs.none == "dnf" and not open_items & score.items.keys() and none_valid(runs, score.runs):
            causes.append(Cause(Effect(status="dnf"), _title(sections[0]), section=name))
        for cause in [*found, *causes]:
            if cause.scope == "section" and cause.target == name:
                score = _acted(cause, score)
        scores.append(replace(score, points=_shown(rubric, score)))
    return tuple(scores), causes


def _shown(rubric: Rubric, score: SectionScore) -> Fraction:
    """The figure after the rounding of its stage, which a minimum looks at too."""
    return round_at(score.points, *rubric.rounding.at("section"))


def _title(section: Section) -> Text:
    """What a section is called as it is written, not as one of its runs."""
    return section.whole if isinstance(section, Run) else section.title


def _open(given: "Given") -> set[str]:
    """The items somebody still has to mark."""
    sheets = (sheet for panel in given.panels for sheet in panel.sheets)
    waiting = {item for sheet in sheets for item in sheet.open}
    return waiting | {reason.item for reason in given.missing if reason.item}


def _section(
    name: str,
    sections: Sequence[Section],
    performance: Performance,
    figures: Mapping[str, Fraction],
    most: Mapping[str, Fraction],
    reasons: Mapping[str, list[Reason]],
    found: Sequence[Cause],
) -> SectionScore:
    section = sections[0]
    items = {item.id: figures.get(item.id, ZERO) for part in sections for item in part.items}
    fulls = {item.id: most[item.id] for part in sections for item in part.items}
    added = (most[item.id] for item in section.items if item.role == "add")
    full = section_full(section) if section.special else total(added)
    told = [reason for part in sections for reason in reasons.get(part.id, ())]
    if not section.special:
        return SectionScore(name, _product(section, figures), full, items, fulls, (), tuple(told))
    if section.runs is None:
        points = _product(section, figures) * section.factor
        told = [*(reason.shared(ZERO) for reason in told), _multiplied(section, figures, points, points - full)]
        return SectionScore(name, points, full, items, fulls, (), tuple(told))
    runs = [_run(part, performance, figures, found) for part in sections if isinstance(part, Run)]
    figure, scored = combine_runs(section, runs)
    points = figure * section.factor
    whole = section.model_copy(update={"id": name, "title": _title(section)})
    mine, wins = {run.section for run in runs}, section.runs.wins
    lost = [run_reason(cause, wins) for cause in found if cause.effect.run and cause.section in mine]
    told = [*(reason.shared(ZERO) for reason in told), *lost, runs_reason(whole, scored, figure, points - full)]
    return SectionScore(name, points, full, items, fulls, scored, tuple(told))


def _run(run: Run, performance: Performance, figures: Mapping[str, Fraction], found: Sequence[Cause]) -> RunScore:
    """One run; an effect on the section of one of its items acts on this run alone."""
    word = performance.words.get(run.id, "")
    if not performance.begun.get(run.of, 0) >= run.number:
        return RunScore(run.id, run.number, "missing", ZERO)
    if word in ("failed", "passed", "void"):
        return RunScore(run.id, run.number, word, ZERO)  # type: ignore[arg-type]
    points = _product(run, figures)
    for cause in found:
        if cause.effect.run and cause.section == run.id:
            return RunScore(run.id, run.number, cause.effect.run, ZERO)
        if cause.scope == "section" and cause.target == run.id:
            points = kept(cause.effect, points)
    return RunScore(run.id, run.number, "valid", points)


def _product(section: Section, figures: Mapping[str, Fraction]) -> Fraction:
    """The sum of what is added, times every item that multiplies."""
    points = total(figures.get(item.id, ZERO) for item in section.items if item.role == "add")
    for item in section.items:
        if item.role == "factor":
            points *= figures.get(item.id, ZERO)
    return points


def _multiplied(section: Section, figures: Mapping[str, Fraction], got: Fraction, points: Fraction) -> Reason:
    added = total(figures.get(item.id, ZERO) for item in section.items if item.role == "add")
    factors = [plain(figures.get(item.id, ZERO)) for item in section.items if item.role == "factor"]
    words = {"product": " × ".join([plain(added), *factors]), "got": plain(got), **both("title", section.title)}
    return Reason("multiplied", points, item=section.id, values=words)


def _acted(cause: Cause, score: SectionScore) -> SectionScore:
    points = kept(cause.effect, score.points)
    if points == score.points:
        return score
    return replace(score, points=points, reasons=(*score.reasons, effect_reason(cause, score.points, points)))


def _reasons_by_section(rubric: Rubric, given: "Given") -> dict[str, list[Reason]]:
    """The reasons of panels and outside values, by the section or run they are about."""
    found: dict[str, list[Reason]] = {}
    for panel in given.panels:
        for reason in panel.reasons:
            counts = rubric.items[reason.item].role != "aside"
            section = rubric.sections_by_item[reason.item]
            found.setdefault(section.id, []).append(reason if counts else reason.shared(ZERO))
    for score in given.outside:
        section = rubric.sections_by_item[score.item]
        for reason in score.reasons:
            item = rubric.items[score.item]
            share = ZERO if item.role == "aside" else section.share_of(item)
            found.setdefault(section.id, []).append(reason.shared(share))
    return found
