"""What tablets tell and hear: presence expires, words come by socket and by beat, calls outlive a restart."""

import itertools
import time

import pytest

from benchmarks.venue import Venue
from scoring.app import create_app
from scoring.demo.browser import Browser
from scoring.live.fleet import FRESH, KEPT, STANDS
from scoring.live.presence import Beat, Calling, Nudge
from scoring.store import database
from tests.live.conftest import furnish


def beat(device=1, person=1, seat=1, **more):
    return Beat(device=device, person=person, seat=seat, event=1, **more)


def words(seat=1, uid="words-0001", at=0):
    return Nudge(uid, seat, 1, "chief", "", "请提交", at)


@pytest.fixture
def fleet(tmp_path):
    """The registry of a real application, on a clock that the test sets."""
    app = create_app(tmp_path, TESTING=True)
    fleet = app.extensions["scoring.fleet"]
    fleet.time = 1_000_000
    fleet.clock = lambda: fleet.time
    yield fleet
    database.close(app)


def test_a_tablet_is_here_for_two_beats_and_a_half(fleet):
    fleet.hear(beat())
    fleet.time += FRESH - 1
    assert [one.beat.device for one in fleet.at_seat(1)] == [1]
    fleet.time += 1
    assert not list(fleet.at_seat(1))


def test_old_tablets_are_forgotten_when_new_ones_come(fleet):
    fleet.hear(beat(device=1))
    fleet.time += KEPT + 1
    fleet.hear(beat(device=2))
    assert set(fleet.tablets) == {2}


def test_two_tablets_at_one_seat_are_both_known(fleet):
    fleet.hear(beat(device=1))
    fleet.hear(beat(device=2))
    assert len(list(fleet.at_seat(1))) == 2


def test_a_line_is_judged_by_its_last_beats(fleet):
    for rtt in (10, 900, 30, 20):
        fleet.hear(beat(rtt=rtt))
    fleet.hear(beat(lost=3))
    assert (fleet.tablets[1].rtt, fleet.tablets[1].lost) == (30, 3)
    for _ in range(6):
        fleet.hear(beat())
    assert fleet.tablets[1].lost == 0


def test_words_wait_for_their_seat_until_they_are_seen(fleet):
    fleet.nudge(words(at=fleet.time))
    assert "nudge" not in fleet.hear(beat(device=9, person=2, seat=2))
    assert fleet.hear(beat())["nudge"]["text"] == "请提交"
    fleet.hear(beat(heard=("words-0001", False)))
    assert fleet.nudges[1].shown == fleet.time
    assert "nudge" in fleet.hear(beat())
    fleet.time += 500
    assert "nudge" not in fleet.hear(beat(heard=("words-0001", True)))
    assert fleet.nudges[1].seen == fleet.time


def test_words_follow_the_judge_to_another_seat_and_grow_old(fleet):
    fleet.nudge(words(seat=1, at=fleet.time))
    assert "nudge" in fleet.hear(beat(seat=5))  # the judge of seat 1 sits at seat 5 just now
    fleet.hear(beat(device=2, seat=1))
    assert "nudge" not in fleet.hear(beat(seat=5))  # there is a tablet at seat 1 that says it
    fleet.time += STANDS
    assert "nudge" not in fleet.hear(beat(device=2, seat=1))


def test_nobody_acknowledges_words_to_somebody_else(fleet):
    fleet.nudge(words(at=fleet.time))
    fleet.hear(beat(device=9, person=2, seat=2, heard=("words-0001", True)))
    assert fleet.nudges[1].seen is None


def calling(uid="call-0001", since=None):
    return Calling(uid, 1, 1, 4, "2.1", since)


def test_a_call_stands_until_the_judge_takes_it_back(fleet):
    assert fleet.hear(beat(calling=calling()))["call"]["since"] == fleet.time
    fleet.hear(beat(device=2))  # another tablet at the seat knows nothing of it
    assert fleet.calls[1].item == "2.1"
    fleet.hear(beat())
    assert not fleet.calls


