"""The results for organiser and chief: the sheet to sign, the calculation of every figure, the workbook to take away.

GET /results                       the events
GET /results/<slug>                the result sheet; `?all=1` with complete results that are not signed yet
GET /results/<slug>/<id>           show me why: one contestant's calculation
GET /results/<slug>.xlsx           all of it as a workbook

These pages do not pass the gate: they are for staff only, and carry names and unsigned results.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _

from scoring.engine.standings import Standings
from scoring.live.sockets import off_the_loop
from scoring.paper.calculation import calculation, shown
from scoring.paper.certificate import certificate_sheet
from scoring.paper.means import seat_label
from scoring.paper.tables import Entrant, Occasion, ResultSheet, result_sheet
from scoring.paper.teams import TeamSheet, team_sheet
from scoring.paper.words import word
from scoring.paper.workbook import result_workbook
from scoring.rubrics.language import Rubric
from scoring.store import read
from scoring.store.models import Event
from scoring.web.access import needs
from scoring.web.chief_hands import handed_of
from scoring.web.language import language
from scoring.web.outcome import own
from scoring.web.remarks import remark_lines, remarks_beside

blueprint = Blueprint("results", __name__, url_prefix="/results")

STAFF = ("organiser", "chief")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a page is drawn from. `held`: whose result is not in the table, and why; with `everything` nobody's is."""

    event: Event
    rubric: Rubric
    table: Standings
    whole: Standings
    entrants: Mapping[str, Entrant]
    held: Mapping[str, str]
    signed: int
    unsigned: int  # complete, and waiting for the chief's signature
    everything: bool


@blueprint.get("")
@needs(*STAFF)
def events() -> Any:
    """Which event's results; a single one is shown at once."""
    shown = _events()
    if len(shown) == 1:
        return redirect(url_for("results.sheet", slug=shown[0].slug))
    return render_template("results/events.html", events=shown, competition=own())


@blueprint.get("/<slug>")
@needs(*STAFF)
def sheet(slug: str) -> str:
    """The result sheet on screen, printed as the paper to sign."""
    outcome = outcome_of(slug)
    words = {"page": sheet_of(outcome), "teams": teams_of(outcome), "several": len(_events()) > 1}
    return render_template("results/sheet.html", **words, **_shared(outcome))


@blueprint.get("/<slug>/<int:contestant_id>")
@needs(*STAFF)
def why(slug: str, contestant_id: int) -> str:
    """Every figure of one contestant with its calculation. A result that is held is shown as it stands."""
    outcome = outcome_of(slug)
    number = next((name for name, entrant in outcome.entrants.items() if entrant.id == contestant_id), None)
    if number is None:
        abort(404)
    table = outcome.whole if number in outcome.held else outcome.table
    row = next(row for row in table.rows if row.contestant == number)
    titles = {seat.id: seat.title or seat.key for seat in outcome.event.seats}
    tree = calculation(outcome.rubric, row, table.results[number], language())
    return render_template(
        "results/why.html",
        tree=tree,
        who=outcome.entrants[number],
        held=outcome.held.get(number, ""),
        shown=shown,
        seat_label=lambda seat: seat_label(number, seat, language(), read.means_by_seat(outcome.event)),
        handed_in=handed_of(contestant_id, titles),
        beside=remarks_beside(outcome.event, contestant_id),
        **_shared(outcome),
    )


@blueprint.get("/<slug>.xlsx")
@needs(*STAFF)
def workbook(slug: str) -> Response:
    """The workbook; made off the loop, so that nobody waits for it but who asked."""
    outcome = outcome_of(slug)
    answer = Response(workbook_of(outcome), mimetype=XLSX)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{slug}-{outcome.event.revision}.xlsx")
    return answer


