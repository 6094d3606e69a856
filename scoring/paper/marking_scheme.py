"""A WorldSkills marking scheme (XLSX) becomes the draft of a rubric file; what is wrong is named by sheet, row, column.

A measured aspect becomes a row that is met or not, or a measured one where its requirement names size and tolerance.
A judged aspect becomes a row with the levels 0 to 3, which lie evenly: level ÷ 3 of the points, exactly. The sheet has
one language, so both titles are the same; the draft says so at its top. What stands in cells is read, nothing is run.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from scoring.paper.marking_cells import Column, Line, SheetProblem, lines_of, mark_of, problem
from scoring.rubrics.values import UNITS, parse_number
from scoring.rubrics.written import Tree
from scoring.rubrics.written import field as written

LEVELS = ("0", "1", "2", "3")
USUAL = {
    "0": ("低于行业标准", "Below industry standard"),
    "1": ("达到行业标准", "Meets industry standard"),
    "2": ("达到行业标准，并在某些方面超出", "Meets industry standard and exceeds it in some respects"),
    "3": ("全面超出行业标准", "Wholly exceeds industry standard"),
}
SIGNS = {"°": "deg", "℃": "celsius", "°c": "celsius", "%": "percent", "厘米": "cm", "毫米": "mm", "米": "m", "克": "g"}
TOLERANCE = re.compile(r"(-?\d+(?:\.\d+)?)\s*([^\s\d±+]*)\s*(?:±|\+\s*/\s*-)\s*(\d+(?:\.\d+)?)\s*([^\s\d,;，；。]*)")
LONGEST = 600  # characters of a text in a rubric
ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,25}")
HEAD = """# 由世界技能大赛评分表导入的草稿。原表只有一种语言，中英文暂且相同：
# 请逐条补上另一种语言，再检查分值与评委席数。
# A draft made of a WorldSkills marking scheme. The sheet has one language, so both titles are the same for now:
# write the other language, then check the points and the number of seats.
"""
APART = """# 评委之间相差超过一个等级须商议；各条分值不同，这里取分值最大一条的一个等级。
# Judges more than one level apart must discuss; the rows differ in points, so this is one level of the largest row.
"""


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a marking scheme became: the text of a rubric file, or the problems that keep it from being one.

    `remarks` are what was filled in or left out; `aspects` is how many rows it has.
    """

    text: str | None
    problems: tuple[SheetProblem, ...]
    remarks: tuple[SheetProblem, ...]
    aspects: int


@dataclass(slots=True)
class Aspect:
    """One line to be marked, with the levels that followed it."""

    line: Line
    judged: bool
    title: str
    points: Decimal
    levels: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class SubCriterion:
    """A group of aspects, called by the sheet's own letter and number."""

    id: str
    title: str
    day: str
    aspects: list[Aspect] = field(default_factory=list)


def read_scheme(content: bytes, rubric: str, title: str) -> Scheme:
    """Read a workbook as the draft of the rubric `rubric` (id@version) called `title`. Never raises for its content."""
    lines, problems = lines_of(content)
    remarks: list[SheetProblem] = []
    groups = _groups(lines, problems, remarks) if not problems else []
    aspects = [aspect for group in groups for aspect in group.aspects]
    if not problems and not aspects:
        problems.append(problem("no-aspects"))
    order = lambda problem: (problem.sheet, problem.row, problem.column)  # noqa: E731
    text = None if problems else _draft(groups, rubric, title)
    return Scheme(text, tuple(sorted(problems, key=order)), tuple(sorted(remarks, key=order)), len(aspects))


def _groups(lines: list[Line], problems: list[SheetProblem], remarks: list[SheetProblem]) -> list[SubCriterion]:
    """The sub criteria with their aspects, in the order of the sheets."""
    groups: list[SubCriterion] = []
    open_: Aspect | None = None
    for line in lines:
        if key := line.text(Column.ID):
            problems += _wrong_id(line, key, [group.id for group in groups])
            groups.append(SubCriterion(key, line.text(Column.NAME) or key, line.text(Column.DAY)))
        kind = line.text(Column.TYPE).upper()[:1]
        if kind:
            if not groups:
                problems.append(line.problem(Column.TYPE, "no-group"))
                continue
            _levels_complete(open_, problems, remarks)
            open_ = _aspect(line, kind, problems)
            if open_:
                groups[-1].aspects.append(open_)
        elif level := line.text(Column.SCORE):
            _level(open_, line, level, problems)
    _levels_complete(open_, problems, remarks)
    return [group for group in groups if group.aspects]


def _wrong_id(line: Line, key: str, known: list[str]) -> Iterator[SheetProblem]:
    if not ID.fullmatch(key):
        yield line.problem(Column.ID, "id", value=key)
    elif key in known:
        yield line.problem(Column.ID, "id-twice", value=key)


def _aspect(line: Line, kind: str, problems: list[SheetProblem]) -> Aspect | None:
    if kind not in ("M", "J"):
        problems.append(line.problem(Column.TYPE, "type", value=line.text(Column.TYPE)))
        return None
    title, points = line.text(Column.ASPECT), mark_of(line.values.get(Column.MARK))
    if not title:
        problems.append(line.problem(Column.ASPECT, "no-title"))
    elif len(title) > LONGEST:
        problems.append(line.problem(Column.ASPECT, "too-long", most=LONGEST))
    if points is None or points <= 0:
        was = line.text(Column.MARK)
        problems.append(line.problem(Column.MARK, "mark" if was else "no-mark", value=was))
    return Aspect(line, kind == "J", title, points or Decimal(0))


