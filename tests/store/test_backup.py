"""The whole instance in one file and back, also while judges are entering; what is no backup changes nothing."""

import sqlite3
import threading
import zipfile

import pytest

from scoring.store import backup, database, read
from scoring.store.lock import InstanceBusy
from scoring.store.verify import verify
from tests.store.making import app_on, entries_of, event_of, judge, mark, sign


@pytest.fixture
def home(tmp_path):
    """An instance with one signed result, not being served."""
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "config.toml").write_text('secret = "x"\n')
    app = app_on(folder)
    with app.app_context():
        event = event_of(slug="kept")
        judge(event, entries_of(event)[0])
        sign(entries_of(event)[0])
    database.close(app)
    return folder


def board(folder):
    app = app_on(folder)
    with app.app_context():
        answer, verdict = read.public_standings("kept"), verify()
    database.close(app)
    assert verdict.checked == 1 and verdict.wrong == ()
    return answer


def test_there_and_back(home, tmp_path):
    before = board(home)
    backup.back_up(home, tmp_path / "day.zip")
    elsewhere = tmp_path / "other laptop"
    assert backup.restore(tmp_path / "day.zip", elsewhere) is None
    assert board(elsewhere) == before
    with sqlite3.connect(elsewhere / "scoring.sqlite") as raw:
        raw.execute("DELETE FROM contestant WHERE id = 3")
    aside = backup.restore(tmp_path / "day.zip", elsewhere)
    assert board(elsewhere) == before
    with sqlite3.connect(aside / "scoring.sqlite") as raw:
        assert raw.execute("SELECT count(*) FROM contestant").fetchone() == (2,)


def test_a_backup_taken_while_judges_enter_is_whole(home, tmp_path):
    app = app_on(home)
    with app.app_context():
        event = read.event_by_slug("kept")
        entries, stop = entries_of(event), threading.Event()

        def judge_on():
            with app.app_context():
                order = 0
                while not stop.is_set():
                    order += 1
                    assert isinstance(mark(read.event_by_slug("kept"), entries[1], "M", "1.2", "1", order=order), dict)

        thread = threading.Thread(target=judge_on)
        thread.start()
        backup.back_up(home, tmp_path / "busy.zip")
        with pytest.raises(InstanceBusy):
            backup.restore(tmp_path / "busy.zip", home)
        stop.set()
        thread.join(30)
    database.close(app)
    backup.restore(tmp_path / "busy.zip", tmp_path / "other")
    board(tmp_path / "other")


def strange(file):
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("scoring.sqlite", b"x")
        packed.writestr("config.toml", b"")
        packed.writestr("../evil.yaml", b"")


def damaged(file):
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("scoring.sqlite", b"SQLite format 3\0" + b"x" * 5000)
        packed.writestr("config.toml", b"")


@pytest.mark.parametrize("make", [strange, damaged, lambda file: file.write_text("no"), lambda file: None])
def test_what_is_no_backup_changes_nothing(home, tmp_path, make):
    before = board(home)
    make(tmp_path / "bad.zip")
    with pytest.raises(backup.BackupProblem):
        backup.restore(tmp_path / "bad.zip", home)
    assert board(home) == before
    assert not (tmp_path / "evil.yaml").exists()


def test_a_mistyped_target_is_told_and_nothing_is_overwritten(home, tmp_path):
    speech = tmp_path / "speech.txt"
    speech.write_text("开幕词")
    for target, told in ((speech, "is no backup"), (tmp_path / "stick" / "x.zip", "There is no folder")):
        with pytest.raises(backup.BackupProblem, match=told):
            backup.back_up(home, target)
    assert speech.read_text() == "开幕词"
    assert not (tmp_path / "stick").exists()
    for _ in range(2):  # an older backup may be replaced
        backup.back_up(home, tmp_path / "kept.zip")


def test_nothing_to_back_up(tmp_path):
    with pytest.raises(backup.BackupProblem):
        backup.back_up(tmp_path, tmp_path / "day.zip")
