"""What a tablet sends is entered or held, never dropped; its journal proves it, and shows what somebody took away."""

import pytest
from sqlalchemy import func, select, text

from scoring.store import read, record
from scoring.store.chain import Chain
from scoring.store.models import HeldMark, Mark, Seat, db
from scoring.store.verify import verify
from tests.store.making import BY, entries_of, event_of, judge, made, seat_of, sign, uid


class Tablet(Chain):
    """Numbers its entries as static/js/chain.js does."""

    def __init__(self, event, contestant, seat):
        super().__init__()
        self.event, self.contestant, self.seat = event, contestant, seat
        self.order = 0

    def mark(self, item, value, place="", order=None, withdraws=""):
        self.order = max(self.order + 1, order or 0)
        said = {"item": item, "place": place, "value": value, "withdraws": withdraws}
        where = {"uid": uid(), "contestant": self.contestant, "seat": self.seat, "order": self.order}
        return record.NewMark(**self.add({**said, **where}))

    def send(self, *marks, by=BY, **way):
        return record.take_marks(by, self.contestant, self.seat, marks, "en", record.Way(**way))

    @property
    def count(self):
        return next(each for each in read.certificate(self.event) if each.seat_id == self.seat)


@pytest.fixture
def tablet(app):
    event = event_of()
    return Tablet(event, entries_of(event)[0], seat_of(event, "M"))


def rows(table):
    return db.session.scalar(select(func.count(table.id)))


def test_what_is_entered_is_counted_and_its_chain_is_whole(tablet):
    for value in ("1", "2", "3"):
        taken = tablet.send(tablet.mark("1.2", value))
        assert not taken.refusals
        assert taken.state["items"]["1.2"]["value"] == value
    (journal,) = tablet.count.journals
    assert (journal.made, journal.received, journal.whole, journal.last) == (3, 3, True, tablet.last)


def test_a_late_mark_is_held_for_the_chief_and_answered_the_same_again(tablet):
    tablet.send(tablet.mark("1.2", "1"))
    judge(tablet.event, tablet.contestant)
    late = tablet.mark("1.2", "2", order=900)
    for _ in range(2):
        taken = tablet.send(late)
        assert taken.refusals[late["uid"]].code == "submitted"
        assert taken.kept == {late["uid"]}
        assert [held["value"] for held in taken.state["held"]] == ["2"]
    assert rows(HeldMark) == 1
    assert (tablet.count.received, tablet.count.held, tablet.count.undecided, tablet.count.whole) == (2, 1, 1, True)


def test_a_reading_that_cannot_be_is_refused_but_its_number_is_not_missing(tablet):
    wrong = tablet.mark("1.2", "many")
    taken = tablet.send(wrong, tablet.mark("1.2", "1"))
    assert (list(taken.refusals), taken.kept) == ([wrong["uid"]], set())
    assert taken.state["held"] == []
    assert (tablet.count.received, tablet.count.whole) == (2, True)


def test_who_may_not_enter_here_any_more_is_held(tablet):
    mark = tablet.mark("1.2", "1")
    taken = tablet.send(mark, bar="taken-over")
    assert (taken.kept, taken.state) == ({mark["uid"]}, None)
    assert rows(Mark) == 0


def test_after_the_event_closed_nothing_is_dropped(tablet):
    for contestant in entries_of(tablet.event):
        record.set_status(BY, uid(), contestant, "dns")
        sign(contestant)
    made(record.close_event(tablet.event.id))
    for bar in ("", "moved"):  # at a closed event nobody sits: that is no fault of who sends
        mark = tablet.mark("1.2", "1")
        assert tablet.send(mark, bar=bar).refusals[mark["uid"]].code == "not-open"
    assert tablet.count.held == 2


def test_of_two_tablets_the_one_that_did_not_know_is_asked(tablet):
    other = Tablet(tablet.event, tablet.contestant, tablet.seat)
    old = {**other.mark("1.2", "1", order=700), "known": 0}  # made offline, sent last, with a high order
    tablet.send(tablet.mark("1.2", "2"))
    tablet.send(tablet.mark("1.2", "3"))
    taken = other.send(old)
    assert taken.refusals[old["uid"]].code == "overtaken"
    assert taken.state["items"]["1.2"]["value"] == "3"
    now = {**other.mark("1.2", "4"), "known": taken.state["known"]}
    assert other.send(now).state["items"]["1.2"]["value"] == "4"
    elsewhere = {**tablet.mark("1.1", "clear"), "known": 0}
    assert not tablet.send(elsewhere).refusals, "only what was changed is asked about"


def test_what_is_said_of_a_whole_item_is_said_of_its_places(tablet):
    other = Tablet(tablet.event, tablet.contestant, tablet.seat)
    place, whole = {"value": "2.1", "place": "4"}, {"value": "clear"}
    for first, then in ((place, whole), (whole, place)):
        known = read.sheet(tablet.contestant, tablet.seat)["known"]
        old = {**other.mark("1.1", **first), "known": known}  # made offline, sent after the other one
        assert not tablet.send({**tablet.mark("1.1", **then), "known": known}).refusals
        assert other.send(old).refusals[old["uid"]].code == "overtaken"


