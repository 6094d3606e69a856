"""What staff see of the judges' notes: beside an item, and in the workbook. Never passes the public gate."""

from typing import Any

from scoring.paper.remarks import RemarkLine
from scoring.store import read
from scoring.store.models import Event
from scoring.web.drawing import code_of
from scoring.web.hours import hour
from scoring.web.language import language

Beside = dict[str, list[Any]]


def remarks_beside(event: Event, contestant_id: int, trainees: bool = False) -> Beside:
    """The notes that stand about one contestant, by item; those of trainees only where somebody asks for them."""
    found: Beside = {}
    for note in read.notes_of(event, language(), contestant_id):
        if note["stands"] and (trainees or not note["trainee"]):
            found.setdefault(note["item"], []).append(note)
    return found


def put_beside(panels: list[dict[str, Any]], remarks: Beside) -> dict[str, Any]:
    """The chief's panels, each row with its notes and unfolded where it has any; and the notes that have no row."""
    rest = dict(remarks)
    for panel in panels:
        for row in (*panel["shown"], *panel["rest"]):
            row["remarks"] = rest.pop(row["key"], [])
        panel["shown"] = [*panel["shown"], *(row for row in panel["rest"] if row["remarks"])]
        panel["rest"] = [row for row in panel["rest"] if not row["remarks"]]
    return {"panels": panels, "remarks": [note for notes in rest.values() for note in notes]}


def remark_lines(event: Event) -> list[RemarkLine]:
    """Every note of the event's judges for the workbook, those taken back too."""
    return [
        RemarkLine(
            contestant=note["contestant"],
            seat=note["seat"],
            code=code_of(note["item"]),
            item=note["title"],
            place=note["place"],
            kind=note["kind"],
            text=f"photos/{note['value']}" if note["photo"] else note["text"],
            at=hour(note["at"]),
            stands=note["stands"],
        )
        for note in read.notes_of(event, language())
        if not note["trainee"]
    ]
