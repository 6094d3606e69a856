"""Simulations on the way: started as processes of their own, told about in files, ended when nobody watches.

A run is a folder's file `<id>.json`, rewritten by its worker; every look at it touches `<id>.wanted`, without which the
worker ends. So the server waits for nothing, and any of several server processes can answer.
"""

import contextlib
import json
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RUN = re.compile(r"[0-9a-f]{16}")
KEPT = 3600  # seconds that a finished run can be looked at
MOST = 2  # so many run at a time; the judges' server has other things to do
WORKER = "scoring.web.simulation_worker"
children: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to do: the text of a rubric, the plan, the chance, for how long at most (seconds)."""

    text: str
    name: str
    round: str
    contestants: int
    fields: int
    seats: Mapping[str, int]
    seed: int
    seconds: int


def start(folder: Path, order: Order) -> str | None:
    """Start a worker; answers the id of the run, or None while too many are under way."""
    folder.mkdir(parents=True, exist_ok=True)
    children[:] = [child for child in children if child.poll() is None]
    _forget(folder)
    if len(children) >= MOST:
        return None
    run = secrets.token_hex(8)
    (folder / f"{run}.order").write_text(json.dumps(asdict(order)), encoding="utf-8")
    write(folder / f"{run}.json", {"state": "running", "done": 0, "of": 1})
    want(folder, run)
    # the worker is this very Python with fixed words; the id is our own
    command = [sys.executable, "-m", WORKER, str(folder), run]
    children.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd=Path(__file__).parents[2]))  # noqa: S603
    return run


def look(folder: Path, run: str) -> dict[str, Any] | None:
    """How a run stands; None when there is none of that id. Looking at it keeps it alive."""
    if RUN.fullmatch(run) is None:
        return None
    try:
        found: dict[str, Any] = json.loads((folder / f"{run}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if found["state"] == "running":
        want(folder, run)
    return found


def stop(folder: Path, run: str) -> None:
    """Nobody wants it any more: the worker ends at its next step."""
    if RUN.fullmatch(run):
        (folder / f"{run}.wanted").unlink(missing_ok=True)


def want(folder: Path, run: str) -> None:
    """Somebody still looks."""
    with contextlib.suppress(OSError):
        (folder / f"{run}.wanted").touch()


def write(file: Path, found: Mapping[str, Any]) -> None:
    """Whole or not at all: somebody may be reading."""
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(found), encoding="utf-8")
    draft.replace(file)


def _forget(folder: Path) -> None:
    """Old runs go."""
    for file in folder.glob("*.*"):
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime > KEPT:
                file.unlink()
