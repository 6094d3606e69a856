"""A small hall for tests of the tablet itself: one judge, two seats, a few stations, on a server of its own."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from scoring.app import create_app
from scoring.rubrics import reader
from scoring.store import database, read, record
from scoring.store.models import Person
from tests.browser.by_program import Program
from tests.browser.screens import TABLET, Screens
from tests.browser.server import VENUE, Server
from tests.web.desk_day import must, open_day


class Hall(Server):
    """A day of table setting; one judge sits on the measuring seat and on one of the impression seats."""

    def __init__(self, home: Path, *words: str) -> None:
        super().__init__(home, "serve", *words)
        app = create_app(home)
        with app.app_context():
            self.day = open_day(heats=1, stations=3)
            person = read.person_by_link(self.day.link["judge"])
            for key in ("M", "J1"):
                must(record.change_seat(self.day.seat[key], person_id=person.id))
            record.make_codes([self.day.seat["M"]])
            self.code = read.seat_by_id(self.day.seat["M"]).code
        database.close(app)
        with (home / "config.toml").open("a", encoding="utf-8") as config:
            config.write(f'names = ["{VENUE}"]\n')

    def sheet(self, station: int, key: str = "M") -> str:
        return f"/judge/sheet/{self.day.at[1, station]}/{self.day.seat[key]}"

    def open(self, screens: Screens, size: dict[str, int] = TABLET, **more: Any) -> Any:
        """A tablet on which the judge is signed in."""
        page = screens.open(size, touch=True, base_url=self.address, **more)
        with Program(self.here, self.day.link["judge"]) as judge:
            kept = {**judge.browser.cookies, "language": "zh"}
        page.context.add_cookies([{"name": name, "value": value, "url": self.address} for name, value in kept.items()])
        return page

    def marks(self, station: int) -> list[tuple[str, str]]:
        """(item, value) of a sheet as they were stored, in the order in which they came."""
        with closing(sqlite3.connect(self.home / "scoring.sqlite")) as raw:
            wanted = "SELECT item, value FROM mark WHERE contestant_id = ? ORDER BY id"
            return raw.execute(wanted, [self.day.at[1, station]]).fetchall()


def add_hose(judge: Person) -> str:
    """A fire hose that this judge times, in the same competition; answers the address of its one sheet."""
    text = reader.shipped()["fire-hose@1"].read_text(encoding="utf-8")
    hose = must(record.create_event(judge.competition_id, "fire-hose@1", text, slug="hose", stations=1))
    runner = must(record.add_contestant(hose.id, "1", "选手", "示例消防站", 1, 1))
    must(record.change_seat(hose.seats[0].id, person_id=judge.id))
    must(record.open_event(hose.id))
    return f"/judge/sheet/{runner.id}/{hose.seats[0].id}"


def begin(page: Any) -> None:
    """Yes, this is the table in front of me."""
    if page.locator("#begin").evaluate("(dialog) => dialog.open"):
        page.locator("#begin button[value=yes]").click()
