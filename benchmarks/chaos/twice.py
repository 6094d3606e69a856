"""One seat, twice: two tabs of one tablet, two tablets that take the seat from each other."""

import asyncio
import contextlib
import time
from typing import Any

from playwright.async_api import Error

from benchmarks.chaos.fingers import AWAKE, READY

TAPS = 5  # of each turn
PATIENCE = 20  # seconds that a spare tablet may deliver before it gives the seat back


async def second_tab(tablet: Any) -> None:
    """The same sheet in another tab; the judge taps now here, now there, and closes it."""
    page = await tablet.context.new_page()
    fingers = [tablet.finger, tablet.hear(page)]
    with contextlib.suppress(Error):
        await page.goto(tablet.page.url, timeout=READY)
        await page.locator("#sheet.listening").wait_for(timeout=AWAKE)
        await fingers[1].look()
        for _ in range(2 * TAPS):
            finger = tablet.luck.choice(fingers)
            await finger.page.bring_to_front()
            with contextlib.suppress(Error):
                await tablet.tap(finger)
        await tablet.drain()
    with contextlib.suppress(Error):
        await page.close()


async def take_over(tablet: Any, until: float) -> None:
    """The tablet loses the network with unsent marks; a spare one takes the seat over, corrects, gives it back."""
    sheet = tablet.page.url
    try:
        await tablet.context.set_offline(True)
        await taps(tablet, TAPS)
        spare = next(iter(tablet.spares), None) or tablet.spare()
        tablet.spares = [spare]
        await stint(spare, tablet, sheet, min(until, time.monotonic() + PATIENCE))
        if not spare.waiting:
            tablet.spares = []
    finally:
        with contextlib.suppress(Error):
            if tablet.luck.randrange(2):  # its page is gone: it sends nothing before it is signed in again
                await tablet.page.goto("about:blank")
            await tablet.context.set_offline(False)
            await tablet.sign_in()


async def stint(spare: Any, tablet: Any, sheet: str, until: float) -> None:
    """What the spare tablet does while it has the seat; what it cannot deliver stays on its storage."""
    spare.waiting = 1  # until it says otherwise
    await spare.switch_on(tablet.chromium, tablet.browser)
    try:
        with contextlib.suppress(Error):
            await spare.sign_in()
            if sheet and await spare.shown(sheet):
                await taps(spare, 2 * TAPS)
            while not await spare.delivered() and time.monotonic() < until:
                await asyncio.sleep(0.5)
    finally:
        await spare.switch_off()


async def deliver_spares(tablet: Any) -> None:
    """At the end: a spare tablet that still holds something takes the seat once more, and delivers."""
    for spare in tablet.spares:
        await stint(spare, tablet, "", time.monotonic() + PATIENCE)
    tablet.spares = [spare for spare in tablet.spares if spare.waiting]


async def taps(tablet: Any, many: int) -> None:
    for _ in range(many):
        with contextlib.suppress(Error):
            await tablet.tap(tablet.finger)
