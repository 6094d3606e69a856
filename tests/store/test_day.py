"""The day's settings, adjustments and rulings of the wider language, as the chief judge writes them."""

import json

import pytest

from scoring.store import read, record
from scoring.store.verify import verify
from tests.store.making import BY, entries_of, event_of, judge, made, mark, refused, seat_of, sign, uid


def fix(event, value, setting="gap", reason="tape of another maker", version=None):
    return record.record_setting(BY, uid(), event.id, setting, value, reason, version)


def total_of(event, contestant):
    return str(read.results_of(read.event_by_id(event.id))[contestant].running)


def measured(event, contestant, reading="1.9"):
    """A gap 0.4 off: outside a tolerance of 0.2, inside one of 0.5."""
    made(mark(event, contestant, "M", "1.1", reading, place="1", order=9))


def test_a_setting_changes_what_is_unsigned_and_nothing_that_is_signed(app):
    event = event_of()
    first, second, _ = entries_of(event)
    for contestant in (first, second):
        judge(event, contestant)
        read.sheet(contestant, seat_of(event, "M"))
    made(record.return_sheet(BY, uid(), first, seat_of(event, "M"), "look again"))
    made(record.return_sheet(BY, uid(), second, seat_of(event, "M"), "look again"))
    for contestant in (first, second):
        measured(event, contestant)
        made(record.submit_sheet(BY, uid(), contestant, seat_of(event, "M")))
    assert total_of(event, first) == total_of(event, second) == "22.30"
    copy = sign(first).copy
    made(fix(event, "0.5"))
    assert (total_of(event, first), total_of(event, second)) == ("22.30", "22.50")
    rows = {row["contestant_id"]: row for row in read.standings_of(read.event_by_id(event.id))}
    assert (rows[first]["total"], rows[second]["total"]) == ("22.30", "22.50")
    assert (rows[first]["rank"], rows[second]["rank"]) == (2, 1)
    assert verify().wrong == () and verify().checked == 1
    later = sign(second)
    assert later.settings_version == 1 and json.loads(later.copy)["settings"]["values"] == {"gap": "0.5"}
    assert "settings" not in json.loads(copy)
    made(fix(event, "0.1"))
    assert verify().wrong == () and verify().checked == 2
    made(record.reopen_result(BY, uid(), first, "sign by the new setting"))
    assert total_of(event, first) == "22.30" and sign(first).settings_version == 2


def test_every_change_is_kept_with_who_and_why(app):
    event = event_of()
    assert read.day_settings(event)[0]["value"] == "0.2" and read.settings_in_words(event, "zh") == ""
    made(fix(event, "0.3", reason="first"))
    made(fix(read.event_by_id(event.id), "0.50", reason="second", version=1))
    event = read.event_by_id(event.id)
    assert [(line["version"], line["value"], line["reason"]) for line in read.settings_journal(event)] == [
        (2, "0.5", "second"),
        (1, "0.3", "first"),
    ]
    assert read.settings_in_words(event, "zh") == "当天参数第 2 版：间距允差 0.5 厘米"
    assert read.settings_in_words(event, "en") == "Day's settings, version 2: Tolerance of gaps 0.5 cm"
    assert read.sheet(entries_of(event)[0], seat_of(event, "M"))["rules"] == 2


@pytest.mark.parametrize(
    ("value", "more", "code"),
    [
        ("0.05", {}, "setting"),
        ("1.01", {}, "setting"),
        ("a little", {}, "setting"),
        ("0.3", {"reason": " "}, "reason"),
        ("0.3", {"setting": "weather"}, "no-setting"),
        ("0.3", {"version": 4}, "setting-changed"),
    ],
)
def test_what_cannot_be_fixed_is_refused(app, value, more, code):
    event = event_of()
    assert refused(fix(event, value, **more)) == code
    assert read.event_by_id(event.id).settings_version == 0


def test_the_consequences_are_shown_before(app):
    event = event_of()
    _first, second, _third = entries_of(event)
    measured(event, second)
    found = read.consequences(read.event_by_id(event.id), "gap", "0.5")
    assert [(row["contestant_id"], row["before"]["total"], row["after"]["total"]) for row in found["rows"]] == [
        (second, "13.80", "14.00")
    ]
    assert total_of(event, second) == "13.80" and found["of"] == 3


def test_an_adjustment_keeps_to_its_limits_and_the_last_one_stands(app):
    event = event_of()
    first = entries_of(event)[0]
    judge(event, first)
    before = total_of(event, first)
    for value in ("2.5", "-1.5", "0.3", "much"):
        assert refused(record.record_adjustment(BY, uid(), first, "main", value, "spirit")) == "adjustment"
    assert refused(record.record_adjustment(BY, uid(), first, "main", "1", "")) == "reason"
    assert refused(record.record_adjustment(BY, uid(), first, "", "1", "spirit")) == "no-adjustment"
    name = uid()
    for _ in range(2):
        made(record.record_adjustment(BY, name, first, "main", "+1.5", "spirit"))
    assert (before, total_of(event, first)) == ("22.50", "24.00")
    made(record.record_adjustment(BY, uid(), first, "main", "0", "taken back"))
    assert total_of(event, first) == before


@pytest.mark.parametrize("status", ["wdr", "fail", "annul", "ooc"])
def test_every_outcome_can_be_ruled_and_lifted(app, status):
    event = event_of()
    first = entries_of(event)[0]
    judge(event, first)
    if status in ("fail", "annul"):
        assert refused(record.set_status(BY, uid(), first, status)) == "reason"
    made(record.set_status(BY, uid(), first, status, "ruled"))
    row = next(row for row in read.standings_of(read.event_by_id(event.id)) if row["contestant_id"] == first)
    assert row["status"] == status and row["rank"] is None
    assert (row["total"] is not None) == (status in ("fail", "ooc"))
    made(record.set_status(BY, uid(), first, ""))
    assert read.results_of(read.event_by_id(event.id))[first].status == "ok"


def test_who_is_not_eligible_is_ranked_and_wins_nothing_until_it_is_signed(app):
    event = event_of()
    first, second, _ = entries_of(event)
    judge(event, first)
    judge(event, second, beauty=("7", "7"))
    made(record.change_contestant(first, eligible=False))
    rows = {row["contestant_id"]: row for row in read.standings_of(read.event_by_id(event.id))}
    assert (rows[first]["rank"], rows[first]["award"]) == (1, None)
    sign(first)
    assert refused(record.change_contestant(first, eligible=True)) == "signed"
    assert refused(record.change_contestant(first, heat_no=2, station_no=1)) == "signed"
    made(record.change_contestant(first, name="改了名字", unit_name="改了单位"))
    assert verify().wrong == ()


def test_the_engine_hears_of_heat_and_team_but_of_no_name(app):
    event = event_of(entries=4)
    facts = read.facts_of(event)[entries_of(event)[3]]
    assert facts.groups["heat"] == "2" and facts.groups["team"].isdecimal()
    assert "单位" not in str(facts) and "甲" not in str(facts)
