"""Any part of a rubric as a short text in both languages: figures, times, choices by their names. Judges nothing."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from scoring.rubrics.checks.words import as_time, shown
from scoring.rubrics.choice_words import choice_word
from scoring.rubrics.field_words import field_word
from scoring.rubrics.values import Short, Text, Unit, Value

NAMES = ("id", "title")  # what a part is called; told before what it says
NO_PANELS: Mapping[str, Text] = MappingProxyType({})
YES = Text.model_construct(zh="是", en="yes")


@lru_cache(maxsize=1024)
def field_of(owner: type[Value], name: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """A field as YAML writes it, the names of the readers its text passes, and its choices."""
    field = owner.model_fields[name]
    readers = {mark.func.__name__ for mark in field.metadata if hasattr(mark, "func")}
    choices: set[str] = set()
    for part in _inside(field.annotation):
        if get_origin(part) is Literal:
            choices |= {choice for choice in get_args(part) if isinstance(choice, str)}
        readers |= {mark.func.__name__ for mark in getattr(part, "__metadata__", ()) if hasattr(mark, "func")}
    return str(field.alias or name), frozenset(readers), frozenset(choices)


def _inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from _inside(part)


def differing(part: Value) -> list[str]:
    """The fields that say something: all but those left at what they mean when nobody writes them."""
    fields = type(part).model_fields
    return [name for name in fields if name in vars(part) and getattr(part, name) != fields[name].get_default()]


def told(part: Value, name: str, value: Any, timed: bool) -> Text | None:
    """The value of one field of `part`; None where there is none. `timed`: readings are times."""
    if value is None or value == ():
        return None
    if isinstance(value, Text):
        return Text.model_construct(zh=value.zh, en=value.en)
    if isinstance(value, tuple):
        found = [_entry(part, name, one, timed) for one in value]
        return joined([text for text in found if text is not None], "、", ", ")
    if is_even(value):
        return told(value, value.short[0], getattr(value, value.short[0]), timed)
    if isinstance(value, Value):
        return summary(value, timed)
    return _plain(part, name, value, timed)


def _entry(part: Value, name: str, value: Any, timed: bool) -> Text | None:
    """One of several: what has a name says it, then the rest of it in brackets, or the one figure it has."""
    if not isinstance(value, Value) or isinstance(value, Text) or not hasattr(value, "title"):
        return told(part, name, value, timed)
    fields = [each for each in differing(value) if each not in NAMES]
    rest = told(value, fields[0], getattr(value, fields[0]), timed) if len(fields) == 1 else None
    if rest is None and fields:
        inner = summary(value, timed, named=False)
        rest = Text.model_construct(zh=f"（{inner.zh}）", en=f"({inner.en})")
    called = name_of(value)
    if rest is None:
        return called
    gap = "" if rest.zh.startswith("（") else " "
    return Text.model_construct(zh=f"{called.zh}{gap}{rest.zh}", en=f"{called.en} {rest.en}")


def _plain(part: Value, name: str, value: Any, timed: bool) -> Text:
    written, readers, choices = field_of(type(part), name)
    if value is True:
        return YES
    if isinstance(value, str):
        found = choice_word(written, value) if value in choices else None
        return found or same(value)
    if isinstance(value, Fraction):
        return same(f"{shown(value * 100)}%" if 10**8 % value.denominator == 0 else str(value))
    if isinstance(value, Decimal) and ("_duration" in readers or (timed and "_reading" in readers)):
        return same(as_time(value))
    return same(shown(Decimal(value)))


def summary(part: Value, timed: bool = False, named: bool = True, panels: Mapping[str, Text] = NO_PANELS) -> Text:
    """A part in one line: what it is called, unless that is known already, then its fields.

    `panels` are the titles of panels, which other parts call by their ids.
    """
    timed = timed or is_timed(part)
    words = [name_of(part)] if named and {*NAMES} & type(part).model_fields.keys() else []
    for name in differing(part):
        value = getattr(part, name)
        text = None if name in NAMES else told(part, name, value, timed)
        if name == "panel":
            text = panels.get(value, text)
        if text is None:
            continue
        if name == "kind":  # the kind says what all that follows is about
            words.insert(0, text)
            continue
        inner = isinstance(value, Value) and not isinstance(value, Text) and not is_even(value)
        word = field_word(type(part).__name__, field_of(type(part), name)[0])
        zh, en = (f"（{text.zh}）", f" ({text.en})") if inner else (f" {text.zh}", f" {text.en}")
        words.append(Text.model_construct(zh=word.zh + zh, en=word.en.lower() + en))
    return joined(words, "，", ", ") if words else name_of(part)


def is_even(value: Any) -> bool:
    """Whether one figure stands for the whole part, such as a tolerance that is the same on both sides."""
    return isinstance(value, Short) and len({getattr(value, each) for each in value.short}) == 1


def is_timed(part: Value) -> bool:
    """Whether its readings are counted in minutes and seconds."""
    unit = getattr(part, "unit", None)
    return isinstance(unit, Unit) and unit.is_time


def name_of(part: Value) -> Text:
    """What people call a part: its number, where it begins with a figure, and its title."""
    key, title = getattr(part, "id", ""), getattr(part, "title", None)
    if title is None:
        return same(key)
    number = f"{key} " if key[:1].isdigit() else ""
    return Text.model_construct(zh=number + title.zh, en=number + title.en)


def same(text: str) -> Text:
    """A text that is the same in both languages."""
    return Text.model_construct(zh=text, en=text)


def joined(texts: list[Text], zh: str, en: str) -> Text:
    """Several as one."""
    pick: Callable[[str], list[str]] = lambda tongue: [getattr(text, tongue) for text in texts]  # noqa: E731
    return Text.model_construct(zh=zh.join(pick("zh")), en=en.join(pick("en")))
