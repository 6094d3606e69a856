"""Every link of the tie chain: what it compares, which way, and in which words."""

from fractions import Fraction as F

import pytest

from scoring.engine.result import result_of
from scoring.engine.standings import standings
from scoring.engine.ties import figures_of, merit, part, part_results, title_of, written
from scoring.rubrics.rules import Tie
from tests.engine.making import facts, mark, module, plain_item, rubric, section, title, words


def link(by, wins="high", **more):
    return Tie.model_validate(words({"by": by, "wins": wins, **more}))


def parted(of, *people):
    """Who stands where after the chain: [(names, sentence of the first of them or None)]."""
    groups = part_results(of, [result_of(of, each) for each in people])
    return [("".join(names), why[names[0]][-1].say("en") if why else None) for names, why in groups]


def compared(rules, by, /, *people, **more):
    """The figures of a link by contestant."""
    tie = link(by, **{name: value for name, value in more.items() if value is not None})
    found = figures_of(rules, tie, [result_of(rules, each) for each in people])
    return {name: [*figures] for name, figures in found.items()}


def judged(id, points="10"):
    return plain_item("judged", points, id, step="0.1")


# the chain


def test_lists_are_compared_best_first_and_the_longer_one_is_ahead():
    assert merit((3, 5, 4), "high") == (5, 4, 3)
    assert merit((3, 5, 4), "low") == (-3, -4, -5)
    assert merit((5, 4), "high") > merit((5,), "high") > merit((), "high")
    assert merit((3, 5), "low") > merit((3,), "low") > merit((4, 4, 4), "low")
    assert merit((5, 2), "high") < merit((5, 3), "high")


@pytest.mark.parametrize(
    ("figures", "wins", "expected"),
    [
        ({"A": (1,), "B": (2,), "C": (1,)}, "high", ["B", "AC"]),
        ({"A": (1,), "B": (2,), "C": (1,)}, "low", ["AC", "B"]),
        ({"A": (1,), "B": (), "C": (3,)}, "high", ["C", "A", "B"]),
        ({"A": (1,), "B": (), "C": (3,)}, "low", ["A", "C", "B"]),
        ({"A": (-1,), "B": (), "C": ()}, "high", ["A", "BC"]),
        ({"A": (), "B": (), "C": ()}, "high", ["ABC"]),
        ({"A": (1,), "B": (1,), "C": (1,)}, "high", ["ABC"]),
        ({"A": (1, 2), "B": (2, 1), "C": (2,)}, "high", ["AB", "C"]),
        ({"A": (), "B": (2, 1), "C": (2,)}, "low", ["B", "C", "A"]),
    ],
)
def test_a_link_parts_whom_it_can(figures, wins, expected):
    found = part("ABC", [link("item", wins)], lambda _, names: {name: figures[name] for name in names}, lambda *_: None)
    assert ["".join(names) for names, _ in found] == expected


def test_the_chain_goes_on_within_each_group():
    chain = [{"by": "item", "of": "1", "wins": "high"}, {"by": "item", "of": "2", "wins": "low"}]
    of = rubric(judged("1"), judged("2"), ties=chain)
    people = [facts(name, mark("1", one), mark("2", two)) for name, one, two in ("A52", "B52", "C51", "D69")]
    assert parted(of, *people) == [
        ("D", "equal totals, parted by item 1 (6)"),
        ("C", "equal totals, parted by item 2 (1)"),
        ("AB", "equal totals, parted by item 2 (2)"),
    ]
    assert parted(of, people[0]) == [("A", None)]


def test_figures_are_written_best_first():
    assert written((3, 5, 4), "high") == "5 / 4 / 3"
    assert written((3, 5, 4), "low") == "3 / 4 / 5"
    assert written((65,), "low", is_time=True) == "1:05"
    assert written((), "high") == "–"


# single figures


