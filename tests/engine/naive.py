"""A second, plain implementation of the sheet: whole numbers only, no import from the engine, written from the rules.

Everything is counted in UNITS of a point, so that thirds, sevenths and eighths are whole too. It works on the plain
tree of a rubric, never on the rubric language's classes.
"""

UNITS = 840_000  # divisible by 1…8 and 10, and by 1000: every price and every even part is a whole number of them


def units(text):
    """Points as written, in UNITS."""
    whole, _, part = text.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole)) * UNITS + int((part + "000")[:3]) * (UNITS // 1000))


def thousandths(text):
    whole, _, part = text.partition(".")
    sign = -1 if text.startswith("-") else 1
    return sign * (abs(int(whole)) * 1000 + int((part + "000")[:3]))


def hundredths_of_a_second(text):
    minutes, _, seconds = text.partition(":")
    return int(minutes) * 6000 + thousandths(seconds) // 10


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
        full = units(item["points"])
        if not values:
            untouched.append(item["id"])
            earns = item["kind"] == "timed" or "earn" in item or "rungs" in item
            figures.append(0 if earns else full)
            continue
        figures.append(one_item(item, [value for value in values.values() if value != "clear"]))
    return figures, untouched


def one_item(item, values):
    full = units(item["points"])
    count = int(item["places"]["count"]) if "places" in item else 1
    left = full
    if item["kind"] == "counted" and "lose" not in item:
        times = 0
        for value in values:
            times += int(value)
        if "earn" in item:
            left = times * units(item["earn"])
        else:
            left = 0
            for rung in item["rungs"]:
                if times >= int(rung["count"]):
                    left = units(rung["points"])
    elif item["kind"] == "timed":
        for value in values:
            left = 0
            for band in item["bands"]:
                if lies_in(band, hundredths_of_a_second(value), hundredths_of_a_second):
                    left = units(band["points"])
    elif item["kind"] == "levels":
        for value in values:
            for level in item["levels"]:
                if level["id"] == value:
                    left = units(level["points"])
    elif item["kind"] == "judged":
        for value in values:
            top = units(item["each"]) if "each" in item else full // count
            left -= top - units(value)
    else:
        for value in values:
            left -= price(item, value, full, full // count)
    return max(0, min(full, left))


def price(item, value, full, even):
    """What one value takes off an item that loses points by faults."""
    if item["kind"] == "checked":
        return 0 if value == "yes" else units(item["each"]) if "each" in item else even
    if item["kind"] == "counted":
        return int(value) * units(item["lose"])
    if item["kind"] == "attempts":
        prices = list(item["lose"])
        while len(prices) < int(value):
            prices.append(prices[-1])
        return full if prices[int(value) - 1] == "all" else units(prices[int(value) - 1])
    return reading(item, value, full, even)


def reading(item, value, full, even):
    if value == "in":
        return 0
    each = units(item["each"]) if "each" in item else even
    if value == "out":
        return each
    off = abs(thousandths(value) - thousandths(item.get("nominal", "0")))
    if "bands" in item:
        for band in item["bands"]:
            if lies_in(band, off, thousandths):
                return full if band["lose"] == "all" else units(band["lose"])
        return 0
    if "step" in item:
        size = thousandths(item["step"]["size"])
        steps = off // size
        if item["step"]["count"] == "started" and steps * size != off:
            steps += 1
        return steps * units(item["step"]["lose"])
    return each if off > thousandths(item["tolerance"]) else 0


def lies_in(band, figure, read):
    if "from" in band and figure < read(band["from"]):
        return False
    if "over" in band and figure <= read(band["over"]):
        return False
    if "to" in band and figure > read(band["to"]):
        return False
    return not ("under" in band and figure >= read(band["under"]))


def round_half_up(numerator, denominator, decimals):
    """A figure that is not negative, rounded by long division, as text."""
    figure = (numerator * 10**decimals * 2 + denominator) // (denominator * 2)
    return f"{figure // 10**decimals}.{figure % 10**decimals:0{decimals}d}"
