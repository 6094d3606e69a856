"""How an item is scored: its kind's function, then what does not apply, then its bounds. Knows one sheet only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal

from scoring.engine.choices import attempts, checked, counting, element, graded, judged, levels, outside, timed
from scoring.engine.figures import ZERO, exact, plain
from scoring.engine.marks import CLEAR, RUN_WORDS
from scoring.engine.measured import readings
from scoring.engine.occurrences import counted, faults, found_faults
from scoring.engine.prices import earning, per_place, share_of
from scoring.engine.reasons import Reason, both
from scoring.engine.values import NA, refuse, tidy
from scoring.rubrics.kinds import Element, Faults, Graded, Item, Outside
from scoring.rubrics.prices import Choice

State = Literal["untouched", "clear", "deducted", "not-applicable"]
NOTHING: Mapping[str, Any] = MappingProxyType({})
ONE = Fraction(1)
ALWAYS = ("element-again",)  # is told even where it changes nothing


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item is worth on one sheet. `points` lies between the item's floor and its ceiling; `full` is what it
    is worth when nothing is lost, less what does not apply and leaves a denominator.

    `lost` is `full` − `points`, negative where more was earned than `full`; the points of `reasons` add up to −`lost`.
    `untouched`: nobody has looked; `points` then shows what a running total may count (all of it, or nothing where
    points are earned by a figure) and `lost` is 0. `clear`: looked at, nothing lost. `not-applicable`: 0 of 0.
    `faults` says how often each fault of the menu was found.
    """

    item: str
    points: Fraction
    full: Fraction
    lost: Fraction
    state: State
    reasons: tuple[Reason, ...] = ()
    faults: Mapping[str, int] = field(default_factory=dict)


def score_item(
    item: Item, places: Mapping[str, str], seat: str = "", chosen: Mapping[str, Choice] = NOTHING, alone: bool = False
) -> ItemScore:
    """Score one item from the values that stand, by place ("" is the item as a whole).

    One standing mark makes the item looked at: places without a mark then count as fine (or earn nothing), and faults
    at places count even when the item as a whole says `clear`. A value the item does not admit is as good as none.
    `chosen` are the elements chosen, by item, which a grade needs; without its element a grade is as good as none too.
    Where all places have to be marked the item is open until they are, except for one that is looked at `alone`.
    """
    values = {place: tidy(value) for place, value in places.items() if refuse(item, place, value, chosen) is None}
    choice = None
    if isinstance(item, Element) and item.once and item.id in chosen:
        item = _as_it_counts(item, chosen[item.id])
    if isinstance(item, Graded):
        choice = chosen.get(item.of)
        if choice is None:
            values = {place: value for place, value in values.items() if value == NA or value in RUN_WORDS}
        if places and not values:
            return _unworth(item, seat, choice)
    if not values:
        return _unmarked(item, seat)
    if "#" in item.id:
        word = next((value for value in values.values() if value in RUN_WORDS), "")
        if word:
            return ItemScore(item.id, ZERO, ZERO, ZERO, "clear", (Reason(f"run-{word}", item=item.id, seat=seat),))
    waits = _waits(item, values, seat, alone)
    if waits is not None:
        return waits
    if item.not_applicable is None:
        return _marked(item, _read(values), seat, choice)
    return _applied(item, values, seat, choice)


def _as_it_counts(item: Element, choice: Choice) -> Element:
    """The element with the entry chosen as it counts here: worth nothing where an earlier run had it already."""
    entries = tuple(choice if entry.id == choice.id else entry for entry in item.catalogue)
    return item.model_copy(update={"catalogue": entries})


def cost(item: Item, place: str, value: str, chosen: Mapping[str, Choice] = NOTHING) -> Fraction:
    """What this one mark alone takes off the item (negative: what it adds): the price a tablet shows beside a tap."""
    score = score_item(item, {place: value}, chosen=chosen, alone=True)
    return score.full - score.points


def score_figure(item: Outside, figure: Fraction) -> ItemScore:
    """An item from outside by the figure that counts, where that is not the number itself: a change against another."""
    full = exact(item.points)
    return _summed(item, [counting(item, figure, full)], "", full)


