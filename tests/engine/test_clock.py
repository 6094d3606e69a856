"""Working time: facts to seconds, seconds to points."""

from decimal import Decimal

import pytest

from scoring.engine.clock import charge, clock_state, elapsed, watched
from scoring.rubrics.values import parse_duration
from tests.engine.making import clock

STARTED = {"every": "0:30", "points": "2", "count": "started"}
FULL = {"every": "0:30", "points": "1", "count": "full"}
TABLE = clock(overtime=STARTED, stop={"at": "17:00", "then": "void"})


def points(rule, time):
    return charge(rule, parse_duration(time)).points


@pytest.mark.parametrize(
    ("time", "expected"),
    [("3:00", 0), ("15:00", 0), ("15:00.01", -2), ("15:30", -2), ("15:30.01", -4), ("16:00", -4), ("17:00", -8)],
)
def test_a_started_step_counts_whole(time, expected):
    assert points(TABLE, time) == expected
    assert charge(TABLE, parse_duration(time)).ends is None


@pytest.mark.parametrize("time", ["17:00.01", "17:01", "60:00"])
def test_beyond_the_hard_stop_nothing_is_scored(time):
    score = charge(TABLE, parse_duration(time))
    assert (score.ends[0], score.points, score.told) == ("void", 0, (score.ends[1],))
    assert score.ends[1].say("en") == f"time {time} is beyond the hard stop 17:00: not scored"
    assert score.ends[1].say("zh") == f"用时 {time}，超过最长时间 17:00，不计分"


def test_a_stop_that_scores_charges_no_more_than_itself():
    score = charge(clock(overtime=FULL, stop={"at": "17:00", "then": "score"}), Decimal(1030))
    assert (score.points, score.ends, score.seconds, score.counted) == (-4, None, 1030, 1020)


@pytest.mark.parametrize(
    ("then", "points", "zh", "en"),
    [
        ("zero", 0, "本模块记 0 分", "the module scores 0"),
        ("dnf", 0, "未完成", "did not finish"),
        ("dsq", 0, "取消成绩", "disqualified"),
        ("fail", -4, "不合格", "failed"),  # the total stays on show, with what the time costs up to the stop
    ],
)
def test_what_a_time_beyond_the_stop_leads_to(then, points, zh, en):
    rule = clock(overtime=FULL, stop={"at": "17:00", "then": then})
    assert charge(rule, Decimal(1020)).ends is None
    score = charge(rule, Decimal("1020.01"), Decimal(30))
    assert (score.ends[0], score.points) == (then, points - (then == "fail"))
    assert score.ends[1].say("zh") == f"用时 17:00.01，超过最长时间 17:00，{zh}"
    assert score.ends[1].say("en") == f"time 17:00.01 is beyond the hard stop 17:00: {en}"
    assert score.ends[1] not in score.reasons
    assert (score.ends[1] in score.told) == (then != "zero")


@pytest.mark.parametrize(
    ("mode", "times"),
    [
        ("cut", "10.0 10.0 10.1"),
        ("up", "10.1 10.1 10.1"),
        ("half-up", "10.0 10.1 10.1"),
        ("half-even", "10.0 10.0 10.1"),
    ],
)
def test_times_are_brought_to_decimals(mode, times):
    rule = clock(decimals="1", mode=mode)
    assert [str(charge(rule, Decimal(time)).seconds) for time in ("10.01", "10.05", "10.1")] == times.split()


def test_the_mean_of_watches_is_rounded_once():
    watches = [Decimal("10.10"), Decimal("10.11")]
    take = {"watches": {"take": "mean"}}
    assert [str(watched(clock(**take, **more), watches)[0]) for more in ({}, {"decimals": "1", "mode": "up"})] == [
        "10.10",
        "10.2",
    ]


def test_full_steps():
    assert [points(clock(overtime=FULL), time) for time in ("15:29.99", "15:30", "15:59.99", "16:00")] == [
        0,
        -1,
        -1,
        -2,
    ]


def test_early_bonus_and_its_cap():
    capped = clock(early={**FULL, "cap": "4"})
    assert [points(capped, time) for time in ("15:00", "14:30.01", "14:30", "13:00", "12:30", "1:00")] == [
        0,
        0,
        1,
        4,
        4,
        4,
    ]
    reasons = charge(capped, Decimal(60)).reasons
    assert [reason.points for reason in reasons] == [28, -24]
    assert reasons[0].say("zh") == "用时 1:00，提前 14:00，每 0:30 加 1，计 28 次，+28"
    assert reasons[1].say("zh") == "至多计 4 分，−24"
    late = charge(clock(overtime={**STARTED, "cap": "3"}), Decimal(990))
    assert (late.points, late.reasons[1].points) == (-3, 3)


def test_too_short_costs_points():
    stream = clock(limit="10:00", short={"every": "0:30", "points": "1", "count": "started"})
    assert [points(stream, time) for time in ("10:00", "9:59.99", "9:30", "9:29.99")] == [0, -1, -1, -2]
    assert charge(stream, Decimal(599)).reasons[0].say("en") == "time 9:59, 0:01 short: 1 × 1 (1 per 0:30), −1"


def test_a_clock_without_steps_costs_nothing():
    assert points(clock(), "90:00") == 0
    assert charge(TABLE, Decimal(930)).reasons[0].say("zh") == "用时 15:30，超时 0:30，每 0:30 扣 2，计 1 次，−2"


def test_elapsed_time_is_cut_to_hundredths():
    assert elapsed([("start", 1_000), ("stop", 901_009)], 9_999_999) == Decimal("900.00")
    assert elapsed([("start", 1_000), ("stop", 901_010)], 9_999_999) == Decimal("900.01")


def test_pauses_do_not_count_and_a_running_clock_does():
    acts = [("start", 0), ("pause", 10_000), ("resume", 70_000)]
    assert elapsed(acts, 75_000) == 15
    assert clock_state(acts) == "running"
    assert elapsed([*acts, ("stop", 80_000)], 99_000) == 20
    assert elapsed([*acts, ("stop", 80_000), ("resume", 90_000)], 95_000) == 25


def test_acts_that_do_not_apply_change_nothing():
    acts = [("pause", 0), ("start", 1_000), ("start", 5_000), ("resume", 6_000), ("pause", 11_000), ("pause", 12_000)]
    assert elapsed(acts, 99_000) == 10
    assert clock_state(acts) == "paused"
    assert elapsed([*acts, ("stop", 50_000), ("pause", 60_000), ("start", 70_000)], 99_000) == 10
    assert clock_state([*acts, ("stop", 50_000)]) == "stopped"


def test_the_order_of_arrival_of_clock_facts_does_not_matter():
    assert elapsed([("stop", 60_000), ("start", 0)], 0) == 60


def test_a_clock_that_never_ran_stands_at_zero():
    assert (elapsed([], 5_000), clock_state([])) == (0, "ready")
    assert elapsed([("start", 5_000)], 4_000) == 0
