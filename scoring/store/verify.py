"""Is what was signed still what the facts say? Scores every signed result again, compares it with the signed copy."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select, text

from scoring.store.memo import shelf_of
from scoring.store.models import Contestant, Event, Signature, db
from scoring.store.signed import copy_of, digest_of


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
    wrong = list(damaged())
    checked = 0
    for event in db.session.scalars(select(Event).order_by(Event.id)):
        signed = standing_signatures(event)
        known = shelf_of(db.session(), event).known if signed else {}
        for signature, number in signed:
            checked += 1
            where = f"{event.slug} {number}"
            if digest_of(signature.copy) != signature.digest:
                wrong.append(Disagreement(f"{where}：签字副本被改动过", f"{where}: the signed copy has been altered"))
            elif copy_of(event, known[signature.contestant_id].result) != signature.copy:
                wrong.append(
                    Disagreement(
                        f"{where}：重新计算的结果与签字时不同",
                        f"{where}: scored again, the result differs from the signed one",
                    )
                )
    return Verdict(checked, tuple(wrong))


def damaged() -> Iterator[Disagreement]:
    """What SQLite itself finds wrong with its file."""
    if db.engine.dialect.name != "sqlite":
        return
    for pragma in ("integrity_check", "foreign_key_check"):
        for row in db.session.execute(text(f"PRAGMA {pragma}")):
            if row[0] != "ok":
                yield Disagreement(f"数据库文件损坏：{tuple(row)}", f"the database file is damaged: {tuple(row)}")


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
