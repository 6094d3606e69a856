"""Cards of seats to print: whoever scans one pairs a tablet with the seat. Cards of people are in people.py.

GET       /organise/seat-cards                 cards to print; `?event=SLUG` chooses whose. Makes the codes that lack
GET, POST /organise/seat-cards/<id>/renew      asks, then a new code: the old card is dead, its tablets must join again
"""

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from scoring.store import read, record
from scoring.store.models import Seat
from scoring.store.refusals import Refusal
from scoring.web import addresses
from scoring.web.access import needs
from scoring.web.outcome import ask, done, needed, not_done, page, seat_name

blueprint = Blueprint("seat_cards", __name__)


@blueprint.get("/seat-cards")
@needs("organiser")
def cards() -> Any:
    """Cards on A4, several a page, to cut."""
    events = [event for event in read.events(needed().id) if event.state != "closed"]
    slug = request.args.get("event", "")
    seats = [seat for event in events if slug in ("", event.slug) for seat in event.seats]
    record.make_codes([seat.id for seat in seats if seat.code is None])
    base = addresses.base()
    links = {seat.id: f"{base}/seat/{seat.code}" for seat in seats}
    codes = {seat: addresses.square_code(link) for seat, link in links.items()} if base else {}
    words = {"seats": seats, "links": links, "codes": codes, "seat_name": seat_name}
    return page("seat_cards.html", events=events, slug=slug, base=base, **words)


@blueprint.route("/seat-cards/<int:seat_id>/renew", methods=["GET", "POST"])
@needs("organiser")
def renew(seat_id: int) -> Any:
    """Ask, then a new code."""
    seat = _seat(seat_id)
    back = url_for(".cards", event=seat.event.slug)
    name = seat_name(seat)
    if request.method == "POST":
        renewed = record.renew_code(seat_id)
        if isinstance(renewed, Refusal):
            return not_done(renewed, back)
        return done(_("%(seat)s has a new code. Print the new card.", seat=name), back)
    lines = [
        _("The card that is printed stops working."),
        _("Tablets that are paired with this seat are signed out at once; they join again with the new card."),
        _("Marks they entered stay. Marks a tablet has not sent yet are sent after signing in again."),
    ]
    return ask(_("New code for %(seat)s?", seat=name), lines, _("Make a new code"), back, event=seat.event)


def _seat(seat_id: int) -> Seat:
    """A seat of this competition."""
    seat = read.seat_by_id(seat_id)
    if seat is None or seat.event.competition_id != needed().id:
        abort(404)
    return seat
