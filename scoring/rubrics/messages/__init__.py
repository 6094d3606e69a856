"""Every sentence of `check` in zh and en, by code; `{name}` is filled in. Which of them are only warnings."""

from scoring.rubrics.messages.fields import FIELDS
from scoring.rubrics.messages.rules import RULES
from scoring.rubrics.messages.warnings import ODD
from scoring.rubrics.messages.writing import WRITING

MESSAGES = {**WRITING, **FIELDS, **RULES, **ODD}
WARNINGS = frozenset({"bom", *ODD})
