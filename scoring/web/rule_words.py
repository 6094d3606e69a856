"""The rules around items in words: panels, sections, runs, modules, clock, penalties, as sentences. Scores nothing."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.engine.figures import clock_text, plain
from scoring.engine.reasons import OUTCOMES
from scoring.rubrics.choice_words import choice_word
from scoring.rubrics.contest import Group, Runs
from scoring.rubrics.field import FieldRule
from scoring.rubrics.parts import Module, Section
from scoring.rubrics.rules import Clock, Panel, Penalty, TimeSteps
from scoring.store.read.consequences import price
from scoring.web.item_words import ItemSpeaker, edges, share, worth


class RuleSpeaker(ItemSpeaker):
    """Says the items and rules of one rubric in one language."""

    def panel(self, panel: Panel) -> str:
        """How the sheets of a panel become one figure."""
        if panel.combine == "shared":
            return _("one shared sheet")
        seats = ngettext("%(num)s seat", "%(num)s seats", panel.seats)
        drop = panel.drop
        if drop is not None:
            counted = {"high": drop.high, "low": drop.low, "least": drop.from_}
            struck = _("from %(least)s sheets on, highest %(high)s and lowest %(low)s struck", **counted)
            how = (
                _("%(struck)s, sum of the rest", struck=struck)
                if panel.combine == "sum"
                else _("%(struck)s, mean of the rest", struck=struck)
            )
        else:
            how = {"median": _("median"), "sum": _("sum")}.get(panel.combine, _("mean"))
        said = [seats, how]
        if panel.over != "sheet":
            said.append(_("item by item") if panel.over == "item" else _("section by section"))
        if panel.times is not None:
            said.append(f"× {panel.times}")
        if panel.spread is not None:
            most = share(panel.spread.most)
            if panel.spread.then == "discuss":
                said.append(_("further apart than %(most)s: the judges must discuss it", most=most))
            else:
                said.append(_("further apart than %(most)s: the chief judge is told", most=most))
        if panel.missing == "skip":
            said.append(_("what a judge left open is left out"))
        return _("; ").join(said)

    def section(self, section: Section) -> list[str]:
        """What becomes of a section's figure, one sentence each; nothing for an ordinary one."""
        said = [self.runs(section.runs)] if section.runs else []
        if section.as_ is not None:
            said.append(_("converted to %(most)s points", most=plain(section.as_)))
        if section.weight is not None:
            said.append(f"× {share(section.weight)}")
        return [*said, *filter(None, [self.need(section.needs)])]

    def runs(self, runs: Runs) -> str:
        """How often a section is done, and what becomes of the runs."""
        named = self.say(runs.title)
        least = runs.count if runs.least is None else runs.least
        words = {"title": named, "count": runs.count, "least": least}
        said = [
            _("%(title)s: %(count)s of them", **words)
            if least == runs.count
            else _("%(title)s: %(least)s to %(count)s of them", **words)
        ]
        if runs.best:
            said.append(ngettext("the best one counts", "the best %(num)s count", runs.best))
        said += [
            ngettext(
                "from %(least)s on the worst is left out",
                "from %(least)s on the worst %(num)s are left out",
                drop.worst,
                least=drop.from_,
            )
            for drop in runs.drop
        ]
        said.append(
            {
                "sum": _("added up"),
                "mean": _("their mean"),
                "median": _("their median"),
                "best": _("the best of them"),
                "worst": _("the worst of them"),
                "last": _("the last of them"),
            }[runs.combine]
        )
        if runs.failed == "zero":
            said.append(_("a failed one counts 0"))
        said.append(_("without a valid one: failed") if runs.none == "fail" else "")
        return _("; ").join(part for part in said if part)

    def module(self, module: Module) -> list[str]:
        """What else holds in a module: groups of items, the chief's adjustment, the field, floors and needs."""
        said = [self.group(group) for group in module.groups]
        said += [self.field(module.field)] if module.field else []
        if module.adjust:
            words = {
                "up": plain(module.adjust.up),
                "down": plain(module.adjust.down),
                "step": plain(module.adjust.step),
            }
            said.append(_("the chief judge may add up to %(up)s or take up to %(down)s, by %(step)s", **words))
        if module.as_ is not None:
            said.append(_("converted to %(most)s points", most=plain(module.as_)))
        if module.optional:
            said.append(_("need not be done by everybody"))
        said += [_("may go below 0")] if module.floor == "none" else []
        return [*said, *filter(None, [self.need(module.needs)])]

    def group(self, group: Group) -> str:
        """A subtotal of items, with what limits it."""
        said = [_("%(title)s together", title=self.say(group.title))]
        if group.lose_at_most is not None:
            said.append(_("lose at most %(most)s", most=plain(group.lose_at_most)))
        if group.earn_at_most is not None:
            said.append(_("bring at most %(most)s", most=plain(group.earn_at_most)))
        if group.best is not None:
            said.append(ngettext("only the best one counts", "only the best %(num)s count", group.best))
        return _("; ").join(filter(None, [*said, self.need(group.needs)]))

    def field(self, field: FieldRule) -> str:
        """How a figure becomes points by looking at everybody's."""
        if field.score == "best":
            points = plain(field.points or Decimal(0))
            said = [
                _("figure ÷ best of the field × %(points)s", points=points)
                if field.wins == "high"
                else _("best of the field ÷ figure × %(points)s", points=points)
            ]
            return _("; ").join(said)
        first = _("highest figure first") if field.wins == "high" else _("lowest figure first")
        if field.score == "rank":
            return _("; ").join([first, _("the place is the figure")])
        return _("; ").join(filter(None, [first, *self.by_place(field)]))

    def clock(self, clock: Clock) -> list[str]:
        """The rules of the clock, one sentence each."""
        said = [_("Limit %(time)s", time=clock_text(clock.limit))] if clock.limit is not None else []
        if clock.prepare:
            said.append(_("Preparation %(time)s", time=clock_text(clock.prepare)))
        said += [self._steps(_("Overtime"), "−", clock.overtime), self._steps(_("Early"), "+", clock.early)]
        said.append(self._steps(_("Too short"), "−", clock.short))
        said += [f"{edges(band, '')}: {worth(band)}" for band in clock.bands]
        if clock.fastest:
            outcome = _("the result is void") if clock.fastest.then == "void" else _("it is only told")
            said.append(_("Faster than %(time)s: %(outcome)s", time=clock_text(clock.fastest.at), outcome=outcome))
        if clock.stop:
            known = {"score": _("what is done counts"), "zero": _("the module scores 0")}
            outcome = known.get(clock.stop.then) or self.say(OUTCOMES[clock.stop.then])
            said.append(_("Stopped at %(time)s: %(outcome)s", time=clock_text(clock.stop.at), outcome=outcome))
        if clock.decimals is not None:
            mode = self.say(choice_word("mode", clock.mode))
            said.append(_("The time is taken to %(decimals)s decimals: %(mode)s", decimals=clock.decimals, mode=mode))
        if clock.score == "time":
            said.append(_("The time itself, with penalty seconds, is the score"))
        if clock.watches:
            said.append(self._watches(clock))
        return [sentence for sentence in said if sentence]

    def _watches(self, clock: Clock) -> str:
        watches = clock.watches
        take = {
            "mean": _("Of several watches their mean counts"),
            "shorter": _("Of several watches the shorter time counts"),
            "longer": _("Of several watches the longer time counts"),
            "middle": _("Of several watches the middle one counts"),
        }[watches.take if watches else "mean"]
        if watches is None or watches.apart is None:
            return take
        return _("; ").join([take, _("further apart than %(time)s somebody decides", time=clock_text(watches.apart))])

    def _steps(self, what: str, sign: str, steps: TimeSteps | None) -> str:
        if steps is None:
            return ""
        counted = {"full": _("full"), "started": _("started"), "exact": ""}[steps.count]
        cap = _(", at most %(cap)s", cap=plain(steps.cap)) if steps.cap else ""
        return _(
            "%(what)s: %(sign)s%(points)s for every %(counted)s %(every)s%(cap)s",
            what=what,
            sign=sign,
            points=plain(steps.points),
            counted=counted,
            every=clock_text(steps.every),
            cap=cap,
        ).replace("  ", " ")

    def penalty(self, penalty: Penalty) -> str:
        """What a penalty costs and does."""
        said = price(penalty, self.parts, self.language).replace("-", "−")
        if penalty.once and penalty.lose:
            said = _("%(price)s, once", price=said)
        elif penalty.unit and not penalty.acts:
            said = f"{said} / {self.say(penalty.unit)}"
        if penalty.free:
            said += _(", ") + ngettext("the first is free", "the first %(num)s are free", penalty.free)
        return said + (_(", at most %(cap)s", cap=plain(penalty.cap)) if penalty.cap else "")
