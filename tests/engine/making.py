"""Small rubrics, items and marks made from plain words, as the tests of the engine need them."""

from decimal import Decimal
from itertools import count

from pydantic import TypeAdapter

from scoring.engine.marks import Facts, Mark
from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Clock, Panel

ITEM = TypeAdapter(Item)
NUMBERS = count(1)


def words(raw):
    """The same tree with every number as text, as the reader hands it on."""
    if isinstance(raw, dict):
        return {key.rstrip("_").replace("_", "-"): words(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [words(value) for value in raw]
    return raw if isinstance(raw, str) else "true" if raw is True else str(raw)


def title(text):
    return {"zh": text, "en": text}


def item(kind, points="2", id="1.1", **more):
    """One item, such as item("counted", "2", lose="0.2")."""
    more = {"places": {"count": more.pop("places")}, **more} if isinstance(more.get("places"), int) else more
    return ITEM.validate_python(words({"id": id, "title": title(f"item {id}"), "points": points, "kind": kind, **more}))


def plain_item(kind, points="2", id="1.1", **more):
    """The same as a tree, to stand in a rubric."""
    more = {"places": {"count": more.pop("places")}, **more} if isinstance(more.get("places"), int) else more
    return {"id": id, "title": title(f"item {id}"), "points": points, "kind": kind, **more}


def rubric(*items, panel=None, **more):
    """A rubric of one section whose items belong to panel `p`; `panel` overrides its rule."""
    raw = {
        "rubric": "test@1",
        "title": title("test"),
        "panels": [{"id": "p", "title": title("panel"), "combine": "shared", **(panel or {})}],
        "sections": [{"id": "s", "title": title("section"), "panel": "p", "items": list(items)}],
        **more,
    }
    if "modules" in more:
        del raw["sections"]
    return Rubric.model_validate(words(raw))


def module(id, *items, **more):
    section = {"id": f"s-{id}", "title": title("section"), "panel": "p", "items": list(items)}
    return {"id": id, "title": title(f"module {id}"), "sections": [section], **more}


def panel(combine="mean", **more):
    return Panel.model_validate(words({"id": "p", "title": title("panel"), "combine": combine, **more}))


def clock(**more):
    return Clock.model_validate(words({"limit": "15:00", **more}))


def mark(item, value, place="", seat="A", order=None, id=None, withdraws=""):
    number = next(NUMBERS)
    return Mark(seat, item, place, value, number if order is None else order, id or f"m{number}", withdraws)


def facts(contestant, *marks, time=None, seats=("A",), **more):
    """Facts of one contestant whose seats all sit on panel `p`; `time` in seconds of module `main`."""
    times = {} if time is None else {"main": Decimal(time)}
    return Facts(contestant, tuple(marks), {"p": tuple(seats)}, times, **more)


def section(id, *items, **more):
    """One section of panel `p` as a tree."""
    return {"id": id, "title": title(f"section {id}"), "panel": "p", "items": list(items), **more}
