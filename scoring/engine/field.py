"""Items whose points depend on the whole field: a share of the best value, or points by place. Knows no sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from scoring.engine.figures import ZERO, plain
from scoring.engine.kinds import ItemScore
from scoring.engine.reasons import Reason
from scoring.engine.result import Result, assemble, close, value_of
from scoring.engine.scoresheet import round_item
from scoring.rubrics.kinds import Outside, Ranked
from scoring.rubrics.language import Rubric

OUT_OF_FIELD = ("dns", "dnf", "dsq", "void")  # bought orders or an absent contestant must not set the best


def field_items(rubric: Rubric) -> tuple[Outside | Ranked, ...]:
    """The items of a rubric that cannot be scored for one contestant alone."""
    return tuple(
        item
        for item in rubric.items.values()
        if isinstance(item, Ranked) or (isinstance(item, Outside) and item.score == "best")
    )


def settle(rubric: Rubric, results: Sequence[Result]) -> tuple[Result, ...]:
    """The same results with every field-dependent item scored against those who are in the field."""
    items = field_items(rubric)
    if not items:
        return tuple(results)
    scores: dict[str, dict[str, ItemScore]] = {result.contestant: {} for result in results}
    for item in items:
        values = {result.contestant: value_of(item, result.facts) for result in results}
        field = [values[result.contestant] for result in results if result.status not in OUT_OF_FIELD]
        known = [value for value in field if value is not None]
        for contestant, value in values.items():
            if value is not None:
                score = share_of_best(item, value, known) if isinstance(item, Outside) else by_place(item, value, known)
                scores[contestant][item.id] = round_item(score, rubric.rounding)
    return tuple(_with(rubric, result, scores[result.contestant]) for result in results)


def _with(rubric: Rubric, result: Result, scores: Mapping[str, ItemScore]) -> Result:
    modules = []
    for rule, module in zip(rubric.parts, result.modules, strict=True):
        outside = tuple(scores.get(score.item, score) for score in module.outside)
        if outside != module.outside:
            module = assemble(rubric, rule, module.panels, outside, module.penalties, module.clock, module.missing)
        modules.append(module)
    same = all(new is old for new, old in zip(modules, result.modules, strict=True))
    return result if same else close(rubric, result.facts, tuple(modules))


def share_of_best(item: Outside, value: Decimal, field: Sequence[Decimal]) -> ItemScore:
    """Points × value ÷ best (best ÷ value where low wins); when the best of a high item is 0 nobody earns."""
    full = Fraction(item.points)
    if item.wins == "high":
        best = max(field, default=value)
        got = min(full, full * Fraction(value) / Fraction(best)) if best else ZERO
        code, ratio = ("best" if best else "best-zero"), (f"{plain(value)} ÷ {plain(best)}" if best else "0")
    else:
        best = min(field, default=value)
        got = full if value <= best else full * Fraction(best) / Fraction(value)
        code, ratio = "best", f"{plain(best)} ÷ {plain(value)}"
    words = {"ratio": ratio, "value": plain(value), "best": plain(best), "got": plain(got), "full": plain(full)}
    return _score(item, got, Reason(code, got - full, item=item.id, values=words))


def by_place(item: Ranked, value: Decimal, field: Sequence[Decimal]) -> ItemScore:
    """Points by place in the field: equal values share the better place; beyond the end of a table 0."""
    full = Fraction(item.points)
    better = [other for other in field if (other > value if item.wins == "high" else other < value)]
    place = len(better) + 1
    got = ZERO
    if item.ladder is not None:
        got = Fraction(max(item.ladder.floor, item.ladder.first - item.ladder.less * (place - 1)))
    elif item.table is not None and place <= len(item.table):
        got = Fraction(item.table[place - 1])
    got = min(max(got, ZERO), full)
    words = {"value": plain(value), "rank": str(place), "got": plain(got), "full": plain(full)}
    return _score(item, got, Reason("place", got - full, item=item.id, values=words))


def _score(item: Outside | Ranked, got: Fraction, reason: Reason) -> ItemScore:
    full = Fraction(item.points)
    if got == full:
        return ItemScore(item.id, full, full, ZERO, "clear")
    return ItemScore(item.id, got, full, full - got, "deducted", (replace(reason, points=got - full),))
