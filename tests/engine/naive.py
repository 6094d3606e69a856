"""A second, plain implementation of the sheet: whole numbers only, no import from the engine, written from the rules.

Everything, points and readings alike, is counted in UNITS of one, so that thirds, sevenths and ninths are whole too.
It works on the plain tree of a rubric, never on the rubric language's classes.
"""

from functools import cache

UNITS = 2_520_000  # divisible by 1…10 and by 1000: every price and every even part is a whole number of them
CLEAR, NA = "clear", "na"


@cache
def units(text):
    """A figure as written, in UNITS."""
    whole, _, part = text.partition(".")
    sign = -1 if text.startswith("-") else 1
    return sign * (abs(int(whole)) * UNITS + int((part + "000")[:3]) * (UNITS // 1000))


def seconds(text):
    """A duration as typed, in UNITS of a second."""
    minutes, _, rest = text.partition(":")
    return int(minutes) * 60 * UNITS + units(rest)


def last_words(marks):
    """What is said in the end about each (item, place): marks are (order, id, item, place, value, withdraws)."""
    gone = []
    for mark in marks:
        if mark[5]:
            gone.append(mark[5])
    said = {}
    for mark in sorted(marks, key=lambda mark: (mark[0], mark[1])):
        if not mark[5] and mark[1] not in gone:
            said[mark[2], mark[3]] = mark[4]
    return said


def sheet(items, marks):
    """(units of each item in order, ids of those nobody looked at)."""
    said = last_words(marks)
    figures, untouched = [], []
    for item in items:
        values = {place: value for (id, place), value in said.items() if id == item["id"]}
        figure = looked_at(item, values, items, said)
        if figure is None and item.get("untouched") in ("zero", "full") and not values:
            figure = bounded(item, 0) if item["untouched"] == "zero" else units(item["points"])
        if figure is None:
            untouched.append(item["id"])
            figure = 0 if earns(item) else units(item["points"])
        figures.append(figure)
    return figures, untouched


def earns(item):
    """Whether it starts at nothing."""
    if item["kind"] in ("element", "graded") or "earn" in item or "out-of" in item:
        return True
    lines = list(item.get("bands", ())) + list(item.get("rungs", ()))
    return any("points" in line for line in lines)


def looked_at(item, values, items, said):
    """What an item is worth; None when nobody looked, or something is still to come."""
    many = int(item["places"]["count"]) if "places" in item else 1
    numbers = [str(number) for number in range(1, many + 1)] if "places" in item else [""]
    read = {place: value for place, value in values.items() if value not in (CLEAR, NA)}
    absent = [place for place in numbers if place not in read]
    if values.get("") != NA:
        absent = [place for place in absent if place and values.get(place) == NA]
    elif "places" in item:
        absent = [place for place in absent if values.get(place) != CLEAR]
    elif read:
        absent = []
    if not values:
        return None
    if item["kind"] == "graded" and read:
        element = next(one for one in items if one["id"] == item["of"])
        chosen = said.get((item["of"], ""))
        read = {"": graded(element, chosen, read[""])}
        if read[""] is None:
            return None
    if item.get("take", "each") != "each" and len(read) + len(absent) < many:
        return None
    if "all" in item.get("places", {}) and "" not in values and any(place not in values for place in numbers):
        return None
    full = units(item["points"])
    if len(absent) == many:
        return full
    return worth(item, read, full, many, len(absent))


def worth(item, read, full, many, absent):
    """The item from what was read, in the order of its places."""
    order = [read[place] for place in sorted(read, key=lambda place: (len(place), place))]
    if item["kind"] == "faults":
        changes = [-fault(item, id, int(times), full) for id, times in read.items()]
    elif item["kind"] == "counted":
        changes = [count(item, sum(int(value) for value in order), full)]
    elif item.get("take", "each") != "each":
        one = together(item["take"], [units(value) for value in order]) if order else None
        changes = [] if one is None else [reading(item, one, full, full)]
    else:
        changes = [change(item, value, full, full // many) for value in order]
    if "cap" in item.get("places", {}):
        changes = [max(one, -units(item["places"]["cap"])) for one in changes]
    brought = sum(changes)
    if absent and item["not-applicable"] == "item" and item.get("take", "each") == "each":
        brought = brought * many // (many - absent)
    if absent and item["not-applicable"] == "met" and earns(item) and item.get("take", "each") == "each":
        brought += full * absent // many
    return bounded(item, brought if earns(item) else full + brought)


def bounded(item, figure):
    """Within what the item can bring; one without points only adds or takes."""
    only = item["points"] == "0"
    floor, ceiling = item.get("floor", "none" if only else ""), item.get("ceiling", "none" if only else item["points"])
    if floor != "none":
        figure = max(figure, units(floor) if floor else lowest(item))
    return figure if ceiling == "none" else min(figure, units(ceiling))


def lowest(item):
    """0, or the low end of the item's own scale where that is below."""
    offered = ["0"]
    if item["kind"] == "levels":
        offered += [level["points"] for level in item["levels"] if "points" in level]
    elif item["kind"] == "element":
        offered += [choice["points"] for choice in item["catalogue"]]
    elif item["kind"] == "judged" and "bands" in item:
        offered += [band["points"] for band in item["bands"] if "points" in band]
    elif item["kind"] == "judged":
        offered.append(item.get("least", "0"))
    return min(units(text) for text in offered)


def graded(element, chosen, grade):
    """The points of a grade as text, or None while they are not known."""
    for choice in element["catalogue"]:
        if choice["id"] == chosen:
            for line in choice["grades"]:
                if line["id"] == grade:
                    return line["points"]
    return None


def fault(item, id, times, full):
    rule = next(one for one in item["faults"] if one["id"] == id)
    loss = listed(rule.get("lose", []), 1 if "once" in rule and times else times, full)
    return min(loss, units(rule["cap"])) if "cap" in rule else loss


def listed(prices, times, full):
    """The 1st, 2nd, … price added up; the last one stands for all later."""
    prices = [prices] if isinstance(prices, str) else list(prices)
    loss = 0
    for number in range(times if prices else 0):
        one = prices[number] if number < len(prices) else prices[-1]
        loss += full if one == "all" else units(one)
    return loss


def count(item, times, full):
    """What so many occurrences bring (negative: what they cost)."""
    if "lose" in item:
        left = max(0, times - int(item.get("free", "0")))
        return -listed(item["lose"], min(left, 1) if "once" in item else left, full)
    if "earn" in item:
        return times * units(item["earn"])
    if "out-of" in item:
        return full * times // int(item["out-of"])
    brought = 0
    for rung in item["rungs"]:
        if times >= int(rung["count"]):
            brought = units(rung["points"]) if "points" in rung else -listed(rung["lose"], 1, full)
    return brought


def together(take, figures):
    if take == "gap":
        return max(figures) - min(figures)
    if take == "mean":
        return sum(figures) // len(figures)
    return {"sum": sum, "smallest": min, "largest": max}[take](figures)


def change(item, value, full, even):
    """What one value brings, or takes off (negative)."""
    kind = item["kind"]
    if kind == "element":
        return units(next(one for one in item["catalogue"] if one["id"] == value)["points"])
    if kind == "graded":
        return units(value)
    if kind == "timed":
        return by_band(item, seconds(value), full, full, seconds)
    if kind == "levels":
        index = [level["id"] for level in item["levels"]].index(value)
        if "points" in item["levels"][index]:
            return units(item["levels"][index]["points"]) - full
        return full * index // (len(item["levels"]) - 1) - full
    if kind == "judged":
        if "bands" in item:
            return by_band(item, units(value), full, full, units)
        return units(value) - (units(item["each"]) if "each" in item else even)
    each = units(item["each"]) if "each" in item else even
    if kind == "checked":
        return 0 if value == "yes" else -each
    if kind == "attempts":
        prices = list(item["lose"])
        return -full if value == "no" else -listed(prices[min(int(value), len(prices)) - 1], 1, full)
    if value in ("in", "out"):
        return 0 if value == "in" else -each
    return reading(item, units(value), full, even)


def reading(item, figure, full, even):
    nominal = units(item.get("nominal", "0"))
    if "earn" in item:
        earn = item["earn"]
        far = figure - units(earn.get("from", "0"))
        price = units(earn["below"]) if far < 0 and "below" in earn else units(earn["points"])
        gained = steps(abs(far), earn.get("size", "1"), earn.get("count", "exact"), price)
        return units(earn.get("base", "0")) + (gained if far >= 0 else -gained)
    low, high = nominal, nominal
    if "tolerance" in item:
        sides = item["tolerance"] if isinstance(item["tolerance"], dict) else {}
        low -= units(sides.get("below", "0") if sides else item["tolerance"])
        high += units(sides.get("above", "0") if sides else item["tolerance"])
    inside, is_low = low <= figure <= high, figure < low
    if "window" in item:
        edges = item["window"]
        bottom, top = edges.get("from") or edges.get("over"), edges.get("to") or edges.get("under")
        inside = lies_in(edges, figure, units)
        is_low = bottom is not None and figure <= units(bottom)
        low, high = units(bottom or "0"), units(top or "0")
    edge = low if is_low else high
    if "bands" in item:
        off = (0 if inside else abs(figure - edge)) if "window" in item else abs(figure - nominal)
        return by_band(item, figure if item.get("bands-on") == "reading" else off, full, even, units)
    rule = item.get("step") or item.get("below" if is_low else "above")
    if "step" in item or "above" in item or "below" in item:
        if inside or rule is None:
            return 0
        start = nominal if rule.get("from") == "nominal" else edge
        return -steps(abs(figure - start), rule["size"], rule["count"], units(rule["lose"]))
    return 0 if inside else -(units(item["each"]) if "each" in item else even)


def steps(distance, size, how, price):
    whole, rest = divmod(distance, units(size))
    if how == "exact":
        return distance * price // units(size)
    return price * (whole + 1 if rest and how == "started" else whole)


def by_band(item, figure, full, even, read):
    """What a band brings where the item earns, else what it takes off."""
    for band in item["bands"]:
        if lies_in(band, figure, read):
            left = units(band["points"]) if "points" in band else even - listed(band.get("lose", "0"), 1, full)
            return left if earns(item) else left - even
    return 0


def lies_in(band, figure, read):
    if "from" in band and figure < read(band["from"]):
        return False
    if "over" in band and figure <= read(band["over"]):
        return False
    if "to" in band and figure > read(band["to"]):
        return False
    return not ("under" in band and figure >= read(band["under"]))


def round_half_up(numerator, denominator, decimals):
    """A figure rounded by long division, half away from zero, as text."""
    sign = "-" if numerator < 0 else ""
    figure = (abs(numerator) * 10**decimals * 2 + denominator) // (denominator * 2)
    return f"{sign if figure else ''}{figure // 10**decimals}.{figure % 10**decimals:0{decimals}d}"
