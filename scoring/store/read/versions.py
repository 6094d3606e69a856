"""Reading how a contestant's sheets came in: every handing-in with its signature, and what changed after a return."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import select

from scoring.engine.marks import standing
from scoring.rubrics.language import Rubric
from scoring.store.derived import adds_up
from scoring.store.entered import Fact, engine_marks, group
from scoring.store.models import Contestant, Mark, Person, Seat, Signature, db
from scoring.store.read.taps import value_of, where
from scoring.store.rubrics import rubric_of

Slots = dict[tuple[str, str], str]  # the values that stood, by item and place


def versions(contestant_id: int, language: str = "zh") -> list[dict[str, Any]]:
    """One entry a sheet that was handed in at least once, in the order of the seats.

    [{seat_ids, seat (keys, "M1+M2" where they share it), panel, now: submitted|returned,
    versions: [{number, at (ms), by, drawn (SVG path in 600 × 200 or ""), digest, total ("" where unknown), of, covered,
    returned: {at, by, reason}|None, changes: [{item, what, before, after}] against the version before}]}].
    """
    contestant = db.session.get(Contestant, contestant_id)
    if contestant is None:
        return []
    event, rubric = contestant.event, rubric_of(contestant.event)
    query = select(Signature, Person.name).outerjoin(Person, Person.id == Signature.person_id)
    wanted = Signature.contestant_id == contestant_id, Signature.act.in_(("submit", "return"))
    acts = [(act, name or "") for act, name in db.session.execute(query.where(*wanted).order_by(Signature.id))]
    found, seen = [], set()
    for seat in event.seats:
        if seat.trainee:
            continue  # judges along: read/trainees.py
        together = group(rubric, event.seats, seat)
        if together[0].id in seen:
            continue
        seen.add(together[0].id)
        ids = {each.id for each in together}
        own = [(act, name) for act, name in acts if act.seat_id in ids]
        if own:
            found.append(_sheet(rubric, contestant_id, together, own, language))
    return found


def _sheet(
    rubric: Rubric, contestant_id: int, seats: Sequence[Any], acts: Sequence[tuple[Signature, str]], language: str
) -> dict[str, Any]:
    sums = adds_up(rubric, seats[0].panel)
    made: list[dict[str, Any]] = []
    before: Slots = {}
    for act, name in acts:
        if act.act == "return":
            if made:
                made[-1]["returned"] = {"at": act.at, "by": name, "reason": act.reason}
            continue
        copy = json.loads(act.copy) if act.copy else {}
        slots = _slots(copy) if copy else _then(contestant_id, seats, act.at)
        made.append(
            {
                "number": len(made) + 1,
                "at": act.at,
                "by": name,
                "drawn": act.drawn,
                "digest": act.digest,
                "total": copy.get("total", "") if sums else "",
                "covered": copy.get("covered"),
                "of": copy.get("of"),
                "returned": None,
                "changes": _changes(rubric, before, slots, language) if made else [],
            }
        )
        before = slots
    return {
        "seat_ids": [seat.id for seat in seats],
        "seat": "+".join(seat.key for seat in seats),
        "panel": seats[0].panel,
        "now": "returned" if made and made[-1]["returned"] else "submitted",
        "versions": made,
    }


def _slots(copy: Mapping[str, Any]) -> Slots:
    return {(mark["item"], mark["place"]): mark["value"] for mark in copy["marks"]}


def _then(contestant_id: int, seats: Iterable[Seat], at: int) -> Slots:
    """What stood when it was handed in, for those that keep no copy: from an older program, or entered as history."""
    keys = {seat.id: seat.key for seat in seats}
    until = Mark.contestant_id == contestant_id, Mark.seat_id.in_(keys), Mark.at <= at
    facts = db.session.scalars(select(Mark).where(*until).order_by(Mark.id)).all()
    taken = engine_marks(cast(Iterable[Fact], facts), keys)
    marks = sorted(standing(taken).values(), key=lambda mark: (mark.order, mark.id))
    return {(mark.item, mark.place): mark.value for mark in marks}


def _changes(rubric: Rubric, before: Slots, after: Slots, language: str) -> list[dict[str, str]]:
    """Item by item, in the order of the rubric."""
    order = {item: n for n, item in enumerate(rubric.items)}
    differs = [slot for slot in before.keys() | after.keys() if before.get(slot) != after.get(slot)]
    differs.sort(key=lambda slot: (order.get(slot[0], len(order)), len(slot[1]), slot[1]))
    return [
        {
            "item": item,
            "what": where(rubric.items[item], place, language),
            "before": _said(rubric, item, before.get((item, place)), language),
            "after": _said(rubric, item, after.get((item, place)), language),
        }
        for item, place in differs
        if item in rubric.items
    ]


def _said(rubric: Rubric, item: str, value: str | None, language: str) -> str:
    return "–" if value is None else value_of(rubric.items[item], value, language)
