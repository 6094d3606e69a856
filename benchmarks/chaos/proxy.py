"""The bad network: an HTTP proxy that cuts, delays, doubles, reorders and forgets. It judges nothing by itself.

Request faults are handed in by `soon`; each meets the next POST of marks of a fitting client (scripted seats name
themselves in User-Agent). Link faults act at once. Every request goes to the server on a connection of its own.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.chaos.timetable import Fault

SEAT_AGENT = "scripted-seat"
MARKS = "/judge/marks"
END = b"\r\n\r\n"
PIECE = 65_536
BROKEN = (OSError, EOFError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)


class Cut(Exception):
    """The link to the client ends here."""


@dataclass(slots=True)
class Request:
    head: bytes
    body: bytes

    @property
    def line(self) -> str:
        return self.head.split(b"\r\n", 1)[0].decode("latin-1")

    def header(self, name: str) -> str:
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name.encode():
                return value.strip().decode("latin-1")
        return ""

    @property
    def whose(self) -> str:
        return "seat" if self.header("user-agent") == SEAT_AGENT else "tablet"

    @property
    def is_marks(self) -> bool:
        return self.line.startswith(f"POST {MARKS} ")

    def closing(self) -> bytes:
        """The head as the server gets it: one connection, one request."""
        first, *rest = self.head.removesuffix(END).split(b"\r\n")
        kept = [line for line in rest if not line.lower().startswith((b"connection:", b"keep-alive:"))]
        return b"\r\n".join([first, *kept, b"Connection: close"]) + END


@dataclass(eq=False, slots=True)
class Link:
    """One connection of a client; while it is `dead` nothing passes, and nobody is told."""

    writer: asyncio.StreamWriter
    dead: bool = False

    def cut(self) -> None:
        with contextlib.suppress(OSError):
            self.writer.transport.abort()


@dataclass
class Proxy:
    """Listens on `port` (0: any free one); `target` is the server's port and may change."""

    target: int
    luck: Random
    port: int = 0
    links: set[Link] = field(default_factory=set)
    waiting: list[Fault] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    attending: set[asyncio.Task[None]] = field(default_factory=set)
    away: bool = False  # nobody gets through
    over: asyncio.Event = field(default_factory=asyncio.Event)  # the faults are over
    sent: Callable[[], None] | None = None  # called once, when the next marks have left for the server
    twins: int = 0  # requests that were doubled and answered differently
    server: asyncio.Server | None = None

    async def open(self) -> None:
        self.server = await asyncio.start_server(self.attend, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        if self.server is not None:
            self.server.close()
        ending = self.tasks | self.attending
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    def soon(self, fault: Fault) -> None:
        self.waiting.append(fault)

    def start(self, task: Coroutine[Any, Any, None]) -> None:
        started = asyncio.create_task(task)
        self.tasks.add(started)
        started.add_done_callback(self.tasks.discard)

    def cut_one(self) -> None:
        if self.links:
            self.luck.choice(list(self.links)).cut()
            self.met["cut-one"] += 1

    async def cut_all(self, lasts: float) -> None:
        """Nobody is reached for a while."""
        self.met["cut-all"] += 1
        self.away = True
        for link in list(self.links):
            link.cut()
        await self.nap(lasts)
        self.away = False

    async def kill_link(self, lasts: float) -> None:
        """Some link dies without a word; it is cut in the end, as the system would after a time-out."""
        if not self.links:
            return
        link = self.luck.choice(list(self.links))
        link.dead = True
        self.met["half-open"] += 1
        await self.nap(lasts)
        link.cut()

    async def calm(self) -> None:
        """No faults any more: what is under way arrives now."""
        self.waiting.clear()
        self.over.set()
        for link in list(self.links):
            if link.dead:
                link.cut()
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=20)

    async def nap(self, seconds: float) -> None:
        """So long, or until the faults are over."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)

    async def attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = Link(writer)
        self.links.add(link)
        task = asyncio.current_task()
        assert task is not None
        self.attending.add(task)
        try:
            while True:
                request = await read_request(reader)
                if self.away:
                    raise Cut
                if request.header("upgrade"):
                    await self.tunnel(link, reader, request)
                    raise Cut
                answer = await self.answer(link, request)
                await self.pass_on(link, answer)
        except (Cut, asyncio.CancelledError, *BROKEN):  # cancelled only when the proxy closes
            link.cut()
        finally:
            self.links.discard(link)
            self.attending.discard(task)
            writer.close()

    async def pass_on(self, link: Link, answer: bytes) -> None:
        await self.while_dead(link)
        if self.away:
            raise Cut
        link.writer.write(answer)
        await link.writer.drain()
        if not is_whole(answer):
            raise Cut

    async def while_dead(self, link: Link) -> None:
        if not link.dead:
            return
        while not (self.over.is_set() or link.writer.is_closing()):
            await asyncio.sleep(0.1)
        raise Cut

    async def answer(self, link: Link, request: Request) -> bytes:
        """What the client is told; raises Cut where it is told nothing."""
        await self.while_dead(link)
        fault = self.fault_for(request)
        if fault is None:
            return await self.forward(request)
        self.met[fault.kind] += 1
        match fault.kind:
            case "delay":
                await self.nap(fault.lasts)
                return await self.forward(request)
            case "swallow":
                await self.forward(request)
            case "swallow-silently":
                await self.forward(request)
                link.dead = True
                await self.nap(fault.lasts)
            case "duplicate":
                return self.twin(await self.forward(request), await self.forward(request))
            case "duplicate-at-once":
                return self.twin(*await asyncio.gather(self.forward(request), self.forward(request)))
            case "reorder":
                self.start(self.later(request, fault.lasts))
        raise Cut  # of "cut-before", too: it never left

    def fault_for(self, request: Request) -> Fault | None:
        if not request.is_marks:
            return None
        fitting = next((fault for fault in self.waiting if fault.actor == request.whose), None)
        if fitting is not None:
            self.waiting.remove(fitting)
        return fitting

    def twin(self, one: bytes, other: bytes) -> bytes:
        """The same request was answered twice: the same way, if both were answered at all."""
        codes = {answer.split(b" ", 2)[1] for answer in (one, other) if is_whole(answer)}
        self.twins += len(codes) > 1
        return other

    async def later(self, request: Request, lasts: float) -> None:
        await self.nap(lasts)
        with contextlib.suppress(*BROKEN):
            await self.forward(request)

    async def forward(self, request: Request) -> bytes:
        """The server's whole answer, or as much of it as came."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            writer.write(request.closing() + request.body)
            await writer.drain()
            if self.sent is not None and request.is_marks:
                sent, self.sent = self.sent, None
                sent()
            pieces = []
            with contextlib.suppress(ConnectionError):
                while piece := await reader.read(PIECE):
                    pieces.append(piece)
            return b"".join(pieces)
        finally:
            writer.close()

    async def tunnel(self, link: Link, reader: asyncio.StreamReader, request: Request) -> None:
        """A websocket: bytes both ways until one end is gone."""
        back, there = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            there.write(request.head + request.body)
            ways = [asyncio.create_task(self.pump(link, *way)) for way in ((reader, there), (back, link.writer))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        finally:
            there.close()

    async def pump(self, link: Link, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while piece := await source.read(PIECE):
            await self.while_dead(link)
            sink.write(piece)
            await sink.drain()


async def read_request(reader: asyncio.StreamReader) -> Request:
    head = await reader.readuntil(END)
    request = Request(head, b"")
    request.body = await reader.readexactly(int(request.header("content-length") or 0))
    return request


def is_whole(answer: bytes) -> bool:
    """Whether the client can tell where this answer ends."""
    head, end, body = answer.partition(END)
    if not end:
        return False
    reply = Request(head + END, b"")
    if reply.line.split(" ")[1] in ("204", "304"):
        return True
    if reply.header("transfer-encoding") == "chunked":
        return body.endswith(b"0\r\n\r\n")
    return reply.header("content-length") == str(len(body))
