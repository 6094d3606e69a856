"""What viewers and desks receive from a real server, and who is refused."""

import http.client
import json

import pytest

from benchmarks.screens import Screen
from tests.live.conftest import enter


def standings(screen):
    return [payload for _, event, payload in screen.events if event == "standings"]


def test_a_viewer_gets_a_snapshot_at_once(venue, hall):
    screen = hall.watch(venue.address, "/live", {"event": "open"})
    assert hall.until(lambda: standings(screen))
    first = standings(screen)[0]
    assert first["event"] == "open"
    assert first["from"] is None
    assert first["of"] == 4


@pytest.mark.parametrize("auth", [{"event": "nowhere"}, {"event": "draft"}, {"event": 7}, {}, None, [], "open"])
def test_unknown_and_draft_events_are_refused(venue, hall, auth):
    screen = hall.watch(venue.address, "/live", auth)
    assert hall.until(lambda: screen.refused)
    assert not screen.events


def test_a_mark_reaches_the_board_without_reload(venue, people, hall, judge):
    screens = [hall.watch(venue.address, "/live", {"event": "open"}) for _ in range(3)]
    assert hall.until(lambda: all(standings(screen) for screen in screens))
    status, answer, _ = enter(judge, people.sheets["open"], "1.5")
    assert status == 200
    revision = answer["sheet"]["revision"]
    assert hall.until(lambda: all(standings(screen)[-1]["revision"] >= revision for screen in screens))
    assert standings(screens[0])[-1]["rows"][0]["contestant"] == "01"


def test_nothing_is_pushed_before_the_chief_signs(venue, people, hall, judge, signed_in):
    screen = hall.watch(venue.address, "/live", {"event": "kept"})
    chief = signed_in("chief")
    assert hall.until(lambda: standings(screen))
    assert enter(judge, people.sheets["kept"], "1.5")[0] == 200
    assert not hall.until(lambda: len(standings(screen)) > 1, 1)
    contestant = people.contestants["kept"][1]
    absent = {"uid": "live-absent-1", "contestant": contestant, "status": "dns", "reason": "示例"}
    assert chief.post("/chief/kept/status", absent)[0] == 200
    signed = {"uid": "live-sign-01", "contestants": [contestant]}
    assert chief.post("/chief/kept/sign", signed)[0] == 200
    assert hall.until(lambda: standings(screen)[-1]["done"] == 1)
    assert standings(screen)[-1]["rows"] == []


def test_a_burst_is_pushed_as_its_newest_state(venue, people, hall, judge):
    screen = hall.watch(venue.address, "/live", {"event": "open"})
    assert hall.until(lambda: standings(screen))
    revision = 0
    for n in range(20):
        _, answer, _ = enter(judge, people.sheets["open"], f"1.{n % 10}")
        revision = answer["sheet"]["revision"]
    assert hall.until(lambda: standings(screen)[-1]["revision"] >= revision)
    revisions = [each["revision"] for each in standings(screen)]
    assert revisions == sorted(set(revisions))


def get(venue, path, **headers):
    line = http.client.HTTPConnection("127.0.0.1", venue.port, timeout=10)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        line.close()


def test_the_snapshot_over_http_costs_nothing_twice(venue):
    status, headers, body = get(venue, "/live/open/standings.json")
    assert status == 200
    assert headers["ETag"] == f'"{json.loads(body)["revision"]}"'
    status, _, body = get(venue, "/live/open/standings.json", **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")


def test_what_the_public_may_not_see_is_not_there(venue):
    assert get(venue, "/live/draft/standings.json")[0] == 404
    assert [each["event"] for each in json.loads(get(venue, "/live/events.json")[2])] == ["open", "kept"]


def test_healthz(venue):
    status, _, body = get(venue, "/healthz")
    told = json.loads(body)
    assert status == 200
    assert told["status"] == told["database"] == "ok"
    assert isinstance(told["revision"], int)


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_pages_of_other_origins_are_refused(venue, origin):
    assert get(venue, "/socket.io/?EIO=4&transport=polling", Origin=origin)[0] == 400
    assert get(venue, "/socket.io/?EIO=4&transport=polling", Origin=venue.address)[0] == 200


def cookie_of(browser):
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def changes(screen):
    return [payload for _, event, payload in screen.events if event == "changed"]


def test_a_desk_hears_that_something_changed(venue, people, hall, judge):
    desk = hall.watch(venue.address, "/desk", {}, cookie_of(judge))
    assert not hall.until(lambda: desk.refused, 0.3)
    status, answer, _ = enter(judge, people.sheets["kept"], "1.2")
    assert status == 200
    assert hall.until(lambda: changes(desk))
    assert changes(desk)[-1] == {"event": "kept", "revision": answer["sheet"]["revision"]}


@pytest.mark.parametrize("cookie", ["", "device-x=nobody"])
def test_a_signed_out_desk_is_refused(venue, hall, cookie):
    desk = hall.watch(venue.address, "/desk", {}, cookie)
    assert hall.until(lambda: desk.refused)


def test_a_signed_out_device_is_cut_off(venue, hall, signed_in):
    browser = signed_in("organiser")
    desk = hall.watch(venue.address, "/desk", {}, cookie_of(browser))
    assert not hall.until(lambda: desk.refused or desk.closed, 0.5)
    assert browser.post("/sign-out", {})[0] in (200, 302)
    assert hall.until(lambda: desk.closed)


def test_a_client_message_changes_nothing(venue, hall):
    screen = hall.watch(venue.address, "/live", {"event": "open"})
    assert hall.until(lambda: standings(screen))
    before = get(venue, "/healthz")[2]
    screen.send('42/live,["mark",{"contestant":1,"value":"0"}]')
    screen.send('42/live,["standings",{"rows":[]}]')
    assert not hall.until(lambda: screen.closed, 0.3)
    assert get(venue, "/healthz")[2] == before


def test_garbage_harms_nobody(venue, hall):
    bystander = hall.watch(venue.address, "/live", {"event": "open"})
    assert hall.until(lambda: standings(bystander))
    rude = Screen(venue.address, "/live", {"event": "open"})
    for text in ("9", "42", "42/live,{", "4", "40/nowhere,", "45-9", "x" * 60_000):
        try:
            rude.send(text)
        except (OSError, OverflowError):
            break
    rude.sock.close()
    assert get(venue, "/healthz")[0] == 200
    assert not bystander.closed
