"""The gate: what was not released cannot be found in anything that the public can read."""

import json

import pytest

from scoring.store import read, record
from tests.store.making import BY, RUBRIC, entries_of, event_of, judge, made, mark, seat_of, sign, uid


def public(event):
    """Everything that passes the gate, as one text."""
    return json.dumps([read.public_standings(event.slug), read.public_events()], ensure_ascii=False)


def ranks(event):
    return [(row["rank"], row["contestant"], row["total"]) for row in read.public_standings(event.slug)["rows"]]


def test_nothing_before_the_signature(app):
    event = event_of(entries=4)
    one, two, three, four = entries_of(event)
    judge(event, one, beauty=("9.1", "8.3"), sales="77.77")
    judge(event, two, beauty=("6.6", "6.8"), sales="155.54")
    made(record.set_status(BY, uid(), three, "dsq", "Fahrenheit451"))
    made(record.record_penalty(BY, uid(), four, "dropped"))
    board = read.public_standings(event.slug)
    assert (board["state"], board["rows"], board["done"], board["of"], board["from"]) == ("waiting", [], 0, 4, None)
    for secret in ("甲", "单位", "77.77", "155.54", "9.1", "8.3", "Fahrenheit451", "dropped", "dsq"):
        assert secret not in public(event)


def test_a_signed_result_shows_neither_marks_nor_what_others_have(app):
    event = event_of(entries=3)
    one, two, three = entries_of(event)
    judge(event, one, beauty=("9.1", "8.3"), sales="50")
    judge(event, two, sales="1000")  # the best of the field, but not signed
    made(record.set_status(BY, uid(), three, "dsq", "Fahrenheit451"))
    sign(one)
    sign(three)
    assert ranks(event) == [(1, "1", "22.70")], "4 + 8.7 + 10: the only released sales figure is the best"
    assert [row["name"] for row in read.public_standings(event.slug)["rows"]] == ["甲1"]
    for secret in ("9.1", "8.3", "1000", "Fahrenheit451", "甲2", "甲3", "dsq", "why", "2.1"):
        assert secret not in public(event)
    sign(two)
    assert ranks(event) == [(1, "2", "22.50"), (2, "1", "13.20")]


def test_a_reopened_result_leaves_the_board(app):
    event = event_of()
    first = entries_of(event)[0]
    judge(event, first)
    sign(first)
    assert len(ranks(event)) == 1
    made(record.reopen_result(BY, uid(), first, "申诉"))
    assert ranks(event) == [] and "甲1" not in public(event)


def test_a_blind_event_has_no_names(app):
    event = event_of(naming="number")
    first = entries_of(event)[0]
    judge(event, first)
    sign(first)
    (row,) = read.public_standings(event.slug)["rows"]
    assert (row["contestant"], row["name"], row["unit"]) == ("1", "", "")
    assert "甲" not in public(event) and "单位" not in public(event)
    made(record.change_event(event.id, naming="name"))
    assert read.public_standings(event.slug)["rows"][0]["name"] == "甲1"


def test_a_draft_is_not_there(app):
    competition = made(record.create_competition("a"))
    made(record.create_event(competition.id, "store-test@1", RUBRIC, slug="secret"))
    assert read.public_standings("secret") is None and read.public_standings("nothing") is None
    assert read.public_events() == []


def test_shown_at_once(app):
    event = event_of(release="at-once")
    one, two, _ = entries_of(event)
    assert read.public_standings(event.slug)["state"] == "waiting"
    mark(event, one, "M", "1.2", "2")
    assert ranks(event) == [(1, "1", "13.00")], "nothing taken off yet but two faults; sales are earned, not lost"
    mark(event, two, "M", "1.2", "1")
    assert ranks(event) == [(1, "2", "13.50"), (2, "1", "13.00")]
    board = read.public_standings(event.slug)
    assert (board["state"], board["done"]) == ("provisional", 0)
    made(record.set_status(BY, uid(), two, "dsq", "x"))
    assert ranks(event) == [(1, "1", "13.00")]


def test_ties_awards_and_the_end(app):
    event = event_of(entries=3)
    for contestant in entries_of(event):
        judge(event, contestant, faults="1" if contestant == entries_of(event)[2] else "0")
        sign(contestant)
    board = read.public_standings(event.slug)
    assert [(row["rank"], row["tied"], row["award"] and row["award"]["zh"]) for row in board["rows"]] == [
        (1, True, "一等奖"),
        (1, True, "一等奖"),
        (3, False, None),
    ]
    assert (board["state"], board["done"], board["of"]) == ("provisional", 3, 3)
    made(record.close_event(event.id))
    assert read.public_standings(event.slug)["state"] == "final"
    assert read.public_events()[0]["state"] == "final"


def test_judges_see_no_names(app):
    event = event_of()
    seat = next(seat for seat in event.seats if seat.key == "J1")
    person = made(record.create_person(event.competition_id, "王", "judge"))
    made(record.change_seat(seat.id, person_id=person.id))
    (mine,) = read.seats_of(read.person_by_pin(person.pin))
    seen = json.dumps([read.heat_view(mine), read.sheet(entries_of(event)[0], mine.id)], ensure_ascii=False)
    assert "甲" not in seen and "单位" not in seen
    assert [(row["heat"], row["station"]) for row in read.heat_view(mine)] == [(1, 1), (1, 2), (1, 3)]


@pytest.mark.parametrize("release", ["signed", "at-once"])
def test_the_revision_says_whether_anything_changed(app, release):
    event = event_of(release=release)
    before = read.public_standings(event.slug)["revision"]
    mark(event, entries_of(event)[0], "M", "1.2", "1")
    assert read.public_standings(event.slug)["revision"] == before + 1
    assert seat_of(event, "M")


MODULES = """
rubric: columns-test@1
title: {zh: 两项, en: Two parts}
panels:
  - {id: judges, title: {zh: 评委, en: Judges}, combine: mean, seats: 1}
  - {id: starters, title: {zh: 发令员, en: Starters}, combine: mean, seats: 1}
modules:
  - id: theory
    title: {zh: 理论, en: Theory}
    as: 40
    sections:
      [{id: "1", title: {zh: 卷面, en: Paper}, panel: judges,
       items: [{id: "1.1", title: {zh: 得分, en: Mark}, points: 50, kind: judged, step: 1}]}]
  - id: relay
    title: {zh: 接力, en: Relay}
    weight: 2
    optional: true
    sections:
      [{id: "2", title: {zh: 接力, en: Relay}, panel: starters,
       items: [{id: "2.1", title: {zh: 得分, en: Mark}, points: 9, kind: judged, step: 1}]}]
"""


@pytest.mark.parametrize(
    ("relay", "shown"), [("9", {"theory": "32.00", "relay": "18.00"}), ("", {"theory": "32.00", "relay": ""})]
)
def test_every_module_says_what_it_brings(app, relay, shown):
    event = made(record.create_event(made(record.create_competition("两项")).id, "columns-test@1", MODULES, stations=1))
    assert record.add_contestants(event.id, [{"number": "1"}]) == []
    event = made(record.open_event(event.id))
    (first,) = entries_of(event)
    for seat, item, value in (("J1", "1.1", "40"), ("J2", "2.1", relay)):
        if value:
            made(record.record_mark(BY, uid(), first, seat_of(event, seat), item, "", value, 1))
            made(record.submit_sheet(BY, uid(), first, seat_of(event, seat)))
    sign(first)
    board = read.public_standings(event.slug)
    assert [(column["id"], column["weight"]) for column in board["columns"]] == [("theory", "40/50"), ("relay", "×2")]
    assert board["rows"][0]["parts"] == shown
