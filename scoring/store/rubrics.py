"""The rubric of an event, read from its own frozen text with the day's settings; what was read lately is kept."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from scoring.rubrics import reader
from scoring.rubrics.language import Rubric
from scoring.store.models import Event, SettingFact

Settings = tuple[tuple[str, str], ...]


def settings_of(event: Event) -> Mapping[str, str]:
    """The day's settings that were fixed, by id; the others are as the rubric is written."""
    return dict(_pairs(event.settings))


def _pairs(text: str) -> Settings:
    return tuple(sorted(json.loads(text).items())) if text else ()


def reading_of(event: Event) -> reader.Reading:
    """The rubric with its problems and warnings; of a rubric with rounds, the round that this event is."""
    return _reading(event.rubric_text, f"{event.rubric_ref}.yaml", _pairs(event.settings), event.round)


@lru_cache(maxsize=64)
def _reading(text: str, name: str, settings: Settings, round_: str) -> reader.Reading:
    found = reader.read_rubric(text, name, settings)
    if found.rubric is None or not any(each.id == round_ for each in found.rubric.rounds):
        return found
    return replace(found, rubric=found.rubric.for_round(round_))


def whole_rubric_of(event: Event) -> Rubric | None:
    """The rubric with all its rounds."""
    return _reading(event.rubric_text, f"{event.rubric_ref}.yaml", _pairs(event.settings), "").rubric


def rubric_of(event: Event) -> Rubric:
    """The event's rubric. Raises ValueError when its text does not read."""
    return _needed(event, reading_of(event))


def rubric_with(event: Event, settings: Mapping[str, str]) -> Rubric:
    """The same with other settings."""
    pairs = tuple(sorted(settings.items()))
    return _needed(event, _reading(event.rubric_text, f"{event.rubric_ref}.yaml", pairs, event.round))


def settings_by_version(session: Session, event: Event) -> dict[int, Mapping[str, str]]:
    """The day's settings under every version; under 0 nothing is fixed."""
    known: dict[int, Mapping[str, str]] = {0: {}}
    if event.settings_version:
        rows = select(SettingFact.version, SettingFact.settings).where(SettingFact.event_id == event.id)
        known |= {version: dict(_pairs(text)) for version, text in session.execute(rows)}
    return known


def rubrics_by_version(session: Session, event: Event) -> dict[int, Rubric]:
    """The event's rubric under every version of the day's settings; 0 is as it is written."""
    return {
        version: rubric_with(event, settings) for version, settings in settings_by_version(session, event).items()
    }


def _needed(event: Event, found: reader.Reading) -> Rubric:
    if found.rubric is None:
        raise ValueError(f"the rubric of event {event.slug} does not read: {found.problems[0].say('en')}")
    return found.rubric
