"""The competition that the demo shows: every name in it says that it is invented. Knows no database and no network."""

from dataclasses import dataclass

TITLE = ("示例市职工职业技能竞赛（演示）", "Sample City Skills Competition (demo)")
VENUE = "示例会议中心一层宴会厅"

UNITS = (
    "示例大酒店",
    "样本国际酒店有限公司",
    "示例市演示新区样本国际会议中心大酒店餐饮服务分公司",
    "演示机场大酒店",
    "样本商务酒店集团演示分店",
    "示例江畔酒店",
    "演示会展中心酒店",
    "样本湖宾馆",
    "示例铁路招待所",
    "演示疗养院后勤服务中心",
    "样本古城客栈联合工会代表队",
    "示例温泉度假村",
)
LONG_NAMES = {7: "示例阿依娜·样本古丽·演示汗木", 23: "演示·欧阳样本", 61: "示例次仁旺堆"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One event: its address, rubric, how many take part, how many of them are done when the demo begins."""

    slug: str
    rubric: str
    short: str  # its word in the names of its judges
    release: str
    stations: int
    entries: int
    done: int
    first: int  # the first entry number


EVENTS = (
    Sample("table", "table-setting-15min@1", "摆台", "signed", 6, 30, 16, 1),
    Sample("bed", "bed-making-3min@1", "铺床", "signed", 3, 24, 13, 101),
    Sample("livestream", "livestream-sales@1", "直播", "signed", 4, 79, 61, 201),
)

CHIEF = "示例裁判长"
ORGANISER = "示例组织者"


def floor_name(sample: Sample) -> str:
    return f"示例计时员（{sample.short}）"


def judge_name(sample: Sample, panel: str, count: int) -> str:
    """Groups are one person with one tablet; judges are numbered."""
    group = {"measuring": "测量组", "recorder": "记录组"}.get(panel)
    return f"示例{sample.short}{group}" if group else f"示例{sample.short}评委 {count}"


def contestants(sample: Sample) -> list[dict[str, object]]:
    """Rows as record.add_contestants takes them, heat by heat."""
    return [
        {
            "number": f"{sample.first + n:03}",
            "name": LONG_NAMES.get(n + 1, f"选手{n + 1:02}"),
            "unit_name": UNITS[(n * 5 + sample.first) % len(UNITS)],
            "heat_no": n // sample.stations + 1,
            "station_no": n % sample.stations + 1,
        }
        for n in range(sample.entries)
    ]
