"""What goes wrong when: every fault of a run, drawn from the seed before it begins. It does nothing itself."""

from collections import Counter
from dataclasses import dataclass
from random import Random

# By kind: how often a minute; what meets single actors, for each of them, or for a hundred. At least once in a run.
LINKS = {"cut-one": 12.0, "cut-all": 1.5, "half-open": 6.0}
REQUESTS = {
    "delay": 30.0,
    "swallow": 30.0,  # the server commits, the answer never arrives
    "swallow-silently": 12.0,  # the same, and the link looks alive
    "duplicate": 20.0,  # forwarded twice, one after the other
    "duplicate-at-once": 20.0,
    "reorder": 20.0,  # the link breaks, and the request arrives later, after others of the same client
    "cut-before": 12.0,
}
ONE_TABLET = {
    "freeze-page": 0.5,
    "freeze-browser": 0.5,
    "reload": 0.7,
    "reopen": 0.4,
    "second-tab": 0.2,
    "take-over": 0.15,
}
ONE_SEAT = {"crash": 0.3}
LATE = {"excuse": 2.0}  # the chief judge excuses a seat: what comes after that is held, and none may be lost
LONGEST_DELAY = 5.0  # seconds
LONGEST_FREEZE = 12.0
FIRST, LAST = 0.05, 0.95  # nothing breaks in the first and the last moments of a run


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """`at` seconds after the beginning; `actor` is whom it meets, "" is anybody; `lasts` in seconds."""

    at: float
    kind: str
    actor: str = ""
    lasts: float = 0.0


def drawn(seed: int, seconds: float, kills: int, seats: list[str], tablets: list[str]) -> list[Fault]:
    """The timetable; the same arguments draw the same one."""
    luck = Random(f"faults {seed}")
    crowd = (len(seats) + 4 * len(tablets)) / 100
    hits = [0.0, 0.001, 0.003, 0.01, 0.02]  # seconds after a request has left for the server; 0: at any moment
    faults = [Fault(at, "kill", lasts=luck.choice(hits)) for at in times(luck, seconds, kills)]

    def strew(kind: str, a_minute: float, actors: list[str]) -> None:
        for at in times(luck, seconds, max(1, round(a_minute * seconds / 60)) if actors else 0):
            faults.append(Fault(at, kind, luck.choice(actors), lasting(luck, kind, seconds)))

    for kind, a_minute in LINKS.items():
        strew(kind, a_minute, [""])
    for kind, a_minute in REQUESTS.items():
        for whom in [name for name, there in (("tablet", tablets), ("seat", seats)) if there]:
            strew(kind, a_minute * crowd / 2, [whom])
    for kind, a_minute in ONE_TABLET.items():
        strew(kind, a_minute * len(tablets), tablets)
    for kind, a_minute in ONE_SEAT.items():
        strew(kind, a_minute * len(seats), seats)
    for kind, a_minute in LATE.items():
        strew(kind, a_minute * crowd, seats)
    return sorted(faults)


def times(luck: Random, seconds: float, count: int) -> list[float]:
    """So many moments spread over the run, one somewhere in each of as many equal parts."""
    begin, length = seconds * FIRST, seconds * (LAST - FIRST)
    return [begin + length * (n + luck.random()) / count for n in range(count)]


def lasting(luck: Random, kind: str, seconds: float) -> float:
    if kind.startswith("freeze"):
        return luck.uniform(1, min(LONGEST_FREEZE, seconds / 5))
    if kind == "cut-all":
        return luck.uniform(0, min(LONGEST_DELAY, seconds / 10))
    if kind in ("half-open", "swallow-silently"):
        return luck.uniform(2, 2 * LONGEST_DELAY)
    return luck.uniform(0.2, LONGEST_DELAY)


def counted(faults: list[Fault]) -> Counter[str]:
    return Counter(fault.kind for fault in faults)
