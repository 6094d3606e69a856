"""The results as an XLSX workbook: the sheet to sign, every calculation, every mark as entered, and the rules used.

Figures are numbers with the decimals the rubric rounds to; what never ends is text with its exact fraction.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from scoring.engine.result import Result
from scoring.paper.calculation import Calculation, ModuleTree
from scoring.paper.certificate import CertificateSheet
from scoring.paper.entries import entries_of
from scoring.paper.means import Means, seat_label
from scoring.paper.pages import Book, Page, Value, footer
from scoring.paper.remarks import RemarkLine, remarks_page
from scoring.paper.tables import Entrant, Line, Occasion, ResultSheet, award_rule, sum_rule, tie_rule
from scoring.paper.teams import TeamSheet
from scoring.paper.words import word
from scoring.rubrics.language import Rubric

WIDTHS = {"rank": 6, "number": 9, "name": 16, "unit": 26, "total": 10, "award": 10, "remark": 16}
FIGURE_WIDTH = 9
LANDSCAPE_FROM = 125  # characters; A4 upright then shrinks too far
FIGURE = {"align": "right"}


def result_workbook(
    sheet: ResultSheet,
    rubric: Rubric,
    calculations: Sequence[Calculation],
    results: Mapping[str, Result],
    entrants: Mapping[str, Entrant],
    language: str,
    teams: TeamSheet | None = None,
    certificate: CertificateSheet | None = None,
    remarks: Sequence[RemarkLine] = (),
) -> bytes:
    """The whole workbook: result sheet, teams, details, calculation, marks, notes, certificate, about.

    `calculations` of those whose result is released, in the order of the sheet; `results` of all, with the facts to
    list; `entrants` by the engine's contestant.
    """
    book = Book(f"{sheet.occasion.event} {sheet.title}", language)
    _result_page(book, sheet, language)
    if teams is not None:
        _teams_page(book, teams, sheet, language)
    people = {contestant: (who.number, who.name) for contestant, who in entrants.items()}
    _details_page(book, calculations, people, sheet, language)
    _steps_page(book, calculations, people, sheet.occasion, language)
    _marks_page(book, rubric, [results[each] for each in people], people, sheet, language)
    remarks_page(book, remarks, people, _occasion_foot(sheet.occasion, language), language)
    if certificate is not None:
        _certificate_page(book, certificate, sheet, language)
    _about_page(book, rubric, sheet.occasion, language)
    return book.close()


def _foot(rubric: str, digest: str, language: str, revision: str = "") -> tuple[str, str, str]:
    left = f"{footer(rubric)} · {word('digest', language, digest[:16])}"
    return left, word("page", language, "&P", "&N"), revision


def _occasion_foot(occasion: Occasion, language: str) -> tuple[str, str, str]:
    return _foot(occasion.rubric, occasion.digest, language, word("revision", language, occasion.revision))


WRAPPED: dict[str, Any] = {"text_wrap": True}
TEAM_SHAPES: list[dict[str, Any]] = [
    {"align": "center", "bold": True},
    WRAPPED,
    WRAPPED,
    {"align": "right", "bold": True},
    {"align": "center"},
    WRAPPED,
]


def _number(text: str) -> Value:
    return Decimal(text) if text else None


def _result_page(book: Book, sheet: ResultSheet, language: str) -> None:
    occasion = sheet.occasion
    columns = sheet.columns
    count = len(columns)
    widths = [max(WIDTHS.get(column.key, FIGURE_WIDTH), *map(_breadth, column.head)) for column in columns]
    page = book.page(sheet.title, _occasion_foot(occasion, language), landscape=sum(widths) >= LANDSCAPE_FROM)
    page.widths(widths)
    _titles(page, sheet.title, occasion, count, language)
    page.heads(["\n".join(column.head) for column in columns])
    for line in (*sheet.ranked, *sheet.others):
        page.line([_cell(sheet, line, at) for at in range(count)], lambda at: _shape(sheet, at))
    page.row += 1
    for note in (*sheet.notes, *filter(None, [occasion.settings])):
        page.wide(note, count, 28 if len(note) > 60 else 16, text_wrap=True)
    _signatures(page, sheet, count, language)


def _titles(page: Page, title: str, occasion: Occasion, count: int, language: str) -> None:
    """What stands above a table: of which competition, what it is, of which event, in what state."""
    page.wide(occasion.competition, count, 18, align="center")
    page.wide(title, count, 30, align="center", bold=True, font_size=18)
    meta = [word("event", language, occasion.event), word("rubric", language, occasion.rubric)]
    meta += [word("state", language, occasion.state)] if occasion.state else []
    meta += [occasion.day] if occasion.day else []
    page.wide("    ".join(meta), count, 20, align="center")


def _teams_page(book: Book, teams: TeamSheet, sheet: ResultSheet, language: str) -> None:
    """The table of teams; members that do not count stand in brackets."""
    page = book.page(teams.title[:31], _occasion_foot(sheet.occasion, language))
    page.widths([6, 30, 44, 10, 14, 14])
    _titles(page, teams.title, sheet.occasion, len(teams.heads), language)
    page.heads(teams.heads)
    for line in teams.lines:
        told = [(f"{who} {figure}".strip(), counts) for who, figure, counts in line.members]
        members = [words if counts else f"({words})" for words, counts in told]
        cells = [_number(line.rank), line.unit, "  ".join(members), _number(line.total), line.award, line.remark]
        page.line(cells, TEAM_SHAPES.__getitem__)
    _signatures(page, sheet, len(teams.heads), language)


def _certificate_page(book: Book, certificate: CertificateSheet, sheet: ResultSheet, language: str) -> None:
    """Whether everything that the tablets made is here."""
    page = book.page(certificate.title[:31], _occasion_foot(sheet.occasion, language), landscape=True)
    page.widths([16, 14, 12, 9, 14, 14, 14, 14, 12])
    count = len(certificate.heads)
    _titles(page, certificate.title, sheet.occasion, count, language)
    page.wide(certificate.verdict, count, 24, bold=True, text_wrap=True)
    page.heads(certificate.heads)
    for line in certificate.lines:
        page.line(list(line.cells), lambda at: {"align": "center"} if 1 < at < 4 else WRAPPED)
    page.row += 1
    for note in certificate.notes:
        page.wide(note, count, 28 if len(note) > 60 else 16, text_wrap=True)
    _signatures(page, sheet, count, language)


def _breadth(head: str) -> int:
    """The least width of a column under this line; long English words may wrap."""
    return min(len(head.encode("gb18030", "replace")) + 1, 12)


def _cell(sheet: ResultSheet, line: Line, at: int) -> Value:
    column, text = sheet.columns[at], line.cells[at]
    if text and (column.figure or column.key == "rank"):
        return Decimal(text)
    return text


def _shape(sheet: ResultSheet, at: int) -> dict[str, Any]:
    column = sheet.columns[at]
    if column.figure:
        return {"align": "right", "bold": column.key == "total"}
    if column.key in ("unit", "remark", "name"):
        return {"text_wrap": True}
    return {"align": "center", "bold": column.key == "rank"}


def _signatures(page: Page, sheet: ResultSheet, count: int, language: str) -> None:
    """Lines to sign on, three beside each other, and room for the seal."""
    page.row += 1
    thirds = [0, (count + 2) // 3, (2 * count + 2) // 3]
    places = [*sheet.signers, word("seal", language) + word("seal-here", language)]
    for number, signer in enumerate(places):
        row = page.row + number // 3
        start = thirds[number % 3]
        page.sheet.set_row(row, 32)
        line = "" if number == len(sheet.signers) else " ______________________"
        page.put(start, signer + line, row=row, valign="bottom")
    page.row += (len(places) + 2) // 3


People = Mapping[str, tuple[str, str]]


def _details_page(book: Book, trees: Sequence[Calculation], people: People, sheet: ResultSheet, language: str) -> None:
    """Every item on every sheet, then each of its marks with what it costs."""
    page = book.page(word("details", language), _occasion_foot(sheet.occasion, language), landscape=True)
    page.widths([9, 12, 12, 14, 7, 28, 7, 7, 16, 16, 9, 12, 9, 44])
    keys = ("number", "name", "module", "section", "id", "item", "seat", "full", "lost", "points")
    page.heads([word(key, language) for key in (*keys, "place", "value", "price", "reason")])
    for tree in trees:
        for module in tree.modules:
            for line in _detail_lines(tree.contestant, module, language, sheet.means):
                page.line([*people.get(tree.contestant, (tree.contestant, "")), module.title, *line])
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:N{page.row + 1}"})


def _detail_lines(contestant: str, module: ModuleTree, language: str, means: Means) -> list[list[Value]]:
    lines: list[list[Value]] = []
    for section in module.sections:
        for item in section.items:
            for cell in item.cells:
                seat = seat_label(contestant, cell.seat, language, means)
                head: list[Value] = [section.title, item.id, item.title, seat]
                whole = [entered for entered in cell.entered if not entered.place]
                placed = [entered for entered in cell.entered if entered.place]
                value = "".join(each.value for each in whole)
                if cell.state == "untouched":
                    value = word("untouched", language)
                told = [each.reason for each in placed]
                why = _reasons([reason for reason in cell.reasons if reason not in told], language)
                lines.append([*head, item.full, -cell.lost, cell.points, "", value, None, why])
                for each in placed:
                    lines.append([*head, None, None, None, each.place, each.value, each.price or None, each.reason])
    return lines


def _reasons(reasons: Sequence[str], language: str) -> str:
    return ("；" if language.startswith("zh") else "; ").join(reasons)


def _steps_page(book: Book, trees: Sequence[Calculation], people: People, occasion: Occasion, language: str) -> None:
    """From the panels to rank, step by step."""
    page = book.page(word("steps", language), _occasion_foot(occasion, language), landscape=True)
    page.widths([10, 18, 18, 22, 44, 16, 50])
    page.heads([word(key, language) for key in ("number", "name", "module", "step", "formula", "figure", "reason")])
    for tree in trees:
        who = people.get(tree.contestant, (tree.contestant, ""))
        parts = [(module.title, module.steps) for module in tree.modules]
        for title, steps in (*parts, (word("total", language), tree.steps)):
            for step in steps:
                page.line([*who, title, step.title, step.formula, step.figure, step.said], _step_shape)
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:G{page.row + 1}"})


def _step_shape(column: int) -> dict[str, Any]:
    return {"align": "right"} if column == 5 else {}


def _marks_page(
    book: Book, rubric: Rubric, results: Sequence[Result], people: People, sheet: ResultSheet, language: str
) -> None:
    """Every fact as it was entered, those that no longer stand too."""
    page = book.page(word("marks", language), _occasion_foot(sheet.occasion, language))
    page.widths([10, 18, 12, 16, 8, 16, 8, 12])
    keys = ("number", "name", "seat", "item", "place", "value", "order", "stands")
    page.heads([word(key, language) for key in keys])
    for result in results:
        who = people.get(result.contestant, (result.contestant, ""))
        for entry in entries_of(rubric, result.facts):
            seat = seat_label(result.contestant, entry.seat, language, sheet.means)
            page.line([*who, seat, entry.item, entry.place, entry.value, entry.order, word(entry.state, language)])
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:H{page.row + 1}"})


def _about_page(book: Book, rubric: Rubric, occasion: Occasion, language: str) -> None:
    """Which rules in which version made these figures, and how they round."""
    page = book.page(word("about", language), _occasion_foot(occasion, language))
    page.widths([24, 90])
    rounding = rubric.rounding
    stages = [(stage, getattr(rounding, stage)) for stage in ("item", "judge", "panel", "section", "module", "total")]
    lines = [
        (word("competition", language), occasion.competition),
        (word("event-title", language), occasion.event),
        (word("rubric-title", language), f"{occasion.rubric} · {rubric.title.say(language)}"),
        (word("rubric-digest", language), occasion.digest),
        (word("revision-title", language), str(occasion.revision)),
        *([(word("settings", language), occasion.settings)] if occasion.settings else []),
        (word("stands", language), occasion.state),
        (word("total", language), sum_rule(rubric, language)),
    ]
    lines += [
        (word("rounding", language), _rounding(rubric, stage, language))
        for stage, places in stages
        if places is not None
    ]
    lines += [
        (word("rounding", language), word("exact", language)),
        (word("tie-rule", language), tie_rule(rubric, language)),
    ]
    lines += [(word("award-rule", language), award_rule(rubric, language))] if rubric.awards else []
    lines += [(word("source", language), rubric.source.say(language))] if rubric.source else []
    lines += [(word("note", language), note.say(language)) for note in rubric.notes]
    for title, text in lines:
        page.line([title, text], lambda column: {"text_wrap": True, "bold": column == 0, "valign": "top"})
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:B{page.row + 1}"})


def _rounding(rubric: Rubric, stage: str, language: str) -> str:
    """Where and how a stage is rounded, in words."""
    decimals, mode = rubric.rounding.at(stage)
    return word("rounding-at", language, word(f"stage-{stage}", language), decimals, word(mode, language))
