"""Handing in, asking for the sheet back, granting, declining: both versions stay, no mark is touched by any of it."""

import json

import pytest

from scoring.store import read, record
from scoring.store.models import Mark, Signature, db
from scoring.store.record import Hand
from scoring.store.signed import digest_of
from tests.store.making import BY, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid

DRAWN = "M10 20L30 40M50 60"


@pytest.fixture
def event(app):
    return event_of()


@pytest.fixture
def first(event):
    return entries_of(event)[0]


@pytest.fixture
def seat(event):
    return seat_of(event, "J1")


def asked(contestant, seat):
    return read.sheet(contestant, seat)["asked"]


def test_what_was_handed_in_is_kept_with_its_digest_and_its_signature(event, first, seat):
    made(mark(event, first, "J1", "2.1", "8.5", uid="mark-1"))
    made(record.submit_sheet(BY, "hand-1", first, seat, hand=Hand(drawn=DRAWN, journal="ab" * 8, number=7)))
    act = db.session.query(Signature).filter_by(uid="hand-1").one()
    assert json.loads(act.copy) == {
        "contestant": "1", "covered": 1, "event": event.slug, "of": 1, "seat": "J1", "settings": 0, "total": "8.5",
        "marks": [{"item": "2.1", "place": "", "uid": "mark-1", "value": "8.5"}],
    }  # fmt: skip
    assert act.digest == digest_of(act.copy)
    assert (act.drawn, act.journal, act.number) == (DRAWN, "ab" * 8, 7)


def test_handing_in_twice_with_one_uid_is_once_and_succeeds(event, first, seat):
    made(mark(event, first, "J1", "2.1", "8.5"))
    answers = [made(record.submit_sheet(BY, "hand-1", first, seat)) for _ in range(2)]
    assert [answer["state"] for answer in answers] == ["submitted", "submitted"]
    assert db.session.query(Signature).filter_by(act="submit").count() == 1
    assert refused(record.submit_sheet(BY, "hand-2", first, seat)) == "submitted"


@pytest.mark.parametrize(
    "drawn",
    ["L1 2", "M1 2Z", "M601 2", "M1 201", "M1 2 L3 4", "M1 2L-3 4", "M1.5 2", "M1 2\n", '"><script>', "M1 2" * 1501],
)
def test_only_strokes_inside_the_field_are_a_signature(event, first, seat, drawn):
    made(mark(event, first, "J1", "2.1", "8.5"))
    assert refused(record.submit_sheet(BY, uid(), first, seat, hand=Hand(drawn=drawn))) == "drawn"


def test_a_judge_asks_takes_it_back_is_declined_and_asks_again(event, first, seat):
    assert refused(record.ask_back(BY, uid(), first, seat, "x")) == "not-submitted"
    judge(event, first)
    assert refused(record.ask_back(BY, uid(), first, seat, " ")) == "reason"
    ask = made(record.ask_back(BY, "ask-1", first, seat, "漏看一项"))
    assert made(record.ask_back(BY, "ask-1", first, seat, "漏看一项")).id == ask.id
    assert refused(record.ask_back(BY, uid(), first, seat, "x")) == "already-asked"
    assert asked(first, seat) == {"act": "ask", "at": ask.at, "reason": "漏看一项"}
    assert asked(first, seat_of(event, "J2"))["act"] == ""
    made(record.unask(BY, uid(), first, seat))
    assert asked(first, seat)["act"] == ""
    assert refused(record.unask(BY, uid(), first, seat)) == refused(record.decline(BY, uid(), first, seat, "x"))
    made(record.ask_back(BY, uid(), first, seat, "漏看一项"))
    assert refused(record.decline(BY, uid(), first, seat, "")) == "reason"
    made(record.decline(BY, uid(), first, seat, "录像看过，无误"))
    assert (asked(first, seat)["act"], asked(first, seat)["reason"]) == ("decline", "录像看过，无误")
    made(record.ask_back(BY, uid(), first, seat, "另一项"))
    assert read.sheet(first, seat)["state"] == "submitted", "asking opens nothing"


