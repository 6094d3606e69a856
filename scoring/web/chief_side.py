"""What the chief sees of one contestant: the sheets item by item and the calculation. Every figure is the engine's."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from scoring.engine.explain import combined_formula, factor_of
from scoring.engine.figures import ZERO, aligned, clock_text, plain, signed
from scoring.engine.kinds import ItemScore
from scoring.engine.module import ModuleScore
from scoring.engine.panel import PanelScore
from scoring.engine.reasons import Reason
from scoring.engine.result import Result
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Panel
from scoring.store import read, record
from scoring.store.models import Event
from scoring.web.chief_hands import answers_of, handed_of, seats_named
from scoring.web.chief_page import SIGNED, STATUSES, outliers, panels_of, seat_titles
from scoring.web.drawing import code_of
from scoring.web.floor_words import status_word
from scoring.web.hours import hour
from scoring.web.language import language
from scoring.web.remarks import put_beside, remarks_beside
from scoring.web.rubric_words import worth
from scoring.web.seat_words import means_word

Line = dict[str, str]


def side_of(event: Event, contestant_id: int) -> dict[str, Any] | None:
    """One contestant's sheets, calculation and what may be done; None when it is not of this event."""
    tongue = language()
    view = read.chief_view(event, tongue)
    row = next((row for row in view["rows"] if row["contestant_id"] == contestant_id), None)
    result = read.results_of(event).get(contestant_id) if row else None
    if row is None or result is None:
        return None
    rubric = read.rubric_of(event)
    compared = read.compare(contestant_id, tongue) or {"items": []}
    flagged = {item["id"] for item in compared["items"] if item["flagged"]}
    titles = {seat["key"]: seat["title"] or seat["key"] for seat in view["seats"]}
    panels = panels_of(result)
    named = seat_titles(view["seats"])
    heads = _heads(view["seats"], titles, row["cells"])
    ready = bool(row["ready_to_sign"])
    out = status_word(row["status"]) if row["status"] in STATUSES else ""
    blank = bool(out) and not any(sheet.covered for panel in panels for sheet in panel.sheets)
    total = out or row["total"] or ""
    shown = [_panel(panel, rubric, heads, flagged) for panel in panels if panel.sheets and not blank]
    return put_beside(shown, remarks_beside(event, contestant_id, trainees=True)) | {
        "contestant_id": contestant_id,
        "station": row["station"],
        "name": _place(row),
        "under": " · ".join(one for one in (row["number"], out) if one),
        "seats": [
            _seat(seat, named[seat["id"]], row["cells"][seat["id"]])
            for seat in view["seats"]
            if seat["id"] in row["cells"]
        ],
        "answers": answers_of(event, contestant_id, row["cells"], seats_named(view["seats"], named)),
        "handed": handed_of(contestant_id, seats_named(view["seats"], named)),
        "adjustable": bool(record.adjustable(rubric)),
        "returnable": any(cell["state"] == "submitted" for cell in row["cells"].values()),
        "lines": [
            line
            for module in result.modules
            for line in _lines(module, rubric, titles, len(result.modules) > 1)
            if not blank
        ]
        + ([] if blank else _whole_lines(result, rubric)),
        "total": total,
        "total_words": _("Result") if row["stage"] in SIGNED or ready else _("Result so far"),
        "stage": "signed" if row["stage"] in SIGNED else row["stage"],
        "ready": ready,
        "advice": _advice(panels, titles, row),
        "sign_words": _sign_words(row, total, bool(out)),
        "signed": _signed(contestant_id, tongue) if row["stage"] in SIGNED else "",
    }


def _place(row: dict[str, Any]) -> str:
    if not row["station"]:
        return row["number"]
    return _("Heat %(heat)s, station %(n)s", heat=row["heat"], n=row["station"])


def _seat(seat: dict[str, Any], title: str, cell: dict[str, Any]) -> dict[str, Any]:
    return {"id": seat["id"], "title": f"{title} ({seat['key']})", "state": cell["state"]}


def _heads(seats: Sequence[dict[str, Any]], titles: dict[str, str], cells: dict[int, Any]) -> dict[str, str]:
    """The seats' titles for the head of a table, with how their sheets came where not on their own tablets."""
    means = {seat["key"]: means_word(cells[seat["id"]]["means"]) for seat in seats if seat["id"] in cells}
    return {key: " · ".join(filter(None, [title, means.get(key)])) for key, title in titles.items()}


