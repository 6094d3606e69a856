"""The organiser's forms: their fields, what may stand in them, where refusals are shown. They write nothing."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, StopValidation
from wtforms.widgets import TextInput

from scoring.store.refusals import Refusal

MOST_STATIONS = 60
LONGEST_TITLE = 80
LONGEST_NAME = 60
LONGEST_PASTE = 200_000  # characters: some thousand lines
HOST = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?)(:\d{1,5})?")

ROLES = {
    "judge": lazy_pgettext("role", "Judge"),
    "chief": lazy_pgettext("role", "Chief judge"),
    "floor": lazy_pgettext("role", "Floor judge"),
    "organiser": lazy_pgettext("role", "Organiser"),
}
RELEASES = {
    "signed": _("When the chief judge has signed"),
    "at-once": _("At once, with every mark"),
}
NAMINGS = {
    "name": _("Name and unit"),
    "number": _("Entry number only (blind)"),
}
TOTALS = {
    "shown": _("Yes, as it stands after every mark"),
    "hidden": _("No, only the price of each line"),
}
TONGUES = {"": _("As the device is set"), "zh": "中文", "en": "English"}

# Beside which field a refusal of the store is shown; all others stand above the form.
PLACES = {
    "slug": "slug",
    "slug-taken": "slug",
    "number-taken": "number",
    "place-taken": "station_no",
    "place-half": "station_no",
    "no-stations": "station_no",
    "reason": "reason",
    "role": "role",
    "last-organiser": "role",
}


def choices(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What may be chosen: value and word."""
    return [SelectChoice(value, word) for value, word in pairs]


def _bare(text: Any) -> Any:
    return text.strip() if isinstance(text, str) else text


def needed(message: Any = None) -> DataRequired:
    """The field must not be empty. We say so, not the browser, whose bubble may speak another language."""
    return DataRequired(message or _("Please fill this in."))


def at_most(length: int) -> Length:
    return Length(max=length, message=_("At most %(max)d characters."))


class Words(StringField):
    """One line of text without blanks around it."""

    def __init__(self, label: Any, checks: Iterable[Any] = (), most: int = LONGEST_TITLE, **more: Any) -> None:
        super().__init__(label, [*checks, at_most(most)], filters=[_bare], **more)


class Whole(IntegerField):
    """A whole number, typed as text so that what was typed stays in the field when it is none."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = int(typed) if typed.isdecimal() and len(typed) < 7 else None
        if typed and self.data is None:
            raise ValueError(_("Please write a whole number."))

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation  # one reason is enough


class Form(FlaskForm):
    """What all forms can do besides checking: take the blame of the store."""

    def blame(self, refusal: Refusal, language: str) -> None:
        """Show the refusal beside its field, or above the form when it is about none."""
        field = self._fields.get(PLACES.get(refusal.code, ""))
        sentence = refusal.say(language)
        if field is not None:
            field.errors = [*field.errors, sentence]
        else:
            self.form_errors: list[str] = [sentence]

    def words(self) -> dict[str, Any]:
        """The values for the store, without the token."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class CompetitionForm(Form):
    title = Words(_("Title"), [needed(_("The competition needs a title."))])
    title_en = Words(_("Title in English"))
    venue = Words(_("Venue"))
    day = DateField(_("Day"), [Optional()])

    def words(self) -> dict[str, Any]:
        return {**super().words(), "day": self.day.data.isoformat() if self.day.data else ""}


class EventForm(Form):
    """An event of a chosen rubric; empty titles are the rubric's own."""

    title = Words(_("Title"))
    title_en = Words(_("Title in English"))
    slug = Words(
        _("Name in addresses"),
        [
            needed(_("Screens and telephones find the event by this name.")),
            Regexp(r"[a-z0-9][a-z0-9\-]{0,38}[a-z0-9]\Z", message=_("2 to 40 small letters, digits and hyphens.")),
        ],
        most=40,
    )
    release = RadioField(_("Results reach the board"), choices=choices(RELEASES.items()), default="signed")
    naming = RadioField(_("The public sees"), choices=choices(NAMINGS.items()), default="name")
    stations = Whole(
        _("Stations"),
        [
            InputRequired(_("How many perform at the same time?")),
            NumberRange(1, MOST_STATIONS, message=_("From %(min)s to %(max)s.")),
        ],
        default=6,
    )


