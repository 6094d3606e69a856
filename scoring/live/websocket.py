"""The socket class: every frame leaves whole, nothing is deflated, a vanished peer is let go. Knows no message.

simple-websocket 1.1 sends with `socket.send` and ignores that the system may take only a part, which tears the stream
of a viewer that reads slowly; and on a ping timeout nothing wakes the handler that waits for the dead peer. Both are
mended from outside: the versions are pinned, and `fits` checks the parts this leans on before it is put in place.
"""

import logging
import socket
from collections.abc import Callable
from threading import Lock
from typing import Any

import simple_websocket

log = logging.getLogger("scoring.live")

LARGEST_MESSAGE = 100_000  # a viewer has nothing to say that is longer
GIVE_UP_AFTER = 20  # seconds that a peer may leave what we sent unacknowledged
KEEP_ALIVE = {
    "TCP_KEEPIDLE": 15,
    "TCP_KEEPINTVL": 5,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": GIVE_UP_AFTER * 1000,  # milliseconds, Linux
    "TCP_NODELAY": 1,
}


class WholeSends:
    """A socket whose `send` returns when everything is sent, one frame after the other."""

    def __init__(self, sock: Any) -> None:
        self.sock = sock
        self.lock = Lock()

    def send(self, frame: bytes) -> int:
        with self.lock:
            self.sock.sendall(frame)
        return len(frame)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sock, name)


def without_deflate(wsgi: Callable) -> Callable:
    """WSGI outside the socket's: nobody negotiates deflate (it triples the fan-out, and Apple's stack stumbles)."""

    def app(environ: dict[str, Any], start_response: Callable) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return wsgi(environ, start_response)

    return app


def socket_class(stock: Any) -> type:
    """The class of the async driver in use, mended."""

    class VenueSocket(stock):  # type: ignore[misc,valid-type]
        def __init__(self, handler: Callable, server: Any) -> None:
            super().__init__(handler, server)
            self.server_args["max_message_size"] = LARGEST_MESSAGE
            self.serve, self.app = handler, self.attend

        def attend(self, _self: Any) -> Any:
            """The handshake is done: from here on the connection is in our hands."""
            watch(self.ws.sock)
            self.ws.sock = WholeSends(self.ws.sock)
            return self.serve(self)

        def close(self) -> None:
            try:
                super().close()
            except (OSError, simple_websocket.ConnectionClosed):
                log.debug("the peer was gone before the closing frame")
            finally:
                self.ws.connected = False
                self.ws.event.set()  # wakes the handler that waits in receive()
                try:
                    self.ws.sock.shutdown(socket.SHUT_RDWR)  # wakes the reader that waits in recv()
                except OSError:
                    log.debug("the socket was closed already")

    return VenueSocket


def watch(sock: socket.socket) -> None:
    """Let the system notice a peer that left without a word."""
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in KEEP_ALIVE.items():
            if hasattr(socket, name):
                sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    except OSError:
        log.debug("keep-alive is not to be had on this socket")


def fits(stock: Any) -> bool:
    """Is the installed class still built the way the mended one needs?"""
    if not all(callable(getattr(stock, name, None)) for name in ("close", "send", "wait")):
        return False
    probe = stock(None, None)
    return hasattr(probe, "app") and isinstance(getattr(probe, "server_args", None), dict)


def put_in_place(async_parts: dict[str, Any]) -> bool:
    """Replace the driver's socket class by ours; keep the stock one, and say so, if it has changed its build."""
    stock = async_parts.get("websocket")
    if getattr(stock, "__name__", "") == "VenueSocket":
        return True
    try:
        if fits(stock):
            async_parts["websocket"] = socket_class(stock)
            return True
    except (TypeError, AttributeError) as error:
        log.warning("the stock socket class has changed: %s", error)
    log.warning("the stock socket class is used: a slow viewer may be cut off")
    return False
