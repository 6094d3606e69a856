"""The organiser's doors “prepare” and “settings”: competitions, addresses, backup. Other pages are nested in it.

GET  /organise                          the competition with its events and what they lack; the first run
GET, POST /organise/competitions/new    one more competition
GET, POST /organise/settings            texts of the competition
POST /organise/competitions/<id>/choose work on another competition
POST /organise/address                  which address stands on the cards
POST /organise/backup                   a copy of the database, to keep

Nested: events.py (/organise/library, /organise/events); below one rubric of the library lab.py, lab_files.py,
lab_preview.py, try_out.py, simulation_pages.py, below all of them compare_pages.py, scheme_pages.py; below one event
seats.py, entries.py, heats.py, outside.py; people.py (/organise/people, /organise/cards);
seat_cards.py (/organise/seat-cards).
"""

import tempfile
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, request, send_file, session, url_for
from flask_babel import format_date
from flask_babel import gettext as _

from scoring.store import read, record
from scoring.store.backup import BackupProblem, back_up
from scoring.store.models import Competition
from scoring.web import (
    addresses,
    compare_pages,
    entries,
    events,
    heats,
    lab,
    lab_files,
    lab_preview,
    outside,
    people,
    scheme_pages,
    seat_cards,
    seats,
    simulation_pages,
    try_out,
)
from scoring.web.access import needs
from scoring.web.forms import AddressForm, AskForm, CompetitionForm, choices
from scoring.web.language import language
from scoring.web.outcome import CHOSEN, accepted, chosen, done, needed, page, state_word, title_of
from scoring.web.readiness import lacking, steps

blueprint = Blueprint("organiser", __name__, url_prefix="/organise")
for room in (events, lab, lab_files, lab_preview, seats, entries, heats, outside, people, seat_cards):
    blueprint.register_blueprint(room.blueprint)
for trial in (try_out, compare_pages, simulation_pages, scheme_pages):
    blueprint.register_blueprint(trial.blueprint)


@blueprint.context_processor
def words() -> dict[str, Any]:
    """What every page of the organiser may say."""
    return {
        "title_of": title_of,
        "state_word": state_word,
        "day_of": day_of,
        "loopback": addresses.over_loopback(),
        "lan": addresses.base(),
        "ask_form": AskForm(),
    }


@blueprint.get("")
@needs("organiser")
def home() -> Any:
    """The competition that is being prepared; before there is any, the form that makes the first."""
    competition = chosen()
    if competition is None:
        return page("first.html", form=CompetitionForm(), competition=None)
    everybody = list(read.people(competition.id))
    lists = [(event, steps(event, everybody)) for event in read.events(competition.id)]
    tally = Counter(person.role for person in everybody)
    waiting = sum(row["state"] == "waiting" for row in read.keyed_sheets(competition.id))
    words = {"tally": tally, "people": everybody, "competition": competition, "keyed_waiting": waiting}
    return page("home.html", lists=lists, lacking=lacking, **words)


@blueprint.route("/competitions/new", methods=["GET", "POST"])
@needs("organiser")
def new_competition() -> Any:
    """Make a competition; it becomes the one that is worked on."""
    form = CompetitionForm()
    if form.validate_on_submit():
        made = record.create_competition(**form.words())
        if accepted(made, form):
            session[CHOSEN] = made.id
            return done(_("“%(title)s” is made. Add the first event now.", title=made.title), url_for(".home"))
    return page("first.html", form=form), 422 if form.errors else 200


@blueprint.route("/settings", methods=["GET", "POST"])
@needs("organiser")
def settings() -> Any:
    """Texts of the competition; beside them addresses, the backup, other competitions."""
    competition = chosen()
    if competition is None:
        return redirect(url_for(".home"))
    form = CompetitionForm(obj=None if request.method == "POST" else _typed(competition))
    if form.validate_on_submit() and accepted(record.change_competition(competition.id, **form.words()), form):
        return done(_("Saved."), url_for(".settings"))
    return page("settings.html", form=form, **_surroundings(AddressForm())), 422 if form.errors else 200


@blueprint.post("/competitions/<int:competition_id>/choose")
@needs("organiser")
def choose(competition_id: int) -> Any:
    """Work on another competition; the public sees no difference."""
    competition = read.competition(competition_id) or abort(404)
    session[CHOSEN] = competition.id
    return done(_("You now work on “%(title)s”.", title=title_of(competition)), url_for(".home"))


@blueprint.post("/address")
@needs("organiser")
def address() -> Any:
    """Choose the address for cards and screens."""
    form = AddressForm()
    if form.validate_on_submit():
        wanted = form.other.data if form.address.data == "other" else form.address.data
        if wanted == form.other.data or wanted in addresses.lan_addresses():
            addresses.choose(wanted or "")
            return done(_("Cards and links now say %(address)s.", address=addresses.base()), url_for(".settings"))
        form.address.errors = [_("Choose one of the addresses.")]
    texts = CompetitionForm(formdata=None, obj=_typed(needed()))
    return page("settings.html", form=texts, **_surroundings(form)), 422


@blueprint.post("/backup")
@needs("organiser")
def backup() -> Any:
    """A sound copy of the database as it is now, while everything goes on."""
    now = datetime.now(UTC).astimezone().strftime("%Y-%m-%d-%H%M")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"scoring-{now}.zip"
        try:
            back_up(current_app.config["INSTANCE"].home, file)
        except BackupProblem as problem:
            flash(str(problem).split("\n")[language() == "en"], "wrong")
            return redirect(url_for(".settings"), 303)
        content = BytesIO(file.read_bytes())
    return send_file(content, "application/zip", as_attachment=True, download_name=file.name)


def _surroundings(form: AddressForm) -> dict[str, Any]:
    """What stands beside the form of the settings."""
    found = addresses.lan_addresses()
    form.address.choices = choices([*((ip, ip) for ip in found), ("other", _("Another address"))])
    if not form.is_submitted() or form.address.data is None:
        host = addresses.host()
        form.address.data = host if host in found else "other" if host else None
        form.other.data = "" if host in found else host
    return {"addresses": form, "others": [one for one in read.competitions() if one.id != needed().id]}


def _typed(competition: Competition) -> Any:
    """The competition as its form takes it: the day as a date."""
    day = date.fromisoformat(competition.day) if competition.day else None
    return SimpleNamespace(title=competition.title, title_en=competition.title_en, venue=competition.venue, day=day)


def day_of(day: str) -> str:
    """An ISO date as the page's language writes it."""
    return format_date(date.fromisoformat(day), "long") if day else ""
