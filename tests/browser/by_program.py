"""Judging without fingers: the HTTP requests that tablet, floor and chief send, for what a test only needs done."""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from scoring.demo.browser import Browser

SHEET = re.compile(r"/judge/sheet/(\d+)/(\d+)")


class Program:
    """One person signed in by a personal link; without one, somebody from the audience."""

    def __init__(self, address: str, link: str) -> None:
        self.browser = Browser(address, link.rpartition("/")[2])
        if link:
            self.browser.sign_in()

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        if self.browser.line is not None:
            self.browser.line.close()

    def sheets(self) -> list[tuple[int, int]]:
        """(contestant, seat) of every sheet on this judge's first page, station by station."""
        return [(int(one), int(two)) for one, two in SHEET.findall(self.browser.ask("GET", "/judge")[1])]

    def post(self, path: str, **facts: Any) -> Mapping[str, Any]:
        status, answer = self.browser.post(path, {"uid": secrets.token_hex(12), **facts})
        assert status == 200, (path, facts, status, answer)
        return answer

    def mark(self, contestant: int, seat: int, marks: Iterable[tuple[str, str, str]]) -> None:
        """Enter (item, place, value) in this order."""
        sheet = {"contestant": contestant, "seat": seat}
        sent = [
            {"uid": secrets.token_hex(12), **sheet, "item": item, "place": place, "value": value, "order": order}
            for order, (item, place, value) in enumerate(marks, 1)
        ]
        self.post("/judge/marks", marks=sent)

    def hand_in(self, contestant: int, seat: int) -> None:
        self.post(f"/judge/sheet/{contestant}/{seat}/submit")
