"""Setting up: competitions, events, people and their passes, seats, contestants, heats; and what staff read of it."""

import pytest

from scoring.rubrics import reader, source
from scoring.store import read, record
from tests.store.making import BY, RUBRIC, entries_of, event_of, made, mark, refused, seat_of, uid


@pytest.fixture
def competition(app):
    return made(record.create_competition("技能竞赛", "Skills", "大礼堂", "2026-11-22"))


def test_a_competition(competition):
    assert read.competition().title_en == "Skills" and read.competitions() == [competition]
    assert made(record.change_competition(competition.id, venue="二楼")).venue == "二楼"
    assert refused(record.create_competition(" ")) == "empty"
    assert refused(record.change_competition(competition.id, title="")) == "empty"
    assert refused(record.change_competition(competition.id, colour="red")) == "field"
    assert refused(record.change_competition(99, venue="x")) == "unknown"
    assert read.competition(competition.id).title == "技能竞赛"


def test_an_event_is_made_from_its_rubric(competition):
    event = made(record.create_event(competition.id, "store-test@1", RUBRIC))
    assert (event.title, event.title_en, event.slug, event.state) == ("小测试", "Small test", "store-test", "draft")
    assert [(seat.key, seat.panel) for seat in event.seats] == [
        ("M", "measuring"),
        ("J1", "impression"),
        ("J2", "impression"),
    ]
    assert [station.number for station in event.stations] == [1, 2, 3, 4, 5, 6]
    assert [module.key for module in event.modules] == ["main"]
    assert made(record.create_event(competition.id, "store-test@1", RUBRIC)).slug == "store-test-2"
    assert [one.position for one in read.events(competition.id)] == [0, 1]
    broken = record.create_event(competition.id, "store-test@1", RUBRIC.replace("kind: judged", "kind: judgd"))
    assert refused(broken) == "rubric" and "store-test@1.yaml:" in broken.en
    assert refused(record.create_event(competition.id, "store-test@1", RUBRIC, slug="Ü!")) == "slug"
    assert refused(record.create_event(competition.id, "store-test@1", RUBRIC, slug="store-test")) == "slug-taken"
    assert refused(record.create_event(competition.id, "store-test@1", RUBRIC, release="never")) == "choice"
    assert refused(record.create_event(competition.id, "store-test@1", RUBRIC, stations=0)) == "number-range"


@pytest.mark.parametrize("ref", sorted(reader.shipped()))
def test_every_shipped_rubric_makes_an_event(competition, ref):
    event = made(record.create_event(competition.id, ref, reader.shipped()[ref].read_text(encoding="utf-8")))
    made(record.add_contestant(event.id, "1", "甲", heat_no=1, station_no=1))
    event = made(record.open_event(event.id))
    assert event.rubric_digest == source.digest(event.rubric_text)
    contestant = entries_of(event)[0]
    for seat in event.seats:
        state = read.sheet(contestant, seat.id)
        assert state["state"] == "untouched" and state["open"] == [
            item.id for item in read.rubric_of(event).items_of(seat.panel)
        ]
    assert read.chief_view(event, "en")["rows"][0]["why_not"]
    assert read.why(contestant)["status"] == "incomplete"
    assert not read.chief_view(event)["ready"]
    assert read.floor_view(event)["rows"][0]["heat"] == 1


def test_an_open_event_keeps_its_rubric(app):
    event = event_of()
    assert refused(record.change_event(event.id, rubric_text=RUBRIC)) == "not-draft"
    assert refused(record.change_event(event.id, slug="other")) == "not-draft"
    assert refused(record.open_event(event.id)) == "already-open"
    assert made(record.change_event(event.id, title="新名", release="at-once")).title == "新名"


def test_a_draft_may_change_its_rubric(competition):
    event = made(record.create_event(competition.id, "store-test@1", RUBRIC))
    assert refused(record.open_event(event.id)) == "no-contestants"
    bed = reader.shipped()["bed-making-3min@1"].read_text(encoding="utf-8")
    event = made(record.change_event(event.id, rubric_ref="bed-making-3min@1", rubric_text=bed, stations=3))
    assert event.rubric_ref == "bed-making-3min@1" and len(event.stations) == 3
    assert {seat.panel for seat in event.seats} <= {panel.id for panel in read.rubric_of(event).panels}


