"""What comes again, late or in another order: it is one mark still, and an old value never outranks its correction."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.chain import link
from scoring.store.models import HeldMark, Mark, db
from scoring.store.writer import KEY, write
from tests.web.desk_day import must, open_day
from tests.web.test_judge import Tablet

JOURNAL = "fedcba9876543210" * 2
ITEM = "6.4"  # a counted item of the measuring group


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path / "instance")
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    with app.app_context():
        day = open_day(heats=1, stations=1)
        must(record.change_seat(day.seat["M"], person_id=read.person_by_link(day.link["judge"]).id))
    return day


@pytest.fixture
def entries(day):
    """What a judge taps: a count, its correction; another count, which is then taken back. All of one journal."""
    contestant, seat, last, made = day.at[1, 1], day.seat["M"], JOURNAL, []
    taps = [(ITEM, "1", ""), (ITEM, "3", ""), ("7.2", "1", ""), ("7.2", "", "replayed-3")]
    for number, (item, value, withdraws) in enumerate(taps, start=1):
        uid = f"replayed-{number}"
        last = link(last, number, uid, contestant, seat, item, "", value, number, withdraws)
        made.append({"uid": uid, "contestant": contestant, "seat": seat, "item": item, "place": "", "value": value})
        made[-1] |= {"order": number, "withdraws": withdraws, "journal": JOURNAL, "number": number, "link": last}
    return made


def sent(tablet, *marks):
    answer = tablet.post("/judge/marks", {"marks": list(marks)})
    assert answer.status_code == 200, answer.text
    assert all(result.get("ok") for result in answer.json["results"]), answer.json
    return answer.json["sheet"]


def expect_meant(app, sheet, entries):
    """The correction stands, what was taken back does not, each entry is one row, and the certificate is whole."""
    assert sheet["items"][ITEM]["value"] == "3"
    assert sheet["items"]["7.2"]["state"] == "untouched"
    with app.app_context():
        rows = sorted(db.session.query(Mark.uid, Mark.value, Mark.order).all())
        assert rows == sorted((entry["uid"], entry["value"], entry["order"]) for entry in entries)
        assert db.session.query(HeldMark).count() == 0
        counts = read.certificate(read.event_by_slug("tables"))
        assert all(count.whole for count in counts) and sum(count.received for count in counts) == len(entries)


def test_the_acknowledgement_is_lost_and_the_judge_corrects(app, day, entries):
    tablet = Tablet(app, day.link["judge"])
    old, correction, *rest = entries
    sent(tablet, old)  # committed; the answer never arrives, so the tablet keeps the mark and sends it with the next
    assert sent(tablet, old, correction)["items"][ITEM]["value"] == "3"
    assert sent(tablet, old)["items"][ITEM]["value"] == "3"
    expect_meant(app, sent(tablet, *rest), entries)
    expect_meant(app, sent(tablet, *entries), entries)


def test_any_order_of_requests_ends_the_same(app, day, entries):
    """Each entry in a request of its own, in every order, and everything once more backwards."""
    tablet = Tablet(app, day.link["judge"])
    orders = list(itertools.permutations(range(len(entries))))
    for turn, order in enumerate(orders):
        again = [renamed(entries, turn, number) for number in range(len(entries))]
        for number in order:
            sheet = sent(tablet, again[number])
        for entry in reversed(again):
            sheet = sent(tablet, entry)
        assert sheet["items"][ITEM]["value"] == "3", order
        assert sheet["items"]["7.2"]["state"] == "untouched", order
    with app.app_context():
        assert db.session.query(Mark).count() == len(orders) * len(entries)


def renamed(entries, turn, number):
    """The same entry of a later turn: above all before it, in a journal of its own that nobody else writes to."""
    entry = dict(entries[number])
    entry |= {"uid": f"turn-{turn}-{number + 1}", "order": entry["order"] + turn * len(entries)}
    entry |= {"withdraws": f"turn-{turn}-3" if entry["withdraws"] else "", "journal": "", "link": ""}
    del entry["number"]
    return entry


def test_one_request_holds_them_in_another_order(app, day, entries):
    tablet = Tablet(app, day.link["judge"])
    expect_meant(app, sent(tablet, *reversed(entries)), entries)


def test_the_same_request_twice_at_once(app, day, entries):
    """Both wait for the writer together; both are answered that it is taken, and there is one row."""
    tablets = [Tablet(app, day.link["judge"]) for _ in range(2)]
    inside, go = threading.Event(), threading.Event()

    def hold(_session):
        inside.set()
        assert go.wait(10)

    def keep_busy():
        with app.app_context():
            write(hold)

    with ThreadPoolExecutor() as threads:
        busy = threads.submit(keep_busy)
        assert inside.wait(10)
        twins = [threads.submit(sent, tablet, entries[0]) for tablet in tablets]
        while len(app.extensions[KEY].queue) < len(twins):
            threading.Event().wait(0.001)
        go.set()
        sheets = [twin.result(10) for twin in twins]
        busy.result(10)
    assert [sheet["items"][ITEM]["value"] for sheet in sheets] == ["1", "1"]
    with app.app_context():
        assert db.session.query(Mark).count() == 1
