"""An instance with everything in it: the demo's three events and whatever else a page may have to show at once."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from scoring.app import create_app
from scoring.demo import history, sample
from scoring.rubrics import reader
from scoring.store import database, read, record
from scoring.store.models import (
    Competition,
    Contestant,
    Event,
    Keying,
    Note,
    Person,
    Ruling,
    Seat,
    SettingFact,
    Signature,
    Unit,
    db,
)
from scoring.store.record import By
from tests.pictures import FROM_A_CAMERA
from tests.web.desk_day import RUBRIC, Day, hand_in, mark_sheet, must, run_clock, uid
from tests.web.every_word import RUBRIC as EVERY

LONG_NAME = "示例阿依娜古丽·欧阳样本·演示次仁旺堆·艾力江样本"
LONG_UNIT = "示例市演示新区样本国际会议中心大酒店餐饮服务分公司与演示机场大酒店联合工会代表队"
REMARK = "第三位的碟子在测量前滑了一下，参赛者当时已举手示意，测量组三人都看到了"
REASON = "12.1 与现场不符，请复看"
LINK = {"sent": 60, "lost": 7, "median_ms": 12, "p95_ms": 1900, "longest_ms": 8000}
CHECK = {"at": 1, "browser": "Safari", "version": "14.1", "old": True, "storage": "kept", "private": True}
CHECK |= {"offset_ms": 3_700_000, "screen": "1024×768@2", "link": LINK}
FAULTY = "rubric: own-rules@1\ntitel: {zh: 自己的, en: Own}\n"


@dataclass
class House:
    """What addresses are made of: personal links by role, row ids; and `words` that are nobody's translation."""

    link: dict[str, str] = field(default_factory=dict)
    at: dict[int, int] = field(default_factory=dict)  # row ids by the number of the contestant
    seat: dict[str, int] = field(default_factory=dict)  # row ids by the slug and key, such as "table M"
    code: dict[str, str] = field(default_factory=dict)  # of the seat's card, by the same
    person: int = 0
    device: int = 0
    practice: int = 0
    keyed: int = 0
    words: list[str] = field(default_factory=list)


def fill(home: Path) -> House:
    """Set everything up and leave it closed, ready for a server."""
    app = create_app(home)
    (home / "rubrics" / "own-rules@1.yaml").write_text(FAULTY, encoding="utf-8")
    ours = reader.shipped()[RUBRIC].read_text(encoding="utf-8").replace(RUBRIC, "our-tables@1")
    (home / "rubrics" / "our-tables@1.yaml").write_text(ours, encoding="utf-8")
    with app.app_context():
        must(record.create_competition("示例市上一届职工职业技能竞赛", "Sample City Skills Competition of Last Year"))
        history_of_the_demo()
        competition = read.competition()
        finish_an_event(competition.id)
        draft_an_event(competition.id)
        disturb_the_tables()
        longest_names()
        every_kind_of_line(competition.id)
        house = describe(competition.id)
        beside_the_tablets(house)
        given = {*shown_as_given(), str(home / "rubrics"), *ids_in_words(), "titel"}
        record.make_codes([seat.id for seat in db.session.query(Seat)])
        given |= {f"{seat.code[:3]} {seat.code[3:]}" for seat in db.session.query(Seat)}
        house.words = sorted(given, key=len, reverse=True)
    database.close(app)
    return house


def history_of_the_demo() -> None:
    competition = must(record.create_competition(*sample.TITLE, venue=sample.VENUE, day="2026-05-01")).id
    must(record.create_person(competition, sample.ORGANISER, "organiser"))
    chief = By(must(record.create_person(competition, sample.CHIEF, "chief")).id)
    for one in sample.EVENTS:
        history.write_event(competition, one, chief)


def an_event(competition: int, slug: str, title: str, title_en: str, stations: int, **more: str) -> Day:
    text = reader.shipped()[RUBRIC].read_text(encoding="utf-8")
    made = record.create_event(competition, RUBRIC, text, title, title_en, slug=slug, stations=stations, **more)
    return Day(slug, must(made).id)


