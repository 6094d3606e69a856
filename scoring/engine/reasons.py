"""Why a figure is what it is: every point lost or given carries one Reason, which can say itself in zh and en."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from scoring.engine.figures import ZERO, signed
from scoring.rubrics.values import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause with its price.

    `points` is negative for points off, positive for points given back or earned, 0 for a plain statement. `item`,
    `place` and `seat` say where, as far as they apply. `values` are the words of the sentence; those with two
    languages stand under `name.zh` and `name.en`. `share` is the part of `points` that reaches the total: a sheet
    that is one of three counts a third, a module of weight 30 % three tenths; so points × share of all reasons of a
    result add up to what it lost, as long as the rubric rounds nothing on the way.
    """

    code: str
    points: Fraction = ZERO
    item: str = ""
    place: str = ""
    seat: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    share: Fraction = Fraction(1)

    def say(self, language: str) -> str:
        """One short sentence in `language` ("zh" or "en"), its price at the end where any of it reaches the total."""
        tongue = "zh" if language.startswith("zh") else "en"
        other = ".en" if tongue == "zh" else ".zh"
        words = {
            name.removesuffix("." + tongue): text for name, text in self.values.items() if not name.endswith(other)
        }
        words = {**VERBS[tongue], **words, "at": self._at(words, tongue)}
        if tongue == "en" and words.get("count") == "1" and "unit" in words and "all" not in words:
            words["unit"] = singular(words["unit"])
        words["seat"] = self.seat
        words["item"] = self.item
        sentence = SENTENCES[self.code][0 if tongue == "zh" else 1].format_map(words)
        if not self.points or not self.share:
            return sentence
        return f"{sentence}{'，' if tongue == 'zh' else ', '}{signed(self.points)}"

    def _at(self, words: Mapping[str, str], tongue: str) -> str:
        if not self.place:
            return ""
        if "label" in words:
            return f"{words['label']}：" if tongue == "zh" else f"{words['label']}: "
        return f"第 {self.place} 位：" if tongue == "zh" else f"Place {self.place}: "

    def shared(self, part: Fraction) -> "Reason":
        """The same reason where only `part` of it reaches the next figure."""
        if part == 1:
            return self
        share = part if self.share == 1 else self.share * part
        return Reason(self.code, self.points, self.item, self.place, self.seat, self.values, share)

    def turned(self) -> "Reason":
        """The same reason where low wins: what is taken off elsewhere is added here, and a bonus comes off."""
        return replace(self, points=-self.points, values={**self.values, **TURNED})


ENDINGS = {r"^people\b": "person", "ies$": "y", "(ch|sh|x|ss)es$": r"\1", "(?<!s)s$": ""}


def singular(unit: str) -> str:
    """An English unit as one of it is called: pieces → piece, people → person."""
    for ending, one in ENDINGS.items():
        if re.search(ending, unit):
            return re.sub(ending, one, unit)
    return unit


def both(name: str, text: Text) -> dict[str, str]:
    """A value with two languages, as Reason.values wants it."""
    return {f"{name}.zh": text.zh, f"{name}.en": text.en}


BESIDE = frozenset(  # reasons of an item that are the price of no single mark: its bounds, what does not apply
    ("capped", "at-least", "at-most", "cap", "from-zero", "na-places", "na-places-out", "na-places-met", "na-left")
)
VERBS = {"zh": {"off": "扣", "on": "加"}, "en": {"off": "off", "on": "more"}}  # what a price does to a total
TURNED = {"off.zh": "加", "on.zh": "减", "off.en": "more", "on.en": "off"}

TIMES = Text(zh="次", en="×")

OUTCOMES = {
    "dns": Text(zh="缺席", en="did not start"),
    "dnf": Text(zh="未完成", en="did not finish"),
    "wdr": Text(zh="退赛", en="withdrawn"),
    "fail": Text(zh="不合格", en="failed"),
    "dsq": Text(zh="取消成绩", en="disqualified"),
    "annul": Text(zh="成绩作废", en="annulled"),
    "void": Text(zh="不计分", en="not scored"),
    "ooc": Text(zh="不参加排名", en="out of competition"),
    "no-award": Text(zh="不参加评奖", en="no award"),
}
ZEROED = Text(zh="本模块记 0 分", en="the module scores 0")
RUN_OUTCOMES = {
    "failed": Text(zh="这一次无效", en="this run is not valid"),
    "void": Text(zh="这一次计 0", en="this run counts 0"),
}

