"""How often: an action runs at once when asked for, then at most every gap; asks in between become one."""

import logging
import time
from collections.abc import Callable

from flask_socketio import SocketIO

log = logging.getLogger("scoring.live")

RELAX = 3  # a gap is at least this many times what the action took, so that judges' requests get their turn


class Pace:
    """One action, never running twice at a time; it may fail, the next ask tries again."""

    def __init__(self, socketio: SocketIO, action: Callable[[], None], least: float) -> None:
        self.socketio = socketio
        self.action = action
        self.least = least  # seconds
        self.asked = False
        self.running = False

    def ask(self) -> None:
        """Returns at once; the action runs by itself."""
        self.asked = True
        if not self.running:
            self.running = True
            self.socketio.start_background_task(self.run)

    def run(self) -> None:
        try:
            while self.asked:
                self.asked = False
                started = time.monotonic()
                try:
                    self.action()
                except Exception:
                    log.exception("a push failed; the next change tries again")
                self.socketio.sleep(max(self.least, RELAX * (time.monotonic() - started)))
        finally:
            self.running = False
