"""Reading one result as a tree, every figure with its calculation."""

from typing import Any


def why(contestant_id: int, language: str = "zh") -> dict[str, Any] | None:
    """{contestant_id, number, name, unit, rank, total, status, rubric, digest, signed: {at, by, digest}|None, modules: [{id, title, weight, score, weighted,
    clock: {…}, penalties: […], sections: [{id, title, items: [{id, title, points, score, seats: [{seat, score, reasons: [text]}]}]}]}], reasons: [text]}.
    """
    raise NotImplementedError
