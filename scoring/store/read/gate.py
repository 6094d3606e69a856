"""THE GATE: the only way from the database to an audience. Unsigned results, names of blind events, single marks and reasons never pass."""

from typing import Any


def public_standings(slug: str) -> dict[str, Any] | None:
    """What everybody may see of an event; None for a draft or an unknown one.

    {"event", "title", "title_en", "revision", "from": None, "state": "waiting"|"provisional"|"final", "done", "of", "rule",
    "rows": [{"rank", "contestant", "name", "unit", "total", "tied", "award": {"zh", "en"}|None, "moved": 0}]}.
    """
    raise NotImplementedError


def public_events() -> list[dict[str, str]]:
    """[{"event", "title", "title_en", "state"}] of the events the public may see, in their order."""
    raise NotImplementedError
