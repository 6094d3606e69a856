"""What changed between two versions of a rubric, line by line and in words. Scores nothing.

Rows are matched by number and title, then by title (renumbered), then by number; a row may have changed its section.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from scoring.rubrics.field_words import field_word
from scoring.rubrics.item import ItemBase
from scoring.rubrics.language import MAIN, Rubric
from scoring.rubrics.parts import Module
from scoring.rubrics.said import field_of, is_even, is_timed, joined, name_of, same, summary, told
from scoring.rubrics.values import Text, Value

Sort = Literal["added", "removed", "changed", "moved"]
HOLDERS = ("modules", "sections", "items")  # what stands in them is told by its own name


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the comparison.

    `rows`: it concerns the rows of the sheet, not the rules around them. `where`: what it stands under, outermost
    first. `what`: the field, None for a whole part that came or went. `old` and `new` in words, None where there is
    nothing.
    """

    sort: Sort
    rows: bool
    where: tuple[Text, ...]
    what: Text | None
    old: Text | None
    new: Text | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the comparison stands: below which titles, in which fields, whether readings there are times.

    `names` are the titles of panels, which other parts call by their ids.
    """

    names: Mapping[str, Text]
    where: tuple[Text, ...] = ()
    what: tuple[Text, ...] = ()
    timed: bool = False


def compare(old: Rubric, new: Rubric) -> tuple[Change, ...]:
    """Every difference: rows in the order of the new sheet, each section's lost rows at its end, then the rules."""
    spot = Spot({panel.id: panel.title for panel in (*old.panels, *new.panels)})
    return (*_rows(old, new, spot), *_rules(old, new, spot))


def _rows(old: Rubric, new: Rubric, spot: Spot) -> Iterator[Change]:
    before, after = _located(old), _located(new)
    pairs = _matched(before, after)
    lost = [key for key in before if key not in pairs.values()]
    names = {**_section_names(old), **_section_names(new)}
    for section in dict.fromkeys(place for place, _ in (*after.values(), *before.values())):
        for key, (place, item) in after.items():
            if place == section:
                here = replace(spot, where=(names[section], name_of(item)))
                yield from _row(before.get(pairs.get(key, "")), (place, item), here, names)
        for key in lost:
            if before[key][0] == section:
                item = before[key][1]
                yield Change(
                    "removed",
                    True,
                    (names[section], name_of(item)),
                    None,
                    summary(item, named=False, panels=spot.names),
                    None,
                )


def _row(was: tuple[str, Any] | None, now: tuple[str, Any], spot: Spot, names: Mapping[str, Text]) -> Iterator[Change]:
    (section, item) = now
    if was is None:
        yield Change("added", True, spot.where, None, None, summary(item, named=False, panels=spot.names))
        return
    if was[0] != section:
        yield Change("moved", True, spot.where, field_word("Row", "section"), names[was[0]], names[section])
    skip: tuple[str, ...] = ()
    if was[1].kind != item.kind:
        skip = tuple({*type(item).model_fields, *type(was[1]).model_fields} - ItemBase.model_fields.keys())
        texts = [_marking(each) for each in (was[1], item)]
        yield Change("changed", True, spot.where, field_word("Row", "kind"), *texts)
    for change in _fields(was[1], item, spot, skip):
        yield replace(change, rows=True)


def _marking(item: Any) -> Text:
    """How an item is marked, without what items of every kind have."""
    own = {name: getattr(item, name) for name in type(item).model_fields if name not in ItemBase.model_fields}
    return summary(type(item).model_construct(**own), named=False)


def _located(rubric: Rubric) -> dict[str, tuple[str, Any]]:
    """Every row as it is written, by number, with its section."""
    sections = [section for module in rubric.written for section in module.sections]
    return {item.id: (section.id, item) for section in sections for item in section.items}


def _section_names(rubric: Rubric) -> dict[str, Text]:
    several = len(rubric.written) > 1
    return {
        section.id: joined([module.title, name_of(section)], " · ", " · ") if several else name_of(section)
        for module in rubric.written
        for section in module.sections
    }


def _matched(before: Mapping[str, tuple[str, Any]], after: Mapping[str, tuple[str, Any]]) -> dict[str, str]:
    """Which old number each new row had; rows without one are new."""

    def title(rows: Mapping[str, tuple[str, Any]], key: str) -> str:
        return str(rows[key][1].title.zh)

    pairs = {key: key for key in after if key in before and title(before, key) == title(after, key)}
    free = [key for key in before if key not in pairs]
    for key in [key for key in after if key not in pairs]:
        alike = [each for each in free if title(before, each) == title(after, key)]
        if alike:
            pairs[key] = alike[0]
            free.remove(alike[0])
    return pairs | {key: key for key in after if key not in pairs and key in free}


