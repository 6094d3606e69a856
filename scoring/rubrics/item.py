"""What every line of the sheet has, whatever its kind: id, title, points, places, bounds. Knows no kind."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scoring.rubrics.effects import Need
from scoring.rubrics.values import Amount, Bound, Flag, Positive, Several, Text, Value, Weight, Whole

ItemId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,31}$")]
ChoiceId = Annotated[str, StringConstraints(pattern=r"^[+\-]?[0-9A-Za-z][0-9A-Za-z.+\-]{0,31}$")]
Decimals = Annotated[Whole, Field(le=6)]
Layout = Literal["row", "round-table", "bed-corners"]


class Places(Value):
    """The n positions of an item, numbered 1…n in marks; `layout` names the drawing, `labels` their names in order.

    `cap`: no place loses more than this, whatever is found there. `all`: the item counts as looked at only once every
    place has a mark of its own, or a mark speaks for the item as a whole.
    """

    count: Annotated[Several, Field(le=400)]
    layout: Layout = "row"
    labels: tuple[Text, ...] | None = None
    per: Several = 1  # how many places share one seat of the drawing: 2 gaps a cover, 3 glasses a cover
    cap: Positive | None = None
    all: Flag | None = None

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
    least it must reach. `reasons` are the words that a judge may note with one tap; they change no figure.
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
    reasons: Annotated[tuple[Text, ...], Field(min_length=1)] = ()

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
