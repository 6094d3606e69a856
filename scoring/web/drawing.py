"""Where the places of an item lie on their drawing, and which marks a control can choose. Knows no mark that was made.

Figures of the drawing are picture units, not scores: here and only here floats are allowed.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import cos, pi, sin

from scoring.engine.figures import plain
from scoring.engine.prices import top_of
from scoring.rubrics.kinds import Item, Judged, Places

CORNERS = 4


@dataclass(frozen=True, slots=True)
class Cover:
    """One seat at the round table, as the picture (360 × 360) needs it: the angle, the plate, the chair, its places."""

    number: int
    angle: str
    x: str
    y: str
    chair_x: str
    chair_y: str
    places: tuple[int, ...]


def covers(places: Places) -> tuple[Cover, ...]:
    """The seats of a round table, host at the top, then clockwise; `places.per` places at each."""
    many = -(-places.count // places.per)
    turns = (2 * pi * number / many for number in range(many))
    return tuple(
        Cover(
            number=number,
            angle=f"{360 * (number - 1) / many:.1f}",
            x=f"{180 + 107 * sin(turn):.1f}",
            y=f"{180 - 107 * cos(turn):.1f}",
            chair_x=f"{180 + 163 * sin(turn):.1f}",
            chair_y=f"{180 - 163 * cos(turn):.1f}",
            places=tuple(range((number - 1) * places.per + 1, min(number * places.per, places.count) + 1)),
        )
        for number, turn in enumerate(turns, start=1)
    )


def layout_of(item: Item) -> str:
    """The drawing an item's places can really have: a bed has four corners, a table at most twenty seats."""
    if item.places is None:
        return "none"
    if item.places.layout == "bed-corners" and item.places.count == CORNERS:
        return "bed-corners"
    if item.places.layout == "round-table" and 3 <= -(-item.places.count // item.places.per) <= 12:
        return "round-table"
    return "row"


def scale_of(item: Judged) -> list[str]:
    """Every mark a judge can give, lowest first, as text; so that a finer step is a look-up, not a sum."""
    least = Fraction(0) if item.places else Fraction(item.least)
    top, step = top_of(item), Fraction(item.step)
    marks = [least + step * number for number in range(int((top - least) / step) + 1)]
    if marks[-1] != top:
        marks.append(top)
    return [plain(mark) for mark in marks]


def same_mark(value: Decimal) -> str:
    """An anchor's mark written as `scale_of` writes it, whatever zeros the rubric's file has."""
    return plain(value)
