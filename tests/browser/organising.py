"""The organiser's hands: a competition with one event, from nothing to open, through the real forms."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import expect

from tests.browser.screens import DESK, Screens
from tests.browser.server import Server

RUBRIC = "table-setting-15min@1"
SLUG = "tables"
ENGLISH, CHINESE = "en", "zh"
SITTERS = {"M": "示例测量组", "J1": "示例评委甲", "J2": "示例评委乙"}
CHIEF, FLOOR = "示例裁判长", "示例计时员"


@dataclass
class Passes:
    """The personal links and PINs that stand on the cards, by name."""

    link: dict[str, str] = field(default_factory=dict)
    pin: dict[str, str] = field(default_factory=dict)


def sign_in(page: Any, link: str, language: str) -> None:
    """Open a personal link, choose the language, say yes."""
    page.goto(link)
    if language == ENGLISH:
        page.locator("a[hreflang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN" if language == CHINESE else "en")
    page.locator("main form button").first.click()


def told(page: Any) -> None:
    """The page says that it was done."""
    expect(page.locator(".flash[role=status]")).to_be_visible()


def set_up(server: Server, screens: Screens, language: str, entries: list[str]) -> tuple[Any, Passes]:
    """Everything up to the open event; `entries` are lines as pasted. Answers the organiser's page and the passes."""
    page = screens.open(DESK, base_url=server.address)
    sign_in(page, server.address + server.link("organiser"), language)
    make_competition(page)
    make_event(page)
    seat_judges(page)
    add_staff(page)
    enter_contestants(page, entries)
    passes = read_cards(page, server)
    open_event(page)
    return page, passes


def make_competition(page: Any) -> None:
    page.locator("[name=title]").fill("示例市职工职业技能竞赛")
    page.locator("[name=title_en]").fill("Sample City Skills Contest")
    page.locator("[name=venue]").fill("示例会议中心")
    page.locator("[name=day]").fill("2026-05-01")
    page.locator("form .button.main").click()
    told(page)


def make_event(page: Any) -> None:
    page.goto("/organise/library")
    page.locator(f'a[href$="{RUBRIC}/use"]').click()
    page.locator("[name=slug]").fill(SLUG)
    page.locator("[name=stations]").fill("4")
    page.locator("form .button.main").click()
    told(page)


def seat_judges(page: Any) -> None:
    """One measuring group and two judges; the third seat of the rubric is taken away."""
    page.goto(f"/organise/events/{SLUG}/seats")
    row = page.locator("#seats tbody tr").filter(has=page.locator("th", has_text="J3"))
    row.locator("a").click()
    page.locator("form .button.danger").click()
    told(page)
    for key, name in SITTERS.items():
        form = page.locator("form[action$=sitter]")
        form.locator("[name=name]").fill(name)
        seat = form.locator("option").filter(has_text=re.compile(f"{key}$")).get_attribute("value")
        form.locator("select").select_option(seat)
        form.locator("button").click()
        told(page)


def add_staff(page: Any) -> None:
    page.goto("/organise/people")
    for name, role in ((CHIEF, "chief"), (FLOOR, "floor")):
        form = page.locator('form[action="/organise/people"]')
        form.locator("[name=name]").fill(name)
        form.locator("[name=role]").select_option(role)
        form.locator("button").click()
        told(page)


def enter_contestants(page: Any, entries: list[str]) -> None:
    page.goto(f"/organise/events/{SLUG}/contestants/paste")
    page.locator("textarea").fill("\n".join(entries))
    page.locator("[name=look]").click()
    expect(page.locator("tr.bad")).to_have_count(0)
    page.locator("[name=apply]").click()
    told(page)


def read_cards(page: Any, server: Server) -> Passes:
    """What the printed cards say; their addresses must work in the hall."""
    page.goto("/organise/cards")
    passes = Passes()
    for card in page.locator("article.card").all():
        name = card.locator("h2").inner_text()
        passes.link[name] = card.locator(".scan a").get_attribute("href")
        passes.pin[name] = "".join(card.locator(".pin b").inner_text().split())
        assert passes.link[name].startswith(server.address)
    assert {*SITTERS.values(), CHIEF, FLOOR} <= set(passes.link)
    return passes


def open_event(page: Any) -> None:
    page.goto(f"/organise/events/{SLUG}/open")
    page.locator("main form .button.main").click()
    told(page)
