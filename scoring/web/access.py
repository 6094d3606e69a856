"""Who is at this device: sign-in by personal link or PIN, sign-out, language; and `needs`, which guards a role's pages.

`g.person` and `g.device` are None for the public; `g.former` is the device that this browser was until it ended.
A device's cookie holds a random token, the database its digest. Cards of seats: join.py.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_limiter import Limiter, RequestLimit
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response as Answer

from scoring.store import read, record
from scoring.store.clock import now_ms
from scoring.store.models import Device, Event, Person
from scoring.store.passes import code_of
from scoring.store.record import Browser, By, Refusal
from scoring.web.errors import say, wants_json
from scoring.web.hours import moment
from scoring.web.language import LANGUAGES, language
from scoring.web.outcome import seat_name
from scoring.web.tablet_check import unsent_on

View = TypeVar("View", bound=Callable[..., Any])

access = Blueprint("access", __name__)
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", headers_enabled=False)

HOMES = {"judge": "/judge", "floor": "/floor", "chief": "/chief", "organiser": "/organise"}
YEAR = 365 * 24 * 3600
TRIES_OF_ONE_PIN = "5 per minute"
# Any of the people's PINs opens, not one that is sought: of 50 people's the first is met after 1 000 000 ÷ 51 = 19 600
# wrong tries on average, 16 hours from one address, 3 from five or more. One phone alone cannot shut the others out.
WRONG_TRIES_OF_ONE = "20 per minute"  # from one address; where the whole venue shares one, from all of it
WRONG_TRIES_OF_ALL = "100 per minute"  # personal links and scanned cards are not slowed
SEEN_AGAIN = 60_000  # ms between two notes that a device was seen
LABELS = ("iPad", "iPhone", "HarmonyOS", "Android", "Windows", "Macintosh", "Linux")


def use_access(app: Flask) -> None:
    """Know the person before every page."""
    app.before_request(recognise)
    limiter.init_app(app)
    app.register_blueprint(access)


def recognise() -> None:
    """Set g.person, g.device and g.by from the device's cookie. A revoked device is nobody."""
    g.person = g.device = g.former = None
    g.by = By()
    if request.endpoint in ("static", "send_unnamed"):
        return
    token = request.cookies.get(device_cookie(current_app), "")
    device = read.device_by_token(token) if token else None
    if device is not None:
        g.device, g.person, g.by = device, device.person, By(device.person_id, device.id)
        if not session.permanent:
            session.permanent = True  # the form token outlives a restart of the tablet's browser
        if now_ms() - device.seen >= SEEN_AGAIN:
            record.touch_device(device.id)
    elif token:
        g.former = read.former_device(token)


def device_cookie(app: Flask) -> str:
    """The name of the cookie; two instances on one laptop do not sign each other out."""
    return cast(str, app.config["DEVICE_COOKIE_NAME"])


def needs(*roles: str) -> Callable[[View], View]:
    """Only for people of these roles; others are sent to sign in, or told that the page is not for them.

    Where the address names an event, only for people of its competition; organisers go from one to another.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            turned_away = ask_in(roles)
            if turned_away is None and "slug" in kwargs and not at_home(read.event_by_slug(kwargs["slug"])):
                abort(404)
            return view(*args, **kwargs) if turned_away is None else turned_away

        return cast(View, guarded)

    return guard


def ask_in(roles: tuple[str, ...]) -> Answer | None:
    """None for people of these roles, else the answer that turns somebody away."""
    if g.person is None:
        if wants_json() or request.method != "GET":
            return say(401, *why_out())
        return redirect(url_for("access.sign_in", next=request.full_path.rstrip("?")))
    if g.person.role not in roles:
        abort(403)
    return None


def at_home(event: Event | None) -> bool:
    """Whether this is an event of the person's own competition. A chief judge of last month decides nothing today."""
    own: int | None = g.person.competition_id
    return event is None or g.person.role == "organiser" or own in (None, event.competition_id)


def why_out() -> tuple[str, str]:
    """Why this browser is nobody's device (any more): a code, and a sentence that says what to do."""
    why = g.former.ended if g.former else ""
    if why == "taken-over":
        return why, _("Another tablet has taken this seat over. Sign in again here to take it back; nothing is lost.")
    if why == "revoked":
        return why, _("The organiser signed this tablet out. Sign in again with the card; nothing on it is lost.")
    return "signed-out", _("This device is signed out. Sign in again; nothing on it is lost.")


@access.get("/")
def home() -> Any:
    """Everybody's own first page; the public's is the list of boards, with the way in for staff."""
    if g.person:
        return redirect(HOMES[g.person.role])
    return render_template("access/sign_in.html", **surroundings())


@access.get("/sign-in")
def sign_in() -> Any:
    if g.person:
        return redirect(onward(g.person))
    return render_template("access/sign_in.html", **surroundings())


def pin_tried() -> str:
    """Slowed by what is tried, not by the address: the whole venue may share one."""
    return "pin:" + hashlib.sha256((typed_code() or typed_pin()).encode()).hexdigest()[:16]


def typed_code() -> str:
    """The six letters of a seat's card, typed instead of a PIN."""
    return code_of(request.form.get("pin", ""))


