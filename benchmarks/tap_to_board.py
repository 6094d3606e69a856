"""From the POST of a mark to the last screen that shows it: a real server process, real HTTP, real websockets.

    python3 -m benchmarks.tap_to_board --screens 50 --seats 20 --seconds 20

Every seat enters one mark a second (`--rate`) in an event that shows every mark at once. A screen shows a mark when it
has received standings of the mark's revision or a later one. Measured twice: with one screen, then with all.
"""

import argparse
import itertools
import os
import platform
import statistics
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.screens import Hall, Screen
from benchmarks.venue import Venue
from scoring.demo.browser import Browser

RUBRIC = "table-setting-15min@1"
ITEM = "12.1"  # a judged item of 5 points
CONTESTANTS = 79
SLUG = "measured"
ORDERS = itertools.count(1)  # later marks stand over earlier ones, whoever enters them


@dataclass
class Tap:
    sent: float
    acknowledged: float
    revision: int


@dataclass
class Judge:
    browser: Browser
    seat: int
    contestants: list[int]
    taps: list[Tap] = field(default_factory=list)
    failed: int = 0

    def work(self, until: float, rate: float, wait: float) -> None:
        """One mark after the other, each different from the last on the same sheet."""
        turn = 0
        begun = time.monotonic() + wait
        while (due := begun + turn / rate) < until:
            time.sleep(max(0.0, due - time.monotonic()))
            contestant = self.contestants[turn % len(self.contestants)]
            mark = {
                "uid": os.urandom(12).hex(),
                "contestant": contestant,
                "seat": self.seat,
                "item": ITEM,
                "place": "",
                "value": f"{(10 + turn * 7 % 40) / 10:.1f}",
                "order": next(ORDERS),
            }
            sent = time.monotonic()
            status, answer = self.browser.post("/judge/marks", {"marks": [mark]})
            if status == 200:
                self.taps.append(Tap(sent, time.monotonic(), answer["sheet"]["revision"]))
            else:
                self.failed += 1
            turn += 1


def set_up(home: Path, seats: int) -> list[tuple[str, int, list[int]]]:
    """An open event with so many seats; answers (personal link, seat, contestants) of each."""
    from scoring.app import create_app
    from scoring.rubrics import reader
    from scoring.store import database, read, record

    app = create_app(home)
    with app.app_context():
        competition = record.create_competition("测量").id
        text = reader.shipped()[RUBRIC].read_text(encoding="utf-8")
        event = record.create_event(competition, RUBRIC, text, slug=SLUG, release="at-once").id
        rows = [
            {"number": f"{n:03}", "name": f"选手{n:02}", "unit_name": f"示例单位{n % 9}"}
            for n in range(1, CONTESTANTS + 1)
        ]
        record.add_contestants(event, rows)
        judging = [seat.id for seat in read.event_by_id(event).seats if seat.panel == "impression"]
        judging += [record.create_seat(event, "impression").id for _ in range(seats - len(judging))]
        passes = []
        for n, seat in enumerate(judging[:seats]):
            person = record.create_person(competition, f"评委{n}", "judge")
            record.change_seat(seat, person_id=person.id)
            passes.append((person.link, seat))
        record.open_event(event)
        ids = [each.id for each in read.contestants(event)]
        shares = [ids[n::seats] or ids for n in range(seats)]
        work = [(link, seat, share) for (link, seat), share in zip(passes, shares, strict=True)]
    database.close(app)
    return work


def shown(screen: Screen, revision: int, times: dict[Screen, tuple[list[int], list[float]]]) -> float | None:
    """When the screen first had standings of that revision or a later one."""
    revisions, received = times[screen]
    at = bisect_left(revisions, revision)
    return received[at] if at < len(revisions) else None


def measure(venue: Venue, work: list[tuple[str, int, list[int]]], screens: int, seconds: float, rate: float) -> None:
    judges = [Judge(Browser(venue.address, link), seat, share) for link, seat, share in work]
    for judge in judges:
        judge.browser.sign_in()
    with Hall() as hall:
        watching = [hall.watch(venue.address, "/live", {"event": SLUG}) for _ in range(screens)]
        if not hall.until(lambda: all(screen.events for screen in watching)):
            raise SystemExit("not every screen got its first snapshot")
        until = time.monotonic() + seconds
        waits = [n / rate / len(judges) for n in range(len(judges))]
        hands = [
            threading.Thread(target=j.work, args=(until, rate, wait)) for j, wait in zip(judges, waits, strict=True)
        ]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        newest = max(tap.revision for judge in judges for tap in judge.taps)
        hall.until(lambda: all(screen.events[-1][2]["revision"] >= newest for screen in watching), 5)
    report(screens, watching, [tap for judge in judges for tap in judge.taps], sum(judge.failed for judge in judges))


def report(screens: int, watching: list[Screen], taps: list[Tap], failed: int) -> None:
    times = {
        screen: ([payload["revision"] for _, _, payload in screen.events], [at for at, _, _ in screen.events])
        for screen in watching
    }
    delays, unseen = [], 0
    for tap in taps:
        seen = [shown(screen, tap.revision, times) for screen in watching]
        last = [at for at in seen if at is not None]
        if len(last) == len(seen):
            delays.append((max(last) - tap.sent) * 1000)
        else:
            unseen += 1
    acks = sorted((tap.acknowledged - tap.sent) * 1000 for tap in taps)
    delays.sort()
    print(
        f"{screens:4} screens: {len(taps)} marks, POST to last screen median {statistics.median(delays):.1f} ms, "
        f"p99 {at_share(delays, 0.99):.1f} ms; acknowledged median {statistics.median(acks):.1f} ms, "
        f"p99 {at_share(acks, 0.99):.1f} ms; failed {failed}, not seen {unseen}",
        flush=True,
    )


def at_share(figures: list[float], share: float) -> float:
    return figures[min(len(figures) - 1, int(len(figures) * share))]


def main() -> int:
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("--screens", type=int, default=50)
    words.add_argument("--seats", type=int, default=20)
    words.add_argument("--seconds", type=float, default=20)
    words.add_argument("--rate", type=float, default=1.0, help="marks a second of each seat")
    chosen = words.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
          f"{CONTESTANTS} contestants, {chosen.seats} seats at {chosen.rate:g}/s, {chosen.seconds:g} s each",
          flush=True)  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        work = set_up(Path(folder), chosen.seats)
        with Venue(Path(folder)) as venue:
            for screens in dict.fromkeys((1, chosen.screens)):
                measure(venue, work, screens, chosen.seconds, chosen.rate)
    return 0


if __name__ == "__main__":
    sys.exit(main())
