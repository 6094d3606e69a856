"""Texts spoilt at random, the way hands, editors and disks spoil them. Knows nothing of what the texts mean."""

import re
from collections.abc import Callable, Sequence
from random import Random

TOKEN = re.compile(r"[\w.%:@#$+-]+|[^\w\s]")
NUMBER = re.compile(r"\d+(\.\d+)?")
NUMBERS = (
    "0", "1", "2", "3", "10", "60", "400", "999", "1000", "-1", "-0", "0.5", "0.000001", "0.0000001", "00", "007",
    "1_0", "999999999", "9999999999", "1e9", "1e999", ".5", "5.", "+1", "1/3", "1/0", "50%", "0%", "101%", "1:30",
    "0:00", "99:59", "none", "all", "entries", "true", "no", "~", "NaN", "Infinity", "0x10", "１２", "٣", "二", "1,5",
    "2024-01-01", "",
)  # fmt: skip
CHARACTERS = (
    "\0", "\t", "\r", "\n", "\x1b", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffd", "：", "，", "“", "　",
    "é", "e\u0301", "😀", "\U0001f3f3\ufe0f\u200d\U0001f308", "ﬁ", "−", "#", "&a ", "*a ", "!!int ", "!x ", "|", ">",
    "'", '"', "{", "}", "[", "]", ",", ": ", "- ", "---\n", "...\n", "%", "@", "`", "$", "$day", "\\", "? ", "<<: ",
)  # fmt: skip
OPENERS = ("[", "{a: ", "- ", "(", "? ", '"', "\n  " * 3, "#", "$", "a: {b: ")


def flip_byte(text: str, chance: Random, words: Sequence[str]) -> str | bytes:
    """One bit of one byte; the result may be no text any more."""
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def swap_tokens(text: str, chance: Random, words: Sequence[str]) -> str:
    """Two words change places."""
    found = list(TOKEN.finditer(text))
    if len(found) < 2:
        return text
    one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
    between = text[one.end() : other.start()]
    return text[: one.start()] + other.group() + between + one.group() + text[other.end() :]


def change_token(text: str, chance: Random, words: Sequence[str]) -> str:
    """A word becomes another one that is used somewhere."""
    return _replace(text, TOKEN, chance, words)


def change_number(text: str, chance: Random, words: Sequence[str]) -> str:
    """A number becomes another one, or something that looks like one."""
    return _replace(text, NUMBER, chance, NUMBERS)


def insert_character(text: str, chance: Random, words: Sequence[str]) -> str:
    """A character with a meaning of its own, or a strange one, stands somewhere."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(CHARACTERS) + text[at:]


def delete_lines(text: str, chance: Random, words: Sequence[str]) -> str:
    """Some lines are gone."""
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines) + 1)
    return "".join(lines[:at] + lines[at + chance.randint(1, 4) :])


def repeat_lines(text: str, chance: Random, words: Sequence[str]) -> str:
    """Some lines stand there several times, rarely very often."""
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines) + 1)
    block = lines[at : at + chance.randint(1, 12)]
    times = chance.choice((2, 2, 2, 3, 10, 300))
    return "".join(lines[:at] + block * times + lines[at + len(block) :])


def swap_lines(text: str, chance: Random, words: Sequence[str]) -> str:
    """Two lines change places."""
    lines = text.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = chance.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def indent_lines(text: str, chance: Random, words: Sequence[str]) -> str:
    """Some lines move to the right or to the left."""
    lines = text.splitlines(keepends=True)
    at, step = chance.randrange(len(lines) + 1), chance.choice((-4, -2, -1, 1, 2, 4))
    for index in range(at, min(at + chance.randint(1, 5), len(lines))):
        lines[index] = " " * step + lines[index] if step > 0 else lines[index][-step:]
    return "".join(lines)


def nest(text: str, chance: Random, words: Sequence[str]) -> str:
    """Something opens again and again."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(OPENERS) * chance.choice((1, 5, 30, 1000, 20000)) + text[at:]


def lengthen(text: str, chance: Random, words: Sequence[str]) -> str:
    """One word, or one number, becomes very long."""
    found = list(TOKEN.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.end()] + match.group()[-1:] * chance.choice((20, 700, 40000)) + text[match.end() :]


def cut(text: str, chance: Random, words: Sequence[str]) -> str:
    """The rest is missing."""
    return text[: chance.randrange(len(text) + 1)]


def _replace(text: str, what: re.Pattern[str], chance: Random, words: Sequence[str]) -> str:
    found = list(what.finditer(text))
    if not found or not words:
        return text
    match = chance.choice(found)
    return text[: match.start()] + chance.choice(words) + text[match.end() :]


Mutation = Callable[[str, Random, Sequence[str]], str | bytes]
MUTATIONS: tuple[Mutation, ...] = (
    flip_byte, swap_tokens, change_token, change_token, change_token, change_number, change_number, change_number,
    insert_character, delete_lines, delete_lines, repeat_lines, swap_lines, indent_lines, nest, lengthen, cut,
)  # fmt: skip


LARGE = 1_000_000  # a text this long is spoilt enough
GENTLE: tuple[Mutation, ...] = (change_number, change_number, change_token, swap_tokens, delete_lines, repeat_lines)


def spoil(text: str, chance: Random, words: Sequence[str]) -> str | bytes:
    """A text after one small change, or after up to five of any kind."""
    if chance.random() < 0.5:
        return chance.choice(GENTLE)(text, chance, words)
    spoilt: str | bytes = text
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        if len(spoilt) > LARGE:
            break
        if isinstance(spoilt, bytes):
            spoilt = spoilt.decode("utf-8", "replace")
        spoilt = chance.choice(MUTATIONS)(spoilt, chance, words)
    return spoilt


def words_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Every word that stands in any of the texts."""
    return tuple(sorted({word for text in texts for word in TOKEN.findall(text) if len(word) < 40}))
