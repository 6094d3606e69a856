"""The reconciliation certificate as a sheet says it, tablet by tablet: is every entry here? It counts nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.paper.words import word
from scoring.store.read.reconcile import JournalCount, SeatCount

HEADS = ("seat", "tablet", "entries-made", "entries-here", "missing", "twice", "altered", "last-link", "verdict")
MOST_NUMBERS = 12  # of a list of numbers at fault; the count is said besides


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One tablet of one seat; `whole` False is a fault."""

    cells: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """The whole certificate; `whole` says that no line has a fault, `verdict` the same in words."""

    title: str
    verdict: str
    whole: bool
    heads: tuple[str, ...]
    lines: tuple[CertificateLine, ...]
    notes: tuple[str, ...]


def certificate_sheet(counts: Sequence[SeatCount], language: str) -> CertificateSheet:
    """The certificate of an event, from `read.certificate`."""
    whole = all(count.whole for count in counts)
    made, received = sum(count.made for count in counts), sum(count.received for count in counts)
    verdict = word("all-whole" if whole else "not-whole", language, made, received)
    return CertificateSheet(
        title=word("certificate", language),
        verdict=verdict if made else word("nothing-numbered", language),
        whole=whole,
        heads=tuple(word(head, language) for head in HEADS),
        lines=tuple(_line(count, journal, language) for count in counts for journal in count.journals),
        notes=tuple(_notes(counts, language)),
    )


def _line(count: SeatCount, journal: JournalCount, language: str) -> CertificateLine:
    tablet = f"{journal.device} {journal.journal[:4]}".strip()
    cells = (
        f"{count.key} {count.title}".strip(),
        tablet,
        f"1…{journal.made}" if journal.made else "0",
        str(journal.received),
        _numbers(journal.missing, language),
        _numbers(journal.twice, language),
        _numbers(journal.altered, language),
        journal.last[:8],
        word("whole" if journal.whole else "faulty", language),
    )
    return CertificateLine(cells, journal.whole)


def _numbers(numbers: Sequence[int], language: str) -> str:
    """The numbers in words: none, all, or of many the first."""
    if not numbers:
        return word("none", language)
    said = ", ".join(str(number) for number in numbers[:MOST_NUMBERS])
    return said if len(numbers) <= MOST_NUMBERS else f"{said} … ({len(numbers)})"


def _notes(counts: Sequence[SeatCount], language: str) -> list[str]:
    totals = {
        "note-held": sum(count.held for count in counts),
        "note-undecided": sum(count.undecided for count in counts),
        "note-proxy": sum(count.proxy for count in counts),
        "note-paper": sum(count.paper for count in counts),
        "note-unnumbered": sum(count.unnumbered for count in counts),
    }
    said = [word(key, language, total) for key, total in totals.items() if total]
    return [word("how-certified", language), *said]
