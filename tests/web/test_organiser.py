"""The organiser's forms, good and bad, on the real store: from the first competition to the cards."""

import html
import io
import re
import zipfile

import pytest
import segno
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.record import By, Refusal
from scoring.web import addresses
from tests.web.desk_day import RUBRIC, open_day

LAN = "http://192.168.7.9:8000"
LIVE = "livestream-sales@1"
AREA = "organiser events seats entries heats outside people library pasted readiness outcome forms rubric_words"


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


def must(outcome):
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def signed_in(app, role="organiser", base="http://localhost"):
    """A browser of a new person of that role, reading English; it calls the server by `base`."""
    with app.app_context():
        link = must(record.create_person(None, f"示例{role}", role)).link
    client = app.test_client()
    client.post(f"/join/{link}", base_url=base)
    client.set_cookie("language", "en", domain=base.split("/")[2].split(":")[0])
    return client


@pytest.fixture
def desk(app):
    return signed_in(app)


@pytest.fixture
def draft(app, desk):
    """A competition with one event of table setting, made through the forms."""
    assert make_competition(desk).status_code == 303
    assert use(desk, slug="tables", stations="2").status_code == 303
    return "/organise/events/tables"


def make_competition(desk, **words):
    plain = {"title": "示例市技能竞赛", "title_en": "Sample Skills Contest", "venue": "示例酒店", "day": "2026-05-01"}
    return desk.post("/organise/competitions/new", data=plain | words)


def use(desk, ref=RUBRIC, **words):
    plain = {"title": "", "title_en": "", "slug": "tables", "release": "signed", "naming": "name", "stations": "6"}
    return desk.post(f"/organise/library/{ref}/use", data=plain | words)


def event(slug="tables"):
    return read.event_by_slug(slug)


def numbers(app, slug="tables"):
    with app.app_context():
        return [one.number for one in read.contestants(event(slug).id)]


def at(app, number, slug="tables"):
    """Heat and station of a contestant."""
    with app.app_context():
        one = next(one for one in read.contestants(event(slug).id) if one.number == number)
        return (one.heat.number, one.station.number) if one.heat and one.station else None


def paste(desk, draft, lines, apply=True):
    return desk.post(f"{draft}/contestants/paste", data={"lines": lines, **({"apply": "1"} if apply else {})})


