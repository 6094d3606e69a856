"""Where this computer is found on the local network, as text and as a square code. It never offers loopback."""

import ipaddress
from urllib.parse import urlsplit

import ifaddr
import segno
from flask import current_app, request, session
from markupsafe import Markup

CHOSEN = "address"  # the session's word for the address that stands on cards


def lan_addresses() -> list[str]:
    """Every IPv4 address of this computer that others may reach; those a router gave first, self-assigned ones last."""
    found = {
        ipaddress.IPv4Address(ip.ip)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4 and isinstance(ip.ip, str)
    }
    usable = [ip for ip in found if not (ip.is_loopback or ip.is_unspecified or ip.is_multicast)]
    return [str(ip) for ip in sorted(usable, key=lambda ip: (ip.is_link_local, not ip.is_private, int(ip)))]


def port() -> int | None:
    """The port this page was asked for at; None where it is the usual one."""
    return urlsplit(f"//{request.host}").port


def over_loopback() -> bool:
    """Was this page opened in a way that only this computer itself can use?"""
    host = urlsplit(f"//{request.host}").hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def with_port(host: str) -> str:
    """The address with this server's port, unless it names one itself."""
    if urlsplit(f"//{host}").port is not None or port() is None:
        return host
    return f"{host}:{port()}"


def address() -> str:
    """HOST:PORT for cards and screens: the one chosen, else the one of this page, else the first of the network.

    "" when there is none that a tablet could use.
    """
    wanted = session.get(CHOSEN)
    if isinstance(wanted, str) and wanted:
        return with_port(wanted)
    if not over_loopback():
        return request.host
    return next((with_port(ip) for ip in lan_addresses()), "")


def host() -> str:
    """The same without this server's own port, as it stands in the list."""
    parts = urlsplit(f"//{address()}")
    return (parts.hostname or "") if parts.port == port() else address()


def choose(host: str) -> None:
    """Keep the organiser's choice."""
    session[CHOSEN] = host


def base() -> str:
    """`http://HOST:PORT` (https under `--tls`), or "" when no tablet could come here."""
    scheme = "https" if current_app.config["TLS"] else request.scheme
    return f"{scheme}://{address()}" if address() else ""


def square_code(text: str) -> Markup:
    """The QR code of a text as inline SVG; its size is the style sheet's matter."""
    drawn = segno.make(text, error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, border=2, svgclass="code", lineclass=None))  # noqa: S704 (made of squares only)
