"""Try a rubric: fill in a sheet for imaginary contestants and watch what comes of it, with the reasons. Stores nothing.

GET, POST /organise/library/<ref>/try         the sheet; POST with `act` fills it in, adds a contestant, a judge
POST      /organise/library/<ref>/try/result  {"html", "wrong"} for what is typed at the moment
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from scoring.engine.explain import Step, module_steps, total_steps
from scoring.engine.figures import plain
from scoring.engine.reasons import Reason
from scoring.engine.result import Result, result_of
from scoring.engine.standings import Row, standings
from scoring.paper.words import word
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Panel
from scoring.web import library as shelf
from scoring.web.access import needs
from scoring.web.language import language
from scoring.web.outcome import chosen
from scoring.web.rubric_words import points_of
from scoring.web.try_fill import by_chance, perfect
from scoring.web.try_rows import Drawer, number_of
from scoring.web.try_sheet import MOST_CONTESTANTS, MOST_SEATS, Entered, Setup, entered, seats_by_panel

blueprint = Blueprint("lab_try", __name__)

MOST_REASONS = 200  # of one contestant; who finds more faults than this has seen enough


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: where it was found, the sentence with its price."""

    about: str
    said: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one contestant's sheet, ready to be drawn."""

    row: Row
    running: str
    full: str  # empty where more than that can be reached
    sections: list[tuple[str, str, str]]  # title, points, full ("" without end)
    missing: list[Why]
    why: list[Why]
    flags: list[Why]
    steps: list[tuple[str, list[Step]]]  # a module's title ("" where there is one), its calculation
    total_steps: list[Step]

    @property
    def place(self) -> int:
        """Where it stands in the ranking; who has no rank stands below."""
        return self.row.rank or MOST_CONTESTANTS + 1


@blueprint.route("/library/<ref>/try", methods=["GET", "POST"])
@needs("organiser")
def try_it(ref: str) -> str:
    """The whole page."""
    book, rubric = rubric_of(ref)
    rounds, rules = _round(rubric)
    setup = _setup(rules)
    typed: Mapping[str, str] = {key: value for key, value in request.form.items() if "|" in key}
    act = request.form.get("act", "" if request.method == "POST" else "perfect")
    setup = _acted(act, setup)
    if act == "perfect":
        typed = perfect(rules, setup)
    elif act == "chance":
        typed = by_chance(rules, setup, random.Random())  # noqa: S311  an invented performance is no secret
    elif act == "empty":
        typed = {}
    elif act == "contestant":
        typed = {**perfect(rules, setup), **typed}
    found = entered(rules, setup, typed)
    return render_template(
        "lab/try.html",
        competition=chosen(),
        book=book,
        ref=ref,
        rubric=rules,
        rounds=rounds,
        setup=setup,
        panels=[
            panel for panel in rules.panels if panel.combine != "shared" and panel.id in seats_by_panel(rules, setup)
        ],
        tries=Drawer(rules, setup, typed, found.wrong).tries(),
        outcomes=outcomes_of(rules, found),
        most=MOST_CONTESTANTS,
        most_seats=MOST_SEATS,
        **_words(rules),
    )


@blueprint.post("/library/<ref>/try/result")
@needs("organiser")
def result(ref: str) -> Response:
    """What the fields give as they stand."""
    rules = _round(rubric_of(ref)[1])[1]
    found = entered(rules, _setup(rules), {key: value for key, value in request.form.items() if "|" in key})
    html = render_template("lab/_tried.html", outcomes=outcomes_of(rules, found), rubric=rules, **_words(rules))
    return jsonify(html=html, wrong=found.wrong)


def rubric_of(ref: str) -> tuple[shelf.Book, Rubric]:
    """A rubric of the library that can be used; 404 for every other, such as a draft with problems."""
    book = shelf.book(ref) or abort(404)
    return book, book.rubric or abort(404)


def _round(rubric: Rubric) -> tuple[list[tuple[str, str, bool]], Rubric]:
    """The rounds to choose from (id, title, chosen) and the rules of the chosen one."""
    if not rubric.rounds:
        return [], rubric
    wanted = request.values.get("round", "")
    known = [each.id for each in rubric.rounds]
    wanted = wanted if wanted in known else known[0]
    rounds = [(each.id, each.title.say(language()), each.id == wanted) for each in rubric.rounds]
    return rounds, rubric.for_round(wanted)


