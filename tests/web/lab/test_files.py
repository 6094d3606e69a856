"""Rubric files come, are copied, are previewed, stay while they are in use, and leave."""

import html
import io

import pytest

from scoring.rubrics import reader
from tests.web.lab.typing_in import HOME, MINE, TABLE, copy, save, text_of
from tests.web.organiser.forms import event, paste, signed_in, use, words


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
