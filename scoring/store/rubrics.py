"""The rubric of an event, read from its own text, frozen once it is open; the reader keeps what it read lately."""

from scoring.rubrics import reader
from scoring.rubrics.language import Rubric
from scoring.store.models import Event


def reading_of(event: Event) -> reader.Reading:
    """The rubric with its problems and warnings."""
    return reader.read_rubric(event.rubric_text, f"{event.rubric_ref}.yaml")


def rubric_of(event: Event) -> Rubric:
    """The event's rubric. Raises ValueError when its text does not read."""
    found = reading_of(event)
    if found.rubric is None:
        raise ValueError(f"the rubric of event {event.slug} does not read: {found.problems[0].say('en')}")
    return found.rubric
