"""The rubric lab over HTTP: copies, edits by form, live check, versions, uploads, undo; nothing typed is lost."""

import html
import io
import re

import pytest
from werkzeug.datastructures import MultiDict

from scoring.app import create_app
from scoring.rubrics import reader, source
from scoring.rubrics.edit import value_at
from scoring.store import database
from scoring.web import lab_parts, lab_typed
from tests.web.organiser.forms import event, make_competition, paste, signed_in, use, words

TABLE = "table-setting-15min@1"
MINE = "my-table-setting-15min@1"
HOME = f"/organise/library/{MINE}"
ROW = "sections.0.items.1"
VALUE = re.compile(r'<input [^>]*name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def desk(app):
    """An organiser with a competition and a copy of the table setting."""
    desk = signed_in(app)
    make_competition(desk)
    assert copy(desk).status_code == 303
    return desk


def copy(desk, ref=TABLE, name="my-table-setting-15min"):
    titles = {"title": "摆台（本赛）", "title_en": "Table setting (ours)"}
    return desk.post(f"/organise/library/{ref}/copy", data={**titles, "name": name})


def text_of(app, ref=MINE):
    return (app.config["INSTANCE"].rubrics / f"{ref}.yaml").read_text(encoding="utf-8")


def digest(app, ref=MINE):
    return source.digest(text_of(app, ref))


def save(desk, app, at=ROW, act="", seen=None, ref=MINE, **fields):
    """Post some fields of a part; others are not part of the form."""
    sent = {f"{at}.{name.replace('__', '.')}": value for name, value in fields.items()}
    sent |= {"at": at, "act": act, "digest": seen or digest(app, ref)}
    return desk.post(f"/organise/library/{ref}/edit", data=sent)


def test_a_copy_is_ones_own_and_the_original_stays(app, desk):
    text = text_of(app)
    assert text.startswith("# yaml-language-server")
    assert "rubric: my-table-setting-15min@1\ntitle: {zh: 摆台（本赛）, en: Table setting (ours)}\n" in text
    assert copy(desk).status_code == 422
    assert "choose another name" in words(copy(desk))
    assert copy(desk, name="Größe!").status_code == 422
    assert copy(desk, name="").status_code == 422
    assert desk.get(f"/organise/library/{TABLE}/edit").location.endswith("/copy")
    assert 'value="my-table-setting-15min-2"' in desk.get(f"/organise/library/{TABLE}/copy").text
    assert desk.get("/organise/library/nothing@1/edit").status_code == 404


def test_a_tolerance_is_changed_and_nothing_else(app, desk):
    before = text_of(app)
    answer = save(desk, app, tolerance__below="0.3", tolerance__above="")
    assert answer.status_code == 303
    assert "at=" + ROW in answer.location
    assert text_of(app) == before.replace("tolerance: 0.2", "tolerance: 0.3", 1)
    save(desk, app, tolerance__below="0.3", tolerance__above="0.5")
    assert "tolerance: {below: 0.3, above: 0.5}" in text_of(app)
    save(desk, app, title__zh="一、二", points="2", panel="", places__count="4")
    assert 'title: {zh: 一、二, en: "Centred, seam' in text_of(app)


@pytest.mark.parametrize("ref", sorted(reader.shipped()))
def test_every_form_of_every_rubric_says_what_stands_there(app, ref):
    """Typed as it is shown, nothing changes."""
    text = reader.shipped()[ref].read_text(encoding="utf-8")
    with app.test_request_context("/?lang=en"):
        tree = value_at(text)
        for part in lab_parts.outline(tree):
            boxes = lab_parts.form_of(tree, part.at)
            assert lab_typed.edited(text, boxes, as_shown(boxes)) == text, part.at


def as_shown(boxes):
    sent = MultiDict()
    for box in lab_typed.leaves(boxes):
        if box.how == "flag":
            sent.add("flags", box.name)
        if box.how != "flag" or box.value:
            sent.add(box.name, lab_typed.spoken(box.value) if box.how in ("figure", "list") else box.value)
        for inner in box.boxes:
            sent.add(inner.name, inner.value)
    return sent


@pytest.mark.parametrize("at", ["about", "panels.1", "clock", "penalties.0", "sections.6", ROW, "ranking", "more"])
def test_a_page_saves_what_it_shows_without_a_change(app, desk, at):
    text = text_of(app)
    page = desk.get(f"{HOME}/edit?at={at}")
    assert desk.post(f"{HOME}/edit", data={**shown(page.text), "act": ""}).status_code == 303
    assert text_of(app) == text


def shown(page):
    """What a browser would send of the page's form."""
    form = page[page.index('id="edit"') :]
    form = form[: form.index("</form>")]
    sent = {name: [html.unescape(value)] for name, value in VALUE.findall(form)}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        sent.setdefault(name, []).append(html.unescape(value))
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)', form):
        sent[name] = [html.unescape(value)]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = [html.unescape(chosen[1])] if chosen else [re.search(r'value="([^"]*)"', options)[1]]
    for name in re.findall(r'type="checkbox" id="[^"]+" name="([^"]+)" checked', form):
        sent[name] = ["on"]
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def test_a_draft_is_kept_with_its_problems_but_makes_no_event(app, desk):
    answer = save(desk, app, points="two", title__en="")
    assert answer.status_code == 303
    page = desk.get(answer.location)
    assert "2 problems are left" in words(page)
    assert "“two” is not a number" in words(page)
    assert re.search(r'data-reason="sections.0.items.1.title.en" >', page.text)
    assert use(desk, MINE).status_code == 404
    assert "cannot be used" in words(desk.get("/organise/library"))
    assert desk.get(f"{HOME}/tablet").location.endswith("/edit")
    save(desk, app, points="2", title__en="Centred")
    assert use(desk, MINE).status_code == 303


