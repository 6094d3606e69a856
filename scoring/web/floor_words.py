"""The words of the floor's page, and those that every desk page says about its connection. Knows no figure."""

from flask_babel import gettext as _
from flask_babel import pgettext


def status_word(status: str) -> str:
    """A contestant's status in words."""
    return {
        "dns": pgettext("status", "Absent"),
        "dnf": pgettext("status", "Not finished"),
        "wdr": pgettext("status", "Withdrawn"),
        "fail": pgettext("status", "Failed"),
        "dsq": pgettext("status", "Disqualified"),
        "annul": pgettext("status", "Annulled"),
        "void": pgettext("status", "Stopped, not scored"),
        "ooc": pgettext("status", "Out of competition"),
    }.get(status, status)


def act_word(act: str, value: str) -> str:
    """An act of a clock, as the journal tells it."""
    return {
        "start": _("Clock started"),
        "pause": _("Clock paused"),
        "resume": _("Clock goes on"),
        "stop": _("Clock stopped"),
        "set": _("Time of a watch: %(time)s", time=value),
        "reset": _("Clock set back"),
    }.get(act, act)


def sentences() -> dict[str, str]:
    """The page's words for its script."""
    return {
        "over": _("Over by {time}"),
        "halt": _("Stop! Over by {time}"),
        "start_all": _("Stations {stations}: {n} clocks start at once."),
        "started": _("{n} clocks started."),
        "grave": _("Station {station}: {title}? {price}"),
        "recorded": _("Station {station}: {title} recorded."),
        "withdrawn": _("Withdrawn."),
        "done_set": _("The time is recorded."),
        "done_reset": _("The station stands ready again."),
        "ready_now": _("Time!"),
        "late": _("The network was slow: it counts {n} seconds later. Correct it with the time of a watch."),
        "undo": _("Undo"),
        **line_words(),
    }


def line_words() -> dict[str, str]:
    """What every desk page says about its connection."""
    return {
        "refused": _("That was refused."),
        "needed": _("Please fill this in."),
        "resending": _("Not delivered yet, trying again …"),
        "unsent": _("Not delivered. Check the network and do it again."),
        "link_live": _("Connected"),
        "link_stale": _("Connecting …"),
        "link_lost": _("No connection"),
        "link_refused": _("Please sign in again"),
    }


def minus(text: str) -> str:
    """A figure with a real minus sign, as on paper."""
    return text.replace("-", "−")
