"""Which version of the pages this server ships: a digest of their files, by which a tablet knows that it is old."""

import hashlib
from pathlib import Path

SHOWN = 8  # digits, which read aloud better than letters


def version_of(root: Path) -> str:
    """The digest of templates, words, scripts and styles below `root`; vendored files are named by their folder."""
    digest = hashlib.sha256()
    files = [path for folder in ("static", "templates", "translations") for path in (root / folder).rglob("*.*")]
    for path in sorted(path for path in files if path.is_file()):
        name = path.relative_to(root).as_posix()
        digest.update(f"{name}\0".encode())
        if "/vendor/" not in name:
            digest.update(path.read_bytes())
    return str(int(digest.hexdigest(), 16))[:SHOWN]
