"""A file of marks, one fact a line, read into the facts of each contestant; tells everything wrong at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from scoring.engine.collected import GROUPS, Collected
from scoring.engine.grid import Grid, Row
from scoring.engine.late import with_settings
from scoring.engine.lines import Unreadable, decoded
from scoring.engine.marks import Facts
from scoring.engine.marks_faults import hint
from scoring.engine.meanings import Fact, Meanings, Wrong
from scoring.engine.performance import performance_of
from scoring.engine.values import MOST, Refusal, refuse, tidy, whole
from scoring.rubrics.language import Rubric
from scoring.rubrics.problems import Problem, quoted

STATED = ("seat", "item", "place", "value", "round", "attempt")  # what a line says, whoever it is about
ALONE = (0, 2, 4, 5)  # what a team's penalty has nothing to do with: seat, place, round, attempt
PICKED = (*STATED, "contestant", *GROUPS)


@dataclass(frozen=True, slots=True)
class MarksFile:
    """What a file says: `facts` by contestant and round in order of appearance, only worth using without `problems`.

    `rubric` is the one to score with: late settings are in it, and `settings` has their figures. `teams` maps a team
    to how often each of its own penalties was recorded.
    """

    rubric: Rubric
    facts: tuple[Facts, ...] = ()
    teams: dict[str, dict[str, int]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_marks(rubric: Rubric, content: bytes | str, name: str) -> MarksFile:
    """Read the CSV called `name`, with the settings of the day that may stand in it.

    Seats are inferred: a seat belongs to every panel whose items it marks for anybody; for a contestant it has not
    marked at all it is absent.
    """
    try:
        grid = Grid(decoded(content, name), name)
    except Unreadable as unreadable:
        return MarksFile(rubric, problems=(unreadable.problem,))
    if not grid.problems:
        late = with_settings(rubric, grid)
        reader = _Reader(late.rubric, grid)
        reader.read()
        if not grid.problems:
            return MarksFile(late.rubric, tuple(reader.facts()), reader.teams, late.figures)
    return MarksFile(rubric, problems=tuple(sorted(grid.problems, key=lambda each: (each.line, each.column))))


class _Reader:
    """Goes through the rows once and remembers who has said what where."""

    def __init__(self, rubric: Rubric, grid: Grid) -> None:
        self.rubric = rubric
        self.grid = grid
        self.meanings = Meanings(rubric)
        self.people: dict[str, dict[str, Collected]] = {}
        self.first: dict[str, Row] = {}
        self.sits: dict[str, set[str]] = defaultdict(set)
        self.teams: dict[str, dict[str, int]] = {}
        self.team_rows: dict[str, Row] = {}

    def read(self) -> None:
        """Take one fact a row. What a row states is worked out once, however many contestants it is said of."""
        pick = itemgetter(*(self.grid.at(column) for column in PICKED))
        known: dict[Sequence[str], Fact | Wrong] = {}
        width = len(STATED)
        for row in self.grid.rows():
            if self.grid.full:
                return self.grid.tell_more(row)
            picked = pick(row[2])
            stated, contestant, groups = picked[:width], picked[width], picked[width + 1 :]
            fact = known.get(stated)
            if fact is None:
                fact = known[stated] = self.meanings.of(stated)
                if isinstance(fact, Fact) and fact.panel:
                    self.sits[fact.panel].add(stated[0])
            if not contestant:
                self._nobody(row, tidy(stated[1]), stated, groups[GROUPS.index("team")])
            elif isinstance(fact, Wrong):
                self._wrong(row, fact, tidy(stated[1]))
            else:
                self._take(row, fact, contestant, groups)
        self._complete()
        return None

    def _take(self, row: Row, fact: Fact, contestant: str, groups: Sequence[str]) -> None:
        rounds = self.people.get(contestant)
        if rounds is None:
            rounds = self.people[contestant] = {}
            self.first[contestant] = row
        person = rounds.get(fact.round)
        if person is None:
            person = rounds[fact.round] = Collected()
        if any(groups):
            self._constant(row, rounds, fact.round, groups)
        if fact.slot:
            first = person.slots.setdefault(fact.slot, row[0])
            if first != row[0]:
                return self.grid.tell(row, "value", "duplicate", first=first)
        if fact.shared and not self._agrees(row, person, fact):
            return None
        if fact.part in ("time", "watches"):
            self._one_time(row, person, fact)
        return person.take(fact)

    def _agrees(self, row: Row, person: Collected, fact: Fact) -> bool:
        """Whether what a seat says agrees with what another has written on the same shared sheet."""
        value = tidy(fact.what.value)
        number, other, before = person.shared.setdefault(fact.shared, (row[0], fact.what.seat, value))
        if before != value:
            self.grid.tell(row, "value", "shared", first=number, other=quoted(other), value=quoted(before))
        return before == value

    def _one_time(self, row: Row, person: Collected, fact: Fact) -> None:
        """Tell where a time was decided on and watches are given too."""
        other = "watches" if fact.part == "time" else "time"
        if fact.key in getattr(person, other):
            lines = [line for slot, line in person.slots.items() if slot[:2] == ("time", fact.key)]
            self.grid.tell(row, "value", "watch-and-time", first=min(lines))

    def _constant(self, row: Row, rounds: dict[str, Collected], round_: str, groups: Sequence[str]) -> None:
        """Note heat, team and group: one for each contestant; heat and group may change from round to round."""
        for column, text in zip(GROUPS, groups, strict=True):
            if text:
                holder = rounds.setdefault("" if column == "team" else round_, Collected())
                before, number = holder.groups.setdefault(column, (text, row[0]))
                if before != text:
                    self.grid.tell(row, column, "constant", name=column, first=number, said=quoted(before))

    def _wrong(self, row: Row, wrong: Wrong, what: str) -> None:
        """Tell why a row about a contestant cannot be used."""
        if wrong.code == "unknown-item" and wrong.column == "item":
            if what in self._team_penalties():
                return self.grid.tell(row, "contestant", "team-alone", item=quoted(what))
            if what in (rule.id for rule in self.rubric.settings):
                return self.grid.tell(row, "contestant", "setting-alone", item=quoted(what))
        if wrong.refusal is not None:
            return self.grid.refuse(row, wrong.column, wrong.refusal)
        return self.grid.tell(row, wrong.column, wrong.code, **wrong.words)

    def _nobody(self, row: Row, what: str, stated: Sequence[str], team: str) -> None:
        """A row without a contestant: a penalty of a team, or a setting (which has already been read)."""
        if not team:
            if what not in (rule.id for rule in self.rubric.settings):
                self.grid.tell(row, "contestant", "contestant")
        elif self.rubric.teams is None:
            self.grid.tell(row, "contestant", "no-teams")
        elif what not in self._team_penalties():
            self.grid.tell(row, "item", "team-item", **hint(what, self._team_penalties()))
        elif any(stated[at] for at in ALONE):
            column = next(STATED[at] for at in ALONE if stated[at])
            self.grid.tell(row, column, f"{column}-given", item=what)
        elif (count := whole(tidy(stated[3]))) is None:
            self.grid.tell(row, "value", "times", most=MOST)
        else:
            counts = self.teams.setdefault(team, {})
            counts[what] = counts.get(what, 0) + count
            self.team_rows.setdefault(team, row)

    def _team_penalties(self) -> list[str]:
        return [penalty.id for penalty in self.rubric.teams.penalties] if self.rubric.teams else []

    def _complete(self) -> None:
        """Tell what is only known at the end."""
        self._no_such_team()
        self._no_such_grade()
        self._nowhere()

    def _no_such_team(self) -> None:
        groups = (rounds.get("", NOTHING).groups for rounds in self.people.values())
        teams = {each["team"][0] for each in groups if "team" in each}
        for team in self.teams.keys() - teams:
            self.grid.tell(self.team_rows[team], "team", "unknown-team", **hint(team, teams))

    def _no_such_grade(self) -> None:
        """A grade has to be one of the element that was chosen for it."""
        graded = {item.id: item for item in self.rubric.items.values() if item.kind == "graded"}
        wrong: dict[int, Refusal] = {}
        for person in (person for rounds in self.people.values() for person in rounds.values() if graded):
            chosen = performance_of(self.rubric, person.marks, {}).chosen
            for mark in person.marks:
                item = graded.get(mark.item)
                refusal = refuse(item, mark.place, mark.value, chosen) if item else None
                if refusal is not None:
                    wrong[person.slots[mark.seat, mark.item, mark.place]] = refusal
        for row in self.grid.rows(tells=False) if wrong else ():
            if row[0] in wrong:
                self.grid.refuse(row, "value", wrong[row[0]])

    def _nowhere(self) -> None:
        """Who is compared within a heat or group has to be in one."""
        for column in sorted(self.meanings.compared()):
            if column not in self.grid.columns:
                self.grid.tell_head(column, "needed-column", name=column)
                continue
            for contestant, rounds in self.people.items():
                if not any(column in person.groups for person in rounds.values()):
                    words = {"name": column, "contestant": quoted(contestant)}
                    self.grid.tell(self.first[contestant], column, "needed", **words)

    def facts(self) -> Iterator[Facts]:
        """Everything collected, with the seats each contestant had; what was said is let go of on the way."""
        names = [each.id for each in self.rubric.rounds] or [""]
        for contestant, rounds in self.people.items():
            always = rounds.get("", NOTHING)
            groups = (pair for person in reversed(rounds.values()) for pair in person.groups.items())
            stated = {column: text for column, (text, _) in groups}
            for name in [name for name in names if name in rounds] or names[:1]:
                person = rounds.get(name, NOTHING)
                own = {column: text for column, (text, _) in person.groups.items()}
                yield person.facts(contestant, name, always, {**stated, **own}, self.sits.items())
            rounds.clear()


NOTHING = Collected()
