"""A tablet that is signed out hears why, on its open socket, before that is cut; over a real server."""

import re

from tests.live.test_push import cookie_of


def device_of(organiser, name):
    """The newest device of the person, as the organiser's page names it."""
    people = organiser.ask("GET", "/organise/people")[1]
    row = next(row for row in people.split("<tr") if name in row)
    page = organiser.ask("GET", re.search(r'href="(/organise/people\?edit=\d+)"', row)[1])[1]
    return re.search(r"/organise/devices/(\d+)/revoke", page)[1]


def revoke(organiser, device):
    address = f"/organise/devices/{device}/revoke"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', organiser.ask("GET", address)[1])[1]
    organiser.ask("POST", address, f"csrf_token={token}", "application/x-www-form-urlencoded")


def ended(screen):
    return [payload for _, event, payload in screen.events if event == "ended"]


def test_a_revoked_tablet_is_told_and_cut_off_within_a_second(venue, hall, signed_in):
    judge, organiser = signed_in("judge"), signed_in("organiser")
    cookie = cookie_of(judge)
    first = hall.watch(venue.address, "/desk", {}, cookie)
    second = hall.watch(venue.address, "/desk", {}, cookie)  # another tab of the same tablet
    other = hall.watch(venue.address, "/desk", {}, cookie_of(organiser))
    assert not hall.until(lambda: first.refused or second.refused or other.refused, 0.5)
    revoke(organiser, device_of(organiser, "示例评委"))
    assert hall.until(lambda: first.closed and second.closed, 1)
    assert ended(first) == ended(second) == [{"why": "revoked"}]
    assert not other.closed
    again = hall.watch(venue.address, "/desk", {}, cookie)
    assert hall.until(lambda: again.refused, 1)
    assert '"why":"revoked"' in again.refused.replace(" ", "")
