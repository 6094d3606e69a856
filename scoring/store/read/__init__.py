"""Every read. Names are joined only here; an audience sees only what `public_standings` and `public_events` let out."""

from scoring.store.derived import adds_up
from scoring.store.read.chief import brief, chief_view, compare
from scoring.store.read.day import consequences, day_settings, settings_in_words, settings_journal
from scoring.store.read.devices import devices
from scoring.store.read.fleet import coverage, crew, sits_in
from scoring.store.read.floor import floor_row, floor_view
from scoring.store.read.gate import public_events, public_standings
from scoring.store.read.held import held
from scoring.store.read.joining import (
    LATELY,
    former_device,
    free_judges,
    only_seat,
    paired_devices,
    seat_by_code,
    seat_by_id,
    tablet_of,
    tablets_of,
    unsent_of,
)
from scoring.store.read.keyed import keyed_before, keyed_sheet, keyed_sheets
from scoring.store.read.means import means_by_seat
from scoring.store.read.notes import before, note_by_uid, notes_of, photo_of
from scoring.store.read.people import (
    device_by_token,
    organiser_exists,
    people,
    person_by_id,
    person_by_link,
    person_by_pin,
)
from scoring.store.read.reconcile import SeatCount, certificate
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
    practice_contestant,
    reading_of,
    revision_of,
    rubric_of,
)
from scoring.store.read.sheets import belong_together, heat_view, once_sat, practice_card, prices, seats_of, sheet
from scoring.store.read.silence import SILENT, silences
from scoring.store.read.trainees import trainees
from scoring.store.read.versions import versions
from scoring.store.read.why import why

__all__ = [
    "LATELY",
    "SILENT",
    "SeatCount",
    "adds_up",
    "before",
    "belong_together",
    "brief",
    "certificate",
    "chief_view",
    "compare",
    "competition",
    "competitions",
    "consequences",
    "contestant",
    "contestants",
    "coverage",
    "crew",
    "day_settings",
    "device_by_token",
    "devices",
    "event_by_id",
    "event_by_slug",
    "events",
    "facts_of",
    "floor_row",
    "floor_view",
    "former_device",
    "free_judges",
    "health",
    "heat_view",
    "held",
    "keyed_before",
    "keyed_sheet",
    "keyed_sheets",
    "means_by_seat",
    "note_by_uid",
    "notes_of",
    "once_sat",
    "only_seat",
    "organiser_exists",
    "paired_devices",
    "people",
    "person_by_id",
    "person_by_link",
    "person_by_pin",
    "photo_of",
    "practice_card",
    "practice_contestant",
    "prices",
    "public_events",
    "public_standings",
    "reading_of",
    "results_of",
    "revision_of",
    "rubric_of",
    "seat_by_code",
    "seat_by_id",
    "seats_of",
    "settings_in_words",
    "settings_journal",
    "sheet",
    "silences",
    "sits_in",
    "standings_of",
    "standings_table",
    "tablet_of",
    "tablets_of",
    "through_to",
    "trainees",
    "unsent_of",
    "versions",
    "why",
]