def test_the_live_check_marks_the_fields_in_the_organisers_language(app, desk):
    sent = {"at": ROW, f"{ROW}.each": "-1", f"{ROW}.kind": "counted", f"{ROW}.points": "9"}
    before = text_of(app)
    for language, sentence in (("en", "Must be more than 0"), ("zh", "必须大于 0")):
        desk.set_cookie("language", language)
        found = desk.post(f"{HOME}/check", data=sent | {f"{ROW}.kind": "measured"}).get_json()
        assert found["fields"][f"{ROW}.each"] == [sentence]
        assert found["parts"][ROW] == 1
        assert sentence in found["html"]
    assert text_of(app) == before
    assert desk.post(f"/organise/library/{TABLE}/check", data=sent).status_code == 404
    found = desk.post(f"{HOME}/check", data={"at": ROW, "text": "rubric: ["}).get_json()
    assert "括号没有成对" in found["html"]


@pytest.mark.parametrize(
    ("act", "at", "ids"),
    [
        ("copy:sections.0.items.0", "sections.0.items.1", ["1.1", "1.3", "1.2"]),
        ("add:sections.0.items", "sections.0.items.2", ["1.1", "1.2", "1.3"]),
        ("add:sections.0.items.0", "sections.0.items.1", ["1.1", "1.3", "1.2"]),
        ("down:sections.0.items.0", "sections.0.items.1", ["1.2", "1.1"]),
        ("up:sections.0.items.1", "sections.0.items.0", ["1.2", "1.1"]),
        ("up:sections.0.items.0", "sections.0.items.0", ["1.1", "1.2"]),
        ("drop:sections.0.items.1", "sections.0.items.0", ["1.1"]),
    ],
)
def test_rows_are_added_repeated_moved_and_removed(app, desk, act, at, ids):
    answer = save(desk, app, act=act)
    assert answer.location.endswith(f"at={at}")
    assert [item["id"] for item in value_at(text_of(app), ("sections", 0, "items"))] == ids
    assert "Publicly circulated rule texts" in text_of(app)
    page = words(desk.get(answer.location))
    assert "No problems." in page


def test_sections_panels_and_rows_of_a_table(app, desk):
    answer = save(desk, app, act="copy:sections.0")
    assert answer.location.endswith("at=sections.1")
    assert [item["id"] for item in value_at(text_of(app), ("sections", 1, "items"))] == ["13.1", "13.2"]
    for act, at in (("add:sections", "sections.13"), ("add:panels", "panels.2"), ("add:penalties", "penalties.4")):
        assert save(desk, app, act=act).location.endswith(f"at={at}")
    for act in ("add:awards", "drop:awards.0", "up:awards.1", "add:notes"):
        assert save(desk, app, "ranking", act=act).location.endswith("at=ranking")
    assert [award["title"]["en"] for award in value_at(text_of(app), ("awards",))] == [
        "Third prize",
        "Second prize",
        "New",
    ]
    assert save(desk, app, "clock", act="drop:clock").status_code == 303
    assert "clock:" not in text_of(app)
    assert save(desk, app, act="drop:panels.9").location.endswith("/edit")
    assert "no longer there" in words(desk.get(f"{HOME}/edit"))
    assert save(desk, app, act="add:nonsense").location.endswith("/edit")
    assert desk.get(f"{HOME}/edit?at=sections.99").status_code == 404


