"""The rules around the items: panels, clock, penalties, ties, awards, rounding."""

from typing import Literal

from scoring.rubrics.kinds import Decimals, ItemId
from scoring.rubrics.values import Duration, Flag, Percent, Positive, Several, Text, Value, Whole


class Drop(Value):
    """How many of the highest and lowest are struck, and from how many marks on; with fewer nothing is struck."""

    high: Whole = 1
    low: Whole = 1
    from_: Several


class Panel(Value):
    """How the sheets of several seats become one figure.

    `shared`: one sheet for the whole group. `mean`: arithmetic mean. `trimmed`: mean after `drop`.
    `over`: whether sheets or single items are averaged. `least`: fewer sheets than this leave the result incomplete.
    """

    id: ItemId
    title: Text
    combine: Literal["shared", "mean", "trimmed"]
    over: Literal["sheet", "item"] = "sheet"
    drop: Drop | None = None
    seats: Several = 1  # how many seats an event gets unless the organiser says otherwise
    least: Several = 1


class TimeSteps(Value):
    """`points` for every `every` of time, counting `full` steps only or every `started` one, at most `cap` in all."""

    every: Duration
    points: Positive
    count: Literal["full", "started"]
    cap: Positive | None = None


class Stop(Value):
    """The hard stop: the work ends at `at`; a time beyond it leaves the result `void` or scores what is done."""

    at: Duration
    then: Literal["void", "score"]


class Clock(Value):
    """Working time. `overtime` and `short` take points off, `early` gives a bonus; exactly `limit` does neither."""

    limit: Duration
    prepare: Duration | None = None
    overtime: TimeSteps | None = None
    early: TimeSteps | None = None
    short: TimeSteps | None = None
    stop: Stop | None = None


class Penalty(Value):
    """Points off the module's total, outside any item. Exactly one effect: `lose` each, `zero` the module, or `status`.

    `once`: however often it is recorded it counts once.
    """

    id: ItemId
    title: Text
    lose: Positive | None = None
    zero: Literal["module"] | None = None
    status: Literal["dsq"] | None = None
    once: Flag | None = None
    unit: Text | None = None


class Tie(Value):
    """One link of the tie chain: compare `by` (the one named `of`), the `wins` value first.

    `by` is one of: time, penalties (both of the contestant), module, panel, section, item.
    """

    by: Literal["time", "penalties", "module", "panel", "section", "item"]
    of: ItemId | None = None
    wins: Literal["high", "low"]


class Award(Value):
    """The next places win `title`: `count` of them, or `ratio` of all entries rounded by `round`. Ties share."""

    title: Text
    count: Several | None = None
    ratio: Percent | None = None
    round: Literal["half-up", "up", "down"] = "half-up"


class Rounding(Value):
    """Where figures are rounded, as numbers of decimals; a stage that is not named stays exact.

    `mode`: half-up 四舍五入, half-even, cut (toward zero), up (away from zero).
    """

    mode: Literal["half-up", "half-even", "cut", "up"] = "half-up"
    item: Decimals | None = None
    judge: Decimals | None = None
    panel: Decimals | None = None
    module: Decimals | None = None
    total: Decimals = 2
