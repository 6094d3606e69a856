"""Rules beyond one performance: groups of items, runs, rounds, outcomes, late settings, teams. Knows no single kind."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from scoring.rubrics.effects import Need, Outcome
from scoring.rubrics.field import FieldRule, Wins
from scoring.rubrics.item import Decimals, ItemId
from scoring.rubrics.rules import Award, Penalty
from scoring.rubrics.values import (
    Amount,
    Bound,
    Number,
    Positive,
    Ratio,
    Reading,
    Several,
    Share,
    Text,
    Unit,
    Value,
    Weight,
    Whole,
    word_or_number,
)

Failed = Annotated[
    Decimal | Literal["skip"], BeforeValidator(word_or_number("skip"), json_schema_input_type=str | float)
]
RankedWith = Annotated[
    Decimal | Literal["last"],
    BeforeValidator(word_or_number("last", signed=True), json_schema_input_type=str | float),
]
SettingId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9\-]{0,31}$")]


class Group(Value):
    """Items named together across sections: a subtotal, which may be limited.

    `lose-at-most`: together they lose no more than this. `earn-at-most`: together they bring no more. `best`: only the
    best n of them count. `needs`: the least they must reach together. Without any of these the group only counts as a
    subtotal for ties and on the sheet.
    """

    id: ItemId
    title: Text
    items: Annotated[tuple[ItemId, ...], Field(min_length=1)]
    lose_at_most: Amount | None = None
    earn_at_most: Positive | None = None
    best: Several | None = None
    needs: Need | None = None


class RunDrop(Value):
    """With `from` or more runs that count, the `worst` n of them are left out."""

    from_: Several
    worst: Several


class Runs(Value):
    """A section done several times: attempts, runs, dives, figures, products. Each run has all items of the section.

    `count`: how many at most; `least`: how many there must be (default: all). `combine`: their figures become one.
    `best`: only the best n count; `drop`: the worst are left out, the last line whose `from` is reached decides.
    `wins`: which figure is better. `failed`: what a failed run is: left out (`skip`), or so many points. `none`:
    what it means when no run is valid: `zero` points, or no result at all (`dnf`).
    """

    title: Text
    count: Annotated[Several, Field(le=60)]
    least: Whole | None = None
    combine: Literal["sum", "mean", "median", "best", "worst", "last"] = "sum"
    best: Several | None = None
    drop: tuple[RunDrop, ...] = ()
    wins: Wins = "high"
    failed: Failed = "skip"
    none: Literal["zero", "dnf"] = "zero"


class Qualify(Value):
    """Who goes on: the `first` n (with all who share the last place), or all from `least` (a total, % of the best), or
    the first n of those who reach the least.

    Where the ranking is by heats or groups, the `first` n of each; `next`: and so many more, the best of all the
    others, in one order over all heats. The tie chain parts both; `ties`: those who share the last place even then
    all go on (`through`), or none of them (`out`).
    """

    first: Several | None = None
    next_: Several | None = Field(default=None, alias="next")
    least: Share | None = None
    ties: Literal["through", "out"] = "through"


class Round(Value):
    """One round: the modules it has (default: all), who goes on from it, and what is carried into it from the last.

    `weight`: the sum of its modules is multiplied by this. `carry`: this part of the total of the round before is added
    (100% is cumulative); left out, everybody starts anew.
    """

    id: ItemId
    title: Text
    modules: tuple[str, ...] = ()
    qualify: Qualify | None = None
    weight: Weight | None = None
    carry: Ratio | None = None


class OutcomeRule(Value):
    """An outcome that is ranked after all, with this `total`, instead of standing below the table without a place.

    `total: last` ranks it behind everybody who has a total: all of them share that last rank, have no total and win no
    award.
    """

    status: Outcome
    total: RankedWith


class Entered(Value):
    """A figure known of each contestant that gives no points: age, body weight. It serves to part ties."""

    id: ItemId
    title: Text
    unit: Unit | None = None
    decimals: Decimals = 2


class Setting(Value):
    """A number fixed late by the chief judge, between `least` and `most`; written `$id` where it is used."""

    id: SettingId
    title: Text
    value: Reading
    least: Reading | None = None
    most: Reading | None = None
    unit: Unit | None = None


class TotalRule(Value):
    """What becomes of the sum of the modules: multiplied by `times` (1/3), not below `floor`, not above `at-most`.

    `best`: only the best n modules are added; `drop`: the worst are left out, the last line whose `from` modules are
    entered decides. `least`: who entered fewer modules has no result (dnf).

    Without `floor` it is 0 as long as no module may go below 0.
    """

    best: Several | None = None
    drop: tuple[RunDrop, ...] = ()
    least: Several | None = None
    times: Ratio | None = None
    floor: Bound | None = None
    at_most: Number | None = None
    needs: Need | None = None


class TeamTie(Value):
    """One link for teams: the best, second best, … member total (`totals`) or place (`places`), what the `last` member
    who counts brings (the total, or the `points` by place), or the penalties.
    """

    by: Literal["totals", "places", "last", "penalties"]
    wins: Wins


class Teams(Value):
    """The table of units: the `best` n members' totals (or `points` by place) as sum or mean; unit penalties come off.

    `round`: whose totals and places of a contest in rounds these are (left out, those of each member's last round).
    Fewer than `least` members leave a team without a place and without a total.
    """

    title: Text
    round: ItemId | None = None
    combine: Literal["sum", "mean"] = "sum"
    best: Several | None = None
    least: Several = 1
    points: FieldRule | None = None
    wins: Wins = "high"
    penalties: tuple[Penalty, ...] = ()
    ties: tuple[TeamTie, ...] = ()
    awards: tuple[Award, ...] = ()
