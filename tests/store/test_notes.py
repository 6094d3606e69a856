"""What judges remark: only added, taken back by another note, refused with words once the sheet is in; photos whole."""

import struct
import zipfile
from pathlib import Path

import pytest

from scoring.store import backup, database, photos, read, record
from scoring.store.verify import verify
from tests.store.making import BY, app_on, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


FRAME = segment(0xC0, b"\x08\x00\x10\x00\x10\x01\x01\x11\x00")
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34"
BARE = b"\xff\xd8" + segment(0xE0, b"JFIF\x00") + FRAME + SCAN + b"\xff\xd9"
FROM_A_CAMERA = b"\xff\xd8" + segment(0xE1, b"Exif\x00\x00N 31.2 E 121.5") + BARE[2:]


@pytest.fixture
def event(app):
    return event_of()


def note(event, contestant, seat="M", item="1.1", kind="text", value="", **more):
    name = more.pop("uid", None) or f"note-{uid()}"
    return record.record_note(BY, name, contestant, seat_of(event, seat), item, kind, value, **more)


def notes(event, contestant=None, language="zh"):
    found = read.notes_of(event, language, contestant)
    return [(each["seat"], each["kind"], each["text"]) for each in found if each["stands"]]


def total(event, contestant):
    return read.sheet(contestant, seat_of(event, "M"))["total"]


def test_words_and_reasons_are_kept_and_change_no_figure(event):
    first = entries_of(event)[0]
    made(mark(event, first, "M", "1.1", "out", "3"))
    before, covered = total(event, first), read.sheet(first, seat_of(event, "M"))["covered"]
    assert note(event, first, value="第三位的碟子滑了一下") is None
    assert note(event, first, item="1.2", kind="chip", value="没看清") is None
    assert notes(event) == [("M", "text", "第三位的碟子滑了一下"), ("M", "chip", "没看清")]
    assert notes(event, language="en")[1] == ("M", "chip", "Not seen clearly")
    sheet = read.sheet(first, seat_of(event, "M"))
    assert (sheet["total"], sheet["covered"]) == (before, covered)
    assert read.public_standings(event.slug)["rows"] == []


def test_repeated_is_the_same_note_and_another_is_refused(event):
    first, second, *_ = entries_of(event)
    for _ in range(3):
        assert note(event, first, value="一次", uid="same-note") is None
    assert len(read.notes_of(event, "zh")) == 1
    assert refused(note(event, second, value="一次", uid="same-note")) == "uid-reused"


def test_taking_back_is_a_note_too(event):
    first, second, *_ = entries_of(event)
    assert note(event, first, value="说错了", uid="wrong-one") is None
    assert refused(note(event, second, item="", withdraws="wrong-one")) == "withdraw-other"
    assert refused(note(event, first, "J1", item="", withdraws="wrong-one")) == "withdraw-other"
    assert note(event, first, item="", withdraws="wrong-one") is None
    assert notes(event) == []
    assert [each["stands"] for each in read.notes_of(event, "zh")] == [False]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"value": "   "}, "note-empty"),
        ({"value": "长" * 201}, "long"),
        ({"kind": "chip", "value": "随便说说"}, "reason-word"),
        ({"kind": "voice", "value": "la"}, "note-kind"),
        ({"item": "2.1", "value": "不是我的细则"}, "item"),
        ({"item": "9.9", "value": "没有这条"}, "item"),
        ({"value": "x", "uid": "a b"}, "uid"),
        ({"kind": "photo", "photo": b"GIF89a"}, "photo"),
        ({"kind": "photo", "photo": BARE[:-2]}, "photo"),
        ({"kind": "photo", "photo": b"\xff\xd8" + segment(0xE0, b"x") + b"\xff\xd9"}, "photo"),
        ({"kind": "photo", "photo": BARE + b"\x00" * photos.LARGEST}, "photo-size"),
        ({"kind": "photo", "photo": BARE, "uid": "a..b:c"}, "uid"),
    ],
)
def test_what_is_no_note_is_told(event, more, code):
    assert refused(note(event, entries_of(event)[0], **more)) == code
    assert read.notes_of(event, "zh") == []


def test_a_sheet_that_is_in_takes_no_more_and_a_returned_one_does(event):
    first = entries_of(event)[0]
    judge(event, first)
    assert refused(note(event, first, value="忘了说")) == "submitted"
    made(record.return_sheet(BY, uid(), first, seat_of(event, "M"), "再看 1.1"))
    assert note(event, first, value="看过了") is None
    made(record.submit_sheet(BY, uid(), first, seat_of(event, "M")))
    sign(first)
    assert refused(note(event, first, value="太晚了")) == "signed"
    assert notes(event) == [("M", "text", "看过了")]


