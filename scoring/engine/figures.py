"""Exact numbers: rounding them where a rubric says so, and writing them as text. Knows nothing of scores."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Mode = Literal["half-up", "half-even", "cut", "up"]

ZERO = Fraction(0)
EXACT_DECIMALS = 12  # a number that ends within these is written whole; longer ones are shown with "…"
SHOWN_DECIMALS = 4


@lru_cache(maxsize=4096)
def exact(number: Decimal) -> Fraction:
    """A decimal as a fraction. Remembered: a rubric holds few different numbers, and scoring asks for them all day."""
    return Fraction(number)


def total(figures: Iterable[Fraction]) -> Fraction:
    """Their exact sum. Numerators are added by denominator: adding fractions one by one seeks divisors every time."""
    sums: dict[int, int] = {}
    for figure in figures:
        numerator, denominator = figure.as_integer_ratio()
        sums[denominator] = sums.get(denominator, 0) + numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in sums.items()), start=ZERO)


def rounded(value: Fraction, decimals: int, mode: Mode) -> Decimal:
    """Round to `decimals` places; half-up and up go away from zero, cut toward it: 0.005 at 2, half-up, is 0.01."""
    numerator, denominator = value.numerator, value.denominator  # whole numbers: fractions would look for divisors
    whole, rest = divmod(abs(numerator) * 10**decimals, denominator)
    half = 2 * rest - denominator  # below, at or above the middle
    if mode == "half-up":
        whole += half >= 0
    elif mode == "half-even":
        whole += half > 0 or (half == 0 and whole % 2 == 1)
    elif mode == "up":
        whole += rest > 0
    return Decimal(-whole if numerator < 0 else whole).scaleb(-decimals)


def round_at(value: Fraction, decimals: int | None, mode: Mode) -> Fraction:
    """The same as a fraction; where the rubric names no rounding point (`decimals` None) the value stays exact."""
    return value if decimals is None else Fraction(rounded(value, decimals, mode))


def decimals_of(value: Fraction) -> int | None:
    """How many decimals the number has; None when it never ends (or not within EXACT_DECIMALS)."""
    denominator = value.denominator
    for count in range(EXACT_DECIMALS + 1):
        if 10**count % denominator == 0:
            return count
    return None


def plain(value: Fraction | Decimal | int, least: int = 0) -> str:
    """The number as text with at least `least` decimals; one that never ends is cut after four and carries "…"."""
    whole = exact(value) if isinstance(value, Decimal) else value if isinstance(value, Fraction) else Fraction(value)
    count = decimals_of(whole)
    if count is None:
        return _written(whole, max(SHOWN_DECIMALS, least)) + "…"
    return _written(whole, max(count, least))


def _written(value: Fraction, decimals: int) -> str:
    """The number with so many decimals, cut. Whole-number arithmetic: sheets write thousands of these."""
    scaled = abs(value.numerator) * 10**decimals // value.denominator
    text = str(scaled) if not decimals else f"{scaled // 10**decimals}.{scaled % 10**decimals:0{decimals}d}"
    return "-" + text if value.numerator < 0 and scaled else text


def signed(value: Fraction) -> str:
    """The number with its sign as printed in sentences: −0.2, +1."""
    return ("−" if value < 0 else "+") + plain(abs(value))


def aligned(values: Iterable[Fraction], least: int = 0) -> list[str]:
    """Numbers written with equally many decimals, as they stand under each other on paper."""
    values = list(values)
    count = max((decimals_of(value) or 0 for value in values), default=0)
    return [plain(value, max(count, least)) for value in values]


def clock_text(seconds: Decimal | Fraction) -> str:
    """Seconds as `m:ss`, with decimals only where there are any, two at the least: 930.01 is 15:30.01."""
    exactly = Fraction(seconds)
    whole = int(exactly)
    part = exactly - whole
    return f"{whole // 60}:{whole % 60:02}" + (plain(part, 2)[1:] if part else "")
