"""Writing the day's settings: tolerances and steps that the chief judge fixes late, one version after the other."""

import json

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from scoring.engine.figures import plain
from scoring.rubrics.contest import Setting
from scoring.rubrics.values import parse_number
from scoring.store.clock import now_ms
from scoring.store.models import Event, SettingFact
from scoring.store.record.fact import By, repeated, touch
from scoring.store.refusals import Refusal, refusal
from scoring.store.rubrics import rubric_of, rubric_with, settings_of
from scoring.store.writer import write

LONGEST = 500


def record_setting(
    by: By, uid: str, event_id: int, setting: str, value: str, reason: str, version: int | None = None
) -> SettingFact | Refusal:
    """Fix one setting for the whole event from now on; what is signed keeps what it was signed under.

    Refused outside its limits, without a reason, in an event that is closed, or when somebody else changed a setting
    since `version` was read.
    """
    return write(lambda session: _fix(session, by, uid, event_id, setting, value, reason.strip(), version))


def refused_value(setting: Setting, value: str) -> Refusal | None:
    """Why a setting cannot have this value."""
    figure = parse_number(value)
    low, high = setting.least, setting.most
    if figure is not None and (low is None or figure >= low) and (high is None or figure <= high):
        return None
    words = {"least": "−∞" if low is None else plain(low), "most": "∞" if high is None else plain(high)}
    return refusal("setting", value=value[:20], title_zh=setting.title.zh, title_en=setting.title.en, **words)


def _fix(
    session: Session, by: By, uid: str, event_id: int, name: str, value: str, reason: str, version: int | None
) -> SettingFact | Refusal:
    row: SettingFact | Refusal | None = repeated(session, SettingFact, uid, event_id=event_id, setting=name)
    if row is not None:
        return row
    if session.get(Event, event_id) is None:
        return refusal("unknown")
    event = touch(session, event_id)
    if event.state == "closed":
        return refusal("not-open")
    setting = next((each for each in rubric_of(event).settings if each.id == name), None)
    if setting is None:
        return refusal("no-setting", setting=name[:40])
    refused = refused_value(setting, value) or (None if reason else refusal("reason"))
    if refused:
        return refused
    if version is not None and version != event.settings_version:
        return refusal("setting-changed")
    figure = parse_number(value)
    values = {**settings_of(event), name: plain(figure or 0)}
    try:
        rubric_with(event, values)
    except ValueError as problem:
        return refusal("setting-breaks", problem=str(problem))
    event.settings, event.settings_version = json.dumps(values, sort_keys=True), event.settings_version + 1
    fact = {"version": event.settings_version, "setting": name, "value": values[name], "settings": event.settings}
    stamp = {"uid": uid, "person_id": by.person_id, "device_id": by.device_id, "at": now_ms(), "event_id": event_id}
    session.execute(insert(SettingFact).values(**stamp, **fact, reason=reason[:LONGEST]))
    return session.scalars(select(SettingFact).where(SettingFact.uid == uid)).one()
