"""Killed while judges enter marks: after the restart every acknowledged mark is there, once."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from scoring.store import database, read, record
from scoring.store.models import Mark, db
from scoring.store.verify import verify
from tests.store.making import BY, app_on, entries_of, event_of, seat_of

ROOT = Path(__file__).parents[2]


def entered_until_killed(folder, run, enough=60):
    command = [sys.executable, "-m", "tests.store.entering", str(folder), str(run)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        acknowledged = [child.stdout.readline().strip() for _ in range(enough)]
        child.kill()
        acknowledged += child.stdout.read().split("\n")[:-1]  # the last line may be cut
    assert all(acknowledged[:enough]), "the process ended by itself"
    return acknowledged


def test_every_acknowledged_mark_is_there_once(tmp_path):
    app = app_on(tmp_path)
    with app.app_context():
        event_of(slug="crash")
    database.close(app)
    acknowledged = [uid for run in range(3) for uid in entered_until_killed(tmp_path, run)]

    app = app_on(tmp_path)
    with app.app_context():
        kept = Counter(db.session.scalars(select(Mark.uid)))
        missing = [uid for uid in acknowledged if kept[uid] != 1]
        assert not missing
        assert len(kept) - len(acknowledged) <= 3 * 8, "at most one unacknowledged mark of each judge and run"
        assert verify().wrong == ()
        repeat_what_was_never_answered(kept)
    database.close(app)


def repeat_what_was_never_answered(kept):
    """A tablet that had no answer sends the same again: it becomes no second mark."""
    event = read.event_by_slug("crash")
    for uid in list(kept)[-8:]:
        row = db.session.scalar(select(Mark).where(Mark.uid == uid))
        answer = record.record_mark(BY, uid, row.contestant_id, seat_of(event, "M"), "1.2", "", row.value, row.order)
        assert isinstance(answer, dict)
    db.session.rollback()
    assert db.session.query(Mark).count() == len(kept)
    assert len(entries_of(event)) == 3
