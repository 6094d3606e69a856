"""Many screens in one thread: raw Engine.IO 4 and Socket.IO 5, so that the client is never the limit."""

import base64
import json
import os
import selectors
import socket
import struct
import threading
import time
from typing import Any
from urllib.parse import urlsplit

PIECE = 65_536


class Screen:
    """One viewer: what it received, when."""

    def __init__(self, address: str, namespace: str, auth: dict[str, Any], cookie: str = "") -> None:
        place = urlsplit(address)
        self.namespace = namespace
        self.auth = auth
        self.sock = socket.create_connection((place.hostname or "", place.port or 80), timeout=10)
        self.buffer = bytearray()
        self.events: list[tuple[float, str, Any]] = []  # (time, event, payload)
        self.refused = ""
        self.closed = False
        try:
            self.shake(place.netloc, cookie)
        except OSError:
            self.sock.close()
            raise

    def shake(self, host: str, cookie: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            (
                f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                f"Sec-WebSocket-Extensions: permessage-deflate\r\nCookie: {cookie}\r\n\r\n"
            ).encode()
        )
        while b"\r\n\r\n" not in self.buffer:
            piece = self.sock.recv(PIECE)
            if not piece:
                raise ConnectionError("refused")
            self.buffer += piece
        head, _, rest = bytes(self.buffer).partition(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode())
        if b"permessage-deflate" in head:
            raise ConnectionError("the server negotiated deflate")
        self.buffer = bytearray(rest)

    def send(self, text: str) -> None:
        payload, mask = text.encode(), os.urandom(4)
        size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack("!H", len(payload))
        masked = bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))
        self.sock.sendall(b"\x81" + size + mask + masked)

    def take(self, piece: bytes) -> None:
        """Frames of the server, which are never masked and, being ours, never in parts."""
        self.buffer += piece
        while (frame := self.frame()) is not None:
            code, payload = frame
            if code == 8:
                self.closed = True
            elif code == 1:
                self.hear(payload.decode())

    def frame(self) -> tuple[int, bytes] | None:
        buffer = self.buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        if size >= 126:
            width = 2 if size == 126 else 8
            if len(buffer) < 2 + width:
                return None
            size, start = int.from_bytes(buffer[2 : 2 + width], "big"), 2 + width
        if len(buffer) < start + size:
            return None
        code, payload = buffer[0] & 0x0F, bytes(buffer[start : start + size])
        del buffer[: start + size]
        return code, payload

    def hear(self, text: str) -> None:
        if text[0] == "0":
            self.send(f"40{self.namespace},{json.dumps(self.auth)}")
        elif text[0] == "2":
            self.send("3")
        elif text.startswith("42"):
            event, payload = json.loads(text.partition(",")[2])
            self.events.append((time.monotonic(), event, payload))
        elif text.startswith("44"):
            self.refused = text.partition(",")[2]
        elif text.startswith("41"):
            self.closed = True


class Hall:
    """All screens, read by one thread."""

    def __init__(self) -> None:
        self.selector = selectors.DefaultSelector()
        self.screens: list[Screen] = []
        self.over = False
        self.thread = threading.Thread(target=self.read, daemon=True)

    def __enter__(self) -> "Hall":
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over = True
        self.thread.join()
        for screen in self.screens:
            screen.sock.close()

    def watch(self, address: str, namespace: str = "/live", auth: Any = None, cookie: str = "") -> Screen:
        screen = Screen(address, namespace, auth or {}, cookie)
        screen.take(b"")
        screen.sock.setblocking(False)
        self.screens.append(screen)
        self.selector.register(screen.sock, selectors.EVENT_READ, screen)
        return screen

    def read(self) -> None:
        while not self.over:
            for key, _ in self.selector.select(0.1):
                screen = key.data
                try:
                    piece = screen.sock.recv(PIECE)
                except BlockingIOError:
                    continue
                except OSError:
                    piece = b""
                if piece:
                    screen.take(piece)
                else:
                    screen.closed = True
                    self.selector.unregister(screen.sock)

    @staticmethod
    def until(true: Any, seconds: float = 10) -> bool:
        """Wait for something to become true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if true():
                return True
            time.sleep(0.01)
        return bool(true())
