"""Where a result stands on its way to the wall, from the acts on it. Knows no person and no hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Stage = Literal["entering", "submitted", "complete", "signed", "decoded", "published", "final"]
Kind = Literal["submit", "return", "sign", "reopen", "decode", "publish", "finish"]

STAGES: tuple[Stage, ...] = ("entering", "submitted", "complete", "signed", "decoded", "published", "final")


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a result. `seat` is whose sheet for `submit` and `return`; the others concern the whole result."""

    kind: Kind
    seat: str = ""


def stage_of(acts: Iterable[Act], seats: Iterable[str], blind: bool = False) -> Stage:
    """The stage after `acts`, in their order, when the sheets of `seats` are expected.

    `entering` until a sheet is in, `submitted` until all are, then `complete`, `signed` by the chief, `decoded` (only a
    blind event stops there: decoding is opening the sealed names), `published`, `final` after the notice. A returned
    sheet is not in any more, and with it or with `reopen` the signature and the publication fall: the chief signs
    again. Names once opened stay open. An act that comes too early counts once its time has come, except a signature.
    """
    expected, submitted = set(seats), set[str]()
    signed = decoded = published = finished = False
    for act in acts:
        if act.kind == "submit":
            submitted.add(act.seat)
        elif act.kind == "return":
            submitted.discard(act.seat)
        elif act.kind == "sign":
            signed = signed or submitted >= expected
        elif act.kind == "decode":
            decoded = True
        elif act.kind == "publish":
            published = published or signed
        elif act.kind == "finish":
            finished = finished or published
        if act.kind in ("return", "reopen"):
            signed = published = finished = False
    if not signed:
        return "complete" if expected and submitted >= expected else "submitted" if submitted else "entering"
    if blind and not decoded:
        return "signed"
    if not published:
        return "decoded" if decoded else "signed"
    return "final" if finished else "published"
