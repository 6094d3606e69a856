"""What the chief's matrix shows: the store's states and figures with their words and shapes. Works out no score."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from scoring.engine.figures import ZERO, clock_text, plain, signed
from scoring.engine.result import Result
from scoring.engine.scoresheet import Scoresheet
from scoring.store import read, record
from scoring.store.clock import now_ms
from scoring.store.models import Event
from scoring.web.chief_words import stage_word
from scoring.web.floor_page import minutes
from scoring.web.floor_words import status_word
from scoring.web.language import language
from scoring.web.seat_words import means_word, seat_of_panel

BAR = 36  # width of a coverage bar, in its own units
DIFFER = Fraction(15, 100)  # judges of one panel this far apart, in parts of its points, are shown to the chief
SIGNED = ("signed", "decoded", "published", "final")
STATUSES = ("dns", "dnf", "wdr", "fail", "dsq", "annul", "void")  # out of competition is judged as usual
BEGUN_FIRST = {"active": 0, "done": 1, "waiting": 2}

NO_SHEET = {"face": "none"}
ANSWER = ("tardy", "asks")  # a mark came too late, or the judge wants the sheet back: somebody waits for the chief

Row = dict[str, Any]


def matrix_of(event: Event, several: bool = False) -> dict[str, Any]:
    """The page: seats as columns, heats as groups of rows, and what is waited for."""
    tongue, now = language(), now_ms()
    view, rubric, results = read.chief_view(event, tongue), read.rubric_of(event), read.results_of(event)
    clock = next((module.clock for module in rubric.parts if module.clock), None)
    waited = {(one["contestant_id"], one["seat_id"]) for one in view["waiting"]}
    for row in view["rows"]:
        _dress(row, results[row["contestant_id"]], view["seats"], waited, now)
    points = {
        panel.id: sum((item.points for item in rubric.items_of(panel.id)), Decimal(0))
        for panel in rubric.panels
        if read.adds_up(rubric, panel.id)
    }
    full = sum((part.most * part.factor for part in rubric.parts), ZERO)
    titles = seat_titles(view["seats"])
    return {
        "slug": event.slug,
        "title": event.title if tongue == "zh" else event.title_en or event.title,
        "rubric": rubric.rubric,
        "release": _("released at once") if view["release"] == "at-once" else _("released when signed"),
        "several": several,
        "settings": bool(rubric.settings),
        "trainees": any(seat.trainee for seat in event.seats),
        "blind": event.naming == "number",
        "now_ms": now,
        "clocked": clock is not None,
        "limit": _("limit %(time)s", time=clock_text(clock.limit)) if clock and clock.limit is not None else "",
        "full": _("of %(points)s", points=plain(full)) if full else "",
        "seats": [
            {
                "title": titles[seat["id"]],
                "under": _under(seat, points),
            }
            for seat in view["seats"]
        ],
        "columns": len(view["seats"]) + 4 + (clock is not None),
        "heats": heats_of(view["rows"]),
        "waiting": [{**one, "seat": titles[one["seat_id"]]} for one in view["waiting"]],
    }


def _under(seat: dict[str, Any], points: dict[str, Decimal]) -> str:
    """A seat's key, and what its sheet is worth where its items are simply added."""
    if seat["panel"] not in points:
        return str(seat["key"])
    return f"{seat['key']} · " + _("%(points)s points", points=plain(points[seat["panel"]]))


def adjustable_parts(event: Event) -> list[dict[str, str]]:
    """What the chief judge may add to or take from, each with its limits in words."""
    rubric = read.rubric_of(event)
    titles = {part.id: part.title.say(language()) for part in rubric.parts} | {"": _("the total")}
    parts = []
    for module, limits in record.adjustable(rubric).items():
        words = {"up": plain(limits.up), "down": plain(limits.down), "step": plain(limits.step)}
        rule = _("at most +%(up)s or −%(down)s, in steps of %(step)s", **words)
        parts.append({"id": module, "title": titles[module] if len(titles) > 2 else _("the result"), "rule": rule})
    return parts


def seat_titles(seats: Sequence[dict[str, Any]]) -> dict[int, str]:
    """Each seat's own title, else its panel's, counted where a panel has several."""
    titles = {}
    for seat in seats:
        mates = [one["id"] for one in seats if one["panel"] == seat["panel"]]
        panel = seat["panel_title"]
        alone = panel if len(mates) == 1 else seat_of_panel(panel, mates.index(seat["id"]) + 1)
        titles[seat["id"]] = seat["title"] or alone
    return titles


