"""Writing what happens on the floor: the clock of a station, and penalties."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scoring.rubrics.values import parse_duration
from scoring.store.entered import Watch, clocked, load, watches
from scoring.store.models import ClockFact, Penalty
from scoring.store.read.floor import floor_row, penalties_of
from scoring.store.record.fact import By, add, repeated, scene_of
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

ACTS = ("start", "pause", "resume", "stop", "set", "reset")
MOST_COUNT = 99
LONGEST = 500


def record_clock(
    by: By, uid: str, contestant_id: int, act: str, value: str = "", reason: str = "", module: str = ""
) -> dict[str, Any] | Refusal:
    """`act`: start, pause, resume, stop; set (`value` m:ss.cc from a watch) and reset, both with a reason.

    `module` is only needed where several modules have a clock. Answers the row of read.floor_view.
    """
    refused = write(lambda session: _clock(session, by, uid, contestant_id, act, value, reason.strip(), module))
    return refused or floor_row(contestant_id) or refusal("unknown")


def record_penalty(
    by: By, uid: str, contestant_id: int, penalty: str, count: int = 1, withdraws: str = "", item: str = ""
) -> dict[str, Any] | Refusal:
    """Count a penalty, or take an earlier one (`withdraws`: its uid) back. Answers the row of read.floor_view.

    `item` is needed where the penalty's effect is on one item.
    """
    refused = write(lambda session: _penalty(session, by, uid, contestant_id, penalty, count, withdraws, item))
    return refused or floor_row(contestant_id) or refusal("unknown")


def _clock(
    session: Session, by: By, uid: str, contestant_id: int, act: str, value: str, reason: str, module: str
) -> Refusal | None:
    row = repeated(session, ClockFact, uid, contestant_id=contestant_id, act=act)
    if row is not None:
        return row if isinstance(row, Refusal) else None
    if act not in ACTS:
        return refusal("clock-act", act=act[:20])
    scene = scene_of(session, contestant_id)
    if isinstance(scene, Refusal):
        return scene
    modules = clocked(scene.rubric)
    module = module or (modules[0] if modules else "")
    if module not in modules:
        return refusal("no-clock")
    entered = load(session, scene.event.id, [contestant_id], kinds=("clock",))[contestant_id]
    refused = _out_of_turn(watches(scene.rubric, entered.clock)[module], act)
    if refused:
        return refused
    if act in ("set", "reset") and not reason:
        return refusal("reason")
    if act == "set" and parse_duration(value) is None:
        return refusal("time", value=value[:20])
    value = value if act == "set" else ""
    add(session, ClockFact, by, uid, scene, module=module, act=act, value=value, reason=reason[:LONGEST])
    return None


def _out_of_turn(watch: Watch, act: str) -> Refusal | None:
    """Why the act does not fit the clock's state."""
    state = watch.state
    if act == "start" and state != "ready":
        return refusal("clock-running" if state == "running" else "clock-started")
    if act == "pause" and state != "running":
        return refusal("clock-not-running")
    if act == "resume" and (state not in ("paused", "stopped") or watch.set is not None):
        return refusal("clock-running" if state == "running" else "clock-not-paused")
    if act == "stop" and state not in ("running", "paused"):
        return refusal("clock-not-running")
    return refusal("clock-ready") if act == "reset" and state == "ready" else None


def _penalty(
    session: Session, by: By, uid: str, contestant_id: int, penalty: str, count: int, withdraws: str, item: str
) -> Refusal | None:
    row = repeated(session, Penalty, uid, contestant_id=contestant_id)
    if row is not None:
        return row if isinstance(row, Refusal) else None
    scene = scene_of(session, contestant_id)
    if isinstance(scene, Refusal):
        return scene
    if withdraws:
        target = session.scalar(select(Penalty).where(Penalty.uid == withdraws))
        gone = session.scalar(select(Penalty.id).where(Penalty.withdraws == withdraws))
        if target is None or target.contestant_id != contestant_id or target.withdraws or gone is not None:
            return refusal("penalty-withdrawn")
        penalty, count, item = target.penalty, target.count, target.item
    known = penalties_of(scene.rubric).get(penalty)
    if known is None:
        return refusal("penalty", penalty=penalty[:40])
    if bool(known[1]) != bool(item) or (item and item not in {each.id for each in known[1]}):
        return refusal("penalty-item")
    if not 1 <= count <= MOST_COUNT:
        return refusal("number-range", field_zh="次数", field_en="count", least=1, most=MOST_COUNT)
    add(session, Penalty, by, uid, scene, penalty=penalty, count=count, withdraws=withdraws, item=item)
    return None
