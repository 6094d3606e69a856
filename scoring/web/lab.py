"""The rubric lab's workbench: an own rubric changed by form or as text, checked while one types, never half saved.

GET, POST /organise/library/<ref>/edit   the form of one part (`at`); POST saves all that was typed, then does `act`
GET, POST /organise/library/<ref>/text   the file itself
POST      /organise/library/<ref>/check  what would be wrong: {"fields", "parts", "html"}; nothing is saved
POST      /organise/library/<ref>/undo   the text before the last change; once more brings the change again
POST      /organise/library/<ref>/renew  an event in preparation takes the text as it is now

A file may be saved with problems; it makes no event before the last of them is mended. Shipped files are copied first.
"""

from collections import defaultdict
from typing import Any

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from scoring.rubrics.edit import NotThere, value_at
from scoring.rubrics.problems import Path
from scoring.rubrics.reader import Reading, read_rubric
from scoring.store import record
from scoring.store.refusals import Refusal
from scoring.web import lab_parts as parts
from scoring.web import library as shelf
from scoring.web.access import needs
from scoring.web.lab_acts import act
from scoring.web.lab_fields import Box, panels, title
from scoring.web.lab_typed import box_of, edited, leaves, spoken, wrong
from scoring.web.language import language
from scoring.web.outcome import chosen, done, event_of, not_done, title_of

blueprint = Blueprint("lab", __name__)


@blueprint.app_context_processor
def pages() -> dict[str, Any]:
    """Which pages there are, for the rooms of a rubric, and whose it is."""
    return {"endpoints": current_app.view_functions, "is_own": _is_own}


@blueprint.route("/library/<ref>/edit", methods=["GET", "POST"])
@needs("organiser")
def change(ref: str) -> Any:
    """One part of the rubric beside the outline of all."""
    book = own(ref)
    if isinstance(book, Answer):
        return book
    at = request.values.get("at") or parts.ABOUT
    if not book.tree:
        return redirect(url_for(".text", ref=ref))
    if request.method == "GET":
        return _workbench(book, book.text, at)
    try:
        text, onward = act(_typed(book.text, at), book.tree, request.form.get("act", ""), at)
        kept = shelf.save(ref, text, request.form.get("digest", ""))
    except shelf.Stale as stale:
        return _workbench(stale.book, _typed_over(stale.book, at), at, stale=True), 409
    except (NotThere, LookupError):
        flash(_("That row is no longer there; somebody else may have removed it."), "wrong")
        return redirect(url_for(".change", ref=ref), 303)
    return _saved(ref, kept, url_for(".change", ref=kept, at=onward))


@blueprint.route("/library/<ref>/text", methods=["GET", "POST"])
@needs("organiser")
def text(ref: str) -> Any:
    """The file as text, for what no form has, and for writing that no form can show."""
    book = own(ref)
    if isinstance(book, Answer):
        return book
    typed = request.form.get("text", "").replace("\r\n", "\n") if request.method == "POST" else book.text
    if request.method == "POST":
        try:
            kept = shelf.save(ref, typed, request.form.get("digest", ""))
        except shelf.Stale as stale:
            return _text(stale.book, typed, stale=True), 409
        return _saved(ref, kept, url_for(".text", ref=kept))
    return _text(book, typed)


@blueprint.post("/library/<ref>/check")
@needs("organiser")
def check(ref: str) -> Any:
    """What would be wrong with the text as it is typed at the moment."""
    book = own(ref)
    if isinstance(book, Answer):
        abort(404)
    at = request.form.get("at") or parts.ABOUT
    whole = "text" in request.form
    try:
        typed = request.form["text"].replace("\r\n", "\n") if whole else _typed(book.text, at)
    except NotThere:
        abort(404)
    reading = read_rubric(typed, f"{ref}.yaml")
    found = _findings(typed, reading, at)
    html = render_template("lab/_check.html", ref=ref, lines=_lines(reading) if whole else (), **found)
    return jsonify(html=html, fields=found["told"], parts={part.at: part.wrong for part in found["outline"]})


@blueprint.post("/library/<ref>/undo")
@needs("organiser")
def undo(ref: str) -> Answer:
    """Back to the text before the last change."""
    at = request.form.get("at") or parts.ABOUT
    if not shelf.undo(ref):
        flash(_("There is nothing to undo."), "wrong")
        return redirect(url_for(".change", ref=ref, at=at), 303)
    book = shelf.book(ref) or abort(404)
    there = parts.value_at(book.tree, parts.path_at(at)) is not None or at in (*parts.FIELDS_OF, "clock")
    sentence = _("The last change was taken back. “Undo” once more brings it again.")
    return done(sentence, url_for(".change", ref=ref, at=at if there else parts.ABOUT))


@blueprint.post("/library/<ref>/renew/<slug>")
@needs("organiser")
def renew(ref: str, slug: str) -> Answer:
    """An event in preparation takes the rubric as it is now."""
    book, event = shelf.book(ref) or abort(404), event_of(slug)
    changed = record.change_event(event.id, rubric_ref=ref, rubric_text=book.text)
    back = url_for(".change", ref=ref)
    if isinstance(changed, Refusal):
        return not_done(changed, back)
    return done(_("“%(title)s” now has the rubric as it stands here.", title=title_of(event)), back)


