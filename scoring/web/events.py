"""Events of a competition: chosen from the library of rubrics, looked at, changed, opened, closed, opened again.

GET       /organise/library                 the rubrics to choose from, and what is wrong in faulty files
GET       /organise/library/<ref>           one rubric, to read and to print
GET, POST /organise/library/<ref>/use       make an event of it
GET, POST /organise/events/<slug>           what it lacks; its settings
GET       /organise/events/<slug>/rubric    its own rubric, frozen once it is open
GET, POST /organise/events/<slug>/open      asks, then opens; /close and /reopen likewise
"""

from typing import Any

from flask import Blueprint, abort, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.engine.explain import factor_of
from scoring.engine.figures import plain
from scoring.rubrics.reader import Reading
from scoring.rubrics.source import digest
from scoring.rubrics.values import Text
from scoring.store import read, record
from scoring.store.models import Event
from scoring.store.refusals import Refusal, refusal
from scoring.web import library as shelf
from scoring.web.access import needs
from scoring.web.forms import DraftEventForm, Form, NewEventForm, OpenEventForm, ReasonForm, choices
from scoring.web.language import language
from scoring.web.outcome import accepted, ask, done, event_of, needed, not_done, page, title_of
from scoring.web.readiness import steps
from scoring.web.rubric_words import Speaker, items_written, points_of, worth

blueprint = Blueprint("events", __name__)


@blueprint.get("/library")
@needs("organiser")
def library() -> str:
    """Every rubric with what an organiser chooses by."""
    found = shelf.books()
    return page(
        "library.html",
        competition=needed(),
        books=[(book, _speaker(book.reading)) for book in found if book.rubric],
        faulty=[book for book in found if not book.rubric],
        folder=current_app.config["INSTANCE"].rubrics,
        items_written=items_written,
        points_of=points_of,
    )


@blueprint.get("/library/<ref>")
@needs("organiser")
def preview(ref: str) -> str:
    """One rubric of the library."""
    return _rubric(_book(ref).reading, _book(ref).digest)


@blueprint.route("/library/<ref>/use", methods=["GET", "POST"])
@needs("organiser")
def use(ref: str) -> Any:
    """The form that makes an event of a rubric."""
    book, competition = _book(ref), needed()
    if book.rubric is None:
        abort(404)
    title: Text = book.rubric.title
    taken = {event.slug for one in read.competitions() for event in read.events(one.id)}
    form = NewEventForm(title=title.zh, title_en=title.en, slug=shelf.slug_of(ref, taken))
    form.round.choices = choices((each.id, each.title.say(language())) for each in book.rubric.rounds)
    earlier = [event for event in read.events(competition.id) if event.rubric_ref == ref]
    form.before.choices = choices([("", _("none, this is the first")), *((one.id, title_of(one)) for one in earlier)])
    if form.validate_on_submit():
        made = record.create_event(competition.id, rubric_ref=ref, rubric_text=book.text, **form.words())
        if accepted(made, form):
            return done(_("The event is made. Next: seats and contestants."), url_for(".overview", slug=made.slug))
    words = {"book": book, "speaker": _speaker(book.reading), "points": points_of(book.rubric)}
    return page("event_new.html", form=form, **words), 422 if form.errors else 200


@blueprint.route("/events/<slug>", methods=["GET", "POST"])
@needs("organiser")
def overview(slug: str) -> Any:
    """What the event lacks, where it is watched, and its settings."""
    event = event_of(slug)
    form = _settings_form(event)
    if form.validate_on_submit():
        changed = record.change_event(event.id, **form.words())
        if accepted(changed, form):
            return done(_("Saved."), url_for(".overview", slug=changed.slug))
    found = steps(event, list(read.people(event.competition_id)))
    words = {"event": event, "form": form, "steps": found, "tab": "overview"}
    return page("event.html", **words), 422 if form.errors else 200


@blueprint.get("/events/<slug>/rubric")
@needs("organiser")
def rubric(slug: str) -> str:
    """The rubric as the event has it: a later change of the file does not reach an open event."""
    event = event_of(slug)
    return _rubric(read.reading_of(event), event.rubric_digest or digest(event.rubric_text), event)


