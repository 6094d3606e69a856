"""`demo`: a ready competition in its own folder, a server, robots who judge what is left. Never in a real instance."""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

from scoring.instance import DEMO, ROOT, InstanceProblem, open_instance
from scoring.live.serve import PortTaken, listen, serve

HOME = ROOT / "instance-demo"
END = 3  # seconds that the robots may take to go


def start(words: argparse.Namespace) -> int:
    """Make the history if there is none, then serve with robots until a signal ends it."""
    from scoring.cli import fail
    from scoring.serving import loaded, trusted

    try:
        home = open_instance(words.instance or HOME, DEMO)
        folder = home.home
        if not (folder / "seeded").exists() and (code := make_history(folder)):
            return code
        trust = trusted(home, words.host) if words.tls else None
        listener = listen(words.host, words.port)
    except (InstanceProblem, PortTaken) as problem:
        return fail(problem)
    port = listener.getsockname()[1]
    robots = not words.no_robots
    crew = send_robots(folder, port, words.speed) if robots else None
    try:
        return serve(
            lambda: loaded(folder, words.tls),
            listener,
            lambda port: announce(folder, words.host, port, robots, words.tls),
            trust,
        )
    finally:
        if crew is not None:
            dismiss(crew)


def make_history(folder: Path) -> int:
    """In a process of its own: this one stays clean for the server to patch. What a broken start left is removed."""
    for stale in folder.glob("scoring.sqlite*"):
        stale.unlink()
    print("正在准备示例比赛… / Preparing the sample competition…", file=sys.stderr, flush=True)
    return subprocess.run([sys.executable, "-m", "scoring.demo.history", folder], check=False, cwd=ROOT).returncode  # noqa: S603


def send_robots(folder: Path, port: int, speed: float) -> "subprocess.Popen[bytes]":
    words = [str(folder), f"http://127.0.0.1:{port}", str(speed)]
    return subprocess.Popen([sys.executable, "-m", "scoring.demo.robots", *words], cwd=ROOT)  # noqa: S603


def dismiss(crew: "subprocess.Popen[bytes]") -> None:
    crew.terminate()
    try:
        crew.wait(END)
    except subprocess.TimeoutExpired:
        crew.kill()


def announce(folder: Path, host: str, port: int, robots: bool, tls: bool) -> None:
    """Where to look, and how to take a seat oneself."""
    from scoring.live.addresses import addresses, side_by_side, url
    from scoring.serving import how_to_trust

    place, scheme = addresses(host)[0], "https" if tls else "http"
    rows = passes()
    print(f"\n  演示：全部人名、单位都是虚构的。/ Demo: all people and units are invented.\n  数据 / data: {folder}\n")
    print(f"  {'大屏 / board':<28}{url(place, port, '/screen?events=all')}")
    print(f"  {'手机 / phone':<28}{url(place, port, '/live/table')}")
    for word, link, pin in rows:
        print(f"  {word:<28}{url(place, port, f'/join/{link}', scheme)}   PIN {pin}")
    if place != "127.0.0.1" and host in ("0.0.0.0", "::"):  # noqa: S104  compared, not bound
        print(f"  {'本机 / here':<28}{url('127.0.0.1', port)}")
    how_to_trust(folder, place, port, tls)
    print()
    shown = [("大屏 / board", url(place, port, "/screen?events=all"))]
    scanned = [row for row in rows if not row[0].startswith("计时")]
    shown += [(word, url(place, port, f"/join/{link}", scheme)) for word, link, _ in scanned]
    for line in side_by_side(shown):
        print("  " + line)
    if robots:
        print("  机器人正在打分；--no-robots 自己来。/ Robots are judging; --no-robots to do it yourself.")
    print("  Ctrl-C 结束，下次接着来。/ Ctrl-C ends it; the next start goes on from here.", flush=True)


def passes() -> list[tuple[str, str, str]]:
    """(word, link, PIN) of one judge, the chief, the organiser and a timekeeper."""
    from scoring import serving
    from scoring.demo.sample import CHIEF, EVENTS, ORGANISER, floor_name, judge_name
    from scoring.store import read

    wanted = {
        judge_name(EVENTS[0], "impression", 1): "裁判 / judge",
        CHIEF: "裁判长 / chief",
        ORGANISER: "组织者 / organiser",
        floor_name(EVENTS[0]): "现场裁判 / floor",
    }
    app: Any = serving.loaded_app
    with app.app_context():
        competition = read.competition()
        people = {person.name: person for person in read.people(competition.id if competition else None)}
        return [(word, people[name].link, people[name].pin) for name, word in wanted.items() if name in people]
