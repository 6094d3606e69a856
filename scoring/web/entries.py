"""The contestants of an event: added one by one or by pasted lines, changed, removed.

GET, POST /organise/events/<slug>/contestants               the list; POST adds one; `?edit=ID` shows one beside it
POST      /organise/events/<slug>/contestants/through       enters those who came through from the round before
POST      /organise/events/<slug>/contestants/<id>          changes one, its heat and station too
GET, POST /organise/events/<slug>/contestants/<id>/remove   asks, then removes one without marks
POST      /organise/events/<slug>/contestants/practice      adds the practice contestant, or a new one in its place
GET, POST /organise/events/<slug>/contestants/paste         many lines: first looked at, then all entered or none
"""

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.store import read, record
from scoring.store.models import Contestant, Event
from scoring.store.refusals import Refusal
from scoring.web.access import needs
from scoring.web.forms import ContestantForm, PasteForm
from scoring.web.language import language
from scoring.web.outcome import accepted, ask, done, event_of, not_done, page
from scoring.web.pasted import Line, entries, row_of

blueprint = Blueprint("entries", __name__, url_prefix="/events/<slug>/contestants")


@blueprint.get("")
@needs("organiser")
def table(slug: str) -> Any:
    """Everybody who takes part; one of them beside the list when asked for."""
    event = event_of(slug)
    edit = request.args.get("edit", type=int)
    if edit is None:
        return _table(event, ContestantForm(formdata=None, number=_next_number(event)))
    return _table(event, _filled(_one(event, edit)), _one(event, edit))


@blueprint.post("/through")
@needs("organiser")
def take_over(slug: str) -> Any:
    """Enter those who came through from the round before, with their names, units and what they bring along."""
    event, back = event_of(slug), url_for(".table", slug=slug)
    through = read.through_to(event) or abort(404)
    here = {one.number for one in read.contestants(event.id)}
    rows = [
        {"number": one.number, "name": one.name, "unit_name": one.unit.name if one.unit else "", "group": one.group,
         "eligible": eligible, "carried": carried}
        for one, carried, eligible in through.entrants
        if one.number not in here
    ]  # fmt: skip
    problems = record.add_contestants(event.id, rows) if rows else []
    if problems:
        return not_done(problems[0].refusal, back)
    return done(ngettext("%(num)s contestant is entered.", "%(num)s contestants are entered.", len(rows)), back)


@blueprint.post("")
@needs("organiser")
def add(slug: str) -> Any:
    """One more contestant."""
    event = event_of(slug)
    form = ContestantForm()
    if form.validate_on_submit():
        made = record.add_contestant(event.id, **form.words())
        if accepted(made, form):
            return done(_("%(number)s is entered.", number=_who(made)), url_for(".table", slug=slug))
    return _table(event, form), 422


@blueprint.post("/practice")
@needs("organiser")
def practise(slug: str) -> Any:
    """A practice contestant with empty sheets; an earlier one is not seen any more."""
    event = event_of(slug)
    made, back = record.begin_practice(event.id), url_for(".table", slug=slug)
    if isinstance(made, Refusal):
        return not_done(made, back)
    told = _("The practice contestant is there, with empty sheets. It is the last card on every judge's tablet.")
    return done(told, back)


@blueprint.post("/<int:contestant_id>")
@needs("organiser")
def change(slug: str, contestant_id: int) -> Any:
    """Another number, name, unit or place."""
    event = event_of(slug)
    one = _one(event, contestant_id)
    form = ContestantForm()
    if form.validate_on_submit():
        before = _words(one)
        new = {name: value for name, value in form.words().items() if value != before[name]}
        new |= {name: form.words()[name] for name in ("heat_no", "station_no") if {"heat_no", "station_no"} & set(new)}
        changed = record.change_contestant(one.id, **new) if new else one
        if accepted(changed, form):
            return done(_("%(number)s is saved.", number=_who(changed)), url_for(".table", slug=slug))
    return _table(event, form, one), 422


