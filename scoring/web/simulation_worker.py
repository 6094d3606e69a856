"""One simulation, in a process of its own: reads its order, writes how far it is, then the report. Knows no page.

python -m scoring.web.simulation_worker FOLDER RUN
"""

import contextlib
import json
import os
import random
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scoring.engine.minutes import minutes
from scoring.engine.simulate import Plan, Simulation
from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import read_rubric
from scoring.web.simulation_runs import Order, write

TOLD_EVERY = 0.25  # seconds
UNWATCHED = 20  # seconds after which nobody is looking any more


def work(folder: Path, run: str) -> None:
    """Do the order of a run; ends early when its time is over or nobody looks at it."""
    order = Order(**json.loads((folder / f"{run}.order").read_text(encoding="utf-8")))
    file, wanted = folder / f"{run}.json", folder / f"{run}.wanted"
    rubric = rules_of(order)
    if rubric is None:
        write(file, {"state": "failed"})
        return
    plan = Plan(order.contestants, order.fields, order.seats)
    simulation = Simulation(rubric, plan, random.Random(order.seed))  # noqa: S311  no secret
    begun = told = time.monotonic()
    for done in simulation.steps():
        now = time.monotonic()
        if now - told > TOLD_EVERY:
            told = now
            if not _watched(wanted):
                write(file, {"state": "stopped"})
                return
            write(file, {"state": "running", "done": done, "of": simulation.length})
        if now - begun > order.seconds:
            break
    write(file, {"state": "done", "report": report_of(simulation, rubric)})


def rules_of(order: Order) -> Rubric | None:
    """The rubric, or one round of it."""
    rubric = read_rubric(order.text, order.name).rubric
    return rubric.for_round(order.round) if rubric and order.round else rubric


def report_of(simulation: Simulation, rubric: Rubric) -> dict[str, Any]:
    """The report as plain texts and numbers, with the minutes beside it."""
    report = asdict(simulation.report())
    report["minutes"] = [{**asdict(each), "total": each.total} for each in minutes(rubric)]
    plain: dict[str, Any] = json.loads(json.dumps(report, default=str))
    return plain


def _watched(wanted: Path) -> bool:
    try:
        return time.time() - wanted.stat().st_mtime < UNWATCHED
    except OSError:
        return False


if __name__ == "__main__":
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)  # judges first
    place, name = Path(sys.argv[1]), sys.argv[2]
    try:
        work(place, name)
    except Exception:
        write(place / f"{name}.json", {"state": "failed"})
        raise
