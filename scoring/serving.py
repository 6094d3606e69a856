"""`serve`: opens an instance, serves it, says where. What `demo` does alike, it takes from here."""

import argparse
import sys
from pathlib import Path
from typing import Any

from scoring.instance import REAL, Instance, InstanceProblem, open_instance
from scoring.live.certificates import Certificates, fingerprint, root_of
from scoring.live.serve import PortTaken, listen, serve

loaded_app: Any = None  # the worker's application, for the announcement


def start(words: argparse.Namespace) -> int:
    """Serve a real competition until a signal ends it."""
    from scoring.cli import fail

    try:
        home = open_instance(words.instance, REAL)
        trust = trusted(home, words.host) if words.tls else None
        listener = listen(words.host, words.port)
    except (InstanceProblem, PortTaken) as problem:
        return fail(problem)
    return serve(
        lambda: loaded(home.home, words.tls),
        listener,
        lambda port: announce(home.home, words.host, port, words.tls),
        trust,
    )


def trusted(home: Instance, host: str) -> Certificates:
    """The instance's certificates; `names` in config.toml are host names that the router knows this computer by."""
    names = home.settings.get("names", [])
    try:
        if not isinstance(names, list):
            raise ValueError('names = ["scoring.lan"]')
        return Certificates(home.home, host, [str(name) for name in names])
    except (OSError, ValueError) as error:
        raise InstanceProblem(f"不能准备证书：{error}\nThe certificates cannot be made: {error}") from error


def loaded(home: Path, tls: bool) -> Any:
    """The application, in the server's own process; what keeps it from starting is said in a sentence."""
    global loaded_app
    from scoring.app import create_app
    from scoring.cli import fail
    from scoring.live.sockets import WrongSetUp
    from scoring.store.lock import InstanceBusy

    try:
        loaded_app = create_app(home, tls=tls)
    except InstanceBusy as busy:
        sys.exit(fail(busy.refusal.zh, busy.refusal.en))
    except (InstanceProblem, WrongSetUp) as problem:
        sys.exit(fail(problem))
    return loaded_app


def announce(home: Path, host: str, port: int, tls: bool) -> None:
    """Print where to go; the first organiser is made here, so that somebody can begin."""
    from scoring.live.addresses import addresses, side_by_side, url
    from scoring.store import read, record

    with loaded_app.app_context():
        if not read.organiser_exists():
            record.create_person(None, "组织者", "organiser")
        gatherings = (None, *(each.id for each in read.competitions()))
        everybody = (person for place in gatherings for person in read.people(place))
        organiser = next(person for person in everybody if person.role == "organiser")
        link, pin = organiser.link, organiser.pin
    places, scheme = addresses(host), "https" if tls else "http"
    print(f"\n  数据 / data: {home}")
    for place in places:
        print(f"  打开 / open: {url(place, port, scheme=scheme)}")
    if host == "0.0.0.0":  # noqa: S104  compared, not bound
        print(f"  本机 / here: {url('127.0.0.1', port)}")
    own, board = url(places[0], port, f"/join/{link}", scheme), url(places[0], port, "/screen")
    print(f"  大屏 / board: {board}")
    print(f"  组织者 / organiser: {own}   PIN {pin}")
    how_to_trust(home, places[0], port, tls)
    print()
    for line in side_by_side([("组织者 / organiser", own), ("大屏 / board", board)]):
        print("  " + line)
    print("  Ctrl-C 结束 / Ctrl-C ends it", flush=True)


def how_to_trust(home: Path, place: str, port: int, tls: bool) -> None:
    """Where tablets get the certificate, and how to tell that they got the right one."""
    from scoring.live.addresses import url

    root = root_of(home)
    if tls and root:
        print(f"  平板先装证书 / tablets first trust the certificate: {url(place, port, '/certificate')}")
        print(f"  证书指纹 / its fingerprint (SHA-256): {fingerprint(root)}")
