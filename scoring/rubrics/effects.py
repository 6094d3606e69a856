"""What a fault, a penalty or a missed minimum does beyond taking points: words shared by items and rules."""

from typing import Literal

from pydantic import Field

from scoring.rubrics.values import Amount, Ratio, Share, Value

Scope = Literal["item", "section", "module", "all"]
RunOutcome = Literal["failed", "void"]
Outcome = Literal["dns", "dnf", "wdr", "fail", "dsq", "annul", "void"]


class Effect(Value):
    """At most one consequence beyond points.

    `zero`, `halve`: the scope named keeps nothing, or half. `keep` (with `on`): it keeps this part, such as 90%.
    `at-most` (with `on`): it counts no more than this. `run`: the run it was found in has no valid result (`failed`)
    or counts as 0 (`void`). `status`: the outcome; `fail` keeps the total on show. `award: none`: a rank, no award.
    A scope of `item` or `section` is the one the fault was found in; `of` names another (of the same run, where it is
    found in one), and a penalty whose scope is `item` without `of` has the item's id written beside it when recorded.
    """

    zero: Scope | None = None
    halve: Scope | None = None
    keep: Ratio | None = None
    at_most: Amount | None = None
    on: Scope | None = None
    of: str | None = None
    status: Outcome | None = None
    run: RunOutcome | None = None
    award: Literal["none"] | None = None

    @property
    def acts(self) -> bool:
        """Whether anything beyond points happens."""
        consequences = (self.zero, self.halve, self.keep, self.at_most, self.status, self.run, self.award)
        return any(each is not None for each in consequences)


class Need(Value):
    """The least that must be reached, as points or as a percentage of the full points, and what follows `else`."""

    least: Share
    else_: Effect = Field(alias="else")