def test_so_many_and_no_more(event, monkeypatch):
    monkeypatch.setattr("scoring.store.record.notes.MOST_NOTES", 2)
    first, second, *_ = entries_of(event)
    assert [note(event, first, value="又") for _ in range(2)] == [None, None]
    assert refused(note(event, first, value="又")) == "notes-many"
    assert note(event, second, value="又") is None


def test_a_photo_is_a_whole_file_without_what_the_camera_knew(event, tmp_path):
    first = entries_of(event)[0]
    for _ in range(2):
        assert note(event, first, kind="photo", photo=FROM_A_CAMERA, uid="photo-0001") is None
    (taken,) = read.notes_of(event, "zh")
    assert (taken["photo"], taken["value"], taken["text"]) == ("photo-0001", "photo-0001.jpg", "")
    assert read.photo_of("photo-0001").read_bytes() == BARE
    assert sorted(path.name for path in (tmp_path / "photos").iterdir()) == ["photo-0001.jpg"]
    assert note(event, first, kind="photo", photo=BARE + b"\x00", uid="photo-0001") is None  # what is there stays
    assert read.photo_of("photo-0001").read_bytes() == BARE
    assert read.photo_of("../scoring") is None and read.photo_of("photo-0002") is None


def test_a_missing_or_damaged_photo_is_told(event):
    first = entries_of(event)[0]
    for name in ("photo-0001", "photo-0002", "photo-0003"):
        assert note(event, first, kind="photo", photo=BARE, uid=name) is None
    assert verify().wrong == ()
    read.photo_of("photo-0002").write_bytes(BARE[:20])
    read.photo_of("photo-0003").unlink()
    told = verify().wrong
    assert [("M" in each.en, "photo" in each.en, "照片" in each.zh) for each in told] == [(True, True, True)] * 2


def test_photos_travel_with_the_backup(tmp_path):
    home, other = tmp_path / "instance", tmp_path / "other"
    home.mkdir()
    (home / "config.toml").write_text('secret = "x"\n')
    app = app_on(home)
    with app.app_context():
        event = event_of(slug="kept")
        assert note(event, entries_of(event)[0], kind="photo", photo=BARE, uid="photo-0001") is None
    database.close(app)
    backup.back_up(home, tmp_path / "day.zip")
    backup.restore(tmp_path / "day.zip", other)
    assert (other / "photos" / "photo-0001.jpg").read_bytes() == BARE
    app = app_on(other)
    with app.app_context():
        assert verify().wrong == ()
    database.close(app)
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as packed:
        for name in ("scoring.sqlite", "config.toml", "photos/../../evil.jpg"):
            packed.writestr(name, b"x")
    with pytest.raises(backup.BackupProblem):
        backup.restore(tmp_path / "bad.zip", other)
    assert not list(tmp_path.rglob("evil.jpg"))


def test_what_the_seat_gave_before_newest_first(event):
    first, second, third = entries_of(event)
    made(mark(event, first, "M", "1.1", "out", "3"))
    made(mark(event, second, "M", "1.1", "clear"))
    made(mark(event, second, "M", "1.2", "2"))
    seat = seat_of(event, "M")
    told = read.before(third, seat, "1.1", "zh")
    given = [(each["station"], each["said"], each["cost"]) for each in told]
    assert given == [(2, "看过·不扣", ""), (1, "1 处 × 0.2", "-0.2")]
    assert [each["said"] for each in read.before(third, seat, "1.2", "en")] == ["2 × 0.5"]
    assert read.before(first, seat, "1.2", "en")[0].keys() == {"heat", "station", "said", "cost", "points", "state"}
    assert read.before(third, seat_of(event, "J1"), "2.1", "zh") == []


def test_practice_is_in_no_list(event):
    first = entries_of(event)[0]
    contestant = read.contestant(first)
    assert note(event, first, value="练习") is None
    contestant.practice = True
    assert read.notes_of(event, "zh") == []
    assert len(read.notes_of(event, "zh", first)) == 1


def test_the_camera_is_forgotten_in_every_file():
    plain = photos.plain_jpeg(FROM_A_CAMERA)
    assert plain == BARE and b"Exif" not in plain
    assert photos.plain_jpeg(b"") is None and photos.plain_jpeg(b"\xff\xd8\xff\xd9") is None
    assert photos.plain_jpeg(BARE.replace(FRAME, b"\x00" + FRAME)) is None
    assert Path(photos.file_of(Path("x"), "abc")).as_posix() == "x/photos/abc.jpg"
