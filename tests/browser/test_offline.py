"""Tablets without a network: half an hour with the page open, closed and opened again, and reloaded under TLS.

Real are the browser, its storage, the cut and the server. The half hour is the browser's own clock wound on: every
timer of the page runs as often as it would in thirty minutes, but nobody waits for them.
"""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from playwright.sync_api import expect

from tests.browser.hall import Hall, begin
from tests.browser.screens import Screens

STORED = "Object.keys(localStorage).filter((key) => key.startsWith('outbox:')).length"
KEPT = """async () => { const found = [];
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys())
    found.push(new URL(url).pathname);
  return found.filter((path) => path.startsWith("/judge")); }"""
LEFT_BEHIND = """async () => { for (const name of await caches.keys())
  await (await caches.open(name)).put("/judge/left-behind", new Response("")); }"""
POST = """(address) => { const form = document.createElement("form"); form.method = "post"; form.action = address;
  const field = document.createElement("input"); field.name = "csrf_token";
  field.value = document.querySelector("meta[name=csrf-token]").content;
  form.append(field); document.body.append(form); form.submit(); }"""


@pytest.fixture(scope="module")
def halls(tmp_path_factory):
    """halls(words…) → a server that was started with them, once."""
    running = {}

    def hall(*words):
        if words not in running:
            running[words] = Hall(tmp_path_factory.mktemp("hall") / "instance", *words)
            running[words].start()
        return running[words]

    yield hall
    for one in running.values():
        one.stop()
        one.expect_no_stumble()


@pytest.fixture
def trusting(browser_type, browser_type_launch_args, halls):
    """Screens of a browser that trusts the hall as a tablet does once the root is installed; here by the leaf's key."""
    leaf = (halls("--tls").home / "tls" / "leaf.pem").read_bytes()
    known = load_pem_x509_certificate(leaf[leaf.index(b"-----BEGIN CERTIFICATE") :])
    key = known.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pin = base64.b64encode(hashlib.sha256(key).digest()).decode()
    words = [*browser_type_launch_args["args"], f"--ignore-certificate-errors-spki-list={pin}"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": words})
    opened = Screens(browser)
    yield opened
    opened.close()
    browser.close()
    assert not opened.complaints, "\n".join(opened.complaints)


def more(page, item):
    page.locator(f"[id='i-{item}'] [data-step=more]").click()


def unsent(page, number):
    expect(page.locator("[data-unsent]")).to_have_text(f"待发送 {number}", timeout=20_000)


def test_a_page_opened_again_asks_for_none_of_its_files(halls, screens):
    hall = halls()
    page = hall.open(screens)
    for station in (1, 2):
        page.goto(hall.sheet(station))
        expect(page.locator("#sheet.listening")).to_be_visible()
    loaded = page.evaluate("performance.getEntriesByType('resource').map((one) => [one.name, one.transferSize])")
    files = {name: size for name, size in loaded if "/static/" in name}
    assert len(files) > 30
    assert not any(files.values()), files


def test_half_an_hour_without_network(halls, screens):
    hall = halls()
    page = hall.open(screens)
    page.clock.install()
    page.goto(hall.sheet(1))
    begin(page)
    unsent(page, 0)
    screens.outage = True
    page.context.set_offline(True)
    for number in range(1, 7):
        more(page, "11")
        unsent(page, number)
        page.clock.run_for("05:00")
    assert page.evaluate(STORED) == 6
    assert hall.marks(1) == []
    page.context.set_offline(False)
    page.clock.run_for(30_000)
    unsent(page, 0)
    assert hall.marks(1) == [("11", str(number)) for number in range(1, 7)]
    expect(page.locator("[id='i-11'] .state b")).to_have_text("−3")


def test_closed_and_opened_again_on_the_same_storage(halls, screens):
    hall = halls()
    page = hall.open(screens)
    page.goto(hall.sheet(2))
    begin(page)
    screens.outage = True
    page.context.set_offline(True)
    for number in (1, 2, 3):
        more(page, "11")
        unsent(page, number)
    page.close()
    again = page.context.new_page()
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        again.goto(hall.sheet(2))  # what plain http allows: the browser's own error page
    again.context.set_offline(False)
    again.goto("/judge")  # any page of the judge's will do
    again.wait_for_function(f"{STORED} === 0", timeout=20_000)
    assert hall.marks(2) == [("11", "1"), ("11", "2"), ("11", "3")]
    expect(again.locator("[data-queue]")).to_be_hidden()


def test_with_the_certificate_a_reload_without_network_shows_the_sheet_and_goes_on(halls, trusting):
    hall = halls("--tls")
    page = hall.open(trusting)
    page.goto(f"/judge?seat={hall.day.seat['M']}")
    until_kept(page, lambda kept: hall.sheet(2) in kept)
    page.goto(hall.sheet(3))
    begin(page)
    until_kept(page, lambda kept: hall.sheet(3) in kept)
    more(page, "3.5")  # after the copy was made
    unsent(page, 0)
    until_kept(page, lambda kept: f"{hall.sheet(3)}.json" in kept)
    trusting.outage = True
    page.context.set_offline(True)
    more(page, "11")
    unsent(page, 1)
    page.close()
    page = page.context.new_page()
    page.goto(hall.sheet(3))
    expect(page.locator("#copy")).to_contain_text("副本")
    unsent(page, 1)
    expect(page.locator("[id='i-11'] .state")).to_have_attribute("data-state", "waiting")
    expect(page.locator("[id='i-3.5'] .state b")).to_have_text("−0.2")
    more(page, "11")
    unsent(page, 2)
    page.goto(hall.sheet(2))  # was never opened here: fetched ahead from the list of the heat
    expect(page.locator("#copy")).to_contain_text("副本")
    page.goto(f"{hall.sheet(3)}/review")  # needs the server: no copy, but our own words
    expect(page.locator("h1")).to_have_text("连接中断")
    page.goto(hall.sheet(3))
    page.context.set_offline(False)
    unsent(page, 0)
    expect(page.locator("#copy")).to_be_hidden()
    expect(page.locator("[id='i-11'] .state b")).to_have_text("−1")
    assert hall.marks(3) == [("3.5", "1"), ("11", "1"), ("11", "2")]
    page.evaluate(POST, "/sign-out")
    expect(page.locator("#pin")).to_be_visible()
    until_kept(page, lambda kept: not kept)  # the next person finds nothing of this one


def test_signing_in_with_a_seat_card_wipes_the_copies_too(halls, trusting):
    hall = halls("--tls")
    page = hall.open(trusting)
    page.goto("/judge")
    until_kept(page, lambda kept: "/judge" in kept)
    page.evaluate(LEFT_BEHIND)
    page.goto("about:blank")  # nobody asks any more while the tablet is nobody's
    page.context.clear_cookies()
    page.goto(f"/seat/{hall.code}")
    page.locator("main form button.main").click()
    until_kept(page, lambda kept: "/judge/left-behind" not in kept)


def until_kept(page, enough):
    """What the tablet keeps of the judge's pages, as paths; waited for."""
    for _ in range(100):
        if enough(kept := page.evaluate(KEPT)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(kept)
