"""Reading for the floor: the clock and the penalties of every station."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.engine.clock import charge
from scoring.engine.figures import clock_text, plain
from scoring.engine.penalties import charge_of
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module
from scoring.rubrics.rules import Penalty
from scoring.store.clock import now_ms
from scoring.store.derived import Known
from scoring.store.entered import Watch
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, db
from scoring.store.read.consequences import named_parts, price
from scoring.store.read.setup import contestants, place_of
from scoring.store.rubrics import rubric_of


def floor_view(event: Event, language: str = "zh") -> dict[str, Any]:
    """Every station's clock and penalties.

    {event, revision, now_ms, clocked: bool, limit ("15:00"), penalties: [{id, title, price, once, grave, items}], rows:
    [row]}, rows by heat and station; `grave`: it does more than take points; `items` ([{id, title}]): the item must be
    named with it. row = {contestant_id, heat, heat_state, station, signed, status,
    clock: {module, title, state: ready|running|paused|stopped, elapsed_ms, started_at, limit_ms, cost, time},
    clocks: [the same of every clocked module], penalties: {id: {count, cost, uids: [newest first]}}}.
    """
    rubric, now = rubric_of(event), now_ms()
    known = shelf_of(db.session(), event).known
    timed = [module for module in rubric.parts if module.clock]
    limit = timed[0].clock.limit if timed and timed[0].clock else None
    return {
        "event": event.slug,
        "revision": event.revision,
        "now_ms": now,
        "clocked": bool(timed),
        "limit": clock_text(limit) if limit is not None else "",
        "penalties": [_offered(rubric, each, items, language) for each, items in penalties_of(rubric).values()],
        "rows": [
            row_of(rubric, contestant, known[contestant.id], now, language) for contestant in contestants(event.id)
        ],
    }


def _offered(rubric: Rubric, penalty: Penalty, items: Sequence[Item], language: str) -> dict[str, Any]:
    return {
        "id": penalty.id,
        "title": penalty.title.say(language),
        "price": price(penalty, named_parts(rubric), language),
        "once": bool(penalty.once),
        "grave": penalty.acts,
        "items": [{"id": item.id, "title": item.title.say(language)} for item in items],
    }


def penalties_of(rubric: Rubric) -> dict[str, tuple[Penalty, tuple[Item, ...]]]:
    """Every penalty that can be recorded, with the items of which one has to be named; those on the total too."""
    found: dict[str, tuple[Penalty, tuple[Item, ...]]] = {}
    for module in rubric.parts:
        found |= {each.id: (each, tuple(module.items) if names_item(each) else ()) for each in module.penalties}
    everything = tuple(rubric.items.values())
    return found | {each.id: (each, everything if names_item(each) else ()) for each in rubric.whole_penalties}


def names_item(penalty: Penalty) -> bool:
    """Whether its effect is on one item, which is only known when it is recorded."""
    return "item" in (penalty.zero, penalty.halve, penalty.on) and penalty.of is None


def floor_row(contestant_id: int, language: str = "zh") -> dict[str, Any] | None:
    """One row of `floor_view`; None for the practice contestant, who has no clock."""
    contestant = db.session.get(Contestant, contestant_id)
    if contestant is None or contestant.practice:
        return None
    known = shelf_of(db.session(), contestant.event).known[contestant_id]
    return row_of(rubric_of(contestant.event), contestant, known, now_ms(), language)


def row_of(rubric: Rubric, contestant: Contestant, known: Known, now: int, language: str) -> dict[str, Any]:
    """One contestant on the floor."""
    heat, station = place_of(contestant)
    clocks = [clock_of(module, known.clocks[module.id], now, language) for module in rubric.parts if module.clock]
    return {
        "contestant_id": contestant.id,
        "heat": heat,
        "heat_state": contestant.heat.state if contestant.heat else "waiting",
        "station": station,
        "signed": known.signature is not None,
        "status": known.status,
        "clock": clocks[0] if clocks else NO_CLOCK,
        "clocks": clocks,
        "penalties": _counted(rubric, known, language),
    }


NO_CLOCK = {
    "module": "",
    "title": "",
    "state": "ready",
    "elapsed_ms": 0,
    "started_at": None,
    "limit_ms": None,
    "cost": "",
    "time": "",
}


def clock_of(module: Module, watch: Watch, now: int, language: str) -> dict[str, Any]:
    """A clock as it stands at `now`, with what its time costs if it stopped there."""
    seconds = watch.seconds(now)
    rule = module.clock
    points = charge(rule, seconds).points if rule and watch.state != "ready" else Fraction(0)
    early = points > 0 and watch.state != "stopped"  # a bonus is only earned by stopping
    return {
        "module": module.id,
        "title": module.title.say(language),
        "state": watch.state,
        "elapsed_ms": int(seconds * 1000),
        "started_at": watch.started,
        "limit_ms": int((rule.limit if rule and rule.limit is not None else Decimal(0)) * 1000),
        "cost": "" if not points or early else f"{'-' if points < 0 else '+'}{plain(abs(points))}",
        "time": clock_text(seconds) if watch.state == "stopped" else "",
    }


def _counted(rubric: Rubric, known: Known, language: str) -> dict[str, Any]:
    rows = {}
    for penalty, _items in penalties_of(rubric).values():
        facts = known.penalties.get(penalty.id, ())
        count = sum(number for _, number in facts)
        if count:
            points = charge_of(penalty, count).points
            cost = f"{'-' if points < 0 else '+'}{plain(abs(points))}" if points else ""
            cost = cost or price(penalty, named_parts(rubric), language)
            rows[penalty.id] = {"count": count, "cost": cost, "uids": [uid for uid, _ in reversed(facts)]}
    return rows
