"""A tap in words and figures: what it will cost before it is made, and what it said afterwards. Knows no contestant."""

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.engine.figures import plain
from scoring.engine.kinds import ItemScore, cost
from scoring.engine.marks import Mark
from scoring.engine.prices import earning
from scoring.engine.reasons import TIMES
from scoring.rubrics.kinds import Attempts, Checked, Counted, Element, Faults, Item, Levels, Measured
from scoring.rubrics.prices import Choice
from scoring.rubrics.values import Text
from scoring.store.read.consequences import price

COUNTS = 20  # prices of a count are listed this far
WORDS = {
    "clear": ("看过·不扣", "clear"),
    "yes": ("达到", "met"),
    "no": ("未达到", "not met"),
    "in": ("合格", "in tolerance"),
    "out": ("超出", "out of tolerance"),
    "na": ("不适用", "does not apply"),
    "failed": ("失败", "failed"),
    "passed": ("免做", "passed"),
    "void": ("作废", "void"),
}


def prices(item: Item, language: str = "zh") -> dict[str, str]:
    """What a tap costs, as text: by count or attempt ("1", "2", "no"), by level's or fault's id, "each" for a place."""
    if isinstance(item, Counted) and item.lose is not None:
        return {str(count): off(cost(item, "", str(count))) for count in range(1, COUNTS + 1)}
    if isinstance(item, Attempts):
        words = [*(str(count) for count in range(1, len(item.lose) + 1)), "no"]
        return {word: off(cost(item, "", word)) for word in words}
    if isinstance(item, Levels):
        return {level.id: off(cost(item, "", level.id)) for level in item.levels}
    if isinstance(item, Faults):
        return {fault.id: price(fault, {}, language) for fault in item.faults}
    place = "1" if item.places else ""
    if isinstance(item, Checked):
        return {"each": off(cost(item, place, "no"))}
    if isinstance(item, Measured) and item.each is not None:
        return {"each": off(cost(item, place, "out"))}
    return {}


def under_of(marks: Sequence[Mark], slots: Mapping[str, Mapping[str, Mark]]) -> dict[str, list[dict[str, str]]]:
    """What would stand again if only the mark that stands were taken back, by its uid; `slots` are those that stand.

    [{uid, value}] in their order: the last one would be the next to stand.
    """
    gone = {mark.withdraws for mark in marks}
    under: dict[str, list[dict[str, str]]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.order, mark.id)):
        if mark.withdraws or mark.id in gone:
            continue
        over = slots[mark.item][mark.place].id
        if mark.id != over:
            under.setdefault(over, []).append({"uid": mark.id, "value": mark.value})
    return under


def off(figure: Any) -> str:
    """A price as text: "-0.4", "+1" where something is earned beyond the full points, "" where it costs nothing."""
    return f"{'-' if figure > 0 else '+'}{plain(abs(figure))}" if figure else ""


def sum_of(item: Item, score: ItemScore, language: str) -> str:
    """How the price came about, where it is a number of equal prices: "2 处 × 0.2"."""
    chinese = language.startswith("zh")
    charged = [reason for reason in score.reasons if reason.code != "capped"]
    prices_ = [reason.points for reason in charged]
    if not prices_ or len(set(prices_)) > 1 or prices_[0] >= 0:
        return ""
    if isinstance(item, Counted) and not earning(item) and not item.places:
        unit = (item.unit or TIMES).say(language)
        count, each = charged[0].values.get("count", ""), charged[0].values.get("each", "")
        if charged[0].code != "count" or charged[0].values.get("free.zh"):
            return ""
        text = f"{count} {unit} × {each}" if chinese or item.unit else f"{count} × {each}"
    elif item.places:
        text = f"{len(prices_)} {'处 ' if chinese else ''}× {plain(-prices_[0])}"
    else:
        return ""
    return text + ("，扣完为止" if chinese else ", capped") * (len(charged) != len(score.reasons))


def said(item: Item, mark: Mark, language: str) -> str:
    """The mark in words: "餐碟距桌沿 · 第 4 位 · 2.1 厘米"."""
    return f"{where(item, mark.place, language)} · {value_of(item, mark.value, language)}"


def where(item: Item, place: str, language: str) -> str:
    """Which line of the sheet, and which place of it: "餐碟距桌沿 · 第 4 位"."""
    parts = [item.title.say(language)]
    if place and item.places:
        parts.append(item.places.name(int(place)).say(language))
    if place and isinstance(item, Faults):
        title = next((fault.title.say(language) for fault in item.faults if fault.id == place), place)
        parts.append(f"{place} {title}")
    return " · ".join(parts)


def value_of(item: Item, value: str, language: str) -> str:
    """What was entered, in words: "2.1 厘米"."""
    word = WORDS.get(value)
    return word[0 if language.startswith("zh") else 1] if word else _figure(item, value, language)


def in_words(item: Item, now: Mapping[str, Any], language: str) -> str:
    """What was entered for an item, without its title: "2.1 厘米", "2 处 × 0.2"; `now` is the item of a SheetState."""
    value = now["value"]
    if now["sum"]:
        return str(now["sum"])
    if not value or (value == "clear" and now["state"] == "deducted"):
        return ("；" if language.startswith("zh") else "; ").join(now["reasons"])
    word = WORDS.get(value)
    return word[0 if language.startswith("zh") else 1] if word else _figure(item, value, language)


def _figure(item: Item, value: str, language: str) -> str:
    """A value with what it counts: "2.1 厘米", "2 次", "第 2 次", a level's or an element's title."""
    if isinstance(item, Levels):
        return next((each.title.say(language) for each in item.levels if each.id == value), value)
    if isinstance(item, Element):
        return next((f"{value} {each.title.say(language)}" for each in item.catalogue if each.id == value), value)
    if isinstance(item, Attempts):
        return Text(zh=f"第 {value} 次", en=f"attempt {value}").say(language)
    if isinstance(item, Measured):
        return value if item.unit.is_time else f"{value} {item.unit.say(language)}"
    if isinstance(item, Counted):
        return f"{value} {(item.unit or TIMES).say(language)}"
    return f"{value} {TIMES.say(language)}" if isinstance(item, Faults) else value


def choices(chosen: Choice | None) -> dict[str, str] | None:
    """The grades of an element with what each is worth; None while no element is chosen."""
    return None if chosen is None else {grade.id: plain(grade.points) for grade in chosen.grades}


def cost_of(item: Item, mark: Mark, chosen: Mapping[str, Choice]) -> str:
    """What this one mark costs alone, as text; nothing where points are earned by it."""
    if earning(item) and mark.value not in ("clear", "no"):
        return ""
    return off(cost(item, mark.place, mark.value, chosen))
