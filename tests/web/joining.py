"""A hall with seats and their cards for the tests of joining: browsers, codes, who sits where. No test stands here."""

from scoring.store import read, record
from tests.web.desk_day import must, open_day

IPAD = "Mozilla/5.0 (iPad; CPU OS 16_5 like Mac OS X) AppleWebKit/605.1.15 Version/16.5 Safari/604.1"
FOUND = {
    "browser": "Safari",
    "version": "16.5",
    "old": False,
    "storage": "kept",
    "private": None,
    "offset_ms": -3_700_000,
    "screen": "1024×768@2",
    "link": {"sent": 60, "lost": 1, "median_ms": 9, "p95_ms": 40, "longest_ms": 1100},
}


class Hall:
    """One event; `tablet()` is a browser, `code` the code of a seat by its key."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            self.day = open_day(heats=1, stations=2)
            record.make_codes(list(self.day.seat.values()))
            self.judge = must(record.create_person(read.competition().id, "李评委", "judge")).id
            must(record.change_seat(self.day.seat["M"], person_id=self.judge))

    def code(self, key="M"):
        with self.app.app_context():
            return read.seat_by_id(self.day.seat[key]).code

    def sitter(self, key="M"):
        with self.app.app_context():
            return read.seat_by_id(self.day.seat[key]).person

    def tablet(self):
        return self.app.test_client()

    def join(self, tablet, key="M", **form):
        person = self.sitter(key)
        form = {"sitter": person.id if person else "", **form}
        return tablet.post(f"/seat/{self.code(key)}", data=form, headers={"User-Agent": IPAD})

    def joined(self, key="M", **form):
        tablet = self.tablet()
        assert self.join(tablet, key, **form).status_code == 302
        return tablet

    def device(self, tablet):
        """The device that the browser is or was."""
        cookie = tablet.get_cookie(self.app.config["DEVICE_COOKIE_NAME"])
        with self.app.app_context():
            token = cookie.value if cookie else ""
            return read.device_by_token(token) or read.former_device(token)
