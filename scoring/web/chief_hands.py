"""What of one contestant waits for the chief's answer, and how its sheets came in: signatures, versions, what changed.

Works out no figure: versions and late marks are the store's, here they get titles, hours and sentences.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from scoring.store import read
from scoring.store.models import Event
from scoring.web.hours import moment
from scoring.web.language import language

Cells = Mapping[int, Mapping[str, Any]]


def answers_of(event: Event, contestant_id: int, cells: Cells, titles: Mapping[int, str]) -> list[Any]:
    """Judges who ask for their sheet, and marks that came too late, each with what the chief may do about it.

    [{kind: ask|late, seat (row id), title, why, hour, returnable, marks: [{uid, text, by, hour, why}]}].
    """
    late: dict[int, list[dict[str, Any]]] = {}
    for one in read.held(event, contestant_id, language()):
        late.setdefault(one["seat_id"], []).append(
            {
                "uid": one["uid"],
                "text": _("%(what)s: %(value)s", what=one["what"], value=one["value"]),
                "by": one["by"],
                "hour": moment(one["at"]),
                "why": one["message"],
            }
        )
    asks = [_answer("ask", seat, cells, titles, []) for seat, cell in cells.items() if cell["asked"]]
    return asks + [_answer("late", seat, cells, titles, marks) for seat, marks in late.items()]


def _answer(kind: str, seat: int, cells: Cells, titles: Mapping[int, str], marks: list[Any]) -> dict[str, Any]:
    cell = cells.get(seat, {})
    return {
        "kind": kind,
        "seat": seat,
        "title": titles.get(seat, ""),
        "why": cell.get("asked", ""),
        "hour": moment(cell["asked_at"]) if cell.get("asked_at") else "",
        "returnable": cell.get("state") == "submitted",
        "marks": marks,
    }


def handed_of(contestant_id: int, titles: Mapping[int, str]) -> list[dict[str, Any]]:
    """Every sheet that was handed in, with its title, and its versions with their hours; the newest version first."""
    return [
        {
            **sheet,
            "title": " + ".join(titles.get(seat, sheet["seat"]) for seat in sheet["seat_ids"]),
            "versions": [_version(one) for one in reversed(sheet["versions"])],
        }
        for sheet in read.versions(contestant_id, language())
    ]


def _version(one: Mapping[str, Any]) -> dict[str, Any]:
    returned = one["returned"]
    return {
        **one,
        "hour": moment(one["at"]),
        "returned": {**returned, "hour": moment(returned["at"])} if returned else None,
    }


def seats_named(seats: Sequence[Mapping[str, Any]], titles: Mapping[int, str]) -> dict[int, str]:
    """Title and key: "评委席 2 (J2)"."""
    return {seat["id"]: f"{titles[seat['id']]} ({seat['key']})" for seat in seats}
