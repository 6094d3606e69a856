"""A small share of the fuzzing that `benchmarks/fuzz.py` does at length: spoilt files never end in a traceback."""

from benchmarks.fuzz import some


def test_two_thousand_spoilt_files_give_problems_or_results():
    outcome = some(range(2000), seed=7)
    assert outcome.broken == []
    assert sum(outcome.counts.values()) == 2000
    ends = {"rubric: problems of the rubric", "rubric: result", "marks: problems", "marks: result"}
    assert ends <= set(outcome.counts)
