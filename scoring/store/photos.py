"""Photos that judges take: JPEG files beside the database, each written once and whole. Knows no table.

What a camera writes into a picture besides the picture (place, time, name of the telephone) is left out.
"""

import os
import re
import secrets
from pathlib import Path

FOLDER = "photos"
LARGEST = 400_000  # bytes; the tablet sends about 150 KB
NAME = re.compile(r"[a-z0-9\-]{8,64}")  # of a uid that may be a file's name on every system
START, END = b"\xff\xd8", b"\xff\xd9"
BARE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive: what every browser shows
SCAN = 0xDA
SAID = {*range(0xE1, 0xF0), 0xFE} - {0xE2, 0xEE}  # Exif, XMP, IPTC, comments; profile and colours stay


def plain_jpeg(body: bytes) -> bytes | None:
    """The picture alone, without what the camera wrote about it; None when the bytes are no whole JPEG."""
    if not (body.startswith(START) and body.rstrip(b"\x00").endswith(END)):
        return None
    kept, at, framed = [START], 2, False
    while at + 4 <= len(body):
        if body[at] != 0xFF:
            return None
        marker = body[at + 1]
        if marker == 0xFF or marker in BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == SCAN:
            return b"".join([*kept, body[at:]]) if framed else None
        end = at + 2 + int.from_bytes(body[at + 2 : at + 4], "big")
        if end > len(body) or end < at + 4:
            return None
        framed = framed or marker in FRAMES
        if marker not in SAID:
            kept.append(body[at:end])
        at = end
    return None


def file_of(home: Path, uid: str) -> Path:
    """Where the photo of a note lies; the uid must match NAME."""
    return home / FOLDER / f"{uid}.jpg"


def keep(home: Path, uid: str, body: bytes) -> None:
    """Write the file so that it is there whole or not at all, also after a power cut. A file that is there stays."""
    target = file_of(home, uid)
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        return
    draft = target.with_name(f"{uid}.{secrets.token_hex(4)}.part")
    with draft.open("wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(target)
    if os.name != "nt":  # Windows keeps names safe by itself
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def is_whole(home: Path, uid: str) -> bool:
    """Whether the photo is there and can be shown."""
    try:
        return NAME.fullmatch(uid) is not None and plain_jpeg(file_of(home, uid).read_bytes()) is not None
    except OSError:
        return False
