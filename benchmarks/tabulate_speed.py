"""How long `tabulate` takes, and how much memory: 5,000 contestants x 9 judges x 100 items, and one sheet scored again.

Run as `python -m benchmarks.tabulate_speed [--contestants N] [--judges N]`.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scoring.engine.marks_file import read_marks
from scoring.engine.result import result_of
from scoring.engine.standings import standings
from scoring.rubrics.reader import read_rubric

ROOT = Path(__file__).resolve().parent.parent
ITEMS = 100
FACES: tuple[tuple[str, tuple[str, ...]], ...] = (  # fields of an item, and what judges write: mostly nothing found
    (
        "kind: measured, unit: cm, nominal: 1.5, tolerance: 0.2, each: 1",
        ("clear", "clear", "1.4", "1.5", "1.6", "1.7", "2.1"),
    ),
    ("kind: counted, lose: 0.2", ("clear", "clear", "clear", "0", "1", "2")),
    ("kind: checked", ("yes", "yes", "yes", "yes", "no")),
    ("kind: attempts, lose: [0, 0.2, all]", ("1", "1", "1", "2", "3")),
    ("kind: judged, step: 0.1", ("0.5", "0.7", "0.8", "0.9", "1")),
)


def rubric_text(judges: int) -> str:
    """A rubric of a hundred items that `judges` judges mark, the highest and the lowest sheet struck."""
    rows = [
        f"      - {{id: i{number}, title: {{zh: 细则 {number}, en: item {number}}}, points: 1, {FACES[number % 5][0]}}}"
        for number in range(ITEMS)
    ]
    return "\n".join(
        [
            "rubric: bench@1",
            "title: {zh: 基准, en: Benchmark}",
            "panels:",
            f"  - {{id: j, title: {{zh: 裁判, en: Judges}}, combine: trimmed, seats: {judges},"
            " drop: {high: 1, low: 1, from: 5}}",
            "sections:",
            "  - id: s",
            "    title: {zh: 全部, en: All}",
            "    panel: j",
            "    items:",
            *rows,
            "",
        ]
    )


def lines(contestants: int, judges: int) -> Iterator[str]:
    """The marks file in pieces, a contestant each."""
    chance = random.Random(1)
    faces = [
        [[f",J{judge},i{number},,{value}\n" for value in FACES[number % 5][1]] for number in range(ITEMS)]
        for judge in range(judges)
    ]
    yield "contestant,seat,item,place,value\n"
    for contestant in range(contestants):
        yield "".join(f"{contestant}{chance.choice(choices)}" for sheet in faces for choices in sheet)


def whole(folder: Path, contestants: int, judges: int) -> None:
    """Run the command on a file of that size and tell time and memory."""
    rubric, marks, out = folder / "bench@1.yaml", folder / "marks.csv", folder / "out.json"
    rubric.write_text(rubric_text(judges), encoding="utf-8")
    with marks.open("w", encoding="utf-8") as file:
        file.writelines(lines(contestants, judges))
    facts = contestants * judges * ITEMS
    print(f"{contestants} contestants x {judges} judges x {ITEMS} items = {facts:,} facts, ", end="")
    print(f"{marks.stat().st_size / 1e6:.0f} MB", flush=True)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "scoring.cli", "tabulate", str(rubric), str(marks), "-o", str(out)], check=True, cwd=ROOT
    )
    spent = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"tabulate: {spent:.1f} s, peak {peak:.0f} MB, {facts / spent:,.0f} facts a second, ", end="")
    with out.open(encoding="utf-8") as file:
        rows = json.load(file)["standings"]
    assert [row["rank"] for row in rows[:1]] == [1] and len(rows) == contestants
    print(f"{sum(len(row['why']) for row in rows):,} reasons, {out.stat().st_size / 1e6:.0f} MB of JSON")


def again(contestants: int, judges: int) -> None:
    """Score one sheet again and rank everybody, against scoring all."""
    text = rubric_text(judges)
    rubric = read_rubric(text, "bench@1.yaml").rubric
    assert rubric is not None
    facts = read_marks(rubric, "".join(lines(contestants, judges)), "marks.csv").facts
    begun = time.perf_counter()
    results = [result_of(rubric, each) for each in facts]
    standings(rubric, results)
    everything = time.perf_counter() - begun
    begun = time.perf_counter()
    results[0] = result_of(rubric, facts[0])
    middle = time.perf_counter()
    standings(rubric, results)
    ended = time.perf_counter()
    print(
        f"scoring all {contestants}: {everything:.1f} s; one again: {(middle - begun) * 1e3:.1f} ms, "
        f"ranking all: {(ended - middle) * 1e3:.0f} ms, together {(ended - begun) / everything:.2%} of all"
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--contestants", type=int, default=5000)
    words.add_argument("--judges", type=int, default=9)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole(Path(folder), asked.contestants, asked.judges)
    again(asked.contestants, asked.judges)


if __name__ == "__main__":
    main()
