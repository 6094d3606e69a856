"""Rounds in the app: an event is one round, its signed results say who goes on, and what they bring along."""

import pytest

from scoring.store import read, record
from tests.store.making import BY, entries_of, made, refused, seat_of, uid

RUBRIC = """
rubric: rounds-test@1
title: {zh: 两轮, en: Two rounds}
panels:
  - {id: judges, title: {zh: 评委, en: Judges}, combine: mean, seats: 1}
modules:
  - id: set
    title: {zh: 规定, en: Set}
    sections:
      - id: "1"
        title: {zh: 规定动作, en: Set piece}
        panel: judges
        items: [{id: "1.1", title: {zh: 得分, en: Mark}, points: 10, kind: judged, step: 0.5}]
  - id: free
    title: {zh: 自选, en: Free}
    sections:
      - id: "2"
        title: {zh: 自选动作, en: Free piece}
        panel: judges
        items: [{id: "2.1", title: {zh: 得分, en: Mark}, points: 10, kind: judged, step: 0.5}]
rounds:
  - {id: heats, title: {zh: 预赛, en: Heats}, modules: [set], qualify: {first: 2}}
  - {id: final, title: {zh: 决赛, en: Final}, modules: [free], carry: 50%}
"""


def event_of(competition, **more):
    event = record.create_event(competition.id, "rounds-test@1", RUBRIC, stations=3, **more)
    return made(event)


def through_of(through):
    return [(one.number, carried, eligible) for one, carried, eligible in through.entrants]


def mark(event, contestant, item, value):
    seat = seat_of(event, "J1")
    made(record.record_mark(BY, uid(), contestant, seat, item, "", value, 1))
    made(record.submit_sheet(BY, uid(), contestant, seat))
    return made(record.sign_result(BY, uid(), contestant))


@pytest.fixture
def heats(app):
    event = event_of(made(record.create_competition("两轮")))
    rows = [{"number": f"{n}", "name": f"甲{n}", "unit_name": "单位", "eligible": n != 1} for n in (1, 2, 3)]
    assert record.add_contestants(event.id, rows) == []
    return made(record.open_event(event.id))


def test_an_event_is_the_first_round_unless_another_is_named(heats):
    assert heats.round == "heats"
    assert list(read.rubric_of(heats).items) == ["1.1"]
    final = event_of(heats.competition, round="final", slug="final", before_id=heats.id)
    assert list(read.rubric_of(final).items) == ["2.1"]
    other = record.create_event(heats.competition_id, "rounds-test@1", RUBRIC, round="semi")
    assert refused(other) == "round"


def test_signed_results_say_who_goes_on_and_what_they_carry(heats):
    final = event_of(heats.competition, round="final", slug="final", before_id=heats.id)
    first, second, third = entries_of(heats)
    mark(heats, first, "1.1", "8")
    assert [one.number for one, _, _ in read.through_to(final).entrants] == ["1"]
    assert read.through_to(final).unsigned == 2
    mark(heats, second, "1.1", "6.5")
    mark(heats, third, "1.1", "9")
    through = read.through_to(final)
    assert through_of(through) == [("3", "9/2", True), ("1", "4", False)]
    assert (through.unsigned, through.missing) == (0, 2)


def test_what_is_carried_counts_in_the_total(heats):
    final = event_of(heats.competition, round="final", slug="final", before_id=heats.id)
    assert record.add_contestants(final.id, [{"number": "3", "carried": "9/2"}, {"number": "1", "carried": "4"}]) == []
    final = made(record.open_event(final.id))
    contestant = read.contestants(final.id)[1]
    mark(final, contestant.id, "2.1", "7")
    row = next(row for row in read.standings_of(final) if row["contestant"] == contestant.number)
    assert row["total"] == {"1": "11.00", "3": "11.50"}[contestant.number]
    assert refused(record.change_contestant(contestant.id, carried="9")) == "signed"


def test_a_round_with_a_weight_of_its_own(heats):
    text = RUBRIC.replace("carry: 50%", "weight: 60%, carry: 40%")
    final = record.create_event(heats.competition_id, "rounds-test@1", text, stations=3, round="final", slug="last")
    final = made(final)
    assert record.add_contestants(final.id, [{"number": "1", "carried": "16/5"}]) == []
    final = made(record.open_event(final.id))
    mark(final, read.contestants(final.id)[0].id, "2.1", "7")
    assert [row["total"] for row in read.standings_of(final)] == ["7.40"]  # 0.6 × 7 + 0.4 × 8
    assert read.rubric_of(final).full == 6
