"""The worked examples of tests/cases: what was calculated by hand comes out, exactly."""

import re
from itertools import product
from pathlib import Path

import pytest

from scoring.engine.tabulate import tabulate
from scoring.engine.values import clearable
from scoring.rubrics import reader

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*/*.csv"))
RANGE = re.compile(r"(\d+)-(\d+)")
SPREAD = ("contestant", "seat", "place", "attempt")  # columns whose cells may stand for several lines


def written_out(rubric, lines):
    """The marks of a case without its shorthands, as its README explains them."""
    head, *rows = [line.strip() for line in lines if not line.startswith("#")]
    columns = head.split(",")
    facts = [fact for row in rows for fact in spread(dict(zip(columns, row.split(","), strict=True)))]
    said = {(*whose(fact), run_item(rubric, fact)) for fact in facts}
    plain = []
    for fact in facts:
        if fact["item"].startswith("*"):
            open_items = (each for each in items_of(rubric, fact) if (*whose(fact), each.id) not in said)
            filled = {"place": "", "attempt": "", "value": "clear"}
            plain += [{**fact, **filled, "item": each.id} for each in open_items if clearable(each)]
        elif fact["value"] != "untouched":
            plain.append(fact)
    return "\n".join([head, *(",".join(fact[column] for column in columns) for fact in plain)])


def spread(row):
    """A line for each contestant, seat, place and attempt that a line stands for."""
    several = [each(row[column]) if column in row else [""] for column in SPREAD]
    for cells in product(*several):
        yield {**row, **{column: cell for column, cell in zip(SPREAD, cells, strict=True) if column in row}}


def each(cell):
    found = RANGE.fullmatch(cell)
    return [str(number) for number in range(int(found[1]), int(found[2]) + 1)] if found else cell.split("|")


def whose(fact):
    return fact["contestant"], fact["seat"], fact.get("round", "")


def run_item(rubric, fact):
    """The item with its run: `distance` of attempt 2 is `distance#2`."""
    run = f"{fact['item']}#{fact.get('attempt') or 1}"
    return run if run in rubric.items else fact["item"]


def items_of(rubric, fact):
    """What `*panel` stands for: every item of the panel, of the round and the attempt where these are given."""
    own = rubric.for_round(fact["round"]) if fact.get("round") else rubric
    items = own.items_of(fact["item"][1:])
    return [item for item in items if not fact.get("attempt") or item.id.endswith(f"#{fact['attempt']}")]


def promised(lines, sign):
    """What a case promises, a list of words a line."""
    return [line.removeprefix(sign).split() for line in lines if line.startswith(sign)]


def shown(row):
    """What may be promised of a row beside its first figures."""
    words = {name: (row[name] or {}).get("zh", "-") for name in ("award", "grade") if name in row}
    codes = {name: ",".join(reason["code"] for reason in row[name]) for name in ("why", "flags") if name in row}
    return {**words, **codes, **row.get("parts", {})}


def agrees(row, name, words):
    """Whether a row has the rank, name, total and figures that were promised; a status only contestants have."""
    rank, own, total, *more = words
    status = [more.pop(0)] if "status" in row else []
    assert [str(row["rank"] or "-"), row[name], row["total"] or "-"] == [rank, own, total]
    assert [row["status"]] == status if status else True
    assert row["tied"] == ("tied" in more), own
    figures = dict(word.split("=", 1) for word in more if "=" in word)
    assert {name: shown(row).get(name) for name in figures} == figures, own


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_the_figures_calculated_by_hand_come_out(case):
    lines = case.read_text(encoding="utf-8").splitlines()
    file = reader.shipped()[case.parent.name]
    rubric = reader.load(case.parent.name).rubric
    made = tabulate(rubric, file.read_bytes(), written_out(rubric, lines), case.name)
    assert made.problems == ()
    for row, words in zip(made.document["standings"], promised(lines, "#="), strict=True):
        agrees(row, "contestant", words)
    teams = promised(lines, "#team=")
    for row, words in zip(made.document["teams"] if teams else (), teams, strict=True):
        agrees(row, "team", words)


def test_every_shipped_rubric_has_its_cases():
    for rubric in reader.shipped():
        assert len([case for case in CASES if case.parent.name == rubric]) >= 6, rubric


def test_shorthands_stand_for_several_lines():
    rubric = reader.load("bed-making-3min@1").rubric
    first = next(iter(rubric.items_of(rubric.panels[0].id)))
    panel = rubric.panels[0].id
    head = "contestant,seat,item,place,value,team"
    lines = ["# a comment", head, f"A|B,M,{first.id},,untouched,U", f"A,M,*{panel},,,U"]
    text = written_out(rubric, lines).splitlines()
    assert text[0] == "contestant,seat,item,place,value,team"
    assert len(text) == sum(clearable(item) for item in rubric.items_of(panel)) - clearable(first) + 1
    assert text[1].startswith("A,M,") and text[1].endswith(",clear,U")
    assert [row["place"] for row in spread({"contestant": "A", "seat": "J", "place": "2-4"})] == ["2", "3", "4"]
    assert [row["place"] for row in spread({"contestant": "A", "seat": "J", "place": "no-pulse"})] == ["no-pulse"]
