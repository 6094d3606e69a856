"""The workbench of the rubric lab over HTTP: edits by form and as text, live check, undo; nothing typed is lost."""

import html
import re

import pytest
from werkzeug.datastructures import MultiDict

from scoring.rubrics import reader
from scoring.rubrics.edit import value_at
from scoring.web import lab_parts, lab_typed
from tests.web.lab.typing_in import HOME, MINE, ROW, TABLE, digest, save, shown, text_of
from tests.web.organiser.forms import use, words


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
    for at in ("sections.99", "sections.0.items", "nonsense", "panels.0.x"):
        assert desk.get(f"{HOME}/edit?at={at}").status_code == 404
        assert desk.post(f"{HOME}/check", data={"at": at}).status_code == 404
        before = text_of(app)
        assert save(desk, app, at, id="x").location.endswith("/edit")
        assert text_of(app) == before


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


def test_the_text_is_saved_as_it_is_typed(app, desk):
    changed = text_of(app).replace("points: 80", "points: 80  # as announced")
    sent = {"text": changed.replace("\n", "\r\n"), "digest": digest(app)}
    assert desk.post(f"{HOME}/text", data=sent).status_code == 303
    assert text_of(app) == changed
    assert changed.splitlines()[0] in html.unescape(desk.get(f"{HOME}/text").text)


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
