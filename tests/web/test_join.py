"""A seat's card: pairing, who sits down, the second tablet, take-over, and why a tablet is signed out."""

import re

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from scoring.store.passes import LETTERS, code_of
from scoring.web.tablet_check import found_on
from tests.web.desk_day import must
from tests.web.joining import FOUND, Hall


@pytest.fixture
def hall(tmp_path):
    app = create_app(tmp_path, TESTING=True, WTF_CSRF_ENABLED=False)
    yield Hall(app)
    database.close(app)


def ask(tablet):
    """Anything that only a signed-in judge's tablet may ask."""
    return tablet.post("/judge/check", json={})


def test_a_code_is_made_once_of_letters_that_are_not_confused(hall):
    code = hall.code()
    assert re.fullmatch(f"[{LETTERS}]{{6}}", code)
    assert not set("ILOU") & set(LETTERS)
    with hall.app.app_context():
        record.make_codes(list(hall.day.seat.values()))
    assert hall.code() == code
    assert len({hall.code(key) for key in hall.day.seat}) == len(hall.day.seat)


@pytest.mark.parametrize(
    "spoil", [str.lower, lambda c: f" {c[:3]} {c[3:]} ", lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c)]
)
def test_a_code_may_be_typed_small_spaced_or_full_width(hall, spoil):
    answer = hall.tablet().post("/sign-in", data={"pin": spoil(hall.code()), "next": "/judge?seat=7"})
    assert answer.location == f"/seat/{hall.code()}?next=/judge?seat%3D7"


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDEFG", "ABCDEI", "123456", "ABC12D", "阿" * 6])
def test_what_is_no_code(typed):
    assert code_of(typed) == ""


def test_looking_at_a_card_changes_nothing(hall):
    tablet = hall.tablet()
    page = tablet.get(f"/seat/{hall.code()}")
    assert page.status_code == 200
    assert "李评委" in page.text
    assert not tablet.get_cookie(hall.app.config["DEVICE_COOKIE_NAME"])
    assert tablet.get("/judge").status_code == 302


def test_a_card_pairs_the_tablet_and_leads_to_the_check_once(hall):
    tablet = hall.tablet()
    assert hall.join(tablet).location == f"/judge/check?seat={hall.day.seat['M']}"
    device = hall.device(tablet)
    assert (device.seat_id, device.person_id, device.label) == (hall.day.seat["M"], hall.judge, "iPad")
    assert tablet.post("/judge/check", json=FOUND).json == {"ok": True}
    tablet.post("/sign-out")
    again = hall.tablet()
    again.set_cookie(hall.app.config["DEVICE_COOKIE_NAME"], "nonsense")
    assert "check" in hall.join(again).location
    assert again.get(f"/seat/{hall.code()}").location == f"/judge?seat={hall.day.seat['M']}"


def test_the_check_is_true_of_the_browser_that_signs_in_again(hall):
    tablet = hall.joined()
    tablet.post("/judge/check", json=FOUND)
    with hall.app.app_context():
        must(record.revoke_device(hall.device(tablet).id))
    assert hall.join(tablet).location == f"/judge?seat={hall.day.seat['M']}"
    assert found_on(hall.device(tablet))["browser"] == "Safari"


def test_who_wanted_somewhere_goes_there(hall):
    tablet = hall.tablet()
    answer = tablet.post(f"/seat/{hall.code()}?next=/judge/sheet/1/1", data={"sitter": hall.judge})
    assert answer.location == "/judge/sheet/1/1"
    answer = hall.tablet().post(f"/seat/{hall.code()}?next=//evil.example", data={"sitter": hall.judge})
    assert answer.location == "/judge"


def test_an_unknown_code_says_so_and_many_are_slowed(hall):
    tablet = hall.tablet()
    assert tablet.get("/seat/ABCDEI").status_code == 404
    assert tablet.post("/seat/ZZZZZZ").status_code == 404
    statuses = {tablet.get(f"/seat/ZZZZZ{LETTERS[n % 22]}").status_code for n in range(130)}
    assert statuses == {404, 429}
    other = {"REMOTE_ADDR": "10.0.0.2"}  # one phone alone does not shut the others out
    assert hall.tablet().get(f"/seat/{hall.code()}", environ_base=other).status_code == 200
    with hall.app.app_context():
        link = read.person_by_pin(hall.sitter().pin).link
    assert tablet.post(f"/join/{link}").status_code == 302


