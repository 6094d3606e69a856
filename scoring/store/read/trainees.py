"""Reading trainees beside the panel, item by item: feedback for who learns. No result is made of it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from scoring.engine.figures import plain
from scoring.engine.kinds import ItemScore
from scoring.engine.result import Result
from scoring.rubrics.language import Rubric
from scoring.store.derived import adds_up, own_sheet
from scoring.store.entered import load
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, Seat, db
from scoring.store.read.chief import FAR, brief
from scoring.store.read.setup import contestants, place_of
from scoring.store.rubrics import rubric_of


def trainees(event: Event, language: str = "zh") -> list[dict[str, Any]]:
    """Every trainee's seat with its sheets, as far as something is entered on them; figures are text.

    [{seat_id, key, panel, panel_title, title, person, begun, handed, differ (how many items in all), sheets: [{
    contestant_id, heat, station, state, total, panel_total ("" where items are not added), differ, items: [{id, title,
    points, trainee, panel (the mean of its seats, "" while nobody of it looked), reasons: [text], differs}]}]}].
    """
    seats = [seat for seat in event.seats if seat.trainee]
    if not seats:
        return []
    rubric, known = rubric_of(event), shelf_of(db.session(), event).known
    facts = load(db.session(), event.id)
    titles = {panel.id: panel.title.say(language) for panel in rubric.panels}
    found = []
    for seat in seats:
        sheets = [
            _sheet(rubric, event, seat, one, known[one.id].result, facts[one.id], language)
            | {"state": known[one.id].trainees[seat.id].state}
            for one in contestants(event.id)
            if known[one.id].trainees[seat.id].covered
        ]
        found.append(
            {
                "seat_id": seat.id,
                "key": seat.key,
                "panel": seat.panel,
                "panel_title": titles.get(seat.panel, seat.panel),
                "title": seat.title,
                "person": seat.person.name if seat.person else "",
                "begun": len(sheets),
                "handed": sum(sheet["state"] == "submitted" for sheet in sheets),
                "differ": sum(sheet["differ"] for sheet in sheets),
                "sheets": sheets,
            }
        )
    return found


def _sheet(
    rubric: Rubric, event: Event, seat: Seat, contestant: Contestant, result: Result, entered: Any, language: str
) -> dict[str, Any]:
    own = own_sheet(rubric, event.seats, seat, entered)
    panel = _panel(result, seat.panel)
    items = [
        _item(rubric, score, panel.get(score.item, []), language) for score in own.items if score.state != "untouched"
    ]
    heat, station = place_of(contestant)
    sums = adds_up(rubric, seat.panel)
    totals = [
        sheet.total
        for module in result.modules
        for each in module.panels
        if each.panel == seat.panel
        for sheet in each.sheets
        if not sheet.open
    ]
    return {
        "contestant_id": contestant.id,
        "heat": heat,
        "station": station,
        "total": plain(own.total) if sums else "",
        "panel_total": brief(sum(totals, Fraction(0)) / len(totals)) if sums and totals else "",
        "differ": sum(item["differs"] for item in items),
        "items": items,
    }


def _panel(result: Result, panel: str) -> Mapping[str, list[ItemScore]]:
    """What the seats of the panel found, item by item."""
    found: dict[str, list[ItemScore]] = {}
    for module in result.modules:
        for each in module.panels:
            for sheet in each.sheets if each.panel == panel else ():
                for score in sheet.items:
                    if score.state != "untouched":
                        found.setdefault(score.item, []).append(score)
    return found


def _item(rubric: Rubric, own: ItemScore, others: list[ItemScore], language: str) -> dict[str, Any]:
    item = rubric.items[own.item]
    mean = sum((score.points for score in others), Fraction(0)) / len(others) if others else None
    gap = abs(own.points - mean) if mean is not None else Fraction(0)
    return {
        "id": item.id,
        "title": rubric.named(item).say(language),
        "points": plain(item.points),
        "trainee": plain(own.points),
        "panel": "" if mean is None else brief(mean),
        "reasons": [reason.say(language) for reason in own.reasons],
        "differs": gap > 0 and gap >= FAR * Fraction(item.points),
    }
