"""Exact numbers and their text."""

from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.engine.figures import aligned, clock_text, decimals_of, plain, round_at, rounded, signed


@pytest.mark.parametrize(
    ("value", "mode", "expected"),
    [
        ("0.005", "half-up", "0.01"),
        ("0.0049", "half-up", "0.00"),
        ("-0.005", "half-up", "-0.01"),
        ("0.005", "half-even", "0.00"),
        ("0.015", "half-even", "0.02"),
        ("0.0051", "half-even", "0.01"),
        ("2.679", "cut", "2.67"),
        ("-2.679", "cut", "-2.67"),
        ("2.671", "up", "2.68"),
        ("2.67", "up", "2.67"),
        ("-2.671", "up", "-2.68"),
        ("80", "half-up", "80.00"),
    ],
)
def test_rounded_goes_by_the_mode(value, mode, expected):
    assert str(rounded(Fraction(value), 2, mode)) == expected


def test_a_mean_times_a_weight_is_rounded_once():
    assert rounded(Fraction("0.05") / 3 * Fraction(30, 100), 2, "half-up") == Decimal("0.01")


def test_nothing_is_rounded_without_a_point():
    assert round_at(Fraction(1, 3), None, "half-up") == Fraction(1, 3)
    assert round_at(Fraction(1, 3), 1, "half-up") == Fraction(3, 10)


def test_a_rounded_zero_has_no_sign():
    assert str(rounded(Fraction("-0.001"), 2, "half-up")) == "0.00"


def test_text_is_whole_where_the_number_ends():
    assert plain(Fraction(1, 8)) == "0.125"
    assert plain(Fraction(83, 3)) == "27.6666…"
    assert plain(Fraction(23), 2) == "23.00"
    assert plain(Decimal("1.50")) == "1.5"
    assert signed(Fraction("-0.2")) == "−0.2"
    assert signed(Fraction(1)) == "+1"
    assert aligned([Fraction(25), Fraction("24.55")]) == ["25.00", "24.55"]
    assert aligned([]) == []
    assert decimals_of(Fraction(1, 3)) is None


def test_seconds_are_written_as_on_a_watch():
    assert clock_text(Decimal("930.01")) == "15:30.01"
    assert clock_text(Decimal("900")) == "15:00"
    assert clock_text(Decimal("59.5")) == "0:59.50"
    assert clock_text(Decimal("59.999")) == "0:59.999"
    assert clock_text(Fraction(181, 3)) == "1:00.3333…"
