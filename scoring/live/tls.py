"""One port, two voices: what begins with a TLS handshake is decrypted, what speaks plain http is shown the way.

So the address people type, the code on a card printed before, and the rule in the firewall stay one and the same. Plain
http still serves the audience, who will not install anything, the page that tells staff how to trust us (/certificate),
and programs on this very computer; everything of the staff's goes the encrypted way.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

HANDSHAKE = b"\x16"
PATIENCE = 30.0  # seconds for a peer's first byte and its handshake
RENEWED_EVERY = 60  # seconds: how often the addresses are looked at
OPEN = ("/certificate", "/help", "/static", "/live", "/screen", "/socket.io", "/healthz", "/language")


def context_for(leaf: Path) -> Any:
    """An SSL context for the server. Call it after gevent has patched: the class below must be the green one's."""
    import ssl

    from gevent import GreenletExit

    class TwoVoices(ssl.SSLContext):
        def wrap_socket(self, sock: socket.socket, *words: Any, **more: Any) -> Any:  # type: ignore[override]
            try:
                sock.settimeout(PATIENCE)
                if sock.recv(1, socket.MSG_PEEK) != HANDSHAKE:
                    return sock
                return super().wrap_socket(sock, *words, **more)
            except OSError:  # gone, silent, or it does not trust us: nobody's mistake here
                sock.close()
                raise GreenletExit from None
            finally:
                if sock.fileno() >= 0:
                    sock.settimeout(None)

    context = TwoVoices(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(leaf)
    return context


def keep_current(context: Any, certificates: Any) -> None:
    """Look at the addresses from time to time; whoever connects after a change gets the new leaf."""
    from gevent import sleep, spawn

    def watch() -> None:
        while True:
            sleep(RENEWED_EVERY)
            if certificates.renew():
                context.load_cert_chain(certificates.leaf)

    spawn(watch)


def show_the_way(wsgi: Callable) -> Callable:
    """WSGI outside all others: says which voice a request came with, and sends staff pages to the encrypted one."""

    def app(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if is_encrypted(environ) or environ["wsgi.url_scheme"] != "https":
            return wsgi(environ, start_response)
        environ["wsgi.url_scheme"] = "http"
        path = environ.get("PATH_INFO", "/")
        if path.startswith(OPEN) or is_loopback(environ.get("REMOTE_ADDR", "")):
            return wsgi(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):  # an old page; what it wanted to send, it keeps
            start_response("426 Upgrade Required", [("Content-Length", "0"), ("Upgrade", "TLS/1.2, HTTP/1.1")])
            return []
        wanted = path + (f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else "")
        place = f"/certificate?next={quote(wanted.encode('latin-1', 'replace'), safe='/')}"
        start_response("302 Found", [("Location", place), ("Content-Length", "0"), ("Cache-Control", "no-store")])
        return []

    return app


def is_encrypted(environ: dict[str, Any]) -> bool:
    """Under gunicorn and under pywsgi the connection's own socket says so."""
    import ssl

    sock = environ.get("gunicorn.socket") or environ.get("scoring.socket")
    return isinstance(sock, ssl.SSLSocket)


def is_loopback(peer: str) -> bool:
    try:
        return ipaddress.ip_address(peer).is_loopback
    except ValueError:
        return False
