"""Text twice as large, by the browser's own setting: every control of a judge can still be brought into view and met.

And the keyboard alone fills and hands in a sheet.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.hall import Hall, begin
from tests.browser.screens import TABLET, TELEPHONE, Screens

TWICE = 32  # px; browsers start from 16
COVERED = """(within) => {
  const said = [];
  const controls = "a[href], button, [role=button], input, select, summary";
  for (const node of document.querySelector(within).querySelectorAll(controls)) {
    if (node.closest(".skip, .unseen")) continue;
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    const target = node.querySelector?.(".hit") ?? node;
    target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    for (let frame = target.parentElement; frame; frame = frame.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(frame); // no finger scrolls what is only hidden
      if (overflowX === "hidden" && frame.scrollLeft > 1) frame.scrollLeft = 0;
      if (overflowY === "hidden" && frame.scrollTop > 1) frame.scrollTop = 0;
    }
    const box = target.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const cut = Math.max(-box.left, box.right - innerWidth);
    if (cut > 1) said.push(`${node.outerHTML.slice(0, 110)}: ${cut.toFixed()} px beyond the edge`);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const met = document.elementFromPoint(x, y);
    if (met && (node.contains(met) || met === node.closest("label"))) continue;
    const found = met?.outerHTML.slice(0, 90) ?? "out of view";
    said.push(`${node.outerHTML.slice(0, 110)} at ${x.toFixed()},${y.toFixed()}: ${found}`);
  }
  return said;
}"""
SIDEWAYS = """() => ["html", "#main"].filter((what) => {
  const frame = document.querySelector(what);
  return frame.scrollWidth > frame.clientWidth + 1;
})"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    made = Hall(tmp_path_factory.mktemp("hall") / "instance")
    made.start()
    yield made
    made.stop()
    made.expect_no_stumble()


@pytest.fixture(scope="module")
def far_sighted(browser_type, browser_type_launch_args):
    """A browser whose owner reads large letters."""
    words = [*browser_type_launch_args["args"], f"--blink-settings=defaultFontSize={TWICE}"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": words})
    yield browser
    browser.close()


@pytest.mark.parametrize("size", [TABLET, TELEPHONE], ids=["tablet", "telephone"])
def test_everything_stays_reachable_with_text_twice_as_large(hall, far_sighted, size):
    screens = Screens(far_sighted)
    page = hall.open(screens, size)
    wrong = []
    sheet = hall.sheet(1)
    for address, opening in (("/judge", ""), (sheet, "3.4"), (sheet, "6.2"), (f"{sheet}/review", "")):
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{TWICE}px"
        if page.locator("#begin[open]").count():
            wrong += [f"{address} begin: {what}" for what in page.evaluate(COVERED, "#begin")]
            begin(page)
        if opening:
            page.locator(f"[id='i-{opening}'] [data-do=open]").click()
        wrong += [f"{address} {opening}: {what}" for what in page.evaluate(COVERED, "body")]
        wrong += [f"{address} {opening}: {what} goes sideways" for what in page.evaluate(SIDEWAYS)]
    screens.close()
    assert not wrong, "\n".join(["", *wrong])


def go(page, selector):
    """Tab until the control has the focus; fails where no key leads there."""
    for _ in range(200):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no key leads to {selector}")


def test_the_keyboard_alone_fills_and_hands_in_a_sheet(hall, screens):
    page = hall.open(screens)
    page.goto(hall.sheet(1, "J1"))
    go(page, "#begin button[value=yes]")
    page.keyboard.press("Enter")
    for item in page.locator("[data-item]").evaluate_all("(items) => items.map((item) => item.id)"):
        go(page, f"[id='{item}'] .pick button")
        page.keyboard.press("Space")
        expect(page.locator(f"[id='{item}'] .pick [aria-pressed=true]")).to_have_count(1)
    expect(page.locator("[data-unsent]")).to_have_text("待发送 0")
    go(page, "[data-submit]:not(.wait)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    go(page, "button.pad")
    page.keyboard.press("Enter")
    go(page, "[data-hand-in]:not(:disabled)")
    page.keyboard.press("Enter")
    expect(page.locator("#sheet[data-locked]")).to_be_visible()