def _level(aspect: Aspect | None, line: Line, level: str, problems: list[SheetProblem]) -> None:
    if aspect is None or not aspect.judged:
        problems.append(line.problem(Column.SCORE, "level-alone"))
    elif level not in LEVELS or level in aspect.levels:
        problems.append(line.problem(Column.SCORE, "level", value=level))
    else:
        aspect.levels[level] = (line.text(Column.EXTRA) or line.text(Column.ASPECT))[:LONGEST]


def _levels_complete(aspect: Aspect | None, problems: list[SheetProblem], remarks: list[SheetProblem]) -> None:
    """A judged aspect has four levels; with none at all the usual words stand for them."""
    if aspect is None or not aspect.judged:
        return
    missing = [level for level in LEVELS if level not in aspect.levels]
    if 0 < len(missing) < len(LEVELS):
        problems.append(aspect.line.problem(Column.SCORE, "levels-missing", levels=", ".join(missing)))
    elif missing or not all(aspect.levels.values()):
        remarks.append(aspect.line.problem(Column.SCORE, "usual-words"))


def _draft(groups: list[SubCriterion], rubric: str, title: str) -> str:
    """The file: panels that are needed, sub criteria as sections, the day of marking as a remark."""
    aspects = [aspect for group in groups for aspect in group.aspects]
    judged = [aspect.points for aspect in aspects if aspect.judged]
    head: dict[str, Tree] = {"rubric": rubric, "title": _both(title)}
    head["points"] = _text(sum((aspect.points for aspect in aspects), start=Decimal(0)))
    text = HEAD + "".join(f"{line}\n" for name, part in head.items() for line in written(name, part, 0))
    panels: list[Tree] = []
    if len(judged) < len(aspects):
        panels.append({"id": "measurement", "title": _pair("测量组", "Measurement"), "combine": "shared"})
    if judged:
        panels.append(_judges(judged))
    text += (APART if len(set(judged)) > 1 else "") + "\n".join(written("panels", panels, 0)) + "\nsections:\n"
    for group in groups:
        text += f"  # 评分日 / day of marking: {' '.join(group.day.split())[:40]}\n" if group.day else ""
        text += "\n".join(written("sections", [_section(group)], 0)[1:]) + "\n"
    return text


def _judges(points: list[Decimal]) -> Tree:
    """Three judges, item by item; more than one level apart they must discuss."""
    level = (max(points) / 3).quantize(Decimal("0.000001"), ROUND_CEILING)
    return {
        "id": "judgement",
        "title": _pair("评判组", "Judgement"),
        "combine": "mean",
        "over": "item",
        "spread": {"most": _text(level), "over": "item", "then": "discuss"},
        "seats": "3",
    }


def _section(group: SubCriterion) -> Tree:
    judged = {aspect.judged for aspect in group.aspects}
    panel = "measurement" if False in judged else "judgement"
    items = [_item(aspect, f"{group.id}.{number}", panel) for number, aspect in enumerate(group.aspects, start=1)]
    return {"id": group.id, "title": _both(group.title[:LONGEST]), "panel": panel, "items": items}


def _item(aspect: Aspect, key: str, panel: str) -> Tree:
    own = "judgement" if aspect.judged else "measurement"
    item: dict[str, Tree] = {"id": key, "title": _both(aspect.title), "points": _text(aspect.points)}
    if own != panel:
        item["panel"] = own
    requirement = aspect.line.text(Column.REQUIREMENT)
    extra = aspect.line.text(Column.EXTRA)
    if aspect.judged:
        item |= {"kind": "levels", "levels": [_level_of(level, aspect.levels.get(level, "")) for level in LEVELS]}
        said = extra
    else:
        item |= measured(requirement, item["points"]) or {"kind": "checked"}
        said = " · ".join(part for part in (extra, requirement) if part)
    if said:
        item["help"] = _both(" ".join(said.split())[:LONGEST])
    return item


def measured(requirement: str, points: Tree) -> dict[str, Tree] | None:
    """A size with its tolerance in a known unit, such as `150 ± 2 mm`; None where the requirement names none."""
    found = TOLERANCE.search(requirement)
    if found is None or parse_number(found[1]) is None or parse_number(found[3]) is None:
        return None
    for word in (found[4], found[2]):
        unit = SIGNS.get(word.lower(), word.lower())
        if unit in UNITS and unit != "time":
            return {"kind": "measured", "unit": unit, "nominal": found[1], "tolerance": found[3], "each": points}
    return None


def _level_of(level: str, text: str) -> Tree:
    return {"id": level, "title": _both(text) if text else _pair(*USUAL[level])}


def _both(text: str) -> Mapping[str, Tree]:
    return _pair(text, text)


def _pair(zh: str, en: str) -> Mapping[str, Tree]:
    return {"zh": zh, "en": en}


def _text(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