def heats_of(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Heats for the eye: under way first, then being checked, then those to come; signed ones last, newest first."""
    heats: dict[int, list[Row]] = {}
    for row in rows:
        heats.setdefault(row["heat"] or 0, []).append(row)
    made = [_heat(number, found) for number, found in heats.items()]
    for heat in made:
        onward = 1 if heat["state"] == "waiting" else -1
        heat["order"] = (heat["all_signed"], BEGUN_FIRST.get(heat["state"], 2), onward * heat["number"])
    return sorted(made, key=lambda heat: heat["order"])


def _heat(number: int, rows: list[Row]) -> dict[str, Any]:
    state = rows[0]["heat_state"] or "waiting"
    ready = [row["contestant_id"] for row in rows if row["face"] == "ready"]
    signed_ones = sum(row["signed"] for row in rows)
    finished = signed_ones == len(rows)
    left = len(rows) - signed_ones - len(ready)
    untouched = all(cell["face"] in ("untouched", "none", "excused") for row in rows for cell in row["cells"])
    answers = any(cell["face"] in ANSWER for row in rows for cell in row["cells"])
    if finished:
        words = _("all signed")
    elif state == "waiting" and untouched:
        words = ngettext("%(num)s station, not called yet", "%(num)s stations, not called yet", len(rows))
    else:
        where = {"active": _("under way"), "done": _("being checked")}.get(state, _("not called yet"))
        words = _("%(where)s, %(signed)s of %(of)s signed", where=where, signed=signed_ones, of=len(rows))
    return {
        "number": number,
        "state": state,
        "rows": rows,
        "ready": ready,
        "all_signed": finished,
        "summary": words,
        "held": ngettext("%(num)s other stays for now.", "%(num)s others stay for now.", left) if left else "",
        "folded": (finished and not answers) or (state == "waiting" and untouched),
    }


def _dress(row: Row, result: Result, seats: Sequence[dict[str, Any]], waited: set[Any], now: int) -> None:
    """Give a row of the store its shapes and words."""
    row["signed"] = row["stage"] in SIGNED
    far = set() if row["signed"] else {seat for panel in panels_of(result) for seat in outliers(panel.sheets)}
    row["cells"] = [
        seat_face(row["cells"].get(seat["id"]), (row["contestant_id"], seat["id"]) in waited, seat["key"] in far)
        for seat in seats
    ]
    if row["status"] in STATUSES:
        row["cells"] = [NO_SHEET if _idle(cell) else cell for cell in row["cells"]]
    row["who"] = _("Station %(n)s", n=row["station"]) if row["station"] else row["number"]
    row["aside"] = status_word("ooc") if row["status"] == "ooc" else ""
    row["clock"] = clock_face(row["clock"], now)
    row["penalties"] = penalties_of(result)
    kept = row["status"] not in STATUSES or (row["status"] == "fail" and result.total is not None)
    counted = kept and (row["signed"] or row["ready_to_sign"])
    row["total"] = row["total"] if counted else "—"
    row["face"], row["words"] = stage_face(row)


def _idle(cell: dict[str, Any]) -> bool:
    """Nobody entered anything on the sheet, and nobody waits for an answer about it."""
    return not cell.get("covered") and cell["face"] not in ANSWER


def panels_of(result: Result) -> list[Any]:
    """Every panel of a result, module by module."""
    return [panel for module in result.modules for panel in module.panels]


def penalties_of(result: Result) -> str:
    """What penalties and time take off together (or give), as text."""
    points = sum((reason.points for module in result.modules for reason in module.penalties), ZERO)
    points += sum((module.clock.points for module in result.modules if module.clock), ZERO)
    points += sum((reason.points for reason in result.penalties), ZERO)
    return signed(points) if points else "0"


def seat_face(cell: dict[str, Any] | None, waits: bool = False, differs: bool = False) -> dict[str, Any]:
    """One seat's sheet as a face (a shape with a word) and what stands beside it."""
    if cell is None:
        return NO_SHEET
    covered, of = int(cell["covered"]), int(cell["of"])
    face, words = cell["state"], ""
    if cell["late"]:
        face, words = "tardy", ngettext("%(num)s came late", "%(num)s came late", cell["late"])
    elif cell["asked"]:
        face = "asks"
    elif waits and face in ("untouched", "entering"):
        face, words = "late", _("%(n)s to go", n=of - covered) if covered < of else pgettext("short", "not in")
    elif face == "submitted" and differs:
        face = "differ"
    return {
        "face": face,
        "covered": covered,
        "words": words,
        "total": cell["total"],
        "means": means_word(cell["means"]),
        "reason": cell["reason_if_returned"],
        "bar": BAR * covered // of if of else 0,
        "percent": f"{100 * covered // of if of else 0}%",
    }


def clock_face(clock: dict[str, Any], now: int) -> dict[str, Any]:
    """The clock of a station, running where it runs."""
    ms = clock["elapsed_ms"]
    return {
        "state": clock["state"],
        "elapsed_ms": ms,
        "since_ms": now,
        "time": clock["time"] or minutes(ms),
        "over": bool(clock["limit_ms"]) and ms > clock["limit_ms"],
    }


def stage_face(row: Row) -> tuple[str, str]:
    """A row's stage as a shape and a word."""
    faces = {cell["face"] for cell in row["cells"]}
    if row["signed"]:
        return "signed", status_word(row["status"]) if row["status"] in STATUSES else stage_word(row["stage"])
    if row["ready_to_sign"] and row["status"] in STATUSES:
        return "ready", status_word(row["status"])
    if row["ready_to_sign"]:
        if "differ" in faces:
            return "differ", pgettext("short", "look first")
        return "ready", pgettext("stage", "ready")
    if faces.intersection(ANSWER):
        return "late", pgettext("short", "answer")
    if row["status"] in STATUSES:
        return "status", status_word(row["status"])
    if faces & {"late", "returned"}:
        return "late", pgettext("short", "waiting")
    if faces <= {"untouched", "excused", "none"} and row["clock"]["state"] == "ready":
        return "going", pgettext("sheet", "not started")
    return "going", stage_word(row["stage"])


def outliers(sheets: Sequence[Scoresheet]) -> set[str]:
    """Of finished sheets too far apart, the one farthest from the middle one; of two sheets, both."""
    done = sorted((sheet for sheet in sheets if not sheet.open), key=lambda sheet: sheet.total)
    if len(done) < 2 or done[-1].total - done[0].total < DIFFER * done[0].full:
        return set()
    if len(done) == 2:
        return {sheet.seat for sheet in done}
    middle = done[len(done) // 2].total
    return {max(done, key=lambda sheet: abs(sheet.total - middle)).seat}