@pytest.mark.parametrize("kind", sorted(lab_parts.KINDS))
def test_a_row_changes_its_kind_and_is_ready_for_it(app, desk, kind):
    save(desk, app, kind=kind, places__count="4")
    item = value_at(text_of(app), ("sections", 0, "items", 1))
    assert item["kind"] == kind
    assert ("tolerance" in item) == (kind == "measured")
    found = desk.post(f"{HOME}/check", data={"at": ROW}).get_json()
    wrong = [said for told in found["fields"].values() for said in told]
    assert not [said for said in wrong if "no effect" not in said and "There is no" not in said], wrong
    assert desk.get(f"{HOME}/edit?at={ROW}").status_code == 200


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(app, desk):
    seen = digest(app)
    save(desk, app, points="3")
    mine = {"points": "2", "each": "0.4", "title__en": "Centred, seam to host and deputy, equal drop on four sides"}
    answer = save(desk, app, seen=seen, **mine)
    assert answer.status_code == 409
    assert "Nothing you typed is lost" in words(answer)
    assert f'name="{ROW}.each" value="0.4"' in answer.text
    assert f'name="{ROW}.points" value="3"' in answer.text
    assert "each: 0.5" in text_of(app)
    sent = shown(answer.text)
    assert desk.post(f"{HOME}/edit", data={**sent, "act": ""}).status_code == 303
    item = value_at(text_of(app), ("sections", 0, "items", 1))
    assert (item["points"], item["each"]) == ("3", "0.4")
    answer = desk.post(f"{HOME}/text", data={"text": "rubric: x", "digest": seen})
    assert answer.status_code == 409
    assert ">\nrubric: x</textarea>" in answer.text


def test_the_last_change_is_taken_back_and_brought_again(app, desk):
    before = text_of(app)
    assert desk.post(f"{HOME}/undo").status_code == 303
    assert "nothing to undo" in words(desk.get(f"{HOME}/edit"))
    save(desk, app, act="add:sections")
    changed = text_of(app)
    answer = desk.post(f"{HOME}/undo", data={"at": "sections.12"})
    assert answer.location.endswith("at=about")
    assert text_of(app) == before
    desk.post(f"{HOME}/undo", data={"at": "clock"})
    assert text_of(app) == changed


def test_a_rubric_in_use_stays_and_the_change_becomes_the_next_version(app, desk):
    assert use(desk, MINE).status_code == 303
    save(desk, app, points="3")
    assert "still has this rubric as it was" in words(desk.get(f"{HOME}/edit"))
    desk.post(f"{HOME}/renew/tables")
    with app.app_context():
        assert event().rubric_text == text_of(app)
    paste(desk, "/organise/events/tables", "01,甲\n02,乙")
    assert desk.post("/organise/events/tables/open").status_code == 303
    frozen = text_of(app)
    assert "saved as my-table-setting-15min@2" in words(desk.get(f"{HOME}/edit"))
    answer = save(desk, app, points="2.5")
    assert answer.location.startswith("/organise/library/my-table-setting-15min@2/edit")
    assert text_of(app) == frozen
    made = text_of(app, "my-table-setting-15min@2")
    assert "rubric: my-table-setting-15min@2\n" in made
    assert "points: 2.5\n" in made
    with app.app_context():
        assert event().rubric_text == frozen
    assert desk.post(f"{HOME}/renew/tables").status_code == 303
    assert desk.post(f"{HOME}/undo").status_code == 303
    assert text_of(app) == frozen


def upload(desk, content, name="speech@1.yaml"):
    content = content if isinstance(content, bytes) else content.encode()
    return desk.post("/organise/library/upload", data={"file": (io.BytesIO(content), name)})


def test_files_come_and_go_with_their_comments(app, desk):
    text = text_of(app).replace(MINE, "speech@1") + "# the end\n"
    assert upload(desk, text).location.endswith("speech@1/edit")
    assert text_of(app, "speech@1") == text
    assert desk.get("/organise/library/speech@1/file").data.decode() == text
    assert "already" in words(desk.get(upload(desk, text).location))
    assert upload(desk, text.replace("points: 80", "points: 81")).location.endswith("speech@2/edit")
    assert "rubric: speech@2" in text_of(app, "speech@2")
    assert upload(desk, reader.shipped()[TABLE].read_bytes() + b"#").location.endswith("table-setting-15min@2/edit")
    assert upload(desk, "title: [", "odd name.yaml").location.endswith("my-rubric@1/edit")
    assert desk.get("/organise/library/my-rubric@1/edit").location.endswith("/text")
    page = desk.get("/organise/library/my-rubric@1/text")
    assert "bracket is not closed" in words(page)
    for content, said in ((b"", "empty"), ("评分".encode("gbk"), "GB18030"), (b"\xff\xfea\x00", "UTF-16")):
        upload(desk, content)
        assert said in words(desk.get("/organise/library"))
    assert desk.post("/organise/library/upload", data={}).status_code == 303
    assert "Choose a file first" in words(desk.get("/organise/library"))


