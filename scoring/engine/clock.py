"""The working time: from a station's clock facts to seconds, from seconds to points. Reads no clock itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Literal

from scoring.engine.figures import ZERO, clock_text, plain, rounded
from scoring.engine.prices import steps_in, within
from scoring.engine.reasons import OUTCOMES, ZEROED, Reason, both
from scoring.rubrics.rules import Clock, TimeSteps, Watches

Act = Literal["start", "pause", "resume", "stop"]
State = Literal["ready", "running", "paused", "stopped"]

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ClockScore:
    """What a time means: `points` off (negative) or given (positive).

    `seconds` is the time as taken, `counted` the time that was charged: with penalty seconds, and no more than the hard
    stop where the rubric scores what is done by then. `ends` is what a time that is not allowed led to: an outcome, or
    `zero` for the module, and why; `void`, whether to that one. `flags` say what somebody should look at.
    """

    seconds: Decimal
    counted: Decimal
    points: Fraction
    reasons: tuple[Reason, ...] = ()
    flags: tuple[Reason, ...] = ()
    ends: tuple[str, Reason] | None = None
    void: bool = False  # signed copies have it

    @property
    def told(self) -> tuple[Reason, ...]:
        """What there is to say of the time; what makes the module 0 is said where it does."""
        if self.ends is None or self.void or self.ends[0] == "zero":
            return self.reasons
        return (self.ends[1], *self.reasons)


def charge(clock: Clock, seconds: Decimal, added: Decimal = Decimal(0)) -> ClockScore:
    """Turn a working time into points; `added` are penalty seconds, which the hard stop does not see.

    Exactly the limit costs nothing; exactly the hard stop is still scored.
    """
    if clock.decimals is not None:
        seconds = rounded(Fraction(seconds), clock.decimals, clock.mode)
    ends = _beyond(clock, seconds)
    flags: tuple[Reason, ...] = ()
    if ends is not None and ends[0] == "flag":
        flags, ends = (ends[1],), None
    if ends is not None and ends[0] != "fail":  # who fails has a total on show, and in it what the time costs
        void = ends[0] == "void"
        return ClockScore(seconds, seconds, ZERO, (ends[1],) if void else (), ends=ends, void=void)
    counted = (min(seconds, clock.stop.at) if clock.stop is not None else seconds) + added
    reasons = [Reason("seconds-added", item="time", values={"added": plain(added)})] if added else []
    reasons += _charges(clock, counted) if clock.score is None else []
    points = sum((reason.points for reason in reasons), start=ZERO)
    return ClockScore(seconds, counted, points, tuple(reasons), flags, ends)


def _beyond(clock: Clock, seconds: Decimal) -> tuple[str, Reason] | None:
    """What follows where a time is longer or shorter than what is allowed, and why."""
    stop, fastest, words = clock.stop, clock.fastest, {"time": clock_text(seconds)}
    if stop is not None and seconds > stop.at and stop.then != "score":
        words |= {"stop": clock_text(stop.at), **both("outcome", OUTCOMES.get(stop.then, ZEROED))}
        return stop.then, Reason("over-stop", item="time", values=words)
    if fastest is not None and seconds < fastest.at:
        words |= {"least": clock_text(fastest.at)}
        return fastest.then, Reason("too-fast", item="time", values=words)
    return None


def against_low(score: ClockScore) -> ClockScore:
    """The same where low wins: what costs is added, a bonus comes off."""
    return replace(
        score,
        points=-score.points,
        reasons=tuple(reason.turned() for reason in score.reasons),
    )


def _charges(clock: Clock, counted: Decimal) -> list[Reason]:
    """Overtime, early finish, too short a time, and the price of the stretch it lies in."""
    reasons: list[Reason] = []
    if clock.limit is not None and counted > clock.limit:
        reasons = _steps("overtime", clock.overtime, counted, counted - clock.limit, -1)
    elif clock.limit is not None and counted < clock.limit:
        short = clock.limit - counted
        reasons = _steps("early", clock.early, counted, short, 1) + _steps("short", clock.short, counted, short, -1)
    band = next((band for band in clock.bands if within(counted, band)), None)
    if band is not None:
        points = Fraction(band.points or 0) - Fraction(band.lose or 0)
        if points:
            reasons.append(Reason("time-band", points, item="time", values={"time": clock_text(counted)}))
    return reasons


def _steps(code: str, rule: TimeSteps | None, time: Decimal, over: Decimal, sign: int) -> list[Reason]:
    steps = steps_in(over, rule.every, rule.count) if rule else 0
    if rule is None or not steps:
        return []
    words = {
        "time": clock_text(time),
        "over": clock_text(over),
        "every": clock_text(rule.every),
        "each": plain(rule.points),
        "steps": plain(Fraction(steps)),
    }
    amount = Fraction(rule.points) * steps
    reasons = [Reason(code, sign * amount, item="time", values=words)]
    if rule.cap is not None and amount > rule.cap:
        reasons.append(
            Reason("clock-cap", sign * (Fraction(rule.cap) - amount), item="time", values={"cap": plain(rule.cap)})
        )
    return reasons


def watched(clock: Clock, readings: Sequence[Decimal]) -> tuple[Decimal | None, Reason | None]:
    """The time that counts of several watches, or None and why: they lie too far apart for one of them to be right.

    `middle` of an even number is the mean of the middle two. A mean is cut to hundredths, as watches show, unless the
    rubric says how times are rounded.
    """
    if not readings:
        return None, None
    order = sorted(readings)
    rule = clock.watches or Watches(take="middle")
    if rule.apart is not None and order[-1] - order[0] > rule.apart:
        words = {"gap": plain(order[-1] - order[0]), "most": plain(rule.apart)}
        return None, Reason("watches-apart", item="time", values=words)
    if rule.take in ("shorter", "longer"):
        return (order[0] if rule.take == "shorter" else order[-1]), None
    half = len(order) // 2
    kept = order if rule.take == "mean" else order[half : half + 1] if len(order) % 2 else order[half - 1 : half + 1]
    mean = Fraction(sum(kept)) / len(kept)
    return rounded(mean, 2, "cut") if clock.decimals is None else rounded(mean, clock.decimals, clock.mode), None


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
