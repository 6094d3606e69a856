"""The reconciliation certificate of an event, for organiser and chief, on screen and to print.

GET /results/<slug>/certificate    tablet by tablet: every entry made is here, once, unaltered; or which is not
"""

from flask import Blueprint, abort, render_template

from scoring.paper.certificate import certificate_sheet
from scoring.paper.words import word
from scoring.store import read
from scoring.web.access import needs
from scoring.web.language import language
from scoring.web.results import STAFF, occasion_of

blueprint = Blueprint("certificate", __name__, url_prefix="/results")


@blueprint.get("/<slug>/certificate")
@needs(*STAFF)
def page(slug: str) -> str:
    """Counted anew at every look."""
    event = read.event_by_slug(slug)
    if event is None or event.state == "draft":
        abort(404)
    return render_template(
        "results/certificate.html",
        event=event,
        occasion=occasion_of(event, ""),
        page=certificate_sheet(read.certificate(event), language()),
        signers=[word(key, language()) for key in ("chief", "supervisor", "tally")],
        say=lambda key, *values: word(key, language(), *values),
        competition=event.competition,
    )
