"""Trainees beside the panel, item by item: what the chief talks over with who learns. No result is made of it.

GET /chief/<slug>/trainees?seat=KEY    one trainee's sheets; without a seat the first
"""

from flask import Blueprint, render_template, request

from scoring.store import read
from scoring.web.access import needs
from scoring.web.acts import event_of
from scoring.web.language import language
from scoring.web.outcome import own, title_of
from scoring.web.seat_words import trainee_of_panel

blueprint = Blueprint("trainees", __name__)


@blueprint.get("/<slug>/trainees")
@needs("chief", "organiser")
def table(slug: str) -> str:
    """One trainee's sheets with the panel's figures beside each item."""
    event = event_of(slug)
    found = read.trainees(event, language())
    for each in found:
        each["name"] = each["title"] or trainee_of_panel(each["panel_title"], each["key"])
    found.sort(key=lambda each: not each["begun"])  # whoever has something to talk over, first
    shown = next((each for each in found if each["key"] == request.args.get("seat")), found[0] if found else None)
    return render_template(
        "chief/trainees.html",
        event=event,
        title=title_of(event),
        trainees=found,
        shown=shown,
        competition=own(),
    )