def own(ref: str) -> shelf.Book | Answer:
    """An own file, or the way to a copy of a shipped one."""
    book = shelf.book(ref) or abort(404)
    if book.own:
        return book
    flash(_("Rubrics that come with the program stay as they are. Make a copy and change that."), "done")
    return redirect(url_for("organiser.lab_files.copy", ref=ref), 303)


def _is_own(ref: str) -> bool:
    book = shelf.book(ref)
    return book is not None and book.own


def _typed(text: str, at: str) -> str:
    """The text with what the form says about a part; NotThere when the file has no such part."""
    if at not in [part.at for part in parts.outline(value_at(text) or {})]:
        raise NotThere(at)
    return edited(text, _form(value_at(text) or {}, at), request.form)


def _typed_over(book: shelf.Book, at: str) -> str:
    """What was typed, on top of what somebody else has saved meanwhile; fields left alone stay as they saved them."""
    before = shelf.text_before(book.ref) or ""
    if shelf.digest(before) != request.form.get("digest"):
        return _typed(book.text, at)
    sent = request.form.copy()
    base = {box.name: box for box in leaves(_form(value_at(before) or {}, at))}
    for name, box in base.items():
        if spoken(box.value) == sent.get(name, "") or box.value == sent.get(name, ""):
            sent.poplist(name)
    return edited(book.text, _form(book.tree, at), sent)


def _form(tree: Any, at: str) -> tuple[Box, ...]:
    try:
        return parts.form_of(tree, at)
    except LookupError:
        abort(404)


def _saved(ref: str, kept: str, onward: str) -> Answer:
    """Say what was saved, and what is still wrong."""
    book = shelf.book(kept) or abort(404)
    count = len(book.reading.problems)
    if kept != ref:
        flash(
            _("An event runs on %(ref)s, so it stays as it is. The change is in %(kept)s.", ref=ref, kept=kept), "done"
        )
    if not count:
        return done(_("Saved."), onward)
    return done(
        ngettext(
            "Saved as a draft. %(num)s problem is left; until it is mended no event can use it.",
            "Saved as a draft. %(num)s problems are left; until they are mended no event can use it.",
            count,
        ),
        onward,
    )


def _findings(text: str, reading: Reading, at: str) -> dict[str, Any]:
    """What is wrong: by field of this part, by part, and all of it with the way there."""
    tree = value_at(text) or {}
    boxes = _form(tree, at) if tree and parts.value_at(tree, parts.path_at(at)) is not None else ()
    problems, warnings = wrong(text, reading.problems), wrong(text, reading.warnings)
    outline = parts.outline(tree, problems)
    told: dict[str, list[str]] = defaultdict(list)
    for path, said in problems:
        box = box_of(path, boxes)
        if box is not None and parts.owner_of(path, outline) == at:
            told[box.name].append(said)
    names = {part.at: part for part in outline}

    def line(path: Path, said: str) -> tuple[str, str, parts.Part]:
        where = parts.owner_of(path, outline)
        return where, said, names[where]

    return {
        "outline": outline,
        "told": dict(told),
        "problems": [line(*one) for one in problems],
        "warnings": [line(*one) for one in warnings],
    }


def _workbench(book: shelf.Book, text: str, at: str, stale: bool = False) -> str:
    """The outline and one form; `text` may be what is typed but not saved."""
    tree = value_at(text) or {}
    reading = book.reading if text == book.text else read_rubric(text, f"{book.ref}.yaml")
    found = _findings(text, reading, at)
    here = next((part for part in found["outline"] if part.at == at), None) or abort(404)
    waiting = [event for event in shelf.events_of(book.ref, opened=False) if event.rubric_text != book.text]
    words = {
        "book": book,
        "ref": book.ref,
        "name": title(tree) or book.ref,
        "at": at,
        "here": here,
        "boxes": _form(tree, at),
        "rubric": reading.rubric,
        "names": dict(panels(tree)),
        "spoken": spoken,
        "stale": stale,
        "undoable": shelf.text_before(book.ref) is not None,
        "running": shelf.events_of(book.ref, opened=True),
        "waiting": waiting if book.rubric else [],
        "next": shelf.next_version(book.ref),
    }
    return render_template("lab/edit.html", competition=chosen(), **words, **found)


def _text(book: shelf.Book, typed: str, stale: bool = False) -> str:
    reading = read_rubric(typed, f"{book.ref}.yaml")
    found = _findings(typed, reading, parts.ABOUT)
    words = {"book": book, "ref": book.ref, "at": "text", "typed": typed, "stale": stale, "lines": _lines(reading)}
    return render_template("lab/text.html", competition=chosen(), **words, **found)


def _lines(reading: Reading) -> list[str]:
    """What is wrong, with the lines of the file."""
    return [problem.say(language()) for problem in reading.problems[:30]]
