"""The Socket.IO server of an application: its settings, its socket class, its feed."""

import importlib.util
from collections.abc import Callable

from flask import Flask
from flask_socketio import SocketIO
from gevent import monkey
from gevent.threadpool import ThreadPool

from scoring.live.feed import Feed
from scoring.live.fleet import Fleet
from scoring.live.websocket import LARGEST_MESSAGE, put_in_place, without_deflate


class WrongSetUp(Exception):
    """This environment cannot push; the text says why and what to do, in both languages."""


def open_sockets(app: Flask, cookie: str) -> SocketIO:
    """Put the sockets in front of the application; `cookie` names the cookie of a staff device.

    Pages of other origins are refused by python-engineio itself as long as `cors_allowed_origins` is not set.
    """
    if importlib.util.find_spec("geventwebsocket"):
        raise WrongSetUp(
            "环境里装了 gevent-websocket，它会使所有连接失败。请卸载：pip uninstall gevent-websocket\n"
            "gevent-websocket is installed and would break every connection. Remove it: pip uninstall gevent-websocket"
        )
    socketio = SocketIO(
        app,
        async_mode="gevent" if monkey.is_module_patched("socket") else "threading",  # threading: tests and tools only
        manage_session=False,
        ping_interval=app.config.get("PING_INTERVAL", 8),  # a pulled cable is noticed on the board within 14 s
        ping_timeout=app.config.get("PING_TIMEOUT", 6),
        max_http_buffer_size=LARGEST_MESSAGE,
        http_compression=False,
    )
    driver = socketio.server.eio
    driver._async = dict(driver._async)  # ours alone
    put_in_place(driver._async)
    app.wsgi_app = without_deflate(app.wsgi_app)  # type: ignore[method-assign]
    app.extensions["scoring.feed"] = Feed(app, socketio, cookie)
    app.extensions["scoring.fleet"] = Fleet(socketio)
    return socketio


def off_the_loop() -> Callable[[Callable[[], None]], None]:
    """How the writer runs a batch: under green threads on a native one, so that a slow disk stops nobody."""
    if not monkey.is_module_patched("threading"):
        return lambda batch: batch()
    pool = ThreadPool(1)
    return pool.apply
