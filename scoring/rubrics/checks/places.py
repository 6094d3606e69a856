"""Where the parts of a rubric stand in its file. Knows no rule."""

from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module
from scoring.rubrics.problems import Path


def modules(rubric: Rubric) -> list[tuple[Path, Module]]:
    """Every module with its path in the tree; the nameless one of a file without modules is the file itself."""
    if rubric.modules:
        return [(("modules", index), part) for index, part in enumerate(rubric.written)]
    return [((), rubric.written[0])]
