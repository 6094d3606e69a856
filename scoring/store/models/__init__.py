"""The tables: who takes part, who judges, and the facts they entered. No rule of scoring stands here.

`setup` may change, `facts` are only added to: triggers refuse the rest. `db` is the door for everybody in this room.
"""

from scoring.store.models.base import Base, db
from scoring.store.models.facts import (
    Adjustment,
    ClockFact,
    HeldMark,
    Keying,
    Mark,
    Note,
    Penalty,
    Ruling,
    SettingFact,
    Signature,
)
from scoring.store.models.setup import (
    Competition,
    Contestant,
    Device,
    Event,
    Heat,
    Journal,
    Module,
    Person,
    Seat,
    Station,
    Unit,
)

__all__ = [
    "Adjustment",
    "Base",
    "ClockFact",
    "Competition",
    "Contestant",
    "Device",
    "Event",
    "Heat",
    "HeldMark",
    "Journal",
    "Keying",
    "Mark",
    "Module",
    "Note",
    "Penalty",
    "Person",
    "Ruling",
    "Seat",
    "SettingFact",
    "Signature",
    "Station",
    "Unit",
    "db",
]
