"""Screens of the hall: browser contexts of the sizes that are used there, each listened to for complaints."""

from typing import Any

TABLET = {"width": 1024, "height": 768}
UPRIGHT = {"width": 768, "height": 1024}
TELEPHONE = {"width": 390, "height": 844}
HALL = {"width": 1920, "height": 1080}
LARGE_HALL = {"width": 3840, "height": 2160}
DESK = {"width": 1440, "height": 900}


class Screens:
    """Every context is one device. `complaints`: errors and warnings of the console, broken scripts, failed loads."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.contexts: list[Any] = []
        self.complaints: list[str] = []
        self.outage = False  # while the server is known to be away, failed requests are no complaint

    def open(self, size: dict[str, int], touch: bool = False, tables: bool = True, **more: Any) -> Any:
        """A new device with one empty page. `tables`: it says yes when a sheet asks for the table in front of it."""
        context = self.browser.new_context(viewport=size, has_touch=touch, **more)
        self.contexts.append(context)
        page = context.new_page()
        if tables:
            page.add_locator_handler(page.locator("#begin"), lambda dialog: dialog.locator("[value=yes]").click())
        page.on("console", lambda said: self.hear(page, said))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", lambda answer: self.see(page, answer))
        return page

    def hear(self, page: Any, said: Any) -> None:
        """Errors and warnings; that a resource failed to load is told with its address by `see`."""
        if said.type not in ("error", "warning") or "Failed to load resource" in said.text or self.outage:
            return
        self.complaints.append(f"{page.url}: {said.type}: {said.text}")

    def see(self, page: Any, answer: Any) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request() and not self.outage:
            self.complaints.append(f"{page.url}: {answer.status} {answer.url}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()
