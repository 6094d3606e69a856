"""Marks as tablets and rescue files send them: what a well-formed one is, who may enter it, what is answered."""

from typing import Any, cast

from scoring.store import read, record
from scoring.store.models import Device
from scoring.store.record import NewMark, Taken
from scoring.web.language import language

MOST_MARKS = 100  # in one request; a sweep of the longest section is far below


def marks_of(sent: Any) -> list[dict[str, Any]] | str:
    """The marks of a request, or which field is wrong. What a value may be is the store's and the engine's business."""
    marks = sent.get("marks") if isinstance(sent, dict) else None
    if not isinstance(marks, list) or not 1 <= len(marks) <= MOST_MARKS:
        return f"marks: 1 … {MOST_MARKS}"
    for number, mark in enumerate(marks):
        if not isinstance(mark, dict) or not is_uid(mark.get("uid")):
            return f"marks[{number}].uid"
        for name in ("contestant", "seat", "order"):
            if not isinstance(mark.get(name), int) or isinstance(mark[name], bool) or not 0 <= mark[name] < 2**31:
                return f"marks[{number}].{name}"
        for name in ("item", "place", "value", "withdraws", "journal", "link"):
            if not isinstance(mark.setdefault(name, ""), str) or len(mark[name]) > 64:
                return f"marks[{number}].{name}"
        known = mark.get("known", 0)
        if not isinstance(known, int) or isinstance(known, bool) or not 0 <= known < 2**63:
            return f"marks[{number}].known"
        if mark["journal"] and (wrong := record.misplaced(mark["journal"], mark.get("number"), mark["link"])):
            return f"marks[{number}].{wrong}"
        if (mark["contestant"], mark["seat"]) != (marks[0]["contestant"], marks[0]["seat"]):
            return f"marks[{number}]: contestant, seat"
    return marks


def is_uid(text: Any) -> bool:
    """Whether this may name a fact."""
    return isinstance(text, str) and 8 <= len(text) <= 64 and text.isascii() and text.isprintable()


def fact_of(mark: dict[str, Any]) -> NewMark:
    """The mark as the store takes it."""
    names = ("uid", "item", "place", "value", "order", "withdraws", "journal", "number", "link", "known")
    return cast(NewMark, {name: mark[name] for name in names if name in mark})


def bar_of(person_id: int, tablet: Device | None, contestant_id: int, seat_id: int) -> str:
    """Why this person's marks of this tablet are held, a `bar` as `take_marks` has it; "" where they enter."""
    if tablet is not None and tablet.ended == "taken-over":
        return "taken-over"
    return "" if read.belong_together(person_id, contestant_id, seat_id) else "moved"


def results_of(sent: list[dict[str, Any]], taken: Taken) -> list[dict[str, Any]]:
    """What the sender is told of each mark; nothing of those that must be numbered again."""
    return [_result(mark["uid"], taken) for mark in sent if mark["uid"] not in taken.unjudged]


def _result(uid: str, taken: Taken) -> dict[str, Any]:
    refusal = taken.refusals.get(uid)
    if refusal is None:
        return {"uid": uid, "ok": True}
    said = {"uid": uid, "refusal": {"code": refusal.code, "message": refusal.say(language())}}
    return said | ({"kept": True} if uid in taken.kept else {})
