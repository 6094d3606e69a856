"""Rubric files come, are copied, leave: copy of any rubric, an empty one, upload and download of YAML, removal.

GET, POST /organise/library/<ref>/copy    a name and titles, then an own file with the same rules
GET, POST /organise/library/new           a rubric with one row, to begin with
POST      /organise/library/upload        a YAML file, kept as it is, comments and all, problems too
GET       /organise/library/<ref>/file    the file
GET, POST /organise/library/<ref>/remove  asks; then the file is put away
"""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from scoring.rubrics.edit import put, value_at
from scoring.rubrics.reader import read_rubric
from scoring.rubrics.source import decode
from scoring.web import library as shelf
from scoring.web.access import needs
from scoring.web.forms import Form, Words, needed
from scoring.web.lab_fields import title
from scoring.web.language import language
from scoring.web.outcome import ask, chosen, done, title_of

blueprint = Blueprint("lab_files", __name__)

EMPTY = """# 评分标准 / rubric
rubric: {ref}
title: {{zh: 新的, en: New}}

panels:
  - {{id: judges, title: {{zh: 评委, en: Judges}}, combine: mean, seats: 3}}

sections:
  - id: "1"
    title: {{zh: 第一部分, en: First part}}
    panel: judges
    items:
      - id: "1.1"
        title: {{zh: 第一条, en: First item}}
        points: 10
        kind: judged
        step: 0.5
"""


class RubricForm(Form):
    """What a new own rubric is called."""

    title = Words(lazy_gettext("Title in Chinese"), [needed(lazy_gettext("Both titles are needed."))])
    title_en = Words(lazy_gettext("Title in English"), [needed(lazy_gettext("Both titles are needed."))])
    name = Words(lazy_gettext("Name of the file"), [needed()], most=64)


@blueprint.route("/library/<ref>/copy", methods=["GET", "POST"])
@needs("organiser")
def copy(ref: str) -> Any:
    """An own file with the rules of another."""
    book = shelf.book(ref) or abort(404)
    texts: Any = book.tree.get("title") if isinstance(book.tree, dict) else None
    texts = texts if isinstance(texts, dict) else {}
    form = RubricForm(title=_mine(texts.get("zh"), "（本赛）"), title_en=_mine(texts.get("en"), " (ours)"))
    return _make(form, book.text, shelf.free_name(ref), book)


@blueprint.route("/library/new", methods=["GET", "POST"])
@needs("organiser")
def new() -> Any:
    """A rubric to begin with: one panel, one row."""
    return _make(RubricForm(), EMPTY.format(ref="new@1"), "", None)


@blueprint.post("/library/upload")
@needs("organiser")
def upload() -> Answer:
    """Keep a file as it is; where its name is taken it becomes the next version."""
    sent = request.files.get("file")
    back = url_for("organiser.events.library")
    text, refused = _read(sent)
    if refused:
        flash(refused, "wrong")
        return redirect(back, 303)
    tree = value_at(text)
    named = tree.get("rubric", "") if isinstance(tree, dict) else ""
    stem = (sent.filename or "").rpartition("/")[2].rpartition(".")[0] if sent else ""
    ref = next((each for each in (str(named), stem, f"{stem}@1") if shelf.REF.fullmatch(each)), "my-rubric@1")
    known = shelf.book(ref)
    if known is not None and known.text == text:
        return done(_("This file is in the library already."), url_for("organiser.lab.change", ref=ref))
    if known is not None:
        flash(_("There is a %(ref)s already; your file is kept as the next version.", ref=ref), "done")
        ref = shelf.next_version(ref)
    if isinstance(tree, dict) and ref != named:
        text = shelf.called(text, ref)
    shelf.add(ref, text)
    count = len(read_rubric(text, f"{ref}.yaml").problems)
    said = ngettext(
        "%(ref)s is in the library. %(num)s problem has to be mended before an event can use it.",
        "%(ref)s is in the library. %(num)s problems have to be mended before an event can use it.",
        count,
        ref=ref,
    )
    return done(said if count else _("%(ref)s is in the library.", ref=ref), url_for("organiser.lab.change", ref=ref))


@blueprint.get("/library/<ref>/file")
@needs("organiser")
def file(ref: str) -> Response:
    """The file as it stands."""
    book = shelf.book(ref) or abort(404)
    answer = Response(book.text.encode(), mimetype="application/yaml")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{ref}.yaml")
    return answer


@blueprint.route("/library/<ref>/remove", methods=["GET", "POST"])
@needs("organiser")
def remove(ref: str) -> Any:
    """Ask; then the file leaves the library. It is put away, not destroyed."""
    book = shelf.book(ref) or abort(404)
    if not book.own:
        abort(404)
    if request.method == "POST":
        kept = shelf.remove(ref)
        sentence = _("%(ref)s has left the library. The file is kept as %(file)s.", ref=ref, file=kept)
        return done(sentence, url_for("organiser.events.library"))
    users = [*shelf.events_of(ref, opened=True), *shelf.events_of(ref, opened=False)]
    lines = [_("The file leaves the library; no new event can be made of it.")]
    if users:
        names = _(", ").join(title_of(event) for event in users)
        lines.append(_("Events made of it keep their own copy of the rules: %(names)s.", names=names))
    lines.append(_("It is put away in the folder of your rubrics, not destroyed."))
    name = title(book.tree) or ref
    back = url_for("organiser.lab.change", ref=ref)
    return ask(_("Remove “%(title)s”?", title=name), lines, _("Remove the rubric"), back, danger=True, head=ref)


def _make(form: RubricForm, text: str, proposed: str, book: shelf.Book | None) -> Any:
    """The form of a new own file, or the file."""
    if request.method == "GET":
        form.name.data = proposed
    if form.validate_on_submit():
        name = (form.name.data or "").strip().lower()
        ref = name if "@" in name else f"{name}@1"
        if shelf.REF.fullmatch(ref) is None:
            form.name.errors = [_("2 to 64 small letters, digits and hyphens, a letter first.")]
        elif shelf.book(ref) is not None:
            form.name.errors = [_("There is a %(ref)s already; choose another name.", ref=ref)]
        else:
            for tongue, words in (("zh", form.title.data), ("en", form.title_en.data)):
                text = put(text, ("title", tongue), words or "") if value_at(text) is not None else text
            shelf.add(ref, shelf.called(text, ref))
            return done(_("%(ref)s is yours to change.", ref=ref), url_for("organiser.lab.change", ref=ref))
    page: dict[str, Any] = {"form": form, "book": book, "source": title(book.tree) if book else ""}
    return render_template("lab/new.html", competition=chosen(), **page), 422 if form.errors else 200


def _mine(text: Any, behind: str) -> str:
    return f"{text}{behind}"[:80] if isinstance(text, str) else ""


def _read(sent: FileStorage | None) -> tuple[str, str]:
    """The text of an uploaded file, or why it cannot be taken."""
    if sent is None or not sent.filename:
        return "", _("Choose a file first.")
    content = sent.read()
    text, _faults = decode(content)
    if text.strip():
        return text, ""
    problem = read_rubric(content, "").problems[0]
    return "", f"{sent.filename}: {problem.zh if language() == 'zh' else problem.en}"
