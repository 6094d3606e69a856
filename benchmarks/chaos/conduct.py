"""One run: server, bad network, crowd; the timetable's faults in their moments; then calm, and everybody delivers."""

import asyncio
import contextlib
import http.client
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.chaos import timetable
from benchmarks.chaos.crowd import Crowd, Intentions
from benchmarks.chaos.ledger import Ledger
from benchmarks.chaos.proxy import Proxy
from benchmarks.chaos.seats import Disk, Pass, Seat, new_disk
from benchmarks.chaos.tablets import Tablet
from benchmarks.chaos.timetable import Fault
from benchmarks.chaos.twice import deliver_spares
from benchmarks.venue import Venue
from scoring.demo.browser import Browser

CALM = 120  # seconds that everybody has to deliver once nothing breaks any more
PROGRESS = 10
SIGNING_IN = 12  # at once
TRIES = 60  # seconds that a sign-in is tried
FIRST = -15  # priority of server and network where the system allows it
STARTS = 3  # times that a killed server is started before the run is given up
ANSWERS = 3  # seconds that a kill waits for a request to hit


class Hand(Browser):
    """Signs somebody in beside the bad network; it gives up after a while, where a robot tries for ever."""

    def ask(self, method: str, path: str, body: str = "", kind: str = "") -> tuple[int, str]:
        until = time.monotonic() + TRIES
        while True:
            try:
                return self.once(method, path, body, kind)
            except (OSError, http.client.HTTPException):
                self.close()
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)


