"""A real server process on an instance, for measuring and for tests: it starts, can be killed, and starts again."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPEN = re.compile(r"http://127\.0\.0\.1:(\d+)/")
READY = 90  # seconds that a start may take on a busy machine


class Venue:
    """`home` is the instance folder; `address` is known once it is open."""

    def __init__(self, home: Path, command: str = "serve", *words: str) -> None:
        self.home = home
        self.words = [
            sys.executable,
            "-m",
            "scoring.cli",
            command,
            "--instance",
            str(home),
            "--host",
            "127.0.0.1",
            *words,
        ]
        self.port = 0
        self.process: subprocess.Popen[str] | None = None
        self.said: list[str] = []
        self.opened = False
        self.ears = threading.Thread()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> "Venue":
        """Start and wait until it accepts connections; on the same port as before if it was open already."""
        self.said, self.opened = [], False
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            [*self.words, "--port", str(self.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=environment,
            encoding="utf-8",
            start_new_session=True,
        )
        ready = threading.Event()
        self.ears = threading.Thread(target=self.listen, args=(self.process, ready), daemon=True)
        self.ears.start()
        if not ready.wait(READY) or not self.opened:
            self.kill()
            self.process.wait()
            self.ears.join()
            raise RuntimeError("the server did not start:\n" + "".join(self.said))
        return self

    def listen(self, process: "subprocess.Popen[str]", ready: threading.Event) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self.said.append(line)
                found = OPEN.search(line)
                if found and not self.port:
                    self.port = int(found.group(1))
                if "Ctrl-C" in line:
                    self.opened = True
                    ready.set()
        ready.set()

    def kill(self) -> None:
        """kill -9 of everything it started, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.ears.join()

    def end(self, how: int = signal.SIGINT) -> float:
        """End it as a person does; answers how many seconds it took."""
        assert self.process is not None
        started = time.monotonic()
        os.killpg(self.process.pid, how)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
        took = time.monotonic() - started
        self.ears.join()
        return took

    def __enter__(self) -> "Venue":
        return self.open()

    def __exit__(self, *_error: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.end(signal.SIGTERM)
