"""What a line of a marks file states under one rubric: a fact, or what is wrong with it. Knows no contestant."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.engine.figures import plain
from scoring.engine.marks import STATUSES, Mark
from scoring.engine.marks_faults import hint, outcome_hint
from scoring.engine.values import MOST, PLACES, Refusal, refuse, tidy, whole
from scoring.rubrics.contest import Entered
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import MAIN, Rubric
from scoring.rubrics.problems import quoted
from scoring.rubrics.rules import Adjust, Penalty
from scoring.rubrics.values import parse_duration, parse_number


@dataclass(frozen=True, slots=True)
class Said:
    """The cells of a line that say something of whoever it is about, as they are typed but for outer blanks."""

    seat: str
    item: str
    place: str
    value: str
    round: str
    attempt: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a line states: `what` goes into the field `part` of Facts, there under `key`.

    `slot` is what it takes up, and nothing else may; it is empty where several lines add up. `shared` is the slot on a
    sheet that several seats fill in together. `panel` is the panel of a mark. `round` is the round it belongs to, ""
    where the rubric has none or the fact is true in all of them.
    """

    part: str
    key: str
    what: Any
    round: str
    slot: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    panel: str = ""


class Wrong(Exception):
    """Why a line cannot be used: which column, and the sentence by its code or as the item refused it."""

    refusal: Refusal | None = None

    def __init__(self, column: str, code: str, **words: object) -> None:
        super().__init__(code)
        self.column = column
        self.code = code
        self.words = words

    @classmethod
    def refused(cls, refusal: Refusal) -> "Wrong":
        """What an item does not admit."""
        wrong = cls("place" if refusal.code in PLACES else "value", refusal.code)
        wrong.refusal = refusal
        return wrong


