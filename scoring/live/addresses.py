"""Where this computer can be reached on the LAN, and QR codes of it for a terminal. Knows no page."""

import ipaddress
import shutil
import unicodedata
from collections.abc import Iterable, Sequence

import ifaddr
import segno

HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
GAP = 4


def addresses(host: str) -> list[str]:
    """The literal addresses to print for a bound `host`, the likeliest of the venue's network first.

    Literals, because Android resolves no local names and Chrome warns of plain http on public-looking ones.
    """
    if host not in ("0.0.0.0", "::", ""):  # noqa: S104  compared, not bound
        return [host]
    found = {
        ip.ip
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str) and not ipaddress.ip_address(ip.ip).is_link_local
    }
    lan = sorted((ip for ip in found if not ip.startswith("127.")), key=likelihood)
    return lan or ["127.0.0.1"]


def likelihood(ip: str) -> tuple[int, tuple[int, ...]]:
    """Home and office routers first; 172.x is often a container's own network; public ones last."""
    rank = next((n for n, start in enumerate(("192.168.", "10.", "172.")) if ip.startswith(start)), 3)
    return rank, tuple(map(int, ip.split(".")))


def url(host: str, port: int, path: str = "/", scheme: str = "http") -> str:
    shown = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{shown}{'' if port == usual else f':{port}'}{path}"


def qr_lines(text: str) -> list[str]:
    """A QR code as lines of half blocks, light on dark: most terminals are dark, and phones read both."""
    rows = [[1 - module for module in row] for row in segno.make(text, error="l").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    return [
        "".join(HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def side_by_side(codes: Sequence[tuple[str, str]]) -> Iterable[str]:
    """Named QR codes in as many columns as the terminal has room for: (name, text) each."""
    blocks = [[name, *qr_lines(text)] for name, text in codes]
    if not blocks:
        return
    width = max(len(line) for block in blocks for line in block[1:]) + GAP
    columns = max(1, shutil.get_terminal_size((120, 40)).columns // width)
    for start in range(0, len(blocks), columns):
        row = blocks[start : start + columns]
        height = max(map(len, row))
        for n in range(height):
            yield "".join(padded(block[n] if n < len(block) else "", width) for block in row).rstrip()
        yield ""


def padded(text: str, width: int) -> str:
    """Chinese characters take two columns."""
    taken = sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
    return text + " " * (width - taken)
