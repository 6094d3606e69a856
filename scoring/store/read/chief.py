"""Reading for the chief judge: the matrix of seats and contestants, and the sheets of one contestant side by side."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from scoring.engine.figures import plain
from scoring.engine.result import Result
from scoring.rubrics.language import Rubric
from scoring.store.clock import now_ms
from scoring.store.derived import Known
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, Seat, db
from scoring.store.read.floor import row_of
from scoring.store.read.results import results_of
from scoring.store.read.setup import contestants, place_of
from scoring.store.rubrics import rubric_of

FAR = Fraction(1, 5)  # judges of one item this far apart, in parts of its points, are shown
WAITED_FOR = ("untouched", "entering", "returned")
WHY = {
    "untouched": ("还没有开始评", "not begun"),
    "entering": ("还没有提交", "not handed in"),
    "returned": ("退回后还没有再交", "returned, not handed in again"),
    "asked": ("申请退回评分表", "asks for the sheet back"),
    "late": ("有记录来晚了，没有录入", "marks came too late and were not entered"),
}


def chief_view(event: Event, language: str = "zh") -> dict[str, Any]:
    """The live matrix; figures are text, counts numbers.

    {event, title, revision, state, release, seats: [{id, key, panel, panel_title, title, person}], rows: [row],
    waiting: [{seat_id, contestant_id, heat, station, why}], ready: [contestant ids], done, of};
    row = {contestant_id, number, heat, heat_state, station, status, stage, total, clock, penalties, ready_to_sign,
    why_not: [text], cells: {seat_id: cell}};
    cell = {state, covered, of, total, reason_if_returned, means (proxy, paper or ""), asked, asked_at, late};
    clock and penalties as in floor_view; `asked`: why the judge asks for the sheet ("" else), `late`: how many marks
    came too late and are not settled.
    """
    rubric, now = rubric_of(event), now_ms()
    known, results = shelf_of(db.session(), event).known, results_of(event)
    panels = {panel.id: panel.title.say(language) for panel in rubric.panels}
    entries = contestants(event.id)
    rows = [_row(event, rubric, each, known[each.id], results[each.id], now, language) for each in entries]
    return {
        "event": event.slug,
        "title": event.title if language.startswith("zh") else event.title_en or event.title,
        "revision": event.revision,
        "state": event.state,
        "release": event.release,
        "seats": [
            {
                "id": seat.id,
                "key": seat.key,
                "panel": seat.panel,
                "panel_title": panels.get(seat.panel, seat.panel),
                "title": seat.title,
                "person": seat.person.name if seat.person else "",
            }
            for seat in event.seats
            if not seat.trainee
        ],
        "rows": rows,
        "waiting": [
            wait for each in entries if event.state == "open" for wait in _waits(event, each, known[each.id], language)
        ],
        "ready": [row["contestant_id"] for row in rows if row["ready_to_sign"]],
        "done": sum(each.signature is not None for each in known.values()),
        "of": len(rows),
    }


def _row(
    event: Event, rubric: Rubric, contestant: Contestant, known: Known, result: Result, now: int, language: str
) -> dict[str, Any]:
    final = known.signature is not None and event.state == "closed"
    return row_of(rubric, contestant, known, now, language) | {
        "number": contestant.number,
        "status": result.status if result.status not in ("ok", "incomplete") else known.status,
        "stage": "final" if final else known.stage,
        "total": str(result.running),
        "ready_to_sign": event.state == "open" and known.ready,
        "why_not": _why_not(event.seats, known, language),
        "cells": {
            seat: {
                "state": line.state,
                "covered": line.covered,
                "of": line.of,
                "total": brief(line.total, 1) if line.sums else "",
                "reason_if_returned": line.reason,
                "means": line.means,
                "asked": line.asked.reason if line.asked is not None and line.asks(seat) else "",
                "asked_at": line.asked.at if line.asked is not None and line.asks(seat) else None,
                "late": sum(fact.seat_id == seat for fact in known.late),
            }
            for seat, line in known.sheets.items()
        },
    }


def _why_not(seats: list[Seat], known: Known, language: str) -> list[str]:
    """What is missing before the chief can sign."""
    if known.signature is not None:
        return []
    keys = [seat.key for seat in seats if seat.id in known.out]
    chinese = language.startswith("zh")
    out = (f"未提交：{'、'.join(keys)}" if chinese else f"not handed in: {', '.join(keys)}",) if keys else ()
    open_ = {seat.key for seat in seats if seat.id in known.sheets and known.sheets[seat.id].open}
    told = [each for each in known.missing if not (each.code == "open" and set(each.seat.split("+")) & open_)]
    if known.result.status == "ok" and not known.touched:
        out = ("还没有任何记录" if chinese else "nothing has been entered yet",)
    return [*out, *_unanswered(seats, known, chinese), *(reason.say(language) for reason in told)]


def _unanswered(seats: list[Seat], known: Known, chinese: bool) -> Iterator[str]:
    """What somebody waits to hear from the chief judge."""
    if known.late:
        count = len(known.late)
        yield f"{count} 条记录来晚了，还没有处理" if chinese else f"marks that came too late, not settled: {count}"
    if known.asked:
        keys = [seat.key for seat in seats if seat.id in known.asked]
        yield f"申请退回：{'、'.join(keys)}" if chinese else f"asked for back: {', '.join(keys)}"


def brief(figure: Fraction, least: int = 0) -> str:
    """A figure for a narrow column: one that never ends is cut after two decimals."""
    text = plain(figure, least)
    return f"{text[:-3]}…" if text.endswith("…") else text


def _waits(event: Event, contestant: Contestant, known: Known, language: str) -> list[dict[str, Any]]:
    """Who waits for the chief, and whom the chief waits for: of a finished heat, or where others have handed in."""
    others = any(line.state == "submitted" for line in known.sheets.values())
    over = contestant.heat is not None and contestant.heat.state == "done"
    heat, station = place_of(contestant)
    whys: dict[int, list[str]] = {}
    for seat, why in _reasons_to_wait(known, others or over):
        whys.setdefault(seat, []).append(WHY[why][0 if language.startswith("zh") else 1])
    between = "；" if language.startswith("zh") else "; "
    return [
        {
            "seat_id": seat,
            "contestant_id": contestant.id,
            "heat": heat,
            "station": station,
            "why": between.join(dict.fromkeys(why)),
        }
        for seat, why in whys.items()
    ]


def _reasons_to_wait(known: Known, over: bool) -> Iterator[tuple[int, str]]:
    """Seats, each with its reason: who waits for the chief, then whom the chief waits for."""
    yield from ((fact.seat_id, "late") for fact in known.late)
    yield from ((seat, "asked") for seat in known.asked)
    for seat in known.out if known.signature is None else ():
        if over or known.sheets[seat].state == "returned":
            yield seat, known.sheets[seat].state


def compare(contestant_id: int, language: str = "zh") -> dict[str, Any] | None:
    """The sheets of one contestant side by side, None when there is no such contestant.

    {contestant_id, heat, station, seats: [{id, key, panel, total, struck}], items: [{id, title, points, panel,
    figures: {seat_id: text}, spread: text, flagged}]}; items not looked at have no figure.
    """
    contestant = db.session.get(Contestant, contestant_id)
    if contestant is None or contestant.practice:
        return None
    event = contestant.event
    rubric, result = rubric_of(event), results_of(event)[contestant_id]
    ids = {seat.key: seat.id for seat in event.seats}
    heat, station = place_of(contestant)
    seats, items = [], []
    for panel in (panel for module in result.modules for panel in module.panels):
        for sheet in panel.sheets:
            for key in sheet.seat.split("+"):
                struck = panel.struck.get(sheet.seat, "")
                seats.append(
                    {"id": ids[key], "key": key, "panel": panel.panel, "total": plain(sheet.total), "struck": struck}
                )
        for number, first in enumerate(panel.sheets[0].items if panel.sheets else ()):
            scores = {sheet.seat: sheet.items[number] for sheet in panel.sheets}
            seen = {seat: score.points for seat, score in scores.items() if score.state != "untouched"}
            spread = max(seen.values()) - min(seen.values()) if len(seen) > 1 else Fraction(0)
            item = rubric.items[first.item]
            items.append(
                {
                    "id": item.id,
                    "title": item.title.say(language),
                    "points": plain(item.points),
                    "panel": panel.panel,
                    "figures": {ids[key]: plain(points) for seat, points in seen.items() for key in seat.split("+")},
                    "spread": plain(spread),
                    "flagged": spread > 0 and spread >= FAR * Fraction(item.points),
                }
            )
    return {"contestant_id": contestant_id, "heat": heat, "station": station, "seats": seats, "items": items}
