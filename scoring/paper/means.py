"""How sheets came that are not from their own tablets: the words beside a seat and under a table. Scores nothing."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from scoring.paper.words import word

Means = Mapping[tuple[str, str], str]  # by contestant and seat: proxy, paper; none where a sheet came from its tablet
NO_MEANS: Means = MappingProxyType({})


def seat_label(contestant: str, seat: str, language: str, means: Means) -> str:
    """The seat (or those that share a sheet, "M1+M2"), and how its sheet came."""
    came = next((means[contestant, key] for key in seat.split("+") if (contestant, key) in means), "")
    return f"{seat} ({word(came, language)})" if came else seat


def means_notes(means: Means, contestants: Collection[str], language: str) -> tuple[str, ...]:
    """Whose sheets those are, a sentence a way; only of `contestants`."""
    notes = []
    for way in ("proxy", "paper"):
        sheets = [f"{number} {seat}" for (number, seat), came in means.items() if came == way and number in contestants]
        if sheets:
            listed = ("、" if language.startswith("zh") else ", ").join(sheets)
            notes.append(word("came", language, word(f"by-{way}", language), listed))
    return tuple(notes)
