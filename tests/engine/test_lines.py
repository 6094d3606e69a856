"""Comma-separated text with the places of its cells."""

import pytest

from scoring.engine.lines import Unreadable, cells_of, decoded, lines_of


def cells(line):
    return [(cell.text, cell.column) for cell in cells_of(line, 1, "m.csv")]


def problem(call, *arguments):
    with pytest.raises(Unreadable) as caught:
        call(*arguments)
    found = caught.value.problem
    return found.line, found.column, found.code


def test_cells_know_their_columns():
    assert cells("A,M, 3.4 ,,x") == [("A", 1), ("M", 3), ("3.4", 6), ("", 11), ("x", 12)]
    assert cells("") == [("", 1)]
    assert cells("a,") == [("a", 1), ("", 3)]


def test_quoted_cells():
    assert cells('"a,b","say ""x""",c') == [("a,b", 1), ('say "x"', 7), ("c", 19)]
    assert cells('a, "b" ,""') == [("a", 1), ("b", 4), ("", 9)]


def test_broken_quotes_are_told():
    assert problem(cells_of, 'a,"b', 4, "m.csv") == (4, 3, "quote")
    assert problem(cells_of, 'a,"b"c,d', 4, "m.csv") == (4, 6, "after-quote")


def test_lines_keep_their_numbers_and_blank_ones_are_passed_over():
    assert list(lines_of("a\r\n\n,,,\rb\n")) == [(1, "a"), (4, "b")]


def test_encodings_are_named_never_guessed():
    assert decoded("\ufeffa,评委".encode(), "m.csv") == "a,评委"
    assert decoded("\ufeffa", "m.csv") == "a"
    assert problem(decoded, "a\nb,评委".encode("gb18030"), "m.csv") == (2, 3, "gb18030")
    assert problem(decoded, b"a\n\xff\xff", "m.csv") == (2, 1, "not-utf-8")
    assert problem(decoded, "a,b".encode("utf-16"), "m.csv") == (1, 1, "utf-16")
    assert problem(decoded, "a,b".encode("utf-16-le"), "m.csv") == (1, 1, "utf-16")
