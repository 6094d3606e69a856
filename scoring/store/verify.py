"""Is what was signed still what the facts say? Scores every signed result again, compares it with the signed copy."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select, text

from scoring.rubrics.source import digest
from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, Seat, Signature, db
from scoring.store.read.notes import lost_photos
from scoring.store.read.reconcile import certificate
from scoring.store.refusals import refusal
from scoring.store.rubrics import settings_by_version
from scoring.store.schema import found
from scoring.store.schema import known as known_versions
from scoring.store.signed import agrees, copy_of, digest_of
from scoring.store.triggers import FACT_TABLES


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something that cannot be right, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many signed results were scored again, and what disagrees."""

    checked: int
    wrong: tuple[Disagreement, ...]


def verify() -> Verdict:
    """Check the file, and every signature that stands. Needs an application context."""
    wrong = [*damaged(), *unguarded()]
    checked = 0
    if found(db.engine) != known_versions()[0]:
        return Verdict(checked, tuple(wrong))  # tables of another version cannot be read; serving brings them up
    for event in db.session.scalars(select(Event).order_by(Event.id)).all():
        if event.state != "draft" and digest(event.rubric_text) != event.rubric_digest:
            wrong.append(_of("verify-rubric", event=event.slug))
        wrong += altered_sheets(event)
        wrong += [
            _of("verify-journal", event=event.slug, seat=count.key, journal=journal.journal[:4])
            for count in certificate(event)
            for journal in count.journals
            if not journal.whole
        ]
        signed = standing_signatures(event)
        known = shelf_of(db.session(), event).known if signed else {}
        settings = settings_by_version(db.session(), event)
        for signature, number in signed:
            checked += 1
            if digest_of(signature.copy) != signature.digest:
                wrong.append(_of("verify-digest", event=event.slug, contestant=number))
                continue
            version = signature.settings_version
            now = copy_of(event, known[signature.contestant_id].result, settings[version], version)
            if not agrees(signature.copy, now):
                wrong.append(_of("verify-result", event=event.slug, contestant=number))
    wrong += [_of("verify-photo", event=slug, contestant=number, seat=key) for slug, number, key in lost_photos()]
    return Verdict(checked, tuple(wrong))


def altered_sheets(event: Event) -> Iterator[Disagreement]:
    """Sheets whose copy is no longer what the judge handed in."""
    handed = (
        select(Signature.copy, Signature.digest, Contestant.number, Seat.key)
        .join(Contestant, Contestant.id == Signature.contestant_id)
        .join(Seat, Seat.id == Signature.seat_id)
        .where(Signature.event_id == event.id, Signature.act == "submit", Signature.copy != "")
    )
    for copy, digest_then, number, key in db.session.execute(handed):
        if digest_of(copy) != digest_then:
            yield _of("verify-sheet", event=event.slug, contestant=number, seat=key)


def damaged() -> Iterator[Disagreement]:
    """What SQLite itself finds wrong with its file."""
    if db.engine.dialect.name != "sqlite":
        return
    for pragma in ("integrity_check", "foreign_key_check"):
        for row in db.session.execute(text(f"PRAGMA {pragma}")):
            if row[0] != "ok":
                yield _of("verify-integrity", problem=" ".join(str(word) for word in row))


def unguarded() -> Iterator[Disagreement]:
    """Tables of another version, and facts that nothing keeps from being changed."""
    here, wanted = found(db.engine), known_versions()[0]
    if here != wanted:
        yield _of("verify-version", found=here, wanted=wanted)
    sqlite = db.engine.dialect.name == "sqlite"
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if sqlite else "SELECT tgname FROM pg_trigger"
    triggers = set(db.session.scalars(text(query)))
    for table in FACT_TABLES:
        names = {f"{table}_no_update", f"{table}_no_delete"} if sqlite else {f"{table}_only_added"}
        if not names <= triggers:
            yield _of("verify-trigger", table=table)


def _of(code: str, **words: object) -> Disagreement:
    said = refusal(code, **words)
    return Disagreement(said.zh, said.en)


def standing_signatures(event: Event) -> list[tuple[Signature, str]]:
    """The chief's signatures that no reopening took back, with the entry number."""
    query = (
        select(Signature, Contestant.number)
        .join(Contestant, Contestant.id == Signature.contestant_id)
        .where(Signature.event_id == event.id, Signature.act.in_(("sign", "reopen")))
        .order_by(Signature.id)
    )
    last = {signature.contestant_id: (signature, number) for signature, number in db.session.execute(query)}
    return [(signature, number) for signature, number in last.values() if signature.act == "sign"]
