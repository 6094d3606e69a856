"""Reading for the floor: the clock and the penalties of every station."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.engine.clock import charge
from scoring.engine.figures import clock_text, plain
from scoring.rubrics.language import Module, Rubric
from scoring.rubrics.rules import Penalty
from scoring.rubrics.values import Text
from scoring.store.clock import now_ms
from scoring.store.derived import Known
from scoring.store.entered import Watch
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, db
from scoring.store.read.setup import contestants, place_of
from scoring.store.rubrics import rubric_of

ZERO = Text(zh="记 0 分", en="scores 0")
OUT = Text(zh="取消成绩", en="disqualified")


def floor_view(event: Event, language: str = "zh") -> dict[str, Any]:
    """Every station's clock and penalties.

    {event, revision, now_ms, clocked: bool, limit ("15:00"), penalties: [{id, title, price, once}], rows: [row]},
    rows by heat and station; row = {contestant_id, heat, heat_state, station, signed, status,
    clock: {module, state: ready|running|paused|stopped, elapsed_ms, started_at, limit_ms, cost, time},
    clocks: [the same of every clocked module], penalties: {id: {count, cost, uids: [newest first]}}}.
    """
    rubric, now = rubric_of(event), now_ms()
    known = shelf_of(db.session(), event).known
    timed = [module for module in rubric.parts if module.clock]
    return {
        "event": event.slug,
        "revision": event.revision,
        "now_ms": now,
        "clocked": bool(timed),
        "limit": clock_text(timed[0].clock.limit) if timed and timed[0].clock else "",
        "penalties": [
            {"id": each.id, "title": each.title.say(language), "price": price(each, language), "once": bool(each.once)}
            for each in _penalties(rubric)
        ],
        "rows": [
            row_of(rubric, contestant, known[contestant.id], now, language) for contestant in contestants(event.id)
        ],
    }


def floor_row(contestant_id: int, language: str = "zh") -> dict[str, Any] | None:
    """One row of `floor_view`."""
    contestant = db.session.get(Contestant, contestant_id)
    if contestant is None:
        return None
    known = shelf_of(db.session(), contestant.event).known[contestant_id]
    return row_of(rubric_of(contestant.event), contestant, known, now_ms(), language)


def price(penalty: Penalty, language: str) -> str:
    """What it costs once, as text: "-3", or what it does to the module or the status."""
    if penalty.lose is not None:
        return f"-{plain(penalty.lose)}"
    return (ZERO if penalty.zero else OUT).say(language)


def row_of(rubric: Rubric, contestant: Contestant, known: Known, now: int, language: str) -> dict[str, Any]:
    """One contestant on the floor."""
    heat, station = place_of(contestant)
    clocks = [clock_of(module, known.clocks[module.id], now) for module in rubric.parts if module.clock]
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
    "module": "", "state": "ready", "elapsed_ms": 0, "started_at": None, "limit_ms": None, "cost": "", "time": ""
}  # fmt: skip


def clock_of(module: Module, watch: Watch, now: int) -> dict[str, Any]:
    """A clock as it stands at `now`, with what its time costs if it stopped there."""
    seconds = watch.seconds(now)
    rule = module.clock
    points = charge(rule, seconds).points if rule and watch.state != "ready" else Fraction(0)
    early = points > 0 and watch.state != "stopped"  # a bonus is only earned by stopping
    return {
        "module": module.id,
        "state": watch.state,
        "elapsed_ms": int(seconds * 1000),
        "started_at": watch.started,
        "limit_ms": int((rule.limit if rule else Decimal(0)) * 1000),
        "cost": "" if not points or early else f"{'-' if points < 0 else '+'}{plain(abs(points))}",
        "time": clock_text(seconds) if watch.state == "stopped" else "",
    }


def _penalties(rubric: Rubric) -> Sequence[Penalty]:
    return [penalty for module in rubric.parts for penalty in module.penalties]


def _counted(rubric: Rubric, known: Known, language: str) -> dict[str, Any]:
    rows = {}
    for penalty in _penalties(rubric):
        facts = known.penalties.get(penalty.id, ())
        count = sum(number for _, number in facts)
        if not count:
            continue
        charged = 1 if penalty.once else count
        cost = f"-{plain(penalty.lose * charged)}" if penalty.lose is not None else price(penalty, language)
        rows[penalty.id] = {"count": count, "cost": cost, "uids": [uid for uid, _ in reversed(facts)]}
    return rows
