"""Rubrics and sheets made by chance, as plain trees: an item of every kind that seats mark, with random parameters."""

from decimal import Decimal

from tests.engine.making import title

BANDS = [{"to": "1", "lose": "0"}, {"over": "1", "under": "2", "lose": "0.5"}, {"from": "2", "lose": "all"}]


def tenths(chance, low, high, step=1):
    """A decimal between low and high tenths, as a person writes it."""
    number = chance.randrange(low, high + 1, step)
    return f"{number // 10}.{number % 10}" if number % 10 else str(number // 10)


def random_items(chance):
    """One item a kind, its price list drawn too; borders, prices that do not close and caps come up often."""
    places = {"count": str(chance.choice([2, 3, 4, 5, 6, 7, 8, 10]))}
    made = [
        {"kind": "measured", "unit": "cm", "nominal": tenths(chance, 0, 30), "tolerance": tenths(chance, 0, 5),
         "each": tenths(chance, 1, 5), "places": places},
        {"kind": "measured", "unit": "cm", "tolerance": tenths(chance, 0, 5), "places": places},
        {"kind": "measured", "unit": "cm", "bands": BANDS},
        {"kind": "measured", "unit": "deg", "nominal": "45", "step": random_step(chance)},
        {"kind": "counted", "lose": tenths(chance, 1, 10)},
        {"kind": "counted", "earn": tenths(chance, 1, 10)},
        {"kind": "counted", "rungs": [{"count": "1", "points": "0.5"}, {"count": "3", "points": "1"}]},
        {"kind": "checked", "places": places, **({"each": tenths(chance, 1, 5)} if chance.random() < 0.5 else {})},
        {"kind": "attempts", "lose": ["0", tenths(chance, 1, 10), "all"]},
        {"kind": "levels", "levels": [{"id": "a", "title": title("a"), "points": "1"},
                                      {"id": "b", "title": title("b"), "points": "0.25"}]},
        {"kind": "judged", "step": "0.1"},
        {"kind": "judged", "step": "0.1", "each": "0.2", "places": places},
        {"kind": "timed", "bands": [{"to": "0:40", "points": "0.3"}, {"over": "0:40", "points": "1"}]},
    ]  # fmt: skip
    chance.shuffle(made)
    drawn = {item["kind"]: item for item in made}.values()
    return [
        {"id": str(number), "title": title("x"), "points": tenths(chance, 10, 40), **item}
        for number, item in enumerate(drawn, 1)
    ]


def random_step(chance):
    count = chance.choice(["full", "started"])
    return {"size": tenths(chance, 1, 20), "count": count, "lose": tenths(chance, 1, 10)}


def random_marks(chance, items):
    """Marks as (order, id, item, place, value, withdraws): untouched, clear, repeated and withdrawn ones too."""
    marks = []
    for item in items:
        if chance.random() < 0.1:
            continue
        many = int(item["places"]["count"]) if "places" in item else 0
        loses = item["kind"] != "timed" and "earn" not in item and "rungs" not in item
        if loses and chance.random() < 0.3:
            marks.append((item["id"], "", "clear"))
        for _ in range(chance.choice((0, 1, 1, 2, 5) if many else (0, 1, 1))):
            place = str(chance.randint(1, many)) if many else ""
            marks.append((item["id"], place, random_value(chance, item)))
    chance.shuffle(marks)
    numbered = [(order, f"m{order}", *mark, "") for order, mark in enumerate(marks)]
    if numbered and chance.random() < 0.2:
        numbered.append((len(numbered), "w", *chance.choice(numbered)[2:4], "", chance.choice(numbered)[1]))
    chance.shuffle(numbered)
    return numbered


def random_value(chance, item):
    """Something the item admits, with readings on and beside the borders."""
    kind = item["kind"]
    if kind == "measured":
        if "step" not in item and "bands" not in item and chance.random() < 0.3:
            return chance.choice(["in", "out"])
        off = chance.choice([-1, 1]) * chance.randrange(0, 300, 5)
        return str(Decimal(item.get("nominal", "0")) + Decimal(off).scaleb(-2))
    if kind == "counted":
        return str(chance.choice([0, 1, 2, 3, 4, 50]))
    if kind == "checked":
        return chance.choice(["yes", "no"])
    if kind == "attempts":
        return str(chance.randint(1, 5))
    if kind == "levels":
        return chance.choice(["a", "b"])
    if kind == "timed":
        return chance.choice(["0:39.99", "0:40", "0:40.01", "1:05"])
    return tenths(chance, 0, 2 if "places" in item else 10)
