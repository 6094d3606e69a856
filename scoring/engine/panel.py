"""How the sheets of a panel become one figure: shared, mean or trimmed mean, over sheets or over single items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.figures import ZERO, round_at, total
from scoring.engine.reasons import Reason, both
from scoring.engine.scoresheet import Scoresheet
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Panel

Struck = Mapping[str, str]  # seat → "high" or "low"


@dataclass(frozen=True, slots=True)
class PanelScore:
    """One panel's figure with everything it came from.

    `sheets` in the order of their seats. `struck` says which sheets were left out as "high" or "low"; where single
    items are averaged it is empty and `struck_items` says it per item. `items` is what each item is worth after the
    panel's rule; before rounding they add up to `points`. `reasons` are the losses on the sheets that count, each
    with its share. `missing` says what keeps the figure from being complete.
    """

    panel: str
    combine: str
    over: str
    sheets: tuple[Scoresheet, ...]
    struck: Struck
    struck_items: Mapping[str, Struck]
    items: Mapping[str, Fraction]
    exact: Fraction
    points: Fraction
    full: Fraction
    reasons: tuple[Reason, ...]
    missing: tuple[Reason, ...]


def combine(panel: Panel, rubric: Rubric, sheets: Sequence[Scoresheet]) -> PanelScore:
    """Make one figure of the sheets; an absent seat simply has none, and fewer than `least` leave it incomplete.

    A trimmed panel strikes exactly `high` and `low` of them, also when several are equal (of equal ones the last
    and the first seat: the figure is the same), and nothing while there are fewer than `from` or none would be left.
    """
    rounding = rubric.rounding
    sheets = tuple(sorted(sheets, key=lambda sheet: sheet.seat))
    by_item = panel.over == "item" and panel.combine != "shared"
    struck: dict[str, str] = {}
    struck_items: dict[str, Struck] = {}
    items: dict[str, Fraction] = {}
    reasons: list[Reason] = []
    if not by_item:
        struck = strike(panel, {sheet.seat: sheet.total for sheet in sheets})
    for number, score in enumerate(sheets[0].items if sheets else ()):
        scores = {sheet.seat: sheet.items[number] for sheet in sheets}
        if by_item:
            struck_items[score.item] = strike(panel, {seat: each.points for seat, each in scores.items()})
        out = struck_items[score.item] if by_item else struck
        kept = [each for seat, each in scores.items() if seat not in out]
        share = Fraction(1, len(kept))
        items[score.item] = total(each.points for each in kept) * share
        if by_item:
            items[score.item] = round_at(items[score.item], *rounding.at("item"))
        reasons += [reason.shared(share) for each in kept for reason in each.reasons]
    exact = total(items.values()) if by_item else mean([s.total for s in sheets if s.seat not in struck])
    return PanelScore(
        panel=panel.id,
        combine=panel.combine,
        over="item" if by_item else "sheet",
        sheets=sheets,
        struck=struck,
        struck_items=struck_items,
        items=items,
        exact=exact,
        points=round_at(exact, *rounding.at("panel")),
        full=sheets[0].full if sheets else ZERO,
        reasons=tuple(reasons),
        missing=tuple(_missing(panel, sheets)),
    )


def mean(figures: Sequence[Fraction]) -> Fraction:
    """The exact arithmetic mean; of nothing it is 0."""
    return total(figures) / len(figures) if figures else ZERO


def strike(panel: Panel, figures: Mapping[str, Fraction]) -> dict[str, str]:
    """Which seats are left out, and at which end. Figures by seat, in the order of the seats."""
    drop = panel.drop
    if panel.combine != "trimmed" or drop is None or len(figures) < drop.from_ or len(figures) <= drop.high + drop.low:
        return {}
    order = sorted(figures, key=lambda seat: figures[seat])
    low = dict.fromkeys(order[: drop.low], "low")
    high = dict.fromkeys(order[len(order) - drop.high :], "high")
    return low | high


def _missing(panel: Panel, sheets: Sequence[Scoresheet]) -> list[Reason]:
    missing = [
        Reason("open", seat=sheet.seat, values={"items": ", ".join(sheet.open), "panel": panel.id})
        for sheet in sheets
        if sheet.open
    ]
    least = 1 if panel.combine == "shared" else panel.least
    if len(sheets) < least:
        words = {"panel": panel.id, "least": str(least), "have": str(len(sheets)), **both("title", panel.title)}
        missing.append(Reason("few-sheets", values=words))
    return missing
