"""Paper sheets: nothing counts until another person has confirmed it; then all of it does, once, and is handed in."""

import pytest

from scoring.store import read, record
from scoring.store.models import Keying, Mark, db
from scoring.store.record import By
from tests.store.making import BY, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid

SHEET = [("1.1", "3", "2.1"), ("1.1", "7", "out"), ("1.2", "", "1")]


@pytest.fixture
def event(app):
    return event_of()


@pytest.fixture
def first(event):
    return By(made(record.create_person(event.competition_id, "甲", "organiser")).id)


@pytest.fixture
def second(event):
    return By(made(record.create_person(event.competition_id, "乙", "chief")).id)


def keyed(event, by, lines=SHEET, contestant=None, seat="M"):
    return record.record_keyed(by, uid(), contestant or entries_of(event)[0], seat_of(event, seat), lines)


def count(table):
    db.session.rollback()
    return db.session.query(table).count()


def state(event):
    return read.sheet(entries_of(event)[0], seat_of(event, "M"))


def test_what_was_keyed_counts_nowhere_until_it_is_confirmed(event, first, second):
    sheet = made(keyed(event, first))
    assert (state(event)["state"], state(event)["covered"], count(Mark)) == ("untouched", 0, 0)
    assert [row["state"] for row in read.keyed_sheets(event.competition_id)] == ["waiting"]
    made(record.confirm_keyed(second, uid(), sheet.uid))
    done = state(event)
    assert (done["state"], done["total"], done["items"]["1.1"]["cost"]) == ("submitted", "3.1", "-0.4")
    marks = db.session.query(Mark).all()
    assert {(one.means, one.person_id) for one in marks} == {("paper", first.person_id)}
    assert read.keyed_sheets(event.competition_id) == []


def test_a_confirmed_sheet_is_signed_by_who_confirmed_it(event, first, second):
    made(record.confirm_keyed(second, uid(), made(keyed(event, first)).uid))
    (version,) = read.versions(entries_of(event)[0])[0]["versions"]
    assert (version["by"], version["covered"]) == ("乙", 2)


@pytest.mark.parametrize("act", [record.confirm_keyed, lambda by, one, of: record.reject_keyed(by, one, of, "第 3 位")])
def test_nobody_decides_about_what_they_keyed_themselves(event, first, act):
    sheet = made(keyed(event, first))
    assert refused(act(first, uid(), sheet.uid)) == "keying-same"
    assert refused(act(BY, uid(), sheet.uid)) == "keying-same", "nobody in particular is no second person"
    assert count(Mark) == 0 and count(Keying) == 1


def test_a_rejected_sheet_goes_back_with_the_reason_and_may_be_keyed_again(event, first, second):
    sheet = made(keyed(event, first))
    assert refused(record.reject_keyed(second, uid(), sheet.uid, " ")) == "reason"
    made(record.reject_keyed(second, uid(), sheet.uid, "第 3 位是 2.0"))
    (row,) = read.keyed_sheets(event.competition_id)
    assert (row["state"], row["reason"], row["by"], row["rejected_by"]) == ("rejected", "第 3 位是 2.0", "甲", "乙")
    assert refused(record.confirm_keyed(second, uid(), sheet.uid)) == "keying-decided"
    again = made(keyed(event, first, [("1.1", "3", "2.0"), ("1.2", "", "1")]))
    assert [row["state"] for row in read.keyed_sheets(event.competition_id)] == ["waiting"]
    made(record.confirm_keyed(second, uid(), again.uid))
    assert state(event)["total"] == "3.3"


def test_one_of_two_people_keys_a_sheet_at_a_time(event, first, second):
    sheet = made(keyed(event, first))
    answer = keyed(event, second)
    assert refused(answer) == "keying-waits" and "甲" in answer.say("zh")
    made(keyed(event, first, [("1.1", "", "clear"), ("1.2", "", "0")]))
    assert refused(record.confirm_keyed(second, uid(), sheet.uid)) == "keying-decided", "the later of the same person"


def test_a_sheet_with_entries_is_not_keyed_and_not_confirmed(event, first, second):
    sheet = made(keyed(event, first))
    made(mark(event, entries_of(event)[0], "M", "1.2", "0"))
    assert refused(record.confirm_keyed(second, uid(), sheet.uid)) == "keying-touched"
    assert refused(keyed(event, first)) == "keying-touched"
    assert count(Mark) == 1


