"""`check` and `schema` as the command line calls them, and where `load` finds its files."""

import io
import re
from pathlib import Path

import yaml

from scoring.rubrics import reader
from scoring.rubrics.command import check_files
from scoring.rubrics.schema import schema

FAULTY = Path(__file__).parent / "faulty"


def run(*paths, language="zh"):
    out, err = io.StringIO(), io.StringIO()
    return check_files(paths, language, out, err), out.getvalue(), err.getvalue()


def test_right_files_are_ready_to_use():
    code, out, err = run(*reader.shipped().values())
    assert (code, err) == (0, "")
    assert out.count("可以使用") == len(reader.shipped()) >= 4
    code, out, err = run(*reader.shipped().values(), language="en")
    assert (code, err) == (0, "")
    assert not re.search(r"[\u4e00-\u9fff]", out)


def test_one_row_of_one_point_is_no_plural(tmp_path):
    one = (FAULTY / "price-nothing@1.yaml").read_text(encoding="utf-8").replace("points: 10", "points: 1")
    (tmp_path / "price-nothing@1.yaml").write_text(one, encoding="utf-8")
    assert "Small contest, 1 row, 1 point\n" in run(tmp_path / "price-nothing@1.yaml", language="en")[1]
    assert "小赛，1 条细则，1 分\n" in run(tmp_path / "price-nothing@1.yaml")[1]
    out = run(*reader.shipped().values(), language="en")[1]
    assert not re.search(r"\b(row|point)\n|\b(row|point),", out)


def test_problems_go_to_stderr_and_end_with_1():
    file = FAULTY / "misspelt-field@1.yaml"
    code, out, err = run(file, reader.shipped()["bed-making-3min@1"])
    assert (code, err) == (1, f"{file}:35:9: 不认识的字段“eahc”，是不是“each”？\n")
    assert "可以使用" in out
    assert run(file, language="en")[2] == f"{file}:35:9: unknown field “eahc”; did you mean “each”?\n"


def test_warnings_do_not_end_with_1():
    file = FAULTY / "odd-places@1.yaml"
    code, out, err = run(file, language="en")
    assert (code, err) == (0, "")
    assert out.startswith(f"{file}:35:15: warning: 10 × 0.3 = 3 ")


def test_a_missing_file_is_a_problem():
    code, _, err = run("nowhere.yaml", language="en")
    assert (code, err) == (1, "nowhere.yaml:1:1: the file cannot be opened\n")


def test_the_committed_schema_is_the_generated_one():
    committed = Path(reader.__file__).with_name("rubric.schema.json").read_text(encoding="utf-8")
    assert committed == schema(), "write it anew: scoring schema > scoring/rubrics/rubric.schema.json"


def test_every_shipped_file_names_the_schema():
    for path in reader.shipped().values():
        assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=rubric.schema.json\n")


def test_load_prefers_the_organisers_folder(tmp_path):
    name = "bed-making-3min@1"
    text = reader.shipped()[name].read_text(encoding="utf-8")
    (tmp_path / f"{name}.yaml").write_text(text.replace("limit: 3:00", "limit: 3:30"), encoding="utf-8")
    assert reader.load(name, [tmp_path]).rubric.clock.limit == 210
    assert reader.load(name).rubric.clock.limit == 180


def test_load_suggests_the_id_that_was_meant():
    reading = reader.load("bed-making-3min")
    assert reading.rubric is None
    assert reading.problems[0].say("en").endswith("; did you mean “bed-making-3min@1”?")


def test_plain_yaml_readers_can_read_the_files_too():
    for path in reader.shipped().values():
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["rubric"] == path.stem
