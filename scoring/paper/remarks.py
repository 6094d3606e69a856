"""The workbook's page of what judges remarked: every note with its seat and item, those taken back too. No figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.paper.pages import Book
from scoring.paper.words import word

WRAPPED: dict[str, Any] = {"text_wrap": True, "valign": "top"}
WIDTHS = {
    "number": 10, "name": 14, "seat": 8, "id": 8, "item": 26, "place": 14, "note-kind": 10, "remark": 44, "note-at": 10,
    "stands": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """One note. `kind`: text, chip or photo; of a photo `text` is the file's name; `at` is the hour in words."""

    contestant: str
    seat: str
    code: str
    item: str
    place: str
    kind: str
    text: str
    at: str
    stands: bool


def remarks_page(
    book: Book,
    lines: Sequence[RemarkLine],
    people: Mapping[str, tuple[str, str]],
    foot: tuple[str, str, str],
    language: str,
) -> None:
    """All notes, oldest first; `people` are (number, name) by the engine's contestant. No page where there is none."""
    if not lines:
        return
    columns = [key for key in WIDTHS if key != "place" or any(line.place for line in lines)]
    page = book.page(word("notes", language), foot, landscape=True)
    page.widths([WIDTHS[key] for key in columns])
    page.heads([word(key, language) for key in columns])
    for line in lines:
        number, name = people.get(line.contestant, (line.contestant, ""))
        told = {
            "number": number,
            "name": name,
            "seat": line.seat,
            "id": line.code,
            "item": line.item,
            "place": line.place,
            "note-kind": word(f"note-{line.kind}", language),
            "remark": line.text,
            "note-at": line.at,
            "stands": word("standing" if line.stands else "withdrawn", language),
        }
        page.line([told[key] for key in columns], lambda column: WRAPPED)
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:J{page.row + 1}"})
