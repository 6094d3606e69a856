"""The words of the chief's pages: stages, statuses, and the sentences their script says. Knows no figure."""

from flask_babel import gettext as _
from flask_babel import pgettext

from scoring.store.models import Event
from scoring.web.fleet_words import age_words
from scoring.web.floor_words import line_words, status_word


def stage_word(stage: str) -> str:
    """Where a result stands, in words."""
    return {
        "entering": pgettext("stage", "being entered"),
        "submitted": pgettext("stage", "partly handed in"),
        "complete": pgettext("stage", "all handed in"),
        "signed": pgettext("stage", "signed"),
        "decoded": pgettext("stage", "decoded"),
        "published": pgettext("stage", "published"),
        "final": pgettext("stage", "final"),
    }.get(stage, stage)


def statuses() -> list[tuple[str, str]]:
    """What a chief may rule about a contestant, with its word."""
    rulings = [(value, status_word(value)) for value in ("dns", "dnf", "wdr", "void", "fail", "dsq", "annul", "ooc")]
    return [*rulings, ("", pgettext("status", "None of these: counts as usual"))]


def sentences(event: Event) -> dict[str, str]:
    """The page's words for its script."""
    return {
        "becomes_public": pgettext("between sentences", "%(one)s %(two)s")
        % {
            "one": _public(event),
            "two": _("Its sheets, clock and penalties are locked. You can open it again, with a reason."),
        },
        "sign_one": _("Sign {name}: {total}?"),
        "sign_heat": _("Sign {n} results of heat {heat}?"),
        "signed": _("{n} signed."),
        "again": _("{seat} (excused: judges again)"),
        "done_return": _("The sheet is back with its judge."),
        "done_excuse": _("Recorded."),
        "done_status": _("Recorded."),
        "done_decline": _("Declined; the judge reads your reason."),
        "done_aside": _("Left aside; it stays on record."),
        "done_adjust": _("Recorded."),
        "done_reopen": _("Open again; it has left the board."),
        "heat_active": _("Heat {heat} is called."),
        "heat_done": _("Heat {heat} is over."),
        "show": _("Show"),
        "hide": _("Hide"),
        **age_words(),
        **line_words(),
    }


def _public(event: Event) -> str:
    """What a signature shows to everybody."""
    if event.release == "at-once":
        return _("This event shows marks at once; signing makes the result lasting.")
    if event.naming == "number":
        return _("Number and result become public on the board.")
    return _("Name, unit and result become public on the board.")
