"""The kinds of items: one class a kind. How a kind is scored stands in `engine/`, its drawing in a macro."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from scoring.rubrics.field import Against, Ladder, Rate, Wins
from scoring.rubrics.item import Decimals, ItemBase, ItemId
from scoring.rubrics.prices import (
    Anchor,
    Band,
    Choice,
    Earn,
    Edges,
    Fault,
    Level,
    Rung,
    SharedGrade,
    Sides,
    Step,
    TimeBand,
)
from scoring.rubrics.values import Amount, Flag, Loss, Number, Positive, Prices, Reading, Size, Unit, Whole


class Measured(ItemBase):
    """A reading in `unit`, against `nominal` ± `tolerance` (edges belong) or inside a `window`.

    Exactly one price list: `each` (per place that is out), `bands` (on the deviation, or on the reading itself with
    `bands-on: reading`), `step` (both sides alike), `above` and/or `below` (a side left out costs nothing), or
    `earn`. With `places` every place is priced, or with `take` one figure of them all: their mean, sum, smallest or
    largest reading, or the gap between these two (`gap`); it is waited for until every place has a reading. `range`:
    readings beyond it are refused; `decimals`: finer ones too. Marks: a reading (`m:ss` where the unit is `time`);
    with `each` also `in` and `out` (by gauge, no reading taken).
    """

    kind: Literal["measured"]
    unit: Unit
    nominal: Reading = Decimal(0)
    tolerance: Sides | None = None
    window: Edges | None = None
    each: Positive | None = None
    bands: Annotated[tuple[Band, ...], Field(min_length=1)] | None = None
    bands_on: Literal["deviation", "reading"] = "deviation"
    step: Step | None = None
    above: Step | None = None
    below: Step | None = None
    earn: Earn | None = None
    take: Literal["each", "mean", "sum", "smallest", "largest", "gap"] = "each"
    range: Edges | None = None
    decimals: Decimals | None = None


class Counted(ItemBase):
    """A number of occurrences, priced by exactly one of `lose`, `earn`, `rungs` and `out-of`.

    `lose`: off for each; a list prices the 1st, 2nd, … one, the last price stands for all later. `free`: so many cost
    nothing. `once`: however many, it costs once. `earn`: so much each, from zero. `out-of`: points × count ÷ this.
    Marks: a whole number.
    """

    kind: Literal["counted"]
    unit: Unit | None = None  # 次 / times, 件 / pieces
    lose: Prices | None = None
    free: Whole = 0
    once: Flag | None = None
    earn: Positive | None = None
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1)] | None = None
    out_of: Positive | None = None


class Faults(ItemBase):
    """Faults chosen from a menu, each with its own price, repeatable. Marks: how often, with the fault as the place."""

    kind: Literal["faults"]
    faults: Annotated[tuple[Fault, ...], Field(min_length=1)]


class Checked(ItemBase):
    """Met or not, once or at n places; each place not met costs `each` (default: the item's points ÷ places)."""

    kind: Literal["checked"]
    each: Positive | None = None


class Attempts(ItemBase):
    """Which attempt succeeded. `lose` prices the 1st, 2nd, … attempt; the last price stands for all later ones.

    Marks: the number of the attempt; `no` where none succeeded, which costs everything.
    """

    kind: Literal["attempts"]
    lose: Annotated[tuple[Loss, ...], Field(min_length=1)]


class Levels(ItemBase):
    """The judge chooses one described level, lowest first; without any `points` they lie evenly from 0 to the full."""

    kind: Literal["levels"]
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]

    @property
    def scale(self) -> tuple[Decimal, ...]:
        return (Decimal(0), *(level.points for level in self.levels if level.points is not None))


class Judged(ItemBase):
    """A mark from `least` to `most` (default: the points) in steps of `step`. With places each has the range 0…`each`.

    The mark is what the item brings; with `bands` the band it lies in says what it brings.
    """

    kind: Literal["judged"]
    step: Positive
    least: Number = Decimal(0)
    most: Number | None = None
    each: Positive | None = None
    anchors: tuple[Anchor, ...] = ()
    bands: Annotated[tuple[Band, ...], Field(min_length=1)] | None = None

    @property
    def scale(self) -> tuple[Decimal, ...]:
        if self.bands is not None:
            return (Decimal(0), *(band.points for band in self.bands if band.points is not None))
        return (self.least, self.points if self.most is None else self.most)


class Element(ItemBase):
    """An entry chosen from a catalogue, such as a dive with its difficulty. Marks: the entry's id.

    `once`: an entry chosen again in a later run, and the grades on it, are worth nothing there.
    """

    kind: Literal["element"]
    catalogue: Annotated[tuple[Choice, ...], Field(min_length=1)]
    once: Flag | None = None

    @property
    def scale(self) -> tuple[Decimal, ...]:
        return (Decimal(0), *(choice.points for choice in self.catalogue))


class Graded(ItemBase):
    """A grade whose worth depends on the element chosen for the item `of` (same run). Marks: the grade's id.

    Every entry of the catalogue has its own `grades`, or these here serve them all.
    """

    kind: Literal["graded"]
    of: ItemId
    grades: Annotated[tuple[SharedGrade, ...], Field(min_length=1)] | None = None


class Timed(ItemBase):
    """A duration turned into points by bands, such as the length of a clip. Marks: `m:ss` with up to two decimals.

    `clock`: the module's own working time is taken instead, and no seat marks it.
    """

    kind: Literal["timed"]
    bands: Annotated[tuple[TimeBand, ...], Field(min_length=1)]
    clock: Flag | None = None


class Outside(ItemBase):
    """A number from outside (an examination, a sales report). No seat enters it.

    `score`: `part` gives points × value ÷ `full`; `value` takes the number as the points; `best` gives points ×
    value ÷ best value of the field (best ÷ value where `wins` is `low`); `bands` takes the points of its band.
    `against`: what is scored is the change against another number, such as the weight before.
    """

    kind: Literal["outside"]
    unit: Unit | None = None
    decimals: Decimals = 2
    full: Size | None = None
    score: Literal["part", "value", "best", "bands"] = "part"
    against: Against | None = None
    wins: Wins = "high"
    bands: Annotated[tuple[Band, ...], Field(min_length=1)] | None = None
    scope: Literal["event", "heat", "group"] = "event"
    annulled: Literal["dropped", "kept"] = "dropped"


class Ranked(ItemBase):
    """A number from outside turned into points by its place in the field; words as in FieldRule and Outside."""

    kind: Literal["ranked"]
    against: Against | None = None
    unit: Unit | None = None
    decimals: Decimals = 2
    wins: Wins = "high"
    ladder: Ladder | None = None
    table: Annotated[tuple[Amount, ...], Field(min_length=1)] | None = None
    rates: Annotated[tuple[Rate, ...], Field(min_length=1)] | None = None
    shared: Literal["better", "mean"] = "better"
    scope: Literal["event", "heat", "group"] = "event"
    annulled: Literal["dropped", "kept"] = "dropped"


Item = Annotated[
    Measured | Counted | Faults | Checked | Attempts | Levels | Judged | Element | Graded | Timed | Outside | Ranked,
    Field(discriminator="kind"),
]
SEATLESS = ("outside", "ranked")  # kinds that no seat marks; a `timed` item with `clock` is the third
