"""kill -9 while tablets enter: after the restart every mark that was tapped is there, once, as it was meant."""

import json
import sqlite3
from collections import Counter
from contextlib import closing

import pytest
from playwright.sync_api import expect

from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.judging import Tablet
from tests.browser.organising import sign_in
from tests.browser.screens import TABLET, UPRIGHT
from tests.web.desk_day import must, open_day

WAITING = "() => Object.keys(localStorage).filter((key) => key.startsWith('outbox:')).map((key) => localStorage[key])"
POWER_CUTS = {6: 11, 17: 18, 23: 29}  # after this many taps: until this many; the second one is back at once


@pytest.fixture
def links(tmp_path):
    """An open event in the instance; the personal links of two people on its seats."""
    app = create_app(tmp_path / "instance")
    with app.app_context():
        day = open_day(heats=1, stations=1)
        competition = read.event_by_slug(day.slug).competition_id
        people = [must(record.create_person(competition, f"示例{key}", "judge")) for key in ("M", "J1")]
        for key, person in zip(("M", "J1"), people, strict=True):
            must(record.change_seat(day.seat[key], person_id=person.id))
        found = [f"/join/{person.link}" for person in people]
    database.close(app)
    return found


def taps_of(group, judge):
    """What both tap in turns, each with the mark it means: (tap, (item, place, value))."""
    plates = [(lambda n=n: group.place_out("3.4", n), ("3.4", str(n), "out")) for n in range(1, 11)]
    spoons = [(lambda n=n: group.place_out("5.2", n), ("5.2", str(n), "out")) for n in range(1, 11)]
    marks = ("2.5", "4", "2.5", "1", "4", "3", "3.5", "4")
    items = ("2", "7.1", "7.3", "10.3", "12.1", "12.2", "12.3", "12.4")
    judged = [(lambda i=i, m=m: judge.choose(i, m), (i, "", m)) for i, m in zip(items, marks, strict=True)]
    counts = [(lambda: group.count("6.4", 1), ("6.4", "", str(n))) for n in (1, 2, 3)]
    yield lambda: group.unfold("3.4"), None
    for n in range(8):
        yield plates[n]
        yield judged[n]
    yield from plates[8:]
    yield lambda: group.unfold("5.2"), None
    yield from spoons
    yield from counts


def kept(home):
    with closing(sqlite3.connect(home / "scoring.sqlite")) as raw:
        return Counter(raw.execute("SELECT item, place, value FROM mark"))


def waiting(tablets):
    """What the tablets have not been told to be safe."""
    found = [json.loads(text) for tablet in tablets for text in tablet.page.evaluate(WAITING)]
    return Counter((mark["item"], mark["place"], mark["value"]) for mark in found)


def test_no_tap_is_lost_and_none_counts_twice(links, serving, screens):
    server = serving()
    tablets = []
    for link, size in zip(links, (UPRIGHT, TABLET), strict=True):
        page = screens.open(size, touch=True, base_url=server.address)
        sign_in(page, link, "zh")
        tablets.append(Tablet(page))
        tablets[-1].begin(1)
    meant, back = Counter(), None
    for number, (tap, mark) in enumerate(taps_of(*tablets)):
        if number in POWER_CUTS:
            screens.outage, back = True, POWER_CUTS[number]
            server.kill()
            assert not meant - waiting(tablets) - kept(server.home)
        if number == back:
            server.start()
        tap()
        meant[mark] += mark is not None
    for tablet in tablets:
        expect(tablet.page.locator(".foot .unsent [data-unsent]")).to_have_text("待发送 0", timeout=40_000)
        expect(tablet.page.locator("[data-net].away")).to_have_count(0, timeout=40_000)
    assert kept(server.home) == +meant
    tablets[0].expect_total("47.4")  # 52 − 10 × 0.2 − 10 × 0.2 − 3 × 0.2
    tablets[1].expect_total("24.5")
    for tablet in tablets:
        tablet.page.reload()
        expect(tablet.page.locator("[data-total]")).not_to_be_empty()
    tablets[0].expect_total("47.4")
    tablets[1].expect_total("24.5")
