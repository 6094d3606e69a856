"""Every sentence of `check` in zh and en, by code; `{name}` is filled in. Which of them are only warnings."""

from scoring.rubrics.messages.fields import FIELDS
from scoring.rubrics.messages.rules import RULES
from scoring.rubrics.messages.warnings import ODD
from scoring.rubrics.messages.writing import WRITING

MESSAGES = {**WRITING, **FIELDS, **RULES, **ODD}
WARNINGS = frozenset({"bom", *ODD})
# What looks at other parts is not sure while one of these is still wrong and only stood in for.
UNSURE = frozenset(
    {"least-over", "limits-crossed", "no-sections-here"}
    | {"not-an-element", "no-grades", "grades-unused", "tie-untrimmed", "tie-one-sheet"}
)