def _rules(old: Rubric, new: Rubric, spot: Spot) -> Iterator[Change]:
    """The rules of the event, then of every module and section."""
    yield from _fields(old, new, spot, (*HOLDERS, *_of_module(old), *_of_module(new)))
    single = [module.id for module in (*old.written, *new.written)] == [MAIN, MAIN]
    for was, now in _pairs(old.written, new.written):
        where = () if single else (name_of(now or was),)
        if was is None or now is None:
            yield _came_or_went(was, now, where, whole=False)
            continue
        yield from _fields(was, now, replace(spot, where=where), (*HOLDERS, *(["title"] if single else [])))
        for one, other in _pairs(was.sections, now.sections):
            inner = replace(spot, where=(*where, name_of(other or one)))
            if one is None or other is None:
                yield _came_or_went(one, other, inner.where, whole=False)
            else:
                yield from _fields(one, other, inner, HOLDERS)


def _of_module(rubric: Rubric) -> tuple[str, ...]:
    """Fields of the event that are the only module's, where a rubric writes no modules."""
    if rubric.modules:
        return ()
    return tuple(name for name in Module.model_fields if name in Rubric.model_fields and name != "title")


def _came_or_went(old: Any, new: Any, where: tuple[Text, ...], whole: bool = True) -> Change:
    """A part that only one of the two has; `whole` False where what is in it is told by itself."""
    part = old if new is None else new
    text = summary(part, named=False) if whole else name_of(part)
    if new is None:
        return Change("removed", False, where, None, text, None)
    return Change("added", False, where, None, None, text)


def _pairs(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Parts of the same id side by side, in the new order; those that went come last."""
    was = {part.id: part for part in old}
    for part in new:
        yield was.pop(part.id, None), part
    for part in was.values():
        yield part, None


def _fields(old: Value, new: Value, spot: Spot, skip: Sequence[str] = ()) -> Iterator[Change]:
    """The differences of two parts of one class, or of two kinds of items in what both have, field by field."""
    timed = spot.timed or is_timed(old) or is_timed(new)
    for name in type(new).model_fields:
        if name in skip or getattr(old, name) == getattr(new, name):
            continue
        word = field_word(type(new).__name__, field_of(type(new), name)[0])
        yield from _values(old, new, name, replace(spot, what=(*spot.what, word), timed=timed))


def _values(old: Value, new: Value, name: str, spot: Spot) -> Iterator[Change]:
    was, now = getattr(old, name), getattr(new, name)
    if isinstance(was, Value) and isinstance(now, Value) and not isinstance(now, Text):
        if not (is_even(was) and is_even(now)):
            yield from _fields(was, now, spot)
            return
    elif isinstance(was, tuple) and isinstance(now, tuple):
        both = (*was, *now)
        if all(isinstance(part, Value) and "id" in type(part).model_fields for part in both):
            yield from _listed(was, now, spot)
            return
        if len(was) == len(now) and all(isinstance(part, Value) and not isinstance(part, Text) for part in both):
            for number, (one, other) in enumerate(zip(was, now, strict=True), start=1):
                yield from _fields(one, other, replace(spot, what=(*spot.what, same(str(number)))))
            return
    texts = [_text(old, was, name, spot), _text(new, now, name, spot)]
    yield Change("changed", False, spot.where, joined(list(spot.what), " · ", " · "), *texts)


def _text(part: Value, value: Any, name: str, spot: Spot) -> Text | None:
    if name == "panel" and value in spot.names:
        return spot.names[value]
    return told(part, name, value, spot.timed)


def _listed(old: Sequence[Any], new: Sequence[Any], spot: Spot) -> Iterator[Change]:
    """Parts with ids, such as penalties, panels, levels."""
    for was, now in _pairs(old, new):
        where = (*spot.where, *spot.what, name_of(was if now is None else now))
        if was is None or now is None:
            yield _came_or_went(was, now, where)
        elif was != now:
            yield from _fields(was, now, Spot(spot.names, where, (), spot.timed))
    kept = {part.id for part in old} & {part.id for part in new}
    orders = [[part for part in side if part.id in kept] for side in (old, new)]
    if [part.id for part in orders[0]] != [part.id for part in orders[1]]:
        names = [joined([name_of(part) for part in side], "、", ", ") for side in orders]
        yield Change("moved", False, (*spot.where, *spot.what), None, *names)
