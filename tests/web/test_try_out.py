"""The lab's trials over HTTP: a sheet filled in, versions compared, a simulation watched, a scheme imported."""

import html
import io
import re
import sys
import time

import pytest

from scoring.app import create_app
from scoring.rubrics.reader import load, shipped
from scoring.store import database
from scoring.web import simulation_runs as runs
from scoring.web import simulation_worker as worker
from tests.paper.test_marking_scheme import workbook
from tests.web.organiser.forms import make_competition, signed_in

TABLE, LIVE, DIVING = "table-setting-15min@1", "livestream-sales@1", "springboard-diving@1"
FIELD = re.compile(r'<(?:input|select) class="input" name="([^"]+)"(?: value="([^"]*)")?')


@pytest.fixture
def app(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    database.close(app)


@pytest.fixture
def desk(app):
    desk = signed_in(app)
    make_competition(desk)
    return desk


def plain(answer):
    """The page as somebody reads it."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def tried(desk, ref=TABLE, **typed):
    """What the lab says when these fields are typed on an otherwise empty, looked at sheet; bars stand for `__`."""
    fields = {name.replace("__", "|"): value for name, value in typed.items()}
    answer = desk.post(f"/organise/library/{ref}/try/result", data={"looked": "1", "1|time|main": "14:00", **fields})
    assert answer.status_code == 200
    return answer.json["wrong"], html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.json["html"])))


@pytest.mark.parametrize("ref", sorted(shipped()))
def test_every_rubric_can_be_tried(ref, desk):
    first = desk.get(f"/organise/library/{ref}/try")
    assert first.status_code == 200
    for act in ("chance", "empty", "contestant"):
        answer = desk.post(f"/organise/library/{ref}/try", data={"act": act, "looked": "1"})
        assert answer.status_code == 200
        assert 'aria-invalid="true"' not in answer.get_data(as_text=True)


def test_nothing_found_is_full_marks(desk):
    assert "Total 80.00 / 80" in plain(desk.get(f"/organise/library/{TABLE}/try"))


def test_a_reading_changes_the_score_and_says_why(desk):
    wrong, said = tried(desk, **{"1|measuring-1|3.4|2": "2.1"})
    assert wrong == {}
    assert "Total 79.80" in said
    assert "2.1 cm, outside 1.5 ± 0.2, −0.2" in said
    assert "3.4" in said


def test_clock_and_penalties_count(desk):
    _wrong, said = tried(desk, **{"1|time|main": "15:10", "1|penalty|dropped": "2"})
    assert "Total 72.00" in said
    assert "3 off each, −6" in said
    assert "over" in said


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("1|measuring-1|3.4|2", "a lot", "is not a reading"),
        ("1|impression-1|12.1|", "9", "out of range"),
        ("1|time|main", "15", "is not a time: write m:ss"),
        ("1|penalty|dropped", "1.5", "is not a count"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(field, typed, sentence, desk):
    wrong, said = tried(desk, **{field: typed})
    assert list(wrong) == [field]
    assert sentence in wrong[field]
    assert ("Incomplete" in said) == ("penalty" not in field)
    page = desk.post(f"/organise/library/{TABLE}/try", data={field: typed, "looked": "1"}).get_data(as_text=True)
    assert typed in page and html.escape(wrong[field], quote=True)[:20] in page


def test_what_was_found_so_far_is_told_before_all_is_in(desk):
    answer = desk.post(f"/organise/library/{TABLE}/try/result", data={"looked": "1", "1|measuring-1|3.4|2": "2.1"})
    assert "no time" in answer.json["html"]
    assert "2.1 cm, outside 1.5 ± 0.2, −0.2" in answer.json["html"]


def test_values_from_outside_are_refused_like_everywhere(desk):
    wrong, _said = tried(desk, LIVE, **{"1|outside|theory": "101"})
    assert "write a number from 0 to 100" in wrong["1|outside|theory"]


def test_an_empty_row_may_be_one_nobody_looked_at(desk):
    answer = desk.post(f"/organise/library/{TABLE}/try/result", data={})
    assert "Not a result yet" in answer.json["html"]
    assert "seat Measuring group has not marked" in answer.json["html"]
    assert "seat Impression judges 1 has not marked" in answer.json["html"]


def test_an_outcome_beats_the_total(desk):
    _wrong, said = tried(desk, **{"1|status": "dsq"})
    assert "Disqualified" in said


def test_several_contestants_are_ranked(desk):
    first = {"looked": "1", "contestants": "2", "1|time|main": "14:00", "2|time|main": "14:00"}
    answer = desk.post(f"/organise/library/{TABLE}/try/result", data=first | {"2|penalty|dropped": "1"})
    assert re.search(r"1\s+Contestant 1\s+80.00\s+2\s+Contestant 2\s+77.00", plain_of(answer.json["html"]))
    alike = desk.post(f"/organise/library/{TABLE}/try/result", data=first)
    assert "tied" in plain_of(alike.json["html"])


def plain_of(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_judges_come_and_go_and_what_was_typed_stays(desk):
    address = f"/organise/library/{TABLE}/try"
    typed = {"looked": "1", "1|time|main": "14:00", "1|impression-1|12.1|": "4"}
    page = desk.post(address, data={"act": "seat:impression", **typed})
    fields = dict(FIELD.findall(page.get_data(as_text=True)))
    assert fields["1|impression-1|12.1|"] == "4"
    assert "1|impression-2|12.1|" in fields
    assert "12.1 Theme clear and carried through · Impression judges 1 marked 4 of 5, −1" in plain(page)
    fewer = desk.post(address, data={"act": "unseat:impression", "seats-impression": "2", "looked": "1"})
    assert "1|impression-2|12.1|" not in fewer.get_data(as_text=True)
    odd = desk.post(address, data={"act": "seat:nobody", "contestants": "99999", "seats-impression": "x"})
    assert odd.status_code == 200


def test_runs_fail_and_are_let_go(desk):
    page = desk.get(f"/organise/library/{DIVING}/try").get_data(as_text=True)
    found = re.search(r'name="(1\|run\|[^"]+#2)"', page)
    chance = desk.post(f"/organise/library/{DIVING}/try", data={"act": "chance", "looked": "1"}).get_data(as_text=True)
    fields = {key: html.unescape(value) for key, value in FIELD.findall(chance)}
    for word in ("failed", ""):
        page = desk.post(f"/organise/library/{DIVING}/try", data={**fields, "looked": "1", found[1]: word})
        assert re.search(rf'<option value="{word}" selected>', page.get_data(as_text=True))


def test_a_draft_and_an_unknown_rubric_cannot_be_tried(app, desk):
    (app.config["INSTANCE"].rubrics / "draft@1.yaml").write_text("rubric: draft@1\n", encoding="utf-8")
    for page in ("try", "simulation"):
        assert desk.get(f"/organise/library/draft@1/{page}").status_code == 404
        assert desk.get(f"/organise/library/nothing@1/{page}").status_code == 404


@pytest.mark.parametrize("role", ["judge", "chief"])
def test_only_the_organiser_has_the_lab(app, role):
    other = signed_in(app, role)
    for page in (f"{TABLE}/try", f"{TABLE}/simulation", "compare", "import"):
        assert other.get(f"/organise/library/{page}").status_code in (302, 303, 403)


def test_two_versions_are_compared(app, desk):
    text = load(TABLE).rubric and shipped()[TABLE].read_text(encoding="utf-8")
    changed = text.replace(TABLE, "table-setting-15min@2").replace("limit: 15:00", "limit: 16:00")
    (app.config["INSTANCE"].rubrics / "table-setting-15min@2.yaml").write_text(changed, encoding="utf-8")
    page = plain(desk.get("/organise/library/compare?new=table-setting-15min@2"))
    assert "Clock · Limit 15:00 16:00" in page
    assert "2 differences" in page  # the other one is the version
    assert "No difference." in plain(desk.get(f"/organise/library/compare?old={TABLE}&new={TABLE}"))
    assert "Choose two rubrics." in plain(desk.get("/organise/library/compare"))
    rows = plain(desk.get(f"/organise/library/compare?old={TABLE}&new=table-setting-per-setting@1"))
    assert "Rows of the sheet" in rows and "Rules" in rows


def test_a_simulation_runs_beside_the_server(app, desk):
    address = f"/organise/library/{TABLE}/simulation"
    assert "Contestants in a field" in plain(desk.get(address))
    started = desk.post(address, data={"contestants": "6", "fields": "10", "seats-impression": "2"})
    assert started.status_code == 303
    place = started.location
    assert "contestants=6" in place
    run = re.search(r"run=([0-9a-f]+)", place)[1]
    assert "Playing" in plain(desk.get(place))
    until = time.monotonic() + 60
    while (told := desk.get(f"{address}/{run}").json)["state"] == "running":
        assert time.monotonic() < until
        time.sleep(0.2)
    assert told["state"] == "done"
    for text in (plain_of(told["html"]), plain(desk.get(place))):
        assert "10 fields of 6 contestants" in text
        assert "First place is shared" in text
        assert "Minutes for one contestant" in text
    assert not list((app.config["INSTANCE"].home / "cache" / "simulations").glob("*.draft"))


def test_who_leaves_ends_it_and_too_many_wait(app, desk, monkeypatch):
    address = f"/organise/library/{TABLE}/simulation"
    monkeypatch.setattr(runs, "children", [])
    monkeypatch.setattr(runs, "WORKER", "this")  # a worker that does nothing
    first = re.search(r"run=([0-9a-f]+)", desk.post(address).location)[1]
    assert desk.post(f"{address}/{first}/stop").status_code == 303
    folder = app.config["INSTANCE"].home / "cache" / "simulations"
    assert not (folder / f"{first}.wanted").exists()
    for child in runs.children:
        child.wait(20)

    class Busy:
        def poll(self):
            return None

    monkeypatch.setattr(runs, "children", [Busy()] * runs.MOST)
    full = desk.post(address)
    assert full.status_code == 503
    assert "Other simulations are running" in plain(full)
    for run in ("nothing", "0" * 16, "../secret"):
        assert desk.get(f"{address}/{run}").status_code == 404


def order(**how):
    rubric = shipped()[how.pop("ref", TABLE)]
    usual = {"round": "", "contestants": 4, "fields": 10, "seats": {}, "seed": 1, "seconds": 60}
    return runs.Order(text=rubric.read_text(encoding="utf-8"), name=rubric.name, **usual | how)


def worked(folder, monkeypatch, **how):
    """What the worker leaves when it is called here."""
    monkeypatch.setattr(runs, "children", [])
    monkeypatch.setattr(runs, "WORKER", "this")
    run = runs.start(folder, order(**how))
    runs.children[0].wait(20)
    if how.get("seconds") == 60:
        runs.stop(folder, run)
    worker.work(folder, run)
    return runs.look(folder, run)


def test_the_worker_stops_when_nobody_looks_or_time_is_over(tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "TOLD_EVERY", -1)
    assert worked(tmp_path, monkeypatch, seconds=60) == {"state": "stopped"}
    late = worked(tmp_path, monkeypatch, seconds=-1)
    assert (late["state"], late["report"]["performances"], late["report"]["fields"]) == ("done", 1, 0)


def test_the_worker_plays_one_round_and_refuses_what_is_no_rubric(tmp_path, monkeypatch):
    assert worker.rules_of(order()).rubric == TABLE
    rounds = [ref for ref in shipped() if (rubric := load(ref).rubric) and rubric.rounds]
    for ref in rounds[:1]:
        assert worker.rules_of(order(ref=ref, round=load(ref).rubric.rounds[0].id)).rounds == ()
    monkeypatch.setattr(runs, "children", [])
    monkeypatch.setattr(runs, "WORKER", "this")
    run = runs.start(tmp_path, runs.Order("no rubric", "x.yaml", "", 4, 10, {}, 1, 1))
    runs.children[0].wait(20)
    worker.work(tmp_path, run)
    assert runs.look(tmp_path, run) == {"state": "failed"}


def test_old_runs_are_forgotten(tmp_path, monkeypatch):
    worked(tmp_path, monkeypatch, seconds=-1)
    monkeypatch.setattr(runs, "KEPT", -1)
    monkeypatch.setattr(runs, "WORKER", "this")
    run = runs.start(tmp_path, order())
    runs.children[0].wait(20)
    assert {file.name.partition(".")[0] for file in tmp_path.iterdir()} == {run}


def test_the_worker_is_a_module_of_its_own():
    assert sys.modules[runs.WORKER] is worker


def test_a_marking_scheme_becomes_an_own_rubric(app, desk):
    sent = {"file": (io.BytesIO(workbook()), "Restaurant Service.xlsx"), "title": "Restaurant"}
    answer = desk.post("/organise/library/import", data=sent)
    assert answer.status_code == 303
    assert answer.location.endswith("/organise/library/restaurant-service@1/edit")
    reading = load(app.config["INSTANCE"].rubrics / "restaurant-service@1.yaml")
    assert reading.rubric.title.en == "Restaurant"
    assert "4 rows" in plain(desk.get("/organise/library/restaurant-service@1/edit"))
    again = desk.post("/organise/library/import", data={"file": (io.BytesIO(workbook()), "Restaurant Service.xlsx")})
    assert again.location.endswith("/organise/library/restaurant-service@2/edit")
    named = desk.post("/organise/library/import", data={"file": (io.BytesIO(workbook()), "评分表.xlsx")})
    assert named.location.endswith("/organise/library/marking-scheme@1/edit")


def test_what_is_wrong_with_a_scheme_is_listed(desk):
    assert "Choose a file first." in plain(desk.post("/organise/library/import"))
    bad = workbook([("A1", "Layout", 1, "X", "x", *[None] * 5, 1)] * 50)
    answer = desk.post("/organise/library/import", data={"file": (io.BytesIO(bad), "scheme.xlsx")})
    assert answer.status_code == 422
    said = plain(answer)
    assert "scheme.xlsx has 99 problems" in said
    assert "Scheme, D4: “X” is no type of aspect: write M or J" in said
    assert "and 59 more" in said
