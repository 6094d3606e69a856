"""Where the places of an item lie on their drawing, and which marks a control can choose. Knows no mark that was made.

Figures of the drawing are picture units, not scores: here and only here floats are allowed.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import cos, pi, sin

from scoring.engine.choices import level_points
from scoring.engine.figures import clock_text, plain
from scoring.engine.prices import earning, stretch_words
from scoring.rubrics.item import Places
from scoring.rubrics.kinds import Counted, Element, Item, Judged, Levels, Measured, Timed
from scoring.rubrics.prices import Level
from scoring.web.item_words import worth

CORNERS = 4
INLINE = 6  # a catalogue of so many entries stands in the line; a longer one has room of its own
SHOWN_WHOLE = 11  # a scale of so many marks is shown mark by mark
TAPPED = 20  # as often somebody may tap; what goes further is typed
STEPPED = 21  # one of so many is walked along; a longer one without anchors is typed


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


def benched(item: Item) -> bool:
    """Whether the item needs room of its own: places, a number pad, a menu."""
    if item.places or item.kind in ("measured", "timed", "faults"):
        return True
    if isinstance(item, Element):
        return len(item.catalogue) > INLINE
    return (isinstance(item, Judged) and typed(item)) or (isinstance(item, Counted) and typed_count(item))


def watched(item: Measured) -> str:
    """Whether a stopwatch reads it: "time" as m:ss, "s" in seconds; "" for lengths and weights."""
    return "time" if item.unit.is_time else "s" if item.unit.en == "s" else ""


def typed_count(item: Counted) -> bool:
    """Whether it is counted so far that tapping would take too long: 150 compressions, skips of a rope."""
    if item.out_of is not None or item.rungs:
        return max(item.out_of or 0, *(rung.count for rung in item.rungs or ()), 0) > TAPPED
    if item.earn is None:
        return False
    return not item.points or item.ceiling == "none" or item.points / item.earn > TAPPED


def scale_of(item: Judged) -> list[str]:
    """Every mark a judge can give, lowest first, as text; so that a finer step is a look-up, not a sum."""
    least, top, step = _ends(item)
    marks = [least + step * number for number in range(int((top - least) / step) + 1)]
    if marks[-1] != top:
        marks.append(top)
    return [plain(mark) for mark in marks]


def _ends(item: Judged) -> tuple[Fraction, Fraction, Fraction]:
    """The lowest mark, the highest, and the step between."""
    step = Fraction(item.step)
    if item.places is None:
        return Fraction(item.least), Fraction(item.points if item.most is None else item.most), step
    each = Fraction(item.points) / item.places.count if item.each is None else Fraction(item.each)
    return Fraction(0), each, step


def typed(item: Judged) -> bool:
    """Whether the scale is too long to walk along, and no anchors lead into it."""
    return not item.anchors and len(scale_of(item)) > STEPPED


def shown_whole(item: Judged) -> bool:
    """Whether every mark has a button of its own."""
    return not item.anchors and len(scale_of(item)) <= SHOWN_WHOLE


def levels_of(item: Levels) -> list[tuple[Level, str]]:
    """Each level with what it earns."""
    return [(level, plain(level_points(item, index))) for index, level in enumerate(item.levels)]


def described(item: Levels) -> bool:
    """Whether the levels are described, which takes a line each."""
    return any(level.help for level in item.levels)


def grades_of(element: Element) -> list[str]:
    """Every grade that any entry of the catalogue has, in the order of the first that has it."""
    return list(dict.fromkeys(grade.id for choice in element.catalogue for grade in choice.grades))


def code_of(name: str) -> str:
    """An id that people call a thing by, such as A1 or 5152B; a word that is an id says nothing to a judge."""
    return name.partition("#")[0] if any(mark.isdigit() for mark in name.partition("#")[0]) or len(name) < 3 else ""


def bands_of(item: Measured | Timed | Judged, language: str) -> list[tuple[str, str]]:
    """Each stretch in words, with what it costs or earns."""
    is_time = isinstance(item, Timed) or (isinstance(item, Measured) and item.unit.is_time)
    unit = "" if is_time or not isinstance(item, Measured) else f" {item.unit.say(language)}"
    found = []
    for band in item.bands or ():
        chinese, english = stretch_words(band, clock_text if is_time else plain)
        found.append(((chinese if language.startswith("zh") else english) + unit, worth(band)))
    return found


def earns(item: Item) -> bool:
    """Whether the sign of the line shows what was earned: its points on paper are no full marks to lose from."""
    if item.kind in ("element", "graded") or item.role == "factor" or item.ceiling == "none":
        return True
    return (isinstance(item, Measured) and item.earn is not None) or (earning(item) and not item.points)


def earns_by_count(item: Counted) -> bool:
    """Whether counting up is good."""
    return earning(item)


def same_mark(value: Decimal) -> str:
    """An anchor's mark written as `scale_of` writes it, whatever zeros the rubric's file has."""
    return plain(value)
