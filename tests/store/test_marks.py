"""Entering: marks, sheets, clock, penalties, values from outside; what is refused, and that nothing is clamped."""

import pytest

from scoring.store import read, record
from scoring.store.models import Mark, db
from tests.store.making import BY, RUBRIC, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid


@pytest.fixture
def event(app):
    return event_of()


@pytest.fixture
def first(event):
    return entries_of(event)[0]


def test_a_mark_answers_the_sheet_with_its_price(event, first):
    state = mark(event, first, "M", "1.1", "2.1", place="4", uid="tap-1")
    assert state == read.sheet(first, seat_of(event, "M"))
    assert (state["state"], state["total"], state["full"], state["lost"]) == ("entering", "3.8", "4", "0.2")
    assert (state["covered"], state["of"], state["open"], state["order"]) == (1, 2, ["1.2"], 1)
    item = state["items"]["1.1"]
    assert (item["state"], item["cost"], item["points"], item["sum"]) == ("deducted", "-0.2", "1.8", "1 处 × 0.2")
    assert item["places"] == {"4": {"value": "2.1", "cost": "-0.2", "uid": "tap-1"}}
    said = "间距 · 第 4 位 · 2.1 厘米"
    assert state["last"] == [
        {"uid": "tap-1", "item": "1.1", "place": "4", "value": "2.1", "text": said, "cost": "-0.2", "means": ""}
    ]
    english = read.sheet(first, seat_of(event, "M"), "en")
    assert english["items"]["1.1"]["sum"] == "1 × 0.2"
    assert english["items"]["1.1"]["reasons"] == ["Place 4: 2.1 cm, outside 1.5 ± 0.2, −0.2"]


def test_the_three_states_and_the_cap(event, first):
    state = mark(event, first, "M", "1.2", "clear")
    assert (state["items"]["1.1"]["state"], state["items"]["1.2"]["state"]) == ("untouched", "clear")
    state = mark(event, first, "M", "1.2", "7", order=2)
    assert state["items"]["1.2"]["cost"] == "-2"
    assert state["items"]["1.2"]["sum"] == "7 次 × 0.5，扣完为止"
    assert state["last"][0]["text"].endswith(" · 7 次")


def test_the_later_order_stands_whatever_arrives_first(event, first):
    mark(event, first, "M", "1.2", "3", order=2)
    assert mark(event, first, "M", "1.2", "1", order=1)["items"]["1.2"]["value"] == "3"


def test_a_withdrawal_brings_back_what_was_before(event, first):
    mark(event, first, "M", "1.2", "1", order=1, uid="one.")
    before = mark(event, first, "M", "1.2", "2", order=2, uid="two.")
    after = mark(event, first, "M", "", "", order=3, withdraws="two.")
    assert (before["items"]["1.2"]["value"], after["items"]["1.2"]["value"]) == ("2", "1")
    assert mark(event, first, "M", "", "", order=4, withdraws="one.")["items"]["1.2"]["state"] == "untouched"


def test_a_sheet_tells_what_a_withdrawal_would_bring_back(event, first):
    assert mark(event, first, "M", "1.2", "1", order=1, uid="one.")["under"] == {}
    mark(event, first, "M", "1.2", "2", order=2, uid="two.")
    mark(event, first, "M", "1.1", "2.1", place="4", order=3)
    state = mark(event, first, "M", "1.2", "3", order=4, uid="three.")
    assert state["under"] == {"three.": [{"uid": "one.", "value": "1"}, {"uid": "two.", "value": "2"}]}
    state = mark(event, first, "M", "", "", order=5, withdraws="three.")
    assert state["under"] == {"two.": [{"uid": "one.", "value": "1"}]}
    mark(event, first, "M", "", "", order=6, withdraws="one.")
    state = mark(event, first, "M", "", "", order=7, withdraws="two.")
    assert (state["under"], state["items"]["1.2"]["state"]) == ({}, "untouched")


def test_a_withdrawal_may_arrive_before_its_mark(event, first):
    mark(event, first, "M", "", "", order=2, withdraws="late")
    assert mark(event, first, "M", "1.2", "1", order=1, uid="late")["items"]["1.2"]["state"] == "untouched"


def test_nobody_withdraws_the_mark_of_another(event, first):
    mark(event, first, "J1", "2.1", "9", uid="of-j1")
    assert refused(mark(event, first, "J2", "", "", withdraws="of-j1")) == "withdraw-other"
    assert refused(mark(event, entries_of(event)[1], "J1", "", "", withdraws="of-j1")) == "withdraw-other"
    mark(event, first, "J2", "", "", withdraws="not-yet")  # named before it exists: reaches only the own sheet
    mark(event, first, "J1", "2.1", "8", order=2, uid="not-yet")
    assert read.results_of(event)[first].facts.marks[-1].id
    assert read.sheet(first, seat_of(event, "J1"))["items"]["2.1"]["value"] == "8"
    assert read.compare(first)["items"][-1]["figures"] == {seat_of(event, "J1"): "8"}


