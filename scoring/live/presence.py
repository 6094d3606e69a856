"""What tablets say of themselves and what is said to them, as values: beats, words to a seat, calls for the chief."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

REMEMBERED = 6  # beats that the quality of a line is judged by


@dataclass(frozen=True, slots=True)
class Beat:
    """One message of a tablet, checked: its seat is one of its person's. Believed about the tablet itself only."""

    device: int
    person: int
    seat: int
    event: int
    contestant: int | None = None  # whose sheet is open
    item: str = ""
    waiting: int = 0  # marks not sent yet
    refused: int = 0
    battery: tuple[int, bool] | None = None  # percent, charging; None: the browser does not tell
    version: str = ""
    visible: bool = True
    rtt: int | None = None  # ms that the message before took, there and back
    lost: int = 0  # messages without an answer since then
    calling: "Calling | None" = None
    heard: tuple[str, bool] | None = None  # words that it shows: their uid, and whether the judge tapped “seen”
    heads: tuple[tuple[str, int, int], ...] = ()  # journal, seat, entries made


@dataclass(frozen=True, slots=True)
class Calling:
    """A judge's call as the tablet repeats it with every beat; `since` is what the server said before, if it did."""

    uid: str
    seat: int
    event: int
    contestant: int | None
    item: str
    since: int | None


@dataclass(slots=True)
class Tablet:
    """One device: its last beat, when it came, and how its line was lately."""

    beat: Beat
    at: int
    unsent_since: int | None = None
    rtts: deque[int] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    losses: deque[int] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    @property
    def rtt(self) -> int | None:
        """The middle one of the last trips, in ms."""
        return sorted(self.rtts)[len(self.rtts) // 2] if self.rtts else None

    @property
    def lost(self) -> int:
        """How many of the last messages came to nothing."""
        return sum(self.losses)


@dataclass(slots=True)
class Nudge:
    """Words to a seat, until its judge taps “seen”. `ready` names a sentence that tablets say in their own language."""

    uid: str
    seat: int
    person: int
    sender: str  # the sender's role: chief, organiser
    ready: str
    text: str
    at: int
    shown: int | None = None
    seen: int | None = None


@dataclass(slots=True)
class Call:
    """A judge calls the chief; `coming` is when the chief answered, and who that is by role."""

    uid: str
    seat: int
    event: int
    device: int
    contestant: int | None
    item: str
    since: int
    coming: int | None = None
    sender: str = ""


def sign_of(beat: Beat) -> tuple[Any, ...]:
    """What of a beat is news to a desk; the rest is drawn with the next news."""
    power = (beat.battery[0] // 10, beat.battery[1]) if beat.battery else None
    return (beat.seat, beat.contestant, bool(beat.waiting), beat.refused, power, beat.version, beat.visible)
