"""What somebody may be, and how a signed-in device's token is kept."""

import hashlib

ROLES = ("organiser", "chief", "floor", "judge")


def token_digest(token: str) -> str:
    """A cookie's token is long and random: a plain digest keeps it secret."""
    return hashlib.sha256(token.encode()).hexdigest()