@pytest.mark.parametrize(
    ("seat", "item", "value", "place", "code"),
    [
        ("M", "1.2", "-1", "", "count"),
        ("M", "1.2", "1.5", "", "count"),
        ("M", "1.1", "2.1", "11", "place"),
        ("M", "1.1", "2.1", "", "place-missing"),
        ("M", "1.1", "wide", "1", "reading"),
        ("J1", "2.1", "10.1", "", "range"),
        ("J1", "2.1", "9.05", "", "step"),
        ("J1", "1.2", "1", "", "item"),
        ("M", "3.1", "5", "", "item"),
        ("M", "1.2", "1" * 41, "", "long"),
    ],
)
def test_what_cannot_be_scored_is_refused_not_clamped(event, first, seat, item, value, place, code):
    before = read.event_by_id(event.id).revision
    assert refused(mark(event, first, seat, item, value, place=place)) == code
    assert db.session.query(Mark).count() == 0
    assert read.event_by_id(event.id).revision == before


def test_a_sweep_is_all_or_nothing(event, first):
    sweep = [
        {"uid": "sweep-1", "item": "1.1", "value": "clear", "order": 1},
        {"uid": "sweep-2", "item": "1.2", "value": "lots", "order": 2},
    ]
    assert refused(record.record_marks(BY, first, seat_of(event, "M"), sweep)) == "count"
    assert db.session.query(Mark).count() == 0
    sweep[1]["value"] = "0"
    assert record.record_marks(BY, first, seat_of(event, "M"), sweep)["open"] == []


def test_a_uid_names_one_thing(event, first):
    mark(event, first, "J1", "2.1", "9", uid="mine")
    assert refused(mark(event, first, "J2", "2.1", "9", uid="mine")) == "uid-reused"
    assert refused(mark(event, first, "J2", "2.1", "9", uid="no blanks")) == "uid"


def test_handing_in_and_getting_back(event, first):
    seat = seat_of(event, "M")
    assert refused(record.submit_sheet(BY, uid(), first, seat)) == "open-items"
    mark(event, first, "M", "1.1", "clear", uid="early")
    mark(event, first, "M", "1.2", "0", order=2)
    assert made(record.submit_sheet(BY, "hand-in", first, seat))["state"] == "submitted"
    assert made(record.submit_sheet(BY, "hand-in", first, seat))["state"] == "submitted"
    assert refused(record.submit_sheet(BY, uid(), first, seat)) == "submitted"
    assert refused(mark(event, first, "M", "1.2", "1", order=3)) == "submitted"
    assert mark(event, first, "M", "1.1", "clear", uid="early")["state"] == "submitted", "a repetition is not a change"
    assert refused(record.return_sheet(BY, uid(), first, seat, " ")) == "reason"
    made(record.return_sheet(BY, uid(), first, seat, "1.2 请复核"))
    state = read.sheet(first, seat)
    assert (state["state"], state["returned_reason"]) == ("returned", "1.2 请复核")
    assert refused(record.return_sheet(BY, uid(), first, seat, "again")) == "not-submitted"
    mark(event, first, "M", "1.2", "1", order=3)
    assert made(record.submit_sheet(BY, uid(), first, seat))["state"] == "submitted"


def test_seats_of_a_shared_panel_fill_in_one_sheet(event, first):
    second = made(record.create_seat(event.id, "measuring")).key
    event = read.event_by_id(event.id)
    mark(event, first, "M", "1.1", "clear")
    assert mark(event, first, second, "1.2", "1", order=2)["open"] == []
    made(record.submit_sheet(BY, uid(), first, seat_of(event, second)))
    assert read.sheet(first, seat_of(event, "M"))["state"] == "submitted"
    assert refused(mark(event, first, "M", "1.2", "0", order=3)) == "submitted"


def clock(first, act, value="", reason=""):
    return record.record_clock(BY, uid(), first, act, value, reason)


