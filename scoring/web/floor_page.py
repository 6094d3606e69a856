"""What the floor's page shows of one heat: states and prices with their words. No score is worked out here."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from scoring.engine.clock import charge
from scoring.engine.figures import clock_text, plain, signed
from scoring.engine.reasons import OUTCOMES, ZEROED
from scoring.rubrics.rules import Clock
from scoring.store import read
from scoring.store.models import Event
from scoring.store.read.journal import Line, journal_of
from scoring.web.floor_words import act_word, minus, status_word
from scoring.web.hours import hour
from scoring.web.language import language

HUNDREDTH = Decimal("0.01")
MOST_STEPS = 60  # of overtime that a page prices ahead, where no hard stop ends them


def page_of(event: Event, wanted: int | None, several: bool, module: str = "") -> dict[str, Any]:
    """The page of one heat: `wanted`, else the one that needs the floor now; `module`: which clock, else the first."""
    tongue = language()
    view = read.floor_view(event, tongue)
    rubric = read.rubric_of(event)
    clocked = [part for part in rubric.parts if part.clock]
    chosen_part = next((part for part in clocked if part.id == module), clocked[0] if clocked else None)
    clock = chosen_part.clock if chosen_part else None
    for row in view["rows"]:
        row["clock"] = next(
            (each for each in row["clocks"] if chosen_part and each["module"] == chosen_part.id), row["clock"]
        )
    numbers = sorted({row["heat"] for row in view["rows"] if row["heat"]})
    chosen = _choose(view["rows"], numbers, wanted)
    rows = [row for row in view["rows"] if row["heat"] == chosen] if chosen else []
    journal = journal_of(event, chosen) if chosen else {}
    titles = {one["id"]: one["title"] for one in view["penalties"]}
    stations = [_station(row, view, titles, journal.get(row["contestant_id"], [])) for row in rows]
    ready = [one for one in stations if one["face"] == "ready"]
    return {
        "slug": event.slug,
        "title": event.title if tongue == "zh" else event.title_en or event.title,
        "several": several,
        "now_ms": view["now_ms"],
        "rule": rule_of(clock) if clock else "",
        "limit_ms": _ms(clock.limit or Decimal(0)) if clock else 0,
        "limit_mark": round(1000 * (clock.limit or 0) / _end(clock)) if clock and _end(clock) else 0,
        "stop_ms": _ms(clock.stop.at) if clock and clock.stop else 0,
        "prepare": clock_text(clock.prepare) if clock and clock.prepare else "",
        "prepare_ms": _ms(clock.prepare) if clock and clock.prepare else 0,
        "charges": charges(clock) if clock else [],
        "module": chosen_part.id if chosen_part and len(clocked) > 1 else "",
        "clocks": [(part.id, part.title.say(tongue)) for part in clocked] if len(clocked) > 1 else [],
        "heats": len(numbers),
        "heat": {"number": chosen, "state": rows[0]["heat_state"], "stations": stations} if rows else None,
        "before": max((one for one in numbers if chosen and one < chosen), default=None),
        "after": min((one for one in numbers if chosen and one > chosen), default=None),
        "ready": len(ready),
        "ready_stations": pgettext("between stations", ", ").join(one["label"] for one in ready),
        "finished": sum(one["face"] in ("stopped", "signed", "out") for one in stations),
        "penalties": view["penalties"],
        "rubric": rubric.rubric,
    }


def _choose(rows: list[dict[str, Any]], numbers: list[int], wanted: int | None) -> int | None:
    """The heat asked for, else the first active one, else the first still waiting, else the last."""
    if wanted in numbers:
        return wanted
    for state in ("active", "waiting"):
        found = [row["heat"] for row in rows if row["heat"] and row["heat_state"] == state]
        if found:
            return min(found)
    return numbers[-1] if numbers else None


def _station(row: dict[str, Any], view: dict[str, Any], titles: dict[str, str], lines: list[Line]) -> dict[str, Any]:
    clock = row["clock"]
    locked = bool(row["signed"] or row["status"])
    face = "signed" if row["signed"] else "out" if row["status"] else clock["state"]
    running = clock["state"] == "running" and not locked
    return {
        "contestant_id": row["contestant_id"],
        "station": row["station"],
        "label": str(row["station"]),
        "face": face,
        "locked": locked,
        "elapsed_ms": clock["elapsed_ms"],
        "since_ms": view["now_ms"] if running else 0,
        "time": clock["time"] or minutes(clock["elapsed_ms"]),
        "cost": _cost(clock),
        "status": status_word(row["status"]) if row["status"] else "",
        "closing": _closing(row, clock),
        "penalties": [
            {
                "id": one["id"],
                "title": one["title"],
                "price": minus(one["price"]),
                "grave": one["grave"],  # takes the module or the place: asks first
                "items": one["items"],  # one of them must be named with it
                "count": row["penalties"].get(one["id"], {}).get("count", 0),
            }
            for one in view["penalties"]
        ],
        "journal": [_line(line, titles) for line in lines],
    }


def _cost(clock: dict[str, Any]) -> str:
    """The price of the time so far, where there is one."""
    return minus(clock["cost"] or "")


def _closing(row: dict[str, Any], clock: dict[str, Any]) -> str:
    if row["signed"]:
        return _("Signed by the chief judge; nothing more can be recorded.")
    if row["status"]:
        return status_word(row["status"])
    return _("Time taken: %(time)s", time=clock["time"] or minutes(clock["elapsed_ms"]))


def _line(line: Line, titles: dict[str, str]) -> dict[str, Any]:
    if line["kind"] == "penalty":
        words = titles.get(line["act"], line["act"])
        if line["count"] != 1:
            words = f"{words} × {line['count']}"
        return {**line, "hour": hour(line["at"]), "words": words, "penalty": line["act"]}
    return {**line, "hour": hour(line["at"]), "words": act_word(line["act"], line["value"]), "penalty": "", "uid": ""}


def charges(clock: Clock) -> list[list[Any]]:
    """[[after this many ms, what it costs, in words], …]: what overtime costs as it grows, for the page to look up.

    Each step asks the engine what a time just beyond the border costs, so the page never counts.
    """
    steps: list[Decimal] = []
    if clock.overtime is not None and clock.limit is not None:
        end = clock.stop.at if clock.stop else clock.limit + MOST_STEPS * clock.overtime.every
        steps = [clock.limit + turn * clock.overtime.every for turn in range(MOST_STEPS + 1)]
        steps = [step for step in steps if step < end]
    table: list[list[Any]] = []
    for moment, since in (each for step in steps for each in _borders(clock, step)):
        price = charge(clock, moment).points
        words = signed(price) if price else ""
        if words != (table[-1][1] if table else ""):
            table.append([since, words])
    if clock.stop and clock.stop.then != "score":
        outcome = OUTCOMES.get(clock.stop.then, ZEROED).say(language())
        words = _("beyond %(time)s: %(outcome)s", time=clock_text(clock.stop.at), outcome=outcome)
        table.append([_ms(clock.stop.at), words])
    return table


def _borders(clock: Clock, step: Decimal) -> Iterator[tuple[Decimal, int]]:
    """Times at which a step may begin to cost, with the milliseconds after which each is meant; rounding moves them."""
    if clock.decimals is None:
        yield from ((step, _ms(step) - 1), (step + HUNDREDTH, _ms(step)))
        return
    unit = Decimal(1).scaleb(-clock.decimals)
    for moment in (step - unit, step - unit + HUNDREDTH, step - unit / 2, step, step + HUNDREDTH, step + unit / 2):
        yield moment, _ms(moment) - 1


def rule_of(clock: Clock) -> str:
    """The clock's rule in one line for the bar."""
    parts = [_("Limit %(time)s", time=clock_text(clock.limit))] if clock.limit is not None else []
    if clock.overtime:
        words = {"every": clock_text(clock.overtime.every), "points": plain(clock.overtime.points)}
        if clock.overtime.count == "started":
            parts.append(_("−%(points)s for each %(every)s over, a part counts", **words))
        else:
            parts.append(_("−%(points)s for each full %(every)s over", **words))
    if clock.stop:
        parts.append(_("stop at %(time)s", time=clock_text(clock.stop.at)))
    return pgettext("between clauses", "; ").join(parts)


def minutes(ms: int) -> str:
    """Whole milliseconds as m:ss, cut as a watch shows it."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


def _ms(seconds: Decimal) -> int:
    return int(seconds * 1000)


def _end(clock: Clock) -> Decimal:
    """Where the bar of a clock ends."""
    return clock.stop.at if clock.stop else (clock.limit or Decimal(0)) * Decimal("1.2")
