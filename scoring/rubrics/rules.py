"""The rules around the items: panels, clock, penalties, ties, awards, rounding. Rounds and teams: `contest.py`."""

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from scoring.rubrics.effects import Effect
from scoring.rubrics.field import Wins
from scoring.rubrics.item import Decimals, ItemId
from scoring.rubrics.prices import Count, TimeBand
from scoring.rubrics.values import (
    Amount,
    Duration,
    Flag,
    Number,
    Percent,
    Positive,
    Prices,
    Ratio,
    Several,
    Share,
    Short,
    Text,
    Unit,
    Value,
    Whole,
)

Mode = Literal["half-up", "half-even", "cut", "up"]


class Drop(Value):
    """How many of the highest and lowest are struck, and from how many marks on; with fewer nothing is struck."""

    high: Whole = 1
    low: Whole = 1
    from_: Several


class Spread(Value):
    """How far judges may lie apart; beyond it `flag` tells, `discuss` holds the result up.

    `most`: points (or levels), or a percentage of the full points of what is compared. `over`: the points of
    whole sheets, of single items, or the number of levels (`level`) of items of that kind.
    """

    most: Share
    over: Literal["sheet", "item", "level"] = "sheet"
    then: Literal["flag", "discuss"] = "flag"


class Panel(Value):
    """How the sheets of several seats become one figure.

    `shared`: one sheet for the whole group. `mean`, `median`, `sum`: of all sheets; `closest`: the mean of the two
    that differ least. `trimmed`: mean after `drop`; a `sum` may have a `drop` too. `by-rank`: every sheet counts as
    its place among the sheets of the same judge. `over`: whether sheets, sections or single items are combined.
    `times`: the figure is multiplied by this, such as 3/5. `spread`: how far judges may lie apart. `least`: fewer
    sheets than this leave the result incomplete. `missing`: an item that a judge left open is waited for (`wait`),
    or combined from those who marked it (`skip`).
    """

    id: ItemId
    title: Text
    combine: Literal["shared", "mean", "trimmed", "median", "sum", "closest"]
    over: Literal["sheet", "section", "item"] = "sheet"
    drop: Drop | None = None
    times: Ratio | None = None
    by_rank: Flag | None = None
    spread: Spread | None = None
    missing: Literal["wait", "skip"] = "wait"
    seats: Several = 1  # how many seats an event gets unless the organiser says otherwise
    least: Several = 1

    @property
    def yields(self) -> Fraction:
        """How many times the points of an item its figure can be: the sheets that are summed, times `times`."""
        sheets = 1
        if self.combine == "sum":
            struck = self.drop.high + self.drop.low if self.drop and self.seats >= self.drop.from_ else 0
            sheets = max(self.seats - struck, 1)
        return sheets * (Fraction(1) if self.times is None else self.times)


class TimeSteps(Value):
    """`points` for every `every` of time: `full` steps, every `started` one, or `exact`ly in part; at most `cap`."""

    every: Duration
    points: Positive
    count: Count
    cap: Positive | None = None


class Stop(Value):
    """The hard stop: the work ends at `at`. A time beyond it scores what is done (`score`), makes the module `zero`, or
    decides the outcome of the contestant: `void`, `dnf`, `fail`, `dsq`.
    """

    at: Duration
    then: Literal["void", "score", "zero", "dnf", "fail", "dsq"]


class Fastest(Value):
    """The shortest time allowed; one below it leaves the result `void`, or only says so (`flag`)."""

    at: Duration
    then: Literal["void", "flag"]


class Watches(Value):
    """Several watches on one station: which time counts, and how far apart they may be before somebody must decide."""

    take: Literal["mean", "shorter", "longer", "middle"]
    apart: Duration | None = None


class Clock(Value):
    """Working time. `overtime` and `short` take points off, `early` gives a bonus; exactly `limit` does neither.

    `bands` price stretches of the whole working time. `score: time`: the time itself, in seconds and with penalty
    seconds, is the module's figure. `decimals`: the time is first brought to so many decimals of a second, by `mode`.
    """

    limit: Duration | None = None
    prepare: Duration | None = None
    overtime: TimeSteps | None = None
    early: TimeSteps | None = None
    short: TimeSteps | None = None
    bands: tuple[TimeBand, ...] = ()
    fastest: Fastest | None = None
    stop: Stop | None = None
    watches: Watches | None = None
    decimals: Decimals | None = None
    mode: Mode = "cut"
    score: Literal["time"] | None = None