@blueprint.route("/<int:contestant_id>/remove", methods=["GET", "POST"])
@needs("organiser")
def remove(slug: str, contestant_id: int) -> Any:
    """Ask, then remove."""
    event = event_of(slug)
    one = _one(event, contestant_id)
    who, back = _who(one), url_for(".table", slug=slug)
    if request.method == "POST":
        refusal = record.remove_contestant(one.id)
        return not_done(refusal, back) if refusal else done(_("%(number)s is removed.", number=who), back)
    lines = [
        _("Entry number, name, unit and place are gone; they can be entered again."),
        _("Who has marks already cannot be removed: the chief judge records “absent” instead."),
    ]
    return ask(_("Remove %(number)s?", number=who), lines, _("Remove the contestant"), back, event=event)


@blueprint.route("/paste", methods=["GET", "POST"])
@needs("organiser")
def paste(slug: str) -> Any:
    """Look at pasted lines; enter all of them when asked to and nothing is wrong."""
    event = event_of(slug)
    form = PasteForm()
    lines: list[Line] = []
    if form.validate_on_submit():
        lines = entries(form.lines.data or "", *_taken(event))
        if "apply" in request.form and lines and not any(line.problems for line in lines):
            loose = _apply(event, lines)
            if not loose and not any(line.problems for line in lines):
                many = ngettext("%(num)s contestant is entered.", "%(num)s contestants are entered.", len(lines))
                return done(many, url_for(".table", slug=slug))
            form.form_errors = loose
    wrong = sum(bool(line.problems) for line in lines)
    words = {"event": event, "tab": "contestants", "form": form, "lines": lines, "wrong": wrong}
    return page("paste.html", **words), 422 if form.errors or wrong else 200


def _apply(event: Event, lines: list[Line]) -> list[str]:
    """Enter all or none; what the store refuses is put at its line. Answers what belongs to no line."""
    loose = []
    for problem in record.add_contestants(event.id, [row_of(line) for line in lines]):
        if problem.row:
            lines[problem.row - 1].problems.append(problem.refusal.say(language()))
        else:
            loose.append(problem.refusal.say(language()))
    return loose


def _taken(event: Event) -> tuple[set[str], dict[tuple[int, int], str], int]:
    """Numbers and places that have somebody, and how many stations there are."""
    everybody = read.contestants(event.id)
    places = {(one.heat.number, one.station.number): one.number for one in everybody if one.heat and one.station}
    return {one.number for one in everybody}, places, max((one.number for one in event.stations), default=0)


def _table(event: Event, form: ContestantForm, one: Contestant | None = None) -> Any:
    everybody = list(read.contestants(event.id))
    units = sorted({person.unit.name for person in everybody if person.unit})
    words = {"event": event, "tab": "contestants", "form": form, "one": one, "everybody": everybody, "units": units}
    words["practising"] = read.practice_contestant(event.id) is not None
    return page("contestants.html", grouped=_grouped(event), through=read.through_to(event), **words)


def _one(event: Event, contestant_id: int) -> Contestant:
    found = read.contestant(contestant_id)
    if found is None or found.event_id != event.id or found.practice:
        abort(404)
    return found


def _words(one: Contestant) -> dict[str, Any]:
    """A contestant as the form's fields have it."""
    return {
        "number": one.number,
        "name": one.name,
        "unit_name": one.unit.name if one.unit else "",
        "heat_no": one.heat.number if one.heat else None,
        "station_no": one.station.number if one.station else None,
        "group": one.group,
        "eligible": one.eligible,
    }


def _filled(one: Contestant) -> ContestantForm:
    return ContestantForm(formdata=None, **_words(one), passed_over=not one.eligible)


def _grouped(event: Event) -> bool:
    """Whether the rubric compares or ranks by groups, so that contestants need one."""
    rubric = read.reading_of(event).rubric
    if rubric is None:
        return False
    scopes = {getattr(item, "scope", "") for item in rubric.items.values()}
    scopes |= {module.field.scope for module in rubric.parts if module.field} | {rubric.ranking.within}
    return "group" in scopes


def _who(one: Contestant) -> str:
    return f"{one.number} {one.name}".strip()


def _next_number(event: Event) -> str:
    """The number after the highest, with as many digits; "" where numbers are no numbers."""
    numbers = [one.number for one in read.contestants(event.id)]
    if not numbers:
        return "01"
    if not all(number.isdecimal() for number in numbers):
        return ""
    highest = max(numbers, key=int)
    return str(int(highest) + 1).zfill(len(highest))
