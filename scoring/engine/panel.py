"""How the sheets of a panel become one figure, over sheets or over single items. Knows nothing of what they are for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from scoring.engine.choices import level_points
from scoring.engine.figures import ZERO, plain, round_at, total
from scoring.engine.kinds import ItemScore
from scoring.engine.reasons import Reason, both
from scoring.engine.scoresheet import Scoresheet
from scoring.rubrics.kinds import Item, Levels
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Panel, Spread

Struck = Mapping[str, str]  # seat → "high" or "low"
NONE: Struck = {}


@dataclass(frozen=True, slots=True)
class PanelScore:
    """One panel's figure with everything it came from.

    `section` names the section or run it is about, "" for all that a module's sheet holds. `sheets` in the order of
    their seats. `struck` says which sheets were left out as "high" or "low"; where single items are combined it is
    empty and `struck_items` says it per item. `items` is what each item is worth after the panel's rule; those that
    are added make up `points` before rounding. `reasons` are the losses on the sheets that count, each with its share.
    `missing` says what keeps the figure from being complete, `flags` what somebody should look at.
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
    flags: tuple[Reason, ...] = ()
    section: str = ""


def combine(panel: Panel, rubric: Rubric, sheets: Sequence[Scoresheet], section: str = "") -> PanelScore:
    """Make one figure of the sheets; an absent seat simply has none, and fewer than `least` leave it incomplete.

    Exactly `high` and `low` sheets are struck, also when several are equal (of equal ones the last and the first seat:
    the figure is the same), and nothing while there are fewer than `from` or none would be left. A median strikes all
    but the middle one or two. A sum adds what is left; every other rule takes its mean.
    """
    sheets = tuple(sorted(sheets, key=lambda sheet: sheet.seat))
    missing, flags = _missing(panel, sheets), _other_than_seats(panel, sheets)
    if panel.missing == "skip" and panel.over != "item":
        sheets = tuple(sheet for sheet in sheets if not sheet.open) or sheets
    by_item = panel.over == "item" and panel.combine != "shared"
    struck = NONE if by_item else strike(panel, {sheet.seat: sheet.total for sheet in sheets})
    struck_items: dict[str, Struck] = {}
    items: dict[str, Fraction] = {}
    reasons: list[Reason] = []
    for number, score in enumerate(sheets[0].items if sheets else ()):
        scores = {sheet.seat: sheet.items[number] for sheet in sheets}
        if by_item and panel.missing == "skip":
            scores = {seat: each for seat, each in scores.items() if each.state != "untouched"} or scores
        if by_item:
            struck_items[score.item] = strike(panel, {seat: each.points for seat, each in scores.items()})
        out = struck_items.get(score.item, struck)
        kept = [(sheet, scores[sheet.seat]) for sheet in sheets if sheet.seat in scores and sheet.seat not in out]
        share = share_of(panel, len(kept))
        figure = total(sheet.figure(each) for sheet, each in kept) * share
        items[score.item] = round_at(figure, *rubric.rounding.at("item")) if by_item else figure
        reasons += [reason for sheet, each in kept for reason in _shared(sheet, each, share)]
    added = total(items[item] for item in items if rubric.items[item].role == "add")
    kept_sheets = [sheet.total for sheet in sheets if sheet.seat not in struck]
    exact = added if by_item else total(kept_sheets) * share_of(panel, len(kept_sheets))
    if apart := _spread(panel, rubric, sheets):
        (missing if panel.spread and panel.spread.then == "discuss" else flags).append(apart)
    return PanelScore(
        panel=panel.id,
        combine=panel.combine,
        over="item" if by_item else "sheet",
        sheets=sheets,
        struck=struck,
        struck_items=struck_items,
        items=items,
        exact=exact,
        points=round_at(exact, *rubric.rounding.at("panel")),
        full=sheets[0].full * panel.yields if sheets else ZERO,
        reasons=tuple(reasons),
        missing=tuple(missing),
        flags=tuple(flags),
        section=section,
    )


def _other_than_seats(panel: Panel, sheets: Sequence[Scoresheet]) -> list[Reason]:
    """A flag where sheets are in, but not one for every seat: one may have been forgotten, or be of somebody else."""
    many = len(sheets) > panel.seats and "seats" in panel.model_fields_set
    if not sheets or (len(sheets) >= panel.seats and not many):
        return []
    words = {"seats": str(panel.seats), "have": str(len(sheets)), **both("title", panel.title)}
    return [Reason("many-seats" if many else "few-seats", values=words)]


def _shared(sheet: Scoresheet, score: ItemScore, share: Fraction) -> list[Reason]:
    """An item's reasons with the share of them that reaches the panel's figure."""
    factor = share * sheet.factors[score.item] if score.item in sheet.factors else share
    return [(reason if factor >= 0 else reason.turned()).shared(abs(factor)) for reason in score.reasons]


