"""Reading competitions, events and their rubrics."""

from collections.abc import Sequence
from typing import Any

from scoring.rubrics.language import Rubric
from scoring.store.models import Competition, Contestant, Event


def competition(competition_id: int | None = None) -> Competition | None:
    """The competition of that id; without one the newest."""
    raise NotImplementedError


def competitions() -> Sequence[Competition]:
    """All, newest first."""
    raise NotImplementedError


def events(competition_id: int) -> Sequence[Event]:
    """The events of a competition in their order."""
    raise NotImplementedError


def event_by_slug(slug: str) -> Event | None:
    """The event of that name in addresses."""
    raise NotImplementedError


def event_by_id(event_id: int) -> Event | None:
    """The event of that row id, as the signal `changed` names it."""
    raise NotImplementedError


def contestant(contestant_id: int) -> Contestant | None:
    """One contestant."""
    raise NotImplementedError


def contestants(event_id: int) -> Sequence[Contestant]:
    """All of an event, in the order of heat and station, then number."""
    raise NotImplementedError


def rubric_of(event: Event) -> Rubric:
    """The event's rubric from its own text (frozen once open), memoised by digest. Raises ValueError when the text does not read."""
    raise NotImplementedError


def reading_of(event: Event) -> Any:
    """The rubric room's Reading of the event's text: rubric, problems, warnings."""
    raise NotImplementedError


def health() -> dict[str, Any]:
    """{"database": "ok", "revision": sum of all events' revisions}; raises when the database does not answer."""
    raise NotImplementedError
