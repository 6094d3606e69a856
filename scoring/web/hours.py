"""The hour of the day as the venue reads it: the server's own time zone."""

from datetime import UTC, datetime


def hour(ms: int, seconds: bool = True) -> str:
    """HH:MM:SS of milliseconds since 1970, in the zone of the machine that serves."""
    local = datetime.fromtimestamp(ms / 1000, UTC).astimezone()
    return local.strftime("%H:%M:%S" if seconds else "%H:%M")
