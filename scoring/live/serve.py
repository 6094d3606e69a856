"""The server: gunicorn with one gevent worker on POSIX, gevent's own on Windows. It is told how to make the app.

The starting process imports neither application nor database: the worker patches first, then makes the application.
"""

import contextlib
import errno
import gc
import os
import socket
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scoring.live.tls import context_for, keep_current, show_the_way

if TYPE_CHECKING:
    from scoring.live.certificates import Certificates

MAKE_FAILED = 4  # gunicorn's code for an application that does not load; it does not try again then
BUSY_FOR = 4  # seconds that the port of a killed predecessor may take to come free
FILES = 65_536
BACKLOG = 4096
SWITCH = 0.0005  # seconds; beside a busy loop a commit took 6 ms with the usual 0.005, and 1.4 ms with this
SETTINGS = {
    "worker_class": "gevent",
    "workers": 1,  # more need a message queue: without one, half of the viewers get nothing
    "worker_connections": 12_000,
    "backlog": BACKLOG,
    "keepalive": 30,  # seconds; with the usual 2 a tablet reconnects at nearly every tap
    "timeout": 120,
    "graceful_timeout": 2,  # sockets never end by themselves
    "control_socket_disable": True,  # it would lie in the home directory, shared by all instances
    "loglevel": "warning",
    "proc_name": "scoring",
}

Make = Callable[[], Any]


class PortTaken(Exception):
    """Another program listens there; the text says so in both languages."""


def serve(
    make: Make, listener: socket.socket, ready: Callable[[int], None], trust: "Certificates | None" = None
) -> int:
    """Serve what `make` answers until a signal ends it, and answer the exit code.

    `listener` is what `listen` answered; `ready` gets its port once connections are accepted. `make` may exit with a
    sentence of its own on stderr (SystemExit); then the answer is 1. With `trust` the port speaks TLS, too.
    """
    port = listener.getsockname()[1]
    allow_many_files()
    if os.name == "nt" or os.environ.get("SCORING_SERVER") == "pywsgi":
        return serve_plainly(make, listener, lambda: ready(port), trust)
    starter, code = os.getpid(), 0
    try:
        run_gunicorn(make, listener, lambda: ready(port), trust)
    except SystemExit as end:
        code = int(end.code or 0)
    if os.getpid() != starter:  # the worker, forked in there: what follows is the starter's to do, once
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return 1 if code == MAKE_FAILED else code


def listen(host: str, port: int, wait: float = BUSY_FOR) -> socket.socket:
    """Bind and listen, waiting a moment for a predecessor that was killed. Raises PortTaken."""
    until = time.monotonic() + wait
    while True:
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(BACKLOG)
            return listener
        except OSError as error:
            listener.close()
            if error.errno in (errno.EADDRINUSE, errno.EACCES) and port >= 1024 and time.monotonic() < until:
                time.sleep(0.2)
                continue
            raise PortTaken(why_not(host, port, error)) from error


def why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {port} 已被另一个程序占用。请先关掉它，或换一个端口：--port {port + 1}\n"
            f"Port {port} is taken by another program. End it, or choose another port: --port {port + 1}"
        )
    return (
        f"不能在 {host}:{port} 上等待连接：{error.strerror}。请换 --host 或 --port\n"
        f"Cannot listen on {host}:{port}: {error.strerror}. Choose another --host or --port"
    )


def allow_many_files() -> None:
    """Every viewer is an open file."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def spare_the_collector() -> None:
    """What is loaded by now stays: with thousands of viewers the collector's pauses tripled the slowest push."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def share_the_interpreter() -> None:
    """Hand it over often: the writer works on a thread of its own, and judges wait for it while the loop pushes."""
    sys.setswitchinterval(SWITCH)


def encrypted(trust: "Certificates") -> Any:
    """The SSL context, from within the patched process; it follows the addresses of this computer."""
    context = context_for(trust.leaf)
    keep_current(context, trust)
    return context


def run_gunicorn(
    make: Make, listener: socket.socket, ready: Callable[[], None], trust: "Certificates | None"
) -> None:
    from gunicorn.app.base import BaseApplication

    def begin(_worker: object) -> None:
        spare_the_collector()
        share_the_interpreter()
        ready()

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in SETTINGS.items():
                self.cfg.set(name, value)
            self.cfg.set("bind", f"fd://{listener.detach()}")
            self.cfg.set("post_worker_init", begin)
            if trust is not None:
                self.cfg.set("certfile", str(trust.leaf))
                self.cfg.set("ssl_context", lambda _settings, _default: encrypted(trust))

        def load(self) -> Any:
            try:
                return show_the_way(make()) if trust is not None else make()
            except SystemExit:
                sys.stdout.flush()
                sys.exit(MAKE_FAILED)

    Server().run()


def serve_plainly(
    make: Make, listener: socket.socket, ready: Callable[[], None], trust: "Certificates | None"
) -> int:
    """Everything in this process, for Windows, where gunicorn cannot run."""
    from gevent import monkey

    monkey.patch_all()
    import signal

    from gevent import pywsgi, spawn_later
    from gevent import socket as green

    family, kind, bound = listener.family, listener.type, listener.detach()
    try:
        app = make()
    except SystemExit:
        return 1

    class Caller(pywsgi.WSGIHandler):
        def get_environ(self) -> dict[str, Any]:
            return {**super().get_environ(), "scoring.socket": self.socket}

    sock = green.socket(family, kind, fileno=bound)
    if trust is None:
        server = pywsgi.WSGIServer(sock, app, log=None)
    else:
        more = {"handler_class": Caller, "ssl_context": encrypted(trust)}
        server = pywsgi.WSGIServer(sock, show_the_way(app), log=None, **more)
    server.start()
    spare_the_collector()
    share_the_interpreter()

    def end(*_signal: object) -> None:
        spawn_later(0, server.stop, 1)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    ready()
    server.serve_forever(stop_timeout=1)
    return 0
