"""Reading the marks that came too late: in words, who made them, when they arrived, and why they were not entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from scoring.engine.marks import Mark as EngineMark
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.store.entered import Fact
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, Mark, Person, db
from scoring.store.read.setup import contestants, place_of
from scoring.store.read.taps import value_of, where
from scoring.store.refusals import refusal
from scoring.store.rubrics import rubric_of


def held(event: Event, contestant_id: int | None = None, language: str = "zh") -> list[dict[str, Any]]:
    """Those of the event, or of one contestant, that nobody has settled yet; oldest first.

    [{uid, contestant_id, heat, station, seat_id, seat (key), item (id), what (item and place), value (in words), by
    (name), at (ms), code, message}].
    """
    known = shelf_of(db.session(), event).known
    late = {id_: each.late for id_, each in known.items() if each.late and contestant_id in (None, id_)}
    if not late:
        return []
    facts = [fact for each in late.values() for fact in each]
    names, taken = _names(facts), _taken_back(facts)
    items, keys = rubric_of(event).items, {seat.id: seat.key for seat in event.seats}
    entries = {each.id: each for each in contestants(event.id) if each.id in late}
    return [
        _line(entries[id_], fact, keys[fact.seat_id], names.get(fact.person_id, ""), items, taken, language)
        for id_ in entries
        for fact in late[id_]
    ]


def _line(
    contestant: Contestant,
    fact: Fact,
    key: str,
    name: str,
    items: Mapping[str, Item],
    taken: Mapping[str, tuple[str, str, str]],
    language: str,
) -> dict[str, Any]:
    heat, station = place_of(contestant)
    what, value = in_words(items, fact, taken.get(fact.withdraws), language)
    return {
        "uid": fact.uid,
        "contestant_id": contestant.id,
        "heat": heat,
        "station": station,
        "seat_id": fact.seat_id,
        "seat": key,
        "item": fact.item,
        "what": what,
        "value": value,
        "by": name,
        "at": fact.at,
        "code": fact.code,
        "message": refusal(fact.code, seat=key).say(language),
    }


def told_late(rubric: Rubric, key: str, marks: Sequence[EngineMark], fact: Fact, language: str) -> dict[str, Any]:
    """The same for the judge's own tablet: {uid, item, place, value, withdraws, text, code, message, at}."""
    taken = next(((each.item, each.place, each.value) for each in marks if each.id == fact.withdraws), None)
    said = {name: getattr(fact, name) for name in ("uid", "item", "place", "value", "withdraws", "code", "at")}
    text = " · ".join(filter(None, in_words(rubric.items, fact, taken, language)))
    return said | {"text": text, "message": refusal(fact.code, seat=key).say(language)}


def in_words(
    items: Mapping[str, Item], fact: Fact, taken: tuple[str, str, str] | None, language: str
) -> tuple[str, str]:
    """Which line and place, and what was entered. `taken`: item, place and value of what a withdrawal takes back."""
    id_, place, value = taken or (fact.item, fact.place, fact.value)
    item = items.get(id_)
    what = f"{id_} {where(item, place, language)}" if item is not None else f"{id_} {place}".strip()
    said = value_of(item, value, language) if item is not None and value else value
    if fact.withdraws:
        said = f"{'撤回' if language.startswith('zh') else 'taken back'}{f' {said}' if said else ''}"
    return what, said


def _names(facts: Sequence[Fact]) -> dict[int, str]:
    ids = {fact.person_id for fact in facts if fact.person_id}
    return {id_: name for id_, name in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}


def _taken_back(facts: Sequence[Fact]) -> dict[str, tuple[str, str, str]]:
    """What the withdrawals among them would take back, by its uid."""
    uids = [fact.withdraws for fact in facts if fact.withdraws]
    if not uids:
        return {}
    rows = db.session.execute(select(Mark.uid, Mark.item, Mark.place, Mark.value).where(Mark.uid.in_(uids)))
    return {uid: (item, place, value) for uid, item, place, value in rows}
