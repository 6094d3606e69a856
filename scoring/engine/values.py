"""Which marks an item admits: refuses what cannot be scored, says the limit and the remedy, changes nothing."""

import re
import unicodedata
from collections.abc import Mapping
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
from scoring.rubrics.values import parse_reading

NA = "na"
NUMBER = re.compile(r"[1-9][0-9]{0,3}")
NO_CHOICE: Mapping[str, Choice] = MappingProxyType({})


def tidy(value: str) -> str:
    """The value without outer blanks and with full-width letters and digits made plain."""
    return unicodedata.normalize("NFKC", value).strip()


def refuse(item: Item, place: str, value: str, chosen: Mapping[str, Choice] = NO_CHOICE) -> Refusal | None:
    """None when the mark may be recorded for the item, else why not. An empty `place` is the item as a whole.

    `chosen` are the elements chosen so far, by item: where its element is known, a grade must be one of that element's.
    """
    if place:
        wrong_place = _fault(item, place) if isinstance(item, Faults) else _place(item, place)
        if wrong_place:
            return wrong_place
    value = tidy(value)
    if value == CLEAR:
        return None if clearable(item) else _clear(item)
    if value == NA and item.not_applicable and not (place and isinstance(item, Faults)):
        return None
    if not place:
        if value in RUN_WORDS and "#" in item.id:
            return None
        if item.places or isinstance(item, Faults):
            return _place_missing(item)
    if isinstance(item, Graded):
        return admit_grade(chosen.get(item.of), value)
    return admit(item, value)


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
    return Refusal(
        "clear",
        "本项按数值得分，不能记 clear：请写数值（没有就写 0）",
        "points are earned by a figure here, clear says too little: write the figure (0 where there is none)",
    )