@dataclass(slots=True)
class Meanings:
    """The words that the lines of a file may use under a rubric, and what they state."""

    rubric: Rubric
    panels: dict[str, str] = field(init=False)
    shared: set[str] = field(init=False)
    runs: dict[str, int] = field(init=False)
    modules: dict[str, str] = field(init=False)
    clocks: list[str] = field(init=False)
    watched: set[str] = field(init=False)
    adjusts: dict[str, Adjust] = field(init=False)
    penalties: dict[str, tuple[Penalty, str]] = field(init=False)
    values: dict[str, Entered] = field(init=False)

    def __post_init__(self) -> None:
        rubric, parts = self.rubric, self.rubric.parts
        self.panels = {item.id: panel.id for panel in rubric.panels for item in rubric.items_of(panel.id)}
        self.shared = {panel.id for panel in rubric.panels if panel.combine == "shared"}
        repeated = (section for module in rubric.written for section in module.sections if section.runs)
        self.runs = {item.id: section.runs.count for section in repeated if section.runs for item in section.items}
        self.modules = {item.id: module.id for module in parts for item in module.items}
        self.clocks = [module.id for module in parts if module.clock]
        self.watched = {module.id for module in parts if module.clock and module.clock.watches}
        self.adjusts = {module.id: module.adjust for module in parts if module.adjust}
        if rubric.modules and rubric.adjust:
            self.adjusts[""] = rubric.adjust
        self.penalties = {each.id: (each, "") for each in rubric.whole_penalties}
        self.penalties |= {each.id: (each, module.id) for module in parts for each in module.penalties}
        self.values = {each.id: each for each in rubric.values}

    def of(self, cells: Sequence[str]) -> Fact | Wrong:
        """What a line with these seat, item, place, value, round and attempt states, or why nothing."""
        seat, item, place, value, round_, attempt = cells
        try:
            return self._fact(Said(seat, tidy(item), tidy(place), value, tidy(round_), tidy(attempt)))
        except Wrong as wrong:
            return wrong

    def compared(self) -> set[str]:
        """Which of heat and group the rubric compares within."""
        rubric = self.rubric
        rules = [rule for module in rubric.parts if (rule := module.field)]
        scopes: set[str] = {rubric.ranking.within, *(rule.scope for rule in rules)}
        scopes |= {item.scope for item in rubric.items.values() if item.kind in ("outside", "ranked")}
        return scopes - {"event"}

    def _fact(self, said: Said) -> Fact:
        if said.item in self.penalties:
            return self._penalty(said, *self.penalties[said.item])
        name = self._repeated(said, said.item, "item")
        item = self.rubric.items.get(name)
        if item is not None:
            round_ = self._round(said, self.modules[name])
            return self._mark(said, item, round_) if name in self.panels else self._outside(said, item, round_)
        if said.item in self.values:
            return self._value(said, self.values[said.item])
        if said.item in WORDS:
            return WORDS[said.item](self, said)
        if not said.item:
            raise Wrong("item", "no-item")
        raise Wrong("item", "unknown-item", **hint(said.item, self._known()))

    def _known(self) -> Iterable[str]:
        return (*self.runs, *self.rubric.items, *self.penalties, *self.values, *WORDS)

    def _repeated(self, said: Said, name: str, column: str) -> str:
        """The id of an item of the run that the line is about: `distance` of attempt 2 is `distance#2`."""
        most = self.runs.get(name)
        if most is not None:
            number = whole(said.attempt or "1")
            if not number or number > most:
                raise Wrong("attempt", "attempts", text=quoted(said.attempt), item=name, most=most)
            return f"{name}#{number}"
        if said.attempt and name in self.rubric.items:
            if "#" in name:
                raise Wrong("attempt", "attempt-twice", item=name)
            self._once_only(said, name)
        return name

    def _once_only(self, said: Said, name: str) -> None:
        if said.attempt:
            raise Wrong("attempt", "attempt-given", item=name)

    def _round(self, said: Said, module: str) -> str:
        """The round a fact belongs to: the one named, else the only one with its module, else the first of these."""
        rounds = self.rubric.rounds
        if not rounds:
            if said.round not in ("", "1"):
                raise Wrong("round", "round")
            return ""
        having = [each.id for each in rounds if not module or not each.modules or module in each.modules]
        if not said.round:
            return (having or [rounds[0].id])[0]
        if said.round not in [each.id for each in rounds]:
            raise Wrong("round", "unknown-round", known=", ".join(each.id for each in rounds))
        if said.round not in having:
            raise Wrong("round", "round-without", item=said.item, known=", ".join(having))
        return said.round

    def _mark(self, said: Said, item: Item, round_: str) -> Fact:
        """A mark of a seat. It has no order of its own: in a file every slot is filled once."""
        if not said.seat:
            raise Wrong("seat", "seat-missing", item=said.item)
        self._admitted(item, said.place, said.value)
        panel = self.panels[item.id]
        shared = (item.id, said.place) if panel in self.shared else ()
        mark = Mark(said.seat, item.id, said.place, said.value, 0, "")
        return Fact("marks", item.id, mark, round_, (said.seat, item.id, said.place), shared, panel)

    def _admitted(self, item: Item, place: str, value: str) -> None:
        refusal = refuse(item, place, value)
        if refusal is not None:
            ends = outcome_hint(value, "#" in item.id)
            raise Wrong.refused(replace(refusal, zh=refusal.zh + ends["hint_zh"], en=refusal.en + ends["hint_en"]))

    def _seatless(self, said: Said, *columns: str) -> None:
        for column in columns:
            if getattr(said, column):
                raise Wrong(column, f"{column}-given", item=said.item)

    def _outside(self, said: Said, item: Item, round_: str) -> Fact:
        self._seatless(said, "seat", "place")
        if item.kind == "timed":
            raise Wrong("item", "clock-item", item=said.item)
        self._admitted(item, "", said.value)
        return Fact("outside", item.id, tidy(said.value), round_, (item.id,))

    def _value(self, said: Said, rule: Entered) -> Fact:
        """A figure known of the contestant; true in every round unless one is named."""
        self._seatless(said, "seat", "place")
        self._once_only(said, said.item)
        text = tidy(said.value)
        number = parse_duration(text) if rule.unit and rule.unit.is_time else parse_number(text)
        if number is None or number != round(number, rule.decimals):
            title = {"title_zh": rule.title.zh, "title_en": rule.title.en}
            raise Wrong("value", "value", decimals=rule.decimals, **title)
        return Fact("outside", rule.id, text, self._named_round(said), (rule.id,))

    def _named_round(self, said: Said) -> str:
        return self._round(said, "") if said.round else ""

    def _penalty(self, said: Said, rule: Penalty, module: str) -> Fact:
        """How often; a penalty that falls on one item names it as the place."""
        falls = rule.of is None and (rule.zero == "item" or rule.halve == "item" or rule.on == "item")
        self._seatless(said, *(("seat",) if falls else ("seat", "place")))
        items: tuple[str, ...] = ()
        if falls:
            name = self._repeated(said, said.place, "place")
            if name not in self.rubric.items or module not in ("", self.modules[name]):
                raise Wrong("place", "unknown-item" if said.place else "penalty-item", **hint(said.place, self.modules))
            items = (name,)
        else:
            self._once_only(said, said.item)
        count = whole(tidy(said.value))
        if count is None:
            raise Wrong("value", "times", most=MOST)
        return Fact("penalties", rule.id, (count, items * count), self._round(said, module))

    def _module(self, said: Said, known: Sequence[str]) -> str:
        """The module a fact names as its place; the only one need not be named."""
        if said.place in known:
            return said.place
        if said.place or len(known) > 1:
            raise Wrong("place", "module", known=", ".join(name for name in known if name))
        return known[0]

    def _time(self, said: Said) -> Fact:
        """The working time: of the one clock of the station, or what one of several watches says."""
        if not self.clocks:
            raise Wrong("item", "no-clock")
        self._once_only(said, said.item)
        module = self._module(said, self.clocks)
        if said.seat and module not in self.watched:
            raise Wrong("seat", "seat-given", item=said.item)
        seconds = parse_duration(said.value)
        if seconds is None:
            raise Wrong("value", "time", **outcome_hint(said.value))
        part = "watches" if said.seat else "time"
        return Fact(part, module, seconds, self._round(said, module), ("time", module, said.seat))

    def _status(self, said: Said) -> Fact:
        if said.place and self.rubric.modules:
            raise Wrong("place", "status-place")
        self._seatless(said, "seat", "place")
        self._once_only(said, said.item)
        status = tidy(said.value).lower()
        if status not in STATUSES:
            raise Wrong("value", "status", known=", ".join(STATUSES))
        return Fact("status", "", status, self._round(said, ""), ("status",))

    def _eligible(self, said: Said) -> Fact:
        self._seatless(said, "seat", "place")
        self._once_only(said, said.item)
        value = tidy(said.value).lower()
        if value not in ("yes", "no"):
            raise Wrong("value", "eligible")
        return Fact("eligible", "", value == "yes", self._named_round(said), ("eligible",))

    def _adjustment(self, said: Said) -> Fact:
        """What the chief judge adds or takes, at a module or, where the rubric has modules, at the total."""
        self._seatless(said, "seat")
        self._once_only(said, said.item)
        key = said.place or ("" if self.rubric.modules else MAIN)
        rule = self.adjusts.get(key)
        if rule is None:
            raise Wrong("place" if said.place else "item", "no-adjust")
        number = signed(tidy(said.value))
        if number is None or not -rule.down <= number <= rule.up or Fraction(number) % Fraction(rule.step):
            words = {"up": plain(rule.up), "down": plain(rule.down), "step": plain(rule.step)}
            raise Wrong("value", "adjust", **words)
        return Fact("adjust", key, number, self._round(said, key), ("adjustment", key))


def signed(text: str) -> Decimal | None:
    """A number with its sign, also as this program prints it: +1.5, −2."""
    plain_sign = text.replace("\N{MINUS SIGN}", "-")
    return None if plain_sign.startswith("+-") else parse_number(plain_sign.removeprefix("+"))


WORDS: dict[str, Callable[[Meanings, Said], Fact]] = {
    "time": Meanings._time,
    "status": Meanings._status,
    "eligible": Meanings._eligible,
    "adjustment": Meanings._adjustment,
}
