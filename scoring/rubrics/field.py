"""Figures that become points by looking at others: by place, as a share of the best, or against another number."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scoring.rubrics.item import ItemId
from scoring.rubrics.values import Amount, Percent, Positive, Value, word_or_number

Wins = Literal["high", "low"]
Absent = Annotated[
    Decimal | Literal["last"], BeforeValidator(word_or_number("last"), json_schema_input_type=str | float)
]
First = Annotated[
    Decimal | Literal["entries"], BeforeValidator(word_or_number("entries"), json_schema_input_type=str | float)
]


class Ladder(Value):
    """First place earns `first` (`entries`: as many points as entries), each lower `less` fewer, to `floor`."""

    first: First
    less: Positive
    floor: Amount = Decimal(0)


class Rate(Value):
    """The best part of the field, up to this percentage of all who have a figure (edge belongs), earns `points`."""

    to: Percent
    points: Amount


class FieldRule(Value):
    """How a figure is turned into points by looking at the whole field (or at one heat, group or hall of it).

    `best`: `points` × figure ÷ best (best ÷ figure where low wins). `place`: points by place, from exactly one of
    `ladder`, `table` and `rates`. `rank`: the place itself is the figure. Equal figures share the `better` place or
    the `mean` of their points. `annulled`: whether the figures of those annulled or disqualified are `dropped` from
    the field or `kept` in it. `absent`: what those get who have no figure once somebody has one: so many points, or
    `last` (one place behind all entries).
    """

    score: Literal["best", "place", "rank"]
    points: Positive | None = None
    wins: Wins = "high"
    ladder: Ladder | None = None
    table: Annotated[tuple[Amount, ...], Field(min_length=1)] | None = None  # points of place 1, 2, …; beyond its end 0
    rates: Annotated[tuple[Rate, ...], Field(min_length=1)] | None = None
    shared: Literal["better", "mean"] = "better"
    scope: Literal["event", "heat", "group"] = "event"
    annulled: Literal["dropped", "kept"] = "dropped"
    absent: Absent | None = None

    @property
    def most(self) -> Decimal:
        """What the best of the field earns; 0 where it depends on the number of entries."""
        if self.points is not None:
            return self.points
        if self.ladder is not None and self.ladder.first != "entries":
            return Decimal(self.ladder.first)
        prices = [*(self.table or ()), *(rate.points for rate in self.rates or ())]
        return max(prices, default=Decimal(0))


class Against(Value):
    """The number is compared with another one of the same contestant (an id of `values`), and that is what counts.

    `lost` and `gained` are the differences, `percent-lost` and `percent-gained` their percentage of the other number,
    `percent` is the number as a percentage of the other one.
    """

    value: ItemId
    as_: Literal["lost", "gained", "percent-lost", "percent-gained", "percent"]
