"""What a fault or a penalty costs and does, in words of both languages: for buttons, menus and printed rules."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from scoring.engine.effects import NO_AWARD
from scoring.engine.figures import plain
from scoring.engine.reasons import OUTCOMES as ENDED
from scoring.engine.reasons import RUN_OUTCOMES
from scoring.rubrics.effects import Effect
from scoring.rubrics.language import Rubric
from scoring.rubrics.prices import Fault
from scoring.rubrics.rules import Penalty
from scoring.rubrics.values import Text

SCOPES = {
    "item": Text(zh="该细则", en="the item"),
    "section": Text(zh="该项目", en="the section"),
    "module": Text(zh="本模块", en="the module"),
    "all": Text(zh="全部成绩", en="the whole result"),
}
OUTCOMES = {
    "dns": Text(zh="记缺席", en="counts as absent"),
    "dnf": Text(zh="记未完成", en="counts as not finished"),
    "wdr": Text(zh="记退赛", en="counts as withdrawn"),
    "fail": Text(zh="判为不合格", en="failed"),
    "dsq": Text(zh="取消成绩", en="disqualified"),
    "annul": Text(zh="成绩作废", en="annulled"),
    "void": Text(zh="不计分", en="not scored"),
}


def named_parts(rubric: Rubric) -> Mapping[str, Text]:
    """The titles of everything that an effect may name: items, sections, modules."""
    named = {module.id: module.title for module in rubric.written}
    named |= {section.id: section.title for module in rubric.written for section in module.sections}
    return named | {item.id: item.title for module in rubric.written for item in module.items}


def consequence(effect: Effect, parts: Mapping[str, Text]) -> Text | None:
    """What happens beyond points, such as "the module scores 0"; None where nothing does."""
    if effect.status:
        return OUTCOMES[effect.status]
    if effect.run:
        return RUN_OUTCOMES[effect.run]
    if effect.award:
        return ENDED[NO_AWARD]
    scope = effect.zero or effect.halve or effect.on or "item"
    what = parts.get((effect.of or "").partition("#")[0], SCOPES[scope])
    if effect.zero:
        return Text(zh=f"{what.zh}记 0 分", en=f"{what.en} scores 0")
    if effect.halve:
        return Text(zh=f"{what.zh}得分减半", en=f"{what.en} counts half")
    if effect.keep is not None:
        share = f"{plain(effect.keep * 100)}%"
        return Text(zh=f"{what.zh}按 {share} 计", en=f"{what.en} counts {share}")
    if effect.at_most is not None:
        return Text(zh=f"{what.zh}至多 {plain(effect.at_most)} 分", en=f"{what.en}: at most {plain(effect.at_most)}")
    return None


def losses(lose: Iterable[Decimal | Literal["all"]], all_: str = "") -> str:
    """The prices of the 1st, 2nd, … time as text with a hyphen: "-0.5", "-1 / -2 …"."""
    prices = [all_ if each == "all" else f"-{plain(each)}" if each else "0" for each in lose]
    return prices[0] if len(prices) == 1 else f"{' / '.join(prices)} …"


def price(rule: Penalty | Fault, parts: Mapping[str, Text], language: str) -> str:
    """What it costs, as text: "-3", "+1", "+5 s", or what it does; several of these in turn."""
    chinese = language.startswith("zh")
    said = [losses(rule.lose, "不得分" if chinese else "no points")] if rule.lose else []
    if isinstance(rule, Penalty):
        said += [f"+{plain(rule.add)}"] if rule.add else []
        said += [f"+{plain(rule.seconds)} {'秒' if chinese else 's'}"] if rule.seconds else []
    done = consequence(rule, parts)
    if done is not None:
        since = Text(zh=f"第 {rule.from_} 次起", en=f"from no. {rule.from_} on: ").say(language)
        said.append((since if rule.from_ > 1 else "") + done.say(language))
    return ("，" if chinese else ", ").join(said)
