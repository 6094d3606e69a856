"""Spoilt rubrics and marks, by the hundred thousand: each gives problems or a result, soon, and never a traceback.

Run as `python -m benchmarks.fuzz --count 200000 --seed 1`; `--only N` runs one input again and shows what happens.
"""

import argparse
import json
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import FrameType

from benchmarks.mutations import spoil, words_of
from scoring.engine.marks import STATUSES
from scoring.engine.tabulate import as_csv, tabulate
from scoring.engine.values import refuse
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import read_rubric, shipped
from tests.engine.test_cases import CASES, written_out

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS = 2
MOST_MEGABYTES = 500
STUCK = 30  # seconds after which an input is given up
BLOCK = re.compile(r"^```(?:ya?ml)\n(.*?)^```", re.DOTALL | re.MULTILINE)
VALUES = (
    "clear", "yes", "no", "in", "out", "0", "1", "2", "3", "0.5", "1.5", "5", "10", "100", "-3", "1:05", "15:00.01",
    "na", "failed", "passed", "void",
)  # fmt: skip
HEADER = "contestant,seat,item,place,value,heat,group,team,round\n"


@dataclass(frozen=True, slots=True)
class Source:
    """What is spoilt: a rubric's text, and marks that fit it (none of a faulty file or an example without marks)."""

    name: str
    rubric: str
    marks: tuple[str, ...] = ()
    faulty: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of some inputs: how many ended how, the slowest and the largest, and those that broke a promise."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, -1)
    largest: float = 0.0
    broken: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        self.counts += other.counts
        self.slowest = max(self.slowest, other.slowest)
        self.largest = max(self.largest, other.largest)
        self.broken += other.broken


@cache
def sources() -> tuple[Source, ...]:
    """The shipped rubrics with their cases, the examples of the manual, and the faulty files of the tests."""
    found = []
    for name, file in shipped().items():
        rubric = read_rubric(file.read_bytes(), str(file)).rubric
        lines = [case.read_text(encoding="utf-8").splitlines() for case in CASES if case.parent.name == name]
        marks = tuple(written_out(rubric, each) for each in lines) if rubric else ()
        found.append(Source(name, file.read_text(encoding="utf-8"), marks))
    for page in sorted((ROOT / "docs").glob("**/*.md")):
        for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8"))):
            found.append(Source(f"{page.stem}-{number}", block))
    for file in sorted((ROOT / "tests" / "rubrics" / "faulty").glob("*.yaml")):
        found.append(Source(file.stem, file.read_bytes().decode("utf-8", "replace"), (), True))
    return tuple(found)