def _setup(rules: Rubric) -> Setup:
    """How many contestants and seats the form has."""
    seats = {panel.id: _number(f"seats-{panel.id}", least_seats(panel), 1, MOST_SEATS) for panel in rules.panels}
    looked = request.method == "GET" or "looked" in request.form
    return Setup(_number("contestants", 1, 1, MOST_CONTESTANTS), seats, looked)


def least_seats(panel: Panel) -> int:
    """One sheet, or as many as the panel needs for a result."""
    return min(MOST_SEATS, panel.least)


def _number(field: str, usual: int, least: int, most: int) -> int:
    text = request.form.get(field, "")
    return min(most, max(least, int(text))) if text.isdecimal() and len(text) < 4 else usual


def _acted(act: str, setup: Setup) -> Setup:
    """One contestant or judge more or less."""
    what, _sep, panel = act.partition(":")
    seats = dict(setup.seats)
    if what in ("seat", "unseat") and panel in seats:
        seats[panel] = min(MOST_SEATS, max(1, seats[panel] + (1 if what == "seat" else -1)))
    step = {"contestant": 1, "fewer": -1}.get(what, 0)
    return replace(setup, contestants=min(MOST_CONTESTANTS, max(1, setup.contestants + step)), seats=seats)


def outcomes_of(rules: Rubric, found: Entered) -> list[Outcome]:
    """Every contestant's outcome, in their own order."""
    table = standings(rules, [result_of(rules, facts) for facts in found.facts])
    rows = {row.contestant: row for row in table.rows}
    return [_outcome(rules, rows[facts.contestant], table.results[facts.contestant]) for facts in found.facts]


def _outcome(rules: Rubric, row: Row, result: Result) -> Outcome:
    titles = {section.id: section.title for module in rules.written for section in module.sections}
    several = len(rules.parts) > 1
    modules = [module.title.say(language()) if several else "" for module in rules.parts]
    reasons = list(row.why)
    if result.status == "incomplete":  # then `why` says what is missing; what was found so far is worth seeing too
        found = (reason for module in result.modules for reason in module.reasons)
        reasons = [*found, *result.penalties, *result.effects]
    return Outcome(
        row=row,
        running=str(result.running),
        full=points_of(rules) if Fraction(result.running) <= full_of(rules) else "",
        sections=[
            (
                titles[section.section].say(language()),
                plain(section.points),
                plain(section.full) if section.full else "",
            )
            for module in result.modules
            for section in module.sections
        ],
        missing=[_why(rules, reason) for reason in result.missing],
        why=[_why(rules, reason) for reason in reasons[:MOST_REASONS]],
        flags=[_why(rules, reason) for reason in row.flags],
        steps=[
            (title, list(module_steps(rules, result, module.module)))
            for title, module in zip(modules, result.modules, strict=True)
        ],
        total_steps=list(total_steps(rules, result)),
    )


def full_of(rules: Rubric) -> Fraction:
    """What the whole is worth: the header's claim, else the modules with their weights."""
    if rules.points is not None:
        return Fraction(rules.points)
    return sum((module.most * module.factor for module in rules.parts), start=Fraction(0))


def _why(rules: Rubric, reason: Reason) -> Why:
    """A reason with what it is about, in words."""
    item = rules.items.get(reason.item)
    title = item.title.say(language()) if item else ""
    run = rules.performed.get(reason.item) if "#" in reason.item else None
    parts = [run.title.say(language()) if run else "", number_of(item) if item else "", title]
    about = " ".join(part for part in parts if part)
    seat = seat_name(rules, reason.seat) if reason.seat else ""
    if seat and item and rules.panels_by_id[reason.seat.rpartition("-")[0]].combine != "shared":
        about = f"{about} · {seat}"
    said = reason.say(language())
    return Why(about, said.replace(reason.seat, seat) if seat else said)


def seat_name(rules: Rubric, seat: str) -> str:
    """A seat of the trial as people call it: its panel, with a number where the panel has several."""
    panel, _dash, number = seat.rpartition("-")
    rule = rules.panels_by_id[panel]
    title = rule.title.say(language())
    return title if rule.combine == "shared" else f"{title} {number}"


def _words(rules: Rubric) -> dict[str, Any]:
    """What page and result both say."""
    return {
        "plain": plain,
        "say": lambda text: text.say(language()),
        "outcome_word": outcome_word,
    }


def outcome_word(status: str) -> str:
    """What is said beside the total; nothing where all is well."""
    return "" if status == "ok" else word(status, language())
