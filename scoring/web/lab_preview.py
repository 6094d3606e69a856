"""A rubric as its judges will see it: on the tablet, and on the paper sheet for the day the power goes.

GET /organise/library/<ref>/tablet   the form of one panel (`panel`), drawn with the judge's own macros; takes nothing
GET /organise/library/<ref>/paper    A4, one sheet a panel, blank, in both languages; `names=1` prints what is known
"""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from scoring.engine.figures import plain
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module, Section
from scoring.store import read
from scoring.web import drawing
from scoring.web import library as shelf
from scoring.web.access import needs
from scoring.web.language import language
from scoring.web.outcome import chosen
from scoring.web.rubric_words import Speaker, points_of, worth

blueprint = Blueprint("lab_preview", __name__)

Sheet = list[tuple[Module, list[tuple[Section, list[Item]]]]]


@blueprint.get("/library/<ref>/tablet")
@needs("organiser")
def tablet(ref: str) -> Any:
    """What one panel gets to see; nothing can be entered."""
    book = shelf.book(ref) or abort(404)
    rubric = book.rubric
    if rubric is None:
        return _draft(ref)
    panels = [panel for panel in rubric.panels if rubric.items_of(panel.id)]
    wanted = request.args.get("panel", "")
    panel = next((each for each in panels if each.id == wanted), panels[0] if panels else None)
    sections = [part for _module, parts in sheet(rubric, panel.id) for part in parts] if panel else []
    full = plain(sum((item.points for _section, items in sections for item in items), start=Decimal(0)))
    words = {"book": book, "ref": ref, "rubric": rubric, "panels": panels, "panel": panel, "parts": sections}
    return render_template("lab/tablet.html", full=full, drawing=drawing, **words, prices=_prices)


@blueprint.get("/library/<ref>/paper")
@needs("organiser")
def paper(ref: str) -> Any:
    """Blank sheets to print: one a panel, and one for clock and penalties."""
    book = shelf.book(ref) or abort(404)
    rubric = book.rubric
    if rubric is None:
        return _draft(ref)
    sheets = [(panel, sheet(rubric, panel.id)) for panel in rubric.panels if rubric.items_of(panel.id)]
    words = {"book": book, "ref": ref, "rubric": rubric, "sheets": sheets, "competition": chosen(), "worth": worth}
    speakers = (Speaker(rubric, language()), Speaker(rubric, "en" if language() == "zh" else "zh"))
    return render_template("lab/paper.html", speaker=speakers[0], other=speakers[1], points=points_of(rubric), **words)


def sheet(rubric: Rubric, panel: str) -> Sheet:
    """What a panel marks: its items by module and section."""
    found: Sheet = []
    for module in rubric.parts:
        own = [
            (section, [item for item in section.items if rubric.panel_of(section, item) == panel])
            for section in module.sections
        ]
        found.append((module, [(section, items) for section, items in own if items]))
    return [(module, parts) for module, parts in found if parts]


def _prices(item: Item) -> Any:
    """What each tap would cost, as the judge's sheet shows it."""
    return read.prices(item, language())


def _draft(ref: str) -> Answer:
    """A draft with problems has no preview yet."""
    flash(_("The preview comes when the last problem is mended."), "wrong")
    return redirect(url_for("organiser.lab.change", ref=ref), 303)