def _panel(panel: PanelScore, rubric: Rubric, titles: dict[str, str], flagged: set[str]) -> dict[str, Any]:
    """The items of a panel as rows, the seats as columns; items where nobody took anything off are folded away."""
    rule = next(one for one in rubric.panels if one.id == panel.panel)
    far = outliers(panel.sheets)
    rows = [
        _item([sheet.items[n] for sheet in panel.sheets], rubric, flagged) for n in range(len(panel.sheets[0].items))
    ]
    single = len(panel.sheets) == 1
    texts = aligned([sheet.total for sheet in panel.sheets], 1)
    totals = [f"{text[:-3]}…" if text.endswith("…") else text for text in texts]
    return {
        "id": f"{panel.panel}-{panel.section}" if panel.section else panel.panel,
        "title": _of_panel(panel, rubric),
        "rule": rule_of(rule, panel),
        "seats": [_titled(sheet.seat, titles) if not single else pgettext("column", "Score") for sheet in panel.sheets],
        "shown": [row for row in rows if not (single and row["plain"])],
        "rest": [row for row in rows if single and row["plain"]],
        "adds": any(rubric.items[score.item].role == "add" for score in panel.sheets[0].items),
        "totals": [
            {"text": text, "flag": sheet.seat in far, "struck": sheet.seat in panel.struck}
            for sheet, text in zip(panel.sheets, totals, strict=True)
        ],
    }


def _of_panel(panel: PanelScore, rubric: Rubric) -> str:
    """The panel's title, with the section or run where each has its own sheets."""
    title = rubric.panels_by_id[panel.panel].title.say(language())
    if not panel.section:
        return title
    section = rubric.sections_by_item[next(iter(panel.items))]
    return f"{title} · {section.title.say(language())}"


def _titled(seat: str, titles: dict[str, str]) -> str:
    """A seat's title; a shared sheet names all its seats."""
    return "+".join(titles.get(key, key) for key in seat.split("+"))


