"""A WorldSkills marking scheme (XLSX) becomes an own rubric of the library, or a list of what keeps it from being one.

GET, POST /organise/library/import
"""

import re
import unicodedata
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.paper.marking_scheme import Scheme, read_scheme
from scoring.web import library as shelf
from scoring.web.access import needs
from scoring.web.language import language
from scoring.web.outcome import chosen, done

blueprint = Blueprint("lab_scheme", __name__)

LONGEST_TITLE = 80
SHOWN = 40  # so many problems are listed


@blueprint.route("/library/import", methods=["GET", "POST"])
@needs("organiser")
def scheme() -> Any:
    """The form; a workbook without problems becomes a draft that is opened for changes."""
    title = request.form.get("title", "").strip()[:LONGEST_TITLE]
    sent = request.files.get("file")
    if request.method == "GET":
        return _page(title)
    if sent is None or not sent.filename:
        return _page(title, wrong=_("Choose a file first.")), 422
    stem = sent.filename.rpartition("/")[2].rpartition(".")[0]
    ref = _free(stem)
    title = title or unicodedata.normalize("NFC", stem)[:LONGEST_TITLE].strip() or ref.partition("@")[0]
    made = read_scheme(sent.read(), ref, title)
    if made.text is None:
        return _page(title, made=made, file=sent.filename), 422
    shelf.add(ref, made.text)
    said = ngettext(
        "%(ref)s is in the library with %(num)s row. Look it over and write the other language.",
        "%(ref)s is in the library with %(num)s rows. Look it over and write the other language.",
        made.aspects,
        ref=ref,
    )
    remarks = "".join(f" {remark.say(language())}" for remark in made.remarks[:3])
    return done(said + remarks, url_for("organiser.lab.change", ref=ref))


def _free(stem: str) -> str:
    """A name nobody has, after the file's."""
    plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40].strip("-")
    plain = plain if re.fullmatch(r"[a-z][a-z0-9\-]+", plain) else "marking-scheme"
    return shelf.next_version(plain)


def _page(title: str, made: Scheme | None = None, wrong: str = "", file: str = "") -> str:
    problems = [problem.say(language()) for problem in made.problems] if made else []
    return render_template(
        "lab/import.html",
        competition=chosen(),
        title=title,
        wrong=wrong,
        file=file,
        problems=problems[:SHOWN],
        more=max(0, len(problems) - SHOWN),
    )
