"""Edits on rubric files: only what is meant changes, comments stay, and the new text reads as intended."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rubrics import edit
from scoring.rubrics.reader import read_rubric, shipped, tree_of

SHEETS = {ref: file.read_text(encoding="utf-8") for ref, file in shipped().items()}
TABLE = SHEETS["table-setting-15min@1"]
PATHS = {ref: sorted(tree_of(text), key=str) for ref, text in SHEETS.items()}
TOLERANCE = ("sections", 0, "items", 1, "tolerance")
SMALL = """# head
rubric: small@1
panels: [{id: a, title: {zh: 甲, en: A}, combine: shared}]   # one group
sections:
  # first
  - id: "1"
    title: {zh: 一, en: One}
    # of the items
    items:
      - {id: "1.1", points: 2}  # two
      # about 1.2
      - id: "1.2"
        points: 3   # three
        places:
          count: 4
        # still 1.2

  # second
  - id: "2"
    items: [{id: "2.1"}, {id: "2.2"}, {id: "2.3"}]
"""


def replaced(tree, path, value):
    """The tree with another value at a path."""
    if not path:
        return value
    copy = list(tree) if isinstance(tree, list) else dict(tree)
    copy[path[0]] = replaced(copy[path[0]], path[1:], value)
    return copy


def comments(text):
    return re.findall(r"^ *#.*$", text, re.MULTILINE)


def test_one_tolerance_changes_three_characters():
    changed = edit.put(TABLE, TOLERANCE, "0.3")
    before, after = TABLE.splitlines(), changed.splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("        tolerance: 0.2", "        tolerance: 0.3")
    ]
    assert read_rubric(changed, "table-setting-15min@1.yaml").rubric.items["1.2"].tolerance.above == Decimal("0.3")
    assert edit.put(changed, TOLERANCE, "0.2") == TABLE


@settings(max_examples=40, deadline=None)
@given(choice=st.data(), value=st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_at_any_place_is_read_back_and_nothing_else_changes(choice, value):
    ref = choice.draw(st.sampled_from(sorted(SHEETS)))
    path = choice.draw(st.sampled_from([path for path in PATHS[ref] if path]))
    text = SHEETS[ref]
    changed = edit.put(text, path, value)
    assert edit.value_at(changed) == replaced(edit.value_at(text), path, value)
    lost = set(comments(text)) - set(comments(changed))
    assert not lost or tree_of(text)[path].value.__class__ is not str


@settings(max_examples=25, deadline=None)
@given(choice=st.data())
def test_entries_are_repeated_moved_and_taken_away_without_a_trace(choice):
    ref = choice.draw(st.sampled_from(sorted(SHEETS)))
    entries = [path for path in PATHS[ref] if path and isinstance(path[-1], int)]
    path, text = choice.draw(st.sampled_from(entries)), SHEETS[ref]
    home, index = path[:-1], path[-1]
    before = edit.value_at(text, home)
    doubled = edit.repeat(text, path)
    assert edit.value_at(doubled, home) == [*before[: index + 1], before[index], *before[index + 1 :]]
    assert edit.drop(doubled, (*home, index + 1)) == text
    moved = edit.move(text, path, 1)
    if index + 1 < len(before):
        assert edit.value_at(moved, home)[index : index + 2] == [before[index + 1], before[index]]
        assert sorted(moved) == sorted(text)
    else:
        assert moved == text
    assert edit.move(moved, (*home, min(index + 1, len(before) - 1)), -1) == text or index + 1 == len(before)


def test_a_comment_goes_with_its_row():
    moved = edit.move(SMALL, ("sections", 0, "items", 1), -1)
    assert moved.index("# about 1.2") < moved.index("# still 1.2") < moved.index("# two")
    moved = edit.move(SMALL, ("sections", 1), -1)
    assert moved.index("# second") < moved.index('"2"') < moved.index("# first") < moved.index("# still 1.2")
    gone = edit.drop(SMALL, ("sections", 0, "items", 1))
    assert "1.2" not in gone and "# two" in gone and "# second" in gone
    assert edit.value_at(edit.drop(SMALL, ("sections", 0)), ("sections",)) == [edit.value_at(SMALL, ("sections", 1))]


def test_gaps_between_entries_come_and_go_with_them():
    text, home = SHEETS["staff-sports-day@1"], ("modules", 1, "sections")
    twice = edit.repeat(text, (*home, 0))
    thrice = edit.repeat(twice, (*home, 0))
    assert edit.drop(thrice, (*home, 1)) == edit.drop(thrice, (*home, 2)) == twice
    assert edit.drop(twice, (*home, 1)) == text


def test_fields_come_where_one_looks_for_them():
    added = edit.put(SMALL, ("sections", 0, "items", 1, "title"), {"zh": "甲，乙", "en": "A, B"})
    assert '      - id: "1.2"\n        title: {zh: 甲，乙, en: "A, B"}\n        points: 3   # three\n' in added
    added = edit.put(SMALL, ("sections", 0, "items", 0, "title", "zh"), "甲")
    assert '- {id: "1.1", title: {zh: 甲}, points: 2}  # two' in added
    added = edit.put(SMALL, ("clock", "limit"), "15:00")
    assert edit.value_at(added, ("clock",)) == {"limit": "15:00"}
    assert comments(added) == comments(SMALL)
    added = edit.put(SMALL, ("sections", 0, "items", 1, "places", "cap"), "1")
    assert "          count: 4\n          cap: 1\n        # still" in added


def test_a_value_changes_its_form():
    both = edit.put(TABLE, TOLERANCE, {"below": "0.1", "above": "0.3"})
    assert "        tolerance: {below: 0.1, above: 0.3}\n" in both
    assert edit.put(both, TOLERANCE, "0.2") == TABLE
    in_lines = both.replace(
        "tolerance: {below: 0.1, above: 0.3}", "tolerance:\n          below: 0.1\n          above: 0.3"
    )
    assert edit.put(in_lines, TOLERANCE, "0.2") == TABLE


def test_what_is_left_with_nothing_goes_too():
    assert edit.value_at(edit.drop(SMALL, ("sections", 0, "items", 1, "places", "count")))["sections"][0]["items"][
        1
    ] == {
        "id": "1.2",
        "points": "3",
    }
    gone = edit.drop(SMALL, ("panels", 0))
    assert edit.value_at(gone, ("panels",)) == []
    assert "panels: []   # one group" in gone
    assert edit.value_at(edit.insert(gone, ("panels",), 0, {"id": "b"}), ("panels",)) == [{"id": "b"}]
    first = edit.drop(SMALL, ("sections", 0, "items", 1, "id"))
    assert "      - points: 3   # three" in first


@pytest.mark.parametrize("index", [0, 1, 9])
@pytest.mark.parametrize("home", [("sections",), ("sections", 0, "items"), ("sections", 1, "items"), ("panels",)])
def test_entries_are_added_where_wanted(home, index):
    made = {"id": "7", "title": {"zh": "新", "en": "New"}, "kind": "checked"}
    changed = edit.insert(SMALL, home, index, made)
    before = edit.value_at(SMALL, home)
    assert edit.value_at(changed, home) == [*before[:index], made, *before[index:]]
    assert set(comments(SMALL)) <= set(comments(changed))


def test_lists_that_are_not_there_are_made():
    text = "rubric: x@1\nsections: []\n"
    changed = edit.insert(text, ("sections",), 0, {"id": "1", "items": [{"id": "1.1", "kind": "checked"}]})
    assert changed == 'rubric: x@1\nsections:\n  - id: "1"\n    items:\n      - id: "1.1"\n        kind: checked\n'
    changed = edit.insert(text, ("penalties",), 0, {"id": "late", "lose": "2"})
    assert changed == "rubric: x@1\npenalties: [{id: late, lose: 2}]\nsections: []\n"


def test_lines_end_as_the_file_ends_them():
    text = SMALL.replace("\n", "\r\n")
    for changed in (
        edit.insert(text, ("sections",), 9, {"id": "3"}),
        edit.put(text, ("clock", "limit"), "9:00"),
        edit.move(text, ("sections", 0), 1),
        edit.drop(text, ("sections", 0, "items", 1, "places")),
    ):
        assert "\n" not in changed.replace("\r\n", "")
        assert edit.value_at(changed) is not None


def test_empty_values_quotes_and_blocks():
    assert edit.put("rubric:\ntitle: 'a'\n", ("rubric",), "x@1") == "rubric: x@1\ntitle: 'a'\n"
    assert edit.put("rubric: x\ntitle: 'a'\n", ("title",), "it's") == "rubric: x\ntitle: 'it''s'\n"
    assert edit.put("help: |\n  one\n  two\nid: 1\n", ("help",), "a: b") == 'help: "a: b"\nid: 1\n'
    assert edit.put("lose: [0, all]\n", ("lose",), ["1", "2"]) == "lose: [1, 2]\n"
    assert edit.put('"id": 1\n', ("id",), {"a": "b"}) == "id: {a: b}\n"


@pytest.mark.parametrize("path", [("nothing",), ("sections", 7), ()])
def test_what_is_not_there_is_not_edited(path):
    for act in (edit.drop, edit.repeat, lambda text, where: edit.move(text, where, 1)):
        with pytest.raises(edit.NotThere):
            act(SMALL, path)
    for wrong in (("sections", 7), ("sections", 7, "id")):
        with pytest.raises(edit.NotThere):
            edit.put(SMALL, wrong, "x")
    with pytest.raises(edit.NotThere):
        edit.put("", ("rubric",), "x@1")


def test_new_parts_are_written_in_brackets_or_in_lines():
    assert edit.put(SMALL, ("rubric",), "small@1") == SMALL
    long = {"zh": "长" * 60, "en": "long " * 12}
    lines = edit.put("id: 1\n", ("help",), long)
    assert lines == f'id: 1\nhelp:\n  zh: {"长" * 60}\n  en: "{"long " * 12}"\n'
    assert edit.put("id: 1\n", ("rows",), [{"kind": "a"}]) == "id: 1\nrows:\n  - kind: a\n"
    many = [f"word-{number}" for number in range(20)]
    lines = edit.put("id: 1\n", ("names",), many)
    assert lines == "id: 1\nnames:\n" + "".join(f"  - {word}\n" for word in many)
    assert edit.move("# one\n- a\n- b\n", (0,), 1) == "- b\n# one\n- a\n"


def test_brackets_over_several_lines_keep_their_comments():
    text = "awards: [{id: a}, # the first\n  {id: b}]\n"
    assert edit.drop(text, ("awards", 1)) == "awards: [{id: a}, # the first\n  ]\n"
    assert edit.value_at(edit.drop(text, ("awards", 1)), ("awards",)) == [{"id": "a"}]
    assert edit.drop("x: {a: 1, b: 2}\n", ("x", "b")) == "x: {a: 1}\n"


def test_of_a_field_written_twice_the_first_is_meant():
    assert edit.put("id: 1\nid: 2\n", ("id",), "3") == "id: 3\nid: 2\n"


def test_broken_writing_has_no_parts():
    for text in ("", "a: [", "a: &b c", "\x00"):
        assert tree_of(text) == {}
        assert edit.value_at(text) is None