def _read(values: Mapping[str, str]) -> dict[str, str]:
    """The marks that say something, place after place."""
    found = {place: value for place, value in values.items() if value not in (CLEAR, NA)}
    return dict(sorted(found.items(), key=_by_place)) if len(found) > 1 else found


def _by_place(entry: tuple[str, str]) -> tuple[int, str]:
    return len(entry[0]), entry[0]


def _unworth(item: Graded, seat: str, choice: Choice | None) -> ItemScore:
    """A grade that cannot be turned into points yet, for want of its element or of a price in it."""
    words = both("choice", choice.title) if choice is not None else {"of": item.of}
    waits = Reason("no-grade" if choice is not None else "no-element", item=item.id, seat=seat, values=words)
    return ItemScore(item.id, ZERO, exact(item.points), ZERO, "untouched", (waits,))


def _waits(item: Item, values: Mapping[str, str], seat: str, alone: bool) -> ItemScore | None:
    """An item that is open until every place has a mark, because its readings are taken as one or the rubric says so.

    None where nothing is missing, or where the item as a whole has a mark.
    """
    if item.places is None or "" in values:
        return None
    together = not per_place(item)
    open_ = item.places.count - len(values)
    if not open_ or not (together or (item.places.all and not alone)):
        return None
    full = exact(item.points)
    code = "unread" if together else "places-open"
    waits = Reason(code, item=item.id, seat=seat, values={"count": str(open_)})
    return ItemScore(item.id, ZERO if earning(item) else full, full, ZERO, "untouched", (waits,))


def _unmarked(item: Item, seat: str) -> ItemScore:
    """Nobody has looked: that is open, or means what the rubric says it means."""
    full = exact(item.points)
    if item.untouched == "incomplete":
        return ItemScore(item.id, ZERO if earning(item) else full, full, ZERO, "untouched")
    points = full if item.untouched == "full" else _bounded(item, ZERO, ONE)
    told = Reason(f"unmarked-{item.untouched}", points - full, item=item.id, seat=seat)
    return ItemScore(item.id, points, full, full - points, "deducted" if points < full else "clear", (told,))


def _applied(item: Item, values: Mapping[str, str], seat: str, choice: Choice | None) -> ItemScore:
    """An item that may be not applicable, as a whole or at some of its places.

    `met`: such a place counts as fine. `section`, `module`: its part of the points leaves the item's full points.
    `item`: the item is scored on the other places alone, then brought back to all its points.
    """
    many = item.places.count if item.places else 1
    own = {place for place, value in values.items() if place and value != NA}
    absent = sum(1 for place, value in values.items() if place and value == NA)
    if values.get("") == NA:  # stands for every place that says nothing of its own
        absent = max(many - len(own), 0)
    if not absent:
        return _marked(item, _read(values), seat, choice)
    points, policy = exact(item.points), item.not_applicable
    words = {"count": str(absent), "rest": str(many - absent)}
    if absent == many and item.role == "factor":  # what does not apply multiplies by 1
        return ItemScore(item.id, ONE, ONE, ZERO, "not-applicable", (Reason("na", item=item.id, seat=seat),))
    if absent == many and policy in ("section", "module"):
        return ItemScore(item.id, ZERO, ZERO, ZERO, "not-applicable", (Reason("na", item=item.id, seat=seat),))
    if absent == many:
        return ItemScore(item.id, points, points, ZERO, "clear", (Reason("na-met", item=item.id, seat=seat),))
    if not per_place(item) and policy in ("met", "item"):  # what is taken as one figure is taken from the others
        return _marked(item, _read(values), seat, choice, told=(Reason("na-left", values=words),))
    if policy == "met":
        met = Reason("na-places-met", share_of(item) * absent if earning(item) else ZERO, values=words)
        return _marked(item, _read(values), seat, choice, told=(met,))
    part = Fraction(many - absent, many)
    if policy == "item":
        score = _marked(item, _read(values), seat, choice, part, (Reason("na-places", values=words),))
        back = tuple(replace(reason, points=reason.points / part) for reason in score.reasons)
        return replace(score, points=score.points / part, full=points, lost=score.lost / part, reasons=back)
    told = Reason("na-places-out", values={**words, "full": plain(points * part)})
    return _marked(item, _read(values), seat, choice, part, (told,))


