"""A judge's finger on a real sheet, in a browser that may freeze or lose its page at any moment. It knows no figure."""

import asyncio
from dataclasses import dataclass
from random import Random
from typing import Any

HOLD = 1.2  # seconds; the page wants one of them
READY = 20_000  # ms that a page may take on a bad network
AWAKE = 8_000  # ms that its script may take after that; then a judge loads it again
SHORT = 4_000  # ms that a finger looks for its target

ITEMS = """() => [...document.querySelectorAll("#sheet .item")].map((row) => ({
  id: row.dataset.item, places: Number(row.dataset.places), tap: "tap" in row.dataset,
  values: row.querySelector(".bench") ? 0 : row.querySelectorAll(".tools .pick [data-value]").length,
  count: !row.querySelector(".bench") && row.querySelector("[data-step=more]") ? 1 : 0,
  pad: row.dataset.kind === "measured" && row.querySelector(".keys [data-key='1']") ? 1 : 0,
}))"""


@dataclass(slots=True)
class Tap:
    """What a finger did: its name, and whether it must have made a mark."""

    what: str
    must: bool


class Finger:
    """Taps what the luck of the tablet says."""

    def __init__(self, page: Any, luck: Random) -> None:
        self.page, self.luck = page, luck
        self.items: list[dict[str, Any]] = []

    async def look(self) -> None:
        self.items = await self.page.evaluate(ITEMS)

    async def answer(self) -> None:
        """Say yes to what the tablet asks: is this your station, go on in this tab."""
        asked = self.page.locator("dialog[open] button.main:enabled")
        for _ in range(await asked.count()):
            await asked.last.tap(timeout=SHORT)  # the one on top

    def row(self, item: str) -> Any:
        return self.page.locator(f"#sheet [id='i-{item}']")

    async def tap(self) -> Tap | None:
        """One thing that a judge does; None where there was nothing to do it on."""
        await self.answer()
        dice = self.luck.randrange(100)
        if dice < 8:
            return await self.undo()
        if dice < 11:
            return await self.undo_in_list()
        if dice < 14:
            return await self.sweep()
        item = self.luck.choice(self.items)
        ways = [way for way, there in self.ways(item).items() if there]
        if not ways:
            return None
        return await getattr(self, self.luck.choice(ways))(item)

    @staticmethod
    def ways(item: dict[str, Any]) -> dict[str, bool]:
        places = item["places"] > 0
        return {
            "pick": item["values"] > 0,
            "count": bool(item["count"]),
            "fault": places and item["tap"],
            "read": places and bool(item["pad"]),
        }

    async def pick(self, item: dict[str, Any]) -> Tap:
        """One of the buttons in the line; tapped again it is taken back."""
        button = self.row(item["id"]).locator(".tools .pick [data-value]").nth(self.luck.randrange(item["values"]))
        await button.tap(timeout=SHORT)
        return Tap("pick", True)

    async def count(self, item: dict[str, Any]) -> Tap:
        direction = "more" if self.luck.randrange(4) else "less"
        await self.row(item["id"]).locator(f"[data-step={direction}]").tap(timeout=SHORT)
        return Tap("count", direction == "more")

    async def unfold(self, item: dict[str, Any]) -> None:
        bench = self.row(item["id"]).locator(".bench")
        if not await bench.is_visible():
            await self.row(item["id"]).locator("[data-do=open]").tap(timeout=SHORT)
            await bench.wait_for(state="visible", timeout=SHORT)

    async def fault(self, item: dict[str, Any]) -> Tap:
        """On the drawing, where it is wrong."""
        await self.unfold(item)
        places = self.row(item["id"]).locator(".place[data-place]:visible")
        await places.nth(self.luck.randrange(await places.count())).tap(timeout=SHORT)
        return Tap("place", False)  # where a reading stands it is only picked out

    async def read(self, item: dict[str, Any]) -> Tap:
        """A reading, figure by figure."""
        await self.unfold(item)
        row = self.row(item["id"])
        seats = row.locator(".hit[data-do=pick]:visible")
        if await seats.count():
            await seats.nth(self.luck.randrange(await seats.count())).tap(timeout=SHORT)
        for key in [*str(self.luck.randint(0, 3)), ".", *str(self.luck.randint(0, 9)), "enter"]:
            await row.locator(f".keys [data-key='{key}']").tap(timeout=SHORT)
        return Tap("reading", False)  # the same reading again is no mark

    async def undo(self) -> Tap | None:
        button = self.page.locator(".snack:not([hidden]) button").first
        if not await button.is_visible():
            return None
        await button.tap(timeout=SHORT)
        return Tap("undo", False)

    async def undo_in_list(self) -> Tap | None:
        """One of the last entries, in the list of them."""
        await self.page.locator(".foot .unsent").tap(timeout=SHORT)
        lines = self.page.locator("#journal .last button")
        many = await lines.count()
        if many:
            await lines.nth(self.luck.randrange(min(4, many))).tap(timeout=SHORT)
        await self.page.locator("#journal .close").tap(timeout=SHORT)
        return Tap("undo in the list", False) if many else None

    async def sweep(self) -> Tap | None:
        """Hold "the rest of this section" until it is taken."""
        button = self.page.locator("#sheet .hold:visible").first
        if not await button.is_visible():
            return None
        await button.scroll_into_view_if_needed(timeout=SHORT)
        await button.hover(timeout=SHORT)
        await self.page.mouse.down()
        await asyncio.sleep(HOLD)
        await self.page.mouse.up()
        return Tap("sweep", False)