def typed_pin() -> str:
    """The digits typed, full-width ones too; spaces are forgiven."""
    return "".join(str(int(mark)) for mark in request.form.get("pin", "")[:32] if mark.isdecimal())


def was_wrong(answer: Response) -> bool:
    return answer.status_code == 403


def too_many(limit: RequestLimit) -> Response:
    """Say how long to wait, on the page where the PIN is typed."""
    wait = max(1, round(limit.reset_at - time.time()))
    problem = _("Too many wrong tries. Wait %(seconds)s seconds, scan your card, or ask the organiser.", seconds=wait)
    answer = current_app.make_response((render_template("access/sign_in.html", problem=problem, **surroundings()), 429))
    answer.headers["Retry-After"] = str(wait)
    return answer


@access.post("/sign-in")
@limiter.limit(TRIES_OF_ONE_PIN, key_func=pin_tried, deduct_when=was_wrong, on_breach=too_many)
@limiter.limit(WRONG_TRIES_OF_ONE, key_func=get_remote_address, deduct_when=was_wrong, on_breach=too_many)
@limiter.limit(WRONG_TRIES_OF_ALL, key_func=lambda: "everybody", deduct_when=was_wrong, on_breach=too_many)
def check_pin() -> Any:
    code, wanted = typed_code(), request.form.get("next", "")
    if code and read.seat_by_code(code):
        return redirect(url_for("join.card", code=code, next=wanted or None))
    person = None if code else read.person_by_pin(typed_pin())
    if person is None:
        problem = _("This is not known. Your card has six digits, or the six letters of a seat.")
        return render_template("access/sign_in.html", problem=problem, **surroundings()), 403
    if others_of(person):
        return redirect(url_for(".join", link=person.link, next=wanted or None))  # which says so, and asks
    return let_in(person)


def others_of(person: Person) -> Sequence[Device]:
    """The other tablets in use on the seat that this browser would be paired with."""
    seat = read.only_seat(person)
    return read.tablets_of(seat.id, g.device and g.device.id) if seat else ()


@access.get("/join/<link>")
def join(link: str) -> Any:
    """Shows whom the link signs in. Signing in takes a tap: messengers open links only to preview them."""
    person = read.person_by_link(link)
    if person is None:
        problem = _("This personal link is no longer valid. Ask the organiser for the new one, or use your PIN.")
        return render_template("access/sign_in.html", problem=problem, **surroundings()), 404
    if g.person and g.person.id == person.id:
        return redirect(HOMES[person.role])
    words = {"seats": read.seats_of(person), "others": others_of(person), "unsent_of": unsent_on, "moment": moment}
    return render_template("access/join.html", person=person, seat_name=seat_name, **words)


@access.post("/join/<link>")
def confirm(link: str) -> Any:
    person = read.person_by_link(link)
    return let_in(person) if person else redirect(url_for(".join", link=link))


@access.post("/sign-out")
def sign_out() -> Answer:
    if g.device:
        record.revoke_device(g.device.id, "signed-out")
    answer = redirect("/")
    answer.delete_cookie(device_cookie(current_app))
    return answer


@access.get("/language/<wish>")
def choose_language(wish: str) -> Answer:
    """The same page in the other language, remembered by the browser and for the person."""
    if wish not in LANGUAGES:
        abort(404)
    if g.person and g.person.language != wish:
        record.change_person(g.person.id, language=wish)
    answer = redirect(page_before())
    answer.set_cookie("language", wish, max_age=YEAR, samesite="Lax")
    return answer


def let_in(person: Person) -> Any:
    """Make this browser a device of the person, paired with the seat of one who has just one."""
    seat = read.only_seat(person)
    token = record.sign_in_device(person.id, seat_id=seat.id if seat else None, browser=this_browser())
    if isinstance(token, Refusal):
        return render_template("access/sign_in.html", problem=token.say(language()), **surroundings()), 403
    return admitted(token, onward(person))


def this_browser() -> Browser:
    """What kind it is, which device it was until now (that one ends), and whether it takes the seat over."""
    former = g.device or g.former
    label = label_of(request.user_agent.string)
    return Browser(label, former.id if former else None, alone=request.form.get("others") == "end")


def admitted(token: str, goal: str) -> Answer:
    """Go on as the new device; the cookie outlives the day, and restarts of browser and server."""
    answer = redirect(goal)
    answer.set_cookie(
        device_cookie(current_app), token, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return answer


def onward(person: Person) -> str:
    """Where they wanted to go, if that is one of our own addresses, else their own first page."""
    wanted = request.values.get("next", "")
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if ours and wanted != "/" else HOMES[person.role]


def page_before() -> str:
    """The path of the page that was left, without `lang`, which would win over the choice just made."""
    before = urlsplit(request.referrer or "")
    if before.netloc != request.host or not before.path.startswith("/") or before.path.startswith("//"):
        return "/"
    query = "&".join(part for part in before.query.split("&") if part and not part.startswith("lang="))
    return before.path + (f"?{query}" if query else "")


def surroundings() -> dict[str, Any]:
    """What the sign-in page shows besides the field."""
    return {
        "competition": read.competition(),
        "events": read.public_events(),
        "next": request.values.get("next", ""),
    }


def label_of(agent: str) -> str:
    """What kind of device it is, for the organiser's list."""
    return next((label for label in LABELS if label in agent), "")
