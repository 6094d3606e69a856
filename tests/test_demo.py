"""The demo from its first start to its second: ready soon, the board moves by itself, it ends at once, it goes on."""

import json
import sqlite3
import time
from contextlib import closing

import pytest

from benchmarks.screens import Hall
from benchmarks.venue import Venue
from scoring.app import create_app
from scoring.demo import hands, make_history
from scoring.demo.browser import Browser
from scoring.demo.sample import EVENTS
from scoring.engine.marks import Mark
from scoring.engine.scoresheet import sheet_of
from scoring.engine.values import refuse
from scoring.instance import DEMO, InstanceProblem, open_instance
from scoring.rubrics import reader
from scoring.store import database, read

SPEED = "30"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A demo whose history is written."""
    folder = open_instance(tmp_path_factory.mktemp("demo"), DEMO).home
    assert make_history(folder) == 0
    return folder


def facts(home):
    counts = "SELECT (SELECT count(*) FROM mark), (SELECT count(*) FROM signature), (SELECT count(*) FROM contestant)"
    with closing(sqlite3.connect(home / "scoring.sqlite")) as raw:
        return dict(zip(("mark", "signature", "contestant"), raw.execute(counts).fetchone(), strict=True))


def snapshots(address):
    browser = Browser(address, "")
    told = {one.slug: browser.get(f"/live/{one.slug}/standings.json") for one in EVENTS}
    browser.close()
    return told


def test_the_first_start_shows_three_events_in_progress(tmp_path):
    started = time.monotonic()
    with Venue(tmp_path, "demo", "--no-robots") as venue:
        assert time.monotonic() - started < 60
        said = "".join(venue.said)
        assert said.count("/join/") == 4
        assert said.count("PIN ") == 4
        assert "█" in said
        told = snapshots(venue.address)
        for one in EVENTS:
            assert told[one.slug]["done"] == one.done
            assert told[one.slug]["of"] == one.entries
            assert len(told[one.slug]["rows"]) == one.done
        names = json.dumps(told, ensure_ascii=False)
        assert "选手01" in names
        assert "示例" in names
        before = facts(tmp_path)
        time.sleep(1)
        assert facts(tmp_path) == before
        assert venue.end() < 5


def test_robots_move_the_board_and_a_restart_goes_on(home):
    before = facts(home)
    with Venue(home, "demo", "--speed", SPEED) as venue, Hall() as hall:
        screens = [hall.watch(venue.address, "/live", {"event": one.slug}) for one in EVENTS]
        assert hall.until(lambda: all(len(screen.events) > 1 for screen in screens), 60)
        assert all(screen.events[-1][2]["done"] > screen.events[0][2]["done"] for screen in screens)
        assert venue.end() < 5
        assert venue.process.returncode == 0
        between = facts(home)
        assert between["mark"] > before["mark"]
        assert between["contestant"] == before["contestant"]
        venue.open()
        assert facts(home)["mark"] >= between["mark"]
        assert hall.until(lambda: facts(home)["signature"] > between["signature"], 60)


def refused(venue):
    """What a start says that must not succeed."""
    try:
        with pytest.raises(RuntimeError) as said:
            venue.open()
        return str(said.value)
    finally:
        venue.kill()


def test_its_certificates_are_whole(home):
    app = create_app(home, alone=False)
    with app.app_context():
        seats = [count for one in EVENTS for count in read.certificate(read.event_by_slug(one.slug))]
    database.close(app)
    assert all(seat.whole and seat.journals and not seat.unnumbered for seat in seats)


def test_a_demo_and_a_real_competition_never_share_a_folder(tmp_path):
    demo, real = tmp_path / "demo", tmp_path / "real"
    open_instance(demo, DEMO)
    open_instance(real)
    assert "belongs to the demo" in refused(Venue(demo))
    assert "belongs to a real competition" in refused(Venue(real, "demo"))
    with pytest.raises(InstanceProblem):
        open_instance(real, DEMO)


@pytest.mark.parametrize("one", EVENTS, ids=lambda one: one.slug)
def test_invented_sheets_are_whole_and_admissible(one):
    rubric = reader.load(one.rubric).rubric
    for number in range(one.first, one.first + one.entries):
        for panel in rubric.panels:
            items = rubric.items_of(panel.id)
            made = hands.sheet(rubric, panel.id, one.slug, f"{number:03}", "X1")
            marks = [
                Mark("X1", entry["item"], entry["place"], entry["value"], n, f"{item}-{n}")
                for item, entries in made.items()
                for n, entry in enumerate(entries)
            ]
            by_id = {item.id: item for item in items}
            assert [
                refuse(by_id[mark.item], mark.place, mark.value)
                for mark in marks
                if refuse(by_id[mark.item], mark.place, mark.value)
            ] == []
            assert sheet_of(rubric, items, panel.id, "X1", marks).open == ()


def test_the_same_seed_invents_the_same_sheet():
    rubric = reader.load("table-setting-15min@1").rubric
    first, again, other = (hands.sheet(rubric, "measuring", "table", number, "M") for number in ("001", "001", "002"))
    assert first == again != other
