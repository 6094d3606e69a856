"""People of a competition, their passes and devices, and the cards to print.

GET, POST /organise/people                the list; POST makes a person; `?edit=ID` opens one beside the list
POST      /organise/people/<id>           changes name, role, language
GET, POST /organise/people/<id>/renew     asks, then a new link and PIN: the old card stops working
GET, POST /organise/people/<id>/retire    asks, then the person leaves
GET, POST /organise/devices/<id>/revoke   asks, then the device must sign in again
GET       /organise/cards                 cards to print; `?event=SLUG`, `?person=ID` (repeatable) choose whose
"""

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from scoring.store import read, record
from scoring.store.models import Device, Person
from scoring.store.refusals import Refusal
from scoring.web import addresses
from scoring.web.access import needs
from scoring.web.forms import ROLES, PersonForm
from scoring.web.hours import moment
from scoring.web.outcome import accepted, ask, chosen, done, needed, not_done, page, seat_name, title_of

blueprint = Blueprint("people", __name__)

ORDER = ("chief", "floor", "judge", "organiser")


@blueprint.get("/people")
@needs("organiser")
def table() -> Any:
    """Everybody with a task."""
    edit = request.args.get("edit", type=int)
    if edit is None:
        return _table(PersonForm(formdata=None, role=request.args.get("role", "judge")))
    one = _one(edit)
    return _table(PersonForm(formdata=None, obj=one), one)


@blueprint.post("/people")
@needs("organiser")
def add() -> Any:
    """A new person; their card can be printed at once."""
    form = PersonForm()
    if form.validate_on_submit():
        made = record.create_person(needed().id, form.name.data or "", form.role.data)
        if accepted(made, form):
            if form.language.data:
                record.change_person(made.id, language=form.language.data)
            told = _("%(name)s is added. The card can be printed now.", name=form.name.data)
            return done(told, url_for(".table"))
    return _table(form), 422


@blueprint.post("/people/<int:person_id>")
@needs("organiser")
def change(person_id: int) -> Any:
    """Another name, role or language; the card stays good."""
    one = _one(person_id)
    form = PersonForm()
    if form.validate_on_submit():
        new = {name: value for name, value in form.words().items() if value != getattr(one, name)}
        if accepted(record.change_person(one.id, **new) if new else one, form):
            return done(_("%(number)s is saved.", number=form.name.data), url_for(".table"))
    return _table(form, one), 422


@blueprint.route("/people/<int:person_id>/renew", methods=["GET", "POST"])
@needs("organiser")
def renew(person_id: int) -> Any:
    """Ask, then a new pass."""
    one, back = _one(person_id), url_for(".table")
    if request.method == "POST":
        renewed = record.renew_pass(one.id)
        if isinstance(renewed, Refusal):
            return not_done(renewed, back)
        return done(_("%(name)s has a new link and PIN. Print the new card.", name=renewed.name), back)
    lines = [
        _("The card in their hands stops working: link, code and PIN."),
        _("Every device they are signed in on is signed out at once."),
        _("Marks they entered stay. Marks a tablet has not sent yet are sent after signing in again."),
    ]
    return ask(_("New pass for %(name)s?", name=one.name), lines, _("Make a new pass"), back)


@blueprint.route("/people/<int:person_id>/retire", methods=["GET", "POST"])
@needs("organiser")
def retire(person_id: int) -> Any:
    """Ask, then the person leaves."""
    one, back = _one(person_id), url_for(".table")
    if request.method == "POST":
        gone = record.retire_person(one.id)
        return not_done(gone, back) if isinstance(gone, Refusal) else done(_("%(name)s has left.", name=one.name), back)
    lines = [
        _("Card and devices stop working at once."),
        _("Everything they entered and signed stays, with their name."),
    ]
    if one.seats:
        seats = ", ".join(seat_name(seat) for seat in one.seats)
        lines.insert(1, _("These seats become free: %(seats)s.", seats=seats))
    return ask(_("Does %(name)s leave?", name=one.name), lines, _("The person leaves"), back)


@blueprint.route("/devices/<int:device_id>/revoke", methods=["GET", "POST"])
@needs("organiser")
def revoke(device_id: int) -> Any:
    """Ask, then sign the device out."""
    device = _device(device_id)
    back = url_for(".table", edit=device.person_id)
    if request.method == "POST":
        gone = record.revoke_device(device.id)
        return not_done(gone, back) if isinstance(gone, Refusal) else done(_("The device is signed out."), back)
    lines = [
        _("It must sign in again with the card or the PIN of %(name)s.", name=device.person.name),
        _("Marks it has not sent yet stay on it and are sent then."),
    ]
    return ask(_("Sign this device out?"), lines, _("Sign the device out"), back)


@blueprint.get("/cards")
@needs("organiser")
def cards() -> Any:
    """Cards on A4, several a page, to cut."""
    competition = needed()
    everybody = _sorted(read.people(competition.id))
    slug = request.args.get("event", "")
    wanted = {int(number) for number in request.args.getlist("person") if number.isdecimal()}
    shown = [
        person
        for person in everybody
        if (not wanted or person.id in wanted) and (not slug or any(seat.event.slug == slug for seat in person.seats))
    ]
    base = addresses.base()
    drawn = [(person, f"{base}/join/{person.link}", _seats(person)) for person in shown]
    codes = {person.id: addresses.square_code(link) for person, link, _seats in drawn} if base else {}
    return page(
        "cards.html",
        cards=drawn,
        codes=codes,
        events=read.events(competition.id),
        slug=slug,
        base=base,
        one=bool(wanted),
        roles=ROLES,
    )


def _table(form: PersonForm, one: Person | None = None) -> Any:
    competition = chosen() or abort(404)
    everybody = _sorted(read.people(competition.id))
    devices: dict[int, list[Device]] = {}
    for device in read.devices(competition.id):
        devices.setdefault(device.person_id, []).append(device)
    words = {"form": form, "one": one, "everybody": everybody, "devices": devices, "roles": ROLES, "moment": moment}
    return page("people.html", seats_of=_seats, **words)


def _sorted(people: Any) -> list[Person]:
    """By role, then as they were entered."""
    return sorted(people, key=lambda person: (ORDER.index(person.role), person.id))


def _seats(person: Person) -> list[tuple[str, str]]:
    """Event and seat, for every place the person has."""
    return [(title_of(seat.event), seat_name(seat)) for seat in person.seats]


def _one(person_id: int) -> Person:
    """An active person of this competition."""
    return next((one for one in read.people(needed().id) if one.id == person_id), None) or abort(404)


def _device(device_id: int) -> Device:
    return next((one for one in read.devices(needed().id) if one.id == device_id), None) or abort(404)
