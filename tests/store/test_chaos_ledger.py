"""The comparison at the end of a chaos run: it finds what is right, and whatever is broken in the file afterwards."""

import sqlite3
from contextlib import closing

import pytest

from benchmarks.chaos.certificate import certified, remove_one, without_guards, wrong
from benchmarks.chaos.ledger import Ledger, compare
from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.chain import link
from tests.store.making import BY, event_of, made, seat_of

JOURNAL = "0123456789abcdef" * 2
VALUES = ("9.0", "8.5", "8.0", "7.5", "7.0", "6.5")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An instance with six marks of one seat on two sheets, and what that seat intended."""
    home = tmp_path_factory.mktemp("whole")
    ledger, chain = Ledger(), JOURNAL
    app = create_app(home)
    with app.app_context():
        event = event_of()
        seat = seat_of(event, "J1")
        contestants = [each.id for each in read.contestants(event.id)]
        for number, value in enumerate(VALUES, start=1):
            sheet, uid = contestants[number % 2], f"uid-of-{number}"
            chain = link(chain, number, uid, sheet, seat, "2.1", "", value, number, "")
            mark = {"uid": uid, "item": "2.1", "place": "", "value": value, "order": number, "withdraws": ""}
            mark |= {"journal": JOURNAL, "number": number, "link": chain}
            ledger.intend("seat", float(number), mark | {"contestant": sheet, "seat": seat})
            made(record.take_marks(BY, sheet, seat, [mark]))
            ledger.acknowledge(uid)
    database.close(app)
    with closing(sqlite3.connect(home / "scoring.sqlite")) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return home / "scoring.sqlite", ledger


@pytest.fixture
def broken(whole, tmp_path):
    """Runs SQL on a copy without its guards; answers the verdict on it."""
    file, ledger = whole

    def run(*statements):
        copy = tmp_path / "scoring.sqlite"
        copy.write_bytes(file.read_bytes())
        with closing(sqlite3.connect(copy)) as raw, raw:
            without_guards(raw)
            for statement in statements:
                assert raw.execute(statement).rowcount > 0, statement
        return compare(ledger, copy)

    return run


def test_everything_is_right(whole):
    file, ledger = whole
    verdict = compare(ledger, file)
    assert verdict.right and not list(verdict.words())
    assert verdict.line() == "intended 6 acknowledged 6 stored 6 lost 0 double 0 reordered 0"


def figures(verdict):
    assert not verdict.right
    return len(verdict.lost), len(verdict.double), len(verdict.reordered)


MOVE = "UPDATE mark SET contestant_id = (SELECT id FROM contestant WHERE id NOT IN (SELECT contestant_id FROM mark)) "
SAME = "event_id, contestant_id, seat_id, item, place, value, sequence, withdraws, link, at"
COPY = f"INSERT INTO {{table}} (uid, {SAME}{{more}}) SELECT {{uid}}, {SAME}{{values}} FROM mark WHERE uid = 'uid-of-2'"  # noqa: S608


def test_a_mark_that_is_not_there_is_lost(broken):
    verdict = broken("DELETE FROM mark WHERE uid = 'uid-of-2'")
    assert figures(verdict) == (1, 0, 0) and verdict.stored == 5
    assert "uid-of-2 of seat" in next(verdict.words())


def test_the_last_word_that_is_not_there_leaves_an_old_one_standing_but_is_only_lost(broken):
    assert figures(broken("DELETE FROM mark WHERE uid = 'uid-of-6'")) == (1, 0, 0)


@pytest.mark.parametrize(
    "change", ["UPDATE mark SET value = '1.0' WHERE uid = 'uid-of-2'", MOVE + "WHERE uid = 'uid-of-2'"]
)
def test_an_altered_mark_is_lost_too(broken, change):
    assert figures(broken(change))[0] == 1


def test_a_retry_under_a_new_uid_is_double(broken):
    verdict = broken(COPY.format(table="mark", uid="'made-anew'", more=", means", values=", ''"))
    assert figures(verdict)[:2] == (0, 1)
    assert "made-anew" in next(verdict.words())


def test_a_mark_that_is_entered_and_held_is_double(broken):
    verdict = broken(COPY.format(table="held_mark", uid="uid", more=", code", values=", 'submitted'"))
    assert figures(verdict) == (0, 1, 0)


def test_a_replay_that_outranks_the_correction_is_reordered(broken):
    verdict = broken("UPDATE mark SET sequence = 9 WHERE uid = 'uid-of-2'")
    assert figures(verdict)[:2] == (0, 0) and len(verdict.reordered) >= 2
    assert any("should stand" in line for line in verdict.words())


def test_two_marks_of_one_order_are_reordered(broken):
    assert figures(broken("UPDATE mark SET sequence = 4 WHERE uid = 'uid-of-2'"))[2] >= 1


def test_what_was_not_acknowledged_is_not_right(whole):
    file, ledger = whole
    ledger.marks["uid-of-3"].acknowledged = False
    verdict = compare(ledger, file)
    ledger.marks["uid-of-3"].acknowledged = True
    assert not verdict.right and verdict.acknowledged == 5


def test_the_certificate_misses_a_deleted_mark(whole, tmp_path):
    file, _ = whole
    (tmp_path / "copy").mkdir()
    copy = tmp_path / "copy" / "scoring.sqlite"
    copy.write_bytes(file.read_bytes())
    assert wrong(certified(copy.parent)) == []
    uid = remove_one(copy.parent)
    (line,) = wrong(certified(copy.parent))
    assert f"missing [{uid.rpartition('-')[2]}]" in line and "J1" in line