@blueprint.route("/events/<slug>/open", methods=["GET", "POST"])
@needs("organiser")
def open_event(slug: str) -> Any:
    """Ask with all that will be fixed; then open."""
    event = event_of(slug)
    back = url_for(".overview", slug=slug)
    if request.method == "POST":
        opened = record.open_event(event.id, g.by)
        if isinstance(opened, Refusal):
            return not_done(opened, back)
        return done(_("“%(title)s” is open. Judges can enter marks now.", title=title_of(opened)), back)
    reading = read.reading_of(event)
    found = steps(event, list(read.people(event.competition_id)))
    words = {
        "event": event,
        "steps": found,
        "reading": reading,
        "points": points_of(reading.rubric) if reading.rubric else "",
        "digest": digest(event.rubric_text),
        "contestants": len(read.contestants(event.id)),
        "must": [step for step in found if step.state == "must"],
        "tab": "overview",
    }
    return page("open.html", **words)


@blueprint.route("/events/<slug>/close", methods=["GET", "POST"])
@needs("organiser")
def close_event(slug: str) -> Any:
    """Ask; then no more marks, and the standings are final."""
    event = event_of(slug)
    back = url_for(".overview", slug=slug)
    if request.method == "POST":
        closed = record.close_event(event.id, g.by)
        if isinstance(closed, Refusal):
            return not_done(closed, back)
        return done(_("“%(title)s” is closed. Its standings are final.", title=title_of(closed)), back)
    view = read.chief_view(event, language())
    unsigned = view["of"] - view["done"]
    if unsigned and event.release == "signed":
        return not_done(refusal("unsigned", count=unsigned), back)
    lines = [
        _("No judge can enter or change anything any more."),
        _("The board says “final result” from now on."),
        ngettext(
            "%(signed)s of %(num)s contestant is signed.",
            "%(signed)s of %(num)s contestants are signed.",
            view["of"],
            signed=view["done"],
        ),
        _("Nothing is deleted. You can open the event again with a reason."),
    ]
    return ask(
        _("Close “%(title)s”?", title=title_of(event)), lines, _("Close the event"), back, danger=False, event=event
    )


@blueprint.route("/events/<slug>/reopen", methods=["GET", "POST"])
@needs("organiser")
def reopen_event(slug: str) -> Any:
    """Ask for the reason; then marks may come in again."""
    event = event_of(slug)
    form, back = ReasonForm(), url_for(".overview", slug=slug)
    if form.validate_on_submit():
        opened = record.reopen_event(event.id, form.reason.data or "", g.by)
        if accepted(opened, form):
            return done(_("“%(title)s” is open again.", title=title_of(opened)), back)
    lines = [
        _("The board says “provisional” again, and the standings may change."),
        _("Signed results stay signed; only the chief judge can reopen one."),
        _("The reason stays in the record with your name and the time."),
    ]
    title = _("Open “%(title)s” again?", title=title_of(event))
    return ask(title, lines, _("Open again"), back, form=form, danger=False, event=event), 422 if form.errors else 200


@blueprint.route("/events/<slug>/remove", methods=["GET", "POST"])
@needs("organiser")
def remove_event(slug: str) -> Any:
    """Ask; then a draft goes, with all that was prepared for it."""
    event = event_of(slug)
    back = url_for(".overview", slug=slug)
    title, many = title_of(event), len(read.contestants(event.id))
    if request.method == "POST":
        refused = record.remove_event(event.id)
        if refused:
            return not_done(refused, back)
        return done(_("“%(title)s” was removed.", title=title), url_for("organiser.home"))
    lines = [
        ngettext("Its list of %(num)s contestant goes with it.", "Its list of %(num)s contestants goes with it.", many),
        _("Its seats, heats and stations go too. People and their cards stay."),
        _("This cannot be undone."),
    ]
    return ask(_("Remove “%(title)s”?", title=title), lines, _("Remove the event"), back, danger=True, event=event)


def _settings_form(event: Event) -> Form:
    """Only what may still change; what was typed is kept when the form comes back."""
    if event.state != "draft":
        return OpenEventForm(obj=event)
    words = {name: getattr(event, name) for name in ("title", "title_en", "slug", "release", "naming", "totals")}
    return DraftEventForm(**words, stations=len(event.stations))


def _book(ref: str) -> shelf.Book:
    return shelf.book(ref) or abort(404)


def _speaker(reading: Reading) -> Speaker | None:
    return Speaker(reading.rubric, language()) if reading.rubric else None


def _rubric(reading: Reading, mark: str, event: Event | None = None) -> str:
    words = {"reading": reading, "rubric": reading.rubric, "speaker": _speaker(reading), "digest": mark, "event": event}
    names = {panel.id: panel.title.say(language()) for panel in reading.rubric.panels} if reading.rubric else {}
    figures = {"plain": plain, "worth": worth, "points_of": points_of, "factor_of": factor_of}
    return page("rubric.html", names=names, items_written=items_written, **figures, **words)