def workbook_of(outcome: Outcome) -> bytes:
    """The file itself."""
    page = sheet_of(outcome)
    released = [row for row in outcome.table.rows if row.contestant not in outcome.held]
    results = {**outcome.whole.results, **{row.contestant: outcome.table.results[row.contestant] for row in released}}
    body: list[bytes] = []
    tongue, teams = language(), teams_of(outcome)
    certificate = certificate_sheet(read.certificate(outcome.event), tongue)
    remarks = remark_lines(outcome.event)

    def make() -> None:
        trees = [calculation(outcome.rubric, row, results[row.contestant], tongue) for row in released]
        people = outcome.entrants
        body.append(result_workbook(page, outcome.rubric, trees, results, people, tongue, teams, certificate, remarks))

    _apart()(make)
    return body[0]


@cache
def _apart() -> Any:
    """Where long work is done; one at a time."""
    return off_the_loop()


def outcome_of(slug: str) -> Outcome:
    """The results of an event as the request wants them: signed ones, or with `all=1` every complete one."""
    event = read.event_by_slug(slug)
    if event is None or event.state == "draft":
        abort(404)
    everything = request.args.get("all") == "1"
    people = read.standings_of(event)
    held = held_of(event, people)
    return Outcome(
        event=event,
        rubric=read.rubric_of(event),
        table=read.standings_table(event, only_released=not everything),
        whole=read.standings_table(event),
        entrants={
            each["contestant"]: Entrant(each["contestant"], each["name"], each["unit"], each["contestant_id"])
            for each in people
        },
        held={} if everything else held,
        unsigned=sum(1 for why_not in held.values() if why_not == "unsigned"),
        signed=sum(1 for each in people if each["signed"]),
        everything=everything,
    )


def held_of(event: Event, people: list[dict[str, Any]]) -> dict[str, str]:
    """Whose result is not released, and the word for why. Where every mark is shown at once nothing is held."""
    if event.release == "at-once":
        return {}
    return {
        each["contestant"]: "unsigned" if each["status"] == "ok" else each["status"]
        for each in people
        if not each["signed"]
    }


def sheet_of(outcome: Outcome) -> ResultSheet:
    occasion = occasion_of(outcome.event, _state(outcome))
    means = read.means_by_seat(outcome.event)
    return result_sheet(outcome.rubric, outcome.table, outcome.entrants, occasion, language(), outcome.held, means)


def occasion_of(event: Event, state: str) -> Occasion:
    """What stands above every sheet of the event."""
    return Occasion(
        competition=_title(event.competition),
        event=_title(event),
        rubric=event.rubric_ref,
        digest=event.rubric_digest,
        revision=event.revision,
        state=state,
        day=event.competition.day,
        settings=read.settings_in_words(event, language()),
    )


def teams_of(outcome: Outcome) -> TeamSheet | None:
    """The table of teams, made of what the table of contestants shows."""
    return team_sheet(outcome.rubric, outcome.table, outcome.entrants, language())


def _state(outcome: Outcome) -> str:
    if outcome.everything:
        return _("preview, not released")
    if outcome.event.state == "closed":
        return _("final")
    return _("provisional, %(signed)s of %(all)s signed", signed=outcome.signed, all=len(outcome.entrants))


def _shared(outcome: Outcome) -> dict[str, Any]:
    """What both pages need."""
    return {
        "event": outcome.event,
        "title": _title(outcome.event),
        "settings": read.settings_in_words(outcome.event, language()),
        "competition": outcome.event.competition,
        "everything": outcome.everything,
        "unsigned": outcome.unsigned,
        "setting": {
            "event": outcome.event.slug,
            "shown": None if outcome.everything else _released_at(outcome.event.slug),
        },
        "say": lambda key, *values: word(key, language(), *values),
    }


def _released_at(slug: str) -> int:
    """The revision at which what is released last changed; marks that are not released do not move it."""
    snapshot = current_app.extensions["scoring.feed"].newest(slug)
    return int(snapshot.standings["revision"])


def _events() -> list[Event]:
    gathering = own()
    return [event for event in read.events(gathering.id) if event.state != "draft"] if gathering else []


def _title(titled: Any) -> str:
    """The title in the page's language, as far as it was given."""
    return str(titled.title_en if language() == "en" and titled.title_en else titled.title)
