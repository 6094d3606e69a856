"""One item over all stations of a heat, for those who walk from table to table with one tape. Shows stations, no names.

GET /judge/heat/<seat>   the heat that is on; `?heat=N` another one, `?item=ID` the item to begin with

The marks are those of the scoresheets: entered by POST /judge/marks, read from each sheet's .json.
"""

from typing import Any

from flask import Blueprint, abort, g, render_template, request

from scoring.engine.values import clearable
from scoring.store import read
from scoring.store.clock import now_ms
from scoring.store.models import Seat
from scoring.web import drawing
from scoring.web.access import needs
from scoring.web.judge import SHUT, parts_of, seat_named, sweepable
from scoring.web.language import language
from scoring.web.right_place import heat_now, heat_of

blueprint = Blueprint("heat", __name__, url_prefix="/judge/heat")


@blueprint.get("/<int:seat_id>")
@needs("judge")
def walk(seat_id: int) -> str:
    """The page: every item once, every station of the heat with the state of its sheet."""
    seat = next((seat for seat in read.seats_of(g.person) if seat.id == seat_id), None)
    if seat is None:
        abort(404)
    rows = [row for row in read.heat_view(seat) if row["heat"] is not None]
    number = _chosen(seat, rows)
    stations = [_station(row, seat) for row in rows if row["heat"] == number and not row["status"]]
    rubric = read.rubric_of(seat.event)
    parts = parts_of(rubric, seat)
    items = [item for _section, own in parts for item in own]
    wish = request.args.get("item", "")
    return render_template(
        "judge/heat.html",
        seat=seat,
        named=seat_named,
        rubric=rubric,
        number=number,
        numbers=sorted({row["heat"] for row in rows}),
        stations=stations,
        parts=parts,
        first=next((item.id for item in items if item.id == wish), items[0].id if items else ""),
        whole={section.id: section for module in rubric.written for section in module.sections},
        floor=heat_of(seat.event, number, seat),
        prices=lambda item: read.prices(item, language()),
        clearable=clearable,
        swept=sweepable,
        drawing=drawing,
        now_ms=now_ms(),
    )


def _chosen(seat: Seat, rows: list[dict[str, Any]]) -> int:
    """The heat that was asked for, else the one that is on, else the first that is not handed in, else the first."""
    numbers = sorted({row["heat"] for row in rows})
    if not numbers:
        abort(404)
    wish, now = request.args.get("heat", type=int), heat_now(seat.event)
    open_heats = [row["heat"] for row in rows if row["state"] not in SHUT]
    choices = [wish, now.number if now else None, min(open_heats, default=None), numbers[0]]
    return next(choice for choice in choices if choice in numbers)


def _station(row: dict[str, Any], seat: Seat) -> dict[str, Any]:
    state = read.sheet(row["contestant_id"], seat.id, language())
    return {"id": row["contestant_id"], "station": row["station"], "locked": row["state"] in SHUT, "state": state}
