"""Every reason can say itself in both languages."""

import re
from fractions import Fraction

from scoring.engine.reasons import SENTENCES, VERBS, Reason, both, singular
from scoring.rubrics.values import Text
from tests.engine.making import panel


def test_the_price_stands_at_the_end():
    reason = Reason("not-met", Fraction("-0.2"), place="3")
    assert reason.say("zh") == "第 3 位：未达到要求，−0.2"
    assert reason.say("en") == "Place 3: not met, −0.2"
    assert reason.say("zh-CN") == reason.say("zh")


def test_a_plain_statement_has_no_price():
    assert Reason("dns").say("zh") == "缺席"


def test_words_come_in_the_language_asked_for():
    reason = Reason("penalty-once", Fraction(-5), values=both("title", panel().title))
    assert reason.say("en") == "panel, −5"


def test_where_low_wins_a_price_is_added():
    words = {"count": "2", "each": "3", "free": "", **both("unit", Text(zh="处", en="places"))}
    reason = Reason("count", Fraction(-6), values=words)
    assert (reason.say("zh"), reason.turned().say("zh")) == ("2 处，每处扣 3，−6", "2 处，每处加 3，+6")
    assert (reason.say("en"), reason.turned().say("en")) == ("2 places, 3 off each, −6", "2 places, 3 more each, +6")


def test_what_does_not_reach_the_total_has_no_price():
    assert Reason("capped", Fraction(1)).shared(Fraction(0)).say("en") == "no more than the item's points"


def test_one_of_a_unit_is_called_so_in_english():
    words = {"count": "1", "each": "3", "free": "", **both("unit", Text(zh="处", en="places"))}
    assert Reason("count", Fraction(-3), values=words).say("en") == "1 place, 3 off each, −3"
    assert Reason("out-of", values={**words, "all": "5", "worth": ""}).say("en") == "1 of 5 places"
    units = ["people", "pieces", "bodies", "boxes", "dishes", "patches", "glass", "×", "people without a hat"]
    found = ["person", "piece", "body", "box", "dish", "patch", "glass", "×", "person without a hat"]
    assert [singular(unit) for unit in units] == found


def test_a_share_multiplies():
    assert Reason("dns").shared(Fraction(1, 3)).shared(Fraction(1, 2)).share == Fraction(1, 6)


def test_both_languages_use_the_same_words():
    for code, (zh, en) in SENTENCES.items():
        names = [set(re.findall(r"{(\w+)}", sentence)) for sentence in (zh, en)]
        assert names[0] - {*VERBS["zh"]} == names[1] - {*VERBS["en"]}, code
        assert re.search(r"[\u4e00-\u9fff]|÷|^{title}$|^{at}{reading}$", zh), code
        assert not re.search(r"[\u4e00-\u9fff]", en), code
