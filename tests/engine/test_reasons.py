"""Every reason can say itself in both languages."""

import re
from fractions import Fraction

from scoring.engine.reasons import SENTENCES, Reason, both
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


def test_a_share_multiplies():
    assert Reason("dns").shared(Fraction(1, 3)).shared(Fraction(1, 2)).share == Fraction(1, 6)


def test_both_languages_use_the_same_words():
    for code, (zh, en) in SENTENCES.items():
        names = [set(re.findall(r"{(\w+)}", sentence)) for sentence in (zh, en)]
        assert names[0] == names[1], code
        assert re.search(r"[\u4e00-\u9fff]|÷|^{title}$", zh), code
        assert not re.search(r"[\u4e00-\u9fff]", en), code
