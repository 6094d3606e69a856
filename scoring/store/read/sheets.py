"""Reading for the judge: my seats, my heat, one scoresheet, and what each tap will cost. Never a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from scoring.engine.figures import plain
from scoring.engine.kinds import ItemScore, cost
from scoring.engine.marks import Mark, standing
from scoring.engine.reasons import TIMES
from scoring.engine.scoresheet import sheet_of
from scoring.rubrics.kinds import Attempts, Checked, Counted, Item, Levels, Measured
from scoring.rubrics.language import Rubric
from scoring.rubrics.values import Text
from scoring.store.derived import sheet_state
from scoring.store.entered import Entered, engine_marks, group, load
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, Person, Seat, db
from scoring.store.read.setup import contestants, place_of
from scoring.store.rubrics import rubric_of

LAST = 50  # marks that can be undone one after the other
COUNTS = 20  # prices of a count are listed this far
_SEAT, _EVENT, _CONTESTANT = (Seat.metadata.tables[name].c for name in ("seat", "event", "contestant"))
TOGETHER = (
    select(_SEAT.id)
    .where(_SEAT.id == bindparam("seat"), _SEAT.person_id == bindparam("person"))
    .where(_EVENT.id == _SEAT.event_id, _EVENT.state == "open")
    .where(_CONTESTANT.id == bindparam("contestant"), _CONTESTANT.event_id == _SEAT.event_id)
)
ON_SHEET = ("marks", "rulings", "signatures")  # the kinds of facts that a SheetState says something of


def seats_of(person: Person) -> Sequence[Seat]:
    """The seats a person sits on in open events, by event and position."""
    mine = select(Seat).join(Event).where(Seat.person_id == person.id, Event.state == "open")
    return db.session.scalars(mine.order_by(Event.position, Event.id, Seat.position)).all()


def belong_together(person_id: int, contestant_id: int, seat_id: int) -> bool:
    """Whether this person sits on the seat, in an open event that has this contestant."""
    ids = {"person": person_id, "contestant": contestant_id, "seat": seat_id}
    return db.session.execute(TOGETHER, ids).first() is not None


def heat_view(seat: Seat) -> list[dict[str, Any]]:
    """Flat list ordered by heat and station (use groupby("heat")), with the figures as text.

    {contestant_id, heat, heat_state, station, state: untouched|entering|submitted|returned|signed|excused, covered, of,
    total, full, reason_if_returned, status ("" unless dns, dnf, dsq, void)}.
    """
    known = shelf_of(db.session(), seat.event).known
    rows = []
    for contestant in contestants(seat.event_id):
        one = known[contestant.id]
        line = one.sheets[seat.id]
        status = one.result.status if line.state == "signed" else one.status
        heat, station = place_of(contestant)
        rows.append(
            {
                "contestant_id": contestant.id,
                "heat": heat,
                "heat_state": contestant.heat.state if contestant.heat else "waiting",
                "station": station,
                "state": line.state,
                "covered": line.covered,
                "of": line.of,
                "total": plain(line.total),
                "full": plain(line.full),
                "reason_if_returned": line.reason,
                "status": "" if status == "ok" else status,
            }
        )
    return rows


def sheet(contestant_id: int, seat_id: int, language: str = "zh") -> dict[str, Any] | None:
    """The SheetState; every figure is text, counts are numbers; None when the two do not belong together.

    {contestant_id, seat_id, event (slug), heat, station, state, total, full, lost, covered, of, open: [item ids],
    returned_reason, order (highest so far), revision,
    items: {id: {state: untouched|clear|deducted, cost ("-0.4" or ""), points, sum ("2 处 × 0.2"),
                 places: {"4": {value, cost, uid}}, value, uid, reasons: [text]}},
    last: [{uid, item, place, value, text, cost}] newest first, for undo}.
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
    place: tuple[Any, Any]
    rubric: Rubric
    panel: str
    key: str
    marks: tuple[Mark, ...]
    state: tuple[str, str]  # and why it was returned


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
        place=place_of(contestant),
        rubric=rubric,
        panel=seat.panel,
        key=seat.key,
        marks=engine_marks((mark for mark in entered.marks if mark.seat_id in keys), keys),
        state=sheet_state(rubric, seats, seat, entered),
    )


def told(ground: Ground, language: str) -> dict[str, Any]:
    """The SheetState, as `sheet` describes it."""
    rubric, marks = ground.rubric, ground.marks
    items = rubric.items_of(ground.panel)
    score = sheet_of(rubric, items, ground.panel, ground.key, marks)
    slots = slots_of(marks)
    return {
        "contestant_id": ground.contestant_id,
        "seat_id": ground.seat_id,
        "event": ground.event,
        "heat": ground.place[0],
        "station": ground.place[1],
        "state": ground.state[0],
        "total": plain(score.total),
        "full": plain(score.full),
        "lost": plain(score.full - score.total),  # what was not earned yet is not there either: full − lost = total
        "covered": score.covered,
        "of": len(score.items),
        "open": list(score.open),
        "returned_reason": ground.state[1],
        "order": max((mark.order for mark in marks), default=0),
        "revision": ground.revision,
        "items": {
            item.id: _item(item, each, slots.get(item.id, {}), language)
            for item, each in zip(items, score.items, strict=True)
        },
        "last": _last(rubric, slots, language),
    }


