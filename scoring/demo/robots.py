"""Robots who judge what is left through the same addresses as people, then rest. Run as a program: HOME ADDRESS SPEED.

Each robot is one person with one browser. From the database they know who sits where; all they do is HTTP.
Where a person has begun a sheet by hand, the robot of that seat leaves the sheet to them.
"""

import os
import secrets
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoring.demo import hands
from scoring.demo.browser import Browser
from scoring.rubrics.language import Rubric
from scoring.store.chain import Chain

GLANCE = 1.0  # seconds, at speed 1: a look before the next thing
ITEM = 1.6  # … to judge one item
WALK = 4.0  # … to the next station
SIGN = 3.0  # … until the chief has read a result
WORK = (12.0, 30.0)  # … that a contestant visibly works; the stopwatch then says what it should
OURS = ("untouched", "entering", "returned")


@dataclass(slots=True)
class Seat:
    id: int
    key: str
    panel: str
    browser: Browser
    chain: Chain = field(default_factory=Chain)


@dataclass(slots=True)
class Entrant:
    id: int
    number: str
    heat: int
    finished: threading.Event = field(default_factory=threading.Event)


@dataclass(slots=True)
class Plan:
    """One event: who judges whom."""

    slug: str
    title: str
    rubric: Rubric
    seats: list[Seat]
    floor: Browser
    chief: Browser
    entrants: list[Entrant]


class Robots:
    """The crew of one event."""

    def __init__(self, plan: Plan, speed: float, over: threading.Event) -> None:
        self.plan = plan
        self.speed = speed
        self.over = over
        self.luck = hands.chance("robots", plan.slug, os.getpid())

    def pause(self, seconds: float) -> None:
        """People are not clockwork."""
        if self.over.wait(seconds * self.luck.uniform(0.6, 1.4) / self.speed):
            raise SystemExit

    def work(self) -> None:
        """Heat after heat, until nothing is left."""
        for heat in sorted({entrant.heat for entrant in self.plan.entrants}):
            here = [entrant for entrant in self.plan.entrants if entrant.heat == heat]
            crew = [
                threading.Thread(target=self.guarded, args=(self.judge, seat, here), daemon=True)
                for seat in self.plan.seats
            ]
            crew.append(threading.Thread(target=self.guarded, args=(self.keep_time, heat, here), daemon=True))
            for robot in crew:
                robot.start()
            self.sign(here)
            for robot in crew:
                robot.join()
            self.plan.chief.post(f"/chief/{self.plan.slug}/heat", {"uid": uid(), "heat": heat, "state": "done"})
        print(f"  {self.plan.title}：全部评完，机器人休息 / all judged, the robots rest", flush=True)

    def send(self, task: Callable[..., None], *args: Any) -> threading.Thread:
        robot = threading.Thread(target=self.guarded, args=(task, *args), daemon=True)
        robot.start()
        return robot

    def guarded(self, task: Callable[..., None], *args: Any) -> None:
        try:
            task(*args)
        except SystemExit:
            return

    # ── floor ──

    def keep_time(self, heat: int, here: list[Entrant]) -> None:
        """Start the heat, watch them work, write down what the stopwatch says."""
        post = self.plan.floor.post
        self.plan.chief.post(f"/chief/{self.plan.slug}/heat", {"uid": uid(), "heat": heat, "state": "active"})
        clocks = [module for module in self.plan.rubric.parts if module.clock]
        self.pause(GLANCE)
        if clocks:
            for entrant in here:
                post(f"/floor/{self.plan.slug}/clock", {"uid": uid(), "contestant": entrant.id, "act": "start"})
        for entrant in here:
            self.pause(self.luck.uniform(*WORK) / len(here))
            for module in clocks:
                fact = {"contestant": entrant.id, "act": "stop"}
                post(f"/floor/{self.plan.slug}/clock", {"uid": uid(), **fact})
                time_taken = hands.working_time(module, self.plan.slug, entrant.number)
                fact = {"contestant": entrant.id, "act": "set", "value": time_taken, "reason": hands.BY_WATCH}
                post(f"/floor/{self.plan.slug}/clock", {"uid": uid(), **fact})
            for module in self.plan.rubric.parts:
                for n, penalty in enumerate(hands.penalties(module, self.plan.slug, entrant.number)):
                    fact = {"contestant": entrant.id, "penalty": penalty}
                    again = f"robot-{self.plan.slug}-{entrant.number}-{module.id}-{n}"
                    post(f"/floor/{self.plan.slug}/penalty", {"uid": again, **fact})
            entrant.finished.set()

    # ── judges ──

    def judge(self, seat: Seat, here: list[Entrant]) -> None:
        """Station after station, once the contestant there is done."""
        for entrant in here:
            while not entrant.finished.wait(0.2):
                self.pause(0)
            self.pause(WALK)
            self.fill(seat, entrant)

    def fill(self, seat: Seat, entrant: Entrant) -> None:
        """Every item that is still open, then hand in; stop when somebody else is found writing on this sheet."""
        path = f"/judge/sheet/{entrant.id}/{seat.id}"
        sheet = seat.browser.get(f"{path}.json")
        if sheet is None or sheet["state"] not in OURS:
            return
        order = sheet["order"]
        intended = hands.sheet(self.plan.rubric, seat.panel, self.plan.slug, entrant.number, seat.key)
        for item in [item for item in sheet["open"] if item in intended]:
            self.pause(ITEM)
            for entry in intended[item]:
                order += 1
                mark = {"uid": uid(), "contestant": entrant.id, "seat": seat.id, "order": order, **entry}
                status, answer = seat.browser.post("/judge/marks", {"marks": [seat.chain.add(mark)]})
                if status != 200 or answer.get("sheet", {}).get("order", order) > order:
                    return
                if entry is not intended[item][-1]:
                    self.pause(ITEM / 2)
        self.pause(GLANCE)
        seat.browser.post(f"{path}/submit", {"uid": uid()})

    # ── chief ──

    def sign(self, here: list[Entrant]) -> None:
        """Sign each result as it becomes complete; whatever a person holds up is waited for."""
        waiting = list(here)
        while waiting:
            self.pause(SIGN)
            for entrant in list(waiting):
                if not entrant.finished.is_set():
                    continue
                facts = {"uid": uid(), "contestants": [entrant.id]}
                status, answer = self.plan.chief.post(f"/chief/{self.plan.slug}/sign", facts)
                if status == 200 or answer.get("code") in ("signed", "already-signed"):
                    waiting.remove(entrant)
                    self.pause(SIGN)


