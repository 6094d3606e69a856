"""The parts of price lists: bands, steps, rungs, faults, levels, catalogues. Charging them is the engine's work."""

from decimal import Context, Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from scoring.rubrics.effects import Effect
from scoring.rubrics.item import ChoiceId, ItemId
from scoring.rubrics.values import (
    Amount,
    Duration,
    Flag,
    Loss,
    Number,
    Part,
    Positive,
    Prices,
    Reading,
    Several,
    Short,
    Size,
    Span,
    Text,
    Value,
)

EXACT = Context(prec=100)  # a product of what may be written has far fewer digits
Count = Literal["full", "started", "exact"]


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
    below: Span = Decimal(0)
    above: Span = Decimal(0)


class Step(Value):
    """`lose` points for every `size` beyond the edge of what is allowed: `full` steps, every `started` one, or `exact`.

    `from: nominal` counts from the nominal instead of the edge, once the edge has been passed.
    """

    size: Size
    count: Count
    lose: Positive
    from_: Literal["edge", "nominal"] = "edge"


class Earn(Value):
    """`base`, and `points` for each `size` of a reading above `from`: `full`, `started`, or in part (`exact`).

    Below `from` so much is taken for every size, or `below` where that is another price.
    """

    base: Number = Decimal(0)
    points: Number
    below: Number | None = None
    size: Size = Decimal(1)
    count: Count = "exact"
    from_: Reading = Decimal(0)


class Rung(Value):
    """From `count` occurrences on the item earns `points`, or loses `lose` ("all" for everything)."""

    count: Several
    points: Amount | None = None
    lose: Loss | None = None


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


class Level(Value):
    """One described level and the points it earns; marks name it by `id`."""

    id: ChoiceId
    title: Text
    points: Number | None = None
    help: Text | None = None


class Anchor(Value):
    """A word for one mark on a judged item's scale, such as 优 at 3."""

    mark: Number
    title: Text


class Grade(Value):
    """What one mark is worth on one element."""

    id: ChoiceId
    points: Number


class SharedGrade(Value):
    """What one mark is worth on every element: points, or a part of what the element is worth, such as -10%."""

    id: ChoiceId
    points: Part

    def on(self, choice: "Choice") -> Grade:
        """The same of one element."""
        points = Fraction(self.points) if isinstance(self.points, Decimal) else Fraction(choice.points) * self.points
        exact = EXACT.divide(Decimal(points.numerator), Decimal(points.denominator))
        return Grade.model_construct(id=self.id, points=exact)


class Choice(Value):
    """One entry of a catalogue: what it is worth, and what each grade on it is worth."""

    id: ChoiceId
    title: Text
    points: Number
    grades: tuple[Grade, ...] = ()


class TimeBand(Value):
    """A stretch of time, edges as in Edges, and what it earns (`points`) or costs (`lose`)."""

    from_: Duration | None = None
    over: Duration | None = None
    to: Duration | None = None
    under: Duration | None = None
    points: Amount | None = None
    lose: Amount | None = None
