"""The command line as outside programs use it: what comes out where, and the exit codes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from benchmarks.venue import Venue
from scoring.demo.browser import Browser
from tests.live.conftest import enter, furnish

ROOT = Path(__file__).resolve().parents[1]
RUBRIC = ROOT / "scoring" / "rubrics" / "bed-making-3min@1.yaml"
MARKS = "contestant,seat,item,place,value\n01,,time,,3:05\n02,,status,,dns\n"


def run(*words, cwd=ROOT, **more):
    """(exit code, stdout, stderr) of a command; bytes when asked for."""
    done = subprocess.run(
        [sys.executable, "-m", "scoring.cli", *map(str, words)],
        capture_output=True,
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"},
        check=False,
        **more,
    )
    return done.returncode, done.stdout, done.stderr.decode()


def test_without_a_command_it_says_what_there_is():
    code, out, err = run()
    assert (code, out) == (2, b"")
    for command in ("demo", "serve", "check", "schema", "tabulate", "export", "backup", "restore", "verify", "test"):
        assert command in err


@pytest.mark.parametrize(
    "words", [["nonsense"], ["check"], ["tabulate", "x"], ["demo", "--speed", "0"], ["serve", "--port", "x"]]
)
def test_wrong_usage_is_2(words):
    code, out, _ = run(*words)
    assert (code, out) == (2, b"")


def test_check_names_file_line_and_column(tmp_path):
    assert run("check", RUBRIC)[0] == 0
    wrong = tmp_path / "bed-making-3min@1.yaml"
    text = RUBRIC.read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("sections:"))
    wrong.write_text(text.replace("\nsections:", "\nsektions:", 1), encoding="utf-8")
    code, _, zh = run("check", wrong)
    assert code == 1
    assert f"{wrong}:{line}:1: " in zh
    code, _, en = run("check", "--language", "en", wrong)
    assert code == 1
    assert f"{wrong}:{line}:1: " in en
    assert en != zh
    assert "sections" in en


def test_check_of_a_missing_file_is_1(tmp_path):
    code, _, err = run("check", tmp_path / "none.yaml")
    assert code == 1
    assert err.startswith(f"{tmp_path / 'none.yaml'}:1:1: ")


def test_schema_is_json():
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out)["properties"]["rubric"]


def test_tabulate_by_id_and_by_file(tmp_path):
    marks = tmp_path / "marks.csv"
    marks.write_text(MARKS, encoding="utf-8-sig")
    code, out, err = run("tabulate", "bed-making-3min@1", marks)
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert set(told) == {"rubric", "digest", "standings"}
    assert told["rubric"] == "bed-making-3min@1"
    assert [row["status"] for row in told["standings"]] == ["incomplete", "dns"]
    assert json.loads(run("tabulate", RUBRIC, marks)[1]) == told
    assert json.loads(run("tabulate", RUBRIC, "-", input=MARKS.encode())[1]) == told


def test_tabulate_as_csv_and_xlsx(tmp_path):
    marks = tmp_path / "marks.csv"
    marks.write_text(MARKS, encoding="utf-8")
    code, out, _ = run("tabulate", "--format", "csv", RUBRIC, marks)
    assert code == 0
    rows = list(csv.reader(io.StringIO(out.decode("utf-8-sig"))))
    assert rows[0][:5] == ["rank", "contestant", "total", "tied", "status"]
    assert [row[1] for row in rows[1:]] == ["01", "02"]
    target = tmp_path / "out.xlsx"
    assert run("tabulate", "--format", "xlsx", "-o", target, RUBRIC, marks)[0] == 0
    assert openpyxl.load_workbook(target).worksheets


def test_tabulate_the_table_of_teams(tmp_path):
    teams = "teams: {title: {zh: 团体, en: Teams}}\n"
    rubric, marks = tmp_path / "bed-making-3min@1.yaml", tmp_path / "marks.csv"
    rubric.write_text(Path(RUBRIC).read_text(encoding="utf-8") + teams, encoding="utf-8")
    marks.write_text("contestant,seat,item,place,value,team\n02,,status,,dns,U\n", encoding="utf-8")
    code, out, err = run("tabulate", "--format", "csv", "--table", "teams", "--language", "en", rubric, marks)
    assert (code, err) == (0, "")
    assert out.decode("utf-8-sig").splitlines() == [
        "rank,team,total,tied,members,why", ",U,,no,(02),\"members with a result: 0, at least 1 needed\"",
    ]  # fmt: skip
    code, out, err = run("tabulate", "--format", "csv", "--table", "teams", RUBRIC, marks)
    assert (code, out, "teams" in err) == (1, b"", True)
    code, out, err = run("tabulate", "--table", "teams", RUBRIC, marks)
    assert (code, out, "--table" in err) == (2, b"", True)


@pytest.mark.parametrize(
    ("content", "place"),
    [("contestant,seat,item,place,value\n01,,time,,never\n", ":2:"), ("a,b\n", ":1:"), (None, ":1:1: ")],
)
def test_tabulate_says_where_the_marks_are_wrong(tmp_path, content, place):
    marks = tmp_path / "marks.csv"
    if content is not None:
        marks.write_text(content, encoding="utf-8")
    code, out, err = run("tabulate", RUBRIC, marks)
    assert (code, out) == (1, b"")
    assert err.startswith(f"{marks}{place}")


def test_tabulate_with_an_unknown_rubric_is_1(tmp_path):
    code, out, err = run("tabulate", "bed-making-3min@9", tmp_path / "x.csv")
    assert (code, out) == (1, b"")
    assert "bed-making-3min@9" in err


def test_the_organisers_own_rubrics_are_found_by_id(tmp_path):
    own = tmp_path / "rubrics" / "own-bed@1.yaml"
    own.parent.mkdir()
    text = RUBRIC.read_text(encoding="utf-8").replace("rubric: bed-making-3min@1", "rubric: own-bed@1")
    own.write_text(text, encoding="utf-8")
    marks = tmp_path / "marks.csv"
    marks.write_text(MARKS, encoding="utf-8")
    code, out, err = run("tabulate", "--instance", tmp_path, "own-bed@1", marks)
    assert (code, err) == (0, "")
    assert json.loads(out)["rubric"] == "own-bed@1"


def test_a_first_start_makes_an_organiser_and_prints_the_way_in(tmp_path):
    with Venue(tmp_path) as venue:
        said = "".join(venue.said)
        link = said.split("/join/")[1].split()[0]
        browser = Browser(venue.address, link)
        browser.sign_in()
        assert browser.ask("GET", "/organise")[0] == 200
        browser.close()
        venue.end()
        assert link in "".join(venue.open().said)


def test_export_backup_restore_and_verify_beside_a_running_server(tmp_path):
    home, other, file, sheet = tmp_path / "a", tmp_path / "b", tmp_path / "a.zip", tmp_path / "open.xlsx"
    people = furnish(home)
    with Venue(home) as venue:
        judge = Browser(venue.address, people.links["judge"])
        chief = Browser(venue.address, people.links["chief"])
        assert enter(judge, people.sheets["open"], "1.5")[0] == 200
        absent = {"uid": "cli-absent-1", "contestant": people.contestants["kept"][0], "status": "dns", "reason": "示例"}
        assert chief.post("/chief/kept/status", absent)[0] == 200
        assert (
            chief.post("/chief/kept/sign", {"uid": "cli-sign-001", "contestants": people.contestants["kept"][:1]})[0]
            == 200
        )
        judge.close()
        chief.close()
        assert run("export", "open", "-o", sheet, "--instance", home)[0] == 0
        assert openpyxl.load_workbook(sheet).worksheets
        assert run("export", "draft", "--instance", home)[0] == 1
        assert run("backup", file, "--instance", home)[0] == 0
        code, _, err = run("restore", file, "--instance", home)
        assert code == 1
        assert "another process" in err
        code, out, err = run("verify", "--instance", home)
        assert (code, err) == (0, "")
        assert "checked: 1" in out.decode()
    assert run("restore", file, "--instance", other)[0] == 0
    assert run("verify", "--instance", other)[0] == 0
    code, out, _ = run("restore", file, "--instance", other)
    assert code == 0
    assert list((other / "backups").glob("before-restore-*/scoring.sqlite"))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all"])
def test_a_damaged_backup_harms_nothing(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    home = tmp_path / "home"
    furnish(home)
    before = (home / "scoring.sqlite").read_bytes()
    code, _, err = run("restore", tmp_path / "x.zip", "--instance", home)
    assert code == 1
    assert "x.zip" in err
    assert (home / "scoring.sqlite").read_bytes() == before


def test_commands_on_an_empty_folder_say_so(tmp_path):
    for words in (["verify"], ["export", "x"], ["backup", tmp_path / "y.zip"]):
        code, _, err = run(*words, "--instance", tmp_path / "nothing")
        assert code == 1
        assert str(tmp_path / "nothing") in err
