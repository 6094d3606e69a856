"""What the chief's matrix shows: the store's states and figures with their words and shapes. Works out no score."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from scoring.engine.figures import clock_text, plain
from scoring.engine.scoresheet import Scoresheet
from scoring.rubrics.rules import Clock
from scoring.store import read
from scoring.store.models import Event
from scoring.web.floor_page import line_words, minutes, status_word
from scoring.web.language import language

BAR = 36  # width of a coverage bar, in its own units
DIFFER = Fraction(15, 100)  # judges of one panel this far apart, in parts of its points, are shown to the chief
SIGNED = ("signed", "decoded", "published", "final")

Row = dict[str, Any]


def matrix_of(event: Event, several: bool = False) -> dict[str, Any]:
    """The page: seats as columns, heats as groups of rows, and what is waited for."""
    tongue = language()
    view = read.chief_view(event, tongue)
    floor = read.floor_view(event, tongue)
    rubric = read.rubric_of(event)
    results = read.results_of(event)
    clock = next((module.clock for module in rubric.parts if module.clock), None)
    clocks = {row["contestant_id"]: row["clock"] for row in floor["rows"]}
    waited = {(one["contestant_id"], one["seat_id"]) for one in view["waiting"]}
    apart = {one: _apart(result) for one, result in results.items()}
    rows = [_row(row, view, waited, clocks, apart, floor["now_ms"], clock) for row in view["rows"]]
    seats = {seat["id"]: seat["title"] for seat in view["seats"]}
    points = {panel.id: sum((item.points for item in rubric.items_of(panel.id)), Decimal(0)) for panel in rubric.panels}
    return {
        "slug": event.slug,
        "title": event.title if tongue == "zh" else event.title_en or event.title,
        "rubric": rubric.rubric,
        "release_kind": view["release"],
        "release": _("released at once") if view["release"] == "at-once" else _("released when signed"),
        "several": several,
        "blind": event.naming == "number",
        "now_ms": floor["now_ms"],
        "clocked": clock is not None,
        "limit": _("limit %(time)s", time=clock_text(clock.limit)) if clock else "",
        "full": _(
            "of %(points)s",
            points=plain(sum((Fraction(part.points) * part.weight for part in rubric.parts), Fraction(0))),
        ),
        "seats": [_seat(seat, points) for seat in view["seats"]],
        "columns": len(view["seats"]) + 4 + (clock is not None),
        "heats": _heats(rows),
        "waiting": [_waited(one, seats, view) for one in view["waiting"]],
    }


def _seat(seat: dict[str, Any], points: dict[str, Decimal]) -> dict[str, Any]:
    worth = _("%(points)s points", points=plain(points.get(seat["panel"], Decimal(0))))
    return {**seat, "title": seat["title"] or seat["key"], "under": worth}


def _heats(rows: list[Row]) -> list[dict[str, Any]]:
    """Heats for the eye: those under way first, then those to come, then the finished ones, newest first."""
    heats: dict[int, list[Row]] = {}
    for row in rows:
        heats.setdefault(row["heat"] or 0, []).append(row)
    order = {"active": 0, "waiting": 2, "done": 1}
    made = [_heat(number, found) for number, found in heats.items()]
    made.sort(
        key=lambda heat: (
            heat["all_signed"],
            order[heat["state"]],
            heat["number"] * (1 if heat["state"] == "waiting" else -1),
        )
    )
    return made


def _heat(number: int, rows: list[Row]) -> dict[str, Any]:
    state = rows[0]["heat_state"] or "waiting"
    ready = [row["contestant_id"] for row in rows if row["ready_to_sign"]]
    signed = sum(row["signed"] for row in rows)
    finished = all(row["signed"] for row in rows)
    left = len(rows) - signed - len(ready)
    if finished:
        words = _("all signed")
    elif state == "waiting":
        words = ngettext("%(num)s station, not called yet", "%(num)s stations, not called yet", len(rows))
    else:
        where = _("under way") if state == "active" else _("being checked")
        words = _("%(where)s, %(signed)s of %(of)s signed", where=where, signed=signed, of=len(rows))
    held = (
        ngettext("%(num)s other is not ready and stays.", "%(num)s others are not ready and stay.", left)
        if left
        else ""
    )
    return {
        "number": number,
        "state": state,
        "rows": rows,
        "ready": ready,
        "all_signed": finished,
        "summary": words,
        "held": held,
    }


def _row(
    row: Row,
    view: dict[str, Any],
    waited: set[Any],
    clocks: dict[int, Any],
    apart: dict[int, set[str]],
    now: int,
    clock: Clock | None,
) -> Row:
    signed = row["stage"] in SIGNED
    late = any(one == row["contestant_id"] for one, _seat in waited)
    cells = []
    for seat in view["seats"]:
        waits = (row["contestant_id"], seat["id"]) in waited
        differs = seat["key"] in apart.get(row["contestant_id"], set()) and not signed
        cells.append(seat_face(row["cells"].get(seat["id"]), waits, differs))
    face, words = _stage(row, signed, late, any(cell["face"] == "differ" for cell in cells))
    return {
        **row,
        "who": _("Station %(n)s", n=row["station"]) if row["station"] else row["number"],
        "signed": signed,
        "cells": cells,
        "clock": clock_face(clocks.get(row["contestant_id"]), now, clock),
        "total": row["total"] if signed or row["ready_to_sign"] else "—",
        "face": face,
        "words": words,
    }


def seat_face(cell: dict[str, Any] | None, waits: bool = False, differs: bool = False) -> dict[str, Any]:
    """One seat's sheet as a face (a shape with a word) and what stands beside it."""
    if cell is None:
        return {"face": "none"}
    covered, of = int(cell["covered"]), int(cell["of"])
    face = cell["state"]
    words = ""
    if waits and face in ("untouched", "entering"):
        face, words = "late", _("%(n)s to go", n=of - covered) if covered < of else _("not handed in")
    elif face == "submitted" and differs:
        face = "differ"
    return {
        "face": face,
        "words": words,
        "total": cell["total"],
        "reason": cell.get("reason_if_returned", ""),
        "bar": BAR * covered // of if of else 0,
        "percent": f"{100 * covered // of if of else 0}%",
    }


