"""From a finger's tap to the picture that answers it: a full TS-A sheet of a real server in a real browser.

    python3 -m benchmarks.tap_to_paint --sheets 2 --slow 1

Two figures a tap. To the frame: from the browser's time stamp of the tap to the task after the next frame. By the
browser: its own Event Timing entry (in steps of 8 ms; taps under 16 ms have none). First comes a page with one button
and nothing else: what browser and machine take by themselves. `--slow 4` makes the processor four times slower, as on a
cheap tablet. Exit 1 when p95 of an unslowed browser is 50 ms or longer.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import expect, sync_playwright

from benchmarks.tap_to_board import at_share
from benchmarks.venue import Venue
from scoring.app import create_app
from scoring.store import database, read, record
from tests.browser.judging import Tablet
from tests.browser.screens import TABLET
from tests.browser.server import VENUE
from tests.browsers import find_browser
from tests.web.desk_day import must, open_day

AIM = 50.0  # ms
STATIONS = 6
BARE_TAPS = 40
LISTEN = """
window.taps = []; window.slow = [];
const after = new MessageChannel();
const waiting = [];
after.port1.onmessage = () => waiting.splice(0).forEach(([what, at]) => taps.push([what, performance.now() - at]));
addEventListener("click", (press) => {
  if (press.detail === 0) return;
  const node = press.target.closest("[data-do], [data-value], [data-step], [data-key], a, button");
  const { do: does, value, step, key } = node?.dataset ?? {};
  waiting.push([does ?? (value && "value") ?? (step && "step") ?? (key && "key") ?? "other", press.timeStamp]);
  requestAnimationFrame(() => after.port2.postMessage(0));
}, true);
new PerformanceObserver((list) => list.getEntries().forEach((one) => one.name === "click" && slow.push(one.duration)))
  .observe({ type: "event", durationThreshold: 16, buffered: true });
"""


def set_up(home: Path) -> tuple[str, str]:
    """A heat of table setting; answers the judge's link and the address of the seat's list."""
    app = create_app(home)
    with app.app_context():
        day = open_day(heats=1, stations=STATIONS)
        person = read.person_by_link(day.link["judge"])
        assert person is not None
        must(record.change_seat(day.seat["M"], person_id=person.id))
    database.close(app)
    return day.link["judge"], f"/judge?seat={day.seat['M']}"


def mark_everything(hand: Tablet) -> None:
    """Every control of the sheet, as fast as the tablet lets a finger."""
    page = hand.page
    items = page.locator(".item").evaluate_all("all => all.map((row) => [row.dataset.item, row.className])")
    for item, look in items:
        row = hand.item(item)
        if "benched" in look:
            hand.unfold(item)
            places = row.locator(".place[data-do=tap]:visible")
            for number in range(min(places.count(), 4)):
                places.nth(number).tap()
            if row.locator("[data-key='1']").count():
                for key in ("1", ".", "5", "enter"):
                    row.locator(f"[data-key='{key}']").tap()
        elif row.locator("[data-step=more]").count():
            hand.count(item, 3)
        else:
            row.locator(".pick [data-value]").last.tap()
    hand.expect_sent()


def measure_nothing(page: Any) -> list[float]:
    """The same taps on a button that only changes its own word."""
    page.goto("data:text/html,<button id=one>0</button>")
    page.evaluate("one.addEventListener('click', () => (one.textContent = String(Number(one.textContent) + 1)))")
    for _ in range(BARE_TAPS):
        page.locator("#one").tap()
    return sorted(ms for _, ms in page.evaluate("taps"))


def work_of(tools: Any) -> dict[str, float]:
    """Processor time of the page's thread so far, in ms: what a busy machine does not change."""
    found = {one["name"]: one["value"] * 1000 for one in tools.send("Performance.getMetrics")["metrics"]}
    return {kind: found[f"{kind}Duration"] for kind in ("Task", "Script", "RecalcStyle", "Layout")}


def measure(
    page: Any, tools: Any, address: str, sheets: int
) -> tuple[list[tuple[str, float]], list[float], dict[str, float]]:
    taps: list[tuple[str, float]] = []
    slow: list[float] = []
    work: dict[str, float] = {}
    for station in range(1, sheets + 1):
        page.goto(address)
        hand = Tablet(page)
        page.locator("a.card").filter(has=page.locator(f".station b:text-is('{station}')")).tap()
        page.locator("#begin [value=yes]").tap()
        expect(page.locator("#begin")).to_be_hidden()
        page.evaluate("taps.length = slow.length = 0")
        before = work_of(tools)
        mark_everything(hand)
        work = {kind: work.get(kind, 0) + ms - before[kind] for kind, ms in work_of(tools).items()}
        taps += [(what, ms) for what, ms in page.evaluate("taps")]
        slow += page.evaluate("slow")
    return taps, slow, work


def line(what: str, times: list[float]) -> float:
    median, p95 = at_share(times, 0.5), at_share(times, 0.95)
    print(f"{what:9} {len(times):4}  to the frame: median {median:5.1f}  p95 {p95:5.1f}  max {times[-1]:5.1f} ms")
    return p95


def report(taps: list[tuple[str, float]], slow: list[float], work: dict[str, float]) -> float:
    """Prints the figures; answers p95 to the frame in ms."""
    kinds = sorted({what for what, _ in taps})
    for kind in [*kinds, ""]:
        p95 = line(kind or "all taps", sorted(ms for what, ms in taps if kind in ("", what)))
    quick, over = max(0, len(taps) - len(slow)), sum(ms >= AIM for ms in slow)
    longest = max(slow, default=0.0)
    print(f"by the browser: {quick} taps under 16 ms, the longest {longest:.0f} ms, {over} of {AIM:g} ms or more")
    each = ", ".join(f"{kind.lower()} {ms / len(taps):.1f}" for kind, ms in work.items())
    print(f"processor time of the page for a tap and the server's answer to it, ms: {each}")
    return p95


def main() -> int:
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("--sheets", type=int, default=2, choices=range(1, STATIONS + 1))
    words.add_argument("--slow", type=float, default=1.0, help="how many times slower than this processor")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        link, address = set_up(Path(folder))
        with Venue(Path(folder)) as venue, sync_playwright() as player:
            place = f"--host-resolver-rules=MAP {VENUE} 127.0.0.1"
            browser = player.chromium.launch(executable_path=find_browser(), args=[place])
            machine = f"{platform.platform()}, {os.cpu_count()} cores"
            print(f"{machine}, Chromium {browser.version}, {chosen.slow:g} times slower")
            context = browser.new_context(viewport=TABLET, has_touch=True, base_url=f"http://{VENUE}:{venue.port}")
            page = context.new_page()
            page.add_init_script(LISTEN)
            page.goto(f"/join/{link}")
            page.locator("main form button").first.click()
            page.wait_for_url("**/judge**")
            tools = context.new_cdp_session(page)
            tools.send("Performance.enable", {"timeDomain": "threadTicks"})
            tools.send("Emulation.setCPUThrottlingRate", {"rate": chosen.slow})
            line("nothing", measure_nothing(page))
            p95 = report(*measure(page, tools, address, chosen.sheets))
            browser.close()
    return 1 if chosen.slow == 1 and p95 >= AIM else 0


if __name__ == "__main__":
    sys.exit(main())