def slots_of(marks: Sequence[Mark]) -> dict[str, dict[str, Mark]]:
    """The marks that stand on one sheet, by item and place; of two seats that share it the later word."""
    slots: dict[str, dict[str, Mark]] = {}
    for mark in sorted(standing(marks).values(), key=lambda mark: (mark.order, mark.id)):
        slots.setdefault(mark.item, {})[mark.place] = mark
    return slots


def prices(item: Item) -> dict[str, str]:
    """What a tap costs, as text: by count or attempt ("1", "2" …), by level's id, "each" for a place or a no."""
    if isinstance(item, Counted) and item.lose is not None:
        return {str(count): off(cost(item, "", str(count))) for count in range(1, COUNTS + 1)}
    if isinstance(item, Attempts):
        words = [*(str(count) for count in range(1, len(item.lose) + 1)), "no"]
        return {word: off(cost(item, "", word)) for word in words}
    if isinstance(item, Levels):
        return {level.id: off(cost(item, "", level.id)) for level in item.levels}
    place = "1" if item.places else ""
    if isinstance(item, Checked):
        return {"each": off(cost(item, place, "no"))}
    if isinstance(item, Measured) and item.each is not None:
        return {"each": off(cost(item, place, "out"))}
    return {}


def off(figure: Any) -> str:
    """A price as text: "-0.4", or "" where it costs nothing."""
    return f"-{plain(figure)}" if figure else ""


def _item(item: Item, score: ItemScore, slots: Mapping[str, Mark], language: str) -> dict[str, Any]:
    costs: dict[str, Any] = {}
    for reason in score.reasons:
        if reason.place:
            costs[reason.place] = costs.get(reason.place, 0) - reason.points
    whole = slots.get("")
    return {
        "state": score.state,
        "cost": off(score.lost),
        "points": plain(score.points),
        "sum": _sum(item, score, language),
        "places": {
            place: {"value": mark.value, "cost": off(costs.get(place, 0)), "uid": mark.id}
            for place, mark in slots.items()
            if place
        },
        "value": whole.value if whole else "",
        "uid": whole.id if whole else "",
        "reasons": [reason.say(language) for reason in score.reasons],
    }


def _sum(item: Item, score: ItemScore, language: str) -> str:
    """How the price came about, where it is a number of equal prices: "2 处 × 0.2"."""
    chinese = language.startswith("zh")
    prices_ = [reason.points for reason in score.reasons if reason.code != "capped"]
    capped = len(prices_) != len(score.reasons)
    if not prices_ or len(set(prices_)) > 1:
        return ""
    if isinstance(item, Counted) and item.lose is not None and not item.places:
        unit = (item.unit or TIMES).say(language)
        count, each = score.reasons[0].values.get("count", ""), score.reasons[0].values.get("each", "")
        if not each:
            return ""
        text = f"{count} {unit} × {each}" if chinese or item.unit else f"{count} × {each}"
    elif item.places:
        text = f"{len(prices_)} {'处 ' if chinese else ''}× {plain(-prices_[0])}"
    else:
        return ""
    return text + ("，扣完为止" if chinese else ", capped") * capped


def _last(rubric: Rubric, slots: Mapping[str, Mapping[str, Mark]], language: str) -> list[dict[str, str]]:
    marks = sorted((mark for places in slots.values() for mark in places.values()), key=lambda m: (-m.order, m.id))
    items = rubric.items
    rows = []
    for mark in marks[:LAST]:
        item = items[mark.item]
        rows.append(
            {
                "uid": mark.id,
                "item": mark.item,
                "place": mark.place,
                "value": mark.value,
                "text": _said(item, mark, language),
                "cost": off(cost(item, mark.place, mark.value)),
            }
        )
    return rows


WORDS = {
    "clear": ("看过·不扣", "clear"),
    "yes": ("达到", "met"),
    "no": ("未达到", "not met"),
    "in": ("合格", "in tolerance"),
    "out": ("超出", "out of tolerance"),
}


def _said(item: Item, mark: Mark, language: str) -> str:
    """The mark in words: "餐碟距桌沿 · 第 4 位 · 2.1 厘米"."""
    chinese = language.startswith("zh")
    parts = [item.title.say(language)]
    if mark.place and item.places:
        parts.append(item.places.name(int(mark.place)).say(language))
    word = WORDS.get(mark.value)
    parts.append(word[0 if chinese else 1] if word else _figure(item, mark.value, language))
    return " · ".join(parts)


def _figure(item: Item, value: str, language: str) -> str:
    """A value with what it counts: "2.1 厘米", "2 次", "第 2 次", a level's title."""
    if isinstance(item, Levels):
        return next((each.title.say(language) for each in item.levels if each.id == value), value)
    if isinstance(item, Attempts):
        return Text(zh=f"第 {value} 次", en=f"attempt {value}").say(language)
    if isinstance(item, Measured):
        return f"{value} {item.unit.say(language)}"
    if isinstance(item, Counted):
        return f"{value} {(item.unit or TIMES).say(language)}"
    return value
