"""Several runs of one section become one figure: best, sum, mean, with the worst dropped and failed runs left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from scoring.engine.figures import ZERO, plain, total
from scoring.engine.panel import mean
from scoring.engine.reasons import Reason, both
from scoring.rubrics.contest import Runs
from scoring.rubrics.parts import Section

State = Literal["valid", "failed", "passed", "void", "missing"]


@dataclass(frozen=True, slots=True)
class RunScore:
    """One run: what it brings, and whether it `counts` in the section's figure. A missing run brings nothing."""

    section: str
    number: int
    state: State
    points: Fraction
    counts: bool = False


def in_the_count(rule: Runs, runs: Sequence[RunScore]) -> list[RunScore]:
    """The runs that can count: valid ones, void ones as 0, failed ones as so many points where the rule says so.

    Where low wins, 0 would be the best there is: a void run is then as good as a failed one.
    """
    found = []
    for run in runs:
        if run.state == "valid":
            found.append(run)
        elif run.state == "void" and rule.wins == "high":
            found.append(replace(run, points=ZERO))
        elif run.state in ("failed", "void") and rule.failed != "skip":
            found.append(replace(run, points=Fraction(rule.failed)))
    return found


def none_valid(rule: Runs, runs: Sequence[RunScore]) -> bool:
    """Whether runs were tried, or let go, and none of them has a result. A void one has one, 0, where high wins."""
    results = ("valid", "void") if rule.wins == "high" else ("valid",)
    return not any(run.state in results for run in runs) and any(run.state != "missing" for run in runs)


def kept_runs(rule: Runs, runs: Sequence[RunScore]) -> list[RunScore]:
    """Those left after the worst are dropped and only the best n are kept; of equal runs the earlier one is kept."""
    counted = in_the_count(rule, runs)
    best_first = sorted(counted, key=lambda run: run.points, reverse=rule.wins == "high")
    reached = [line.worst for line in rule.drop if len(counted) >= line.from_]
    worst = min(reached[-1], len(counted) - 1) if reached else 0
    best_first = best_first[: len(best_first) - worst]
    if rule.best is not None:
        best_first = best_first[: rule.best]
    if rule.combine in ("best", "worst"):
        best_first = best_first[:1] if rule.combine == "best" else best_first[-1:]
    kept = sorted(best_first, key=lambda run: run.number)
    return kept[-1:] if rule.combine == "last" else kept


def figure_of(rule: Runs, kept: Sequence[RunScore]) -> Fraction:
    """The one figure of the runs that count; of none it is 0."""
    points = [run.points for run in kept]
    if rule.combine == "sum":
        return total(points)
    if rule.combine == "median":
        order = sorted(points)
        return mean(order[(len(order) - 1) // 2 : len(order) // 2 + 1])
    return mean(points)


def combine_runs(section: Section, runs: Sequence[RunScore]) -> tuple[Fraction, tuple[RunScore, ...]]:
    """The figure of a section of runs before its conversion, and the runs with those marked that count."""
    rule = section.runs
    if rule is None:
        raise ValueError(f"section {section.id} has no runs")
    kept = kept_runs(rule, runs)
    counted = {run.number: run.points for run in in_the_count(rule, runs)}
    numbers = {run.number for run in kept}
    scored = (replace(run, points=counted.get(run.number, run.points), counts=run.number in numbers) for run in runs)
    return figure_of(rule, kept), tuple(scored)


def runs_reason(section: Section, runs: Sequence[RunScore], figure: Fraction, points: Fraction) -> Reason:
    """How the runs became a figure, in words; its points are what the section is short of its full points."""
    rule = section.runs
    if rule is None:
        raise ValueError(f"section {section.id} has no runs")
    signs = {"failed": "×", "passed": "–", "void": "0" if rule.wins == "high" else "×"}
    shown = []
    for run in runs:
        if run.state != "missing":
            text = plain(run.points) if run.state == "valid" else signs[run.state]
            shown.append(text if run.counts else f"({text})")
    words = {"runs": " ".join(shown), "got": plain(figure), **both("title", section.title)}
    return Reason(f"runs-{rule.combine}", points, item=section.id, values=words)
