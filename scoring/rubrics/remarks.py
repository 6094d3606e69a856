"""The ready words that a judge may say of an item with one tap: the rubric's own, else general ones of its kind."""

from scoring.rubrics.kinds import Item
from scoring.rubrics.values import Text


def _words(*pairs: tuple[str, str]) -> tuple[Text, ...]:
    return tuple(Text(zh=zh, en=en) for zh, en in pairs)


SIGNALLED = ("参赛者已示意", "Contestant signalled")
TWICE = ("已复核", "Checked twice")
UNSEEN = ("没看清", "Not seen clearly")
BROKEN = ("器材故障", "Equipment failed")
AGAIN = ("重新做过", "Was done again")
SEEN = _words(SIGNALLED, TWICE, UNSEEN, BROKEN)
WEIGHED = _words(
    ("突出", "Outstanding"),
    ("流畅", "Fluent"),
    ("有停顿", "Hesitates"),
    ("不够稳", "Unsteady"),
    ("与前一位接近", "Close to the last"),
    SIGNALLED,
)
TRIED = _words(AGAIN, BROKEN, SIGNALLED, TWICE)
GENERAL: dict[str, tuple[Text, ...]] = {
    "measured": _words(("桌面不平", "Surface uneven"), SIGNALLED, ("已换尺复量", "Measured again"), BROKEN),
    "counted": SEEN,
    "faults": SEEN,
    "checked": SEEN,
    "attempts": TRIED,
    "timed": TRIED,
    "levels": WEIGHED,
    "judged": WEIGHED,
    "element": TRIED,
    "graded": WEIGHED,
}


def remarks_of(item: Item) -> tuple[Text, ...]:
    """The words of this item, in their order."""
    return item.reasons or GENERAL.get(item.kind, SEEN)


def remark_in(item: Item | None, words: str) -> Text | None:
    """The remark that was entered by its Chinese words; None when the item has none like it."""
    return next((each for each in remarks_of(item) if each.zh == words), None) if item else None
