"""Panels whose judges only say who is better: every sheet becomes its place among the sheets of the same judge."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.engine.figures import ZERO, plain, round_at, total
from scoring.engine.module import ModuleScore, assemble
from scoring.engine.panel import PanelScore, share_of, strike
from scoring.engine.reasons import Reason, both
from scoring.engine.result import Result, close
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Panel

OUT = ("dns", "dnf", "wdr", "dsq", "annul", "void", "ooc")


def rank_sheets(rubric: Rubric, results: Sequence[Result]) -> tuple[Result, ...]:
    """The same results with every `by-rank` panel's figure made of places; equal sheets share the better place."""
    settled = tuple(results)
    for panel in rubric.panels:
        if panel.by_rank:
            for at in range(len(rubric.parts)):
                settled = _ranked(rubric, panel, at, settled)
    return settled


def _ranked(rubric: Rubric, panel: Panel, at: int, results: Sequence[Result]) -> tuple[Result, ...]:
    """One panel in one module: the field is everybody who competes and whose sheets are whole."""
    scores = {result.contestant: _score(result.modules[at], panel) for result in results}
    totals: dict[str, list[Fraction]] = {}
    for result in results:
        score = scores[result.contestant]
        if score is not None and not score.missing and result.status not in OUT:
            for sheet in score.sheets:
                totals.setdefault(sheet.seat, []).append(sheet.total)
    for seat in totals:
        totals[seat].sort()
    settled = []
    for result in results:
        score = scores[result.contestant]
        if score is not None and score.sheets and not score.missing:
            places = {
                sheet.seat: Fraction(1 + _better(totals.get(sheet.seat, []), sheet.total))
                for sheet in score.sheets
            }
            result = _with(rubric, panel, at, result, _placed(rubric, panel, score, places))
        settled.append(result)
    return tuple(settled)


def _better(totals: list[Fraction], own: Fraction) -> int:
    """How many of the totals, lowest first, are higher."""
    return len(totals) - bisect_right(totals, own)


def _score(module: ModuleScore, panel: Panel) -> PanelScore | None:
    return next((score for score in module.panels if score.panel == panel.id and not score.section), None)


def _placed(rubric: Rubric, panel: Panel, score: PanelScore, places: Mapping[str, Fraction]) -> PanelScore:
    """The panel's figure from places, struck like points; what the sheets lost stays told but no longer counts."""
    struck = strike(panel, places)
    kept = [place for seat, place in places.items() if seat not in struck]
    exact = total(kept) * share_of(panel, len(kept))
    words = {"places": " ".join(f"({plain(p)})" if seat in struck else plain(p) for seat, p in places.items())}
    items = [item for item in score.items if rubric.items[item].role == "add"]
    full = total(rubric.sections_by_item[item].worth(rubric.items[item]) for item in items)
    words |= {"got": plain(exact), **both("title", panel.title)}
    told = Reason("by-rank", exact - full, item=items[0] if items else "", values=words)
    return replace(
        score,
        struck=struck,
        exact=exact,
        points=round_at(exact, *rubric.rounding.at("panel")),
        reasons=(*(reason.shared(ZERO) for reason in score.reasons), told),
    )


def _with(rubric: Rubric, panel: Panel, at: int, result: Result, score: PanelScore) -> Result:
    module = result.modules[at]
    panels = tuple(score if each.panel == panel.id and not each.section else each for each in module.given.panels)
    changed = assemble(rubric, rubric.parts[at], replace(module.given, panels=panels))
    return close(rubric, result.facts, (*result.modules[:at], changed, *result.modules[at + 1 :]))
