"""No page of staff or public knows of the practice contestant or of a trainee; the judge's tablet always says it."""

import io
import re

import openpyxl
import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By
from tests.web.desk_day import hand_in, mark_sheet, must, open_day, run_clock, uid

NUMBER = "练习 1"
TELLTALE = "7.77"  # a value that nobody else enters


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def day(app):
    with app.app_context():
        day = open_day(heats=1, stations=3, naming="number")
        for station in (1, 2):
            hand_in(day, day.at[1, station])
            run_clock(day.at[1, station])
        must(record.sign_result(By(), uid(), day.at[1, 1]))
        person = read.person_by_link(day.link["judge"])
        must(record.change_seat(day.seat["M"], person_id=person.id))
    return day


def signed_in(app, day, role):
    client = app.test_client()
    client.set_cookie("language", "zh")
    if role:
        client.post(f"/join/{day.link[role]}")
    return client


def practise(app, day):
    """Everything a judge can do with it."""
    with app.app_context():
        one = must(record.begin_practice(day.event)).id
        wide = {"uid": uid(), "item": "3.4", "place": "4", "value": TELLTALE, "order": 99}
        must(record.record_marks(By(), one, day.seat["M"], [wide]))
        for key in ("M", "J1"):
            mark_sheet(day, one, key)
        must(record.submit_sheet(By(), uid(), one, day.seat["J1"]))
    return one


def listings(app):
    """Every address that asks for no more than the event's name; those of the rubric library know no event."""
    names = {"slug": "tables", "event": "tables"}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments <= set(names) and "/library" not in rule.rule:
            yield rule.build({name: names[name] for name in rule.arguments}, append_unknown=False)[1]


def shown(text):
    """A page without what is new each time: tokens, uids, hours, revisions."""
    text = re.sub(r'(csrf[^>]*?(?:content|value)|name="uid" value|data-(?:now|since|elapsed|at))="[^"]*"', "", text)
    text = re.sub(r"\d\d:\d\d(:\d\d)?|修订 \d+|[Rr]evision\W{1,3}\d+", "", text)
    return re.sub(r"\b\d{13}\b", "", text)


@pytest.fixture
def people(app, day):
    """Signed in once and for all: pages show who is."""
    return {role: signed_in(app, day, role) for role in ("", "organiser", "chief", "floor")}


def walk(app, people):
    found = {}
    for role, client in people.items():
        for address in listings(app):
            with client.get(address) as answer:
                if answer.status_code == 200 and (answer.mimetype.startswith("text") or "json" in answer.mimetype):
                    found[role, address] = shown(answer.text)
    return found


def test_every_listing_is_the_same_with_it_and_without(app, day, people):
    board = people[""].get("/live/tables/standings.json")
    before = walk(app, people)
    assert len(before) > 40, "the walk has lost its way"
    practise(app, day)
    after = walk(app, people)
    telling = {  # they count what tablets sent, or hold the button that empties it
        address for (_role, address) in after if "certificate" in address or address.endswith("/tables/contestants")
    }
    for where, text in after.items():
        assert NUMBER not in text and TELLTALE not in text, where
        if where[1] not in telling:
            assert text == before[where], where
    assert people[""].get("/live/tables/standings.json").data == board.data, "not a byte of the board"


def test_the_workbook_does_not_have_it(app, day):
    practise(app, day)
    book = openpyxl.load_workbook(io.BytesIO(signed_in(app, day, "organiser").get("/results/tables.xlsx?all=1").data))
    cells = {str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None}
    assert "101" in cells, "the walk reads the workbook"
    assert not any("练习" in cell or TELLTALE in cell for cell in cells)


def test_it_is_no_page_of_staff(app, day):
    one = practise(app, day)
    for role, address in (
        ("organiser", f"/results/tables/{one}"),
        ("organiser", f"/organise/events/tables/contestants?edit={one}"),
        ("organiser", f"/organise/events/tables/contestants/{one}/remove"),
        ("organiser", f"/desk-entry/tables/{one}/{day.seat['M']}/proxy"),
    ):
        assert signed_in(app, day, role).get(address).status_code == 404, address
    chief = signed_in(app, day, "chief")
    assert chief.post("/chief/tables/sign", json={"uid": uid(), "contestants": [one]}).json["code"] == "practice"


