"""What the desk brings in for a tablet: of this competition only, entered only where the tablet might."""

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.chain import link
from scoring.store.models import HeldMark, Mark, db
from tests.web.desk_day import must
from tests.web.joining import Hall
from tests.web.test_judge import Tablet

JOURNAL = "fedcba9876543210" * 2


@pytest.fixture
def hall(tmp_path):
    app = create_app(tmp_path / "instance", WTF_CSRF_ENABLED=False)
    yield Hall(app)
    database.close(app)


@pytest.fixture
def desk(hall):
    return Tablet(hall.app, hall.day.link["organiser"])


@pytest.fixture
def entries(hall):
    """Two entries of the judge on seat M, as a rescue file has them."""
    contestant, seat, last, made = hall.day.at[1, 1], hall.day.seat["M"], JOURNAL, []
    for number, value in enumerate("12", start=1):
        uid = f"rescued-{number}"
        last = link(last, number, uid, contestant, seat, "6.4", "", value, number, "")
        made.append({"uid": uid, "contestant": contestant, "seat": seat, "item": "6.4", "value": value})
        made[-1] |= {"order": number, "journal": JOURNAL, "number": number, "link": last, "home": home(hall)}
    return made


def home(hall):
    return hall.app.config["INSTANCE"].id


def bring(hall, desk, entries):
    return desk.post("/rescue/marks", {"person": hall.judge, "marks": entries})


def stored(hall):
    with hall.app.app_context():
        return db.session.query(Mark).count(), [mark.code for mark in db.session.query(HeldMark)]


def test_the_entries_of_the_judge_who_sits_there_are_entered_once(hall, desk, entries):
    assert bring(hall, desk, entries[:1]).json["known"] == 0
    answer = bring(hall, desk, entries)
    assert [result["ok"] for result in answer.json["results"]] == [True, True]
    assert answer.json["known"] == 1
    assert stored(hall) == (2, [])


@pytest.mark.parametrize("stray", [{"home": "another"}, {"home": ""}, {}])
def test_an_entry_of_another_competition_is_refused_whatever_stands_beside_it(hall, desk, entries, stray):
    del entries[1]["home"]
    answer = bring(hall, desk, [entries[0], entries[1] | stray])
    assert (answer.status_code, answer.json["code"]) == (409, "foreign")
    assert stored(hall) == (0, [])


def test_the_chief_of_another_competition_brings_nothing_in(hall, entries):
    with hall.app.app_context():
        other = must(record.create_competition("上个月的比赛"))
        link = must(record.create_person(other.id, "示例", "chief")).link
    answer = bring(hall, Tablet(hall.app, link), entries)
    assert (answer.status_code, answer.json["code"], stored(hall)) == (409, "foreign", (0, []))


def test_what_a_tablet_can_number_no_more_counts_without_its_numbers(hall, desk, entries):
    bring(hall, desk, entries)
    twin = {**entries[1], "uid": "rescued-again", "value": "3", "order": 9}  # the tablet went on from its first entry
    answer = bring(hall, desk, [*entries, twin])
    assert [result["uid"] for result in answer.json["results"]] == ["rescued-1", "rescued-2"]
    assert bring(hall, desk, [twin]).json["results"] == [{"uid": "rescued-again", "ok": True}]
    with hall.app.app_context():
        (count,) = [each for each in read.certificate(read.event_by_slug("tables")) if each.entered]
        assert (count.whole, count.received, count.unnumbered) == (True, 2, 1)


def test_what_a_judge_made_who_has_left_the_seat_goes_to_the_chief(hall, desk, entries):
    with hall.app.app_context():
        must(record.change_seat(hall.day.seat["M"], person_id=None))
    answer = bring(hall, desk, entries)
    assert all(result["kept"] for result in answer.json["results"])
    again = bring(hall, desk, entries)
    assert (again.json["known"], stored(hall)) == (0, (0, ["moved"] * 2))


@pytest.mark.parametrize("heard", [True, False], ids=["journal known", "never heard of"])
def test_what_a_taken_over_tablet_holds_goes_to_the_chief(hall, desk, entries, heard):
    first = hall.joined()
    if heard:
        head_of(hall, first)
    hall.joined(others="end")
    assert all(result["kept"] for result in bring(hall, desk, entries).json["results"])
    assert stored(hall) == (0, ["taken-over"] * 2)
    bring(hall, desk, entries)  # by way of the desk's own device: still not entered
    assert stored(hall) == (0, ["taken-over"] * 2)


def test_a_tablet_that_took_its_seat_back_is_trusted_again(hall, desk, entries):
    tablet = hall.joined()
    head_of(hall, tablet)
    hall.joined(others="end")
    hall.join(tablet, others="end")
    head_of(hall, tablet)
    bring(hall, desk, entries)
    assert stored(hall) == (2, [])


def head_of(hall, tablet):
    """The tablet says how far its journal reaches."""
    device = hall.device(tablet)
    with hall.app.app_context():
        record.record_heads(record.By(hall.judge, device.id), [(JOURNAL, hall.day.seat["M"], 2)])
        assert read.tablet_of(JOURNAL, hall.judge, hall.day.seat["M"]).id == device.id