def finish_an_event(competition: int) -> None:
    """A blind event that is over, with a tie that stays."""
    day = an_event(competition, "blind-cup", "摆台决赛", "Table setting, final", 3, naming="number")
    for station in (1, 2, 3):
        number = str(900 + station)
        entered = record.add_contestant(day.event, number, f"示例{number}", "示例大酒店", 1, station)
        day.at[1, station] = must(entered).id
    must(record.change_contestant(day.at[1, 2], eligible=False))
    must(record.open_event(day.event))
    day.seat = {seat.key: seat.id for seat in read.event_by_slug("blind-cup").seats}
    for station, lower in ((1, "0.2"), (2, "0.2"), (3, "1")):
        hand_in(day, day.at[1, station], lower)
        run_clock(day.at[1, station])
        must(record.sign_result(By(), uid(), day.at[1, station]))
    must(record.close_event(day.event))


def draft_an_event(competition: int) -> None:
    """One in preparation: somebody has a place, somebody has not, nobody sits."""
    day = an_event(competition, "early-cup", "摆台预赛", "Table setting, qualifying", 4)
    must(record.add_contestant(day.event, "801", LONG_NAME, LONG_UNIT, 1, 2))
    must(record.add_contestant(day.event, "802"))


def disturb_the_tables() -> None:
    """Every state of a sheet, a clock and a result, in the heats of the first event that are not over."""
    event = read.event_by_slug("table")
    day = Day("table", event.id, seat={seat.key: seat.id for seat in event.seats})
    at = {int(each.number): each.id for each in event.contestants}
    chief = By(next(person.id for person in read.people(event.competition_id) if person.role == "chief"))
    note_down(day, at[18], "first")
    hand_in(day, at[18], lower="3")
    run_clock(at[18])
    hand_in(day, at[19])
    must(record.return_sheet(chief, uid(), at[19], day.seat["J1"], REASON))
    must(record.excuse_seat(chief, uid(), at[20], day.seat["J2"], REASON))
    mark_sheet(day, at[20], "J1", items=4)
    must(record.record_clock(By(), uid(), at[20], "start"))
    mark_sheet(day, at[21], "M", items=9)
    note_down(day, at[21], "later")
    must(record.record_clock(By(), uid(), at[21], "start"))
    must(record.record_clock(By(), uid(), at[21], "pause"))
    must(record.set_status(chief, uid(), at[22], "dns", REASON))
    must(record.set_status(chief, uid(), at[23], "dsq", REASON))
    run_clock(at[24], "15:30.01")
    for penalty in ("dropped", "dropped", "missing"):
        must(record.record_penalty(By(), uid(), at[24], penalty))
    must(record.reopen_result(chief, uid(), at[3], REASON))


def note_down(day: Day, contestant: int, word: str) -> None:
    """Everything that a judge can note."""
    for kind, value, photo in (("text", REMARK, b""), ("chip", "桌面不平", b""), ("photo", "", FROM_A_CAMERA)):
        name = f"{word}-{kind}-note"
        must(record.record_note(By(), name, contestant, day.seat["M"], "3.4", kind, value, photo=photo))


def longest_names() -> None:
    for slug in ("table", "livestream"):
        event = read.event_by_slug(slug)
        for each in sorted(event.contestants, key=lambda one: one.number)[2:20:5]:
            must(record.change_contestant(each.id, name=LONG_NAME, unit_name=LONG_UNIT))


def every_kind_of_line(competition: int) -> None:
    """An event whose sheets hold every kind of line, with a setting fixed on the day and an adjustment."""
    event = must(record.create_event(competition, "every-word@1", EVERY, slug="every", stations=2))
    for station in (1, 2):
        must(record.add_contestant(event.id, str(700 + station), f"选手{station}", "示例大酒店", 1, station))
    must(record.open_event(event.id))
    event = read.event_by_slug("every")
    for seat in event.seats:
        judge = must(record.create_person(competition, f"示例样样评委 {seat.key}", "judge"))
        must(record.change_seat(seat.id, person_id=judge.id))
    chief = By(next(person.id for person in read.people(competition) if person.role == "chief"))
    must(record.record_setting(chief, uid(), event.id, "gap", "0.4", REASON))
    first = read.contestants(event.id)[0].id
    must(record.record_adjustment(chief, uid(), first, "work", "0.5", REASON))
    must(record.record_penalty(chief, uid(), first, "spoilt", item="1.4"))


