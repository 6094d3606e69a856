"""The day's settings of an event: the chief judge sees them, tries another value, sees what it changes, and fixes it.

GET  /chief/<slug>/settings          what they are, within which limits, and who changed them when and why
GET  /chief/<slug>/settings/<id>     `?value=`: what this value would change, to be confirmed there
POST /chief/<slug>/settings/<id>     value, reason, version (that was looked at), uid: fixed for the whole event
"""

import secrets
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from scoring.rubrics.contest import Setting
from scoring.store import read, record
from scoring.store.models import Event
from scoring.store.refusals import Refusal
from scoring.web.access import needs
from scoring.web.acts import event_of
from scoring.web.hours import hour
from scoring.web.language import language
from scoring.web.outcome import own
from scoring.web.rubric_words import Speaker

blueprint = Blueprint("day", __name__)


@blueprint.get("/<slug>/settings")
@needs("chief", "organiser")
def table(slug: str) -> str:
    """Every setting with its limits, and the journal."""
    event = event_of(slug)
    return _page(event, "chief/settings.html", journal=_journal(event))


@blueprint.get("/<slug>/settings/<name>")
@needs("chief", "organiser")
def look(slug: str, name: str) -> Any:
    """What a value would change."""
    event = event_of(slug)
    return _look(event, _setting(event, name), request.args.get("value", "").strip())


@blueprint.post("/<slug>/settings/<name>")
@needs("chief")
def fix(slug: str, name: str) -> Any:
    """Fix it, with its reason; refused when somebody changed a setting after the consequences were shown."""
    event, asked = event_of(slug), request.form
    setting, value, reason = _setting(event, name), asked.get("value", "").strip(), asked.get("reason", "")
    version = asked.get("version", type=int)
    fixed = record.record_setting(g.by, asked.get("uid", ""), event.id, name, value, reason, version)
    if isinstance(fixed, Refusal):
        return _look(event, setting, value, fixed, reason)
    words = {"what": setting.title.say(language()), "value": fixed.value}
    flash(_("%(what)s is %(value)s now, for every heat.", **words), "done")
    return redirect(url_for(".table", slug=slug), 303)


def _setting(event: Event, name: str) -> Setting:
    return next((each for each in read.rubric_of(event).settings if each.id == name), None) or abort(404)


def _look(event: Event, setting: Setting, value: str, refused: Refusal | None = None, reason: str = "") -> Any:
    impossible = record.refused_value(setting, value)
    told = refused or impossible
    words = {
        "setting": setting,
        "value": value,
        "told": told.say(language()) if told else "",
        "found": None if impossible else read.consequences(event, setting.id, value),
        "reason": reason,
        "uid": secrets.token_hex(8),
    }
    return _page(event, "chief/setting.html", **words), 422 if told else 200


def _journal(event: Event) -> list[dict[str, Any]]:
    titles = {each.id: each.title.say(language()) for each in read.rubric_of(event).settings}
    return [
        {**line, "title": titles.get(line["setting"], line["setting"]), "hour": hour(line["at"])}
        for line in read.settings_journal(event)
    ]


def _page(event: Event, template: str, **words: Any) -> str:
    return render_template(
        template,
        event=event,
        title=event.title if language() == "zh" else event.title_en or event.title,
        speaker=Speaker(read.rubric_of(event), language()),
        settings=read.day_settings(event),
        competition=own(),
        **words,
    )
