"""A server process of its own for a test: started as people start it, killed as a power cut kills it, started again."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENUE = (
    "venue.test"  # the browser finds this name at 127.0.0.1: pages must work away from the computer that serves them
)
READY = "Ctrl-C"  # the last thing a server says when it is ready
PATIENCE = 30  # seconds


class Server:
    """`words` are a command of the command line; the port is chosen at the first start and kept."""

    def __init__(self, home: Path, *words: str) -> None:
        self.home = home
        self.words = words or ("serve",)
        self.port = 0
        self.said = home.with_name(home.name + ".log")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """As tablets in the hall call it."""
        return f"{'https' if '--tls' in self.words else 'http'}://{VENUE}:{self.port}"

    @property
    def here(self) -> str:
        """As programs on the same computer call it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        host = [] if "--host" in self.words else ["--host", "127.0.0.1"]
        place = [*host, "--port", str(self.port), "--instance", str(self.home)]
        before = self.said.stat().st_size if self.said.exists() else 0
        with self.said.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scoring.cli", *self.words, *place],
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=os.name != "nt",
            )
        until = time.monotonic() + PATIENCE
        while READY not in self.heard(before):
            assert self.process.poll() is None, self.heard(before)
            assert time.monotonic() < until, self.heard(before)
            time.sleep(0.05)
        self.port = int(re.findall(r"https?://[\w.]+:(\d+)", self.heard(before))[0])
        return self

    def heard(self, since: int = 0) -> str:
        """Everything it has said so far, from a place in its log on."""
        return self.said.read_bytes()[since:].decode("utf-8", "replace")

    def expect_no_stumble(self) -> None:
        """Nothing broke inside; what did is told from its first line on."""
        _, broken, rest = self.heard().partition("Traceback")
        assert not broken, broken + rest[:5000]

    def link(self, word: str) -> str:
        """The personal link that it printed on the line with `word`, as a path."""
        line = next(line for line in self.heard().splitlines() if word in line and "/join/" in line)
        return re.search(r"/join/\S+", line)[0]

    def kill(self) -> None:
        """kill -9 to all of it at once: nothing can be tidied up."""
        if os.name == "nt":
            self.process.kill()
        else:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
