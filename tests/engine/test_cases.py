"""The worked examples of tests/cases: what was calculated by hand comes out, exactly."""

from itertools import product
from pathlib import Path

import pytest

from scoring.engine.tabulate import tabulate
from scoring.engine.values import clearable
from scoring.rubrics import reader

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*/*.csv"))


def written_out(rubric, lines):
    """The marks of a case without its shorthands, as its README explains them."""
    head, *rows = [line.strip() for line in lines if not line.startswith("#")]
    facts = [
        [contestant, seat, item, place, value]
        for row in rows
        for contestants, seats, item, places, value in [row.split(",")]
        for contestant, seat, place in product(contestants.split("|"), seats.split("|"), each_place(places))
    ]
    said = {(contestant, seat, item) for contestant, seat, item, _, _ in facts}
    plain = []
    for contestant, seat, item, place, value in facts:
        if item.startswith("*"):
            open_items = (each for each in rubric.items_of(item[1:]) if (contestant, seat, each.id) not in said)
            plain += [[contestant, seat, each.id, "", "clear"] for each in open_items if clearable(each)]
        elif value != "untouched":
            plain.append([contestant, seat, item, place, value])
    return "\n".join([head, *(",".join(fact) for fact in plain)])


def each_place(places):
    first, _, last = places.partition("-")
    return [str(number) for number in range(int(first), int(last) + 1)] if last else [places]


def expected(lines):
    """The rows a case promises: (rank, contestant, total, status, tied, other figures)."""
    rows = []
    for line in lines:
        if line.startswith("#="):
            rank, contestant, total, status, *more = line[2:].split()
            figures = dict(word.split("=") for word in more if "=" in word)
            rows.append((rank, contestant, total, status, "tied" in more, figures))
    return rows


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_the_figures_calculated_by_hand_come_out(case):
    lines = case.read_text(encoding="utf-8").splitlines()
    rubric = reader.load(case.parent.name).rubric
    found = tabulate(rubric, "digest", written_out(rubric, lines), case.name)
    assert found.problems == ()
    rows = found.document["standings"]
    promised = expected(lines)
    assert len(promised) == len(rows)
    for row, (rank, contestant, total, status, tied, figures) in zip(rows, promised, strict=True):
        assert (str(row["rank"] or "-"), row["contestant"], row["total"] or "-", row["status"], row["tied"]) == (
            rank, contestant, total, status, tied,
        )  # fmt: skip
        shown = {**row["parts"], "why": ",".join(reason["code"] for reason in row["why"])}
        assert {name: shown[name] for name in figures} == figures


def test_every_shipped_rubric_has_its_cases():
    for rubric in reader.shipped():
        assert len([case for case in CASES if case.parent.name == rubric]) >= 6, rubric
