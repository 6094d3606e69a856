"""Seats, people, devices and cards; and what holds for every page of the organiser."""

import re

import segno
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from scoring.store import read, record
from scoring.store.record import By
from scoring.web import addresses
from tests.web.desk_day import open_day
from tests.web.organiser.forms import LAN, LIVE, event, must, paste, signed_in, use, words

AREA = "organiser events seats entries heats outside people library pasted readiness outcome forms rubric_words"


def test_seats_are_given_named_and_kept_on_refusal(app, desk, draft):
    with app.app_context():
        seats = {seat.key: seat.id for seat in event().seats}
        judge = must(record.create_person(read.competition().id, "李评委", "judge")).id
        clerk = must(record.create_person(read.competition().id, "王计时", "floor")).id
    form = {f"title-{seats['M']}": "一组", f"person-{seats['M']}": str(judge)}
    assert desk.post(f"{draft}/seats", data=form).status_code == 303
    with app.app_context():
        assert [(seat.title, seat.person_id) for seat in event().seats if seat.key == "M"] == [("一组", judge)]
    form = {f"title-{seats['J1']}": "我的", f"person-{seats['J1']}": str(clerk)}
    answer = desk.post(f"{draft}/seats", data=form)
    assert answer.status_code == 422
    assert 'value="我的"' in answer.text
    assert "no longer in the list" in words(answer)


def test_a_new_judge_takes_a_seat_at_once(app, desk, draft):
    with app.app_context():
        seat = event().seats[1].id
    assert desk.post(f"{draft}/seats/sitter", data={"name": "", "seat": seat}).status_code == 422
    assert desk.post(f"{draft}/seats/sitter", data={"name": "陈评委", "seat": "999"}).status_code == 422
    assert desk.post(f"{draft}/seats/sitter", data={"name": "陈评委", "seat": seat}).status_code == 303
    with app.app_context():
        assert event().seats[1].person.name == "陈评委"


def test_seats_are_added_and_removed_after_asking(app, desk, draft):
    assert desk.post(f"{draft}/seats/add", data={"panel": "impression", "title": ""}).status_code == 303
    assert desk.post(f"{draft}/seats/add", data={"panel": "nobody"}).status_code == 422
    with app.app_context():
        extra = next(seat.id for seat in event().seats if seat.key == "J4")
    assert "Remove Impression judges, seat J4?" in words(desk.get(f"{draft}/seats/{extra}/remove"))
    desk.post(f"{draft}/seats/{extra}/remove")
    with app.app_context():
        assert "J4" not in [seat.key for seat in event().seats]
    assert desk.get(f"{draft}/seats/{extra}/remove").status_code == 404


def test_people_are_added_changed_renewed_and_retired(app, desk, draft):
    assert desk.post("/organise/people", data={"name": "", "role": "judge"}).status_code == 422
    assert desk.post("/organise/people", data={"name": "赵", "role": "king"}).status_code == 422
    desk.post("/organise/people", data={"name": "赵裁判长", "role": "chief", "language": "en"})
    with app.app_context():
        chief = next(person for person in read.people(read.competition().id) if person.name == "赵裁判长")
        row, link, pin = chief.id, chief.link, chief.pin
        assert chief.language == "en"
    desk.post(f"/organise/people/{row}", data={"name": "赵国强", "role": "judge", "language": ""})
    phone = app.test_client()
    phone.post(f"/join/{link}")
    assert "1 device" in words(desk.get("/organise/people"))
    assert "stops working" in words(desk.get(f"/organise/people/{row}/renew"))
    desk.post(f"/organise/people/{row}/renew")
    with app.app_context():
        changed = next(person for person in read.people(read.competition().id) if person.id == row)
        assert (changed.name, changed.role) == ("赵国强", "judge")
        assert changed.link != link
        assert changed.pin != pin
    assert phone.get("/judge").status_code == 302
    assert desk.post(f"/organise/people/{row}/retire").status_code == 303
    assert desk.get(f"/organise/people?edit={row}").status_code == 404


def test_the_last_organiser_stays(app, desk, draft):
    with app.app_context():
        me = next(person.id for person in read.people(read.competition().id) if person.role == "organiser")
    desk.post(f"/organise/people/{me}/retire")
    assert "the last organiser" in words(desk.get("/organise/people"))


def test_a_device_is_signed_out_after_asking(app, desk, draft):
    judge = signed_in(app, "judge")
    with app.app_context():
        device = next(one.id for one in read.devices(read.competition().id) if one.person.role == "judge")
    assert "Sign this device out?" in words(desk.get(f"/organise/devices/{device}/revoke"))
    assert judge.get("/judge").status_code == 200
    desk.post(f"/organise/devices/{device}/revoke")
    assert judge.get("/judge").status_code == 302
    assert desk.post(f"/organise/devices/{device}/revoke").status_code == 404