def test_the_chief_comes_and_ends_the_call(fleet):
    fleet.hear(beat(calling=calling()))
    assert fleet.answer_call("call-0001", "chief", over=False)
    assert fleet.hear(beat(calling=calling()))["call"]["coming"] == fleet.time
    assert fleet.answer_call("call-0001", "chief", over=True)
    assert fleet.answer_call("call-0001", "chief", over=True)  # sent twice
    assert fleet.hear(beat(calling=calling()))["call"] == {"uid": "call-0001", "over": True}
    assert not fleet.calls  # the tablet's last repetition does not bring it back
    assert not fleet.answer_call("call-0009", "chief", over=False)


# ── a real server ──


def here(browser, seat, **more):
    status, answer = browser.post("/judge/here", {"seat": seat, "waiting": 0, "refused": 0, "version": "x", **more})
    assert status == 200, answer
    return answer


def line_of(browser):
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def heard(screen, event):
    return [payload for _, name, payload in screen.events if name == event]


def nudge(chief, seat, uid, slug="open"):
    status, answer = chief.post(f"/fleet/{slug}/nudge", {"uid": uid, "seat": seat, "text": "请到 3 号桌"})
    assert status == 200, answer


def test_words_arrive_by_socket_at_once(venue, people, hall, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    seat = people.sheets["open"][1]
    here(judge, seat)
    screen = hall.watch(venue.address, "/desk", {}, line_of(judge))
    assert not hall.until(lambda: screen.refused, 0.3)
    nudge(chief, seat, "words-socket")
    assert hall.until(lambda: heard(screen, "here"))
    assert here(judge, seat)["nudge"]["uid"] == "words-socket"
    assert "nudge" not in here(judge, seat, nudge={"uid": "words-socket", "seen": True})


def test_words_arrive_with_the_next_beat_where_the_socket_is_away(people, signed_in):
    judge, chief = signed_in("judge"), signed_in("chief")
    seat = people.sheets["kept"][1]
    nudge(chief, seat, "words-beat", "kept")
    assert here(judge, seat)["nudge"] | {"at": 0} == {
        "uid": "words-beat",
        "from": "chief",
        "ready": "",
        "text": "请到 3 号桌",
        "at": 0,
    }


def test_judges_hear_nothing_of_the_fleet(venue, people, hall, signed_in):
    judge, chief, organiser = signed_in("judge"), signed_in("chief"), signed_in("organiser")
    screens = [hall.watch(venue.address, "/desk", {}, line_of(one)) for one in (judge, chief, organiser)]
    assert not hall.until(lambda: any(screen.refused for screen in screens), 0.3)
    here(judge, people.sheets["open"][1], refused=3)
    assert hall.until(lambda: heard(screens[1], "fleet") and heard(screens[2], "fleet"))
    here(judge, people.sheets["open"][1], refused=4)
    assert hall.until(lambda: len(heard(screens[1], "fleet")) > 1)
    times = [at for at, name, _ in screens[1].events if name == "fleet"]
    assert min(later - one for one, later in itertools.pairwise(times)) > 0.9
    assert heard(screens[1], "fleet")[0] == {}
    assert not heard(screens[0], "fleet")


def test_a_call_survives_a_killed_server(tmp_path):
    home = tmp_path / "home"
    people = furnish(home)
    contestant, seat = people.sheets["open"]
    with Venue(home) as venue:
        judge, chief = (Browser(venue.address, people.links[role]) for role in ("judge", "chief"))
        judge.sign_in()
        chief.sign_in()
        call = {"uid": "call-restart", "seat": seat, "contestant": contestant, "item": ""}
        since = here(judge, seat, calling=call)["call"]["since"]
        assert since <= time.time() * 1000
        venue.kill()
        venue.open()
        assert not any(row["alarms"] for row in chief.get("/fleet/open.json")["seats"])
        assert here(judge, seat, calling=call | {"since": since})["call"]["since"] == since
        alarms = [alarm for row in chief.get("/fleet/open.json")["seats"] for alarm in row["alarms"] if "call" in alarm]
        assert [(alarm["call"], alarm["since"], alarm["level"]) for alarm in alarms] == [("call-restart", since, "now")]
        judge.close()
        chief.close()
