"""Every read. Names are joined only here; an audience sees only what `public_standings` and `public_events` let out."""

from scoring.store.derived import adds_up
from scoring.store.read.chief import brief, chief_view, compare
from scoring.store.read.day import consequences, day_settings, settings_in_words, settings_journal
from scoring.store.read.devices import devices
from scoring.store.read.floor import floor_row, floor_view
from scoring.store.read.gate import public_events, public_standings
from scoring.store.read.people import device_by_token, organiser_exists, people, person_by_link, person_by_pin
from scoring.store.read.results import facts_of, results_of, standings_of, standings_table
from scoring.store.read.rounds import through_to
from scoring.store.read.setup import (
    competition,
    competitions,
    contestant,
    contestants,
    event_by_id,
    event_by_slug,
    events,
    health,
    reading_of,
    revision_of,
    rubric_of,
)
from scoring.store.read.sheets import belong_together, heat_view, prices, seats_of, sheet
from scoring.store.read.why import why

__all__ = [
    "adds_up",
    "belong_together",
    "brief",
    "chief_view",
    "compare",
    "competition",
    "competitions",
    "consequences",
    "contestant",
    "contestants",
    "day_settings",
    "device_by_token",
    "devices",
    "event_by_id",
    "event_by_slug",
    "events",
    "facts_of",
    "floor_row",
    "floor_view",
    "health",
    "heat_view",
    "organiser_exists",
    "people",
    "person_by_link",
    "person_by_pin",
    "prices",
    "public_events",
    "public_standings",
    "reading_of",
    "results_of",
    "revision_of",
    "rubric_of",
    "seats_of",
    "settings_in_words",
    "settings_journal",
    "sheet",
    "standings_of",
    "standings_table",
    "through_to",
    "why",
]
