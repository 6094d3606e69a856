"""Results that earlier versions of this program signed: this one still makes every figure of them, from the same facts.

`before/REF-NAME.json` is a signed copy as it was kept, `before/REF.yaml` the rubric it was signed under. A change that
breaks one of these would tell organisers that their signed results are wrong: mend the change, not the copy.
"""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from scoring.engine.marks import Facts, Mark
from scoring.engine.result import result_of
from scoring.rubrics.reader import read_rubric
from scoring.rubrics.source import digest
from scoring.store.signed import agrees, copy_of

BEFORE = Path(__file__).parent / "before"
COPIES = sorted(path.stem for path in BEFORE.glob("*.json"))


def facts_of(told):
    """The facts as a copy has them; the first version knew fewer kinds."""
    exact = {name: {key: Decimal(each) for key, each in told.get(name, {}).items()} for name in ("time", "adjust")}
    seats = {panel: tuple(keys) for panel, keys in told["seats"].items()}
    named = {penalty: tuple(items) for penalty, items in told.get("named", {}).items()}
    watches = {module: tuple(map(Decimal, each)) for module, each in told.get("watches", {}).items()}
    carried = None if told.get("carried") is None else Fraction(told["carried"])
    marks = tuple(Mark(**mark) for mark in told["marks"])
    return Facts(**{**told, **exact, "marks": marks, "seats": seats, "named": named, "watches": watches,
                    "carried": carried})  # fmt: skip


def made_again(name):
    """The signed copy, and the copy of the result as it comes out now."""
    copy = (BEFORE / f"{name}.json").read_text(encoding="utf-8")
    told = json.loads(copy)
    text = (BEFORE / f"{told['rubric']}.yaml").read_text(encoding="utf-8")
    assert digest(text) == told["rubric_digest"]
    event = SimpleNamespace(slug=told["event"], rubric_ref=told["rubric"], rubric_digest=told["rubric_digest"])
    rubric = read_rubric(text, f"{told['rubric']}.yaml").rubric
    return copy, copy_of(event, result_of(rubric, facts_of(told["result"]["facts"])))


@pytest.mark.parametrize("name", COPIES)
def test_what_was_signed_is_made_again(name):
    assert agrees(*made_again(name))


def test_a_figure_that_changed_is_seen():
    copy, now = made_again(COPIES[0])
    told = json.loads(now)
    for where in ("total", "exact"):
        other = json.dumps({**told, "result": {**told["result"], where: "1"}})
        assert not agrees(copy, other)
    parts = {name: "1" for name in told["result"]["parts"]}
    assert not agrees(copy, json.dumps({**told, "result": {**told["result"], "parts": parts}}))
    assert agrees(copy, json.dumps({**told, "result": {**told["result"], "parts": {}}})), "columns may be left out"


def test_a_later_program_may_flag_more_but_not_less():
    copy, now = made_again("table-setting-15min@1-four-judges")
    assert json.loads(copy)["result"]["flags"] == [] != json.loads(now)["result"]["flags"]
    assert agrees(copy, now)
    assert not agrees(now, copy)
