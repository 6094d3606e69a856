"""Writing competitions and their events: made, changed, opened, closed."""

from typing import Any

from scoring.store.models import Competition, Event
from scoring.store.refusals import Refusal


def create_competition(title: str, title_en: str = "", venue: str = "", day: str = "") -> Competition | Refusal:
    """Make a competition; `day` is an ISO date or "". Refused without a title."""
    raise NotImplementedError


def change_competition(competition_id: int, **fields: Any) -> Competition | Refusal:
    """Change any of title, title_en, venue, day."""
    raise NotImplementedError


def create_event(
    competition_id: int,
    rubric_ref: str,
    rubric_text: str,
    title: str = "",
    title_en: str = "",
    slug: str | None = None,
    release: str = "signed",
    naming: str = "name",
    stations: int = 6,
) -> Event | Refusal:
    """Make a draft event with the rubric's modules, one seat per panel place (keys M, J1, J2 …) and stations 1…n.

    Empty titles are the rubric's own. Refused when the rubric text has problems (the sentence names the first).
    """
    raise NotImplementedError


def change_event(event_id: int, **fields: Any) -> Event | Refusal:
    """Change any of title, title_en, release, naming, position, slug, stations, rubric_ref + rubric_text (the last four only in a draft)."""
    raise NotImplementedError


def open_event(event_id: int) -> Event | Refusal:
    """Freeze rubric text and digest and let marks in. Refused without contestants or with a rubric that does not read."""
    raise NotImplementedError


def close_event(event_id: int) -> Event | Refusal:
    """No more marks; the standings become final. Refused while results are unsigned."""
    raise NotImplementedError


def reopen_event(event_id: int, reason: str) -> Event | Refusal:
    """Let marks in again after closing."""
    raise NotImplementedError
