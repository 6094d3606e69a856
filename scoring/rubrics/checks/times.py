"""How readings are written: as minutes and seconds where they are times, so that nobody takes 1.30 for 1:30.

How large a step or a tolerance is may be said in plain seconds too: `size: 5` cannot be misread.
"""

from collections.abc import Iterator
from decimal import Decimal

from scoring.rubrics.problems import Finding, Path, quoted
from scoring.rubrics.said import field_of, is_timed
from scoring.rubrics.values import Seconds, Value

LENGTHS = ("size", "below", "above")


def readings(path: Path, part: Value) -> Iterator[Finding]:
    """Every figure of a part with `unit: time` that is no time as it is written."""
    if is_timed(part):
        yield from (
            Finding(where, "duration", {"value": quoted(str(figure))})
            for where, figure in _figures(path, part)
            if not isinstance(figure, Seconds)
        )


def _figures(path: Path, part: Value) -> Iterator[tuple[Path, Decimal]]:
    """The readings that the file gives in a part and all below it."""
    for name in part.model_fields_set:
        value = getattr(part, name)
        written, readers, _ = field_of(type(part), name)
        for where, each in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            here = (*path, written) if where is None else (*path, written, where)
            if isinstance(each, Value):
                yield from _figures(here, each)
            elif isinstance(each, Decimal) and "_reading" in readers and name not in LENGTHS:
                yield here, each
