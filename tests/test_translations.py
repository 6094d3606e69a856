"""Every sentence of templates and Python is there in Chinese, once, with its placeholders; none lies about unused."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po

from scoring.web.language import DOMAINS

SCORING = Path(__file__).parents[1] / "scoring"
CATALOGUES = SCORING / "translations" / "zh" / "LC_MESSAGES"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_": None,
    "lazy_gettext": None,
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_ngettext": (1, 2),
}
METHODS = {".py": "python", ".html": "jinja2", ".json": "jinja2"}
HOLES = re.compile(r"%\((\w+)\)|(?<!%)\{(\w+)\}")


def said():
    """{(context, msgid): where} of the whole application; of plural messages the singular."""
    found = {}
    for path in sorted(SCORING.rglob("*")):
        if (
            path.suffix not in METHODS
            or "static" in path.parts
            or (path.suffix == ".json" and "templates" not in path.parts)
        ):
            continue
        with path.open("rb") as source:
            for line, message, _, context in extract(METHODS[path.suffix], source, KEYWORDS):
                first = message[0] if isinstance(message, tuple) else message
                if first:
                    found.setdefault((context, first), f"{path.relative_to(SCORING)}:{line}")
    return found


def translated():
    """[(file, message)] of all catalogues, the head of each left out."""
    found = []
    for domain in DOMAINS:
        file = CATALOGUES / f"{domain}.po"
        if file.exists():
            with file.open("rb") as text:
                found += [(file.name, message) for message in read_po(text, locale="zh") if message.id]
    return found


def name_of(message):
    return message.context, message.id[0] if isinstance(message.id, tuple | list) else message.id


def texts(message):
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


def holes(text):
    return {one or two for one, two in HOLES.findall(text)}


SAID = said()
TRANSLATED = translated()


def test_the_search_finds_what_there_is():
    assert len(SAID) > 300
    assert {path.split(":")[0].rpartition(".")[2] for path in SAID.values()} == {"py", "html", "json"}
    assert any(context for context, _ in SAID)


def test_every_sentence_is_translated():
    known = {name_of(message) for _, message in TRANSLATED if all(texts(message)) and not message.fuzzy}
    missing = [
        f"{where}: {context or ''} {text!r}" for (context, text), where in SAID.items() if (context, text) not in known
    ]
    assert not missing, "\n" + "\n".join(missing)


def test_no_translation_is_left_over_empty_or_unsure():
    wrong = [f"{file}: unused: {name_of(message)}" for file, message in TRANSLATED if name_of(message) not in SAID]
    wrong += [
        f"{file}: fuzzy or empty: {name_of(message)}"
        for file, message in TRANSLATED
        if message.fuzzy or not all(texts(message))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_sentence_is_translated_one_way_only():
    known, wrong = {}, []
    for file, message in TRANSLATED:
        first = known.setdefault(name_of(message), (file, texts(message)))
        if first[1] != texts(message):
            wrong.append(f"{first[0]} and {file}: {name_of(message)}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_placeholders_survive():
    wrong = []
    for file, message in TRANSLATED:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        wanted = set().union(*map(holes, ids))
        wrong += [
            f"{file}: {text!r} of {ids[0]!r}" for text in texts(message) if holes(text) - {"num"} != wanted - {"num"}
        ]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("text", ["%(n)s of {of}", "{n}%(of)s"])
def test_holes_are_seen(text):
    assert holes(text) == {"n", "of"}