def favour(process: int) -> None:
    """Server and network stand for machines of their own; here they share the processors with a dozen browsers."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, process, FIRST)


@dataclass(frozen=True, slots=True)
class Settings:
    seconds: float
    seats: int
    tablets: int
    kills: int
    seed: int
    rate: float  # acts of a scripted seat, a second
    taps: float  # taps of a tablet, a second
    port: int


class Run:
    """`home` is the instance, `browser` the path of a Chromium."""

    def __init__(self, settings: Settings, home: Path, crowd: Crowd, browser: str | None) -> None:
        self.settings, self.home, self.crowd, self.browser = settings, home, crowd, browser
        self.ledger = Ledger()
        self.venue = Venue(home)
        self.proxy = Proxy(0, Random(f"links {settings.seed}"), settings.port)
        self.disks: dict[str, Disk] = {}
        self.lives: dict[str, asyncio.Task[None]] = {}
        self.tablets: list[Tablet] = []
        self.met: Counter[str] = Counter()
        self.knife = asyncio.Lock()  # one kill at a time: a dead server cannot die again
        self.door = ThreadPoolExecutor(SIGNING_IN)  # whoever waits here must not keep the server from starting
        self.stumbles: list[str] = []
        self.failures: list[str] = []
        self.begun = 0.0

    async def go(self) -> None:
        """The whole run; afterwards `ledger` is complete and the server is closed."""
        await asyncio.to_thread(self.start_again)
        self.proxy.target = self.venue.port
        await self.proxy.open()
        faults: set[asyncio.Task[None]] = set()
        try:
            async with contextlib.AsyncExitStack() as stack:
                if self.settings.tablets:
                    from playwright.async_api import async_playwright

                    playwright = await stack.enter_async_context(async_playwright())
                    await self.open_tablets(playwright.chromium)
                    stack.push_async_callback(self.close_tablets)
                await self.enter(faults)
                await self.deliver()
        finally:
            for task in [*faults, *self.lives.values()]:
                task.cancel()
            await asyncio.gather(*faults, *self.lives.values(), return_exceptions=True)
            await self.proxy.close()
            self.door.shutdown(wait=False, cancel_futures=True)
            self.hear()
            await asyncio.to_thread(self.venue.__exit__)

    async def open_tablets(self, chromium: Any) -> None:
        settings = self.settings
        for number, chair in enumerate(self.crowd.tablets):
            folder = self.home / "browsers" / str(number)
            self.tablets.append(Tablet(number, chair, settings.seed, folder, self.proxy.port, self.ledger))
        for some in (self.tablets[n : n + 3] for n in range(0, len(self.tablets), 3)):
            await asyncio.gather(*(tablet.switch_on(chromium, self.browser) for tablet in some))
            await asyncio.gather(*(tablet.sign_in() for tablet in some))
        self.say(f"{len(self.tablets)} tablets are open")

    async def close_tablets(self) -> None:
        await asyncio.gather(*(tablet.switch_off() for tablet in self.tablets), return_exceptions=True)

    async def enter(self, faults: set[asyncio.Task[None]]) -> None:
        """Everybody enters, everything breaks; ends with the last act and the last fault."""
        settings = self.settings
        plan = timetable.drawn(
            settings.seed,
            settings.seconds,
            settings.kills,
            [chair.name for chair in self.crowd.seats],
            [tablet.name for tablet in self.tablets],
        )
        items = await asyncio.to_thread(items_of, self.home)
        favour(0)
        self.begun = time.monotonic()
        for chair in self.crowd.seats:
            own = Intentions(settings.seed, chair, items[chair.panel])
            acts = list(own.until(settings.seconds, settings.rate))
            self.disks[chair.name] = new_disk(settings.seed, chair, acts)
            self.start_seat(chair)
        until = self.begun + settings.seconds
        judges = [asyncio.create_task(tablet.work(until, settings.taps)) for tablet in self.tablets]
        progress = asyncio.create_task(self.progress())
        faults.add(progress)
        for fault in plan:
            await asyncio.sleep(max(0.0, self.begun + fault.at - time.monotonic()))
            faults.add(asyncio.create_task(self.guarded(self.befall(fault))))
        await asyncio.gather(*judges, asyncio.sleep(until - time.monotonic()))
        kept = [task for task in faults if task is not progress]
        await self.proxy.calm()
        await asyncio.gather(*kept)

    def start_seat(self, chair: Any) -> None:
        seat = Seat(chair, self.disks[chair.name], self.ledger, self.proxy.port, self.sign_in)
        self.lives[chair.name] = asyncio.create_task(self.guarded(seat.live(self.begun)))

    async def guarded(self, work: Any) -> None:
        """What goes wrong in the benchmark itself is told, makes it fail, and ends the waiting."""
        try:
            await work
        except Exception as error:
            self.failures.append(f"{type(error).__name__}: {error}")
            self.say(self.failures[-1])

    async def sign_in(self, link: str) -> Pass:
        hand = Hand(self.venue.address, link)
        await asyncio.get_running_loop().run_in_executor(self.door, hand.sign_in)
        hand.close()
        return Pass("; ".join(f"{name}={value}" for name, value in hand.cookies.items()), hand.token)

    async def befall(self, fault: Fault) -> None:
        match fault.kind:
            case "kill":
                await self.kill(fault.lasts)
            case "cut-one":
                self.proxy.cut_one()
            case "cut-all":
                await self.proxy.cut_all(fault.lasts)
            case "half-open":
                await self.proxy.kill_link(fault.lasts)
            case "crash":
                await self.crash(fault.actor)
            case "excuse":
                await self.excuse(fault.actor)
            case "freeze-page" | "freeze-browser":
                tablet = self.tablet(fault.actor)
                self.met[fault.kind] += await tablet.freeze(fault.lasts, fault.kind == "freeze-browser")
            case "reload" | "reopen" | "second-tab" | "take-over":
                self.tablet(fault.actor).wishes.append(fault.kind)
            case _:
                self.proxy.soon(fault)

    def tablet(self, name: str) -> Tablet:
        return next(tablet for tablet in self.tablets if tablet.name == name)

    async def kill(self, after: float) -> None:
        """kill -9, at any moment or so soon after the next marks have left for the server; then start again at once."""
        async with self.knife:
            if after:
                left = asyncio.Event()
                self.proxy.sent = left.set
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(left.wait(), ANSWERS)
                await asyncio.sleep(after)
            self.venue.kill()
            self.hear()
            self.met["kill"] += 1
            await asyncio.to_thread(self.start_again)

    def start_again(self) -> None:
        for last in (*[False] * (STARTS - 1), True):
            try:
                self.venue.open()
                favour(self.venue.process.pid if self.venue.process else 0)
                return
            except RuntimeError:
                if last:
                    raise

    def hear(self) -> None:
        """What the server said in this life, if something broke inside."""
        said = "".join(self.venue.said)
        if "Traceback" in said:
            self.stumbles.append(said[said.index("Traceback") :][:3000])

    async def crash(self, name: str) -> None:
        """Everything that the seat had in memory is gone; it starts again from its disk."""
        life = self.lives[name]
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)
        self.met["crash"] += 1
        self.start_seat(next(chair for chair in self.crowd.seats if chair.name == name))

    async def excuse(self, name: str) -> None:
        """The chief judge excuses the seat for one contestant: what it enters there from now on is held."""
        chair = next(chair for chair in self.crowd.seats if chair.name == name)
        to_come = [act.contestant for act in self.disks[name].acts[self.disks[name].next :]]
        facts = {"uid": f"excuse-{self.met['excuse']:06}", "seat": chair.seat}
        facts["contestant"] = to_come[0] if to_come else chair.sheets[0]
        self.met["excuse"] += 1

        def act() -> None:
            hand = Hand(self.venue.address, self.crowd.chief)
            status, said = hand.post(f"/chief/{chair.slug}/excuse", facts | {"reason": "chaos"})
            hand.close()
            if status != 200 and said.get("code") != "already-excused":
                raise RuntimeError(f"excusing {name}: {status} {said}")

        await asyncio.get_running_loop().run_in_executor(self.door, act)

    async def deliver(self) -> None:
        """Nothing breaks any more: everybody delivers, in bounded time."""
        self.say("calm: everybody delivers")
        until = time.monotonic() + CALM
        while time.monotonic() < until and not self.failures:
            done = await asyncio.gather(*(tablet.delivered() for tablet in self.tablets))
            for tablet in self.tablets if all(done) else ():
                if tablet.spares:
                    await deliver_spares(tablet)
                    done = [False]  # the tablet itself was signed out by that
            if all(done) and not any(disk.unsent or disk.next < len(disk.acts) for disk in self.disks.values()):
                return
            await asyncio.sleep(0.5)
        self.say("not everything was delivered in time")

    async def progress(self) -> None:
        while True:
            await asyncio.sleep(PROGRESS)
            self.say(self.figures())

    def figures(self) -> str:
        faults = self.met.total() + self.proxy.met.total() - self.met["kill"]
        return (
            f"marks {len(self.ledger.marks)} acknowledged {self.ledger.acknowledged}, "
            f"kills {self.met['kill']}, other faults {faults}"
        )

    def say(self, text: str) -> None:
        passed = time.monotonic() - self.begun if self.begun else 0
        print(f"{passed:5.0f} s  {text}", flush=True)


def items_of(home: Path) -> dict[str, list[Any]]:
    """The items of each panel of the rubric that everybody judges by."""
    from benchmarks.chaos.crowd import RUBRIC
    from scoring.rubrics import reader

    rubric = reader.load(RUBRIC, [home / "rubrics"]).rubric
    return {panel.id: list(rubric.items_of(panel.id)) for panel in rubric.panels}