class Penalty(Effect):
    """Points off the module's total (or off the event's, at the top beside `modules`), outside any item.

    `lose` each (a list prices the 1st, 2nd, …), `add` gives points, `seconds` lengthens the working time. Where low
    wins, what costs is added instead of taken off, here as with the clock. `once`: it counts once however often it is
    recorded; `free`: so many cost nothing; `cap`: at most so much in all. Its effect (see Effect) acts from the
    `from`-th record on.
    """

    id: ItemId
    title: Text
    lose: Prices | None = None
    add: Positive | None = None
    seconds: Positive | None = None
    once: Flag | None = None
    free: Whole = 0
    cap: Positive | None = None
    from_: Several = 1
    unit: Unit | None = None


class Adjust(Value):
    """What the chief judge may add or take with a reason: at most `up` and `down`, in steps of `step`."""

    up: Amount = Decimal(0)
    down: Amount = Decimal(0)
    step: Positive


class Tie(Value):
    """One link of the tie chain: compare `by` (the one named `of`), the `wins` value first.

    time, penalties, exact (the total before rounding; with `decimals` rounded to so many): of the contestant.
    module, panel, section, item, group: the figure of the one named. untrimmed: the panel's mean with nothing struck.
    judges: how many judges of the panel put this contestant first among those tied. runs: the runs of a section, best
    first, then second best, and so on. sections, modules: all of them, best first, the same way. value: one of
    `values`. round: the total of an earlier round.
    """

    by: Literal[
        "time", "penalties", "module", "panel", "section", "item", "group", "exact", "untrimmed", "judges", "runs",
        "sections", "modules", "value", "round",
    ]  # fmt: skip
    of: ItemId | None = None
    wins: Wins
    decimals: Decimals | None = None


class Ranking(Value):
    """Who is first: `wins`, on the figure as `rounded` or `exact`; `first`: ties are only parted down to this rank.

    `within`: one ranking for the event, or one for each heat or group.
    """

    wins: Wins = "high"
    on: Literal["rounded", "exact"] = "rounded"
    first: Several | None = None
    within: Literal["event", "heat", "group"] = "event"


class Award(Value):
    """The next places win `title`: `count` of them, or `ratio` of all entries rounded by `round`. Ties share.

    `least`: a lower total wins nothing. Exactly one of `count` and `ratio`, or `least` alone for everyone above it.
    """

    title: Text
    count: Several | None = None
    ratio: Percent | None = None
    round: Literal["half-up", "up", "down"] = "half-up"
    least: Number | None = None


class GradeBand(Value):
    """A word for a stretch of totals, edges as in Band: 优秀 from 90."""

    title: Text
    from_: Number | None = None
    over: Number | None = None
    to: Number | None = None
    under: Number | None = None


class Stage(Short):
    """Where a figure is rounded: to so many decimals, in a mode of its own where it has one."""

    short: ClassVar[tuple[str, ...]] = ("decimals",)
    decimals: Decimals
    mode: Mode | None = None


class Rounding(Value):
    """Where figures are rounded, as numbers of decimals; a stage that is not named stays exact.

    `mode`: half-up 四舍五入, half-even, cut (toward zero), up (away from zero). `item`: an item on a judge's sheet, or
    the panel's figure of it where items are combined. `judge`: a sheet. `panel`, `section`, `module`, `total`.
    """

    mode: Mode = "half-up"
    item: Stage | None = None
    judge: Stage | None = None
    panel: Stage | None = None
    section: Stage | None = None
    module: Stage | None = None
    total: Stage = Stage.model_construct(decimals=2, mode=None)

    def at(self, stage: str) -> tuple[int | None, Mode]:
        """Decimals and mode of a stage; None decimals where the rubric leaves it exact."""
        found: Stage | None = getattr(self, stage)
        return (None, self.mode) if found is None else (found.decimals, found.mode or self.mode)

    @property
    def decimals(self) -> int:
        """How many decimals totals have."""
        return self.total.decimals