def test_cards_carry_a_code_that_says_the_personal_link(app, desk, draft):
    desk.post("/organise/people", data={"name": "钱评委", "role": "judge"})
    desk = signed_in(app, base=LAN)
    page = desk.get("/organise/cards", base_url=LAN).text
    with app.app_context():
        people = read.people(read.competition().id)
        for person in people:
            link = f"{LAN}/join/{person.link}"
            assert f'href="{link}"' in page
            squares = re.search(r' d="([^"]+)"', segno.make(link, error="m", micro=False).svg_inline(border=2))[1]
            assert squares in page
            assert f"{person.pin[:3]} {person.pin[3:]}" in page
        judge = next(person.id for person in people if person.role == "judge")
    assert desk.get(f"/organise/cards?person={judge}", base_url=LAN).text.count('<article class="card">') == 1
    assert "Nobody to print a card for." in words(desk.get("/organise/cards?event=tables", base_url=LAN))


def test_cards_never_say_localhost_by_themselves(app, desk, draft, monkeypatch):
    monkeypatch.setattr(addresses, "lan_addresses", lambda: ["192.168.7.9"])
    shown = desk.get("/organise/cards", base_url="http://localhost:8000")
    assert f"{LAN}/join/" in shown.text
    assert "localhost:8000/join" not in shown.text
    assert "only this computer understands" in words(shown)
    monkeypatch.setattr(addresses, "lan_addresses", list)
    desk = signed_in(app, base="http://127.0.0.1:8000")
    shown = desk.get("/organise/cards", base_url="http://127.0.0.1:8000")
    assert "no address on a network" in words(shown)
    assert 'class="code"' not in shown.text
    assert "127.0.0.1" not in shown.text.split('class="cards"')[-1]


def test_the_address_on_the_cards_can_be_chosen(app, draft, monkeypatch):
    desk = signed_in(app, base=LAN)
    monkeypatch.setattr(addresses, "lan_addresses", lambda: ["10.0.0.4", "192.168.7.9"])
    assert desk.post("/organise/address", data={"address": "8.8.8.8"}, base_url=LAN).status_code == 422
    assert desk.post("/organise/address", data={"address": "other", "other": "a b"}, base_url=LAN).status_code == 422
    desk.post("/organise/address", data={"address": "10.0.0.4"}, base_url=LAN)
    assert "http://10.0.0.4:8000/join/" in desk.get("/organise/cards", base_url=LAN).text
    desk.post("/organise/address", data={"address": "other", "other": "laptop.lan:80"}, base_url=LAN)
    assert "http://laptop.lan:80/join/" in desk.get("/organise/cards", base_url=LAN).text


def test_every_page_opens_in_both_languages(app, desk, draft, sales):
    with app.app_context():
        seat, person = event().seats[0].id, read.people(read.competition().id)[0].id
        one = read.contestants(event("sales").id)[0].id
    pages = ["", "/settings", "/library", "/people", f"/people?edit={person}", f"/people/{person}/retire", "/cards"]
    pages += [
        "/competitions/new",
        f"/library/{LIVE}/use",
        "/events/tables/rubric",
        "/events/sales",
    ]
    pages += [f"/events/tables/seats/{seat}/remove", "/events/tables/seats", f"/events/sales/contestants?edit={one}"]
    pages += ["/events/sales/contestants/paste", "/events/sales/heats", "/events/sales/outside", "/events/sales/reopen"]
    for language in ("zh", "en"):
        desk.set_cookie("language", language)
        for page in pages:
            answer = desk.get(f"/organise{page}")
            assert answer.status_code == 200, page
            assert "%(" not in answer.text, page


def test_refusals_speak_the_language_of_the_page(desk, draft):
    desk.set_cookie("language", "zh")
    assert "网址名“tables”已被使用" in words(use(desk))
    assert "编号 01 与第 1 行重复" in words(paste(desk, draft, "01,甲\n01,乙"))


def test_marks_keep_a_contestant_and_a_seat_from_being_removed(app, desk):
    with app.app_context():
        day = open_day(heats=1, stations=2)
        first, seat = day.at[1, 1], day.seat["M"]
        mark = {"uid": "test-0001", "item": "1.2", "place": "", "value": "clear", "order": 1}
        must(record.record_marks(By(), first, seat, [mark]))
    desk.post(f"/organise/events/tables/contestants/{first}/remove")
    assert "set a status instead" in words(desk.get("/organise/events/tables/contestants"))
    desk.post(f"/organise/events/tables/seats/{seat}/remove")
    assert "cannot be removed" in words(desk.get("/organise/events/tables/seats"))


def test_every_sentence_is_said_in_chinese(app):
    """Each text of these pages has its translation in one of the catalogues."""
    from pathlib import Path

    root = Path(app.root_path)
    keywords = DEFAULT_KEYWORDS | {"pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2)}
    files = [root / "web" / f"{name}.py" for name in AREA.split()] + sorted((root / "templates/organiser").glob("*"))
    known = set()
    for file in (root / "translations/zh/LC_MESSAGES").glob("*.po"):
        with file.open("rb") as text:
            known |= {
                (one.context, one.id if isinstance(one.id, str) else one.id[0]) for one in read_po(text) if one.string
            }
    for file in files:
        for line, message, _comments, context in extract_from_file(
            "jinja2" if file.suffix == ".html" else "python", file, keywords
        ):
            text = message if isinstance(message, str) else message[0]
            assert (context, text) in known, f"{file.name}:{line}: {text}"
