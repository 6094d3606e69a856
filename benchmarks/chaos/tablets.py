"""A browser tablet: a Chromium of its own with storage of its own, a judge who taps, and what befalls both."""

import asyncio
import contextlib
import os
import signal
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from playwright.async_api import Error

from benchmarks.chaos.crowd import Chair
from benchmarks.chaos.fingers import AWAKE, READY, Finger
from benchmarks.chaos.ledger import Ledger
from benchmarks.chaos.twice import second_tab, take_over

VENUE = "venue.test"  # the browser finds this name at 127.0.0.1: a tablet never calls the server "localhost"
PROMISES = (Path(__file__).parent / "promises.js").read_text(encoding="utf-8")
SIZES = ({"width": 1024, "height": 768}, {"width": 768, "height": 1024}, {"width": 390, "height": 844})
TAPS_ON_A_SHEET = 25
LEAST_TAPS, MORE_TIME = 10, 45  # seconds
COUNT = "[performance.timeOrigin, window.chaosPromised]"  # which life of the page, and how many marks it promised
KEPT = """(known) => {
  for (const uid of known) localStorage.removeItem(`chaos:${uid}`);
  const found = { promised: [], gone: [], waiting: 0 };
  for (let index = 0; index < localStorage.length; index++) {
    const key = localStorage.key(index);
    if (key.startsWith("chaos:")) found.promised.push(JSON.parse(localStorage.getItem(key)));
    if (key.startsWith("chaos-gone:")) found.gone.push(key.slice(11));
    if (key.startsWith("outbox:")) found.waiting += 1;
  }
  return found;
}"""