def uid() -> str:
    return secrets.token_hex(12)


def plans(home: Path, address: str) -> list[Plan]:
    """Read who sits where and which results are not signed yet."""
    from scoring.app import create_app
    from scoring.demo.sample import CHIEF, EVENTS, floor_name
    from scoring.store import database, read

    app = create_app(home, alone=False)
    with app.app_context():
        competition = read.competition()
        people = {person.name: person.link for person in read.people(competition.id if competition else None)}
        made = []
        for one in EVENTS:
            event = read.event_by_slug(one.slug)
            if event is None or event.state != "open":
                continue
            open_ids = {row["contestant_id"] for row in read.standings_of(event) if row["stage"] not in SIGNED}
            seats = [
                Seat(seat.id, seat.key, seat.panel, Browser(address, seat.person.link))
                for seat in event.seats
                if seat.person
            ]
            entrants = [
                Entrant(each.id, each.number, each.heat.number)
                for each in read.contestants(event.id)
                if each.id in open_ids and each.heat
            ]
            floor, chief = Browser(address, people[floor_name(one)]), Browser(address, people[CHIEF])
            made.append(Plan(one.slug, event.title, read.rubric_of(event), seats, floor, chief, entrants))
    database.close(app)
    return made


SIGNED = ("signed", "decoded", "published", "final")


def main(home: str, address: str, speed: str) -> int:
    """Work until everything is judged, then stay; end with the process that started us."""
    over = threading.Event()
    parent = os.getppid()
    for plan in plans(Path(home), address):
        crew = Robots(plan, float(speed), over)
        threading.Thread(target=crew.guarded, args=(crew.work,), daemon=True).start()
    try:
        while os.getppid() == parent:
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    over.set()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