def test_time_is_what_was_charged_in_one_module_or_in_all():
    modules = [module(name, judged(f"{name}.1"), clock={"limit": "10:00"}) for name in ("one", "two")]
    modules[1]["penalties"] = [{"id": "wet", "title": title("wet"), "seconds": "5"}]
    of = rubric(modules=modules)
    someone = facts("A", penalties={"wet": 2})
    someone.time.update(one=60, two=70)
    nobody = facts("B")
    assert compared(of, "time", someone, nobody) == {"A": [140], "B": []}
    assert compared(of, "time", someone, nobody, of="one") == {"A": [60], "B": []}


def test_penalties_of_all_modules_and_of_the_total_together():
    dropped = {"id": "dropped", "title": title("dropped"), "lose": "2"}
    modules = [module("one", judged("1"), weight="50%", penalties=[dropped])]
    of = rubric(modules=modules, penalties=[{"id": "late", "title": title("late"), "lose": "5"}])
    people = facts("A", mark("1", "9"), penalties={"dropped": 2, "late": 1}), facts("B", mark("1", "9"))
    assert compared(of, "penalties", *people) == {"A": [9], "B": [0]}


def test_the_exact_total_whole_or_to_more_decimals():
    of = rubric(judged("1"), panel={"combine": "mean"}, rounding={"total": "1"})
    one = facts("A", mark("1", "8", seat="A"), mark("1", "8", seat="B"), mark("1", "8.1", seat="C"), seats="ABC")
    assert compared(of, "exact", one) == {"A": [F(241, 30)]}
    assert compared(of, "exact", one, decimals="3") == {"A": [F("8.033")]}


def test_modules_sections_and_items():
    modules = [
        module("one", judged("1"), judged("2"), weight="50%"),
        module("two", judged("3")),
        module("three", judged("4"), optional=True),
    ]
    of = rubric(modules=modules)
    someone = facts("A", mark("1", "4"), mark("2", "5"), mark("3", "7"))
    for by, name, expected in [
        ("module", "one", [9]), ("module", "three", []), ("section", "s-two", [7]), ("section", "s-three", []),
        ("item", "2", [5]), ("item", "4", []), ("modules", None, [9, 7]), ("sections", None, [9, 7]),
    ]:  # fmt: skip
        assert compared(of, by, someone, of=name)["A"] == expected, (by, name)


def test_a_group_of_items_across_sections():
    of = rubric(
        sections=[section("s", judged("1"), judged("2")), section("t", judged("3"))],
        groups=[{"id": "speech", "title": title("speech"), "items": ["1", "3"], "earn-at-most": "12"}],
        ties=[{"by": "group", "of": "speech", "wins": "high"}],
    )
    people = [
        facts(name, mark("1", one), mark("2", two), mark("3", three)) for name, one, two, three in ("A933", "B483")
    ]
    assert compared(of, "group", *people, of="speech") == {"A": [12], "B": [7]}
    assert parted(of, *people)[0] == ("A", "equal totals, parted by speech (12)")
    assert compared(of, "group", *people, of="other") == {"A": [], "B": []}


def test_entered_values_are_numbers_or_times():
    values = [{"id": "age", "title": title("age")}, {"id": "best", "title": title("season"), "unit": "time"}]
    of = rubric(judged("1"), values=values, ties=[{"by": "value", "of": "best", "wins": "low"}])
    people = [
        facts(name, mark("1", "5"), outside={"best": best, "age": age})
        for name, best, age in (("A", "1:05", "30"), ("B", "0:59.5", "4o"))
    ]
    assert parted(of, *people) == [
        ("B", "equal totals, parted by season (0:59.50)"),
        ("A", "equal totals, parted by season (1:05)"),
    ]
    assert compared(of, "value", *people, of="age") == {"A": [30], "B": []}
    assert compared(of, "value", facts("C"), of="best") == {"C": []}