def test_what_the_desk_entered_is_newer_than_what_it_carries_from_a_tablet(tablet):
    clerk = made(record.create_person(tablet.event.competition_id, "示例", "organiser"))
    desk = record.By(clerk.id, read.device_by_token(made(record.sign_in_device(clerk.id))).id)
    unsent = {**tablet.mark("1.2", "3"), "known": 0}
    zero = record.NewMark(uid=uid(), item="1.2", value="0", order=1)
    made(record.record_marks(desk, tablet.contestant, tablet.seat, [zero], means="proxy"))
    taken = tablet.send(unsent, by=desk, carried=True)
    assert taken.refusals[unsent["uid"]].code == "overtaken"
    assert taken.state["items"]["1.2"]["value"] == "0"


def test_a_list_that_went_on_twice_is_numbered_again_after_what_is_known(tablet):
    """The tablet lost its last seconds, entered on from there, and then found what it had lost."""
    first, lost = tablet.mark("1.2", "1"), tablet.mark("1.2", "2")
    tablet.send(first, lost)
    again = Chain()
    again.journal, again.number, again.last = tablet.journal, 1, first["link"]
    made_twice = [{**lost, "uid": uid(), "value": value, "order": order} for value, order in (("3", 3), ("4", 4))]
    made_twice = [again.add(mark | {"contestant": tablet.contestant, "seat": tablet.seat}) for mark in made_twice]
    taken = tablet.send(lost, *made_twice)
    assert (taken.known, taken.unjudged) == ({lost["uid"]}, {mark["uid"] for mark in made_twice})
    assert tablet.send(made_twice[1]).code == "journal-forked", "free, but it follows on another"
    assert (tablet.count.made, tablet.count.received, tablet.count.whole) == (2, 2, True)


def test_what_is_too_long_is_refused_and_stands_in_its_list_as_it_was_sent(tablet):
    long = tablet.mark("1.2", "1" * 60)
    assert tablet.send(long).refusals[long["uid"]].code == "long"
    assert (tablet.count.received, tablet.count.whole) == (1, True)


def test_what_was_practised_too_late_waits_for_nobody(tablet):
    person = made(record.begin_practice(tablet.event.id))
    practised = Tablet(tablet.event, person.id, tablet.seat)
    practised.send(practised.mark("1.2", "1"), bar="taken-over")
    assert (tablet.count.held, tablet.count.undecided) == (1, 0)


def test_a_list_that_only_a_signature_names_is_missed(tablet):
    tablet.send(tablet.mark("1.1", "clear"), tablet.mark("1.2", "1"))
    made(record.submit_sheet(BY, uid(), tablet.contestant, tablet.seat, hand=record.Hand("", tablet.journal, 2)))
    for act in ("update", "delete"):
        db.session.execute(text(f"DROP TRIGGER mark_no_{act}"))
    for statement in ("DELETE FROM mark", "DELETE FROM journal"):
        db.session.execute(text(statement))
    db.session.commit()
    (journal,) = tablet.count.journals
    assert (journal.journal, journal.missing) == (tablet.journal, [1, 2])


def test_a_number_given_twice_makes_the_tablet_number_again(tablet):
    mark = tablet.mark("1.2", "1")
    tablet.send(mark)
    twin = record.NewMark(**{**mark, "uid": uid(), "value": "2"})
    assert tablet.send(twin).code == "journal-forked"
    assert (rows(Mark), rows(HeldMark)) == (1, 0)


def test_what_the_tablet_says_it_made_and_never_came_is_missing(tablet):
    tablet.send(tablet.mark("1.2", "1"))
    record.record_heads(BY, [(tablet.journal, tablet.seat, 3)])
    (journal,) = tablet.count.journals
    assert (journal.made, journal.missing, tablet.count.whole) == (3, [2, 3], False)
    record.record_heads(BY, [(tablet.journal, tablet.seat, 2)])
    assert tablet.count.made == 3, "what was said once stays"


TAMPERING = {
    "DELETE FROM mark WHERE number = 2": ("missing", [2]),
    "UPDATE mark SET value = '9' WHERE number = 2": ("altered", [2]),
    "DELETE FROM mark WHERE number = 1": ("missing", [1]),
    "UPDATE mark SET number = 4 WHERE number = 3": ("missing", [3]),
}


@pytest.mark.parametrize("statement", TAMPERING)
def test_tampering_shows(tablet, statement):
    tablet.send(*(tablet.mark("1.2", value) for value in ("1", "2", "3")))
    for act in ("update", "delete"):
        db.session.execute(text(f"DROP TRIGGER mark_no_{act}"))
    db.session.execute(text(statement))
    db.session.commit()
    fault, numbers = TAMPERING[statement]
    (journal,) = tablet.count.journals
    assert any("评委席 M" in wrong.zh and "记录" in wrong.zh for wrong in verify().wrong)
    assert not journal.whole
    assert getattr(journal, fault) == numbers


def test_a_journal_belongs_to_one_seat(tablet):
    tablet.send(tablet.mark("1.2", "1"))
    other = next(seat for seat in tablet.event.seats if seat.id != tablet.seat)
    assert db.session.get(Seat, other.id).panel == "impression"
    mark = record.NewMark(**{**tablet.mark("2.1", "9"), "number": 2})
    answer = record.take_marks(BY, tablet.contestant, other.id, [mark], "en")
    assert answer.code == "journal-forked"
