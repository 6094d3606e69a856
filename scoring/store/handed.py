"""What is kept when a judge hands a sheet in: canonical JSON of the marks that stand, and how a signature is drawn.

Knows no name. Every handing-in keeps its own copy, so that a sheet that came back can be compared with what it became.
"""

import json
import re
from collections.abc import Mapping

from scoring.engine.figures import plain
from scoring.engine.marks import Mark
from scoring.engine.scoresheet import Scoresheet
from scoring.store.signed import digest_of

FIELD = (600, 200)  # what a signature is drawn in
MOST_DRAWN = 6000
STROKES = re.compile(r"(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)+")
POINT = re.compile(r"(\d+) (\d+)")


def is_drawn(path: str) -> bool:
    """Whether it is an SVG path of straight lines between whole numbers inside the field, and nothing else."""
    if len(path) > MOST_DRAWN or not STROKES.fullmatch(path):
        return False
    width, height = FIELD
    return all(int(x) <= width and int(y) <= height for x, y in POINT.findall(path))


def handed_copy(
    event: str, contestant: str, seat: str, slots: Mapping[str, Mapping[str, Mark]], score: Scoresheet, version: int
) -> str:
    """The sheet as text that is the same for the same sheet; `slots` are its standing marks by item and place."""
    marks = [mark for item in sorted(slots) for _, mark in sorted(slots[item].items())]
    said = {
        "event": event,
        "contestant": contestant,
        "seat": seat,
        "marks": [{"item": each.item, "place": each.place, "value": each.value, "uid": each.id} for each in marks],
        "total": plain(score.total),
        "covered": score.covered,
        "of": len(score.items) - len(score.unused),
        "settings": version,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seen_of(slots: Mapping[str, Mapping[str, Mark]], score: Scoresheet, version: int) -> str:
    """What a sheet says, in one word: another one as soon as anything is said otherwise on it, by whomever.

    What other seats said counts where this sheet's figures follow from it, as what they chose or said of a run.
    """
    standing = [mark for item in sorted(slots) for _, mark in sorted(slots[item].items())]
    said = [f"{each.item} {each.place} {each.value}" for each in standing]
    figures = [f"{each.state} {each.points}" for each in score.items]
    return digest_of("\n".join([*said, *figures, str(score.total), str(version)]))
