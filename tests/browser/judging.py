"""A judge's finger on a tablet: what is tapped on the scoresheet, held, reviewed and handed in. It knows no figure."""

from typing import Any

from playwright.sync_api import expect


class Tablet:
    """One tablet that is signed in as a judge."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def begin(self, station: int) -> None:
        """Choose the station in the list of the heat."""
        self.page.locator("a.card").filter(has=self.page.locator(f".station b:text-is('{station}')")).tap()
        expect(self.page.locator(".foot [data-seen]")).not_to_be_empty()  # the script is there and has drawn

    def item(self, item: str) -> Any:
        return self.page.locator(f"[id='i-{item}']")

    def choose(self, item: str, value: str) -> None:
        """One of the buttons in the line: a rung, a level, a mark."""
        self.item(item).locator(f".pick [data-value='{value}']").tap()

    def finer(self, item: str, direction: str) -> None:
        self.item(item).locator(f"[data-fine={direction}]").tap()

    def count(self, item: str, times: int) -> None:
        for _ in range(times):
            self.item(item).locator("[data-step=more]").tap()

    def unfold(self, item: str) -> None:
        """Open the drawing of an item."""
        self.item(item).locator("[data-do=open]").tap()
        expect(self.item(item).locator(".bench")).to_be_visible()

    def place_out(self, item: str, place: int) -> None:
        self.item(item).locator(f".place[data-place='{place}']").tap()

    def read(self, item: str, place: int, keys: str) -> None:
        """Pick a place out by its chair, then type what was measured."""
        self.item(item).locator(f".hit[data-do=pick][data-place='{place}']").tap()
        for key in [*keys, "enter"]:
            self.item(item).locator(f".keys [data-key='{key}']").tap()

    def clear(self, item: str) -> None:
        """Looked at, nothing found: a tap on the sign."""
        sign = self.item(item).locator("[data-do=state]")
        sign.tap()
        expect(sign).to_have_attribute("data-state", "clear")

    def sweep(self, section: str) -> None:
        """Hold "the rest of this section" with a finger until it is taken."""
        button = self.page.locator(f"[id='s-{section}'] .hold")
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        finger = self.page.context.new_cdp_session(self.page)
        point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        expect(button).to_be_hidden()
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        finger.detach()

    def expect_price(self, item: str, price: str) -> None:
        expect(self.item(item).locator(".state b")).to_have_text(price)

    def expect_total(self, total: str) -> None:
        expect(self.page.locator("[data-total]")).to_have_text(total)

    def expect_sent(self) -> None:
        """Nothing waits on the tablet any more."""
        expect(self.page.locator(".foot .unsent [data-unsent]")).to_contain_text("0")

    def hand_in(self, total: str) -> None:
        """Review, sign, hand in; after that the sheet is shut."""
        self.expect_sent()
        self.page.locator(".foot [data-submit]:not(.wait)").tap()
        expect(self.page.locator(".great")).to_have_text(total)
        self.page.locator("button.pad").tap()
        self.page.locator("[data-hand-in]").tap()
        expect(self.page.locator("#sheet[data-locked]")).to_be_visible()
