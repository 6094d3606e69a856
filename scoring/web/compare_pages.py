"""Two rubrics of the library side by side: what changed, as a table. Works nothing out itself.

GET /organise/library/compare?old=REF&new=REF
"""

from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request

from scoring.rubrics.compare import Change, compare
from scoring.rubrics.values import Text
from scoring.web import library as shelf
from scoring.web.access import needs
from scoring.web.language import language
from scoring.web.outcome import chosen

blueprint = Blueprint("lab_compare", __name__)


@blueprint.get("/library/compare")
@needs("organiser")
def versions() -> str:
    """The choice of two; below it every difference. With only a new one, the version before it is the old one."""
    books = [book for book in shelf.books() if book.rubric]
    known = {book.ref: book for book in books}
    new = known.get(request.args.get("new", ""))
    old = known.get(request.args.get("old", "")) or (_before(new, books) if new else None)
    changes = list(compare(old.rubric, new.rubric)) if old and new and old.rubric and new.rubric else []
    return render_template(
        "lab/compare.html",
        competition=chosen(),
        books=[(book, book.rubric.title.say(language())) for book in books if book.rubric],
        old=old,
        new=new,
        rows=_grouped([change for change in changes if change.rows]),
        rules=_grouped([change for change in changes if not change.rows]),
        count=len(changes),
    )


def _before(new: shelf.Book, books: list[shelf.Book]) -> shelf.Book | None:
    """The newest older version of the same rubric."""
    name, version = _name_and_version(new)
    older = [book for book in books if _name_and_version(book)[0] == name and _name_and_version(book)[1] < version]
    return max(older, key=lambda book: _name_and_version(book)[1], default=None)


def _name_and_version(book: shelf.Book) -> tuple[str, int]:
    found = shelf.REF.fullmatch(book.ref)
    return (found[1], int(found[2])) if found else (book.ref, 0)


def _grouped(changes: list[Change]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The changes below the first title they stand under, in words of the page's language."""
    return [(head, [_words(change) for change in part]) for head, part in groupby(changes, key=_head)]


def _head(change: Change) -> str:
    return change.where[0].say(language()) if change.where else ""


def _words(change: Change) -> dict[str, Any]:
    return {
        "sort": change.sort,
        "where": " › ".join(text.say(language()) for text in change.where[1:]),
        "what": _say(change.what),
        "old": _say(change.old),
        "new": _say(change.new),
    }


def _say(text: Text | None) -> str:
    return text.say(language()) if text else ""
