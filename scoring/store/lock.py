"""One process per instance: a lock on a file in its folder, which the system frees however the process ends."""

import os
from pathlib import Path

from scoring.store.refusals import Refusal, refusal


class InstanceBusy(Exception):
    """Another process serves this instance; `refusal` says so in both languages."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.zh} / {refusal.en}")
        self.refusal = refusal


class InstanceLock:
    """Held from making until `release`. Raises InstanceBusy while anybody else holds it."""

    def __init__(self, instance: Path) -> None:
        instance.mkdir(parents=True, exist_ok=True)
        self.file = (instance / "scoring.lock").open("a+b")
        if not _try(self.file.fileno()):
            self.file.close()
            raise InstanceBusy(refusal("instance-busy", instance=str(instance)))

    def release(self) -> None:
        """Let the next process in."""
        self.file.close()


def _try(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
