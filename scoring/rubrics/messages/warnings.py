"""What is only odd: it is told, and the rubric can be used all the same, since real sheets are sometimes odd."""

ODD: dict[str, tuple[str, str]] = {
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
    "never-acts": ("“{field}”不会起作用：{why}", "“{field}” never acts: {why}"),
    "costs-nothing": ("价格是 0，不起作用", "the price is 0, so it does nothing"),
    "cap-under-price": (
        "一次就是 {value}，超过封顶的 {cap}；总共只算 {cap}",
        "a single one is {value}, above the cap of {cap}; no more than {cap} ever counts",
    ),
    "brings-nothing": ("本条 0 分，不加也不减", "an item of 0 points that gives and takes nothing"),
    "adds-nothing": (
        "本项目没有 role: add 的细则，得分总是 0",
        "no item here has role: add, so the section is always 0",
    ),
    "levels-order": (
        "各档的分值忽高忽低；请从低到高排列",
        "the points go up and down; list the levels in order",
    ),
    "after-stop": ("{stop} 就停止，到不了这一段", "work stops at {stop}, before this band"),
    "unused-setting": (
        "没有一处写着 ${value}，这个数不起作用",
        "nothing says ${value}, so this setting does nothing",
    ),
    "unused-value": (
        "同分规则和细则都没有用到“{value}”",
        "neither ties nor items use “{value}”",
    ),
    "module-in-no-round": ("没有一轮包括模块“{value}”", "no round has the module “{value}”"),
    "faults-better": (
        "低者胜，本条从 {points} 分往下扣，扣得越多名次越好；请写 points: 0，所扣的就会加上去",
        "the lower figure wins, so whoever loses more of these {points} points is better off; "
        "write points: 0, and what is lost is added",
    ),
    "tie-rounded-before": (
        "前面的取整（{stage}）留下的小数不比总分多，未取整的总分与总分一样，分不出先后",
        "rounding at {stage} leaves no more decimals than totals have, so the exact total parts nobody",
    ),
    "longer-wins": (
        "以用时计分，却是时间长的胜；通常要写 {remedy}",
        "the time is the score, and the longer one wins; usually this wants {remedy}",
    ),
}
