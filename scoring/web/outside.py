"""Values that no judge enters: theory marks, sales figures. A table to type into, and a box to paste into it.

GET, POST /organise/events/<slug>/outside         the table; POST saves all changed values or none
POST      /organise/events/<slug>/outside/paste   lines of number and values fill the table; nothing is saved yet
"""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.rubrics.contest import Entered
from scoring.rubrics.kinds import Item
from scoring.store import read, record
from scoring.store.models import Contestant, Event
from scoring.web.access import needs
from scoring.web.forms import PasteForm
from scoring.web.language import language
from scoring.web.outcome import done, event_of, page
from scoring.web.pasted import Line, lines_of
from scoring.web.rubric_words import Speaker

blueprint = Blueprint("outside", __name__, url_prefix="/events/<slug>/outside")

Cell = tuple[str, str]  # entry number, item


@blueprint.get("")
@needs("organiser")
def table(slug: str) -> Any:
    """Everybody with the values known so far."""
    return _table(event_of(slug))


@blueprint.post("")
@needs("organiser")
def save(slug: str) -> Any:
    """All changed values or none. The page's random word makes a repeated sending harmless."""
    event = event_of(slug)
    known, typed = _known(event), _typed(event)
    page_word = request.form.get("uid", "")[:32] or secrets.token_hex(8)
    changed = {cell: value for cell, value in typed.items() if value != known.get(cell, "")}
    numbers = {one.number: one.id for one in read.contestants(event.id)}
    rows = [
        {"uid": f"out-{page_word}-{numbers[number]}-{item}", "contestant": number, "item": item, "value": value}
        for (number, item), value in changed.items()
    ]
    if not rows:
        return done(_("Nothing was changed."), url_for(".table", slug=slug))
    wrong: dict[Cell, str] = {}
    loose = []
    for problem in record.record_outsides(g.by, event.id, rows):
        sentence = problem.refusal.say(language())
        if problem.row:
            row = rows[problem.row - 1]
            wrong[row["contestant"], row["item"]] = sentence
        else:
            loose.append(sentence)
    if wrong or loose:
        return _table(event, typed=typed, wrong=wrong, loose=loose), 422
    return done(
        ngettext("%(num)s value is saved.", "%(num)s values are saved.", len(rows)), url_for(".table", slug=slug)
    )


@blueprint.post("/paste")
@needs("organiser")
def paste(slug: str) -> Any:
    """Put pasted values into the table, to be looked at and saved."""
    event = event_of(slug)
    form = PasteForm()
    if not form.validate_on_submit():
        return _table(event, form=form), 422
    typed = _known(event)
    lines = lines_of(form.lines.data or "")
    filled = _spread(event, lines, typed)
    wrong = [line for line in lines if line.problems]
    return _table(event, form=form, typed=typed, filled=filled, lines=wrong), 422 if wrong else 200


def _spread(event: Event, lines: Sequence[Line], typed: dict[Cell, str]) -> set[Cell]:
    """Write the lines into `typed`; answers which cells changed. What does not fit is said at its line."""
    items = _items(event)
    numbers = {one.number for one in read.contestants(event.id)}
    filled: set[Cell] = set()
    for line in lines:
        number = line.cell(0)
        if number not in numbers:
            line.problems.append(_("there is no contestant %(number)s", number=number))
        elif len(line.cells) - 1 > len(items):
            line.problems.append(ngettext("one value is expected", "at most %(num)s values are expected", len(items)))
        else:
            for item, value in zip(items, line.cells[1:], strict=False):
                if value and value != typed.get((number, item.id), ""):
                    typed[number, item.id] = value
                    filled.add((number, item.id))
    return filled


def _items(event: Event) -> list[Item | Entered]:
    """What is typed in here: items whose value comes from outside, and figures known of each contestant."""
    rubric = read.reading_of(event).rubric
    if rubric is None:
        return []
    return [*(item for item in rubric.items.values() if item.kind in ("outside", "ranked")), *rubric.values]


def _known(event: Event) -> dict[Cell, str]:
    """The values that count now."""
    facts = read.facts_of(event).values()
    return {(one.contestant, item): value for one in facts for item, value in one.outside.items()}


def _typed(event: Event) -> dict[Cell, str]:
    """What stands in the table's fields."""
    found = {}
    for one in read.contestants(event.id):
        for item in _items(event):
            name = f"v-{one.id}-{item.id}"
            if name in request.form:
                found[one.number, item.id] = request.form[name].strip()
    return found


def _table(event: Event, **words: Any) -> str:
    everybody: Sequence[Contestant] = read.contestants(event.id)
    rubric = read.reading_of(event).rubric
    words = {"typed": None, "wrong": {}, "loose": [], "filled": set(), "lines": [], "form": None} | words
    known = _known(event) if everybody else {}
    words["form"] = words["form"] or PasteForm(formdata=None)
    words["values"] = known if words["typed"] is None else words["typed"]
    items = _items(event)
    titles = ("、" if language() == "zh" else ", ").join(item.title.say(language()) for item in items)
    return page(
        "outside.html",
        event=event,
        tab="outside",
        everybody=sorted(everybody, key=lambda one: one.number),
        items=items,
        titles=titles,
        speaker=Speaker(rubric, language()) if rubric else None,
        named=lambda item: item.title if isinstance(item, Entered) or rubric is None else rubric.named(item),
        missing=sum((one.number, item.id) not in known for one in everybody for item in items),
        uid=secrets.token_hex(8),
        **words,
    )