def words(answer):
    """What a reader of the page sees."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


# who may


@pytest.mark.parametrize("role", ["judge", "chief", "floor"])
def test_other_roles_are_refused_everywhere(app, draft, role):
    stranger = signed_in(app, role)
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("organiser."):
            continue
        address = re.sub(r"<int:\w+>", "1", rule.rule).replace("<slug>", "tables").replace("<ref>", RUBRIC)
        for method in rule.methods & {"GET", "POST"}:
            assert stranger.open(address, method=method).status_code == 403, (method, address)


def test_the_public_is_sent_to_sign_in(app):
    answer = app.test_client().get("/organise")
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


def test_a_form_without_its_token_changes_nothing(tmp_path):
    app = create_app(tmp_path, TESTING=True)
    with app.app_context():
        link = record.create_person(None, "示例", "organiser").link
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(f"/join/{link}").text)[1]
    client.post(f"/join/{link}", data={"csrf_token": token})
    assert make_competition(client).status_code == 400
    page = client.get("/organise").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    assert make_competition(client, csrf_token=token).status_code == 303
    database.close(app)


# competition


def test_the_first_run_offers_the_form(desk):
    assert "Create the first competition" in words(desk.get("/organise"))
    assert desk.get("/organise/settings").status_code == 302
    assert desk.get("/organise/people").status_code == 404


def test_a_competition_needs_a_title_and_keeps_what_was_typed(app, desk):
    answer = make_competition(desk, title="  ", venue="三层宴会厅", day="2026-13-45")
    assert answer.status_code == 422
    assert "The competition needs a title." in answer.text
    assert 'value="三层宴会厅"' in answer.text
    assert "2026-13-45" in answer.text
    with app.app_context():
        assert read.competition() is None


def test_settings_change_the_competition(app, desk, draft):
    answer = desk.post("/organise/settings", data={"title": "新名称", "title_en": "New", "venue": "", "day": ""})
    assert answer.status_code == 303
    with app.app_context():
        assert (read.competition().title, read.competition().day) == ("新名称", "")
    assert desk.post("/organise/settings", data={"title": ""}).status_code == 422


def test_the_organiser_chooses_which_competition_to_work_on(app, desk, draft):
    make_competition(desk, title="第二场", title_en="Second one")
    assert "No event yet." in words(desk.get("/organise"))
    with app.app_context():
        first = read.competitions()[-1].id
    desk.post(f"/organise/competitions/{first}/choose")
    assert "Chinese banquet table setting" in words(desk.get("/organise"))


def test_a_backup_can_be_taken_away(desk, draft):
    answer = desk.post("/organise/backup")
    assert answer.status_code == 200
    assert zipfile.ZipFile(io.BytesIO(answer.data)).read("scoring.sqlite").startswith(b"SQLite format 3")


# events


def test_the_library_shows_what_a_rubric_is_and_what_is_wrong_in_a_file(app, desk, draft):
    folder = app.config["INSTANCE"].rubrics
    (folder / "broken@1.yaml").write_text("rubric: broken@1\ntitel: {zh: 错, en: wrong}\n", encoding="utf-8")
    shown = words(desk.get("/organise/library"))
    assert "broken@1.yaml cannot be used" in shown
    assert "broken@1.yaml:2:1:" in shown
    for fact in ("table-setting-15min@1", "80", "36", "Limit 15:00", "Knocked over"):
        assert fact in shown
    assert use(desk, "broken@1").status_code == 404
    assert "titel" in words(desk.get("/organise/library/broken@1"))


def test_the_organisers_own_rubric_makes_an_event(app, desk, draft):
    text = (app.config["INSTANCE"].rubrics / "own@2.yaml", read_shipped("bed-making-3min@1"))
    text[0].write_text(text[1].replace("bed-making-3min@1", "own@2"), encoding="utf-8")
    assert 'value="own"' in desk.get("/organise/library/own@2/use").text
    assert use(desk, "own@2", slug="own").status_code == 303
    with app.app_context():
        assert event("own").rubric_ref == "own@2"


def read_shipped(ref):
    from scoring.rubrics import reader

    return reader.shipped()[ref].read_text(encoding="utf-8")


@pytest.mark.parametrize("ref", ["table-setting-15min@1", "table-setting-per-setting@1", "bed-making-3min@1", LIVE])
def test_every_shipped_rubric_can_be_read(desk, draft, ref):
    for language in ("zh", "en"):
        desk.set_cookie("language", language)
        answer = desk.get(f"/organise/library/{ref}")
        assert answer.status_code == 200
        assert "SHA-256" in answer.text


def test_a_taken_slug_is_suggested_away_and_refused_beside_its_field(desk, draft):
    use(desk, slug="table-setting-15min")
    assert 'value="table-setting-15min-2"' in desk.get(f"/organise/library/{RUBRIC}/use").text
    answer = use(desk, slug="tables", title="我起的名字")
    assert answer.status_code == 422
    assert re.search(r'id="slug-reason">.*the address “tables” is taken', answer.text)
    assert 'value="我起的名字"' in answer.text


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("slug", "Bed Making", "2 to 40 small letters"),
        ("slug", "", "Screens and telephones find the event"),
        ("stations", "many", "Please write a whole number."),
        ("stations", "0", "From 1 to 60."),
        ("stations", "", "How many perform"),
        ("release", "never", "Not a valid choice"),
    ],
)
def test_an_event_with_a_bad_field_is_not_made(app, desk, draft, field, value, reason):
    answer = use(desk, **{"slug": "second", field: value})
    assert answer.status_code == 422
    assert reason in words(answer)
    with app.app_context():
        assert event("second") is None


def test_settings_of_an_event_change_until_it_opens(app, desk, draft):
    plain = {"title": "摆台", "title_en": "Tables", "release": "at-once", "naming": "number"}
    assert desk.post(draft, data=plain | {"slug": "laid", "stations": "4"}).location.endswith("/organise/events/laid")
    with app.app_context():
        laid = event("laid")
        assert (laid.title, laid.release, laid.naming, len(laid.stations)) == ("摆台", "at-once", "number", 4)
        must(record.add_contestant(laid.id, "01"))
        must(record.open_event(laid.id))
    desk.post("/organise/events/laid", data=plain | {"title": "新", "slug": "other", "stations": "9"})
    with app.app_context():
        assert (event("laid").title, len(event("laid").stations)) == ("新", 4)


def test_opening_asks_and_names_what_is_missing(app, desk, draft):
    shown = words(desk.get(f"{draft}/open"))
    assert "It cannot open yet" in shown
    assert "Nobody is entered yet." in shown
    desk.post(f"{draft}/open")
    assert "there are no contestants yet" in words(desk.get(draft))
    paste(desk, draft, "01,张三,示例酒店")
    shown = words(desk.get(f"{draft}/open"))
    assert "4 seats have nobody" in shown
    assert "SHA-256" in shown
    assert desk.post(f"{draft}/open").status_code == 303
    with app.app_context():
        assert event().state == "open"
        assert event().rubric_digest


def test_closing_is_refused_while_results_are_unsigned_and_reopening_needs_a_reason(app, desk, draft):
    paste(desk, draft, "01,张三,示例酒店")
    desk.post(f"{draft}/open")
    assert "Close “" in words(desk.get(f"{draft}/close"))
    desk.post(f"{draft}/close")
    assert "1 results are not signed" in words(desk.get(draft))
    with app.app_context():
        must(record.change_event(event().id, release="at-once"))
    desk.post(f"{draft}/close")
    assert desk.post(f"{draft}/reopen", data={"reason": " "}).status_code == 422
    assert desk.post(f"{draft}/reopen", data={"reason": "复核"}).status_code == 303
    with app.app_context():
        assert event().state == "open"


# seats


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
    assert "Remove Impression judges J4?" in words(desk.get(f"{draft}/seats/{extra}/remove"))
    desk.post(f"{draft}/seats/{extra}/remove")
    with app.app_context():
        assert "J4" not in [seat.key for seat in event().seats]
    assert desk.get(f"{draft}/seats/{extra}/remove").status_code == 404


# contestants


def test_one_contestant_is_added_changed_and_removed(app, desk, draft):
    one = {"number": "01", "name": "张三", "unit_name": "示例酒店", "heat_no": "1", "station_no": "2"}
    assert desk.post(f"{draft}/contestants", data=one).status_code == 303
    assert at(app, "01") == (1, 2)
    with app.app_context():
        row = read.contestants(event().id)[0].id
    assert 'value="示例酒店"' in desk.get(f"{draft}/contestants?edit={row}").text
    assert desk.post(f"{draft}/contestants/{row}", data=one | {"number": "007", "heat_no": "3"}).status_code == 303
    assert at(app, "007") == (3, 2)
    assert "Remove 007 张三?" in words(desk.get(f"{draft}/contestants/{row}/remove"))
    desk.post(f"{draft}/contestants/{row}/remove")
    assert numbers(app) == []


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"number": ""}, "number", "Every contestant has an entry number."),
        ({"number": "01"}, "number", "entry number 01 is taken"),
        ({"heat_no": "1"}, "station_no", "Give heat and station together"),
        ({"heat_no": "1", "station_no": "1"}, "station_no", "taken by 01"),
        ({"heat_no": "one", "station_no": "1"}, "heat_no", "Please write a whole number."),
        ({"heat_no": "1", "station_no": "61"}, "station_no", "From 1 to 60."),
    ],
)
def test_a_bad_contestant_is_refused_beside_the_field(app, desk, draft, change, field, reason):
    paste(desk, draft, "01,张三,示例酒店,1,1")
    answer = desk.post(f"{draft}/contestants", data={"number": "02", "name": "李四", "unit_name": ""} | change)
    assert answer.status_code == 422
    assert re.search(f'id="{field}-reason">.*{reason}', answer.text)
    assert 'value="李四"' in answer.text
    assert numbers(app) == ["01"]


def test_lines_are_looked_at_before_they_are_entered(app, desk, draft):
    lines = "编号\t姓名\t单位\r\n01\t张三\t示例酒店\r\n\r\n02，李四，第二酒店，1，2\r\n03,王五\r\n"
    shown = paste(desk, draft, lines, apply=False)
    assert shown.status_code == 200
    assert "Enter all 3 contestants" in words(shown)
    assert numbers(app) == []
    assert paste(desk, draft, lines).status_code == 303
    assert sorted(numbers(app)) == ["01", "02", "03"]
    assert at(app, "02") == (1, 2)


def test_one_bad_line_keeps_all_out(app, desk, draft):
    paste(desk, draft, "01,张三,示例酒店,1,1")
    lines = (
        "02,甲\n02,乙\n,丙\n01,丁\n05,戊,单位,1\n06,己,单位,1,1\n07,庚,单位,1,3\n08,辛,单位,2,1,多余\n09,壬,单位,2,2"
    )
    answer = paste(desk, draft, lines)
    assert answer.status_code == 422
    shown = words(answer)
    for reason in (
        "7 lines have problems",
        "number 02 stands in line 1 already",
        "the entry number is missing",
        "number 01 is entered already",
        "both or neither",
        "heat 1, station 1 is taken by 01",
        "there are stations 1 to 2 only",
        "more than 5 columns",
    ):
        assert reason in shown, reason
    assert "09,壬" in answer.text
    assert numbers(app) == ["01"]


def test_what_only_the_store_knows_comes_back_at_its_line(app, desk, draft):
    answer = paste(desk, draft, "01,甲\n02," + "长" * 300)
    assert answer.status_code == 422
    assert numbers(app) == []
    assert re.search(r'<tr class="bad"><td>2</td>', answer.text)


def test_empty_pastes_are_refused(desk, draft):
    assert paste(desk, draft, "").status_code == 422
    assert "There is no line to enter." in words(paste(desk, draft, "编号,姓名,单位"))


# heats


def test_heats_fill_by_themselves_and_by_hand(app, desk, draft):
    paste(desk, draft, "\n".join(f"{number:02},选手{number}" for number in range(1, 6)))
    assert "5 contestants have no place." in words(desk.get(f"{draft}/heats"))
    desk.post(f"{draft}/heats/fill")
    assert [at(app, number) for number in ("01", "02", "03", "05")] == [(1, 1), (1, 2), (2, 1), (3, 1)]
    with app.app_context():
        fifth = next(one.id for one in read.contestants(event().id) if one.number == "05")
    move = {"contestant": fifth, "heat_no": "1", "station_no": "1"}
    answer = desk.post(f"{draft}/heats/move", data=move)
    assert answer.status_code == 422
    assert "taken by 01" in words(answer)
    assert desk.post(f"{draft}/heats/move", data=move | {"heat_no": "4", "station_no": "2"}).status_code == 303
    assert at(app, "05") == (4, 2)
    desk.post(f"{draft}/heats/move", data=move | {"heat_no": "", "station_no": ""})
    assert at(app, "05") is None
    assert "4 contestants lose their places." in words(desk.get(f"{draft}/heats/clear"))
    desk.post(f"{draft}/heats/clear")
    assert at(app, "01") is None


# outside values


@pytest.fixture
def sales(app, desk, draft):
    """An open event with values from outside: theory, sales value, orders, followers."""
    use(desk, LIVE, slug="sales", stations="3")
    paste(desk, "/organise/events/sales", "01,甲\n02,乙")
    desk.post("/organise/events/sales/open")
    return "/organise/events/sales/outside"


def fields(desk, sales):
    """Names of the inputs, row by row."""
    return re.findall(r'name="(v-[^"]+)"', desk.get(sales).text)


def test_outside_values_are_saved_once_and_can_be_taken_back(app, desk, sales):
    names = fields(desk, sales)
    form = {"uid": "fixed", names[0]: "88.5", names[1]: "12000"}
    assert desk.post(sales, data=form).status_code == 303
    desk.post(sales, data=form)
    with app.app_context():
        facts = {one.contestant: one.outside for one in read.facts_of(event("sales")).values()}
    assert facts["01"]["theory"] == "88.5"
    assert facts["02"] == {}
    assert 'value="88.5"' in desk.get(sales).text
    desk.post(sales, data={"uid": "later", names[0]: ""})
    assert 'value="88.5"' not in desk.get(sales).text


def test_one_bad_value_keeps_all_out_and_all_typed(app, desk, sales):
    names = fields(desk, sales)
    answer = desk.post(sales, data={"uid": "x1", names[0]: "88.5", names[4]: "abc"})
    assert answer.status_code == 422
    assert 'value="abc"' in answer.text
    assert 'value="88.5"' in answer.text
    assert "1 value has a problem; nothing was saved." in words(answer)
    with app.app_context():
        assert all(not one.outside for one in read.facts_of(event("sales")).values())


def test_pasted_values_fill_the_table_without_being_saved(app, desk, sales):
    answer = desk.post(f"{sales}/paste", data={"lines": "编号\t理论\n01\t90\t5000\n99\t1\n02,1,2,3,4,5"})
    assert answer.status_code == 422
    shown = words(answer)
    assert "there is no contestant 99" in shown
    assert "at most 4 values are expected" in shown
    assert 'value="5000"' in answer.text
    with app.app_context():
        assert all(not one.outside for one in read.facts_of(event("sales")).values())


def test_an_event_without_outside_values_says_so(desk, draft):
    assert "Nothing comes from outside here." in words(desk.get(f"{draft}/outside"))


# people and cards


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


# everything else


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
        "/events/sales/close",
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
