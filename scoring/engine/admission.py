"""What each kind of item admits as a value: the numbers, ids and words, with their limits. Knows no place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.engine.figures import ZERO, clock_text, exact, plain
from scoring.engine.prices import earning, stretch_words, top_of, within
from scoring.rubrics.kinds import (
    Attempts,
    Checked,
    Counted,
    Element,
    Item,
    Judged,
    Levels,
    Measured,
    Outside,
    Ranked,
    Timed,
)
from scoring.rubrics.prices import Choice
from scoring.rubrics.values import Unit, parse_duration, parse_number

MOST = 999  # no count of faults or attempts is larger; a larger one is a slip of the finger
MANY = 99_999  # what is counted to earn points may be more: rope skips, typed characters
LISTED = 12  # more ids than this are not read out in a refusal
GRADE = re.compile(r"[+\-]?[0-9A-Za-z][0-9A-Za-z.+\-]{0,31}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something typed was not taken, with what to do instead, in both languages."""

    code: str
    zh: str
    en: str

    def say(self, language: str) -> str:
        """The sentence in `language`."""
        return self.zh if language.startswith("zh") else self.en


def whole(value: str, most: int = MOST) -> int | None:
    """Read a whole number from 0 to `most`, or None when it is not one."""
    number = parse_number(value)
    return int(number) if number is not None and number == int(number) and 0 <= number <= most else None


def one_of(known: Sequence[str]) -> tuple[str, str]:
    """The ids that are known, zh and en; a long list is cut."""
    more = len(known) > LISTED
    shown = known[:LISTED]
    return f"{'、'.join(shown)}{'……' if more else ''} 之一", f"one of {', '.join(shown)}{' …' if more else ''}"


def decimals_refused(value: str, number: Decimal, decimals: int) -> Refusal | None:
    """The refusal of a number finer than `decimals`; zeros at its end do no harm."""
    if number == round(number, decimals):
        return None
    return Refusal(
        "decimals",
        f"“{value}”小数太多：至多 {decimals} 位",
        f"“{value}” has too many decimals: at most {decimals}",
    )


def _measured(item: Measured, value: str) -> Refusal | None:
    gauge = item.take == "each" and not (item.bands or item.step or item.above or item.below or item.earn)
    if gauge and value in ("in", "out"):
        return None
    reading = _typed(item.unit, value)
    if reading is None:
        return _no_reading(item.unit, value, gauge)
    if item.range is not None and not within(reading, item.range):
        zh, en = stretch_words(item.range, clock_text if item.unit.is_time else plain)
        return Refusal("range", f"“{value}”超出范围：读数应{zh}", f"“{value}” is out of range: a reading is {en}")
    return None if item.decimals is None else decimals_refused(value, reading, item.decimals)


def _typed(unit: Unit | None, value: str) -> Decimal | None:
    """A figure as its unit wants it: `m:ss` for the time, else a plain number."""
    return parse_duration(value) if unit is not None and unit.is_time else parse_number(value)


def _no_reading(unit: Unit, value: str, gauge: bool) -> Refusal:
    zh, en = ("分:秒（如 1:05）", "m:ss such as 1:05") if unit.is_time else ("数字（如 1.5）", "a number such as 1.5")
    zh, en = (f"{zh}、in 或 out", f"{en}, in, or out") if gauge else (zh, en)
    return Refusal("reading", f"“{value}”不是读数：请写{zh}", f"“{value}” is not a reading: write {en}")


def _counted(item: Counted, value: str) -> Refusal | None:
    most = MANY if earning(item) else MOST
    if item.out_of is not None and item.ceiling is None:  # more right answers than questions is a slip
        most = min(most, int(item.out_of))
    return _count(value, most)


