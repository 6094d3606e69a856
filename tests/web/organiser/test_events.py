"""Competitions and events: made from rubrics, changed, opened, closed; who may, and in which language."""

import io
import re
import zipfile

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from tests.web.desk_day import RUBRIC
from tests.web.organiser.forms import LIVE, event, make_competition, must, paste, signed_in, use, words


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
    assert desk.get(f"{draft}/close").status_code == 303, "nobody is asked what would be refused"
    assert "results not signed yet: 1" in words(desk.get(draft))
    desk.post(f"{draft}/close")
    assert "results not signed yet: 1" in words(desk.get(draft))
    with app.app_context():
        must(record.change_event(event().id, release="at-once"))
    assert "0 of 1 contestant is signed." in words(desk.get(f"{draft}/close"))
    desk.post(f"{draft}/close")
    assert desk.post(f"{draft}/reopen", data={"reason": " "}).status_code == 422
    assert desk.post(f"{draft}/reopen", data={"reason": "复核"}).status_code == 303
    with app.app_context():
        assert event().state == "open"


def test_a_draft_can_be_removed_and_an_opened_event_cannot(app, desk, draft):
    use(desk, "bed-making-3min@1", slug="beds")
    assert "This cannot be undone." in words(desk.get("/organise/events/beds/remove"))
    with app.app_context():
        assert event("beds") is not None
    assert desk.post("/organise/events/beds/remove").status_code == 303
    with app.app_context():
        assert event("beds") is None
        kept = event("tables")
        assert record.add_contestant(kept.id, "1", "选手01", "示例酒店")
        assert record.open_event(kept.id).state == "open"
        assert record.remove_event(kept.id).code == "not-a-draft"
        assert event("tables") is not None
        assert [each.number for each in read.contestants(kept.id)][-1] == "1"