def _marked(
    item: Item,
    read: Mapping[str, str],
    seat: str,
    choice: Choice | None,
    part: Fraction = ONE,
    told: tuple[Reason, ...] = (),
) -> ItemScore:
    """The item from what was read, within its bounds; only `part` of it applies. `told` is said beside its changes."""
    full = exact(item.points) if part is ONE else exact(item.points) * part
    changes: list[Reason] = []
    if isinstance(item, Graded):
        changes = graded(item, read, choice) if choice is not None else []
    elif read:
        changes = CHANGES[item.kind](item, read, full)
    if item.places and item.places.cap:
        changes = _capped(changes, exact(item.places.cap))
    found = found_faults(item, read) if isinstance(item, Faults) else NOTHING
    return _summed(item, changes, seat, full, part, told, found)


def _summed(
    item: Item,
    changes: list[Reason],
    seat: str,
    full: Fraction,
    part: Fraction = ONE,
    told: tuple[Reason, ...] = (),
    found: Mapping[str, int] = NOTHING,
) -> ItemScore:
    """The item from its changes, within its bounds."""
    if earning(item):
        changes = _from_zero(changes, full)
    changes = [*changes, *told]
    reached = sum((reason.points for reason in changes), start=full)
    points = _bounded(item, reached, part)
    if points != reached:
        changes.append(_limit(points, points - reached))
    reasons = tuple(
        _told(item, seat, reason)
        for reason in changes
        if reason.points or reason in told or found or reason.code in ALWAYS
    )
    lost = full - points
    return ItemScore(item.id, points, full, lost, "deducted" if lost > 0 or found else "clear", reasons, found)


def _capped(changes: list[Reason], cap: Fraction) -> list[Reason]:
    """No place loses more than the cap."""
    words = {"cap": plain(cap)}
    over = [reason for reason in changes if -reason.points > cap]
    return changes + [Reason("cap", -reason.points - cap, place=reason.place, values=words) for reason in over]


def _from_zero(changes: list[Reason], full: Fraction) -> list[Reason]:
    """What was earned, as a change from the full points: told in one where it is one sentence, else at the end."""
    if len(changes) == 1 and not changes[0].place:
        return [replace(changes[0], points=changes[0].points - full)]
    return [*changes, Reason("from-zero", -full, values={"full": plain(full)})]


def _bounded(item: Item, reached: Fraction, part: Fraction) -> Fraction:
    """Between floor and ceiling; where only a part of the item applies, the same part of them."""
    if item.lowest is not None:
        reached = max(reached, exact(item.lowest) if part is ONE else exact(item.lowest) * part)
    if item.highest is None:
        return reached
    return min(reached, exact(item.highest) if part is ONE else exact(item.highest) * part)


def _limit(points: Fraction, change: Fraction) -> Reason:
    """Why the changes do not count in full."""
    if change < 0:
        return Reason("at-most", change, values={"most": plain(points)})
    return Reason("at-least" if points else "capped", change, values={"least": plain(points)})


def _told(item: Item, seat: str, reason: Reason) -> Reason:
    """The reason with its item and seat, and the name of its place where that is more than its number."""
    values, places = reason.values, None if isinstance(item, Faults) else item.places
    if places and reason.place and (places.labels or places.per > 1):
        values = {**values, **both("label", places.name(int(reason.place)))}
    return Reason(reason.code, reason.points, item.id, reason.place, seat, values)


CHANGES: dict[str, Callable[[Any, Mapping[str, str], Fraction], list[Reason]]] = {
    "measured": readings,
    "counted": counted,
    "faults": faults,
    "checked": checked,
    "attempts": attempts,
    "levels": levels,
    "judged": judged,
    "element": element,
    "timed": timed,
    "outside": outside,
}
