"""The chain of a tablet's journal: every entry's link is a digest over the one before it and its own content.

Entries count from 1 in each journal (one tablet, one seat). The first link follows the journal's own id.
    link(n) = SHA-256 of  link(n - 1) + "\\n" + JSON [n, uid, contestant, seat, item, place, value, order, withdraws]
with contestant and seat as row ids, without blanks, non-ASCII letters as they are, in UTF-8; 64 hexadecimal digits.
`static/js/chain.js` makes the same links on the tablet: who alters, removes or adds an entry afterwards breaks it.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from typing import Any

JOURNAL = re.compile(r"[0-9a-f]{16,64}")
LINK = re.compile(r"[0-9a-f]{64}")
MOST_ENTRIES = 10_000_000


def link(
    previous: str,
    number: int,
    uid: str,
    contestant: int,
    seat: int,
    item: str,
    place: str,
    value: str,
    order: int,
    withdraws: str,
) -> str:
    """The link of entry `number`; `previous` is the link of the entry before, of the first one the journal's id."""
    entry = [number, uid, contestant, seat, item, place, value, order, withdraws]
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


class Chain:
    """A journal in the making, for programs that enter as a tablet does: `journal`, `number` so far, `last` link."""

    def __init__(self) -> None:
        self.journal = self.last = secrets.token_hex(16)
        self.number = 0

    def add(self, mark: Mapping[str, Any]) -> dict[str, Any]:
        """The mark with its place in the journal; item, place, value and withdraws may be missing."""
        self.number += 1
        texts = {name: mark.get(name, "") for name in ("item", "place", "value", "withdraws")}
        where = {name: mark[name] for name in ("uid", "contestant", "seat", "order")}
        self.last = link(self.last, self.number, **texts, **where)
        return {**mark, "journal": self.journal, "number": self.number, "link": self.last}