def test_typed_codes_are_slowed_like_pins(hall):
    tablet = hall.tablet()
    assert [tablet.post("/sign-in", data={"pin": "ZZZZZZ"}).status_code for _ in range(6)] == [403] * 5 + [429]
    assert tablet.post("/sign-in", data={"pin": hall.code()}).status_code == 302


def test_nobody_sits_there_a_new_judge_says_their_name(hall):
    page = hall.tablet().get(f"/seat/{hall.code('J1')}").text
    assert "示例judge" in page  # a judge without a seat
    assert ">李评委<" not in page  # has one
    assert hall.join(hall.tablet(), "J1", name=" ").status_code == 422
    assert hall.join(hall.tablet(), "J1", name="x" * 61).status_code == 422
    tablet = hall.joined("J1", name=" 王评委 ")
    assert (hall.sitter("J1").name, hall.sitter("J1").role) == ("王评委", "judge")
    assert hall.device(tablet).person_id == hall.sitter("J1").id


def test_nobody_sits_there_a_judge_without_a_seat_is_chosen(hall):
    with hall.app.app_context():
        free = read.person_by_link(hall.day.link["judge"]).id
        chief = read.person_by_link(hall.day.link["chief"]).id
    for other in (chief, hall.judge, 9999):
        assert hall.join(hall.tablet(), "J1", judge=other).status_code in (404, 409)
    assert hall.sitter("J1") is None
    hall.joined("J1", judge=free)
    assert hall.sitter("J1").id == free


def test_who_came_first_is_not_pushed_off_by_an_old_page(hall):
    hall.joined("J1", name="甲评委")
    late = hall.tablet()
    answer = late.post(f"/seat/{hall.code('J1')}", data={"sitter": "", "name": "乙评委"})
    assert answer.status_code == 409
    assert "甲评委" in answer.text
    assert hall.sitter("J1").name == "甲评委"


def test_a_seats_card_never_signs_in_as_the_chief(hall):
    with hall.app.app_context():
        chief = read.person_by_link(hall.day.link["chief"]).id
        must(record.change_seat(hall.day.seat["J1"], person_id=chief))
    tablet = hall.tablet()
    assert 'method="post"' not in tablet.get(f"/seat/{hall.code('J1')}").text
    assert hall.join(tablet, "J1").status_code == 409
    assert tablet.get("/chief").status_code == 302


def test_the_tablets_of_a_seat_become_the_judges_who_is_put_there(hall):
    tablet = hall.joined()
    with hall.app.app_context():
        other = must(record.create_person(read.competition().id, "赵评委", "judge")).id
        chief = read.person_by_link(hall.day.link["chief"]).id
        must(record.change_seat(hall.day.seat["M"], person_id=None))
    assert hall.device(tablet).person_id == hall.judge
    with hall.app.app_context():
        must(record.change_seat(hall.day.seat["M"], person_id=other))
    assert "赵评委" in tablet.get("/judge").text
    with hall.app.app_context():
        must(record.change_seat(hall.day.seat["M"], person_id=chief))
    assert hall.device(tablet).person_id == other
    assert hall.device(tablet).seat_id is None
    assert tablet.get("/chief").status_code == 403


def test_a_judge_who_moves_brings_the_tablet_along(hall):
    tablet = hall.joined()
    with hall.app.app_context():
        must(record.change_seat(hall.day.seat["M"], person_id=None))
        must(record.change_seat(hall.day.seat["J2"], person_id=hall.judge))
        other = must(record.create_person(read.competition().id, "赵评委", "judge")).id
        must(record.change_seat(hall.day.seat["M"], person_id=other))
    assert (hall.device(tablet).seat_id, hall.device(tablet).person_id) == (hall.day.seat["J2"], hall.judge)