def _count(value: str, most: int = MOST) -> Refusal | None:
    if whole(value, most) is not None:
        return None
    return Refusal(
        "count",
        f"“{value}”不是次数：请写 0 到 {most} 的整数",
        f"“{value}” is not a count: write a whole number from 0 to {most}",
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
    if value == "no" or whole(value):
        return None
    return Refusal(
        "attempt",
        f"“{value}”不是第几次：请写 1 到 {MOST} 的整数，没有成功写 no",
        f"“{value}” is not an attempt: write a whole number from 1 to {MOST}, or no where none succeeded",
    )


def _levels(item: Levels, value: str) -> Refusal | None:
    known = [level.id for level in item.levels]
    if value in known:
        return None
    zh, en = one_of(known)
    return Refusal("level", f"没有等级“{value}”：请写 {zh}", f"there is no level “{value}”: write {en}")


def _element(item: Element, value: str) -> Refusal | None:
    known = [choice.id for choice in item.catalogue]
    if value in known:
        return None
    zh, en = one_of(known)
    return Refusal("element", f"目录中没有“{value}”：请写 {zh}", f"“{value}” is not in the catalogue: write {en}")


def admit_grade(choice: Choice | None, value: str) -> Refusal | None:
    """A grade of the element chosen; while none is chosen, whatever may be the id of a grade."""
    known = [grade.id for grade in choice.grades] if choice else []
    if value in known or (choice is None and GRADE.fullmatch(value)):
        return None
    zh, en = one_of(known) if choice else ("等级的编号", "the id of a grade")
    return Refusal("grade", f"没有等级“{value}”：请写 {zh}", f"there is no grade “{value}”: write {en}")


def _judged(item: Judged, value: str) -> Refusal | None:
    top = top_of(item)
    least = ZERO if item.places else exact(item.least)
    mark = parse_number(value)
    low, high, step = plain(least), plain(top), plain(item.step)
    if mark is None:
        return Refusal(
            "number",
            f"“{value}”不是数：请写 {low} 到 {high} 的分数，不带单位",
            f"“{value}” is not a number: write a mark from {low} to {high}, without a unit",
        )
    if not least <= mark <= top:
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
    return None if parse_duration(value) is not None else _no_duration(value)


def _no_duration(value: str) -> Refusal:
    return Refusal(
        "duration",
        f"“{value}”不是时长：请写 分:秒，如 1:05 或 0:45.20",
        f"“{value}” is not a duration: write m:ss, such as 1:05 or 0:45.20",
    )


def _outside(item: Outside | Ranked, value: str) -> Refusal | None:
    number = _typed(item.unit, value)
    if number is None and item.unit is not None and item.unit.is_time:
        return _no_duration(value)
    least, most = _ends(item)
    if number is None or (least is not None and number < least) or (most is not None and number > most):
        return _no_number(value, least, most)
    return decimals_refused(value, number, item.decimals)


def _ends(item: Outside | Ranked) -> tuple[Decimal | None, Decimal | None]:
    """Between what a value must lie: a share between 0 and all of it, points between floor and ceiling."""
    if isinstance(item, Ranked) or item.score == "bands" or item.against is not None:
        return None, None
    if item.score == "value":
        return item.lowest, item.highest
    return Decimal(0), (item.full or item.points) if item.score == "part" else None


def _no_number(value: str, least: Decimal | None, most: Decimal | None) -> Refusal:
    if least is not None and most is not None:
        zh, en = f" {plain(least)} 到 {plain(most)} 的数", f"a number from {plain(least)} to {plain(most)}"
    elif least is not None:
        zh, en = f" {plain(least)} 或更大的数", f"a number that is {plain(least)} or more"
    elif most is not None:
        zh, en = f" {plain(most)} 或更小的数", f"a number that is {plain(most)} or less"
    else:
        zh, en = "一个数（如 1.5）", "a number such as 1.5"
    return Refusal("number", f"“{value}”不行：请写{zh}", f"“{value}” will not do: write {en}")


def admit(item: Item, value: str) -> Refusal | None:
    """None when the value suits the item's kind, else why not."""
    return ADMIT[item.kind](item, value)


ADMIT: dict[str, Callable[[Any, str], Refusal | None]] = {
    "measured": _measured,
    "counted": _counted,
    "faults": lambda _, value: _count(value),
    "checked": _checked,
    "attempts": _attempts,
    "levels": _levels,
    "judged": _judged,
    "element": _element,
    "timed": _timed,
    "outside": _outside,
    "ranked": _outside,
}