def panels(*marks):
    """A trimmed panel of three: the sheets of each contestant as marks at item 1."""
    of = rubric(judged("1"), panel={"combine": "trimmed", "drop": {"high": "1", "low": "1", "from": "3"}})
    people = [
        facts(name, *(mark("1", value, seat=seat) for seat, value in zip("ABC", values, strict=True)), seats="ABC")
        for name, *values in marks
    ]
    return of, people


def test_the_panels_figure_and_its_mean_with_nothing_struck():
    of, people = panels("A579", "B678")
    assert compared(of, "panel", *people, of="p") == {"A": [7], "B": [7]}
    assert compared(of, "untrimmed", *people, of="p") == {"A": [7], "B": [7]}
    assert compared(of, "untrimmed", *panels("A578")[1], of="p")["A"] == [F(20, 3)]
    assert compared(of, "panel", *people, of="q") == {"A": [], "B": []}
    assert compared(of, "untrimmed", facts("C", seats=()), of="p") == {"C": []}


def test_judges_count_whom_they_put_first():
    of, people = panels("A957", "B877", "C717")
    assert compared(of, "judges", *people, of="p") == {"A": [2], "B": [2], "C": [1]}
    assert compared(of, "judges", *people[1:], of="p") == {"B": [3], "C": [1]}


def test_judges_put_the_low_sheet_first_where_low_wins():
    of, people = panels("A957", "B877", "C717")
    of = of.model_copy(update={"ranking": of.ranking.model_copy(update={"wins": "low"})})
    assert compared(of, "judges", *people, of="p") == {"A": [1], "B": [1], "C": [3]}


def test_judges_of_a_panel_that_ranks_put_the_high_sheet_first_though_the_low_sum_of_places_wins():
    of, people = panels("A957", "B877", "C717")
    panel = of.panels[0].model_copy(update={"by_rank": True})
    of = of.model_copy(update={"ranking": of.ranking.model_copy(update={"wins": "low"}), "panels": (panel,)})
    assert compared(of, "judges", *people, of="p") == {"A": [2], "B": [2], "C": [1]}


def test_only_judges_who_saw_everybody_count():
    of = rubric(judged("1"), panel={"combine": "mean"})
    first = facts("A", mark("1", "9", seat="A"), mark("1", "5", seat="B"), seats="AB")
    second = facts("B", mark("1", "8", seat="A"), mark("1", "6", seat="C"), seats="AC")
    third = facts("C", mark("1", "7", seat="D"), mark("1", "7", seat="E"), seats="DE")
    assert compared(of, "judges", first, second, of="p") == {"A": [1], "B": [0]}
    assert compared(of, "judges", first, third, of="p") == {"A": [], "C": []}


# runs


def throws(**more):
    runs = {"title": title("throw"), "count": "3", "least": "1", "combine": "best", **more}
    thrown = plain_item("counted", "100", "distance", earn="1")
    chain = [{"by": "runs", "of": "throws", "wins": "high"}]
    return rubric(sections=[section("throws", thrown, runs=runs)], ties=chain)


def thrower(name, *values):
    return facts(name, *(mark(f"distance#{number}", value) for number, value in enumerate(values, 1)))


def test_runs_are_compared_best_then_second_best():
    people = thrower("A", "40", "50", "30"), thrower("B", "50", "failed", "45"), thrower("C", "failed", "50", "failed")
    found = compared(throws(), "runs", *people, of="throws")
    assert found == {"A": [40, 50, 30], "B": [50, 45], "C": [50]}
    assert parted(throws(), *people) == [
        ("B", "equal totals, parted by the runs of section throws, highest first (50 / 45)"),
        ("A", "equal totals, parted by the runs of section throws, highest first (50 / 40 / 30)"),
        ("C", "equal totals, parted by the runs of section throws, highest first (50)"),
    ]


def test_a_section_of_runs_is_its_figure_and_an_item_in_runs_all_of_them():
    someone = thrower("A", "40", "50", "failed")
    assert compared(throws(), "section", someone, of="throws") == {"A": [50]}
    assert compared(throws(), "item", someone, of="distance")["A"][:2] == [90]
    assert compared(throws(), "runs", thrower("B", "failed", "failed", "failed"), of="throws") == {"B": []}


