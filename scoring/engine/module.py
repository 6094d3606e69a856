"""One module of one contestant: from the figures of its items to its points, step by step. Knows no other contestant.

The order: items and what acts on them, sections and runs, groups, penalties and clock, what acts on the module, the
floor, rounding. Every step that changes a figure leaves a Reason.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.engine.clock import ClockScore
from scoring.engine.effects import NO_AWARD, Cause, effect_reason, kept, missed, outcome_reason
from scoring.engine.figures import ZERO, plain, round_at, total
from scoring.engine.groups import GroupScore, limit
from scoring.engine.kinds import ItemScore
from scoring.engine.marks import Facts
from scoring.engine.panel import PanelScore
from scoring.engine.penalties import causes_of, charges, sum_of
from scoring.engine.performance import Performance
from scoring.engine.reasons import Reason, both
from scoring.engine.sections import SectionScore, section_scores
from scoring.engine.triggers import item_causes
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Module


@dataclass(frozen=True, slots=True)
class Given:
    """What a module is made from: all that has been scored already, and the facts for the rest."""

    panels: tuple[PanelScore, ...]
    outside: tuple[ItemScore, ...]
    clock: ClockScore | None
    missing: tuple[Reason, ...]
    facts: Facts
    performance: Performance
    entered: bool = True


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """One module: `gross` (sections) with `penalties`, `clock` and `effects` is `exact`, never below its floor.

    `figure` is `exact` before the field turned it into points (`field` says how), `points` the same after the rubric's
    module rounding and `weighted` is points × `weight` (conversion and weight together). `floored` is what the floor
    gave back, `taken` what a penalty took that makes the module 0. `missing` is what keeps it incomplete, `outcomes`
    are statuses that follow from it, `whole` the effects that act on the total. An optional module that was not entered
    has `entered` False and brings nothing; so has one that led to an outcome, which then concerns this module alone.
    """

    module: str
    weight: Fraction
    full: Fraction
    sections: tuple[SectionScore, ...]
    panels: tuple[PanelScore, ...]
    outside: tuple[ItemScore, ...]
    penalties: tuple[Reason, ...]
    clock: ClockScore | None
    gross: Fraction
    floored: Fraction
    taken: Fraction
    exact: Fraction
    points: Fraction
    weighted: Fraction
    missing: tuple[Reason, ...]
    figure: Fraction
    given: Given
    groups: tuple[GroupScore, ...] = ()
    effects: tuple[Reason, ...] = ()
    adjusted: Reason | None = None
    field: Reason | None = None
    entered: bool = True
    outcomes: tuple[tuple[str, Reason], ...] = ()
    whole: tuple[Cause, ...] = ()
    flags: tuple[Reason, ...] = ()
    wins: str = "high"
    on_items: tuple[Reason, ...] = ()  # those of `effects` that `gross` has in it already

    @property
    def zeroing(self) -> list[Reason]:
        """What makes it 0, whatever it had."""
        return _zeroing(self.penalties, self.clock)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every point the module lost or gained, each with the share that reaches the total."""
        if not self.entered:
            return tuple(replace(reason, item=reason.item or self.module) for _, reason in self.outcomes)
        own = [reason for section in self.sections for reason in section.reasons]
        own += self.effects
        own += self.clock.reasons if self.clock else ()
        own += [reason for reason in self.penalties if reason.code != "penalty-zero"]
        own += [self.adjusted] if self.adjusted else []
        if self.floored:
            own.append(Reason("floor", self.floored, values={"bound": plain(self.exact + self.taken)}))
        zeroing = self.zeroing
        own += [replace(reason, points=-self.taken if reason is zeroing[0] else ZERO) for reason in zeroing]
        if self.field is not None:  # the field looks at the figure as a whole
            own = [*(reason.shared(ZERO) for reason in own), self.field]
        return tuple(reason.shared(self.weight) for reason in own)


def assemble(rubric: Rubric, rule: Module, given: Given) -> ModuleScore:
    """The module from what it is given, step by step."""
    figures = figures_of(rubric, rule, given)
    found = [*item_causes(rubric, rule, given, figures), *_caused(rule, given)]
    effects = list(on_items := _act_on_items(rubric, found, figures))
    sections, lacking = section_scores(rubric, rule, given, figures, found)
    groups, limited, below = limit(rule, sections, bool(given.missing))
    found += lacking + below
    gross = sum((section.points for section in sections), start=_panel_rounding(rubric, given) + _time(rule, given))
    penalties = charges(rule.penalties, given.facts.penalties, rubric.wins_of(rule))
    adjusted = _adjusted(rule, given)
    clock = given.clock.points if given.clock else ZERO
    charged = gross + clock + total(group.change for group in groups)
    charged += sum_of([*penalties, *([adjusted] if adjusted else [])])
    if not given.missing and given.entered:
        found += missed(rule.needs, round_at(charged, *rubric.rounding.at("module")), rule.most, rule.title)
    zeroed = bool(_zeroing(penalties, given.clock))
    left = _after(charged, found, zeroed, effects)
    floored, taken = _bounded(rule, left, zeroed)
    exact = left + floored - taken
    score = ModuleScore(
        module=rule.id,
        weight=rule.factor,
        full=rule.full,
        sections=sections,
        panels=given.panels,
        outside=given.outside,
        penalties=penalties,
        clock=given.clock,
        gross=gross,
        floored=floored,
        taken=taken,
        exact=exact,
        points=round_at(exact, *rubric.rounding.at("module")),
        weighted=round_at(exact, *rubric.rounding.at("module")) * rule.factor,
        missing=given.missing,
        figure=exact,
        given=given,
        groups=groups,
        effects=(*limited, *effects),
        adjusted=adjusted,
        entered=given.entered,
        outcomes=_outcomes(found, given),
        whole=tuple(each for each in found if each.scope == "all"),
        wins=rubric.wins_of(rule),
        flags=_flags(given),
        on_items=on_items,
    )
    ended = any(outcome != NO_AWARD for outcome, _ in score.outcomes)
    return score if given.entered and not (rule.optional and ended) else _left_out(score)


