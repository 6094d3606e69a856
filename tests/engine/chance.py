"""Rubrics and sheets made by chance, as plain trees: items of the kinds that seats mark, with random parameters."""

from decimal import Decimal

from tests.engine.making import title
from tests.engine.naive import earns

BANDS = [{"to": "1", "lose": "0"}, {"over": "1", "under": "2", "lose": "0.5"}, {"from": "2", "lose": "all"}]
ON_READING = [{"under": "0", "points": "0"}, {"from": "0", "to": "1", "lose": "0.3"}, {"over": "1", "points": "1"}]
ITEMS = 7  # of each random rubric


def tenths(chance, low, high, step=1):
    """A decimal between low and high tenths, as a person writes it."""
    number = chance.randrange(low, high + 1, step)
    whole = f"{abs(number) // 10}.{abs(number) % 10}" if number % 10 else str(abs(number) // 10)
    return f"-{whole}" if number < 0 else whole


def maybe(chance, **fields):
    """Each of the fields or not."""
    return {name.replace("_", "-"): value for name, value in fields.items() if chance.random() < 0.4}


def random_items(chance):
    """Items of several kinds, price lists drawn too; borders, prices that do not close and caps come up often."""
    places = {"count": str(chance.choice([2, 3, 4, 5, 6, 7, 8, 10]))}
    drawn = random_measured(chance, places) + random_occurrences(chance) + random_choices(chance, places)
    chance.shuffle(drawn)
    items = [with_bounds(chance, item) for item in drawn[:ITEMS]]
    for number, item in enumerate(items, 1):
        item |= {"id": str(number), "title": title("x")}
    element = next((item for item in items if item["kind"] == "element"), None)
    if element:
        graded = {"kind": "graded", "of": element["id"], "id": "g", "title": title("x"), "points": "1"}
        items.append({**graded, **maybe(chance, floor="none", ceiling="none")})
    return items


def with_bounds(chance, item):
    """Points, sometimes none at all; now and then other bounds, places that need not apply, or nobody who must mark."""
    points = "0" if item["kind"] in ("counted", "faults") and chance.random() < 0.1 else tenths(chance, 10, 40)
    more = {}
    if chance.random() < 0.2:
        more = maybe(chance, floor=chance.choice(["none", "-1.5", "0.5"]), ceiling=chance.choice(["none", "5"]))
    if chance.random() < 0.2:
        more["not-applicable"] = chance.choice(["met", "item"])
    if chance.random() < 0.1:
        more["untouched"] = chance.choice(["zero", "full"])
    return {"points": points, **more, **item}


def random_measured(chance, places):
    cm = {"kind": "measured", "unit": "cm"}
    earn = {"points": tenths(chance, 1, 9), **maybe(chance, base="1", below="0.2", from_=tenths(chance, 0, 20))}
    earn = {name.rstrip("-"): value for name, value in earn.items()}
    capped = places | maybe(chance, cap=tenths(chance, 1, 5))
    take = chance.choice(["mean", "sum", "smallest", "largest", "gap"])
    return [
        {**cm, "nominal": tenths(chance, 0, 30), "tolerance": tenths(chance, 0, 5), "each": tenths(chance, 1, 5),
         "places": capped},
        {**cm, "tolerance": {"below": tenths(chance, 0, 5), "above": tenths(chance, 0, 5)}, "places": places},
        {**cm, "window": random_window(chance), "bands": BANDS},
        {**cm, "window": random_window(chance), "each": tenths(chance, 1, 10)},
        {**cm, "bands": ON_READING, "bands-on": "reading"},
        {**cm, "nominal": "45", **maybe(chance, tolerance="0.2"), "step": random_step(chance)},
        {**cm, "window": random_window(chance), "above": random_step(chance),
         **maybe(chance, below=random_step(chance))},
        {**cm, "earn": {**earn, **random_size(chance)}},
        {**cm, "earn": earn, "places": places, "take": take},
    ]  # fmt: skip


def random_occurrences(chance):
    menu = [
        {"id": "a", "title": title("a"), "lose": tenths(chance, 1, 10), **maybe(chance, once=True, cap="1.2")},
        {"id": "b", "title": title("b"), "lose": ["0", "0.3", "all"], **maybe(chance, cap="1")},
        {"id": "c", "title": title("c")},
    ]
    return [
        {"kind": "counted", "lose": tenths(chance, 1, 10), **maybe(chance, free="2", once=True)},
        {"kind": "counted", "lose": [tenths(chance, 0, 5), tenths(chance, 1, 10)], **maybe(chance, free="1")},
        {"kind": "counted", "earn": tenths(chance, 1, 10)},
        {"kind": "counted", "rungs": [{"count": "1", "points": "0.5"}, {"count": "3", "points": "1"}]},
        {"kind": "counted", "rungs": [{"count": "2", "lose": "0.5"}, {"count": "4", "lose": "all"}]},
        {"kind": "counted", "out-of": chance.choice(["3", "7", "9"])},
        {"kind": "faults", "faults": menu},
    ]


def random_choices(chance, places):
    grades = [{"id": "+1", "points": "0.5"}, {"id": "-1", "points": tenths(chance, -9, 0)}]
    dives = [{"id": "d1", "title": title("d1"), "points": tenths(chance, 1, 30), "grades": grades},
             {"id": "d2", "title": title("d2"), "points": "-0.5", "grades": grades[:1]}]  # fmt: skip
    lines = [{"under": "1", "points": "0"}, {"from": "1", "points": tenths(chance, 1, 10)}]
    return [
        {"kind": "checked", "places": places | maybe(chance, all="true"), **maybe(chance, each=tenths(chance, 1, 5))},
        {"kind": "attempts", "lose": ["0", tenths(chance, 1, 10), "all"]},
        {"kind": "levels", "levels": [{"id": id, "title": title(id)} for id in "abcd"[: chance.randint(2, 4)]]},
        {"kind": "levels", "levels": [{"id": "a", "title": title("a"), "points": "1"},
                                      {"id": "b", "title": title("b"), "points": "-0.25"}]},
        {"kind": "judged", "step": "0.1", **maybe(chance, least="-2", most="6")},
        {"kind": "judged", "step": "0.1", "bands": lines},
        {"kind": "judged", "step": "0.1", "each": "0.2", "places": places | maybe(chance, all="true")},
        {"kind": "element", "catalogue": dives},
        {"kind": "timed", "bands": [{"to": "0:40", "points": "0.3"}, {"over": "0:40", "points": "1"}]},
        {"kind": "timed", "bands": [{"under": "0:40", "lose": tenths(chance, 1, 50)}]},
    ]  # fmt: skip


def random_step(chance):
    start = {"from": "nominal"} if chance.random() < 0.3 else {}
    return {**random_size(chance), "lose": tenths(chance, 1, 10), **start}


def random_size(chance):
    return {"size": chance.choice(["0.2", "0.5", "1", "2"]), "count": chance.choice(["full", "started", "exact"])}


def random_window(chance):
    low, high = chance.choice(["from", "over"]), chance.choice(["to", "under"])
    return chance.choice([{low: "0.5", high: "2"}, {low: "1"}, {high: "1"}])


def random_marks(chance, items):
    """Marks as (order, id, item, place, value, withdraws): untouched, clear, repeated and withdrawn ones too."""
    marks = []
    for item in items:
        if chance.random() < 0.1:
            continue
        if "not-applicable" in item and chance.random() < 0.15:
            marks.append((item["id"], "", "na"))
        elif clearable(item) and chance.random() < 0.3:
            marks.append((item["id"], "", "clear"))
        names = random_names(item)
        for _ in range(chance.choice((0, 1, 1, 2, 5) if len(names) > 1 else (0, 1, 1))):
            marks.append((item["id"], chance.choice(names), random_value(chance, item)))
        if ("take" in item or "all" in item.get("places", {})) and chance.random() < 0.7:
            marks += [(item["id"], name, random_value(chance, item)) for name in names]
    chance.shuffle(marks)
    numbered = [(order, f"m{order}", *mark, "") for order, mark in enumerate(marks)]
    if numbered and chance.random() < 0.2:
        numbered.append((len(numbered), "w", *chance.choice(numbered)[2:4], "", chance.choice(numbered)[1]))
    chance.shuffle(numbered)
    return numbered


def clearable(item):
    """Whether *clear* says enough: not of a time, of readings taken as one, of a mark out of another maximum."""
    return not (earns(item) or item["kind"] == "timed" or "take" in item or "most" in item)


def random_names(item):
    """The places a mark can name."""
    if item["kind"] == "faults":
        return [fault["id"] for fault in item["faults"]]
    return [str(number) for number in range(1, int(item["places"]["count"]) + 1)] if "places" in item else [""]


def random_value(chance, item):
    """Something the item admits, with readings on and beside the borders."""
    kind = item["kind"]
    if "not-applicable" in item and "places" in item and chance.random() < 0.3:
        return "na"
    if kind == "measured":
        if ("each" in item or not PRICED & set(item)) and chance.random() < 0.3:
            return chance.choice(["in", "out"])
        off = chance.choice([-1, 1]) * chance.randrange(0, 300, 5)
        return str(Decimal(item.get("nominal", "0")) + Decimal(off).scaleb(-2))
    if kind == "counted":
        return str(chance.choice([0, 1, 2, 3] if "out-of" in item else [0, 1, 2, 3, 4, 50]))
    if kind == "judged":
        return tenths(chance, -20 if "least" in item else 0, 2 if "places" in item else 10)
    return chance.choice(WORDS[kind])


PRICED = {"bands", "step", "above", "below", "earn"}
WORDS = {
    "faults": ["0", "1", "2", "9"],
    "checked": ["yes", "no"],
    "attempts": ["1", "2", "3", "5", "no"],
    "levels": ["a", "b"],
    "element": ["d1", "d2"],
    "graded": ["+1", "-1"],
    "timed": ["0:39.99", "0:40", "0:40.01", "1:05"],
}