def test_people_and_their_passes(competition):
    judge = made(record.create_person(competition.id, "李", "judge"))
    assert len(judge.pin) == 6 and read.person_by_pin(judge.pin) is judge and read.person_by_link(judge.link) is judge
    token = made(record.sign_in_device(judge.id, "平板 3"))
    device = read.device_by_token(token)
    assert device.person is judge and token not in device.token_digest and read.device_by_token("x") is None
    old = judge.link, judge.pin
    made(record.renew_pass(judge.id))
    assert read.person_by_link(old[0]) is None and read.person_by_pin(old[1]) is None
    assert read.device_by_token(token) is None
    token = made(record.sign_in_device(judge.id))
    made(record.revoke_device(read.device_by_token(token).id))
    assert read.device_by_token(token) is None
    assert refused(record.create_person(competition.id, "李", "king")) == "role"
    assert refused(record.create_person(competition.id, " ", "judge")) == "empty"
    assert made(record.change_person(judge.id, language="en")).language == "en"


def test_the_last_organiser_stays(competition):
    assert not read.organiser_exists()
    boss = made(record.create_person(None, "王", "organiser"))
    assert read.organiser_exists()
    assert refused(record.retire_person(boss.id)) == "last-organiser"
    assert refused(record.change_person(boss.id, role="judge")) == "last-organiser"
    made(record.create_person(None, "赵", "organiser"))
    made(record.retire_person(boss.id))
    assert read.person_by_pin(boss.pin) is None
    assert [person.name for person in read.people(competition.id)] == ["赵"]
    assert refused(record.sign_in_device(boss.id)) == "retired"


def test_seats(app):
    event = event_of()
    judge = made(record.create_person(event.competition_id, "李", "judge"))
    floor = made(record.create_person(event.competition_id, "钱", "floor"))
    seat = made(record.create_seat(event.id, "impression", "外请"))
    assert (seat.key, seat.title) == ("J3", "外请")
    made(record.change_seat(seat.id, person_id=judge.id))
    assert read.seats_of(judge) == [seat]
    assert refused(record.change_seat(seat.id, person_id=floor.id)) == "seat-has-others"
    assert refused(record.create_seat(event.id, "music")) == "panel"
    mark(event, entries_of(event)[0], "M", "1.2", "1")
    assert refused(record.remove_seat(seat_of(event, "M"))) == "seat-used"
    made(record.retire_person(judge.id))
    assert read.event_by_id(event.id).seats[-1].person is None
    assert record.remove_seat(seat.id) is None
    assert made(record.create_seat(event.id, "impression")).key == "J3"


def test_contestants_come_all_or_none(competition):
    event = made(record.create_event(competition.id, "store-test@1", RUBRIC, stations=2))
    rows = [
        {"number": "1", "name": "甲", "unit_name": "工会", "heat_no": 1, "station_no": 1},
        {"number": "1", "name": "乙"},
        {"number": "", "name": "丙"},
        {"number": "4", "name": "丁", "heat_no": 1, "station_no": 1},
        {"number": "5", "name": "戊", "heat_no": 2},
        {"number": "6", "name": "己", "heat_no": 0, "station_no": 1},
    ]
    problems = record.add_contestants(event.id, rows)
    told = [(problem.row, problem.refusal.code) for problem in problems]
    assert told == [(2, "number-taken"), (3, "empty"), (4, "place-taken"), (5, "place-half"), (6, "number-range")]
    assert read.contestants(event.id) == []
    assert record.add_contestants(event.id, rows[:1] + [{"number": str(n)} for n in (10, 9, 2)]) == []
    made(record.place_contestants(event.id))
    placed = [(one.number, one.heat.number, one.station.number) for one in read.contestants(event.id)]
    assert placed == [("1", 1, 1), ("2", 1, 2), ("9", 2, 1), ("10", 2, 2)]
    made(record.set_heat_state(read.contestants(event.id)[0].heat.id, "active"))
    assert refused(record.set_heat_state(read.contestants(event.id)[0].heat.id, "late")) == "choice"


def test_a_contestant_with_facts_stays(app):
    event = event_of()
    first, second, _ = entries_of(event)
    mark(event, first, "M", "1.2", "1")
    assert refused(record.remove_contestant(first)) == "has-facts"
    assert refused(record.change_contestant(first, number="x1")) == "has-facts"
    changed = made(record.change_contestant(first, name="改名", unit_name="新单位"))
    assert (changed.name, changed.unit.name, changed.heat.number) == ("改名", "新单位", 1)
    assert refused(record.change_contestant(first, heat_no=1, station_no=2)) == "place-taken"
    assert record.remove_contestant(second) is None
    assert made(record.change_contestant(first, heat_no=1, station_no=2)).station.number == 2
    assert refused(record.remove_contestant(second)) == "unknown"


def test_health(app):
    assert read.health() == {"database": "ok", "revision": 0}
    event = event_of()
    before = read.health()["revision"]
    made(record.record_penalty(BY, uid(), entries_of(event)[0], "dropped"))
    assert read.health()["revision"] == before + 1
