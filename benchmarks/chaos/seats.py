"""A scripted seat: the tablet's rules without a browser. Its disk outlives it; everything else dies with a crash."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Any

from benchmarks.chaos.crowd import Act, Chair, Meant
from benchmarks.chaos.ledger import Ledger
from benchmarks.chaos.proxy import BROKEN, END, MARKS, SEAT_AGENT
from scoring.store.chain import link

MOST = 50  # marks in one request
FIRST_WAIT, LONGEST_WAIT = 1.0, 15.0
PATIENCE = 10.0  # as a tablet's: a request without an answer is repeated
SIGNED_OUT = (400, 401, 403)
HOUR = 3_600_000


@dataclass(slots=True)
class Pass:
    """What a sign-in leaves on a device."""

    cookies: str = ""
    token: str = ""


@dataclass
class Disk:
    """What survives a crash of the tablet."""

    journal: str
    acts: list[Act]
    next: int = 0  # which act comes next
    unsent: dict[str, dict[str, Any]] = field(default_factory=dict)  # by uid, as they were entered
    number: int = 0  # of the last entry in the journal
    link: str = ""  # the end of the chain so far
    orders: dict[int, int] = field(default_factory=dict)  # the highest order of each sheet
    refused: dict[str, str] = field(default_factory=dict)
    passed: Pass = field(default_factory=Pass)


class Seat:
    """One life of a seat, from a start to the next crash."""

    def __init__(
        self, chair: Chair, disk: Disk, ledger: Ledger, port: int, sign_in: Callable[[str], Awaitable[Pass]]
    ) -> None:
        self.chair, self.disk, self.ledger, self.port, self.sign_in = chair, disk, ledger, port, sign_in
        self.luck = Random()
        self.wire: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.wait = FIRST_WAIT
        self.more = asyncio.Event()

    async def live(self, begun: float) -> None:
        """Enter what is due, deliver what is stored, until the seat crashes."""
        try:
            await asyncio.gather(self.enter(begun), self.deliver())
        finally:
            self.hang_up()

    async def enter(self, begun: float) -> None:
        """Every act in its moment; acts that came due during a crash follow at once, as a judge catches up."""
        disk = self.disk
        while disk.next < len(disk.acts):
            act = disk.acts[disk.next]
            await asyncio.sleep(max(0.0, begun + act.at - time.monotonic()))
            disk.next += 1
            for meant in act.marks:
                self.store(act.contestant, meant)
            self.more.set()

    def store(self, contestant: int, meant: Meant) -> None:
        """Promise to keep one mark: numbered, linked to the one before, on disk before anything is sent."""
        disk, seat = self.disk, self.chair.seat
        order = disk.orders[contestant] = disk.orders.get(contestant, 0) + 1
        disk.number += 1
        words = (meant.item, meant.place, meant.value)
        disk.link = link(
            disk.link or disk.journal, disk.number, meant.uid, contestant, seat, *words, order, meant.withdraws
        )
        mark = {"uid": meant.uid, "contestant": contestant, "seat": seat, "order": order, "withdraws": meant.withdraws}
        mark |= dict(zip(("item", "place", "value"), words, strict=True))
        mark |= {"journal": disk.journal, "number": disk.number, "link": disk.link}
        mark["at"] = int(time.time() * 1000) + self.luck.randint(-9, 9) * HOUR  # a clock wrong by hours
        disk.unsent[meant.uid] = mark
        self.ledger.intend(self.chair.name, time.time(), mark)

    def batch(self) -> list[dict[str, Any]]:
        """The next marks to send: those of one sheet, in their order."""
        first = next(iter(self.disk.unsent.values()), None)
        if first is None:
            return []
        same = [mark for mark in self.disk.unsent.values() if mark["contestant"] == first["contestant"]]
        return sorted(same, key=lambda mark: mark["order"])[:MOST]

    async def deliver(self) -> None:
        while True:
            self.more.clear()
            marks = self.batch()
            if not marks:
                await self.more.wait()
                continue
            if await self.send(marks):
                self.wait = FIRST_WAIT
                continue
            self.hang_up()
            await asyncio.sleep(self.wait * self.luck.uniform(0.5, 1.5))
            self.wait = min(self.wait * 2, LONGEST_WAIT)

    async def send(self, marks: list[dict[str, Any]]) -> bool:
        """Send once; whether the server judged these marks."""
        try:
            if not self.disk.passed.token:
                self.disk.passed = await self.sign_in(self.chair.link)
            status, said = await asyncio.wait_for(self.post(MARKS, {"marks": marks}), PATIENCE)
        except (TimeoutError, *BROKEN):
            return False
        if status in SIGNED_OUT:
            self.disk.passed = Pass()
            return False
        if "results" not in said:
            if said.get("message"):
                raise RuntimeError(f"{self.chair.name}: {status} {said}")
            return False
        for result in said["results"]:
            self.judged(result)
        return True

    def judged(self, result: dict[str, Any]) -> None:
        """Only what the server holds for good leaves the disk."""
        uid = result["uid"]
        if result.get("ok") or result.get("kept"):
            self.disk.unsent.pop(uid, None)
            self.ledger.acknowledge(uid)
        elif uid in self.disk.unsent:
            self.disk.refused[uid] = str(result.get("refusal"))
            del self.disk.unsent[uid]

    async def post(self, path: str, facts: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.wire is None:
            self.wire = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.wire
        body = json.dumps(facts).encode()
        head = {
            "Host": f"127.0.0.1:{self.port}",
            "User-Agent": SEAT_AGENT,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Cookie": self.disk.passed.cookies,
            "X-CSRFToken": self.disk.passed.token,
        }
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
        writer.write("\r\n".join(lines).encode() + END + body)
        answer = (await reader.readuntil(END)).decode("latin-1")
        status = int(answer.split(" ", 2)[1])
        sizes = [line for line in answer.lower().split("\r\n") if line.startswith("content-length:")]
        if not sizes:
            raise ConnectionError("an answer of no known length")
        text = await reader.readexactly(int(sizes[0].partition(":")[2]))
        with contextlib.suppress(ValueError):
            said = json.loads(text)
            return status, said if isinstance(said, dict) else {}
        return status, {}

    def hang_up(self) -> None:
        if self.wire is not None:
            self.wire[1].close()
            self.wire = None


def new_disk(seed: int, chair: Chair, acts: list[Act]) -> Disk:
    return Disk(sha256(f"{seed} journal {chair.name}".encode()).hexdigest()[:32], acts)
