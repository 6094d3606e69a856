"""The copy of a result that is kept when the chief signs: canonical JSON and its digest. Knows no name."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from scoring.engine.result import Result
from scoring.store.models import Event

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


def copy_of(event: Event, result: Result, settings: Mapping[str, str] = NO_SETTINGS, version: int = 0) -> str:
    """Rubric, settings, facts and every figure made of them, as text that is the same for the same result."""
    said: dict[str, Any] = {
        "event": event.slug,
        "rubric": event.rubric_ref,
        "rubric_digest": event.rubric_digest,
        "contestant": result.contestant,
        "result": plain(result),
    }
    said["result"]["facts"]["groups"].pop("team", None)  # a unit may be corrected: it is no part of the result
    if version:
        said["settings"] = {"version": version, "values": dict(settings)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def agrees(copy: str, now: str) -> bool:
    """Whether everything that was signed is still so; a later program may keep more beside it."""
    return _within(json.loads(copy), json.loads(now))


def _within(old: Any, new: Any) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and _within(_told(key, value, new[key]), new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_within, old, new))
    return bool(old == new)


def _told(key: str, old: Any, new: Any) -> Any:
    """Of a table's columns those that are still written: the figures they came from stand in the copy themselves.

    And what a later program asks somebody to look at, as long as nothing of what was told is missing.
    """
    if key == "parts":
        return {name: figure for name, figure in old.items() if name in new}
    if key == "flags" and all(any(_within(each, other) for other in new) for each in old):
        return new
    return old


def digest_of(copy: str) -> str:
    """The SHA-256 that stands in the foot of the sheet."""
    return hashlib.sha256(copy.encode()).hexdigest()


SENTENCES = ("reasons", "why", "missing", "values")  # may be worded anew by a later version; figures and facts may not
ON_THE_WAY = ("given", "whole")  # what a module was made from stands in the copy already


def plain(value: Any) -> Any:
    """Exact numbers as text, values as objects, marks in the order in which they came; nothing that is only wording."""
    if isinstance(value, Fraction | Decimal):
        return str(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        names = (each.name for each in fields(value) if each.name not in (*SENTENCES, *ON_THE_WAY))
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
