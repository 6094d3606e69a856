"""Reading the day's settings: what they are, who changed them why, and what another value would change."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from scoring.engine.figures import plain
from scoring.engine.result import Result, result_of
from scoring.engine.standings import Row
from scoring.rubrics.contest import Setting
from scoring.store.memo import shelf_of
from scoring.store.models import Event, Person, SettingFact, db
from scoring.store.read.results import mixed, rules_by_contestant, table_of
from scoring.store.read.setup import contestants, place_of
from scoring.store.rubrics import rubric_of, rubric_with, settings_of


def day_settings(event: Event) -> list[dict[str, Any]]:
    """[{setting, value now, written (as the rubric has it)}], in the order of the rubric; figures are text."""
    fixed = settings_of(event)
    written = {each.id: plain(each.value) for each in rubric_with(event, {}).settings}
    return [
        {"setting": each, "value": fixed.get(each.id, written[each.id]), "written": written[each.id]}
        for each in rubric_of(event).settings
    ]


def settings_journal(event: Event) -> list[dict[str, Any]]:
    """[{version, setting, value, reason, at (ms), by}], newest first."""
    query = (
        select(SettingFact, Person.name)
        .outerjoin(Person, Person.id == SettingFact.person_id)
        .where(SettingFact.event_id == event.id)
        .order_by(SettingFact.version.desc())
    )
    names = ("version", "setting", "value", "reason", "at")
    return [
        {**{each: getattr(fact, each) for each in names}, "by": name or ""} for fact, name in db.session.execute(query)
    ]


def settings_in_words(event: Event, language: str) -> str:
    """The settings that stand, with their version, for the foot of a sheet; "" while nothing was fixed."""
    if not event.settings_version:
        return ""
    said = [_said(each["setting"], each["value"], language) for each in day_settings(event)]
    chinese, version = language.startswith("zh"), event.settings_version
    head = f"当天参数第 {version} 版：" if chinese else f"Day's settings, version {version}: "
    return head + ("；" if chinese else "; ").join(said)


def _said(setting: Setting, value: str, language: str) -> str:
    unit = f" {setting.unit.say(language)}" if setting.unit else ""
    return f"{setting.title.say(language)} {value}{unit}"


def consequences(event: Event, setting: str, value: str) -> dict[str, Any]:
    """What this value would change, before it is fixed.

    {kept: how many signed results keep what they were signed under, of: how many contestants,
    rows: [{contestant_id, number, heat, station, signed, before: {total, rank}, after: the same}]} of those whose total
    or rank changes; unsigned totals are as far as they are known.
    """
    shelf = shelf_of(db.session(), event)
    new = rubric_with(event, {**settings_of(event), setting: value})
    known = list(shelf.known.values())
    then = [each.result if each.signature is not None else result_of(new, each.result.facts) for each in known]
    before = table_of(event, shelf, "all")
    after = mixed(new, then, rules_by_contestant(event, shelf))
    signed = {each.result.contestant for each in known if each.signature is not None}
    old = {row.contestant: _figures(row, before.results) for row in before.rows}
    places = {each.number: each for each in contestants(event.id)}
    rows = []
    for row in after.rows:
        figures = _figures(row, after.results)
        if figures != old[row.contestant]:
            heat, station = place_of(places[row.contestant])
            about = {"contestant_id": places[row.contestant].id, "number": row.contestant}
            about |= {"heat": heat, "station": station, "signed": row.contestant in signed}
            rows.append({**about, "before": old[row.contestant], "after": figures})
    return {"kept": len(signed), "of": len(known), "rows": rows}


def _figures(row: Row, results: Mapping[str, Result]) -> dict[str, Any]:
    total = row.total if row.total is not None else results[row.contestant].running
    return {"total": str(total), "rank": row.rank}
