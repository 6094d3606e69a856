"""What a seat without a title of its own is called, on every page alike. Knows no event."""

from flask_babel import pgettext


def seat_of_panel(panel: str, seat: int | str) -> str:
    """One seat of a panel; the panel's title may be a plural, so that English cannot just count it."""
    return pgettext("seat", "%(panel)s, seat %(seat)s", panel=panel, seat=seat)
