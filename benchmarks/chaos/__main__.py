"""Marks through a bad day, from the tap to the database file: no mark lost, none twice, none out of order.

    python3 -m benchmarks.chaos --seconds 600 --seats 100 --tablets 12 --kills 50 --seed 1

Real Chromium tablets and scripted seats enter while the server is killed -9 and started again, links are cut, delayed,
doubled, reordered and half-open, acknowledgements are swallowed after the commit, tablets freeze, are reloaded and
reopened, and clocks are wrong by hours. Then it is calm, everybody delivers, and the database file is compared, mark by
mark, with what was intended. What each actor intends and which fault comes when is drawn from the seed; how long
things take is this machine's. `--tamper` shows on a copy that the certificate misses one deleted mark;
`--check FOLDER` compares once more what a run with `--keep FOLDER` left. Exit code 1 where a figure is not right.
"""

import argparse
import asyncio
import importlib.util
import os
import platform
import shutil
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

INTENDED = "intended.jsonl"
LONGEST_END = 400  # seconds that opening, delivering and closing may take together
MISSED = 0.02  # of all taps


def main() -> int:
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("--seconds", type=float, default=600)
    words.add_argument("--seats", type=int, default=100)
    words.add_argument("--tablets", type=int, default=12)
    words.add_argument("--kills", type=int, default=50)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--rate", type=float, default=0.3, help="acts of a scripted seat, a second")
    words.add_argument("--taps", type=float, default=0.7, help="taps of a tablet, a second")
    words.add_argument("--port", type=int, default=0, help="where tablets find the bad network; any free one")
    words.add_argument("--tamper", action="store_true", help="show that the certificate bites")
    words.add_argument("--keep", type=Path, help="leave instance and intentions in this new folder")
    words.add_argument("--check", type=Path, help="only compare what was left there")
    chosen = words.parse_args()
    if chosen.check:
        return verdict_of(chosen.check, tamper=chosen.tamper)
    if chosen.keep and chosen.keep.exists():
        words.error(f"{chosen.keep} exists")
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="chaos-"))
    try:
        failed = run(chosen, folder)
        return max(verdict_of(folder, tamper=chosen.tamper), failed)
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


def run(chosen: argparse.Namespace, folder: Path) -> int:
    """The run itself; the instance and the intentions are left in the folder. 1 where the benchmark itself failed."""
    from benchmarks.chaos.conduct import Run, Settings
    from benchmarks.chaos.crowd import set_up
    from tests.browsers import ADVICE, find_browser

    names = ("seconds", "seats", "tablets", "kills", "seed", "rate", "taps", "port")
    settings = Settings(**{name: getattr(chosen, name) for name in names})
    browser = find_browser()
    if settings.tablets and not browser:
        print(ADVICE, file=sys.stderr)
        return 2
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}; {settings}", flush=True)
    crowd = set_up(folder, settings.seats, settings.tablets)

    async def whole() -> Run:
        made = Run(settings, folder, crowd, browser)
        task = asyncio.current_task()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        try:
            await asyncio.wait_for(made.go(), settings.seconds + LONGEST_END)
        except TimeoutError:
            made.failures.append("the run did not end by itself")
        return made

    try:
        made = asyncio.run(whole())
    except asyncio.CancelledError:
        sys.exit("ended from outside")
    made.ledger.write(folder / INTENDED)
    shutil.rmtree(folder / "browsers", ignore_errors=True)
    return told(made)


def told(made: "Run") -> int:  # type: ignore[name-defined]  # noqa: F821
    """What happened besides the marks, in words; 1 where something of that is wrong."""
    faults: Counter[str] = sum((tablet.met for tablet in made.tablets), made.met + made.proxy.met)
    print("faults: " + ", ".join(f"{kind} {times}" for kind, times in sorted(faults.items())))
    taps = sum((tablet.taps for tablet in made.tablets), Counter())
    empty = [line for tablet in made.tablets for line in tablet.empty]
    print(f"taps {taps.total()} ({', '.join(f'{what} {n}' for what, n in sorted(taps.items()))}); "
          f"taps that made no mark {len(empty)}; "
          f"twins answered differently {made.proxy.twins}")  # fmt: skip
    wrong = [
        *made.failures,
        *(line for tablet in made.tablets for line in tablet.errors),
        *(f"{name}: refused: {disk.refused}" for name, disk in made.disks.items() if disk.refused),
        *made.stumbles,
    ]
    if len(empty) > 2 + taps.total() * MISSED:
        wrong += empty  # one touch or another may be taken for a long press; more is a page that does not listen
    wrong += [f"{tablet.name} made no tap" for tablet in made.tablets if not tablet.taps]
    if made.met["kill"] < made.settings.kills:
        wrong.append(f"the server was killed only {made.met['kill']} times")
    for line in wrong:
        print(f"  {line}")
    return int(bool(wrong))


def verdict_of(folder: Path, *, tamper: bool) -> int:
    """Compare, certify, and say the last line."""
    from benchmarks.chaos import certificate
    from benchmarks.chaos.ledger import Ledger, compare
    from scoring.store import read

    ledger = Ledger.read(folder / INTENDED)
    verdict = compare(ledger, folder / certificate.DATABASE)
    for line in verdict.words():
        print(line)
    by_actor = Counter(mark.actor.partition("-")[0] == "tablet" for mark in ledger.marks.values())
    print(f"{by_actor[True]} marks of tablets, {by_actor[False]} of scripted seats; {verdict.held} held for the chief")
    right = verdict.right
    if hasattr(read, "certificate"):
        right &= certify(folder, tamper)
    print(verdict.line())
    return 0 if right else 1


def certify(folder: Path, tamper: bool) -> bool:
    """Ask the certificate; with `tamper` also whether it misses a mark that is deleted from a copy."""
    from benchmarks.chaos import certificate

    lines = certificate.certified(folder)
    wrong = certificate.wrong(lines)
    made, received = (sum(getattr(line, name) for line in lines) for name in ("made", "received"))
    print(f"certificate: {len(lines)} seats, made {made} received {received}, not whole {len(wrong)}")
    for line in wrong[:20]:
        print(f"  {line}")
    if not tamper:
        return not wrong
    with tempfile.TemporaryDirectory() as place:
        copy = certificate.copied(folder, Path(place) / "copy")
        uid = certificate.remove_one(copy)
        found = certificate.wrong(certificate.certified(copy))
    print(f"tampered: mark {uid[:8]} was deleted from a copy; the certificate says: {'; '.join(found) or 'all whole'}")
    return not wrong and len(found) == 1


def inside() -> None:
    """Go on in the checkout's own environment if this Python lacks the parts."""
    if importlib.util.find_spec("playwright") and importlib.util.find_spec("flask_socketio"):
        return
    from scoring.__main__ import enter, prepare, python_of

    enter(python_of(prepare("requirements-test.lock")), ["-m", "benchmarks.chaos", *sys.argv[1:]])


if __name__ == "__main__":
    inside()
    sys.exit(main())
