"""Equals who are parted by a value that somebody forgot to enter: who has one is ahead, and nothing is silent."""

from scoring.engine.result import result_of
from scoring.engine.standings import standings
from tests.engine.making import facts, mark, rubric, title
from tests.engine.test_ties import judged

AGES = [{"id": "age", "title": {"zh": "年龄", "en": "age"}}, {"id": "lot", "title": title("lot")}]
BY_AGE = {"by": "value", "of": "age", "wins": "high"}
BY_LOT = {"by": "value", "of": "lot", "wins": "low"}


def aged(chain, *people, **more):
    """The rows of equals from "A30" (the age) or "A-2" (no age, lot 2)."""
    of = rubric(judged("1"), values=AGES, ties=chain, **more)
    given = []
    for name, age, lot in ((each[0], *each[1:].partition("-")[::2]) for each in people):
        outside = {key: value for key, value in (("age", age), ("lot", lot)) if value}
        given.append(result_of(of, facts(name, mark("1", "5"), outside=outside)))
    return standings(of, given).rows


def flagged(rows):
    return [(row.rank, row.contestant, [flag.say("en") for flag in row.flags]) for row in rows]


def test_a_value_that_was_forgotten_stands_behind_and_is_flagged():
    told = "no age entered: stands behind its equals"
    rows = aged([BY_AGE], "A30", "B", "C41")
    assert flagged(rows) == [(1, "C", []), (2, "A", []), (3, "B", [told])]
    assert rows[2].flags[0].say("zh") == "没有登记“年龄”，排在同分者之后"
    assert [row.parted_by.say("en") for row in rows] == [
        "equal totals, parted by age (41)",
        "equal totals, parted by age (30)",
        told,
    ]


def test_who_has_no_value_goes_on_to_the_next_link_and_stays_flagged():
    told = "no age entered: stands behind its equals"
    rows = aged([BY_AGE, BY_LOT], "A30", "B-2", "C-1", "D")
    assert flagged(rows) == [
        (1, "A", []),
        (2, "C", [told]),
        (3, "B", [told]),
        (4, "D", [told, "no lot entered: stands behind its equals"]),
    ]
    assert rows[1].parted_by.say("en") == "equal totals, parted by lot (1)"


def test_where_nobody_has_a_value_nobody_is_parted_or_flagged():
    assert flagged(aged([BY_AGE], "A", "B")) == [(1, "A", []), (1, "B", [])]
    assert flagged(aged([BY_AGE], "A")) == [(1, "A", [])]
    assert flagged(aged([BY_AGE], "A40", "B", ranking={"first": "1"}))[1][2] != []


# panels