def beside_the_tablets(house: House) -> None:
    """A practice contestant, a trainee, paper sheets that wait and came back, and a sheet entered at the desk."""
    event = read.event_by_slug("table")
    house.practice = must(record.begin_practice(event.id)).id
    trainee = must(record.create_seat(event.id, "impression", trainee=True))
    learner = must(record.create_person(event.competition_id, "示例见习评委", "judge"))
    must(record.change_seat(trainee.id, person_id=learner.id))
    house.link["trainee"], house.seat["trainee"] = learner.link, trainee.id
    event = read.event_by_slug("table")
    day = Day("table", event.id, seat={seat.key: seat.id for seat in event.seats})
    mark_sheet(day, house.at[18], trainee.key, lower="1.5")
    people = {one.role: one.id for one in reversed(read.people(event.competition_id))}
    sheet = [(item.id, "", "clear") for item in read.rubric_of(event).items_of("measuring") if item.id != "3.4"]
    for number in (28, 30):
        lines = [("3.4", "4", "2.1"), ("3.4", "7", "out"), *sheet]
        keyed = must(record.record_keyed(By(people["organiser"]), uid(), house.at[number], day.seat["M"], lines))
        house.keyed = house.keyed or keyed.id
    must(record.reject_keyed(By(people["chief"]), uid(), keyed.uid, REASON))
    by_proxy = {"uid": uid(), "item": "2", "place": "", "value": "2.5", "order": 1}
    must(record.record_marks(By(people["organiser"]), house.at[26], day.seat["J1"], [by_proxy], means="proxy"))


def describe(competition: int) -> House:
    people = read.people(competition)
    tables = read.event_by_slug("table")
    entries = [*read.contestants(tables.id), *read.contestants(read.event_by_slug("every").id)]
    house = House(at={int(each.number): each.id for each in entries})
    for event in read.events(competition):
        house.seat |= {f"{event.slug} {seat.key}": seat.id for seat in event.seats}
        record.make_codes([seat.id for seat in event.seats])
        house.code |= {f"{event.slug} {seat.key}": seat.code or "" for seat in event.seats}
        house.link |= {f"{event.slug} {seat.key}": seat.person.link for seat in event.seats if seat.person}
    for role in ("organiser", "chief", "floor"):
        house.link[role] = next(person.link for person in people if person.role == role)
    judge = next(person for person in people if person.role == "judge")
    house.person = judge.id
    seat = read.only_seat(judge)
    token = must(record.sign_in_device(judge.id, "Windows", seat_id=seat.id if seat else None))
    house.device = read.device_by_token(token).id
    must(record.keep_check(house.device, json.dumps(CHECK)))
    return house


def shown_as_given() -> list[str]:
    """Names, titles and reasons: shown as they were typed, whatever language a page speaks."""
    texts: list[str] = []
    for table, names in (
        (Competition, ("venue", "title_en")),
        (Event, ("title_en", "slug", "rubric_ref", "rubric_digest")),
        (Person, ("name", "link")),
        (Contestant, ("name",)),
        (Unit, ("name",)),
        (Seat, ("title",)),
        (Note, ("value",)),
        (Ruling, ("reason",)),
        (Signature, ("reason",)),
        (SettingFact, ("reason",)),
        (Keying, ("reason",)),
    ):
        texts += [getattr(row, name) for row in db.session.query(table) for name in names]
    broken = [part for text in texts for part in re.findall(r"[^·]+·?", text)]  # long names may break at their dots
    return [text for text in (*texts, *broken) if text]


def ids_in_words() -> list[str]:
    """Sections and items of a rubric that are not just numbered, such as "theory"."""
    rubrics = [reader.load(name, []).rubric for name in reader.shipped()]
    rubrics.append(reader.read_rubric(EVERY, "every-word@1.yaml").rubric)
    found = [section for rubric in rubrics for module in rubric.parts for section in module.sections]
    ids = [section.id for section in found] + [item.id for section in found for item in section.items]
    ids += [one.id for section in found for item in section.items for one in getattr(item, "catalogue", ())]
    return [name for name in ids if name.isalpha()]