def test_the_chief_sees_who_asks_and_signs_only_after_an_answer(event, first, seat):
    judge(event, first)
    made(record.ask_back(BY, uid(), first, seat, "漏看一项"))
    view = read.chief_view(event)
    assert view["rows"][0]["cells"][seat]["asked"] == "漏看一项"
    assert [(one["seat_id"], one["why"]) for one in view["waiting"]] == [(seat, "申请退回评分表")]
    assert view["ready"] == [] and view["rows"][0]["why_not"] == ["申请退回：J1"]
    refusal = record.sign_result(BY, uid(), first)
    assert refused(refusal) == "asked" and "J1" in refusal.zh and "J1" in refusal.en
    (problem,) = record.sign_results(BY, "all", [first])
    assert problem.refusal.code == "asked"
    made(record.decline(BY, uid(), first, seat, "无误"))
    assert read.chief_view(event)["waiting"] == []
    sign(first)


def test_a_sheet_can_be_asked_for_after_the_result_was_signed(event, first, seat):
    judge(event, first)
    sign(first)
    made(record.ask_back(BY, uid(), first, seat, "看错赛位"))
    view = read.chief_view(event)
    assert view["rows"][0]["stage"] == "signed"
    assert [one["why"] for one in view["waiting"]] == ["申请退回评分表"]
    assert refused(record.return_sheet(BY, uid(), first, seat, "看错赛位")) == "signed"
    made(record.reopen_result(BY, uid(), first, "评委申请"))
    made(record.return_sheet(BY, uid(), first, seat, "看错赛位"))
    sheet = read.sheet(first, seat)
    assert (sheet["state"], sheet["returned_reason"], sheet["asked"]["act"]) == ("returned", "看错赛位", "")


def test_both_versions_stay_and_what_changed_is_told_item_by_item(event, first):
    judge(event, first, faults="2")
    seat = seat_of(event, "M")
    before = db.session.query(Mark).count()
    made(record.ask_back(BY, uid(), first, seat, "漏记第 4 位"))
    made(record.return_sheet(BY, uid(), first, seat, "漏记第 4 位"))
    assert db.session.query(Mark).count() == before, "the chief alters nothing"
    made(mark(event, first, "M", "1.1", "2.1", place="4", order=8))
    made(mark(event, first, "M", "1.2", "1", order=9))
    made(record.submit_sheet(BY, uid(), first, seat, hand=Hand(drawn=DRAWN)))
    (sheet,) = [one for one in read.versions(first) if one["seat"] == "M"]
    old, new = sheet["versions"]
    assert (sheet["now"], old["number"], new["number"]) == ("submitted", 1, 2)
    assert (old["total"], new["total"], new["drawn"]) == ("3", "3.3", DRAWN)
    assert old["returned"]["reason"] == "漏记第 4 位" and old["changes"] == []
    told = [(one["item"], one["what"], one["before"], one["after"]) for one in new["changes"]]
    assert told == [("1.1", "间距 · 第 4 位", "–", "2.1 厘米"), ("1.2", "手法", "2 次", "1 次")]


def test_what_an_older_program_handed_in_without_a_copy_is_put_together_from_the_marks(event, first, seat):
    made(mark(event, first, "J1", "2.1", "8.5"))
    made(record.submit_sheet(BY, uid(), first, seat))
    db.session.execute(db.text("DROP TRIGGER signature_no_update"))
    db.session.execute(db.text("UPDATE signature SET copy = '', digest = ''"))
    db.session.commit()
    made(record.return_sheet(BY, uid(), first, seat, "x"))
    made(mark(event, first, "J1", "2.1", "8.0", order=5))
    made(record.submit_sheet(BY, uid(), first, seat))
    (sheet,) = read.versions(first)
    assert [one["before"] + "→" + one["after"] for one in sheet["versions"][1]["changes"]] == ["8.5→8.0"]
    assert [one["total"] for one in sheet["versions"]] == ["", "8"]
