"""What is said of single fields and their values."""

FIELDS: dict[str, tuple[str, str]] = {
    "missing": ("缺少“{field}”{hint}", "“{field}” is missing{hint}"),
    "unknown-field": ("不认识的字段“{field}”{hint}", "unknown field “{field}”{hint}"),
    "not-in-language": (
        "这种语言里没有“{field}”；见手册“出错提示”页的“这种语言不管的事”",
        "“{field}” is not in the language; see “Not in the language” on the page “Errors” of the manual",
    ),
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
        "“{value}”不是时间；写成“分:秒”，如 1:30（5 秒写 0:05，4 小时写 240:00）",
        "“{value}” is not a time; write minutes:seconds, such as 1:30 (0:05 for five seconds, 240:00 for four hours)",
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
    "one-side": (
        "不能小于 0；两个界限都在标准值同一侧时，改写 window: {{from: …, to: …}}",
        "must not be less than 0; where both limits lie on one side of the nominal, write window: {{from: …, to: …}}",
    ),
    "tolerance": (
        "“{value}”不是允许误差；写一个数，如 0.02，上下不同就写 {{below: 0.01, above: 0.02}}",
        "“{value}” is no tolerance; write a number, such as 0.02, or {{below: 0.01, above: 0.02}}",
    ),
    "one-link": (
        "这里应是一个值；要依次比较几个，每个各写一行",
        "a single value is expected here; to compare several in turn, write one line per link",
    ),
    "flag": ("这里只能写 true，或删去这一行", "only true can stand here; or delete the line"),
    "above": ("必须大于 {limit}", "must be more than {limit}"),
    "at-least": ("不能小于 {limit}", "must not be less than {limit}"),
    "at-most": ("不能大于 {limit}", "must not be more than {limit}"),
    "refused": ("这个值不能用", "this value cannot be used"),
}
