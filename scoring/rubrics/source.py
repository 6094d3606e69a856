"""From the bytes of a file to its text, and what broken writing most likely meant. Knows no YAML library."""

import hashlib
import re
import sys
from dataclasses import dataclass, field
from itertools import islice

LARGEST = 256  # KiB
LONGEST = 1000  # characters of a line that are searched for slips; a longer one is no line of a rubric
INVISIBLE = re.compile(
    r"[^\t\n\r\x20-\x7E\xA0-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]|[\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]"
)
LINE_END = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
WIDE_SPACE = re.compile(r" *[\u3000\xA0]")
KEY = r"[A-Za-z][\w\-]*"


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem at a line and column of the file, both counted from 1."""

    line: int
    column: int
    code: str
    values: dict[str, str | tuple[str, str]] = field(default_factory=dict)


def decode(raw: bytes | str) -> tuple[str, list[Fault]]:
    """The text of a file, and what is wrong with its encoding. UTF-8 only: other encodings are named, never guessed."""
    if len(raw) > LARGEST * 1024:
        return "", [Fault(1, 1, "too-large", {"limit": str(LARGEST)})]
    if isinstance(raw, str):
        text = raw
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in raw[:4]:
        return "", [Fault(1, 1, "utf-16")]
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            return "", [_undecodable(raw, error.start)]
    faults = []
    if text.startswith("\ufeff"):
        text = text[1:]
        faults.append(Fault(1, 1, "bom"))
    for found in islice(INVISIBLE.finditer(text), 20):  # of a binary file the first few say enough
        line, column = position(text, found.start())
        faults.append(Fault(line, column, "character", {"char": f"U+{ord(found[0]):04X}"}))
    return text, faults


def _undecodable(raw: bytes, start: int) -> Fault:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        before = raw[:start].decode("utf-8")
        return Fault(*position(before, len(before)), "not-utf-8")
    return Fault(1, 1, "gb18030")  # the whole file: where UTF-8 first fails says nothing


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, counted from 1, of a character."""
    before = LINE_END.split(text[:index])
    return len(before), len(before[-1]) + 1


def explain(
    text: str, context: str, context_at: tuple[int, int] | None, wrong: str, wrong_at: tuple[int, int] | None
) -> list[Fault]:
    """Why text cannot be read, from the parser's words (`context`, `wrong`), its two places and the lines there."""
    lines = LINE_END.split(text)
    last = (wrong_at or context_at or (1, 1))[0]
    tabs = [number for number, line in enumerate(lines[:last], 1) if re.match(r" *\t\s*\S", line)]
    if tabs:
        return [Fault(number, lines[number - 1].index("\t") + 1, "tab") for number in tabs]
    wide = [(number, found.end()) for number, line in enumerate(lines[:last], 1) if (found := WIDE_SPACE.match(line))]
    if wide:
        return [Fault(number, column, "wide-space") for number, column in wide]
    for at in (context_at, wrong_at):
        fault = _explain_line(lines, at) if at else None
        if fault:
            return [fault]
    return [_explain_words(lines, context, context_at, wrong, wrong_at or context_at or (1, 1))]


def explain_flow(word: str, line: int, column: int) -> tuple[str | None, str, Fault]:
    """Why a word inside braces has no value; with the field and text it was meant to be, when that is plain."""
    if found := re.match(rf"({KEY})([:：])(.+)", word, re.DOTALL):
        code = "colon-space" if found[2] == ":" else "fullwidth-colon"
        return found[1], found[3], Fault(line, column + found.end(1), code, {"key": found[1]})
    code = "empty" if re.fullmatch(KEY, word) else "comma-in-text"
    return (word if code == "empty" else None), "", Fault(line, column, code)


def explain_escape(text: str) -> Fault:
    """Where an escape such as `\\UFFFFFFFF` stands for no character, over which the parser stumbles without a place."""
    for found in re.finditer(r"\\U([0-9A-Fa-f]{8})", text):
        if int(found[1], 16) > sys.maxunicode:
            return Fault(*position(text, found.start()), "escape", {"value": found[0]})
    return Fault(1, 1, "syntax")


def _explain_line(lines: list[str], at: tuple[int, int]) -> Fault | None:
    """What the line at a fault, or the one before it, shows by itself."""
    for number in (at[0], at[0] - 1):
        if not 1 <= number <= len(lines):
            continue
        line = lines[number - 1][:LONGEST]
        bare = re.sub(r"\"[^\"]*\"|'[^']*'|(?:^|\s)#.*", lambda found: " " * len(found[0]), line)
        if found := re.search(rf"(?:^\s*(?:- )*|[{{,]\s*)({KEY})：", bare):
            return Fault(number, found.end(1) + 1, "fullwidth-colon", {"key": found[1]})
        if found := re.search(rf"(?:^\s*(?:- )*|[{{,]\s*)({KEY}):(?=[^\s:/,}}\]])", bare):
            return Fault(number, found.end(1) + 1, "colon-space", {"key": found[1]})
        if found := re.search(r"[:\[,{-]\s+([\"'])", bare):
            return Fault(number, found.start(1) + 1, "quote")
        if found := re.search(rf"[{{\[].*(，)\s*{KEY}\s*:", bare):
            return Fault(number, found.start(1) + 1, "fullwidth-comma")
        if found := re.match(rf"\s*(?:- )*{KEY}: +[^\s\"'{{\[][^#]*?(:)(?: |$)", bare):
            return Fault(number, found.start(1) + 1, "colon-in-text")
    return None


def _explain_words(
    lines: list[str], context: str, context_at: tuple[int, int] | None, wrong: str, at: tuple[int, int]
) -> Fault:
    """What the parser's own words say when the line shows nothing."""
    if "quoted scalar" in context and context_at:
        return Fault(*context_at, "quote")
    if "while scanning a" in context and any(word in context for word in ("alias", "anchor", "tag", "directive")):
        place = context_at or at
        return Fault(*place, "start-char", {"char": _char(lines, place)})
    if "cannot start any token" in wrong:
        return Fault(*at, "start-char", {"char": _char(lines, at)})
    if "could not find expected ':'" in wrong:
        return Fault(*(context_at or at), "no-colon")
    if "flow" in context and context_at:
        return Fault(*context_at, "bracket")
    if "mapping values" in wrong or "block" in context or "block" in wrong:
        return Fault(*at, "indent")
    return Fault(*at, "syntax")


def _char(lines: list[str], at: tuple[int, int]) -> str:
    line = lines[at[0] - 1] if at[0] <= len(lines) else ""
    return line[at[1] - 1 : at[1]]


def digest(text: bytes | str) -> str:
    """The SHA-256 of a rubric's content in hexadecimal: what an event has agreed to and a sheet's foot shows."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
