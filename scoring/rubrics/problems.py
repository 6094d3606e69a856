"""What can be wrong in a rubric file, and how it is said in zh and en. Knows neither YAML nor the rules themselves."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

Filling = str | tuple[str, str]  # the same in both languages, or (zh, en)
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem whose place is still a path in the tree, such as ("sections", 0, "title").

    `key`: the field's name is meant, not its value. `first`: where the other one of a pair stands.
    """

    path: Path
    code: str
    values: Mapping[str, Filling] = field(default_factory=dict)
    key: bool = False
    first: Path | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file, at a line and column counted from 1."""

    file: str
    line: int
    column: int
    code: str
    zh: str
    en: str

    def say(self, language: str) -> str:
        """`FILE:LINE:COLUMN: sentence` in "zh" or "en"."""
        sentence = self.zh if language.startswith("zh") else self.en
        return f"{self.file}:{self.line}:{self.column}: {sentence}"


def problem(file: str, line: int, column: int, code: str, values: Mapping[str, Filling] | None = None) -> Problem:
    """Say the problem `code` with its values filled in."""
    zh, en = MESSAGES[code]
    filled = [{name: plain(_side(value, side)) for name, value in (values or {}).items()} for side in (0, 1)]
    return Problem(file, line, column, code, zh.format_map(filled[0]), en.format_map(filled[1]))


def is_warning(code: str) -> bool:
    """Warnings do not keep a rubric from being used: real sheets are sometimes odd."""
    return code in WARNINGS


def plain(text: str) -> str:
    """Text from a file made safe for a message: short, on one line, without control characters or half characters."""
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char for char in text[:600])


def quoted(text: str) -> str:
    """A short excerpt of what the file says."""
    return text if len(text) <= 40 else text[:39] + "…"


def listing(words: list[str]) -> tuple[str, str]:
    """The words of a choice, as (zh, en)."""
    return "、".join(words), ", ".join(words)


def _side(value: Filling, side: int) -> str:
    return value if isinstance(value, str) else value[side]


MESSAGES: dict[str, tuple[str, str]] = {
    # the file
    "not-found": ("找不到评分标准“{name}”{hint}", "there is no rubric “{name}”{hint}"),
    "unreadable": ("文件打不开", "the file cannot be opened"),
    "utf-16": (
        "文件存成了 UTF-16；请另存为 UTF-8",
        "the file is saved as UTF-16; save it as UTF-8",
    ),
    "gb18030": (
        "文件存成了 GB18030（GBK、ANSI）编码；请在“另存为”里选 UTF-8",
        "the file is saved in GB18030 (GBK, “ANSI”); choose UTF-8 under “save as”",
    ),
    "not-utf-8": ("这里不是 UTF-8 文字；请把文件另存为 UTF-8", "this is not UTF-8 text; save the file as UTF-8"),
    "bom": (
        "文件开头有 BOM 标记，已略过；可另存为“UTF-8（无 BOM）”",
        "the file starts with a byte order mark, which was skipped; “UTF-8 without BOM” avoids it",
    ),
    "character": ("不可见的字符 {char}，请删去", "invisible character {char}; delete it"),
    "too-large": ("文件超过 {limit} KiB", "the file is larger than {limit} KiB"),
    "too-deep": ("层次超过 {limit} 层", "nested more than {limit} deep"),
    "too-long-file": ("内容太多（超过 {limit} 个单元）", "too much content (more than {limit} parts)"),
    "empty-file": ("文件是空的", "the file is empty"),
    "two-documents": (
        "一个文件只写一份评分标准；这里又开始了一份（---）",
        "one rubric a file; a second one (---) starts here",
    ),
    # how it is written
    "anchor": (
        "不能用引用（{mark}）：每一处都写全；若是文字，请加引号",
        "references ({mark}) are not allowed: write it out; if it is text, put it in quotes",
    ),
    "tag": (
        "不能用 ! 标签（{mark}）；若是文字，请加引号",
        "tags ({mark}) are not allowed; if it is text, put it in quotes",
    ),
    "tab": ("行首用了制表符（Tab）；缩进只能用空格", "a tab in the indentation; indent with spaces only"),
    "wide-space": ("行首用了全角空格；缩进只能用半角空格", "a wide space in the indentation; indent with plain spaces"),
    "quote": ("引号没有成对", "a quotation mark is not closed"),
    "bracket": (
        "括号没有成对，或其中少了逗号",
        "a bracket is not closed, or a comma is missing inside",
    ),
    "colon-space": ("冒号后面要空一格：“{key}: …”", "put a space after the colon: “{key}: …”"),
    "fullwidth-colon": (
        "“{key}”后面是全角冒号“：”；请用半角冒号加空格“{key}: ”",
        "a full-width colon “：” after “{key}”; write “{key}: ” with a plain colon and a space",
    ),
    "fullwidth-comma": ("括号里要用半角逗号“,”，不是“，”", "inside brackets use a plain comma “,”, not “，”"),
    "colon-in-text": ("文字里有冒号，请给整段文字加引号", "the text contains a colon; put the whole text in quotes"),
    "comma-in-text": (
        "括号里的文字含有逗号，请给整段文字加引号",
        "a text with a comma inside brackets must stand in quotes",
    ),
    "no-colon": ("这里应有冒号和值：“字段: 值”", "a colon and a value are missing here: “field: value”"),
    "indent": ("缩进不齐：同一层的各行要左对齐", "wrong indentation: lines of one level start in the same column"),
    "start-char": ("值不能以“{char}”开头；请加引号", "a value cannot start with “{char}”; put it in quotes"),
    "escape": ("{value} 不是一个字符", "{value} stands for no character"),
    "syntax": (
        "这里的写法不成立；请检查引号、括号和缩进",
        "this cannot be read; check quotes, brackets and indentation",
    ),
    "duplicate-key": (
        "字段“{field}”写了两次，第一次在第 {first} 行",
        "“{field}” is written twice, first in line {first}",
    ),
    "key": ("字段名只能是一个词", "the name of a field is a single word"),
    "empty": ("没有值；请填写，或删去这一行", "no value; fill it in or delete the line"),
    # fields and values
    "missing": ("缺少“{field}”{hint}", "“{field}” is missing{hint}"),
    "unknown-field": ("不认识的字段“{field}”{hint}", "unknown field “{field}”{hint}"),
    "choice": ("“{value}”不在可选之列{hint}", "“{value}” is not one of the choices{hint}"),
    "mapping": ("这里应是几行“字段: 值”", "lines of “field: value” are expected here"),
    "text-pair": ("文字要写两种语言：{{zh: …, en: …}}", "texts are written in two languages: {{zh: …, en: …}}"),
    "list": ("这里应是一个清单，每条以“- ”开头", "a list is expected here, every entry after “- ”"),
    "scalar": ("这里应是一个值或一句话", "a single value or sentence is expected here"),
    "too-long": ("文字超过 {limit} 个字符", "the text is longer than {limit} characters"),
    "too-few": ("至少要有 {limit} 条", "at least {limit} must be listed"),
    "id": (
        "编号“{value}”只能用字母、数字、点和短横线，不超过 32 个",
        "the id “{value}” may only have letters, digits, dots and hyphens, 32 at most",
    ),
    "rubric-id": (
        "“{value}”不是“名称@版本”，例如 table-setting-15min@1",
        "“{value}” is not “name@version”, such as table-setting-15min@1",
    ),
    "number": (
        "“{value}”不是数；写成 1.5 这样，不带单位，最多 6 位小数",
        "“{value}” is not a number; write it like 1.5, without a unit, with at most 6 decimals",
    ),
    "duration": (
        "“{value}”不是时间；写成“分:秒”，如 1:30",
        "“{value}” is not a time; write minutes:seconds, such as 1:30",
    ),
    "percent": ("“{value}”不是百分比；写成 30% 这样", "“{value}” is not a percentage; write it like 30%"),
    "ratio": (
        "“{value}”不是比例；写成 30%、1/3 或 0.5 这样",
        "“{value}” is not a ratio; write it like 30%, 1/3 or 0.5",
    ),
    "reading": (
        "“{value}”不是读数；写成 1.5 或 1:30 这样，不带单位，最多 6 位小数",
        "“{value}” is not a reading; write it like 1.5 or 1:30, without a unit, with at most 6 decimals",
    ),
    "bound": ("“{value}”不是数；写数字或 none", "“{value}” is not a number; write one, or none"),
    "share": (
        "“{value}”不行；写分数或百分比，如 60 或 60%",
        "“{value}” will not do; write points or a percentage, like 60 or 60%",
    ),
    "word-or-number": (
        "“{value}”不行；写数字或 {words}",
        "“{value}” will not do; write a number or {words}",
    ),
    "unit": (
        "没有单位“{value}”{hint}；别的单位写成 {{zh: …, en: …}}",
        "there is no unit “{value}”{hint}; write any other as {{zh: …, en: …}}",
    ),
    "whole": ("“{value}”不是整数", "“{value}” is not a whole number"),
    "loss": (
        "“{value}”不是扣分；写一个不小于 0 的数，或 all（扣完）",
        "“{value}” is not a price; write a number from 0 up, or all",
    ),
    "flag": ("这里只能写 true，或删去这一行", "only true can stand here; or delete the line"),
    "above": ("必须大于 {limit}", "must be more than {limit}"),
    "at-least": ("不能小于 {limit}", "must not be less than {limit}"),
    "at-most": ("不能大于 {limit}", "must not be more than {limit}"),
    "refused": ("这个值不能用", "this value cannot be used"),
    # the rules beyond single fields
    "file-name": (
        "标准编号“{value}”与文件名“{name}”不一致",
        "the rubric is called “{value}” but its file “{name}”",
    ),
    "duplicate-id": (
        "编号“{value}”重复，另一处在第 {first} 行",
        "the id “{value}” is used twice, also in line {first}",
    ),
    "reserved-id": ("“{value}”是保留的词，不能作编号", "“{value}” is a reserved word and cannot be an id"),
    "unknown-reference": ("没有编号为“{value}”的{what}{hint}", "there is no {what} “{value}”{hint}"),
    "no-panel": (
        "细则“{value}”没有裁判组：在细则或所在项目里写 panel",
        "no panel marks item “{value}”: write panel here or in its section",
    ),
    "panel-on-outside": (
        "外来数值不由评委评分，请删去 panel",
        "no seat enters a value from outside; delete panel",
    ),
    "sections-and-modules": (
        "有了 modules，“{field}”就要写在各模块里",
        "with modules, “{field}” belongs inside a module",
    ),
    "no-sections": ("要有 sections 或 modules", "sections or modules must be given"),
    "two-clocks": ("一份标准只能有一个 clock", "a rubric has at most one clock"),
    "one-of": ("只能写其中一种：{fields}", "exactly one of these must be given: {fields}"),
    "not-here": ("“{field}”在这里不起作用（{why}），请删去", "“{field}” has no effect here ({why}); delete it"),
    "needs": ("写了“{field}”就要写“{needed}”", "“{field}” needs “{needed}”"),
    "labels-count": ("labels 有 {labels} 个，处数是 {count}", "{labels} labels for {count} places"),
    "per-divides": ("处数 {count} 不能按每位 {per} 处分完", "{count} places cannot be shared out {per} a seat"),
    "corners": ("bed-corners 图只有 4 处", "the bed-corners drawing has exactly 4 places"),
    "band-edges": ("同一侧的边界只能写一个：{fields}", "one edge a side: {fields}"),
    "band-empty": ("这一段是空的：下界不小于上界", "this band is empty: its lower edge is not below its upper edge"),
    "band-overlap": ("与前一段重叠：{value} 同属两段", "overlaps the band before: {value} belongs to both"),
    "band-gap": (
        "与前一段之间有空隙：{value} 不属任何一段",
        "leaves a gap after the band before: {value} belongs to none",
    ),
    "band-start": ("第一段要从 0 开始", "the first band must start at 0"),
    "band-end": ("最后一段不能有上界", "the last band must have no upper edge"),
    "not-ascending": ("要从小到大排列", "must be in ascending order"),
    "not-descending": ("要从大到小排列", "must be in descending order"),
    "over-points": ("{value} 超过本条的 {points} 分", "{value} is more than the item's {points} points"),
    "step-range": ("{value} 不是 {step} 的整倍数", "{value} is not a whole number of steps of {step}"),
    "outside-range": ("{value} 不在 {least} 到 {most} 之间", "{value} is not between {least} and {most}"),
    "least-range": ("最低分要小于满分", "the least mark must be below the points"),
    "shared-seats": ("共用一张表的裁判组只有 1 个席位", "a panel that shares one sheet has one seat"),
    "least-seats": ("least 不能大于席位数 {seats}", "least cannot be more than the {seats} seats"),
    "drop-from": (
        "from 要大于去掉的 {dropped} 个，否则什么都不剩",
        "from must be more than the {dropped} struck, or nothing is left",
    ),
    "stop-before-limit": ("停止时间要晚于规定时间 {limit}", "the stop must be later than the limit {limit}"),
    "early-and-short": ("early 与 short 不能同时有", "early and short exclude each other"),
    "tie-no-clock": ("没有 clock，不能比用时", "there is no clock, so times cannot be compared"),
    # warnings
    "points-differ": (
        "标题写 {claimed} 分，各条合计 {sum} 分",
        "the header says {claimed} points, the rows add up to {sum}",
    ),
    "weights-sum": ("各模块权重合计 {sum}%，不是 100%", "the weights add up to {sum}%, not 100%"),
    "places-do-not-close": (
        "{count} 处 × {each} = {sum}，与本条 {points} 分不合；扣分以本条分值为限",
        "{count} × {each} = {sum} does not meet the item's {points} points; deductions stop at the points",
    ),
    "full-not-reached": (
        "最多只得 {value} 分，达不到 {points} 分",
        "at most {value} of {points} points can be reached",
    ),
    "price-over-points": (
        "一次扣 {value} 分，多于本条 {points} 分；以本条分值为限",
        "one costs {value}, more than the item's {points} points; deductions stop at the points",
    ),
    "unused-panel": ("没有细则由裁判组“{value}”评分", "no item is marked by panel “{value}”"),
    "never-drops": (
        "只有 {seats} 席，达不到 {from_} 席，不会去掉最高最低分",
        "with {seats} seats, below {from_}, nothing is ever struck",
    ),
    "awards-over": ("各奖比例合计 {sum}%，超过 100%", "the award ratios add up to {sum}%, more than 100%"),
}

WARNINGS = frozenset(
    {
        "bom",
        "points-differ",
        "weights-sum",
        "places-do-not-close",
        "full-not-reached",
        "price-over-points",
        "unused-panel",
        "never-drops",
        "awards-over",
    }
)
