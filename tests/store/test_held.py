"""A mark that came too late is kept, shown to the chief in words, and nothing is signed over it until it is settled."""

import pytest

from scoring.store import read, record
from scoring.store.models import Ruling, db
from scoring.store.record import By
from scoring.store.verify import verify
from tests.store.making import BY, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid


@pytest.fixture
def event(app):
    return event_of()


@pytest.fixture
def first(event):
    return entries_of(event)[0]


@pytest.fixture
def seat(event):
    return seat_of(event, "M")


def late(contestant, seat, uid, item="1.1", place="4", value="2.1", by=BY, **more):
    """A tablet sends a mark to a sheet that takes none any more."""
    sent = {"uid": uid, "item": item, "place": place, "value": value, "order": 50, **more}
    taken = made(record.take_marks(by, contestant, seat, [sent]))
    assert taken.kept == {uid}


def test_the_chief_reads_what_came_too_late_in_words(event, first, seat):
    person = made(record.create_person(event.competition_id, "李评委", "judge"))
    judge(event, first)
    late(first, seat, "late-1", by=By(person.id))
    (told,) = read.held(event)
    assert told | {"at": 0} == {
        "uid": "late-1", "contestant_id": first, "heat": 1, "station": 1, "seat_id": seat, "seat": "M", "item": "1.1",
        "what": "1.1 间距 · 第 4 位", "value": "2.1 厘米", "by": "李评委", "at": 0, "code": "submitted",
        "message": "评分表已提交，不能再改：需由裁判长退回",
    }  # fmt: skip
    (english,) = read.held(event, first, "en")
    assert (english["what"], english["value"]) == ("1.1 Gaps · Place 4", "2.1 cm")
    assert read.held(event, entries_of(event)[1]) == []
    (own,) = read.sheet(first, seat)["held"]
    assert (own["uid"], own["text"]) == ("late-1", "1.1 间距 · 第 4 位 · 2.1 厘米")


def test_a_late_withdrawal_says_what_it_would_take_back(event, first, seat):
    made(mark(event, first, "M", "1.1", "2.1", place="4", uid="mark-1", order=1))
    judge(event, first)
    late(first, seat, "late-1", item="", place="", value="", withdraws="mark-1")
    (told,) = read.held(event)
    assert (told["what"], told["value"]) == ("1.1 间距 · 第 4 位", "撤回 2.1 厘米")


def test_nothing_is_signed_over_a_late_mark(event, first, seat):
    judge(event, first)
    total = read.why(first)["running"]
    late(first, seat, "late-1")
    assert read.why(first)["running"] == total, "it counts in no result"
    view = read.chief_view(event)
    row = view["rows"][0]
    assert (row["cells"][seat]["late"], row["cells"][seat]["state"], row["ready_to_sign"]) == (1, "submitted", False)
    assert row["why_not"] == ["1 条记录来晚了，还没有处理"]
    assert [(one["seat_id"], one["why"]) for one in view["waiting"]] == [(seat, "有记录来晚了，没有录入")]
    assert refused(record.sign_result(BY, uid(), first)) == "held"
    (problem,) = record.sign_results(BY, "all", [first])
    assert problem.refusal.code == "held"
    elsewhere = record.set_aside(BY, uid(), "late-1", "重复", event_id=event.id + 1)
    assert refused(elsewhere) == "unknown"
    assert refused(record.set_aside(BY, uid(), "late-1", "  ")) == "reason"
    ruling = made(record.set_aside(BY, "aside-1", "late-1", "误触"))
    assert (ruling.contestant_id, ruling.seat_id, ruling.value, ruling.reason) == (first, seat, "late-1", "误触")
    assert read.held(event) == [] and read.chief_view(event)["waiting"] == []
    sign(first)


def test_settling_twice_is_once(event, first, seat):
    judge(event, first)
    late(first, seat, "late-1")
    assert refused(record.set_aside(BY, uid(), "late-9", "x")) == "unknown"
    ids = {made(record.set_aside(BY, name, "late-1", "x")).id for name in ("aside-1", "aside-1", "aside-2")}
    assert len(ids) == db.session.query(Ruling).filter_by(act="aside").count() == 1
    late(first, seat, "late-2")
    assert refused(record.set_aside(BY, "aside-1", "late-2", "x")) == "uid-reused"


def test_a_judge_settles_only_what_the_judge_made(event, first, seat):
    one, other = (made(record.create_person(event.competition_id, name, "judge")).id for name in ("李", "王"))
    judge(event, first)
    late(first, seat, "late-1", by=By(one))
    assert refused(record.set_aside(By(other), uid(), "late-1", "", own=True)) == "held-other"
    assert refused(record.set_aside(By(), uid(), "late-1", "", own=True)) == "held-other"
    made(record.set_aside(By(one), uid(), "late-1", "", own=True))
    assert read.held(event) == []


def test_leaving_a_mark_aside_touches_neither_status_nor_excuse(event, first, seat):
    judge(event, first)
    made(record.excuse_seat(BY, uid(), first, seat_of(event, "J2"), "亲属"))
    made(record.set_status(BY, uid(), first, "dnf", ""))
    late(first, seat_of(event, "J2"), "late-1", item="2.1", place="", value="5")
    (told,) = read.held(event)
    assert told["code"] == "excused" and "J2" in told["message"]
    made(record.set_aside(BY, uid(), "late-1", "x"))
    view = read.chief_view(event)["rows"][0]
    assert view["status"] == "dnf" and view["cells"][seat_of(event, "J2")]["state"] == "excused"


def test_after_the_signature_a_late_mark_is_shown_and_what_was_signed_stays_true(event, first, seat):
    judge(event, first)
    sign(first)
    late(first, seat, "late-1")
    view = read.chief_view(event)
    assert (view["rows"][0]["stage"], view["rows"][0]["cells"][seat]["late"]) == ("signed", 1)
    assert len(view["waiting"]) == 1
    for contestant in entries_of(event)[1:]:
        made(record.set_status(BY, uid(), contestant, "dns"))
        sign(contestant)
    made(record.close_event(event.id))
    made(record.set_aside(BY, uid(), "late-1", "比赛结束后才到"))
    assert read.held(event) == [] and verify().wrong == ()
