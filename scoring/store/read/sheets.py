"""Reading for the judge: my seats, my heat, one scoresheet, and what each tap will cost. Never a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import joinedload

from scoring.engine.figures import plain
from scoring.engine.kinds import ItemScore
from scoring.engine.marks import Mark, standing
from scoring.engine.performance import Performance
from scoring.engine.scoresheet import Scoresheet, sheet_of
from scoring.rubrics.kinds import Graded, Item
from scoring.rubrics.language import Rubric
from scoring.store.derived import SheetLine, adds_up, asked_of, learning, performed, sheet_state
from scoring.store.entered import Entered, Fact, engine_marks, group, load
from scoring.store.handed import seen_of
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Device, Event, Person, Seat, db
from scoring.store.read.held import told_late
from scoring.store.read.setup import contestants, place_of, practice_contestant
from scoring.store.read.taps import choices, cost_of, off, prices, sum_of, under_of
from scoring.store.read.taps import said as text_of
from scoring.store.rubrics import rubric_of

__all__ = [
    "Ground",
    "belong_together",
    "ground_of",
    "heat_view",
    "once_sat",
    "prices",
    "score_of",
    "seats_of",
    "sheet",
    "told",
]

NOT_ASKED = {"act": "", "at": None, "reason": ""}
LAST = 50  # marks that can be undone one after the other
_SEAT, _EVENT, _CONTESTANT, _MARK, _JOURNAL = (
    Seat.metadata.tables[name].c for name in ("seat", "event", "contestant", "mark", "journal")
)
TOGETHER = (
    select(_SEAT.id)
    .where(_SEAT.id == bindparam("seat"), _SEAT.person_id == bindparam("person"))
    .where(_EVENT.id == _SEAT.event_id, _EVENT.state == "open")
    .where(_CONTESTANT.id == bindparam("contestant"), _CONTESTANT.event_id == _SEAT.event_id)
)
ONCE = (
    select(_SEAT.id)
    .where(_SEAT.id == bindparam("seat"), _CONTESTANT.id == bindparam("contestant"))
    .where(_CONTESTANT.event_id == _SEAT.event_id)
    .where(
        (_SEAT.person_id == bindparam("person"))
        | exists().where(_MARK.seat_id == _SEAT.id, _MARK.person_id == bindparam("person"))
        | exists().where(_JOURNAL.seat_id == _SEAT.id, _JOURNAL.device_id == bindparam("device"))
    )
)
ON_SHEET = ("marks", "held", "rulings", "signatures")  # the kinds of facts that a SheetState says something of


def seats_of(person: Person) -> Sequence[Seat]:
    """The seats a person sits on in open events, by event and position."""
    mine = select(Seat).join(Event).where(Seat.person_id == person.id, Event.state == "open")
    return db.session.scalars(mine.order_by(Event.position, Event.id, Seat.position)).all()


def belong_together(person_id: int, contestant_id: int, seat_id: int) -> bool:
    """Whether this person sits on the seat, in an open event that has this contestant."""
    ids = {"person": person_id, "contestant": contestant_id, "seat": seat_id}
    return db.session.execute(TOGETHER, ids).first() is not None


def once_sat(device: Device, contestant_id: int, seat_id: int) -> bool:
    """Whether this device or its person has, or had, to do with the sheet: what it still holds is worth keeping."""
    ids = {"person": device.person_id, "device": device.id, "contestant": contestant_id, "seat": seat_id}
    return device.seat_id == seat_id or db.session.execute(ONCE, ids).first() is not None


def heat_view(seat: Seat) -> list[dict[str, Any]]:
    """Flat list ordered by heat and station (use groupby("heat")), with the figures as text.

    {contestant_id, heat, heat_state, station, state: untouched|entering|submitted|returned|signed|excused, covered, of,
    total, full, reason_if_returned, status ("" unless one that ends it)}.
    """
    known = shelf_of(db.session(), seat.event).known
    rows = []
    for contestant in contestants(seat.event_id):
        one = known[contestant.id]
        line = one.trainees[seat.id] if seat.trainee else one.sheets[seat.id]
        status = one.result.status if line.state == "signed" else one.status
        rows.append(_card(contestant, line) | {"status": "" if status in ("ok", "ooc") else status})
    return rows


def practice_card(seat: Seat) -> dict[str, Any] | None:
    """The row of the practice contestant, as in `heat_view`; None while there is none. No result knows of it."""
    contestant = practice_contestant(seat.event_id)
    if contestant is None:
        return None
    entered = load(db.session(), seat.event_id, [contestant.id], kinds=ON_SHEET)[contestant.id]
    return _card(contestant, learning(rubric_of(seat.event), seat.event.seats, seat, entered)) | {"status": ""}


def _card(contestant: Contestant, line: SheetLine) -> dict[str, Any]:
    heat, station = place_of(contestant)
    shown = contestant.event.totals != "hidden"
    return {
        "contestant_id": contestant.id,
        "heat": heat,
        "heat_state": contestant.heat.state if contestant.heat else "waiting",
        "station": station,
        "state": line.state,
        "covered": line.covered,
        "of": line.of,
        "total": plain(line.total) if line.sums and shown else "",
        "full": plain(line.full) if line.sums and shown else "",
        "reason_if_returned": line.reason,
    }


def sheet(contestant_id: int, seat_id: int, language: str = "zh") -> dict[str, Any] | None:
    """The SheetState; every figure is text, counts are numbers; None when the two do not belong together.

    {contestant_id, seat_id, event (slug), heat, station, state, total, full, lost ("" where items are not added,
    or the event hides totals from judges), covered, of, open: [item ids],
    returned_reason, order (highest so far), known (row id of its newest mark),
    seen (what it says in one word: the judge signs what was shown),
    revision, rules (version of the day's settings),
    items: {id: {state: untouched|clear|deducted|not-applicable|unused (its run need not be)|told (a word decided
                 about its run), cost ("-0.4" or ""), points, sum ("2 处 × 0.2"),
                 places: {"4": {value, cost, uid}}, value, uid, reasons: [text],
                 choices (grades only): {grade: worth} of the element chosen, null before}},
    under: {uid of a mark that stands: [{uid, value} of earlier ones that would stand again without it]},
    last: [{uid, item, place, value, text, cost, means (proxy: by the desk, paper, "")}] newest first, for undo,
    held: [{uid, item, place, value, text, code, message, at}] that came too late and were not entered,
    asked: {act: ask|decline|"", at (ms, None), reason}, of a sheet that is handed in}.
    """
    who = select(Contestant).where(Contestant.id == contestant_id)
    places = joinedload(Contestant.event), joinedload(Contestant.heat), joinedload(Contestant.station)
    contestant = db.session.scalar(who.options(*places))
    event = contestant.event if contestant else None
    seat = next((seat for seat in event.seats if seat.id == seat_id), None) if event else None
    if contestant is None or event is None or seat is None:
        return None
    entered = load(db.session(), event.id, [contestant_id], kinds=ON_SHEET)[contestant_id]
    return told(ground_of(contestant, event, rubric_of(event), event.seats, seat, entered), language)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a SheetState is made of, out of the database's reach."""

    contestant_id: int
    seat_id: int
    event: str
    revision: int
    rules: int
    place: tuple[Any, Any]
    rubric: Rubric
    panel: str
    key: str
    marks: tuple[Mark, ...]
    performance: Performance  # what the other seats chose and said of runs, too
    state: tuple[str, str]  # and why it was returned
    known: int  # row id of the newest mark on it
    totals: bool  # whether the running total is shown to judges
    means: Mapping[str, str]  # of those marks that did not come on the seat's own tablet, by uid
    held: tuple[Fact, ...] = ()  # what came too late and is not settled
    asked: Fact | None = None  # the judge's asking for a sheet that is handed in, or the chief's answer


def ground_of(
    contestant: Contestant, event: Event, rubric: Rubric, seats: Sequence[Seat], seat: Seat, entered: Entered
) -> Ground:
    """The ground of one sheet; `entered` must hold what ON_SHEET names."""
    keys = {each.id: each.key for each in group(rubric, seats, seat)}
    return Ground(
        contestant_id=contestant.id,
        seat_id=seat.id,
        event=event.slug,
        revision=event.revision,
        rules=event.settings_version,
        place=place_of(contestant),
        rubric=rubric,
        panel=seat.panel,
        key=seat.key,
        marks=engine_marks((mark for mark in entered.marks if mark.seat_id in keys), keys),
        performance=performed(rubric, seats, seat, entered),
        state=sheet_state(rubric, seats, seat, entered),
        known=max((mark.id for mark in entered.marks if mark.seat_id in keys), default=0),
        totals=event.totals != "hidden",
        means={mark.uid: mark.means for mark in entered.marks if mark.means and mark.seat_id in keys},
        held=tuple(held for held in entered.late if held.seat_id in keys),
        asked=asked_of(rubric, seats, seat, entered),
    )


def score_of(ground: Ground) -> Scoresheet:
    """The sheet as the engine scores it."""
    rubric, items = ground.rubric, ground.rubric.items_of(ground.panel)
    return sheet_of(rubric, items, ground.panel, ground.key, ground.marks, ground.performance)


def told(ground: Ground, language: str) -> dict[str, Any]:
    """The SheetState, as `sheet` describes it."""
    items = ground.rubric.items_of(ground.panel)
    score = score_of(ground)
    slots, sums = slots_of(ground.marks), ground.totals and adds_up(ground.rubric, ground.panel)
    rows = {
        item.id: _item(ground, item, each, slots.get(item.id, {}), language)
        for item, each in zip(items, score.items, strict=True)
    }
    for name, row in rows.items():
        if name in score.unused:
            row["state"] = "unused"
        elif row["state"] == "untouched" and name not in score.open:
            row["state"] = "told"  # a word decided about its run
    return {
        "contestant_id": ground.contestant_id,
        "seat_id": ground.seat_id,
        "event": ground.event,
        "heat": ground.place[0],
        "station": ground.place[1],
        "state": ground.state[0],
        "total": plain(score.total) if sums else "",
        "full": plain(score.full) if sums and score.full else "",
        # what was not earned is lost: full − lost = total
        "lost": plain(score.full - score.total) if sums and score.full else "",
        "covered": score.covered,
        "of": len(score.items) - len(score.unused),
        "open": list(score.open),
        "returned_reason": ground.state[1],
        "order": max((mark.order for mark in ground.marks), default=0),
        "known": ground.known,
        "seen": seen_of(slots, score, ground.rules),
        "revision": ground.revision,
        "rules": ground.rules,
        "items": rows,
        "under": under_of(ground.marks, slots),
        "last": _last(ground, slots, language),
        "held": [told_late(ground.rubric, ground.key, ground.marks, each, language) for each in ground.held],
        "asked": {name: getattr(ground.asked, name, empty) for name, empty in NOT_ASKED.items()},
    }


def slots_of(marks: Sequence[Mark]) -> dict[str, dict[str, Mark]]:
    """The marks that stand on one sheet, by item and place; of two seats that share it the later word."""
    slots: dict[str, dict[str, Mark]] = {}
    for mark in sorted(standing(marks).values(), key=lambda mark: (mark.order, mark.id)):
        slots.setdefault(mark.item, {})[mark.place] = mark
    return slots


def _item(ground: Ground, item: Item, score: ItemScore, slots: Mapping[str, Mark], language: str) -> dict[str, Any]:
    costs: dict[str, Any] = {}
    for reason in score.reasons:
        if reason.place:
            costs[reason.place] = costs.get(reason.place, 0) - reason.points
    whole = slots.get("")
    said: dict[str, Any] = {
        "state": score.state,
        "cost": off(score.lost),
        "points": plain(score.points),
        "sum": sum_of(item, score, language),
        "places": {
            place: {"value": mark.value, "cost": off(costs.get(place, 0)), "uid": mark.id}
            for place, mark in slots.items()
            if place
        },
        "value": whole.value if whole else "",
        "uid": whole.id if whole else "",
        "reasons": [reason.say(language) for reason in score.reasons],
    }
    if isinstance(item, Graded):
        said["choices"] = choices(ground.performance.chosen.get(item.of))
    return said


def _last(ground: Ground, slots: Mapping[str, Mapping[str, Mark]], language: str) -> list[dict[str, str]]:
    marks = sorted((mark for places in slots.values() for mark in places.values()), key=lambda m: (-m.order, m.id))
    items, chosen = ground.rubric.items, ground.performance.chosen
    return [
        {
            "uid": mark.id,
            "item": mark.item,
            "place": mark.place,
            "value": mark.value,
            "text": text_of(items[mark.item], mark, language),
            "cost": cost_of(items[mark.item], mark, chosen),
            "means": ground.means.get(mark.id, ""),
        }
        for mark in marks[:LAST]
    ]