def test_what_was_overtaken_can_be_rejected_even_after_the_signature(event, first, second):
    sheet, contestant = made(keyed(event, first)), entries_of(event)[0]
    assert [row["overtaken"] for row in read.keyed_sheets(event.competition_id)] == [False]
    judge(event, contestant)
    sign(contestant)
    assert [row["overtaken"] for row in read.keyed_sheets(event.competition_id)] == [True]
    assert refused(record.confirm_keyed(second, uid(), sheet.uid)) == "signed"
    made(record.reject_keyed(second, uid(), sheet.uid, "平板已评"))
    assert read.keyed_sheets(event.competition_id) == []


def test_a_rejected_sheet_that_was_signed_without_marks_waits_for_nobody(event, first, second):
    contestant = entries_of(event)[0]
    made(record.reject_keyed(second, uid(), made(keyed(event, first)).uid, "第 3 位"))
    made(record.set_status(second, uid(), contestant, "dns", "没有到场"))
    sign(contestant)
    assert read.keyed_sheets(event.competition_id) == []


def test_a_signed_result_takes_no_paper(event, first):
    contestant = entries_of(event)[0]
    judge(event, contestant)
    assert refused(keyed(event, first)) == "submitted"
    sign(contestant)
    assert refused(keyed(event, first)) == "signed"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([("1.1", "3", "2.1")], "open-items"),
        ([("1.1", "11", "out"), ("1.2", "", "1")], "place"),
        ([("1.1", "", "clear"), ("1.2", "", "many")], "count"),
        ([*SHEET, ("2.1", "", "9.0")], "item"),
    ],
)
def test_only_a_whole_and_right_sheet_is_kept(event, first, lines, code):
    assert refused(keyed(event, first, lines)) == code
    assert count(Keying) == 0


def test_the_same_act_twice_is_done_once(event, first, second):
    one, two = uid(), uid()
    ids = (entries_of(event)[0], seat_of(event, "M"))
    kept = [made(record.record_keyed(first, one, *ids, SHEET)).id for _ in range(2)]
    assert kept[0] == kept[1]
    made(record.confirm_keyed(second, two, one))
    made(record.confirm_keyed(second, two, one))
    assert (count(Keying), count(Mark)) == (2, 3)


def test_a_repeated_uid_is_the_same_fact_only_while_it_is(event, first, second):
    same, ids = uid(), (entries_of(event)[0], seat_of(event, "M"))
    sheet = made(record.record_keyed(first, same, *ids, SHEET))
    assert refused(record.record_keyed(first, same, *ids, [("1.1", "", "clear"), ("1.2", "", "0")])) == "page-sent"
    again = made(keyed(event, first, [("1.1", "", "clear"), ("1.2", "", "0")]))
    assert refused(record.record_keyed(first, same, *ids, SHEET)) == "page-sent", "another one waits"
    no = uid()
    made(record.reject_keyed(second, no, again.uid, "第 3 位"))
    assert made(record.reject_keyed(second, no, again.uid, "第 3 位 ")).reason == "第 3 位"
    assert refused(record.reject_keyed(second, no, again.uid, "第 4 位")) == "keying-decided"
    assert refused(record.record_keyed(first, same, *ids, SHEET)) == "page-sent", "none waits"
    assert read.keyed_sheet(sheet.id)["lines"] == SHEET and count(Keying) == 3


def test_it_says_nothing_of_what_the_judge_entered_since(event, first):
    sheet = made(keyed(event, first))
    made(mark(event, entries_of(event)[0], "M", "1.1", "out", place="9"))
    shown = read.keyed_sheet(sheet.id, "en")["sheet"]
    assert (shown["total"], shown["items"]["1.1"]["cost"]) == ("3.1", "-0.4")


def test_it_is_shown_to_the_second_person_as_it_would_count(event, first):
    shown = read.keyed_sheet(made(keyed(event, first)).id, "en")
    assert (shown["by"], shown["lines"], shown["sheet"]["total"]) == ("甲", SHEET, "3.1")
    assert shown["sheet"]["items"]["1.1"]["reasons"], "the second person reads the places in words"
    assert read.keyed_sheet(999) is None
