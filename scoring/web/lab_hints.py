"""A word of advice beside the fields that newcomers ask about; fields without one explain themselves."""

from flask_babel import lazy_gettext as _

HINTS = {
    "Rubric.points": _("What the head of the sheet says; the check compares it with the rows."),
    "Section.panel": _("Marks all items of the section, unless an item names another."),
    "Measured.nominal": _("What the reading should be; left empty it is 0."),
    "Measured.tolerance": _("Readings on the edge are still right."),
    "Measured.each": _("Off for every place outside the tolerance."),
    "Counted.lose": _("Off for each. Several prices, such as 0.2, 0.5: the first time, the second, …"),
    "Counted.once": _("However often it happens, it costs once."),
    "Checked.each": _("Off for every place not met; left empty, the points are shared out."),
    "Attempts.lose": _("Off at the 1st, 2nd, 3rd … attempt, such as 0, 0.5, everything."),
    "Judged.step": _("0.5 lets a judge give 3, 3.5, 4 …"),
    "Judged.anchors": _("Words on the scale, such as “good” at 3."),
    "Ranked.ladder": _("Points of the first place, and how many fewer each place lower."),
    "Panel.combine": _("How the sheets of several seats become one figure."),
    "Panel.seats": _("How many an event gets unless you say otherwise there."),
    "Panel.least": _("With fewer sheets the result waits."),
    "Panel.drop": _("For the trimmed mean: how many of the highest and lowest are struck."),
    "Clock.limit": _("Minutes and seconds, such as 15:00."),
    "Clock.overtime": _("Points off for every stretch of time beyond the limit."),
    "Penalty.lose": _("Off each time it is recorded; several prices: the first, the second, …"),
    "Tie.of": _("Which one, where panels, sections or items are compared."),
    "Award.count": _("How many win it; or give a share such as 30%."),
}


def hint_of(owner: str, field: str) -> str:
    """The advice, or nothing."""
    return str(HINTS.get(f"{owner}.{field}", ""))
