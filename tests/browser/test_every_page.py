"""Every page, in both languages, at the sizes of the hall: it fits, speaks one language, has no barriers.

SCORING_PICTURES=FOLDER keeps a picture of each, to be looked at.
"""

import html
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect
from werkzeug.exceptions import HTTPException

from scoring.app import create_app
from scoring.store import database
from tests.browser.by_program import Program
from tests.browser.full_house import fill
from tests.browser.pages import DRAWN, PAGES, PARTS, Page
from tests.browser.reading import foreign
from tests.browser.screens import TABLET, TELEPHONE, UPRIGHT
from tests.browser.server import Server

LEAST = 44  # px: what a finger meets
LINKS_A_RULE = 2  # of the links to pages of one kind so many are followed
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """(least) => [...document.querySelectorAll("a[href], button, [role=button], input, summary")]
  .filter((node) => !node.closest(".skip") && node.checkVisibility({ visibilityProperty: true }))
  .map((node) => [node, (node.querySelector(".hit") ?? node).getBoundingClientRect()])
  .filter(([node, box]) => box.width && (box.width < least - 0.5 || box.height < least - 0.5))
  .map(([node, box]) => `${node.outerHTML.slice(0, 100)} ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`)"""
BARRIERS = """() => axe.run(document, {
    resultTypes: ["violations"], preload: false, iframes: false,
  }).then((found) => found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ impact, id, nodes }) => `${impact} ${id} × ${nodes.length}: ${nodes[0].html.slice(0, 160)}`))"""
SQUEEZED = """() => [...document.querySelectorAll("td, th, p, li, b, span, a, button, label, dd, dt")]
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([node, box]) => box.width && box.width < 30 && box.height > 100 && node.innerText.trim().length > 3)
  .filter(([node]) => { // what is for screen readers only lies in a box of one pixel
    for (; node; node = node.parentElement) if (node.offsetWidth < 2) return false;
    return true;
  })
  .map(([node]) => node.innerText.trim().replaceAll("\\n", " ").slice(0, 60))"""
LINK = re.compile(r'href="(/[^"#]*)')


class Venue:
    """A running server with everything in it, and who is signed in there."""

    def __init__(self, home):
        self.inside = fill(home)
        self.server = Server(home).start()
        self.people = {}

    def person(self, role):
        """Somebody with that personal link, or somebody from the audience."""
        if role not in self.people:
            self.people[role] = Program(self.server.here, self.inside.link[role] if role else "")
        return self.people[role].browser


@pytest.fixture(scope="module")
def venue(tmp_path_factory, browser_name):  # the browser's name keeps these tests together: one venue is enough
    home = tmp_path_factory.mktemp("venue") / "instance"
    (home / "rubrics").mkdir(parents=True)
    made = Venue(home)
    yield made
    for person in made.people.values():
        person.__exit__()
    made.server.stop()
    made.server.expect_no_stumble()


@pytest.fixture
def enter(screens, venue):
    """Opens a page as its role in a language; answers the browser's page."""

    def opened(page, language, size=TABLET):
        screen = screens.open(size, base_url=venue.server.address, reduced_motion="reduce")
        kept = {**venue.person(page.role).cookies, "language": language}
        screen.context.add_cookies([{"name": n, "value": v, "url": venue.server.address} for n, v in kept.items()])
        answer = screen.goto(page.at(venue.inside))
        assert answer.status == page.status
        expect(screen.locator(page.ready).first).to_be_attached()
        expect(screen.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[language])
        return screen

    return opened


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_page(page, language, enter, venue):
    screen = enter(page, language)
    wrong = [f"not in {language}: {text}" for text in foreign(screen, language, venue.inside.words)]
    for size in page.sizes:
        screen.set_viewport_size(size)
        label = f"{size['width']}×{size['height']}"
        if (over := screen.evaluate(SIDEWAYS)) > 0:
            wrong.append(f"{label}: sticks out {over} px")
        wrong += [f"{label}: squeezed: {text}" for text in screen.evaluate(SQUEEZED)]
        if page.role.startswith("table") and size in (TABLET, UPRIGHT):
            wrong += [f"{label}: small: {what}" for what in screen.evaluate(SMALL, LEAST)]
        if size == TABLET or (size == TELEPHONE and language == "zh"):  # most of the time, and the same in both
            wrong += [f"{label}: {what}" for what in barriers(screen)]
        take_picture(screen, page, language, size)
    if "/results/" in page.address:
        expect(screen.locator("#newer")).to_be_hidden()  # nothing has happened meanwhile
    if page.address == "/judge":
        expect(screen.locator(".card")).to_have_count(screen.locator(".card .says b:not(:empty)").count())
    assert not wrong, "\n".join(["", *wrong])


def barriers(screen):
    """What axe finds serious or critical. Its wrapper would hand over every check that passed, too."""
    if not screen.evaluate("() => 'axe' in window"):
        screen.evaluate(AXE_SCRIPT)
    return screen.evaluate(BARRIERS)


def take_picture(screen, page, language, size):
    """On demand."""
    if folder := os.environ.get("SCORING_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = f"{page.name}-{language}-{size['width']}x{size['height']}.png"
        screen.screenshot(path=Path(folder) / name)


@pytest.mark.parametrize("size", [TABLET, UPRIGHT], ids=["lying", "upright"])
@pytest.mark.parametrize("seat", ["table M", "bed M", "livestream J1", "livestream R"])
def test_a_finger_meets_every_control_of_a_sheet(seat, size, enter):
    """With each drawing and pad unfolded once."""
    screen = enter(Page(seat, "/judge", ".heat .card"), "zh", size)
    screen.locator("a.card.untouched").first.click()
    expect(screen.locator(DRAWN)).to_be_attached()
    small = screen.evaluate(SMALL, LEAST)
    for opening in screen.locator("[data-do=open]").all():
        opening.click()
        small += screen.evaluate(SMALL, LEAST)
    assert not small, "\n".join(["", *sorted(set(small))])


def test_no_page_is_forgotten(venue, tmp_path):
    """Every address that the application answers is in the list, every link leads to one of them."""
    app = create_app(tmp_path)
    database.close(app)
    rules = app.url_map.bind("venue.test")
    listed = {rules.match(page.at(venue.inside).partition("?")[0])[0] for page in PAGES if page.status == 200} | set(
        PARTS
    )
    assert {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods} - listed == set()
    for endpoint, address in PARTS.items():
        assert rules.match(address.format_map(vars(venue.inside)))[0] == endpoint
    dead = [f"{page.address} → {link}: {why}" for page in PAGES for link, why in dead_links(page, venue, rules, listed)]
    assert not dead, "\n".join(["", *dead])


def dead_links(page, venue, rules, listed):
    """Links of the page that lead nowhere; of those to pages of one kind a few are followed."""
    person, followed = venue.person(page.role), Counter()
    for link in {html.unescape(link) for link in LINK.findall(person.ask("GET", page.at(venue.inside))[1])}:
        try:
            endpoint = rules.match(link.partition("?")[0])[0]
        except HTTPException:
            yield link, "no such address"
            continue
        if endpoint not in listed:
            yield link, f"{endpoint} is not in the list"
        followed[endpoint] += 1
        if followed[endpoint] <= LINKS_A_RULE and (status := person.ask("GET", link)[0]) not in (200, 302, 303):
            yield link, status
