"""The chief's acts: what can be signed, what the signed copy holds, and that `verify` notices tampering."""

import sqlite3

import pytest

from scoring.store import database, read, record
from scoring.store.memo import shelf_of
from scoring.store.models import Signature, db
from scoring.store.signed import copy_of, digest_of
from scoring.store.verify import verify
from tests.store.making import (
    BY,
    app_on,
    entries_of,
    event_of,
    judge,
    made,
    mark,
    refused,
    seat_of,
    sign,
    uid,
)  # fmt: skip


@pytest.fixture
def event(app):
    return event_of()


@pytest.fixture
def first(event):
    return entries_of(event)[0]


def test_only_what_is_complete_can_be_signed(event, first):
    assert refused(record.sign_result(BY, uid(), first)) == "sheets-out"
    judge(event, first)
    made(record.record_clock(BY, uid(), first, "reset", reason="x"))
    refusal = record.sign_result(BY, uid(), first)
    assert refused(refusal) == "incomplete" and "没有用时" in refusal.zh and "no time" in refusal.en
    made(record.record_clock(BY, uid(), first, "set", "2:00", "watch"))
    signature = made(record.sign_result(BY, "chief-1", first))
    assert digest_of(signature.copy) == signature.digest and '"contestant":"1"' in signature.copy
    assert made(record.sign_result(BY, "chief-1", first)).id == signature.id
    assert refused(record.sign_result(BY, uid(), first)) == "signed"
    assert verify().checked == 1 and verify().wrong == ()


def test_many_are_signed_at_once_and_the_others_say_why(event):
    entries = entries_of(event)
    judge(event, entries[0])
    made(record.set_status(BY, uid(), entries[2], "dns"))
    (problem,) = record.sign_results(BY, "all", entries)
    assert (problem.row, problem.refusal.code) == (2, "sheets-out")
    assert [row["signed"] for row in read.standings_of(event)] == [True, False, True]
    assert refused(record.close_event(event.id)) == "unsigned"
    made(record.set_status(BY, uid(), entries[1], "dnf"))
    assert record.sign_results(BY, "rest", entries[1:2]) == []
    assert made(record.close_event(event.id)).state == "closed"


def test_a_status_needs_no_sheets_and_some_need_a_reason(event, first):
    assert refused(record.set_status(BY, uid(), first, "late")) == "status"
    assert refused(record.set_status(BY, uid(), first, "dsq")) == "reason"
    made(record.set_status(BY, uid(), first, "dsq", "冒名顶替"))
    sign(first)
    assert read.why(first)["status"] == "dsq"
    made(record.reopen_result(BY, uid(), first, "查无实据"))
    made(record.set_status(BY, uid(), first, ""))
    assert read.why(first)["status"] == "incomplete"


def test_an_excused_seat_is_not_waited_for(event, first):
    judge(event, first)
    made(record.return_sheet(BY, uid(), first, seat_of(event, "J2"), "x"))
    assert refused(record.excuse_seat(BY, uid(), first, seat_of(event, "J2"), "")) == "reason"
    made(record.excuse_seat(BY, uid(), first, seat_of(event, "J2"), "亲属回避"))
    assert refused(mark(event, first, "J2", "2.1", "9", order=5)) == "excused"
    refusal = record.sign_result(BY, uid(), first)
    assert refused(refusal) == "incomplete", "two sheets are the least of this panel"
    assert refused(record.excuse_seat(BY, uid(), first, seat_of(event, "J2"), "x")) == "already-excused"
    made(record.seat_again(BY, uid(), first, seat_of(event, "J2")))
    made(record.submit_sheet(BY, uid(), first, seat_of(event, "J2")))
    sign(first)


def test_reopening_takes_the_result_back(event, first):
    judge(event, first)
    sign(first)
    assert read.chief_view(event)["rows"][0]["stage"] == "signed"
    assert refused(record.reopen_result(BY, uid(), entries_of(event)[1], "x")) == "not-signed"
    made(record.reopen_result(BY, uid(), first, "复核"))
    row = read.chief_view(event)["rows"][0]
    assert (row["stage"], row["ready_to_sign"]) == ("complete", True)
    sign(first)
    assert db.session.query(Signature).filter_by(act="sign").count() == 2


def test_a_newer_version_of_the_rubric_changes_nothing_that_is_signed(tmp_path):
    """Bit for bit: the copy made again from the frozen text, by another start of the program, is the same text."""
    app = app_on(tmp_path)
    with app.app_context():
        event = event_of()
        first = entries_of(event)[0]
        judge(event, first)
        copy = sign(first).copy
        newer = event.rubric_text.replace("store-test@1", "store-test@2").replace("lose: 3", "lose: 4")
        assert "lose: 4" in newer
        made(record.create_event(event.competition_id, "store-test@2", newer, slug="newer"))
        slug = event.slug
    database.close(app)
    app = app_on(tmp_path)
    with app.app_context():
        event = read.event_by_slug(slug)
        result = shelf_of(db.session(), event).known[first].result
        assert copy_of(event, result) == copy
        assert verify().checked == 1 and verify().wrong == ()
    database.close(app)


TAMPERED = [
    ("UPDATE mark SET value = '9.9' WHERE item = '2.1'", "mark", "recomputed"),
    (
        "UPDATE signature SET copy = replace(copy, '1', '2') WHERE act = 'sign'",
        "signature",
        "does not match its digest",
    ),
    (
        "UPDATE signature SET copy = replace(copy, '9.0', '9.9') WHERE act = 'submit'",
        "signature",
        "copy of what seat J1 handed in",
    ),
    ("DELETE FROM clock_fact", "clock_fact", "recomputed"),
    ("UPDATE event SET rubric_text = rubric_text || '# '", "", "rubric of event"),
]


@pytest.mark.parametrize(("statement", "table", "words"), TAMPERED)
def test_verify_notices_who_went_behind_the_guards(tmp_path, statement, table, words):
    app = app_on(tmp_path)
    with app.app_context():
        event = event_of()
        judge(event, entries_of(event)[0])
        sign(entries_of(event)[0])
        assert verify().wrong == ()
    database.close(app)
    with sqlite3.connect(tmp_path / "scoring.sqlite") as raw:
        if table:
            raw.execute(f"DROP TRIGGER {table}_no_update")
            raw.execute(f"DROP TRIGGER {table}_no_delete")
        raw.execute(statement)
    app = app_on(tmp_path)
    with app.app_context():
        told = [one.en for one in verify().wrong]
    database.close(app)
    assert any(words in one for one in told), told
    assert not table or f"the trigger that guards {table} is missing" in told
