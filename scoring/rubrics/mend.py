"""A copy of the tree with stand-ins where fields are wrong, so that the rules beyond fields can still be checked."""

from copy import deepcopy
from typing import Any

from scoring.rubrics.messages import UNSURE
from scoring.rubrics.problems import Finding, Path, is_warning

WORDS = {"zh": "…", "en": "…"}
ITEM = {"id": "stand-in", "title": WORDS, "points": "1", "kind": "outside", "full": "1"}
SECTION = {"id": "stand-in", "title": WORDS, "items": [ITEM]}
ELEMENTS: dict[str, dict[str, Any]] = {
    "items": ITEM,
    "sections": SECTION,
    "modules": {"id": "stand-in", "title": WORDS, "sections": [SECTION]},
    "panels": {"id": "stand-in", "title": WORDS, "combine": "mean"},
    "penalties": {"id": "stand-in", "title": WORDS, "lose": "1"},
    "settings": {"id": "stand-in", "title": WORDS, "value": "1"},
    "values": {"id": "stand-in", "title": WORDS},
    "groups": {"id": "stand-in", "title": WORDS, "items": ["stand-in"]},
    "rounds": {"id": "stand-in", "title": WORDS},
    "outcomes": {"status": "dns", "total": "0"},
    "ties": {"by": "penalties", "wins": "low"},
    "awards": {"title": WORDS, "count": "1"},
    "grades": {"title": WORDS},
    "notes": WORDS,
}
WHOLE = tuple(name for name in ELEMENTS if name not in ("sections", "modules"))  # one wrong field spoils the entry
PARTS = ("teams", "clock", "rounding", "adjust", "field", "needs", "runs", "total", "ranking")  # or the part
FIELDS: dict[str, Any] = {
    "rubric": "stand-in@1",
    "id": "stand-in",
    "title": WORDS,
    "zh": "…",
    "en": "…",
    "clock": {"limit": "1:00"},
    "runs": {"title": WORDS, "count": "2"},
    "items": [ITEM],
    "sections": [SECTION],
    "panels": [ELEMENTS["panels"]],
}


def mend(root: Any, faults: list[tuple[Path, str]]) -> tuple[Any, set[Path]]:
    """A copy of `root` with a stand-in at every fault (path, pydantic's type), and the paths where they stand.

    A stand-in keeps the id it replaces, so that references to it still hold.
    """
    mended = deepcopy(root)
    stand_ins: set[Path] = set()
    if not isinstance(mended, dict):
        return mended, stand_ins
    for path, kind in faults:
        top = _entry(path) or path
        if any(top[:length] in stand_ins for length in range(len(top) + 1)):
            continue
        stand_ins.add(top)
        _replace(mended, top, kind)
    return mended, stand_ins


def is_sure(finding: Finding, stand_ins: set[Path]) -> bool:
    """Whether a finding cannot come from a stand-in: it is elsewhere, and does not look at other parts."""
    if is_warning(finding.code) or finding.code in UNSURE:
        return False
    lists = any(top[-1] in ELEMENTS for top in stand_ins if top)
    return not (lists and finding.code == "unknown-reference") and not any(
        finding.path[: len(top)] == top for top in stand_ins
    )


def _entry(path: Path) -> Path | None:
    """The path of the list entry (or the part such as a clock) that a fault spoils as a whole, if there is one."""
    for index, step in enumerate(path[:-1]):
        if step in PARTS:
            return path[: index + 1]
        if step in WHOLE and isinstance(path[index + 1], int):
            return path[: index + 2]
    return None


def _replace(root: Any, path: Path, kind: str) -> None:
    holder = root
    for step in path[:-1]:
        holder = holder[step]
    last = path[-1] if path else ""
    if isinstance(holder, list) and isinstance(last, int):
        holder[last] = _stand_in(str(path[-2]), holder[last])
    elif kind != "extra_forbidden" and last in FIELDS:
        holder[last] = deepcopy(FIELDS[str(last)])
    else:
        holder.pop(last, None)


def _stand_in(place: str, old: Any) -> Any:
    new = deepcopy(ELEMENTS.get(place, WORDS))
    if isinstance(old, dict) and "id" in new and isinstance(old.get("id"), str):
        new["id"] = old["id"]
    return new