@pytest.mark.parametrize("word", ["failed", "passed", "void"])
def test_what_is_said_of_a_run_speaks_for_all_its_items(word):
    tried = plain_item("counted", "0", "fails", earn="1", role="aside")
    runs = {"title": title("height"), "count": "3", "least": "1", "combine": "best"}
    of = rubric(sections=[section("jump", plain_item("counted", "100", "cleared", earn="1"), tried, runs=runs)])
    jumps = [mark("cleared#1", "50"), mark("fails#1", "1"), mark("cleared#2", word), mark("fails#2", "3")]
    assert compared(of, "item", facts("A", *jumps), of="fails") == {"A": [1]}
    assert compared(of, "item", facts("B", mark("cleared#1", word), mark("fails#1", "3")), of="fails") == {"B": [0]}


# words


@pytest.mark.parametrize(
    ("tie", "zh", "en"),
    [
        (link("time"), "用时", "time"),
        (link("time", of="one"), "第一项用时", "the time of first"),
        (link("penalties"), "罚分", "penalties"),
        (link("exact"), "未取整的总分", "the total before rounding"),
        (link("exact", decimals="3"), "总分（保留 3 位小数）", "the total to 3 decimals"),
        (link("module", of="one"), "第一项", "first"),
        (link("modules"), "各模块得分（从高到低）", "the figures of the modules, highest first"),
        (link("sections", "low"), "各项目得分（从低到高）", "the figures of the sections, lowest first"),
        (link("section", of="s-one"), "section", "section"),
        (link("item", of="1"), "item 1", "item 1"),
        (link("panel", of="p"), "panel", "panel"),
        (link("untrimmed", of="p"), "panel不去分的平均分", "panel, the mean with nothing struck"),
        (link("judges", of="p"), "panel中给分最高的评委人数", "panel, the number of judges who put them first"),
        (link("runs", of="s-one"), "section各次成绩（从高到低）", "the runs of section, highest first"),
        (link("group", of="g"), "g", "g"),
        (link("value", of="age"), "age", "age"),
        (link("round", of="heats"), "heats总分", "the total of heats"),
    ],
)
def test_every_link_has_its_words(tie, zh, en):
    one = {**module("one", judged("1")), "title": {"zh": "第一项", "en": "first"}}
    one["groups"] = [{"id": "g", "title": title("g"), "items": ["1"]}]
    of = rubric(
        modules=[one],
        values=[{"id": "age", "title": title("age")}],
        rounds=[{"id": "heats", "title": title("heats")}, {"id": "final", "title": title("final")}],
    )
    assert (title_of(of, tie).zh, title_of(of, tie).en) == (zh, en)


def test_the_time_of_the_only_module_is_just_the_time():
    assert title_of(rubric(judged("1")), link("time", of="main")).en == "time"


def test_the_total_of_an_earlier_round_is_read_from_the_parts():
    of = rubric(judged("1"))
    result = result_of(of, facts("A", mark("1", "5")))
    assert figures_of(of, link("round", of="heats"), [result]) == {"A": ()}
    result.parts["heats.total"] = "8.25"
    assert [*figures_of(of, link("round", of="heats"), [result])["A"]] == [8.25]


def test_a_chain_parts_rows_of_the_table():
    chain = [{"by": "sections", "wins": "high"}, {"by": "item", "of": "1", "wins": "low"}]
    of = rubric(judged("1"), judged("2"), ties=chain)
    people = [facts(name, mark("1", one), mark("2", two)) for name, one, two in ("A64", "B46", "C55")]
    rows = standings(of, [result_of(of, each) for each in people]).rows
    assert [(row.rank, row.contestant) for row in rows] == [(1, "B"), (2, "C"), (3, "A")]
    assert rows[0].parted_by.say("zh") == "总分相同，比item 1（4）"
