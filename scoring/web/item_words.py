"""An item in words: what is looked at, and what each finding costs or earns, as sentences. Scores nothing."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from scoring.engine.choices import level_points
from scoring.engine.figures import clock_text, plain
from scoring.rubrics.effects import Need
from scoring.rubrics.field import FieldRule
from scoring.rubrics.kinds import (
    Attempts,
    Checked,
    Counted,
    Element,
    Faults,
    Graded,
    Item,
    Judged,
    Levels,
    Measured,
    Outside,
    Ranked,
    Timed,
)
from scoring.rubrics.language import Rubric
from scoring.rubrics.prices import Band, Edges, Step, TimeBand
from scoring.rubrics.values import Text
from scoring.store.read.consequences import consequence, named_parts, price

MOST_NAMED = 8  # so many entries of a catalogue are named in a sentence, the rest are counted


class ItemSpeaker:
    """Says the items of one rubric in one language."""

    def __init__(self, rubric: Rubric, language: str) -> None:
        self.rubric, self.language = rubric, language
        self.parts = named_parts(rubric)

    def say(self, text: Text | None) -> str:
        """The text in this language; nothing where there is none."""
        return text.say(self.language) if text else ""

    def kind(self, item: Item) -> str:
        """The kind in one word."""
        return {
            "measured": _("measured"),
            "counted": _("counted"),
            "faults": _("faults from a list"),
            "checked": _("yes or no"),
            "attempts": _("attempts"),
            "levels": _("levels"),
            "judged": _("judged"),
            "element": _("chosen from a catalogue"),
            "graded": _("graded by its element"),
            "timed": _("timed"),
            "outside": _("from outside"),
            "ranked": _("by rank in the field"),
        }[item.kind]

    def rule(self, item: Item) -> str:
        """How the item is marked and priced, in one line."""
        return _("; ").join(self.lines(item))

    def lines(self, item: Item) -> list[str]:
        """The same, one sentence a line."""
        said = [*self._places(item), self.target(item), *self.charges(item), *self._edges_of(item)]
        return [part for part in said if part]

    def target(self, item: Item) -> str:
        """What a reading should be, such as "1.5 ± 0.2 cm"; nothing for other kinds."""
        if not isinstance(item, Measured):
            return ""
        unit = "" if item.unit.is_time else self.say(item.unit)
        write = _writer(item)
        if item.window is not None or item.earn is not None or (item.bands and item.bands_on == "reading"):
            return edges(item.window, unit, write) if item.window is not None else ""
        if item.tolerance is None:
            return f"{write(item.nominal)} {unit}".strip()
        below, above = item.tolerance.below, item.tolerance.above
        around = f"± {write(above)}" if below == above else f"+{write(above)} −{write(below)}"
        return f"{write(item.nominal)} {around} {unit}".strip()

    def charges(self, item: Item) -> list[str]:
        """What each finding costs or earns, one sentence each."""
        return [part for part in getattr(self, f"_{item.kind}")(item) if part]

    def need(self, need: Need | None) -> str:
        """The least that must be reached, and what follows otherwise."""
        if need is None:
            return ""
        least = share(need.least)
        what = consequence(need.else_, self.parts)
        return _("at least %(least)s, otherwise: %(what)s", least=least, what=self.say(what))

    def _places(self, item: Item) -> Iterator[str]:
        if item.places:
            yield ngettext("%(num)s place", "%(num)s places", item.places.count)
            if item.places.cap is not None:
                yield _("at most −%(points)s a place", points=plain(item.places.cap))

    def _edges_of(self, item: Item) -> Iterator[str]:
        """What is unusual about an item: its limits, what may be left out, what must be reached."""
        if item.role == "factor":
            yield _("multiplies the other items of its section")
        if item.floor == "none":
            yield _("may go below 0 without end")
        elif item.floor:
            yield _("not below %(least)s", least=plain(item.floor))
        if item.ceiling == "none":
            yield _("without an upper limit")
        elif item.ceiling is not None:
            yield _("at most %(most)s", most=plain(item.ceiling))
        if item.not_applicable:
            yield {
                "met": _("“not applicable” counts as met"),
                "item": _("places that do not apply leave the item's full points"),
                "section": _("where it does not apply, its points leave the section's full points"),
                "module": _("where it does not apply, its points leave the module's full points"),
            }[item.not_applicable]
        if item.untouched != "incomplete":
            yield _("unmarked counts as 0") if item.untouched == "zero" else _("unmarked counts as full")
        yield self.need(item.needs)

    def _measured(self, item: Measured) -> Iterator[str]:
        unit = "" if item.unit.is_time else self.say(item.unit)
        if item.each:
            yield _("−%(points)s for each out of tolerance", points=plain(item.each))
        for band in item.bands or ():
            yield f"{edges(band, unit, _writer(item))}: {worth(band)}"
        if item.step:
            yield self._step(item.step, item, _("off"))
        if item.below:
            yield self._step(item.below, item, _("below"))
        if item.above:
            yield self._step(item.above, item, _("above"))
        if item.earn:
            earn = item.earn
            said = {"size": _writer(item)(earn.size), "unit": unit, "points": plain(earn.points)}
            yield _("+%(points)s for every %(size)s %(unit)s", **said) + self._from(earn.from_, item)

    def _step(self, step: Step, item: Measured, side: str) -> str:
        words = {"points": plain(step.lose), "size": _writer(item)(step.size), "side": side}
        words["unit"] = "" if item.unit.is_time else self.say(item.unit)
        said = {
            "full": _("−%(points)s for every full %(size)s %(unit)s %(side)s", **words),
            "started": _("−%(points)s for every started %(size)s %(unit)s %(side)s", **words),
            "exact": _("−%(points)s for every %(size)s %(unit)s %(side)s, exactly in part", **words),
        }[step.count]
        return said + (_(", counted from the nominal") if step.from_ == "nominal" else "")

    def _from(self, start: Decimal, item: Measured) -> str:
        return _(" from %(start)s on", start=_writer(item)(start)) if start else ""

    def _counted(self, item: Counted) -> Iterator[str]:
        unit = self.say(item.unit) or _("times")
        if item.lose:
            price_ = pricelist(item.lose)
            yield (
                _("%(price)s, once", price=price_)
                if item.once
                else _("%(price)s each (%(unit)s)", price=price_, unit=unit)
            )
        if item.free:
            yield ngettext("the first is free", "the first %(num)s are free", item.free)
        if item.earn:
            yield _("+%(points)s each (%(unit)s)", points=plain(item.earn), unit=unit)
        if item.out_of:
            yield _("count ÷ %(full)s × %(points)s", full=plain(item.out_of), points=plain(item.points))
        for rung in item.rungs or ():
            words = {"count": rung.count, "unit": unit}
            if rung.points is not None:
                yield _("from %(count)s: %(points)s points", count=rung.count, points=plain(rung.points))
            else:
                yield _("from %(count)s %(unit)s: ", **words) + loss(rung.lose or Decimal(0))

    def _faults(self, item: Faults) -> Iterator[str]:
        for fault in item.faults:
            once = _(", once") if fault.once else _(", at most −%(cap)s", cap=plain(fault.cap)) if fault.cap else ""
            said = price(fault, self.parts, self.language).replace("-", "−")
            yield f"{fault.id} {self.say(fault.title)}: {said}{once}"

    def _checked(self, item: Checked) -> Iterator[str]:
        if item.each:
            yield _("−%(points)s for each not met", points=plain(item.each))
        elif not item.places:
            yield _("not met: no points")

    def _attempts(self, item: Attempts) -> Iterator[str]:
        for number, lose in enumerate(item.lose, start=1):
            yield _("attempt %(number)s: %(loss)s", number=number, loss=loss(lose))

    def _levels(self, item: Levels) -> Iterator[str]:
        for index, level in enumerate(item.levels):
            yield f"{self.say(level.title)}: {plain(level_points(item, index))}"

    def _judged(self, item: Judged) -> Iterator[str]:
        top = plain(item.each if item.places and item.each else item.points if item.most is None else item.most)
        yield _("%(least)s to %(most)s in steps of %(step)s", least=plain(item.least), most=top, step=plain(item.step))
        if item.anchors:
            yield " ".join(f"{self.say(anchor.title)} {plain(anchor.mark)}" for anchor in item.anchors)
        for band in item.bands or ():
            yield f"{edges(band, '')}: {worth(band)}"

    def _element(self, item: Element) -> Iterator[str]:
        named = [f"{each.id} {self.say(each.title)} {plain(each.points)}" for each in item.catalogue[:MOST_NAMED]]
        yield _(", ").join(named)
        rest = len(item.catalogue) - len(named)
        if rest > 0:
            yield ngettext("and %(num)s more entry", "and %(num)s more entries", rest)
        if item.once:
            yield _("each counts once")

    def _graded(self, item: Graded) -> Iterator[str]:
        if item.grades:
            yield _(", ").join(f"{grade.id}: {share(grade.points)}" for grade in item.grades)
            return
        title = self.say(getattr(self.rubric.items.get(item.of), "title", None))
        yield _("worth what the catalogue says for this grade of “%(item)s”", item=title)

    def _timed(self, item: Timed) -> Iterator[str]:
        if item.clock:
            yield _("by the clock")
        for band in item.bands:
            yield f"{edges(band, '')}: {worth(band)}"

    def _outside(self, item: Outside) -> Iterator[str]:
        points = plain(item.points)
        if item.score == "part":
            yield _("value ÷ %(full)s × %(points)s", full=plain(item.full or item.points), points=points)
        elif item.score == "value":
            yield _("the value is the points")
        elif item.score == "bands":
            yield from (f"{edges(band, self.say(item.unit))}: {worth(band)}" for band in item.bands or ())
        elif item.wins == "high":
            yield _("value ÷ best of the field × %(points)s", points=points)
        else:
            yield _("best of the field ÷ value × %(points)s", points=points)
        yield self._scope(item.scope)

    def _ranked(self, item: Ranked) -> Iterator[str]:
        yield _("highest value first") if item.wins == "high" else _("lowest value first")
        yield from self.by_place(item)

    def by_place(self, rule: Ranked | FieldRule) -> Iterator[str]:
        """The points of each place, who shares them, and which field it is."""
        if rule.ladder:
            first = _("as many as there are entries") if rule.ladder.first == "entries" else plain(rule.ladder.first)
            yield _("first %(first)s, each place lower %(less)s fewer", first=first, less=plain(rule.ladder.less))
        if rule.table:
            yield " / ".join(plain(points) for points in rule.table)
        for rate in rule.rates or ():
            yield _("best %(part)s: %(points)s", part=f"{plain(rate.to * 100)}%", points=plain(rate.points))
        if rule.shared == "mean":
            yield _("equal figures share the mean of their places")
        yield self._scope(rule.scope)

    def _scope(self, scope: str) -> str:
        return {"event": "", "heat": _("among those of one heat"), "group": _("among those of one group")}[scope]


def _writer(item: Measured):  # type: ignore[no-untyped-def]
    """How a figure of this item is written: durations as m:ss."""
    return clock_text if item.unit.is_time else plain


def edges(band: Edges | TimeBand, unit: str, write: object = None) -> str:
    """The edges of a stretch: ≥ 0.3 and < 0.5 cm."""
    said = write if callable(write) else plain if isinstance(band, Edges) else clock_text
    if band.from_ is not None and band.to is not None:
        return f"{said(band.from_)}–{said(band.to)} {unit}".strip()
    marks = [("≥", band.from_), (">", band.over), ("≤", band.to), ("<", band.under)]
    found = [f"{sign} {said(value)}" for sign, value in marks if value is not None]
    return " ".join([*found, unit] if unit and found else found)


def worth(band: Band | TimeBand) -> str:
    """What a stretch costs or earns."""
    return plain(band.points) if band.points is not None else loss(band.lose or Decimal(0))


def loss(lose: Decimal | str) -> str:
    """A price as it stands on the sheet."""
    if lose == "all":
        return _("no points")
    return f"−{plain(Decimal(lose))}" if lose else pgettext("price", "nothing off")


def pricelist(lose: Sequence[Decimal | str]) -> str:
    """The prices of the 1st, 2nd, … time."""
    return loss(lose[0]) if len(lose) == 1 else " / ".join(loss(each) for each in lose) + " …"


def share(figure: Fraction | Decimal) -> str:
    """A least as written: points, or a percentage of the full points."""
    return plain(figure) if isinstance(figure, Decimal) else f"{plain(figure * 100)}%"