def test_the_clock_is_a_list_of_facts(event, first, monkeypatch):
    now = 1_000_000
    monkeypatch.setattr("scoring.store.record.fact.now_ms", lambda: now)
    monkeypatch.setattr("scoring.store.read.floor.now_ms", lambda: now)
    assert refused(clock(first, "stop")) == "clock-not-running"
    assert clock(first, "start")["clock"]["state"] == "running"
    assert refused(clock(first, "start")) == "clock-running"
    now += 100_000
    assert clock(first, "pause")["clock"]["elapsed_ms"] == 100_000
    now += 50_000
    clock(first, "resume")
    now += 80_009
    row = clock(first, "stop")
    assert (row["clock"]["state"], row["clock"]["time"], row["clock"]["cost"]) == ("stopped", "3:00", "")
    assert read.facts_of(event)[first].time == {"main": pytest.approx(180)}
    assert refused(clock(first, "set", "3:10")) == "reason"
    assert refused(clock(first, "set", "3.10", "watch")) == "time"
    row = clock(first, "set", "3:00.01", "手表为准")
    assert (row["clock"]["time"], row["clock"]["cost"]) == ("3:00.01", "-1")
    assert refused(clock(first, "resume")) == "clock-not-paused"
    assert clock(first, "reset", reason="设备故障重做")["clock"]["state"] == "ready"
    assert read.facts_of(event)[first].time == {}
    assert clock(first, "start")["clock"]["state"] == "running"


def test_penalties_are_counted_and_taken_back(event, first):
    made(record.record_penalty(BY, "drop-1", first, "dropped"))
    row = made(record.record_penalty(BY, "drop-2", first, "dropped", 2))
    assert row["penalties"] == {"dropped": {"count": 3, "cost": "-9", "uids": ["drop-2", "drop-1"]}}
    made(record.record_penalty(BY, "drop-2", first, "dropped", 2))
    row = made(record.record_penalty(BY, uid(), first, "", withdraws="drop-2"))
    assert row["penalties"]["dropped"]["count"] == 1
    assert refused(record.record_penalty(BY, uid(), first, "", withdraws="drop-2")) == "penalty-withdrawn"
    assert refused(record.record_penalty(BY, uid(), first, "smiling")) == "penalty"
    assert refused(record.record_penalty(BY, uid(), first, "dropped", 0)) == "number-range"


def test_values_from_outside(event, first):
    assert refused(record.record_outside(BY, uid(), first, "1.1", "5")) == "outside-item"
    assert refused(record.record_outside(BY, uid(), first, "3.1", "many")) == "number"
    made(record.record_outside(BY, uid(), first, "3.1", "5"))
    made(record.record_outside(BY, uid(), first, "3.1", "7.50"))
    assert read.facts_of(event)[first].outside == {"3.1": "7.50"}
    made(record.record_outside(BY, uid(), first, "3.1", ""))
    assert read.facts_of(event)[first].outside == {}
    rows = [{"uid": uid(), "contestant": "1", "item": "3.1", "value": "9"}]
    rows.append({"uid": uid(), "contestant": "77", "item": "3.1", "value": "9"})
    (problem,) = record.record_outsides(BY, event.id, rows)
    assert (problem.row, problem.refusal.code) == (2, "no-contestant") and problem.say("en").startswith("row 2")
    assert read.facts_of(event)[first].outside == {}
    assert record.record_outsides(BY, event.id, rows[:1]) == []
    assert read.facts_of(event)[first].outside == {"3.1": "9"}


def test_nothing_is_entered_before_opening_or_after_closing(app):
    competition = made(record.create_competition("a"))
    draft = made(record.create_event(competition.id, "store-test@1", RUBRIC))
    made(record.add_contestant(draft.id, "1"))
    contestant = entries_of(draft)[0]
    assert refused(mark(draft, contestant, "M", "1.2", "1")) == "not-open"
    event = made(record.open_event(draft.id))
    judge(event, contestant)
    sign(contestant)
    made(record.close_event(event.id))
    assert refused(mark(event, contestant, "M", "1.2", "1")) == "not-open"
    assert refused(record.reopen_event(event.id, "")) == "reason"
    assert made(record.reopen_event(event.id, "申诉")).state == "open"


def test_nothing_is_entered_after_the_signature(event, first):
    judge(event, first)
    sign(first)
    assert refused(mark(event, first, "M", "1.2", "1", order=9)) == "signed"
    assert refused(clock(first, "reset", reason="x")) == "signed"
    assert refused(record.record_penalty(BY, uid(), first, "dropped")) == "signed"
    assert refused(record.record_outside(BY, uid(), first, "3.1", "1")) == "signed"
    assert refused(record.set_status(BY, uid(), first, "dns")) == "signed"
    assert refused(record.excuse_seat(BY, uid(), first, seat_of(event, "J1"), "亲属")) == "signed"
    assert refused(record.return_sheet(BY, uid(), first, seat_of(event, "J1"), "x")) == "signed"
    made(record.reopen_result(BY, uid(), first, "申诉成立"))
    made(record.record_penalty(BY, uid(), first, "dropped"))
