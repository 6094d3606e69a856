"""Reading who should enter something and does not: the contestant has finished, the sheet is open, nothing comes."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from scoring.rubrics.language import Rubric
from scoring.store.derived import Known
from scoring.store.entered import group, load
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, Mark, Seat, db
from scoring.store.read.setup import place_of
from scoring.store.rubrics import rubric_of

SILENT = 40_000  # ms without an entry, once the contestant has finished
NEWEST = 500  # marks of an event that are looked at; whoever is in none of them has been silent since the oldest
_MARK = Mark.metadata.tables["mark"].c
LAST_MARKS = (
    select(_MARK.seat_id, _MARK.at).where(_MARK.event_id == bindparam("event")).order_by(_MARK.id.desc()).limit(NEWEST)
)


def silences(event: Event, now: int) -> list[dict[str, Any]]:
    """[{seat_id, contestant_id, heat, station, open: how many items, since (ms)}] of the active heats.

    Finished: the clock of what the seat judges has stopped; without one, all other seats have handed in. A seat that
    enters marks of another contestant is busy, not silent. `since`: the finish, or the seat's last mark if later.
    """
    rubric = rubric_of(event)
    here = [each for heat in event.heats if heat.state == "active" for each in heat.contestants if not each.practice]
    if event.state != "open" or not here:
        return []
    known = shelf_of(db.session(), event).known
    waits = [
        (contestant, seat)
        for contestant in here
        for seat in event.seats
        if contestant.id in known and not seat.trainee and seat.id in known[contestant.id].out
    ]
    finished = _finished(event, rubric, waits, known)
    last, floor = _last_marks(event.id)
    rows = []
    for contestant, seat in waits:
        finish = finished.get((contestant.id, seat.id))
        mates = [one.id for one in group(rubric, event.seats, seat)]
        since = max(finish or 0, *(last.get(one, floor) for one in mates))
        if finish is not None and now - since >= SILENT:
            rows.append(_row(contestant, seat, known[contestant.id], since))
    return sorted(rows, key=lambda row: (row["since"], row["seat_id"], row["contestant_id"]))


def _row(contestant: Contestant, seat: Seat, known: Known, since: int) -> dict[str, Any]:
    heat, station = place_of(contestant)
    place = {"heat": heat, "station": station, "open": len(known.sheets[seat.id].open), "since": since}
    return {"seat_id": seat.id, "contestant_id": contestant.id, **place}


def _last_marks(event_id: int) -> tuple[dict[int, int], int]:
    """When each seat entered its last mark; and for all others the time before which it must have been."""
    marks = db.session.execute(LAST_MARKS, {"event": event_id}).all()
    last: dict[int, int] = {}
    for seat, at in marks:
        last.setdefault(seat, at)
    return last, marks[-1].at if len(marks) == NEWEST else 0


def _finished(
    event: Event, rubric: Rubric, waits: Iterable[tuple[Contestant, Seat]], known: dict[int, Known]
) -> dict[tuple[int, int], int]:
    """When each pair finished, in ms; pairs that have not are missing."""
    found, unclocked = {}, []
    for contestant, seat in waits:
        timed = [module.id for module in rubric.parts if module.clock and rubric.rows.get((module.id, seat.panel))]
        watches = [known[contestant.id].clocks[module] for module in timed]
        if not watches:
            unclocked.append((contestant, seat))
        elif all(watch.state == "stopped" for watch in watches):
            found[contestant.id, seat.id] = max((at for watch in watches for _, at in watch.acts), default=0)
    for contestant, seat in unclocked:
        at = _others_in(event, rubric, contestant, seat, known[contestant.id])
        if at is not None:
            found[contestant.id, seat.id] = at
    return found


def _others_in(event: Event, rubric: Rubric, contestant: Contestant, seat: Seat, known: Known) -> int | None:
    """When the last of all other seats handed in; None while one has not, or where there is no other."""
    mates = {one.id for one in group(rubric, event.seats, seat)}
    others = {one for one, line in known.sheets.items() if one not in mates and line.needed and line.state != "excused"}
    others -= {one.id for one in event.seats if one.trainee}
    if not others or any(known.sheets[one].state != "submitted" for one in others):
        return None
    return _handed_in(event.id, contestant.id, sorted(others))


def _handed_in(event_id: int, contestant_id: int, seats: Sequence[int]) -> int:
    signatures = load(db.session(), event_id, [contestant_id], kinds=("signatures",))[contestant_id].signatures
    return max((each.at for each in signatures if each.act == "submit" and each.seat_id in seats), default=0)
