"""The chaos run in short: every kind of fault, real tablets, scripted seats; nothing is lost, doubled or reordered."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.chaos import timetable
from benchmarks.chaos.certificate import without_guards

ROOT = Path(__file__).parents[2]
KILLS = 3
LAST = re.compile(r"intended (\d+) acknowledged \1 stored \1 lost 0 double 0 reordered 0")


def chaos(*words):
    """Exit code and lines of the benchmark."""
    command = [sys.executable, "-m", "benchmarks.chaos", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    return done.returncode, done.stdout.splitlines(), done.stdout + done.stderr


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """What a run left behind: its folder, its lines."""
    folder = tmp_path_factory.mktemp("chaos") / "run"
    code, lines, said = chaos(
        *("--seconds", 15, "--seats", 8, "--tablets", 2, "--kills", KILLS, "--seed", 1, "--taps", 2, "--keep", folder)
    )
    assert code == 0, said
    return folder, lines


def test_nothing_is_lost_doubled_or_reordered(left):
    _, lines = left
    assert LAST.fullmatch(lines[-1]), lines[-1]
    faults = dict(re.findall(r"([\w-]+) (\d+)", next(line for line in lines if line.startswith("faults: "))))
    kinds = {*timetable.LINKS, *timetable.REQUESTS, *timetable.ONE_TABLET, *timetable.ONE_SEAT, *timetable.LATE}
    assert kinds <= set(faults)
    assert int(faults["kill"]) >= KILLS
    said = "\n".join(lines)
    tablets, seats, held = re.search(r"(\d+) marks of tablets, (\d+) of scripted seats; (\d+) held", said).groups()
    assert int(tablets) >= 5 and int(seats) >= 20 and int(held) >= 1
    assert f"made {lines[-1].split()[1]} received {lines[-1].split()[1]}, not whole 0" in said  # the certificate


def test_the_same_seed_intends_the_same():
    plans = [timetable.drawn(seed, 60, 5, ["a", "b"], ["c"]) for seed in (1, 1, 2)]
    assert plans[0] == plans[1] != plans[2]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DELETE FROM mark WHERE id = (SELECT max(id) FROM mark)", "lost 1 double 0"),
        ("UPDATE mark SET sequence = 0 WHERE id = (SELECT max(id) FROM mark)", "lost 0 double 0 reordered"),
    ],
)
def test_the_verdict_bites(left, tmp_path, change, words):
    """The same comparison on a copy in which one mark was removed, or moved."""
    copy = shutil.copytree(left[0], tmp_path / "copy")
    with closing(sqlite3.connect(copy / "scoring.sqlite")) as raw, raw:
        without_guards(raw)
        assert raw.execute(change).rowcount == 1
    code, lines, said = chaos("--check", copy)
    assert code == 1 and words in lines[-1] and not LAST.fullmatch(lines[-1]), said
    assert "not whole 1" in said
