"""What a round brings along: a part of the total before, its own part, or nothing."""

from scoring.engine.rounds import rounds_of
from tests.engine.making import title
from tests.engine.test_rounds import HEATS, contest, facts_of, told


def test_everybody_starts_anew_unless_something_is_carried():
    final = facts_of(*HEATS, "final A 10", "final B 15")
    half, whole = ({"carry": "50%"}, {"carry": "100%"})
    qualify = {"qualify": {"first": "2"}}
    assert told(rounds_of(contest(qualify), final))[0] == (1, "B", "15.00", "final")
    rows = told(rounds_of(contest(qualify, half), final))
    assert rows[:2] == [(1, "A", "55.00", "final"), (1, "B", "55.00", "final")]
    table = rounds_of(contest(qualify, whole), final)
    assert told(table)[:2] == [(1, "A", "100.00", "final"), (2, "B", "95.00", "final")]
    assert [reason.say("en") for reason in table.rows[0].why if reason.code == "carried"] == [
        "90 carried from the round before, +90"
    ]


def test_a_round_may_count_for_a_part_before_anything_is_carried():
    """Six tenths of the final and four of the heats: 6 + 36 and 9 + 32."""
    given = facts_of(*HEATS, "final A 10", "final B 15")
    qualify, weighted = {"qualify": {"first": "2"}}, {"weight": "60%", "carry": "40%"}
    table = rounds_of(contest(qualify, weighted), given)
    assert told(table)[:3] == [(1, "A", "42.00", "final"), (2, "B", "41.00", "final"), (3, "C", "70.00", "heats")]
    assert [reason.say("zh") for reason in table.rows[0].why if reason.code == "total-times"] == ["合计 × 3/5，−4"]
    divided = rounds_of(contest(qualify, weighted, total={"times": "1/2"}), given)
    assert told(divided)[:2] == [(1, "A", "21.00", "final"), (2, "B", "20.50", "final")]
    twice = contest({"weight": "200%"})
    assert str(rounds_of(twice, facts_of("heats A 10")).rows[0].total) == "20.00"
    assert (twice.for_round("heats").full, twice.for_round("final").full, twice.full) == (200, 100, 100)


def test_what_is_carried_is_the_total_as_it_was_rounded_and_adds_up_over_rounds():
    rounds = [{"id": name, "title": title(name), "carry": "1/3"} for name in ("one", "two", "three")]
    table = rounds_of(contest(rounds=rounds), facts_of("one A 10", "two A 10", "three A 10"))
    assert [str(table.rounds[name].rows[0].total) for name in ("one", "two", "three")] == ["10.00", "13.33", "14.44"]
    assert {name: table.rows[0].parts[name] for name in ("one.total", "two.total")} == {
        "one.total": "10.00", "two.total": "13.33",
    }  # fmt: skip
    assert "three.total" not in table.rows[0].parts
