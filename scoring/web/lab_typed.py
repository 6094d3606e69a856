"""From what was typed into a form to edits of a rubric's text, and from what is wrong in it back to the fields."""

import re
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from scoring.rubrics import edit
from scoring.rubrics.field_words import FIELDS
from scoring.rubrics.problems import Path, Problem
from scoring.rubrics.reader import tree_of
from scoring.rubrics.written import Tree
from scoring.web.lab_fields import OWN, Box
from scoring.web.language import language

Sent = MultiDict[str, str]
GAPS = re.compile(r"[\s,，、;；]+")
QUOTED = re.compile(r"“([a-z][a-z\-]*)”")
FIELD_IN_CHINESE = re.compile(r"(?<![\w@.\-])[a-z][a-z\-]+(?![\w@.\-])")


def spoken(value: str) -> str:
    """What stands in a field of figures, as people say it: `all` is everything."""
    said = {"all": _("everything"), "none": _("no limit"), "entries": _("as many as entries")}
    return ", ".join(said.get(part, part) for part in value.split(", ")) if value else ""


def edited(text: str, boxes: Iterable[Box], sent: Sent) -> str:
    """The text with every field as it was typed; what was not touched stays as it is written."""
    for box in leaves(boxes):
        value = typed(box, sent)
        if value is not None and value != _now(box):
            text = write(text, box.path, value)
    return text


def write(text: str, path: Path, value: Tree) -> str:
    """A value at a path; nothing typed means that the field goes."""
    if value not in ("", [], {}):
        return edit.put(text, path, value)
    return edit.drop(text, path) if edit.value_at(text, path) is not None else text


def leaves(boxes: Iterable[Box]) -> Iterator[Box]:
    """The boxes that are typed into, one a value."""
    for box in boxes:
        if box.how in ("group", "rows", "pair"):
            yield from leaves(box.boxes)
        else:
            yield box


def typed(box: Box, sent: Sent) -> Tree | None:
    """What a form says about a box; None when it was not part of the form."""
    if box.how == "flag":
        return None if box.name not in sent.getlist("flags") else "true" if sent.get(box.name) else ""
    if box.how == "sides":
        return _sides(box, sent)
    if box.name not in sent:
        return None
    line = " ".join(sent[box.name].split())
    if box.how == "unit" and line == OWN:
        words = {str(each.path[-1]): " ".join(sent.get(each.name, "").split()) for each in box.boxes}
        return {tongue: word for tongue, word in words.items() if word} or {"zh": "", "en": ""}
    if box.how == "figure":
        return _meant(line)
    if box.how != "list":
        return line
    parts = [_meant(part) for part in GAPS.split(line.replace(_("as many as entries"), "entries")) if part]
    return parts[0] if box.single and len(parts) == 1 else parts


def _now(box: Box) -> Tree:
    """What stands in the file, in the form in which `typed` answers."""
    if box.how == "sides":
        below, above = (each.value for each in box.boxes)
        return {"below": below, "above": above} if above else below
    if box.how == "unit" and box.value == OWN:
        return {str(each.path[-1]): each.value for each in box.boxes if each.value}
    if box.how == "list":
        parts = [part for part in box.value.split(", ") if part]
        return parts[0] if box.single and len(parts) == 1 else parts
    return box.value


def _sides(box: Box, sent: Sent) -> Tree | None:
    if box.boxes[0].name not in sent:
        return None
    below, above = (" ".join(sent.get(each.name, "").split()) for each in box.boxes)
    return {"below": below or "0", "above": above} if above and above != below else below


def _meant(word: str) -> str:
    """The word of the file for what people say."""
    said = {_("everything"): "all", _("no limit"): "none", _("as many as entries"): "entries"}
    return said.get(word, word)


def wrong(text: str, problems: Iterable[Problem]) -> list[tuple[Path, str]]:
    """What is wrong, each with the path of the part it is about, in the page's language."""
    parts = tree_of(text)
    begins = [0, *(found.end() for found in re.finditer("\n", text))]
    keys = {part.key: path for path, part in parts.items()}
    starts = {part.start: path for path, part in parts.items()}
    told = []
    for one in problems:
        index = begins[min(one.line, len(begins)) - 1] + one.column - 1
        path = starts.get(index, keys.get(index, ()))
        field = QUOTED.search(one.en)
        if one.code == "missing" and field:
            path = (*path, field[1])
        told.append((path, said(one)))
    return told


def said(problem: Problem) -> str:
    """The sentence without file and line; fields are called as the form calls them."""
    if language() == "en":
        return problem.en[:1].upper() + problem.en[1:]
    return FIELD_IN_CHINESE.sub(lambda found: FIELDS.get(found[0], (found[0],))[0], problem.zh)


def box_of(path: Path, boxes: Iterable[Box]) -> Box | None:
    """The field that a path belongs to: the one it names, or the smallest that holds it."""
    best: Box | None = None
    for box in boxes:
        if path[: len(box.path)] == box.path and (best is None or len(box.path) >= len(best.path)):
            best = box_of(path, box.boxes) or box
    return best
