"""What an event still lacks before it can open, in words, with the place where to mend it. The store decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from scoring.engine.figures import plain
from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import Reading
from scoring.store import read
from scoring.store.models import Contestant, Event, Person
from scoring.web.language import language
from scoring.web.outcome import seat_name
from scoring.web.rubric_words import items_written, points_of

NAMED = 4  # so many are named, the rest are counted


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist. `state`: done, todo (it may open without) or must (it may not)."""

    name: str
    state: str
    words: str
    act: str
    address: str


def steps(event: Event, people: Sequence[Person]) -> list[Step]:
    """The checklist of one event, in the order in which an organiser works."""
    reading = read.reading_of(event)
    entered = list(read.contestants(event.id))
    found = [_rubric(event, reading), _seats(event), _contestants(event, entered)]
    if entered:
        found.append(_places(event, entered))
    found.append(_staff(event, reading.rubric, people))
    return found


def lacking(found: Sequence[Step]) -> int:
    """How many lines are not done."""
    return sum(step.state != "done" for step in found)


def _rubric(event: Event, reading: Reading) -> Step:
    rubric = reading.rubric
    address = url_for("organiser.events.rubric", slug=event.slug)
    if rubric is None:
        return Step(_("Rubric"), "must", _("The rubric has problems and cannot be used."), _("Look"), address)
    items = ngettext("%(num)s item", "%(num)s items", items_written(rubric))
    points = points_of(rubric)
    words = items if points == "–" else _("%(items)s, %(points)s points", items=items, points=points)
    return Step(_("Rubric"), "done", words, _("Look"), address)


def _seats(event: Event) -> Step:
    address = url_for("organiser.seats.table", slug=event.slug)
    empty = [seat_name(seat) for seat in event.seats if seat.person_id is None and not seat.trainee]
    if not event.seats:
        return Step(_("Judges' seats"), "must", _("There is no seat yet."), _("Arrange"), address)
    if empty:
        many = ngettext("%(num)s seat has nobody", "%(num)s seats have nobody", len(empty))
        words = _("%(what)s: %(which)s", what=many, which=listed(empty))
        return Step(_("Judges' seats"), "todo", words, _("Arrange"), address)
    words = ngettext("%(num)s seat, taken", "%(num)s seats, all taken", len(event.seats))
    return Step(_("Judges' seats"), "done", words, _("Arrange"), address)


def _contestants(event: Event, entered: Sequence[Contestant]) -> Step:
    address = url_for("organiser.entries.table", slug=event.slug)
    if not entered:
        return Step(_("Contestants"), "must", _("Nobody is entered yet."), pgettext("organiser", "Enter"), address)
    words = ngettext("%(num)s contestant", "%(num)s contestants", len(entered))
    nameless = sum(not one.name for one in entered)
    if nameless:
        words += _(", ") + ngettext("%(num)s without a name", "%(num)s without a name", nameless)
    return Step(_("Contestants"), "done", words, _("Change"), address)


def _places(event: Event, entered: Sequence[Contestant]) -> Step:
    address = url_for("organiser.heats.grid", slug=event.slug)
    without = [one.number for one in entered if one.heat_id is None]
    if without:
        many = ngettext("%(num)s contestant has no heat", "%(num)s contestants have no heat", len(without))
        words = _("%(what)s: %(which)s", what=many, which=listed(without))
        return Step(_("Heats"), "todo", words, _("Arrange"), address)
    heats = len({one.heat_id for one in entered})
    words = ngettext("%(num)s heat, everybody has a station", "%(num)s heats, everybody has a station", heats)
    return Step(_("Heats"), "done", words, _("Change"), address)


def _staff(event: Event, rubric: Rubric | None, people: Sequence[Person]) -> Step:
    roles = {person.role for person in people}
    missing = []
    if "chief" not in roles:
        missing.append(_("nobody is chief judge: results cannot be signed"))
    needs_floor = rubric is not None and any(module.clock or module.penalties for module in rubric.parts)
    if needs_floor and "floor" not in roles:
        missing.append(_("nobody is floor judge: nobody starts clocks and counts penalties"))
    address = url_for("organiser.people.table")
    if missing:
        sentence = _("; ").join(missing)
        return Step(_("Chief and floor"), "todo", sentence[0].upper() + sentence[1:], _("Add"), address)
    names = [person.name for person in people if person.role in ("chief", "floor")]
    return Step(_("Chief and floor"), "done", listed(names), _("Change"), address)


def listed(words: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    named = ("、" if language() == "zh" else ", ").join(words[:NAMED])
    rest = len(words) - NAMED
    return named if rest <= 0 else _("%(named)s and %(rest)s more", named=named, rest=plain(rest))
