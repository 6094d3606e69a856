"""A hall with small events: `open` shows every mark at once, `kept` only what is signed, `draft` nothing."""

import itertools
from dataclasses import dataclass

import pytest

from benchmarks.screens import Hall
from benchmarks.venue import Venue
from scoring.app import create_app
from scoring.demo.browser import Browser
from scoring.rubrics import reader
from scoring.store import database, read, record
from scoring.store.record import Refusal

RUBRIC = "bed-making-3min@1"
COUNT = itertools.count(1)


def must(outcome):
    assert not isinstance(outcome, Refusal), outcome
    return outcome


@dataclass
class People:
    """Personal links by role, and the row ids that marks need: (contestant, seat) of each event."""

    links: dict[str, str]
    sheets: dict[str, tuple[int, int]]
    contestants: dict[str, list[int]]


def furnish(home) -> People:
    app = create_app(home)
    try:
        with app.app_context():
            return set_up()
    finally:
        database.close(app)


def set_up() -> People:
    competition = must(record.create_competition("测试比赛", "Test")).id
    text = reader.shipped()[RUBRIC].read_text(encoding="utf-8")
    links = {role: must(record.create_person(competition, f"示例{role}", role)).link for role in ("chief", "organiser")}
    judge = must(record.create_person(competition, "示例评委", "judge"))
    links["judge"] = judge.link
    sheets, contestants = {}, {}
    for slug, release in (("open", "at-once"), ("kept", "signed"), ("draft", "signed")):
        event = must(record.create_event(competition, RUBRIC, text, slug=slug, release=release)).id
        rows = [{"number": f"{n:02}", "name": f"选手{n:02}", "unit_name": "示例酒店"} for n in range(1, 5)]
        assert record.add_contestants(event, rows) == []
        seat = next(seat.id for seat in read.event_by_id(event).seats if seat.panel == "impression")
        must(record.change_seat(seat, person_id=judge.id))
        if slug != "draft":
            must(record.open_event(event))
        contestants[slug] = [each.id for each in read.contestants(event)]
        sheets[slug] = (contestants[slug][0], seat)
    return People(links, sheets, contestants)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """(venue, people) of one running server."""
    home = tmp_path_factory.mktemp("venue")
    people = furnish(home)
    with Venue(home) as venue:
        yield venue, people
    print("the server said:", *venue.said[-60:])  # shown with the failures of this module


@pytest.fixture
def venue(place):
    return place[0]


@pytest.fixture
def people(place):
    return place[1]


@pytest.fixture
def hall():
    with Hall() as hall:
        yield hall


@pytest.fixture
def signed_in(venue, people):
    """Browsers of people by their role."""
    browsers = []

    def browser_of(role):
        browser = Browser(venue.address, people.links[role])
        browser.sign_in()
        browsers.append(browser)
        return browser

    yield browser_of
    for browser in browsers:
        browser.close()


@pytest.fixture
def judge(signed_in):
    return signed_in("judge")


def judged_item() -> str:
    rubric = reader.load(RUBRIC).rubric
    return next(item.id for item in rubric.items_of("impression") if item.kind == "judged")


def enter(browser, sheet, value="1", item="", uid=""):
    """POST one mark as a tablet does; answers (status, answer, uid)."""
    contestant, seat = sheet
    number = next(COUNT)
    uid = uid or f"live-test-{number:06}"
    mark = {
        "uid": uid,
        "contestant": contestant,
        "seat": seat,
        "item": item or judged_item(),
        "place": "",
        "value": value,
        "order": number,
    }
    status, answer = browser.post("/judge/marks", {"marks": [mark]})
    return status, answer, uid
