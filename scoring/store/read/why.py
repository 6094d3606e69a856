"""Reading one result as a tree, every figure with its calculation. For staff: it carries the name."""

from collections.abc import Sequence
from typing import Any

from scoring.engine.explain import Step, item_formula, module_steps, panel_formula, total_steps
from scoring.engine.figures import clock_text, plain
from scoring.engine.kinds import ItemScore
from scoring.engine.module import ModuleScore
from scoring.engine.panel import PanelScore
from scoring.engine.result import Result
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module
from scoring.rubrics.values import Text
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Person, db
from scoring.store.read.results import table_of
from scoring.store.read.setup import place_of
from scoring.store.rubrics import rubric_of


def why(contestant_id: int, language: str = "zh") -> dict[str, Any] | None:
    """The whole calculation; figures are text; None when there is no such contestant.

    {contestant_id, number, name, unit, heat, station, rank, tied, award, total, running, status, rubric, digest,
    signed: {at (ms), by, digest}|None, reasons: [text], missing: [text], steps: [step], parted_by: text,
    modules: [{id, title, weight, full, score, weighted, steps: [step], clock: {time, points, reasons}|None,
    penalties: [text], panels: [{id, title, formula, points, sheets: [{seat, total, struck}]}],
    sections: [{id, title, points, full, items: [{id, title, points (worth), score, formula, panel,
    seats: [{seat, score, state, reasons: [text]}]}]}]}]}; step = {code, of, title, text, figure}.
    """
    contestant = db.session.get(Contestant, contestant_id)
    if contestant is None or contestant.practice:
        return None
    event, rubric = contestant.event, rubric_of(contestant.event)
    shelf = shelf_of(db.session(), event)
    table = table_of(event, shelf, "all")
    result = table.results[contestant.number]
    row = next(row for row in table.rows if row.contestant == contestant.number)
    heat, station = place_of(contestant)
    return {
        "contestant_id": contestant_id,
        "number": contestant.number,
        "name": contestant.name,
        "unit": contestant.unit.name if contestant.unit else "",
        "heat": heat,
        "station": station,
        "rank": row.rank,
        "tied": row.tied,
        "award": row.award.say(language) if row.award else "",
        "total": None if result.total is None else str(result.total),
        "running": str(result.running),
        "status": result.status,
        "rubric": event.rubric_ref,
        "digest": event.rubric_digest,
        "signed": _signed(shelf.known[contestant_id].signature),
        "reasons": [reason.say(language) for reason in result.why],
        "missing": [reason.say(language) for reason in result.missing],
        "steps": [_step(step, language) for step in total_steps(rubric, result)],
        "parted_by": row.parted_by.say(language) if row.parted_by else "",
        "modules": [
            _module(rubric, result, rule, score, language)
            for rule, score in zip(rubric.parts, result.modules, strict=True)
        ],
    }


def _signed(signature: Any) -> dict[str, Any] | None:
    if signature is None:
        return None
    person = db.session.get(Person, signature.person_id) if signature.person_id else None
    return {"at": signature.at, "by": person.name if person else "", "digest": signature.digest}


def _step(step: Step, language: str) -> dict[str, str]:
    return {
        "code": step.code,
        "of": step.of,
        "title": step.title.say(language),
        "text": step.text,
        "figure": plain(step.figure),
    }


def _module(rubric: Rubric, result: Result, rule: Module, score: ModuleScore, language: str) -> dict[str, Any]:
    titles = {panel.id: panel.title.say(language) for panel in rubric.panels}
    clock = score.clock
    return {
        "id": rule.id,
        "title": rule.title.say(language),
        "weight": f"{plain(rule.weight * 100)}%",
        "full": plain(score.full),
        "score": plain(score.points),
        "weighted": plain(score.weighted),
        "steps": [_step(step, language) for step in module_steps(rubric, result, rule.id)],
        "clock": {
            "time": clock_text(clock.seconds),
            "points": plain(clock.points),
            "reasons": [reason.say(language) for reason in clock.told],
        }
        if clock
        else None,
        "penalties": [reason.say(language) for reason in score.penalties],
        "panels": [
            {
                "id": panel.panel,
                "title": titles[panel.panel],
                "formula": panel_formula(rubric, panel),
                "points": plain(panel.points),
                "sheets": [
                    {"seat": sheet.seat, "total": plain(sheet.total), "struck": panel.struck.get(sheet.seat, "")}
                    for sheet in panel.sheets
                ],
            }
            for panel in score.panels
        ],
        "sections": [
            {
                "id": counted.section,
                "title": titles_of(rubric, rule.id)[counted.section].say(language),
                "points": plain(counted.points),
                "full": plain(counted.full),
                "items": [
                    _item(rubric, score, rubric.items[item], points, language) for item, points in counted.items.items()
                ],
            }
            for counted in score.sections
        ],
    }


def titles_of(rubric: Rubric, module: str) -> dict[str, Text]:
    """The titles of a module's sections as they are written: all runs of one together."""
    written = next(part for part in rubric.written if part.id == module)
    return {section.id: section.title for section in written.sections}


def _item(rubric: Rubric, score: ModuleScore, item: Item, points: Any, language: str) -> dict[str, Any]:
    panel = next((panel for panel in score.panels if item.id in panel.items), None)
    own = (
        [(sheet.seat, each) for sheet in panel.sheets for each in sheet.items if each.item == item.id] if panel else []
    )
    own += [("", each) for each in score.outside if each.item == item.id]
    return {
        "id": item.id,
        "title": rubric.named(item).say(language),
        "points": plain(item.points),
        "score": plain(points),
        "formula": _formula(rubric, panel, item),
        "panel": panel.panel if panel else "",
        "seats": _seats(own, language),
    }


def _formula(rubric: Rubric, panel: PanelScore | None, item: Item) -> str:
    return item_formula(rubric, panel, item.id) if panel else ""


def _seats(scores: Sequence[tuple[str, ItemScore]], language: str) -> list[dict[str, Any]]:
    return [
        {
            "seat": seat,
            "score": plain(score.points),
            "state": score.state,
            "reasons": [reason.say(language) for reason in score.reasons],
        }
        for seat, score in scores
    ]
