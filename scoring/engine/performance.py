"""What the marks of one contestant say beyond single items: elements chosen, runs begun, runs that failed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scoring.engine.choices import again
from scoring.engine.marks import RUN_WORDS, Mark, standing
from scoring.engine.values import choice_of, tidy
from scoring.rubrics.kinds import Element
from scoring.rubrics.language import Rubric
from scoring.rubrics.parts import Run
from scoring.rubrics.prices import Choice


@dataclass(frozen=True, slots=True)
class Performance:
    """`chosen` maps an element item to its entry of the catalogue, `words` a run's id to failed, passed or void.

    `begun` maps a section of runs, as written, to the highest number anybody has entered something for.
    """

    chosen: Mapping[str, Choice] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    begun: Mapping[str, int] = field(default_factory=dict)

    def expects(self, run: Run) -> bool:
        """Whether a run has to be there: one of the least number, or one begun, or one before a begun one."""
        rule = run.runs
        least = 0 if rule is None else rule.count if rule.least is None else rule.least
        return run.number <= max(least, self.begun.get(run.of, 0))


NOTHING = Performance()


def performance_of(rubric: Rubric, marks: Iterable[Mark], outside: Mapping[str, str]) -> Performance:
    """Go through all that is known of a contestant; nothing is found, at no cost, where a rubric has neither."""
    sections = rubric.performed
    if not sections:
        return NOTHING
    chosen: dict[str, Choice] = {}
    words: dict[str, str] = {}
    begun: dict[str, int] = {}
    for mark in sorted(standing(marks).values(), key=lambda mark: (mark.order, mark.id)):
        section, value = sections.get(mark.item), tidy(mark.value)
        if section is None:
            continue
        if isinstance(section, Run):
            begun[section.of] = max(begun.get(section.of, 0), section.number)
            if value in RUN_WORDS:
                words[section.id] = value
        marked = rubric.items[mark.item]
        choice = choice_of(marked, value) if isinstance(marked, Element) else None
        if choice is not None:
            chosen[mark.item] = choice
    for item in outside:
        section = sections.get(item)
        if isinstance(section, Run):
            begun[section.of] = max(begun.get(section.of, 0), section.number)
    return Performance(_once(rubric, chosen, words), words, begun)


def _once(rubric: Rubric, chosen: Mapping[str, Choice], words: Mapping[str, str]) -> dict[str, Choice]:
    """What is chosen again where an entry counts once: worth nothing, in the order of the runs.

    A run of which a word was said uses no entry up.
    """
    seen: set[tuple[str, str]] = set()
    counted = dict(chosen)
    for key, item in rubric.items.items():
        choice = chosen.get(key)
        if choice is None or not isinstance(item, Element) or not item.once or rubric.sections_by_item[key].id in words:
            continue
        entry = (key.partition("#")[0], choice.id)
        if entry in seen:
            counted[key] = again(choice)
        seen.add(entry)
    return counted
