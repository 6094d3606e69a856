"""Bringing in what a tablet could not send: from its rescue file, or from the code on its screen.

GET  /rescue         the page; the code leads here too, with the entries after the # of its address
POST /rescue/marks   {"person", "marks": […]} as POST /judge/marks takes them, each with its `home`, the competition it
                     was made at; for organiser and chief
  → {"results": [{"uid", "ok"} | {"uid", "refusal", "kept"?}], "known": how many of the ok ones had arrived before}

An entry keeps its own uid, so that one which arrived after all is not entered twice. It stands as the judge's, by way
of the device that brought it in. What the judge's own tablet could no longer enter is held for the chief here too.
"""

from typing import cast

from flask import Blueprint, Response, current_app, g, jsonify, render_template, request
from flask_babel import gettext as _

from scoring.store import read, record
from scoring.store.record import NewMark
from scoring.store.refusals import Refusal
from scoring.web.access import at_home, needs
from scoring.web.errors import refused, say
from scoring.web.language import language
from scoring.web.marks import bar_of, fact_of, marks_of, results_of

blueprint = Blueprint("rescue", __name__, url_prefix="/rescue")

STAFF = ("organiser", "chief")


@blueprint.get("")
def page() -> str:
    """For everybody: whoever scans the code is told to sign in first, and loses nothing by it."""
    return render_template("rescue/page.html", may=g.person is not None and g.person.role in STAFF)


@blueprint.post("/marks")
@needs(*STAFF)
def marks() -> Response:
    """Take entries of one sheet as the judge's whose they are."""
    sent = request.get_json(silent=True)
    sent = sent if isinstance(sent, dict) else {}
    found = marks_of(sent)
    if isinstance(found, str):
        return say(422, "invalid", found)
    one = read.contestant(found[0]["contestant"])
    elsewhere = any(mark.get("home") != current_app.config["INSTANCE"].id for mark in found)
    if elsewhere or (one is not None and not at_home(one.event)):
        return say(409, "foreign", _("These entries belong to another competition; nothing was brought in."))
    who = sent.get("person")
    person = read.person_by_id(who) if isinstance(who, int) else None
    if person is None:
        return say(422, "invalid", "person")
    by, contestant, seat = record.By(person.id, g.device.id), found[0]["contestant"], found[0]["seat"]
    tablets = [read.tablet_of(journal, person.id, seat) for journal in {mark["journal"] for mark in found}]
    bar = next(filter(None, (bar_of(person.id, tablet, contestant, seat) for tablet in tablets)), "")
    facts, way = [fact_of(mark) for mark in found], record.Way(bar, carried=True)
    taken = record.take_marks(by, contestant, seat, facts, language(), way)
    if isinstance(taken, Refusal) and taken.code == "journal-forked":  # no tablet numbers them again; they count
        bare = [cast(NewMark, {**fact, "number": 0, "link": ""}) for fact in facts]
        taken = record.take_marks(by, contestant, seat, bare, language(), way)
    if isinstance(taken, Refusal):
        return refused(taken)
    return jsonify(results=results_of(found, taken), known=len(taken.known - set(taken.refusals)))
