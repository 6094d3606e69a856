"""How the tests of the organiser fill in the forms, and what they look at afterwards. No test stands here."""

import html
import re

from scoring.store import read, record
from scoring.store.record import Refusal
from tests.web.desk_day import RUBRIC

LAN = "http://192.168.7.9:8000"
LIVE = "livestream-sales@1"


def must(outcome):
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def signed_in(app, role="organiser", base="http://localhost"):
    """A browser of a new person of that role, reading English; it calls the server by `base`."""
    with app.app_context():
        link = must(record.create_person(None, f"示例{role}", role)).link
    client = app.test_client()
    client.post(f"/join/{link}", base_url=base)
    client.set_cookie("language", "en", domain=base.split("/")[2].split(":")[0])
    return client


def make_competition(desk, **words):
    plain = {"title": "示例市技能竞赛", "title_en": "Sample Skills Contest", "venue": "示例酒店", "day": "2026-05-01"}
    return desk.post("/organise/competitions/new", data=plain | words)


def use(desk, ref=RUBRIC, **words):
    plain = {"title": "", "title_en": "", "slug": "tables", "release": "signed", "naming": "name", "stations": "6"}
    return desk.post(f"/organise/library/{ref}/use", data=plain | words)


def event(slug="tables"):
    return read.event_by_slug(slug)


def numbers(app, slug="tables"):
    with app.app_context():
        return [one.number for one in read.contestants(event(slug).id)]


def at(app, number, slug="tables"):
    """Heat and station of a contestant."""
    with app.app_context():
        one = next(one for one in read.contestants(event(slug).id) if one.number == number)
        return (one.heat.number, one.station.number) if one.heat and one.station else None


def paste(desk, draft, lines, apply=True):
    return desk.post(f"{draft}/contestants/paste", data={"lines": lines, **({"apply": "1"} if apply else {})})


def words(answer):
    """What a reader of the page sees."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
