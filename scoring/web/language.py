"""Which language a page speaks, and the catalogues made ready from their .po files. Knows no page."""

import os
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, gettext, ngettext, pgettext

LANGUAGES = ("zh", "en")
# Of two translations of a sentence the first counts.
DOMAINS = (
    *("base", "judge", "floor", "chief", "organiser", "rules", "lab", "try", "display", "results", "cli"),
    *("join", "fleet", "heat", "notes", "sign", "paper", "network", "rescue"),
)


def language() -> str:
    """zh or en: what the address asks for, what this browser chose, what the person prefers, else zh."""
    if not has_request_context():
        return getattr(g, "language", "zh")
    person = getattr(g, "person", None)
    wishes = (request.args.get("lang"), request.cookies.get("language"), person.language if person else "")
    return next((wish for wish in wishes if wish in LANGUAGES), "zh")


def use_languages(app: Flask, cache: Path) -> None:
    """Give templates `_`, `ngettext`, `pgettext` and `lang`."""
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compile_catalogues(Path(app.root_path) / "translations", cache))
    Babel(app, locale_selector=language)
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, pgettext=pgettext)
    app.context_processor(lambda: {"lang": language()})


def compile_catalogues(source: Path, cache: Path) -> Path:
    """Merge every area's .po of a language into one .mo below `cache`, when one of them is newer; answer the folder."""
    target = cache / "translations"
    for folder in sorted(source.glob("*/LC_MESSAGES")):
        files = [file for domain in DOMAINS if (file := folder / f"{domain}.po").exists()]
        made = target / folder.relative_to(source) / "messages.mo"
        if made.exists() and files and made.stat().st_mtime >= max(file.stat().st_mtime for file in (*files, folder)):
            continue
        made.parent.mkdir(parents=True, exist_ok=True)
        draft = made.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as out:
            write_mo(out, merged(files, folder.parent.name))
        draft.replace(made)
    return target


def merged(files: list[Path], locale: str) -> Catalog:
    """One catalogue of several files; a message that two of them translate keeps the first."""
    whole = Catalog(locale=locale)
    for file in files:
        with file.open("rb") as text:
            for message in read_po(text, locale=locale):
                known = whole.get(message.id, message.context) if message.id else None
                if message.id and not message.fuzzy and not (known and known.string):
                    whole.add(message.id, message.string, context=message.context)
    return whole
