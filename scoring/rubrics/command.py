"""What `check` does on the command line: judge rubric files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from scoring.rubrics.checks.words import shown
from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import load

SAID = {
    "zh": (
        "{file}：可以使用。{title}，{rows}{points}",
        "警告：",
        "{count} 个文件，{problems} 个问题，{warnings} 个警告",
    ),
    "en": (
        "{file}: ready to use. {title}, {rows}{points}",
        "warning: ",
        "files: {count}, problems: {problems}, warnings: {warnings}",
    ),
}


def check_files(paths: Iterable[str | Path], language: str, out: TextIO, err: TextIO) -> int:
    """Check rubric files; problems go to `err` as `FILE:LINE:COLUMN: sentence`, all else to `out`. Returns 0 or 1."""
    ready, warns, sums = SAID["zh" if language.startswith("zh") else "en"]
    count = problems = warnings = 0
    for path in paths:
        reading = load(Path(path))
        count += 1
        problems += len(reading.problems)
        warnings += len(reading.warnings)
        for problem in reading.problems:
            print(problem.say(language), file=err)
        for warning in reading.warnings:
            place, sentence = f"{warning.file}:{warning.line}:{warning.column}: ", warning.say(language)
            print(place + warns + sentence.removeprefix(place), file=out)
        if reading.rubric:
            print(ready.format(file=path, **_figures(reading.rubric, language)), file=out)
    print(sums.format(count=count, problems=problems, warnings=warnings), file=out)
    return 1 if problems else 0


def _figures(rubric: Rubric, language: str) -> dict[str, Any]:
    points = " + ".join(shown(part.most) for part in rubric.written if part.most)
    count = sum(len(section.items) for part in rubric.written for section in part.sections)
    if language.startswith("zh"):
        rows, said = f"{count} 条细则", f"，{points} 分"
    else:
        rows, said = _many(str(count), "row"), f", {_many(points, 'point')}"
    return {"title": rubric.title.say(language), "rows": rows, "points": said if points else ""}


def _many(figure: str, noun: str) -> str:
    """A figure with what it counts: 1 row, 2 rows."""
    return f"{figure} {noun}" if figure == "1" else f"{figure} {noun}s"
