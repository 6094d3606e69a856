"""What every fact needs before it is written: who enters it, whether it is a repetition, whether the contestant is still open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class By:
    """Who enters a fact, on which device."""

    person_id: int | None = None
    device_id: int | None = None