class Tablet:
    """One tablet and its judge. `folder` is its storage; it outlives the browser."""

    def __init__(self, number: int, chair: Chair, seed: int, folder: Path, port: int, ledger: Ledger) -> None:
        self.name = f"tablet-{number} {chair.name}"
        self.number, self.seed = number, seed
        self.chair, self.folder, self.port, self.ledger = chair, folder, port, ledger
        self.luck = Random(f"tablet {seed} {chair.name}")
        self.hours = [self.luck.choice((-1, 1)) * self.luck.randint(1, 11) for _ in range(7)]
        self.size = SIZES[number % len(SIZES)]
        self.context: Any = None
        self.page: Any = None
        self.finger: Finger | None = None
        self.taps: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.empty: list[str] = []  # taps that must have made a mark, and made none
        self.errors: list[str] = []  # scripts that broke
        self.waiting = 0  # unsent at the last look
        self.spares: list[Tablet] = []  # that took over and could not deliver everything
        self.wishes: list[str] = []  # reload, reopen, second-tab, take-over: carried out between two taps
        self.thawed = 0.0  # when the last freeze ended
        self.known: set[str] = set()

    def spare(self) -> "Tablet":
        """Another tablet for the same seat, with storage of its own."""
        folder = self.folder.with_name(f"{self.folder.name}-spare")
        other = Tablet(self.number, self.chair, self.seed + 1, folder, self.port, self.ledger)
        other.name += " spare"
        other.taps, other.empty, other.errors, other.met = self.taps, self.empty, self.errors, Counter()
        return other

    async def switch_on(self, chromium: Any, browser: str) -> None:
        """Start the browser on its storage; what was stored before is there."""
        self.chromium, self.browser = chromium, browser
        self.context = await chromium.launch_persistent_context(
            self.folder,
            executable_path=browser,
            args=[f"--host-resolver-rules=MAP {VENUE} 127.0.0.1"],
            base_url=f"http://{VENUE}:{self.port}",
            viewport=self.size,
            has_touch=True,
            locale="en-GB",
        )
        await self.context.add_init_script(f"{PROMISES}({self.hours});")
        self.page = self.context.pages[0]
        self.finger = self.hear(self.page)

    def hear(self, page: Any) -> Finger:
        """A finger for the page, and an ear for what breaks in it."""
        page.on("dialog", leave)  # the judge leaves although something is unsent: it has to survive that
        page.on("pageerror", lambda error: self.errors.append(f"{self.name}: {error}"))
        return Finger(page, self.luck)

    async def sign_in(self) -> None:
        """By the card's link; where another tablet sits on the seat, this one takes it over."""
        await self.page.goto(f"/join/{self.chair.link}", timeout=READY)
        await self.page.locator("main form button.main, #heats").first.wait_for(timeout=READY)
        if not await self.page.locator("#heats").count():
            await self.page.locator("main form button.main").first.tap(timeout=READY)
        await self.page.locator("#heats").wait_for(timeout=READY)

    async def is_out(self) -> bool:
        """Whether the server no longer knows this tablet."""
        return "/sign-in" in self.page.url or bool(await self.page.locator("#ended[open]").count())

    async def work(self, until: float, rate: float) -> None:
        """Sheet after sheet, tap after tap."""
        while not self.is_over(until):
            if not await self.to_a_sheet(until):
                return
            for _ in range(self.luck.randint(TAPS_ON_A_SHEET // 2, TAPS_ON_A_SHEET * 2)):
                if self.is_over(until):
                    return
                if self.wishes and not await self.fulfil(self.wishes.pop(0), until):
                    break
                with contextlib.suppress(Error):
                    await self.tap(self.finger)
                await asyncio.sleep(self.luck.expovariate(rate))

    def is_over(self, until: float) -> bool:
        """Whether the time is up; a tablet that could hardly tap, or is still to be reloaded, gets a little more."""
        late = time.monotonic() - until
        return late > MORE_TIME or (late > 0 and self.taps.total() >= LEAST_TAPS and not self.wishes)

    async def to_a_sheet(self, until: float) -> bool:
        """Open one of the sheets, however often it takes; False when the time is over."""
        sheet = self.luck.choice(self.chair.sheets[:4])
        while not self.is_over(until):
            with contextlib.suppress(Error):
                await self.drain()
            if await self.shown(f"/judge/sheet/{sheet}/{self.chair.seat}"):
                return True
            await asyncio.sleep(0.5)
        return False

    async def shown(self, address: str) -> bool:
        """Whether the page came, with its script."""
        try:
            await self.page.goto(address, timeout=READY)
            if await self.is_out():
                await self.sign_in()
                return False
            await self.page.locator("#sheet.listening").wait_for(timeout=AWAKE)
            await self.finger.look()
        except Error:
            return False
        return bool(self.finger.items)

    async def tap(self, finger: Finger) -> None:
        """One tap; where it must make a mark, it is looked whether it did."""
        began = time.monotonic()
        before = await finger.page.evaluate(COUNT)
        tapped = await finger.tap()
        if tapped is None:
            return
        self.taps[tapped.what] += 1
        after = await finger.page.evaluate(COUNT)
        # a page that was drawn anew in between, or a finger that waited for a frozen one, proves nothing
        if tapped.must and before[0] == after[0] and before[1] == after[1] and began > self.thawed:
            self.empty.append(f"{self.name}: {tapped.what} at {finger.page.url}")

    async def fulfil(self, wish: str, until: float) -> bool:
        """A reload, or off and on again; False where the sheet has to be opened again."""
        with contextlib.suppress(Error):
            await self.drain()
        self.met[wish] += 1
        if wish == "second-tab":
            await second_tab(self)
            return True
        if wish == "take-over":
            await take_over(self, until)
        elif wish == "reopen":
            await self.switch_off()
            await self.switch_on(self.chromium, self.browser)
        else:
            with contextlib.suppress(Error):
                await self.page.reload(timeout=READY)
                await self.page.locator("#sheet.listening").wait_for(timeout=AWAKE)
                return True
        return False

    async def drain(self) -> None:
        """Write down what the page promised and let go since the last look."""
        found = await self.page.evaluate(KEPT, list(self.known))
        for one in sorted(found["promised"], key=lambda each: (each["at"], each["many"])):
            # marks of one tap share a millisecond
            self.ledger.intend(self.name, (one["at"] + one["many"] / 1000) / 1000, one["mark"])
        self.known = {one["mark"]["uid"] for one in found["promised"]}
        for uid in found["gone"]:
            self.ledger.acknowledge(uid)
        self.waiting = found["waiting"]

    async def delivered(self) -> bool:
        """Whether nothing waits on it any more; it is opened again where its page was lost."""
        try:
            if await self.is_out():
                await self.sign_in()
            elif not await self.page.locator("#heats, #sheet.listening").count():
                await self.page.goto("/judge", timeout=READY)
            await self.drain()
        except Error:
            return False
        return self.waiting == 0

    async def switch_off(self) -> None:
        self.signal(signal.SIGCONT, whole=True)
        if self.context is not None:
            with contextlib.suppress(Error):
                await self.context.close()
            self.context = None

    async def freeze(self, seconds: float, whole: bool) -> bool:
        """Stop the page's process, or all of the browser's, as a tablet in a pocket."""
        if not self.signal(signal.SIGSTOP, whole):
            return False
        try:
            await asyncio.sleep(seconds)
        finally:
            self.signal(signal.SIGCONT, whole=True)
            self.thawed = time.monotonic()
        return True

    def signal(self, which: int, whole: bool) -> int:
        """To the processes of this tablet's browser; answers how many got it."""
        found = processes_of(self.folder)
        chosen = [pid for pid, line in found.items() if whole or "--type=renderer" in line]
        for pid in chosen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, which)
        return len(chosen)


async def leave(dialog: Any) -> None:
    with contextlib.suppress(Error):
        await dialog.accept()


def processes_of(folder: Path) -> dict[int, str]:
    """The browser that runs on this storage and everything it started: process ids and command lines."""
    lines: dict[int, str] = {}
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            lines[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    ours = {pid for pid, line in lines.items() if f"--user-data-dir={folder} " in line + " "}
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return {pid: lines[pid] for pid in ours if pid in lines}
