"""What a seat without a title of its own is called, on every page alike. Knows no event."""

from flask_babel import pgettext


def seat_of_panel(panel: str, seat: int | str) -> str:
    """One seat of a panel; the panel's title may be a plural, so that English cannot just count it."""
    return pgettext("seat", "%(panel)s, seat %(seat)s", panel=panel, seat=seat)


def trainee_of_panel(panel: str, seat: str) -> str:
    """A trainee's seat beside a panel; its key is TR1, TR2 …"""
    return pgettext("seat", "%(panel)s, trainee %(seat)s", panel=panel, seat=seat)


def means_word(means: str) -> str:
    """What stands beside a seat whose sheet did not come from its own tablet alone; "" where it did."""
    return {"proxy": pgettext("means", "by the desk"), "paper": pgettext("means", "from paper")}.get(means, "")
