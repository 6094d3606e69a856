"""Reading what one round hands on to the next: who came through, and what each brings along."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.rounds import goes_on
from scoring.store.models import Contestant, Event, db
from scoring.store.read.results import standings_table
from scoring.store.read.setup import contestants
from scoring.store.rubrics import rubric_of, whole_rubric_of


@dataclass(frozen=True, slots=True)
class Through:
    """Who comes through from the round before, best first, and what is still open there."""

    before: Event
    entrants: tuple[tuple[Contestant, str, bool], ...]  # what is carried, exact, "" for nothing; whether it may win
    unsigned: int
    missing: int  # how many of them this event has not entered yet


def through_to(event: Event) -> Through | None:
    """Who goes on into this event by the signed results of the round before; None where there is none."""
    before = db.session.get(Event, event.before_id) if event.before_id else None
    rubric = whole_rubric_of(event)
    if before is None or rubric is None or before.state == "draft":
        return None
    rules = {each.id: each for each in rubric.rounds}
    if before.round not in rules or event.round not in rules:
        return None
    table = standings_table(before, only_released=True)
    on = goes_on(rubric_of(before), rules[before.round].qualify, table)
    people = {each.number: each for each in contestants(before.id)}
    carry = rules[event.round].carry
    entrants = tuple(
        (people[row.contestant], "" if carry is None else str(carry * Fraction(row.total or 0)), row.eligible)
        for row in table.rows
        if row.contestant in on
    )
    here = {each.number for each in contestants(event.id)}
    unsigned = sum(row.status in ("ok", "incomplete") and row.total is None for row in table.rows)
    return Through(before, entrants, unsigned, sum(each.number not in here for each, _, _ in entrants))