def test_the_organiser_begins_it_and_begins_it_again(app, day):
    organiser, judge = signed_in(app, day, "organiser"), signed_in(app, day, "judge")
    assert "trying" not in judge.get("/judge").text
    organiser.post("/organise/events/tables/contestants/practice")
    card = judge.get("/judge").text.rpartition('class="heat ')[2]
    assert card.startswith("trying") and "不计入任何成绩" in card, "the last card of all"
    first = re.search(r"/judge/sheet/(\d+)/", card)[1]
    assert "清空" in organiser.get("/organise/events/tables/contestants").text
    organiser.post("/organise/events/tables/contestants/practice")
    again = re.search(r"/judge/sheet/(\d+)/", judge.get("/judge").text.rpartition("trying")[2])[1]
    assert again != first


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tablet_says_so_on_every_page_of_it(app, day, language):
    one = practise(app, day)
    judge = signed_in(app, day, "judge")
    judge.set_cookie("language", language)
    for address in (f"/judge/sheet/{one}/{day.seat['M']}", f"/judge/sheet/{one}/{day.seat['M']}/review"):
        page = judge.get(address).text
        assert 'class="band practice"' in page and "练习" in page and "PRACTICE" in page
        assert not re.search(r"(第|赛位|[Hh]eat|[Ss]tation) None", page), "it has neither heat nor station"
    assert 'class="band' not in judge.get(f"/judge/sheet/{day.at[1, 3]}/{day.seat['M']}").text


def test_a_trainee_is_told_and_compared_and_in_no_figure(app, day, people):
    results = (("", "/live/tables/standings.json"), ("chief", "/results/tables"), ("chief", "/chief/tables/rows"))
    before = [shown(people[role].get(address).text) for role, address in results]
    with app.app_context():
        seat = must(record.create_seat(day.event, "impression", trainee=True))
        learner = must(record.create_person(read.competition().id, "李见习", "judge"))
        must(record.change_seat(seat.id, person_id=learner.id))
        key, seat_id = seat.key, seat.id
        day.link["trainee"], day.seat[key] = learner.link, seat_id
        mark_sheet(day, day.at[1, 2], key, lower="1.3")
    assert [shown(people[role].get(address).text) for role, address in results] == before
    trainee = signed_in(app, day, "trainee")
    for address in ("/judge", f"/judge/sheet/{day.at[1, 2]}/{seat_id}"):
        page = trainee.get(address).text
        assert 'class="band trainee"' in page and "TRAINEE" in page
    table = signed_in(app, day, "chief").get("/chief/tables/trainees").text
    assert "李见习" in table and 'class="differs"' in table and "1.7" in table
    assert signed_in(app, day, "floor").get("/chief/tables/trainees").status_code == 403
    book = openpyxl.load_workbook(io.BytesIO(signed_in(app, day, "organiser").get("/results/tables.xlsx?all=1").data))
    pages = [page for page in book if page.title != "记录核对证明"]
    cells = {str(cell.value) for page in pages for row in page.iter_rows() for cell in row}
    assert "J3" in cells and not any(key in cell for cell in cells)


def test_the_organisers_seats_page_makes_and_turns_trainees(app, day):
    organiser = signed_in(app, day, "organiser")
    organiser.post("/organise/events/tables/seats/add", data={"panel": "impression", "title": "", "trainee": "y"})
    page = organiser.get("/organise/events/tables/seats").text
    assert "印象评委 · 见习 TR1" in page and page.count(' checked aria-label="') + page.count('checked aria-label') >= 1
    with app.app_context():
        seats = {seat.key: seat for seat in read.event_by_slug("tables").seats}
        fields = {f"title-{seat.id}": seat.title for seat in seats.values()}
        fields |= {f"person-{seat.id}": seat.person_id or "" for seat in seats.values()}
    turned = {f"trainee-{seats['TR1'].id}": "1", f"trainee-{seats['J1'].id}": "1"}
    answer = organiser.post("/organise/events/tables/seats", data=fields | turned)
    assert answer.status_code == 422 and "不能在见习席和正式席之间改动" in answer.text
