"""Which marks an item admits: refuses what cannot be scored, says the limit and the remedy, changes nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from scoring.engine.admission import MOST as MOST
from scoring.engine.admission import Refusal as Refusal
from scoring.engine.admission import admit, admit_grade, one_of
from scoring.engine.admission import whole as whole
from scoring.engine.marks import CLEAR, RUN_WORDS
from scoring.engine.prices import earning, top_of
from scoring.rubrics.kinds import Element, Faults, Graded, Item, Judged, Measured, Outside, Timed
from scoring.rubrics.prices import Choice
from scoring.rubrics.problems import did_you_mean
from scoring.rubrics.values import parse_reading
from scoring.rubrics.values import tidy as tidy

NA = "na"
NUMBER = re.compile(r"[1-9][0-9]{0,3}")
NO_CHOICE: Mapping[str, Choice] = MappingProxyType({})
PLACES = ("place", "no-places", "place-missing", "fault", "fault-missing")  # refusals of a place, not of a value
TOO_FINE = ("decimals", "step")  # refusals of a figure that is only too fine: it applies, whatever it is
MEANT = {  # what people write for a word of the language; it is offered, never taken
    **dict.fromkeys(("n/a", "n.a.", "不适用"), NA),
    **dict.fromkeys(("y", "true", "是", "达到", "✓", "√"), "yes"),
    **dict.fromkeys(("n", "false", "否", "未达到", "✗", "×"), "no"),
    **dict.fromkeys(("ok", "不扣", "无"), CLEAR),
}


def refuse(item: Item, place: str, value: str, chosen: Mapping[str, Choice] = NO_CHOICE) -> Refusal | None:
    """None when the mark may be recorded for the item, else why not. An empty `place` is the item as a whole.

    `chosen` are the elements chosen so far, by item: where its element is known, a grade must be one of that element's.
    What was probably meant is offered beside the refusal, and so is `na` where the item may not apply.
    """
    value = tidy(value)
    refused = _refused(item, place, value, chosen)
    if refused is None or refused.code in PLACES:
        return refused
    if _may_not_apply(item, place) and refused.code not in TOO_FINE:
        refused = replace(refused, zh=f"{refused.zh}；不适用写 na", en=f"{refused.en}, or na where it does not apply")
    if refused.code == CLEAR:
        return refused
    lower = value.lower()
    for word in (lower, MEANT.get(lower, lower), value.upper()):
        if word != value and _refused(item, place, word, chosen) is None:
            zh, en = did_you_mean(word)
            return replace(refused, zh=refused.zh + zh, en=refused.en + en)
    return refused


def _refused(item: Item, place: str, value: str, chosen: Mapping[str, Choice]) -> Refusal | None:
    """Why a tidy value may not be recorded, as its kind says it; None when it may."""
    if place:
        wrong_place = _fault(item, place) if isinstance(item, Faults) else _place(item, place)
        if wrong_place:
            return wrong_place
    if value == CLEAR:
        return None if clearable(item) else _clear(item)
    if value == NA and _may_not_apply(item, place):
        return None
    if not place:
        if value in RUN_WORDS and "#" in item.id:
            return None
        if item.places or isinstance(item, Faults):
            return _place_missing(item)
    if isinstance(item, Graded):
        return admit_grade(chosen.get(item.of), value)
    return admit(item, value)


def _may_not_apply(item: Item, place: str) -> bool:
    """Whether `na` may be recorded there; a fault of a menu is found or not, it never fails to apply."""
    return item.not_applicable is not None and not (place and isinstance(item, Faults))


def clearable(item: Item) -> bool:
    """Whether *clear* (looked at, nothing found) says enough: not where points are earned, or by a figure or choice."""
    if isinstance(item, Measured) and item.take != "each":
        return False
    if isinstance(item, Judged):
        return not earning(item) and item.role != "factor" and (item.places is not None or top_of(item) == item.points)
    return not earning(item) and not isinstance(item, Timed | Outside)


def choice_of(item: Element, value: str) -> Choice | None:
    """The entry of the catalogue that a mark names; None where there is none of that name."""
    return next((choice for choice in item.catalogue if choice.id == value), None)


def number_of(value: str) -> Decimal:
    """An admitted number (or `m:ss`, in seconds) as an exact decimal."""
    number = parse_reading(value)
    if number is None:
        raise ValueError(f"not an admitted number: {value!r}")
    return number


def _place(item: Item, place: str) -> Refusal | None:
    if item.places is None:
        return Refusal("no-places", "本项不分位置：位置请留空", "the item has no places: leave the place empty")
    many = item.places.count
    if NUMBER.fullmatch(place) and int(place) <= many:
        return None
    return Refusal("place", f"没有位置“{place}”：请写 1 到 {many}", f"there is no place “{place}”: write 1 to {many}")


def _fault(item: Faults, place: str) -> Refusal | None:
    known = [fault.id for fault in item.faults]
    if place in known:
        return None
    zh, en = one_of(known)
    return Refusal("fault", f"没有错误“{place}”：请写 {zh}", f"there is no fault “{place}”: write {en}")


def _place_missing(item: Item) -> Refusal:
    takes = [CLEAR] if clearable(item) else []
    takes += [NA] if item.not_applicable else []
    takes += RUN_WORDS if "#" in item.id else ()
    zh = f"，整项只能记 {'、'.join(takes)}" if takes else ""
    en = f"; the item as a whole takes only {', '.join(takes)}" if takes else ""
    if isinstance(item, Faults):
        faults = one_of([fault.id for fault in item.faults])
        zh, en = f"请写明是哪一种错误（{faults[0]}）{zh}", f"name the fault ({faults[1]}) as the place{en}"
        return Refusal("fault-missing", zh, en)
    many = item.places.count if item.places else 1
    return Refusal(
        "place-missing",
        f"本项有 {many} 个位置：请写明第几位（1–{many}）{zh}",
        f"the item has {many} places: name the place (1–{many}){en}",
    )


def _clear(item: Item) -> Refusal:
    if isinstance(item, Element | Graded):
        return Refusal(
            "clear",
            "本项要选定内容才能得分，不能记 clear：请写所选的编号",
            "points are earned by a choice here, clear says too little: write the id chosen",
        )
    if isinstance(item, Measured) and item.take != "each" and item.places is not None:
        many = item.places.count
        return Refusal(
            "clear",
            f"本项由 {many} 处的读数合成一个数，不能记 clear：每处都要写读数",
            f"the readings of {many} places are taken as one here, clear says too little: write one for every place",
        )
    return Refusal(
        "clear",
        "本项按数值得分，不能记 clear：请写数值（没有就写 0）",
        "points are earned by a figure here, clear says too little: write the figure (0 where there is none)",
    )