def test_the_text_is_saved_as_it_is_typed(app, desk):
    changed = text_of(app).replace("points: 80", "points: 80  # as announced")
    sent = {"text": changed.replace("\n", "\r\n"), "digest": digest(app)}
    assert desk.post(f"{HOME}/text", data=sent).status_code == 303
    assert text_of(app) == changed
    assert changed.splitlines()[0] in html.unescape(desk.get(f"{HOME}/text").text)


def test_a_rubric_leaves_the_library_after_asking(app, desk):
    use(desk, MINE)
    page = words(desk.get(f"{HOME}/remove"))
    assert "keep their own copy of the rules" in page
    assert desk.post(f"{HOME}/remove").status_code == 303
    folder = app.config["INSTANCE"].rubrics
    assert not (folder / f"{MINE}.yaml").exists()
    assert (folder / ".removed" / f"{MINE}.yaml").exists()
    assert desk.get(HOME).status_code == 404
    assert desk.get(f"/organise/library/{TABLE}/remove").status_code == 404
    assert 'value="my-table-setting-15min-2"' in desk.get(f"/organise/library/{TABLE}/copy").text


def test_a_new_rubric_begins_without_problems(app, desk):
    assert (
        desk.post("/organise/library/new", data={"title": "演讲", "title_en": "Speech", "name": "speech"}).status_code
        == 303
    )
    assert "No problems" in words(desk.get("/organise/library/speech@1/edit"))
    assert desk.get("/organise/library/new").status_code == 200


@pytest.mark.parametrize("ref", sorted(reader.shipped()))
def test_every_rubric_is_previewed_as_tablet_and_as_paper(app, desk, ref):
    rubric = reader.load(ref).rubric
    for language in ("zh", "en"):
        desk.set_cookie("language", language)
        paper = desk.get(f"/organise/library/{ref}/paper")
        assert paper.status_code == 200
        for panel in rubric.panels:
            tablet = desk.get(f"/organise/library/{ref}/tablet?panel={panel.id}")
            assert tablet.status_code == 200
            for item in rubric.items_of(panel.id):
                assert f'data-item="{item.id}"' in tablet.text
                assert item.title.say(language) in html.unescape(paper.text)


def test_only_organisers_get_in(app, desk):
    judge = signed_in(app, "judge")
    for page in ("/organise/library/new", f"{HOME}/edit", f"{HOME}/text", f"{HOME}/file", f"{HOME}/paper"):
        assert judge.get(page).status_code == 403
    for page in ("upload", f"{MINE}/undo", f"{MINE}/check"):
        assert judge.post(f"/organise/library/{page}").status_code == 403


def test_prices_are_typed_as_people_say_them(app, desk):
    with app.test_request_context("/?lang=en"):
        assert lab_typed.spoken("0, 0.5, all") == "0, 0.5, everything"
    at = "sections.0.items.0"
    save(desk, app, at, lose="0， 1 everything")
    assert value_at(text_of(app), ("sections", 0, "items", 0, "lose")) == ["0", "1", "all"]
    at = "sections.2.items.4"
    save(desk, app, at, lose="0.3")
    assert value_at(text_of(app), ("sections", 2, "items", 4, "lose")) == "0.3"
    save(desk, app, at, lose="0.2, 0.5", unit="own", unit__zh="回", unit__en="turns")
    assert value_at(text_of(app), ("sections", 2, "items", 4, "lose")) == ["0.2", "0.5"]
    assert value_at(text_of(app), ("sections", 2, "items", 4, "unit")) == {"zh": "回", "en": "turns"}
    save(desk, app, at, unit="times")
    assert value_at(text_of(app), ("sections", 2, "items", 4, "unit")) == "times"
    sent = {f"{at}.once": "on", "flags": f"{at}.once", "at": at, "digest": digest(app)}
    desk.post(f"{HOME}/edit", data=sent)
    assert value_at(text_of(app), ("sections", 2, "items", 4, "once")) == "true"
    sent = {"flags": f"{at}.once", "at": at, "digest": digest(app)}
    desk.post(f"{HOME}/edit", data=sent)
    assert value_at(text_of(app), ("sections", 2, "items", 4, "once")) is None
