"""The kinds of items: one class a kind. How a kind is scored stands in `engine/kinds.py`, its drawing in a macro."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scoring.rubrics.values import Amount, Duration, Loss, Number, Positive, Several, Text, Value, Whole

ItemId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,31}$")]
Decimals = Annotated[Whole, Field(le=6)]
Layout = Literal["row", "round-table", "bed-corners"]


class Places(Value):
    """The n positions of an item, numbered 1…n in marks; `layout` names the drawing, `labels` their names in order."""

    count: Annotated[Several, Field(le=400)]
    layout: Layout = "row"
    labels: tuple[Text, ...] | None = None
    per: Several = 1  # how many places share one seat of the drawing: 2 gaps a cover, 3 glasses a cover

    def name(self, place: int) -> Text:
        """What a place is called: its label, else its number; where a seat has several, the seat and which of them."""
        if self.labels and place <= len(self.labels):
            return self.labels[place - 1]
        if self.per == 1:
            return Text(zh=f"第 {place} 位", en=f"Place {place}")
        seat, rest = divmod(place - 1, self.per)
        return Text(zh=f"第 {seat + 1} 位第 {rest + 1} 处", en=f"Place {seat + 1}, no. {rest + 1}")


class ItemBase(Value):
    """One line of the sheet, worth `points`. `panel` overrides the section's; `help` is the rule in full."""

    id: ItemId
    title: Text
    points: Positive
    panel: str | None = None
    help: Text | None = None
    places: Places | None = None


class Band(Value):
    """One stretch of a reading or deviation. Every edge says whether it belongs: `from`/`to` do, `over`/`under` do not.

    `lose` is what it costs, "all" for the whole item. Without a lower edge a band starts at 0, without an upper edge
    it has no end.
    """

    from_: Amount | None = None
    over: Amount | None = None
    to: Amount | None = None
    under: Amount | None = None
    lose: Loss


class Step(Value):
    """`lose` points for every `size` of deviation, counting `full` steps only or every `started` one."""

    size: Positive
    count: Literal["full", "started"]
    lose: Positive


class Measured(ItemBase):
    """A reading against `nominal` ± `tolerance` (edges belong), in `unit`.

    Exactly one price list: `each` (per place out of `tolerance`), `bands` or `step` (both on |reading − nominal|,
    without `tolerance`). With `places`, bands and steps price every place.
    Marks: a reading; with `each` also `in` and `out` (judged by gauge, no reading taken).
    """

    kind: Literal["measured"]
    unit: Literal["cm", "mm", "deg", "g", "ml", "s"]
    nominal: Number = Decimal(0)
    tolerance: Amount | None = None
    each: Positive | None = None
    bands: Annotated[tuple[Band, ...], Field(min_length=1)] | None = None
    step: Step | None = None


class Rung(Value):
    """From `count` occurrences on the item earns `points`."""

    count: Several
    points: Positive


class Counted(ItemBase):
    """A number of occurrences, priced by exactly one of `lose` (off, each), `earn` (each, from zero) and `rungs`.

    Marks: a whole number. Never below 0 or above `points`.
    """

    kind: Literal["counted"]
    unit: Text | None = None  # 次 / times, 件 / pieces
    lose: Positive | None = None
    earn: Positive | None = None
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1)] | None = None


class Checked(ItemBase):
    """Met or not, once or at n places; each place not met costs `each` (default: the item's points ÷ places)."""

    kind: Literal["checked"]
    each: Positive | None = None


class Attempts(ItemBase):
    """Which attempt succeeded. `lose` prices the 1st, 2nd, … attempt; the last price stands for all later ones."""

    kind: Literal["attempts"]
    lose: Annotated[tuple[Loss, ...], Field(min_length=1)]


class Level(Value):
    """One described level and the points it earns; marks name it by `id`."""

    id: ItemId
    title: Text
    points: Amount


class Levels(ItemBase):
    """The judge chooses one described level."""

    kind: Literal["levels"]
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]


class Anchor(Value):
    """A word for one mark on a judged item's scale, such as 优 at 3."""

    mark: Amount
    title: Text


class Judged(ItemBase):
    """A mark from `least` to `points` in steps of `step`. With places each place has the range 0…`each`."""

    kind: Literal["judged"]
    step: Positive
    least: Amount = Decimal(0)
    each: Positive | None = None
    anchors: tuple[Anchor, ...] = ()


class TimeBand(Value):
    """A stretch of time, edges as in Band, and the points it earns."""

    from_: Duration | None = None
    over: Duration | None = None
    to: Duration | None = None
    under: Duration | None = None
    points: Amount


class Timed(ItemBase):
    """A duration turned into points by bands, such as the length of a clip. Marks: `m:ss` with up to two decimals."""

    kind: Literal["timed"]
    bands: Annotated[tuple[TimeBand, ...], Field(min_length=1)]


class Outside(ItemBase):
    """A number from outside (an examination, a sales report). No seat enters it.

    `score`: `part` gives points × value ÷ `full`; `best` gives points × value ÷ best value of the field
    (highest wins), or best ÷ value where `wins` is `low`.
    """

    kind: Literal["outside"]
    unit: Text | None = None
    decimals: Decimals = 2
    full: Positive | None = None
    score: Literal["part", "best"] = "part"
    wins: Literal["high", "low"] = "high"


class Ladder(Value):
    """First place earns `first`, each place lower `less` fewer, never below `floor`."""

    first: Positive
    less: Positive
    floor: Amount = Decimal(0)


class Ranked(ItemBase):
    """A number from outside turned into points by its place in the field; equal numbers share the better place."""

    kind: Literal["ranked"]
    unit: Text | None = None
    decimals: Decimals = 2
    wins: Literal["high", "low"] = "high"
    ladder: Ladder | None = None
    table: Annotated[tuple[Amount, ...], Field(min_length=1)] | None = None  # points of place 1, 2, …; beyond its end 0


Item = Annotated[
    Measured | Counted | Checked | Attempts | Levels | Judged | Timed | Outside | Ranked,
    Field(discriminator="kind"),
]