SENTENCES: dict[str, tuple[str, str]] = {
    # items
    "reading": ("{at}{reading}，超出 {limit}", "{at}{reading}, outside {limit}"),
    "window": ("{at}{reading}，应{limit}", "{at}{reading}, should be {limit}"),
    "out": ("{at}超出允许误差", "{at}out of tolerance"),
    "band": (
        "{at}{reading}，与 {nominal} 相差 {deviation}{worth}",
        "{at}{reading}, {deviation} off {nominal}{worth}",
    ),
    "band-window": (
        "{at}{reading}，应{limit}，相差 {deviation}{worth}",
        "{at}{reading}, should be {limit}, {deviation} away{worth}",
    ),
    "band-reading": ("{at}读数 {reading}{worth}", "{at}{reading}{worth}"),
    "step": (
        "{at}{reading}，与 {nominal} 相差 {deviation}，每{size}{off} {each}，计 {steps} 次",
        "{at}{reading}, {deviation} off {nominal}: {steps} × {each} ({each} per {size})",
    ),
    "step-beyond": (
        "{at}{reading}，超出 {limit} 达 {deviation}，每{size}{off} {each}，计 {steps} 次",
        "{at}{reading}, {deviation} outside {limit}: {steps} × {each} ({each} per {size})",
    ),
    "step-window": (
        "{at}{reading}，应{limit}，相差 {deviation}，每{size}{off} {each}，计 {steps} 次",
        "{at}{reading}, should be {limit}, {deviation} away: {steps} × {each} ({each} per {size})",
    ),
    "reading-taken": ("{at}{reading}", "{at}{reading}"),
    "reading-earned": (
        "{at}{reading}{above}，每{size}记 {each} 分{base}{worth}",
        "{at}{reading}{above}, {each} per {size}{base}{worth}",
    ),
    "reading-below": (
        "{at}{reading}，低于 {from}，每{size}{off} {each} 分{base}{worth}",
        "{at}{reading}, below {from}, {each} {off} per {size}{base}{worth}",
    ),
    "reading-under": (
        "{at}{reading}，低于 {from}，每{size}加 {each} 分{base}{worth}",
        "{at}{reading}, below {from}, {each} gained per {size}{base}{worth}",
    ),
    "places-open": ("还有 {count} 处未评", "places still to be marked: {count}"),
    "unread": ("还差 {count} 个读数", "readings still to come: {count}"),
    "count": ("{at}{count} {unit}，每{unit}{off} {each}{free}", "{at}{count} {unit}, {each} {off} each{free}"),
    "count-list": ("{at}{count} {unit}，依次{off} {each}{free}", "{at}{count} {unit}, {each} {off} in turn{free}"),
    "count-once": ("{at}{count} {unit}，只{off}一次 {each}{free}", "{at}{count} {unit}, {each} {off} once{free}"),
    "occurred": ("{at}出现 {count} {unit}", "{at}{count} {unit}"),
    "cap": ("{at}至多{off} {cap}", "{at}at most {cap} {off}"),
    "earned": ("{at}{count} {unit}，每{unit} {each} 分{worth}", "{at}{count} {unit} at {each}{worth}"),
    "rung": ("{at}共 {count} {unit}{worth}", "{at}{count} {unit}{worth}"),
    "rung-lose": ("{at}{count} {unit}（{from} 及以上）", "{at}{count} {unit}, {from} or more"),
    "out-of": ("{at}{all} {unit}中 {count} {unit}{worth}", "{at}{count} of {all} {unit}{worth}"),
    "not-met": ("{at}未达到要求", "{at}not met"),
    "attempt": ("{at}第 {attempt} 次成功", "{at}succeeded at attempt {attempt}"),
    "attempt-none": ("{at}没有成功", "{at}did not succeed"),
    "level": ("{at}评为“{level}”{worth}", "{at}level “{level}”{worth}"),
    "judged": ("{at}评 {mark} 分{of}", "{at}marked {mark}{of}"),
    "judged-band": ("{at}评 {mark} 分{worth}", "{at}marked {mark}{worth}"),
    "element-again": ("又选“{choice}”，前面已做过，不再计分{worth}", "chose “{choice}” again: not counted{worth}"),
    "element": ("{at}选“{choice}”{worth}", "{at}chose “{choice}”{worth}"),
    "graded": ("{at}“{choice}”评为 {grade}{worth}", "{at}{grade} on “{choice}”{worth}"),
    "no-element": ("{of} 还没有选定，无法折算", "{of} has not been chosen, so the grade has no worth yet"),
    "no-grade": ("“{choice}”没有这个等级", "“{choice}” has no such grade"),
    "timed": ("{at}用时 {time}{worth}", "{at}time {time}{worth}"),
    "part": ("{value} ÷ {whole} × {full} 分", "{value} ÷ {whole} × {full}"),
    "value": ("按数值 {value} 计分{of}", "counts as its value {value}{of}"),
    "value-band": ("数值 {value}{worth}", "value {value}{worth}"),
    "from-zero": ("从 0 分起计，满分 {full}", "counted from 0, out of {full}"),
    "capped": ("扣完为止", "no more than the item's points"),
    "at-least": ("最低计 {least} 分", "at least {least}"),
    "at-most": ("最高计 {most} 分", "at most {most}"),
    "unmarked-zero": ("没有人评，按 0 分计", "nobody marked it: counts as 0"),
    "unmarked-full": ("没有人评，按满分计", "nobody marked it: counts in full"),
    "na": ("不适用，不计入满分", "not applicable: left out of the full points"),
    "na-met": ("不适用，按达到要求计", "not applicable: counts as met"),
    "na-places": ("{count} 处不适用，分值归其余 {rest} 处", "{count} not applicable: the other {rest} carry it all"),
    "na-places-out": ("{count} 处不适用，满分减为 {full}", "{count} not applicable: out of {full} now"),
    "na-left": ("{count} 处不适用，不计入", "{count} not applicable, left out"),
    "na-places-met": ("{count} 处不适用，按达到要求计", "{count} not applicable: counted as met"),
    "run-failed": ("这一次失败", "failed"),
    "run-passed": ("放弃这一次", "let go"),
    "run-void": ("这一次作废", "annulled"),
    "best": (
        "{value}，{among}最好 {best}，按比例得 {got}，满分 {full}",
        "{value} against {best}, the best of {among}: {got} of {full}",
    ),
    "best-zero": ("{among}最好为 {best}，不得分", "the best of {among} is {best}: no points"),
    "place": (
        "{value}，列{among}第 {rank} 位，得 {got}，满分 {full}",
        "{value}, place {rank} in {among}: {got} of {full}",
    ),
    "rate": (
        "{value}，列{among}第 {rank} 位（共 {entries}），得 {got}，满分 {full}",
        "{value}, place {rank} of {entries} in {among}: {got} of {full}",
    ),
    "field-rank": (
        "{value}，列{among}第 {rank} 位，以名次 {got} 计",
        "{value}, place {rank} in {among}, counts as {got}",
    ),
    "pending": ("要等全场数据", "waits for the rest of the field"),
    # the module
    "penalty": ("{title} {count} {unit}，每{unit}{off} {each}", "{title}: {count} {unit}, {each} {off} each"),
    "penalty-once": ("{title}", "{title}"),
    "penalty-zero": ("{title}，本模块记 0 分", "{title}: the module scores 0"),
    "penalty-status": ("{title}，取消成绩", "{title}: disqualified"),
    "overtime": (
        "用时 {time}，超时 {over}，每 {every} {off} {each}，计 {steps} 次",
        "time {time}, {over} over: {steps} × {each} ({each} per {every})",
    ),
    "early": (
        "用时 {time}，提前 {over}，每 {every} {on} {each}，计 {steps} 次",
        "time {time}, {over} early: {steps} × {each} ({each} per {every})",
    ),
    "short": (
        "时长 {time}，不足 {over}，每 {every} {off} {each}，计 {steps} 次",
        "time {time}, {over} short: {steps} × {each} ({each} per {every})",
    ),
    "clock-cap": ("至多计 {cap} 分", "at most {cap}"),
    "over-stop": (
        "用时 {time}，超过最长时间 {stop}，{outcome}",
        "time {time} is beyond the hard stop {stop}: {outcome}",
    ),
    "floor": ("不低于 {bound} 分", "not below {bound}"),
    # what is missing
    "open": ("评委席 {seat} 未评：{items}", "seat {seat} has not marked: {items}"),
    "few-sheets": ("{title}应有 {least} 份评分表，现有 {have} 份", "{title}: {have} of {least} scoresheets are in"),
    "few-members": (
        "有成绩的成员 {have} 名，至少要 {least} 名",
        "members with a result: {have}, at least {least} needed",
    ),
    "nothing-entered": ("还没有参加任何一个模块", "no module has been entered"),
    "few-seats": ("{title}设 {seats} 席，只有 {have} 份评分表", "{title}: scoresheets of {have} of {seats} seats"),
    "many-seats": (
        "{title}设 {seats} 席，却有 {have} 份评分表",
        "{title}: {have} scoresheets where there are {seats} seats",
    ),
    "no-time": ("{title}没有用时", "{title}: no time"),
    "no-value": ("{title}没有数据", "{title}: no value"),
    # statuses
    **{name: (text.zh, text.en) for name, text in OUTCOMES.items()},
    "outcome": ("{title}{short}，按{outcome}处理", "{title}{short}: {outcome}"),
    # the panel
    "field-absent": ("没有成绩，得 {got}", "no figure: {got}"),
    "by-rank": ("{title}按名次：{places}，得 {got}", "{title} by places: {places}, makes {got}"),
    "spread": ("{title}各评委相差 {gap}，超过 {most}", "{title}: the judges are {gap} apart, more than {most}"),
    # sections and groups
    "run-effect": ("因“{title}”，{outcome}", "{title}: {outcome}"),
    "multiplied": ("{title}：相乘 {product} = {got}", "{title}: {product} = {got}"),
    "runs-sum": ("{title}：{runs}，合计 {got}", "{title}: {runs}, sum {got}"),
    "runs-mean": ("{title}：{runs}，平均 {got}", "{title}: {runs}, mean {got}"),
    "runs-median": ("{title}：{runs}，中位 {got}", "{title}: {runs}, median {got}"),
    "runs-best": ("{title}：{runs}，取最好 {got}", "{title}: {runs}, best {got}"),
    "runs-worst": ("{title}：{runs}，取最差 {got}", "{title}: {runs}, worst {got}"),
    "runs-last": ("{title}：{runs}，取最后一次 {got}", "{title}: {runs}, last {got}"),
    "group-best": ("{title}：只取最好几项，{before} → {after}", "{title}: only the best count, {before} → {after}"),
    "group-limit": ("{title}：合计有限额，{before} → {after}", "{title}: limited together, {before} → {after}"),
    # what acts on a figure
    "effect-zero": ("{title}：{before} 分记为 0", "{title}: {before} becomes 0"),
    "effect-halve": ("{title}：{before} 减半，得 {after}", "{title}: {before} halved to {after}"),
    "effect-keep": ("{title}：{before} 折为 {after}", "{title}: {before} reduced to {after}"),
    "effect-at-most": ("{title}：最高计 {after} 分", "{title}: counts at most {after}"),
    "penalty-counted": ("{title}，共 {count} {unit}", "{title}: {count} {unit}"),
    "adjusted": ("{title}：裁判长调整", "{title}: adjusted by the chief judge"),
    "seconds-added": ("加罚 {added} 秒", "{added} penalty seconds"),
    "time-band": ("用时 {time}", "time {time}"),
    "too-fast": ("用时 {time}，少于最短时间 {least}", "time {time} is below the least time {least}"),
    "watches-apart": ("几块秒表相差 {gap} 秒，超过 {most} 秒", "the watches are {gap} s apart, more than {most} s"),
    # the total
    "total-best": ("只计最好 {best} 个模块，得 {got}", "only the best {best} modules count: {got}"),
    "total-times": ("合计 × {times}", "the sum × {times}"),
    "not-in-round": ("没有进入{title}，却有{title}的记录", "has marks in {title} without being through to it"),
    "carried": ("上一轮带入 {amount}", "{amount} carried from the round before"),
    "ceiling": ("至多 {bound} 分", "at most {bound}"),
    # ties
    "parted": ("总分相同，比{by}（{value}）", "equal totals, parted by {by} ({value})"),
    "not-entered": ("没有登记“{by}”，排在同分者之后", "no {by} entered: stands behind its equals"),
}