def clock_face(clock: dict[str, Any] | None, now: int, rule: Clock | None) -> dict[str, Any]:
    """The clock of a station, running where it runs."""
    if clock is None:
        return {"state": "none"}
    ms = clock["elapsed_ms"]
    return {
        "state": clock["state"],
        "elapsed_ms": ms,
        "since_ms": now,
        "time": clock["time"] if clock["state"] == "stopped" and clock["time"] else minutes(ms),
        "over": rule is not None and ms > rule.limit * 1000,
    }


def _stage(row: Row, signed: bool, late: bool, differs: bool) -> tuple[str, str]:
    if row["status"] in ("dns", "dnf", "dsq", "void"):
        return "status", status_word(row["status"])
    if signed:
        return "signed", stage_word(row["stage"])
    if late:
        return "late", _("waiting")
    if row["ready_to_sign"]:
        return ("differ", _("look first")) if differs else ("ready", _("ready to sign"))
    return "going", stage_word(row["stage"])


def stage_word(stage: str) -> str:
    """Where a result stands, in words."""
    return {
        "entering": pgettext("stage", "being entered"),
        "submitted": pgettext("stage", "partly handed in"),
        "complete": pgettext("stage", "all handed in"),
        "signed": pgettext("stage", "signed"),
        "decoded": pgettext("stage", "decoded"),
        "published": pgettext("stage", "published"),
        "final": pgettext("stage", "final"),
    }.get(stage, stage)


def _waited(one: dict[str, Any], seats: dict[int, str], view: dict[str, Any]) -> dict[str, Any]:
    return {**one, "seat": seats.get(one["seat_id"], ""), "since": one.get("since", "")}


def _apart(result: Any) -> set[str]:
    """The seats whose sheets stand far from the rest of their panel."""
    panels = [panel for module in result.modules for panel in module.panels] if result else []
    return {seat for panel in panels for seat in outliers(panel.sheets)}


def outliers(sheets: Sequence[Scoresheet]) -> set[str]:
    """Of finished sheets too far apart, the one farthest from the middle one; of two sheets, both."""
    done = sorted((sheet for sheet in sheets if not sheet.open), key=lambda sheet: sheet.total)
    if len(done) < 2 or done[-1].total - done[0].total < DIFFER * done[0].full:
        return set()
    if len(done) == 2:
        return {sheet.seat for sheet in done}
    middle = done[len(done) // 2].total
    return {max(done, key=lambda sheet: abs(sheet.total - middle)).seat}


def statuses() -> list[tuple[str, str]]:
    """What a chief may rule about a contestant, with its word."""
    rulings = [(value, status_word(value)) for value in ("dns", "dnf", "void", "dsq")]
    return [*rulings, ("", pgettext("status", "None of these: counts as usual"))]


def sentences(event: Event) -> dict[str, str]:
    """The page's words for its script."""
    blind = event.naming == "number"
    public = (
        _("Number and result become public on the board.")
        if blind
        else _("Name, unit and result become public on the board.")
    )
    if event.release == "at-once":
        public = _("This event shows marks at once; signing makes the result lasting.")
    return {
        "becomes_public": public
        + " "
        + _("Its sheets, clock and penalties are locked. You can open it again, with a reason."),
        "sign_one": _("Sign {name}: {total}?"),
        "sign_heat": _("Sign {n} results of heat {heat}?"),
        "signed": _("{n} signed."),
        "again": _("{seat} (excused: judges again)"),
        "done_return": _("The sheet is back with its judge."),
        "done_excuse": _("Recorded."),
        "done_status": _("Recorded."),
        "done_reopen": _("Open again; it has left the board."),
        "heat_active": _("Heat {heat} is called."),
        "heat_done": _("Heat {heat} is over."),
        "show": _("Show"),
        "hide": _("Hide"),
        **line_words(),
    }
