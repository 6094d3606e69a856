"""Reading results and standings: facts joined from the tables, scored by the engine, memoised per contestant."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from scoring.engine.field import settle
from scoring.engine.marks import Facts
from scoring.engine.result import Result, result_of
from scoring.engine.standings import Row, Standings, awarded, natural, rank, standings, table, total_of
from scoring.rubrics.language import Rubric
from scoring.store.memo import Shelf, shelf_of
from scoring.store.models import Contestant, Event, db
from scoring.store.read.setup import place_of
from scoring.store.rubrics import rubric_of, rubrics_by_version


def facts_of(event: Event) -> dict[int, Facts]:
    """The engine's Facts by contestant row id."""
    return {id_: known.result.facts for id_, known in shelf_of(db.session(), event).known.items()}


def results_of(event: Event) -> dict[int, Result]:
    """The engine's Result by contestant row id, settled against the field; rescored only where a newer fact exists."""
    shelf = shelf_of(db.session(), event)
    settled = table_of(event, shelf, "all").results
    return {id_: settled[known.result.contestant] for id_, known in shelf.known.items()}


def table_of(event: Event, shelf: Shelf, which: str) -> Standings:
    """The standings of everybody ("all"), or of those whose results are released ("released")."""
    made: Standings | None = shelf.tables.get(which)
    if made is None:
        rubric = rubric_of(event)
        if which == "released" and event.release == "at-once":
            made = _as_it_runs(rubric, table_of(event, shelf, "all"), shelf)
        else:
            everybody = [each.result for each in shelf.known.values()]
            given = everybody if which == "all" else _released(rubric, shelf)
            made = standings(rubric, given) if not event.settings_version else _by_version(event, shelf, given)
        shelf.tables[which] = made
    return made


def standings_table(event: Event, only_released: bool = False) -> Standings:
    """The engine's own table, with settled results and their facts, for the sheets; contestants by number."""
    return table_of(event, shelf_of(db.session(), event), "released" if only_released else "all")


def _released(rubric: Rubric, shelf: Shelf) -> list[Result]:
    """Signed results; of the others only that they are to come, so that not even the best of a field shows."""
    blank = result_of(rubric, Facts(contestant=""))
    return [
        each.result
        if each.signature is not None
        else replace(blank, contestant=each.result.contestant, facts=_bare(each.result.facts))
        for each in shelf.known.values()
    ]


def _bare(facts: Facts) -> Facts:
    """Who it is, and nothing that was entered."""
    return Facts(contestant=facts.contestant, groups=facts.groups, eligible=facts.eligible)


def _by_version(event: Event, shelf: Shelf, results: Sequence[Result]) -> Standings:
    """The table where the day's settings changed: every result settled by the rules that it stands under."""
    return mixed(rubric_of(event), results, rules_by_contestant(event, shelf))


def rules_by_contestant(event: Event, shelf: Shelf) -> dict[str, Rubric]:
    """The rules that every signed result stands under."""
    versions = rubrics_by_version(db.session(), event)
    return {
        each.result.contestant: versions[each.signature.settings_version]
        for each in shelf.known.values()
        if each.signature is not None
    }


def mixed(rubric: Rubric, results: Sequence[Result], rules: Mapping[str, Rubric]) -> Standings:
    """One table of results that stand under different rules, ranked by `rubric`."""
    given = sorted(results, key=lambda result: natural(result.contestant))
    own: dict[int, dict[str, Result]] = {}
    settled = []
    for each in given:
        under = rules.get(each.contestant, rubric)
        if id(under) not in own:
            own[id(under)] = {one.contestant: one for one in settle(under, given)}
        settled.append(own[id(under)][each.contestant])
    return table(rubric, settled, {place.contestant: place for place in rank(rubric, settled)})


def _as_it_runs(rubric: Rubric, table: Standings, shelf: Shelf) -> Standings:
    """Where every mark is shown at once, whoever has begun is ranked by what is known so far."""
    begun = {each.result.contestant for each in shelf.known.values() if each.touched}
    results = {
        number: replace(result, status="ok", total=result.running)
        if result.status == "incomplete" and number in begun
        else result
        for number, result in table.results.items()
    }
    places = {place.contestant: place for place in rank(rubric, list(results.values()))}
    awards = awarded(rubric, list(results.values()), places)
    rows = {row.contestant: row for row in table.rows}
    ranked = [
        replace(
            rows[number],
            rank=place.rank,
            total=total_of(rubric, results[number]),
            tied=place.tied,
            award=awards.get(number),
            provisional=rows[number].provisional or rows[number].status == "incomplete",
            parted_by=place.parted_by,
            flags=(*results[number].flags, *place.flags),
        )
        for number, place in places.items()
    ]
    others = [replace(row, award=None) for row in table.rows if row.contestant not in places]
    return Standings((*ranked, *others), results)


def standings_of(event: Event, only_released: bool = False) -> list[dict[str, Any]]:
    """Ranked rows joined with names, for staff; the public's own way is `public_standings`.

    {rank, contestant (number), contestant_id, name, unit, heat, station, total, tied, award ({zh, en} or None), parts,
    status, stage, provisional, signed, running, why: [engine Reasons]}; figures are text or None.
    """
    shelf = shelf_of(db.session(), event)
    table = table_of(event, shelf, "released" if only_released else "all")
    mine = select(Contestant).where(Contestant.event_id == event.id)
    people = {contestant.number: contestant for contestant in db.session.scalars(mine)}
    rows = []
    for row in table.rows:
        contestant = people[row.contestant]
        known = shelf.known[contestant.id]
        if only_released and known.signature is None and (event.release == "signed" or not known.touched):
            continue
        signed = known.signature is not None
        rows.append(_joined(row, contestant, table.results) | {"stage": known.stage, "signed": signed})
    return rows


def _joined(row: Row, contestant: Contestant, results: Mapping[str, Result]) -> dict[str, Any]:
    heat, station = place_of(contestant)
    return {
        "rank": row.rank,
        "contestant": row.contestant,
        "contestant_id": contestant.id,
        "name": contestant.name,
        "unit": contestant.unit.name if contestant.unit else "",
        "heat": heat,
        "station": station,
        "total": None if row.total is None else str(row.total),
        "running": str(results[row.contestant].running),
        "tied": row.tied,
        "award": {"zh": row.award.zh, "en": row.award.en} if row.award else None,
        "parts": dict(row.parts),
        "status": row.status,
        "provisional": row.provisional,
        "why": list(row.why),
    }
