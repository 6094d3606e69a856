"""Why a write was refused: every code with its sentence in zh and en, in one table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused write. `code` is stable; one table in web maps codes to HTTP."""

    code: str
    zh: str
    en: str

    def say(self, language: str) -> str:
        """The sentence in `language`, one of "zh" and "en"."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A refused row of a list; `row` counts from 1, 0 is the list as a whole."""

    row: int
    refusal: Refusal

    def say(self, language: str) -> str:
        """The sentence with its row in front."""
        if not self.row:
            return self.refusal.say(language)
        return (
            f"第 {self.row} 行：{self.refusal.zh}"
            if language.startswith("zh")
            else f"row {self.row}: {self.refusal.en}"
        )
