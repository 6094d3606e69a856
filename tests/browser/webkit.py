"""WebKitGTK, the nearest to an iPad's browser on this machine, through W3C WebDriver: a few words over HTTP."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how the protocol names a found element
PATIENCE = 15  # seconds
BROWSERS = ("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib*/webkit2gtk-4.1/MiniBrowser")


class WebKit:
    """One browser window on a screen that nobody sees; a context manager."""

    def __init__(self, driver: str, screen: str) -> None:
        self.words = {"driver": driver, "screen": screen}
        self.ended = contextlib.ExitStack()
        self.line: Any = None
        self.session = ""

    def __enter__(self) -> "WebKit":
        try:
            display = self.open_screen()
            port = free_port()
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            environment = os.environ | {"DISPLAY": display, "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
            environment |= {"NO_AT_BRIDGE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}  # for root
            self.run([self.words["driver"], f"--port={port}"], env=environment, **quiet)
            self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            self.ended.callback(self.line.close)
            self.until(lambda: socket.create_connection(("127.0.0.1", port)).close() or True)
            options = {"args": ["--automation"]}
            if found := next((str(file) for pattern in BROWSERS for file in Path("/").glob(pattern[1:])), ""):
                options["binary"] = found
            wish = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
            self.session = f"/session/{self.ask('POST', '/session', wish)['sessionId']}"
            self.ended.callback(self.ask, "DELETE", self.session)
        except BaseException:
            self.ended.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.close()

    def open_screen(self) -> str:
        """Xvfb chooses a free number and tells it."""
        hear, tell = os.pipe()
        words = [self.words["screen"], "-displayfd", str(tell), "-screen", "0", "1024x768x24", "-nolisten", "tcp"]
        self.run(words, pass_fds=[tell], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(tell)
        with os.fdopen(hear) as said:
            return f":{said.readline().strip()}"

    def run(self, words: list[str], **more: Any) -> None:
        started = subprocess.Popen(words, **more)
        self.ended.callback(started.wait, 10)
        self.ended.callback(started.terminate)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One command of the protocol; its value."""
        self.line.request(method, path, json.dumps(body) if body is not None else None)
        answer = self.line.getresponse()
        value = json.loads(answer.read() or b"{}").get("value")
        if answer.status != 200:
            raise LookupError(f"{method} {path}: {value}")
        return value

    def go(self, address: str) -> None:
        self.ask("POST", f"{self.session}/url", {"url": address})

    def reload(self) -> None:
        self.ask("POST", f"{self.session}/refresh", {})

    def script(self, text: str, *words: Any) -> Any:
        return self.ask("POST", f"{self.session}/execute/sync", {"script": text, "args": list(words)})

    def tap(self, selector: str) -> None:
        """Scrolls it to the middle and clicks, as soon as there is something that can be clicked."""
        found = {"using": "css selector", "value": selector}

        def tapped() -> bool:
            one = self.ask("POST", f"{self.session}/element", found)[ELEMENT]
            self.script("arguments[0].scrollIntoView({ block: 'center' })", {ELEMENT: one})
            self.ask("POST", f"{self.session}/element/{one}/click", {})
            return True

        self.until(tapped)

    def text(self, selector: str) -> str:
        return str(self.script("return document.querySelector(arguments[0])?.textContent.trim() ?? ''", selector))

    def expect(self, selector: str, text: str) -> None:
        self.until(lambda: self.text(selector) == text, lambda: f"{selector}: {self.text(selector)!r}, not {text!r}")

    @staticmethod
    def until(true: Any, otherwise: Any = lambda: "") -> None:
        """Tries until it is true and raises nothing."""
        end, problem = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            try:
                if true():
                    return
                problem = ""
            except (LookupError, OSError) as error:
                problem = str(error)
            time.sleep(0.05)
        raise AssertionError(problem or otherwise())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
