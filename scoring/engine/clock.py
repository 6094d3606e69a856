"""The working time: from a station's clock facts to seconds, from seconds to points. Reads no clock itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Literal

from scoring.engine.figures import ZERO, clock_text, plain
from scoring.engine.kinds import steps_in
from scoring.engine.reasons import Reason
from scoring.rubrics.rules import Clock, TimeSteps

Act = Literal["start", "pause", "resume", "stop"]
State = Literal["ready", "running", "paused", "stopped"]

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ClockScore:
    """What a time means: `points` off (negative) or given (positive); `void` when it is beyond a hard stop that voids.

    `counted` is the time that was charged: no more than the hard stop, where the rubric scores what is done by then.
    """

    seconds: Decimal
    counted: Decimal
    points: Fraction
    void: bool
    reasons: tuple[Reason, ...]


def charge(clock: Clock, seconds: Decimal) -> ClockScore:
    """Turn a working time into points. Exactly the limit costs nothing; exactly the hard stop is still scored."""
    stop = clock.stop
    if stop is not None and seconds > stop.at and stop.then == "void":
        words = {"time": clock_text(seconds), "stop": clock_text(stop.at)}
        return ClockScore(seconds, seconds, ZERO, True, (Reason("over-stop", item="time", values=words),))
    counted = min(seconds, stop.at) if stop is not None else seconds
    reasons: list[Reason] = []
    if counted > clock.limit:
        reasons = _steps("overtime", clock.overtime, counted, counted - clock.limit, -1)
    elif counted < clock.limit:
        short = clock.limit - counted
        reasons = _steps("early", clock.early, counted, short, 1) + _steps("short", clock.short, counted, short, -1)
    points = sum((reason.points for reason in reasons), start=ZERO)
    return ClockScore(seconds, counted, points, False, tuple(reasons))


def _steps(code: str, rule: TimeSteps | None, time: Decimal, over: Decimal, sign: int) -> list[Reason]:
    steps = steps_in(over, rule.every, rule.count) if rule else 0
    if rule is None or not steps:
        return []
    words = {
        "time": clock_text(time),
        "over": clock_text(over),
        "every": clock_text(rule.every),
        "each": plain(rule.points),
        "steps": str(steps),
    }
    amount = Fraction(rule.points) * steps
    reasons = [Reason(code, sign * amount, item="time", values=words)]
    if rule.cap is not None and amount > rule.cap:
        reasons.append(
            Reason("clock-cap", sign * (Fraction(rule.cap) - amount), item="time", values={"cap": plain(rule.cap)})
        )
    return reasons


def elapsed(acts: Iterable[tuple[str, int]], now_ms: int) -> Decimal:
    """Working time in seconds with two decimals, cut, of a clock whose facts are (act, server milliseconds).

    Pauses do not count; a clock that still runs counts up to `now_ms`. An act that does not apply (a second start, a
    pause while paused) changes nothing: two people pressing the same button are one press.
    """
    worked, since, _ = _run(acts)
    if since is not None:
        worked += max(0, now_ms - since)
    return (Decimal(worked) / 1000).quantize(HUNDREDTH, rounding=ROUND_FLOOR)


def clock_state(acts: Iterable[tuple[str, int]]) -> State:
    """Whether a clock is ready, running, paused or stopped after its facts."""
    return _run(acts)[2]


def _run(acts: Iterable[tuple[str, int]]) -> tuple[int, int | None, State]:
    """Milliseconds worked so far, since when the clock runs (None when it does not), and its state."""
    worked, since, state = 0, None, "ready"
    for act, moment in sorted(acts, key=lambda fact: fact[1]):
        if (act, state) in (("start", "ready"), ("resume", "paused"), ("resume", "stopped")):
            since, state = moment, "running"
        elif act in ("pause", "stop") and state == "running":
            worked, since = worked + moment - (since or 0), None
            state = "paused" if act == "pause" else "stopped"
        elif act == "stop" and state == "paused":
            state = "stopped"
    return worked, since, state  # type: ignore[return-value]