def _item(scores: Sequence[ItemScore], rubric: Rubric, flagged: set[str]) -> dict[str, Any]:
    item = rubric.items[scores[0].item]
    touched = sorted(score.points for score in scores if score.state != "untouched")
    middle = touched[len(touched) // 2] if touched else ZERO
    farthest = max((abs(points - middle) for points in touched), default=ZERO)
    return {
        "key": item.id,
        "id": code_of(item.id),
        "title": rubric.named(item).say(language()),
        "points": worth(item),
        "plain": item.role == "add" and all(score.state == "clear" for score in scores),
        "figures": [
            {
                "text": "—" if score.state == "untouched" else read.brief(score.points),
                "flag": item.id in flagged
                and score.state != "untouched"
                and farthest > 0
                and abs(score.points - middle) == farthest,
            }
            for score in scores
        ],
    }


def rule_of(rule: Panel, panel: PanelScore) -> str:
    """How the panel makes one figure, in a few words."""
    mean = _("sum of the sheets") if rule.combine == "sum" else _("mean of the sheets")
    words = {"shared": _("one shared sheet"), "median": _("median of the sheets")}.get(rule.combine, mean)
    if rule.drop and (panel.struck or panel.struck_items):
        words = _("without the highest and lowest")
    return _("%(rule)s, %(full)s points", rule=words, full=plain(panel.full)) if panel.full else words


def _lines(module: ModuleScore, rubric: Rubric, titles: dict[str, str], several: bool) -> list[Line]:
    """The calculation of one module from top to bottom; the figures of its lines add up to its points."""
    least = rubric.rounding.decimals
    tongue = language()
    lines = _gross(module, rubric, least)
    clock = module.clock
    if clock is not None:
        lines += [
            {"words": _bare(reason, tongue), "figure": _signed_or_zero(reason.points)} for reason in clock.told
        ]
        if not clock.told and clock.ends is None:
            lines.append({"words": _("Time %(time)s, no overtime", time=clock_text(clock.seconds)), "figure": "0"})
    acting = [reason for reason in module.effects if reason not in module.on_items]
    charged = [*module.penalties, *acting, *filter(None, [module.adjusted])]
    lines += [{"words": _bare(reason, tongue), "figure": _signed_or_zero(reason.points)} for reason in charged]
    if module.floored:
        floor = _("Not below %(floor)s", floor=plain(module.exact + module.taken))
        lines.append({"words": floor, "figure": signed(module.floored)})
    if module.field is not None:
        lines.append({"words": _bare(module.field, tongue), "figure": plain(module.points, least)})
    if several or module.weight != 1:
        rule = next(part for part in rubric.parts if part.id == module.module)
        title = rule.title.say(tongue)
        words = f"{title} {plain(module.points, least)} × {factor_of(rule)}" if module.weight != 1 else title
        lines.append({"words": words, "figure": plain(module.weighted, least)})
    return lines


def _gross(module: ModuleScore, rubric: Rubric, least: int) -> list[Line]:
    """Panels and outside values; a section of runs, or one with items that multiply, is a line of its own."""
    tongue = language()
    special = {name for name, section in rubric.sections_by_item.items() if section.special}
    lines = [
        _panel_line(panel, rubric, least)
        for panel in module.panels
        if panel.sheets and not special.intersection(panel.items)
    ]
    lines += [
        {
            "words": f"{rubric.items[one.item].title.say(tongue)} {_said(one.reasons, tongue)}".strip(),
            "figure": plain(one.points, least),
        }
        for one in module.outside
        if one.item not in special
    ]
    for section in module.sections:
        if special.intersection(section.items):
            told = [reason for reason in section.reasons if reason.item == section.section]
            lines.append({"words": _said(told[-1:], tongue), "figure": plain(section.points, least)})
    return lines


def _panel_line(panel: PanelScore, rubric: Rubric, least: int) -> Line:
    rule = rubric.panels_by_id[panel.panel]
    title = rule.title.say(language())
    kept = [sheet.total for sheet in panel.sheets if sheet.seat not in panel.struck]
    if panel.combine == "shared":
        lost = panel.full - panel.exact
        words = f"{title} ({plain(panel.full)} − {plain(lost, 1)})" if lost > 0 else title
    elif panel.over == "item":
        words = _("%(title)s, item by item", title=title)
    else:
        words = f"{title} {combined_formula(rule, kept, 1).partition(' = ')[0]}"
    return {"words": words, "figure": plain(panel.points, least)}


def _whole_lines(result: Result, rubric: Rubric) -> list[Line]:
    """What acts on the total of all modules: penalties on the event, adjustment, what was carried over."""
    charged = [reason for reason in (*result.penalties, *result.effects) if reason.points]
    return [{"words": _bare(each, language()), "figure": _signed_or_zero(each.points)} for each in charged]


def _bare(reason: Reason, tongue: str) -> str:
    """The sentence of a reason without its price, which stands in the column beside it."""
    return replace(reason, points=ZERO).say(tongue)


def _said(reasons: Sequence[Reason], tongue: str) -> str:
    return pgettext("between clauses", "; ").join(_bare(reason, tongue) for reason in reasons)


def _signed_or_zero(points: Fraction) -> str:
    return signed(points) if points else "0"


def _advice(panels: Sequence[PanelScore], titles: dict[str, str], row: dict[str, Any]) -> str:
    """What keeps the result from being signed, else whom the chief may want to ask."""
    if row["stage"] in SIGNED:
        return ""
    if row["why_not"]:
        return pgettext("between clauses", "; ").join(row["why_not"])
    far = [(seat, panel) for panel in panels for seat in outliers(panel.sheets)]
    if not far:
        return ""
    seat, panel = far[0]
    totals = {sheet.seat: sheet.total for sheet in panel.sheets}
    gap = max(abs(totals[seat] - other) for other in totals.values())
    return _(
        "%(seat)s is %(gap)s points from another sheet. You may ask for a second look; nobody's marks are changed.",
        seat=titles.get(seat, seat),
        gap=plain(gap),
    )


def _sign_words(row: dict[str, Any], total: str, out: bool) -> str:
    if row["ready_to_sign"] and out:
        return _("Sign: %(status)s, no result", status=total)
    if row["ready_to_sign"]:
        return _("Sign and release %(total)s", total=total)
    return _("Not ready to sign")


def _signed(contestant_id: int, tongue: str) -> str:
    found = (read.why(contestant_id, tongue) or {}).get("signed") or {}
    at, name = found.get("at"), found.get("by") or ""
    return _(
        "Signed %(hour)s %(name)s", hour=hour(at, seconds=False) if isinstance(at, int) else at or "", name=name
    ).strip()
