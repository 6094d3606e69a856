"""What is said of the rules beyond single fields: references, sums, orders, contradictions."""

RULES: dict[str, tuple[str, str]] = {
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
    "no-sections": ("要有 sections、modules 或 clock", "sections, modules or a clock must be given"),
    "one-of": ("只能写其中一种：{fields}", "exactly one of these must be given: {fields}"),
    "not-here": ("“{field}”在这里不起作用（{why}），请删去", "“{field}” has no effect here ({why}); delete it"),
    "needs": ("写了“{field}”就要写“{needed}”", "“{field}” needs “{needed}”"),
    "on-or-cap": (
        "写了“at-most”就要写“on”；若是说一共至多扣多少，请写 cap",
        "“at-most” needs “on”; for at most so much off in all, write cap",
    ),
    "reasons-many": ("reasons 至多 {limit} 条，这里有 {count} 条", "at most {limit} reasons; there are {count}"),
    "reason-twice": ("备注用语“{value}”写了两次", "the reason “{value}” is listed twice"),
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
    "band-start": ("第一段要从 {value} 开始", "the first band must start at {value}"),
    "band-open": ("第一段不能有下界", "the first band must have no lower edge"),
    "band-end": ("最后一段不能有上界", "the last band must have no upper edge"),
    "band-short": ("最后一段要到 {value} 为止", "the last band must reach {value}"),
    "not-ascending": ("要从小到大排列", "must be in ascending order"),
    "not-descending": ("要从大到小排列", "must be in descending order"),
    "over-points": ("{value} 超过本条的 {points} 分", "{value} is more than the item's {points} points"),
    "step-range": ("{value} 不是 {step} 的整倍数", "{value} is not a whole number of steps of {step}"),
    "span-steps": (
        "从 {least} 到 {most} 共 {value} 分，不是步长 {step} 的整倍数",
        "from {least} to {most} are {value}, not a whole number of steps of {step}",
    ),
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
    "no-sections-here": ("模块里要有 sections 或 clock", "a module needs sections or a clock"),
    "not-both": ("“{first}”和“{second}”只能写一个", "“{first}” and “{second}” exclude each other"),
    "one-effect": ("后果只能写一种：{fields}", "only one consequence can be given: {fields}"),
    "no-effect": ("没有写会怎样；可写：{fields}", "nothing follows from this; write one of: {fields}"),
    "scope": (
        "到这一步“{value}”已经算完；可写：{choices}",
        "“{value}” has been settled by then; possible here: {choices}",
    ),
    "below": ("必须小于 {limit}", "must be less than {limit}"),
    "item-of-runs": (
        "细则“{value}”在分次进行的项目里，说不清是哪一次；请另写一条或改用项目",
        "item “{value}” is done several times, so nobody can tell which time is meant; name its section instead",
    ),
    "zero-wins": (
        "这里低者为先，记 0 分反而最好；请写 dnf、void 或 dsq",
        "low wins here, so 0 would be the best there is; write dnf, void or dsq",
    ),
    "percent-of-levels": (
        "相差几级只能写级数，如 1，不写百分比",
        "how many levels apart is a number of levels, such as 1, not a percentage",
    ),
    "percent-of-nothing": (
        "这里没有满分，百分数无从算起：请写成分数，如 60",
        "there are no full points here to take a percentage of: write points, such as 60",
    ),
    "least-over": (
        "满分只有 {points} 分，达不到 {value} 分",
        "there are only {points} points, {value} cannot be reached",
    ),
    "price-unused": (
        "这个价用不到（前面已写 {why}），请删去",
        "this price is never used (after {why}); delete it",
    ),
    "limits-crossed": (
        "下限 {floor} 与上限 {ceiling} 颠倒",
        "the lower limit {floor} and the upper limit {ceiling} are the wrong way round",
    ),
    "under-floor": (
        "{value} 低于下限 {floor}；要能更低请写 floor: none",
        "{value} is below the lower limit {floor}; write floor: none to allow it",
    ),
    "no-edges": (
        "没有边界；请写 from、over、to、under 中的一个",
        "no edge is given; write from, over, to or under",
    ),
    "range-misses": (
        "合格的读数都在 range 之外",
        "every reading that is allowed lies outside this range",
    ),
    "band-hidden": ("前面的一段已把这一段全包括，用不到", "a band before holds all of this one, so it is never used"),
    "band-unreachable": ("数值到不了这一段", "no figure can lie in this band"),
    "level-points": ("points 要么每档都写，要么都不写", "either all levels have points or none has"),
    "not-an-element": (
        "“{value}”不是同一项目里 kind: element 的细则",
        "“{value}” is no item of kind: element in the same section",
    ),
    "grades-unused": (
        "没有 of: {value} 的 graded 细则，grades 用不到，请删去",
        "no graded item has of: {value}, so these grades are never used; delete them",
    ),
    "no-grades": ("“{value}”没有 grades，无法评级", "“{value}” has no grades, so it cannot be graded"),
    "ladder-floor": ("要小于第一名的 {first} 分", "must be less than the {first} points of the first place"),
    "absent-last": (
        "score: best 没有名次，请写分数",
        "with score: best there are no places; write the points",
    ),
    "drops-nothing": ("high 与 low 都是 0，什么也不去掉", "high and low are 0, so nothing is struck"),
    "drops-all": (
        "只有 {count} 次时全部去掉，什么都不剩；要小于 from",
        "of {count} runs nothing would be left; it must be less than from",
    ),
    "fastest-late": ("最短时间要早于 {limit}", "the shortest time must be below {limit}"),
    "adjusts-nothing": ("up 与 down 都是 0，什么也不能调整", "up and down are 0, so nothing can be adjusted"),
    "tie-decimals": (
        "总分已有 {decimals} 位小数，要写更多位才分得开",
        "totals have {decimals} decimals already; only more of them can part anybody",
    ),
    "tie-twice": ("前面已比过，不会再分出高下", "compared before, so it parts nobody"),
    "tie-untrimmed": (
        "这个裁判组不去掉最高最低分；请写 by: panel",
        "this panel strikes nothing; write by: panel",
    ),
    "tie-one-sheet": (
        "这个裁判组共用一张表，没有各评委的名次",
        "this panel shares one sheet, so there are no single judges to count",
    ),
    "unknown-setting": (
        "settings 里没有“{value}”{hint}",
        "there is no setting “{value}”{hint}",
    ),
}
