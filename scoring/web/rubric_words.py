"""A whole rubric in words: ties, awards, settings, rounds, teams. Rules: `rule_words`, items: `item_words`."""

from collections.abc import Iterator
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.engine.figures import plain
from scoring.rubrics.contest import OutcomeRule, Round, Setting, TeamTie
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Award, GradeBand, Tie
from scoring.store.read.consequences import OUTCOMES
from scoring.web.item_words import share
from scoring.web.rule_words import RuleSpeaker


class Speaker(RuleSpeaker):
    """Says everything about one rubric in one language."""

    def tie(self, tie: Tie) -> str:
        """One link of the chain that parts equals."""
        first = {"high": _("higher first"), "low": _("lower first")}[tie.wins]
        if tie.by == "time":
            return _("time, shorter first") if tie.wins == "low" else _("time, longer first")
        name = self._name(tie)
        what = {
            "penalties": _("penalties"),
            "module": _("module %(name)s", name=name),
            "panel": _("panel %(name)s", name=name),
            "section": _("section %(name)s", name=name),
            "item": _("item %(name)s", name=name),
            "group": _("%(name)s together", name=name),
            "exact": self._exact(tie),
            "untrimmed": _("mean of all sheets of %(name)s, none struck", name=name),
            "judges": _("how many judges of %(name)s put one first", name=name),
            "runs": _("runs of %(name)s one by one, best first", name=name),
            "sections": _("sections one by one, best first"),
            "modules": _("modules one by one, best first"),
            "value": name,
            "round": _("total of %(name)s", name=name),
        }[tie.by]
        return _("%(what)s, %(order)s", what=what, order=first)

    def _exact(self, tie: Tie) -> str:
        if tie.decimals is None:
            return _("the exact total before rounding")
        return ngettext("the total to %(num)s decimal", "the total to %(num)s decimals", tie.decimals)

    def _name(self, tie: Tie) -> str:
        """The title of what a tie rule names."""
        rubric = self.rubric
        named = dict(self.parts)
        if tie.by in ("panel", "untrimmed", "judges"):
            named = {panel.id: panel.title for panel in rubric.panels}
        if tie.by == "group":
            named = {group.id: group.title for module in rubric.written for group in module.groups}
        if tie.by in ("value", "round"):
            named = {each.id: each.title for each in (rubric.values if tie.by == "value" else rubric.rounds)}
        return self.say(named.get(tie.of or "")) or tie.of or ""

    def award(self, award: Award) -> str:
        """How many win it."""
        least = _("from %(least)s points", least=plain(award.least)) if award.least is not None else ""
        if award.count is None and award.ratio is None:
            return f"{self.say(award.title)}: {least}"
        many = plain(award.count) if award.count else f"{plain((award.ratio or Fraction(0)) * 100)}%"
        return f"{self.say(award.title)} × {many}" + (f" ({least})" if least else "")

    def grade(self, band: GradeBand) -> str:
        """A word for a stretch of totals."""
        marks = [("≥", band.from_), (">", band.over), ("≤", band.to), ("<", band.under)]
        said = " ".join(f"{sign} {plain(edge)}" for sign, edge in marks if edge is not None)
        return f"{self.say(band.title)}: {said}"

    def setting(self, setting: Setting) -> str:
        """A number that the chief judge fixes on the day, with its limits."""
        unit = self.say(setting.unit)
        limits = [plain(each) for each in (setting.least, setting.most) if each is not None]
        within = _(" (%(limits)s)", limits=" … ".join(limits)) if limits else ""
        return f"{self.say(setting.title)}: {plain(setting.value)} {unit}".strip() + within

    def round(self, round_: Round) -> str:
        """One round: what it brings along, who goes on."""
        said = [self.say(round_.title)]
        if round_.weight is not None:
            said.append(_("The sum of its modules × %(times)s", times=share(round_.weight)))
        if round_.carry is not None:
            part = f"{plain(round_.carry * 100)}%"
            said.append(_("%(part)s of the total of the round before is carried over", part=part))
        qualify = round_.qualify
        if qualify and qualify.first:
            said.append(ngettext("the first goes on", "the first %(num)s go on", qualify.first))
        if qualify and qualify.least is not None:
            said.append(_("who reaches %(least)s goes on", least=share(qualify.least)))
        return _("; ").join(said)

    def whole(self) -> list[str]:
        """What holds for the whole event, one sentence each: ranking, floors, outcomes, rounds, grades, teams."""
        return [sentence for sentence in self._whole() if sentence]

    def _whole(self) -> Iterator[str]:
        rubric = self.rubric
        if rubric.ranking.wins == "low":
            yield _("The lowest total wins")
        if rubric.ranking.on == "exact":
            yield _("Ranked by the exact total, before rounding")
        if rubric.total.times is not None:
            yield _("The sum is multiplied by %(times)s", times=str(rubric.total.times))
        if rubric.total.at_most is not None:
            yield _("Total at most %(most)s", most=plain(rubric.total.at_most))
        yield self.need(rubric.total.needs)
        yield from (f"{self.say(each.title)}: {self.penalty(each)}" for each in rubric.whole_penalties)
        yield from (self._outcome(each) for each in rubric.outcomes)
        yield from (self.round(each) for each in rubric.rounds)
        yield from (self.grade(each) for each in rubric.grades)
        yield from self._teams()

    def _outcome(self, rule: OutcomeRule) -> str:
        outcome = self.say(OUTCOMES[rule.status])
        if rule.total == "last":
            return _("%(outcome)s: shares the last rank, without a total", outcome=outcome)
        return _("%(outcome)s: ranked with %(total)s", outcome=outcome, total=plain(rule.total))

    def _teams(self) -> Iterator[str]:
        teams = self.rubric.teams
        if teams is None:
            return
        best = (
            ngettext("its best member", "its best %(num)s members", teams.best) if teams.best else _("all its members")
        )
        how = _("sum") if teams.combine == "sum" else _("mean")
        yield _("%(title)s: %(how)s of %(who)s", title=self.say(teams.title), how=how, who=best)
        if teams.least > 1:
            yield ngettext("A team needs %(num)s member", "A team needs %(num)s members", teams.least)
        yield from (self._team_tie(each) for each in teams.ties)

    def _team_tie(self, tie: TeamTie) -> str:
        what = {
            "totals": _("members' totals one by one"),
            "places": _("members' places one by one"),
            "last": _("the last member who counts"),
            "penalties": _("penalties"),
        }[tie.by]
        first = {"high": _("higher first"), "low": _("lower first")}[tie.wins]
        return _("Teams that are equal: %(what)s, %(order)s", what=what, order=first)


def items_written(rubric: Rubric) -> int:
    """How many items it is written with; those of several runs are written once."""
    return sum(len(section.items) for module in rubric.written for section in module.sections)


def worth(item: Item) -> str:
    """What stands in the column of points: a factor has none, it multiplies its section."""
    return "×" if item.role == "factor" else plain(item.points)


def points_of(rubric: Rubric) -> str:
    """What the whole is worth: the header's claim, else what the modules add up to; a dash where there is no end."""
    if rubric.points is not None:
        return plain(rubric.points)
    full = sum((module.most * module.factor for module in rubric.written), start=Fraction(0))
    return plain(full) if full else "–"
