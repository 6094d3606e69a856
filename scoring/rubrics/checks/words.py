"""What every rule says again and again: one of these, not here, no such id, more than is there. Knows no rule."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.rubrics.problems import Filling, Finding, Path, meant, quoted

PANEL = "裁判组", "panel"
SECTION = "项目", "section"
ITEM = "细则", "item"
MODULE = "模块", "module"
VALUE = "附加数值", "entry under values"


def shown(number: Decimal | Fraction) -> str:
    """A number as people write it, without trailing zeros; a fraction is rounded to six decimals."""
    part = number if isinstance(number, Decimal) else Decimal(number.numerator) / Decimal(number.denominator)
    text = f"{part:.6f}"
    return text.rstrip("0").rstrip(".")


def as_time(seconds: Decimal) -> str:
    """Seconds as people write a time: 90 is 1:30."""
    return f"{seconds // 60}:{'0' * (seconds % 60 < 10)}{seconds % 60}"


def fields_of(part: Any, *names: str) -> dict[str, Any]:
    """Fields of a part by the names they have in the file."""
    return {name: getattr(part, name) if hasattr(part, name) else getattr(part, _inner(name)) for name in names}


def _inner(name: str) -> str:
    plain = name.replace("-", "_")
    return plain + "_" if plain in ("from", "else", "as", "next") else plain


def idle(path: Path, field: str, why: Filling) -> Finding:
    """A field that does nothing here, and why."""
    return Finding((*path, field), "not-here", {"field": field, "why": why}, key=True)


def idle_fields(path: Path, part: Any, names: Iterable[str], why: Filling) -> Iterator[Finding]:
    """All those of some fields that are written although they do nothing here."""
    for name in names:
        if _inner(name) in part.model_fields_set:
            yield idle(path, name, why)


def needs(path: Path, field: str, needed: str) -> Finding:
    """A field, or `field: value`, that is only half of what has to be said."""
    return Finding((*path, field.partition(":")[0]), "needs", {"field": field, "needed": needed}, key=True)


def one_of(path: Path, part: Any, *names: str) -> Iterator[Finding]:
    """Exactly one of some fields is given."""
    given = [name for name, value in fields_of(part, *names).items() if value is not None]
    if len(given) != 1:
        listed = ("、".join(names), ", ".join(names))
        yield Finding((*path, given[1]) if given else path, "one-of", {"fields": listed}, key=bool(given))


def not_both(path: Path, part: Any, *names: str) -> Iterator[Finding]:
    """At most one of some fields is given."""
    given = [name for name, value in fields_of(part, *names).items() if value is not None]
    if len(given) > 1:
        yield Finding((*path, given[1]), "not-both", {"first": given[0], "second": given[1]}, key=True)


def refers(path: Path, name: str, known: Iterable[str], what: Filling) -> Iterator[Finding]:
    """A name stands for something that exists."""
    known = set(known)
    if name not in known:
        hint = meant(name, sorted(known)) if len(name) > 3 else ""
        yield Finding(path, "unknown-reference", {"value": quoted(name), "what": what, "hint": hint})


def unique(family: Iterable[tuple[Path, str]], reserved: Iterable[str] = ()) -> Iterator[Finding]:
    """No id stands twice in a family, and none is a word with a meaning of its own."""
    first: dict[str, Path] = {}
    reserved = set(reserved)
    for path, name in family:
        if name in reserved:
            yield Finding(path, "reserved-id", {"value": quoted(name)})
        elif name in first:
            yield Finding(path, "duplicate-id", {"value": quoted(name)}, first=first[name])
        first.setdefault(name, path)


def above_zero(path: Path, number: Decimal | Fraction | None, zero: str = "0") -> Iterator[Finding]:
    """A number, where there is one, is more than nothing."""
    if number is not None and number <= 0:
        yield Finding(path, "above", {"limit": zero})


def ascending(path: Path, field: str, numbers: Iterable[tuple[int, Decimal | Fraction | int]]) -> Iterator[Finding]:
    """Numbers of the entries of a list, each with its index, rise from one to the next."""
    before: Decimal | Fraction | int | None = None
    for index, number in numbers:
        if before is not None and number <= before:
            yield Finding((*path, index, field), "not-ascending")
        before = number


def never(path: Path, field: str, why: Filling) -> Finding:
    """A field, or `field: value`, that can never come to act, and why; only a warning."""
    return Finding((*path, field.partition(":")[0]), "never-acts", {"field": field, "why": why}, key=True)
