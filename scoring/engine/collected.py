"""What the lines of a marks file have said so far about one contestant. Knows no file and no rubric."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.engine.marks import Facts, Mark
from scoring.engine.meanings import Fact

Slot = tuple[str, ...]
GROUPS = ("heat", "team", "group")


@dataclass(slots=True)
class Collected:
    """Facts in the making: of one contestant in one round, or true in every round. `slots` tells which line took what.

    `shared` holds who filled a slot of a shared sheet first: line, seat, value.
    """

    marks: list[Mark] = field(default_factory=list)
    time: dict[str, Decimal] = field(default_factory=dict)
    watches: dict[str, tuple[Decimal, ...]] = field(default_factory=dict)
    penalties: dict[str, int] = field(default_factory=dict)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    adjust: dict[str, Decimal] = field(default_factory=dict)
    status: str = ""
    eligible: bool = True
    groups: dict[str, tuple[str, int]] = field(default_factory=dict)
    slots: dict[Slot, int] = field(default_factory=dict)
    shared: dict[Slot, tuple[int, str, str]] = field(default_factory=dict)

    def take(self, fact: Fact) -> None:
        """Add one fact."""
        match fact.part:
            case "marks":
                self.marks.append(fact.what)
            case "penalties":
                count, items = fact.what
                self.penalties[fact.key] = self.penalties.get(fact.key, 0) + count
                if items:
                    self.named[fact.key] = self.named.get(fact.key, ()) + items
            case "watches":
                self.watches[fact.key] = (*self.watches.get(fact.key, ()), fact.what)
            case "status":
                self.status = fact.what
            case "eligible":
                self.eligible = fact.what
            case _:
                getattr(self, fact.part)[fact.key] = fact.what

    def facts(
        self,
        contestant: str,
        round_: str,
        always: "Collected",
        groups: Mapping[str, str],
        sits: Iterable[tuple[str, Iterable[str]]],
    ) -> Facts:
        """The facts of a round, with what is `always` true and the seats that marked anything of this contestant."""
        present = {mark.seat for mark in self.marks}
        return Facts(
            contestant=contestant,
            marks=tuple(self.marks),
            seats={panel: tuple(sorted(present.intersection(seats))) for panel, seats in sits},
            time=self.time,
            penalties=self.penalties,
            outside={**always.outside, **self.outside},
            status=self.status,
            watches=self.watches,
            named=self.named,
            adjust=self.adjust,
            groups=dict(groups),
            eligible=self.eligible and always.eligible,
            round=round_,
        )
