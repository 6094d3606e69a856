"""The facts of one contestant as they were entered, with which of them still stand. Scores nothing."""

from dataclasses import dataclass

from scoring.engine.figures import clock_text, plain
from scoring.engine.marks import Facts, standing
from scoring.rubrics.language import Rubric


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact: the columns of a marks file, its order on the sheet (None for facts of no seat), and its state.

    `state` is standing, replaced (a later mark took its place), withdrawn, or withdrawal.
    """

    seat: str
    item: str
    place: str
    value: str
    order: int | None
    state: str


def entries_of(rubric: Rubric, facts: Facts) -> list[Entry]:
    """Everything known about a contestant: marks by seat in the order they were made, then all the rest."""
    stands = {mark.id for mark in standing(facts.marks).values()}
    taken = {mark.withdraws for mark in facts.marks if mark.withdraws}
    entries = []
    for mark in sorted(facts.marks, key=lambda mark: (mark.seat, mark.order, mark.id)):
        if mark.withdraws:
            state = "withdrawal"
        else:
            state = "standing" if mark.id in stands else "withdrawn" if mark.id in taken else "replaced"
        entries.append(Entry(mark.seat, mark.item, mark.place, mark.value, mark.order, state))
    several = sum(1 for module in rubric.parts if module.clock) > 1
    entries += [
        Entry("", f"time:{module}" if several else "time", "", clock_text(seconds), None, "standing")
        for module, seconds in facts.time.items()
    ]
    for name, count in facts.penalties.items():
        named = facts.named.get(name, ())
        if count - len(named):
            entries.append(Entry("", name, "", str(count - len(named)), None, "standing"))
        entries += [Entry("", name, item, "1", None, "standing") for item in named]
    entries += [
        Entry("", "adjustment", module, plain(amount), None, "standing") for module, amount in facts.adjust.items()
    ]
    if not facts.eligible:
        entries.append(Entry("", "eligible", "", "no", None, "standing"))
    entries += [Entry("", item, "", value, None, "standing") for item, value in facts.outside.items()]
    if facts.status:
        entries.append(Entry("", "status", "", facts.status, None, "standing"))
    return entries