class NewEventForm(EventForm):
    """Of a rubric with rounds an event is one of them."""

    round = SelectField(_("Round"), choices=[], validate_choice=False)
    before = SelectField(_("Event of the round before"), choices=[], validate_choice=False)

    def words(self) -> dict[str, Any]:
        words = super().words()
        before = words.pop("before") or ""
        return {**words, "round": words["round"] or "", "before_id": int(before) if before.isdecimal() else None}


class OpenEventForm(Form):
    """What may still change once an event is open."""

    title = Words(_("Title"), [needed()])
    title_en = Words(_("Title in English"))
    release = EventForm.release
    naming = EventForm.naming
    totals = RadioField(_("Judges see their running total"), choices=choices(TOTALS.items()), default="shown")


class DraftEventForm(EventForm):
    """The settings of an event that is not open yet."""

    totals = OpenEventForm.totals


class PersonForm(Form):
    name = Words(_("Name"), [needed(_("Whose card is it?"))], most=LONGEST_NAME)
    role = SelectField(_("Role"), choices=choices(ROLES.items()), default="judge")
    language = SelectField(_("Language of the pages"), choices=choices(TONGUES.items()), default="")


class SeatForm(Form):
    """One more seat on a panel of the rubric."""

    panel = SelectField(_("Panel"), validate_choice=True)
    title = Words(_("Title of the seat"), most=LONGEST_NAME)
    trainee = BooleanField(_("For a trainee"))


class SitterForm(Form):
    """A new judge who takes a seat at once."""

    name = Words(_("Name"), [needed(_("Who shall sit there?"))], most=LONGEST_NAME)
    seat = SelectField(_("Seat"), coerce=int)


class PlaceForm(Form):
    """Heat and station: both or neither."""

    heat_no = Whole(_("Heat"), [Optional(), NumberRange(1, 999, message=_("From %(min)s to %(max)s."))])
    station_no = Whole(_("Station"), [Optional(), NumberRange(1, MOST_STATIONS, message=_("From %(min)s to %(max)s."))])

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if (self.heat_no.data is None) == (self.station_no.data is None):
            return True
        self.station_no.errors = [_("Give heat and station together, or neither.")]
        return False


class MoveForm(PlaceForm):
    """One contestant to another place."""

    contestant = SelectField(_("Contestant"), coerce=int)


class ContestantForm(PlaceForm):
    number = Words(_("Entry number"), [needed(_("Every contestant has an entry number."))], most=20)
    name = Words(_("Name"), most=LONGEST_NAME)
    unit_name = Words(_("Unit"))
    group = Words(_("Group"), most=LONGEST_NAME)
    passed_over = BooleanField(_("Ranked, but not eligible for awards"))

    def words(self) -> dict[str, Any]:
        words = super().words()
        passed_over = words.pop("passed_over")
        return {**words, "eligible": not passed_over}


class PasteForm(Form):
    lines = TextAreaField(
        _("Lines"), [needed(_("Paste at least one line.")), at_most(LONGEST_PASTE)], filters=[lambda text: text or ""]
    )


class ReasonForm(Form):
    reason = Words(_("Reason"), [needed(_("Write why; it stays in the record."))], most=300)


class AskForm(Form):
    """Nothing but the question: sent means yes."""


class AddressForm(Form):
    """Where tablets find this computer; `other` is for a name or an address that is not in the list."""

    address = RadioField(_("Address on the cards"), validate_choice=False)
    other = Words(_("Another address"), most=100)

    def validate_other(self, field: Words) -> None:
        if self.address.data == "other" and not (field.data and HOST.fullmatch(field.data)):
            raise StopValidation(_("Write a name or address, such as 192.168.1.10 or 192.168.1.10:8000."))
