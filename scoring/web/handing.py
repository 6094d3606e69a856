"""What a judge does with a whole sheet: hand it in, ask for it back, settle an entry that came too late.

Below /judge/sheet/<contestant>/<seat>; each answers {"sheet": SheetState} or the refusal {"code", "message"}.

POST …/submit {"uid", "seen"?, "drawn"?, "journal"?, "number"?}  `seen`: of the SheetState that was read; when the sheet
                                        says something else by now, that is refused (409 sheet-changed). `drawn`: the
                                        signature as an SVG path in a 600 × 200 field; `journal`, `number`: the
                                        tablet's journal and its last entry
POST …/ask    {"uid", "reason"}                         asks for a sheet that is handed in
POST …/unask  {"uid"}                                   takes the asking back
POST …/aside  {"uid", "held"}                           an entry of one's own that came too late is not needed any more

The same uid twice is one act and answers the same.
"""

from typing import Any

from flask import Blueprint, Response, abort, g, jsonify

from scoring.store import read, record
from scoring.store.record import Hand
from scoring.store.refusals import Refusal
from scoring.web.access import needs
from scoring.web.acts import answered, number, sent, word
from scoring.web.errors import refused, say
from scoring.web.hours import hour
from scoring.web.language import language

blueprint = Blueprint("handing", __name__, url_prefix="/sheet/<int:contestant_id>/<int:seat_id>")

MOST_DRAWN = 20_000  # characters that are read at all; what a signature may be, the store says


@blueprint.post("/submit")
@needs("judge")
def submit(contestant_id: int, seat_id: int) -> Response:
    """Hand the sheet in; refused while items are open, and when the sheet is not what was read."""
    _own(contestant_id, seat_id)
    facts = sent()
    drawn, journal, made = facts.get("drawn", ""), facts.get("journal", ""), number(facts, "number", 0)
    if not isinstance(drawn, str) or len(drawn) > MOST_DRAWN:
        return say(422, "invalid", "drawn")
    if not isinstance(journal, str) or made < 0 or (journal and record.misplaced(journal, max(made, 1), "0" * 64)):
        return say(422, "invalid", "journal, number")
    hand = Hand(drawn=drawn, journal=journal, number=made if journal else 0)
    answer = record.submit_sheet(g.by, facts["uid"], contestant_id, seat_id, language(), hand, word(facts, "seen"))
    return refused(answer) if isinstance(answer, Refusal) else jsonify(sheet=with_hours(answer))


@blueprint.post("/ask")
@needs("judge")
def ask(contestant_id: int, seat_id: int) -> Response:
    """Ask the chief judge for the sheet."""
    _own(contestant_id, seat_id)
    facts = sent()
    reason = word(facts, "reason", needed=True)
    return _told(record.ask_back(g.by, facts["uid"], contestant_id, seat_id, reason), contestant_id, seat_id)


@blueprint.post("/unask")
@needs("judge")
def unask(contestant_id: int, seat_id: int) -> Response:
    """It is right as it is."""
    _own(contestant_id, seat_id)
    return _told(record.unask(g.by, sent()["uid"], contestant_id, seat_id), contestant_id, seat_id)


@blueprint.post("/aside")
@needs("judge")
def aside(contestant_id: int, seat_id: int) -> Response:
    """What came too late was entered again, or is not wanted."""
    _own(contestant_id, seat_id)
    facts = sent()
    held = word(facts, "held", needed=True)
    return _told(record.set_aside(g.by, facts["uid"], held, "", own=True), contestant_id, seat_id)


def with_hours(state: dict[str, Any]) -> dict[str, Any]:
    """The SheetState with the hour at which the sheet was asked for, by the server's clock."""
    at = state["asked"]["at"]
    return state | {"asked": state["asked"] | {"hour": hour(at, seconds=False) if at else ""}}


def _own(contestant_id: int, seat_id: int) -> None:
    if not read.belong_together(g.person.id, contestant_id, seat_id):
        abort(404)


def _told(outcome: Any, contestant_id: int, seat_id: int) -> Response:
    if isinstance(outcome, Refusal):
        return refused(outcome)
    state = read.sheet(contestant_id, seat_id, language())
    return answered(outcome, sheet=with_hours(state) if state else None)
