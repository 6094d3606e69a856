"""What the organiser's pages share: which competition and event is meant, what follows a form. Knows no single page."""

from typing import Any, TypeGuard, TypeVar

from flask import abort, flash, g, redirect, render_template, session
from flask_babel import gettext as _
from flask_babel import pgettext
from werkzeug.wrappers import Response as Answer

from scoring.store import read
from scoring.store.models import Competition, Event, Seat
from scoring.store.refusals import Refusal
from scoring.web.forms import AskForm, Form
from scoring.web.language import language
from scoring.web.seat_words import seat_of_panel, trainee_of_panel

T = TypeVar("T")

CHOSEN = "competition"  # the session's word for the competition that is being worked on


def chosen() -> Competition | None:
    """The competition this organiser works on: the one chosen in the settings, else the newest."""
    wanted = session.get(CHOSEN)
    return (read.competition(wanted) if isinstance(wanted, int) else None) or read.competition()


def own() -> Competition | None:
    """The competition this person works in: an organiser's choice, everybody else's own."""
    return chosen() if g.person.role == "organiser" else read.competition(g.person.competition_id)


def needed() -> Competition:
    """The same; 404 before there is any."""
    competition = chosen()
    if competition is None:
        abort(404)
    return competition


def event_of(slug: str) -> Event:
    """The event of an address, in any state."""
    event = read.event_by_slug(slug)
    if event is None:
        abort(404)
    return event


def page(template: str, **words: Any) -> str:
    """Draw a page of the organiser; every one knows its competition."""
    words.setdefault("competition", chosen())
    return render_template(f"organiser/{template}", **words)


def done(sentence: str, address: str) -> Answer:
    """Say what was done, on the next page."""
    flash(sentence, "done")
    return redirect(address, 303)


def not_done(refusal: Refusal, address: str) -> Answer:
    """Say why it was not done, on the next page."""
    flash(refusal.say(language()), "wrong")
    return redirect(address, 303)


def accepted(outcome: T | Refusal, form: Form) -> TypeGuard[T]:
    """Was the write accepted? If not, the form says why."""
    if isinstance(outcome, Refusal):
        form.blame(outcome, language())
        return False
    return True


def ask(title: str, lines: list[str], yes: str, back: str, **words: Any) -> str:
    """A page that asks before something is done that cannot simply be undone; `lines` say what happens.

    `form` may carry fields (a reason); `danger` False for acts that take nothing away.
    """
    words.setdefault("form", AskForm())
    words.setdefault("danger", True)
    return page("ask.html", title=title, sentences=lines, yes=yes, back=back, **words)


def title_of(event: Event | Competition) -> str:
    """The title in the page's language, where there is one."""
    return event.title if language() == "zh" else event.title_en or event.title


def seat_name(seat: Seat) -> str:
    """A seat as people call it: its own title, else its panel and key."""
    rubric = read.reading_of(seat.event).rubric
    panel = next((panel for panel in rubric.panels if panel.id == seat.panel), None) if rubric else None
    words = trainee_of_panel if seat.trainee else seat_of_panel
    return seat.title or (words(panel.title.say(language()), seat.key) if panel else seat.key)


def state_word(event: Event) -> str:
    """Where an event stands."""
    return {
        "draft": _("In preparation"),
        "open": pgettext("event", "Open"),
        "closed": pgettext("event", "Closed"),
    }[event.state]
