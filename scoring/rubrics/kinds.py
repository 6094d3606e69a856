"""The kinds of items: one class a kind. How a kind is scored stands in `engine/kinds.py`, its drawing in a macro."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from scoring.rubrics.effects import Effect, Need
from scoring.rubrics.values import (
    Amount,
    Bound,
    Duration,
    Flag,
    Loss,
    Number,
    Percent,
    Positive,
    Prices,
    Reading,
    Several,
    Short,
    Text,
    Unit,
    Value,
    Weight,
    Whole,
    word_or_number,
)

ItemId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,31}$")]
ChoiceId = Annotated[str, StringConstraints(pattern=r"^[+\-]?[0-9A-Za-z][0-9A-Za-z.+\-]{0,31}$")]
Decimals = Annotated[Whole, Field(le=6)]
Absent = Annotated[
    Decimal | Literal["last"], BeforeValidator(word_or_number("last"), json_schema_input_type=str | float)
]
First = Annotated[
    Decimal | Literal["entries"], BeforeValidator(word_or_number("entries"), json_schema_input_type=str | float)
]
Layout = Literal["row", "round-table", "bed-corners"]
Count = Literal["full", "started", "exact"]
Wins = Literal["high", "low"]


class Places(Value):
    """The n positions of an item, numbered 1…n in marks; `layout` names the drawing, `labels` their names in order.

    `cap`: no place loses more than this, whatever is found there.
    """

    count: Annotated[Several, Field(le=400)]
    layout: Layout = "row"
    labels: tuple[Text, ...] | None = None
    per: Several = 1  # how many places share one seat of the drawing: 2 gaps a cover, 3 glasses a cover
    cap: Positive | None = None

    def name(self, place: int) -> Text:
        """What a place is called: its label, else its number; where a seat has several, the seat and which of them."""
        if self.labels and place <= len(self.labels):
            return self.labels[place - 1]
        if self.per == 1:
            return Text(zh=f"第 {place} 位", en=f"Place {place}")
        seat, rest = divmod(place - 1, self.per)
        return Text(zh=f"第 {seat + 1} 位第 {rest + 1} 处", en=f"Place {seat + 1}, no. {rest + 1}")


class ItemBase(Value):
    """One line of the sheet, worth `points`. `panel` overrides the section's; `help` is the rule in full.

    `weight` multiplies what it brings (a coefficient). `floor` and `ceiling` are the least and the most the item can
    bring before its weight (`none`: without end); left out they are 0 (or the low end of its own scale, where
    that is below 0) and `points`, and none for an item with `points: 0`, which only adds or takes; where low wins,
    what such an item loses is added, as with penalties. `role: factor` multiplies what the other items of its
    section bring instead of adding to it; `aside` is not added at all and only serves ties, groups and minimums.
    `not-applicable` admits the mark `na`: it counts as `met`, or its points leave the denominator of the `item`
    (among its places), the `section` or the `module`. `untouched`: what an item nobody marked means. `needs`: the
    least it must reach.
    """

    id: ItemId
    title: Text
    points: Amount
    weight: Weight | None = None
    panel: str | None = None
    help: Text | None = None
    places: Places | None = None
    floor: Bound = Decimal(0)
    ceiling: Bound | None = None
    role: Literal["add", "factor", "aside"] = "add"
    not_applicable: Literal["met", "item", "section", "module"] | None = None
    untouched: Literal["incomplete", "zero", "full"] = "incomplete"
    needs: Need | None = None

    @property
    def lowest(self) -> Decimal | None:
        """The least it can bring; None without end. As written, else 0, or less where its own scale goes below."""
        if "floor" in self.model_fields_set:
            return None if self.floor == "none" else self.floor
        return min(Decimal(0), *self.scale) if self.points else None

    @property
    def highest(self) -> Decimal | None:
        """The most it can bring; None without end. As written, else its points."""
        if self.ceiling is None:
            return self.points if self.points and self.role != "factor" else None
        return None if self.ceiling == "none" else self.ceiling

    @property
    def scale(self) -> tuple[Decimal, ...]:
        """What the item itself offers to choose from, which may lie below 0."""
        return (Decimal(0),)


class Edges(Value):
    """A stretch of figures. Every edge says whether it belongs: `from`/`to` do, `over`/`under` do not."""

    from_: Reading | None = None
    over: Reading | None = None
    to: Reading | None = None
    under: Reading | None = None


class Band(Edges):
    """A stretch of a figure with its price: `lose` (off, "all" for the whole item) or `points` (what it earns)."""

    lose: Loss | None = None
    points: Number | None = None


class Sides(Short):
    """A tolerance: one figure for both sides, or `below` and `above` apart."""

    short: ClassVar[tuple[str, ...]] = ("below", "above")
    below: Amount = Decimal(0)
    above: Amount = Decimal(0)


class Step(Value):
    """`lose` points for every `size` beyond the edge of what is allowed: `full` steps, every `started` one, or `exact`.

    `from: nominal` counts from the nominal instead of the edge, once the edge has been passed.
    """

    size: Positive
    count: Count
    lose: Positive
    from_: Literal["edge", "nominal"] = "edge"


class Earn(Value):
    """`base`, and `points` for each `size` of a reading above `from`: `full` sizes, `started` ones, or `exact`ly in part.

    Below `from` so much is taken for every size, or `below` where that is another price.
    """

    base: Number = Decimal(0)
    points: Number
    below: Number | None = None
    size: Positive = Decimal(1)
    count: Count = "exact"
    from_: Reading = Decimal(0)


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


class Rung(Value):
    """From `count` occurrences on the item earns `points`, or loses `lose` ("all" for everything)."""

    count: Several
    points: Amount | None = None
    lose: Loss | None = None


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


class Fault(Effect):
    """A named fault of a menu: `lose` off each time (a list prices the 1st, 2nd, …), `once`, at most `cap` in all.

    Its effect, if any, acts from the `from`-th time on.
    """

    id: ItemId
    title: Text
    lose: Prices | None = None
    once: Flag | None = None
    cap: Positive | None = None
    from_: Several = 1


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


class Level(Value):
    """One described level and the points it earns; marks name it by `id`."""

    id: ChoiceId
    title: Text
    points: Number | None = None
    help: Text | None = None


class Levels(ItemBase):
    """The judge chooses one described level, lowest first; without any `points` they lie evenly from 0 to the full."""

    kind: Literal["levels"]
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]

    @property
    def scale(self) -> tuple[Decimal, ...]:
        return (Decimal(0), *(level.points for level in self.levels if level.points is not None))


class Anchor(Value):
    """A word for one mark on a judged item's scale, such as 优 at 3."""

    mark: Number
    title: Text


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