@cache
def words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words to put into rubrics, and words to put into marks."""
    texts = [(source.rubric, source.marks) for source in sources()]
    return words_of([rubric for rubric, _ in texts]), words_of([mark for _, marks in texts for mark in marks])


@dataclass(frozen=True, slots=True)
class Spoilt:
    """One input: a rubric and marks, one of them spoilt. Without marks some are invented for what the rubric became."""

    name: str
    what: str
    rubric: str | bytes
    marks: str | bytes | None
    chance: Random


def spoilt(number: int, seed: int) -> Spoilt:
    """Make input `number` of a seed, always the same."""
    chance = Random(f"{seed}:{number}")
    faulty = chance.random() < 0.15
    source = chance.choice([each for each in sources() if each.faulty == faulty])
    rubric_words, mark_words = words()
    if source.marks and chance.random() < 0.5:
        marks = spoil(chance.choice(source.marks), chance, mark_words)
        return Spoilt(source.name, "marks", source.rubric, marks, chance)
    text = spoil(source.rubric, chance, rubric_words)
    return Spoilt(source.name, "rubric", text, chance.choice([*source.marks, None]), chance)


def outcome_of(given: Spoilt) -> str:
    """Use an input: what it came to, in a word. An exception is a broken promise."""
    reading = read_rubric(given.rubric, f"{given.name}.yaml")
    for problem in (*reading.problems, *reading.warnings):
        assert problem.say("zh") and problem.say("en") and problem.line > 0 and problem.column > 0
    if reading.rubric is None:
        assert reading.problems
        return f"{given.what}: problems of the rubric"
    marks = "".join(invented(reading.rubric, given.chance)) if given.marks is None else given.marks
    return f"{given.what}: {tabulated(reading.rubric, given.rubric, marks)}"


def tabulated(rubric: Rubric, text: str | bytes, marks: str | bytes) -> str:
    """Score the marks; the table is written in every form, and every problem is said."""
    made = tabulate(rubric, text, marks, "marks.csv")
    if made.document is None:
        assert made.problems
        assert all(each.say("zh") and each.say("en") and each.line > 0 and each.column > 0 for each in made.problems)
        return "problems"
    json.dumps(made.document)
    assert as_csv(made.document, "zh") and as_csv(made.document, "en")
    return "result"


def invented(rubric: Rubric, chance: Random) -> Iterator[str]:
    """Marks that a rubric takes: three contestants, two seats a panel, here and there something left out."""
    yield HEADER
    clocks = [module.id for module in rubric.parts if module.clock]
    for contestant in "ABC":
        tail = f",{chance.choice('12')},{chance.choice('xy')},{chance.choice('UV')},\n"
        for panel in rubric.panels:
            for seat in ("M",) if panel.combine == "shared" else ("J1", "J2"):
                for item in rubric.items_of(panel.id):
                    place, value = mark_of(item, chance)
                    if value and chance.random() < 0.99:
                        yield f"{contestant},{seat},{item.id},{place},{value}{tail}"
        for item in rubric.items.values():
            if item.kind in ("outside", "ranked"):
                yield f"{contestant},,{item.id},,{chance.randrange(0, 100)}{tail}"
        for module in clocks:
            yield f"{contestant},,time,{module},{chance.randrange(0, 20)}:{chance.randrange(10, 60)}{tail}"
        for penalty in [*rubric.penalties, *(each for module in rubric.modules for each in module.penalties)]:
            if chance.random() < 0.3:
                yield f"{contestant},,{penalty.id},,{chance.randrange(0, 4)}{tail}"
        for value in rubric.values:
            yield f"{contestant},,{value.id},,{chance.randrange(1, 99)}{tail}"
        if chance.random() < 0.2:
            yield f"{contestant},,status,,{chance.choice(STATUSES)}{tail}"
    yield from (f",,{rule.id},,{chance.choice(('0', '0.3', '1', '7'))},,,,\n" for rule in rubric.settings)
    yield from (f",,{rule.id},,1,,,U,\n" for rule in (rubric.teams.penalties if rubric.teams else ()))


def mark_of(item: Item, chance: Random) -> tuple[str, str]:
    """A place and a value that the item admits, or nothing."""
    own: list[str] = []
    for name in ("levels", "catalogue", "faults"):
        own += [choice.id for choice in getattr(item, name, ())]
    own += [grade.id for choice in getattr(item, "catalogue", ()) for grade in choice.grades]
    values = [*own, *VALUES]
    chance.shuffle(values)
    places = ["", "1", *own]
    found = ((place, value) for value in values for place in places if refuse(item, place, value) is None)
    return next(found, ("", ""))


def one(number: int, seed: int) -> Outcome:
    """Use one input under the watch of clock and memory; making it does not count."""
    given = spoilt(number, seed)
    before, begun = peak(), time.process_time()
    signal.setitimer(signal.ITIMER_REAL, STUCK)
    broken = ""
    try:
        word = outcome_of(given)
    except Exception:
        word, broken = "traceback", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    spent, megabytes = time.process_time() - begun, peak()
    if not broken and spent > MOST_SECONDS:
        word, broken = "slow", f"{spent:.1f} s"
    if not broken and megabytes > max(MOST_MEGABYTES, before):
        word, broken = "large", f"{megabytes:.0f} MB"
    return Outcome(Counter({word: 1}), (spent, number), megabytes, [(number, broken)] if broken else [])


def peak() -> float:
    """The most memory that this process has ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def some(numbers: Sequence[int], seed: int) -> Outcome:
    """Use several inputs, one after the other."""
    sources()
    words()
    signal.signal(signal.SIGALRM, _give_up)
    outcome = Outcome()
    for number in numbers:
        outcome.add(one(number, seed))
    return outcome


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"still at it after {STUCK} s")


def all_of(count: int, seed: int, start: int = 0) -> Outcome:
    """Use `count` inputs on every core, telling now and then how far it is, and at once what is broken."""
    portions = [range(first, min(first + 500, start + count)) for first in range(start, start + count, 500)]
    whole, begun = Outcome(), time.perf_counter()
    with get_context("spawn").Pool(os.cpu_count(), maxtasksperchild=20) as pool:  # fresh processes: memory is measured
        for done, outcome in enumerate(pool.imap_unordered(partial(some, seed=seed), portions), 1):
            whole.add(outcome)
            for number, broken in outcome.broken:
                print(f"input {number}: {broken}", flush=True)
            if done % 20 == 0:
                print(f"{done * 500:,} in {time.perf_counter() - begun:.0f} s, {len(whole.broken)} broken", flush=True)
    return whole


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=200_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--start", type=int, default=0, metavar="N")
    asked.add_argument("--only", type=int, metavar="N")
    options = asked.parse_args()
    if options.only is not None:
        given = spoilt(options.only, options.seed)
        print(f"{given.what} {given.name}, {len(given.rubric)} characters, marks {len(given.marks or '')}", flush=True)
        print(outcome_of(given))
        return 0
    outcome = all_of(options.count, options.seed, options.start)
    print(*(f"{count:>9,}  {word}" for word, count in outcome.counts.most_common()), sep="\n")
    print(f"slowest {outcome.slowest[0]:.2f} s (input {outcome.slowest[1]}), largest {outcome.largest:.0f} MB")
    return 1 if outcome.broken else 0


if __name__ == "__main__":
    sys.exit(main())
