"""A small event to test with: a measuring sheet, two impression judges, sales against the field, clock, penalties."""

from itertools import count

from flask import Flask

from scoring.store import database, read, record
from scoring.store.record import By

RUBRIC = """
rubric: store-test@1
title: {zh: 小测试, en: Small test}
settings:
  - {id: gap, title: {zh: 间距允差, en: Tolerance of gaps}, value: 0.2, least: 0.1, most: 1, unit: cm}
adjust: {up: 2, down: 1, step: 0.5}
panels:
  - {id: measuring, title: {zh: 测量组, en: Measuring}, combine: shared}
  - {id: impression, title: {zh: 印象, en: Impression}, combine: mean, seats: 2, least: 2}
clock:
  limit: 3:00
  overtime: {every: 0:10, points: 1, count: started}
  stop: {at: 4:00, then: void}
penalties:
  - {id: dropped, title: {zh: 物品落地, en: Dropped}, lose: 3, unit: {zh: 次, en: times}}
  - {id: cheating, title: {zh: 作弊, en: Cheating}, status: dsq}
sections:
  - id: "1"
    title: {zh: 摆放, en: Placing}
    panel: measuring
    items:
      - id: "1.1"
        title: {zh: 间距, en: Gaps}
        points: 2
        kind: measured
        unit: cm
        nominal: 1.5
        tolerance: $gap
        each: 0.2
        places: {count: 10}
      - {id: "1.2", title: {zh: 手法, en: Handling}, points: 2, kind: counted, lose: 0.5}
  - id: "2"
    title: {zh: 印象, en: Impression}
    panel: impression
    items:
      - {id: "2.1", title: {zh: 美观, en: Beauty}, points: 10, kind: judged, step: 0.1}
  - id: "3"
    title: {zh: 销售, en: Sales}
    items:
      - {id: "3.1", title: {zh: 成交额, en: Sales}, points: 10, kind: outside, score: best}
awards:
  - {title: {zh: 一等奖, en: First prize}, count: 1}
rounding: {total: 2}
"""

BY = By()
NUMBERS = count(1)


def uid():
    """A fresh id, as a tablet makes one."""
    return f"test-{next(NUMBERS)}"


def app_on(folder, url="", **options):
    """An application with nothing but a database."""
    app = Flask("scoring", instance_path=str(folder))
    database.init(app, url, folder, **options)
    return app


def event_of(entries=3, **options):
    """An open event; contestants 1…n named 甲1… of 单位1…, placed by threes."""
    competition = made(record.create_competition("技能竞赛"))
    event = made(
        record.create_event(
            competition.id, "store-test@1", RUBRIC, **{"slug": f"e-{competition.id}", "stations": 3, **options}
        )
    )
    rows = [{"number": str(n), "name": f"甲{n}", "unit_name": f"单位{n}"} for n in range(1, entries + 1)]
    assert record.add_contestants(event.id, rows) == []
    made(record.place_contestants(event.id))
    return made(record.open_event(event.id))


def made(outcome):
    """The value of a write that must not be refused."""
    assert not isinstance(outcome, record.Refusal), outcome
    return outcome


def refused(outcome):
    """The code of a write that must be refused, which can say itself in both languages."""
    assert isinstance(outcome, record.Refusal), outcome
    assert outcome.say("zh") and outcome.say("en") and "{" not in outcome.zh + outcome.en
    return outcome.code


def entries_of(event):
    return [contestant.id for contestant in read.contestants(event.id)]


def seat_of(event, key):
    return next(seat.id for seat in event.seats if seat.key == key)


def mark(event, contestant, seat, item, value, place="", order=1, **options):
    """One mark; answers the SheetState or the Refusal."""
    name = options.pop("uid", None) or uid()
    return record.record_mark(BY, name, contestant, seat_of(event, seat), item, place, value, order, **options)


def judge(event, contestant, beauty=("9.0", "8.0"), faults="0", sales="100", time="2:50"):
    """Everything that makes a result complete, handed in."""
    made(mark(event, contestant, "M", "1.1", "clear"))
    made(mark(event, contestant, "M", "1.2", faults, order=2))
    for seat, value in zip(("J1", "J2"), beauty, strict=True):
        made(mark(event, contestant, seat, "2.1", value))
    for seat in ("M", "J1", "J2"):
        made(record.submit_sheet(BY, uid(), contestant, seat_of(event, seat)))
    made(record.record_outside(BY, uid(), contestant, "3.1", sales))
    made(record.record_clock(BY, uid(), contestant, "set", time, "watch"))


def sign(contestant):
    return made(record.sign_result(BY, uid(), contestant))
