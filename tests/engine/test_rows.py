"""What a row of the table says: parts, awards, grades, what is provisional."""

from decimal import Decimal

from scoring.engine.result import result_of
from scoring.engine.standings import natural, standings
from scoring.rubrics.language import Rubric
from tests.engine.making import facts, mark, module, plain_item, rubric, section, title
from tests.engine.test_standings import ITEMS, marked, ranks, table

# the row


def test_the_order_of_arrival_does_not_matter():
    people = ("A", "1", "0", 50, 0), ("B", "1", "0", 60, 0), ("C", "0", "0", 60, 1)
    assert ranks(table(*people)[0]) == ranks(table(*people[::-1])[0])


def test_parts_are_rounded_like_totals():
    found, _ = table(("A", "1", "2", 60, 2))
    assert found.rows[0].parts == {
        "main": "17.00", "section:s": "18.998", "p": "19.00", "time:main": "60.00",
        "penalties": "-2.00", "clock": "0.00",
    }  # fmt: skip


def test_weighted_modules_have_two_parts_and_a_panel_adds_up():
    modules = [
        module("one", plain_item("judged", "10", "1", step="1"), weight="30%"),
        module("two", plain_item("judged", "10", "2", step="1"), weight="70%", penalties=[
            {"id": "named", "title": title("named"), "zero": "module"}]),
    ]  # fmt: skip
    of = rubric(modules=modules)
    found = standings(of, [result_of(of, facts("A", mark("1", "5"), mark("2", "8"), penalties={"named": 1}))])
    assert found.rows[0].parts == {
        "one": "5.00", "one.weighted": "1.50", "p": "13.00", "two": "0.00", "two.weighted": "0.00",
        "section:s-one": "5.00", "section:s-two": "8.00", "penalties": "-8.00", "clock": "0.00",
    }  # fmt: skip
    assert found.rows[0].total == Decimal("1.50")


def test_a_panel_that_marks_what_multiplies_has_no_figure_of_its_own():
    dive = [plain_item("judged", "10", "mark", step="1"), plain_item("judged", "3", "times", step="1", role="factor")]
    plain = section("style", plain_item("judged", "10", "style", step="1", panel="q"))
    panels = [{"id": name, "title": title(name), "combine": "shared"} for name in "pq"]
    entry = plain_item("judged", "10", "entry", step="1")
    of = rubric(sections=[section("dive", *dive), section("entry", entry), plain], panels=panels)
    marks = [mark(item, value) for item, value in (("mark", "5"), ("times", "2"), ("entry", "4"), ("style", "6"))]
    given = facts("A", *marks)
    given.seats["q"] = ("A",)
    (row,) = standings(of, [result_of(of, given)]).rows
    assert row.total == 20
    assert {name: row.parts.get(name) for name in ("p", "q", "section:dive", "section:entry")} == {
        "p": None, "q": "6.00", "section:dive": "10.00", "section:entry": "4.00",
    }  # fmt: skip


def test_a_module_that_nobody_entered_has_no_figures():
    panels = [{"id": name, "title": title(name), "combine": "shared"} for name in "pq"]
    lost = plain_item("checked", "10", "2")
    modules = [
        module("one", plain_item("judged", "10", "1", step="1")),
        {**module("two", {**lost, "panel": "q"}, weight="50%", optional=True, clock={"limit": "1:00"})},
    ]
    of = rubric(modules=modules, panels=panels)
    one, both = facts("A", mark("1", "5")), facts("B", mark("1", "5"), mark("2", "no"))
    one.seats["q"] = both.seats["q"] = ("A",)
    both.time["two"] = Decimal(30)
    rows = standings(of, [result_of(of, each) for each in (one, both)]).rows
    assert [str(row.total) for row in rows] == ["5.00", "5.00"]
    assert list(rows[0].parts) == ["one", "p", "penalties", "clock", "section:s-one"]
    assert [rows[1].parts[name] for name in ("two", "two.weighted", "q", "section:s-two", "time:two")] == [
        "0.00", "0.00", "0.00", "0.00", "30.00",
    ]  # fmt: skip


def test_the_field_is_provisional_until_everybody_is_complete():
    of = rubric(plain_item("outside", "10", "1", score="best"))
    done = [result_of(of, facts(name, seats=(), outside={"1": value})) for name, value in (("A", "30"), ("B", "10"))]
    early = standings(of, [*done, result_of(of, facts("C", seats=()))])
    assert [row.provisional for row in early.rows] == [True] * 3
    final = standings(of, [*done, result_of(of, facts("C", seats=(), status="dns"))])
    assert [(row.total, row.provisional) for row in final.rows] == [
        (10, False),
        (Decimal("3.33"), False),
        (None, False),
    ]


def test_awards_and_eligibility_stand_in_the_rows():
    people = ("A", "90", {"eligible": False}), ("B", "80", {}), ("C", "70", {}), ("D", "95", {"status": "ooc"})
    awards = [{"title": title("first"), "ratio": "33%"}, {"title": title("second"), "count": "1"}]
    found = marked(*people, awards=awards)
    assert [(row.rank, row.contestant, row.eligible, row.award and row.award.zh) for row in found.rows] == [
        (1, "A", False, None), (2, "B", True, "first"), (3, "C", True, "second"), (None, "D", True, None),
    ]  # fmt: skip


def test_every_group_has_its_own_awards():
    people = [(name, value, {"groups": {"group": name[0]}}) for name, value in (("A1", "5"), ("A2", "7"), ("B1", "1"))]
    found = marked(*people, ranking={"within": "group"}, awards=[{"title": title("first"), "count": "1"}])
    assert [(row.contestant, row.award and row.award.en) for row in found.rows] == [
        ("A2", "first"), ("A1", None), ("B1", "first"),
    ]  # fmt: skip


def test_a_total_has_its_grade_whatever_the_rank():
    grades = [{"title": title("good"), "from": "60"}, {"title": title("poor"), "under": "60"}]
    people = [
        ("A", "60", {}), ("B", "59.994", {}), ("C", "59.995", {}), ("D", "70", {"status": "ooc"}),
        ("E", "70", {"status": "fail"}), ("F", "", {}),
    ]  # fmt: skip
    found = marked(*people, grades=grades)
    assert {row.contestant: row.grade and row.grade.en for row in found.rows} == {
        "A": "good", "B": "poor", "C": "good", "D": "good", "E": None, "F": None,
    }  # fmt: skip


def test_natural_order():
    assert sorted(["A10", "a", "A2", "10", "9"], key=natural) == ["9", "10", "A2", "A10", "a"]


def test_nobody():
    assert standings(rubric(*ITEMS), []).rows == ()
    assert isinstance(table()[1], Rubric)