def test_two_who_change_places_change_tablets(hall):
    first, second = hall.joined(), hall.joined("J1", name="王评委")
    king = hall.sitter("J1").id
    with hall.app.app_context():
        must(record.change_seat(hall.day.seat["M"], person_id=king))
        must(record.change_seat(hall.day.seat["J1"], person_id=hall.judge))
    assert (hall.device(first).person_id, hall.device(second).person_id) == (king, hall.judge)


def test_a_second_tablet_is_warned_and_both_may_go_on(hall):
    first = hall.joined()
    second = hall.tablet()
    page = second.get(f"/seat/{hall.code()}").text
    assert "本席另有 1 台平板在用" in page
    assert "iPad" in page
    assert hall.join(second, others="keep").status_code == 302
    assert first.get("/judge").status_code == second.get("/judge").status_code == 200


def test_the_one_that_was_there_is_told_that_it_was_taken_over(hall):
    first = hall.joined()
    second = hall.joined(others="end")
    answer = ask(first)
    assert (answer.status_code, answer.json["code"]) == (401, "taken-over")
    assert "接手" in answer.json["message"]
    assert hall.device(first).ended == "taken-over"
    assert hall.device(second).revoked is None
    hall.join(first, others="end")  # and back in seconds
    assert first.get("/judge").status_code == 200
    assert ask(second).json["code"] == "taken-over"


def test_a_tablet_of_long_ago_is_not_mentioned(hall, monkeypatch):
    hall.joined()
    monkeypatch.setattr("scoring.store.read.joining.LATELY", -1)
    assert "在用" not in hall.tablet().get(f"/seat/{hall.code()}").text


def test_a_personal_link_pairs_with_an_only_seat_and_warns_too(hall):
    first = hall.joined()
    with hall.app.app_context():
        link, pin = hall.sitter().link, hall.sitter().pin
    second = hall.tablet()
    assert second.post("/sign-in", data={"pin": pin}).location == f"/join/{link}"
    assert "在用" in second.get(f"/join/{link}").text
    assert second.post(f"/join/{link}", data={"others": "end"}).location == "/judge"
    assert hall.device(second).seat_id == hall.day.seat["M"]
    assert ask(first).json["code"] == "taken-over"


@pytest.mark.parametrize(
    ("why", "code"),
    [("revoked", "revoked"), ("signed-out", "signed-out"), ("again", "signed-out"), ("taken-over", "taken-over")],
)
def test_the_answer_says_why_it_ended(hall, why, code):
    tablet = hall.joined()
    with hall.app.app_context():
        must(record.revoke_device(hall.device(tablet).id, why))
        must(record.revoke_device(hall.device(tablet).id, "signed-out"))  # the first end counts
    assert hall.device(tablet).ended == why
    assert ask(tablet).json["code"] == code


def test_a_new_code_ends_the_old_card_and_its_tablets(hall):
    tablet, old = hall.joined(), hall.code()
    with hall.app.app_context():
        must(record.renew_code(hall.day.seat["M"]))
    assert hall.tablet().get(f"/seat/{old}").status_code == 404
    assert ask(tablet).json["code"] == "revoked"
    assert hall.join(tablet).status_code == 302


def test_the_cookie_lasts_a_year_and_outlives_the_server(hall, tmp_path):
    tablet = hall.tablet()
    cookie = next(one for one in hall.join(tablet).headers.getlist("Set-Cookie") if one.startswith("device-"))
    assert "Max-Age=31536000" in cookie
    token = tablet.get_cookie(hall.app.config["DEVICE_COOKIE_NAME"]).value
    database.close(hall.app)
    later = create_app(tmp_path)
    try:
        tablet = later.test_client()
        tablet.set_cookie(later.config["DEVICE_COOKIE_NAME"], token)
        assert tablet.get("/judge").status_code == 200
    finally:
        database.close(later)


def test_a_removed_seat_leaves_no_tablet_behind(hall):
    tablet = hall.joined("J3", name="甲评委")
    with hall.app.app_context():
        assert record.remove_seat(hall.day.seat["J3"]) is None
    assert hall.device(tablet).seat_id is None
    assert tablet.get("/judge").status_code == 200
