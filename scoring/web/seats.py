"""Who sits on the panels of an event: seats made, named, given to people, taken away.

GET, POST /organise/events/<slug>/seats               the table; POST saves all titles and people at once
POST      /organise/events/<slug>/seats/add           one more seat on a panel
POST      /organise/events/<slug>/seats/sitter        a new judge who takes a seat at once
GET, POST /organise/events/<slug>/seats/<id>/remove   asks, then removes a seat without marks
"""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from scoring.rubrics.language import Rubric
from scoring.store import read, record
from scoring.store.models import Event, Person, Seat
from scoring.store.refusals import Refusal
from scoring.web import tablet_check
from scoring.web.access import needs
from scoring.web.forms import LONGEST_NAME, SeatForm, SitterForm, choices
from scoring.web.hours import moment
from scoring.web.language import language
from scoring.web.outcome import accepted, ask, done, event_of, not_done, page, seat_name
from scoring.web.rubric_words import Speaker

blueprint = Blueprint("seats", __name__, url_prefix="/events/<slug>/seats")


@blueprint.get("")
@needs("organiser")
def table(slug: str) -> Any:
    """Every seat by panel, with whom it has."""
    return _table(event_of(slug))


@blueprint.post("")
@needs("organiser")
def save(slug: str) -> Any:
    """Write what was changed; a refused seat keeps what was typed and says why, the others are saved."""
    event = event_of(slug)
    judges = {person.id for person in _judges(event)}
    problems: dict[int, str] = {}
    saved = 0
    for seat in list(event.seats):
        wanted = _wanted(seat, judges)
        if isinstance(wanted, str):
            problems[seat.id] = wanted
        elif wanted:
            outcome = record.change_seat(seat.id, **wanted)
            saved += not isinstance(outcome, Refusal)
            if isinstance(outcome, Refusal):
                problems[seat.id] = outcome.say(language())
    if problems:
        return _table(event_of(slug), problems=problems, typed=request.form), 422
    return done(_("Saved.") if saved else _("Nothing was changed."), url_for(".table", slug=slug))


@blueprint.post("/add")
@needs("organiser")
def add(slug: str) -> Any:
    """One more seat."""
    event = event_of(slug)
    form = SeatForm()
    form.panel.choices = choices(_panels(event))
    if form.validate_on_submit():
        made = record.create_seat(event.id, form.panel.data, form.title.data or "", bool(form.trainee.data))
        if accepted(made, form):
            return done(_("Seat %(key)s is there now.", key=seat_name(made)), url_for(".table", slug=slug))
    return _table(event, seat_form=form), 422


@blueprint.post("/sitter")
@needs("organiser")
def sitter(slug: str) -> Any:
    """Make a judge and give them the seat."""
    event = event_of(slug)
    form = SitterForm()
    form.seat.choices = choices(_choices(event))
    if not form.validate_on_submit():
        return _table(event, sitter_form=form), 422
    person = record.create_person(event.competition_id, form.name.data or "", "judge")
    if not accepted(person, form):
        return _table(event, sitter_form=form), 422
    seat = record.change_seat(form.seat.data, person_id=person.id)
    if isinstance(seat, Refusal):
        return not_done(seat, url_for(".table", slug=slug))
    told = _("%(name)s sits on %(seat)s.", name=form.name.data, seat=seat_name(seat))
    return done(told, url_for(".table", slug=slug))


@blueprint.route("/<int:seat_id>/remove", methods=["GET", "POST"])
@needs("organiser")
def remove(slug: str, seat_id: int) -> Any:
    """Ask, then take the seat away."""
    event = event_of(slug)
    seat = next((seat for seat in event.seats if seat.id == seat_id), None) or abort(404)
    back = url_for(".table", slug=slug)
    name = seat_name(seat)
    if request.method == "POST":
        refusal = record.remove_seat(seat.id)
        return not_done(refusal, back) if refusal else done(_("%(seat)s is removed.", seat=name), back)
    lines = [_("A seat with marks cannot be removed; this is checked first.")]
    if seat.person:
        lines.insert(0, _("%(name)s stays in the list of people, without this seat.", name=seat.person.name))
    return ask(_("Remove %(seat)s?", seat=name), lines, _("Remove the seat"), back, event=event)


def _wanted(seat: Seat, judges: set[int]) -> dict[str, Any] | str:
    """What the form changes about a seat; a sentence when it cannot be."""
    if f"title-{seat.id}" not in request.form:
        return {}  # made after the page was drawn
    title = request.form[f"title-{seat.id}"].strip()
    chosen = request.form.get(f"person-{seat.id}", "")
    person_id = int(chosen) if chosen.isdecimal() else None
    if len(title) > LONGEST_NAME:
        return _("At most %(most)s characters.", most=LONGEST_NAME)
    if person_id is not None and person_id not in judges and person_id != seat.person_id:
        return _("This person is no longer in the list.")
    wanted = {"title": title, "person_id": person_id, "trainee": f"trainee-{seat.id}" in request.form}
    return {name: value for name, value in wanted.items() if value != getattr(seat, name)}


def _table(event: Event, problems: Any = None, typed: Any = None, **forms: Any) -> Any:
    reading = read.reading_of(event)
    if reading.rubric is None:
        flash(_("The rubric has problems and cannot be used."), "wrong")
        return redirect(url_for("organiser.events.rubric", slug=event.slug))
    seat_form = forms.get("seat_form") or SeatForm(formdata=None)
    seat_form.panel.choices = choices(_panels(event))
    sitter_form = forms.get("sitter_form") or SitterForm(formdata=None)
    sitter_form.seat.choices = choices(_choices(event))
    return page(
        "seats.html",
        event=event,
        tab="seats",
        groups=_groups(event, reading.rubric),
        judges=_judges(event),
        seat_name=seat_name,
        problems=problems or {},
        typed=typed or {},
        paired=read.paired_devices(event.id),
        found_on=tablet_check.found_on,
        worries=tablet_check.worries,
        moment=moment,
        seat_form=seat_form,
        sitter_form=sitter_form,
    )


def _groups(event: Event, rubric: Rubric) -> list[dict[str, Any]]:
    """The panels of the rubric with what they mark and their seats."""
    speaker = Speaker(rubric, language())
    return [
        {
            "id": panel.id,
            "title": speaker.say(panel.title),
            "rule": speaker.panel(panel),
            "items": len(rubric.items_of(panel.id)),
            "seats": [seat for seat in event.seats if seat.panel == panel.id],
        }
        for panel in rubric.panels
    ]


def _panels(event: Event) -> list[tuple[str, str]]:
    rubric = read.reading_of(event).rubric
    return [(panel.id, panel.title.say(language())) for panel in rubric.panels] if rubric else []


def _judges(event: Event) -> list[Person]:
    return [person for person in read.people(event.competition_id) if person.role in ("judge", "chief")]


def _choices(event: Event) -> list[tuple[int, str]]:
    """The seats nobody has, first; then those that would change hands."""
    free = [(seat.id, seat_name(seat)) for seat in event.seats if seat.person_id is None]
    taken = [
        (seat.id, _("%(seat)s (now %(name)s)", seat=seat_name(seat), name=seat.person.name))
        for seat in event.seats
        if seat.person
    ]
    return free + taken
