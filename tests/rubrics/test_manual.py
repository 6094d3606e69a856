"""The manual of the rubric language: every example in it is run, and every word of the language stands in it."""

import io
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from scoring.engine.tabulate import as_csv, tabulate
from scoring.rubrics.command import check_files
from scoring.rubrics.language import Rubric
from scoring.rubrics.reader import read_rubric

DOCS = Path(__file__).parents[2] / "docs"
LANGUAGES = ("en", "zh")
Row = dict[str, Any]
BLOCK = re.compile(r"^```(\w+) (\w+)=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WORDS = re.compile(r"<!-- words: (.+?) -->\n((?:\|.*\n)+)")


@cache
def pages(language: str) -> dict[str, str]:
    """The pages of the manual in one language, by their path below docs/ without the suffix of the language."""
    folder = [DOCS / "rubrics.md", *sorted((DOCS / "rubrics").glob("*.md"))]
    names = [path.with_name(path.name.removesuffix(".zh-CN.md").removesuffix(".md")) for path in folder]
    suffix = ".zh-CN.md" if language == "zh" else ".md"
    files = {name: name.with_name(name.name + suffix) for name in dict.fromkeys(names)}
    return {str(name.relative_to(DOCS)): file.read_text(encoding="utf-8") for name, file in files.items()}


@cache
def blocks(language: str) -> dict[tuple[str, str], str]:
    """The executed blocks of one language by (word, example), such as ("rubric", "throwing@1")."""
    found: dict[tuple[str, str], str] = {}
    for text in pages(language).values():
        for _, word, name, content in BLOCK.findall(text):
            assert (word, name) not in found, f"{word}={name} stands in the manual twice"
            found[word, name] = content
    return found


def named(word: str) -> list[str]:
    return [name for kind, name in blocks("en") if kind == word]


@cache
def rubric_of(name: str) -> Rubric:
    reading = read_rubric(blocks("en")["rubric", name], f"{name}.yaml")
    assert reading.rubric is not None, [problem.say("en") for problem in reading.problems]
    return reading.rubric


@cache
def document_of(name: str) -> Row:
    text = blocks("en")
    found = tabulate(rubric_of(name), text["rubric", name], text["marks", name], f"{name}.csv")
    assert [problem.say("en") for problem in found.problems] == []
    return found.document


def lines_of(name: str) -> list[str]:
    """The result as the manual writes it, with the figures that the manual gives."""
    promised = [line.split() for line in blocks("en")["result", name].splitlines()]
    document = document_of(name)
    rows = [row_of(row, row["contestant"], asked) for row, asked in each_with(document["standings"], promised, False)]
    teams = each_with(document.get("teams", []), promised, True)
    rows += ["team " + row_of({**row, "status": ""}, row["team"], asked) for row, asked in teams]
    return rows


def each_with(rows: list[Row], promised: list[list[str]], teams: bool) -> list[tuple[Row, list[str]]]:
    """Every row with the line the manual has for it."""
    asked = [line for line in promised if (line[0] == "team") == teams]
    return [(row, asked[at] if at < len(asked) else []) for at, row in enumerate(rows)]


def row_of(row: Row, who: str, asked: list[str]) -> str:
    bare = row["total"] is None or (row["rank"] is None and not row["status"])
    words = [str(row["rank"] or "-"), who, "-" if bare else row["total"], row["status"], "tied" if row["tied"] else ""]
    words += [f"{name}={figure(row, name)}" for name in (word.partition("=")[0] for word in asked if "=" in word)]
    return " ".join(word for word in words if word)


def figure(row: Row, name: str) -> str:
    if name in ("award", "grade"):
        return row[name]["en"] if row[name] else "-"
    if name in ("why", "flags"):
        return ",".join(reason["code"] for reason in row[name])
    return row["parts"].get(name, "?")


def checked(name: str, text: str, folder: Path, language: str) -> str:
    """What `check` prints, problems and all."""
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    out = io.StringIO()
    check_files([file], language, out, out)
    return out.getvalue().replace(f"{folder}/", "")


def test_both_languages_have_the_same_pages_and_examples():
    assert pages("en").keys() == pages("zh").keys()
    english, chinese = ([*blocks(language).items()] for language in LANGUAGES)
    assert [key for key, _ in english] == [key for key, _ in chinese]
    for (key, one), (_, other) in zip(english, chinese, strict=True):
        if key[0] in ("rubric", "marks", "result", "faulty"):
            assert one == other, key


def anchors(text: str) -> set[str]:
    """What the headings of a page are called in links."""
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", bare, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_somewhere(language):
    suffix = ".zh-CN.md" if language == "zh" else ".md"
    for name, text in pages(language).items():
        here = DOCS / f"{name}{suffix}"
        for target, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
            there = (here.parent / target) if target else here
            assert there.is_file(), f"{here.name}: {target}"
            assert not anchor or anchor in anchors(there.read_text(encoding="utf-8")), f"{here.name}: {target}#{anchor}"


@pytest.mark.parametrize("name", named("rubric"))
def test_an_example_is_checked_and_gives_its_result(name, tmp_path):
    text = blocks("en")["rubric", name]
    if ("check", name) not in blocks("en"):
        reading = read_rubric(text, f"{name}.yaml")
        assert [told.say("en") for told in (*reading.problems, *reading.warnings)] == []
    assert lines_of(name) == blocks("en")["result", name].splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_check_prints_is_what_it_says(language, tmp_path):
    assert named("check")
    for name in named("check"):
        text = blocks("en").get(("rubric", name)) or blocks("en")["faulty", name]
        assert checked(name, text, tmp_path, language) == blocks(language)["check", name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_the_table_that_tabulate_writes(language):
    assert named("table")
    for name in named("table"):
        assert as_csv(document_of(name), language) == blocks(language)["table", name]


def test_examples_have_cases_enough():
    for name in named("rubric"):
        assert len(document_of(name)["standings"]) >= 2, name
    assert sum(len(document_of(name)["standings"]) for name in named("rubric")) >= 3 * len(named("rubric"))


def annotations(annotation: Any) -> list[Any]:
    """An annotation and everything inside it."""
    inner = [part for each in get_args(annotation) for part in annotations(each)]
    return [annotation, *(inner if get_origin(annotation) is not Literal else [])]


@cache
def models() -> dict[str, type[BaseModel]]:
    """Every class of the language, by name."""
    found: dict[str, type[BaseModel]] = {}
    queue: list[type[BaseModel]] = [Rubric]
    while queue:
        model = queue.pop()
        if model.__name__ in found:
            continue
        found[model.__name__] = model
        inner = (part for field in model.model_fields.values() for part in annotations(field.annotation))
        queue += [part for part in inner if isinstance(part, type) and issubclass(part, BaseModel)]
        queue += [base for base in model.__bases__ if issubclass(base, BaseModel) and base.model_fields]
    return found


def own_fields(model: type[BaseModel]) -> list[str]:
    """The fields of a class without those it has from a class that has a table of its own."""
    above = {name for base in model.__bases__ for name in getattr(base, "model_fields", {})}
    return [name for name in model.model_fields if name not in above]


def choices() -> dict[frozenset[str], str]:
    """Every set of words that one field chooses from, with the class and field where it first stands."""
    found: dict[frozenset[str], str] = {}
    for model in models().values():
        for name, field in model.model_fields.items():
            for part in annotations(field.annotation):
                if get_origin(part) is Literal and all(isinstance(word, str) for word in get_args(part)):
                    found.setdefault(frozenset(get_args(part)), f"{model.__name__}.{name}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_stands_in_its_table(language):
    tables: dict[str, set[str]] = {}
    for text in pages(language).values():
        for names, table in WORDS.findall(text):
            cells = (line.split("|")[1] for line in table.splitlines())
            for name in names.split(", "):
                tables[name] = {word for cell in cells for word in re.findall(r"`([\w-]+)`", cell)}
    own = {name: [model.model_fields[field].alias for field in own_fields(model)] for name, model in models().items()}
    wanted = {name: set(words) for name, words in own.items() if words}
    missing = {name: sorted(words - tables.get(name, set())) for name, words in wanted.items()}
    assert {name: words for name, words in missing.items() if words} == {}
    assert sorted(tables.keys() - wanted.keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_named(language):
    text = "\n".join(pages(language).values())
    words = {word for code in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"[\w-]+", code)}
    assert {where: missing for found, where in choices().items() if (missing := sorted(found - words))} == {}


def values_in(part: Any) -> list[BaseModel]:
    """A value of the language and every value inside it."""
    if isinstance(part, tuple):
        return [value for each in part for value in values_in(each)]
    if not isinstance(part, BaseModel):
        return []
    inner = [value for name in type(part).model_fields for value in values_in(getattr(part, name))]
    return [part, *inner]


@cache
def used() -> tuple[set[tuple[str, str]], set[str]]:
    """Every (class, field) that some example writes, and every word that some example chooses."""
    fields: set[tuple[str, str]] = set()
    words: set[str] = set()
    for name in named("rubric"):
        for value in values_in(rubric_of(name)):
            for model in type(value).__mro__:
                own = getattr(model, "model_fields", {})
                fields |= {(model.__name__, field) for field in value.model_fields_set if field in own}
            for field in type(value).model_fields:
                found = getattr(value, field)
                words |= {each for each in (found if isinstance(found, tuple) else (found,)) if isinstance(each, str)}
    return fields, words


def test_every_word_is_used_in_an_executed_example():
    fields, words = used()
    wanted = {(name, field) for name, model in models().items() for field in own_fields(model)}
    assert sorted(".".join(each) for each in wanted - fields) == []
    lines = (line for name in named("marks") for line in blocks("en")["marks", name].splitlines())
    facts = {word for line in lines for word in line.split(",")}
    assert {where: left for found, where in choices().items() if (left := sorted(found - words - facts))} == {}