def share_of(panel: Panel, kept: int) -> Fraction:
    """What one of the sheets that count brings to the figure: a part of a mean, or itself in a sum; then `times`."""
    part = Fraction(1) if panel.combine == "sum" or not kept else Fraction(1, kept)
    return part if panel.times is None else part * panel.times


def mean(figures: Sequence[Fraction]) -> Fraction:
    """The exact arithmetic mean; of nothing it is 0."""
    return total(figures) / len(figures) if figures else ZERO


def strike(panel: Panel, figures: Mapping[str, Fraction]) -> dict[str, str]:
    """Which seats are left out, and at which end. Figures by seat, in the order of the seats."""
    order = sorted(figures, key=lambda seat: figures[seat])
    if panel.combine == "closest":
        low = _closest(list(map(figures.__getitem__, order)))
        high = max(len(order) - low - 2, 0)
    else:
        high, low = _numbers(panel, len(figures))
    if not high and not low:
        return {}
    return dict.fromkeys(order[:low], "low") | dict.fromkeys(order[len(order) - high :], "high")


def _closest(figures: Sequence[Fraction]) -> int:
    """How many lie below the two that are closest to each other; of equal gaps the higher two are taken."""
    gaps = [(after - before, -at) for at, (before, after) in enumerate(pairwise(figures))]
    return -min(gaps)[1] if gaps else 0


def _numbers(panel: Panel, sheets: int) -> tuple[int, int]:
    """How many are struck at the high and at the low end, among so many."""
    if panel.combine == "median":
        return (sheets - 1) // 2, (sheets - 1) // 2
    drop = panel.drop
    if drop is None or sheets < drop.from_ or sheets <= drop.high + drop.low:
        return 0, 0
    return drop.high, drop.low


def _spread(panel: Panel, rubric: Rubric, sheets: Sequence[Scoresheet]) -> Reason | None:
    """The widest gap between judges, where it is more than the panel allows. Only what has been marked is compared."""
    rule = panel.spread
    if rule is None or len(sheets) < 2:
        return None
    gaps: list[tuple[Fraction, Fraction | None, str]] = []
    if rule.over == "sheet":
        done = [sheet for sheet in sheets if not sheet.open]
        gaps.append((_gap([sheet.total for sheet in done]), _most(rule, [sheet.full for sheet in done]), ""))
    else:
        for scores in zip(*(sheet.items for sheet in sheets), strict=True):
            item, marked = rubric.items[scores[0].item], [score for score in scores if score.state != "untouched"]
            gap = _levels_apart(item, marked) if rule.over == "level" else _gap([score.points for score in marked])
            gaps.append((gap, _most(rule, [score.full for score in marked]), item.id))
    beyond = [(gap, most, where) for gap, most, where in gaps if most is not None and gap > most]
    if not beyond:
        return None
    widest, most, where = max(beyond, key=lambda each: each[0])
    words = {"gap": plain(widest), "most": plain(most), "panel": panel.id, **both("title", panel.title)}
    return Reason("spread", item=where, values=words)


def _most(rule: Spread, fulls: Sequence[Fraction]) -> Fraction | None:
    """How far apart is in order: so many points, or a part of the full points of what is compared; None of nothing."""
    if isinstance(rule.most, Fraction):
        return rule.most * max(fulls, default=ZERO) or None
    return Fraction(rule.most)


def _levels_apart(item: Item, scores: Sequence[ItemScore]) -> Fraction:
    """How many levels lie between the marks of an item of levels; other items are not compared."""
    if not isinstance(item, Levels) or not scores:
        return ZERO
    order = sorted({level_points(item, index) for index in range(len(item.levels))})
    places = [order.index(score.points) for score in scores if score.points in order]
    return Fraction(max(places) - min(places)) if places else ZERO


def _gap(figures: Sequence[Fraction]) -> Fraction:
    return max(figures) - min(figures) if figures else ZERO


def _missing(panel: Panel, sheets: Sequence[Scoresheet]) -> list[Reason]:
    """Open items, and too few sheets. A panel that skips them waits only for what nobody has marked."""
    skips = panel.missing == "skip"
    nobody = set.intersection(*(set(sheet.open) for sheet in sheets)) if skips and sheets else set[str]()
    found = []
    for sheet in sheets:
        waits = [item for item in sheet.open if item in nobody] if skips else sheet.open
        if waits:
            found.append(Reason("open", seat=sheet.seat, values={"items": ", ".join(waits), "panel": panel.id}))
    least = 1 if panel.combine == "shared" else panel.least
    have = len(sheets) if not skips or panel.over == "item" else sum(not sheet.open for sheet in sheets)
    if have < least:
        words = {"panel": panel.id, "least": str(least), "have": str(have), **both("title", panel.title)}
        found.append(Reason("few-sheets", values=words))
    return found