def _caused(rule: Module, given: Given) -> list[Cause]:
    return causes_of(rule.penalties, given.facts.penalties, given.facts.named)


def _act_on_items(rubric: Rubric, found: list[Cause], figures: dict[str, Fraction]) -> tuple[Reason, ...]:
    """Let the effects on single items act on their figures; what they did, in words.

    Of runs and products the reason of the section tells what was lost.
    """
    effects: list[Reason] = []
    for cause in found:
        if cause.scope == "item" and cause.target in figures:
            told: list[Reason] = []
            figures[cause.target] = _act(cause, figures[cause.target], told)
            special = rubric.sections_by_item[cause.target].special
            effects += [reason.shared(ZERO) if special else reason for reason in told]
    return tuple(effects)


def _after(figure: Fraction, found: list[Cause], zeroed: bool, effects: list[Reason]) -> Fraction:
    """What the effects on the module as a whole leave of its figure; a penalty that makes it 0 is told elsewhere."""
    for cause in found:
        if cause.scope == "module" and not (zeroed and cause.effect.zero):
            figure = _act(cause, figure, effects)
    return figure


def _bounded(rule: Module, figure: Fraction, zeroed: bool) -> tuple[Fraction, Fraction]:
    """What the floor gives back, and what is taken where the module is made 0; what is below 0 then stays below."""
    floored = ZERO
    if rule.floor != "none":
        floor = Fraction(rule.floor)
        floored = max((min(floor, ZERO) if zeroed else floor) - figure, ZERO)
    return floored, max(figure + floored, ZERO) if zeroed else ZERO


def _zeroing(penalties: tuple[Reason, ...], clock: ClockScore | None) -> list[Reason]:
    """What makes the module 0: penalties, and a time beyond the hard stop."""
    stopped = [clock.ends[1]] if clock is not None and clock.ends is not None and clock.ends[0] == "zero" else []
    return [*(reason for reason in penalties if reason.code == "penalty-zero"), *stopped]


def _left_out(score: ModuleScore) -> ModuleScore:
    """The module where it does not count."""
    return replace(score, entered=False, exact=ZERO, points=ZERO, weighted=ZERO, missing=(), whole=())


def _flags(given: Given) -> tuple[Reason, ...]:
    """What somebody should look at, of judges and clock."""
    clock = given.clock.flags if given.clock else ()
    return (*(flag for panel in given.panels for flag in panel.flags), *clock)


def _outcomes(found: list[Cause], given: Given) -> tuple[tuple[str, Reason], ...]:
    """The statuses that follow from effects, and from a time beyond what is allowed."""
    outcomes = [(each.outcome, outcome_reason(each)) for each in found if each.outcome]
    if given.clock is not None and given.clock.ends is not None and given.clock.ends[0] != "zero":
        outcomes.append(given.clock.ends)
    return tuple(outcomes)


def reassemble(rubric: Rubric, rule: Module, module: ModuleScore, outside: tuple[ItemScore, ...]) -> ModuleScore:
    """The same module with other outside scores: what `field.py` settles."""
    return assemble(rubric, rule, replace(module.given, outside=outside))


def with_field(rubric: Rubric, rule: Module, module: ModuleScore, points: Fraction, reason: Reason) -> ModuleScore:
    """The same module with the points the field gives in place of its figure."""
    rounded = round_at(points, *rubric.rounding.at("module"))
    told = replace(reason, points=points - rule.full, item=rule.id if rubric.modules else "")
    return replace(module, exact=points, points=rounded, weighted=rounded * rule.factor, field=told)


def figures_of(rubric: Rubric, rule: Module, given: Given) -> dict[str, Fraction]:
    """What every item is worth after the panels' rules and its section's conversion."""
    figures: dict[str, Fraction] = {}
    for panel in given.panels:
        figures.update(panel.items)
    for score in given.outside:
        section = rubric.sections_by_item[score.item]
        figures[score.item] = score.points * section.share_of(rubric.items[score.item])
    return figures


def _act(cause: Cause, figure: Fraction, effects: list[Reason]) -> Fraction:
    after = kept(cause.effect, figure)
    if after != figure:
        effects.append(effect_reason(cause, figure, after))
    return after


def _panel_rounding(rubric: Rubric, given: Given) -> Fraction:
    """What rounding sheets and panels added to, or took from, the bare sum of the items."""
    added = ZERO
    for panel in given.panels:
        if not panel.section:
            items = (figure for item, figure in panel.items.items() if rubric.items[item].role == "add")
            added += panel.points - sum(items, start=ZERO)
    return added


def _adjusted(rule: Module, given: Given) -> Reason | None:
    """What the chief judge added or took."""
    amount = Fraction(given.facts.adjust.get(rule.id, 0))
    if not amount:
        return None
    return Reason("adjusted", amount, values={"amount": plain(amount), **both("title", rule.title)})


def _time(rule: Module, given: Given) -> Fraction:
    """The working time in seconds, where it is itself the module's figure."""
    if rule.clock is None or rule.clock.score is None or given.clock is None:
        return ZERO
    return Fraction(given.clock.counted)

