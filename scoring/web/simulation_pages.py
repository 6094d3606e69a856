"""A rubric played a thousand times by invented fields: ties, spread, minutes, items that never matter. Stores nothing.

GET, POST /organise/library/<ref>/simulation             the choice of field and judges; POST starts a run
GET       /organise/library/<ref>/simulation/<run>       how far it is, then the report; {"state", "done", "of", "html"}
POST      /organise/library/<ref>/simulation/<run>/stop  nobody looks any more
"""

import secrets
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.engine.figures import clock_text, rounded
from scoring.engine.minutes import SECONDS
from scoring.paper.words import word
from scoring.rubrics.language import Rubric
from scoring.web import simulation_runs as runs
from scoring.web.access import needs
from scoring.web.language import language
from scoring.web.outcome import chosen
from scoring.web.try_out import rubric_of

blueprint = Blueprint("lab_simulation", __name__)

CONTESTANTS, FEWEST, MOST = 30, 2, 200
FIELDS, MOST_FIELDS = 1000, 5000
MOST_SEATS = 15
SECONDS_AT_MOST = 60
WIDE, HIGH = 480, 120  # of the drawn bars


@blueprint.route("/library/<ref>/simulation", methods=["GET", "POST"])
@needs("organiser")
def simulation(ref: str) -> Any:
    """The form; with `run` the progress or the report of a run below it."""
    book, rubric = rubric_of(ref)
    plan = _plan(rubric)
    if request.method == "POST":
        order = runs.Order(book.text, f"{ref}.yaml", **plan, seed=secrets.randbelow(2**32), seconds=SECONDS_AT_MOST)
        run = runs.start(folder(), order)
        if run is None:
            return _page(ref, plan, wrong=_("Other simulations are running. Wait a moment and try again.")), 503
        return redirect(url_for(".simulation", ref=ref, run=run, **_kept(plan)), 303)
    run = request.args.get("run", "")
    found = runs.look(folder(), run) if run else None
    return _page(ref, plan, run=run if found else "", found=found)


@blueprint.get("/library/<ref>/simulation/<run>")
@needs("organiser")
def progress(ref: str, run: str) -> Response:
    """Asked again and again while it runs."""
    rubric = rubric_of(ref)[1]
    found = runs.look(folder(), run) or abort(404)
    answer = {"state": found["state"], "done": found.get("done", 0), "of": found.get("of", 1)}
    if found["state"] != "running":
        answer["html"] = render_template("lab/_simulated.html", found=found, **_words(rubric, found))
    return jsonify(answer)


@blueprint.post("/library/<ref>/simulation/<run>/stop")
@needs("organiser")
def stop(ref: str, run: str) -> Any:
    """The page was left, or somebody has seen enough."""
    runs.stop(folder(), run)
    return redirect(url_for(".simulation", ref=ref), 303)


def folder() -> Path:
    """Where runs tell how they stand: files that may be lost."""
    home: Path = current_app.config["INSTANCE"].home
    return home / "cache" / "simulations"


def _plan(rubric: Rubric) -> dict[str, Any]:
    """What the form or the address asks for, within what a minute can do."""
    rounds = [each.id for each in rubric.rounds]
    wanted = request.values.get("round", "")
    seats = {
        panel.id: _number(f"seats-{panel.id}", max(panel.seats, panel.least), 1, MOST_SEATS)
        for panel in rubric.panels
        if panel.combine != "shared"
    }
    return {
        "round": wanted if wanted in rounds else next(iter(rounds), ""),
        "contestants": _number("contestants", CONTESTANTS, FEWEST, MOST),
        "fields": _number("fields", FIELDS, 10, MOST_FIELDS),
        "seats": seats,
    }


def _kept(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan as a part of the address, so that the form shows what was asked."""
    seats = {f"seats-{panel}": many for panel, many in plan["seats"].items()}
    return {"contestants": plan["contestants"], "fields": plan["fields"], "round": plan["round"] or None, **seats}


def _number(field: str, usual: int, least: int, most: int) -> int:
    text = request.values.get(field, "").strip()
    return min(most, max(least, int(text))) if text.isdecimal() and len(text) < 6 else usual


def _page(ref: str, plan: dict[str, Any], run: str = "", found: dict[str, Any] | None = None, wrong: str = "") -> str:
    book, rubric = rubric_of(ref)
    return render_template(
        "lab/simulation.html",
        competition=chosen(),
        book=book,
        ref=ref,
        rubric=rubric,
        plan=plan,
        run=run,
        found=found,
        wrong=wrong,
        limits={"contestants": (FEWEST, MOST), "fields": (10, MOST_FIELDS)},
        panels=[panel for panel in rubric.panels if panel.id in plan["seats"] and rubric.items_of(panel.id)],
        seconds=SECONDS_AT_MOST,
        **_words(rubric, found),
    )


def _words(rubric: Rubric, found: dict[str, Any] | None) -> dict[str, Any]:
    """What page and report both say; of a report its figures as they are drawn."""
    words: dict[str, Any] = {"say": lambda text: text.say(language()), "reading_seconds": SECONDS["measured"]}
    report = (found or {}).get("report")
    if report is None:
        return words
    items = {item.id: item.title for module in rubric.written for item in module.items}
    titles = {module.id: module.title.say(language()) for module in rubric.parts}
    several = len(rubric.parts) > 1
    return words | {
        "report": report,
        "ties": _ties(report),
        "bars": _bars(report["bins"]),
        "idle": [(name, items[name].say(language()), tried) for name, tried in report["idle"] if name in items],
        "minutes": [_minutes(each, titles[each["module"]] if several else "") for each in report["minutes"]],
        "unranked": [(word(status, language()), many) for status, many in report["unranked"].items()],
    }


def percent(count: int, of: int) -> str:
    """A share in words a person uses: whole percents, and never 0 % for what happened."""
    if not of:
        return "–"
    share = rounded(Fraction(count * 100, of), 0, "half-up")
    if count and not share:
        return _("under 1 %")
    return _("over 99 %") if count < of and share == 100 else f"{share} %"


def _ties(report: dict[str, Any]) -> list[tuple[str, str, int]]:
    """What was shared, in what part of the fields, in how many."""
    names = [
        ("tied_first", _("First place is shared")),
        ("tied_award", _("A tie lies across the border of an award")),
        ("tied_any", _("Any place is shared")),
        ("equal_first", _("Equal totals at the top, before the tie rules")),
    ]
    return [(words, percent(report[key], report["fields"]), report[key]) for key, words in names]


def _bars(bins: list[list[Any]]) -> list[dict[str, Any]]:
    """The totals as bars of a drawing WIDE × HIGH."""
    most = max((many for _low, _high, many in bins), default=1)
    width = WIDE / max(len(bins), 1)
    bars = []
    for at, (low, high, many) in enumerate(bins):
        drawn = {"x": round(at * width, 1), "w": round(width - 1, 1), "h": round(HIGH * many / most, 1)}
        bars.append({**drawn, "from": _short(low), "to": _short(high), "many": many})
    return bars


def _short(figure: str) -> str:
    text = f"{Decimal(figure):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _minutes(each: dict[str, Any], title: str) -> dict[str, Any]:
    """One module's time, as the page says it."""
    said = {key: clock_text(Decimal(each[key])) for key in ("prepare", "work", "entering", "measuring", "total")}
    readings = ngettext("%(num)s reading", "%(num)s readings", each["readings"])
    return {**said, "title": title, "readings": readings, "slow": Decimal(each["entering"]) > Decimal(each["work"])}
