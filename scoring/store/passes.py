"""What somebody may be, how a signed-in device's token is kept, and the letters of a seat's code."""

import hashlib
import secrets
import unicodedata

ROLES = ("organiser", "chief", "floor", "judge")

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"  # without I L O U, which are taken for others; 22⁶ codes are 113 million
LENGTH = 6


def token_digest(token: str) -> str:
    """A cookie's token is long and random: a plain digest keeps it secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def random_code() -> str:
    """Six letters that pair a tablet with a seat."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def code_of(typed: str) -> str:
    """The code that somebody typed: small, full-width and spaced letters are forgiven; "" when it is none."""
    plain = unicodedata.normalize("NFKC", typed[:64]).upper()
    letters = "".join(mark for mark in plain if not mark.isspace() and mark not in "-.·")
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else ""
