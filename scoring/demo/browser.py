"""A person's browser as far as a robot needs one: cookies, form token, JSON both ways, patience with a restart."""

import http.client
import json
import re
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)"')
PATIENCE = 1.0  # seconds between two tries to reach the server


class Browser:
    """Signed in by a personal link, as a judge's tablet is."""

    def __init__(self, address: str, link: str) -> None:
        self.place = urlsplit(address)
        self.link = link
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.line: http.client.HTTPConnection | None = None

    def close(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None

    def sign_in(self) -> None:
        """Open the link, read who it is for, tap on: yes, that is me."""
        self.cookies.clear()
        page = self.ask("GET", f"/join/{self.link}")[1]
        form = urlencode({"csrf_token": found(page)})
        self.ask("POST", f"/join/{self.link}", form, "application/x-www-form-urlencoded")
        self.token = found(self.ask("GET", "/judge")[1]) or found(self.ask("GET", "/sign-in")[1])

    def get(self, path: str) -> Any:
        """The JSON there, None where there is none."""
        status, text = self.ask("GET", path)
        if status == 401:
            self.sign_in()
            status, text = self.ask("GET", path)
        return json.loads(text) if status == 200 else None

    def post(self, path: str, facts: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Send facts; they carry their own ids, so sending twice is no harm."""
        if not self.token:
            self.sign_in()
        status, text = self.ask("POST", path, json.dumps(facts), "application/json")
        if status in (400, 401):  # the token or the device is not known any more
            self.sign_in()
            status, text = self.ask("POST", path, json.dumps(facts), "application/json")
        try:
            return status, json.loads(text)
        except ValueError:
            return status, {}

    def ask(self, method: str, path: str, body: str = "", kind: str = "") -> tuple[int, str]:
        """One request, tried until the server is there."""
        while True:
            try:
                return self.once(method, path, body, kind)
            except (OSError, http.client.HTTPException):
                self.close()
                time.sleep(PATIENCE)

    def once(self, method: str, path: str, body: str, kind: str) -> tuple[int, str]:
        if self.line is None:
            self.line = http.client.HTTPConnection(self.place.hostname or "127.0.0.1", self.place.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.token, "Accept": "application/json"}
        if kind.endswith("urlencoded"):
            del headers["X-CSRFToken"], headers["Accept"]
        self.line.request(method, path, body.encode() or None, headers)
        answer = self.line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return answer.status, text


def found(page: str) -> str:
    """The form token of a page."""
    match = TOKEN.search(page)
    return match.group(1) if match else ""
