"""The hour of the day as the venue reads it: the server's own time zone."""

from datetime import UTC, datetime


def hour(ms: int, seconds: bool = True) -> str:
    """HH:MM:SS of milliseconds since 1970, in the zone of the machine that serves."""
    local = datetime.fromtimestamp(ms / 1000, UTC).astimezone()
    return local.strftime("%H:%M:%S" if seconds else "%H:%M")


def moment(ms: int) -> str:
    """HH:MM of today; an earlier day with its date in front."""
    local = datetime.fromtimestamp(ms / 1000, UTC).astimezone()
    today = datetime.now(UTC).astimezone().date()
    return local.strftime("%H:%M" if local.date() == today else "%Y-%m-%d %H:%M")
