"""A rubric in words: how an item is marked, the clock, panels, ties and awards as sentences. Scores nothing."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from scoring.engine.figures import clock_text, plain
from scoring.rubrics.kinds import (
    Attempts,
    Band,
    Checked,
    Counted,
    Item,
    Judged,
    Levels,
    Measured,
    Outside,
    Ranked,
    TimeBand,
    Timed,
)
from scoring.rubrics.language import Module, Rubric
from scoring.rubrics.rules import Award, Clock, Panel, Penalty, Tie, TimeSteps
from scoring.rubrics.values import Text


class Speaker:
    """Says the parts of one rubric in one language."""

    def __init__(self, rubric: Rubric, language: str) -> None:
        self.rubric, self.language = rubric, language

    def say(self, text: Text | None) -> str:
        return text.say(self.language) if text else ""

    def kind(self, item: Item) -> str:
        """The kind in one word."""
        return {
            "measured": _("measured"),
            "counted": _("counted"),
            "checked": _("yes or no"),
            "attempts": _("attempts"),
            "levels": _("levels"),
            "judged": _("judged"),
            "timed": _("timed"),
            "outside": _("from outside"),
            "ranked": _("by rank in the field"),
        }[item.kind]

    def rule(self, item: Item) -> str:
        """How the item is priced, in one sentence."""
        return _("; ").join(part for part in (*self._places(item), *getattr(self, f"_{item.kind}")(item)) if part)

    def _places(self, item: Item) -> Iterator[str]:
        if item.places:
            yield ngettext("%(num)s place", "%(num)s places", item.places.count)

    def _measured(self, item: Measured) -> Iterator[str]:
        unit = self.say(item.unit)
        tolerance = f" ± {plain(item.tolerance)}" if item.tolerance is not None else ""
        yield f"{plain(item.nominal)}{tolerance} {unit}"
        if item.each:
            yield _("−%(points)s for each out of tolerance", points=plain(item.each))
        for band in item.bands or ():
            yield f"{edges(band, unit)}: {loss(band.lose)}"
        if item.step:
            price, size = plain(item.step.lose), plain(item.step.size)
            yield _("−%(points)s for every %(size)s %(unit)s off", points=price, size=size, unit=unit)

    def _counted(self, item: Counted) -> Iterator[str]:
        unit = self.say(item.unit) or _("times")
        if item.lose:
            yield _("−%(points)s each (%(unit)s)", points=plain(item.lose), unit=unit)
        if item.earn:
            yield _("+%(points)s each (%(unit)s)", points=plain(item.earn), unit=unit)
        for rung in item.rungs or ():
            yield _("from %(count)s: %(points)s points", count=rung.count, points=plain(rung.points))

    def _checked(self, item: Checked) -> Iterator[str]:
        if item.each:
            yield _("−%(points)s for each not met", points=plain(item.each))
        elif not item.places:
            yield _("not met: no points")

    def _attempts(self, item: Attempts) -> Iterator[str]:
        for number, lose in enumerate(item.lose, start=1):
            yield _("attempt %(number)s: %(loss)s", number=number, loss=loss(lose))

    def _levels(self, item: Levels) -> Iterator[str]:
        for level in item.levels:
            yield f"{self.say(level.title)}: {plain(level.points)}"

    def _judged(self, item: Judged) -> Iterator[str]:
        top = plain(item.each if item.places and item.each else item.points)
        yield _("%(least)s to %(most)s in steps of %(step)s", least=plain(item.least), most=top, step=plain(item.step))
        if item.anchors:
            yield " ".join(f"{self.say(anchor.title)} {plain(anchor.mark)}" for anchor in item.anchors)

    def _timed(self, item: Timed) -> Iterator[str]:
        for band in item.bands:
            yield f"{edges(band, '')}: {plain(band.points)}"

    def _outside(self, item: Outside) -> Iterator[str]:
        if item.score == "part":
            yield _("value ÷ %(full)s × %(points)s", full=plain(item.full or item.points), points=plain(item.points))
        elif item.wins == "high":
            yield _("value ÷ best of the field × %(points)s", points=plain(item.points))
        else:
            yield _("best of the field ÷ value × %(points)s", points=plain(item.points))

    def _ranked(self, item: Ranked) -> Iterator[str]:
        yield _("highest value first") if item.wins == "high" else _("lowest value first")
        if item.ladder:
            first, less = plain(item.ladder.first), plain(item.ladder.less)
            yield _("first %(first)s, each place lower %(less)s fewer", first=first, less=less)
        if item.table:
            yield " / ".join(plain(points) for points in item.table)

    def panel(self, panel: Panel) -> str:
        """How the sheets of a panel become one figure."""
        if panel.combine == "shared":
            return _("one shared sheet")
        seats = ngettext("%(num)s seat", "%(num)s seats", panel.seats)
        if panel.combine == "mean" or panel.drop is None:
            return _("%(seats)s, mean", seats=seats)
        drop = panel.drop
        return _(
            "%(seats)s; from %(least)s sheets on, highest %(high)s and lowest %(low)s struck, mean of the rest",
            seats=seats, least=drop.from_, high=drop.high, low=drop.low,
        )  # fmt: skip

    def clock(self, clock: Clock) -> list[str]:
        """The rules of the clock, one sentence each."""
        said = [_("Limit %(time)s", time=clock_text(clock.limit))]
        if clock.prepare:
            said.append(_("Preparation %(time)s", time=clock_text(clock.prepare)))
        said += [self._steps(_("Overtime"), "−", clock.overtime), self._steps(_("Early"), "+", clock.early)]
        said.append(self._steps(_("Too short"), "−", clock.short))
        if clock.stop:
            outcome = _("the result is void") if clock.stop.then == "void" else _("what is done counts")
            said.append(_("Stopped at %(time)s: %(outcome)s", time=clock_text(clock.stop.at), outcome=outcome))
        return [sentence for sentence in said if sentence]

    def _steps(self, what: str, sign: str, steps: TimeSteps | None) -> str:
        if steps is None:
            return ""
        counted = _("full") if steps.count == "full" else _("started")
        cap = _(", at most %(cap)s", cap=plain(steps.cap)) if steps.cap else ""
        return _(
            "%(what)s: %(sign)s%(points)s for every %(counted)s %(every)s%(cap)s",
            what=what, sign=sign, points=plain(steps.points), counted=counted, every=clock_text(steps.every), cap=cap,
        )  # fmt: skip

    def penalty(self, penalty: Penalty) -> str:
        """What a penalty costs."""
        if penalty.status:
            return _("disqualified")
        if penalty.zero:
            return _("the module scores zero")
        price = f"−{plain(penalty.lose or Decimal(0))}"
        if penalty.once:
            return _("%(price)s, once", price=price)
        return f"{price} / {self.say(penalty.unit)}" if penalty.unit else price

    def tie(self, tie: Tie) -> str:
        """One link of the chain that parts equals."""
        first = {"high": _("higher first"), "low": _("lower first")}[tie.wins]
        if tie.by == "time":
            return _("time, shorter first") if tie.wins == "low" else _("time, longer first")
        what = {
            "penalties": _("penalties"),
            "module": _("module %(name)s", name=self._name(tie)),
            "panel": _("panel %(name)s", name=self._name(tie)),
            "section": _("section %(name)s", name=self._name(tie)),
            "item": _("item %(name)s", name=self._name(tie)),
        }[tie.by]
        return _("%(what)s, %(order)s", what=what, order=first)

    def _name(self, tie: Tie) -> str:
        """The title of what a tie rule names."""
        named = {panel.id: panel.title for panel in self.rubric.panels} if tie.by == "panel" else {}
        for module in self.rubric.parts:
            if tie.by == "module":
                named[module.id] = module.title
            if tie.by == "section":
                named |= {section.id: section.title for section in module.sections}
            if tie.by == "item":
                named |= {item.id: item.title for item in module.items}
        return self.say(named.get(tie.of or "")) or tie.of or ""

    def award(self, award: Award) -> str:
        """How many win it."""
        many = plain(award.count) if award.count else f"{plain((award.ratio or Decimal(0)) * 100)}%"
        return f"{self.say(award.title)} × {many}"


def edges(band: Band | TimeBand, unit: str) -> str:
    """The edges of a stretch: ≥ 0.3 and < 0.5 cm."""
    write = clock_text if isinstance(band, TimeBand) else plain
    marks = [("≥", band.from_), (">", band.over), ("≤", band.to), ("<", band.under)]
    said = [f"{sign} {write(value)}" for sign, value in marks if value is not None]
    return " ".join([*said, unit] if unit else said)


def loss(lose: Decimal | str) -> str:
    """A price as it stands on the sheet."""
    if lose == "all":
        return _("no points")
    return f"−{plain(Decimal(lose))}" if lose else pgettext("price", "nothing off")


def points_of(rubric: Rubric) -> str:
    """What the whole is worth: the header's claim, else what the modules add up to with their weights."""
    if rubric.points is not None:
        return plain(rubric.points)
    return plain(sum((module.full * module.factor for module in rubric.parts), start=Fraction(0)))


def weight_of(module: Module) -> str:
    """The weight as a percentage."""
    return f"{plain(module.weight * 100)}%"
