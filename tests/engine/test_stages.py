"""Where a result stands after the acts on it."""

import pytest

from scoring.engine.stages import STAGES, Act, stage_of

IN = Act("submit", "A"), Act("submit", "B")
SIGN, REOPEN, DECODE, PUBLISH, FINISH = (Act(kind) for kind in ("sign", "reopen", "decode", "publish", "finish"))


@pytest.mark.parametrize(
    ("acts", "stage"),
    [
        ((), "entering"),
        (IN[:1], "submitted"),
        (IN, "complete"),
        ((SIGN, *IN), "complete"),
        ((*IN, SIGN), "signed"),
        ((*IN, SIGN, PUBLISH), "published"),
        ((*IN, PUBLISH), "complete"),
        ((*IN, SIGN, FINISH), "signed"),
        ((*IN, SIGN, PUBLISH, FINISH), "final"),
        ((*IN, SIGN, PUBLISH, REOPEN), "complete"),
        ((*IN, SIGN, PUBLISH, REOPEN, SIGN), "signed"),
        ((*IN, SIGN, Act("return", "A")), "submitted"),
        ((*IN, SIGN, DECODE), "decoded"),
        ((DECODE, *IN, SIGN), "decoded"),
    ],
)
def test_stages_in_the_open(acts, stage):
    assert stage_of(acts, ["A", "B"]) == stage
    assert stage in STAGES


def test_a_blind_event_is_decoded_before_anything_is_published():
    assert stage_of([*IN, SIGN, PUBLISH], ["A", "B"], blind=True) == "signed"
    assert stage_of([*IN, SIGN, DECODE], ["A", "B"], blind=True) == "decoded"
    assert stage_of([*IN, SIGN, DECODE, PUBLISH], ["A", "B"], blind=True) == "published"


def test_nothing_expected_is_not_complete():
    assert stage_of([], []) == "entering"
