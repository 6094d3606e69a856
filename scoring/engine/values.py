"""Which marks an item admits: refuses what cannot be scored, says the limit and the remedy, changes nothing."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.engine.figures import exact, plain
from scoring.engine.marks import CLEAR
from scoring.rubrics.kinds import Attempts, Checked, Counted, Item, Judged, Levels, Measured, Outside, Ranked, Timed
from scoring.rubrics.values import parse_duration, parse_number

MOST = 999  # no count or attempt is larger; a larger one is a slip of the finger


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something typed was not taken, with what to do instead, in both languages."""

    code: str
    zh: str
    en: str

    def say(self, language: str) -> str:
        """The sentence in `language`."""
        return self.zh if language.startswith("zh") else self.en


def whole(value: str) -> int | None:
    """Read a whole number from 0 to MOST, or None when it is not one."""
    number = parse_number(value)
    return int(number) if number is not None and number == int(number) and 0 <= number <= MOST else None


def tidy(value: str) -> str:
    """The value without outer blanks and with full-width letters and digits made plain."""
    return unicodedata.normalize("NFKC", value).strip()


def refuse(item: Item, place: str, value: str) -> Refusal | None:
    """None when the mark may be recorded for the item, else why not. An empty `place` is the item as a whole."""
    wrong_place = _place(item, place)
    if wrong_place:
        return wrong_place
    value = tidy(value)
    if value == CLEAR:
        return None if clearable(item) else _clear(item)
    if item.places and not place:
        many = item.places.count
        return Refusal(
            "place-missing",
            f"本项有 {many} 个位置：请写明第几位（1–{many}），整项只能记 clear",
            f"the item has {many} places: name the place (1–{many}); the item as a whole takes only clear",
        )
    return ADMIT[item.kind](item, value)


def clearable(item: Item) -> bool:
    """Whether *clear* (looked at, nothing found) says enough: not where points are earned by a figure."""
    if isinstance(item, Counted):
        return item.lose is not None
    return not isinstance(item, Timed | Outside | Ranked)


def top_of(item: Judged) -> Fraction:
    """The highest mark at the item, or at one of its places."""
    if item.places is None:
        return exact(item.points)
    return exact(item.points) / item.places.count if item.each is None else exact(item.each)


def _place(item: Item, place: str) -> Refusal | None:
    if not place:
        return None
    if item.places is None:
        return Refusal("no-places", "本项不分位置：位置请留空", "the item has no places: leave the place empty")
    many = item.places.count
    if place.isascii() and place.isdigit() and place == str(int(place)) and 1 <= int(place) <= many:
        return None
    return Refusal("place", f"没有位置“{place}”：请写 1 到 {many}", f"there is no place “{place}”: write 1 to {many}")


def _clear(item: Item) -> Refusal:
    return Refusal(
        "clear",
        "本项按数值得分，不能记 clear：请写数值（没有就写 0）",
        "points are earned by a figure here, clear says too little: write the figure (0 where there is none)",
    )


def _measured(item: Measured, value: str) -> Refusal | None:
    gauge = item.bands is None and item.step is None
    if parse_number(value) is not None or (gauge and value in ("in", "out")):
        return None
    if gauge:
        return Refusal(
            "reading",
            f"“{value}”不是读数：请写数字（如 1.5）、in 或 out",
            f"“{value}” is not a reading: write a number such as 1.5, in, or out",
        )
    return Refusal(
        "reading", f"“{value}”不是读数：请写数字（如 1.5）", f"“{value}” is not a reading: write a number such as 1.5"
    )


def _counted(item: Counted, value: str) -> Refusal | None:
    if whole(value) is not None:
        return None
    return Refusal(
        "count",
        f"“{value}”不是次数：请写 0 到 {MOST} 的整数",
        f"“{value}” is not a count: write a whole number from 0 to {MOST}",
    )


def _checked(item: Checked, value: str) -> Refusal | None:
    if value in ("yes", "no"):
        return None
    return Refusal(
        "yes-no",
        f"“{value}”不行：请写 yes（达到）或 no（未达到）",
        f"“{value}” will not do: write yes (met) or no (not met)",
    )


def _attempts(item: Attempts, value: str) -> Refusal | None:
    if whole(value):
        return None
    return Refusal(
        "attempt",
        f"“{value}”不是第几次：请写 1 到 {MOST} 的整数",
        f"“{value}” is not an attempt: write a whole number from 1 to {MOST}",
    )


def _levels(item: Levels, value: str) -> Refusal | None:
    known = [level.id for level in item.levels]
    if value in known:
        return None
    return Refusal(
        "level",
        f"没有等级“{value}”：请写 {'、'.join(known)} 之一",
        f"there is no level “{value}”: write one of {', '.join(known)}",
    )


def _judged(item: Judged, value: str) -> Refusal | None:
    top = top_of(item)
    least = Fraction(0) if item.places else exact(item.least)
    mark = parse_number(value)
    low, high, step = plain(least), plain(top), plain(item.step)
    if mark is None or not least <= mark <= top:
        return Refusal(
            "range",
            f"“{value}”不在范围内：请写 {low} 到 {high}",
            f"“{value}” is out of range: write a mark from {low} to {high}",
        )
    if (exact(mark) - least) % exact(item.step) and mark != top:  # the full mark can always be given
        return Refusal(
            "step",
            f"“{value}”不合步长：从 {low} 起每 {step} 一档，至 {high}",
            f"“{value}” is between the steps: marks go from {low} by {step} to {high}",
        )
    return None


def _timed(item: Timed, value: str) -> Refusal | None:
    if parse_duration(value) is not None:
        return None
    return Refusal(
        "duration",
        f"“{value}”不是时长：请写 分:秒，如 1:05 或 0:45.20",
        f"“{value}” is not a duration: write m:ss, such as 1:05 or 0:45.20",
    )


def _outside(item: Outside | Ranked, value: str) -> Refusal | None:
    number = parse_number(value)
    most = item.full or item.points if isinstance(item, Outside) and item.score == "part" else None
    if number is None or number < 0 or (most is not None and number > most):
        zh = f"0 到 {plain(most)} 的数" if most is not None else "0 或更大的数"
        en = f"a number from 0 to {plain(most)}" if most is not None else "a number that is 0 or more"
        return Refusal("number", f"“{value}”不行：请写{zh}", f"“{value}” will not do: write {en}")
    if number != round(number, item.decimals):
        return Refusal(
            "decimals",
            f"“{value}”小数太多：至多 {item.decimals} 位",
            f"“{value}” has too many decimals: at most {item.decimals}",
        )
    return None


ADMIT: dict[str, Callable[[Any, str], Refusal | None]] = {
    "measured": _measured,
    "counted": _counted,
    "checked": _checked,
    "attempts": _attempts,
    "levels": _levels,
    "judged": _judged,
    "timed": _timed,
    "outside": _outside,
    "ranked": _outside,
}


def number_of(value: str) -> Decimal:
    """An admitted number as an exact decimal."""
    number = parse_number(value)
    if number is None:
        raise ValueError(f"not an admitted number: {value!r}")
    return number
