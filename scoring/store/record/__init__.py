"""Every write: one function, one transaction, COMMIT, then the signal `changed`.

Answers a value or a `Refusal`; never raises for a person's mistake.
"""

from scoring.store.record.adjust import adjustable, record_adjustment
from scoring.store.record.aside import set_aside
from scoring.store.record.asking import ask_back, decline, unask
from scoring.store.record.chief import (
    excuse_seat,
    reopen_result,
    return_sheet,
    seat_again,
    set_status,
    sign_result,
    sign_results,
)
from scoring.store.record.competitions import (
    change_competition,
    change_event,
    close_event,
    create_competition,
    create_event,
    open_event,
    remove_event,
    reopen_event,
)
from scoring.store.record.devices import Browser, keep_check, revoke_device, sign_in_device, touch_device
from scoring.store.record.entries import (
    add_contestant,
    add_contestants,
    add_unit,
    change_contestant,
    place_contestants,
    remove_contestant,
    set_heat_state,
)
from scoring.store.record.fact import By
from scoring.store.record.floor import record_clock, record_penalty
from scoring.store.record.joining import join_seat, make_codes, renew_code
from scoring.store.record.keying import confirm_keyed, record_keyed, reject_keyed
from scoring.store.record.notes import record_note
from scoring.store.record.outside import record_outside, record_outsides
from scoring.store.record.people import change_person, create_person, renew_pass, retire_person
from scoring.store.record.practice import begin_practice
from scoring.store.record.seats import change_seat, create_seat, remove_seat
from scoring.store.record.settings import record_setting, refused_value
from scoring.store.record.sheets import Hand, NewMark, record_mark, record_marks, submit_sheet
from scoring.store.record.tablet import Taken, Way, misplaced, record_heads, take_marks
from scoring.store.refusals import Refusal, RowProblem

__all__ = [
    "Browser",
    "By",
    "Hand",
    "NewMark",
    "Refusal",
    "RowProblem",
    "Taken",
    "Way",
    "add_contestant",
    "add_contestants",
    "add_unit",
    "adjustable",
    "ask_back",
    "begin_practice",
    "change_competition",
    "change_contestant",
    "change_event",
    "change_person",
    "change_seat",
    "close_event",
    "confirm_keyed",
    "create_competition",
    "create_event",
    "create_person",
    "create_seat",
    "decline",
    "excuse_seat",
    "join_seat",
    "keep_check",
    "make_codes",
    "misplaced",
    "open_event",
    "place_contestants",
    "record_adjustment",
    "record_clock",
    "record_heads",
    "record_keyed",
    "record_mark",
    "record_marks",
    "record_note",
    "record_outside",
    "record_outsides",
    "record_penalty",
    "record_setting",
    "refused_value",
    "reject_keyed",
    "remove_contestant",
    "remove_event",
    "remove_seat",
    "renew_code",
    "renew_pass",
    "reopen_event",
    "reopen_result",
    "retire_person",
    "return_sheet",
    "revoke_device",
    "seat_again",
    "set_aside",
    "set_heat_state",
    "set_status",
    "sign_in_device",
    "sign_result",
    "sign_results",
    "submit_sheet",
    "take_marks",
    "touch_device",
    "unask",
]