class Grade(Value):
    """What one mark is worth on one element."""

    id: ChoiceId
    points: Number


class Choice(Value):
    """One entry of a catalogue: what it is worth, and what each grade on it is worth."""

    id: ChoiceId
    title: Text
    points: Number
    grades: tuple[Grade, ...] = ()


class Element(ItemBase):
    """An entry chosen from a catalogue, such as a dive with its difficulty. Marks: the entry's id."""

    kind: Literal["element"]
    catalogue: Annotated[tuple[Choice, ...], Field(min_length=1)]

    @property
    def scale(self) -> tuple[Decimal, ...]:
        return (Decimal(0), *(choice.points for choice in self.catalogue))


class Graded(ItemBase):
    """A grade whose worth depends on the element chosen for the item `of` (same run). Marks: the grade's id."""

    kind: Literal["graded"]
    of: ItemId


class TimeBand(Value):
    """A stretch of time, edges as in Edges, and what it earns (`points`) or costs (`lose`)."""

    from_: Duration | None = None
    over: Duration | None = None
    to: Duration | None = None
    under: Duration | None = None
    points: Amount | None = None
    lose: Amount | None = None


class Timed(ItemBase):
    """A duration turned into points by bands, such as the length of a clip. Marks: `m:ss` with up to two decimals.

    `clock`: the module's own working time is taken instead, and no seat marks it.
    """

    kind: Literal["timed"]
    bands: Annotated[tuple[TimeBand, ...], Field(min_length=1)]
    clock: Flag | None = None


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
    the field or `kept` in it. `absent`: what those get who have no figure: so many points, or `last` (one place behind
    all entries of the scope).
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


class Outside(ItemBase):
    """A number from outside (an examination, a sales report). No seat enters it.

    `score`: `part` gives points × value ÷ `full`; `value` takes the number as the points; `best` gives points ×
    value ÷ best value of the field (best ÷ value where `wins` is `low`); `bands` takes the points of its band.
    `against`: what is scored is the change against another number, such as the weight before.
    """

    kind: Literal["outside"]
    unit: Unit | None = None
    decimals: Decimals = 2
    full: Positive | None = None
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
